using MentorRegistry.Domain;
using MentorRegistry.Domain.Flags;
using MentorRegistry.Web.Data;
using MentorRegistry.Web.Data.Flags;
using MentorRegistry.Web.Data.Logs;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Quartz;

namespace MentorRegistry.Web.Jobs;

/// <summary>What a sweep found and did.</summary>
/// <param name="Citizens">How many citizens were looked at: those who can have a flag on the day, and those who have one.</param>
/// <param name="Kept">Citizens whose flags were not as the placements are on the day, and are now.</param>
public sealed record SweptFlags(int Citizens, int Kept);

/// <summary>
/// Finds each night what time alone causes: a run passes its months, a grant draws near its end, a justification's
/// last day passes. Looks first, writing nothing, and then keeps the citizens it found in small transactions: one that
/// is broken off leaves each citizen as before or as after, and the next one finds the rest (issue 3).
/// </summary>
[DisallowConcurrentExecution]
public sealed partial class SweepFlags(
    RegistryDb db,
    RulesInForce inForce,
    Clock clock,
    TimeProvider time,
    ILogger<SweepFlags> events
) : IJob
{
    // Citizens looked at together: memory stays the same however many there are.
    private const int AtOnce = 750;

    // Citizens saved together: others wait for SQLite no longer than this takes …
    private const int SavedAtOnce = 25;

    // … and where this is a process of its own, no longer than this. SQLite has no queue between processes: who waits
    // asks again every 150 ms, and would find the next transaction begun each time until the five seconds are over.
    private static readonly TimeSpan LongestWithoutPause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(300);

    public async ValueTask Execute(
        IJobExecutionContext context,
        CancellationToken cancellationToken = default
    ) => await RunAsync(clock.Today, cancellationToken);

    /// <summary>Sweeps.</summary>
    /// <param name="today">The day to judge by.</param>
    /// <param name="ct">Breaks off between citizens.</param>
    /// <param name="sofar">Told from time to time how far it is: a large registry takes a while.</param>
    public async Task<SweptFlags> RunAsync(
        DateOnly today,
        CancellationToken ct,
        Action<SweptFlags>? sofar = null
    )
    {
        if (db.Database.GetDbConnection() is SqliteConnection file)
        {
            // Waits its turn where a person would be told after five seconds.
            file.DefaultTimeout = (int)LongestWait.TotalSeconds;
        }

        var rules = await inForce.AskAsync(db, ct);
        var last = await db.Citizens.MaxAsync(citizen => (long?)citizen.Id, ct) ?? 0;
        var (citizens, kept) = (0, 0);
        var paused = time.GetTimestamp();
        var ahead = await ReadAsync(1, rules, today, ct);
        for (var first = 1L; first <= last; first += AtOnce)
        {
            // The rules are pure: these are judged on one processor while the next are read on another.
            var read = ahead;
            var judging = Task.Run(() => Differing(read, rules, today), ct);
            ahead = await ReadAsync(first + AtOnce, rules, today, ct);
            var differing = await judging;
            citizens += read.Citizens.Count;
            kept += differing.Count;
            foreach (var ids in differing.Chunk(SavedAtOnce))
            {
                await db.InOneTransactionAsync(
                    async () =>
                    {
                        // As saves do, and before anything is read: who is judged here is then judged nowhere else.
                        await db.LockLogAsync(ChainedLog.Audit, ct);
                        await db.KeepFlagsAsync(ids, today, ct);
                        return true;
                    },
                    ct
                );
                db.ChangeTracker.Clear();
                if (db.Database.IsSqlite() && LongestWithoutPause < time.GetElapsedTime(paused))
                {
                    await Task.Delay(Pause, time, ct);
                    paused = time.GetTimestamp();
                }
            }

            if (first + AtOnce <= last)
            {
                sofar?.Invoke(new SweptFlags(citizens, kept));
            }
        }

        Swept(events, citizens, kept);
        if (today == clock.Today)
        {
            await db.InOneTransactionAsync(
                async () =>
                {
                    await db.LockLogAsync(ChainedLog.Audit, ct);
                    var version = await db.PublishedRules.SingleAsync(r => r.Number == rules.Version, ct);
                    version.AppliedUtc ??= clock.UtcNow;
                    return await db.SaveChangesAsync(ct);
                },
                ct
            );
        }

        await JobRun.DoneAsync(db, nameof(SweepFlags), clock.UtcNow, ct);
        return new SweptFlags(citizens, kept);
    }

    private async Task<ReadCitizens> ReadAsync(
        long first,
        FlagRules rules,
        DateOnly today,
        CancellationToken ct
    )
    {
        var last = first + AtOnce - 1;
        var facts = await FlagFacts.ReadAsync(
            db.Placements.Where(p => p.CitizenId >= first && p.CitizenId <= last)
                .OfCitizensWithinReach(rules, today),
            today,
            ct
        );
        var flags = await KeptAsync(first, last, ct);
        return new ReadCitizens(
            [.. facts.Select(citizen => citizen.Key).Union(flags.Select(citizen => citizen.Key))],
            facts,
            flags
        );
    }

    // Which citizens' flags are not what they should be. Judged again when they are saved.
    private static List<long> Differing(ReadCitizens read, FlagRules rules, DateOnly today) =>
        [
            .. read.Citizens.Where(id =>
                !KeptFlag.AreInStep(
                    [.. read.Flags[id]],
                    FlagFinder.FindToKeep(read.Facts[id], rules, today),
                    today
                )
            ),
        ];

    private sealed record ReadCitizens(
        List<long> Citizens,
        ILookup<long, FlagPlacement> Facts,
        ILookup<long, KeptFlag> Flags
    );

    private async Task<ILookup<long, KeptFlag>> KeptAsync(long first, long last, CancellationToken ct)
    {
        var open = db.Flags.Where(flag =>
            flag.CitizenId >= first && flag.CitizenId <= last && flag.ClosedOn == null
        );
        // Not in one query: that repeats the flag for each of its placements. One that is opened between the two is
        // another's, who has kept it.
        var links = (
            await open.SelectMany(flag => flag.Placements)
                .Select(link => new { link.FlagId, link.PlacementId })
                .RowsAsync(row => (FlagId: row.GetInt64(0), Id: row.GetInt64(1)), ct)
        ).ToLookup(link => link.FlagId);
        return (
            await open.Select(flag => new
                {
                    flag.Id,
                    flag.CitizenId,
                    flag.Kind,
                    flag.About,
                    flag.Since,
                    flag.First,
                    flag.Last,
                    flag.Counterpart,
                    flag.Rule,
                    flag.DecidedFirst,
                    flag.DecidedLast,
                    flag.JustifiedUntil,
                    flag.DecidedOnPart,
                    flag.PartWithout,
                })
                .RowsAsync(
                    row =>
                        (
                            CitizenId: row.GetInt64(1),
                            Flag: new KeptFlag(
                                new FlagKey(Enum.Parse<FlagKind>(row.GetString(2)), row.GetString(3)),
                                row.Day(4),
                                new DatePeriod(row.Day(5), row.DayOrNull(6)),
                                row.GetString(7),
                                row.GetString(8),
                                row.IsDBNull(9) ? null : new DatePeriod(row.Day(9), row.DayOrNull(10)),
                                row.DayOrNull(11),
                                DecidedInPart.Read(row.GetString(12)),
                                [.. links[row.GetInt64(0)].Select(link => link.Id)],
                                Flag.Numbers(row.GetString(13))
                            )
                        ),
                    ct
                )
        ).ToLookup(row => row.CitizenId, row => row.Flag);
    }

    [LoggerMessage(
        1,
        LogLevel.Information,
        "Flags looked at for {Citizens} citizens; brought in step with the day for {Kept} of them."
    )]
    private static partial void Swept(ILogger log, int citizens, int kept);
}
