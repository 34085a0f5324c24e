using System.ComponentModel.DataAnnotations;
using System.Globalization;
using MentorRegistry.Domain;
using MentorRegistry.Domain.Citizens;
using MentorRegistry.Domain.Sharing;
using MentorRegistry.Web.Access;
using MentorRegistry.Web.Data;
using MentorRegistry.Web.Localization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace MentorRegistry.Web.Pages.Citizens;

/// <summary>Where somebody was going who must first say why.</summary>
public enum PurposeThen
{
    Overview,
    Sheet,
    Register,
}

/// <summary>
/// Asked before a citizen is opened with whom no own department has anything to do. What is said is recorded, and the
/// citizen can be told of it. Nothing of the citizen stands here but the reference.
/// </summary>
[TextsFrom(typeof(CitizensText))]
[Throttled(Throttles.Citizen)]
public sealed class PurposeModel(
    RegistryDb db,
    CitizenAccess access,
    LookupLog lookups,
    Clock clock,
    IStringLocalizer<CitizensText> text
) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string Reference { get; set; } = "";

    [BindProperty(SupportsGet = true, Name = "then")]
    public PurposeThen Then { get; set; }

    [BindProperty, Display(Name = "Purpose"), Required]
    public long? PurposeId { get; set; }

    public IReadOnlyList<SelectListItem> Purposes { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (
            !CitizenReference.TryParse(Reference, out var id)
            || await access.LookAsync(id, ct) is not { } citizen
        )
        {
            return NotFound();
        }

        Reference = CitizenReference.Of(id);
        if (citizen.IsOwn)
        {
            return Onwards();
        }

        await LoadAsync(ct);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (
            !CitizenReference.TryParse(Reference, out var id)
            || await access.LookAsync(id, ct) is not { } citizen
        )
        {
            return NotFound();
        }

        Reference = CitizenReference.Of(id);
        await LoadAsync(ct);
        var chosen = PurposeId?.ToString(CultureInfo.InvariantCulture);
        var purpose = Purposes.FirstOrDefault(purpose => purpose.Value == chosen);
        if (PurposeId is not null && purpose is null)
        {
            ModelState.AddModelError(nameof(PurposeId), text["Purpose_Unknown"]);
        }

        if (!ModelState.IsValid || PurposeId is not { } purposeId || purpose is null)
        {
            return Page();
        }

        var given = new GivenPurpose(purposeId, purpose.Text);
        await lookups.RecordAsync(id, LookupKind.Purpose, ct, given, citizen.IsOwn);
        return Onwards();
    }

    private LocalRedirectResult Onwards() =>
        LocalRedirect(
            Then switch
            {
                PurposeThen.Sheet => $"~/Citizens/{Reference}/Sheet",
                PurposeThen.Register => $"~/Placements/Register?citizen={Reference}",
                _ => $"~/Citizens/{Reference}",
            }
        );

    private async Task LoadAsync(CancellationToken ct)
    {
        var purposes = await db.LookupPurposes.AsNoTracking().ToListAsync(ct);
        Purposes =
        [
            .. purposes
                .Where(purpose => purpose.IsValidOn(clock.Today))
                .OrderBy(purpose => purpose.Name, Languages.NameOrder)
                .Select(purpose => new SelectListItem(
                    purpose.Name,
                    purpose.Id.ToString(CultureInfo.InvariantCulture)
                )),
        ];
    }
}
