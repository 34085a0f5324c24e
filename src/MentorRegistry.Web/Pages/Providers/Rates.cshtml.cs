using System.Globalization;
using System.Text.Json;
using MentorRegistry.Domain.Money;
using MentorRegistry.Domain.Providers;
using MentorRegistry.Web.Access;
using MentorRegistry.Web.Data;
using MentorRegistry.Web.Formatting;
using MentorRegistry.Web.Localization;
using MentorRegistry.Web.Pages.Shared;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace MentorRegistry.Web.Pages.Providers;

/// <summary>A provider: how to reach it, and what an hour has cost, costs and will cost.</summary>
[TextsFrom(typeof(ProvidersText))]
public sealed class RatesModel(
    RegistryDb db,
    GrantedHoursQuery granted,
    CurrentUser user,
    Clock clock,
    IStringLocalizer<ProvidersText> texts
) : PageModel
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

    /// <summary>Hours that were told at other rates than those that now stand: of own departments, or for administrators all.</summary>
    public IReadOnlyList<HoursAtOtherRate> AtOtherRates { get; private set; } = [];

    /// <summary>Other providers with the same CVR number: one company under two names, or a number typed wrong.</summary>
    public IReadOnlyList<(long Id, string Name)> SameCvr { get; private set; } = [];

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
        AtOtherRates = await HoursAtOtherRates.OfAsync(
            db,
            provider,
            IsOfAll ? null : [.. user.DepartmentIds],
            ct
        );
        if (provider.Cvr is { } cvr)
        {
            SameCvr =
            [
                .. (
                    await db
                        .Providers.Where(p => p.Cvr == cvr && p.Id != id)
                        .Select(p => new { p.Id, p.Name })
                        .ToListAsync(ct)
                )
                    .OrderBy(p => p.Name, Languages.NameOrder)
                    .Select(p => (p.Id, p.Name)),
            ];
        }

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
            // One that is gone says its days itself, in the row of its going.
            History = History with
            {
                Subjects = Rates.ToDictionary(
                    rate => (nameof(Rate), rate.Id.ToString(CultureInfo.InvariantCulture)),
                    rate => DaysOf(rate)
                ),
            };
        }

        return Page();
    }

    /// <summary>The rate's days in words.</summary>
    public string DaysOf(Rate rate) =>
        rate.Last is { } last
            ? texts["Period", Format.Date(rate.First), Format.Date(last)]
            : texts["Period_Open", Format.Date(rate.First)];

    /// <summary>By how much a rate is more than the one before it, in percent; <c>null</c> for the first.</summary>
    public decimal? PercentMore(Rate rate)
    {
        var before = Rates.FirstOrDefault(other => other.First < rate.First);
        return before is null or { OrePerHour: 0 }
            ? null
            : ((rate.OrePerHour * 100m) / before.OrePerHour) - 100m;
    }
}
