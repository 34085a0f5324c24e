using System.ComponentModel.DataAnnotations;
using MentorRegistry.Domain.Citizens;
using MentorRegistry.Web.Input;
using MentorRegistry.Web.Localization;
using Microsoft.AspNetCore.Mvc;

namespace MentorRegistry.Web.Pages.Placements;

/// <summary>Cancels a placement: registered by mistake, or given up before it began.</summary>
public sealed class CancelModel(PlacementDesk desk) : PlacementPage(desk)
{
    [BindProperty]
    public CancelInput Input { get; set; } = new();

    public async Task<IActionResult> OnGetAsync(long id, CancellationToken ct)
    {
        if (await OpenAsync(id, ct) is not { } citizenId)
        {
            return NotFound();
        }

        await ShowAsync(
            citizenId,
            id,
            citizen => Version = citizen.Placements.Single(p => p.Id == id).Version,
            ct
        );
        return Page();
    }

    public async Task<IActionResult> OnPostLanguageAsync(long id, CancellationToken ct)
    {
        if (await OpenAsync(id, ct) is not { } citizenId)
        {
            return NotFound();
        }

        await ShowAsync(citizenId, id, fill: null, ct);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(long id, CancellationToken ct)
    {
        if (await OpenAsync(id, ct) is not { } citizenId)
        {
            return NotFound();
        }

        var reason = Input.Reason?.Trim() ?? "";
        return await WriteAsync(citizenId, id, citizen => Cancel(citizen, id, reason), save: true, reason, ct)
            ? Done(Desk.Texts["Cancelled"])
            : Page();
    }

    private Proposal Cancel(Citizen citizen, long id, string reason)
    {
        var placement = citizen.Placements.Single(p => p.Id == id);
        if (placement.IsCancelled)
        {
            ModelState.AddModelError("", Desk.Texts["Refusal_PlacementCancelled"]);
        }

        placement.Cancel(reason);
        return Proposal.Unquestioned;
    }
}

/// <summary>A cancellation as it is typed.</summary>
[TextsFrom(typeof(PlacementsText))]
public sealed class CancelInput
{
    [Display(Name = "CancelReason")]
    [Required]
    [Reason]
    [StringLength(500, MinimumLength = Confirmation.ShortestReason)]
    [DataType(DataType.MultilineText)]
    public string? Reason { get; set; }
}
