using System.Diagnostics;

namespace MentorRegistry.Benchmarks;

/// <summary>(d) From the program's start to its first answered page, and what memory it holds.</summary>
public static class StartPart
{
    public static async Task RunAsync(BenchmarkApp app, Report report)
    {
        var seconds = new List<double>();
        var idle = new List<double>();
        var loaded = 0.0;
        for (var run = 0; run < 5; run++)
        {
            var address = new Uri($"http://127.0.0.1:{WebProcess.FreePort()}");
            var started = Stopwatch.GetTimestamp();
            using var process = WebProcess.Start(app.Folder, "--urls", address.ToString());
            await FirstPageAsync(address);
            seconds.Add(Stopwatch.GetElapsedTime(started).TotalSeconds);
            idle.Add(process.Megabytes());
            if (run == 4)
            {
                using var client = await SignIn.ClientAsync(address);
                var random = new Random(2);
                var pages = Enumerable
                    .Range(0, 2000)
                    .Select(_ => random.Next(1, app.Citizens + 1))
                    .Where(app.HasPlacement)
                    .Select(BenchmarkApp.PathOf);
                await Parallel.ForEachAsync(
                    pages,
                    new ParallelOptions { MaxDegreeOfParallelism = 4 },
                    async (page, _) => await Load.GetAsync(client, page)
                );
                loaded = process.Megabytes();
            }
        }

        report.Add(
            new Figure(
                "start to the first answered page",
                Rounds.Median(seconds),
                "s",
                NoisePercent: Rounds.Noise(seconds)
            )
        );
        report.Add(new Figure("memory after the first page", Rounds.Median(idle), "MB"));
        report.Add(new Figure("memory after 2,000 overviews, 4 at a time", loaded, "MB"));
    }

    private static async Task FirstPageAsync(Uri address)
    {
        using var client = new HttpClient { BaseAddress = address };
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        var started = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                await Load.GetAsync(client, "/Account/SignIn");
                return;
            }
            catch (HttpRequestException) when (Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(30))
            {
                await timer.WaitForNextTickAsync();
            }
        }
    }
}
