using MentorRegistry.Domain.Flags;
using MentorRegistry.Web.Data;
using MentorRegistry.Web.Data.Flags;
using Microsoft.EntityFrameworkCore;
using Quartz;

namespace MentorRegistry.Web.Jobs;

/// <summary>What a sweep found and did.</summary>
/// <param name="Citizens">How many citizens have placements or flags.</param>
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
    ILogger<SweepFlags> events
) : IJob
{
    // Citizens looked at together: memory stays the same however many there are.
    private const int AtOnce = 2000;

    // Citizens saved together: others wait for SQLite no longer than this takes.
    private const int SavedAtOnce = 100;

    public async ValueTask Execute(
        IJobExecutionContext context,
        CancellationToken cancellationToken = default
    ) => await RunAsync(clock.Today, cancellationToken);

    public async Task<SweptFlags> RunAsync(DateOnly today, CancellationToken ct)
    {
        var rules = await inForce.AskAsync(db, ct);
        var last = await db.Citizens.MaxAsync(citizen => (long?)citizen.Id, ct) ?? 0;
        var (citizens, kept) = (0, 0);
        for (var first = 1L; first <= last; first += AtOnce)
        {
            var (looked, differing) = await LookAsync(first, first + AtOnce - 1, today, ct);
            citizens += looked;
            kept += differing.Count;
            foreach (var ids in differing.Chunk(SavedAtOnce))
            {
                await db.InOneTransactionAsync(
                    async () =>
                    {
                        await db.KeepFlagsAsync(ids, today, ct);
                        return true;
                    },
                    ct
                );
                db.ChangeTracker.Clear();
            }
        }

        Swept(events, citizens, kept);
        if (today == clock.Today)
        {
            var version = await db.PublishedRules.SingleAsync(r => r.Number == rules.Version, ct);
            version.AppliedUtc ??= clock.UtcNow;
        }

        await JobRun.DoneAsync(db, nameof(SweepFlags), clock.UtcNow, ct);
        return new SweptFlags(citizens, kept);
    }

    // Which citizens' flags are not what they should be. Judged again when they are saved.
    private async Task<(int Citizens, List<long> Differing)> LookAsync(
        long first,
        long last,
        DateOnly today,
        CancellationToken ct
    )
    {
        var rules = await inForce.AskAsync(db, ct);
        var facts = await FlagFacts.ReadAsync(
            db.Placements.Where(p => p.CitizenId >= first && p.CitizenId <= last),
            ct
        );
        var flags = (
            await db
                .Flags.AsNoTracking()
                .Include(flag => flag.Placements)
                .Where(flag => flag.CitizenId >= first && flag.CitizenId <= last && flag.ClosedOn == null)
                .ToListAsync(ct)
        ).ToLookup(flag => flag.CitizenId);
        var ids = facts.Select(citizen => citizen.Key).Union(flags.Select(citizen => citizen.Key)).ToList();
        return (
            ids.Count,
            [
                .. ids.Where(id =>
                    !Flag.AreAsTheyShould(
                        [.. flags[id]],
                        FlagFinder.Find(facts[id], rules, today),
                        rules.Version,
                        today
                    )
                ),
            ]
        );
    }

    [LoggerMessage(
        1,
        LogLevel.Information,
        "Flags looked at for {Citizens} citizens; brought in step with the day for {Kept} of them."
    )]
    private static partial void Swept(ILogger log, int citizens, int kept);
}
