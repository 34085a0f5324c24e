using System.Diagnostics;
using System.Net;

namespace MentorRegistry.Benchmarks;

/// <summary>What one round of requests took.</summary>
/// <param name="SortedMs">Each request, from the first byte sent to the last received.</param>
/// <param name="Seconds">All of them.</param>
/// <param name="CpuSeconds">Processor time of this process, which is the program and its client.</param>
public sealed record Round(double[] SortedMs, double Seconds, double CpuSeconds)
{
    public double CpuMs => CpuSeconds / SortedMs.Length * 1000;

    public double PerSecond => SortedMs.Length / Seconds;

    public double P50 => At(0.50);

    public double P99 => At(0.99);

    private double At(double part) => SortedMs[(int)Math.Min(SortedMs.Length - 1, SortedMs.Length * part)];
}

/// <summary>Several rounds of the same thing, taken in turn with rounds of what it is compared with.</summary>
public sealed class Rounds : List<Round>
{
    public double PerSecond => Median(this.Select(round => round.PerSecond));

    public double P50 => Median(this.Select(round => round.P50));

    public double P99 => Median(this.Select(round => round.P99));

    public double CpuMs => Median(this.Select(round => round.CpuMs));

    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length % 2 == 1
            ? sorted[sorted.Length / 2]
            : (sorted[(sorted.Length / 2) - 1] + sorted[sorted.Length / 2]) / 2;
    }

    /// <summary>Half the span of the rounds' values, in % of their median.</summary>
    public static double Noise(IEnumerable<double> values)
    {
        var all = values.ToArray();
        return (all.Max() - all.Min()) / 2 / Median(all) * 100;
    }
}

/// <summary>Sends requests as fast as they are answered.</summary>
public static class Load
{
    /// <summary>One round: every worker sends its next request when the one before is answered to the last byte.</summary>
    public static async Task<Round> RunAsync(
        HttpClient client,
        int workers,
        TimeSpan length,
        Func<Random, string> nextPath,
        int seed
    )
    {
        var cpu = Environment.CpuUsage.TotalTime;
        var started = Stopwatch.GetTimestamp();
        var all = await Task.WhenAll(
            Enumerable
                .Range(0, workers)
                .Select(worker =>
                    Task.Run(async () =>
                    {
                        var random = new Random(seed + worker);
                        var taken = new List<double>();
                        while (Stopwatch.GetElapsedTime(started) < length)
                        {
                            var begun = Stopwatch.GetTimestamp();
                            await GetAsync(client, nextPath(random));
                            taken.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
                        }

                        return taken;
                    })
                )
        );
        return new Round(
            [.. all.SelectMany(taken => taken).Order()],
            Stopwatch.GetElapsedTime(started).TotalSeconds,
            (Environment.CpuUsage.TotalTime - cpu).TotalSeconds
        );
    }

    /// <summary>Rounds of several things in turn, so that what else the machine does meets all of them alike.</summary>
    public static async Task<Rounds[]> AlternateAsync(
        int rounds,
        int workers,
        TimeSpan length,
        params (HttpClient Client, Func<Random, string> NextPath)[] things
    )
    {
        var results = things.Select(_ => new Rounds()).ToArray();
        for (var round = 0; round < rounds; round++)
        {
            for (var i = 0; i < things.Length; i++)
            {
                // The same citizens for all, other ones in each round. Nobody pays for another's garbage.
                GC.Collect();
                results[i]
                    .Add(await RunAsync(things[i].Client, workers, length, things[i].NextPath, round * 1000));
            }
        }

        return results;
    }

    /// <summary>Gets a page to its last byte and tells how many there were; anything but 200 ends the run.</summary>
    public static async Task<int> GetAsync(HttpClient client, string path)
    {
        using var response = await client.GetAsync(
            new Uri(path, UriKind.Relative),
            HttpCompletionOption.ResponseHeadersRead
        );
        if (response.StatusCode != HttpStatusCode.OK)
        {
            throw new InvalidOperationException($"{path} was answered {response.StatusCode}.");
        }

        await using var body = await response.Content.ReadAsStreamAsync();
        var buffer = new byte[16_384];
        var bytes = 0;
        int read;
        while ((read = await body.ReadAsync(buffer)) > 0)
        {
            bytes += read;
        }

        return bytes;
    }
}
