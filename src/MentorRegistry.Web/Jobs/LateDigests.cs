using MentorRegistry.Domain.Digests;
using MentorRegistry.Web.Data;
using MentorRegistry.Web.Digests;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace MentorRegistry.Web.Jobs;

/// <summary>A month whose digests are not all out although they should be.</summary>
/// <param name="Month">Its first day.</param>
/// <param name="Missing">How many heads have none.</param>
public sealed record LateMonth(DateOnly Month, int Missing);

/// <summary>
/// Whether a month's digests are all out two days after they were owed: worked out from the rows each time, so it ends
/// with its cause. /health/digests says so to a machine.
/// </summary>
public sealed class LateDigests(RegistryDb db, RegistrySettings settings, Clock clock) : IHealthCheck
{
    /// <summary>The waits between attempts are two days together; what is not out by then needs a person.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromDays(2);

    /// <summary>The latest month that is late; <c>null</c> = none is.</summary>
    public async Task<LateMonth?> FindAsync(CancellationToken ct)
    {
        var before = clock.Today.AddDays(-Patience.Days);
        var owed = DigestMonth.OwedOn(before, settings.Municipality.ClosingDaysAround(before));
        if (await db.Digests.MaxAsync(d => (DateOnly?)d.Month, ct) is not { } latest)
        {
            return null;
        }

        // Later than the rows: nobody has begun with it. Of a month with rows only those count.
        var missing =
            latest < owed
                ? (await DigestRecipients.HeadsAsync(db, clock.Today, ct)).Count
                : await OverdueOfAsync(owed, ct);
        return missing == 0 ? null : new LateMonth(owed, missing);
    }

    // One that has been delivered stays so, whatever becomes of sending it again. One that was added late, by hand perhaps,
    // has its two days from its own first attempt; and where no attempt is made at all, from when the job last ran.
    private async Task<int> OverdueOfAsync(DateOnly month, CancellationToken ct)
    {
        // Begun two days ago or earlier, whatever the hour, as what is owed is.
        var before = Clock.BeginningOf(clock.Today.AddDays(1 - Patience.Days));
        var hasStopped = await db.JobRuns.AnyAsync(
            run => run.Job == nameof(SendDigests) && run.LastUtc < before,
            ct
        );
        return await db.Digests.CountAsync(
            d =>
                d.Month == month
                && d.SentUtc == null
                && (
                    hasStopped
                    || d.State == DigestState.GivenUp
                    || db.DigestAttempts.Any(a => a.DigestId == d.Id && a.StartedUtc < before)
                ),
            ct
        );
    }

    public async Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context,
        CancellationToken cancellationToken = default
    ) =>
        await FindAsync(cancellationToken) is { } late
            ? HealthCheckResult.Unhealthy($"{late.Missing} digests of {late.Month:yyyy-MM} are not out.")
            : HealthCheckResult.Healthy();
}
