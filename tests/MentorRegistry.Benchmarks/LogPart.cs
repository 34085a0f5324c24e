using System.Diagnostics;
using System.Globalization;
using MentorRegistry.Web.Data.Logs;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace MentorRegistry.Benchmarks;

/// <summary>
/// (e) Verifying an access log of ten lookups a citizen against reading every value of its rows with plain ADO.NET,
/// and what chaining them at the first start takes.
/// </summary>
public static class LogPart
{
    private const double Wanted = 4;
    private const int Count = 5;

    public static async Task RunAsync(string folder, int rows, Report report)
    {
        await using var app = await BenchmarkApp.BuildAsync(folder);
        await WriteAsync(folder, rows);
        var started = Stopwatch.GetTimestamp();
        await BenchmarkApp.ChainLogsAsync(app);
        report.Add(
            new Figure(
                $"chaining {rows:N0} rows of an older version",
                Stopwatch.GetElapsedTime(started).TotalSeconds,
                "s"
            )
        );

        var verify = new List<double>();
        var read = new List<double>();
        var memory = 0L;
        for (var round = 0; round <= Count; round++)
        {
            started = Stopwatch.GetTimestamp();
            Read(folder, rows);
            var reading = Stopwatch.GetElapsedTime(started).TotalSeconds;
            await using var scope = app.Services.CreateAsyncScope();
            started = Stopwatch.GetTimestamp();
            var found = await scope
                .ServiceProvider.GetRequiredService<LogVerifier>()
                .VerifyAsync(
                    ChainedLog.Lookups,
                    (_, _) => memory = Math.Max(memory, GC.GetTotalMemory(forceFullCollection: false)),
                    CancellationToken.None
                );
            if (!found.IsWhole || found.Rows != rows)
            {
                throw new InvalidOperationException("The log is not as it was made.");
            }

            // The first round warms up.
            if (round > 0)
            {
                verify.Add(Stopwatch.GetElapsedTime(started).TotalSeconds);
                read.Add(reading);
            }
        }

        var ratios = verify.Zip(read, (one, other) => one / other).ToList();
        var ratio = Rounds.Median(ratios);
        report.Add(
            new Figure(
                $"verifying a log of {rows:N0} rows: time against reading them",
                Rounds.Median(verify),
                "s",
                Rounds.Median(read),
                ratio,
                $"< {Wanted}",
                ratio < Wanted,
                Rounds.Noise(ratios)
            )
        );
        report.Add(new Figure("– most memory in use while verifying", memory / 1e6, "MB"));
        SqliteConnection.ClearAllPools();
    }

    private static async Task WriteAsync(string folder, int rows)
    {
        await using var connection = new SqliteConnection(BenchmarkApp.ConnectionString(folder));
        await connection.OpenAsync();
        await using var transaction = (SqliteTransaction)await connection.BeginTransactionAsync();
        using var lookup = Insert.Into(
            connection,
            transaction,
            "Lookups",
            "AtUtc",
            "UserId",
            "UserName",
            "CitizenId",
            "Kind",
            // None yet: the first start chains what is there.
            "Hash"
        );
        var at = new DateTime(2024, 1, 1, 7, 0, 0, DateTimeKind.Utc);
        for (var i = 0; i < rows; i++)
        {
            at = at.AddTicks(234_567_890);
            lookup.Run(
                at,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"5f0c2b1e-7d64-4c1b-9a55-{i % 200:000000000000}"
                ),
                string.Create(CultureInfo.InvariantCulture, $"sagsbehandler{i % 200}"),
                i / 10,
                i % 5 == 0 ? "Form" : "Overview",
                Array.Empty<byte>()
            );
        }

        await transaction.CommitAsync();
    }

    // Each value as the kind that it is.
    private static void Read(string folder, int rows)
    {
        using var connection = new SqliteConnection(BenchmarkApp.ConnectionString(folder));
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText =
            "SELECT \"Id\", \"Hash\", \"AtUtc\", \"CitizenId\", \"Kind\", \"UserId\", \"UserName\" FROM \"Lookups\" ORDER BY \"Id\"";
        using var reader = command.ExecuteReader();
        var (count, sum) = (0, 0L);
        while (reader.Read())
        {
            sum += reader.GetInt64(0) + reader.GetFieldValue<byte[]>(1).Length + reader.GetDateTime(2).Ticks;
            sum += reader.GetInt64(3) + reader.GetString(4).Length + reader.GetString(5).Length;
            sum += reader.GetString(6).Length;
            count++;
        }

        if (count != rows || sum == 0)
        {
            throw new InvalidOperationException("Not every row was read.");
        }
    }
}
