using System.Net;
using System.Net.Sockets;
using MentorRegistry.Web.Data;
using MentorRegistry.Web.Jobs;
using MentorRegistry.Web.Tests.Mail;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Quartz;

namespace MentorRegistry.Web.Tests.Jobs;

/// <summary>The built program twice on one PostgreSQL database.</summary>
public sealed class DigestClusterTests(PostgreSqlApp app) : IClassFixture<PostgreSqlApp>
{
    private const int Heads = 200;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Send_TwoMachinesAndTheOneThatSendsIsKilled_TheOtherGoesOnAndEachDigestIsOneMail()
    {
        await using var server = new TestMailServer();
        DigestScene.SendTo(app, server);
        app.Settings["Jobs:AreScheduled"] = "true";
        // This process only asks: it keeps out of the work, from when it has been let loose.
        var scheduler = await app.Services.GetRequiredService<ISchedulerFactory>().GetScheduler(Ct);
        await UntilAsync(() => Task.FromResult(scheduler.Status == SchedulerStatus.Running));
        await scheduler.Standby(Ct);
        await DigestScene.CreateHeadsAsync(app, Heads);
        await using (var scope = app.Services.CreateAsyncScope())
        {
            await scope
                .ServiceProvider.GetRequiredService<SendDigests>()
                .AddAsync(DigestScene.Month, RegistryWebApp.Today, Ct);
        }

        using var one = await StartAsync("One");
        using var other = await StartAsync("Other");
        try
        {
            await scheduler.TriggerJob(new JobKey(nameof(SendDigests)), Ct);
            await UntilAsync(() => Task.FromResult(server.Taken.Count >= 40));
            var isOnes = server.Taken.First().Contains("From: \"One\"", StringComparison.Ordinal);
            await DigestScene.KillAsync(isOnes ? one : other);
            Assert.InRange(server.Taken.Count, 40, Heads - 1);

            await scheduler.TriggerJob(new JobKey(nameof(SendDigests)), Ct);
            await UntilAsync(() =>
                app.DbAsync(async db => (await new DigestRows(db).DueAsync(DateTime.MaxValue, Ct)).Count == 0)
            );

            await DigestScene.AssertEachOnceAsync(app, server, Heads, mostRepeats: 4);
            Assert.Contains(
                server.Taken,
                mail => mail.Contains(isOnes ? "From: \"Other\"" : "From: \"One\"", StringComparison.Ordinal)
            );
            // Both have the keys of the one who was first, and none in a file.
            Assert.NotEqual(0, await app.DbAsync(db => db.ProtectionKeys.CountAsync(Ct)));
        }
        finally
        {
            foreach (var process in new[] { one, other })
            {
                if (!process.HasExited)
                {
                    await DigestScene.KillAsync(process);
                }
            }
        }
    }

    private async Task<System.Diagnostics.Process> StartAsync(string name)
    {
        int port;
        using (var free = new TcpListener(IPAddress.Loopback, 0))
        {
            free.Start();
            port = ((IPEndPoint)free.LocalEndpoint).Port;
        }

        var process = DigestScene.Start(
            app,
            ["--urls", $"http://127.0.0.1:{port}"],
            ("Mail__FromName", name),
            ("Mail__AtOnce", "1")
        );
        using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        await UntilAsync(async () =>
        {
            Assert.False(process.HasExited);
            try
            {
                // Asks for a form, which needs the keys.
                return (
                    await client.GetAsync(new Uri("/Account/SignIn", UriKind.Relative), Ct)
                ).IsSuccessStatusCode;
            }
            catch (HttpRequestException)
            {
                return false;
            }
        });
        return process;
    }

    private static async Task UntilAsync(Func<Task<bool>> holds)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        limit.CancelAfter(TimeSpan.FromMinutes(3));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(2));
        while (!await holds())
        {
            await timer.WaitForNextTickAsync(limit.Token);
        }
    }
}
