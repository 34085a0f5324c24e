using System.Data.Common;
using Microsoft.EntityFrameworkCore;

namespace MentorRegistry.Web.Data.Logs;

/// <summary>Checks a whole log while it goes on being written.</summary>
public sealed class LogVerifier(
    RegistryDb db,
    LogChain chain,
    LogCheckpoints checkpoints,
    IServiceScopeFactory scopes
)
{
    private const int RowsBetweenWords = 100_000;

    /// <summary>
    /// Reads every row of the log and tells what is wrong with it. A check that breaks off, because a column is not there,
    /// say, is a fault too: no table can be made so odd that nobody is told.
    /// </summary>
    /// <param name="log">The log.</param>
    /// <param name="progress">Told now and then how many rows have been read, of how many.</param>
    /// <param name="ct">Ends it early.</param>
    public async Task<LogReport> VerifyAsync(
        ChainedLog log,
        Action<long, long>? progress,
        CancellationToken ct
    )
    {
        // At the same time, on a connection of its own: it takes as long as the chain.
        var table = Task.Run(() => CheckTableAsync(log, ct), ct);
        LogReport report;
        try
        {
            report = await CheckRowsAsync(log, progress, ct);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            report = new LogReport(log, 0, [NotVerified(exception)], HasMoreFaults: false, null);
        }

        return report with
        {
            Faults = [.. await table, .. report.Faults],
        };
    }

    private async Task<LogReport> CheckRowsAsync(
        ChainedLog log,
        Action<long, long>? progress,
        CancellationToken ct
    )
    {
        var links = chain.LinksOf(log, db.Model);
        // The rows' end first, the head after: what is appended between the two makes the head larger, never the rows.
        var rowsEnd = await LastRowAsync(log, ct);
        var (hasHead, head) = await links.ReadHeadAsync(db, isLocked: false, ct);
        var end = Math.Max(rowsEnd, head?.LastNumber ?? 0);
        var checkpoint = checkpoints.Of(log);
        string? hashAtCheckpoint = null;

        var walk = new LogWalk(links, head?.LastNumber ?? long.MaxValue);
        await LogRows.ReadAsync(
            db,
            links,
            long.MinValue,
            end,
            int.MaxValue,
            (number, hash, content, isOwn) =>
            {
                walk.Next(number, hash, content, isOwn);
                if (number == checkpoint?.Number)
                {
                    hashAtCheckpoint = Convert.ToHexStringLower(hash);
                }

                if (walk.Rows % RowsBetweenWords == 0)
                {
                    progress?.Invoke(walk.Rows, end);
                }
            },
            ct
        );

        var faults = new List<LogFault>();
        if (head is null)
        {
            faults.Add(new LogFault(hasHead ? LogFaultKind.HeadAltered : LogFaultKind.HeadMissing, 0, 0));
        }

        faults.AddRange(walk.Finish(head));
        if (faults.Count == 0 && checkpoint is not null)
        {
            if (head!.LastNumber < checkpoint.Number)
            {
                faults.Add(new LogFault(LogFaultKind.OlderCopy, head.LastNumber + 1, checkpoint.Number));
            }
            else if (checkpoint.Number > 0 && hashAtCheckpoint != checkpoint.Hash)
            {
                faults.Add(new LogFault(LogFaultKind.OtherCopy, checkpoint.Number, checkpoint.Number));
            }
        }

        return new LogReport(log, walk.Rows, faults, walk.HasMore, head);
    }

    private async Task<IReadOnlyList<LogFault>> CheckTableAsync(ChainedLog log, CancellationToken ct)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            return await LogTable.CheckAsync(scope.ServiceProvider.GetRequiredService<RegistryDb>(), log, ct);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return [NotVerified(exception)];
        }
    }

    // What went wrong by its kind alone: a message can quote what stands in a row.
    private static LogFault NotVerified(Exception exception) =>
        new(
            LogFaultKind.NotVerified,
            0,
            0,
            exception is DbException { SqlState: { } state }
                ? $"{exception.GetType().Name} {state}"
                : exception.GetType().Name
        );

    private Task<long> LastRowAsync(ChainedLog log, CancellationToken ct)
    {
        var numbers =
            log == ChainedLog.Lookups
                ? db.Lookups.Select(row => (long?)row.Id)
                : db.AuditEntries.Select(row => (long?)row.Id);
        return LastAsync(numbers, ct);
    }

    private static async Task<long> LastAsync(IQueryable<long?> numbers, CancellationToken ct) =>
        await numbers.MaxAsync(ct) ?? 0;
}
