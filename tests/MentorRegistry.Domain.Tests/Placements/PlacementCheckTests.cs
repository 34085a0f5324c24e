using FsCheck.Fluent;
using MentorRegistry.Domain.Flags;
using MentorRegistry.Domain.Placements;
using static MentorRegistry.Domain.Tests.TestData;

namespace MentorRegistry.Domain.Tests.Placements;

public class PlacementCheckTests
{
    [Fact]
    public void Warnings_NothingWrong_IsEmpty() =>
        Assert.Empty(Warnings("2022-07-01..2022-12-31", "2022-01-01..2022-06-30"));

    [Theory]
    [InlineData("2022-06-30..2022-12-31", "2022-06-30..2022-06-30", Label = "same-day handover")]
    [InlineData("2022-02-01..2022-02-28", "2022-02-01..2022-02-28", Label = "contained")]
    [InlineData("2021-12-31..2023-06-30", "2022-01-01..2022-06-30", Label = "containing")]
    [InlineData("2021-01-01..2022-01-01", "2022-01-01..2022-01-01", Label = "dated back")]
    public void Warnings_Overlap_TellsTheOtherAndTheDays(string placement, string shared)
    {
        var warnings = Warnings(placement, "2022-01-01..2022-06-30 provider=2");

        var overlap = Assert.IsType<PlacementWarning.Overlaps>(Assert.Single(warnings));
        Assert.Equal(1, overlap.Other.PlacementId);
        Assert.Equal(shared, overlap.Pair.Shared.ToString());
    }

    [Fact]
    public void Warnings_TwoOverlapsAndACancelledOne_TellsTwo() =>
        Assert.Equal(
            [1L, 3L],
            Warnings(
                    "2022-06-01..2022-06-30",
                    "2022-01-01.. provider=2 | 2022-01-01.. provider=3 cancelled | 2022-06-30.. provider=4"
                )
                .Cast<PlacementWarning.Overlaps>()
                .Select(warning => warning.Other.PlacementId)
        );

    [Theory]
    [InlineData(OverlapTreatment.Flagged, 0, "2022-06-30..2022-12-31", "asked", Label = "flagged")]
    [InlineData(OverlapTreatment.Told, 0, "2022-06-30..2022-12-31", "told", Label = "told only")]
    [InlineData(OverlapTreatment.Allowed, 0, "2022-06-30..2022-12-31", "", Label = "side by side")]
    [InlineData(OverlapTreatment.Flagged, 2, "2022-06-29..2022-12-31", "told", Label = "a handover")]
    [InlineData(
        OverlapTreatment.Flagged,
        2,
        "2022-06-28..2022-12-31",
        "asked",
        Label = "a day more than that"
    )]
    public void Warnings_PairOfWhichARuleSpeaks_IsToldAsTheRuleSays(
        OverlapTreatment treatment,
        int handoverDays,
        string placement,
        string expected
    )
    {
        var other = CreateSpan("2022-01-01..2022-06-30", providerId: 2, legalBasisId: 5);
        var judged = CreateSpan(placement, id: 9, legalBasisId: 6);
        FlagRules Rules(long? basis) =>
            new() { OverlapRules = [new(new(null, basis), new(null, 6), treatment, handoverDays)] };

        Assert.Equal(expected, Told(Rules(5)));
        Assert.Equal("asked", Told(Rules(4)));

        string Told(FlagRules rules) =>
            string.Join(
                ' ',
                PlacementCheck
                    .Warnings(judged, judged.Period, null, [other], rules)
                    .Cast<PlacementWarning.Overlaps>()
                    .Select(warning => warning.IsToldOnly ? "told" : "asked")
            );
    }

    [Fact]
    public void Worse_PairThatWasToldOnlyAndIsToBeDecidedOnNow_IsAsked()
    {
        var other = CreateSpan("2022-01-01..2022-06-30", providerId: 2);
        var before = CreateSpan("2022-06-30..2022-12-31", id: 9, legalBasisId: 5);
        var after = before with { LegalBasisId = 6 };
        var rules = new FlagRules { OverlapRules = [new(new(null, 5), default, OverlapTreatment.Told)] };
        IReadOnlyList<PlacementWarning> Of(PlacementSpan span) =>
            PlacementCheck.Warnings(span, span.Period, null, [other], rules);

        Assert.Single(PlacementCheck.Worse(Of(before), Of(after)));
        Assert.Empty(PlacementCheck.Worse(Of(after), Of(before)));
        Assert.Empty(PlacementCheck.Worse(Of(before), Of(before)));
    }

    [Theory]
    [InlineData("2022-01-01..2022-06-30", 6, false, Label = "six months")]
    [InlineData(
        "2022-01-01..2022-07-01",
        6,
        false,
        Label = "1 January to 1 July is not more than six months"
    )]
    [InlineData("2022-01-01..2022-07-02", 6, true, Label = "one day more")]
    [InlineData("2021-08-31..2022-02-28", 6, false, Label = "31 August to the last of February")]
    [InlineData("2021-08-31..2022-03-01", 6, true, Label = "31 August to 1 March")]
    [InlineData("2022-01-01..", 6, true, Label = "open")]
    [InlineData("2022-01-01..", null, false, Label = "the law sets none")]
    [InlineData("2022-01-01..", int.MaxValue, false, Label = "a limit beyond the calendar")]
    public void Warnings_LegalBasis_LimitsOneGrant(string grant, int? longest, bool warned)
    {
        var warnings = PlacementCheck.Warnings(
            CreateSpan("2021-07-01..2022-08-31", id: 9),
            CreatePeriod(grant),
            longest,
            []
        );

        Assert.Equal(
            warned ? [new PlacementWarning.LongerThanLegalBasis(longest!.Value, CreatePeriod(grant))] : [],
            warnings
        );
    }

    [Theory]
    [InlineData("2020-05-31..2022-05-31", "", null, Label = "exactly 24 months")]
    [InlineData(
        "2020-05-30..2022-05-31",
        "",
        "since 2020-05-30 passed 2022-05-31 until 2022-05-31",
        Label = "one day more"
    )]
    [InlineData("2022-01-01..", "", "since 2022-01-01 passed 2024-01-02 until ", Label = "open")]
    [InlineData(
        "2021-01-30..2022-06-30",
        "2020-01-01..2020-12-31",
        "since 2020-01-01 passed 2022-01-02 until 2022-06-30",
        Label = "with the placement before, gap of 29 days"
    )]
    [InlineData("2021-02-01..2022-06-30", "2020-01-01..2020-12-31", null, Label = "gap of 31 days")]
    [InlineData(
        "2021-01-01..2022-06-30",
        "2020-01-01..2020-12-31 mentor=7",
        null,
        Label = "another mentor before"
    )]
    [InlineData(
        "2021-01-01..2022-06-30",
        "2020-01-01..2020-12-31 cancelled",
        null,
        Label = "cancelled before"
    )]
    [InlineData(
        "2020-01-01..2021-06-30",
        "2021-07-01..2022-12-31",
        "since 2020-01-01 passed 2022-01-02 until 2022-12-31",
        Label = "dated back, in front of a later one"
    )]
    [InlineData("2020-02-29..2022-02-28", "", null, Label = "29 February, exactly")]
    [InlineData(
        "2020-02-29..2022-03-01",
        "",
        "since 2020-02-29 passed 2022-03-01 until 2022-03-01",
        Label = "29 February, one day more"
    )]
    public void Warnings_LongRun_CountsFromTheRunsFirstDay(
        string placement,
        string others,
        string? warning
    ) =>
        Assert.Equal(
            warning,
            Warnings(placement, others)
                .OfType<PlacementWarning.LongRun>()
                .Select(run =>
                    $"since {run.Since:yyyy-MM-dd} passed {run.PassedOn:yyyy-MM-dd} until {run.Until:yyyy-MM-dd}"
                )
                .SingleOrDefault()
        );

    [Fact]
    public void Warnings_EverythingWrong_TellsAll()
    {
        var warnings = PlacementCheck.Warnings(
            CreateSpan("2022-01-01..", id: 9),
            CreatePeriod("2022-01-01.."),
            6,
            CreateSpans("2020-01-01..2022-01-01")
        );

        Assert.Collection(
            warnings,
            warning => Assert.IsType<PlacementWarning.Overlaps>(warning),
            warning => Assert.IsType<PlacementWarning.LongerThanLegalBasis>(warning),
            warning => Assert.IsType<PlacementWarning.LongRun>(warning)
        );
    }

    [Fact]
    public void Warnings_ItselfAmongTheOthers_IsLeftOut()
    {
        var before = CreateSpan("2020-01-01..2021-12-31", id: 9);
        var shortened = before with { Period = CreatePeriod("2020-06-01..2021-12-31") };

        Assert.Empty(
            PlacementCheck.Warnings(
                shortened,
                shortened.Period,
                null,
                [before],
                new FlagRules { LongRunMonths = 19 }
            )
        );
    }

    [Theory]
    [InlineData("2022-01-01..2022-12-31", "2022-01-01..2022-12-31", 0, Label = "nothing changed")]
    [InlineData("2022-01-01..2022-12-31", "2022-01-01..2022-11-30", 0, Label = "shorter")]
    [InlineData(
        "2022-01-01..2022-05-31",
        "2022-01-01..2022-06-01",
        1,
        Label = "one shared day more at the end"
    )]
    [InlineData(
        "2022-04-02..2022-05-31",
        "2022-04-01..2022-05-31",
        1,
        Label = "one shared day more at the start"
    )]
    [InlineData(
        "2022-01-01..2022-06-30",
        "2022-01-01..2022-12-31",
        0,
        Label = "longer, but no shared day more"
    )]
    [InlineData("2022-01-01..2022-02-28", "2022-01-01..2022-04-01", 1, Label = "none before")]
    [InlineData("2022-01-01..2022-04-01", "2022-01-01..2022-02-28", 0, Label = "none any more")]
    public void Worse_Overlap_GoesByTheSharedDays(string before, string after, int worse) =>
        Assert.Equal(
            worse,
            PlacementCheck
                .Worse(
                    Warnings(before, "2022-04-01..2022-06-30 provider=2"),
                    Warnings(after, "2022-04-01..2022-06-30 provider=2")
                )
                .Count
        );

    [Fact]
    public void Worse_SameDaysWithAnotherPlacement_IsAskedAgain()
    {
        var others = CreateSpans("2022-04-01..2022-06-30 provider=2 | 2022-04-01..2022-06-30 provider=3");
        var placement = CreateSpan("2022-01-01..2022-12-31", id: 9);
        var before = PlacementCheck.Warnings(placement, placement.Period, null, [others[0]]);
        var after = PlacementCheck.Warnings(placement, placement.Period, null, others);

        var worse = Assert.IsType<PlacementWarning.Overlaps>(
            Assert.Single(PlacementCheck.Worse(before, after))
        );
        Assert.Equal(2, worse.Other.PlacementId);
    }

    [Theory]
    [InlineData("2022-01-01..2022-12-31", 6, "2022-01-01..2022-12-31", 6, 0, Label = "nothing changed")]
    [InlineData(
        "2022-01-01..2022-12-31",
        6,
        "2022-01-01..2022-11-30",
        6,
        0,
        Label = "shorter, still too long"
    )]
    [InlineData("2022-01-01..2022-12-31", 6, "2022-01-01..2023-01-01", 6, 1, Label = "longer")]
    [InlineData("2022-01-01..2022-12-31", 6, "2021-12-31..2022-12-31", 6, 1, Label = "begins earlier")]
    [InlineData("2022-01-01..2022-12-31", 6, "2022-01-01..", 6, 1, Label = "open")]
    [InlineData("2022-01-01..2022-12-31", 6, "2022-01-01..2022-12-31", 3, 1, Label = "a shorter limit")]
    [InlineData("2022-01-01..2022-12-31", 3, "2022-01-01..2022-12-31", 6, 0, Label = "a longer limit")]
    public void Worse_Grant_GoesByItsDaysAndTheLimit(
        string before,
        int limitBefore,
        string after,
        int limitAfter,
        int worse
    ) =>
        Assert.Equal(
            worse,
            PlacementCheck
                .Worse(
                    [new PlacementWarning.LongerThanLegalBasis(limitBefore, CreatePeriod(before))],
                    [new PlacementWarning.LongerThanLegalBasis(limitAfter, CreatePeriod(after))]
                )
                .Count
        );

    [Theory]
    [InlineData("2020-01-01..2022-12-31", "2020-01-01..2022-12-31", 0, Label = "nothing changed")]
    [InlineData("2020-01-01..2022-12-31", "2020-01-02..2022-12-30", 0, Label = "shorter, still long")]
    [InlineData("2020-01-01..2022-12-31", "2020-01-01..2023-01-01", 1, Label = "longer")]
    [InlineData("2020-01-01..2022-12-31", "2019-12-31..2022-12-31", 1, Label = "began earlier")]
    [InlineData("2020-01-01..2022-12-31", "2020-01-01..", 1, Label = "open")]
    [InlineData("2020-01-01..", "2020-01-01..", 0, Label = "open before")]
    [InlineData("2020-01-01..", "2020-01-01..2022-12-31", 0, Label = "open is closed")]
    public void Worse_LongRun_GoesByItsDays(string before, string after, int worse) =>
        Assert.Equal(worse, PlacementCheck.Worse(Warnings(before, ""), Warnings(after, "")).Count);

    [Fact]
    public void Warnings_PlacementJoinsTwoShortRuns_IsALongRun()
    {
        var warnings = PlacementCheck.Warnings(
            CreateSpan("2022-01-01..2022-12-31", id: 9),
            CreatePeriod("2022-01-01..2022-12-31"),
            null,
            CreateSpans("2021-01-01..2021-12-31 | 2023-01-01..2023-12-31")
        );

        var run = Assert.IsType<PlacementWarning.LongRun>(Assert.Single(warnings));
        Assert.Equal(
            (new DateOnly(2021, 1, 1), new DateOnly(2023, 1, 2), new DateOnly(2023, 12, 31)),
            (run.Since, run.PassedOn, run.Until)
        );
    }

    [Fact]
    public void Worse_LongRunWithAnotherMentor_IsAskedAgain() =>
        Assert.Single(
            PlacementCheck.Worse(
                [.. Warnings("2020-01-01..2022-12-31", "")],
                PlacementCheck.Warnings(
                    CreateSpan("2020-01-01..2022-12-31", id: 9) with
                    {
                        Mentor = MentorKey.Of(1, 99),
                    },
                    CreatePeriod("2020-01-01..2022-12-31"),
                    null,
                    []
                )
            )
        );

    [Fact]
    public void Warnings_AnyPlacements_EqualsDayByDay() =>
        ForAny.Holds(
            from spans in ForAny.Spans
            from period in ForAny.Period
            from mentor in Gen.Elements<long?>(null, 7)
            from limit in Gen.Elements<int?>(null, 1, 3, 6)
            from gap in Gen.Elements(0, 1, 30)
            from months in Gen.Choose(1, 9)
            select (spans, period, mentor, limit, gap, months),
            it =>
            {
                var placement = new PlacementSpan(9, it.period, MentorKey.Of(1, it.mentor), 1);

                var warnings = PlacementCheck.Warnings(
                    placement,
                    it.period,
                    it.limit,
                    it.spans,
                    new FlagRules { RunGapDays = it.gap, LongRunMonths = it.months }
                );

                Assert.Equal(
                    it.spans.Where(other => !other.IsCancelled)
                        .Select(other =>
                            (other.PlacementId, Days: SharedDays(placement.Period, other.Period).Count)
                        )
                        .Where(other => other.Days > 0)
                        .Order(),
                    warnings
                        .OfType<PlacementWarning.Overlaps>()
                        .Select(w => (w.Other.PlacementId, w.Pair.DaysUntil(ForAny.LastDay)))
                        .Order()
                );
                Assert.Equal(
                    it.limit is { } limit
                        && LastDay(it.period) > CalendarMonthsTests.CorrespondingDay(it.period.First, limit),
                    warnings.OfType<PlacementWarning.LongerThanLegalBasis>().Any()
                );

                var since = RunsFirstDay(placement, it.spans, it.gap);
                var full = CalendarMonthsTests.CorrespondingDay(since, it.months);
                var until = RunsLastDay(placement, it.spans, it.gap);
                Assert.Equal(
                    (until ?? DateOnly.MaxValue) > full
                        ?
                        [
                            new PlacementWarning.LongRun(
                                placement.Mentor,
                                since,
                                it.months,
                                full.AddDays(1),
                                until
                            ),
                        ]
                        : [],
                    warnings.OfType<PlacementWarning.LongRun>()
                );
            }
        );

    [Fact]
    public void Worse_AnyChange_AsksOnlyForNewSharedDays() =>
        ForAny.Holds(
            from spans in ForAny.Spans
            from before in ForAny.Period
            from after in ForAny.Period
            select (spans, before, after),
            it =>
            {
                List<PlacementWarning> Of(DatePeriod period) =>
                    [
                        .. PlacementCheck.Warnings(
                            new PlacementSpan(9, period, MentorKey.Of(1, null), 1),
                            period,
                            null,
                            it.spans,
                            rules: new FlagRules { LongRunMonths = 999 }
                        ),
                    ];

                Assert.Equal(
                    it.spans.Where(other =>
                            !other.IsCancelled
                            && SharedDays(it.after, other.Period)
                                .Except(SharedDays(it.before, other.Period))
                                .Any()
                        )
                        .Select(other => other.PlacementId),
                    PlacementCheck
                        .Worse(Of(it.before), Of(it.after))
                        .OfType<PlacementWarning.Overlaps>()
                        .Select(warning => warning.Other.PlacementId)
                        .Order()
                );
                Assert.Empty(PlacementCheck.Worse(Of(it.after), Of(it.after)));
                Assert.Equal(Of(it.after), PlacementCheck.Worse([], Of(it.after)));
            }
        );

    private static IReadOnlyList<PlacementWarning> Warnings(string placement, string others) =>
        PlacementCheck.Warnings(
            CreateSpan(placement, id: 9),
            CreatePeriod(placement),
            null,
            CreateSpans(others)
        );

    private static List<DateOnly> SharedDays(DatePeriod a, DatePeriod b) =>
        [.. ForAny.AllDays.Where(day => ForAny.Has(a, day) && ForAny.Has(b, day))];

    private static DateOnly LastDay(DatePeriod period) => period.Last ?? ForAny.LastDay;

    /// <summary>Walks back from the placement's first day until the gap is used up.</summary>
    private static DateOnly? RunsLastDay(PlacementSpan placement, PlacementSpan[] others, int gap)
    {
        var same = others.Where(other => !other.IsCancelled && other.Mentor == placement.Mentor).ToList();
        if (placement.Period.Last is not { } until)
        {
            return null;
        }

        // One day more than the generator's last, where only open periods still are.
        for (
            var day = until;
            day <= ForAny.LastDay.AddDays(1) && day.DayNumber - until.DayNumber - 1 <= gap;
            day = day.AddDays(1)
        )
        {
            if (same.Exists(other => other.Period.Last is null && other.Period.First <= day))
            {
                return null;
            }

            if (same.Exists(other => ForAny.Has(other.Period, day)))
            {
                until = day;
            }
        }

        return until;
    }

    private static DateOnly RunsFirstDay(PlacementSpan placement, PlacementSpan[] others, int gap)
    {
        var same = others.Where(other => !other.IsCancelled && other.Mentor == placement.Mentor).ToList();
        var since = placement.Period.First;
        for (
            var day = since;
            day >= ForAny.FirstDay && since.DayNumber - day.DayNumber - 1 <= gap;
            day = day.AddDays(-1)
        )
        {
            if (same.Exists(other => ForAny.Has(other.Period, day)))
            {
                since = day;
            }
        }

        return since;
    }
}
