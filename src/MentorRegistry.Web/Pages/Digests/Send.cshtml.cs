using System.Globalization;
using MentorRegistry.Domain.Digests;
using MentorRegistry.Web.Data;
using MentorRegistry.Web.Jobs;
using MentorRegistry.Web.Pages.Shared;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace MentorRegistry.Web.Pages.Digests;

/// <summary>
/// Asks, and then has a month's digests sent now, or one head's again. The sending itself is the job's: nobody waits
/// for a mail server on a page.
/// </summary>
public sealed class SendModel(
    RegistryDb db,
    DigestRows queue,
    SendDigests job,
    Clock clock,
    IServiceProvider services,
    IStringLocalizer<DigestsText> text
) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public long? Id { get; set; }

    [BindProperty(SupportsGet = true, Name = "month")]
    public string? WrittenMonth { get; set; }

    public string Question { get; private set; } = "";

    private DateOnly? Month =>
        DateOnly.TryParseExact(
            WrittenMonth + "-01",
            "yyyy-MM-dd",
            CultureInfo.InvariantCulture,
            DateTimeStyles.None,
            out var month
        )
            ? month
            : null;

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        ModelState.Clear();
        if (Id is { } id)
        {
            if (
                await db
                    .Digests.Where(d => d.Id == id)
                    .Select(d => new
                    {
                        d.Month,
                        IsMade = d.MadeUtc != null,
                        Name = db.Users.Where(u => u.Id == d.HeadId).Select(u => u.DisplayName).Single(),
                    })
                    .SingleOrDefaultAsync(ct)
                is not { } digest
            )
            {
                return NotFound();
            }

            Question = text[
                digest.IsMade ? "Send_Again_Question" : "Send_Again_NotMade",
                Formatting.Format.LongMonth(digest.Month),
                digest.Name
            ];
            return Page();
        }

        if (Month is not { } month)
        {
            return NotFound();
        }

        Question = text["Send_Month_Question", Formatting.Format.LongMonth(month)];
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (Id is { } id)
        {
            if (!await db.Digests.AnyAsync(d => d.Id == id, ct))
            {
                return NotFound();
            }

            if (!await queue.SendAgainAsync(id, clock.UtcNow, ct))
            {
                TempData.Refused(text["Send_Busy"]);
                return RedirectToPage("Index");
            }
        }
        else if (Month is not { } month)
        {
            return NotFound();
        }
        else if (clock.Today <= month.AddMonths(1).AddDays(-1))
        {
            TempData.Refused(text["Send_NotOver"]);
            return RedirectToPage("Index");
        }
        else
        {
            await job.AddAsync(month, clock.Today, ct);
        }

        await Schedule.RunNowAsync<SendDigests>(services, ct);
        TempData.Succeeded(text["Send_Started"]);
        return RedirectToPage("Index");
    }
}
