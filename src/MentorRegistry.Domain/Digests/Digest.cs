namespace MentorRegistry.Domain.Digests;

/// <summary>Where a digest stands on its way to the head.</summary>
public enum DigestState
{
    /// <summary>It is owed. Its content may not be made yet.</summary>
    Pending,

    /// <summary>A process is handing it to the mail server. Until <see cref="Digest.LeasedUntilUtc"/> nobody else does.</summary>
    Sending,

    /// <summary>The mail server has taken it.</summary>
    Sent,

    /// <summary>An attempt failed in a way that may pass; the next one is due at <see cref="Digest.NextUtc"/>.</summary>
    Retry,

    /// <summary>It will not go out by itself: the failure does not pass, or two days have gone by.</summary>
    GivenUp,
}

/// <summary>
/// One month's digest (månedsoverblik) to one head: one row for (month, head), whatever becomes of it. Its figures and
/// its text are frozen when they are made, so that what is sent again is what was sent.
/// </summary>
public sealed class Digest
{
    /// <summary>The longest e-mail address (RFC 5321, 4.5.3.1).</summary>
    public const int LongestAddress = 254;

    /// <summary>The row's number.</summary>
    public long Id { get; set; }

    /// <summary>The month that it is about: its first day.</summary>
    public DateOnly Month { get; set; }

    /// <summary>The account of the head.</summary>
    public required string HeadId { get; set; }

    /// <summary>The account that gets it: the head's, or of who stands in when it is made; <c>null</c> until it is made.</summary>
    public string? RecipientId { get; set; }

    /// <summary>Registered after this instant, UTC: the cut-off of the digest before.</summary>
    public DateTime FromUtc { get; set; }

    /// <summary>Registered up to and including this instant, UTC: the end of the month in Copenhagen.</summary>
    public DateTime CutOffUtc { get; set; }

    /// <summary>When its content was made, UTC; <c>null</c> = not yet.</summary>
    public DateTime? MadeUtc { get; set; }

    /// <summary>Its figures as they were then, as JSON.</summary>
    public string? Figures { get; set; }

    /// <summary>Its language: "da" or "en".</summary>
    public string? Language { get; set; }

    /// <summary>Its subject.</summary>
    public string? Subject { get; set; }

    /// <summary>Its HTML part.</summary>
    public string? Html { get; set; }

    /// <summary>Its text part, which says the same.</summary>
    public string? Text { get; set; }

    /// <summary>Follows from month and head, so that a mail that is sent twice in doubt is one mail to the reader.</summary>
    public string? MessageId { get; set; }

    /// <summary>Where it stands.</summary>
    public DigestState State { get; set; }

    /// <summary>How many attempts have been begun.</summary>
    public int Attempts { get; set; }

    /// <summary>When the next attempt is due, UTC; <c>null</c> = now, where one is owed at all.</summary>
    public DateTime? NextUtc { get; set; }

    /// <summary>Until when the process that is sending it has it for itself, UTC.</summary>
    public DateTime? LeasedUntilUtc { get; set; }

    /// <summary>When the mail server took it, UTC.</summary>
    public DateTime? SentUtc { get; set; }
}
