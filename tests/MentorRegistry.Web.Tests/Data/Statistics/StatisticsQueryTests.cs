using MentorRegistry.Domain;
using MentorRegistry.Domain.Citizens;
using MentorRegistry.Domain.Flags;
using MentorRegistry.Domain.Placements;
using MentorRegistry.Domain.Statistics;
using MentorRegistry.Web.Data.Erasing;
using MentorRegistry.Web.Data.Statistics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace MentorRegistry.Web.Tests.Data.Statistics;

public abstract class StatisticsQueryTests(RegistryWebApp app)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>
    /// Counted by hand, placement by placement, with the rules of the domain: many placements of few people, with gaps that
    /// join by a day and gaps that do not, two departments, mentors and providers without one, cancelled and erased ones.
    /// </summary>
    [Fact]
    public async Task On_MadeUpPlacements_IsWhatCountingEachOfThemGives()
    {
        var random = new Random(20_220_531);
        var made = await CreateAsync(random);
        var placements = await app.DbAsync(db =>
            db.Placements.AsNoTracking()
                .Include(p => p.Provider)
                .Where(p => made.Departments.Contains(p.DepartmentId))
                .ToListAsync(Ct)
        );
        var runFirst = placements
            .GroupBy(p => p.CitizenId)
            .SelectMany(own => MentorRun.Of(own.Select(p => p.Span)))
            .SelectMany(run => run.PlacementIds.Select(id => (id, run.Period.First)))
            .ToDictionary(p => p.id, p => p.First);
        var bands = new HashSet<int>();
        for (var i = 0; i < 40; i++)
        {
            var day = new DateOnly(2022, 1, 31).AddMonths(i).AddDays(i % 3);
            var of = new StatisticsOf(
                i % 4 == 0 ? [made.Departments[0]] : made.Departments,
                i % 5 == 1 ? made.UnitId : null,
                i % 5 == 2 ? made.MentorId : null,
                i % 5 == 3 ? made.LegalBasisId : null
            );
            bool Asked(long department, long? unit, long? mentor, long basis) =>
                of.DepartmentIds!.Contains(department)
                && (of.UnitId is null || of.UnitId == unit)
                && (of.MentorId is null || of.MentorId == mentor)
                && (of.LegalBasisId is null || of.LegalBasisId == basis);

            var active = placements.FindAll(p =>
                p.StateOn(day) == PlacementState.Active
                && Asked(p.DepartmentId, p.UnitId, p.MentorId, p.LegalBasisId)
            );
            var erased = made.Erased.FindAll(p =>
                p.First <= day && day <= p.Last && Asked(p.DepartmentId, p.UnitId, null, p.LegalBasisId)
            );
            var expected = active
                .Select(p => (p.Provider!.CategoryId, p.TargetGroupId, DurationBand.Of(runFirst[p.Id], day)))
                .Concat(erased.Select(p => (p.CategoryId, p.TargetGroupId, DurationBand.Of(p.RunFirst, day))))
                .GroupBy(key => key)
                .Select(same => (same.Key, same.Count()))
                .Order()
                .ToList();

            var counted = await QueryAsync(query => query.OnAsync(day, of, Ct));

            Assert.Equal(
                expected,
                counted
                    .Counts.GroupBy(c => (c.CategoryId, c.TargetGroupId, c.Band))
                    .Select(same => (same.Key, same.Sum(c => c.Placements)))
                    .Order()
            );
            Assert.Equal(active.Select(p => p.CitizenId).Distinct().Count(), counted.Citizens);
            Assert.Equal(erased.Count, counted.Erased);
            for (var band = 0; band <= DurationBand.UpToMonths.Count; band++)
            {
                var ids = await QueryAsync(query => query.InBandAsync(day, band, of, Ct));

                Assert.Equal(
                    active.Where(p => DurationBand.Of(runFirst[p.Id], day) == band).Select(p => p.Id).Order(),
                    ids.Order()
                );
            }

            bands.UnionWith(counted.Counts.Select(c => c.Band));
        }

        // The made-up placements have what they are there for.
        Assert.Equal(6, bands.Count);
        Assert.Contains(placements, p => runFirst.TryGetValue(p.Id, out var first) && first < p.First);
    }

    [Fact]
    public async Task ByMonth_MadeUpPlacements_IsWhatEachDayCounts()
    {
        var made = await CreateAsync(new Random(7));
        var of = new StatisticsOf(made.Departments);
        var days = DaySeries.LastDays(new DateOnly(2024, 6, 10), 30);

        var series = await QueryAsync(query => query.ByMonthAsync(days, of, Ct));

        for (var month = 0; month < days.Count; month++)
        {
            var counted = await QueryAsync(query => query.OnAsync(days[month], of, Ct));
            Assert.Equal(
                counted
                    .Counts.GroupBy(c => c.CategoryId)
                    .Select(same => (same.Key, same.Sum(c => c.Placements)))
                    .Order(),
                series.Select(c => (c.Key, c.Value[month])).Where(c => c.Item2 > 0).Order()
            );
        }
    }

    [Theory]
    [InlineData("2022-05-30", 5)]
    [InlineData("2022-05-31", 4)]
    public async Task On_ExactlyTwentyFourMonths_IsNotOver(string first, int band)
    {
        var department = await app.Data.CreateDepartmentAsync();
        await app.Data.CreatePlacementAsync(department: department, days: $"{first}..");

        var counted = await QueryAsync(query =>
            query.OnAsync(new(2024, 5, 31), new StatisticsOf([department.Id]), Ct)
        );

        Assert.Equal(band, Assert.Single(counted.Counts).Band);
    }

    private sealed record Made(
        IReadOnlyList<long> Departments,
        long UnitId,
        long MentorId,
        long LegalBasisId,
        List<ErasedPlacement> Erased
    );

    private async Task<Made> CreateAsync(Random random)
    {
        var departments = new[]
        {
            await app.Data.CreateDepartmentAsync(),
            await app.Data.CreateDepartmentAsync(),
        };
        var unit = await app.Data.CreateUnitAsync(departments[0]);
        var providers = new[] { await app.Data.CreateProviderAsync(), await app.Data.CreateProviderAsync() };
        var mentors = new[]
        {
            await app.Data.CreateMentorAsync(provider: providers[0]),
            await app.Data.CreateMentorAsync(provider: providers[1]),
        };
        var groups = new[]
        {
            await app.Data.CreateTargetGroupAsync(),
            await app.Data.CreateTargetGroupAsync(),
        };
        var bases = new[] { await app.Data.CreateLegalBasisAsync(), await app.Data.CreateLegalBasisAsync() };
        var erased = new List<ErasedPlacement>();
        await app.DbAsync(async db =>
        {
            for (var c = 0; c < 60; c++)
            {
                var citizen = new Citizen { Name = $"Borger {c}" };
                var first = new DateOnly(2020, 1, 1).AddDays(random.Next(900));
                for (var n = random.Next(1, 7); n > 0; n--)
                {
                    var last = first.AddDays(random.Next(0, 400));
                    var provider = providers[random.Next(2)];
                    var placement = new Placement
                    {
                        DepartmentId = departments[random.Next(2)].Id,
                        ProviderId = provider.Id,
                        MentorId =
                            random.Next(3) == 0 ? null : mentors.Single(m => m.ProviderId == provider.Id).Id,
                        TargetGroupId = groups[random.Next(2)].Id,
                        LegalBasisId = bases[random.Next(2)].Id,
                        RegisteredUtc = DateTime.UnixEpoch,
                    };
                    placement.UnitId =
                        placement.DepartmentId == departments[0].Id && random.Next(2) == 0 ? unit.Id : null;
                    Assert.Empty(
                        placement.Extend(
                            new Grant(new DatePeriod(first, random.Next(12) == 0 ? null : last), 60, first)
                        )
                    );
                    if (random.Next(9) == 0)
                    {
                        placement.Cancel("Fejl");
                    }

                    citizen.Placements.Add(placement);
                    // Around the gap that joins, on the same day, within the one before.
                    first = random.Next(6) switch
                    {
                        0 => last.AddDays(30),
                        1 => last.AddDays(31),
                        2 => last.AddDays(32),
                        3 => last.AddDays(1),
                        4 => first,
                        _ => first.AddDays(random.Next(0, 120)),
                    };
                }

                db.Citizens.Add(citizen);
            }

            for (var i = 0; i < 20; i++)
            {
                var first = new DateOnly(2020, 1, 1).AddDays(random.Next(900));
                erased.Add(
                    new ErasedPlacement
                    {
                        DepartmentId = departments[random.Next(2)].Id,
                        CategoryId = providers[random.Next(2)].CategoryId,
                        TargetGroupId = groups[random.Next(2)].Id,
                        LegalBasisId = bases[random.Next(2)].Id,
                        First = first,
                        Last = first.AddDays(random.Next(0, 500)),
                        RunFirst = first.AddDays(-random.Next(0, 700)),
                    }
                );
            }

            db.ErasedPlacements.AddRange(erased);
            return await db.SaveChangesAsync(Ct);
        });
        return new Made([.. departments.Select(d => d.Id)], unit.Id, mentors[0].Id, bases[0].Id, erased);
    }

    private async Task<T> QueryAsync<T>(Func<StatisticsQuery, Task<T>> ask)
    {
        await using var scope = app.Services.CreateAsyncScope();
        return await ask(scope.ServiceProvider.GetRequiredService<StatisticsQuery>());
    }
}

public sealed class StatisticsQueryTests_Sqlite(SqliteApp app)
    : StatisticsQueryTests(app),
        IClassFixture<SqliteApp>;

public sealed class StatisticsQueryTests_PostgreSql(PostgreSqlApp app)
    : StatisticsQueryTests(app),
        IClassFixture<PostgreSqlApp>;
