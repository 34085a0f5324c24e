using MentorRegistry.Domain.Digests;

namespace MentorRegistry.Web.Mail;

/// <summary>A mail to one recipient.</summary>
/// <param name="To">The address, as the account has it.</param>
/// <param name="MessageId">Its identity, without angle brackets.</param>
/// <param name="Unsubscribe">The page on which the recipient can say no to it.</param>
public sealed record OutgoingMail(
    string To,
    string MessageId,
    string Subject,
    string Html,
    string Text,
    Uri Unsubscribe
);

/// <summary>What came of handing a mail over.</summary>
/// <param name="Outcome">Sent, to be tried again, or refused for good.</param>
/// <param name="Answer">The server's words, or why it was not asked.</param>
public sealed record MailAnswer(DigestOutcome Outcome, string Answer);

/// <summary>
/// Where mail goes. One is one worker's: it may keep a connection open, and sends one mail at a time. It never throws
/// for what a server says or does; that is the answer.
/// </summary>
public interface IMailTransport : IDisposable
{
    Task<MailAnswer> SendAsync(OutgoingMail mail, CancellationToken ct);
}
