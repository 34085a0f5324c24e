using MentorRegistry.Domain;
using MentorRegistry.Domain.Hours;
using MentorRegistry.Domain.Money;
using MentorRegistry.Domain.Organisation;
using MentorRegistry.Domain.Providers;
using MentorRegistry.Web.Data;
using MentorRegistry.Web.Data.Budgets;
using MentorRegistry.Web.Data.Erasing;
using Microsoft.EntityFrameworkCore;

namespace MentorRegistry.Web.Tests.Data.Budgets;

/// <summary>The database's sums are those that the rule makes of everything that is there.</summary>
public abstract class BudgetQueryTests(RegistryWebApp app)
{
    private readonly BudgetData _data = new(app);

    // The first day of each placement below is a month after the one before.
    private static readonly DateOnly s_first = new(2025, 7, 15);

    [Fact]
    public async Task Of_PlacementsOfAllSorts_IsWhatTheRuleSaysOfAllOfThem()
    {
        var department = await CreateYearsAsync();
        var open = await AssertIsByHandAsync(department, 2026, closed: null);
        // Otherwise it would say little that the two are the same.
        Assert.True(open.Internal is { Used.Ore: > 0, Committed.Ore: > 0 });
        Assert.True(open.External is { Used.Ore: > 0, Committed.Ore: > 0 });
        Assert.True(open is { PlacementsWithoutRate: > 0, LinesWithoutPrice: > 0 });
        await AssertIsByHandAsync(department, 2024, closed: null);
        // The latest closed month counts.
        foreach (var closed in (string[])["2026-03-01", "2026-12-01", "2027-01-01"])
        {
            await _data.CloseMonthAsync(department, closed);
            foreach (var year in (int[])[2025, 2026, 2027])
            {
                await AssertIsByHandAsync(department, year, closed);
            }
        }
    }

    private async Task<BudgetYear> AssertIsByHandAsync(Department department, int year, string? closed)
    {
        var asked = await app.DbAsync(db => new BudgetQuery(db).OfAsync(department.Id, year, default));
        var expected = await app.DbAsync(db => ByHandAsync(db, department, year, closed));
        Assert.Equal(expected.Internal, asked.Internal);
        Assert.Equal(expected.External, asked.External);
        Assert.Equal(expected.Months, asked.Months);
        Assert.Equal(
            (expected.PlacementsWithoutRate, expected.LinesWithoutPrice),
            (asked.PlacementsWithoutRate, asked.LinesWithoutPrice)
        );
        return asked;
    }

    [Fact]
    public async Task Of_ErasedCitizensHours_GoOnCosting()
    {
        var department = await app.Data.CreateDepartmentAsync();
        var corps = await _data.CreatePricedProviderAsync(ProviderKind.InternalCorps);
        foreach (var month in (string[])["2025-12-01", "2026-01-01", "2026-12-01", "2027-01-01"])
        {
            await app.Data.AddAsync(
                new ErasedHours
                {
                    DepartmentId = department.Id,
                    ProviderId = corps.Id,
                    Month = TestData.Day(month),
                    BillableMinutes = 60,
                    CostOre = 500_01,
                }
            );
        }

        var year = await app.DbAsync(db => new BudgetQuery(db).OfAsync(department.Id, 2026, default));

        Assert.Equal(new Spending(1000_02, 120), year.Internal.Used);
        Assert.Equal(new BudgetMonth(500_01, 0), year.Months[11]);
    }

    [Fact]
    public async Task Of_MonthReopened_IsAsIfItHadNeverBeenClosed()
    {
        var department = await app.Data.CreateDepartmentAsync();
        await app.Data.CreatePlacementAsync(
            department: department,
            provider: await _data.CreatePricedProviderAsync()
        );
        var open = await app.DbAsync(db => new BudgetQuery(db).OfAsync(department.Id, 2026, default));
        var month = await _data.CloseMonthAsync(department);
        await app.DbAsync(async db =>
        {
            (await db.HoursMonths.SingleAsync(m => m.Id == month.Id)).IsClosed = false;
            return await db.SaveChangesAsync();
        });

        var reopened = await app.DbAsync(db => new BudgetQuery(db).OfAsync(department.Id, 2026, default));

        Assert.True(open.Total.Committed.Ore > 0);
        Assert.Equal(open.Total, reopened.Total);
    }

    // Placements of another department, cancelled ones, open and ended ones, with and without rates, grants that follow
    // each other, and hours up to different months.
    private async Task<Department> CreateYearsAsync()
    {
        var department = await app.Data.CreateDepartmentAsync();
        var other = await app.Data.CreateDepartmentAsync();
        Provider[] providers =
        [
            await _data.CreatePricedProviderAsync(ProviderKind.InternalCorps, 709),
            await _data.CreatePricedProviderAsync(ProviderKind.External, 433),
            await _data.CreatePricedProviderAsync(ProviderKind.Course, 0),
        ];
        await app.Data.CreateRateAsync(providers[2], "2026-02-10..2026-11-17", 587);
        for (var i = 0; i < 18; i++)
        {
            var first = s_first.AddMonths(i);
            var (middle, last) = (first.AddMonths(3), first.AddMonths(7));
            var placement = await app.Data.CreatePlacementAsync(
                department: i % 9 == 8 ? other : department,
                days: $"{first:O}..{middle:O}",
                provider: providers[i % 3],
                minutesPerWeek: 95 + (i * 10),
                cancelled: i % 7 == 6,
                furtherGrants: (i % 4) switch
                {
                    0 => [],
                    1 => [$"{middle.AddDays(1):O}.."],
                    // Takes over before the one before has ended.
                    2 => [$"{middle.AddDays(-20):O}..{last:O}"],
                    _ => [$"{middle.AddDays(1):O}..{last:O}"],
                }
            );
            for (var month = 1; month <= i % 5; month++)
            {
                var days = MonthWeeks.MonthOf(first.AddMonths(month));
                await _data.CreateHoursAsync(placement, $"{days}", 37 * month, i % 3 == 2 ? 0 : 433);
            }
        }

        return department;
    }

    private static async Task<BudgetYear> ByHandAsync(
        RegistryDb db,
        Department department,
        int year,
        string? closed
    )
    {
        var providers = await db.Providers.AsNoTracking().Include(p => p.Rates).ToDictionaryAsync(p => p.Id);
        var lines = await db.HoursLines.AsNoTracking().ToListAsync();
        var placements = await db.Placements.AsNoTracking().Include(p => p.Grants).ToListAsync();
        bool IsInternal(long id) => providers[id].Kind == ProviderKind.InternalCorps;
        return BudgetYear.Of(
            year,
            null,
            closed is null ? null : MonthWeeks.MonthOf(TestData.Day(closed)).Last,
            lines
                .Where(line => line.DepartmentId == department.Id && line.First.Year == year)
                .Select(line => new UsedHours(
                    line.First.Month,
                    IsInternal(line.ProviderId),
                    line.CostOre is { } ore ? new Spending(ore, line.BillableMinutes) : default,
                    line.CostOre is null ? 1 : 0
                )),
            placements
                .Where(p => p.DepartmentId == department.Id && !p.IsCancelled)
                .Select(p => new BudgetPlacement(
                    IsInternal(p.ProviderId),
                    p.Period,
                    p.Grants,
                    providers[p.ProviderId].Rates,
                    lines.Where(line => line.PlacementId == p.Id).Max(line => (DateOnly?)line.Last)
                ))
        );
    }
}

public sealed class BudgetQueryTests_Sqlite(SqliteApp app) : BudgetQueryTests(app), IClassFixture<SqliteApp>
{
    /// <summary>The same queries for one placement and for many.</summary>
    [Fact]
    public async Task Of_MorePlacements_AsksNoMoreQuestions()
    {
        await using var own = new SqliteApp();
        await own.InitializeAsync();
        var asked = new AskedQueries(own);
        var department = await own.Data.CreateDepartmentAsync();
        var counts = new List<int>();
        for (var i = 0; i < 3; i++)
        {
            var placement = await own.Data.CreatePlacementAsync(department: department);
            await new BudgetData(own).CreateHoursAsync(placement);
            asked.Texts.Clear();
            await own.DbAsync(db => new BudgetQuery(db).OfAsync(department.Id, 2026, default));
            counts.Add(asked.Texts.Count);
        }

        Assert.Single(counts.Distinct());
    }

    /// <summary>Adding a department's year up reads nothing but the index, in its order.</summary>
    [Fact]
    public async Task Of_TheYearsHours_AreAddedUpInTheIndexsOrder()
    {
        await using var own = new SqliteApp();
        await own.InitializeAsync();
        var asked = new AskedQueries(own);
        var department = await own.Data.CreateDepartmentAsync();
        // A year whose sums are not kept.
        await own.DbAsync(db => new BudgetQuery(db).OfAsync(department.Id, 2024, default));

        var plan = await asked.ExplainAsync(
            Assert.Single(
                asked.Texts,
                sql =>
                    sql.Contains("GROUP BY", StringComparison.Ordinal)
                    && sql.Contains("\"HoursLines\"", StringComparison.Ordinal)
            )
        );

        Assert.Contains("USING COVERING INDEX", plan, StringComparison.Ordinal);
        Assert.DoesNotContain("TEMP B-TREE", plan, StringComparison.Ordinal);
    }
}

public sealed class BudgetQueryTests_PostgreSql(PostgreSqlApp app)
    : BudgetQueryTests(app),
        IClassFixture<PostgreSqlApp>;
