using Microsoft.EntityFrameworkCore;

namespace MentorRegistry.Web.Data;

/// <summary>When a scheduled job last did its work, whoever ran it. One row a job.</summary>
public sealed class JobRun
{
    /// <summary>A daily job that has not done its work for this long is overdue.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromHours(36);

    /// <summary>The name of the job's class.</summary>
    public required string Job { get; set; }

    /// <summary>When it last did its work, or was first expected to, UTC.</summary>
    public DateTime LastUtc { get; set; }

    /// <summary>Expects the job from now on, unless it has been expected or done before.</summary>
    public static async Task ExpectAsync(RegistryDb db, string job, DateTime nowUtc, CancellationToken ct)
    {
        if (!await db.JobRuns.AnyAsync(run => run.Job == job, ct))
        {
            await DoneAsync(db, job, nowUtc, ct);
        }
    }

    /// <summary>The job has done its work. One statement: two that end at once are both right.</summary>
    public static async Task DoneAsync(RegistryDb db, string job, DateTime nowUtc, CancellationToken ct) =>
        await db.InOneTransactionAsync(
            () =>
                db.Database.ExecuteSqlAsync(
                    $"""
                    INSERT INTO "JobRuns" ("Job", "LastUtc") VALUES ({job}, {nowUtc})
                    ON CONFLICT ("Job") DO UPDATE SET "LastUtc" = excluded."LastUtc"
                    """,
                    ct
                ),
            ct
        );
}
