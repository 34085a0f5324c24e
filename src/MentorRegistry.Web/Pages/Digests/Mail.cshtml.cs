using MentorRegistry.Domain.Digests;
using MentorRegistry.Web.Access;
using MentorRegistry.Web.Data;
using MentorRegistry.Web.Digests;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace MentorRegistry.Web.Pages.Digests;

/// <summary>One digest as it was sent, and the attempts at it. It holds no personal data: an administrator may see it.</summary>
public sealed class MailModel(
    RegistryDb db,
    CurrentUser user,
    Clock clock,
    RegistrySettings settings,
    IStringLocalizer<DigestsText> text
) : PageModel
{
    public Digest Digest { get; private set; } = null!;

    public string Head { get; private set; } = "";

    public string? Recipient { get; private set; }

    public IReadOnlyList<DigestAttempt> Attempts { get; private set; } = [];

    public bool IsAdministrator => user.IsIn(Roles.Administrator);

    public SendingWords Words { get; } = new(text);

    public DateTime NowUtc => clock.UtcNow;

    /// <summary>So long is what was sent kept.</summary>
    public int KeptMonths => settings.Retention.DigestMonths;

    public async Task<IActionResult> OnGetAsync(long id, CancellationToken ct)
    {
        if (await IndexModel.Seen(db, user).SingleOrDefaultAsync(d => d.Id == id, ct) is not { } digest)
        {
            return NotFound();
        }

        Digest = digest;
        var names = await db
            .Users.Where(u => u.Id == digest.HeadId || u.Id == digest.RecipientId)
            .ToDictionaryAsync(u => u.Id, u => u.DisplayName, ct);
        Head = names[digest.HeadId];
        Recipient = digest.RecipientId is { } recipient ? names[recipient] : null;
        if (IsAdministrator)
        {
            Attempts = await db
                .DigestAttempts.AsNoTracking()
                .Where(attempt => attempt.DigestId == id)
                .OrderByDescending(attempt => attempt.Id)
                .ToListAsync(ct);
        }

        return Page();
    }

    /// <summary>The mail itself, as mail programs show it.</summary>
    public async Task<IActionResult> OnGetMailAsync(long id, CancellationToken ct) =>
        await IndexModel.Seen(db, user).Where(d => d.Id == id).Select(d => d.Html).SingleOrDefaultAsync(ct)
            is { } html
            ? new MailDocument(html)
            : NotFound();
}
