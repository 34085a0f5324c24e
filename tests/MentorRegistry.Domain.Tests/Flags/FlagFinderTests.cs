using System.Globalization;
using FsCheck.Fluent;
using MentorRegistry.Domain.Flags;
using static MentorRegistry.Domain.Tests.TestData;

namespace MentorRegistry.Domain.Tests.Flags;

/// <summary>All cases are judged on 2022-05-31 unless they say otherwise.</summary>
public class FlagFinderTests
{
    private static readonly DateOnly Today = Day("2022-05-31");

    [Theory]
    [InlineData("", "", Label = "no placements")]
    [InlineData("2022-05-01..2022-12-31", "", Label = "one placement")]
    [InlineData(
        "2022-05-01..2022-08-01 mentor=1 department=1 | 2022-06-01.. mentor=2 department=2",
        "OverlapAcross 1+2 2022-06-01..2022-08-01 since 2022-06-01",
        Label = "across departments, to come"
    )]
    [InlineData(
        "2022-05-01..2022-08-31 mentor=1 | 2022-05-31.. mentor=2",
        "OverlapWithin 1+2 2022-05-31..2022-08-31 since 2022-05-31",
        Label = "within one, from today on"
    )]
    [InlineData(
        "2022-05-01..2022-05-31 mentor=1 closed | 2022-05-31..2022-08-31 mentor=2",
        "OverlapWithin 1+2 2022-05-31..2022-05-31 since 2022-05-31",
        Label = "same-day handover today"
    )]
    [InlineData(
        "2022-05-01..2022-05-31 mentor=1 closed | 2022-06-01..2022-08-31 mentor=2",
        "",
        Label = "next-day handover"
    )]
    [InlineData(
        "2022-04-01..2022-05-30 mentor=1 closed | 2022-05-01..2022-08-31 mentor=2",
        "",
        Label = "over since yesterday"
    )]
    [InlineData(
        "2022-05-01.. mentor=1 | 2022-05-02.. mentor=2 cancelled",
        "",
        Label = "cancelled never counts"
    )]
    [InlineData(
        "2022-05-01.. mentor=1 | 2022-05-01.. mentor=2 department=2 | 2022-05-01.. mentor=3 department=3",
        "OverlapAcross 1+2 2022-05-01.. since 2022-05-01; OverlapAcross 1+3 2022-05-01.. since 2022-05-01; "
            + "OverlapAcross 2+3 2022-05-01.. since 2022-05-01",
        Label = "three-way is three pairs"
    )]
    [InlineData(
        "2022-05-02.. provider=4 department=2 | 2022-05-01.. provider=4 department=1",
        "OverlapAcross 1+2 2022-05-02.. since 2022-05-02",
        Label = "the same provider in two departments"
    )]
    [InlineData(
        "2020-05-31.. mentor=5",
        "ReachesLong m5@1 2020-05-31.. since 2022-03-03",
        Label = "exactly 24 months"
    )]
    [InlineData(
        "2020-05-30.. mentor=5",
        "LongWithMentor m5@1 2020-05-30.. since 2022-05-31",
        Label = "24 months and a day"
    )]
    [InlineData(
        "2020-05-30..2021-05-30 closed | 2021-06-30..",
        "LongWithMentor p1@1 2020-05-30.. since 2022-05-31",
        Label = "30 days between join"
    )]
    [InlineData("2020-05-30..2021-05-30 closed | 2021-07-01..", "", Label = "31 days between do not")]
    [InlineData(
        "2020-05-30..2021-05-30 department=1 mentor=5 closed | 2021-05-31.. department=2 mentor=5",
        "LongWithMentor m5@1,2 2020-05-30.. since 2022-05-31",
        Label = "a run over two departments"
    )]
    [InlineData(
        "2020-05-30..2021-05-30 mentor=5 closed | 2021-05-31.. mentor=6",
        "LongWithAnyMentor @1 2020-05-30.. since 2022-05-31",
        Label = "the second clock"
    )]
    [InlineData(
        "2020-05-30..2022-05-30 mentor=5 closed | 2022-06-01.. mentor=5",
        "LongWithMentor m5@1 2020-05-30.. since 2022-05-31",
        Label = "a day's pause today ends no run"
    )]
    [InlineData(
        "2020-08-28.. mentor=5",
        "ReachesLong m5@1 2020-08-28.. since 2022-05-31",
        Label = "reached in 90 days"
    )]
    [InlineData("2020-08-29.. mentor=5", "", Label = "reached in 91 days")]
    [InlineData("2020-08-01..2022-08-01 mentor=5", "", Label = "ends before it is reached")]
    [InlineData(
        "2020-08-01..2022-08-02 mentor=5",
        "ReachesLong m5@1 2020-08-01..2022-08-02 since 2022-05-04",
        Label = "ends on the first day over"
    )]
    [InlineData(
        "2020-02-29..2022-08-31 mentor=5",
        "LongWithMentor m5@1 2020-02-29..2022-08-31 since 2022-03-01",
        Label = "29 February"
    )]
    [InlineData(
        "2022-01-01..2022-12-31 longest=6",
        "GrantTooLong 1/1 2022-01-01..2022-12-31 since 2022-01-01",
        Label = "longer than the legal basis allows"
    )]
    [InlineData("2022-01-01..2022-07-01 longest=6", "", Label = "six months and its anniversary")]
    [InlineData(
        "2022-01-01..2022-07-02 longest=6",
        "GrantTooLong 1/1 2022-01-01..2022-07-02 since 2022-01-01",
        Label = "a day more"
    )]
    [InlineData(
        "2022-01-01.. longest=6",
        "GrantTooLong 1/1 2022-01-01.. since 2022-01-01",
        Label = "an open grant"
    )]
    [InlineData(
        "2021-01-01..2022-09-30 longest=6 grants=2021-01-01..2022-03-31,2022-04-01..2022-09-30",
        "",
        Label = "too long once, the grant in force is not"
    )]
    [InlineData("2021-01-01..2022-05-30 longest=6 closed", "", Label = "too long, and over")]
    [InlineData(
        "2022-01-01..2022-06-30",
        "GrantEnding 1 2022-01-01..2022-06-30 since 2022-05-31",
        Label = "ends in 30 days"
    )]
    [InlineData("2022-01-01..2022-07-01", "", Label = "ends in 31 days")]
    [InlineData(
        "2022-01-01..2022-05-31",
        "GrantEnding 1 2022-01-01..2022-05-31 since 2022-05-01",
        Label = "ends today"
    )]
    [InlineData(
        "2022-01-01..2022-05-30",
        "PastLastDay 1 2022-01-01..2022-05-30 since 2022-05-31",
        Label = "ended yesterday, and nobody closed it"
    )]
    [InlineData("2022-01-01..2022-06-30 closed", "", Label = "somebody decided the end")]
    [InlineData("2022-01-01..2022-05-30 closed", "", Label = "closed")]
    [InlineData(
        "2022-01-01..2022-04-01",
        "PastLastDay 1 2022-01-01..2022-04-01 since 2022-04-02",
        Label = "60 days past"
    )]
    [InlineData("2022-01-01..2022-03-31", "", Label = "61 days past")]
    [InlineData(
        "2022-01-01..2022-06-30 mentor=5 | 2022-07-15..2022-12-31 mentor=5",
        "",
        Label = "the same department goes on with the mentor"
    )]
    [InlineData(
        "2022-01-01..2022-06-30 mentor=5 department=1 | 2022-07-15..2022-12-31 mentor=5 department=2",
        "GrantEnding 1 2022-01-01..2022-06-30 since 2022-05-31",
        Label = "that another department goes on is no decision here"
    )]
    [InlineData(
        "2022-01-01..2022-06-30 mentor=5 | 2022-07-15..2022-12-31 mentor=6",
        "GrantEnding 1 2022-01-01..2022-06-30 since 2022-05-31",
        Label = "another mentor takes over"
    )]
    [InlineData("2022-06-01..2022-06-20", "", Label = "begins and ends within the days of notice")]
    [InlineData(
        "2022-01-01..2022-12-31 provider-until=2022-05-30",
        "NoLongerActive 1 2022-01-01..2022-12-31 since 2022-05-31",
        Label = "the provider is out of use since today"
    )]
    [InlineData("2022-01-01..2022-12-31 provider-until=2022-05-31", "", Label = "the provider's last day")]
    [InlineData(
        "2022-07-01..2022-12-31 mentor=5 mentor-until=2022-06-30",
        "NoLongerActive 1 2022-07-01..2022-12-31 since 2022-07-01",
        Label = "to come, and the mentor will be gone"
    )]
    [InlineData(
        "2021-07-01..2022-12-31 mentor=5 mentor-until=2022-02-28 provider-until=2022-01-31",
        "NoLongerActive 1 2021-07-01..2022-12-31 since 2022-02-01",
        Label = "the first of the two that goes"
    )]
    public void Find_Placements_TellsEveryConditionThatHolds(string placements, string conditions)
    {
        var all = CreateFlagPlacements(placements);

        Assert.Equal(conditions, Describe(FlagFinder.Find(all, new FlagRules(), Today)));
        Assert.Equal(
            conditions,
            Describe(FlagFinder.Find(all.AsEnumerable().Reverse(), new FlagRules(), Today))
        );
    }

    private static OverlapSide Any => default;

    [Theory]
    [InlineData(1, "2022-05-31..2022-05-31", LetPass.Handover)]
    [InlineData(1, "2022-05-30..2022-05-31", LetPass.No)]
    [InlineData(7, "2022-05-29..2022-06-04", LetPass.Handover)]
    [InlineData(7, "2022-05-29..2022-06-05", LetPass.No)]
    [InlineData(100_000, "2022-05-29..", LetPass.No)]
    public void Find_DaysOfHandover_LetShortOverlapsPass(int days, string shared, LetPass expected)
    {
        var rules = new FlagRules { OverlapRules = [new(Any, Any, OverlapTreatment.Flagged, days)] };
        var found = FlagFinder.Find(
            CreateFlagPlacements($"2022-01-01.. mentor=1 | {shared} mentor=2"),
            rules,
            Today
        );

        Assert.Equal(expected, Assert.Single(found, c => c.Kind == FlagKind.OverlapWithin).LetPass);
    }

    [Theory]
    [InlineData(OverlapTreatment.Allowed, LetPass.Allowed)]
    [InlineData(OverlapTreatment.Told, LetPass.Told)]
    [InlineData(OverlapTreatment.Flagged, LetPass.No)]
    public void Find_RuleOfAPair_HoldsEitherWayRound(OverlapTreatment treatment, LetPass expected)
    {
        OverlapRule rule = new(new(1, 10), new(2, 20), treatment);
        foreach (
            var placements in (string[])
                [
                    "2022-05-01.. department=1 basis=10 | 2022-05-02.. department=2 basis=20",
                    "2022-05-01.. department=2 basis=20 | 2022-05-02.. department=1 basis=10",
                ]
        )
        {
            Assert.Equal(expected, PassOf(placements, rule));
        }
    }

    [Theory]
    [InlineData("2022-05-01.. department=1 basis=10 | 2022-05-02.. department=2 basis=21")]
    [InlineData("2022-05-01.. department=1 basis=20 | 2022-05-02.. department=2 basis=10")]
    [InlineData("2022-05-01.. department=1 basis=10 | 2022-05-02.. department=1 basis=10")]
    [InlineData("2022-05-01.. department=2 basis=20 | 2022-05-02.. department=2 basis=20")]
    public void Find_PairThatNoRuleSpeaksOf_IsFlagged(string placements) =>
        Assert.Equal(
            LetPass.No,
            PassOf(placements, new OverlapRule(new(1, 10), new(2, 20), OverlapTreatment.Allowed, 1000))
        );

    [Fact]
    public void RuleOf_SeveralSpeakOfThePair_TakesTheMostPreciseAndOfThoseTheStrictest()
    {
        const string Pair = "2022-05-01.. department=1 basis=10 | 2022-05-02.. department=2 basis=20";
        OverlapRule anyAllowed = new(Any, Any, OverlapTreatment.Allowed);
        OverlapRule departmentsTold = new(new(1, null), new(2, null), OverlapTreatment.Told);
        OverlapRule basesFlagged = new(new(null, 10), new(null, 20), OverlapTreatment.Flagged);
        OverlapRule allTold = new(new(1, 10), new(2, 20), OverlapTreatment.Told);

        Assert.Equal(LetPass.Allowed, PassOf(Pair, anyAllowed));
        Assert.Equal(LetPass.Told, PassOf(Pair, anyAllowed, departmentsTold));
        Assert.Equal(LetPass.No, PassOf(Pair, anyAllowed, departmentsTold, basesFlagged));
        Assert.Equal(LetPass.No, PassOf(Pair, basesFlagged, departmentsTold, anyAllowed));
        Assert.Equal(LetPass.Told, PassOf(Pair, basesFlagged, departmentsTold, anyAllowed, allTold));
    }

    [Fact]
    public void Find_AnyPlacementsOnAnyDay_EqualsDayByDay() =>
        ForAny.Holds(
            from spans in ForAny.Spans
            from today in ForAny.Day
            from gap in Gen.Elements(0, 30, 45)
            from months in Gen.Elements(1, 3, 6)
            from notice in Gen.Elements(0, 30, 90)
            select (
                spans,
                today,
                rules: new FlagRules
                {
                    RunGapDays = gap,
                    LongRunMonths = months,
                    ReachesLongDays = notice,
                }
            ),
            of =>
                Assert.Equal(
                    DayByDay.Find(of.spans, of.rules, of.today).Order(StringComparer.Ordinal),
                    FlagFinder
                        .Find(of.spans.Select(span => new FlagPlacement(span)), of.rules, of.today)
                        // Of a run, without the departments: the property below is about them.
                        .Select(c => $"{c.Kind} {c.Key.About.Split('@')[0]} since {c.Since:yyyy-MM-dd}")
                        .Order(StringComparer.Ordinal)
                )
        );

    // Issue 2: whoever sees some departments' placements is told of the runs that those make, neither more nor less:
    // otherwise a notice that does not come, or one that stays, would tell of placements that are not seen.
    [Fact]
    public void FindToKeep_AnyPlacementsOnAnyDay_EachIsToldOfTheRunsThatWhatSheSeesMakes() =>
        ForAny.Holds(
            from spans in ForAny.Spans
            from oneMentor in Gen.Elements(true, false)
            from today in ForAny.Day
            from months in Gen.Elements(1, 3, 6)
            from notice in Gen.Elements(30, 90)
            select (
                // With one mentor, runs go over several departments far more often.
                spans: spans.Select(span => oneMentor ? span with { Mentor = MentorKey.Of(1, 7) } : span),
                today,
                rules: new FlagRules { LongRunMonths = months, ReachesLongDays = notice }
            ),
            of =>
            {
                var all = of.spans.Select(span => new FlagPlacement(span)).ToList();
                var kept = FlagFinder.FindToKeep(all, of.rules, of.today);
                var departments = all.Select(p => p.Span.DepartmentId).Distinct().ToList();
                for (var choice = 1; choice < 1 << departments.Count; choice++)
                {
                    var sees = departments.Where((_, place) => (choice & (1 << place)) != 0).ToHashSet();
                    var ofSeen = FlagFinder.Find(
                        all.Where(p => sees.Contains(p.Span.DepartmentId)),
                        of.rules,
                        of.today
                    );
                    Assert.Equal(
                        Runs(ofSeen),
                        Runs(
                            kept.Where(c =>
                                !c.PartWithoutIds.Any(sees.Contains)
                                && c.Placements.All(span => sees.Contains(span.DepartmentId))
                            )
                        )
                    );
                }

                static IEnumerable<string> Runs(IEnumerable<FlagCondition> conditions) =>
                    conditions
                        .Where(c =>
                            c.Kind
                                is FlagKind.LongWithMentor
                                    or FlagKind.LongWithAnyMentor
                                    or FlagKind.ReachesLong
                        )
                        .Select(c =>
                            $"{c.Key} {c.Since} {c.Days} {c.Counterpart} {c.Rule} {string.Join('+', c.Placements.Select(p => p.PlacementId))}"
                        )
                        .Order(StringComparer.Ordinal);
            },
            cases: 2000
        );

    private static LetPass PassOf(string placements, params OverlapRule[] rules) =>
        Assert
            .Single(
                FlagFinder.Find(
                    CreateFlagPlacements(placements),
                    new FlagRules { OverlapRules = rules },
                    Today
                ),
                c => c.Kind is FlagKind.OverlapAcross or FlagKind.OverlapWithin
            )
            .LetPass;

    /// <summary>The same conditions, found by looking at every day, with no rule of the program.</summary>
    private static class DayByDay
    {
        public static IEnumerable<string> Find(PlacementSpan[] spans, FlagRules rules, DateOnly today)
        {
            var counted = spans.Where(span => !span.IsCancelled).ToList();
            foreach (var a in counted)
            {
                foreach (var b in counted.Where(b => b.PlacementId > a.PlacementId))
                {
                    var shared = Days(a).Intersect(Days(b)).Order().ToList();
                    if (shared.Count > 0 && shared[^1] >= today)
                    {
                        var kind = a.DepartmentId == b.DepartmentId ? "OverlapWithin" : "OverlapAcross";
                        yield return $"{kind} {a.PlacementId}+{b.PlacementId} since {shared[0]:yyyy-MM-dd}";
                    }
                }
            }

            foreach (var sameMentor in counted.GroupBy(span => span.Mentor))
            {
                var about = sameMentor.Key.MentorId is { } id ? $"m{id}" : $"p{sameMentor.Key.ProviderId}";
                if (RunAround(sameMentor, rules.RunGapDays, today) is not { } run)
                {
                    continue;
                }

                var over = run.First.AddMonths(rules.LongRunMonths).AddDays(1);
                if (over <= today)
                {
                    yield return $"LongWithMentor {about} since {over:yyyy-MM-dd}";
                }
                else if (over <= run.Last && over <= today.AddDays(rules.ReachesLongDays))
                {
                    yield return $"ReachesLong {about} since {over.AddDays(-rules.ReachesLongDays):yyyy-MM-dd}";
                }
            }

            if (
                RunAround(counted, rules.RunGapDays, today) is { } any
                && any.First.AddMonths(rules.LongRunMonths) < today
                && counted
                    .Where(span =>
                        span.Period.First <= today
                        && span.Period.First >= any.First
                        && span.Period.First <= any.Last
                    )
                    .Select(span => span.Mentor)
                    .Distinct()
                    .Count() > 1
            )
            {
                var over = any.First.AddMonths(rules.LongRunMonths).AddDays(1);
                yield return $"LongWithAnyMentor  since {over:yyyy-MM-dd}";
            }

            foreach (var span in counted.Where(span => span.Period.Last is not null))
            {
                var last = span.Period.Last!.Value;
                var goesOn = counted.Exists(other =>
                    other.PlacementId != span.PlacementId
                    && other.Mentor == span.Mentor
                    && other.DepartmentId == span.DepartmentId
                    && Enumerable
                        .Range(1, rules.RunGapDays + 1)
                        .Any(days => ForAny.Has(other.Period, last.AddDays(days)))
                );
                if (goesOn)
                {
                    continue;
                }

                if (ForAny.Has(span.Period, today) && last <= today.AddDays(rules.EndingSoonDays))
                {
                    yield return string.Create(
                        CultureInfo.InvariantCulture,
                        $"GrantEnding {span.PlacementId} since {last.AddDays(-rules.EndingSoonDays):yyyy-MM-dd}"
                    );
                }
                else if (last < today && today <= last.AddDays(rules.PastLastDayDays))
                {
                    yield return $"PastLastDay {span.PlacementId} since {last.AddDays(1):yyyy-MM-dd}";
                }
            }
        }

        // First and last day of the run that today is a day of, an open one's last being the last day looked at.
        private static (DateOnly First, DateOnly Last)? RunAround(
            IEnumerable<PlacementSpan> spans,
            int gapDays,
            DateOnly today
        )
        {
            var runs = new List<(DateOnly First, DateOnly Last)>();
            foreach (var day in spans.SelectMany(Days).Distinct().Order())
            {
                if (runs.Count > 0 && day.DayNumber - runs[^1].Last.DayNumber - 1 <= gapDays)
                {
                    runs[^1] = (runs[^1].First, day);
                }
                else
                {
                    runs.Add((day, day));
                }
            }

            return runs.Where(run => run.First <= today && today <= run.Last)
                .Select(run => ((DateOnly, DateOnly)?)run)
                .SingleOrDefault();
        }

        private static IEnumerable<DateOnly> Days(PlacementSpan span) =>
            ForAny.AllDays.Where(day => ForAny.Has(span.Period, day));
    }

    /// <summary>
    /// Each placement is "department mentor days", cancelled with x behind; 0 for no named mentor. Expected is a letter
    /// for each flag that tells of it: A across, W within, L long with the mentor, - none of these.
    /// </summary>
    [Theory]
    [InlineData(
        "2026-05-31",
        "1 1 2026-01-01..2026-06-01, 2 2 2026-06-01..",
        "A A",
        Label = "one day shared"
    )]
    [InlineData(
        "2026-05-31",
        "1 1 2026-01-01..2026-05-31, 2 2 2026-06-01..",
        "- -",
        Label = "next day is no overlap"
    )]
    [InlineData(
        "2026-05-31",
        "1 1 2026-01-01..2026-06-01, 1 2 2026-06-01..",
        "W W",
        Label = "same department"
    )]
    [InlineData(
        "2026-05-31",
        "1 1 2026-01-01.., 1 2 2026-02-01.., 2 3 2026-03-01..",
        "AW AW A",
        Label = "both kinds"
    )]
    [InlineData("2026-05-31", "1 1 2026-01-01.., 2 2 2026-05-01..", "A A", Label = "both open")]
    [InlineData(
        "2026-05-31",
        "1 1 2026-05-31..2026-05-31, 2 2 2026-05-31..2026-05-31",
        "A A",
        Label = "identical one-day"
    )]
    [InlineData(
        "2026-05-31",
        "1 1 2026-01-01..2026-12-31, 2 2 2026-06-10..2026-06-12",
        "A A",
        Label = "contained"
    )]
    [InlineData(
        "2026-05-31",
        "1 1 2026-01-01..2026-05-30, 2 2 2026-05-01..",
        "- -",
        Label = "over yesterday"
    )]
    [InlineData(
        "2026-05-31",
        "1 1 2026-01-01..2026-05-31, 2 2 2026-05-01..",
        "A A",
        Label = "last shared day is today"
    )]
    [InlineData("2026-05-31", "1 1 2026-07-01..2026-08-01, 2 2 2026-08-01..", "A A", Label = "both planned")]
    [InlineData("2026-05-31", "1 1 2026-01-01.. x, 2 2 2026-05-01..", "- -", Label = "one cancelled")]
    [InlineData("2026-05-31", "1 1 2026-01-01.. x, 2 2 2026-05-01.. x", "- -", Label = "both cancelled")]
    [InlineData("2022-05-31", "1 1 2020-05-31..", "-", Label = "exactly 24 months")]
    [InlineData("2022-05-31", "1 1 2020-05-30..", "L", Label = "one day over")]
    [InlineData("2026-02-28", "1 1 2024-02-29..", "-", Label = "29 February, on the 28th")]
    [InlineData("2026-03-01", "1 1 2024-02-29..", "L", Label = "29 February, on 1 March")]
    [InlineData("2026-03-01", "1 1 2024-02-28..", "L", Label = "28 February, on 1 March")]
    [InlineData("2026-03-01", "1 1 2024-03-01..", "-", Label = "1 March, on 1 March")]
    [InlineData("2026-05-01", "1 1 2024-04-30..", "L", Label = "30 April, on 1 May")]
    [InlineData("2026-03-31", "1 1 2024-03-31..", "-", Label = "31 March, on 31 March")]
    [InlineData("2026-05-31", "1 1 2020-01-01..2026-05-30", "-", Label = "ended yesterday")]
    [InlineData("2026-05-31", "1 1 2020-01-01..2026-05-31", "L", Label = "ends today")]
    [InlineData("2026-05-31", "1 1 2020-01-01.. x", "-", Label = "long and cancelled")]
    [InlineData(
        "2026-05-31",
        "1 1 2024-01-01..2024-12-31, 1 1 2025-01-31..",
        "L L",
        Label = "gap of 30 days"
    )]
    [InlineData(
        "2026-05-31",
        "1 1 2024-01-01..2024-12-31, 1 1 2025-02-01..",
        "- -",
        Label = "gap of 31 days"
    )]
    [InlineData(
        "2026-05-31",
        "1 1 2024-01-01..2025-01-01, 2 1 2025-01-02..",
        "L L",
        Label = "across departments"
    )]
    [InlineData(
        "2026-05-31",
        "1 1 2024-01-01..2025-01-01, 1 2 2025-01-02..",
        "- -",
        Label = "another mentor"
    )]
    [InlineData(
        "2026-05-31",
        "1 0 2024-01-01..2025-01-01, 1 0 2025-01-02..",
        "L L",
        Label = "provider without a named mentor"
    )]
    [InlineData(
        "2026-05-31",
        "1 0 2024-01-01..2025-01-01, 1 1 2025-01-02..",
        "- -",
        Label = "named and unnamed are two"
    )]
    [InlineData(
        "2026-05-31",
        "1 1 2024-01-01..2024-12-31, 1 1 2025-01-01..2025-06-30 x, 1 1 2025-07-01..",
        "- - -",
        Label = "the one between is cancelled"
    )]
    [InlineData(
        "2026-05-31",
        "1 1 2024-01-01..2024-12-31, 1 1 2025-01-20..2025-01-25, 1 1 2025-02-20..",
        "L L L",
        Label = "bridged by a short one"
    )]
    [InlineData(
        "2026-05-31",
        "1 1 2024-01-01..2026-05-20, 1 1 2026-06-10..",
        "L L",
        Label = "in a bridged gap today"
    )]
    [InlineData(
        "2026-05-31",
        "1 1 2024-01-01..2026-05-20, 1 1 2026-07-10..",
        "- -",
        Label = "the next run is planned only"
    )]
    [InlineData("2026-05-31", "1 1 2024-01-01.., 2 1 2026-01-01..", "AL AL", Label = "overlapping and long")]
    public void Find_OverlapsAndLongRuns_TellOfThePlacements(string day, string placements, string expected)
    {
        var spans = placements
            .Split(", ")
            .Select(text => text.Split(' '))
            .Select(
                (parts, index) =>
                    new FlagPlacement(
                        new PlacementSpan(
                            index + 1,
                            CreatePeriod(parts[2]),
                            MentorKey.Of(7, parts[1] == "0" ? null : Number(parts[1])),
                            Number(parts[0]),
                            IsCancelled: parts.Length > 3
                        )
                    )
            )
            .ToList();

        var found = FlagFinder.Find(spans, new FlagRules(), Day(day));

        Assert.Equal(expected, string.Join(' ', spans.Select(span => Letters(span.Id))));

        string Letters(long id)
        {
            var kinds = found
                .Where(condition => condition.Placements.Any(span => span.PlacementId == id))
                .Select(condition => condition.Kind)
                .ToHashSet();
            var letters =
                (kinds.Contains(FlagKind.OverlapAcross) ? "A" : "")
                + (kinds.Contains(FlagKind.OverlapWithin) ? "W" : "")
                + (kinds.Contains(FlagKind.LongWithMentor) ? "L" : "");
            return letters.Length == 0 ? "-" : letters;
        }

        static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
    }
}
