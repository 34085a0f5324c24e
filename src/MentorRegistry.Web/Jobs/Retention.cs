using MentorRegistry.Domain.Digests;
using MentorRegistry.Web.Data;
using MentorRegistry.Web.Data.Erasing;
using Microsoft.EntityFrameworkCore;
using Quartz;

namespace MentorRegistry.Web.Jobs;

/// <summary>
/// Says in the event log what is due for erasure, and erases nothing of it: two people decide that on a page. Only
/// sessions that have long ended, and old digests' contents, it erases itself: they say nothing of a citizen.
/// </summary>
[DisallowConcurrentExecution]
public sealed partial class Retention(
    RegistryDb db,
    DueForErasure due,
    DigestRows digests,
    RegistrySettings settings,
    Clock clock,
    ILogger<Retention> events
) : IJob
{
    public async ValueTask Execute(
        IJobExecutionContext context,
        CancellationToken cancellationToken = default
    ) => context.Result = JobNumbers.Report(await RunAsync(clock.Today, cancellationToken));

    /// <summary>Erases, and counts: sessions, digests' contents; and what is due, citizens and rows of the access log.</summary>
    public async Task<int[]> RunAsync(DateOnly today, CancellationToken ct)
    {
        // No session outlives SignIn:LongestSessionHours (half a day), so by its beginning it has ended by now.
        var before = clock.UtcNow.AddDays(-settings.Retention.SessionDays - 1);
        var sessions = await db.Sessions.Where(session => session.StartedUtc < before).ToListAsync(ct);
        db.Sessions.RemoveRange(sessions);
        await db.SaveChangesAsync(ct);

        var contents = await digests.EraseAsync(
            DigestMonth.Of(today).AddMonths(-settings.Retention.DigestMonths),
            ct
        );

        // Once more than right after each erasure: a reader who was at work then kept the old pages.
        var last = await db
            .JobRuns.Where(run => run.Job == nameof(Retention))
            .Select(run => (DateTime?)run.LastUtc)
            .SingleOrDefaultAsync(ct);
        if (await db.Erasures.AnyAsync(e => e.IsApproved && (last == null || e.DecidedUtc >= last), ct))
        {
            await db.WipeFreeSpaceAsync(ct);
        }

        var citizens = await due.Citizens().CountAsync(ct);
        var lookups = await due.Lookups(due.LookupsBeforeUtc).CountAsync(ct);
        Due(events, sessions.Count, contents, citizens, lookups);
        await JobRun.DoneAsync(db, nameof(Retention), clock.UtcNow, ct);
        return [sessions.Count, contents, citizens, lookups];
    }

    [LoggerMessage(
        1,
        LogLevel.Information,
        "Ended sessions erased: {Sessions}. Digests whose content was erased: {Digests}. Due for erasure, and waiting for two people: {Citizens} citizens, {Lookups} rows of the access log."
    )]
    private static partial void Due(ILogger log, int sessions, int digests, int citizens, int lookups);
}
