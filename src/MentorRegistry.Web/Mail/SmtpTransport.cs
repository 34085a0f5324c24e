using System.Net;
using System.Net.Mail;
using System.Security.Authentication;
using System.Text;
using MentorRegistry.Domain.Digests;

namespace MentorRegistry.Web.Mail;

/// <summary>
/// Hands mail to a mail server. STARTTLS is demanded unless the settings say otherwise of a server on this machine: a
/// server without it, or with a certificate that does not hold, gets nothing.
/// </summary>
public sealed class SmtpTransport(MailSettings settings) : IMailTransport
{
    // SmtpClient has its own time for the whole send; this ends what it might not notice.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    private SmtpClient? _client;

    public async Task<MailAnswer> SendAsync(OutgoingMail mail, CancellationToken ct)
    {
        if (!MailWriter.TryWrite(mail, settings, out var message, out var problem))
        {
            return new MailAnswer(DigestOutcome.GivenUp, problem);
        }

        using (message)
        {
            using var limit = new CancellationTokenSource(
                TimeSpan.FromSeconds(settings.TimeoutSeconds) + Grace
            );
            try
            {
                // Not the caller's token: what is broken off after the last dot is in doubt.
                await Client().SendMailAsync(message, limit.Token);
                return new MailAnswer(DigestOutcome.Sent, "250");
            }
            catch (Exception exception) when (IsAnswer(exception))
            {
                // What the connection is in the middle of is unknown: the next mail gets a new one.
                Dispose();
                return Classify(exception);
            }
        }
    }

    public void Dispose()
    {
        try
        {
            _client?.Dispose();
        }
        catch (Exception exception) when (IsAnswer(exception))
        {
            // It says goodbye to a server that is gone.
        }

        _client = null;
    }

    /// <summary>
    /// What an answer means. Only a refusal of this recipient is for good (RFC 5321, 4.2.1: 5yz); whatever else may be
    /// the server's or the settings', which somebody can mend within two days.
    /// </summary>
    public static MailAnswer Classify(Exception exception)
    {
        var isForGood =
            exception is SmtpFailedRecipientException { StatusCode: >= (SmtpStatusCode)500 }
            || exception is SmtpException { StatusCode: SmtpStatusCode.ExceededStorageAllocation };
        return new MailAnswer(isForGood ? DigestOutcome.GivenUp : DigestOutcome.Retry, Words(exception));
    }

    private static bool IsAnswer(Exception exception) =>
        exception
            is SmtpException
                or AuthenticationException
                or IOException
                or InvalidOperationException
                or FormatException
                or OperationCanceledException;

    private static string Words(Exception exception)
    {
        var words = new StringBuilder();
        if (exception is SmtpException answered && (int)answered.StatusCode > 0)
        {
            words.Append((int)answered.StatusCode).Append(' ');
        }

        for (var cause = exception; cause is not null; cause = cause.InnerException)
        {
            words.Append(cause.Message).Append(' ');
        }

        // What a server says is shown on a page and kept: one line of plain characters.
        return string.Concat(words.ToString().Trim().Select(c => char.IsControl(c) ? ' ' : c));
    }

    private SmtpClient Client() =>
        _client ??= new SmtpClient(settings.Host, settings.Port)
        {
            EnableSsl = settings.StartTls,
            Timeout = settings.TimeoutSeconds * 1000,
            DeliveryFormat = SmtpDeliveryFormat.SevenBit,
            UseDefaultCredentials = false,
            Credentials =
                settings.User.Length > 0 ? new NetworkCredential(settings.User, settings.Password) : null,
        };
}
