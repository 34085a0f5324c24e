using System.CommandLine;
using MentorRegistry.Web.Jobs;

namespace MentorRegistry.Web.Commands;

/// <summary>`flags sweep`.</summary>
public static class FlagCommands
{
    public static Command Create()
    {
        var asOf = ExportCommand.DayOption(
            "--as-of",
            "The day to judge by, for example 2026-05-31; today unless it is said. Flags are opened and closed as of it."
        );
        var sweep = new Command(
            "sweep",
            "Finds, reopens and closes flags as the nightly job does. Running it again changes nothing."
        )
        {
            asOf,
        };
        sweep.SetAction(
            (parsed, ct) =>
                RegistryCommands.WithServicesAsync(
                    (services, token) => SweepAsync(services, parsed.GetValue(asOf), Console.Out, token),
                    ct
                )
        );
        return new Command("flags", "Overlaps, long runs and what else needs attention.") { sweep };
    }

    /// <summary>`flags sweep` itself; the exit code.</summary>
    public static async Task<int> SweepAsync(
        IServiceProvider services,
        DateOnly? asOf,
        TextWriter output,
        CancellationToken ct
    )
    {
        var swept = await services
            .GetRequiredService<SweepFlags>()
            .RunAsync(
                asOf ?? services.GetRequiredService<Clock>().Today,
                ct,
                sofar => output.WriteLine($"{sofar.Citizens} citizens looked at so far …")
            );
        await output.WriteLineAsync(
            $"{swept.Citizens} citizens looked at; the flags of {swept.Kept} were brought in step."
        );
        return 0;
    }
}
