using MentorRegistry.Domain.Citizens;
using MentorRegistry.Domain.Flags;
using MentorRegistry.Domain.Placements;
using MentorRegistry.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace MentorRegistry.Web.Tests.Data.Flags;

/// <summary>The save that causes a condition finds it (issue 3). The program's day is 20 November 2026.</summary>
public abstract class FlagKeeperTests(RegistryWebApp app)
{
    [Fact]
    public async Task Save_PlacementOverlapsAnotherDepartments_OpensOneFlagThatBothDepartmentsSee()
    {
        var citizen = await app.Data.CreateCitizenAsync();
        var first = await app.Data.CreatePlacementAsync(citizen, days: "2026-06-01..2027-05-31");
        Assert.Empty(await FlagsAsync(citizen));

        var second = await app.Data.CreatePlacementAsync(citizen, days: "2026-11-01..2027-02-28");

        var flag = Assert.Single(await FlagsAsync(citizen));
        Assert.Equal(
            (FlagKind.OverlapAcross, FlagState.Open, "2026-11-01..2027-02-28"),
            (flag.Kind, flag.State, flag.Days.ToString())
        );
        Assert.Equal(
            [(first.Id, first.DepartmentId), (second.Id, second.DepartmentId)],
            flag.Placements.OrderBy(p => p.PlacementId).Select(p => (p.PlacementId, p.DepartmentId))
        );
    }

    [Fact]
    public async Task Save_ConditionIsGone_ClosesTheFlag()
    {
        var citizen = await app.Data.CreateCitizenAsync();
        await app.Data.CreatePlacementAsync(citizen, days: "2026-06-01..2027-05-31");
        var second = await app.Data.CreatePlacementAsync(citizen, days: "2026-11-01..2027-02-28");

        await ChangeAsync(second, placement => placement.Cancel("Oprettet ved en fejl"));

        var flag = Assert.Single(await FlagsAsync(citizen, all: true));
        Assert.Equal((FlagState.Closed, RegistryWebApp.Today), (flag.State, flag.ClosedOn));

        await app.Data.CreatePlacementAsync(citizen, days: "2026-12-01..2027-02-28");
        Assert.Single(await FlagsAsync(citizen));
    }

    [Fact]
    public async Task Save_DecidedOverlapIsMadeLonger_OpensItAgainAndHistoryTellsBoth()
    {
        var citizen = await app.Data.CreateCitizenAsync();
        await app.Data.CreatePlacementAsync(citizen, days: "2026-06-01..2027-05-31");
        var second = await app.Data.CreatePlacementAsync(citizen, days: "2026-11-01..2027-02-28");
        var flag = Assert.Single(await FlagsAsync(citizen));
        await DecideAsync(flag);
        Assert.Equal(FlagState.Decided, Assert.Single(await FlagsAsync(citizen)).State);

        await ChangeAsync(
            second,
            placement =>
                Assert.Empty(
                    placement.ChangeLatestGrant(
                        TestData.Period("2026-11-01..2027-03-01"),
                        120,
                        TestData.Day("2026-11-01")
                    )
                )
        );

        var reopened = Assert.Single(await FlagsAsync(citizen));
        Assert.Equal((FlagState.Open, null), (reopened.State, reopened.DecidedBy));
        var history = await app.DbAsync(db =>
            db.AuditEntries.Where(entry => entry.Root == nameof(Flag) && entry.CitizenId == citizen.Id)
                .OrderBy(entry => entry.Id)
                .Select(entry => new { entry.Action, entry.Before })
                .ToListAsync()
        );
        Assert.Equal(
            [AuditAction.Added, AuditAction.Changed, AuditAction.Changed],
            history.Select(entry => entry.Action)
        );
        Assert.Contains("Aftalt med Mona", history[2].Before, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Save_EditThatMakesNothingWorse_LeavesTheDecision()
    {
        var citizen = await app.Data.CreateCitizenAsync();
        await app.Data.CreatePlacementAsync(citizen, days: "2026-06-01..2027-05-31");
        var second = await app.Data.CreatePlacementAsync(citizen, days: "2026-11-01..2027-02-28");
        await DecideAsync(Assert.Single(await FlagsAsync(citizen)));

        await ChangeAsync(second, placement => placement.Caseworker = "Birgit Østergaard");
        await ChangeAsync(
            second,
            placement => Assert.True(placement.EndOn(TestData.Day("2027-01-31"), "Færdig"))
        );

        var flag = Assert.Single(await FlagsAsync(citizen));
        Assert.Equal((FlagState.Decided, "2026-11-01..2027-01-31"), (flag.State, flag.Days.ToString()));
    }

    [Fact]
    public async Task Save_MentorGoes_FlagsTheMentorsPlacements()
    {
        var mentor = await app.Data.CreateMentorAsync();
        var (one, other) = (await app.Data.CreateCitizenAsync(), await app.Data.CreateCitizenAsync());
        await app.Data.CreatePlacementAsync(one, mentor: mentor, days: "2026-06-01..2027-05-31");
        await app.Data.CreatePlacementAsync(other, mentor: mentor, days: "2025-06-01..2026-06-30");

        await app.DbAsync(async db =>
        {
            (await db.Mentors.SingleAsync(m => m.Id == mentor.Id)).ValidTo = TestData.Day("2026-10-31");
            return await db.SaveChangesAsync();
        });

        var flag = Assert.Single(await FlagsAsync(one));
        Assert.Equal((FlagKind.NoLongerActive, TestData.Day("2026-11-01")), (flag.Kind, flag.Since));
        Assert.Empty(await FlagsAsync(other));
    }

    [Fact]
    public async Task Save_LegalBasisComesToAllowLess_FlagsItsLongGrants()
    {
        var basis = await app.Data.CreateLegalBasisAsync();
        var citizen = await app.Data.CreateCitizenAsync();
        await app.Data.CreatePlacementAsync(citizen, legalBasis: basis, days: "2026-06-01..2027-05-31");

        await app.DbAsync(async db =>
        {
            (await db.LegalBases.SingleAsync(b => b.Id == basis.Id)).LongestGrantMonths = 6;
            return await db.SaveChangesAsync();
        });

        Assert.Equal(FlagKind.GrantTooLong, Assert.Single(await FlagsAsync(citizen)).Kind);
    }

    [Fact]
    public async Task Save_TheSaveFails_LeavesNoFlag()
    {
        var citizen = await app.Data.CreateCitizenAsync();
        var first = await app.Data.CreatePlacementAsync(citizen, days: "2026-06-01..2027-05-31");

        await Assert.ThrowsAsync<DbUpdateException>(() =>
            app.DbAsync(async db =>
            {
                var placement = new Placement
                {
                    Citizen = await db.Citizens.SingleAsync(c => c.Id == citizen.Id),
                    DepartmentId = first.DepartmentId,
                    ProviderId = 999_999_999,
                    TargetGroupId = first.TargetGroupId,
                    LegalBasisId = first.LegalBasisId,
                };
                Assert.Empty(
                    placement.Extend(
                        new Grant(TestData.Period("2026-11-01..2027-01-31"), 60, TestData.Day("2026-11-01"))
                    )
                );
                db.Placements.Add(placement);
                return await db.SaveChangesAsync();
            })
        );

        Assert.Empty(await FlagsAsync(citizen));
    }

    private Task<List<Flag>> FlagsAsync(Citizen citizen, bool all = false) =>
        app.DbAsync(db =>
            db.Flags.AsNoTracking()
                .Include(flag => flag.Placements)
                .Where(flag => flag.CitizenId == citizen.Id && (all || flag.ClosedOn == null))
                .ToListAsync()
        );

    private Task<int> DecideAsync(Flag decided) =>
        app.DbAsync(async db =>
        {
            var flag = await db.Flags.Include(f => f.Placements).SingleAsync(f => f.Id == decided.Id);
            Assert.Empty(
                flag.Decide(
                    FlagDecision.Coordinated,
                    "Aftalt med Mona",
                    null,
                    "Mona Jørgensen",
                    "Birgit Østergaard",
                    RegistryWebApp.Today
                )
            );
            return await db.SaveChangesAsync();
        });

    private Task<int> ChangeAsync(Placement changed, Action<Placement> change) =>
        app.DbAsync(async db =>
        {
            var placement = await db
                .Placements.Include(p => p.Citizen)
                .Include(p => p.Grants)
                .SingleAsync(p => p.Id == changed.Id);
            change(placement);
            return await db.SaveChangesAsync();
        });
}

public sealed class FlagKeeperTests_Sqlite(SqliteApp app) : FlagKeeperTests(app), IClassFixture<SqliteApp>;

public sealed class FlagKeeperTests_PostgreSql(PostgreSqlApp app)
    : FlagKeeperTests(app),
        IClassFixture<PostgreSqlApp>;
