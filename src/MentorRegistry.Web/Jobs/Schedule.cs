using MentorRegistry.Web.Data;
using Microsoft.Data.Sqlite;
using Quartz;

namespace MentorRegistry.Web.Jobs;

/// <summary>When the jobs run: every schedule of the registry. The scheduler keeps nothing but when it last ran what.</summary>
public static class Schedule
{
    /// <summary>The jobs that run every day. One that has not done so is shown on Start (<see cref="JobRun" />).</summary>
    public static IReadOnlyList<string> Daily { get; } =
    [nameof(VerifyLogs), nameof(Retention), nameof(SweepFlags), nameof(AddUpBudgets)];

    public static void AddJobs(this IServiceCollection services, RegistrySettings settings, string dataFolder)
    {
        services.AddScoped<VerifyLogs>();
        services.AddScoped<Retention>();
        services.AddScoped<SweepFlags>();
        services.AddScoped<AddUpBudgets>();
        if (!settings.Jobs.AreScheduled)
        {
            return;
        }

        services.AddQuartz(quartz =>
        {
            // What is declared here would overwrite the stored triggers at each start, and a run that was missed
            // while the program was down would never be made up for.
            quartz.Services.Configure<QuartzOptions>(options => options.Scheduling.IgnoreDuplicates = true);
            // A file of its own: two users of one SQLite file would wait for each other, past the write gate.
            var file = new SqliteConnectionStringBuilder { DataSource = Path.Combine(dataFolder, "jobs.db") };
            quartz.UsePersistentStore(store =>
            {
                store.UseSqlite(SqliteFactory.Instance, file.ToString());
                store.ProvisionSchema();
            });

            // Never between 01 and 04: in the nights when the clocks change those hours are there twice, or not at all.
            ScheduleDaily<VerifyLogs>(quartz, new(4, 30));
            ScheduleDaily<Retention>(quartz, new(5, 15));
            ScheduleDaily<SweepFlags>(quartz, new(0, 10));
            ScheduleDaily<AddUpBudgets>(quartz, new(0, 40));
        });
        services.AddQuartzHostedService(hosted => hosted.WaitForJobsToComplete = true);
    }

    /// <summary>Starts the job as soon as it is not running; where this process runs no jobs, its hour comes anyway.</summary>
    public static async Task RunNowAsync<TJob>(IServiceProvider services, CancellationToken ct)
        where TJob : IJob
    {
        if (services.GetService<ISchedulerFactory>() is { } factory)
        {
            var scheduler = await factory.GetScheduler(ct);
            await scheduler.TriggerJob(new JobKey(typeof(TJob).Name), ct);
        }
    }

    // A name with its time, so that a changed time is a new trigger and not a known one.
    private static void ScheduleDaily<TJob>(IQuartzBuilder quartz, TimeOnly at)
        where TJob : IJob =>
        quartz.ScheduleJob<TJob>(
            trigger =>
                trigger
                    .WithIdentity($"every day at {at:HH':'mm}")
                    .WithCronSchedule(
                        $"0 {at.Minute} {at.Hour} * * ?",
                        cron => cron.InTimeZone(Clock.Copenhagen)
                    ),
            job => job.WithIdentity(typeof(TJob).Name)
        );

    /// <summary>Expects the daily jobs from the first start on, so that one that never runs is missed.</summary>
    public static async Task ExpectAsync(RegistryDb db, Clock clock, CancellationToken ct)
    {
        foreach (var job in Daily)
        {
            await JobRun.ExpectAsync(db, job, clock.UtcNow, ct);
        }
    }
}
