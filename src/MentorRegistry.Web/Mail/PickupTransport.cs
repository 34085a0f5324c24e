using System.Net.Mail;
using MentorRegistry.Domain.Digests;

namespace MentorRegistry.Web.Mail;

/// <summary>
/// Puts mail into a folder, a file each, where there is no mail server: to look at, or for another program to send on.
/// A file is there whole or not at all, and a mail that is written twice is one file.
/// </summary>
public sealed class PickupTransport(MailSettings settings, string folder) : IMailTransport
{
    public async Task<MailAnswer> SendAsync(OutgoingMail mail, CancellationToken ct)
    {
        if (!MailWriter.TryWrite(mail, settings, out var message, out var problem))
        {
            return new MailAnswer(DigestOutcome.GivenUp, problem);
        }

        using (message)
        {
            // Beside the files, so that the move is one step of the file system.
            var unfinished = Path.Combine(folder, $".{Guid.NewGuid():N}");
            var file = $"{mail.MessageId.Split('@')[0]}.eml";
            try
            {
                RegistryApp.MakePrivateFolder(folder);
                RegistryApp.MakePrivateFolder(unfinished);
                using var client = new SmtpClient
                {
                    DeliveryMethod = SmtpDeliveryMethod.SpecifiedPickupDirectory,
                    PickupDirectoryLocation = unfinished,
                };
                await client.SendMailAsync(message, ct);
                File.Move(
                    Directory.GetFiles(unfinished).Single(),
                    Path.Combine(folder, file),
                    overwrite: true
                );
                Directory.Delete(unfinished);
                return new MailAnswer(DigestOutcome.Sent, $"{ServerAnswers.PutIntoFolder} {file}");
            }
            catch (Exception exception)
                when (exception is IOException or UnauthorizedAccessException or SmtpException)
            {
                return new MailAnswer(
                    DigestOutcome.Retry,
                    $"{ServerAnswers.FolderRefused} {exception.Message}"
                );
            }
        }
    }

    public void Dispose() { }
}
