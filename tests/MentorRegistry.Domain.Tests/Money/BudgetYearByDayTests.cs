using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using MentorRegistry.Domain.Money;
using MentorRegistry.Domain.Placements;
using Xunit;

namespace MentorRegistry.Domain.Tests.Money;

/// <summary>What a year commits, held against looking at each of its days.</summary>
public sealed class BudgetYearByDayTests
{
    /// <summary>Walks day by day, and divides once at the end, with numbers of any size.</summary>
    [Fact]
    public void Of_AnyPlacements_IsWhatLookingAtEveryDaySays() =>
        ForAny.Holds(
            from placements in Gen.ArrayOf(AnyPlacement).Resize(5)
            from year in Gen.Choose(2023, 2026)
            from closedTo in MaybeDay
            select (placements, year, closedTo),
            of =>
            {
                var (placements, year, closedTo) = of;
                var figures = BudgetYear.Of(year, null, closedTo, [], placements);

                foreach (var isInternal in (bool[])[true, false])
                {
                    var expected = placements
                        .Where(p => p.IsInternal == isInternal)
                        .SelectMany(p => Pieces(p, year, closedTo))
                        .Aggregate(default(Spending), (sum, piece) => sum + piece);
                    Assert.Equal(expected, (isInternal ? figures.Internal : figures.External).Committed);
                }

                Assert.Equal(
                    placements.Count(p =>
                        CommittedDays(p, year, closedTo).Any(day => RateRules.On(p.Rates, day) is null)
                    ),
                    figures.PlacementsWithoutRate
                );
                Assert.Equal(figures.Total.Committed.Ore, figures.Months.Sum(month => month.CommittedOre));
                Assert.All(figures.Months, month => Assert.True(month.CommittedOre >= 0));
                // Each by itself comes to the same: nothing is lost or made by adding up.
                Assert.Equal(
                    figures.Total.Forecast.Ore,
                    placements.Sum(p => BudgetYear.Of(year, null, closedTo, [], [p]).Total.Forecast.Ore)
                );
            }
        );

    /// <summary>A query may leave out the grants that have ended before the first day that can be committed.</summary>
    [Fact]
    public void Of_GrantsThatHaveEndedAreLeftOut_ComesToTheSame() =>
        ForAny.Holds(
            from placement in AnyPlacement
            from year in Gen.Choose(2023, 2026)
            from closedTo in MaybeDay
            select (placement, year, closedTo),
            of =>
            {
                var (placement, year, closedTo) = of;
                var from = CommittedMonths.From(year, closedTo);
                var lean = placement with
                {
                    Grants =
                    [
                        .. placement.Grants.Where(grant =>
                            grant.Period.LastOrForever >= from && grant.First.Year <= year
                        ),
                    ],
                };

                Assert.Equal(
                    BudgetYear.Of(year, null, closedTo, [], [placement]).Total,
                    BudgetYear.Of(year, null, closedTo, [], [lean]).Total
                );
            }
        );

    private static Gen<DateOnly?> MaybeDay =>
        Gen.Frequency((1, Gen.Constant<DateOnly?>(null)), (2, ForAny.Day.Select(day => (DateOnly?)day)));

    private static Gen<BudgetPlacement> AnyPlacement =>
        from placement in ForAny.Placement
        from minutes in Gen.ArrayOf(Gen.Choose(15, 500)).Resize(4)
        from isInternal in Gen.Elements(true, false)
        from rates in AnyRates
        from registeredTo in MaybeDay
        select new BudgetPlacement(
            isInternal,
            placement.Period,
            [
                .. placement.Grants.Select(
                    (grant, i) =>
                        new Grant(
                            grant.Period,
                            minutes.Length == 0 ? 60 : minutes[i % minutes.Length],
                            grant.First
                        )
                ),
            ],
            rates,
            registeredTo
        );

    // One after the other, perhaps with days between that have none.
    private static Gen<Rate[]> AnyRates =>
        from days in Gen.ArrayOf(ForAny.Day).Resize(3)
        from gap in Gen.Choose(0, 3)
        from ore in Gen.Choose(1, 100_000)
        let firsts = days.Distinct().Order().ToArray()
        select firsts
            .Select(
                (first, i) =>
                    new Rate(
                        new DatePeriod(
                            first,
                            i + 1 < firsts.Length ? Later(first, firsts[i + 1].AddDays(-1 - gap)) : null
                        ),
                        ore + i
                    )
            )
            .ToArray();

    private static DateOnly Later(DateOnly one, DateOnly other) => one > other ? one : other;

    private static IEnumerable<DateOnly> CommittedDays(
        BudgetPlacement placement,
        int year,
        DateOnly? closedTo
    )
    {
        for (var day = new DateOnly(year, 1, 1); day.Year == year; day = day.AddDays(1))
        {
            if (
                ForAny.Has(placement.Period, day)
                && !(closedTo is { } closed && day <= closed)
                && !(placement.RegisteredTo is { } registered && day <= registered)
            )
            {
                yield return day;
            }
        }
    }

    private static IEnumerable<Spending> Pieces(BudgetPlacement placement, int year, DateOnly? closedTo) =>
        CommittedDays(placement, year, closedTo)
            .Select(day =>
                (
                    Rate: RateRules.On(placement.Rates, day),
                    // The latest that has begun.
                    placement
                        .Grants.Where(grant => grant.First <= day)
                        .MaxBy(grant => grant.First)!
                        .MinutesPerWeek
                )
            )
            .Where(day => day.Rate is not null)
            .GroupBy(day => day.Rate!)
            .Select(days =>
            {
                BigInteger sevenths = days.Sum(day => day.MinutesPerWeek);
                return new Spending(
                    (long)(((sevenths * days.Key.OrePerHour * 2) + 420) / 840),
                    (long)(((sevenths * 2) + 7) / 14)
                );
            });
}
