using MentorRegistry.Domain.Statistics;

namespace MentorRegistry.Domain.Tests.Statistics;

public sealed class CommitteeTablesTests
{
    [Fact]
    public void Tables_CategoriesAndGroupsInTheirOrder_ThoseWithoutPlacementsLeftOut()
    {
        var tables = new CommitteeTables([new(3, 7, 0, 2), new(1, 8, 5, 1)], [3, 2, 1], [8, 9, 7]);

        Assert.Equal([3, 1], tables.Categories);
        Assert.Equal([8, 7], tables.TargetGroups);
        Assert.Equal(
            (0, 2, 2),
            (tables.ByTargetGroup[0, 0], tables.ByTargetGroup[0, 1], tables.ByTargetGroup[0, 2])
        );
        Assert.Equal((1, 2, 3), (tables.ByTargetGroup[2, 0], tables.ByTargetGroup[2, 1], tables.Total));
        Assert.Equal((2, 1), (tables.ByDuration[2, 0], tables.ByDuration[1, 5]));
    }

    [Fact]
    public void Tables_BesideAnotherDay_HaveItsRowsAndColumnsToo()
    {
        var tables = new CommitteeTables([new(1, 1, 0, 2)], [1, 2], [1, 2], [new(2, 2, 1, 4)]);

        Assert.Equal([1, 2], tables.Categories);
        Assert.Equal([1, 2], tables.TargetGroups);
        Assert.Equal((0, 2), (tables.ByTargetGroup[1, 2], tables.Total));
    }

    [Theory]
    [InlineData(9, 86, 10)]
    [InlineData(1, 200, 1)]
    [InlineData(0, 0, 0)]
    public void Percent_IsWhole_HalfAwayFromNought(int part, int whole, int percent) =>
        Assert.Equal(percent, CommitteeTables.Percent(part, whole));

    [Fact]
    public void LastedMoreThan_NoBandEndsThere_IsRefused() =>
        Assert.Throws<ArgumentException>(() => new CommitteeTables([], [], []).LastedMoreThan(5));

    [Fact]
    public void Series_PlacementsOfAnyDays_AreThoseThatHaveTheMonthsLastDay() =>
        ForAny.Holds(
            FsCheck.Fluent.Gen.ArrayOf(ForAny.Period),
            periods =>
            {
                var days = DaySeries.LastDays(new DateOnly(2025, 2, 11), 18);

                Assert.Equal(
                    days.Select(day => periods.Count(period => ForAny.Has(period, day))),
                    DaySeries.Active(
                        days,
                        [.. periods.Select(p => (p.First.Year, p.First.Month, 1))],
                        [
                            .. periods
                                .Where(p => p.Last is not null)
                                .Select(p => p.Last!.Value.AddDays(1))
                                .Select(day => (day.Year, day.Month, 1)),
                        ]
                    )
                );
            }
        );
}
