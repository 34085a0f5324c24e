using System.Net;
using System.Net.Mail;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;
using MentorRegistry.Domain.Digests;

namespace MentorRegistry.Web.Mail;

/// <summary>
/// Hands mail to a mail server. STARTTLS is demanded unless the settings say otherwise of a server on this machine: a
/// server without it, or with a certificate that does not hold, gets nothing; nor does one that does not let the registry
/// sign in where the settings say as whom.
/// </summary>
public sealed class SmtpTransport(MailSettings settings, TimeProvider time) : IMailTransport
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
            var begun = time.GetTimestamp();
            var most = TimeSpan.FromSeconds(settings.TimeoutSeconds);
            using var limit = new CancellationTokenSource(most + Grace);
            try
            {
                // Not the caller's token: what is broken off after the last dot is in doubt.
                if (_client is null && await SmtpGreeting.RefusalAsync(settings, limit.Token) is { } refusal)
                {
                    return Plain(refusal);
                }

                _client ??= Client();
                await _client.SendMailAsync(message, limit.Token);
                return new MailAnswer(DigestOutcome.Sent, ServerAnswers.Taken);
            }
            catch (Exception exception) when (IsAnswer(exception))
            {
                // What the connection is in the middle of is unknown: the next mail gets a new one.
                Dispose();
                return Plain(Classify(exception, isTooLate: time.GetElapsedTime(begun) >= most));
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

    // Only a refusal of this recipient is for good (RFC 5321, 4.2.1: 5yz); whatever else may be the server's or the
    // settings', which somebody can mend within two days.
    private static MailAnswer Classify(Exception exception, bool isTooLate)
    {
        var status = exception is SmtpException answered ? (int)answered.StatusCode : 0;
        var (outcome, kind) = (exception, status) switch
        {
            (SmtpException, (int)SmtpStatusCode.ExceededStorageAllocation) => (
                DigestOutcome.GivenUp,
                ServerAnswers.MailboxFull
            ),
            (SmtpFailedRecipientException, >= 500) => (DigestOutcome.GivenUp, ServerAnswers.NoSuchRecipient),
            (_, >= 500) => (DigestOutcome.Retry, ServerAnswers.Refused),
            (_, >= 400) => (DigestOutcome.Retry, ServerAnswers.Busy),
            _ => (DigestOutcome.Retry, isTooLate ? ServerAnswers.TooLate : ServerAnswers.Dropped),
        };
        return new MailAnswer(outcome, $"{kind} {Words(exception, status)}");
    }

    private static bool IsAnswer(Exception exception) =>
        exception
            is SmtpException
                or AuthenticationException
                or IOException
                or SocketException
                or InvalidOperationException
                or FormatException
                or OperationCanceledException;

    private static string Words(Exception exception, int status)
    {
        var words = new StringBuilder();
        if (status > 0)
        {
            words.Append(status).Append(' ');
        }

        for (var cause = exception; cause is not null; cause = cause.InnerException)
        {
            words.Append(cause.Message).Append(' ');
        }

        return words.ToString().Trim();
    }

    // What a server says is shown on a page and kept: one line of plain characters.
    private static MailAnswer Plain(MailAnswer answer) =>
        answer with
        {
            Answer = string.Concat(answer.Answer.Trim().Select(c => char.IsControl(c) ? ' ' : c)),
        };

    private SmtpClient Client()
    {
        var client = new SmtpClient(settings.Host, settings.Port)
        {
            EnableSsl = settings.StartTls,
            Timeout = settings.TimeoutSeconds * 1000,
            DeliveryFormat = SmtpDeliveryFormat.SevenBit,
            UseDefaultCredentials = false,
        };
        if (settings.User.Length > 0)
        {
            // The one way that the greeting has tried; by another, SmtpClient could fail and go on without.
            client.Credentials = new CredentialCache
            {
                {
                    settings.Host,
                    settings.Port,
                    SmtpGreeting.SignInMethod,
                    new NetworkCredential(settings.User, settings.Password)
                },
            };
        }

        return client;
    }
}
