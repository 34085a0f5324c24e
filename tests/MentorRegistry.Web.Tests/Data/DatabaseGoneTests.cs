using System.Net;
using MentorRegistry.Web.Access;
using MentorRegistry.Web.Data.Logs;
using MentorRegistry.Web.Pages.Shared;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace MentorRegistry.Web.Tests.Data;

/// <summary>The database is locked or gone: a page says so, health says so, and afterwards all is as it was.</summary>
public abstract class DatabaseGoneTests(RegistryWebApp app)
{
    [Fact]
    public async Task Get_DatabaseGone_SaysSoAndComesBack()
    {
        var browser = await app.SignInAsync(Roles.Caseworker);

        var usual = StaticAssetTests.AssetsOf(await browser.GetAsync("/"));
        PageAnswer gone;
        PageAnswer health;
        List<HttpStatusCode> assets = [];
        await using (await TakeAwayAsync())
        {
            gone = await browser.GetAsync("/");
            health = await browser.GetAsync("/health/ready");
            foreach (var asset in StaticAssetTests.AssetsOf(gone))
            {
                assets.Add((await browser.GetAsync(asset)).Status);
            }
        }

        Assert.Equal(HttpStatusCode.ServiceUnavailable, gone.Status);
        Assert.Contains("Databasen svarer ikke", gone.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", gone.Html, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, health.Status);
        // The page has its looks: nothing of it is behind the session, which asks the database.
        Assert.NotEmpty(assets);
        Assert.Empty(StaticAssetTests.AssetsOf(gone).Except(usual));
        Assert.All(assets, status => Assert.Equal(HttpStatusCode.OK, status));
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/")).Status);
    }

    /// <summary>Makes the database unusable until what comes back is disposed of.</summary>
    protected abstract Task<IAsyncDisposable> TakeAwayAsync();

    protected sealed class GivesBack(Func<Task> giveBack) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await giveBack();
    }
}

public sealed class DatabaseGoneTests_Sqlite(SqliteApp app) : DatabaseGoneTests(app), IClassFixture<SqliteApp>
{
    private readonly SqliteApp _app = app;

    protected override Task<IAsyncDisposable> TakeAwayAsync()
    {
        // The disk with the file is gone: neither new nor pooled connections find it.
        var file = Path.Combine(_app.Settings["DataFolder"]!, "registry.db");
        SqliteConnection.ClearAllPools();
        foreach (var part in Parts())
        {
            File.Move(file + part, file + ".away" + part);
        }

        Directory.CreateDirectory(file);
        return Task.FromResult<IAsyncDisposable>(
            new GivesBack(() =>
            {
                SqliteConnection.ClearAllPools();
                Directory.Delete(file);
                foreach (var part in (string[])["", "-wal", "-shm"])
                {
                    if (File.Exists(file + ".away" + part))
                    {
                        File.Move(file + ".away" + part, file + part);
                    }
                }

                return Task.CompletedTask;
            })
        );

        IEnumerable<string> Parts() =>
            ((string[])["", "-wal", "-shm"]).Where(part => File.Exists(file + part));
    }

    [Fact]
    public async Task Post_FileLockedByAnotherProgram_SaysSoAndWritesNothing()
    {
        var user = await _app.Data.CreateUserAsync([Roles.Caseworker]);
        var browser = _app.OpenBrowser();
        var signIn = await browser.GetAsync("/Account/SignIn");
        await using var other = new SqliteConnection(
            $"Data Source={Path.Combine(_app.Settings["DataFolder"]!, "registry.db")}"
        );
        await other.OpenAsync(TestContext.Current.CancellationToken);
        await using var transaction = other.BeginTransaction(deferred: false);

        // A wrong password is counted, which is a write.
        var answer = await browser.SubmitAsync(
            signIn,
            "main form",
            new() { ["Input.UserName"] = user.UserName!, ["Input.Password"] = "et forkert kodeord" }
        );

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.Status);
        await transaction.RollbackAsync(TestContext.Current.CancellationToken);
        Assert.Equal(
            0,
            await _app.DbAsync(db =>
                db.Users.Where(u => u.Id == user.Id).Select(u => u.AccessFailedCount).SingleAsync()
            )
        );
        await _app.SignInAsync(user);
    }
}

public sealed class DatabaseGoneTests_PostgreSql(PostgreSqlApp app)
    : DatabaseGoneTests(app),
        IClassFixture<PostgreSqlApp>
{
    private readonly PostgreSqlApp _app = app;

    [Fact]
    public async Task Connection_EveryOne_WaitsForALockForTenSecondsAtMost()
    {
        Assert.Equal(
            "10s",
            await _app.DbAsync(db =>
                db.Database.SqlQuery<string>($"SELECT current_setting('lock_timeout') AS \"Value\"")
                    .SingleAsync()
            )
        );
    }

    [Fact]
    public async Task Record_LogLockedByAnotherProgram_IsToldAsTheDatabaseNotAnswering()
    {
        var ct = TestContext.Current.CancellationToken;
        // Started before the log is locked: the start itself asks for the lock, and this may be the first test.
        await _app.DbAsync(db => db.LogHeads.CountAsync(ct));
        await using var other = new NpgsqlConnection(_app.Settings["ConnectionStrings:Registry"]);
        await other.OpenAsync(ct);
        await using var transaction = await other.BeginTransactionAsync(ct);
        await using var command = new NpgsqlCommand("""SELECT * FROM "LogHeads" FOR UPDATE""", other);
        await command.ExecuteNonQueryAsync(ct);

        var refused = await Assert.ThrowsAsync<PostgresException>(() =>
            _app.DbAsync(db =>
                db.InOneTransactionAsync(
                    async () =>
                    {
                        // Sooner than the ten seconds, so that nobody waits for this test.
                        await db.Database.ExecuteSqlAsync($"SET LOCAL lock_timeout = 1", ct);
                        return await db.LockLogAsync(ChainedLog.Lookups, ct);
                    },
                    ct
                )
            )
        );

        Assert.Equal(PostgresErrorCodes.LockNotAvailable, refused.SqlState);
        Assert.Equal(503, ErrorPages.StatusOf(refused));
    }

    protected override async Task<IAsyncDisposable> TakeAwayAsync()
    {
        var own = new NpgsqlConnectionStringBuilder(_app.Settings["ConnectionStrings:Registry"]);
        await RunAsync($"ALTER DATABASE {own.Database} ALLOW_CONNECTIONS false");
        await RunAsync(
            $"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{own.Database}'"
        );
        return new GivesBack(() => RunAsync($"ALTER DATABASE {own.Database} ALLOW_CONNECTIONS true"));

        async Task RunAsync(string sql)
        {
            var server = new NpgsqlConnectionStringBuilder(own.ToString())
            {
                Database = "postgres",
                Pooling = false,
            };
            await using var connection = new NpgsqlConnection(server.ToString());
            await connection.OpenAsync();
            await using var command = new NpgsqlCommand(sql, connection);
            await command.ExecuteNonQueryAsync();
        }
    }
}
