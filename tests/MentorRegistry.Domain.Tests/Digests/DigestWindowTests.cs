using FsCheck.Fluent;
using MentorRegistry.Domain.Digests;
using MentorRegistry.Domain.Placements;

namespace MentorRegistry.Domain.Tests.Digests;

public sealed class DigestWindowTests
{
    private static readonly TimeZoneInfo s_copenhagen = TimeZoneInfo.FindSystemTimeZoneById(
        "Europe/Copenhagen"
    );

    [Fact]
    public void Has_TheCutOffBefore_IsNotToldAgain_AndTheCutOffIsTold()
    {
        var october = Month("2026-10-01");

        Assert.False(october.Has(october.FromUtc));
        Assert.True(october.Has(october.FromUtc.AddTicks(1)));
        Assert.True(october.Has(october.CutOffUtc));
        Assert.False(october.Has(october.CutOffUtc.AddTicks(1)));
    }

    [Theory]
    [InlineData("2026-10-01", "2026-10-01", "2026-10-31")]
    [InlineData("2024-03-01", "2024-03-01", "2024-03-31")]
    [InlineData("2027-10-01", "2027-10-01", "2027-10-31")]
    public void Days_OfAMonth_AreTheMonths(string month, string first, string last)
    {
        var window = Month(month);

        Assert.Equal((TestData.Day(first), TestData.Day(last)), (window.FirstDay, window.LastDay));
    }

    [Fact]
    public void Window_EndsBeforeItBegins_OrIsNotUtc_IsRefused()
    {
        var october = Month("2026-10-01");

        Assert.Throws<ArgumentException>(() =>
            new DigestWindow(october.CutOffUtc, october.FromUtc, s_copenhagen)
        );
        Assert.Throws<ArgumentException>(() =>
            new DigestWindow(
                DateTime.SpecifyKind(october.FromUtc, DateTimeKind.Unspecified),
                october.CutOffUtc,
                s_copenhagen
            )
        );
    }

    /// <summary>What happened is told in one month and no other, whatever nights are an hour longer.</summary>
    [Fact]
    public void Counts_MonthAfterMonth_TellsEverythingOnce() =>
        ForAny.Holds(
            from placement in ForAny.Placement
            from registered in ForAny.Day
            from minutes in Gen.Choose(0, 24 * 60)
            from later in Gen.Choose(0, 200)
            select (placement, Registered: Utc(registered).AddMinutes(minutes), later),
            made =>
            {
                var placement = made.placement;
                placement.RegisteredUtc = made.Registered;
                foreach (var grant in placement.Grants)
                {
                    grant.RegisteredUtc =
                        grant.First == placement.First
                            ? made.Registered
                            : made.Registered.AddDays(made.later);
                }

                if (placement.EndedOn is not null)
                {
                    placement.EndedUtc = made.Registered.AddDays(made.later);
                }

                var windows = Enumerable
                    .Range(0, 12 * 6)
                    .Select(n => Month(new DateOnly(2022, 1, 1).AddMonths(n)))
                    .ToList();
                int Told(PlacementChange change) => windows.Count(w => w.Counts(change, placement));

                Assert.Equal(1, Told(PlacementChange.Registered));
                var month = windows.Single(w => w.Counts(PlacementChange.Registered, placement));
                Assert.Equal(placement.First < month.FirstDay, Told(PlacementChange.RegisteredLate) == 1);
                // A grant that comes with its placement, or in the same month, extends nothing.
                var isExtended =
                    placement.Grants.Count > 1 && made.Registered.AddDays(made.later) > month.CutOffUtc;
                Assert.Equal(isExtended ? 1 : 0, Told(PlacementChange.Extended));
                // The first month at whose end somebody knew of it, and it had run out or was ended.
                var over = windows
                    .Where(
                        (w, n) =>
                            placement.RegisteredUtc <= w.CutOffUtc
                            && (
                                placement.EndedUtc <= w.CutOffUtc
                                || placement.GrantedLast() < new DateOnly(2022, 1, 1).AddMonths(n + 1)
                            )
                    )
                    .FirstOrDefault();
                Assert.Equal(
                    over is null ? [] : [over],
                    windows.Where(w => w.Counts(PlacementChange.Ended, placement))
                );

                placement.Cancel("Fejl");
                Assert.All(Enum.GetValues<PlacementChange>(), change => Assert.Equal(0, Told(change)));
            }
        );

    /// <summary>Closing one that has run out neither takes it out of the month that told it nor tells it again.</summary>
    [Theory]
    [InlineData("2026-10-31")]
    [InlineData("2026-08-15")]
    public void Counts_RanOutAndClosedTheMonthAfter_IsToldOnce(string lastDay)
    {
        var placement = TestData.CreatePlacement("2026-06-01..2026-10-31");
        placement.RegisteredUtc = Utc(TestData.Day("2026-06-01"));
        Assert.True(placement.EndOn(TestData.Day(lastDay), "Målet er nået"));
        placement.EndedUtc = Utc(TestData.Day("2026-11-10"));

        Assert.True(Month("2026-10-01").Counts(PlacementChange.Ended, placement));
        Assert.False(Month("2026-11-01").Counts(PlacementChange.Ended, placement));
        Assert.False(Month("2026-08-01").Counts(PlacementChange.Ended, placement));
    }

    [Theory]
    [InlineData("2026-06-01..2027-05-31", null, true)]
    [InlineData("2026-06-01..2027-05-31", "2026-09-20", true)]
    [InlineData("2026-06-01..2027-05-31", "2026-09-21", false)]
    [InlineData("2026-09-21..", null, true)]
    [InlineData("2026-09-22..", null, false)]
    [InlineData("2026-06-01..2026-11-20", null, true)]
    [InlineData("2026-06-01..2026-11-19", null, false)]
    [InlineData("2026-12-01..", null, false)]
    public void HoursMissing_SixtyDaysActiveWithoutThem_Holds(string days, string? latest, bool holds) =>
        Assert.Equal(
            holds,
            HoursMissing.Holds(
                TestData.CreatePeriod(days),
                latest is null ? null : TestData.Day(latest),
                TestData.Day("2026-11-20")
            )
        );

    [Fact]
    public void Since_AnotherYearsMoney_IsNotCompared()
    {
        var before = Figures(3, new BudgetFigure(2025, 100, 50, null));

        Assert.Equal(
            new FiguresChange(2, 0, null),
            Figures(5, new BudgetFigure(2026, 200, 0, 1)).Since(before)
        );
        Assert.Equal(
            new FiguresChange(-1, 0, 50),
            Figures(2, new BudgetFigure(2025, 200, 0, 1)).Since(before)
        );
        Assert.Null(Figures(2, null).Since(before).ForecastOre);
    }

    private static DepartmentFigures Figures(int active, BudgetFigure? budget) =>
        new(1, [0, 0, 0, 0], [new CategoryFigure(1, active)], [], 0, 0, budget);

    private static DigestWindow Month(string month) => Month(TestData.Day(month));

    private static DigestWindow Month(DateOnly month) =>
        new(
            DigestMonth.CutOffUtc(month.AddMonths(-1), s_copenhagen),
            DigestMonth.CutOffUtc(month, s_copenhagen),
            s_copenhagen
        );

    private static DateTime Utc(DateOnly day) => day.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);
}
