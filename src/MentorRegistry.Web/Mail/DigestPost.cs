using MentorRegistry.Domain.Digests;
using MentorRegistry.Web.Data;
using MentorRegistry.Web.Digests;
using Microsoft.EntityFrameworkCore;

namespace MentorRegistry.Web.Mail;

/// <summary>
/// Takes one digest on its way: begins an attempt, makes its content where it has none, hands it over and writes down
/// what came of it. One worker's.
/// </summary>
public sealed partial class DigestPost(
    RegistryDb db,
    DigestComposer composer,
    IMailTransport transport,
    RegistrySettings settings,
    ILogger<DigestPost> events
)
{
    private readonly DigestRows _queue = new(db);

    /// <summary>What came of it; <c>null</c> = another had begun, or no attempt was left.</summary>
    /// <param name="id">The digest's number.</param>
    /// <param name="now">Tells the instant, UTC: making and sending take time.</param>
    /// <param name="ct">Breaks off before an attempt is begun, and not in the middle of one.</param>
    public async Task<DigestOutcome?> SendAsync(long id, Func<DateTime> now, CancellationToken ct)
    {
        // Three times what a mail may take: once for making it, and the server may use its own to the full.
        var lease = TimeSpan.FromSeconds(settings.Mail.TimeoutSeconds * 3);
        if (await _queue.ClaimAsync(id, now(), lease, ct) is not var (digest, attempt))
        {
            return null;
        }

        var answer = await AttemptAsync(digest, attempt, now, lease);
        if (answer is null)
        {
            return null;
        }

        if (
            !await _queue.StepAsync(
                digest,
                attempt,
                () => digest.End(attempt, now(), answer.Outcome, answer.Answer),
                CancellationToken.None
            )
        )
        {
            LeaseLost(events, id);
        }

        Ended(events, id, $"{digest.Month:yyyy-MM}", attempt.Outcome, digest.Attempts);
        return attempt.Outcome;
    }

    private async Task<MailAnswer?> AttemptAsync(
        Digest digest,
        DigestAttempt attempt,
        Func<DateTime> now,
        TimeSpan lease
    )
    {
        try
        {
            if (digest.MadeUtc is null)
            {
                var mail = await composer.ComposeAsync(
                    digest.HeadId,
                    digest.Month,
                    digest.FromUtc,
                    digest.CutOffUtc,
                    CancellationToken.None
                );
                // Another may have frozen its own meanwhile; whoever is not the holder any more sends nothing.
                if (
                    !await _queue.StepAsync(
                        digest,
                        attempt,
                        () =>
                            digest.Freeze(
                                now(),
                                lease,
                                mail.RecipientId,
                                mail.Subject,
                                mail.Html,
                                mail.Text,
                                mail.Figures,
                                mail.Language
                            ),
                        CancellationToken.None
                    )
                )
                {
                    return null;
                }
            }
        }
        // Whatever it is, it is this head's alone: the others get theirs.
        catch (Exception exception)
        {
            NotMade(events, exception, digest.Id);
            return new MailAnswer(DigestOutcome.Retry, $"{OwnAnswers.NotMade} {exception.GetType().Name}");
        }
        finally
        {
            db.ChangeTracker.Clear();
        }

        var address = await db
            .Users.Where(user => user.Id == digest.RecipientId)
            .Select(user => user.Email)
            .SingleAsync();
        attempt.Address = address is { Length: > Digest.LongestAddress }
            ? address[..Digest.LongestAddress]
            : address;
        return await transport.SendAsync(
            new OutgoingMail(
                address ?? "",
                digest.MessageId!,
                digest.Subject!,
                digest.Html!,
                digest.Text!,
                new Uri(settings.Mail.Root, "Account/Mail")
            ),
            CancellationToken.None
        );
    }

    [LoggerMessage(
        1,
        LogLevel.Information,
        "Digest {Id} of {Month}: {Outcome}, attempt {Attempts}. What the server said stands on the page."
    )]
    private static partial void Ended(
        ILogger log,
        long id,
        string month,
        DigestOutcome outcome,
        int attempts
    );

    [LoggerMessage(2, LogLevel.Error, "Digest {Id} could not be made.")]
    private static partial void NotMade(ILogger log, Exception exception, long id);

    [LoggerMessage(
        3,
        LogLevel.Warning,
        "Digest {Id} took longer than its lease; another has begun it, and it may go twice under the same Message-ID."
    )]
    private static partial void LeaseLost(ILogger log, long id);
}
