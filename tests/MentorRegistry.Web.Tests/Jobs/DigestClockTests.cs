using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using MentorRegistry.Domain.Digests;
using MentorRegistry.Web.Data;
using MentorRegistry.Web.Jobs;
using MentorRegistry.Web.Tests.Mail;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace MentorRegistry.Web.Tests.Jobs;

/// <summary>
/// The built program with its real scheduler, under a clock that is set for it (libfaketime): over the nights when the clocks
/// change, and down when a digest is owed. Nothing else of the machine has the other time, nor has the database.
/// </summary>
public abstract class DigestClockTests(RegistryWebApp app)
{
    // How long a program may take to start, and to send one mail, on a machine that does much else.
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(4);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>
    /// The program runs from before the night to after it, an hour of it in a few seconds; is asked for nothing; and is then
    /// brought to just before the digest is owed. The same process all along.
    /// </summary>
    [Theory, Trait("needs", "faketime"), Trait("takes", "minutes")]
    [InlineData("2026-10-25 01:30:00", "2026-10-25 04:10:00", "2026-11-02 06:59:50", "2026-10")]
    [InlineData("2027-03-28 01:30:00", "2027-03-28 04:10:00", "2027-04-01 06:59:50", "2027-03")]
    public async Task Send_RunsOverTheNightWhenTheClocksChange_EachMonthOnceFromSeven(
        string evening,
        string morning,
        string due,
        string month
    )
    {
        await using var server = new TestMailServer();
        await OweAsync(server, evening);
        // It starts as fast: what waits by a clock that is made faster then goes on waiting by the old one.
        using var clock = new SetClock(Evening(evening), Faster);
        using var process = await StartAsync(clock);
        try
        {
            await UntilAsync(process, async () => await LastRunAsync() > Utc(morning));
            Assert.Empty(server.Taken);

            clock.Set(due, faster: 1);
            await UntilAsync(process, () => Task.FromResult(server.Taken.Count > 0));
            var sent = server.Taken.Count;
            // The next look is five minutes later.
            clock.Set(due[..11] + "07:04:55", faster: 1);
            await UntilAsync(process, async () => await LastRunAsync() >= Utc(due[..11] + "07:05:00"));

            Assert.Equal((1, 1), (sent, server.Taken.Count));
        }
        finally
        {
            await DigestScene.KillAsync(process);
        }

        var digest = await app.DbAsync(db => db.Digests.AsNoTracking().SingleAsync(Ct));
        Assert.Equal((month, DigestState.Sent), ($"{digest.Month:yyyy-MM}", digest.State));
        Assert.InRange(digest.SentUtc!.Value, Utc(due[..11] + "07:00:00"), Utc(due[..11] + "07:01:00"));
    }

    /// <summary>It is stopped the evening before, and starts again when the digest should have been out for long.</summary>
    [Theory, Trait("needs", "faketime")]
    [InlineData("2026-11-01 20:01:00", "2026-11-23 09:24:15", "2026-11-23 09:25:00", "2026-10")]
    public Task Send_DownForThreeWeeks_CatchesUpOnceAtTheStart(
        string down,
        string up,
        string next,
        string month
    ) => CatchUpAsync(down, up, next, month);

    [Theory, Trait("needs", "faketime"), Trait("takes", "minutes")]
    [InlineData("2026-11-01 20:01:00", "2026-11-03 07:24:15", "2026-11-03 07:25:00", "2026-10")]
    [InlineData("2027-03-27 20:01:00", "2027-04-22 09:24:15", "2027-04-22 09:25:00", "2027-03")]
    public Task Send_DownForADayOrOverTheNightWhenTheClocksChange_CatchesUpOnceAtTheStart(
        string down,
        string up,
        string next,
        string month
    ) => CatchUpAsync(down, up, next, month);

    private async Task CatchUpAsync(string down, string up, string next, string month)
    {
        await using var server = new TestMailServer();
        await OweAsync(server, down);
        using var clock = new SetClock(down, faster: 1);
        using (var before = await StartAsync(clock))
        {
            // As of a program that has run before.
            await UntilAsync(before, AreTriggersStoredAsync);
            await DigestScene.KillAsync(before);
        }

        Assert.Empty(server.Taken);

        clock.Set(up, faster: 1);
        using var process = await StartAsync(clock);
        try
        {
            await UntilAsync(process, () => Task.FromResult(server.Taken.Count > 0));
            // The next look is within a minute: none of them goes twice.
            await UntilAsync(process, async () => await LastRunAsync() >= Utc(next));
        }
        finally
        {
            await DigestScene.KillAsync(process);
        }

        Assert.Single(server.Taken);
        var digest = await app.DbAsync(db => db.Digests.AsNoTracking().SingleAsync(Ct));
        Assert.Equal((month, DigestState.Sent), ($"{digest.Month:yyyy-MM}", digest.State));
    }

    /// <summary>How many times as fast the nights go; no faster than the database's driver bears.</summary>
    protected abstract int Faster { get; }

    /// <summary>What the process is started with besides.</summary>
    protected virtual (string Name, string Value)[] MoreSettings => [];

    /// <summary>A connection to where the scheduler keeps its triggers.</summary>
    protected abstract DbConnection CreateJobsConnection();

    private async Task<bool> AreTriggersStoredAsync() =>
        await AskJobsAsync($"SELECT COUNT(*) FROM QRTZ_TRIGGERS WHERE JOB_NAME = '{nameof(SendDigests)}'")
        > 0;

    // The tests of a class share the store, and each begins at another time: to a trigger that is due next year nothing is.
    private async Task ForgetTriggersAsync()
    {
        foreach (
            var table in (string[])
                ["FIRED_TRIGGERS", "CRON_TRIGGERS", "TRIGGERS", "JOB_DETAILS", "SCHEDULER_STATE"]
        )
        {
            await AskJobsAsync($"DELETE FROM QRTZ_{table}");
        }
    }

    private async Task<long> AskJobsAsync(string sql)
    {
        await using var connection = CreateJobsConnection();
        await connection.OpenAsync(Ct);
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // This class's own words.
        command.CommandText = sql;
#pragma warning restore CA2100
        try
        {
            return Convert.ToInt64(await command.ExecuteScalarAsync(Ct) ?? 0, CultureInfo.InvariantCulture);
        }
        catch (DbException)
        {
            // The tables are not there before the program has run.
            return 0;
        }
    }

    // The start takes some seconds, which are as much faster.
    private string Evening(string danish) =>
        DateTime
            .ParseExact(danish, "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)
            .AddSeconds(-15 * Faster)
            .ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    private static DateTime Utc(string danish) =>
        TimeZoneInfo.ConvertTimeToUtc(
            DateTime.ParseExact(danish, "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
            Clock.Copenhagen
        );

    /// <summary>One head, and a program that last ran before.</summary>
    private async Task OweAsync(TestMailServer server, string lastRun)
    {
        DigestScene.SendTo(app, server);
        await ForgetTriggersAsync();
        await app.DbAsync(async db =>
        {
            await db.Database.ExecuteSqlRawAsync("""DELETE FROM "DigestAttempts" """, Ct);
            await db.Database.ExecuteSqlRawAsync("""DELETE FROM "Digests" """, Ct);
            foreach (var run in await db.JobRuns.ToListAsync(Ct))
            {
                run.LastUtc = Utc(lastRun).AddMinutes(-5);
            }

            return await db.SaveChangesAsync(Ct);
        });
        if (!await app.DbAsync(db => db.Users.AnyAsync(user => user.UserName == "leder0", Ct)))
        {
            await DigestScene.CreateHeadsAsync(app, 1);
        }
    }

    private Task<DateTime> LastRunAsync() =>
        app.DbAsync(db =>
            db.JobRuns.Where(run => run.Job == nameof(SendDigests)).Select(run => run.LastUtc).SingleAsync(Ct)
        );

    private async Task<Process> StartAsync(SetClock clock)
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
            [.. clock.Environment, .. MoreSettings, ("Clock__Today", ""), ("Jobs__AreScheduled", "true")]
        );
        using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        await UntilAsync(
            process,
            async () =>
            {
                try
                {
                    return (
                        await client.GetAsync(new Uri("/health/live", UriKind.Relative), Ct)
                    ).IsSuccessStatusCode;
                }
                catch (HttpRequestException)
                {
                    return false;
                }
            }
        );
        return process;
    }

    private static async Task UntilAsync(Process process, Func<Task<bool>> holds)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        limit.CancelAfter(s_patience);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!await holds())
        {
            Assert.False(process.HasExited, "The program has ended.");
            await timer.WaitForNextTickAsync(limit.Token);
        }
    }

    /// <summary>A clock that a process is started with, and that can be set while it runs.</summary>
    private sealed class SetClock : IDisposable
    {
        private readonly string _file = Path.Combine(Path.GetTempPath(), $"mentor-clock-{Guid.NewGuid():N}");

        public SetClock(string danish, int faster) => Set(danish, faster);

        /// <summary>What the process must be started with.</summary>
        public IEnumerable<(string Name, string Value)> Environment =>
            [
                ("LD_PRELOAD", "/usr/$LIB/faketime/libfaketimeMT.so.1"),
                ("FAKETIME_TIMESTAMP_FILE", _file),
                // Looks at the file once a second, not whenever it asks the time.
                ("FAKETIME_CACHE_DURATION", "1"),
                ("TZ", "Europe/Copenhagen"),
            ];

        /// <summary>From now on it is that time, and goes so many times as fast.</summary>
        public void Set(string danish, int faster)
        {
            // Whole or not at all: the process reads it at any time.
            File.WriteAllText(_file + ".new", $"@{danish} x{faster}\n");
            File.Move(_file + ".new", _file, overwrite: true);
        }

        public void Dispose() => File.Delete(_file);
    }
}

public sealed class DigestClockTests_Sqlite(SqliteApp app) : DigestClockTests(app), IClassFixture<SqliteApp>
{
    protected override int Faster => 600;

    protected override DbConnection CreateJobsConnection() =>
        new SqliteConnection($"Data Source={Path.Combine(app.Settings["DataFolder"]!, "jobs.db")}");
}

public sealed class DigestClockTests_PostgreSql(PostgreSqlApp app)
    : DigestClockTests(app),
        IClassFixture<PostgreSqlApp>
{
    protected override int Faster => 120;

    // The driver's own times go as fast as the clock.
    protected override (string Name, string Value)[] MoreSettings =>
        [
            (
                "ConnectionStrings__Registry",
                app.Settings["ConnectionStrings:Registry"] + ";Timeout=0;Command Timeout=0"
            ),
        ];

    protected override DbConnection CreateJobsConnection() =>
        new NpgsqlConnection(app.Settings["ConnectionStrings:Registry"]);
}
