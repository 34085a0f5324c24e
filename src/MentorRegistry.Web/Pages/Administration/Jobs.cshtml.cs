using MentorRegistry.Web.Data;
using MentorRegistry.Web.Formatting;
using MentorRegistry.Web.Jobs;
using MentorRegistry.Web.Pages.Digests;
using MentorRegistry.Web.Pages.Shared;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Quartz;
using Quartz.Extensibility;

namespace MentorRegistry.Web.Pages.Administration;

/// <summary>A job as the page shows it.</summary>
/// <param name="Name">The name of its class.</param>
/// <param name="Title">What people call it.</param>
/// <param name="What">When it runs, in words.</param>
/// <param name="LastUtc">When it last did its work.</param>
/// <param name="NextUtc">When it runs next.</param>
/// <param name="State">How it is, in words.</param>
/// <param name="IsWell">Whether nobody needs to do anything.</param>
/// <param name="IsStopped">Whether its trigger was stopped by failures.</param>
public sealed record JobLine(
    string Name,
    string Title,
    string What,
    DateTime? LastUtc,
    DateTime? NextUtc,
    string State,
    bool IsWell,
    bool IsStopped
);

/// <summary>A run of a job.</summary>
/// <param name="Words">What it did, in the reader's words.</param>
/// <param name="Quoted">What the program said when it failed, in its own.</param>
public sealed record JobRunLine(
    string Title,
    DateTime BeganUtc,
    TimeSpan Took,
    string Result,
    bool IsFailure,
    string? Words,
    string? Quoted,
    string Machine
);

/// <summary>What runs by itself: when it last did and will, how long it took, what failed; on every machine of a cluster.</summary>
public sealed class JobsModel(
    RegistryDb db,
    Clock clock,
    IServiceProvider services,
    IStringLocalizer<JobsText> text
) : PageModel
{
    private const int MostRuns = 50;

    // The longest of them takes minutes on a large registry.
    private static readonly TimeSpan Stuck = TimeSpan.FromHours(2);

    public bool IsScheduledHere => services.GetService<ISchedulerFactory>() is not null;

    public IReadOnlyList<JobLine> Jobs { get; private set; } = [];

    public IReadOnlyList<JobRunLine> Runs { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken ct)
    {
        var last = await db.JobRuns.ToDictionaryAsync(run => run.Job, run => run.LastUtc, ct);
        var scheduler = await SchedulerAsync(ct);
        var jobs = new List<JobLine>();
        foreach (var name in Schedule.Watched)
        {
            jobs.Add(await LineAsync(scheduler, name, last.TryGetValue(name, out var at) ? at : null, ct));
        }

        Jobs = jobs;
        if (scheduler is not null && services.GetService<IExecutionHistoryStore>() is { } history)
        {
            var runs = await history.QueryExecutions(
                new ExecutionHistoryQuery { SchedulerName = scheduler.SchedulerName, Take = MostRuns },
                ct
            );
            Runs =
            [
                .. runs.Items.Select(run => new JobRunLine(
                    Title(run.JobName),
                    run.FiredAtUtc.UtcDateTime,
                    run.Duration,
                    Result(run.EffectiveResult),
                    run.EffectiveResult == JobRunResult.Failed,
                    Did(run.JobName, run.Summary),
                    string.IsNullOrEmpty(run.ExceptionMessage) ? null : run.ExceptionMessage,
                    run.SchedulerInstanceId
                )),
            ];
        }
    }

    public async Task<IActionResult> OnPostRunAsync(string job, CancellationToken ct)
    {
        if (await SchedulerAsync(ct) is not { } scheduler || !Schedule.Watched.Contains(job))
        {
            return NotFound();
        }

        await scheduler.TriggerJob(new JobKey(job), ct);
        TempData.Succeeded(text["Started"]);
        return RedirectToPage();
    }

    public async Task<IActionResult> OnPostRestartAsync(string job, CancellationToken ct)
    {
        if (await SchedulerAsync(ct) is not { } scheduler || !Schedule.Watched.Contains(job))
        {
            return NotFound();
        }

        foreach (var trigger in await scheduler.GetTriggersOfJob(new JobKey(job), ct))
        {
            await scheduler.ResetTriggerFromErrorState(trigger.Key, ct);
        }

        TempData.Succeeded(text["Restarted"]);
        return RedirectToPage();
    }

    private async Task<IScheduler?> SchedulerAsync(CancellationToken ct) =>
        services.GetService<ISchedulerFactory>() is { } factory ? await factory.GetScheduler(ct) : null;

    private async Task<JobLine> LineAsync(
        IScheduler? scheduler,
        string name,
        DateTime? lastUtc,
        CancellationToken ct
    )
    {
        var now = clock.UtcNow;
        var (next, state, isWell, isStopped) = ((DateTime?)null, text["State_Normal"].Value, true, false);
        if (lastUtc is { } done && done < now - JobRun.LongestWait)
        {
            (state, isWell) = (text["State_Overdue"], false);
        }

        if (scheduler is not null)
        {
            var triggers = (await scheduler.GetTriggersOfJob(new JobKey(name), ct))
                .OfType<ICronTrigger>()
                .ToList();
            var running = await scheduler.QueryFireInstances(
                new FireInstanceQuery { Job = new JobKey(name) },
                ct
            );
            var began = running
                .Items.Where(fire => fire.State == FireInstanceState.Executing)
                .Min(fire => (DateTime?)fire.FireTimeUtc.UtcDateTime);
            next = triggers.Min(trigger => trigger.NextFireTimeUtc)?.UtcDateTime;
            var states = new List<TriggerState>();
            foreach (var trigger in triggers)
            {
                states.Add(await scheduler.GetTriggerState(trigger.Key, ct));
            }

            if (states.Contains(TriggerState.Error))
            {
                (state, isWell, isStopped) = (text["State_Error"], false, true);
            }
            else if (states.Contains(TriggerState.Paused))
            {
                (state, isWell) = (text["State_Paused"], false);
            }
            else if (states.Count == 0)
            {
                (state, isWell) = (text["State_Missing"], false);
            }
            else if (began is { } since)
            {
                isWell = now - since < Stuck;
                state = text[isWell ? "State_Running" : "State_Stuck", SendingWords.When(since)!];
            }
        }

        return new JobLine(name, Title(name), What(name), lastUtc, next, state, isWell, isStopped);
    }

    private string Title(string job) =>
        job switch
        {
            nameof(VerifyLogs) => text["Job_VerifyLogs"],
            nameof(Retention) => text["Job_Retention"],
            nameof(SweepFlags) => text["Job_SweepFlags"],
            nameof(AddUpBudgets) => text["Job_AddUpBudgets"],
            nameof(SendDigests) => text["Job_SendDigests"],
            _ => job,
        };

    private string What(string job) =>
        job switch
        {
            nameof(VerifyLogs) => text["What_VerifyLogs"],
            nameof(Retention) => text["What_Retention"],
            nameof(SweepFlags) => text["What_SweepFlags"],
            nameof(AddUpBudgets) => text["What_AddUpBudgets"],
            _ => text["What_SendDigests"],
        };

    private string? Did(string job, string? summary) =>
        JobNumbers.Read(summary) is { } numbers
        && text[$"Did_{job}", [.. numbers.Select(n => Format.Number(n))]] is var did
        && !did.ResourceNotFound
            ? did.Value
            : null;

    private string Result(JobRunResult result) =>
        result switch
        {
            JobRunResult.Succeeded => text["Result_Succeeded"],
            JobRunResult.Skipped => text["Result_Skipped"],
            JobRunResult.Failed => text["Result_Failed"],
            _ => text["Result_Cancelled"],
        };

    /// <summary>"0,4 s", "2 min 10 s".</summary>
    public static string Duration(TimeSpan took) =>
        took < TimeSpan.FromMinutes(1)
            ? $"{took.TotalSeconds.ToString("0.0", System.Globalization.CultureInfo.CurrentCulture)} s"
            : $"{Format.Number((int)took.TotalMinutes)} min {took.Seconds} s";
}
