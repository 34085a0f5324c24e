using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace MentorRegistry.Web.Tests.Mail;

/// <summary>What a mail server does that it should not.</summary>
public enum MailFault
{
    None,
    Refuses421,
    Refuses451,
    NoSuchUser550,
    NoSuchUser553,
    RefusesSender550,
    RefusesContent554,
    Hangs,
    DropsInData,

    /// <summary>It has taken the mail and says nothing: whoever sent it cannot know.</summary>
    DropsAfterDot,
}

/// <summary>A mail server on this machine that does as it is told, and keeps what it took.</summary>
public sealed class TestMailServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _ends = new();
    private readonly ConcurrentQueue<string> _taken = new();
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly X509Certificate2? _certificate;
    private readonly Task _accepting;

    /// <param name="certificate">Offers STARTTLS with it.</param>
    public TestMailServer(X509Certificate2? certificate = null)
    {
        _certificate = certificate;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>What is wrong from now on; asked with the recipient's line.</summary>
    public Func<string, MailFault> Fault { get; set; } = _ => MailFault.None;

    /// <summary>Whom it lets sign in; <c>null</c> = it offers no sign-in and takes mail from anybody.</summary>
    public (string User, string Password)? Account { get; init; }

    /// <summary>How one signs in, as it says to whoever greets it.</summary>
    public string SignInMethods { get; init; } = "PLAIN LOGIN";

    /// <summary>Whether it takes mail of those who have not signed in; a server should not.</summary>
    public bool TakesMailOfAnybody { get; init; }

    /// <summary>How many mails were begun by somebody who had not signed in.</summary>
    public int BegunWithoutSignIn { get; private set; }

    /// <summary>The mails that it took, those it never confirmed included.</summary>
    public IReadOnlyCollection<string> Taken => _taken;

    /// <summary>Every line that came in without encryption, mails' own lines too.</summary>
    public IReadOnlyCollection<string> InClear => _lines;

    public IEnumerable<string> MessageIds =>
        _taken.Select(mail =>
            mail.Split("\r\n")
                .Single(line => line.StartsWith("Message-ID:", StringComparison.OrdinalIgnoreCase))[
                    "Message-ID:".Length..
                ]
                .Trim()
        );

    /// <summary>Keeps nothing of what came in so far.</summary>
    public void Forget()
    {
        _taken.Clear();
        _lines.Clear();
    }

    /// <summary>A certificate that nobody vouches for.</summary>
    public static X509Certificate2 CreateCertificate()
    {
        using var key = RSA.Create(2048);
        using var made = Request("localhost", key).CreateSelfSigned(s_from, s_to);
        return WithKey(made);
    }

    /// <summary>A certificate of the host, and that of the authority which vouches for it.</summary>
    public static (X509Certificate2 Certificate, X509Certificate2 Authority) CreateCertificateOf(string host)
    {
        using var rootKey = RSA.Create(2048);
        var root = Request("Testmyndighed", rootKey);
        root.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        var authority = root.CreateSelfSigned(s_from, s_to);
        using var key = RSA.Create(2048);
        var request = Request(host, key);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(host);
        request.CertificateExtensions.Add(names.Build());
        using var signed = request.Create(authority, s_from, s_to, [1, 2, 3, 4]);
        using var made = signed.CopyWithPrivateKey(key);
        return (WithKey(made), authority);
    }

    private static readonly DateTimeOffset s_from = TimeProvider.System.GetUtcNow().AddDays(-1);
    private static readonly DateTimeOffset s_to = s_from.AddDays(3);

    private static CertificateRequest Request(string name, RSA key) =>
        new($"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);

    private static X509Certificate2 WithKey(X509Certificate2 made) =>
        X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);

    public async ValueTask DisposeAsync()
    {
        await _ends.CancelAsync();
        _listener.Stop();
        await _accepting;
        _ends.Dispose();
    }

    private async Task AcceptAsync()
    {
        var talks = new List<Task>();
        try
        {
            while (true)
            {
                talks.Add(TalkAsync(await _listener.AcceptTcpClientAsync(_ends.Token)));
                talks.RemoveAll(talk => talk.IsCompleted);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException)
        {
            await Task.WhenAll(talks);
        }
    }

    private async Task TalkAsync(TcpClient client)
    {
        using var _ = client;
        Stream stream = client.GetStream();
        try
        {
            var isClear = true;
            var reader = new StreamReader(stream, Encoding.Latin1);
            await SayAsync("220 test");
            var fault = MailFault.None;
            var isSignedIn = false;
            while (await reader.ReadLineAsync(_ends.Token) is { } line)
            {
                Hear(line);
                switch (line.Split(' ', ':')[0].ToUpperInvariant())
                {
                    case "EHLO" or "HELO":
                        await SayAsync(
                            _certificate is not null && isClear ? "250-test\r\n250 STARTTLS"
                            : Account is null ? "250 test"
                            : $"250-test\r\n250 AUTH {SignInMethods}"
                        );
                        break;
                    case "AUTH" when Account is { } account:
                        isSignedIn = await SignInAsync(line.Split(' '), account);
                        break;
                    case "STARTTLS" when _certificate is not null:
                        await SayAsync("220 go on");
                        var tls = new SslStream(stream);
                        await tls.AuthenticateAsServerAsync(
                            new SslServerAuthenticationOptions { ServerCertificate = _certificate },
                            _ends.Token
                        );
                        (stream, isClear) = (tls, false);
                        reader = new StreamReader(stream, Encoding.Latin1);
                        break;
                    case "MAIL" when Account is not null && !isSignedIn && !TakesMailOfAnybody:
                        BegunWithoutSignIn++;
                        await SayAsync("530 5.7.0 sign in first");
                        break;
                    case "MAIL":
                        BegunWithoutSignIn += isSignedIn ? 0 : 1;
                        await SayAsync(
                            Fault("") == MailFault.RefusesSender550 ? "550 5.7.1 sender" : "250 ok"
                        );
                        break;
                    case "RCPT":
                        fault = Fault(line);
                        switch (fault)
                        {
                            case MailFault.Refuses421:
                                await SayAsync("421 4.3.2 closing");
                                return;
                            case MailFault.Hangs:
                                await Task.Delay(Timeout.Infinite, _ends.Token);
                                break;
                            default:
                                await SayAsync(
                                    fault switch
                                    {
                                        MailFault.Refuses451 => "451 4.3.0 later",
                                        MailFault.NoSuchUser550 => "550 5.1.1 no such user",
                                        MailFault.NoSuchUser553 => "553 5.1.3 no such mailbox",
                                        _ => "250 ok",
                                    }
                                );
                                break;
                        }

                        break;
                    case "DATA":
                        await SayAsync("354 go on");
                        var mail = new StringBuilder();
                        while (await reader.ReadLineAsync(_ends.Token) is { } row && row != ".")
                        {
                            Hear(row);
                            mail.Append(row).Append("\r\n");
                            if (fault == MailFault.DropsInData)
                            {
                                return;
                            }
                        }

                        if (fault == MailFault.RefusesContent554)
                        {
                            await SayAsync("554 5.7.1 content");
                            break;
                        }

                        _taken.Enqueue(mail.ToString());
                        if (fault == MailFault.DropsAfterDot)
                        {
                            return;
                        }

                        await SayAsync("250 taken");
                        break;
                    case "QUIT":
                        await SayAsync("221 bye");
                        return;
                    default:
                        await SayAsync("250 ok");
                        break;
                }
            }

            async Task<bool> SignInAsync(string[] asked, (string User, string Password) account)
            {
                if (asked is not [_, var way, ..] || !way.Equals("LOGIN", StringComparison.OrdinalIgnoreCase))
                {
                    await SayAsync("504 5.5.4 not that way");
                    return false;
                }

                // Its first word may come with the command.
                var user = asked.Length > 2 ? asked[2] : await AnswerToAsync("VXNlcm5hbWU6");
                var isRight = (Plain(user), Plain(await AnswerToAsync("UGFzc3dvcmQ6"))) == account;
                await SayAsync(isRight ? "235 2.7.0 welcome" : "535 5.7.8 wrong user or password");
                return isRight;
            }

            async Task<string> AnswerToAsync(string question)
            {
                await SayAsync("334 " + question);
                return await reader.ReadLineAsync(_ends.Token) ?? "";
            }

            static string Plain(string base64) => Encoding.UTF8.GetString(Convert.FromBase64String(base64));

            void Hear(string line)
            {
                if (isClear)
                {
                    _lines.Enqueue(line);
                }
            }
        }
        catch (Exception exception)
            when (exception
                    is IOException
                        or OperationCanceledException
                        or System.Security.Authentication.AuthenticationException
            )
        {
            // The other side is gone, or the test is over.
        }

        async Task SayAsync(string words) =>
            await stream.WriteAsync(Encoding.Latin1.GetBytes(words + "\r\n"), _ends.Token);
    }
}
