using System.ComponentModel.DataAnnotations;
using System.Globalization;
using MentorRegistry.Domain;
using MentorRegistry.Domain.Money;
using MentorRegistry.Domain.Providers;
using MentorRegistry.Web.Data;
using MentorRegistry.Web.Data.Logs;
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
public sealed class EditCorpsAccountModel(RegistryDb db, Clock clock, IStringLocalizer<ProvidersText> texts)
    : PageModel
{
    /// <summary>The account; <c>null</c> = a new one.</summary>
    [BindProperty(SupportsGet = true)]
    public long? Id { get; set; }

    /// <summary>Whose, where it is a new one.</summary>
    [BindProperty(SupportsGet = true, Name = "provider")]
    public long? ProviderId { get; set; }

    [BindProperty]
    public CorpsAccountInput Input { get; set; } = new();

    public const string Remove = "remove";

    /// <summary><see cref="Remove"/> once that has been said yes to.</summary>
    [BindProperty]
    public string? Confirm { get; set; }

    public bool AsksRemoval { get; private set; }

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
            var isSaved = await db.InOneTransactionAsync(
                async () =>
                {
                    // Whoever writes the same days down at once waits here, or has been waited for.
                    await db.LockLogAsync(ChainedLog.Audit, ct);
                    if (await OverlappingAsync(account.First, account.Last, ct) is not null)
                    {
                        return false;
                    }

                    await db.SaveChangesAsync(ct);
                    return true;
                },
                ct
            );
            if (!isSaved)
            {
                db.ChangeTracker.Clear();
                await CheckAsync(ct);
                return Page();
            }
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

        TempData.Succeeded(texts["Corps_Saved"]);
        return RedirectToPage("Rates", new { id = Provider.Id });
    }

    /// <summary>Takes away what was written down by mistake; history keeps it.</summary>
    public async Task<IActionResult> OnPostRemoveAsync(CancellationToken ct)
    {
        if (await FindAsync(ct) is not { } account || Id is null)
        {
            return NotFound();
        }

        ModelState.Clear();
        if (Confirm != Remove)
        {
            AsksRemoval = true;
            return Page();
        }

        db.CorpsAccounts.Remove(account);
        await db.SaveChangesAsync(ct);
        TempData.Succeeded(texts["Corps_Removed"]);
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

    // What cannot be is a digit too many, or the hours of one person or one week in place of all.
    private void CheckHours()
    {
        if (Input is not { HoursPerWeek: { } paid, Mentors: { } mentors, Weeks: { } weeks })
        {
            return;
        }

        if (paid.Minutes > (long)mentors * WeeklyHours.MinutesInAWeek)
        {
            ModelState.AddModelError("Input.HoursPerWeek", texts["Corps_HoursTooMany"]);
        }

        if (Input.DirectPerWeekExpected?.Minutes == 0)
        {
            ModelState.AddModelError("Input.DirectPerWeekExpected", texts["Corps_DirectZero"]);
        }

        if (Input.DirectPerWeekExpected?.Minutes > paid.Minutes)
        {
            ModelState.AddModelError("Input.DirectPerWeekExpected", texts["Corps_DirectTooMany"]);
        }

        if (Input.Direct?.Minutes > (long)paid.Minutes * weeks)
        {
            ModelState.AddModelError("Input.Direct", texts["Corps_DirectTooMany"]);
        }
    }

    private async Task CheckAsync(CancellationToken ct)
    {
        if (Input.First is not { } first || Input.Last is not { } last)
        {
            return;
        }

        if (first > clock.Today)
        {
            ModelState.AddModelError("Input.First", texts["Corps_ToCome"]);
        }

        if (last < first)
        {
            ModelState.AddModelError("Input.Last", texts["Corps_LastBeforeFirst"]);
            return;
        }

        CheckHours();
        var weeks = (new DatePeriod(first, last).DaysUntil(last) + 6) / 7;
        if (Input.Weeks > weeks)
        {
            ModelState.AddModelError("Input.Weeks", texts["Corps_WeeksTooMany", Format.Number(weeks)]);
        }

        if (await OverlappingAsync(first, last, ct) is { } other)
        {
            ModelState.AddModelError(
                "Input.First",
                other.First == first && other.Last == last
                    ? texts["Corps_Taken"]
                    : texts["Corps_Overlaps", Format.Date(other.First), Format.Date(other.Last)]
            );
        }
    }

    // The same money and hours would stand in two of them.
    private Task<CorpsAccount?> OverlappingAsync(DateOnly first, DateOnly last, CancellationToken ct) =>
        db
            .CorpsAccounts.AsNoTracking()
            .Where(a => a.Id != Id && a.ProviderId == Provider.Id && a.First <= last && first <= a.Last)
            .OrderBy(a => a.First)
            .FirstOrDefaultAsync(ct);
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
