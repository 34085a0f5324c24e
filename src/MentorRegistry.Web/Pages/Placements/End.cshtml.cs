using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using MentorRegistry.Domain;
using MentorRegistry.Domain.Citizens;
using MentorRegistry.Domain.Placements;
using MentorRegistry.Web.Formatting;
using MentorRegistry.Web.Localization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace MentorRegistry.Web.Pages.Placements;

/// <summary>Ends a placement early, for a reason, and takes such an end back.</summary>
public sealed class EndModel(PlacementDesk desk, PlacementChoices choices, IDataProtectionProvider protection)
    : PlacementPage(desk)
{
    // Long enough for somebody who sees at once that it was the wrong one.
    private static readonly TimeSpan UndoneWithin = TimeSpan.FromHours(1);

    private readonly ITimeLimitedDataProtector _seal = protection
        .CreateProtector("The end of a placement")
        .ToTimeLimitedDataProtector();

    // What was told of the placement before it was ended.
    private string _told = "";

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

    public IEnumerable<SelectListItem> Outcomes =>
        choices.Outcomes(Input.OutcomeId, Stored?.EndedOn ?? Input.LastDay);

    public async Task<IActionResult> OnGetAsync(long id, CancellationToken ct)
    {
        if (await OpenWithOutcomesAsync(id, ct) is not { } citizenId)
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
                Input.OutcomeId = placement.OutcomeId;
            },
            ct
        );
        return Page();
    }

    public async Task<IActionResult> OnPostLanguageAsync(long id, CancellationToken ct)
    {
        if (await OpenWithOutcomesAsync(id, ct) is not { } citizenId)
        {
            return NotFound();
        }

        await ShowAsync(citizenId, id, fill: null, ct);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(long id, CancellationToken ct)
    {
        if (await OpenWithOutcomesAsync(id, ct) is not { } citizenId)
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

        choices.JudgeOutcome(Input.OutcomeId, had: null, Input.LastDay, ModelState);
        var reason = ModelState.IsValid ? ReasonInWords() : "";
        if (!await WriteAsync(citizenId, id, citizen => End(citizen, id, reason), save: true, reason, ct))
        {
            return Page();
        }

        // Undoing asks nothing as long as nothing more is to be told than before.
        var undo = Url.Page("End", "Reopen", new { id, told = _seal.Protect(_told, UndoneWithin) });
        return Done(
            Desk.Texts["Ended", Format.LongDate(Input.LastDay!.Value)],
            undo,
            Desk.Texts["Ended_Undo"]
        );
    }

    /// <summary>Takes the end back: at once as "undo", or later from this page.</summary>
    public async Task<IActionResult> OnPostReopenAsync(long id, string? told, CancellationToken ct)
    {
        // The fields of ending are another form's.
        ModelState.Clear();
        if (await OpenWithOutcomesAsync(id, ct) is not { } citizenId)
        {
            return NotFound();
        }

        var undone = Unseal(told);
        if (undone is not null)
        {
            // What the end closed is as it was.
            Desk.Db.IsUndone = true;
            // What follows what was told needs no placement's version.
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
            citizen => Reopen(citizen, id, undone),
            save: true,
            Confirm.TrimmedReason ?? Desk.Texts["Reopened_Reason"],
            ct
        )
            ? Done(Desk.Texts["Reopened"])
            : Page();
    }

    /// <summary>Says what came of a placement that was ended early: often it is known only later.</summary>
    public async Task<IActionResult> OnPostOutcomeAsync(long id, CancellationToken ct)
    {
        var outcome = Input.OutcomeId;
        // The fields of ending are another form's.
        ModelState.Clear();
        if (await OpenWithOutcomesAsync(id, ct) is not { } citizenId)
        {
            return NotFound();
        }

        return await WriteAsync(
            citizenId,
            id,
            citizen => SayOutcome(citizen, id, outcome),
            save: true,
            reason: null,
            ct
        )
            ? Done(Desk.Texts["Outcome_Saved"])
            : Page();
    }

    private Proposal? SayOutcome(Citizen citizen, long id, long? outcome)
    {
        var placement = citizen.Placements.Single(p => p.Id == id);
        if (placement.IsCancelled || placement.EndedOn is null)
        {
            ModelState.AddModelError("", Desk.Texts["Reopen_NotEnded"]);
            return null;
        }

        choices.JudgeOutcome(outcome, placement.OutcomeId, placement.EndedOn, ModelState);
        placement.OutcomeId = outcome;
        return Proposal.Unquestioned;
    }

    private async Task<long?> OpenWithOutcomesAsync(long id, CancellationToken ct)
    {
        var citizenId = await OpenAsync(id, ct);
        if (citizenId is not null)
        {
            await choices.LoadOutcomesAsync(ct);
        }

        return citizenId;
    }

    private Proposal? End(Citizen citizen, long id, string reason)
    {
        var placement = citizen.Placements.Single(p => p.Id == id);
        if (Input.LastDay is not { } lastDay)
        {
            return null;
        }

        _told = placement.Grants.Count == 0 ? "" : Said(placement, WarningsOf(citizen, placement));
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

        placement.OutcomeId = Input.OutcomeId;
        return Proposal.Unquestioned;
    }

    private Proposal? Reopen(Citizen citizen, long id, string? undone)
    {
        var placement = citizen.Placements.Single(p => p.Id == id);
        if (placement.EndedOn is null || placement.Grants.Count == 0)
        {
            ModelState.AddModelError("", Desk.Texts["Reopen_NotEnded"]);
            return null;
        }

        var before = WarningsOf(citizen, placement);
        placement.Reopen();
        var after = WarningsOf(citizen, placement);
        return undone == Said(placement, after)
            ? Proposal.Unquestioned
            : new Proposal(PlacementCheck.Worse(before, after), Stored!.Who, Stored.LegalBasis);
    }

    private IReadOnlyList<PlacementWarning> WarningsOf(Citizen citizen, Placement placement) =>
        Desk.Warnings(
            placement.Span,
            placement.Grants.MaxBy(grant => grant.First)!,
            placement.LegalBasis!.LongestGrantMonths,
            citizen.Placements,
            Insight
        );

    // As what is told, and not as a count of changes: that would count what is not told. As long whatever it says.
    private static string Said(Placement placement, IEnumerable<PlacementWarning> warnings) =>
        Convert.ToHexString(
            SHA256.HashData(
                Encoding.UTF8.GetBytes(
                    string.Join('\n', warnings.Select(warning => $"{warning}").Prepend($"{placement.Id}"))
                )
            )
        );

    private string? Unseal(string? told)
    {
        try
        {
            return told is null ? null : _seal.Unprotect(told);
        }
        catch (CryptographicException)
        {
            // Too old, or not ours: then it is asked as anybody is.
            return null;
        }
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

    [Display(Name = "Outcome")]
    public long? OutcomeId { get; set; }
}
