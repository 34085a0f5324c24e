namespace MentorRegistry.Domain.Digests;

/// <summary>What came of one attempt to make or send a digest.</summary>
public enum DigestOutcome
{
    /// <summary>It has begun, and nobody knows: it is going on, or the process ended in the middle of it.</summary>
    Unknown,

    /// <summary>The mail server has taken it.</summary>
    Sent,

    /// <summary>It failed in a way that may pass.</summary>
    Retry,

    /// <summary>It failed in a way that does not pass.</summary>
    GivenUp,
}

/// <summary>One attempt to make or send a digest, and the answer to it.</summary>
public sealed class DigestAttempt
{
    /// <summary>More of an answer is not kept.</summary>
    public const int LongestAnswer = 500;

    /// <summary>The row's number.</summary>
    public long Id { get; set; }

    /// <summary>Of which digest.</summary>
    public long DigestId { get; set; }

    /// <summary>When it began, UTC.</summary>
    public DateTime StartedUtc { get; set; }

    /// <summary>When it ended, UTC; <c>null</c> = it has not, or nobody knows.</summary>
    public DateTime? EndedUtc { get; set; }

    /// <summary>The address that it went to.</summary>
    public string? Address { get; set; }

    /// <summary>What came of it.</summary>
    public DigestOutcome Outcome { get; set; }

    /// <summary>What the server said, or why it was not asked.</summary>
    public string? Answer { get; set; }
}
