using MentorRegistry.Domain.Money;
using Xunit;
using static MentorRegistry.Domain.Tests.TestData;

namespace MentorRegistry.Domain.Tests.Money;

public sealed class BudgetYearTests
{
    /// <summary>
    /// One hour a day (seven a week) at 100 kr., so that each day that is committed is 100 kr.: the days of 2024 unless
    /// it is said.
    /// </summary>
    [Theory]
    // Each day of a leap year, and of another one.
    [InlineData("2023-06-01..", 2024, null, null, 366)]
    [InlineData("2023-06-01..", 2025, null, null, 365)]
    // The year's first and last day.
    [InlineData("2023-06-01..2024-01-01", 2024, null, null, 1)]
    [InlineData("2024-12-31..2025-06-30", 2024, null, null, 1)]
    [InlineData("2023-06-01..2023-12-31", 2024, null, null, 0)]
    [InlineData("2025-01-01..", 2024, null, null, 0)]
    // Open until the year's end, and no longer.
    [InlineData("2024-12-01..", 2024, null, null, 31)]
    // After the latest hours, which are closed or not.
    [InlineData("2024-01-01..", 2024, "2024-11-30", null, 31)]
    [InlineData("2024-01-01..", 2024, null, "2024-11-30", 31)]
    [InlineData("2024-01-01..", 2024, "2024-12-15", "2024-11-30", 16)]
    // A month is closed after the last line: what was granted in it and not delivered is not committed any more.
    [InlineData("2024-01-01..", 2024, "2024-10-06", "2024-11-30", 31)]
    // Hours up to the year's last day, and months of a later year, leave nothing.
    [InlineData("2024-01-01..", 2024, "2024-12-31", null, 0)]
    [InlineData("2024-01-01..", 2024, null, "2025-03-31", 0)]
    // Hours of the year before take nothing from this one.
    [InlineData("2023-06-01..", 2024, "2023-12-31", "2023-11-30", 366)]
    // 29 February and the day after.
    [InlineData("2024-01-01..2024-02-29", 2024, "2024-02-28", null, 1)]
    [InlineData("2024-01-01..2024-03-01", 2024, null, "2024-02-29", 1)]
    public void Of_CommitsEachGrantedDayAfterWhatIsRegisteredOrClosed(
        string days,
        int year,
        string? registeredTo,
        string? closedTo,
        int committed
    )
    {
        var figures = CreateYear(
            year,
            closedTo: closedTo,
            placements:
            [
                CreatePlacement(days, minutesPerWeek: 7 * 60, kroner: 100, registeredTo: registeredTo),
            ]
        );

        Assert.Equal(new Spending(committed * 100_00L, committed * 60L), figures.External.Committed);
        Assert.Equal(0, figures.PlacementsWithoutRate);
    }

    /// <summary>Nought spent is no saving where nobody has told of any hours.</summary>
    [Fact]
    public void Of_NeitherHoursNorGrants_SaysNothingOfTheSaving()
    {
        var budget = new Budget { BaselineOre = 7_388_000_00, SavingOre = 2_000_000_00 };

        var unknown = CreateYear(budget: budget).Saving!;
        var known = CreateYear(
            budget: budget,
            used: [new UsedHours(1, IsInternal: true, new Spending(388_000_00, 60), 0)]
        ).Saving!;

        Assert.Null(unknown.ExpectedOre);
        Assert.Null(unknown.BeyondOre);
        Assert.Equal((7_000_000_00, 5_000_000_00), (known.ExpectedOre, known.BeyondOre));
    }

    [Fact]
    public void Of_GrantChangesInMidYear_EachDayHasTheHoursOfTheGrantInForce()
    {
        var figures = CreateYear(
            placements:
            [
                CreatePlacement("2026-01-01..2026-12-31", kroner: 100) with
                {
                    // The second takes over on 1 December, before the first one's last day.
                    Grants =
                    [
                        CreateGrant("2026-01-01..2026-12-15", minutesPerWeek: 7 * 60),
                        CreateGrant("2026-12-01..2026-12-31", minutesPerWeek: 14 * 60),
                    ],
                },
            ],
            closedTo: "2026-10-31"
        );

        Assert.Equal((30 * 100_00) + (31 * 200_00), figures.Total.Forecast.Ore);
        Assert.Equal([30 * 100_00, 31 * 200_00], figures.Months.Skip(10).Select(month => month.CommittedOre));
    }

    [Fact]
    public void Of_RateChangesInMidYear_EachDayHasItsOwnRate()
    {
        var figures = CreateYear(
            placements:
            [
                CreatePlacement("2026-01-01..", minutesPerWeek: 7 * 60) with
                {
                    Rates = [CreateRate("2026-07-01..", 200), CreateRate("2025-01-01..2026-06-30", 100)],
                },
            ]
        );

        Assert.Equal((181 * 100_00) + (184 * 200_00), figures.External.Committed.Ore);
        Assert.Equal(0, figures.PlacementsWithoutRate);
    }

    [Theory]
    [InlineData("2026-12-01..2026-12-31", "2026-12-01..2026-12-30", 30, 1)]
    [InlineData("2026-12-01..2026-12-31", "2026-12-02..", 30, 1)]
    [InlineData("2026-12-01..2026-12-31", "2027-01-01..", 0, 1)]
    [InlineData("2026-12-01..2027-01-31", "2026-12-01..2026-12-31", 31, 0)]
    [InlineData("2025-12-01..2025-12-31", "2027-01-01..", 0, 0)]
    public void Of_DayWithoutRate_IsInNoSumAndThePlacementIsCounted(
        string days,
        string rate,
        int priced,
        int withoutRate
    )
    {
        var figures = CreateYear(
            placements:
            [
                CreatePlacement(days, minutesPerWeek: 7 * 60) with
                {
                    Rates = [CreateRate(rate, 100)],
                },
            ]
        );

        Assert.Equal(new Spending(priced * 100_00L, priced * 60L), figures.External.Committed);
        Assert.Equal(withoutRate, figures.PlacementsWithoutRate);
    }

    [Theory]
    // A seventh of a quarter of an hour at 434.50 kr.: 15.5178… kr.
    [InlineData("2026-12-31", 15, 434_50, 15_52)]
    // Exactly half an øre goes up: 30 minutes × 7 days ⁄ 7 × 1 øre ⁄ 60.
    [InlineData("2026-12-25..2026-12-31", 30, 1, 1)]
    [InlineData("2026-12-25..2026-12-31", 29, 1, 0)]
    public void Of_IsRoundedOnceForAPlacement(string days, int minutesPerWeek, long orePerHour, long ore) =>
        Assert.Equal(
            ore,
            CreateYear(
                placements:
                [
                    CreatePlacement(days, minutesPerWeek) with
                    {
                        Rates = [new Rate(CreatePeriod("2026-01-01.."), orePerHour)],
                    },
                ]
            ).Total.Committed.Ore
        );

    [Fact]
    public void Of_InternalAndExternal_AreKeptApartAndAddUp()
    {
        var figures = CreateYear(
            budget: CreateBudget(internalKroner: 1000, externalKroner: 500),
            used:
            [
                new UsedHours(3, true, new Spending(400_00, 240), 1),
                new UsedHours(3, false, new Spending(100_00, 60), 0),
                new UsedHours(12, false, new Spending(25_00, 15), 2),
            ],
            placements:
            [
                CreatePlacement("2026-12-31", minutesPerWeek: 7 * 60, kroner: 700, isInternal: true),
                CreatePlacement("2026-12-31", minutesPerWeek: 7 * 60, kroner: 75),
            ]
        );

        Assert.Equal((1100_00, -100_00), (figures.Internal.Forecast.Ore, figures.Internal.RemainingOre));
        Assert.Equal((200_00, 300_00), (figures.External.Forecast.Ore, figures.External.RemainingOre));
        Assert.Equal((1500_00, 200_00), (figures.Total.BudgetOre, figures.Total.RemainingOre));
        Assert.Equal(
            (40, 25, 35),
            (figures.Internal.UsedPercent, figures.External.UsedPercent, figures.Total.UsedPercent)
        );
        Assert.Equal(3, figures.LinesWithoutPrice);
        Assert.Equal(new BudgetMonth(500_00, 0), figures.Months[2]);
        Assert.Equal(new BudgetMonth(25_00, 775_00), figures.Months[11]);
    }

    [Fact]
    public void Of_NobodyHasMadeABudget_TheForecastIsThereAndNothingRemains()
    {
        var figures = CreateYear(placements: [CreatePlacement("2026-12-31", minutesPerWeek: 7 * 60)]);

        Assert.Equal(500_00, figures.Total.Forecast.Ore);
        Assert.Null(figures.Total.BudgetOre);
        Assert.Null(figures.Total.RemainingOre);
        Assert.Null(figures.Total.UsedPercent);
        Assert.Null(figures.Saving);
    }

    [Theory]
    // Baseline, asked and forecast in kroner; saved, and how much beyond what is asked.
    [InlineData(7_388_000, 2_000_000, 5_000_000, 2_388_000, 388_000)]
    [InlineData(7_388_000, 2_000_000, 5_388_000, 2_000_000, 0)]
    [InlineData(7_388_000, 2_000_000, 7_500_000, -112_000, -2_112_000)]
    [InlineData(7_388_000, null, 7_000_000, 388_000, null)]
    public void Saving_IsTheBaselineLessTheForecast(
        int baseline,
        int? asked,
        int forecast,
        int expected,
        int? beyond
    )
    {
        var saving = CreateYear(
            budget: CreateBudget(baselineKroner: baseline, savingKroner: asked),
            used: [new UsedHours(1, true, new Spending(forecast * 100L, 60), 0)]
        ).Saving;

        Assert.Equal(new BudgetSaving(baseline * 100L, asked * 100L, expected * 100L), saving);
        Assert.Equal(beyond * 100L, saving!.BeyondOre);
    }

    [Fact]
    public void CountedUnderTheCeiling_IsForecastAndWhatIsTypedBesides()
    {
        var ceiling = new SpendingCeiling
        {
            OrePerPerson = 10_602_00,
            Persons = 700,
            OtherOre = 1_000_000_00,
        };

        Assert.Equal(7_421_400_00, ceiling.Ore);
        Assert.Equal(5_500_000_00, ceiling.CountedOre(4_500_000_00));
    }

    private static BudgetYear CreateYear(
        int year = 2026,
        Budget? budget = null,
        string? closedTo = null,
        UsedHours[]? used = null,
        BudgetPlacement[]? placements = null
    ) => BudgetYear.Of(year, budget, closedTo is null ? null : Day(closedTo), used ?? [], placements ?? []);

    private static Budget CreateBudget(
        long internalKroner = 0,
        long externalKroner = 0,
        long? baselineKroner = null,
        long? savingKroner = null
    ) =>
        new()
        {
            InternalOre = internalKroner * 100,
            ExternalOre = externalKroner * 100,
            BaselineOre = baselineKroner * 100,
            SavingOre = savingKroner * 100,
        };

    private static BudgetPlacement CreatePlacement(
        string days = "2026-01-01..",
        int minutesPerWeek = 120,
        int kroner = 500,
        string? registeredTo = null,
        bool isInternal = false
    ) =>
        new(
            isInternal,
            CreatePeriod(days),
            [CreateGrant(days, minutesPerWeek)],
            [CreateRate("2020-01-01..", kroner)],
            registeredTo is null ? null : Day(registeredTo)
        );

    private static Rate CreateRate(string days = "2020-01-01..", int kroner = 500) =>
        new(CreatePeriod(days), kroner * 100);
}
