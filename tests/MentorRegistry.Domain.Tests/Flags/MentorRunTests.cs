using FsCheck.Fluent;
using MentorRegistry.Domain.Flags;
using static MentorRegistry.Domain.Tests.TestData;

namespace MentorRegistry.Domain.Tests.Flags;

public class MentorRunTests
{
    [Theory]
    [InlineData("", "", Label = "no placements")]
    [InlineData("2022-01-01..2022-06-30", "2022-01-01..2022-06-30: 1", Label = "one")]
    [InlineData(
        "2022-01-01..2022-06-30 | 2022-07-01..2022-12-31",
        "2022-01-01..2022-12-31: 1,2",
        Label = "no gap"
    )]
    [InlineData(
        "2022-01-01..2022-06-30 | 2022-07-31..2022-12-31",
        "2022-01-01..2022-12-31: 1,2",
        Label = "gap of 30 days"
    )]
    [InlineData(
        "2022-01-01..2022-06-30 | 2022-08-01..2022-12-31",
        "2022-01-01..2022-06-30: 1; 2022-08-01..2022-12-31: 2",
        Label = "gap of 31 days"
    )]
    [InlineData(
        "2024-01-01..2024-01-31 | 2024-03-02..",
        "2024-01-01..: 1,2",
        Label = "gap of 30 days over 29 February"
    )]
    [InlineData(
        "2023-01-01..2023-01-31 | 2023-03-04..",
        "2023-01-01..2023-01-31: 1; 2023-03-04..: 2",
        Label = "gap of 31 days over 28 February"
    )]
    [InlineData(
        "2022-01-01..2022-06-30 | 2022-06-30..2022-12-31",
        "2022-01-01..2022-12-31: 1,2",
        Label = "same-day handover"
    )]
    [InlineData(
        "2022-01-01..2022-12-31 | 2022-03-01..2022-03-31",
        "2022-01-01..2022-12-31: 1,2",
        Label = "contained"
    )]
    [InlineData(
        "2022-01-01..2022-12-31 | 2022-03-01..2022-03-31 | 2023-01-15..2023-06-30",
        "2022-01-01..2023-06-30: 1,2,3",
        Label = "a gap is counted from the longest, not the latest"
    )]
    [InlineData(
        "2022-01-01.. | 2022-03-01..2022-03-31 | 2030-01-01..",
        "2022-01-01..: 1,2,3",
        Label = "open goes on for ever"
    )]
    [InlineData(
        "2022-01-01..2022-12-31 | 2022-01-01..2022-12-31",
        "2022-01-01..2022-12-31: 1,2",
        Label = "identical"
    )]
    [InlineData(
        "2022-01-01..2022-02-28 | 2022-03-01..2022-04-30 cancelled | 2022-05-01..2022-06-30",
        "2022-01-01..2022-02-28: 1; 2022-05-01..2022-06-30: 3",
        Label = "a cancelled one joins nothing"
    )]
    [InlineData(
        "2022-01-01..2022-06-30 mentor=7 department=1 | 2022-07-01..2022-12-31 mentor=7 department=2",
        "2022-01-01..2022-12-31: 1,2",
        Label = "same mentor in two departments"
    )]
    [InlineData(
        "2022-01-01..2022-06-30 provider=4 department=1 | 2022-07-01..2022-12-31 provider=4 department=2",
        "2022-01-01..2022-12-31: 1,2",
        Label = "same provider in two departments, nobody named"
    )]
    [InlineData(
        "2022-01-01..2022-06-30 mentor=7 | 2022-07-01..2022-12-31 mentor=8",
        "2022-01-01..2022-06-30: 1; 2022-07-01..2022-12-31: 2",
        Label = "two mentors of one provider"
    )]
    [InlineData(
        "2022-01-01..2022-06-30 mentor=7 | 2022-07-01..2022-12-31",
        "2022-01-01..2022-06-30: 1; 2022-07-01..2022-12-31: 2",
        Label = "the mentor named, then only the provider"
    )]
    [InlineData(
        "2022-01-01..2022-06-30 provider=4 mentor=7 | 2022-07-01..2022-12-31 provider=5 mentor=7",
        "2022-01-01..2022-12-31: 1,2",
        Label = "the mentor has changed provider"
    )]
    [InlineData(
        "2022-01-01..2022-06-30 provider=4 | 2022-03-01..2022-12-31 provider=5",
        "2022-01-01..2022-06-30: 1; 2022-03-01..2022-12-31: 2",
        Label = "two providers, two chains"
    )]
    public void Of_Placements_JoinsTheSameMentor(string placements, string runs)
    {
        var spans = CreateSpans(placements);

        Assert.Equal(runs, Describe(MentorRun.Of(spans)));
        Assert.Equal(runs, Describe(MentorRun.Of(spans.AsEnumerable().Reverse())));
    }

    [Theory]
    [InlineData(
        "2022-01-01..2022-06-30 mentor=7 | 2022-07-31..2022-12-31 provider=5",
        "2022-01-01..2022-12-31: 1,2",
        Label = "two mentors, gap of 30 days"
    )]
    [InlineData(
        "2022-01-01..2022-06-30 mentor=7 | 2022-08-01..2022-12-31 provider=5",
        "2022-01-01..2022-06-30: 1; 2022-08-01..2022-12-31: 2",
        Label = "two mentors, gap of 31 days"
    )]
    [InlineData("2022-01-01..2022-06-30 cancelled", "", Label = "cancelled")]
    public void WithAnyMentor_Placements_IsTheCitizensClock(string placements, string runs)
    {
        var found = MentorRun.WithAnyMentor(CreateSpans(placements));

        Assert.Equal(runs, Describe(found));
        Assert.All(found, run => Assert.Null(run.Mentor));
    }

    [Theory]
    [InlineData(0, "2022-01-01..2022-06-30: 1; 2022-07-02..2022-12-31: 2")]
    [InlineData(1, "2022-01-01..2022-12-31: 1,2")]
    [InlineData(int.MaxValue, "2022-01-01..2022-12-31: 1,2")]
    public void Of_OtherGap_GoesByIt(int gapDays, string runs) =>
        Assert.Equal(
            runs,
            Describe(MentorRun.Of(CreateSpans("2022-01-01..2022-06-30 | 2022-07-02..2022-12-31"), gapDays))
        );

    [Fact]
    public void Of_NegativeGap_IsRefused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => MentorRun.Of([CreateSpan()], -1));

    [Theory]
    [InlineData("2020-05-31..", "2022-05-31", false, Label = "exactly 24 months")]
    [InlineData("2020-05-30..", "2022-05-31", true, Label = "one day more")]
    [InlineData("2020-05-30..2022-05-31", "2022-05-31", true, Label = "on its last day")]
    [InlineData("2020-05-30..2022-05-30", "2022-05-31", false, Label = "ended the day before")]
    [InlineData("2022-06-01..", "2022-05-31", false, Label = "planned")]
    [InlineData("2020-02-29..", "2022-02-28", false, Label = "29 February, exactly")]
    [InlineData("2020-02-29..", "2022-03-01", true, Label = "29 February, one day more")]
    [InlineData(
        "2019-01-01..2020-12-31 | 2021-01-30..",
        "2022-05-31",
        true,
        Label = "counted from the run, not the placement"
    )]
    [InlineData(
        "2019-01-01..2020-12-31 | 2021-02-01..",
        "2022-05-31",
        false,
        Label = "the run was broken by 31 days"
    )]
    public void IsOver_24Months_CountsFromTheRunsFirstDay(string placements, string day, bool over) =>
        Assert.Equal(over, MentorRun.Of(CreateSpans(placements)).Any(run => run.IsOver(24, Day(day))));

    [Fact]
    public void Of_AnyPlacements_EqualsGrowingDayByDay() =>
        ForAny.Holds(
            from spans in ForAny.Spans
            from gap in Gen.Elements(0, 1, 2, 29, 30, 31)
            select (spans, gap),
            it =>
            {
                var expected = it
                    .spans.GroupBy(span => span.Mentor)
                    .SelectMany(same =>
                        Grow(same, it.gap).Select(run => (Mentor: (MentorKey?)same.Key, Run: run))
                    );

                var runs = MentorRun.Of(it.spans, it.gap);

                Assert.Equal(
                    expected.Select(run => $"{run.Mentor} {run.Run}").Order(StringComparer.Ordinal),
                    runs.Select(run => $"{run.Mentor} {Describe([run])}").Order(StringComparer.Ordinal)
                );
                Assert.Equal(
                    runs.Select(run => run.Period.First),
                    runs.Select(run => run.Period.First).Order()
                );
            }
        );

    [Fact]
    public void WithAnyMentor_AnyPlacements_EqualsGrowingDayByDay() =>
        ForAny.Holds(
            from spans in ForAny.Spans
            from gap in Gen.Elements(0, 1, 2, 29, 30, 31)
            select (spans, gap),
            it =>
            {
                var runs = MentorRun.WithAnyMentor(it.spans, it.gap);

                Assert.Equal(string.Join("; ", Grow(it.spans, it.gap)), Describe(runs));
                Assert.Equal(Describe(runs), Describe(MentorRun.WithAnyMentor(it.spans.Reverse(), it.gap)));
            }
        );

    /// <summary>Walks the calendar: a day with a mentor goes on with the run unless more than the gap has passed without.</summary>
    internal static List<string> Grow(IEnumerable<PlacementSpan> placements, int gap)
    {
        var counted = placements.Where(span => !span.IsCancelled).ToList();
        var runs = new List<(DateOnly First, DateOnly Last)>();
        var without = int.MaxValue;
        foreach (var day in ForAny.AllDays)
        {
            if (!counted.Exists(span => ForAny.Has(span.Period, day)))
            {
                without = without == int.MaxValue ? without : without + 1;
                continue;
            }

            if (without > gap)
            {
                runs.Add((day, day));
            }
            else
            {
                runs[^1] = (runs[^1].First, day);
            }

            without = 0;
        }

        return
        [
            .. runs.Select(run =>
            {
                var period = new DatePeriod(run.First, run.Last == ForAny.LastDay ? null : run.Last);
                var joined = counted
                    .Where(span => ForAny.Has(period, span.Period.First))
                    .OrderBy(span => (span.Period.First, span.PlacementId))
                    .Select(span => span.PlacementId);
                return $"{period}: {string.Join(',', joined)}";
            }),
        ];
    }
}
