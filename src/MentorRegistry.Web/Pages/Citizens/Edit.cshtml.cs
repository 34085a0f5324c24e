using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using MentorRegistry.Domain.Citizens;
using MentorRegistry.Web.Access;
using MentorRegistry.Web.Data;
using MentorRegistry.Web.Input;
using MentorRegistry.Web.Localization;
using MentorRegistry.Web.Pages.Shared;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace MentorRegistry.Web.Pages.Citizens;

/// <summary>
/// A citizen's name, and a new CPR number with the day from which it holds. Open to those whose department has, or has
/// had, a placement with the citizen. A new number is a search: it tells whether somebody has it.
/// </summary>
[Throttled(Throttles.CitizenForm)]
public sealed class EditModel(
    RegistryDb db,
    LookupLog lookups,
    CitizenAccess access,
    CurrentUser user,
    Clock clock,
    IStringLocalizer<CitizensText> text,
    IStringLocalizer<ValidationText> messages,
    IDataProtectionProvider protection
) : PageModel
{
    private readonly IDataProtector _seal = protection.CreateProtector("The form of a citizen");

    [BindProperty(SupportsGet = true)]
    public string Reference { get; set; } = "";

    [BindProperty]
    public EditCitizenInput Input { get; set; } = new();

    /// <summary>The number in force, masked.</summary>
    public string MaskedNumber { get; private set; } = "";

    /// <summary>What somebody else changed while this was being written.</summary>
    public HistoryView? ChangedMeanwhile { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (await FindAsync(ct) is not { } citizen)
        {
            return NotFound();
        }

        await lookups.RecordAsync(citizen.Id, LookupKind.Form, ct, purpose: null, isOwn: true);
        Show(citizen);
        Input = new EditCitizenInput
        {
            Name = citizen.Name,
            NumberFrom = clock.Today,
            IsProtected = citizen.IsProtected,
            Opened = Stamp(citizen),
        };
        return Page();
    }

    public async Task<IActionResult> OnPostLanguageAsync(CancellationToken ct)
    {
        if (await FindAsync(ct) is not { } citizen)
        {
            return NotFound();
        }

        await lookups.RecordAsync(citizen.Id, LookupKind.Form, ct, purpose: null, isOwn: true);
        Show(citizen);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (await FindAsync(ct) is not { } citizen)
        {
            return NotFound();
        }

        // The form comes back with the name on it when something is wrong.
        await lookups.RecordAsync(citizen.Id, LookupKind.Form, ct, purpose: null, isOwn: true);
        Show(citizen);
        var number = ReadNumber(citizen);
        await CheckNotTakenAsync(number, citizen, ct);
        if (!ModelState.IsValid)
        {
            return Page();
        }

        if (StateOf(Input.Opened) != StateOf(citizen))
        {
            return await LostRaceAsync(citizen.Id, ct);
        }

        citizen.Name = Input.Name!.Trim();
        citizen.IsProtected = Input.IsProtected;
        if (number is not null)
        {
            citizen.GiveNumber(number, Input.NumberFrom!.Value);
        }

        db.ChangeTracker.DetectChanges();
        if (!db.ChangeTracker.HasChanges())
        {
            TempData.Succeeded(text["Edit_NothingChanged"]);
            return RedirectToPage("Overview", new { reference = Reference });
        }

        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateConcurrencyException)
        {
            return await LostRaceAsync(citizen.Id, ct);
        }
        catch (DbUpdateException) when (number is not null)
        {
            // Somebody else's citizen was given the number between the check and the save.
            db.ChangeTracker.Clear();
            await CheckNotTakenAsync(number, citizen, ct);
            if (ModelState.IsValid)
            {
                throw;
            }

            return Page();
        }

        TempData.Succeeded(text["Edit_Saved"]);
        return RedirectToPage("Overview", new { reference = Reference });
    }

    /// <summary>The citizen with numbers; <c>null</c> for nobody, and for somebody else's citizen alike.</summary>
    private async Task<Citizen?> FindAsync(CancellationToken ct)
    {
        if (!CitizenReference.TryParse(Reference, out var id))
        {
            return null;
        }

        Reference = CitizenReference.Of(id);
        var own = user.DepartmentIds.Where(user.MayChangePlacementsOf).ToList();
        return await db
            .Citizens.Include(citizen => citizen.Numbers)
            .SingleOrDefaultAsync(
                citizen =>
                    citizen.Id == id
                    && citizen.Placements.Any(placement =>
                        !placement.IsCancelled && own.Contains(placement.DepartmentId)
                    ),
                ct
            );
    }

    // The citizen's version moves with every placement, also of departments that are not seen: sealed, and compared by
    // what the form itself shows.
    private string Stamp(Citizen citizen) =>
        _seal.Protect(string.Create(CultureInfo.InvariantCulture, $"{citizen.Version}|{StateOf(citizen)}"));

    private static string StateOf(Citizen citizen) =>
        Convert.ToHexString(
            SHA256.HashData(
                Encoding.UTF8.GetBytes(
                    $"{citizen.Name}|{citizen.IsProtected}|{citizen.CurrentNumber?.Digits}"
                )
            )
        );

    private string? StateOf(string? opened) => Unseal(opened) is [_, var state] ? state : null;

    private int VersionOf(string? opened) =>
        Unseal(opened) is [var version, _] ? int.Parse(version, CultureInfo.InvariantCulture) : int.MaxValue;

    private string[] Unseal(string? opened)
    {
        try
        {
            return opened is null ? [] : _seal.Unprotect(opened).Split('|', 2);
        }
        catch (CryptographicException)
        {
            return [];
        }
    }

    private void Show(Citizen citizen) => MaskedNumber = citizen.CurrentNumber?.Masked ?? "";

    private CprNumber? ReadNumber(Citizen citizen)
    {
        if (string.IsNullOrWhiteSpace(Input.NewNumber))
        {
            // The day says nothing without a number; it stands there filled in.
            ModelState.Remove("Input.NumberFrom");
            return null;
        }

        if (!CprNumber.TryParse(Input.NewNumber, out var number, out var problem))
        {
            ModelState.AddModelError(
                "Input.NewNumber",
                messages[InputTexts.Key(problem), text["Edit_NewNumber"]]
            );
        }
        else if (number.Digits == citizen.CurrentNumber?.Digits)
        {
            ModelState.AddModelError("Input.NewNumber", text["Edit_NumberSame"]);
        }

        if (ModelState.GetFieldValidationState("Input.NumberFrom") is not Invalid)
        {
            if (Input.NumberFrom is not { } from)
            {
                ModelState.AddModelError(
                    "Input.NumberFrom",
                    messages[ValidationMessages.Prefix + "Required", text["Edit_NumberFrom"]]
                );
            }
            else if (clock.Today < from)
            {
                ModelState.AddModelError("Input.NumberFrom", text["Edit_FromFuture"]);
            }
        }

        return number;
    }

    private const Microsoft.AspNetCore.Mvc.ModelBinding.ModelValidationState Invalid = Microsoft
        .AspNetCore
        .Mvc
        .ModelBinding
        .ModelValidationState
        .Invalid;

    private async Task CheckNotTakenAsync(CprNumber? number, Citizen citizen, CancellationToken ct)
    {
        if (number is null || citizen.Numbers.Exists(own => own.Digits == number.Digits))
        {
            return;
        }

        var owner = await db.CitizenOfAsync(number, ct);
        await lookups.RecordSearchAsync(number.Digits, owner, ct);
        if (owner is { } id)
        {
            // The reference only, and only of one whom the person may open without being asked why.
            var isOpen = await access.LookAsync(id, ct) is { IsOwn: true } or { Purpose: not null };
            ModelState.AddModelError(
                "Input.NewNumber",
                isOpen ? text["Edit_NumberTaken", CitizenReference.Of(id)] : text["Edit_NumberTakenElsewhere"]
            );
        }
    }

    private async Task<IActionResult> LostRaceAsync(long id, CancellationToken ct)
    {
        db.ChangeTracker.Clear();
        if (await FindAsync(ct) is not { } now || await access.LookAsync(id, ct) is not { } open)
        {
            return NotFound();
        }

        ChangedMeanwhile = await HistoryView.OfCitizenAsync(
            db,
            id,
            new Dictionary<(string, string), string>(),
            new Dictionary<(string, string), string>(),
            bases: [],
            open.Insight,
            ct,
            VersionOf(Input.Opened)
        );

        // What was typed stays; saved again it is upon what the other one left.
        Show(now);
        Input.Opened = Stamp(now);
        ModelState.Remove("Input.Opened");
        Response.StatusCode = StatusCodes.Status409Conflict;
        return Page();
    }
}

[TextsFrom(typeof(CitizensText))]
public sealed class EditCitizenInput
{
    [Display(Name = "Edit_Name"), Required, StringLength(200)]
    public string? Name { get; set; }

    [Display(Name = "Edit_NewNumber"), StringLength(20)]
    public string? NewNumber { get; set; }

    [Display(Name = "Edit_NumberFrom")]
    public DateOnly? NumberFrom { get; set; }

    [Display(Name = "IsProtected")]
    public bool IsProtected { get; set; }

    /// <summary>What the form was opened on: sealed, for the version counts what others do to placements not seen.</summary>
    public string? Opened { get; set; }
}
