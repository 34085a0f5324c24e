using System.ComponentModel.DataAnnotations;
using System.Globalization;
using MentorRegistry.Domain;
using MentorRegistry.Domain.Money;
using MentorRegistry.Domain.Providers;
using MentorRegistry.Web.Data;
using MentorRegistry.Web.Formatting;
using MentorRegistry.Web.Input;
using MentorRegistry.Web.Localization;
using MentorRegistry.Web.Pages.Hours;
using MentorRegistry.Web.Pages.Shared;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace MentorRegistry.Web.Pages.Providers;

/// <summary>What saving would do, told before it is done.</summary>
/// <param name="Heading">How many placements and how much a month.</param>
/// <param name="Lines">What else one should know.</param>
/// <param name="Key">What the button sends: the yes is to this effect and to no other.</param>
/// <param name="IsWithdrawal">Whether the rate is taken away.</param>
public sealed record RateEffect(string Heading, IReadOnlyList<string> Lines, string Key, bool IsWithdrawal);

/// <summary>Adds a rate of a provider, corrects it, or takes it away.</summary>
public sealed class EditRateModel(
    RegistryDb db,
    GrantedHoursQuery granted,
    Clock clock,
    IStringLocalizer<ProvidersText> texts
) : PageModel
{
    // Further away, a first day is asked about.
    private const int YearsThatAreUsual = 6;

    /// <summary>The rate; <c>null</c> = a new one.</summary>
    [BindProperty(SupportsGet = true)]
    public long? Id { get; set; }

    /// <summary>Whose, where it is a new one.</summary>
    [BindProperty(SupportsGet = true, Name = "provider")]
    public long? ProviderId { get; set; }

    [BindProperty]
    public RateInput Input { get; set; } = new();

    /// <summary>The <see cref="RateEffect.Key"/> that was said yes to.</summary>
    [BindProperty]
    public string? Confirm { get; set; }

    public Provider Provider { get; private set; } = null!;

    public RateEffect? Effect { get; private set; }

    public HistoryView? OthersChanges { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (!await FindAsync(ct))
        {
            return NotFound();
        }

        if (Rate is { } rate)
        {
            (Input.PerHour, Input.First, Input.Last) = (new Kroner(rate.OrePerHour), rate.First, rate.Last);
        }

        Input.Version = Provider.Version;
        return Page();
    }

    public async Task<IActionResult> OnPostLanguageAsync(CancellationToken ct) =>
        await FindAsync(ct) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (!await FindAsync(ct))
        {
            return NotThere();
        }

        if (Input.Last < Input.First)
        {
            ModelState.AddModelError("Input.Last", texts["Last_BeforeFirst"]);
        }

        if (!ModelState.IsValid)
        {
            return Page();
        }

        var period = new DatePeriod(Input.First!.Value, Input.Last);
        var ore = Input.PerHour!.Value.Ore;
        var change = Rate is null
            ? RateRules.Add(Provider.Rates, period, ore, clock.Today)
            : RateRules.Correct(Provider.Rates, Rate, period, ore, clock.Today);
        if (change.Problem is { } problem)
        {
            ModelState.AddModelError(
                "Input.First",
                texts[
                    problem == RateProblem.Overlaps && change.InTheWay!.First < period.First
                        ? "Problem_OverlapsBefore"
                        : $"Problem_{problem}",
                    Format.Kroner(change.InTheWay!.OrePerHour),
                    Format.LongDate(change.InTheWay.First)
                ]
            );
        }

        if (!CheckReason(change) || !await IsConfirmedAsync(change, period, ore, ct))
        {
            return Page();
        }

        if (Rate is null)
        {
            Provider.Rates.Add(new Rate(period, ore));
        }
        else
        {
            Rate.Set(period, ore);
        }

        return await SaveAsync(change, texts["Saved"], ct);
    }

    public async Task<IActionResult> OnPostWithdrawAsync(CancellationToken ct)
    {
        if (!await FindAsync(ct) || Rate is null)
        {
            return NotThere();
        }

        // What is typed into the other fields does not matter to a rate that goes.
        foreach (
            var field in (string[])
                [nameof(RateInput.PerHour), nameof(RateInput.First), nameof(RateInput.Last)]
        )
        {
            ModelState.ClearValidationState($"Input.{field}");
            ModelState.MarkFieldSkipped($"Input.{field}");
        }

        var change = RateRules.Withdraw(Provider.Rates, Rate, clock.Today);
        if (!CheckReason(change) || !await IsConfirmedAsync(change, Rate.Period, ore: null, ct))
        {
            return Page();
        }

        db.Rates.Remove(Rate);
        return await SaveAsync(change, texts["Withdrawn"], ct);
    }

    private Rate? Rate => Id is null ? null : Provider.Rates.Single(rate => rate.Id == Id);

    private async Task<bool> FindAsync(CancellationToken ct)
    {
        var provider = await db
            .Providers.Include(p => p.Rates)
            .SingleOrDefaultAsync(
                p => Id == null ? p.Id == ProviderId : p.Rates.Any(rate => rate.Id == Id),
                ct
            );
        Provider = provider!;
        return provider is not null;
    }

    private IActionResult NotThere()
    {
        if (Id is null)
        {
            return NotFound();
        }

        TempData.Refused(texts["Rate_Gone"]);
        return Redirect("~/Providers");
    }

    private bool CheckReason(RateChange change)
    {
        if (change.ChangesPast && string.IsNullOrWhiteSpace(Input.Reason))
        {
            ModelState.AddModelError("Input.Reason", texts["Reason_Required"]);
        }

        return ModelState.IsValid;
    }

    // Asked anew where what it does is no longer what was said yes to.
    private async Task<bool> IsConfirmedAsync(
        RateChange change,
        DatePeriod period,
        long? ore,
        CancellationToken ct
    )
    {
        var hours = change.FirstChange is { } first
            ? (await granted.OnAsync(first.Day, ct, Provider.Id))[Provider.Id].ToList()
            : [];
        var heading = Heading(change.FirstChange, hours);
        var effect = new RateEffect(
            heading,
            [.. Lines(change, period, ore), .. await PricedAsync(period, ore, ct)],
            string.Create(
                CultureInfo.InvariantCulture,
                $"{Provider.Version}/{period}/{ore}/{hours.Sum(row => row.Placements)}/{heading}"
            ),
            IsWithdrawal: ore is null
        );
        Effect = Confirm == effect.Key ? null : effect;
        return Effect is null;
    }

    // Counted on the first day that changes.
    private string Heading(ChangedDay? change, List<GrantedHours> hours)
    {
        if (change is not { } changed)
        {
            return texts["Effect_Past"];
        }

        var placements = hours.Sum(row => row.Placements);
        var (number, day) = (Format.Number(placements), Format.LongDate(changed.Day));
        if (placements == 0)
        {
            return texts["Effect_None"];
        }

        if (changed.OreAfter is null)
        {
            return placements == 1 ? texts["Effect_LosesOne", day] : texts["Effect_LosesMany", number, day];
        }

        var more = Format.KronerMore(
            GrantedHoursQuery.OreAMonth(hours, changed.OreAfter.Value)
                - GrantedHoursQuery.OreAMonth(hours, changed.OreBefore ?? 0)
        );
        return placements == 1 ? texts["Effect_One", more, day] : texts["Effect_Many", number, more, day];
    }

    private IEnumerable<string> Lines(RateChange change, DatePeriod period, long? ore)
    {
        if (ore is { } price)
        {
            yield return period.Last is { } until
                ? texts[
                    "Line_New",
                    Format.Kroner(price),
                    Format.LongDate(period.First),
                    Format.LongDate(until)
                ]
                : texts["Line_NewOpen", Format.Kroner(price), Format.LongDate(period.First)];
            if (RateRules.IsUnusual(price))
            {
                yield return texts["Line_Unusual", Format.Kroner(price)];
            }

            if (
                period.First < clock.Today.AddYears(-YearsThatAreUsual)
                || clock.Today.AddYears(YearsThatAreUsual) < period.First
            )
            {
                yield return texts["Line_FarDay", Format.LongDate(period.First)];
            }
        }

        if (change.Neighbour is { } neighbour)
        {
            var (its, was) = (Format.Kroner(neighbour.OrePerHour), neighbour.Last);
            yield return (change.NeighbourLast, was) switch
            {
                ({ } last, { } before) => texts[
                    "Line_EndsNot",
                    its,
                    Format.LongDate(last),
                    Format.LongDate(before)
                ],
                ({ } last, null) => texts["Line_Ends", its, Format.LongDate(last)],
                _ => texts["Line_GoesOn", its],
            };
        }

        foreach (var none in change.None)
        {
            yield return none.Last is { } last
                ? texts["Line_NoneBetween", Format.LongDate(none.First), Format.LongDate(last)]
                : texts["Line_NoneFrom", Format.LongDate(none.First)];
        }

        if (change.ChangesPast)
        {
            yield return texts["Line_Past"];
        }
    }

    // Hours that were told without a price get this one: a cost that nobody has seen yet.
    private async Task<IEnumerable<string>> PricedAsync(DatePeriod period, long? ore, CancellationToken ct)
    {
        if (ore is not { } price)
        {
            return [];
        }

        var last = period.LastOrForever;
        var minutes = await db
            .HoursLines.Where(line =>
                line.ProviderId == Provider.Id
                && line.CostOre == null
                && period.First <= line.First
                && line.First <= last
            )
            .Select(line => line.BillableMinutes)
            .ToListAsync(ct);
        var cost = Format.WholeKroner(minutes.Sum(billable => LineCost.Of(billable, price)));
        return minutes.Count switch
        {
            0 => [],
            1 => [texts["Line_PricesOne", cost]],
            _ => [texts["Line_PricesMany", Format.Number(minutes.Count), cost]],
        };
    }

    private async Task<IActionResult> SaveAsync(RateChange change, string done, CancellationToken ct)
    {
        if (change.NeighbourPeriod is { } period)
        {
            change.Neighbour!.Set(period, change.Neighbour.OrePerHour);
        }

        // Two who change one provider's rates at once: the second is told, so that no two rates can overlap.
        db.Entry(Provider).Property(p => p.Version).OriginalValue = Input.Version;
        db.Reason = string.IsNullOrWhiteSpace(Input.Reason) ? null : Input.Reason.Trim();
        int priced;
        try
        {
            priced = await db.InOneTransactionAsync(
                async () =>
                {
                    await db.SaveChangesAsync(ct);
                    var count = await HoursWithoutPrice.PriceAsync(db, Provider, ct);
                    await db.SaveChangesAsync(ct);
                    return count;
                },
                ct
            );
        }
        catch (DbUpdateConcurrencyException)
        {
            db.ChangeTracker.Clear();
            OthersChanges = await HistoryView.LoadAsync(
                db,
                nameof(Provider),
                Provider.Id.ToString(CultureInfo.InvariantCulture),
                Input.Version,
                ct
            );
            ProviderId = Provider.Id;
            if (!await FindAsync(ct))
            {
                return NotThere();
            }

            Input.Version = Provider.Version;
            ModelState.Remove("Input.Version");
            return Page();
        }

        TempData.Succeeded(
            priced switch
            {
                0 => done,
                1 => $"{done} {texts["Priced_One"].Value}",
                _ => $"{done} {texts["Priced_Many", Format.Number(priced)].Value}",
            }
        );
        return RedirectToPage("Rates", new { id = Provider.Id });
    }
}

/// <summary>A rate as it is typed.</summary>
[TextsFrom(typeof(ProvidersText))]
public sealed class RateInput
{
    [Display(Name = "PerHour", Order = 1), Required]
    public Kroner? PerHour { get; set; }

    [Display(Name = "First", Order = 2), Required]
    public DateOnly? First { get; set; }

    [Display(Name = "Last", Order = 3)]
    public DateOnly? Last { get; set; }

    [Display(Name = "Reason", Order = 4), Reason, StringLength(500), DataType(DataType.MultilineText)]
    public string? Reason { get; set; }

    /// <summary>The provider's version that the form was rendered with.</summary>
    public int Version { get; set; }
}
