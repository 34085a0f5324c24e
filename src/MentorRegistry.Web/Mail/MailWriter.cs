using System.Diagnostics.CodeAnalysis;
using System.Net.Mail;
using System.Net.Mime;
using System.Text;
using MentorRegistry.Domain.Digests;

namespace MentorRegistry.Web.Mail;

/// <summary>Makes a message of a mail, alike for every transport.</summary>
public static class MailWriter
{
    /// <summary>The message; otherwise why the address is none that it can go to.</summary>
    public static bool TryWrite(
        OutgoingMail mail,
        MailSettings settings,
        [NotNullWhen(true)] out MailMessage? message,
        [NotNullWhen(false)] out string? problem
    )
    {
        message = null;
        problem = Problem(mail.To, out var to);
        if (problem is not null)
        {
            return false;
        }

        message = new MailMessage(
            new MailAddress(settings.FromOrDefault, settings.FromName, Encoding.UTF8),
            to!
        )
        {
            // A line break would begin a header of its own.
            Subject = mail.Subject.ReplaceLineEndings(" "),
            SubjectEncoding = Encoding.UTF8,
            HeadersEncoding = Encoding.UTF8,
            Body = mail.Text,
            BodyEncoding = Encoding.UTF8,
            // Base64 has no line that begins with a dot, and none that is too long.
            BodyTransferEncoding = TransferEncoding.Base64,
        };
        var html = AlternateView.CreateAlternateViewFromString(
            mail.Html,
            Encoding.UTF8,
            MediaTypeNames.Text.Html
        );
        html.TransferEncoding = TransferEncoding.Base64;
        message.AlternateViews.Add(html);
        message.Headers.Add("Message-ID", $"<{mail.MessageId}>");
        // RFC 3834: no machine answers it.
        message.Headers.Add("Auto-Submitted", "auto-generated");
        message.Headers.Add("List-Unsubscribe", $"<{mail.Unsubscribe.AbsoluteUri}>");
        return true;
    }

    private static string? Problem(string typed, out MailAddress? address)
    {
        address = null;
        var trimmed = typed.Trim();
        if (trimmed.Length == 0)
        {
            return OwnAnswers.AddressMissing;
        }

        // A string may hold a name, or several addresses; one address and nothing else is wanted.
        if (
            trimmed.Length > Digest.LongestAddress
            || !MailAddress.TryCreate(trimmed, out address)
            || !string.Equals(address.Address, trimmed, StringComparison.Ordinal)
        )
        {
            return OwnAnswers.AddressIsNone;
        }

        return address.User.All(char.IsAscii) ? null : OwnAnswers.AddressLetters;
    }
}
