using MentorRegistry.Domain.Citizens;
using MentorRegistry.Web.Access;
using MentorRegistry.Web.Data;
using MentorRegistry.Web.Data.Erasing;
using MentorRegistry.Web.Pages.Shared;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace MentorRegistry.Web.Pages.Oversight;

/// <summary>
/// What is due for erasure, by counts and references; one person proposes it and another approves. Nothing personal is
/// shown, so an administrator may do it too.
/// </summary>
public sealed partial class ErasureModel(
    RegistryDb db,
    DueForErasure due,
    Eraser eraser,
    CurrentUser user,
    RegistrySettings settings,
    IStringLocalizer<ErasureText> text,
    ILogger<ErasureModel> log
) : PageModel
{
    /// <summary>Decided proposals that the page shows; the change log has all.</summary>
    public const int LatestDecided = 20;

    public RetentionSettings Periods => settings.Retention;

    /// <summary>The proposal that waits for somebody; <c>null</c> when none does.</summary>
    public Erasure? Open { get; private set; }

    /// <summary>Whether the person proposed it, and so cannot approve it.</summary>
    public bool IsOwn => Open?.ProposedById == user.Id;

    /// <summary>Whether the person and who proposed it may be one: <see cref="Eraser.IsOneHandAsync" />.</summary>
    public bool IsOneHand { get; private set; }

    public int CitizensDue { get; private set; }

    /// <summary>The first of them, as many as one proposal takes.</summary>
    public IReadOnlyList<string> ReferencesDue { get; private set; } = [];

    public int LookupsDue { get; private set; }

    public IReadOnlyList<Erasure> Decided { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken ct)
    {
        Open = await db.Erasures.AsNoTracking().FirstOrDefaultAsync(e => e.DecidedUtc == null, ct);
        IsOneHand = Open is { } open && await eraser.IsOneHandAsync(open, ct);
        CitizensDue = await due.Citizens().CountAsync(ct);
        var ids = await due.Citizens()
            .OrderBy(c => c.Id)
            .Select(c => c.Id)
            .Take(Eraser.MostCitizens)
            .ToListAsync(ct);
        ReferencesDue = [.. ids.Select(CitizenReference.Of)];
        LookupsDue = await due.Lookups(Open?.LookupsBeforeUtc ?? due.LookupsBeforeUtc).CountAsync(ct);
        Decided = await db
            .Erasures.AsNoTracking()
            .Where(e => e.DecidedUtc != null)
            .OrderByDescending(e => e.Id)
            .Take(LatestDecided)
            .ToListAsync(ct);
    }

    public async Task<IActionResult> OnPostProposeAsync(CancellationToken ct)
    {
        TempData.Succeeded(await eraser.ProposeAsync(ct) ? text["Proposed"] : text["NothingProposed"]);
        return RedirectToPage();
    }

    public async Task<IActionResult> OnPostApproveAsync(long id, CancellationToken ct)
    {
        ErasureOutcome outcome;
        try
        {
            outcome = await eraser.ApproveAsync(id, ct);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            return await TellAsync(id, failure, ct);
        }

        return await AnswerAsync(outcome, ct);
    }

    public async Task<IActionResult> OnPostRejectAsync(long id, CancellationToken ct) =>
        await AnswerAsync(await eraser.RejectAsync(id, ct), ct);

    // Whatever failed, its transaction has come to nothing: whoever approved has to know that, not only that it failed.
    private async Task<IActionResult> TellAsync(long id, Exception failure, CancellationToken ct)
    {
        NotErased(log, id, failure);
        db.ChangeTracker.Clear();
        await OnGetAsync(ct);
        Response.StatusCode = ErrorPages.StatusOf(failure);
        // The one failure of which nobody knows is a connection that is lost while the database commits.
        ModelState.AddModelError(
            "",
            Open?.Id != id
                ? text["NotOpen"]
                : Response.StatusCode switch
                {
                    StatusCodes.Status409Conflict => text["Failed_Changed"],
                    StatusCodes.Status503ServiceUnavailable => text["Failed_Busy"],
                    _ => text["Failed"],
                }
        );
        return Page();
    }

    [LoggerMessage(1, LogLevel.Error, "Erasure {Id} was approved and failed; nothing is erased")]
    private static partial void NotErased(ILogger log, long id, Exception failure);

    private async Task<IActionResult> AnswerAsync(ErasureOutcome outcome, CancellationToken ct)
    {
        switch (outcome)
        {
            case ErasureOutcome.Erased:
                TempData.Succeeded(text["Done"]);
                return RedirectToPage();
            case ErasureOutcome.Rejected:
                TempData.Succeeded(text["RejectedNow"]);
                return RedirectToPage();
            case ErasureOutcome.SamePerson:
                ModelState.AddModelError("", text["SamePerson"]);
                break;
            case ErasureOutcome.SameHand:
                ModelState.AddModelError("", text["SameHand"]);
                break;
            default:
                ModelState.AddModelError("", text["NotOpen"]);
                break;
        }

        await OnGetAsync(ct);
        return Page();
    }
}
