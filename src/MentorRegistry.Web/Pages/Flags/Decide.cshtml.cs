using System.Globalization;
using MentorRegistry.Domain.Flags;
using MentorRegistry.Web.Access;
using MentorRegistry.Web.Data;
using MentorRegistry.Web.Data.Flags;
using MentorRegistry.Web.Pages.Shared;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace MentorRegistry.Web.Pages.Flags;

/// <summary>One flag: what it is, by which rule, what was decided; and the form by which somebody decides.</summary>
[Throttled(Throttles.CitizenForm)]
public sealed class DecideModel(
    RegistryDb db,
    ToldFlags flags,
    CitizenAccess access,
    CurrentUser user,
    Clock clock,
    RulesInForce rules,
    IStringLocalizer<FlagsText> text,
    IStringLocalizer<HistoryText> history,
    IStringLocalizer<FormatText> format
) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public long Id { get; set; }

    /// <summary>The list that one came from, and goes back to.</summary>
    [BindProperty(SupportsGet = true)]
    public FlagKind? Kind { get; set; }

    [BindProperty(SupportsGet = true)]
    public FlagListState State { get; set; }

    [BindProperty(SupportsGet = true)]
    public long? DepartmentId { get; set; }

    [BindProperty(SupportsGet = true)]
    public FlagOrder Sort { get; set; }

    [BindProperty(SupportsGet = true)]
    public OverlapLength Length { get; set; }

    [BindProperty(SupportsGet = true, Name = "p")]
    public int PageNumber { get; set; } = 1;

    /// <summary>Whether one came from the citizen's overview, and goes back there.</summary>
    [BindProperty(SupportsGet = true)]
    public bool FromCitizen { get; set; }

    [BindProperty]
    public DecideInput Input { get; set; } = new();

    public ToldFlag Told { get; private set; } = null!;

    /// <summary>The flag's history, where all of it may be told.</summary>
    public HistoryView? History { get; private set; }

    /// <summary>Whether somebody else decided, or the registry judged anew, after the form was opened.</summary>
    public bool IsChangedMeanwhile { get; private set; }

    public FlagWords Words { get; } = new(text, history, format, rules.Known, clock.Today);

    /// <summary>Whether the placement can be ended by the one who looks.</summary>
    public bool MayEnd(FlaggedPlacement placement) =>
        placement is { IsCancelled: false, EndedOn: null }
        && user.MayChangePlacementsOf(placement.InDepartment.Id);

    /// <summary>Where one came from.</summary>
    public string BackAddress =>
        FromCitizen
            ? Url.Content($"~/Citizens/{Told.Citizen.Reference}")
            : Filter.Address(Url.Content("~/Flags"));

    public string BackText => FromCitizen ? text["Decide_BackToCitizen"] : text["Decide_Back"];

    private FlagFilter Filter =>
        new(Kind, State, DepartmentId, Math.Clamp(PageNumber, 1, 100_000), Sort, Length);

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        ModelState.Clear();
        var shown = await ShowAsync(ct);
        if (shown is PageResult)
        {
            Input = new DecideInput
            {
                Decision = Told.TellsWhy ? Told.Flag.Decision : null,
                Until = Told.TellsWhy ? Told.Flag.JustifiedUntil : null,
                With = Told.TellsWhy ? Told.Flag.CoordinatedWith : null,
                Reason = Told.TellsWhy ? Told.Flag.Reason : null,
                Version = Told.Flag.Version,
            };
        }

        return shown;
    }

    public Task<IActionResult> OnPostLanguageAsync(CancellationToken ct)
    {
        ModelState.Clear();
        return ShowAsync(ct);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        // An address that somebody has changed or cut short is no error of what is typed.
        foreach (
            var key in (string[])
                [
                    nameof(Kind),
                    nameof(State),
                    nameof(DepartmentId),
                    nameof(Sort),
                    nameof(Length),
                    nameof(FromCitizen),
                    "p",
                ]
        )
        {
            ModelState.Remove(key);
        }

        var shown = await ShowAsync(ct);
        if (shown is not PageResult)
        {
            return shown;
        }

        if (Told.Flag.State == FlagState.Closed)
        {
            ModelState.Clear();
            return shown;
        }

        if (Told.Flag.Version != Input.Version)
        {
            return Changed();
        }

        var flag = await db.Flags.Include(f => f.Placements).SingleAsync(f => f.Id == Id, ct);
        // Without a choice the rest is judged all the same, so that all is told at once.
        DecideInput.Tell(Input.DecideOn(flag, user.DisplayName, clock.Today), ModelState, text, clock.Today);

        if (!ModelState.IsValid)
        {
            db.ChangeTracker.Clear();
            return Page();
        }

        var next = FromCitizen ? null : await NextAsync(ct);
        db.Entry(flag).Property(f => f.Version).OriginalValue = Input.Version;
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateConcurrencyException)
        {
            db.ChangeTracker.Clear();
            shown = await ShowAsync(ct);
            return shown is PageResult && Told.Flag.State != FlagState.Closed ? Changed() : shown;
        }

        if (FromCitizen)
        {
            TempData.Succeeded(text["Saved_Citizen"]);
            return LocalRedirect(BackAddress);
        }

        TempData.Succeeded(next is null ? text["Saved_Last"] : text["Saved"]);
        return LocalRedirect(next is null ? BackAddress : $"{BackAddress}#flag-{next}");
    }

    private PageResult Changed()
    {
        // Sending the form again decides on top of it.
        IsChangedMeanwhile = true;
        Input.Version = Told.Flag.Version;
        ModelState.Remove("Input.Version");
        return Page();
    }

    // The row after this one on the page of the list, or before it where it is the last.
    private async Task<long?> NextAsync(CancellationToken ct)
    {
        var ids = await Filter.IdsOfPage(await flags.QueryAsync(DepartmentId, ct)).ToListAsync(ct);
        var place = ids.IndexOf(Id);
        return ids.Count < 2 || place < 0 ? null
            : place + 1 < ids.Count ? ids[place + 1]
            : ids[place - 1];
    }

    private async Task<IActionResult> ShowAsync(CancellationToken ct)
    {
        if ((await flags.LoadAsync([Id], ct)).SingleOrDefault() is not { } told)
        {
            return NotFound();
        }

        // Recorded before anything is shown. When it cannot be written the exception ends the request.
        if (await access.OpenAsync(told.Flag.CitizenId, LookupKind.Form, ct) is not { } citizen)
        {
            return NotFound();
        }

        if (citizen.NeedsPurpose)
        {
            return RedirectToPage("/Citizens/Purpose", new { reference = told.Citizen.Reference });
        }

        Told = told;
        History = told.IsWhole
            ? await HistoryView.LoadAsync(
                db,
                nameof(Flag),
                Id.ToString(CultureInfo.InvariantCulture),
                afterVersion: null,
                ct
            )
            : null;
        return Page();
    }
}
