using MentorRegistry.Domain.Flags;
using MentorRegistry.Domain.Organisation;
using MentorRegistry.Domain.Sharing;

namespace MentorRegistry.Domain.Placements;

/// <summary>Something that the person who grants should know and give a reason for. It never blocks.</summary>
public abstract record PlacementWarning
{
    /// <summary>The citizen has another mentor on the same days.</summary>
    /// <param name="Pair">Which two, and which days.</param>
    /// <param name="Other">The placement already there.</param>
    /// <param name="IsToldOnly">
    /// No reason is asked for: a rule has the pair told only, or the days are a handover within what a rule allows.
    /// </param>
    public sealed record Overlaps(Overlap Pair, PlacementSpan Other, bool IsToldOnly = false)
        : PlacementWarning;

    /// <summary>The grant is longer than its legal basis allows in one grant.</summary>
    /// <param name="LongestMonths">What the legal basis allows.</param>
    /// <param name="Grant">The grant's days.</param>
    public sealed record LongerThanLegalBasis(int LongestMonths, DatePeriod Grant) : PlacementWarning;

    /// <summary>
    /// With the grant the citizen comes to have the same mentor for more than the months allowed, counted to the end
    /// of all that is granted of the run (a placement dated back can join two runs that each were short).
    /// </summary>
    /// <param name="Mentor">The mentor whose run it is.</param>
    /// <param name="Since">The run's first day.</param>
    /// <param name="Months">The months that are passed.</param>
    /// <param name="PassedOn">The first day over the limit.</param>
    /// <param name="Until">The run's last granted day, inclusive; <c>null</c> = open.</param>
    public sealed record LongRun(
        MentorKey Mentor,
        DateOnly Since,
        int Months,
        DateOnly PassedOn,
        DateOnly? Until
    ) : PlacementWarning;

    /// <summary>
    /// Another department has a placement that goes on or is to begin, and shows nothing more of it. Whether it shares
    /// days with this one is not said: <see cref="PlacementCheck.AsTold" /> says why.
    /// </summary>
    /// <param name="Department">The department's name; <c>null</c> where not even that may be known.</param>
    /// <param name="Period">The days of the placement that is judged, for comparison alone.</param>
    public sealed record Elsewhere(string? Department, DatePeriod Period) : PlacementWarning;
}

/// <summary>What is judged before a grant is saved, on the form, by the import and in the live panel alike.</summary>
public static class PlacementCheck
{
    /// <summary>
    /// All warnings that saving would raise: each overlap with the citizen's other placements unless a rule has such two
    /// run side by side, a grant longer than the legal basis allows, a run of more months than the rules say by its last
    /// granted day (an open grant passes both limits some day, so both are raised).
    /// </summary>
    /// <param name="placement">The placement as it would be, with the new grant in its period.</param>
    /// <param name="grant">The grant's own period.</param>
    /// <param name="longestGrantMonths">The legal basis' limit; <c>null</c> = none.</param>
    /// <param name="others">The citizen's placements; the one judged may be among them and is left out.</param>
    /// <param name="rules">The rules in force; <c>null</c> = as shipped.</param>
    public static IReadOnlyList<PlacementWarning> Warnings(
        PlacementSpan placement,
        DatePeriod grant,
        int? longestGrantMonths,
        IReadOnlyCollection<PlacementSpan> others,
        FlagRules? rules = null
    )
    {
        rules ??= new FlagRules();
        var warnings = new List<PlacementWarning>();
        warnings.AddRange(Overlaps(placement, others, rules));
        if (
            longestGrantMonths is { } longest
            && CalendarMonths.HasLastedMoreThan(grant.First, longest, grant.LastOrForever)
        )
        {
            warnings.Add(new PlacementWarning.LongerThanLegalBasis(longest, grant));
        }

        var run = MentorRun
            .Of(
                [placement, .. others.Where(other => other.PlacementId != placement.PlacementId)],
                rules.RunGapDays
            )
            .FirstOrDefault(run =>
                run.Mentor == placement.Mentor && run.Period.Contains(placement.Period.First)
            );
        if (
            run is not null
            && CalendarMonths.FirstDayOver(run.Period.First, rules.LongRunMonths) is { } passedOn
            && passedOn <= run.Period.LastOrForever
        )
        {
            warnings.Add(
                new PlacementWarning.LongRun(
                    placement.Mentor,
                    run.Period.First,
                    rules.LongRunMonths,
                    passedOn,
                    run.Period.Last
                )
            );
        }

        return warnings;
    }

    /// <summary>
    /// The warnings as the one who grants may be told them. What is typed must not be a question that a placement which is
    /// not seen whole (<see cref="Insight" />) answers: days and providers tried one after the other would tell its days
    /// and its provider. So runs, and overlaps, are judged over what is seen. Of a department that shows its dates the
    /// overlaps are told besides, for those days are shown anyway. Of any other it is told that there is a placement,
    /// whatever is typed, and the person has to ask there. What has ended is not told of at all.
    /// </summary>
    /// <param name="placement">The placement as it would be, with the new grant in its period.</param>
    /// <param name="grant">The grant's own period.</param>
    /// <param name="longestGrantMonths">The legal basis' limit; <c>null</c> = none.</param>
    /// <param name="others">The citizen's placements; the one judged may be among them and is left out.</param>
    /// <param name="visibility">What the one who grants may see of each: <see cref="Insight.Of(PlacementSpan)" />.</param>
    /// <param name="departments">At least the departments of <paramref name="others" />, by number.</param>
    /// <param name="rules">The rules in force; <c>null</c> = as shipped.</param>
    public static IReadOnlyList<PlacementWarning> AsTold(
        PlacementSpan placement,
        DatePeriod grant,
        int? longestGrantMonths,
        IEnumerable<PlacementSpan> others,
        Func<PlacementSpan, Visibility> visibility,
        IReadOnlyDictionary<long, Department> departments,
        FlagRules? rules = null
    )
    {
        var told = others.Where(other => other.PlacementId != placement.PlacementId).ToLookup(visibility);
        var elsewhere = told[Visibility.Existence]
            .ToLookup(other => departments[other.DepartmentId].ShowsDates);
        return
        [
            .. Warnings(placement, grant, longestGrantMonths, [.. told[Visibility.Everything]], rules),
            // By no rule: whether one lets the pair pass would tell what the other is granted by.
            .. Overlaps(placement, elsewhere[true], new FlagRules()),
            .. elsewhere[false]
                .Select(other => departments[other.DepartmentId])
                .Select(department => department.HidesName ? null : department.Name)
                .Distinct()
                .Order(StringComparer.Ordinal)
                .Select(department => new PlacementWarning.Elsewhere(department, placement.Period)),
        ];
    }

    /// <summary>
    /// The warnings of a change that were not there before it: an edit that makes nothing worse is not questioned
    /// again. Worse is: an overlap with another placement, on days that were not shared, or that was told only; a grant that reaches further
    /// than the one that was too long already; a long run that began earlier or goes on for longer; days of one's own that
    /// were not granted before, where another department has a placement.
    /// </summary>
    public static IReadOnlyList<PlacementWarning> Worse(
        IReadOnlyCollection<PlacementWarning> before,
        IReadOnlyCollection<PlacementWarning> after
    ) => [.. after.Where(warning => !before.Any(old => IsNoWorse(warning, old)))];

    private static bool IsNoWorse(PlacementWarning now, PlacementWarning before) =>
        (now, before) switch
        {
            (PlacementWarning.Overlaps a, PlacementWarning.Overlaps b) => a.Other.PlacementId
                == b.Other.PlacementId
                && (a.IsToldOnly || !b.IsToldOnly)
                && b.Pair.Shared.First <= a.Pair.Shared.First
                && a.Pair.Shared.LastOrForever <= b.Pair.Shared.LastOrForever,
            (PlacementWarning.LongerThanLegalBasis a, PlacementWarning.LongerThanLegalBasis b) =>
                b.LongestMonths <= a.LongestMonths
                    && b.Grant.First <= a.Grant.First
                    && a.Grant.LastOrForever <= b.Grant.LastOrForever,
            (PlacementWarning.LongRun a, PlacementWarning.LongRun b) => b.Mentor == a.Mentor
                && b.Since <= a.Since
                && (a.Until ?? DateOnly.MaxValue) <= (b.Until ?? DateOnly.MaxValue),
            (PlacementWarning.Elsewhere a, PlacementWarning.Elsewhere b) => a.Department == b.Department
                && b.Period.First <= a.Period.First
                && a.Period.LastOrForever <= b.Period.LastOrForever,
            _ => false,
        };

    private static IEnumerable<PlacementWarning> Overlaps(
        PlacementSpan placement,
        IEnumerable<PlacementSpan> others,
        FlagRules rules
    ) =>
        Overlap
            .With(placement, others)
            .Select(pair => (pair, letPass: rules.LetPassOf(pair)))
            .Where(overlap => overlap.letPass != LetPass.Allowed)
            .Select(overlap => new PlacementWarning.Overlaps(
                overlap.pair,
                overlap.pair.Earlier == placement ? overlap.pair.Later : overlap.pair.Earlier,
                IsToldOnly: overlap.letPass != LetPass.No
            ));
}
