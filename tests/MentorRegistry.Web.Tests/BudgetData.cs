using MentorRegistry.Domain.Hours;
using MentorRegistry.Domain.Money;
using MentorRegistry.Domain.Organisation;
using MentorRegistry.Domain.Placements;
using MentorRegistry.Domain.Providers;
using Microsoft.EntityFrameworkCore;

namespace MentorRegistry.Web.Tests;

/// <summary>Makes what a department's year costs, past the pages.</summary>
public sealed class BudgetData(RegistryWebApp app)
{
    /// <summary>A provider of the kind, with a rate; without one where it is 0.</summary>
    public async Task<Provider> CreatePricedProviderAsync(
        ProviderKind kind = ProviderKind.External,
        int kroner = 500
    )
    {
        var provider = await app.Data.CreateProviderAsync();
        await app.DbAsync(async db =>
        {
            (await db.Providers.SingleAsync(p => p.Id == provider.Id)).Kind = kind;
            return await db.SaveChangesAsync();
        });
        if (kroner > 0)
        {
            await app.Data.CreateRateAsync(provider, "2020-01-01..", kroner);
        }

        return provider;
    }

    /// <summary>Hours of a placement, priced at so many kroner an hour; without a price where it is 0.</summary>
    public Task<HoursLine> CreateHoursAsync(
        Placement placement,
        string days = "2026-06-01..2026-06-30",
        int minutes = 600,
        int kroner = 500
    )
    {
        var line = new HoursLine(TestData.Period(days))
        {
            PlacementId = placement.Id,
            CitizenId = placement.CitizenId,
            DepartmentId = placement.DepartmentId,
            ProviderId = placement.ProviderId,
        };
        line.Set(new HoursAmount(minutes, minutes, 0), kroner == 0 ? null : kroner * 100);
        return app.Data.AddAsync(line);
    }

    /// <summary>Closes a department's month.</summary>
    public Task<HoursMonth> CloseMonthAsync(Department department, string first = "2026-10-01") =>
        app.Data.AddAsync(
            new HoursMonth
            {
                DepartmentId = department.Id,
                Month = TestData.Day(first),
                IsClosed = true,
                ClosedOn = RegistryWebApp.Today,
            }
        );

    public Task<Budget> CreateBudgetAsync(
        Department department,
        int year = 2026,
        int internalKroner = 100_000,
        int externalKroner = 50_000,
        int? baselineKroner = null,
        int? savingKroner = null
    ) =>
        app.Data.AddAsync(
            new Budget
            {
                DepartmentId = department.Id,
                Year = year,
                InternalOre = internalKroner * 100L,
                ExternalOre = externalKroner * 100L,
                BaselineOre = baselineKroner * 100L,
                SavingOre = savingKroner * 100L,
            }
        );
}
