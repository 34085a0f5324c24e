using System.Globalization;
using MentorRegistry.Web.Jobs;
using MentorRegistry.Web.Tests.Mail;
using Microsoft.Extensions.DependencyInjection;
using Quartz;

namespace MentorRegistry.Web.Tests.Jobs;

/// <summary>`digest send` as a process of its own, killed again and again while it sends.</summary>
public abstract class DigestProcessTests(RegistryWebApp app)
{
    private const int Heads = 200;

    // MENTOR_KILLS=100 for the long run that docs/performance.md tells of.
    private static readonly int s_kills = int.Parse(
        Environment.GetEnvironmentVariable("MENTOR_KILLS") ?? "5",
        CultureInfo.InvariantCulture
    );

    [Fact]
    public async Task Send_KilledAgainAndAgain_EveryHeadHasItUnderOneIdentity()
    {
        await using var server = new TestMailServer();
        DigestScene.SendTo(app, server);
        await DigestScene.CreateHeadsAsync(app, Heads);
        var kills = 0;
        for (var i = 0; i < s_kills; i++)
        {
            using var process = DigestScene.Start(app, ["digest", "send", "--month", "2026-10"]);
            // Somewhere within its share of the run, and not always right after a mail.
            await DigestScene.WaitForMailsAsync(
                server,
                Math.Max(server.Taken.Count + 1, (i + 1) * Heads / (s_kills + 1)),
                process
            );
            if (!process.HasExited)
            {
                await DigestScene.KillAsync(process);
                kills++;
            }
        }

        Assert.NotEqual(0, kills);
        Assert.NotEqual(Heads, server.MessageIds.Distinct().Count());
        await DigestScene.FinishAsync(app);

        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{kills} kills, {server.Taken.Count - Heads} repeats"
        );
        await DigestScene.AssertEachOnceAsync(app, server, Heads, mostRepeats: kills * 4);
    }
}

public sealed class DigestProcessTests_Sqlite(SqliteApp app)
    : DigestProcessTests(app),
        IClassFixture<SqliteApp>;

public sealed class DigestProcessTests_PostgreSql(PostgreSqlApp app)
    : DigestProcessTests(app),
        IClassFixture<PostgreSqlApp>;
