using System.ComponentModel.DataAnnotations;
using System.Globalization;
using MentorRegistry.Domain;
using MentorRegistry.Domain.Money;
using MentorRegistry.Domain.Providers;
using MentorRegistry.Web.Data;
using MentorRegistry.Web.Formatting;
using MentorRegistry.Web.Input;
using MentorRegistry.Web.Localization;
using MentorRegistry.Web.Pages.Shared;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace MentorRegistry.Web.Pages.Providers;

/// <summary>Writes down what the internal corps cost and delivered in a period, or changes it.</summary>
public sealed class EditCorpsAccountModel(RegistryDb db, IStringLocalizer<ProvidersText> texts) : PageModel
{
    /// <summary>The account; <c>null</c> = a new one.</summary>
    [BindProperty(SupportsGet = true)]
    public long? Id { get; set; }

    /// <summary>Whose, where it is a new one.</summary>
    [BindProperty(SupportsGet = true, Name = "provider")]
    public long? ProviderId { get; set; }

    [BindProperty]
    public CorpsAccountInput Input { get; set; } = new();

    public Provider Provider { get; private set; } = null!;

    public HistoryView? OthersChanges { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (await FindAsync(ct) is not { } account)
        {
            return NotFound();
        }

        if (Id is not null)
        {
            Input = new CorpsAccountInput
            {
                First = account.First,
                Last = account.Last,
                Mentors = account.Mentors,
                HoursPerWeek = new TotalHours(account.MinutesPerWeek),
                DirectPerWeekExpected = new TotalHours(account.DirectMinutesPerWeekExpected),
                Weeks = account.Weeks,
                Direct = new TotalHours(account.DirectMinutes),
                Expenditure = account.ExpenditureOre is { } spent ? new Kroner(spent) : null,
                Comparison = account.ComparisonOrePerHour is { } rate ? new Kroner(rate) : null,
                Version = account.Version,
            };
        }

        return Page();
    }

    public async Task<IActionResult> OnPostLanguageAsync(CancellationToken ct) =>
        await FindAsync(ct) is null ? NotFound() : Page();

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (await FindAsync(ct) is not { } account)
        {
            return NotFound();
        }

        await CheckAsync(ct);
        if (!ModelState.IsValid)
        {
            return Page();
        }

        Input.WriteTo(account);
        if (Id is null)
        {
            db.CorpsAccounts.Add(account);
        }
        else
        {
            db.Entry(account).Property(a => a.Version).OriginalValue = Input.Version;
        }

        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateConcurrencyException)
        {
            db.ChangeTracker.Clear();
            OthersChanges = await HistoryView.LoadAsync(
                db,
                nameof(CorpsAccount),
                Id!.Value.ToString(CultureInfo.InvariantCulture),
                Input.Version,
                ct
            );
            Input.Version = (await FindAsync(ct))?.Version ?? 0;
            ModelState.Remove("Input.Version");
            return Page();
        }
        catch (DbUpdateException)
        {
            // Two wrote the same days down at once: the database's unique index refuses the second.
            db.ChangeTracker.Clear();
            await CheckAsync(ct);
            if (ModelState.IsValid)
            {
                throw;
            }

            return Page();
        }

        TempData.Succeeded(texts["Corps_Saved"]);
        return RedirectToPage("Rates", new { id = Provider.Id });
    }

    private async Task<CorpsAccount?> FindAsync(CancellationToken ct)
    {
        var account = Id is null ? null : await db.CorpsAccounts.SingleOrDefaultAsync(a => a.Id == Id, ct);
        var providerId = account?.ProviderId ?? (Id is null ? ProviderId : null);
        var provider = await db
            .Providers.AsNoTracking()
            .SingleOrDefaultAsync(p => p.Id == providerId && p.Kind == ProviderKind.InternalCorps, ct);
        Provider = provider!;
        return provider is null ? null : account ?? new CorpsAccount { ProviderId = provider.Id };
    }

    private async Task CheckAsync(CancellationToken ct)
    {
        if (Input.First is not { } first || Input.Last is not { } last)
        {
            return;
        }

        if (last < first)
        {
            ModelState.AddModelError("Input.Last", texts["Corps_LastBeforeFirst"]);
            return;
        }

        var weeks = (new DatePeriod(first, last).DaysUntil(last) + 6) / 7;
        if (Input.Weeks > weeks)
        {
            ModelState.AddModelError("Input.Weeks", texts["Corps_WeeksTooMany", Format.Number(weeks)]);
        }

        if (
            await db.CorpsAccounts.AnyAsync(
                a => a.Id != Id && a.ProviderId == Provider.Id && a.First == first && a.Last == last,
                ct
            )
        )
        {
            ModelState.AddModelError("Input.First", texts["Corps_Taken"]);
        }
    }
}

/// <summary>An account as it is typed.</summary>
[TextsFrom(typeof(ProvidersText))]
public sealed class CorpsAccountInput
{
    [Display(Name = "Corps_First", Order = 1), Required]
    public DateOnly? First { get; set; }

    [Display(Name = "Corps_Last", Order = 2), Required]
    public DateOnly? Last { get; set; }

    [Display(Name = "Corps_Expenditure", Order = 3)]
    public Kroner? Expenditure { get; set; }

    [Display(Name = "Corps_Direct", Order = 4), Required]
    public TotalHours? Direct { get; set; }

    [Display(Name = "Corps_DirectPerWeekExpected", Order = 5), Required]
    public TotalHours? DirectPerWeekExpected { get; set; }

    [Display(Name = "Corps_Weeks", Order = 6), Required, Range(0, 10_000)]
    public int? Weeks { get; set; }

    [Display(Name = "Corps_Mentors", Order = 7), Required, Range(0, 100_000)]
    public int? Mentors { get; set; }

    [Display(Name = "Corps_HoursPerWeek", Order = 8), Required]
    public TotalHours? HoursPerWeek { get; set; }

    [Display(Name = "Corps_Comparison", Order = 9)]
    public Kroner? Comparison { get; set; }

    /// <summary>The version that the form was rendered with.</summary>
    public int Version { get; set; }

    public void WriteTo(CorpsAccount account)
    {
        (account.First, account.Last) = (First!.Value, Last!.Value);
        (account.Mentors, account.Weeks) = (Mentors!.Value, Weeks!.Value);
        account.MinutesPerWeek = HoursPerWeek!.Value.Minutes;
        account.DirectMinutesPerWeekExpected = DirectPerWeekExpected!.Value.Minutes;
        account.DirectMinutes = Direct!.Value.Minutes;
        account.ExpenditureOre = Expenditure?.Ore;
        account.ComparisonOrePerHour = Comparison?.Ore;
    }
}
