using System.Globalization;

namespace MentorRegistry.Domain.Flags;

/// <summary>
/// Finds the conditions that hold for one citizen on one day. The one place: the save that causes a condition, the
/// nightly sweep, the export of any day and the preview of new rules all ask here (issue 3).
/// </summary>
public static class FlagFinder
{
    /// <summary>Of a run over more departments, the parts of one alone are found, and no others (<see cref="FindToKeep"/>).</summary>
    public const int MostDepartmentsChosen = 6;

    /// <summary>
    /// All conditions that hold, those that a rule lets pass too, marked so. Cancelled placements never count.
    /// </summary>
    /// <param name="placements">All of one citizen's placements, whichever department's.</param>
    /// <param name="rules">What they are judged by.</param>
    /// <param name="today">The day.</param>
    public static IReadOnlyList<FlagCondition> Find(
        IEnumerable<FlagPlacement> placements,
        FlagRules rules,
        DateOnly today
    )
    {
        var counted = placements.Where(placement => !placement.Span.IsCancelled).ToList();
        if (counted.Count == 0)
        {
            return [];
        }

        var found = new List<FlagCondition>();
        if (counted.Count > 1)
        {
            AddOverlaps(found, counted, rules, today);
        }

        found.AddRange(LongRuns(counted.ConvertAll(placement => placement.Span), rules, today));
        foreach (var placement in counted)
        {
            AddGrantsTooLong(found, placement, today);
            AddNoLongerActive(found, placement, today);
        }

        AddEnds(found, counted, rules, today);
        return found;
    }

    /// <summary>
    /// Those of <see cref="Find"/>, and of a run over several departments the runs that some of them make: what flags are
    /// kept for. Somebody who sees some departments' placements is told of the runs that those make, each a condition of
    /// its own, as if there were no other placements; otherwise what is told, what is not, and what becomes of a decision
    /// would tell of them (issue 2). A part is told to those who see its departments' placements and none that make
    /// something else of it (<see cref="FlagCondition.PartWithoutIds"/>).
    /// </summary>
    /// <param name="placements">All of one citizen's placements, whichever department's.</param>
    /// <param name="rules">What they are judged by.</param>
    /// <param name="today">The day.</param>
    public static IReadOnlyList<FlagCondition> FindToKeep(
        IEnumerable<FlagPlacement> placements,
        FlagRules rules,
        DateOnly today
    )
    {
        var found = Find(placements, rules, today);
        var parts = found
            .Where(condition => IsOfRun(condition.Kind) && !condition.IsOfOneDepartment)
            .SelectMany(whole => Parts(whole, rules, today))
            .ToList();
        return parts.Count == 0 ? found : [.. found, .. parts];
    }

    /// <summary>
    /// The earliest last day of a placement that something is found for on the day: what is over is told for
    /// <see cref="FlagRules.PastLastDayDays"/> days more. Only citizens with a placement that ends then or later need
    /// to be looked at; the sweep reads no others.
    /// </summary>
    /// <param name="rules">What placements are judged by.</param>
    /// <param name="today">The day.</param>
    public static DateOnly EarliestLastDay(FlagRules rules, DateOnly today) =>
        today.AddDays(-Math.Clamp(rules.PastLastDayDays, 0, today.DayNumber));

    private static void AddOverlaps(
        List<FlagCondition> found,
        List<FlagPlacement> placements,
        FlagRules rules,
        DateOnly today
    )
    {
        foreach (var pair in Overlap.Among(placements.Select(placement => placement.Span)))
        {
            if (pair.Shared.LastOrForever < today)
            {
                continue;
            }

            var rule = rules.RuleOf(pair.Earlier, pair.Later);
            found.Add(
                new FlagCondition(
                    new FlagKey(
                        pair.IsAcrossDepartments ? FlagKind.OverlapAcross : FlagKind.OverlapWithin,
                        // The lower number first: which one began first can change.
                        $"{Text(Math.Min(pair.Earlier.PlacementId, pair.Later.PlacementId))}+{Text(Math.Max(pair.Earlier.PlacementId, pair.Later.PlacementId))}"
                    ),
                    pair.Shared.First,
                    pair.Shared,
                    [pair.Earlier, pair.Later],
                    Counterpart([pair.Earlier, pair.Later]),
                    $"{rule.Treatment} {Text(rule.HandoverDays)}",
                    rule.LetPassOf(pair.Shared)
                )
            );
        }
    }

    private static bool IsOfRun(FlagKind kind) =>
        kind is FlagKind.LongWithMentor or FlagKind.LongWithAnyMentor or FlagKind.ReachesLong;

    // What each choice of the run's departments makes, for each can be what somebody sees. The choices, one bit for each
    // department, double with each: of very many departments, those of one alone.
    private static IEnumerable<FlagCondition> Parts(FlagCondition whole, FlagRules rules, DateOnly today)
    {
        var all = Departments(whole);
        var ofAll = (1 << all.Count) - 1;
        var made = new Dictionary<int, FlagCondition?> { [ofAll] = whole };
        for (var choice = 1; choice < ofAll; choice++)
        {
            if (
                (all.Count <= MostDepartmentsChosen || int.IsPow2(choice))
                && Made(choice) is { } part
                && ChoiceOf(part) == choice
            )
            {
                yield return part with
                {
                    PartWithoutIds =
                    [
                        .. all.Where(
                            (_, place) =>
                                (choice & (1 << place)) == 0
                                && (
                                    Made(choice | (1 << place)) is not { } more
                                    || !more.Placements.SequenceEqual(part.Placements)
                                )
                        ),
                    ],
                };
            }
        }

        FlagCondition? Made(int choice)
        {
            if (!made.TryGetValue(choice, out var condition))
            {
                condition = LongRuns(
                        [
                            .. whole.Placements.Where(span =>
                                (choice & (1 << all.IndexOf(span.DepartmentId))) != 0
                            ),
                        ],
                        rules,
                        today
                    )
                    .Find(found =>
                        (found.Kind == FlagKind.LongWithAnyMentor)
                        == (whole.Kind == FlagKind.LongWithAnyMentor)
                    );
                made.Add(choice, condition);
            }

            return condition;
        }

        int ChoiceOf(FlagCondition condition) =>
            condition.Placements.Aggregate(
                0,
                (choice, span) => choice | (1 << all.IndexOf(span.DepartmentId))
            );
    }

    private static List<long> Departments(FlagCondition condition) =>
        [.. condition.Placements.Select(span => span.DepartmentId).Distinct().Order()];

    private static List<FlagCondition> LongRuns(List<PlacementSpan> spans, FlagRules rules, DateOnly today)
    {
        var found = new List<FlagCondition>();
        // Most citizens have had no mentor for that long: nothing is joined for them.
        if (
            CalendarMonths.FirstDayOver(spans.Min(span => span.Period.First), rules.LongRunMonths)
                is not { } earliest
            || earliest.DayNumber - today.DayNumber > Math.Max(rules.ReachesLongDays, 0)
        )
        {
            return found;
        }

        // Whoever has had one mentor for long has had a mentor for long: no run is looked for outside this one.
        var withAny = MentorRun
            .WithAnyMentor(spans, rules.RunGapDays)
            .FirstOrDefault(run => run.Period.Contains(today));
        if (
            withAny is null
            || CalendarMonths.FirstDayOver(withAny.Period.First, rules.LongRunMonths) is not { } anyOver
            || anyOver.DayNumber - today.DayNumber > Math.Max(rules.ReachesLongDays, 0)
        )
        {
            return found;
        }

        var byId = spans.ToDictionary(span => span.PlacementId);
        var judgedBy = $"{Text(rules.LongRunMonths)} months, {Text(rules.RunGapDays)} days";
        foreach (
            var run in MentorRun
                .Of(withAny.PlacementIds.Select(id => byId[id]), rules.RunGapDays)
                .Where(run => run.Period.Contains(today))
        )
        {
            if (CalendarMonths.FirstDayOver(run.Period.First, rules.LongRunMonths) is not { } firstDayOver)
            {
                continue;
            }

            if (firstDayOver <= today)
            {
                Add(FlagKind.LongWithMentor, run, firstDayOver, Text(run.Mentor!.Value), judgedBy);
            }
            else if (
                firstDayOver.DayNumber - today.DayNumber <= rules.ReachesLongDays
                && firstDayOver <= run.Period.LastOrForever
            )
            {
                Add(
                    FlagKind.ReachesLong,
                    run,
                    firstDayOver.AddDays(-rules.ReachesLongDays),
                    Text(run.Mentor!.Value),
                    $"{judgedBy}, {Text(rules.ReachesLongDays)} days ahead"
                );
            }
        }

        // The second clock says nothing new where one mentor alone has been there all the time.
        if (
            anyOver <= today
            && withAny
                .PlacementIds.Where(id => byId[id].Period.First <= today)
                .Select(id => byId[id].Mentor)
                .Distinct()
                .Take(2)
                .Count() > 1
        )
        {
            Add(FlagKind.LongWithAnyMentor, withAny, anyOver, "", judgedBy);
        }

        return found;

        void Add(FlagKind kind, MentorRun run, DateOnly since, string mentor, string rule)
        {
            List<PlacementSpan> placements = [.. run.PlacementIds.Select(id => byId[id])];
            var departments = Flag.Text(placements.Select(span => span.DepartmentId));
            found.Add(
                new FlagCondition(
                    new FlagKey(kind, $"{mentor}@{departments}"),
                    since,
                    run.Period,
                    placements,
                    mentor,
                    rule
                )
            );
        }
    }

    private static void AddGrantsTooLong(List<FlagCondition> found, FlagPlacement placement, DateOnly today)
    {
        if (placement.LongestGrantMonths is not { } longest || placement.Span.Period.LastOrForever < today)
        {
            return;
        }

        foreach (var grant in placement.Grants ?? [])
        {
            if (
                today <= (grant.RulesUntil ?? DateOnly.MaxValue)
                && CalendarMonths.HasLastedMoreThan(grant.Period.First, longest, grant.Period.LastOrForever)
            )
            {
                found.Add(
                    new FlagCondition(
                        new FlagKey(FlagKind.GrantTooLong, $"{Text(placement.Id)}/{Text(grant.Id)}"),
                        grant.Period.First,
                        grant.Period,
                        [placement.Span],
                        Text(placement.Span.LegalBasisId),
                        $"{Text(longest)} months"
                    )
                );
            }
        }
    }

    private static void AddNoLongerActive(List<FlagCondition> found, FlagPlacement placement, DateOnly today)
    {
        var period = placement.Span.Period;
        // A placement to come is judged on its first day: nobody will be there.
        var day = period.First > today ? period.First : today;
        if (day <= period.LastOrForever && placement.LastDayOfHelper < day)
        {
            var dayAfter = placement.LastDayOfHelper.AddDays(1);
            found.Add(
                new FlagCondition(
                    new FlagKey(FlagKind.NoLongerActive, Text(placement.Id)),
                    dayAfter > period.First ? dayAfter : period.First,
                    period,
                    [placement.Span],
                    Text(placement.Span.Mentor),
                    ""
                )
            );
        }
    }

    private static void AddEnds(
        List<FlagCondition> found,
        List<FlagPlacement> placements,
        FlagRules rules,
        DateOnly today
    )
    {
        foreach (var placement in placements)
        {
            if (placement.IsClosed || placement.Span.Period.Last is not { } last)
            {
                continue;
            }

            var daysLeft = last.DayNumber - today.DayNumber;
            if (
                daysLeft > rules.EndingSoonDays
                || daysLeft < -rules.PastLastDayDays
                || (daysLeft >= 0 && today < placement.Span.Period.First)
                || IsContinued(placement, placements, rules.RunGapDays)
            )
            {
                continue;
            }

            var ended = daysLeft < 0;
            found.Add(
                new FlagCondition(
                    new FlagKey(ended ? FlagKind.PastLastDay : FlagKind.GrantEnding, Text(placement.Id)),
                    ended ? last.AddDays(1) : last.AddDays(-rules.EndingSoonDays),
                    placement.Span.Period,
                    [placement.Span],
                    Text(placement.Span.Mentor),
                    ended
                        ? $"{Text(rules.PastLastDayDays)} days after"
                        : $"{Text(rules.EndingSoonDays)} days ahead"
                )
            );
        }
    }

    // By its own department: that another one goes on with the mentor is no decision on this one's placement.
    private static bool IsContinued(FlagPlacement placement, List<FlagPlacement> all, int gapDays) =>
        all.Exists(other =>
            other.Id != placement.Id
            && other.Span.DepartmentId == placement.Span.DepartmentId
            && other.Span.Mentor == placement.Span.Mentor
            && other.Span.Period.LastOrForever > placement.Span.Period.LastOrForever
            && other.Span.Period.First.DayNumber - placement.Span.Period.LastOrForever.DayNumber - 1
                <= gapDays
        );

    private static string Counterpart(IEnumerable<PlacementSpan> spans) =>
        string.Join('+', spans.OrderBy(span => span.PlacementId).Select(span => Text(span.Mentor)));

    private static string Text(MentorKey mentor) =>
        mentor.MentorId is { } id ? $"m{Text(id)}" : $"p{Text(mentor.ProviderId)}";

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
