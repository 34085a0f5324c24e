using System.ComponentModel.DataAnnotations;
using MentorRegistry.Domain;
using MentorRegistry.Domain.Citizens;
using MentorRegistry.Domain.Oversight;
using MentorRegistry.Web.Access;
using MentorRegistry.Web.Data;
using MentorRegistry.Web.Localization;
using MentorRegistry.Web.Pages.Shared;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace MentorRegistry.Web.Pages.Oversight;

/// <summary>Judges one drawn lookup, and goes on to the next.</summary>
public sealed class JudgeModel(
    RegistryDb db,
    LookupLog lookups,
    CurrentUser user,
    Clock clock,
    IStringLocalizer<OversightText> text
) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public long Id { get; set; }

    [BindProperty]
    public JudgeInput Input { get; set; } = new();

    public SpotCheckItem Item { get; private set; } = null!;

    /// <summary>What the log has of it; <c>null</c> where the row is gone, which is itself to be followed up.</summary>
    public LookupEntry? Lookup { get; private set; }

    public string? Name { get; private set; }

    public HistoryView History { get; private set; } = null!;

    /// <summary>What somebody else judged while this form was being filled in.</summary>
    public HistoryView? OthersChanges { get; private set; }

    /// <summary>Whether the one who would judge it made the lookup: somebody else must judge it then.</summary>
    public bool IsOwn => Lookup is not null && Lookup.UserId == user.Id;

    /// <summary>Whether nobody else can judge one's own lookups.</summary>
    public bool IsOnlyAuditor { get; private set; }

    /// <summary>Whether a ready remark is enough where all is in order: nothing is unusual.</summary>
    public bool TakesReadyRemark => Item.Patterns == LookupPatterns.None;

    public LookupWords Words { get; } = new(text);

    /// <summary>What can be chosen instead of being written, most of the time.</summary>
    public IEnumerable<SelectListItem> ReadyRemarks =>
        [
            new(text["Ready_OwnCase"], "OwnCase"),
            new(text["Ready_Purpose"], "Purpose"),
            new(text["Ready_Basis"], "Basis"),
            new(text["Ready_Access"], "Access"),
        ];

    public IEnumerable<SelectListItem> Judgements =>
        [new(text["Judged_InOrder"], bool.FalseString), new(text["Judged_FollowUp"], bool.TrueString)];

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        var shown = await ShowAsync(ct);
        if (shown is PageResult)
        {
            Input = new JudgeInput
            {
                NeedsFollowUp = Item.NeedsFollowUp,
                Remark = Item.Remark,
                Version = Item.Version,
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
        if (
            await db.SpotCheckItems.SingleOrDefaultAsync(item => item.Id == Id, ct) is not { } item
            || await db
                .Lookups.Where(LookupEntry.IsEmptied)
                .AnyAsync(lookup => lookup.Id == item.LookupId, ct)
        )
        {
            return NotFound();
        }

        var lookupUserId = await db
            .Lookups.Where(lookup => lookup.Id == item.LookupId)
            .Select(lookup => lookup.UserId)
            .SingleOrDefaultAsync(ct);
        if (lookupUserId == user.Id)
        {
            ModelState.Clear();
            ModelState.AddModelError("", text["Judge_Own"]);
            return await ShowAsync(ct);
        }

        // A remark is free text, which is shown and kept in the history whole.
        if (Input.Remark is { } remark && CprNumber.MaskIn(remark) != remark)
        {
            ModelState.AddModelError("Input.Remark", text["Judge_RemarkNumber"]);
        }

        var written = Input.Remark?.Trim();
        var isUnusual = item.Patterns != LookupPatterns.None;
        var ready = isUnusual
            ? null
            : ReadyRemarks.FirstOrDefault(choice => choice.Value == Input.Ready)?.Text;
        if (
            ModelState.IsValid
            && !ReadableText.IsReason(written)
            && (Input.NeedsFollowUp == true || ready is null)
        )
        {
            ModelState.AddModelError(
                "Input.Remark",
                Input.NeedsFollowUp == true ? text["Judge_RemarkNeeded"]
                    : isUnusual ? text["Judge_RemarkUnusual"]
                    : text["Judge_RemarkMissing"]
            );
        }

        if (ModelState.IsValid)
        {
            var whole = string.Join(
                ". ",
                new[] { ready, written }.Where(part => !string.IsNullOrEmpty(part))
            );
            item.TryJudge(Input.NeedsFollowUp!.Value, whole, user.DisplayName, clock.UtcNow);
        }

        if (!ModelState.IsValid)
        {
            db.ChangeTracker.Clear();
            return await ShowAsync(ct);
        }

        db.Entry(item).Property(i => i.Version).OriginalValue = Input.Version;
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateConcurrencyException)
        {
            db.ChangeTracker.Clear();
            OthersChanges = await HistoryView.LoadAsync(
                db,
                nameof(SpotCheckItem),
                LookupWords.Number(Id),
                Input.Version,
                ct
            );
            var shown = await ShowAsync(ct);
            Input.Version = Item.Version;
            ModelState.Remove("Input.Version");
            return shown;
        }

        var left = (await SpotCheckModel.InOrderAsync(db, item.SpotCheckId, ct)).FindAll(row =>
            row.IsUnjudged
        );
        var next = left.Find(row => row.Lookup?.UserId != user.Id);
        TempData.Succeeded(
            next is not null ? text["Judge_Saved"]
            : left.Count > 0 ? text["Judge_OwnLeft"]
            : text["Judge_AllDone"]
        );
        return next is null
            ? RedirectToPage("SpotCheck", new { id = item.SpotCheckId })
            : RedirectToPage(new { id = next.Item.Id });
    }

    private async Task<IActionResult> ShowAsync(CancellationToken ct)
    {
        if (await db.SpotCheckItems.AsNoTracking().SingleOrDefaultAsync(i => i.Id == Id, ct) is not { } item)
        {
            return NotFound();
        }

        Item = item;
        Lookup = await db
            .Lookups.AsNoTracking()
            .Include(lookup => lookup.Purpose)
            .SingleOrDefaultAsync(lookup => lookup.Id == item.LookupId, ct);
        if (new DrawnLookup(item, Lookup, null).IsErased)
        {
            // Nothing is left to judge, or to remark on.
            return NotFound();
        }

        if (Lookup is not null)
        {
            var userId = Lookup.UserId;
            Name =
                await db.Users.Where(u => u.Id == userId).Select(u => u.DisplayName).SingleOrDefaultAsync(ct)
                ?? Lookup.UserName;
        }

        IsOnlyAuditor = IsOwn && !await Auditors.AnyOtherAsync(db, user.Id, ct);
        await lookups.RecordOversightAsync(
            LookupKind.SpotCheck,
            Lookup?.CitizenId,
            LookupWords.Number(item.SpotCheckId),
            ct
        );
        History = await HistoryView.LoadAsync(
            db,
            nameof(SpotCheckItem),
            LookupWords.Number(Id),
            afterVersion: null,
            ct
        );
        return Page();
    }
}

[TextsFrom(typeof(OversightText))]
public sealed class JudgeInput
{
    [Display(Name = "Judge_Judgement"), Required]
    public bool? NeedsFollowUp { get; set; }

    /// <summary>A ready remark, which what is written stands behind.</summary>
    [Display(Name = "Judge_Ready")]
    public string? Ready { get; set; }

    // Room for the ready remark before it.
    [Display(Name = "Judge_Remark"), StringLength(SpotCheckItem.LongestRemark - 60)]
    public string? Remark { get; set; }

    /// <summary>The version that the form was rendered with.</summary>
    public int Version { get; set; }
}
