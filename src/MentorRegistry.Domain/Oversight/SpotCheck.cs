namespace MentorRegistry.Domain.Oversight;

/// <summary>
/// Recent lookups drawn to be judged (stikprøvekontrol). A draw is never deleted, and no other is made before all of it
/// is judged: nobody draws until the draw pleases.
/// </summary>
public sealed class SpotCheck
{
    /// <summary>The row's number, which people call it by.</summary>
    public long Id { get; set; }

    /// <summary>When it was drawn, UTC.</summary>
    public DateTime DrawnUtc { get; set; }

    /// <summary>Who drew it: the name that colleagues see.</summary>
    public required string DrawnBy { get; set; }

    /// <summary>From when on lookups could be drawn, UTC.</summary>
    public DateTime SinceUtc { get; set; }

    /// <summary>Of how many lookups it was drawn.</summary>
    public int Lookups { get; set; }

    /// <summary>How many of them were unusual.</summary>
    public int UnusualLookups { get; set; }

    /// <summary>What was drawn.</summary>
    public List<SpotCheckItem> Items { get; } = [];
}

/// <summary>One drawn lookup and what was found.</summary>
public sealed class SpotCheckItem : IVersioned
{
    /// <summary>The longest remark.</summary>
    public const int LongestRemark = 500;

    /// <summary>The row's number.</summary>
    public long Id { get; set; }

    /// <summary>The draw.</summary>
    public long SpotCheckId { get; set; }

    /// <summary>The lookup's number in the lookup log.</summary>
    public long LookupId { get; set; }

    /// <summary>What was unusual about it when it was drawn.</summary>
    public LookupPatterns Patterns { get; set; }

    /// <summary>What explained it when it was drawn.</summary>
    public LookupExplanation Explanation { get; set; }

    /// <summary>Whether it must be followed up; <c>null</c> = not yet judged.</summary>
    public bool? NeedsFollowUp { get; private set; }

    /// <summary>What the judgement rests on.</summary>
    public string? Remark { get; private set; }

    /// <summary>Who judged it last: the name that colleagues see.</summary>
    public string? JudgedBy { get; private set; }

    /// <summary>When it was judged last, UTC.</summary>
    public DateTime? JudgedUtc { get; private set; }

    /// <inheritdoc />
    public int Version { get; set; }

    /// <summary>
    /// Judges it, again too: the history keeps what was judged before. Refused (<c>false</c>) is a judgement without a
    /// remark that can be read: nobody could act on it, or see what it rests on.
    /// </summary>
    public bool TryJudge(bool needsFollowUp, string? remark, string by, DateTime atUtc)
    {
        if (!ReadableText.IsReason(remark))
        {
            return false;
        }

        NeedsFollowUp = needsFollowUp;
        Remark = remark!.Trim();
        (JudgedBy, JudgedUtc) = (by, atUtc);
        return true;
    }
}
