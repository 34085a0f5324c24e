using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace MentorRegistry.Web.Data.Logs;

/// <summary>What a start does with the logs' chains.</summary>
public enum LogStart
{
    /// <summary>Begins them where they were never begun.</summary>
    AsTheyAre,

    /// <summary>Begins them anew.</summary>
    Anew,
}

public static class LogSetup
{
    public static void AddLogs(this IServiceCollection services, string keyFile)
    {
        services.AddSingleton(new LogKey(keyFile));
        services.AddSingleton(
            new LogCheckpoints(Path.Combine(Path.GetDirectoryName(keyFile)!, "log-checkpoints.json"))
        );
        services.AddSingleton<LogChain>();
        services.AddScoped<LogBeginning>();
        services.AddScoped<LogVerifier>();
    }
}

/// <summary>
/// Begins the chains: at the first start, over the rows that are there from an older version, and again when an
/// administrator says so (`log restart`). Never by itself a second time: that would whitewash whatever was done.
/// </summary>
public sealed partial class LogBeginning(
    RegistryDb db,
    LogChain chain,
    LogCheckpoints checkpoints,
    Clock clock,
    ILogger<LogBeginning> events
)
{
    private const int RowsAtOnce = 5_000;

    /// <summary>Begins what has never been begun; refuses the start when the logs were chained with another key.</summary>
    public async Task EnsureAsync(CancellationToken ct)
    {
        if (await IsBegunAsync(ct))
        {
            return;
        }

        await db.InOneTransactionAsync(
            async () =>
            {
                await LockHeadsAsync(ct);
                if (await IsBegunAsync(ct))
                {
                    return 0;
                }

                // The key is kept only by a beginning that is committed, so where there is a key, a log without a head
                // has been robbed of it, and perhaps of its rows too. Only an empty database may come to a key: one on
                // another machine, or one that was begun anew.
                var isFirst = !chain.Key.Exists || await IsEmptyAsync(ct);
                chain.Key.MakeIfMissing();
                foreach (var log in ChainedLog.All)
                {
                    if (!await db.LogHeads.AnyAsync(head => head.Log == log.Name, ct))
                    {
                        if (isFirst)
                        {
                            await BeginAsync(log, ct);
                        }
                        else
                        {
                            HeadIsMissing(events, log.Name);
                        }
                    }
                }

                chain.Key.Save();
                return 0;
            },
            ct
        );
    }

    /// <summary>Chains every log anew as it stands, with the key that there is or a new one, and leaves an alarm.</summary>
    public async Task AnewAsync(CancellationToken ct) =>
        await db.InOneTransactionAsync(
            async () =>
            {
                await LockHeadsAsync(ct);
                chain.Key.MakeIfMissing();
                foreach (var log in ChainedLog.All)
                {
#pragma warning disable RS0030 // Whatever stands there, also what cannot be read.
                    await db.LogHeads.Where(head => head.Log == log.Name).ExecuteDeleteAsync(ct);
#pragma warning restore RS0030
                    var rows = await BeginAsync(log, ct);
                    await Alarm.RaiseAsync(
                        db,
                        new Alarm(AlarmKind.LogRestarted, log.Name, 1, rows),
                        clock.UtcNow,
                        ct
                    );
                }

                chain.Key.Save();
                checkpoints.Forget();
                return 0;
            },
            ct
        );

    private async Task<bool> IsBegunAsync(CancellationToken ct)
    {
        // Nothing else of the heads: who has meddled with one shall not stop the start.
        var heads = await db.LogHeads.Select(head => head.KeyFingerprint).ToListAsync(ct);
        if (heads.Count > 0 && !chain.Key.Exists)
        {
            throw new SettingsException(
                $"The key of the logs is missing: {chain.Key.Path}. Put it back from the backup. If it is lost, see "
                    + "“The logs” in docs/operations.md."
            );
        }

        return heads.Exists(key => key != chain.Key.Fingerprint)
            ? throw new SettingsException(
                $"The key of the logs is another than the one that they were chained with: {chain.Key.Path}. Put the "
                    + "right one back from the backup. If it is lost, see “The logs” in docs/operations.md."
            )
            : heads.Count == ChainedLog.All.Count;
    }

    // SQLite has one writer anyway.
    private async Task LockHeadsAsync(CancellationToken ct)
    {
        if (db.Database.IsNpgsql())
        {
            // For as long as another chains the logs.
            await db.Database.ExecuteSqlAsync($"SET LOCAL lock_timeout = 0", ct);
            await db.Database.ExecuteSqlAsync($"""LOCK TABLE "LogHeads" IN EXCLUSIVE MODE""", ct);
        }
    }

    private async Task<bool> IsEmptyAsync(CancellationToken ct) =>
        !await db.LogHeads.AnyAsync(ct)
        && !await db.Lookups.AnyAsync(ct)
        && !await db.AuditEntries.AnyAsync(ct)
        && !await db.Users.AnyAsync(ct)
        && !await db.Citizens.AnyAsync(ct);

    private async Task<long> BeginAsync(ChainedLog log, CancellationToken ct)
    {
        var links = chain.LinksOf(log, db.Model);
        var hash = LogLinks.Beginning();
        long number = 0;
        long last = 0;
        // What is left of an erased row becomes its content: the new key has never seen what stood there.
#pragma warning disable RS0030 // The chain is made anew behind it.
        await (
            log == ChainedLog.Lookups
                ? db
                    .Lookups.Where(row => row.Erased != null)
                    .ExecuteUpdateAsync(set => set.SetProperty(row => row.Erased, (byte[]?)null), ct)
                : db
                    .AuditEntries.Where(row => row.Erased != null)
                    .ExecuteUpdateAsync(set => set.SetProperty(row => row.Erased, (byte[]?)null), ct)
        );
#pragma warning restore RS0030
        await using var update = PrepareUpdate(links.Values.Table);
        var found = new List<(long Old, long Number, byte[] Hash)>(RowsAtOnce);
        do
        {
            found.Clear();
            await LogRows.ReadAsync(
                db,
                links,
                last + 1,
                long.MaxValue,
                RowsAtOnce,
                (old, _, content, _) =>
                {
                    var link = new byte[LogLinks.Size];
                    links.Link(hash, content, link);
                    hash = link;
                    found.Add((last = old, ++number, link));
                },
                ct
            );
            foreach (var row in found)
            {
                update.Parameters[0].Value = row.Number;
                update.Parameters[1].Value = row.Hash;
                update.Parameters[2].Value = row.Old;
                await update.ExecuteNonQueryAsync(ct);
            }
        } while (found.Count > 0);

        var head = new LogHead
        {
            Log = log.Name,
            LastNumber = number,
            LastHash = hash,
            KeyFingerprint = chain.Key.Fingerprint,
            BegunUtc = clock.UtcNow,
            RowsAtBeginning = number,
        };
        head.Seal = links.Seal(head);
        db.LogHeads.Add(head);
        await db.SaveChangesAsync(ct);
        db.Entry(head).State = EntityState.Detached;
        Begun(events, log.Name, number);
        return number;
    }

    // The numbers of an older version may have gaps; closing them moves rows to smaller numbers, in order.
    private DbCommand PrepareUpdate(string table)
    {
        var update = db.Database.GetDbConnection().CreateCommand();
        update.Transaction = db.Database.CurrentTransaction!.GetDbTransaction();
        // The table's name comes from the model, never from a person.
#pragma warning disable CA2100
        update.CommandText = $"UPDATE \"{table}\" SET \"Id\" = @number, \"Hash\" = @hash WHERE \"Id\" = @old";
#pragma warning restore CA2100
        foreach (var name in (string[])["@number", "@hash", "@old"])
        {
            var parameter = update.CreateParameter();
            parameter.ParameterName = name;
            update.Parameters.Add(parameter);
        }

        return update;
    }

    [LoggerMessage(
        1,
        LogLevel.Information,
        "Log {Name}: its chain begins, over {Rows} rows that were there."
    )]
    private static partial void Begun(ILogger log, string name, long rows);

    [LoggerMessage(
        2,
        LogLevel.Error,
        "Log {Name} was begun, and its head is missing: nothing can be recorded."
    )]
    private static partial void HeadIsMissing(ILogger log, string name);
}
