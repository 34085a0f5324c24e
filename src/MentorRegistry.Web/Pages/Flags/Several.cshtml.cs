using MentorRegistry.Domain.Flags;
using MentorRegistry.Web.Access;
using MentorRegistry.Web.Data;
using MentorRegistry.Web.Data.Flags;
using MentorRegistry.Web.Formatting;
using MentorRegistry.Web.Pages.Shared;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace MentorRegistry.Web.Pages.Flags;

/// <summary>
/// One decision with one reason on several flags. What has been closed or decided by somebody else meanwhile is told by
/// the citizen's reference and left as it is; the others are decided.
/// </summary>
public sealed class SeveralModel(
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
    /// <summary>The numbers of the chosen flags: at most those of a page of the list.</summary>
    [BindProperty(SupportsGet = true)]
    public long[] Ids { get; set; } = [];

    /// <summary>What the flags told when the form was rendered, in the order of <see cref="Ids"/>.</summary>
    [BindProperty]
    public string[] Stamps { get; set; } = [];

    [BindProperty]
    public DecideInput Input { get; set; } = new();

    public IReadOnlyList<ToldFlag> Told { get; private set; } = [];

    /// <summary>The references of those that are closed: there is nothing to decide any more.</summary>
    public IReadOnlyList<string> Closed { get; private set; } = [];

    /// <summary>The references of those that were changed by others after the form was opened.</summary>
    public IReadOnlyList<string> Changed { get; private set; } = [];

    public int Decided { get; private set; }

    /// <summary>How many are saved, in a sentence.</summary>
    public string Saved =>
        Decided switch
        {
            0 => text["Saved_None"],
            1 => text["Saved_One"],
            _ => text["Saved_Several", Format.Number(Decided)],
        };

    /// <summary>The list that they were chosen on.</summary>
    public string BackAddress => Filter.Address(Url.Content("~/Flags"));

    /// <summary>Where the form goes: with the list's filter, so that one comes back to it.</summary>
    public string Address => Filter.Address(Url.Content("~/Flags/Several"));

    public FlagWords Words { get; } = new(text, history, format, rules.Known, clock.Today);

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        ModelState.Clear();
        Input = new DecideInput();
        return await ShowAsync(ct) ? Page() : Nothing();
    }

    public async Task<IActionResult> OnPostLanguageAsync(CancellationToken ct)
    {
        ModelState.ClearValidationState("");
        return await ShowAsync(ct) ? Page() : Nothing();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        ForgiveAddress();
        var seen = Ids.Zip(Stamps).DistinctBy(pair => pair.First).ToDictionary();
        if (!await ShowAsync(ct))
        {
            // What was wrong with it is of no matter any more; what was typed is given back.
            ModelState.ClearValidationState("");
            return Nothing();
        }

        // What is wrong with what was typed is wrong for all: judged on one that is not kept.
        var judged = await db
            .Flags.AsNoTracking()
            .Include(flag => flag.Placements)
            .SingleAsync(flag => flag.Id == Told[0].Flag.Id, ct);
        DecideInput.Tell(Input.DecideOn(judged, Told[0], user, clock.Today), ModelState, text, clock.Today);
        Input.TellUnused(ModelState, text);
        if (!ModelState.IsValid)
        {
            return Page();
        }

        var changed = new List<ToldFlag>();
        foreach (var told in Told)
        {
            if (!await DecideAsync(told, seen.GetValueOrDefault(told.Flag.Id), ct))
            {
                changed.Add(told);
            }
        }

        Decided = Told.Count - changed.Count;
        Ids = [.. changed.Select(told => told.Flag.Id)];
        var closedBefore = Closed;
        var stays = false;
        if (Ids.Length > 0)
        {
            stays = await ShowAsync(ct);
            Closed = [.. closedBefore.Union(Closed)];
        }

        Changed = stays ? [.. Told.Select(told => told.Citizen.Reference).Distinct()] : [];
        if (stays || Closed.Count > 0)
        {
            Told = stays ? Told : [];
            return Page();
        }

        TempData.Succeeded(Saved);
        return LocalRedirect(BackAddress);
    }

    // There is nothing to decide on: all are closed, or none was chosen.
    private IActionResult Nothing()
    {
        if (Closed.Count > 0)
        {
            return Page();
        }

        TempData.Refused(text["Several_None"]);
        return LocalRedirect(BackAddress);
    }

    // Each is saved by itself: one that somebody else is deciding on holds up none of the others.
    private async Task<bool> DecideAsync(ToldFlag told, string? stamp, CancellationToken ct)
    {
        db.ChangeTracker.Clear();
        var flag = await db.Flags.Include(f => f.Placements).SingleAsync(f => f.Id == told.Flag.Id, ct);
        if (told.Stamp != stamp || Input.DecideOn(flag, told, user, clock.Today).Count > 0)
        {
            return false;
        }

        db.Entry(flag).Property(f => f.Version).OriginalValue = told.Flag.Version;
        try
        {
            await db.SaveChangesAsync(ct);
            return true;
        }
        catch (DbUpdateConcurrencyException)
        {
            return false;
        }
        finally
        {
            db.ChangeTracker.Clear();
        }
    }

    // Whether there is anything to decide on.
    private async Task<bool> ShowAsync(CancellationToken ct)
    {
        var told = await flags.LoadAsync([.. Ids.Distinct().Take(FlagFilter.PageSize)], ct);
        var open = new List<ToldFlag>();
        foreach (var one in told)
        {
            // Recorded before anything is shown. When it cannot be written the exception ends the request.
            if (await access.OpenAsync(one.Flag.CitizenId, LookupKind.Form, ct) is { NeedsPurpose: false })
            {
                open.Add(one);
            }
        }

        Closed =
        [
            .. open.Where(one => one.Flag.State == FlagState.Closed)
                .Select(one => one.Citizen.Reference)
                .Distinct(),
        ];
        Told = open.FindAll(one => one.Flag.State != FlagState.Closed);
        return Told.Count > 0;
    }
}
