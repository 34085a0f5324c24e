namespace MentorRegistry.Domain.Flags;

/// <summary>What becomes of an overlap that is found.</summary>
public enum OverlapTreatment
{
    /// <summary>It opens a flag, and somebody must decide.</summary>
    Flagged,

    /// <summary>It is told on the citizen's page and while registering, and opens no flag.</summary>
    Told,

    /// <summary>The two are meant to run side by side: it is exported, and told nowhere else.</summary>
    Allowed,
}

/// <summary>
/// One side of an overlap rule: the placements that it speaks of. Where neither is given, any placement.
/// </summary>
/// <param name="DepartmentId">The department that granted; <c>null</c> = any.</param>
/// <param name="LegalBasisId">What it is granted by; <c>null</c> = any.</param>
public readonly record struct OverlapSide(long? DepartmentId, long? LegalBasisId)
{
    /// <summary>Whether the rule's side speaks of the placement.</summary>
    public bool Matches(PlacementSpan placement) =>
        (DepartmentId ?? placement.DepartmentId) == placement.DepartmentId
        && (LegalBasisId ?? placement.LegalBasisId) == placement.LegalBasisId;

    internal int Precision => (DepartmentId is null ? 0 : 1) + (LegalBasisId is null ? 0 : 1);
}

/// <summary>
/// What an administrator has said of pairs of placements, for example that a § 85 support and a LAB mentor may run side
/// by side. A pair has no order: the sides may match either way round.
/// </summary>
/// <param name="One">One of the two.</param>
/// <param name="Other">The other.</param>
/// <param name="Treatment">What becomes of such an overlap.</param>
/// <param name="HandoverDays">
/// An overlap of no more than this many days, first and last included, is a handover and let pass; 0 = none is. An
/// overlap without an end never is one.
/// </param>
public sealed record OverlapRule(
    OverlapSide One,
    OverlapSide Other,
    OverlapTreatment Treatment,
    int HandoverDays = 0
)
{
    /// <summary>Whether the rule speaks of the two.</summary>
    public bool Matches(PlacementSpan a, PlacementSpan b) =>
        (One.Matches(a) && Other.Matches(b)) || (One.Matches(b) && Other.Matches(a));

    /// <summary>Why two that share the days open no flag; <see cref="LetPass.No"/> = they do open one.</summary>
    public LetPass LetPassOf(DatePeriod shared) =>
        Treatment switch
        {
            OverlapTreatment.Allowed => LetPass.Allowed,
            OverlapTreatment.Told => LetPass.Told,
            _ when shared.Last is { } last && shared.DaysUntil(last) <= HandoverDays => LetPass.Handover,
            _ => LetPass.No,
        };

    /// <summary>How much of a pair it names, from 0 (any pair) to 4 (both departments and both legal bases).</summary>
    public int Precision => One.Precision + Other.Precision;

    /// <summary>The same rule with its sides in one order, for comparing: a pair has none.</summary>
    internal OverlapRule InOrder =>
        (One.DepartmentId ?? 0, One.LegalBasisId ?? 0).CompareTo(
            (Other.DepartmentId ?? 0, Other.LegalBasisId ?? 0)
        ) > 0
            ? this with
            {
                One = Other,
                Other = One,
            }
            : this;
}

/// <summary>Why rules cannot be published.</summary>
public enum RulesRefusal
{
    /// <summary>The steps of notice do not each lie nearer than the one before.</summary>
    StepsDoNotFall,

    /// <summary>Another rule before it says something of the very same pair.</summary>
    SamePairTwice,

    /// <summary>Days of handover where every day is let pass anyway.</summary>
    HandoverLetPassAnyway,

    /// <summary>They are as the rules in force: there is nothing to publish.</summary>
    NothingChanged,
}

/// <summary>One reason why rules cannot be published.</summary>
/// <param name="Refusal">Why.</param>
/// <param name="OverlapRule">The place of the overlap rule that it is about, from 0; <c>null</c> = about none.</param>
public readonly record struct RefusedRules(RulesRefusal Refusal, int? OverlapRule = null);

/// <summary>
/// The rules that flags are found by: what administrators publish, as one version (issue 3: months, days, tolerance and
/// gaps are settings with a history).
/// </summary>
public sealed record FlagRules
{
    /// <summary>The most days that any number of days may be: a year.</summary>
    public const int MostDays = 366;

    /// <summary>The most months after which a run is long: fifty years.</summary>
    public const int MostMonths = 600;

    /// <summary>Which published version; a flag tells the one it was last judged by.</summary>
    public int Version { get; init; }

    /// <summary>Days without a placement that a run bridges.</summary>
    public int RunGapDays { get; init; } = MentorRun.UsualGapDays;

    /// <summary>Months after which a run is long.</summary>
    public int LongRunMonths { get; init; } = MentorRun.UsualLongMonths;

    /// <summary>How many days before a run becomes long it is told.</summary>
    public int ReachesLongDays { get; init; } = 90;

    /// <summary>How many days before that it is told as the second step; fewer than <see cref="ReachesLongDays"/>.</summary>
    public int ReachesLongSecondDays { get; init; } = 60;

    /// <summary>How many days before that it is told as the last step; fewer than <see cref="ReachesLongSecondDays"/>.</summary>
    public int ReachesLongThirdDays { get; init; } = 30;

    /// <summary>How many days before its last day a placement that nothing continues is told.</summary>
    public int EndingSoonDays { get; init; } = 30;

    /// <summary>
    /// For how many days after its last day a placement that nobody ended is told. Not for ever: what was loaded from
    /// other systems has no decision on its end.
    /// </summary>
    public int PastLastDayDays { get; init; } = 60;

    /// <summary>
    /// What overlaps are let pass, and by how many days of handover. As shipped none: every pair is flagged, by every
    /// day.
    /// </summary>
    public IReadOnlyList<OverlapRule> OverlapRules { get; init; } = [];

    /// <summary>
    /// The rule for a pair: the most precise that speaks of it; of equally precise ones the strictest, so that an order
    /// of lines means nothing. Without any, the pair is flagged from the first day.
    /// </summary>
    public OverlapRule RuleOf(PlacementSpan a, PlacementSpan b) =>
        OverlapRules
            .Where(rule => rule.Matches(a, b))
            .OrderByDescending(rule => rule.Precision)
            .ThenBy(rule => rule.Treatment)
            .ThenBy(rule => rule.HandoverDays)
            .FirstOrDefault()
        ?? s_everyPair;

    /// <summary>
    /// Which step of notice a run has come to: the fewest of the three numbers of days that the days left do not exceed.
    /// </summary>
    public int ReachesLongStep(int daysLeft) =>
        daysLeft <= ReachesLongThirdDays ? ReachesLongThirdDays
        : daysLeft <= ReachesLongSecondDays ? ReachesLongSecondDays
        : ReachesLongDays;

    /// <summary>Whether they say the same, whatever their versions and the order of lines.</summary>
    public bool SaysTheSameAs(FlagRules other) =>
        Numbers == other.Numbers
        && OverlapRules
            .Select(rule => rule.InOrder)
            .ToHashSet()
            .SetEquals(other.OverlapRules.Select(rule => rule.InOrder));

    /// <summary>
    /// Everything that speaks against publishing them after the rules in force; each number by itself is taken to be one
    /// that it may be.
    /// </summary>
    public IReadOnlyList<RefusedRules> RefusedAfter(FlagRules inForce)
    {
        var refused = new List<RefusedRules>();
        if (ReachesLongDays <= ReachesLongSecondDays || ReachesLongSecondDays <= ReachesLongThirdDays)
        {
            refused.Add(new(RulesRefusal.StepsDoNotFall));
        }

        var pairs = new HashSet<(OverlapSide, OverlapSide)>();
        for (var i = 0; i < OverlapRules.Count; i++)
        {
            var rule = OverlapRules[i].InOrder;
            if (!pairs.Add((rule.One, rule.Other)))
            {
                refused.Add(new(RulesRefusal.SamePairTwice, i));
            }

            if (rule is { Treatment: not OverlapTreatment.Flagged, HandoverDays: > 0 })
            {
                refused.Add(new(RulesRefusal.HandoverLetPassAnyway, i));
            }
        }

        if (SaysTheSameAs(inForce))
        {
            refused.Add(new(RulesRefusal.NothingChanged));
        }

        return refused;
    }

    private (int, int, int, int, int, int, int) Numbers =>
        (
            RunGapDays,
            LongRunMonths,
            ReachesLongDays,
            ReachesLongSecondDays,
            ReachesLongThirdDays,
            EndingSoonDays,
            PastLastDayDays
        );

    /// <summary>Why the overlap opens no flag, by the rule for the pair.</summary>
    public LetPass LetPassOf(Overlap pair) => RuleOf(pair.Earlier, pair.Later).LetPassOf(pair.Shared);

    private static readonly OverlapRule s_everyPair = new(default, default, OverlapTreatment.Flagged);
}
