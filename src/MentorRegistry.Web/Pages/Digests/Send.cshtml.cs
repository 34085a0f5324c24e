using System.ComponentModel.DataAnnotations;
using MentorRegistry.Domain.Digests;
using MentorRegistry.Web.Data;
using MentorRegistry.Web.Digests;
using MentorRegistry.Web.Jobs;
using MentorRegistry.Web.Localization;
using MentorRegistry.Web.Pages.Shared;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace MentorRegistry.Web.Pages.Digests;

/// <summary>
/// Asks, and then has a month's digests sent now, or one head's again. The sending itself is the job's: nobody waits
/// for a mail server on a page.
/// </summary>
[TextsFrom(typeof(DigestsText))]
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

    /// <summary>To whom it goes again; <c>null</c> = as before.</summary>
    [BindProperty, Display(Name = "Send_To")]
    public string? To { get; set; }

    public IReadOnlyList<SelectListItem> Recipients { get; private set; } = [];

    public string Question { get; private set; } = "";

    private DateOnly? Month => Input.WrittenMonth.TryParse(WrittenMonth, out var month) ? month : null;

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        ModelState.Clear();
        if (Id is { } id)
        {
            if (
                await db
                    .Digests.Where(d => d.Id == id && (d.MadeUtc == null || d.Html != null))
                    .Select(d => new
                    {
                        d.Month,
                        d.HeadId,
                        d.RecipientId,
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
            if (digest.IsMade)
            {
                To = digest.RecipientId;
                Recipients =
                [
                    .. (await DigestRecipients.WhoMayGetAgainAsync(db, digest.HeadId, ct)).Select(
                        who => new SelectListItem(who.Name, who.Id)
                    ),
                ];
            }

            return Page();
        }

        if (Month is not { } month || !SendDigests.MayBeMade(month, clock.Today))
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
            if (
                await db.Digests.AsNoTracking().SingleOrDefaultAsync(d => d.Id == id, ct)
                is not { IsErased: false } digest
            )
            {
                return NotFound();
            }

            var isOther = !string.IsNullOrEmpty(To) && To != digest.RecipientId;
            if (
                isOther
                && (
                    digest.MadeUtc is null
                    || !await DigestRecipients.MayGetAgainAsync(db, digest.HeadId, To, ct)
                )
            )
            {
                return NotFound();
            }

            if (!await queue.SendAgainAsync(id, isOther ? To : null, clock.UtcNow, ct))
            {
                TempData.Refused(text["Send_Busy"]);
                return RedirectToPage("Index");
            }
        }
        else if (Month is not { } month || !SendDigests.MayBeMade(month, clock.Today))
        {
            return NotFound();
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
