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
) : FlagListPage
{
    [BindProperty(SupportsGet = true)]
    public long Id { get; set; }

    /// <summary>Whether one came from the citizen's overview, and goes back there.</summary>
    [BindProperty(SupportsGet = true)]
    public bool FromCitizen { get; set; }

    [BindProperty]
    public DecideInput Input { get; set; } = new();

    public ToldFlag Told { get; private set; } = null!;

    /// <summary>The page of the list that one came from: it stands beside the flag where there is room.</summary>
    public IReadOnlyList<ToldFlag> Rows { get; private set; } = [];

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

    /// <summary>Where another flag of the list is decided on: at its heading.</summary>
    public string AddressOf(ToldFlag row) => Filter.Address(Url.Content($"~/Flags/{row.Flag.Id}")) + "#what";

    /// <summary>This page, without the place on it: what was wrong is told at the top.</summary>
    public string Address =>
        FromCitizen
            ? Url.Content($"~/Flags/{Id}?FromCitizen=true")
            : Filter.Address(Url.Content($"~/Flags/{Id}"));

    public string BackText => FromCitizen ? text["Decide_BackToCitizen"] : text["Decide_Back"];

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
                Stamp = Told.Stamp,
            };
        }

        return shown;
    }

    public Task<IActionResult> OnPostLanguageAsync(CancellationToken ct)
    {
        // Nothing is wrong yet; what is typed stays as it is typed, a day that cannot be read too.
        ModelState.ClearValidationState("");
        return ShowAsync(ct);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        ForgiveAddress();
        ModelState.Remove(nameof(FromCitizen));
        var shown = await ShowAsync(ct);
        if (shown is not PageResult)
        {
            return shown;
        }

        if (Told.Flag.State == FlagState.Closed)
        {
            // What was wrong with it is of no matter any more; what was typed is given back.
            ModelState.ClearValidationState("");
            return shown;
        }

        if (Told.Stamp != Input.Stamp)
        {
            return Changed();
        }

        var flag = await db.Flags.Include(f => f.Placements).SingleAsync(f => f.Id == Id, ct);
        // Without a choice the rest is judged all the same, so that all is told at once.
        DecideInput.Tell(Input.DecideOn(flag, Told, user, clock.Today), ModelState, text, clock.Today);
        Input.TellUnused(ModelState, text);

        if (!ModelState.IsValid)
        {
            db.ChangeTracker.Clear();
            return Page();
        }

        var next = Next();
        db.Entry(flag).Property(f => f.Version).OriginalValue = Told.Flag.Version;
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

        if (next is not null)
        {
            TempData.Succeeded(text["Saved"]);
            return LocalRedirect($"{BackAddress}#flag-{next}");
        }

        return await ToOtherPageAsync(ct);
    }

    // None is left to decide on where one came from. Others have moved up to that page, or there are pages before it.
    private async Task<IActionResult> ToOtherPageAsync(CancellationToken ct)
    {
        var ofDepartment = await flags.OfDepartmentAsync(DepartmentId, ct);
        foreach (var page in (int[])[Filter.Page, Filter.Page - 1, 1])
        {
            PageNumber = Math.Max(page, 1);
            Rows = await flags.LoadAsync(
                await Filter.IdsOfPageAsync(ofDepartment, areMany: false, clock.Today, ct),
                ct
            );
            if (Rows.Count > 0)
            {
                break;
            }
        }

        var next = Rows.FirstOrDefault(IsNext)?.Flag.Id;
        TempData.Succeeded(
            text[
                next is not null ? "Saved"
                : Rows.Count > 0 ? "Saved_Citizen"
                : "Saved_Last"
            ]
        );
        return LocalRedirect(next is null ? BackAddress : $"{BackAddress}#flag-{next}");
    }

    private PageResult Changed()
    {
        // Sending the form again decides on top of it.
        IsChangedMeanwhile = true;
        Input.Stamp = Told.Stamp;
        ModelState.Remove("Input.Stamp");
        return Page();
    }

    // The next that somebody must decide on, after this one or else before it; among decided ones, the next of them.
    private long? Next()
    {
        var place = Rows.ToList().FindIndex(row => row.Flag.Id == Id);
        return place < 0
            ? null
            : Rows.Skip(place + 1).Concat(Rows.Take(place).Reverse()).FirstOrDefault(IsNext)?.Flag.Id;
    }

    private bool IsNext(ToldFlag row) =>
        row.Flag.Id != Id && (State == FlagListState.Decided || row.Flag.State == FlagState.Open);

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
        if (!FromCitizen)
        {
            var ofDepartment = await flags.OfDepartmentAsync(DepartmentId, ct);
            Rows = await flags.LoadAsync(
                await Filter.IdsOfPageAsync(ofDepartment, areMany: false, clock.Today, ct),
                ct
            );
        }

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
