using MentorRegistry.Domain;
using MentorRegistry.Domain.Hours;
using MentorRegistry.Domain.Money;
using MentorRegistry.Domain.Organisation;
using MentorRegistry.Domain.Placements;
using MentorRegistry.Domain.Providers;
using MentorRegistry.Web.Data;
using MentorRegistry.Web.Data.Budgets;
using Microsoft.EntityFrameworkCore;

namespace MentorRegistry.Web.Tests.Data.Budgets;

/// <summary>
/// The sums that saves keep are those that adding everything up gives. Each database of the other tests is asked the same
/// when its tests are over (<see cref="RegistryWebApp"/>).
/// </summary>
public abstract class KeptBudgetSumsTests(RegistryWebApp app)
{
    private const int Steps = 80;

    private readonly BudgetData _data = new(app);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Save_ChangesOfAllSortsInAnyOrder_SumsAreWhatAddingUpGives(int seed)
    {
        var random = new Random(seed);
        Department[] departments =
        [
            await app.Data.CreateDepartmentAsync(),
            await app.Data.CreateDepartmentAsync(),
        ];
        Provider[] providers =
        [
            await _data.CreatePricedProviderAsync(ProviderKind.InternalCorps, 709),
            await _data.CreatePricedProviderAsync(ProviderKind.External, 433),
            await _data.CreatePricedProviderAsync(ProviderKind.Course, 0),
        ];
        var placements = new List<Placement>();
        var done = new HashSet<string>();
        for (var step = 0; step < Steps; step++)
        {
            var (department, provider) = (departments[random.Next(2)], providers[random.Next(3)]);
            // From the year before those that are kept to the year after.
            var first = new DateOnly(2024, 6, 1).AddDays(random.Next(1_000));
            if (placements.Count < 6 || random.Next(6) == 0)
            {
                placements.Add(
                    await app.Data.CreatePlacementAsync(
                        department: department,
                        provider: provider,
                        days: random.Next(3) == 0 ? $"{first:O}.." : $"{first:O}..{first.AddMonths(7):O}",
                        minutesPerWeek: 15 + random.Next(600)
                    )
                );
                continue;
            }

            var id = placements[random.Next(placements.Count)].Id;
            var what = await ChangeAsync(random, id, department, provider, first);
            done.Add(what);
            Assert.Equal((what, step, 0), (what, step, await WrongAsync()));
        }

        // A list of changes that never happens would prove nothing.
        Assert.True(done.Count >= 9, string.Join(", ", done));
        Assert.True(await app.DbAsync(db => db.BudgetSums.SumAsync(sum => sum.CommittedOre, Ct)) > 0);
        Assert.True(await app.DbAsync(db => db.BudgetSums.SumAsync(sum => sum.UsedOre, Ct)) > 0);
    }

    [Fact]
    public async Task Save_MoreThanAreChangedOneByOne_SumsAreWhatAddingUpGives()
    {
        var department = await app.Data.CreateDepartmentAsync();
        var placement = await app.Data.CreatePlacementAsync(
            department: department,
            provider: await _data.CreatePricedProviderAsync()
        );

        await app.DbAsync(async db =>
        {
            for (var i = 0; i < 60; i++)
            {
                var another = new Placement
                {
                    Citizen = await db.Citizens.SingleAsync(c => c.Id == placement.CitizenId, Ct),
                    DepartmentId = department.Id,
                    ProviderId = placement.ProviderId,
                    TargetGroupId = placement.TargetGroupId,
                    LegalBasisId = placement.LegalBasisId,
                };
                Assert.Empty(
                    another.Extend(new Grant(new DatePeriod(new DateOnly(2026, 1, 1), null), 60 + i, default))
                );
                db.Placements.Add(another);
            }

            return await db.SaveChangesAsync(Ct);
        });

        Assert.Equal(0, await WrongAsync());
        Assert.True(
            await app.DbAsync(db => db.BudgetSums.AnyAsync(s => s.DepartmentId == department.Id, Ct))
        );
    }

    [Fact]
    public async Task Save_RolledBack_LeavesTheSumsAsTheyWere()
    {
        var department = await app.Data.CreateDepartmentAsync();
        var placement = await app.Data.CreatePlacementAsync(
            department: department,
            provider: await _data.CreatePricedProviderAsync()
        );
        await app.DbAsync(async db =>
        {
            await Assert.ThrowsAsync<InvalidOperationException>(() =>
                db.InOneTransactionAsync<int>(
                    async () =>
                    {
                        (await db.Placements.SingleAsync(p => p.Id == placement.Id, Ct)).Cancel("Fejl");
                        await db.SaveChangesAsync(Ct);
                        db.AddUpBudgetsOf([department.Id]);
                        throw new InvalidOperationException("Out of it.");
                    },
                    Ct
                )
            );
            Assert.False(db.HasBudgetsToAddUp);
            return 0;
        });

        Assert.Equal(0, await WrongAsync());
    }

    /// <summary>The night finds what was written past the program, and mends it.</summary>
    [Fact]
    public async Task Mend_SumsWrong_AreRightAgain()
    {
        var department = await app.Data.CreateDepartmentAsync();
        await app.Data.CreatePlacementAsync(
            department: department,
            provider: await _data.CreatePricedProviderAsync()
        );
        var right = await SumsAsync(department);
        await app.DbAsync(async db =>
        {
            var sum = await db.BudgetSums.FirstAsync(s => s.DepartmentId == department.Id, Ct);
            sum.CommittedOre += 1;
            db.Remove(
                await db.BudgetSums.OrderBy(s => s.Month).LastAsync(s => s.DepartmentId == department.Id, Ct)
            );
            return await db.SaveChangesAsync(Ct);
        });

        Assert.Equal(2, await WrongAsync());

        Assert.Equal(0, await WrongAsync());
        Assert.NotEmpty(right);
        Assert.Equal(right, await SumsAsync(department));
    }

    [Fact]
    public async Task KeepYears_NewYearBegins_KeepsTheYearsAboutIt()
    {
        var department = await app.Data.CreateDepartmentAsync();
        await app.Data.CreatePlacementAsync(
            department: department,
            provider: await _data.CreatePricedProviderAsync(),
            days: "2025-01-01.."
        );
        var before = await SumsAsync(department);
        try
        {
            await app.DbAsync(db => KeptBudgetSums.KeepYearsAsync(db, new DateOnly(2027, 1, 1), Ct));

            var kept = await app.DbAsync(db => KeptBudgetSums.YearsAsync(db, Ct));
            Assert.Equal([2026, 2027, 2028], kept);
            var years = (await SumsAsync(department))
                .Select(sum => sum.Month.Year)
                .Distinct()
                .Order()
                .ToArray();
            Assert.Equal(kept, years);
            Assert.Equal(0, await WrongAsync());
        }
        finally
        {
            await app.DbAsync(db => KeptBudgetSums.KeepYearsAsync(db, RegistryWebApp.Today, Ct));
        }

        Assert.Equal(before, await SumsAsync(department));
    }

    private Task<int> WrongAsync() => app.DbAsync(db => KeptBudgetSums.MendAsync(db, Ct));

    private Task<List<(DateOnly Month, long Ore)>> SumsAsync(Department department) =>
        app.DbAsync(async db =>
            (
                await db
                    .BudgetSums.Where(sum => sum.DepartmentId == department.Id && sum.CommittedOre != 0)
                    .OrderBy(sum => sum.Month)
                    .ToListAsync(Ct)
            ).ConvertAll(sum => (sum.Month, sum.CommittedOre))
        );

    // One change as a page would save it; what it was.
    private Task<string> ChangeAsync(
        Random random,
        long id,
        Department department,
        Provider provider,
        DateOnly day
    ) =>
        app.DbAsync(async db =>
        {
            var placement = await db
                .Placements.Include(p => p.Citizen)
                .Include(p => p.Grants)
                .SingleAsync(p => p.Id == id, Ct);
            var what = random.Next(11) switch
            {
                0 => Extend(placement, random),
                1 => End(placement, day),
                2 => Reopen(placement),
                3 => Move(placement, department, provider),
                4 => Cancel(placement),
                5 => await CloseAsync(db, department, day),
                6 => await PriceAsync(db, provider, day, random),
                7 or 8 => await TellAsync(db, placement, random),
                9 => await ForgetAsync(db, placement),
                _ => await CorrectAsync(db, placement, random),
            };
            await db.SaveChangesAsync(Ct);
            return what;
        });

    private static string Extend(Placement placement, Random random) =>
        placement.Period.Last is { } last
        && placement.Extend(
            new Grant(new DatePeriod(last.AddDays(1), last.AddMonths(4)), 15 + random.Next(300), last)
        )
            is []
            ? "extended"
            : "not extended";

    private static string End(Placement placement, DateOnly day) =>
        placement.EndOn(day, "Ophørt før tid") ? "ended" : "not ended";

    private static string Reopen(Placement placement)
    {
        placement.Reopen();
        return "reopened";
    }

    private static string Move(Placement placement, Department department, Provider provider)
    {
        (placement.DepartmentId, placement.ProviderId) = (department.Id, provider.Id);
        return "moved";
    }

    private static string Cancel(Placement placement)
    {
        placement.Cancel("Oprettet ved en fejl");
        return "cancelled";
    }

    private static async Task<string> CloseAsync(RegistryDb db, Department department, DateOnly day)
    {
        var month = MonthWeeks.MonthOf(day).First;
        var closed = await db.HoursMonths.SingleOrDefaultAsync(
            m => m.DepartmentId == department.Id && m.Month == month,
            Ct
        );
        if (closed is null)
        {
            closed = new HoursMonth { DepartmentId = department.Id, Month = month };
            db.HoursMonths.Add(closed);
        }

        closed.IsClosed = !closed.IsClosed;
        return closed.IsClosed ? "closed" : "opened again";
    }

    // The rate before ends the day before; where there is none, hours that had no price get it.
    private static async Task<string> PriceAsync(
        RegistryDb db,
        Provider provider,
        DateOnly day,
        Random random
    )
    {
        var tracked = await db.Providers.Include(p => p.Rates).SingleAsync(p => p.Id == provider.Id, Ct);
        if (tracked.Rates.Any(rate => day <= rate.First))
        {
            return "not priced";
        }

        if (tracked.Rates.MaxBy(rate => rate.First) is { } before)
        {
            before.Set(new DatePeriod(before.First, day.AddDays(-1)), before.OrePerHour);
        }

        tracked.Rates.Add(new Rate(new DatePeriod(day, null), 100_00 + random.Next(90_000)));
        foreach (
            var line in await db
                .HoursLines.Where(l => l.ProviderId == provider.Id && l.CostOre == null && day <= l.First)
                .ToListAsync(Ct)
        )
        {
            line.Set(line.Amount, 433_00);
        }

        return "priced";
    }

    private static async Task<string> TellAsync(RegistryDb db, Placement placement, Random random)
    {
        var days = MonthWeeks.MonthOf(placement.First.AddMonths(random.Next(10)));
        if (await db.HoursLines.AnyAsync(l => l.PlacementId == placement.Id && l.First == days.First, Ct))
        {
            return "told before";
        }

        var line = new HoursLine(days)
        {
            PlacementId = placement.Id,
            CitizenId = placement.CitizenId,
            DepartmentId = placement.DepartmentId,
            ProviderId = placement.ProviderId,
        };
        line.Set(new HoursAmount(60, random.Next(500), 0), random.Next(3) == 0 ? null : random.Next(90_000));
        db.HoursLines.Add(line);
        return "told";
    }

    private static async Task<string> ForgetAsync(RegistryDb db, Placement placement)
    {
        var line = await db
            .HoursLines.OrderBy(l => l.First)
            .LastOrDefaultAsync(l => l.PlacementId == placement.Id, Ct);
        if (line is null)
        {
            return "nothing to forget";
        }

        db.HoursLines.Remove(line);
        return "forgotten";
    }

    private static async Task<string> CorrectAsync(RegistryDb db, Placement placement, Random random)
    {
        var line = await db.HoursLines.FirstOrDefaultAsync(l => l.PlacementId == placement.Id, Ct);
        line?.Set(new HoursAmount(60, random.Next(500), 1), random.Next(2) == 0 ? null : random.Next(90_000));
        return line is null ? "nothing to correct" : "corrected";
    }
}

public sealed class KeptBudgetSumsTests_Sqlite(SqliteApp app)
    : KeptBudgetSumsTests(app),
        IClassFixture<SqliteApp>;

public sealed class KeptBudgetSumsTests_PostgreSql(PostgreSqlApp app)
    : KeptBudgetSumsTests(app),
        IClassFixture<PostgreSqlApp>;
