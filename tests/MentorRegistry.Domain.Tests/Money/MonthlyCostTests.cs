using System.Numerics;
using FsCheck.Fluent;
using MentorRegistry.Domain.Money;
using Xunit;

namespace MentorRegistry.Domain.Tests.Money;

public sealed class MonthlyCostTests
{
    [Theory]
    // Three hours a week at 600 kr.: 3 × 52 ⁄ 12 × 600 = 7,800 kr.
    [InlineData(180, 600_00, 7800_00)]
    // One hour at 434.50 kr.: 1,882.8333… kr.
    [InlineData(60, 434_50, 1882_83)]
    // A quarter of an hour at 373 kr.: 404.0833… kr.
    [InlineData(15, 373_00, 404_08)]
    [InlineData(0, 600_00, 0)]
    [InlineData(180, 0, 0)]
    // Exactly half an øre goes up: 30 × 3 × 13 ⁄ 180 = 6.5.
    [InlineData(30, 3, 7)]
    public void Of_IsWeeksOfAYearInTwelveMonthsRoundedOnce(int minutes, long orePerHour, long ore) =>
        Assert.Equal(ore, MonthlyCost.Of(minutes, orePerHour));

    [Fact]
    public void Of_AnyHoursAndRate_IsNoMoreThanHalfAnOereFromTheExactAmount() =>
        ForAny.Holds(
            from minutes in Gen.Choose(0, 7 * 24 * 60)
            from ore in Gen.Choose(0, 1_000_000_00)
            select (minutes, ore),
            of =>
            {
                // In 720ths of an øre, exact.
                var exact = (BigInteger)of.minutes * of.ore * 52;
                var off = (MonthlyCost.Of(of.minutes, of.ore) * (BigInteger)720) - exact;
                Assert.InRange((long)off, -359, 360);
            }
        );

    [Theory]
    [InlineData(-1, 600_00)]
    [InlineData(60, -1)]
    public void Of_BelowZero_IsRefused(int minutes, long orePerHour) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => MonthlyCost.Of(minutes, orePerHour));

    [Fact]
    public void Of_MoreThanCanBeHeld_IsRefusedAndNotWrappedAround() =>
        Assert.Throws<OverflowException>(() => MonthlyCost.Of(10_080, long.MaxValue / 10_080));
}
