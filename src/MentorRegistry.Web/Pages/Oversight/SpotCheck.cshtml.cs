using System.Numerics;
using MentorRegistry.Domain.Oversight;
using MentorRegistry.Web.Access;
using MentorRegistry.Web.Data;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace MentorRegistry.Web.Pages.Oversight;

/// <summary>A drawn lookup with what the log has of it.</summary>
public sealed record DrawnLookup(SpotCheckItem Item, LookupEntry? Lookup, string? Name)
{
    private static readonly Func<LookupEntry, bool> s_isEmptied = LookupEntry.IsEmptied.Compile();

    /// <summary>Whether it was erased since: there is nothing left to judge.</summary>
    public bool IsErased => Lookup is not null && s_isEmptied(Lookup);

    public bool IsUnjudged => Item.NeedsFollowUp is null && !IsErased;
}

/// <summary>One spot check: what was drawn, the unusual first.</summary>
public sealed class SpotCheckModel(
    RegistryDb db,
    LookupLog lookups,
    CurrentUser user,
    IStringLocalizer<OversightText> text
) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public long Id { get; set; }

    public SpotCheck Check { get; private set; } = null!;

    public IReadOnlyList<DrawnLookup> Rows { get; private set; } = [];

    /// <summary>Those that there is something to show of.</summary>
    public IReadOnlyList<DrawnLookup> Shown => [.. Rows.Where(row => !row.IsErased)];

    /// <summary>Those that were erased since: told of as a number.</summary>
    public int Erased => Rows.Count - Shown.Count;

    public int Unjudged => Rows.Count(row => row.IsUnjudged);

    /// <summary>Lookups of one's own that somebody else must judge.</summary>
    public int OwnUnjudged => Rows.Count(row => row.Item.NeedsFollowUp is null && IsOwn(row));

    /// <summary>Whether nobody else can judge them.</summary>
    public bool IsOnlyAuditor { get; private set; }

    /// <summary>Whether the one who reads made the lookup.</summary>
    public bool IsOwn(DrawnLookup row) => row.Lookup is not null && row.Lookup.UserId == user.Id;

    public LookupWords Words { get; } = new(text);

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (await db.SpotChecks.AsNoTracking().SingleOrDefaultAsync(c => c.Id == Id, ct) is not { } check)
        {
            return NotFound();
        }

        await lookups.RecordOversightAsync(LookupKind.SpotCheck, null, LookupWords.Number(Id), ct);
        Check = check;
        Rows = await InOrderAsync(db, Id, ct);
        IsOnlyAuditor = OwnUnjudged > 0 && !await Auditors.AnyOtherAsync(db, user.Id, ct);
        return Page();
    }

    /// <summary>
    /// What was drawn, in the order in which it is judged: most signs first, then what nothing explains, then the newest.
    /// </summary>
    public static async Task<List<DrawnLookup>> InOrderAsync(
        RegistryDb db,
        long checkId,
        CancellationToken ct
    )
    {
        var found = await db
            .SpotCheckItems.AsNoTracking()
            .Where(item => item.SpotCheckId == checkId)
            .LeftJoin(
                db.Lookups,
                item => item.LookupId,
                lookup => lookup.Id,
                (item, lookup) => new { Item = item, Lookup = lookup }
            )
            .LeftJoin(
                db.Users,
                row => row.Lookup!.UserId,
                user => user.Id,
                (row, user) =>
                    new
                    {
                        row.Item,
                        row.Lookup,
                        Name = user!.DisplayName,
                    }
            )
            .ToListAsync(ct);
        return
        [
            .. found
                .OrderByDescending(row => BitOperations.PopCount((uint)row.Item.Patterns))
                .ThenBy(row => row.Item.Explanation != LookupExplanation.None)
                .ThenByDescending(row => row.Item.LookupId)
                .Select(row => new DrawnLookup(row.Item, row.Lookup, row.Name ?? row.Lookup?.UserName)),
        ];
    }
}
