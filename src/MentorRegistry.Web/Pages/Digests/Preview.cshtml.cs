using System.ComponentModel.DataAnnotations;
using MentorRegistry.Domain.Digests;
using MentorRegistry.Web.Access;
using MentorRegistry.Web.Data;
using MentorRegistry.Web.Digests;
using MentorRegistry.Web.Localization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace MentorRegistry.Web.Pages.Digests;

/// <summary>
/// The next digest as it would be if the month ended today: a head's own, and for administrators anybody's. It is counts
/// and kroner alone.
/// </summary>
[TextsFrom(typeof(DigestMailText))]
public sealed class PreviewModel(
    RegistryDb db,
    CurrentUser user,
    Clock clock,
    DigestComposer composer,
    StandInDesk standIns,
    IStringLocalizer<DigestMailText> text
) : PageModel
{
    [BindProperty(SupportsGet = true), Display(Name = "StandIn_Head")]
    public string? HeadId { get; set; }

    public IReadOnlyList<SelectListItem> Heads { get; private set; } = [];

    public string? Subject { get; private set; }

    public string? Recipient { get; private set; }

    /// <summary>The text part: the addresses of its lists are left out, which the mail has behind its numbers.</summary>
    public string? Text { get; private set; }

    /// <summary>Whether the head has said no to the mail, which nobody gets then, a stand-in neither.</summary>
    public bool IsUnsubscribed { get; private set; }

    /// <summary>Why there is nothing to show.</summary>
    public string? Problem { get; private set; }

    /// <summary>Administrators choose whose; a head has an own one.</summary>
    public bool MayChoose => user.IsIn(Roles.Administrator);

    public string MailAddress =>
        Url.Page("/Digests/Preview", "Mail", MayChoose ? new { HeadId } : null) ?? "";

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (MayChoose)
        {
            Heads =
            [
                .. (await standIns.HeadsAsync(ct)).Select(head => new SelectListItem(head.Name, head.Id)),
            ];
        }

        if (await ChosenAsync(ct) is not { } head)
        {
            return HeadId is null || !MayChoose ? Page() : NotFound();
        }

        if (await ComposeAsync(head, ct) is not { } mail)
        {
            Problem = text["Preview_NoDepartment"];
            return Page();
        }

        IsUnsubscribed = !await db.Users.AnyAsync(u => u.Id == head && u.WantsDigest, ct);
        Subject = mail.Subject;
        Text = string.Join(
            '\n',
            mail.Text.ReplaceLineEndings("\n")
                .Split('\n')
                .Where(line => !line.Trim().StartsWith("http", StringComparison.Ordinal))
        );
        Recipient = await db
            .Users.Where(u => u.Id == mail.RecipientId)
            .Select(u => u.DisplayName)
            .SingleAsync(ct);
        return Page();
    }

    /// <summary>The mail itself, as mail programs show it.</summary>
    public async Task<IActionResult> OnGetMailAsync(CancellationToken ct) =>
        await ChosenAsync(ct) is { } head && await ComposeAsync(head, ct) is { } mail
            ? new MailDocument(mail.Html)
            : NotFound();

    private async Task<string?> ChosenAsync(CancellationToken ct)
    {
        if (!MayChoose)
        {
            return user.Id;
        }

        return (await standIns.HeadsAsync(ct)).Select(head => head.Id).FirstOrDefault(id => id == HeadId);
    }

    private async Task<DigestMail?> ComposeAsync(string headId, CancellationToken ct)
    {
        if (!await DigestRecipients.DepartmentsOf(db, headId, clock.Today).AnyAsync(ct))
        {
            return null;
        }

        var month = DigestMonth.Of(clock.Today);
        return await composer.ComposeAsync(
            headId,
            month,
            DigestMonth.CutOffUtc(month.AddMonths(-1), Clock.Copenhagen),
            Clock.BeginningOf(clock.Today.AddDays(1)),
            ct
        );
    }
}
