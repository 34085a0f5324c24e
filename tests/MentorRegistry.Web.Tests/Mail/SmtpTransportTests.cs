using MentorRegistry.Domain.Digests;
using MentorRegistry.Web.Mail;

namespace MentorRegistry.Web.Tests.Mail;

/// <summary>What a mail server says and does, and what is made of it.</summary>
public sealed class SmtpTransportTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(MailFault.None, DigestOutcome.Sent, ServerAnswers.Taken)]
    [InlineData(MailFault.Refuses421, DigestOutcome.Retry, ServerAnswers.Busy, "4.3.2 closing")]
    [InlineData(MailFault.Refuses451, DigestOutcome.Retry, ServerAnswers.Busy, "4.3.0 later")]
    [InlineData(
        MailFault.NoSuchUser550,
        DigestOutcome.GivenUp,
        ServerAnswers.NoSuchRecipient,
        "5.1.1 no such user"
    )]
    [InlineData(
        MailFault.NoSuchUser553,
        DigestOutcome.GivenUp,
        ServerAnswers.NoSuchRecipient,
        "5.1.3 no such mailbox"
    )]
    [InlineData(MailFault.RefusesSender550, DigestOutcome.Retry, ServerAnswers.Refused, "5.7.1 sender")]
    [InlineData(MailFault.RefusesContent554, DigestOutcome.Retry, ServerAnswers.Refused, "5.7.1 content")]
    [InlineData(MailFault.Hangs, DigestOutcome.Retry, ServerAnswers.TooLate)]
    [InlineData(MailFault.DropsInData, DigestOutcome.Retry, ServerAnswers.Dropped)]
    [InlineData(MailFault.DropsAfterDot, DigestOutcome.Retry, ServerAnswers.Dropped)]
    public async Task Send_ServerDoes_IsClassifiedWithTheServersWords(
        MailFault fault,
        DigestOutcome outcome,
        string kind,
        string words = ""
    )
    {
        await using var server = new TestMailServer { Fault = _ => fault };
        using var transport = Transport(Settings(server.Port));

        var answer = await transport.SendAsync(Mail(), Ct);

        Assert.Equal(outcome, answer.Outcome);
        Assert.Equal(kind, answer.Answer.Split(' ')[0]);
        Assert.Contains(words, answer.Answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_NobodyListens_IsTriedAgain()
    {
        int port;
        await using (var server = new TestMailServer())
        {
            port = server.Port;
        }

        using var transport = Transport(Settings(port));

        var answer = await transport.SendAsync(Mail(), Ct);

        Assert.Equal(DigestOutcome.Retry, answer.Outcome);
        Assert.StartsWith(ServerAnswers.NotReached, answer.Answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_RightPassword_SignsInOnceForManyMails()
    {
        await using var server = new TestMailServer { Account = ("registry", "secret æ") };
        using var transport = Transport(Settings(server.Port, user: "registry", password: "secret æ"));

        Assert.Equal(DigestOutcome.Sent, (await transport.SendAsync(Mail(), Ct)).Outcome);
        Assert.Equal(DigestOutcome.Sent, (await transport.SendAsync(Mail(), Ct)).Outcome);

        Assert.Equal((2, 0), (server.Taken.Count, server.BegunWithoutSignIn));
        // Once before the first mail, and once on the connection that both went by.
        Assert.Equal(2, server.InClear.Count(line => line.StartsWith("AUTH", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Send_WrongPassword_SendsNothingAlsoWhereTheServerWouldTakeIt(bool takesMailOfAnybody)
    {
        await using var server = new TestMailServer
        {
            Account = ("registry", "secret"),
            TakesMailOfAnybody = takesMailOfAnybody,
        };
        using var transport = Transport(Settings(server.Port, user: "registry", password: "wrong"));

        var answer = await transport.SendAsync(Mail(), Ct);

        Assert.Equal(
            new MailAnswer(
                DigestOutcome.Retry,
                $"{ServerAnswers.SignInRefused} 535 5.7.8 wrong user or password"
            ),
            answer
        );
        Assert.Equal((0, 0), (server.Taken.Count, server.BegunWithoutSignIn));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("PLAIN")]
    [InlineData("PLAIN XOAUTH2")]
    public async Task Send_UserIsSetAndTheServerOffersNoSignIn_SendsNothing(string? offered)
    {
        await using var server = new TestMailServer
        {
            Account = offered is null ? null : ("registry", "secret"),
            SignInMethods = offered ?? "",
            TakesMailOfAnybody = true,
        };
        using var transport = Transport(Settings(server.Port, user: "registry", password: "secret"));

        var answer = await transport.SendAsync(Mail(), Ct);

        Assert.Equal(DigestOutcome.Retry, answer.Outcome);
        Assert.StartsWith(ServerAnswers.NoSignIn, answer.Answer, StringComparison.Ordinal);
        AssertSaidNothing(server);
    }

    [Fact]
    public async Task Send_AfterADroppedOne_HasANewConnection()
    {
        var faults = new Queue<MailFault>([MailFault.DropsInData, MailFault.None]);
        await using var server = new TestMailServer
        {
            Fault = line => line.Length > 0 ? faults.Dequeue() : MailFault.None,
        };
        using var transport = Transport(Settings(server.Port));

        await transport.SendAsync(Mail(), Ct);

        Assert.Equal(DigestOutcome.Sent, (await transport.SendAsync(Mail(), Ct)).Outcome);
        Assert.Single(server.Taken);
    }

    [Fact]
    public async Task Send_NoStartTls_SendsNothingInTheClear()
    {
        await using var server = new TestMailServer();
        var settings = Settings(server.Port, startTls: true);
        using var transport = Transport(settings);

        var answer = await transport.SendAsync(Mail(), Ct);

        Assert.Equal(DigestOutcome.Retry, answer.Outcome);
        Assert.StartsWith(ServerAnswers.NoTls, answer.Answer, StringComparison.Ordinal);
        AssertSaidNothing(server);
    }

    [Fact]
    public async Task Send_CertificateThatNobodyVouchesFor_SendsNothing()
    {
        using var certificate = TestMailServer.CreateCertificate();
        await using var server = new TestMailServer(certificate);
        using var transport = Transport(Settings(server.Port, startTls: true));

        var answer = await transport.SendAsync(Mail(), Ct);

        Assert.Equal(DigestOutcome.Retry, answer.Outcome);
        Assert.StartsWith(ServerAnswers.Certificate, answer.Answer, StringComparison.Ordinal);
        AssertSaidNothing(server);
    }

    [Theory]
    [InlineData("", OwnAnswers.AddressMissing)]
    [InlineData("karin", OwnAnswers.AddressIsNone)]
    [InlineData("a@kommune.dk,b@kommune.dk", OwnAnswers.AddressIsNone)]
    [InlineData("Karin <karin@kommune.dk>", OwnAnswers.AddressIsNone)]
    [InlineData("karin@kommune.dk\r\nBcc: x@y.dk", OwnAnswers.AddressIsNone)]
    [InlineData("bjørn@kommune.dk", OwnAnswers.AddressLetters)]
    public async Task Send_AddressIsNone_IsGivenUpWithoutAskingTheServer(string to, string why)
    {
        await using var server = new TestMailServer();
        using var transport = Transport(Settings(server.Port));

        var answer = await transport.SendAsync(Mail(to), Ct);

        Assert.Equal(new MailAnswer(DigestOutcome.GivenUp, why), answer);
        Assert.Empty(server.InClear);
    }

    [Fact]
    public async Task Send_Taken_HasTheHeadersAndBothPartsAndNoLineOfItsOwn()
    {
        await using var server = new TestMailServer();
        using var transport = Transport(Settings(server.Port));
        // A lone dot on a line would end the mail, were it not encoded.
        var mail = Mail() with
        {
            Subject = "Overblik for Æblerød\r\nBcc: x@y.dk",
            Text = "Først\n.\nså",
        };

        await transport.SendAsync(mail, Ct);

        var taken = Assert.Single(server.Taken);
        var lines = taken.Split("\r\n");
        Assert.Contains(
            lines,
            line => line.Equals("Message-ID: <m.2026-10@kommune.dk>", StringComparison.OrdinalIgnoreCase)
        );
        Assert.Contains("Auto-Submitted: auto-generated", lines);
        Assert.Contains("List-Unsubscribe: <https://mentor.kommune.dk/Account>", lines);
        Assert.DoesNotContain(lines, line => line.StartsWith("Bcc", StringComparison.OrdinalIgnoreCase));
        Assert.Contains("multipart/alternative", taken, StringComparison.Ordinal);
        Assert.Contains(Convert.ToBase64String("Først\n.\nså"u8), taken, StringComparison.Ordinal);
        Assert.Contains(Convert.ToBase64String("<p>Så</p>"u8), taken, StringComparison.Ordinal);
        Assert.All(lines, line => Assert.InRange(line.Length, 0, 998));
    }

    [Fact]
    public async Task Pickup_WrittenTwice_IsOneWholeFile()
    {
        var folder = Directory.CreateTempSubdirectory("mentor-mail-");
        using var transport = new PickupTransport(new MailSettings(), Path.Combine(folder.FullName, "mail"));

        var first = await transport.SendAsync(Mail(), Ct);
        var second = await transport.SendAsync(Mail(), Ct);

        Assert.Equal(
            new MailAnswer(DigestOutcome.Sent, $"{ServerAnswers.PutIntoFolder} m.2026-10.eml"),
            first
        );
        Assert.Equal(first, second);
        var file = Assert.Single(Directory.GetFileSystemEntries(Path.Combine(folder.FullName, "mail"), "*"));
        Assert.Contains(
            "<m.2026-10@kommune.dk>",
            await File.ReadAllTextAsync(file, Ct),
            StringComparison.Ordinal
        );
        folder.Delete(recursive: true);
    }

    private static void AssertSaidNothing(TestMailServer server)
    {
        Assert.Empty(server.Taken);
        Assert.DoesNotContain(
            server.InClear,
            line =>
                line.StartsWith("MAIL", StringComparison.OrdinalIgnoreCase)
                || line.StartsWith("AUTH", StringComparison.OrdinalIgnoreCase)
        );
    }

    private static SmtpTransport Transport(MailSettings settings) => new(settings, TimeProvider.System);

    private static MailSettings Settings(
        int port,
        bool startTls = false,
        string? user = null,
        string? password = null
    ) =>
        new()
        {
            Host = "localhost",
            Port = port,
            StartTls = startTls,
            From = "mentorregister@kommune.dk",
            User = user ?? (startTls ? "registry" : ""),
            Password = password ?? (startTls ? "secret" : ""),
            TimeoutSeconds = 1,
        };

    private static OutgoingMail Mail(string to = "karin@kommune.dk") =>
        new(
            to,
            "m.2026-10@kommune.dk",
            "Overblik",
            "<p>Så</p>",
            "Så",
            new Uri("https://mentor.kommune.dk/Account")
        );
}
