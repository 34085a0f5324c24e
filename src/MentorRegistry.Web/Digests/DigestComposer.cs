using MentorRegistry.Web.Access;
using MentorRegistry.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace MentorRegistry.Web.Digests;

/// <summary>Makes a head's digest. It writes nothing.</summary>
public sealed class DigestComposer(RegistryDb db, Clock clock)
{
    /// <summary>The month's digest of one head as it would be if it were made now.</summary>
    /// <param name="headId">The head's account.</param>
    /// <param name="month">The first day of the month that it is about.</param>
    /// <param name="fromUtc">Tells what was registered after this instant, UTC.</param>
    /// <param name="cutOffUtc">And up to and including this one, UTC.</param>
    /// <param name="ct">Breaks off.</param>
    public async Task<DigestMail> ComposeAsync(
        string headId,
        DateOnly month,
        DateTime fromUtc,
        DateTime cutOffUtc,
        CancellationToken ct
    )
    {
        var recipientId = await DigestRecipients.RecipientOfAsync(db, headId, clock.Today, ct);
        var recipient = await db.Users.AsNoTracking().SingleAsync(user => user.Id == recipientId, ct);
        var text = $"{month:yyyy-MM}: {fromUtc:u}–{cutOffUtc:u}";
        return new DigestMail(text, $"<p>{text}</p>", text, "{}", recipient.Language ?? "da", recipientId);
    }
}
