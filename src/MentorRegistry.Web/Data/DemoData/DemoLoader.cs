using MentorRegistry.Web.Access;
using MentorRegistry.Web.Data.Budgets;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace MentorRegistry.Web.Data.DemoData;

/// <summary>Loads the demo into an empty database: the whole of it or nothing.</summary>
public sealed class DemoLoader(
    RegistryDb db,
    UserManager<RegistryUser> users,
    SecondFactor secondFactor,
    SpotCheckDraw spotChecks,
    BudgetQuery budgets,
    Clock clock
)
{
    /// <summary>Citizens of the living present besides the planted ones.</summary>
    private const int PresentCitizens = 275;

    /// <summary>Whether it loaded: <c>false</c> when the database has citizens or reference data already.</summary>
    public async Task<bool> LoadIntoEmptyAsync(CancellationToken ct) =>
        await db.InOneTransactionAsync(
            async () =>
            {
                if (!await IsEmptyAsync(ct))
                {
                    return false;
                }

                await LoadAsync(ct);
                return true;
            },
            ct
        );

    private async Task<bool> IsEmptyAsync(CancellationToken ct) =>
        !await db.Departments.AnyAsync(ct)
        && !await db.Citizens.AnyAsync(ct)
        && !await db.TargetGroups.AnyAsync(ct)
        && !await db.LegalBases.AnyAsync(ct)
        && !await db.ProviderCategories.AnyAsync(ct);

    private async Task LoadAsync(CancellationToken ct)
    {
        db.Reason = "Demodata indlæst";
        var reference = new DemoReference();
        DemoRates.AddTo(reference, clock.Today);
        reference.AddTo(db);
        DemoBenchmark.AddTo(db);
        await db.SaveChangesAsync(ct);
        db.CorpsAccounts.AddRange(DemoRates.AccountsOf(reference.Provider(DemoReference.InternalProvider)));

        var demo = new DemoBuilder(reference, clock.Today);
        DemoPlanted.AddTo(demo);
        DemoPresent.AddTo(demo, PresentCitizens);
        DemoHistory.AddTo(demo);
        DemoSharing.AddTo(demo);
        demo.SayWhenRegistered();
        await DemoEffect.AddToAsync(db, demo, ct);
        db.Citizens.AddRange(demo.Citizens);
        await DemoUsers.AddToAsync(db, users, secondFactor, reference, ct);
        var installation = await db.Installations.SingleOrDefaultAsync(ct);
        if (installation is null)
        {
            installation = new Installation();
            db.Installations.Add(installation);
        }

        installation.DemoLoadedUtc = clock.UtcNow;
        await db.SaveChangesAsync(ct);
        await DemoHours.AddToAsync(db, demo, ct);
        await ChangeAfterwardsAsync(demo, ct);
        db.Reason = "Demodata indlæst";
        await DemoBudgets.AddToAsync(db, budgets, reference, clock.Today.Year, ct);
        db.Reason = null;
        await DemoLookups.AddToAsync(db, demo, clock, ct);
        await spotChecks.DrawForAsync(
            DemoUsers.All.Single(user => user.Role == Roles.Auditor).DisplayName,
            ct
        );
        db.ChangeTracker.Clear();
    }

    // So that a citizen's history has more to show than how everything was added.
    private async Task ChangeAfterwardsAsync(DemoBuilder demo, CancellationToken ct)
    {
        var mistyped = demo.Citizens[0].Placements[1];
        var latest = mistyped.Grants[^1];
        db.Reason = "Timetallet var tastet forkert";
        mistyped.ChangeLatestGrant(latest.Period, latest.MinutesPerWeek + 60, latest.DecisionDate);
        await db.SaveChangesAsync(ct);

        var course = demo.Citizens.Single(citizen => citizen.Numbers.Count == 3).Placements[0];
        db.Reason = "Kurset sluttede før tid";
        course.EndOn(course.Last!.Value.AddDays(-14), db.Reason);
        await db.SaveChangesAsync(ct);
        // Not when the demo was loaded.
        demo.SayWhenRegistered();
        await db.SaveChangesAsync(ct);
    }
}
