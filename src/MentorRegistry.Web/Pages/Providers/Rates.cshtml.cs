using System.Text.Json;
using MentorRegistry.Domain.Money;
using MentorRegistry.Domain.Providers;
using MentorRegistry.Web.Access;
using MentorRegistry.Web.Data;
using MentorRegistry.Web.Localization;
using MentorRegistry.Web.Pages.Shared;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace MentorRegistry.Web.Pages.Providers;

/// <summary>A provider: how to reach it, and what an hour has cost, costs and will cost.</summary>
[TextsFrom(typeof(ProvidersText))]
public sealed class RatesModel(RegistryDb db, GrantedHoursQuery granted, CurrentUser user, Clock clock)
    : PageModel
{
    public Provider Provider { get; private set; } = null!;

    /// <summary>The latest first.</summary>
    public IReadOnlyList<Rate> Rates { get; private set; } = [];

    public Rate? Current { get; private set; }

    /// <summary>The last day with a rate, where that is soon.</summary>
    public DateOnly? RunsOutSoon { get; private set; }

    /// <summary>Active placements today: of own departments, or for administrators all.</summary>
    public int Placements { get; private set; }

    public long OreAMonth { get; private set; }

    public bool IsOfAll => granted.IsOfAll;

    public bool MayKeep => user.IsIn(Roles.Administrator);

    public DateOnly Today => clock.Today;

    /// <summary>What the internal corps cost and delivered, the latest first.</summary>
    public IReadOnlyList<(CorpsAccount Account, InternalUnitCost Cost)> Accounts { get; private set; } = [];

    public HistoryView? History { get; private set; }

    /// <summary>
    /// Day and kroner at each end of each rate, and nothing between two that leave days out; one that goes on is drawn
    /// for a year from today or from its first day.
    /// </summary>
    public string Steps =>
        JsonSerializer.Serialize(
            Rates
                .Reverse()
                .SelectMany(rate =>
                {
                    var from = rate.First > Today ? rate.First : Today;
                    var end = rate.Last?.AddDays(1) ?? from.AddYears(1);
                    object?[][] ends =
                    [
                        [$"{rate.First:O}", rate.OrePerHour / 100m],
                        [$"{end:O}", rate.OrePerHour / 100m],
                    ];
                    // A day without a rate is a gap in the line.
                    return Rates.Any(other => other.First == end) ? ends : [.. ends, [$"{end:O}", null]];
                })
        );

    public async Task<IActionResult> OnGetAsync(long id, CancellationToken ct)
    {
        var provider = await db
            .Providers.AsNoTracking()
            .Include(p => p.Category)
            .Include(p => p.Rates)
            .SingleOrDefaultAsync(p => p.Id == id, ct);
        if (provider is null)
        {
            return NotFound();
        }

        Provider = provider;
        Rates = [.. provider.Rates.OrderByDescending(rate => rate.First)];
        Current = RateRules.On(Rates, Today);
        RunsOutSoon = RateRules.RunsOutSoon(Rates, Today);
        var hours = (await granted.OnAsync(Today, ct, id))[id].ToList();
        Placements = hours.Sum(row => row.Placements);
        OreAMonth = Current is null ? 0 : GrantedHoursQuery.OreAMonth(hours, Current.OrePerHour);
        Accounts =
        [
            .. (
                await db
                    .CorpsAccounts.AsNoTracking()
                    .Where(account => account.ProviderId == id)
                    .OrderByDescending(account => account.First)
                    .ThenByDescending(account => account.Last)
                    .ToListAsync(ct)
            ).Select(account => (account, InternalUnitCost.Of(account))),
        ];
        if (MayKeep)
        {
            var (own, accounts) = ($"{id}", Accounts.Select(a => $"{a.Account.Id}").ToArray());
            History = await HistoryView.LoadAsync(
                db,
                db.AuditEntries.Where(entry =>
                    (entry.Root == nameof(Provider) && entry.RootId == own)
                    || (entry.Root == nameof(CorpsAccount) && accounts.Contains(entry.RootId))
                ),
                ct
            );
        }

        return Page();
    }

    /// <summary>By how much a rate is more than the one before it, in percent; <c>null</c> for the first.</summary>
    public decimal? PercentMore(Rate rate)
    {
        var before = Rates.FirstOrDefault(other => other.First < rate.First);
        return before is null or { OrePerHour: 0 }
            ? null
            : ((rate.OrePerHour * 100m) / before.OrePerHour) - 100m;
    }
}
