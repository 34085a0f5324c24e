using MentorRegistry.Domain.Digests;
using MentorRegistry.Web.Data;
using MentorRegistry.Web.Digests;
using MentorRegistry.Web.Mail;
using Microsoft.EntityFrameworkCore;
using Quartz;

namespace MentorRegistry.Web.Jobs;

/// <summary>What a run did.</summary>
/// <param name="Added">Digests that were owed and had no row yet.</param>
/// <param name="Sent">Handed over.</param>
/// <param name="ToRetry">Failed in a way that may pass.</param>
/// <param name="GivenUp">Failed for good.</param>
public sealed record SentDigests(int Added, int Sent, int ToRetry, int GivenUp)
{
    public bool IsNothing => this == new SentDigests(0, 0, 0, 0);
}

/// <summary>
/// Sends the monthly digests: works out which month is owed, adds a row for each head, and hands over what is due,
/// a few at a time. It keeps nothing but the rows: run twice, late, after weeks or after a kill it goes on where they
/// stand.
/// </summary>
[DisallowConcurrentExecution]
public sealed partial class SendDigests(
    RegistryDb db,
    DigestRows queue,
    IServiceScopeFactory scopes,
    RegistrySettings settings,
    Clock clock,
    TimeProvider time,
    ILogger<SendDigests> events
) : IJob
{
    /// <summary>Danish time on the sending day from which a digest is owed.</summary>
    public static readonly TimeOnly SendingTime = new(7, 0);

    public async ValueTask Execute(
        IJobExecutionContext context,
        CancellationToken cancellationToken = default
    )
    {
        var sent = await RunAsync(clock.Today, clock.UtcNow, cancellationToken);
        // The list of runs shows those that did something.
        context.Result = sent.IsNothing
            ? JobRunReport.Skipped("")
            : JobNumbers.Report(sent.Added, sent.Sent, sent.ToRetry, sent.GivenUp);
    }

    /// <summary>Adds what is owed and sends what is due.</summary>
    /// <param name="today">The day in Denmark.</param>
    /// <param name="nowUtc">The instant at which it begins, UTC.</param>
    /// <param name="ct">Breaks off between digests.</param>
    public async Task<SentDigests> RunAsync(DateOnly today, DateTime nowUtc, CancellationToken ct)
    {
        var added = await OwedAsync(today, nowUtc, ct) is { } month ? await AddAsync(month, today, ct) : 0;
        var sent = (await SendDueAsync(nowUtc, ct)) with { Added = added };
        await JobRun.DoneAsync(db, nameof(SendDigests), nowUtc, ct);
        if (!sent.IsNothing)
        {
            Done(events, sent.Added, sent.Sent, sent.ToRetry, sent.GivenUp);
        }

        return sent;
    }

    /// <summary>When a month's digest is owed from, UTC.</summary>
    public static DateTime DueUtc(DateOnly month, RegistrySettings settings) =>
        TimeZoneInfo.ConvertTimeToUtc(
            DigestMonth
                .SendingDay(month, settings.Municipality.ClosingDaysAround(month))
                .ToDateTime(SendingTime),
            Clock.Copenhagen
        );

    /// <summary>
    /// Whether the month's digests may be made on the day: those of the last month that is over. What is open, and what the
    /// year costs, is told as it is now, so that an older month's would be another month's news under a wrong name.
    /// </summary>
    public static bool MayBeMade(DateOnly month, DateOnly today) =>
        month == DigestMonth.Of(today).AddMonths(-1);

    /// <summary>Adds the month's digests: one for each head of the day who has none.</summary>
    /// <returns>How many were added.</returns>
    public async Task<int> AddAsync(DateOnly month, DateOnly today, CancellationToken ct) =>
        await queue.AddAsync(await OwedOfAsync(month, today, ct), ct);

    /// <summary>
    /// The month's digests, whether they have a row or not. What was registered since the last cut-off is told, so that
    /// months in which nothing went out are told in the next one.
    /// </summary>
    public async Task<IReadOnlyList<Digest>> OwedOfAsync(DateOnly month, DateOnly today, CancellationToken ct)
    {
        var from =
            await db.Digests.Where(d => d.Month < month).MaxAsync(d => (DateTime?)d.CutOffUtc, ct)
            ?? DigestMonth.CutOffUtc(month.AddMonths(-1), Clock.Copenhagen);
        var domain = settings.Mail.FromOrDefault.Split('@')[^1];
        return
        [
            .. (await DigestRecipients.HeadsAsync(db, today, ct)).Select(head => new Digest
            {
                Month = month,
                HeadId = head,
                FromUtc = from,
                CutOffUtc = DigestMonth.CutOffUtc(month, Clock.Copenhagen),
                MessageId = Digest.MessageIdOf(month, head, domain),
            }),
        ];
    }

    /// <summary>Hands over what is due, a few at a time, each worker with a connection of its own.</summary>
    public async Task<SentDigests> SendDueAsync(DateTime nowUtc, CancellationToken ct)
    {
        var begun = time.GetTimestamp();
        DateTime Now() => nowUtc + time.GetElapsedTime(begun);
        var due = await queue.DueAsync(nowUtc, ct);
        var (next, sent, toRetry, givenUp) = (-1, 0, 0, 0);
        await Task.WhenAll(
            Enumerable.Range(0, Math.Min(settings.Mail.AtOnce, due.Count)).Select(_ => WorkAsync())
        );
        return new SentDigests(0, sent, toRetry, givenUp);

        async Task WorkAsync()
        {
            // Off the caller's thread at once: SQLite answers without ever waiting, and would send one after another.
            await Task.Yield();
            await using var scope = scopes.CreateAsyncScope();
            var post = scope.ServiceProvider.GetRequiredService<DigestPost>();
            for (var i = Interlocked.Increment(ref next); i < due.Count; i = Interlocked.Increment(ref next))
            {
                ct.ThrowIfCancellationRequested();
                try
                {
                    switch (await post.SendAsync(due[i], Now, ct))
                    {
                        case DigestOutcome.Sent:
                            Interlocked.Increment(ref sent);
                            break;
                        case DigestOutcome.Retry:
                            Interlocked.Increment(ref toRetry);
                            break;
                        case DigestOutcome.GivenUp:
                            Interlocked.Increment(ref givenUp);
                            break;
                    }
                }
                // The row stays as it is and is due again when its lease has run out; the others get theirs.
                catch (Exception exception) when (exception is not OperationCanceledException)
                {
                    BrokeOff(events, exception, due[i]);
                }
            }
        }
    }

    // The month that is owed and has no row. One is enough: the rows of a month are added together, and a head who is
    // made later begins with the next month. Where none has ever been added, months from before the program knew this
    // job are nobody's.
    private async Task<DateOnly?> OwedAsync(DateOnly today, DateTime nowUtc, CancellationToken ct)
    {
        var closed = settings.Municipality.ClosingDaysAround(today);
        var month = DigestMonth.OwedOn(today, closed);
        if (
            DigestMonth.SendingDay(month, closed) == today
            && TimeOnly.FromDateTime(Clock.ToCopenhagen(nowUtc)) < SendingTime
        )
        {
            month = month.AddMonths(-1);
        }

        if (await db.Digests.AnyAsync(d => d.Month >= month, ct))
        {
            return null;
        }

        if (!await db.Digests.AnyAsync(ct))
        {
            var last = await db
                .JobRuns.Where(run => run.Job == nameof(SendDigests))
                .Select(run => (DateTime?)run.LastUtc)
                .SingleOrDefaultAsync(ct);
            if (last is null || DueUtc(month, settings) <= last)
            {
                return null;
            }
        }

        return month;
    }

    [LoggerMessage(
        1,
        LogLevel.Information,
        "Digests: {Added} added, {Sent} sent, {ToRetry} to be tried again, {GivenUp} given up."
    )]
    private static partial void Done(ILogger log, int added, int sent, int toRetry, int givenUp);

    [LoggerMessage(2, LogLevel.Error, "Digest {Id} broke off; it is due again when its lease has run out.")]
    private static partial void BrokeOff(ILogger log, Exception exception, long id);
}
