using MentorRegistry.Domain.Money;
using MentorRegistry.Web.Access;
using MentorRegistry.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace MentorRegistry.Web.Pages.Providers;

/// <summary>How many active placements of a provider have so many granted minutes a week.</summary>
public sealed record GrantedHours(long ProviderId, int MinutesPerWeek, int Placements);

/// <summary>
/// What is granted of providers' hours on a day: of own departments, and for administrators, who keep the rates, of all.
/// Numbers alone: who looks a price up learns of nobody's placement.
/// </summary>
public sealed class GrantedHoursQuery(RegistryDb db, CurrentUser user)
{
    /// <summary>Whether the numbers are those of all departments.</summary>
    public bool IsOfAll => user.IsIn(Roles.Administrator);

    public async Task<ILookup<long, GrantedHours>> OnAsync(
        DateOnly day,
        CancellationToken ct,
        long? providerId = null
    )
    {
        var own = user.DepartmentIds.ToArray();
        var isOfAll = IsOfAll;
        var rows = await db
            .Placements.Where(p =>
                !p.IsCancelled
                && p.First <= day
                && day <= EF.Property<DateOnly>(p, RegistryMappings.LastDay)
                && (isOfAll || own.Contains(p.DepartmentId))
                && (providerId == null || p.ProviderId == providerId)
            )
            // As Placement.GrantOn: the latest that has begun. One has, for the placement has.
            .Select(p => new
            {
                p.ProviderId,
                MinutesPerWeek = p
                    .Grants.Where(grant => grant.First <= day)
                    .OrderByDescending(grant => grant.First)
                    .Select(grant => grant.MinutesPerWeek)
                    .First(),
            })
            .GroupBy(p => p)
            .Select(group => new GrantedHours(group.Key.ProviderId, group.Key.MinutesPerWeek, group.Count()))
            .ToListAsync(ct);
        return rows.ToLookup(row => row.ProviderId);
    }

    /// <summary>Øre a month at a price: each placement's amount is rounded by itself (<see cref="MonthlyCost"/>).</summary>
    public static long OreAMonth(IEnumerable<GrantedHours> granted, long orePerHour) =>
        granted.Sum(row => row.Placements * MonthlyCost.Of(row.MinutesPerWeek, orePerHour));
}
