using FsCheck;
using FsCheck.Fluent;
using MentorRegistry.Domain;
using MentorRegistry.Domain.Citizens;
using MentorRegistry.Domain.Flags;
using MentorRegistry.Domain.Placements;
using MentorRegistry.Domain.Providers;
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
    /// join by a day and gaps that do not, two departments, mentors and providers without one, cancelled and erased ones. A
    /// failure leaves out the placements that it does not need.
    /// </summary>
    [Fact]
    public async Task On_AnyPlacements_IsWhatCountingEachOfThemGives()
    {
        var bands = new HashSet<int>();
        var joined = 0;

        await HoldsAsync(async drawn =>
        {
            var made = await CreateAsync(drawn);
            var runFirst = made
                .Placements.GroupBy(p => p.CitizenId)
                .SelectMany(own => MentorRun.Of(own.Select(p => p.Span)))
                .SelectMany(run => run.PlacementIds.Select(id => (id, run.Period.First)))
                .ToDictionary(p => p.id, p => p.First);
            var active = made.Placements.FindAll(p =>
                p.StateOn(drawn.Day) == PlacementState.Active
                && made.Asks(p.DepartmentId, p.UnitId, p.MentorId, p.LegalBasisId)
            );
            var erased = made.Erased.FindAll(p =>
                p.First <= drawn.Day
                && drawn.Day <= p.Last
                && made.Asks(p.DepartmentId, p.UnitId, null, p.LegalBasisId)
            );

            var counted = await QueryAsync(query => query.OnAsync(drawn.Day, made.Of, Ct));

            Assert.Equal(
                active
                    .Select(p =>
                        (p.Provider!.CategoryId, p.TargetGroupId, DurationBand.Of(runFirst[p.Id], drawn.Day))
                    )
                    .Concat(
                        erased.Select(p =>
                            (p.CategoryId, p.TargetGroupId, DurationBand.Of(p.RunFirst, drawn.Day))
                        )
                    )
                    .GroupBy(key => key)
                    .Select(same => (same.Key, same.Count()))
                    .Order(),
                counted
                    .Counts.GroupBy(c => (c.CategoryId, c.TargetGroupId, c.Band))
                    .Select(same => (same.Key, same.Sum(c => c.Placements)))
                    .Order()
            );
            Assert.Equal(active.Select(p => p.CitizenId).Distinct().Count(), counted.Citizens);
            Assert.Equal(erased.Count, counted.Erased);
            for (var band = 0; band <= DurationBand.UpToMonths.Count; band++)
            {
                Assert.Equal(
                    active
                        .Where(p => DurationBand.Of(runFirst[p.Id], drawn.Day) == band)
                        .Select(p => p.Id)
                        .Order(),
                    (await QueryAsync(query => query.InBandAsync(drawn.Day, band, made.Of, Ct))).Order()
                );
            }

            bands.UnionWith(counted.Counts.Select(c => c.Band));
            joined += active.Count(p => runFirst[p.Id] < p.First);
        });

        // The made-up placements have what they are there for.
        Assert.Equal(6, bands.Count);
        Assert.InRange(joined, 20, int.MaxValue);
    }

    [Fact]
    public async Task ByMonth_AnyPlacements_IsWhatEachDayCounts()
    {
        await HoldsAsync(
            async drawn =>
            {
                var made = await CreateAsync(drawn);
                var days = DaySeries.LastDays(drawn.Day, 14);

                var series = await QueryAsync(query => query.ByMonthAsync(days, made.Of, Ct));

                for (var month = 0; month < days.Count; month++)
                {
                    var counted = await QueryAsync(query => query.OnAsync(days[month], made.Of, Ct));
                    Assert.Equal(
                        counted
                            .Counts.GroupBy(c => c.CategoryId)
                            .Select(same => (same.Key, same.Sum(c => c.Placements)))
                            .Order(),
                        series.Select(c => (c.Key, c.Value[month])).Where(c => c.Item2 > 0).Order()
                    );
                }
            },
            cases: 12
        );
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

    /// <summary>A placement as it is drawn. Places in the lists of <see cref="Reference"/> say what it is of.</summary>
    private sealed record Drawn(
        int Citizen,
        DateOnly First,
        DateOnly? Last,
        int Department,
        int Provider,
        bool HasMentor,
        int TargetGroup,
        int LegalBasis,
        bool IsInUnit,
        bool IsCancelled
    );

    /// <summary>An erased one; its run began so many days before it.</summary>
    private sealed record DrawnErased(Drawn Placement, int DaysBefore);

    /// <summary>What there is, and what is asked: narrowed by nothing, a department, unit, mentor or legal basis.</summary>
    private sealed record DrawnDay(DateOnly Day, int Narrowing, Drawn[] Placements, DrawnErased[] Erased)
    {
        public override string ToString() =>
            string.Join('\n', [$"{Day:O}, narrowing {Narrowing}", .. Placements, .. Erased]);
    }

    private static readonly DateOnly s_earliest = new(2020, 1, 1);

    private static Gen<Drawn> DrawnFrom(int citizen, DateOnly first) =>
        from days in Gen.Choose(0, 400)
        from isOpen in Gen.Choose(0, 11)
        from of in Gen.ArrayOf(Gen.Choose(0, 1), 5)
        from mentor in Gen.Choose(0, 2)
        from cancelled in Gen.Choose(0, 8)
        select new Drawn(
            citizen,
            first,
            isOpen == 0 ? null : first.AddDays(days),
            of[0],
            of[1],
            mentor > 0,
            of[2],
            of[3],
            of[4] == 1,
            cancelled == 0
        );

    // The next one of a citizen: around the gap that joins, the day after, the same day, within the one before.
    private static Gen<Drawn[]> After(Drawn[] sofar, int more) =>
        more == 0
            ? Gen.Constant(sofar)
            : from days in Gen.OneOf(Gen.Elements(1, 30, 31, 32), Gen.Choose(-300, 0))
            let before = sofar[^1]
            let first = (before.Last ?? before.First).AddDays(days)
            from next in DrawnFrom(before.Citizen, first < before.First ? before.First : first)
            from likeness in Gen.Choose(0, 2)
            // Most often with the one before's mentor: others never join.
            let like = likeness == 0
                ? next
                : next with
                {
                    Provider = before.Provider,
                    HasMentor = before.HasMentor,
                }
            from all in After([.. sofar, like], more - 1)
            select all;

    private static Gen<DrawnDay> Days { get; } =
        from day in Gen.Choose(0, 1500)
        from narrowing in Gen.Choose(0, 7)
        from citizens in Gen.Choose(1, 8)
        from placements in Gen.CollectToArray(
            Enumerable.Range(0, citizens),
            citizen =>
                from begins in Gen.Choose(0, 900)
                from first in DrawnFrom(citizen, s_earliest.AddDays(begins))
                from more in Gen.Choose(0, 5)
                from all in After([first], more)
                select all
        )
        from erased in Gen.ArrayOf(
            from begins in Gen.Choose(0, 1400)
            from placement in DrawnFrom(0, s_earliest.AddDays(begins))
            from before in Gen.Choose(0, 700)
            select new DrawnErased(placement, before),
            3
        )
        select new DrawnDay(
            s_earliest.AddDays(day),
            narrowing,
            [.. placements.SelectMany(own => own)],
            erased
        );

    private static IEnumerable<DrawnDay> Simpler(DrawnDay drawn) =>
        drawn
            .Placements.Select(one =>
                drawn with
                {
                    Placements = [.. drawn.Placements.Where(p => !ReferenceEquals(p, one))],
                }
            )
            .Concat(drawn.Erased.Length == 0 ? [] : [drawn with { Erased = [] }])
            .Concat(drawn.Narrowing == 0 ? [] : [drawn with { Narrowing = 0 }]);

    // Away from the test's own thread, which the check would wait on.
    private static Task HoldsAsync(Func<DrawnDay, Task> body, int cases = 60) =>
        Task.Run(
            () =>
                Check.One(
                    Config.QuickThrowOnFailure.WithMaxTest(cases).WithQuietOnSuccess(true),
                    Prop.ForAll(Arb.From(Days, Simpler), body)
                ),
            Ct
        );

    private sealed record Reference(
        long[] Departments,
        long UnitId,
        Provider[] Providers,
        long[] Mentors,
        long[] TargetGroups,
        long[] LegalBases
    );

    private async Task<Reference> CreateReferenceAsync()
    {
        var departments = new[]
        {
            await app.Data.CreateDepartmentAsync(),
            await app.Data.CreateDepartmentAsync(),
        };
        var providers = new[] { await app.Data.CreateProviderAsync(), await app.Data.CreateProviderAsync() };
        return new Reference(
            [.. departments.Select(d => d.Id)],
            (await app.Data.CreateUnitAsync(departments[0])).Id,
            providers,
            [
                (await app.Data.CreateMentorAsync(provider: providers[0])).Id,
                (await app.Data.CreateMentorAsync(provider: providers[1])).Id,
            ],
            [(await app.Data.CreateTargetGroupAsync()).Id, (await app.Data.CreateTargetGroupAsync()).Id],
            [(await app.Data.CreateLegalBasisAsync()).Id, (await app.Data.CreateLegalBasisAsync()).Id]
        );
    }

    private sealed record Made(StatisticsOf Of, List<Placement> Placements, List<ErasedPlacement> Erased)
    {
        public bool Asks(long department, long? unit, long? mentor, long basis) =>
            Of.DepartmentIds!.Contains(department)
            && (Of.UnitId is null || Of.UnitId == unit)
            && (Of.MentorId is null || Of.MentorId == mentor)
            && (Of.LegalBasisId is null || Of.LegalBasisId == basis);
    }

    // In departments of its own.
    private async Task<Made> CreateAsync(DrawnDay drawn)
    {
        var of = await CreateReferenceAsync();
        var erased = drawn
            .Erased.Select(e => new ErasedPlacement
            {
                DepartmentId = of.Departments[e.Placement.Department],
                CategoryId = of.Providers[e.Placement.Provider].CategoryId,
                TargetGroupId = of.TargetGroups[e.Placement.TargetGroup],
                LegalBasisId = of.LegalBases[e.Placement.LegalBasis],
                First = e.Placement.First,
                Last = e.Placement.Last ?? e.Placement.First,
                RunFirst = e.Placement.First.AddDays(-e.DaysBefore),
            })
            .ToList();
        var placements = await app.DbAsync(async db =>
        {
            db.Citizens.AddRange(
                drawn
                    .Placements.GroupBy(p => p.Citizen)
                    .Select(own =>
                    {
                        var citizen = new Citizen { Name = $"Borger {own.Key}" };
                        citizen.Placements.AddRange(own.Select(p => CreatePlacement(of, p)));
                        return citizen;
                    })
            );
            db.ErasedPlacements.AddRange(erased);
            await db.SaveChangesAsync(Ct);
            return await db
                .Placements.AsNoTracking()
                .Include(p => p.Provider)
                .Where(p => of.Departments.Contains(p.DepartmentId))
                .ToListAsync(Ct);
        });
        return new Made(
            new StatisticsOf(
                drawn.Narrowing == 1 ? [of.Departments[0]] : of.Departments,
                drawn.Narrowing == 2 ? of.UnitId : null,
                drawn.Narrowing == 3 ? of.Mentors[0] : null,
                drawn.Narrowing == 4 ? of.LegalBases[0] : null
            ),
            placements,
            erased
        );
    }

    private static Placement CreatePlacement(Reference of, Drawn drawn)
    {
        var placement = new Placement
        {
            DepartmentId = of.Departments[drawn.Department],
            UnitId = drawn.IsInUnit && drawn.Department == 0 ? of.UnitId : null,
            ProviderId = of.Providers[drawn.Provider].Id,
            MentorId = drawn.HasMentor ? of.Mentors[drawn.Provider] : null,
            TargetGroupId = of.TargetGroups[drawn.TargetGroup],
            LegalBasisId = of.LegalBases[drawn.LegalBasis],
            RegisteredUtc = DateTime.UnixEpoch,
        };
        Assert.Empty(placement.Extend(new Grant(new DatePeriod(drawn.First, drawn.Last), 60, drawn.First)));
        if (drawn.IsCancelled)
        {
            placement.Cancel("Fejl");
        }

        return placement;
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
