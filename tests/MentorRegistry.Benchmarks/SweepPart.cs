using System.Diagnostics;
using MentorRegistry.Web.Jobs;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace MentorRegistry.Benchmarks;

/// <summary>
/// (f) The nightly sweep against the self-join that only counts the overlapping pairs: the first one, which writes every
/// flag, and those after it, which look and find nothing to do.
/// </summary>
public static class SweepPart
{
    private const double Wanted = 8;
    private const double WantedMegabytes = 300;
    private const int Count = 5;

    public static async Task RunAsync(BenchmarkApp app, Report report)
    {
        var today = DateOnly.Parse(BenchmarkApp.Today, System.Globalization.CultureInfo.InvariantCulture);
        var started = Stopwatch.GetTimestamp();
        var first = await SweepAsync(app, today);
        report.Add(
            new Figure(
                $"sweep that opens the flags of {first.Kept:N0} citizens",
                Stopwatch.GetElapsedTime(started).TotalSeconds,
                "s"
            )
        );

        var sweeps = new List<double>();
        var joins = new List<double>();
        for (var round = 0; round <= Count; round++)
        {
            started = Stopwatch.GetTimestamp();
            CountPairs(app.Folder);
            var join = Stopwatch.GetElapsedTime(started).TotalSeconds;
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
            }
        }

        var ratios = sweeps.Zip(joins, (sweep, join) => sweep / join).ToList();
        var ratio = Rounds.Median(ratios);
        report.Add(
            new Figure(
                $"sweep of {first.Citizens:N0} citizens: time against counting the overlapping pairs",
                Rounds.Median(sweeps),
                "s",
                Rounds.Median(joins),
                ratio,
                $"<= {Wanted}",
                ratio <= Wanted,
                Rounds.Noise(ratios)
            )
        );
        GC.Collect();
        var megabytes = Process.GetCurrentProcess().PeakWorkingSet64 / 1e6;
        report.Add(
            new Figure(
                "– most memory of the process, client and seeding included",
                megabytes,
                "MB",
                Wanted: $"<= {WantedMegabytes}",
                IsMet: megabytes <= WantedMegabytes
            )
        );
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
