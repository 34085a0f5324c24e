using MentorRegistry.Domain.Money;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace MentorRegistry.Web.Pages.Placements;

/// <summary>What a grant is expected to cost.</summary>
/// <param name="OrePerHour">What an hour costs on the grant's first day; <c>null</c> = the provider has no rate then.</param>
/// <param name="OreAMonth">What the granted hours cost a month (<see cref="MonthlyCost"/>).</param>
/// <param name="Day">The grant's first day.</param>
public sealed record GrantCost(long? OrePerHour, long OreAMonth, DateOnly Day);

/// <summary>A form that grants: it can be saved, looked at without saving, and followed while it is filled in.</summary>
public abstract class GrantPage(PlacementDesk desk) : PlacementPage(desk)
{
    /// <summary>What is typed would cost; <c>null</c> while provider, hours or first day are not known.</summary>
    public GrantCost? Cost { get; private set; }

    public Task<IActionResult> OnPostAsync(CancellationToken ct) => RunWithCostAsync(save: true, ct);

    public Task<IActionResult> OnPostCheckAsync(CancellationToken ct) => RunWithCostAsync(save: false, ct);

    public Task<IActionResult> OnPostLanguageAsync(CancellationToken ct) => RunWithCostAsync(save: false, ct);

    /// <summary>The two parts of the page that follow what is typed, for the script.</summary>
    public async Task<IActionResult> OnPostLiveAsync(CancellationToken ct)
    {
        var answer = await RunWithCostAsync(save: false, ct);
        // What is still missing is said when the form is sent, not while it is filled in.
        ModelState.Clear();
        return answer is PageResult ? Partial("_Live", this) : answer;
    }

    /// <summary>Judges what was typed, and saves it if that is wanted and nothing is in the way.</summary>
    protected abstract Task<IActionResult> RunAsync(bool save, CancellationToken ct);

    /// <summary>Whose hours are granted, and what is typed.</summary>
    protected abstract Task<(long? ProviderId, GrantInput Typed)> ToPriceAsync(CancellationToken ct);

    /// <summary>Works out what is typed would cost.</summary>
    protected async Task PriceAsync(CancellationToken ct)
    {
        var (provider, typed) = await ToPriceAsync(ct);
        if (provider is not { } id || typed is not { Hours: { } hours, First: { } first })
        {
            return;
        }

        var ore = await Desk
            .Db.Rates.Where(rate =>
                rate.ProviderId == id && rate.First <= first && (rate.Last == null || first <= rate.Last)
            )
            .Select(rate => (long?)rate.OrePerHour)
            .FirstOrDefaultAsync(ct);
        Cost = new GrantCost(ore, ore is null ? 0 : MonthlyCost.Of(hours.Minutes, ore.Value), first);
    }

    private async Task<IActionResult> RunWithCostAsync(bool save, CancellationToken ct)
    {
        var answer = await RunAsync(save, ct);
        if (answer is PageResult)
        {
            await PriceAsync(ct);
        }

        return answer;
    }
}
