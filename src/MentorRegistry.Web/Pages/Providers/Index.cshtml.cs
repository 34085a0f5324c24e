using System.ComponentModel.DataAnnotations;
using MentorRegistry.Domain;
using MentorRegistry.Domain.Money;
using MentorRegistry.Domain.Providers;
using MentorRegistry.Web.Access;
using MentorRegistry.Web.Data;
using MentorRegistry.Web.Localization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace MentorRegistry.Web.Pages.Providers;

/// <summary>A provider on the day that is looked at.</summary>
/// <param name="Provider">Who.</param>
/// <param name="Rate">What an hour costs on the day; <c>null</c> = nobody has said.</param>
/// <param name="Next">The rate that comes after it.</param>
/// <param name="RunsOutOn">The last day that has a rate, where one without follows.</param>
/// <param name="Corps">What an internal corps' hour came to in the latest period that is known and over.</param>
/// <param name="Placements">Active placements.</param>
/// <param name="OreAMonth">What they cost a month.</param>
public sealed record ProviderRow(
    Provider Provider,
    Rate? Rate,
    Rate? Next,
    DateOnly? RunsOutOn,
    (DateOnly First, DateOnly Last, long OrePerHour)? Corps,
    int Placements,
    long OreAMonth
)
{
    public bool LacksRate => Rate is null && Placements > 0;
}

/// <summary>All providers and what they take on a day, dearest first.</summary>
[TextsFrom(typeof(ProvidersText))]
public sealed class IndexModel(RegistryDb db, GrantedHoursQuery granted, CurrentUser user, Clock clock)
    : PageModel
{
    /// <summary>The day; today, where nobody chose.</summary>
    [BindProperty(SupportsGet = true), Display(Name = "Day")]
    public DateOnly? Day { get; set; }

    /// <summary>A word of the name, the category or who answers there.</summary>
    [BindProperty(SupportsGet = true, Name = "q"), Display(Name = "Find"), StringLength(100)]
    public string? Search { get; set; }

    /// <summary>Whether those are shown too that are not in use on the day.</summary>
    [BindProperty(SupportsGet = true), Display(Name = "WithEnded")]
    public bool WithEnded { get; set; }

    public IReadOnlyList<ProviderRow> Rows { get; private set; } = [];

    /// <summary>How many are not shown because they are not in use on the day.</summary>
    public int Hidden { get; private set; }

    public bool IsOfAll => granted.IsOfAll;

    public bool MayKeep => user.IsIn(Roles.Administrator);

    public DateOnly Today => clock.Today;

    /// <summary>The dearest hour of the page: the length that bars are held against.</summary>
    public long Dearest => Rows.Max(row => row.Rate?.OrePerHour) ?? 0;

    public async Task OnGetAsync(CancellationToken ct)
    {
        if (!ModelState.IsValid)
        {
            return;
        }

        var day = Day ??= clock.Today;
        var hours = await granted.OnAsync(day, ct);
        var corps = await CorpsAsync(day, ct);
        var all = (
            await db
                .Providers.AsNoTracking()
                .Include(provider => provider.Category)
                .Include(provider => provider.Rates)
                .AsSplitQuery()
                .ToListAsync(ct)
        )
            .Select(provider =>
                Row(provider, [.. hours[provider.Id]], corps[provider.Id].LastOrDefault(), day)
            )
            .ToList();
        var wanted = DanishText.SearchKey(Search ?? "");
        all.RemoveAll(row => !Says(row.Provider, wanted));
        var shown = all.FindAll(row => WithEnded || row.Provider.IsValidOn(day) || row.Placements > 0);
        Hidden = all.Count - shown.Count;
        Rows =
        [
            .. shown
                .OrderByDescending(row => row.LacksRate)
                .ThenByDescending(row => row.Rate?.OrePerHour ?? -1)
                .ThenBy(row => row.Provider.Name, Languages.NameOrder),
        ];
    }

    // Of accounts that say what was spent, in order of their days: one that is of the day itself is known by now.
    private async Task<ILookup<long, CorpsAccount>> CorpsAsync(DateOnly day, CancellationToken ct) =>
        (
            await db
                .CorpsAccounts.AsNoTracking()
                .Where(account => account.First <= day && account.ExpenditureOre != null)
                .OrderBy(account => account.First)
                .ThenBy(account => account.Last)
                .ToListAsync(ct)
        ).ToLookup(account => account.ProviderId);

    // A municipality has some hundred: compared here, where Danish letters have no case.
    private static bool Says(Provider provider, string wanted) =>
        new[] { provider.Name, provider.Category!.Name, provider.ContactName }.Any(text =>
            DanishText.SearchKey(text ?? "").Contains(wanted, StringComparison.Ordinal)
        );

    private static ProviderRow Row(
        Provider provider,
        IReadOnlyList<GrantedHours> hours,
        CorpsAccount? account,
        DateOnly day
    )
    {
        var rate = RateRules.On(provider.Rates, day);
        return new ProviderRow(
            provider,
            rate,
            provider.Rates.Where(r => r.First > day).MinBy(r => r.First),
            RateRules.RunsOutOn(provider.Rates, day),
            provider.Kind == ProviderKind.InternalCorps
            && account is not null
            && InternalUnitCost.Of(account).OrePerHour is { } perHour
                ? (account.First, account.Last, perHour)
                : null,
            hours.Sum(row => row.Placements),
            rate is null ? 0 : GrantedHoursQuery.OreAMonth(hours, rate.OrePerHour)
        );
    }
}
