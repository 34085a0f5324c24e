using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using MentorRegistry.Web.Data;
using MentorRegistry.Web.Data.Logs;
using MentorRegistry.Web.Jobs;
using MentorRegistry.Web.Localization;

namespace MentorRegistry.Web.Commands;

/// <summary>`log verify` and `log restart`.</summary>
public static class LogCommands
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static Command Create()
    {
        var json = new Option<bool>("--json") { Description = "Answers with JSON." };
        var verify = new Command(
            "verify",
            "Checks every row of the access log and the change log, as the nightly job does. Exit code 0 when both are "
                + "as they were written, 1 when not: it says which row of which log, and what is wrong."
        )
        {
            json,
        };
        verify.SetAction(
            (parsed, ct) =>
                RegistryCommands.WithServicesAsync(
                    (services, token) =>
                        VerifyAsync(services, parsed.GetValue(json), Console.Out, Console.Error, token),
                    ct
                )
        );
        var restart = new Command(
            "restart",
            "Chains both logs anew as they stand, with a new key where the key is lost. Only after the faults of the old "
                + "chain were looked into: they cannot be found afterwards. Administrators and auditors are told."
        );
        restart.SetAction(
            (_, ct) =>
                RegistryCommands.WithServicesAsync(
                    async (_, _) =>
                    {
                        await Console.Out.WriteLineAsync("Both logs are chained anew, as they stand.");
                        return 0;
                    },
                    LogStart.Anew,
                    ct
                )
        );
        return new Command("log", "The access log and the change log.") { verify, restart };
    }

    /// <summary>`log verify` itself; the exit code.</summary>
    public static async Task<int> VerifyAsync(
        IServiceProvider services,
        bool asJson,
        TextWriter output,
        TextWriter errors,
        CancellationToken ct
    )
    {
        CultureInfo.CurrentUICulture = Languages.English;
        var words = services.GetRequiredService<AlarmWords>();
        var job = services.GetRequiredService<VerifyLogs>();
        var today = services.GetRequiredService<Clock>().Today;
        var reports = await job.RunAsync(
            today,
            ct,
            (log, rows, of) =>
                errors.WriteLine(Invariant($"{words.Log(log.Name)}: {rows:N0} of {of:N0} rows"))
        );
        if (asJson)
        {
            await output.WriteLineAsync(JsonSerializer.Serialize(reports.Select(ToJson), Json));
        }
        else
        {
            foreach (var report in reports)
            {
                await WriteAsync(output, report, words);
            }
        }

        return reports.All(report => report.IsWhole) ? 0 : 1;

        object ToJson(LogReport report) =>
            new
            {
                log = report.Log.Name,
                isWhole = report.IsWhole,
                rows = report.Rows,
                begunUtc = report.Head?.BegunUtc,
                rowsAtBeginning = report.Head?.RowsAtBeginning,
                lastNumber = report.Head?.LastNumber,
                lastHash = report.Head is { } head ? Convert.ToHexStringLower(head.LastHash) : null,
                faults = report.Faults.Select(fault => new
                {
                    kind = fault.Kind.ToString(),
                    first = fault.First,
                    last = fault.Last,
                    about = fault.About,
                    text = words.Sentence(
                        VerifyLogs.KindOf(fault.Kind),
                        report.Log.Name,
                        fault.First,
                        fault.Last
                    ),
                }),
                hasMoreFaults = report.HasMoreFaults,
            };
    }

    private static async Task WriteAsync(TextWriter output, LogReport report, AlarmWords words)
    {
        foreach (var fault in report.Faults)
        {
            var kind = VerifyLogs.KindOf(fault.Kind);
            var sentence = words.Sentence(kind, report.Log.Name, fault.First, fault.Last);
            await output.WriteLineAsync(fault.About is null ? sentence : $"{sentence} ({fault.About})");
        }

        if (report.HasMoreFaults)
        {
            await output.WriteLineAsync($"{words.Log(report.Log.Name)}: there are more faults than these.");
        }

        if (report is { IsWhole: true, Head: { } head })
        {
            await output.WriteLineAsync(
                Invariant(
                    $"{words.Log(report.Log.Name)}: whole, {report.Rows:N0} rows. Chained since {head.BegunUtc:yyyy-MM-dd HH:mm} UTC, when it had {head.RowsAtBeginning:N0}. Checkpoint {head.LastNumber} {Convert.ToHexStringLower(head.LastHash)}"
                )
            );
        }
    }

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
