using FsCheck;
using FsCheck.Fluent;
using MentorRegistry.Domain.Statistics;
using Xunit;

namespace MentorRegistry.Domain.Tests.Statistics;

public sealed class EffectTests
{
    /// <summary>
    /// Ten have a known exact answer or a published one: 81 of 263 is the example of Newcombe, Statistics in Medicine 17
    /// (1998), table I, as are 15 of 148, 0 of 20 and 1 of 29.
    /// </summary>
    [Theory]
    [InlineData(81, 263, 0.2553, 0.3662)]
    [InlineData(15, 148, 0.0624, 0.1605)]
    [InlineData(0, 20, 0, 0.1611)]
    [InlineData(1, 29, 0.0061, 0.1718)]
    [InlineData(0, 1, 0, 0.7935)]
    [InlineData(1, 1, 0.2065, 1)]
    [InlineData(5, 10, 0.2366, 0.7634)]
    [InlineData(20, 20, 0.8389, 1)]
    [InlineData(50, 100, 0.4038, 0.5962)]
    public void Wilson_KnownValues_AreMet(int reached, int people, double low, double high)
    {
        var interval = WilsonInterval.Of(reached, people);

        Assert.Equal(low, interval.Low, 4);
        Assert.Equal(high, interval.High, 4);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(-1, 5)]
    [InlineData(6, 5)]
    public void Wilson_NoShareOfAnybody_IsRefused(int reached, int people) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => WilsonInterval.Of(reached, people));

    [Fact]
    public void Wilson_Always_HoldsTheShareAndMirrorsTheOthers() =>
        Check.QuickThrowOnFailure(
            Prop.ForAll(
                Counts().ToArbitrary(),
                counts =>
                {
                    if (counts.Told == 0)
                    {
                        return;
                    }

                    var interval = counts.Interval!.Value;
                    var mirrored = WilsonInterval.Of(counts.Told - counts.Reached, counts.Told);
                    Assert.InRange(counts.Share!.Value, interval.Low, interval.High);
                    Assert.InRange(interval.Low, 0, 1);
                    Assert.InRange(interval.High, 0, 1);
                    Assert.Equal(interval.Low, 1 - mirrored.High, 9);
                }
            )
        );

    [Theory]
    [InlineData(0, 0, EffectCertainty.Nobody)]
    [InlineData(19, 0, EffectCertainty.TooFew)]
    [InlineData(20, 0, EffectCertainty.Enough)]
    // Half of 20 is anything from 30 to 70 %, half of 38 from 35 to 65 %.
    [InlineData(20, 10, EffectCertainty.TooWide)]
    [InlineData(38, 19, EffectCertainty.TooWide)]
    [InlineData(40, 20, EffectCertainty.Enough)]
    public void Certainty_PeopleAndWidth_BothCount(int told, int reached, EffectCertainty expected) =>
        Assert.Equal(expected, new EffectCounts(told, told, reached).Certainty);

    [Theory]
    [InlineData(0, 0, 0, false)]
    [InlineData(4, 4, 0, true)]
    [InlineData(5, 5, 0, false)]
    [InlineData(10, 6, 0, true)]
    [InlineData(10, 10, 4, true)]
    [InlineData(10, 10, 6, true)]
    [InlineData(10, 10, 5, false)]
    public void HasSmallNumber_AnyOfWhatCanBeReadFromIt_IsLookedAt(
        int people,
        int told,
        int reached,
        bool expected
    ) => Assert.Equal(expected, new EffectCounts(people, told, reached).HasSmallNumber);

    [Fact]
    public void Table_OthersAreNoneOrMany_IsAsItIs()
    {
        EffectGroup<string>[] groups =
        [
            Group("own", new(3, 3, 1), default),
            Group("both", new(12, 11, 6), new(10, 10, 5)),
            Group("nobody", default, default),
        ];

        var table = EffectTable.Of(groups);

        Assert.Equal(["own", "both"], table.Groups.Select(group => group.Key));
        Assert.Null(table.Rest);
        Assert.Equal(new EffectCounts(15, 14, 7), table.Total);
    }

    [Fact]
    public void Table_OneIsSmall_IsJoinedWithTheNextSmallest()
    {
        var small = new EffectCounts(3, 3, 1);
        var next = new EffectCounts(12, 12, 6);
        var large = new EffectCounts(40, 40, 20);

        var table = EffectTable.Of([
            Group("large", large, large),
            Group("small", small, small),
            Group("next", next, next),
        ]);

        Assert.Equal("large", Assert.Single(table.Groups).Key);
        Assert.Equal(small + next, table.Rest);
        Assert.Equal(small + next + large, table.Total);
    }

    [Fact]
    public void Table_AllAreTooFewTogether_LeavesThemOut()
    {
        var table = EffectTable.Of([
            Group("one", new(4, 4, 2), new(4, 4, 2)),
            Group("own", new(2, 2, 2), default),
        ]);

        Assert.Equal("own", Assert.Single(table.Groups).Key);
        Assert.Null(table.Rest);
        Assert.True(table.IsHidden);
        Assert.Null(table.Total);
    }

    /// <summary>
    /// Whoever knows all of the own departments takes that from each line, from the rest and from the total: what is left
    /// never tells of 1 to 4.
    /// </summary>
    [Fact]
    public void Table_TakenFromItWhatIsOwn_LeavesNoSmallNumber() =>
        Check.QuickThrowOnFailure(
            Prop.ForAll(
                Counts().Two().ListOf().ToArbitrary(),
                pairs =>
                {
                    var groups = pairs
                        .Select((pair, i) => Group(i, pair.Item1 + pair.Item2, pair.Item2))
                        .ToList();

                    var table = EffectTable.Of(groups);

                    var shown = table.Groups.Select(group => group.Key).ToHashSet();
                    Assert.All(table.Groups, group => Assert.False(groups[group.Key].Others.HasSmallNumber));
                    var left = groups
                        .Where(group => !shown.Contains(group.Key))
                        .Aggregate(default(EffectCounts), (sum, group) => sum + group.Others);
                    if (!table.IsHidden)
                    {
                        Assert.False(left.HasSmallNumber);
                        Assert.Equal(
                            groups.Aggregate(default(EffectCounts), (sum, group) => sum + group.All),
                            table.Total
                        );
                    }
                }
            )
        );

    [Fact]
    public void Comparison_IntervalsApart_IsADifferenceAndOverlappingIsNone()
    {
        var (half, most, few) = (
            new EffectCounts(100, 100, 50),
            new EffectCounts(100, 100, 90),
            new EffectCounts(5, 5, 5)
        );

        Assert.Equal(EffectComparison.Difference, EffectComparisons.Of([half, most]));
        Assert.Equal(EffectComparison.NoDifference, EffectComparisons.Of([half, half, few]));
        Assert.Equal(EffectComparison.TooFew, EffectComparisons.Of([half, few]));
    }

    private static EffectGroup<T> Group<T>(T key, EffectCounts all, EffectCounts others) =>
        new(key, all, others);

    private static Gen<EffectCounts> Counts() =>
        from people in Gen.Choose(0, 15)
        from told in Gen.Choose(0, people)
        from reached in Gen.Choose(0, told)
        select new EffectCounts(people, told, reached);
}
