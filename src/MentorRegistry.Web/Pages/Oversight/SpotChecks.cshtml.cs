using MentorRegistry.Web.Access;
using MentorRegistry.Web.Data;
using MentorRegistry.Web.Pages.Shared;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace MentorRegistry.Web.Pages.Oversight;

/// <summary>A draw as the list shows it.</summary>
public sealed record SpotCheckRow(
    long Id,
    DateTime DrawnUtc,
    string DrawnBy,
    int Drawn,
    int Unjudged,
    int FollowUps
);

/// <summary>All spot checks, the latest first, and the button that draws the next one.</summary>
public sealed class SpotChecksModel(
    RegistryDb db,
    SpotCheckDraw draw,
    RegistrySettings settings,
    IStringLocalizer<OversightText> text
) : PageModel
{
    private const int PageSize = 25;

    [BindProperty(SupportsGet = true, Name = "p")]
    public int PageNumber { get; set; } = 1;

    public int Pages { get; private set; }

    public IReadOnlyList<SpotCheckRow> Rows { get; private set; } = [];

    /// <summary>The draw that must be judged before the next one.</summary>
    public SpotCheckRow? Open { get; private set; }

    public OversightSettings Rules => settings.Oversight;

    public LookupWords Words { get; } = new(text);

    public async Task OnGetAsync(CancellationToken ct)
    {
        // An address that somebody has changed: what cannot be read in it is as if it were not there.
        ModelState.Clear();
        PageNumber = Math.Clamp(PageNumber, 1, 10_000);
        Pages = Math.Max(1, (await db.SpotChecks.CountAsync(ct) + PageSize - 1) / PageSize);
        var unjudged = SpotCheckDraw.Unjudged(db);
        var rows = db
            .SpotChecks.OrderByDescending(check => check.Id)
            .Select(check => new SpotCheckRow(
                check.Id,
                check.DrawnUtc,
                check.DrawnBy,
                check.Items.Count,
                unjudged.Count(item => item.SpotCheckId == check.Id),
                check.Items.Count(item => item.NeedsFollowUp == true)
            ));
        Rows = await rows.Skip((PageNumber - 1) * PageSize).Take(PageSize).ToListAsync(ct);
        // Nothing is drawn while something waits, so it can only be the latest.
        var latest = await rows.FirstOrDefaultAsync(ct);
        Open = latest is { Unjudged: > 0 } ? latest : null;
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (await draw.DrawAsync(ct) is { } drawn)
        {
            TempData.Succeeded(text["SpotChecks_Drawn", drawn.Items.Count]);
            return RedirectToPage("SpotCheck", new { id = drawn.Id });
        }

        await OnGetAsync(ct);
        if (Open is null)
        {
            ModelState.AddModelError("", text["SpotChecks_NothingToDraw", Rules.SpotCheckDays]);
        }

        return Page();
    }
}
