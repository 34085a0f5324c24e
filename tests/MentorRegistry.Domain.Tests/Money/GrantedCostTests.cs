using FsCheck.Fluent;
using MentorRegistry.Domain.Money;
using MentorRegistry.Domain.Placements;
using Xunit;
using static MentorRegistry.Domain.Tests.TestData;

namespace MentorRegistry.Domain.Tests.Money;

public sealed class GrantedCostTests
{
    [Theory]
    // A week of three hours at 420 kr.
    [InlineData("2026-10-05..2026-10-11", 1260_00, 180, true)]
    // One day: 180 ⁄ 7 minutes × 420 kr. = 180 kr.
    [InlineData("2026-10-05..2026-10-05", 180_00, 26, true)]
    // Five days at 420 kr. and two at 700 kr.
    [InlineData("2026-12-27..2027-01-02", 1500_00, 180, true)]
    // Before the placement.
    [InlineData("2026-01-01..2026-01-31", 0, 0, true)]
    // Three days of 2028 have no rate.
    [InlineData("2027-12-30..2028-01-03", 600_00, 51, false)]
    public void Of_EachDayHasASeventhOfTheWeekAtItsRate(string days, long ore, long minutes, bool isWhole) =>
        Assert.Equal(
            new GrantedCost(ore, minutes, isWhole),
            GrantedCost.Of(
                [new Grant(CreatePeriod("2026-06-01.."), 180, Day("2026-06-01"))],
                CreatePeriod("2026-06-01.."),
                [
                    new Rate(CreatePeriod("2026-01-01..2026-12-31"), 420_00),
                    new Rate(CreatePeriod("2027-01-01..2027-12-31"), 700_00),
                ],
                CreatePeriod(days)
            )
        );

    [Fact]
    public void Of_AnyGrantsAndRates_IsTheSumOfItsDaysRoundedOnceForEachRate() =>
        ForAny.Holds(
            from first in Gen.Choose(0, 50)
            from length in Gen.Choose(1, 90)
            from next in Gen.Choose(1, 60)
            from minutes in Gen.Choose(15, 10_080)
            from more in Gen.Choose(15, 10_080)
            from change in Gen.Choose(0, 100)
            from ore in Gen.Choose(0, 1500_00)
            from later in Gen.Choose(0, 1500_00)
            from days in Gen.Choose(0, 100)
            select (first, length, next, minutes, more, change, ore, later, days),
            of =>
            {
                var begins = Day("2026-10-01").AddDays(of.first);
                var second = begins.AddDays(Math.Min(of.next, of.length));
                Grant[] grants =
                [
                    new(new DatePeriod(begins, begins.AddDays(of.length)), of.minutes, begins),
                    new(new DatePeriod(second, second.AddDays(of.length)), of.more, second),
                ];
                var period = new DatePeriod(begins, second.AddDays(of.length));
                var change = Day("2026-10-01").AddDays(of.change);
                Rate[] rates =
                [
                    new(new DatePeriod(Day("2026-01-01"), change), of.ore),
                    // A day without a rate in between.
                    new(new DatePeriod(change.AddDays(2), null), of.later),
                ];
                var days = new DatePeriod(Day("2026-10-01"), Day("2026-10-01").AddDays(of.days));

                var byRate = new decimal[2];
                var isWhole = true;
                for (var day = days.First; day <= days.Last; day = day.AddDays(1))
                {
                    if (grants.Where(g => g.Period.Contains(day)).MaxBy(g => g.First) is not { } ruling)
                    {
                        continue;
                    }

                    var rate = Array.FindIndex(rates, r => r.Period.Contains(day));
                    isWhole &= rate >= 0;
                    if (rate >= 0)
                    {
                        byRate[rate] += (decimal)ruling.MinutesPerWeek * rates[rate].OrePerHour;
                    }
                }

                var cost = GrantedCost.Of(grants, period, rates, days);
                Assert.Equal(
                    byRate.Sum(sum => (long)Math.Round(sum / 420m, MidpointRounding.AwayFromZero)),
                    cost.Ore
                );
                Assert.Equal(isWhole, cost.IsWhole);
            }
        );

    [Fact]
    public void Of_DaysWithoutAnEnd_AreRefused() =>
        Assert.Throws<ArgumentException>(() =>
            GrantedCost.Of([], CreatePeriod("2026-01-01.."), [], CreatePeriod("2026-01-01.."))
        );
}
