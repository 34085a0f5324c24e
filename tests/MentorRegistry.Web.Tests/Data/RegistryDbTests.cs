using MentorRegistry.Domain.Citizens;
using MentorRegistry.Domain.Organisation;
using MentorRegistry.Domain.Placements;
using MentorRegistry.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace MentorRegistry.Web.Tests.Data;

public abstract class RegistryDbTests(RegistryWebApp app)
{
    [Fact]
    public async Task Save_NewGrant_MovesPlacementAndCitizenAndKeepsHistoryWithReason()
    {
        var placement = await app.Data.CreatePlacementAsync(days: "2026-01-01..2026-06-30");

        await app.DbAsync(async db =>
        {
            var loaded = await LoadAsync(db, placement.Id);
            Assert.Empty(loaded.Extend(CreateGrant("2026-07-01..2026-12-31")));
            db.Reason = "Støtten virker";
            return await db.SaveChangesAsync();
        });

        var (after, entry) = await app.DbAsync(async db =>
            (
                await LoadAsync(db, placement.Id),
                await db
                    .AuditEntries.Where(e =>
                        e.Entity == nameof(Grant) && e.Reason != null && e.CitizenId == placement.CitizenId
                    )
                    .SingleAsync()
            )
        );
        Assert.Equal(1, after.Version);
        Assert.Equal(2, after.Citizen!.Version);
        Assert.Equal(TestData.Day("2026-12-31"), after.Last);
        Assert.Equal("Støtten virker", entry.Reason);
        Assert.Equal(AuditAction.Added, entry.Action);
        Assert.Equal(
            (nameof(Placement), $"{placement.Id}", 1),
            (entry.Root, entry.RootId, entry.RootVersion)
        );
        Assert.Contains("\"First\":\"2026-07-01\"", entry.After, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Save_CitizenAndPlacementInOneGo_KeepsTheReasonAtThePlacementAlone()
    {
        var other = await app.Data.CreatePlacementAsync();
        var citizen = new Citizen { Name = TestData.CreateName("Borger") };
        citizen.GiveNumber(CprNumber.Parse(TestData.CreateCpr()), TestData.Day("2026-01-01"));
        var placement = new Placement
        {
            DepartmentId = other.DepartmentId,
            ProviderId = other.ProviderId,
            TargetGroupId = other.TargetGroupId,
            LegalBasisId = other.LegalBasisId,
        };
        Assert.Empty(placement.Extend(CreateGrant("2026-07-01..2026-12-31")));
        citizen.Placements.Add(placement);

        var entries = await app.DbAsync(async db =>
        {
            db.Reason = "Aftalt med mor";
            db.Citizens.Add(citizen);
            await db.SaveChangesAsync();
            return await db.AuditEntries.Where(e => e.CitizenId == citizen.Id).ToListAsync();
        });

        Assert.Equal(
            [
                ("Citizen", null),
                ("CitizenNumber", null),
                ("Grant", "Aftalt med mor"),
                ("Placement", "Aftalt med mor"),
            ],
            entries.Select(e => (e.Entity, e.Reason)).Order()
        );
    }

    [Fact]
    public async Task Save_WithWhatItRefersToInOneGo_HistoryNamesIt()
    {
        var department = new Department { Name = TestData.CreateName("Afdeling") };
        var group = new TargetGroup { Name = TestData.CreateName("Målgruppe"), Department = department };
        await app.Data.AddAsync(group);

        var after = await app.DbAsync(db =>
            db.AuditEntries.Where(e => e.Entity == nameof(TargetGroup) && e.EntityId == $"{group.Id}")
                .Select(e => e.After)
                .SingleAsync()
        );

        Assert.Contains($"\"DepartmentId\":{department.Id}", after, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Save_TwoPlacementsOfOneCitizenAtOnce_SecondIsRefused()
    {
        var first = await app.Data.CreatePlacementAsync();
        var second = await app.Data.CreatePlacementAsync(
            await CitizenAsync(first.CitizenId),
            days: "2028-01-01.."
        );

        await app.DbAsync(async db =>
        {
            var slow = await LoadAsync(db, first.Id);
            await app.DbAsync(async other =>
            {
                (await LoadAsync(other, second.Id)).Cancel("Fejl");
                return await other.SaveChangesAsync();
            });
            slow.HelpsWith = "At komme op om morgenen";
            await Assert.ThrowsAsync<DbUpdateConcurrencyException>(() =>
                db.SaveChangesAsync(TestContext.Current.CancellationToken)
            );
            return 0;
        });

        Assert.Null(
            await app.DbAsync(db =>
                db.Placements.Where(p => p.Id == first.Id).Select(p => p.HelpsWith).SingleAsync()
            )
        );
    }

    [Fact]
    public async Task Save_PlacementWithoutItsCitizenLoaded_IsRefused()
    {
        var placement = await app.Data.CreatePlacementAsync();

        await app.DbAsync(async db =>
        {
            (await db.Placements.SingleAsync(p => p.Id == placement.Id)).HelpsWith = "Noget";
            await Assert.ThrowsAsync<InvalidOperationException>(() =>
                db.SaveChangesAsync(TestContext.Current.CancellationToken)
            );
            return 0;
        });
    }

    [Fact]
    public async Task Save_Nothing_WritesNoHistory()
    {
        var citizen = await app.Data.CreateCitizenAsync();

        await app.DbAsync(async db =>
        {
            var loaded = await db.Citizens.SingleAsync(c => c.Id == citizen.Id);
            loaded.Name = citizen.Name;
            return await db.SaveChangesAsync();
        });

        Assert.Equal(
            0,
            await app.DbAsync(db =>
                db.Citizens.Where(c => c.Id == citizen.Id).Select(c => c.Version).SingleAsync()
            )
        );
    }

    [Fact]
    public async Task Query_NamesByDanishOrder_PutsAaWithÅLast()
    {
        var mark = TestData.CreateName("x");
        foreach (var name in (string[])["Ågård", "Bech", "Østergård", "Aagaard", "Ærø", "andersen"])
        {
            await app.Data.CreateCitizenAsync($"{name} {mark}");
        }

        var names = await app.DbAsync(db =>
            db.Citizens.Where(c => c.Name.EndsWith(mark))
                .OrderBy(c => EF.Property<byte[]>(c, RegistryMappings.NameSort))
                .Select(c => c.Name)
                .ToListAsync()
        );

        Assert.Equal(
            ["andersen", "Bech", "Ærø", "Østergård"],
            names.Take(4).Select(name => name.Split(' ')[0])
        );
        Assert.Equal(
            ["Aagaard", "Ågård"],
            names.Skip(4).Select(name => name.Split(' ')[0]).Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public async Task Query_OpenPlacements_HaveTheLastDayOfTheCalendar()
    {
        var placement = await app.Data.CreatePlacementAsync(days: "2026-01-01..");

        Assert.Equal(
            DateOnly.MaxValue,
            await app.DbAsync(db =>
                db.Placements.Where(p => p.Id == placement.Id)
                    .Select(p => EF.Property<DateOnly>(p, RegistryMappings.LastDay))
                    .SingleAsync()
            )
        );
    }

    [Fact]
    public async Task Migrate_ModelAndMigrations_AreTheSame() =>
        Assert.False(await app.DbAsync(db => Task.FromResult(db.Database.HasPendingModelChanges())));

    private static Grant CreateGrant(string days) =>
        new(TestData.Period(days), 120, TestData.Period(days).First);

    private Task<Citizen> CitizenAsync(long id) =>
        app.DbAsync(db => db.Citizens.SingleAsync(c => c.Id == id));

    private static Task<Placement> LoadAsync(RegistryDb db, long id) =>
        db.Placements.Include(p => p.Citizen).Include(p => p.Grants).SingleAsync(p => p.Id == id);
}

public sealed class RegistryDbTests_Sqlite(SqliteApp app) : RegistryDbTests(app), IClassFixture<SqliteApp>;

public sealed class RegistryDbTests_PostgreSql(PostgreSqlApp app)
    : RegistryDbTests(app),
        IClassFixture<PostgreSqlApp>;
