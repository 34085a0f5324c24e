using MentorRegistry.Web.Data;
using MentorRegistry.Web.Jobs;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Quartz;

namespace MentorRegistry.Web.Tests.Jobs;

/// <summary>The real scheduler, in the running program.</summary>
public sealed class ScheduleTests : IClassFixture<SqliteApp>
{
    private readonly SqliteApp _app;

    public ScheduleTests(SqliteApp app)
    {
        _app = app;
        app.Settings["Jobs:AreScheduled"] = "true";
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Triggers_NextYear_NeverBetweenOneAndFour()
    {
        var scheduler = await SchedulerAsync();
        var fires = new List<DateTimeOffset>();
        foreach (var job in Schedule.Daily)
        {
            foreach (var trigger in await scheduler.GetTriggersOfJob(new JobKey(job), Ct))
            {
                var next = trigger.NextFireTimeUtc;
                for (var day = 0; day < 366 && next is not null; day++)
                {
                    fires.Add(TimeZoneInfo.ConvertTime(next.Value, Clock.Copenhagen));
                    next = trigger.GetFireTimeAfter(next);
                }
            }
        }

        Assert.Equal(366 * Schedule.Daily.Count, fires.Count);
        Assert.DoesNotContain(fires, fire => fire.Hour is >= 1 and < 4);
        // Every day once, the nights when the clocks change included.
        Assert.Equal(366, fires.Select(fire => DateOnly.FromDateTime(fire.DateTime)).Distinct().Count());
    }

    [Fact]
    public async Task Trigger_VerifyLogs_DoesItsWork()
    {
        var scheduler = await SchedulerAsync();
        var longAgo = new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        await _app.DbAsync(async db =>
        {
            (await db.JobRuns.SingleAsync(run => run.Job == nameof(VerifyLogs), Ct)).LastUtc = longAgo;
            return await db.SaveChangesAsync(Ct);
        });

        await scheduler.TriggerJob(new JobKey(nameof(VerifyLogs)), Ct);

        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        limit.CancelAfter(TimeSpan.FromSeconds(30));
        while (await _app.DbAsync(db => db.JobRuns.AnyAsync(run => run.LastUtc == longAgo, Ct)))
        {
            await timer.WaitForNextTickAsync(limit.Token);
        }
    }

    private async Task<IScheduler> SchedulerAsync() =>
        await _app.Services.GetRequiredService<ISchedulerFactory>().GetScheduler(Ct);
}
