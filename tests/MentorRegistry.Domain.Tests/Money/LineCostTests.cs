using System.Numerics;
using FsCheck.Fluent;
using MentorRegistry.Domain.Money;
using Xunit;

namespace MentorRegistry.Domain.Tests.Money;

public sealed class LineCostTests
{
    [Theory]
    [InlineData(60, 600_00, 600_00)]
    [InlineData(255, 434_50, 1846_63)]
    // 20 ⁄ 60 × 434.50 = 144.8333…
    [InlineData(20, 434_50, 144_83)]
    // Exactly half an øre goes up.
    [InlineData(30, 1, 1)]
    [InlineData(29, 1, 0)]
    [InlineData(0, 600_00, 0)]
    public void Of_IsRoundedOnce(int minutes, long orePerHour, long ore) =>
        Assert.Equal(ore, LineCost.Of(minutes, orePerHour));

    [Fact]
    public void Of_AnyLinesInAnySplit_ComeToTheSameTotal() =>
        ForAny.Holds(
            from lines in Gen.NonEmptyListOf(
                from minutes in Gen.Choose(0, 31 * 24 * 60)
                from ore in Gen.Choose(0, 5000_00)
                from split in Gen.Choose(1, 4)
                select (minutes, ore, split)
            )
            select lines,
            lines =>
            {
                var total = lines.Sum(line => LineCost.Of(line.minutes, line.ore));
                // By provider, say: no øre is lost or made between the parts.
                Assert.Equal(
                    total,
                    lines
                        .GroupBy(line => line.split)
                        .Sum(part => part.Sum(line => LineCost.Of(line.minutes, line.ore)))
                );
                // And each line is no more than half an øre from the exact amount, in sixtieths.
                Assert.All(
                    lines,
                    line =>
                        Assert.InRange(
                            (long)(
                                (LineCost.Of(line.minutes, line.ore) * (BigInteger)60)
                                - ((BigInteger)line.minutes * line.ore)
                            ),
                            -29,
                            30
                        )
                );
            }
        );

    [Theory]
    [InlineData(-1, 600_00)]
    [InlineData(60, -1)]
    public void Of_BelowZero_IsRefused(int minutes, long orePerHour) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => LineCost.Of(minutes, orePerHour));
}
