using System.ComponentModel.DataAnnotations;
using System.Globalization;
using MentorRegistry.Domain;
using MentorRegistry.Domain.Citizens;
using MentorRegistry.Domain.Sharing;
using MentorRegistry.Web.Access;
using MentorRegistry.Web.Data;
using MentorRegistry.Web.Input;
using MentorRegistry.Web.Localization;
using MentorRegistry.Web.Pages.Shared;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace MentorRegistry.Web.Pages.Citizens;

/// <summary>
/// What lets departments see each other's placements of a citizen: recorded by staff of a department that is named on
/// it, withdrawn by staff of any department that is.
/// </summary>
[Throttled(Throttles.CitizenForm)]
public sealed class SharingModel(
    RegistryDb db,
    CitizenAccess access,
    CurrentUser user,
    Clock clock,
    IStringLocalizer<CitizensText> text
) : PageModel
{
    private Dictionary<long, string> _names = [];
    private Dictionary<long, SharingGround> _grounds = [];

    [BindProperty(SupportsGet = true)]
    public string Reference { get; set; } = "";

    [BindProperty]
    public SharingInput Input { get; set; } = new();

    public IReadOnlyList<SharingBasis> Bases { get; private set; } = [];

    public IReadOnlyList<SelectListItem> Grounds { get; private set; } = [];

    public IReadOnlyList<SelectListItem> Departments { get; private set; } = [];

    public DateOnly Today => clock.Today;

    public bool HasErrorOfDepartments =>
        ModelState.GetFieldValidationState("Input.DepartmentIds") == ModelValidationState.Invalid;

    public string NamesOf(SharingBasis basis) =>
        string.Join(", ", basis.DepartmentIds.Select(id => _names[id]).Order(Languages.NameOrder));

    public string GroundOf(SharingBasis basis) => _grounds[basis.GroundId].Name;

    public Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        Input.First = clock.Today;
        Input.DepartmentIds = [.. user.DepartmentIds];
        return ShowAsync(ct);
    }

    /// <summary>The page in another language, with what is typed.</summary>
    public Task<IActionResult> OnPostLanguageAsync(CancellationToken ct)
    {
        ModelState.Clear();
        return ShowAsync(ct);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        var shown = await ShowAsync(ct);
        if (shown is not PageResult)
        {
            return shown;
        }

        Check();
        if (!ModelState.IsValid || !CitizenReference.TryParse(Reference, out var citizenId))
        {
            return Page();
        }

        var basis = new SharingBasis
        {
            CitizenId = citizenId,
            GroundId = Input.GroundId!.Value,
            First = Input.First!.Value,
            Last = Input.Last,
            Source = Input.Source!.Trim(),
            RecordedBy = user.DisplayName,
            RecordedUtc = clock.UtcNow,
        };
        basis.Departments.AddRange(
            Input.DepartmentIds.Distinct().Select(id => new SharingBasisDepartment { DepartmentId = id })
        );
        db.SharingBases.Add(basis);
        await db.SaveChangesAsync(ct);
        TempData.Succeeded(text["Sharing_Saved"]);
        return RedirectToPage("Overview", new { reference = Reference });
    }

    public async Task<IActionResult> OnPostWithdrawAsync(long basisId, CancellationToken ct)
    {
        ModelState.Clear();
        var shown = await ShowAsync(ct);
        if (shown is not PageResult)
        {
            return shown;
        }

        // Of this citizen, and of those that name an own department: of others nobody here may know.
        if (Bases.All(basis => basis.Id != basisId))
        {
            return NotFound();
        }

        var stored = await db.SharingBases.SingleAsync(basis => basis.Id == basisId, ct);
        stored.Withdraw(clock.Today, user.DisplayName);
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateConcurrencyException)
        {
            // Somebody else has just withdrawn it, which is what was asked for.
        }

        TempData.Succeeded(text["Sharing_WithdrawnNow"]);
        return RedirectToPage(new { reference = Reference });
    }

    private void Check()
    {
        var chosen = Input.GroundId?.ToString(CultureInfo.InvariantCulture);
        if (chosen is not null && Grounds.All(ground => ground.Value != chosen))
        {
            ModelState.AddModelError("Input.GroundId", text["Sharing_UnknownGround"]);
        }
        else if (Input is { GroundId: { } groundId, First: { } first })
        {
            switch (SharingBasis.RefusalOf(_grounds[groundId].IsConsent, first, Today))
            {
                case BasisRefusal.BeginsTooEarly:
                    ModelState.AddModelError("Input.First", text["Sharing_BeginsTooEarly"]);
                    break;
                case BasisRefusal.ConsentToCome:
                    ModelState.AddModelError("Input.First", text["Sharing_ConsentToCome"]);
                    break;
            }
        }

        var departments = Input.DepartmentIds.Distinct().ToList();
        if (
            departments.Count < SharingBasis.FewestDepartments
            || departments.Exists(id => !_names.ContainsKey(id))
        )
        {
            ModelState.AddModelError("Input.DepartmentIds", text["Sharing_TwoDepartments"]);
        }
        else if (!departments.Exists(user.DepartmentIds.Contains))
        {
            ModelState.AddModelError("Input.DepartmentIds", text["Sharing_OwnDepartment"]);
        }

        if (Input.Last < Input.First)
        {
            ModelState.AddModelError("Input.Last", text["Sharing_LastBeforeFirst"]);
        }
    }

    private async Task<IActionResult> ShowAsync(CancellationToken ct)
    {
        if (
            !CitizenReference.TryParse(Reference, out var id)
            || await access.OpenAsync(id, LookupKind.Form, ct) is not { } citizen
        )
        {
            return NotFound();
        }

        Reference = CitizenReference.Of(id);
        if (citizen.NeedsPurpose)
        {
            return RedirectToPage("Purpose", new { reference = Reference });
        }

        Bases = citizen.Bases;
        var departments = await db.Departments.AsNoTracking().ToListAsync(ct);
        _names = departments.ToDictionary(department => department.Id, department => department.Name);
        Departments =
        [
            .. departments
                .Where(department => department.ValidTo is null || Today <= department.ValidTo)
                .OrderBy(department => department.Name, Languages.NameOrder)
                .Select(department => new SelectListItem(
                    department.Name,
                    department.Id.ToString(CultureInfo.InvariantCulture),
                    Input.DepartmentIds.Contains(department.Id)
                )),
        ];
        var grounds = await db.SharingGrounds.AsNoTracking().ToListAsync(ct);
        _grounds = grounds.ToDictionary(ground => ground.Id);
        Grounds =
        [
            .. grounds
                .Where(ground => ground.IsValidOn(Today))
                .OrderByDescending(ground => ground.IsConsent)
                .ThenBy(ground => ground.Name, Languages.NameOrder)
                .Select(ground => new SelectListItem(
                    ground.Name,
                    ground.Id.ToString(CultureInfo.InvariantCulture)
                )),
        ];
        return Page();
    }
}

[TextsFrom(typeof(CitizensText))]
public sealed class SharingInput
{
    [Display(Name = "Sharing_Ground"), Required]
    public long? GroundId { get; set; }

    [Display(Name = "Sharing_Departments")]
    public List<long> DepartmentIds { get; set; } = [];

    [Display(Name = "Sharing_First"), Required]
    public DateOnly? First { get; set; }

    [Display(Name = "Sharing_Last")]
    public DateOnly? Last { get; set; }

    [Display(Name = "Sharing_Source"), Required, Reason, StringLength(100)]
    public string? Source { get; set; }
}
