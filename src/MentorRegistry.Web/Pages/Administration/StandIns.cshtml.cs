using System.ComponentModel.DataAnnotations;
using MentorRegistry.Domain.Digests;
using MentorRegistry.Web.Data;
using MentorRegistry.Web.Digests;
using MentorRegistry.Web.Localization;
using MentorRegistry.Web.Pages.Shared;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.Extensions.Localization;

namespace MentorRegistry.Web.Pages.Administration;

/// <summary>Who gets the digest of a head who is away.</summary>
[TextsFrom(typeof(DigestMailText))]
public sealed class StandInsModel(
    RegistryDb db,
    Clock clock,
    StandInDesk desk,
    IStringLocalizer<DigestMailText> text
) : PageModel
{
    /// <summary>For whom: it is chosen first, since who may stand in follows from it.</summary>
    [BindProperty(SupportsGet = true), Display(Name = "StandIn_Head"), Required]
    public string? HeadId { get; set; }

    [BindProperty]
    public StandInInput Add { get; set; } = new();

    public IReadOnlyList<ListedStandIn> StandIns { get; private set; } = [];

    public IReadOnlyList<SelectListItem> Heads { get; private set; } = [];

    /// <summary>The name of the one who is chosen; <c>null</c> = nobody is.</summary>
    public string? Head { get; private set; }

    public IReadOnlyList<SelectListItem> Candidates { get; private set; } = [];

    public HistoryView History { get; private set; } = null!;

    public async Task OnGetAsync(CancellationToken ct)
    {
        ModelState.Clear();
        Add.First = clock.Today;
        await LoadAsync(ct);
    }

    public async Task<IActionResult> OnPostLanguageAsync(CancellationToken ct)
    {
        await LoadAsync(ct);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        await LoadAsync(ct);
        if (ModelState.IsValid && Head is null)
        {
            ModelState.AddModelError(nameof(HeadId), text["Refused_NoHead"]);
        }

        if (
            !ModelState.IsValid
            || Add.RefusedBy(
                await desk.AddAsync(HeadId!, Add.StandInId!, Add.First!.Value, Add.Last, ct),
                ModelState,
                text
            )
        )
        {
            return Page();
        }

        TempData.Succeeded(text["StandIn_Added"]);
        return RedirectToPage();
    }

    public async Task<IActionResult> OnPostEndAsync(long id, CancellationToken ct)
    {
        switch (await desk.EndAsync(id, headId: null, ct))
        {
            case StandInEnd.IsAnothers:
                return NotFound();
            case StandInEnd.HadEnded:
                TempData.Refused(text["StandIn_HadEnded"]);
                break;
            default:
                TempData.Succeeded(text["StandIn_Ended"]);
                break;
        }

        return RedirectToPage();
    }

    private async Task LoadAsync(CancellationToken ct)
    {
        StandIns = await desk.ListAsync(headId: null, ct);
        Heads = [.. (await desk.HeadsAsync(ct)).Select(Item)];
        Head = Heads.FirstOrDefault(head => head.Value == HeadId)?.Text;
        Candidates = Head is null ? [] : [.. (await desk.WhoMayAsync(HeadId!, ct)).Select(Item)];
        History = await HistoryView.LoadAsync(
            db,
            db.AuditEntries.Where(entry => entry.Root == nameof(StandIn)),
            ct
        );
    }

    private static SelectListItem Item(Candidate who) => new(who.Name, who.Id);
}
