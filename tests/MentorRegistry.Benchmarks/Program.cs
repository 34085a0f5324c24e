using System.Globalization;
using MentorRegistry.Benchmarks;

// Measures what must be fast against a floor in the same run; docs/performance.md tells how to read it.
string[] known =
[
    "overview",
    "list",
    "scale",
    "import",
    "hours-import",
    "start",
    "log",
    "sweep",
    "worklist",
    "digest",
    "save",
    "hours",
    "digest-send",
    "statistics",
];
var citizens = 100_000;
var parts = new List<string>();
for (var i = 0; i < args.Length; i++)
{
    if (args[i] == "--citizens" && i + 1 < args.Length)
    {
        citizens = int.Parse(args[++i], CultureInfo.InvariantCulture);
    }
    else if (args[i] == "all" || known.Contains(args[i]))
    {
        parts.Add(args[i]);
    }
    else
    {
        await Console.Error.WriteLineAsync($"Usage: [{string.Join("|", known)}|all] [--citizens 100000]");
        return 2;
    }
}

if (parts.Count == 0 || parts.Contains("all"))
{
    parts = [.. known];
}

var report = new Report(citizens);
var folder = Directory.CreateTempSubdirectory("mentor-benchmark-").FullName;
try
{
    if (
        parts.Any(part =>
            part
                is "overview"
                    or "list"
                    or "scale"
                    or "start"
                    or "sweep"
                    or "worklist"
                    or "digest"
                    or "save"
                    or "hours"
                    or "statistics"
        )
    )
    {
        await using var large = await BenchmarkApp.StartAsync(Path.Combine(folder, "large"), citizens);
        if (parts.Contains("overview"))
        {
            await OverviewPart.RunAsync(large, report);
        }

        if (parts.Contains("list"))
        {
            await ListPart.RunAsync(large, report);
        }

        if (parts.Contains("scale"))
        {
            await using var small = await BenchmarkApp.StartAsync(
                Path.Combine(folder, "small"),
                citizens / 10
            );
            await ScalePart.RunAsync(small, large, report);
        }

        if (parts.Contains("start"))
        {
            await StartPart.RunAsync(large, report);
        }

        if (parts.Contains("sweep"))
        {
            await SweepPart.RunAsync(large, report);
        }

        if (parts.Contains("worklist"))
        {
            await ListPart.RunWorklistAsync(large, report);
        }

        if (parts.Contains("hours"))
        {
            await HoursPart.RunAsync(large, report);
        }

        // After the hours, which bring the rates: a registry without any has no budget to tell of.
        if (parts.Contains("digest"))
        {
            await DigestPart.RunAsync(large, report);
        }

        if (parts.Contains("statistics"))
        {
            await StatisticsPart.RunAsync(large, report);
            if (BenchmarkApp.HasPostgreSql)
            {
                await using var copy = await BenchmarkApp.CopyAsync(
                    large,
                    Path.Combine(folder, "postgresql")
                );
                await StatisticsPart.RunAsync(copy, report);
            }
        }

        // The last of these: it leaves placements whose flags nobody has found.
        if (parts.Contains("save"))
        {
            await SavePart.RunAsync(large, report);
        }
    }

    if (parts.Contains("digest-send"))
    {
        await DigestSendPart.RunAsync(Path.Combine(folder, "digest-send"), report);
    }

    if (parts.Contains("log"))
    {
        await LogPart.RunAsync(Path.Combine(folder, "log"), citizens * 10, report);
    }

    if (parts.Contains("import"))
    {
        await ImportPart.RunAsync(Path.Combine(folder, "import"), citizens, report);
    }

    if (parts.Contains("hours-import"))
    {
        await HoursImportPart.RunAsync(Path.Combine(folder, "hours-import"), citizens, report);
    }
}
finally
{
    Directory.Delete(folder, recursive: true);
}

await report.WriteAsync();
return report.IsMet ? 0 : 1;
