using MentorRegistry.Domain;
using MentorRegistry.Domain.Organisation;
using MentorRegistry.Domain.Placements;
using MentorRegistry.Web.Pages.Citizens;

namespace MentorRegistry.Web.Tests.Pages.Citizens;

public sealed class TimelineTests
{
    private static readonly DateOnly Today = new(2026, 11, 20);
    private static long s_last;

    [Fact]
    public void Of_NothingButCancelled_DrawsNothing()
    {
        Assert.Null(Draw());
        Assert.Null(Draw(Create("2026-01-01..2026-12-31") with { IsCancelled = true }));
    }

    [Fact]
    public void Of_ConsecutivePlacementsOfOneMentor_AreOneBarWithAMark()
    {
        var timeline = Draw(
            Create("2026-01-01..2026-03-31", mentorId: 7),
            Create("2026-04-30..2026-06-30", mentorId: 7)
        )!;

        var bar = Assert.Single(Assert.Single(timeline.Rows).Bars);
        Assert.Equal("2026-01-01..2026-06-30", bar.Period.ToString());
        Assert.Equal([timeline.At(new DateOnly(2026, 4, 30))], bar.Marks);
        Assert.Null(bar.AheadX);
    }

    [Fact]
    public void Of_TwoMentorsOfOneDepartmentAtOnce_StandBelowEachOther()
    {
        var timeline = Draw(
            Create("2026-01-01..2026-06-30", mentorId: 1),
            Create("2026-06-30..2026-12-31", mentorId: 2),
            Create("2026-07-01..2026-08-31", mentorId: 3)
        )!;

        var bars = Assert.Single(timeline.Rows).Bars;
        Assert.Equal(bars[0].Y, bars[2].Y);
        Assert.True(bars[0].Y + Timeline.BarHeight < bars[1].Y);
    }

    [Fact]
    public void Of_SeveralDepartments_HaveARowEachThatDoNotTouch()
    {
        var timeline = Draw(
            Create("2026-01-01..2026-06-30", departmentId: 1),
            Create("2026-02-01..2026-06-30", departmentId: 1),
            Create("2026-03-01..2026-12-31", departmentId: 2)
        )!;

        Assert.Equal(2, timeline.Rows.Count);
        Assert.True(
            timeline.Rows[0].Bars.Max(bar => bar.Y) + Timeline.BarHeight < timeline.Rows[1].Bars[0].Y
        );
        Assert.True(timeline.Rows[1].Bars[0].Y + Timeline.BarHeight < timeline.OverlapY);
    }

    [Fact]
    public void Of_ThreeAtOnce_ShadesEachStretchOnce()
    {
        var timeline = Draw(
            Create("2026-01-01..2026-06-30", departmentId: 1),
            Create("2026-02-01..2026-05-31", departmentId: 2),
            Create("2026-03-01..2026-04-30", departmentId: 3)
        )!;

        var band = Assert.Single(timeline.Overlaps);
        Assert.Equal(timeline.At(new DateOnly(2026, 2, 1)), band.X);
        Assert.Equal(timeline.At(new DateOnly(2026, 6, 1)), band.X + band.Width, 0.2);
    }

    [Fact]
    public void Of_DaysToCome_AreHatchedFromTomorrow()
    {
        var timeline = Draw(
            Create("2026-01-01..2026-12-31", departmentId: 1),
            Create("2026-12-01..2027-05-31", departmentId: 2)
        )!;

        Assert.Equal(timeline.At(Today.AddDays(1)), timeline.Rows[0].Bars[0].AheadX);
        Assert.Equal(timeline.Rows[1].Bars[0].X, timeline.Rows[1].Bars[0].AheadX);
        Assert.True(timeline.Rows[0].Bars[0].X < timeline.TodayX);
    }

    [Theory]
    [InlineData("2026-01-01..")]
    [InlineData("2026-01-01..2099-12-31")]
    public void Of_NoEndInSight_GoesOnBeyondThePicture(string days)
    {
        var timeline = Draw(Create(days))!;

        var bar = timeline.Rows[0].Bars[0];
        Assert.True(bar.GoesOn);
        Assert.Equal(timeline.Width, bar.X + bar.Width, 0.2);
        Assert.True(timeline.Years.Count < 5);
    }

    [Theory]
    [InlineData(1000, 170)]
    [InlineData(350, 0)]
    public void Of_FortyPlacementsOverManyYears_AllStayWithinThePictureAndCanBeSeen(
        double width,
        double labelWidth
    )
    {
        var placements = Enumerable
            .Range(0, 40)
            .Select(i =>
            {
                var first = new DateOnly(2008, 1, 1).AddDays(170 * i);
                return Create($"{first:yyyy-MM-dd}..{first.AddDays(i % 9 * 30):yyyy-MM-dd}", i % 4, i);
            })
            .ToArray();

        var timeline = Timeline.Of(placements, Today, width, labelWidth, 30)!;

        var bars = timeline.Rows.SelectMany(row => row.Bars).ToList();
        Assert.Equal(40, bars.Count);
        Assert.All(
            bars,
            bar =>
            {
                Assert.InRange(bar.X, labelWidth, width);
                Assert.InRange(bar.X + bar.Width, labelWidth, width + 0.1);
                Assert.True(bar.Width >= Timeline.LeastWidth);
                Assert.InRange(bar.Y + Timeline.BarHeight, timeline.Top, timeline.Bottom);
            }
        );
        var labels = timeline.Years.Where(year => year.HasLabel).ToList();
        Assert.All(labels.Zip(labels.Skip(1)), pair => Assert.True(pair.Second.X - pair.First.X >= 40));
        Assert.InRange(timeline.TodayX, labelWidth, width);
    }

    private static Timeline? Draw(params OverviewPlacement[] placements) =>
        Timeline.Of(placements, Today, 1000, 170, 30);

    private static OverviewPlacement Create(string days, long departmentId = 1, long? mentorId = null)
    {
        var period = TestData.Period(days);
        var id = Interlocked.Increment(ref s_last);
        return new OverviewPlacement(
            id,
            new Department { Id = departmentId, Name = $"Afdeling {departmentId}" },
            null,
            null,
            1,
            "Leverandør",
            null,
            null,
            mentorId ?? 1000 + id,
            $"Mentor {mentorId ?? id}",
            null,
            null,
            1,
            "Målgruppe",
            1,
            "Paragraf",
            Goal: null,
            Measures: [],
            OutcomeId: null,
            Outcome: null,
            Caseworker: null,
            period.First,
            period.Last,
            null,
            IsCancelled: false,
            [new Grant(new DatePeriod(period.First, period.Last), 60, period.First)]
        );
    }
}
