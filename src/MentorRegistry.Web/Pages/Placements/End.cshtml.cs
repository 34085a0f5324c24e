using System.ComponentModel.DataAnnotations;
using System.Globalization;
using MentorRegistry.Domain;
using MentorRegistry.Domain.Citizens;
using MentorRegistry.Domain.Placements;
using MentorRegistry.Web.Formatting;
using MentorRegistry.Web.Localization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace MentorRegistry.Web.Pages.Placements;

/// <summary>Ends a placement early, for a reason, and takes such an end back.</summary>
public sealed class EndModel(PlacementDesk desk) : PlacementPage(desk)
{
    private const string OtherReason = "Other";

    private static readonly string[] ReasonKeys =
    [
        "GoalReached",
        "CitizenDeclines",
        "Moved",
        "OtherSupport",
        "MentorStopped",
        OtherReason,
    ];

    [BindProperty]
    public EndInput Input { get; set; } = new();

    public IEnumerable<SelectListItem> Reasons =>
        ReasonKeys.Select(key => new SelectListItem(Desk.Texts[$"EndReason_{key}"], key));

    public async Task<IActionResult> OnGetAsync(long id, CancellationToken ct)
    {
        if (await OpenAsync(id, ct) is not { } citizenId)
        {
            return NotFound();
        }

        await ShowAsync(
            citizenId,
            id,
            citizen =>
            {
                var placement = citizen.Placements.Single(p => p.Id == id);
                Version = placement.Version;
                Input.LastDay = placement.Last < Today ? placement.Last : Today;
            },
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

        if (Input.Reason is { } chosen && !ReasonKeys.Contains(chosen, StringComparer.Ordinal))
        {
            ModelState.AddModelError("Input.Reason", Desk.Texts["Choice_Unknown"]);
        }

        if (Input.Reason == OtherReason && !ReadableText.IsReason(Input.Note))
        {
            ModelState.AddModelError("Input.Note", Desk.Texts["EndReason_NoteMissing"]);
        }

        var reason = ModelState.IsValid ? ReasonInWords() : "";
        if (!await WriteAsync(citizenId, id, citizen => End(citizen, id, reason), save: true, reason, ct))
        {
            return Page();
        }

        // Undoing asks nothing as long as nobody has changed anything of the citizen since.
        var undo = Url.Page("End", "Reopen", new { id, unchanged = CitizenVersion });
        return Done(
            Desk.Texts["Ended", Format.LongDate(Input.LastDay!.Value)],
            undo,
            Desk.Texts["Ended_Undo"]
        );
    }

    /// <summary>Takes the end back: at once as "undo", or later from this page.</summary>
    public async Task<IActionResult> OnPostReopenAsync(long id, int? unchanged, CancellationToken ct)
    {
        // The fields of ending are another form's.
        ModelState.Clear();
        if (await OpenAsync(id, ct) is not { } citizenId)
        {
            return NotFound();
        }

        if (unchanged is not null)
        {
            // What follows the citizen's version needs no placement's.
            await ShowAsync(
                citizenId,
                id,
                citizen => Version = citizen.Placements.Single(p => p.Id == id).Version,
                ct
            );
        }

        return await WriteAsync(
            citizenId,
            id,
            citizen => Reopen(citizen, id, unchanged),
            save: true,
            Confirm.TrimmedReason ?? Desk.Texts["Reopened_Reason"],
            ct
        )
            ? Done(Desk.Texts["Reopened"])
            : Page();
    }

    private Proposal? End(Citizen citizen, long id, string reason)
    {
        var placement = citizen.Placements.Single(p => p.Id == id);
        if (Input.LastDay is not { } lastDay)
        {
            return null;
        }

        if (placement.IsCancelled)
        {
            ModelState.AddModelError("", Desk.Texts["Refusal_PlacementCancelled"]);
        }
        else if (lastDay < placement.First)
        {
            ModelState.AddModelError(
                "Input.LastDay",
                Desk.Texts["End_BeforeFirst", Format.LongDate(placement.First)]
            );
        }
        else if (!placement.EndOn(lastDay, reason))
        {
            ModelState.AddModelError(
                "Input.LastDay",
                Desk.Texts["End_AfterGranted", Format.LongDate(Stored!.Grants[^1].LastOrForever)]
            );
        }

        return Proposal.Unquestioned;
    }

    private Proposal? Reopen(Citizen citizen, long id, int? unchanged)
    {
        var placement = citizen.Placements.Single(p => p.Id == id);
        if (placement.EndedOn is null || placement.Grants.MaxBy(g => g.First) is not { } latest)
        {
            ModelState.AddModelError("", Desk.Texts["Reopen_NotEnded"]);
            return null;
        }

        var isUnchanged = citizen.Version == unchanged;
        var longest = placement.LegalBasis!.LongestGrantMonths;
        var before = Desk.Warnings(placement.Span, latest, longest, citizen.Placements, Insight);
        placement.Reopen();
        var after = Desk.Warnings(placement.Span, latest, longest, citizen.Placements, Insight);
        return isUnchanged
            ? Proposal.Unquestioned
            : new Proposal(PlacementCheck.Worse(before, after), Stored!.Who, Stored.LegalBasis);
    }

    /// <summary>The chosen reason and the note as one sentence, as history and the overview keep it.</summary>
    private string ReasonInWords()
    {
        var note = Input.Note?.Trim();
        if (Input.Reason is null or OtherReason)
        {
            return note ?? "";
        }

        string chosen = Desk.Texts[$"EndReason_{Input.Reason}"];
        return string.IsNullOrEmpty(note)
            ? chosen
            : string.Create(CultureInfo.InvariantCulture, $"{chosen}: {note}");
    }
}

/// <summary>An early end as it is typed.</summary>
[TextsFrom(typeof(PlacementsText))]
public sealed class EndInput
{
    [Display(Name = "LastDay"), Required]
    public DateOnly? LastDay { get; set; }

    [Display(Name = "EndReason"), Required, StringLength(20)]
    public string? Reason { get; set; }

    // With the longest of the reasons to choose from it fits the 500 that are kept.
    [Display(Name = "EndNote"), StringLength(400), DataType(DataType.MultilineText)]
    public string? Note { get; set; }
}
