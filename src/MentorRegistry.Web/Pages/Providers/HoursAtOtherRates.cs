using MentorRegistry.Domain.Money;
using MentorRegistry.Domain.Providers;
using MentorRegistry.Web.Data;
using MentorRegistry.Web.Localization;
using Microsoft.EntityFrameworkCore;

namespace MentorRegistry.Web.Pages.Providers;

/// <summary>A month's hours of a department that were priced otherwise than the provider's rates say now.</summary>
/// <param name="Month">The month's first day.</param>
/// <param name="Department">Whose money.</param>
/// <param name="Lines">How many lines of hours.</param>
/// <param name="Ore">What they cost as they are told, in øre.</param>
/// <param name="OreNow">What they would cost at the rates as they are; <c>null</c> = a day among them has no rate now.</param>
public sealed record HoursAtOtherRate(DateOnly Month, string Department, int Lines, long Ore, long? OreNow);

/// <summary>
/// Lines keep the rate they were made with (issue 4), and a corrected rate changes none of them: here somebody sees which
/// they are, and what the correction would mean, before a provider asks for it.
/// </summary>
public static class HoursAtOtherRates
{
    /// <summary>The latest month first.</summary>
    /// <param name="db">The registry.</param>
    /// <param name="provider">With its rates.</param>
    /// <param name="departments">Of which departments; <c>null</c> = of all.</param>
    /// <param name="ct">Ends it early.</param>
    public static async Task<IReadOnlyList<HoursAtOtherRate>> OfAsync(
        RegistryDb db,
        Provider provider,
        long[]? departments,
        CancellationToken ct
    )
    {
        var lines = db.HoursLines.Where(line =>
            line.ProviderId == provider.Id
            && line.CostOre != null
            && (departments == null || departments.Contains(line.DepartmentId))
        );
        // Days and rates first, which are few; the lines themselves only where the two differ.
        var told = await lines.Select(line => new { line.First, line.OrePerHour }).Distinct().ToListAsync(ct);
        var days = told.Where(line => RateNow(line.First) != line.OrePerHour)
            .Select(line => line.First)
            .Distinct()
            .ToArray();
        if (days.Length == 0)
        {
            return [];
        }

        var differing = await lines
            .Where(line => days.Contains(line.First))
            .Select(line => new
            {
                line.First,
                Department = db.Departments.Where(d => d.Id == line.DepartmentId).Select(d => d.Name).First(),
                line.BillableMinutes,
                line.OrePerHour,
                line.CostOre,
            })
            .ToListAsync(ct);
        return
        [
            .. differing
                .Where(line => RateNow(line.First) != line.OrePerHour)
                .GroupBy(line => (Month: new DateOnly(line.First.Year, line.First.Month, 1), line.Department))
                .Select(of => new HoursAtOtherRate(
                    of.Key.Month,
                    of.Key.Department,
                    of.Count(),
                    of.Sum(line => line.CostOre!.Value),
                    of.Any(line => RateNow(line.First) is null)
                        ? null
                        : of.Sum(line => LineCost.Of(line.BillableMinutes, RateNow(line.First)!.Value))
                ))
                .OrderByDescending(row => row.Month)
                .ThenBy(row => row.Department, Languages.NameOrder),
        ];

        long? RateNow(DateOnly day) => RateRules.On(provider.Rates, day)?.OrePerHour;
    }
}
