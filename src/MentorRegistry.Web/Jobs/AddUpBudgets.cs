using MentorRegistry.Web.Data;
using MentorRegistry.Web.Data.Budgets;
using Quartz;

namespace MentorRegistry.Web.Jobs;

/// <summary>
/// Adds the kept sums of budgets up anew each night, and keeps those of a new year. Saves keep them in step: one that was
/// wrong is mended, and said to the event log, because somebody wrote to the database past the program.
/// </summary>
[DisallowConcurrentExecution]
public sealed partial class AddUpBudgets(RegistryDb db, Clock clock, ILogger<AddUpBudgets> events) : IJob
{
    public async ValueTask Execute(
        IJobExecutionContext context,
        CancellationToken cancellationToken = default
    ) => context.Result = JobNumbers.Report(await RunAsync(clock.Today, cancellationToken));

    /// <summary>Keeps the years about the day, and mends; how many sums were wrong.</summary>
    public async Task<int> RunAsync(DateOnly today, CancellationToken ct)
    {
        await KeptBudgetSums.KeepYearsAsync(db, today, ct);
        var wrong = await KeptBudgetSums.MendAsync(db, ct);
        if (wrong > 0)
        {
            Mended(events, wrong);
        }

        await JobRun.DoneAsync(db, nameof(AddUpBudgets), clock.UtcNow, ct);
        return wrong;
    }

    [LoggerMessage(
        1,
        LogLevel.Warning,
        "Sums of budgets that were wrong and have been mended: {Sums}. Somebody has written to the database past the program, or a save has forgotten one."
    )]
    private static partial void Mended(ILogger log, int sums);
}
