using MentorRegistry.Web.Data;
using Microsoft.Data.Sqlite;
using Npgsql;
using Quartz;

namespace MentorRegistry.Web.Jobs;

/// <summary>When the jobs run: every schedule of the registry. The scheduler keeps nothing but when it last ran what.</summary>
public static class Schedule
{
    /// <summary>The jobs that run every day. One that has not done so is shown on Start (<see cref="JobRun" />).</summary>
    public static IReadOnlyList<string> Daily { get; } =
    [nameof(VerifyLogs), nameof(Retention), nameof(SweepFlags), nameof(AddUpBudgets)];

    /// <summary>Those whose last run is watched: the daily ones, and what looks every few minutes whether mail is owed.</summary>
    public static IReadOnlyList<string> Watched { get; } = [.. Daily, nameof(SendDigests)];

    public static void AddJobs(
        this IServiceCollection services,
        RegistrySettings settings,
        string? connectionString,
        string dataFolder
    )
    {
        services.AddScoped<VerifyLogs>();
        services.AddScoped<Retention>();
        services.AddScoped<SweepFlags>();
        services.AddScoped<AddUpBudgets>();
        services.AddScoped<SendDigests>();
        if (!settings.Jobs.AreScheduled)
        {
            return;
        }

        services.AddQuartz(quartz =>
        {
            // What is declared here would overwrite the stored triggers at each start, and a run that was missed
            // while the program was down would never be made up for.
            quartz.Services.Configure<QuartzOptions>(options => options.Scheduling.IgnoreDuplicates = true);
            quartz.UsePersistentStore(store =>
            {
                if (settings.Database.Provider == DatabaseProvider.PostgreSql)
                {
                    // In the registry's own database, so that all machines on it are one cluster: each run is one
                    // machine's, and another takes over from one that is gone.
                    store.UsePostgres(
                        NpgsqlFactory.Instance,
                        DatabaseSetup.WithOwnSettings(connectionString)
                    );
                    store.UseClustering();
                }
                else
                {
                    // A file of its own: two users of one SQLite file would wait for each other, past the write gate.
                    var file = new SqliteConnectionStringBuilder
                    {
                        DataSource = Path.Combine(dataFolder, "jobs.db"),
                    };
                    store.UseSqlite(SqliteFactory.Instance, file.ToString());
                }

                store.UseExecutionHistory();
                store.ProvisionSchema();
            });

            // Never between 01 and 04: in the nights when the clocks change those hours are there twice, or not at all.
            ScheduleDaily<VerifyLogs>(quartz, new(4, 30));
            ScheduleDaily<Retention>(quartz, new(5, 15));
            ScheduleDaily<SweepFlags>(quartz, new(0, 10));
            ScheduleDaily<AddUpBudgets>(quartz, new(0, 40));
            // Every five minutes: at 07:00 sharp on the day itself, and for what is to be tried again.
            quartz.ScheduleJob<SendDigests>(
                trigger =>
                    trigger
                        .WithIdentity("every 5 minutes from 04 to 01")
                        .WithCronSchedule("0 0/5 0,4-23 * * ?", cron => cron.InTimeZone(Clock.Copenhagen)),
                job => job.WithIdentity(nameof(SendDigests))
            );
        });
        services.AddQuartzExecutionHistory(history =>
        {
            // What a person reads back: the last year's runs, and of those that found nothing to do the last hours'.
            history.Retention = TimeSpan.FromDays(365);
            history.RetentionByResult[JobRunResult.Skipped] = TimeSpan.FromHours(6);
            history.MaxEntriesPerJob = 500;
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

    /// <summary>Expects the watched jobs from the first start on, so that one that never runs is missed.</summary>
    public static async Task ExpectAsync(RegistryDb db, Clock clock, CancellationToken ct)
    {
        foreach (var job in Watched)
        {
            await JobRun.ExpectAsync(db, job, clock.UtcNow, ct);
        }
    }
}
