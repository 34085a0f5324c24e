using MentorRegistry.Web.Data;
using MentorRegistry.Web.Data.Logs;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace MentorRegistry.Web.Tests.Data.Logs;

/// <summary>The first start chains what an older version left, and no later start chains anything again.</summary>
public abstract class LogBeginningTests(RegistryWebApp app) : LogTest(app), IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mentor-key-").FullName;

    private string OtherKey => Path.Combine(_folder, "keys", "log.key");

    [Fact]
    public async Task Ensure_RowsOfAnOlderVersion_ChainsThemOnceAndSaysHowMany()
    {
        var last = await CreateLogAsync("lookup");
        await MeddleAsync(
            "DELETE FROM \"LogHeads\"",
            $"UPDATE \"Lookups\" SET \"Hash\" = {(App is PostgreSqlApp ? "''::bytea" : "x''")}",
            $"DELETE FROM \"Lookups\" WHERE \"Id\" IN (1, {last - 3})"
        );

        await EnsureAsync(OtherKey);

        var head = await HeadAsync("lookup");
        Assert.Equal((last - 2, last - 2), (head.LastNumber, head.RowsAtBeginning));
        Assert.Empty(await FaultsByAsync(OtherKey, "lookup"));
        Assert.Empty(await FaultsByAsync(OtherKey, "audit"));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(
                UnixFileMode.UserRead | UnixFileMode.UserWrite,
                File.GetUnixFileMode(OtherKey) & (UnixFileMode)0b111_111_111
            );
        }
    }

    [Fact]
    public async Task Ensure_HeadDeletedAndRowsAltered_ChainsNothingAnew()
    {
        var last = await CreateLogAsync("lookup");
        await MeddleAsync(
            "DELETE FROM \"LogHeads\"",
            $"UPDATE \"Lookups\" SET \"UserName\" = 'x' WHERE \"Id\" = {last}"
        );

        await WithAsync<LogBeginning, int>(async beginning =>
        {
            await beginning.EnsureAsync(Ct);
            return 0;
        });

        Assert.Equal(["HeadMissing 0-0", $"Altered {last}-{last}"], await FaultsAsync("lookup"));
    }

    [Theory]
    [InlineData("lookup")]
    [InlineData("audit")]
    public async Task Ensure_HeadAndAllRowsDeletedBeforeAnyCheck_HeadIsMissing(string log)
    {
        await CreateLogAsync(log);
        await MeddleAsync($"DELETE FROM {TableOf(log)}", $"DELETE FROM \"LogHeads\" WHERE \"Log\" = '{log}'");

        await WithAsync<LogBeginning, int>(async beginning =>
        {
            await beginning.EnsureAsync(Ct);
            return 0;
        });

        Assert.Equal(["HeadMissing 0-0"], await FaultsAsync(log));
    }

    [Fact]
    public async Task Ensure_BothLogsAndHeadsDeleted_HeadsAreMissing()
    {
        await CreateLogAsync("lookup");
        await MeddleAsync(
            "DELETE FROM \"Lookups\"",
            "DELETE FROM \"AuditEntries\"",
            "DELETE FROM \"LogHeads\""
        );

        await WithAsync<LogBeginning, int>(async beginning =>
        {
            await beginning.EnsureAsync(Ct);
            return 0;
        });

        Assert.Equal(["HeadMissing 0-0"], await FaultsAsync("lookup"));
        Assert.Equal(["HeadMissing 0-0"], await FaultsAsync("audit"));
    }

    [Fact]
    public async Task Ensure_EmptyDatabaseComesToAKey_BeginsTheLogs()
    {
        // Begun anew, or another machine's database: the key was there first.
        Directory.CreateDirectory(Path.GetDirectoryName(OtherKey)!);
        await File.WriteAllBytesAsync(OtherKey, new byte[32], Ct);
        RegistryWebApp fresh = App is PostgreSqlApp postgreSql ? postgreSql.Another() : new SqliteApp();
        fresh.Settings["Logs:KeyFile"] = OtherKey;
        await fresh.InitializeAsync();
        await using var _ = fresh;

        Assert.Equal(2, await fresh.DbAsync(db => db.LogHeads.CountAsync(Ct)));
    }

    [Fact]
    public async Task Ensure_KeyIsGone_RefusesToStart()
    {
        await CreateLogAsync("lookup");

        var refused = await Assert.ThrowsAsync<SettingsException>(() => EnsureAsync(OtherKey));

        Assert.StartsWith("The key of the logs is missing", refused.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(OtherKey));
    }

    [Fact]
    public async Task Ensure_AnotherKey_RefusesToStart()
    {
        await CreateLogAsync("lookup");
        Directory.CreateDirectory(Path.GetDirectoryName(OtherKey)!);
        await File.WriteAllBytesAsync(OtherKey, new byte[32], Ct);

        var refused = await Assert.ThrowsAsync<SettingsException>(() => EnsureAsync(OtherKey));

        Assert.StartsWith("The key of the logs is another", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Anew_KeyIsLost_ChainsWithANewOneAndLeavesAnAlarm()
    {
        var last = await CreateLogAsync("lookup");
        var before = await CountRestartsAsync();

        await App.DbAsync(async db =>
        {
            await Beginning(db, OtherKey).AnewAsync(Ct);
            return 0;
        });

        Assert.Empty(await FaultsByAsync(OtherKey, "lookup"));
        Assert.Equal(last, (await HeadAsync("lookup")).LastNumber);
        Assert.Equal(before + 2, await CountRestartsAsync());
    }

    public void Dispose()
    {
        Directory.Delete(_folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    private Task<int> CountRestartsAsync() =>
        App.DbAsync(db => db.Alarms.CountAsync(alarm => alarm.Kind == AlarmKind.LogRestarted, Ct));

    private LogBeginning Beginning(RegistryDb db, string key) =>
        new(
            db,
            new LogChain(new LogKey(key)),
            new LogCheckpoints(Path.Combine(_folder, "log-checkpoints.json")),
            App.Services.GetRequiredService<Clock>(),
            NullLogger<LogBeginning>.Instance
        );

    private Task<int> EnsureAsync(string key) =>
        App.DbAsync(async db =>
        {
            await Beginning(db, key).EnsureAsync(Ct);
            return 0;
        });

    private Task<IReadOnlyList<LogFault>> FaultsByAsync(string key, string log) =>
        App.DbAsync(async db =>
            (
                await new LogVerifier(
                    db,
                    new LogChain(new LogKey(key)),
                    new LogCheckpoints(Path.Combine(_folder, "log-checkpoints.json")),
                    App.Services.GetRequiredService<IServiceScopeFactory>()
                ).VerifyAsync(Log(log), null, Ct)
            ).Faults
        );
}

public sealed class LogBeginningTests_Sqlite(SqliteApp app)
    : LogBeginningTests(app),
        IClassFixture<SqliteApp>;

public sealed class LogBeginningTests_PostgreSql(PostgreSqlApp app)
    : LogBeginningTests(app),
        IClassFixture<PostgreSqlApp>;
