using MentorRegistry.Domain.Digests;
using MentorRegistry.Web.Mail;
using MentorRegistry.Web.Tests.Mail;
using Microsoft.EntityFrameworkCore;

namespace MentorRegistry.Web.Tests.Jobs;

/// <summary>
/// `digest send` to a server with STARTTLS and sign-in. It is a process of its own because whom a process trusts is read from
/// its environment, once: nobody else comes to trust the authority that is made up here.
/// </summary>
public sealed class DigestTlsTests : IAsyncLifetime
{
    private readonly SqliteApp _app = new();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mentor-trust-");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => _app.InitializeAsync();

    public async ValueTask DisposeAsync()
    {
        _folder.Delete(recursive: true);
        await _app.DisposeAsync();
    }

    [Theory]
    [InlineData("localhost", true, "secret", ServerAnswers.Taken)]
    [InlineData("localhost", false, "secret", ServerAnswers.Certificate)]
    [InlineData("mail.andre.dk", true, "secret", ServerAnswers.Certificate)]
    [InlineData("localhost", true, "wrong", ServerAnswers.SignInRefused)]
    public async Task Send_CertificateAndPassword_GoesOnlyWhereBothHold(
        string host,
        bool isTrusted,
        string password,
        string kind
    )
    {
        var (certificate, authority) = TestMailServer.CreateCertificateOf(host);
        using var _ = certificate;
        using var __ = authority;
        await using var server = new TestMailServer(certificate) { Account = ("registry", "secret") };
        DigestScene.SendTo(_app, server);
        await DigestScene.CreateHeadsAsync(_app, 1);
        var trusted = Path.Combine(_folder.FullName, "trusted.pem");
        await File.WriteAllTextAsync(trusted, isTrusted ? authority.ExportCertificatePem() : "", Ct);

        using var process = DigestScene.Start(
            _app,
            ["digest", "send", "--month", "2026-10"],
            ("Mail__StartTls", "true"),
            ("Mail__User", "registry"),
            ("Mail__Password", password),
            ("SSL_CERT_FILE", trusted),
            ("SSL_CERT_DIR", _folder.CreateSubdirectory("none").FullName)
        );
        await process.WaitForExitAsync(Ct);

        var attempt = await _app.DbAsync(db => db.DigestAttempts.AsNoTracking().SingleAsync(Ct));
        var isSent = kind == ServerAnswers.Taken;
        Assert.Equal(kind, attempt.Answer!.Split(' ')[0]);
        Assert.Equal(isSent ? DigestOutcome.Sent : DigestOutcome.Retry, attempt.Outcome);
        Assert.Equal((isSent ? 1 : 0, 0), (server.Taken.Count, server.BegunWithoutSignIn));
        // Nothing but the greeting was said in the clear.
        Assert.All(server.InClear, line => Assert.Matches("^(EHLO .*|STARTTLS|QUIT)$", line));
    }
}
