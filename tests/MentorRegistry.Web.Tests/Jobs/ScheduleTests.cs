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
        foreach (var job in Schedule.Daily)
        {
            // Beside it there may be one of a job that was asked for by hand, until it has begun.
            var trigger = Assert.Single(
                (await scheduler.GetTriggersOfJob(new JobKey(job), Ct)).OfType<ICronTrigger>()
            );
            var fires = new List<DateTimeOffset>();
            for (var next = trigger.NextFireTimeUtc; fires.Count < 366; next = trigger.GetFireTimeAfter(next))
            {
                fires.Add(TimeZoneInfo.ConvertTime(Assert.NotNull(next), Clock.Copenhagen));
            }

            Assert.DoesNotContain(fires, fire => fire.Hour is >= 1 and < 4);
            // Every day once, the nights when the clocks change included. Each job by itself: in the small hours one has
            // run today already and another has not.
            var first = DateOnly.FromDateTime(fires[0].DateTime);
            Assert.Equal(
                Enumerable.Range(0, 366).Select(first.AddDays),
                fires.Select(fire => DateOnly.FromDateTime(fire.DateTime))
            );
        }
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
