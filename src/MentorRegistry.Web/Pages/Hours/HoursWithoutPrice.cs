using MentorRegistry.Domain.Money;
using MentorRegistry.Domain.Providers;
using MentorRegistry.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace MentorRegistry.Web.Pages.Hours;

/// <summary>Hours that were told before anybody had agreed on a rate: they get their price when one comes.</summary>
public static class HoursWithoutPrice
{
    /// <summary>
    /// Gives the provider's lines without a price the rate of their first day, where there is one now; the caller saves them.
    /// Lines that have a price keep it.
    /// </summary>
    /// <returns>How many got one.</returns>
    public static async Task<int> PriceAsync(RegistryDb db, Provider provider, CancellationToken ct)
    {
        var lines = await db
            .HoursLines.Where(line => line.ProviderId == provider.Id && line.CostOre == null)
            .ToListAsync(ct);
        var priced = 0;
        foreach (var line in lines)
        {
            if (RateRules.On(provider.Rates, line.First) is { } rate)
            {
                line.Price(rate.OrePerHour);
                priced++;
            }
        }

        return priced;
    }
}
