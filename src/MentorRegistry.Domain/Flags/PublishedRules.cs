namespace MentorRegistry.Domain.Flags;

/// <summary>
/// The rules as an administrator published them, or as shipped. A version is never changed; the one with the highest
/// number is in force (issue 3: settings with a history).
/// </summary>
public sealed class PublishedRules
{
    /// <summary>The longest reason, in characters.</summary>
    public const int LongestReason = 1000;

    /// <summary>Which version, counted from 1.</summary>
    public int Number { get; init; }

    /// <summary>When it was published, UTC; <c>null</c> = as shipped.</summary>
    public DateTime? PublishedUtc { get; init; }

    /// <summary>By whom, as colleagues know the person.</summary>
    public string? PublishedBy { get; init; }

    /// <summary>Why.</summary>
    public string? Reason { get; init; }

    /// <summary>When all flags had been judged by it for the first time, UTC; <c>null</c> = not yet.</summary>
    public DateTime? AppliedUtc { get; set; }

    /// <inheritdoc cref="FlagRules.RunGapDays" />
    public int RunGapDays { get; init; }

    /// <inheritdoc cref="FlagRules.LongRunMonths" />
    public int LongRunMonths { get; init; }

    /// <inheritdoc cref="FlagRules.ReachesLongDays" />
    public int ReachesLongDays { get; init; }

    /// <inheritdoc cref="FlagRules.ReachesLongSecondDays" />
    public int ReachesLongSecondDays { get; init; }

    /// <inheritdoc cref="FlagRules.ReachesLongThirdDays" />
    public int ReachesLongThirdDays { get; init; }

    /// <inheritdoc cref="FlagRules.EndingSoonDays" />
    public int EndingSoonDays { get; init; }

    /// <inheritdoc cref="FlagRules.PastLastDayDays" />
    public int PastLastDayDays { get; init; }

    /// <summary>What is said of pairs of placements.</summary>
    public List<PublishedOverlapRule> OverlapRules { get; } = [];

    /// <summary>The next version after <paramref name="inForce"/>, of the values given.</summary>
    public static PublishedRules Next(
        FlagRules inForce,
        FlagRules rules,
        string reason,
        string by,
        DateTime nowUtc
    )
    {
        var next = new PublishedRules
        {
            Number = inForce.Version + 1,
            PublishedUtc = nowUtc,
            PublishedBy = by,
            Reason = reason,
            RunGapDays = rules.RunGapDays,
            LongRunMonths = rules.LongRunMonths,
            ReachesLongDays = rules.ReachesLongDays,
            ReachesLongSecondDays = rules.ReachesLongSecondDays,
            ReachesLongThirdDays = rules.ReachesLongThirdDays,
            EndingSoonDays = rules.EndingSoonDays,
            PastLastDayDays = rules.PastLastDayDays,
        };
        next.OverlapRules.AddRange(rules.OverlapRules.Select(PublishedOverlapRule.Of));
        return next;
    }

    /// <summary>What flags are found by.</summary>
    public FlagRules ToRules() =>
        new()
        {
            Version = Number,
            RunGapDays = RunGapDays,
            LongRunMonths = LongRunMonths,
            ReachesLongDays = ReachesLongDays,
            ReachesLongSecondDays = ReachesLongSecondDays,
            ReachesLongThirdDays = ReachesLongThirdDays,
            EndingSoonDays = EndingSoonDays,
            PastLastDayDays = PastLastDayDays,
            OverlapRules = [.. OverlapRules.Select(rule => rule.ToRule())],
        };
}

/// <summary>An <see cref="OverlapRule"/> as a row of a version.</summary>
public sealed class PublishedOverlapRule
{
    /// <summary>The row's number.</summary>
    public long Id { get; set; }

    /// <summary>The version it belongs to.</summary>
    public int RulesNumber { get; set; }

    /// <summary>The department of one side; <c>null</c> = any.</summary>
    public long? OneDepartmentId { get; init; }

    /// <summary>The legal basis of that side; <c>null</c> = any.</summary>
    public long? OneLegalBasisId { get; init; }

    /// <summary>The department of the other side; <c>null</c> = any.</summary>
    public long? OtherDepartmentId { get; init; }

    /// <summary>The legal basis of the other side; <c>null</c> = any.</summary>
    public long? OtherLegalBasisId { get; init; }

    /// <summary>What becomes of such an overlap.</summary>
    public OverlapTreatment Treatment { get; init; }

    /// <inheritdoc cref="OverlapRule" path="/param[@name='HandoverDays']" />
    public int HandoverDays { get; init; }

    /// <summary>The row of a rule.</summary>
    public static PublishedOverlapRule Of(OverlapRule rule) =>
        new()
        {
            OneDepartmentId = rule.One.DepartmentId,
            OneLegalBasisId = rule.One.LegalBasisId,
            OtherDepartmentId = rule.Other.DepartmentId,
            OtherLegalBasisId = rule.Other.LegalBasisId,
            Treatment = rule.Treatment,
            HandoverDays = rule.HandoverDays,
        };

    /// <summary>The rule of the row.</summary>
    public OverlapRule ToRule() =>
        new(
            new OverlapSide(OneDepartmentId, OneLegalBasisId),
            new OverlapSide(OtherDepartmentId, OtherLegalBasisId),
            Treatment,
            HandoverDays
        );
}
