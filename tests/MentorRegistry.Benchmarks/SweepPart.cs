using System.Diagnostics;
using System.Globalization;
using MentorRegistry.Web.Data;
using MentorRegistry.Web.Jobs;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace MentorRegistry.Benchmarks;

/// <summary>
/// (f) The nightly sweep against the self-join that only counts the overlapping pairs: the first one, which writes every
/// flag, and those after it, which look and find nothing to do. Memory is that of `flags sweep`, a process of its own.
/// </summary>
public static class SweepPart
{
    private const double Wanted = 8;
    private const double WantedMegabytes = 300;
    private const int Count = 7;

    /// <summary>Finds the flags of the registry as it was made, unless they are there.</summary>
    public static async Task FirstAsync(BenchmarkApp app, Report report)
    {
        if (await CountAsync(app) > 0)
        {
            return;
        }

        var (seconds, megabytes, waited) = await CommandAsync(app);
        report.Add(
            new Figure(
                $"first sweep, which opens {await CountAsync(app):N0} flags (start included)",
                seconds,
                "s"
            )
        );
        AddMemory(report, "first sweep: most memory", megabytes);
        report.Add(
            new Figure("first sweep: longest that a save of another process took meanwhile", waited, "s")
        );
    }

    public static async Task RunAsync(BenchmarkApp app, Report report)
    {
        await FirstAsync(app, report);
        var today = DateOnly.Parse(BenchmarkApp.Today, CultureInfo.InvariantCulture);
        var sweeps = new List<double>();
        var joins = new List<double>();
        var processor = new List<(double Sweep, double Join)>();
        var citizens = 0;
        for (var round = 0; round <= Count; round++)
        {
            GC.Collect();
            var cpu = Environment.CpuUsage.TotalTime;
            var started = Stopwatch.GetTimestamp();
            CountPairs(app.Folder);
            var join = Stopwatch.GetElapsedTime(started).TotalSeconds;
            var cpuOfJoin = Environment.CpuUsage.TotalTime - cpu;
            cpu += cpuOfJoin;
            started = Stopwatch.GetTimestamp();
            var swept = await SweepAsync(app, today);
            if (swept.Kept > 0)
            {
                throw new InvalidOperationException("A second sweep of the day found something to do.");
            }

            // The first round warms up.
            if (round > 0)
            {
                sweeps.Add(Stopwatch.GetElapsedTime(started).TotalSeconds);
                joins.Add(join);
                processor.Add(((Environment.CpuUsage.TotalTime - cpu).TotalSeconds, cpuOfJoin.TotalSeconds));
                citizens = swept.Citizens;
            }
        }

        var ratios = sweeps.Zip(joins, (sweep, join) => sweep / join).ToList();
        var ratio = Rounds.Median(ratios);
        report.Add(
            new Figure(
                $"sweep ({citizens:N0} citizens within reach): time against counting the pairs",
                Rounds.Median(sweeps),
                "s",
                Rounds.Median(joins),
                ratio,
                $"<= {Wanted}",
                ratio <= Wanted,
                Rounds.Noise(ratios)
            )
        );
        // Suffers less from what else the machine does.
        ratios = [.. processor.Select(round => round.Sweep / round.Join)];
        report.Add(
            new Figure(
                "sweep: processor time against counting the pairs",
                Rounds.Median(processor.Select(round => round.Sweep)),
                "s",
                Rounds.Median(processor.Select(round => round.Join)),
                Rounds.Median(ratios),
                NoisePercent: Rounds.Noise(ratios)
            )
        );
        AddMemory(report, "sweep: most memory", (await CommandAsync(app)).Megabytes);
    }

    private static void AddMemory(Report report, string what, double megabytes) =>
        report.Add(
            new Figure(
                what,
                megabytes,
                "MB",
                Wanted: $"<= {WantedMegabytes}",
                IsMet: megabytes <= WantedMegabytes
            )
        );

    // `flags sweep`, while this process writes a little again and again, as a person would.
    private static async Task<(double Seconds, double Megabytes, double Waited)> CommandAsync(
        BenchmarkApp app
    )
    {
        var started = Stopwatch.GetTimestamp();
        using var process = WebProcess.Start(app.Folder, ["flags", "sweep"]);
        var ends = process.FinishAsync();
        var waited = TimeSpan.Zero;
        while (!ends.IsCompleted)
        {
            var asked = Stopwatch.GetTimestamp();
            await using var scope = app.Services.CreateAsyncScope();
            await JobRun.DoneAsync(
                scope.ServiceProvider.GetRequiredService<RegistryDb>(),
                "Benchmark",
                TimeProvider.System.GetUtcNow().UtcDateTime,
                CancellationToken.None
            );
            var took = Stopwatch.GetElapsedTime(asked);
            waited = took > waited ? took : waited;
            await Task.WhenAny(ends, Task.Delay(100));
        }

        await ends;
        return (Stopwatch.GetElapsedTime(started).TotalSeconds, process.PeakMegabytes, waited.TotalSeconds);
    }

    private static async Task<int> CountAsync(BenchmarkApp app)
    {
        await using var scope = app.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<RegistryDb>().Flags.CountAsync();
    }

    private static async Task<SweptFlags> SweepAsync(BenchmarkApp app, DateOnly today)
    {
        await using var scope = app.Services.CreateAsyncScope();
        return await scope
            .ServiceProvider.GetRequiredService<SweepFlags>()
            .RunAsync(today, CancellationToken.None);
    }

    private static void CountPairs(string folder)
    {
        using var connection = new SqliteConnection(BenchmarkApp.ConnectionString(folder));
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = """
            SELECT COUNT(*) FROM "Placements" a
            JOIN "Placements" b ON b."CitizenId" = a."CitizenId" AND b."Id" > a."Id"
            WHERE NOT a."IsCancelled" AND NOT b."IsCancelled"
                AND a."First" <= b."LastDay" AND b."First" <= a."LastDay"
            """;
        if ((long)command.ExecuteScalar()! == 0)
        {
            throw new InvalidOperationException("The made-up registry has no overlap.");
        }
    }
}
