using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;
using MentorRegistry.Domain.Digests;

namespace MentorRegistry.Web.Mail;

/// <summary>
/// Turns a connection to TLS, signs in and hangs up, before a mail is handed over. SmtpClient alone is not enough: where a
/// server offers no sign-in that it speaks, or refuses the password, it goes on and hands the mail over without having
/// signed in, and says nothing of it.
/// </summary>
public static class SmtpGreeting
{
    /// <summary>How one signs in (AUTH LOGIN): what SmtpClient speaks of that needs no domain.</summary>
    public const string SignInMethod = "LOGIN";

    private const string Hello = "EHLO mentorregister";
    private const string Goodbye = "QUIT";
    private const int Ready = 220;
    private const int Done = 250;
    private const int SignedIn = 235;
    private const int GoOn = 334;

    /// <summary>Why no mail may be handed over; <c>null</c> = one may.</summary>
    /// <param name="settings">Which server, and as whom.</param>
    /// <param name="ct">Ends it when it takes too long.</param>
    public static async Task<MailAnswer?> RefusalAsync(MailSettings settings, CancellationToken ct)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(settings.Host, settings.Port, ct);
        }
        catch (SocketException exception)
        {
            return Later(ServerAnswers.NotReached, exception.Message);
        }

        using var line = new Line(client.GetStream());
        var reply = await line.HearAsync(ct);
        if (reply.Code == Ready)
        {
            reply = await line.AskAsync(Hello, ct);
        }

        if (reply.Code != Done)
        {
            return Later(ServerAnswers.Busy, reply.Words);
        }

        return settings.StartTls
            ? await ByTlsAsync(line, reply, client, settings, ct)
            : await SignInAsync(line, reply, settings, ct);
    }

    private static async Task<MailAnswer?> ByTlsAsync(
        Line clear,
        Reply offered,
        TcpClient client,
        MailSettings settings,
        CancellationToken ct
    )
    {
        var reply = offered.Offers("STARTTLS") ? await clear.AskAsync("STARTTLS", ct) : offered;
        if (reply.Code != Ready)
        {
            return Later(ServerAnswers.NoTls, reply.Words);
        }

        await using var tls = new SslStream(client.GetStream());
        try
        {
            await tls.AuthenticateAsClientAsync(
                new SslClientAuthenticationOptions { TargetHost = settings.Host },
                ct
            );
        }
        catch (AuthenticationException exception)
        {
            return Later(ServerAnswers.Certificate, exception.Message);
        }

        // What came in before the encryption counts for nothing.
        using var line = new Line(tls);
        return await SignInAsync(line, await line.AskAsync(Hello, ct), settings, ct);
    }

    private static async Task<MailAnswer?> SignInAsync(
        Line line,
        Reply offered,
        MailSettings settings,
        CancellationToken ct
    )
    {
        if (settings.User.Length == 0)
        {
            await line.AskAsync(Goodbye, ct);
            return null;
        }

        if (!offered.Offers("AUTH", SignInMethod))
        {
            return Later(ServerAnswers.NoSignIn, offered.Words);
        }

        var reply = await line.AskAsync($"AUTH {SignInMethod}", ct);
        foreach (var secret in (string[])[settings.User, settings.Password])
        {
            if (reply.Code == GoOn)
            {
                reply = await line.AskAsync(Convert.ToBase64String(Encoding.UTF8.GetBytes(secret)), ct);
            }
        }

        if (reply.Code != SignedIn)
        {
            // 4yz: it cannot say by now.
            return Later(
                reply.Code is >= 400 and < 500 ? ServerAnswers.Busy : ServerAnswers.SignInRefused,
                reply.Words
            );
        }

        await line.AskAsync(Goodbye, ct);
        return null;
    }

    // None of these is the recipient's fault, and somebody can mend it while the waits last.
    private static MailAnswer Later(string kind, string words) => new(DigestOutcome.Retry, $"{kind} {words}");

    /// <summary>What a server answered.</summary>
    /// <param name="Code">Its number; 0 = it hung up or said something that is no answer.</param>
    /// <param name="Lines">Its lines.</param>
    private sealed record Reply(int Code, IReadOnlyList<string> Lines)
    {
        public string Words => string.Join(' ', Lines);

        /// <summary>Whether one of the lines is of the extension, and names the way where one is asked.</summary>
        public bool Offers(string extension, string? way = null) =>
            Lines
                .Select(line => line.Length > 4 ? line[4..].Split(' ', '=') : [])
                .Any(words =>
                    words.FirstOrDefault()?.Equals(extension, StringComparison.OrdinalIgnoreCase) == true
                    && (way is null || words.Contains(way, StringComparer.OrdinalIgnoreCase))
                );
    }

    private sealed class Line(Stream stream) : IDisposable
    {
        private const int MostLines = 100;

        private readonly StreamReader _reader = new(stream, Encoding.Latin1, leaveOpen: true);

        public void Dispose() => _reader.Dispose();

        public async Task<Reply> AskAsync(string words, CancellationToken ct)
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes(words + "\r\n"), ct);
            return await HearAsync(ct);
        }

        public async Task<Reply> HearAsync(CancellationToken ct)
        {
            var lines = new List<string>();
            while (lines.Count < MostLines && await _reader.ReadLineAsync(ct) is { } line)
            {
                lines.Add(line);
                // "250-" goes on, "250 " is the last.
                if (line.Length < 4 || line[3] != '-')
                {
                    break;
                }
            }

            return new Reply(
                lines is [.., { Length: >= 3 } last] && int.TryParse(last[..3], out var code) ? code : 0,
                lines
            );
        }
    }
}
