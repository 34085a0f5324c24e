using System.Diagnostics;

namespace MentorRegistry.Benchmarks;

/// <summary>(a) The overview against the floor.</summary>
public static class OverviewPart
{
    private const double WantedOfFloor = 0.3;
    private const double WantedTail = 4;

    public static async Task RunAsync(BenchmarkApp app, Report report)
    {
        var pages = await app.WarmUpAsync(2000);
        var floors = pages.Select(Floor.PathOf).ToArray();
        foreach (var workers in (int[])[1, 4])
        {
            var results = await Load.AlternateAsync(
                rounds: 7,
                workers,
                TimeSpan.FromSeconds(1.5),
                (app.Client, random => floors[random.Next(floors.Length)]),
                (app.Client, random => pages[random.Next(pages.Length)])
            );
            var (floor, page) = (results[0], results[1]);
            var ratios = page.Zip(floor, (p, f) => p.PerSecond / f.PerSecond).ToList();
            var ratio = Rounds.Median(ratios);
            var who = workers == 1 ? "one at a time" : $"{workers} at a time";
            report.Add(
                new Figure(
                    $"overview, {who}: throughput against the floor",
                    page.PerSecond,
                    "pages/s",
                    floor.PerSecond,
                    ratio,
                    $">= {WantedOfFloor}",
                    ratio >= WantedOfFloor,
                    Rounds.Noise(ratios)
                )
            );
            report.Add(new Figure($"overview, {who}: half are answered within", page.P50, "ms", floor.P50));
            report.Add(
                new Figure(
                    $"overview, {who}: processor time a page (client included)",
                    page.CpuMs,
                    "ms",
                    floor.CpuMs,
                    page.CpuMs / floor.CpuMs,
                    NoisePercent: Rounds.Noise(page.Zip(floor, (p, f) => p.CpuMs / f.CpuMs))
                )
            );
            var tails = page.Select(round => round.P99 / round.P50).ToList();
            var tail = Rounds.Median(tails);
            report.Add(
                new Figure(
                    $"overview, {who}: 99 % are answered within (ratio: to half)",
                    page.P99,
                    "ms",
                    floor.P99,
                    tail,
                    $"<= {WantedTail}",
                    tail <= WantedTail,
                    Rounds.Noise(tails)
                )
            );
        }
    }
}

/// <summary>(b) The first page of the department list, and of the worklist, against the overview.</summary>
public static class ListPart
{
    private const double Wanted = 2;

    public static Task RunAsync(BenchmarkApp app, Report report) =>
        RunAsync(app, report, "department list", app.ClientOfOne, "/Department");

    /// <summary>(g) With the flags of the whole registry: of one department's people, and of those of all four.</summary>
    public static async Task RunWorklistAsync(BenchmarkApp app, Report report)
    {
        await SweepPart.FirstAsync(app, report);
        await RunAsync(app, report, "worklist of one department", app.ClientOfOne, "/Flags");
        await RunAsync(app, report, "worklist of all departments", app.Client, "/Flags");
    }

    /// <summary>A page of one of the addresses, drawn at random each time, against the overview.</summary>
    public static async Task RunAsync(
        BenchmarkApp app,
        Report report,
        string what,
        HttpClient client,
        params string[] paths
    )
    {
        var pages = await app.WarmUpAsync(500);
        // As many as warm up, or as many as a slow one answers in as long as matters.
        var started = Stopwatch.GetTimestamp();
        for (var i = 0; i < 100 && Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(20); i++)
        {
            await Load.GetAsync(client, paths[i % paths.Length]);
        }

        var results = await Load.AlternateAsync(
            rounds: 7,
            workers: 1,
            TimeSpan.FromSeconds(1.5),
            (app.Client, random => pages[random.Next(pages.Length)]),
            (client, random => paths[random.Next(paths.Length)])
        );
        var (overview, list) = (results[0], results[1]);
        var ratios = list.Zip(overview, (l, o) => l.P50 / o.P50).ToList();
        var ratio = Rounds.Median(ratios);
        report.Add(
            new Figure(
                $"{what}, first page: time against the overview's",
                list.P50,
                "ms",
                overview.P50,
                ratio,
                $"<= {Wanted}",
                ratio <= Wanted,
                Rounds.Noise(ratios)
            )
        );
        report.Add(
            new Figure(
                $"{what}, first page: processor time (client included)",
                list.CpuMs,
                "ms",
                overview.CpuMs,
                list.CpuMs / overview.CpuMs
            )
        );
    }
}

/// <summary>(e) The overview when the data are ten times as many.</summary>
public static class ScalePart
{
    private const double Wanted = 1.2;

    public static async Task RunAsync(BenchmarkApp small, BenchmarkApp large, Report report)
    {
        var few = await small.WarmUpAsync(1000);
        var many = await large.WarmUpAsync(1000);
        var results = await Load.AlternateAsync(
            rounds: 9,
            workers: 1,
            TimeSpan.FromSeconds(1.5),
            (small.Client, random => few[random.Next(few.Length)]),
            (large.Client, random => many[random.Next(many.Length)])
        );
        var ratios = results[1].Zip(results[0], (l, s) => l.P50 / s.P50).ToList();
        var ratio = Rounds.Median(ratios);
        report.Add(
            new Figure(
                $"overview with {large.Citizens:N0} citizens: time against {small.Citizens:N0}",
                results[1].P50,
                "ms",
                results[0].P50,
                ratio,
                $"<= {Wanted}",
                ratio <= Wanted,
                Rounds.Noise(ratios)
            )
        );
    }
}
