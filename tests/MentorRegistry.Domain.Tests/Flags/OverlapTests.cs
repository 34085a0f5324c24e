using FsCheck.Fluent;
using MentorRegistry.Domain.Flags;
using static MentorRegistry.Domain.Tests.TestData;

namespace MentorRegistry.Domain.Tests.Flags;

public class OverlapTests
{
    [Theory]
    [InlineData("", "", Label = "no placements")]
    [InlineData("2022-01-01..", "", Label = "one placement")]
    [InlineData(
        "2022-05-01..2022-06-01 | 2022-06-01..",
        "2022-06-01..2022-06-01: 1+2",
        Label = "same-day handover"
    )]
    [InlineData("2022-05-01..2022-05-31 | 2022-06-01..", "", Label = "next-day handover")]
    [InlineData("2022-01-01..2022-09-30 | 2022-10-01..2022-12-31", "", Label = "30/9 and 1/10")]
    [InlineData("2022-05-31 | 2022-05-31", "2022-05-31..2022-05-31: 1+2", Label = "one day")]
    [InlineData(
        "2022-01-01..2022-12-31 | 2022-01-01..2022-12-31",
        "2022-01-01..2022-12-31: 1+2",
        Label = "identical"
    )]
    [InlineData(
        "2022-01-01..2022-12-31 | 2022-02-01..2022-02-10 | 2022-03-01..2022-03-05",
        "2022-02-01..2022-02-10: 1+2; 2022-03-01..2022-03-05: 1+3",
        Label = "two within one, apart from each other"
    )]
    [InlineData(
        "2022-01-01..2022-12-31 | 2022-02-01..2022-06-30 | 2022-03-01..2022-03-05",
        "2022-02-01..2022-06-30: 1+2; 2022-03-01..2022-03-05: 1+3; 2022-03-01..2022-03-05: 2+3",
        Label = "contained with a third inside"
    )]
    [InlineData("2022-01-01.. | 2022-04-01..", "2022-04-01..: 1+2", Label = "both open")]
    [InlineData("2022-01-01.. | 2022-04-01..2022-04-30", "2022-04-01..2022-04-30: 1+2", Label = "one open")]
    [InlineData("2022-01-01.. | 2030-01-01..", "2030-01-01..: 1+2", Label = "planned far ahead")]
    [InlineData("2022-01-01..2022-12-31 | 2022-01-01..2022-12-31 cancelled", "", Label = "cancelled")]
    [InlineData(
        "2022-01-01..2022-12-31 | 2022-01-01..2022-12-31 cancelled | 2022-12-31..",
        "2022-12-31..2022-12-31: 1+3",
        Label = "cancelled between two"
    )]
    [InlineData(
        "2022-01-01..2022-01-31 | 2022-01-31..2022-02-28 | 2022-01-31..2022-03-31",
        "2022-01-31..2022-01-31: 1+2; 2022-01-31..2022-01-31: 1+3; 2022-01-31..2022-02-28: 2+3",
        Label = "three on one day are three pairs"
    )]
    [InlineData(
        "2022-01-01.. provider=4 department=1 | 2022-02-01.. provider=4 department=2",
        "2022-02-01..: 1+2",
        Label = "same provider in two departments"
    )]
    [InlineData(
        "2024-02-01..2024-02-29 | 2024-02-29..",
        "2024-02-29..2024-02-29: 1+2",
        Label = "29 February"
    )]
    [InlineData(
        "2022-06-01..2022-06-30 | 2022-01-01..2022-12-31",
        "2022-06-01..2022-06-30: 2+1",
        Label = "the one that began first is named first"
    )]
    public void Among_Placements_FindsEveryPair(string placements, string pairs)
    {
        var spans = CreateSpans(placements);

        Assert.Equal(pairs, Describe(Overlap.Among(spans)));
        Assert.Equal(pairs, Describe(Overlap.Among(spans.AsEnumerable().Reverse())));
    }

    [Theory]
    [InlineData(1, 1, false)]
    [InlineData(1, 2, true)]
    public void IsAcrossDepartments_TwoDepartments_IsTold(long one, long other, bool across)
    {
        var pair = Assert.Single(
            Overlap.Among([CreateSpan(id: 1, departmentId: one), CreateSpan(id: 2, departmentId: other)])
        );

        Assert.Equal(across, pair.IsAcrossDepartments);
    }

    [Theory]
    [InlineData("2022-05-31", 0, Label = "still to come")]
    [InlineData("2022-06-01", 1, Label = "the first shared day")]
    [InlineData("2022-06-30", 30, Label = "the last shared day")]
    [InlineData("2022-12-31", 30, Label = "over")]
    public void DaysUntil_Today_CountsTheSharedDaysBegun(string today, int days)
    {
        var pair = Assert.Single(
            Overlap.Among(CreateSpans("2022-01-01..2022-06-30 | 2022-06-01..2022-12-31"))
        );

        Assert.Equal(days, pair.DaysUntil(Day(today)));
    }

    [Fact]
    public void With_PlacementAmongTheOthers_IsNotComparedWithItself()
    {
        var spans = CreateSpans("2022-01-01..2022-06-30 | 2022-06-01..2022-12-31 | 2022-06-15..2022-12-31");
        var lengthened = spans[0] with { Period = CreatePeriod("2022-01-01..2022-06-14") };

        Assert.Equal("2022-06-01..2022-06-14: 1+2", Describe(Overlap.With(lengthened, spans)));
    }

    [Fact]
    public void With_OthersOverlapEachOther_TellsOnlyItsOwnPairs()
    {
        var spans = CreateSpans("2022-01-01.. | 2022-02-01..2022-03-31 | 2022-03-01..");

        Assert.Equal(
            "2022-02-01..2022-03-31: 1+2; 2022-03-01..2022-03-31: 2+3",
            Describe(Overlap.With(spans[1], spans))
        );
    }

    [Fact]
    public void With_NotYetRegistered_IsComparedWithAll() =>
        Assert.Equal(
            "2022-06-01..2022-06-30: 1+0",
            Describe(
                Overlap.With(
                    CreateSpan("2022-06-01..2022-12-31", id: 0),
                    CreateSpans("2022-01-01..2022-06-30 | 2021-01-01..2022-05-31")
                )
            )
        );

    [Fact]
    public void With_SeveralNotYetRegistered_AreToldApartByTheirNumbers() =>
        Assert.Equal(
            "2022-06-01..2022-06-30: -2+-1",
            Describe(
                Overlap.With(
                    CreateSpan("2022-06-01..2022-12-31", id: -1),
                    [
                        CreateSpan("2022-06-01..2022-12-31", id: -1),
                        CreateSpan("2022-01-01..2022-06-30", id: -2),
                    ]
                )
            )
        );

    [Fact]
    public void Among_AnyPlacements_EqualsDayByDay() =>
        ForAny.HoldsForSpans(spans =>
        {
            var expected =
                from a in spans
                from b in spans
                where a.PlacementId < b.PlacementId
                let days = SharedDays(a, b)
                where days.Count > 0
                select (a.PlacementId, b.PlacementId, days[0], days.Count);

            var found = Overlap.Among(spans);

            Assert.Equal(
                expected.Order(),
                found
                    .Select(pair =>
                        (
                            Math.Min(pair.Earlier.PlacementId, pair.Later.PlacementId),
                            Math.Max(pair.Earlier.PlacementId, pair.Later.PlacementId),
                            pair.Shared.First,
                            pair.DaysUntil(ForAny.LastDay)
                        )
                    )
                    .Order()
            );
            Assert.Equal(found, Overlap.Among(spans.Reverse()));
            Assert.All(found, pair => Assert.True(pair.Earlier.Period.First <= pair.Later.Period.First));
            Assert.Equal(
                found.Select(pair => pair.Shared.First),
                found.Select(pair => pair.Shared.First).Order()
            );
        });

    [Fact]
    public void With_AnyPlacements_IsThePairsOfTheOne() =>
        ForAny.HoldsForSpans(spans =>
        {
            var all = Overlap.Among(spans);
            Assert.All(
                spans,
                one =>
                    Assert.Equal(
                        all.Where(pair => pair.Earlier == one || pair.Later == one),
                        Overlap.With(one, spans)
                    )
            );
        });

    [Fact]
    public void DaysUntil_AnyDay_EqualsDayByDay() =>
        ForAny.Holds(
            from spans in ForAny.Spans
            from today in ForAny.Day
            select (spans, today),
            it =>
                Assert.All(
                    Overlap.Among(it.spans),
                    pair =>
                        Assert.Equal(
                            SharedDays(pair.Earlier, pair.Later).Count(day => day <= it.today),
                            pair.DaysUntil(it.today)
                        )
                )
        );

    private static List<DateOnly> SharedDays(PlacementSpan a, PlacementSpan b) =>
        a.IsCancelled || b.IsCancelled
            ? []
            : [.. ForAny.AllDays.Where(day => ForAny.Has(a.Period, day) && ForAny.Has(b.Period, day))];
}
