using MentorRegistry.Domain.Money;
using MentorRegistry.Web.Data;
using MentorRegistry.Web.Localization;
using Microsoft.EntityFrameworkCore;

namespace MentorRegistry.Web.Pages.Providers;

/// <summary>A provider whose rates an administrator must see to (issue 4).</summary>
/// <param name="ProviderId">Whose.</param>
/// <param name="Provider">The name.</param>
/// <param name="Placements">Active placements without a price today; 0 where there is a rate that runs out.</param>
/// <param name="RunsOutOn">The last day with a rate; <c>null</c> where there is none today.</param>
public sealed record RateConcern(long ProviderId, string Provider, int Placements, DateOnly? RunsOutOn)
{
    /// <summary>Those without a rate that have active placements, and those whose rate runs out soon; the worst first.</summary>
    public static async Task<IReadOnlyList<RateConcern>> LoadAsync(
        RegistryDb db,
        DateOnly today,
        CancellationToken ct
    )
    {
        var providers = await db
            .Providers.AsNoTracking()
            .Select(provider => new
            {
                provider.Id,
                provider.Name,
                IsInUse = provider.ValidTo == null || provider.ValidTo >= today,
                Rates = provider.Rates.Where(rate => rate.Last == null || rate.Last >= today).ToList(),
                Placements = db.Placements.Count(p =>
                    p.ProviderId == provider.Id
                    && !p.IsCancelled
                    && p.First <= today
                    && today <= EF.Property<DateOnly>(p, RegistryMappings.LastDay)
                ),
            })
            .AsSplitQuery()
            .ToListAsync(ct);
        return
        [
            .. providers
                .Select(provider =>
                    RateRules.On(provider.Rates, today) is null
                        ? new RateConcern(provider.Id, provider.Name, provider.Placements, null)
                        : new RateConcern(
                            provider.Id,
                            provider.Name,
                            0,
                            provider.IsInUse || provider.Placements > 0
                                ? RateRules.RunsOutSoon(provider.Rates, today)
                                : null
                        )
                )
                .Where(concern => concern.Placements > 0 || concern.RunsOutOn is not null)
                .OrderByDescending(concern => concern.Placements)
                .ThenBy(concern => concern.RunsOutOn)
                .ThenBy(concern => concern.Provider, Languages.NameOrder),
        ];
    }
}
