using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace MentorRegistry.E2E;

/// <summary>A mail as the server took it.</summary>
public sealed record TakenMail(string Id, string Subject, string To, string MessageId, string Text);

/// <summary>maildev, a real SMTP server, as a process of its own: mail goes to it, and a browser opens the mail there.</summary>
public sealed class MailServer : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process process;
    private readonly HttpClient client;

    private MailServer(Process process, int smtpPort, int webPort)
    {
        this.process = process;
        SmtpPort = smtpPort;
        client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{webPort}") };
    }

    public int SmtpPort { get; }

    /// <summary>Starts it; what it keeps lies in the folder.</summary>
    public static async Task<MailServer> StartAsync(string folder)
    {
        var project = Path.Combine(Repository.Root, "e2e", "MentorRegistry.E2E");
        var (smtp, web) = (FreePort(), FreePort());
        var start = new ProcessStartInfo(
            "node",
            [
                Path.Combine(project, "node_modules", "maildev", "bin", "maildev"),
                "--ip",
                "127.0.0.1",
                "--smtp",
                $"{smtp}",
                "--web-ip",
                "127.0.0.1",
                "--web",
                $"{web}",
                "--mail-directory",
                folder,
                "--silent",
            ]
        )
        {
            WorkingDirectory = project,
            UseShellExecute = false,
        };
        var server = new MailServer(Process.Start(start)!, smtp, web);
        using var limit = new CancellationTokenSource(Patience);
        while (!await server.AnswersAsync(limit.Token))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), limit.Token);
        }

        return server;
    }

    /// <summary>The one mail to the address, once it is there.</summary>
    public async Task<TakenMail> WaitForMailToAsync(string address)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (true)
        {
            var mails = (await MailsAsync(limit.Token)).FindAll(mail => mail.To == address);
            if (mails.Count > 0)
            {
                return Assert.Single(mails);
            }

            await Task.Delay(TimeSpan.FromMilliseconds(200), limit.Token);
        }
    }

    /// <summary>Where the server shows the mail's HTML.</summary>
    public string AddressOf(TakenMail mail) =>
        new Uri(client.BaseAddress!, $"/email/{mail.Id}/html").ToString();

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
        }

        await process.WaitForExitAsync();
        process.Dispose();
        client.Dispose();
    }

    private async Task<bool> AnswersAsync(CancellationToken ct)
    {
        Assert.False(process.HasExited, "The mail server ended by itself.");
        try
        {
            using var response = await client.GetAsync("/healthz", ct);
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private async Task<List<TakenMail>> MailsAsync(CancellationToken ct)
    {
        await using var answer = await client.GetStreamAsync("/email", ct);
        using var json = await JsonDocument.ParseAsync(answer, cancellationToken: ct);
        return
        [
            .. json
                .RootElement.EnumerateArray()
                .Select(mail => new TakenMail(
                    mail.GetProperty("id").GetString()!,
                    mail.GetProperty("subject").GetString()!,
                    mail.GetProperty("to")[0].GetProperty("address").GetString()!,
                    mail.GetProperty("headers").GetProperty("message-id").GetString()!,
                    mail.GetProperty("text").GetString()!
                )),
        ];
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
