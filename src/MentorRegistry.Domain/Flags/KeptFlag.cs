namespace MentorRegistry.Domain.Flags;

/// <summary>
/// What of a flag that is not closed is held against its condition. The sweep reads this of every flag, and nothing of
/// what was written about it (issue 3).
/// </summary>
/// <param name="Key">Which condition it is the flag of.</param>
/// <param name="Since">The condition's first day, as it was found.</param>
/// <param name="Days">The days it speaks of, inclusive.</param>
/// <param name="Counterpart">Who the mentors are.</param>
/// <param name="Rule">What it was judged by.</param>
/// <param name="Decided">The days that were decided on, inclusive; <c>null</c> = nobody has decided.</param>
/// <param name="JustifiedUntil">Until when it is justified, inclusive.</param>
/// <param name="InPart">The placements then, where the one who decided was not told all.</param>
/// <param name="PlacementIds">The placements it is about, each once.</param>
/// <param name="PartWithoutIds">Of a part of a run, <see cref="FlagCondition.PartWithoutIds"/>.</param>
public sealed record KeptFlag(
    FlagKey Key,
    DateOnly Since,
    DatePeriod Days,
    string Counterpart,
    string Rule,
    DatePeriod? Decided,
    DateOnly? JustifiedUntil,
    DecidedInPart? InPart,
    IReadOnlyCollection<long> PlacementIds,
    IReadOnlyCollection<long> PartWithoutIds
)
{
    /// <summary>
    /// Why a decision no longer stands; <c>null</c> where it does, or there is none: what it was about is worse, for the days do not lie within those decided on,
    /// mentors or rule are others, or a justification's last day has passed. One by somebody who was not told all stands
    /// no longer either where one of the placements has grown.
    /// </summary>
    public FlagReopening? WhyReopens(FlagCondition condition, DateOnly today) =>
        Decided is not { } decided ? null
        : JustifiedUntil < today ? FlagReopening.DayPassed
        : condition.Rule != Rule ? FlagReopening.Rule
        : condition.Counterpart != Counterpart ? FlagReopening.Counterpart
        : !decided.Contains(condition.Days) || InPart?.HasGrown(condition) == true ? FlagReopening.Days
        : null;

    /// <summary>Whether it says what the condition is.</summary>
    public bool IsAs(FlagCondition condition) =>
        Since == condition.Since
        && Days == condition.Days
        && Counterpart == condition.Counterpart
        && Rule == condition.Rule
        && PlacementIds.Count == condition.Placements.Count
        && condition.Placements.All(span => PlacementIds.Contains(span.PlacementId));

    /// <summary>Whether <see cref="Flag.Keep"/> would change nothing: for looking, without keeping.</summary>
    /// <param name="flags">A citizen's flags that are not closed.</param>
    /// <param name="conditions">What <see cref="FlagFinder.FindToKeep"/> found.</param>
    /// <param name="today">The day.</param>
    public static bool AreInStep(
        IReadOnlyCollection<KeptFlag> flags,
        IReadOnlyCollection<FlagCondition> conditions,
        DateOnly today
    )
    {
        var holding = Flagged(conditions);
        return holding.Count == flags.Count
            && flags.All(flag =>
                holding.TryGetValue(flag.Key, out var condition)
                && !condition.IsMovedAcross(flag.Days, today)
                && flag.IsAs(condition)
                && flag.PartWithoutIds.SequenceEqual(condition.PartWithoutIds)
                && flag.WhyReopens(condition, today) is null
            );
    }

    // Those that no rule lets pass.
    internal static Dictionary<FlagKey, FlagCondition> Flagged(IEnumerable<FlagCondition> conditions) =>
        conditions
            .Where(condition => condition.LetPass == LetPass.No)
            .ToDictionary(condition => condition.Key);
}
