using MentorRegistry.Web.Data;
using MentorRegistry.Web.Data.Logs;
using Quartz;

namespace MentorRegistry.Web.Jobs;

/// <summary>
/// Checks both logs from the first row to the last and raises an alarm for what is wrong. Running it again, late or
/// twice does no harm. `log verify` runs it too.
/// </summary>
[DisallowConcurrentExecution]
public sealed partial class VerifyLogs(
    RegistryDb db,
    LogVerifier verifier,
    LogCheckpoints checkpoints,
    Clock clock,
    ILogger<VerifyLogs> events
) : IJob
{
    // Who rewrote a whole log is told so; a thousand alarms tell nothing more.
    private const int MostAlarms = 20;

    public async ValueTask Execute(
        IJobExecutionContext context,
        CancellationToken cancellationToken = default
    ) => await RunAsync(clock.Today, cancellationToken);

    /// <summary>What was found, log by log.</summary>
    /// <param name="today">The day; every day's check is the same.</param>
    /// <param name="ct">Ends it early.</param>
    /// <param name="progress">Told now and then which log is read, how many rows of it, of how many.</param>
    public async Task<IReadOnlyList<LogReport>> RunAsync(
        DateOnly today,
        CancellationToken ct,
        Action<ChainedLog, long, long>? progress = null
    )
    {
        var reports = new List<LogReport>();
        foreach (var log in ChainedLog.All)
        {
            var report = await verifier.VerifyAsync(log, (rows, of) => progress?.Invoke(log, rows, of), ct);
            reports.Add(report);
            if (report.IsWhole)
            {
                var (number, hash) = (
                    report.Head!.LastNumber,
                    Convert.ToHexStringLower(report.Head.LastHash)
                );
                checkpoints.Keep(log, new LogCheckpoint(number, hash, clock.UtcNow));
                Whole(events, log.Name, report.Rows, number, hash);
            }

            // The line first: it leaves the machine even when the database takes nothing more.
            foreach (var fault in report.Faults)
            {
                Broken(events, log.Name, fault.Kind, fault.First, fault.Last, fault.About);
            }

            foreach (
                var fault in report.Faults.DistinctBy(fault => fault with { About = null }).Take(MostAlarms)
            )
            {
                var alarm = new Alarm(KindOf(fault.Kind), log.Name, fault.First, fault.Last);
                await Alarm.RaiseAsync(db, alarm, clock.UtcNow, ct);
            }
        }

        await JobRun.DoneAsync(db, nameof(VerifyLogs), clock.UtcNow, ct);
        return reports;
    }

    /// <summary>The alarm of a fault.</summary>
    public static AlarmKind KindOf(LogFaultKind fault) =>
        fault switch
        {
            LogFaultKind.Altered => AlarmKind.LogAltered,
            LogFaultKind.Missing => AlarmKind.LogMissing,
            LogFaultKind.Inserted => AlarmKind.LogInserted,
            LogFaultKind.Swapped => AlarmKind.LogSwapped,
            LogFaultKind.CutOff => AlarmKind.LogCutOff,
            LogFaultKind.HeadMissing => AlarmKind.LogHeadMissing,
            LogFaultKind.HeadAltered => AlarmKind.LogHeadAltered,
            LogFaultKind.OlderCopy => AlarmKind.LogOlderCopy,
            LogFaultKind.OtherCopy => AlarmKind.LogOtherCopy,
            LogFaultKind.TableAltered => AlarmKind.LogTableAltered,
            LogFaultKind.NotVerified => AlarmKind.LogNotVerified,
            _ => AlarmKind.LogIndexAltered,
        };

    [LoggerMessage(1, LogLevel.Information, "Log {Name} is whole: {Rows} rows. Checkpoint {Number} {Hash}")]
    private static partial void Whole(ILogger log, string name, long rows, long number, string hash);

    [LoggerMessage(
        2,
        LogLevel.Error,
        "Log {Name} is not as it was written: {Fault}, row {First} to {Last} {About}"
    )]
    private static partial void Broken(
        ILogger log,
        string name,
        LogFaultKind fault,
        long first,
        long last,
        string? about
    );
}
