using MentorRegistry.Domain.Digests;
using Microsoft.EntityFrameworkCore;

namespace MentorRegistry.Web.Data;

/// <summary>
/// The stored digests as a queue that several processes work at. Each step is written only where the row is still as
/// this process left it: the end of the lease tells one holder from the next.
/// </summary>
public sealed class DigestRows(RegistryDb db)
{
    /// <summary>Adds those of the month that are not there yet, all or none; two that add at once add each once.</summary>
    /// <param name="digests">What to add: month, head, window and identity.</param>
    /// <param name="ct">Breaks off.</param>
    /// <returns>How many were added.</returns>
    public Task<int> AddAsync(IReadOnlyCollection<Digest> digests, CancellationToken ct) =>
        db.InOneTransactionAsync(
            async () =>
            {
                var added = 0;
                var pending = nameof(DigestState.Pending);
                foreach (var d in digests.OrderBy(d => d.HeadId, StringComparer.Ordinal))
                {
                    added += await db.Database.ExecuteSqlAsync(
                        $"""
                        INSERT INTO "Digests" ("Month", "HeadId", "FromUtc", "CutOffUtc", "MessageId", "State", "Attempts")
                        VALUES ({d.Month}, {d.HeadId}, {d.FromUtc}, {d.CutOffUtc}, {d.MessageId}, {pending}, 0)
                        ON CONFLICT ("Month", "HeadId") DO NOTHING
                        """,
                        ct
                    );
                }

                return added;
            },
            ct
        );

    /// <summary>
    /// The numbers of those with an attempt due (<see cref="Digest.IsDue"/>), those tried least first: where the process ends
    /// again and again, no head uses up all attempts while another has had none.
    /// </summary>
    public async Task<IReadOnlyList<long>> DueAsync(DateTime nowUtc, CancellationToken ct) =>
        await db
            .Digests.Where(d =>
                (
                    (d.State == DigestState.Pending || d.State == DigestState.Retry)
                    && (d.NextUtc == null || d.NextUtc <= nowUtc)
                )
                || (
                    d.State == DigestState.Sending && (d.LeasedUntilUtc == null || d.LeasedUntilUtc <= nowUtc)
                )
            )
            .OrderBy(d => d.Attempts)
            .ThenBy(d => d.Id)
            .Select(d => d.Id)
            .ToListAsync(ct);

    /// <summary>
    /// Begins an attempt of the digest, where one is due and nobody else has begun it. Whoever is killed from here on
    /// leaves an attempt of which nobody knows what came.
    /// </summary>
    public Task<(Digest Digest, DigestAttempt Attempt)?> ClaimAsync(
        long id,
        DateTime nowUtc,
        TimeSpan lease,
        CancellationToken ct
    ) =>
        db.InOneTransactionAsync<(Digest, DigestAttempt)?>(
            async () =>
            {
                var digest = await db.Digests.AsNoTracking().SingleAsync(d => d.Id == id, ct);
                if (!digest.IsDue(nowUtc))
                {
                    return null;
                }

                var (state, leased) = (digest.State, digest.LeasedUntilUtc);
                var attempt = digest.Begin(nowUtc, lease);
                if (!await SetAsync(digest, state, leased, ct) || attempt is null)
                {
                    return null;
                }

                db.DigestAttempts.Add(attempt);
                await db.SaveChangesAsync(ct);
                db.Entry(attempt).State = EntityState.Detached;
                return (digest, attempt);
            },
            ct
        );

    /// <summary>Takes a step of a digest that this process holds. Whether it still held it.</summary>
    /// <param name="digest">As <see cref="ClaimAsync"/> or the step before left it.</param>
    /// <param name="attempt">The attempt under way.</param>
    /// <param name="step">What becomes of both.</param>
    /// <param name="ct">Breaks off.</param>
    public Task<bool> StepAsync(Digest digest, DigestAttempt attempt, Action step, CancellationToken ct)
    {
        var (state, leased) = (digest.State, digest.LeasedUntilUtc);
        step();
        return db.InOneTransactionAsync(
            async () =>
            {
                // What came of the attempt is known even where another has begun the next one.
                await SetAsync(attempt, ct);
                return await SetAsync(digest, state, leased, ct);
            },
            ct
        );
    }

    /// <summary>Has a digest sent again, to somebody else where one is named. Whether that could be: not while it is being sent.</summary>
    public Task<bool> SendAgainAsync(long id, string? recipientId, DateTime nowUtc, CancellationToken ct) =>
        db.InOneTransactionAsync(
            async () =>
            {
                var digest = await db.Digests.AsNoTracking().SingleAsync(d => d.Id == id, ct);
                var (state, leased) = (digest.State, digest.LeasedUntilUtc);
                return digest.SendAgain(nowUtc, recipientId) && await SetAsync(digest, state, leased, ct);
            },
            ct
        );

    /// <summary>
    /// Erases what was sent and the attempts, with the addresses in them, of months before the day. That a head had one, when
    /// it went and under which identity stays.
    /// </summary>
    /// <returns>Of how many digests.</returns>
    public Task<int> EraseAsync(DateOnly before, CancellationToken ct) =>
        db.InOneTransactionAsync(
            async () =>
            {
                var old = db.Digests.Where(d =>
                    d.Month < before
                    && d.Html != null
                    && (d.State == DigestState.Sent || d.State == DigestState.GivenUp)
                );
                var ids = old.Select(d => d.Id);
#pragma warning disable RS0030 // As below: past the history, which keeps what people change.
                await db.DigestAttempts.Where(a => ids.Contains(a.DigestId)).ExecuteDeleteAsync(ct);
                return await old.ExecuteUpdateAsync(
                    set =>
                        set.SetProperty(d => d.Subject, (string?)null)
                            .SetProperty(d => d.Html, (string?)null)
                            .SetProperty(d => d.Text, (string?)null)
                            .SetProperty(d => d.Figures, (string?)null),
                    ct
                );
#pragma warning restore RS0030
            },
            ct
        );

    // Past the history, which keeps what people change: a digest's attempts are its own history. And past the tracker,
    // because the row must be written only where nobody else has moved it on.
#pragma warning disable RS0030
    private async Task<bool> SetAsync(
        Digest digest,
        DigestState state,
        DateTime? leasedUntilUtc,
        CancellationToken ct
    ) =>
        await db
            .Digests.Where(d =>
                d.Id == digest.Id
                && d.State == state
                && (leasedUntilUtc == null ? d.LeasedUntilUtc == null : d.LeasedUntilUtc == leasedUntilUtc)
            )
            .ExecuteUpdateAsync(
                set =>
                    set.SetProperty(d => d.State, digest.State)
                        .SetProperty(d => d.Attempts, digest.Attempts)
                        .SetProperty(d => d.NextUtc, digest.NextUtc)
                        .SetProperty(d => d.LeasedUntilUtc, digest.LeasedUntilUtc)
                        .SetProperty(d => d.SentUtc, digest.SentUtc)
                        .SetProperty(d => d.MadeUtc, digest.MadeUtc)
                        .SetProperty(d => d.RecipientId, digest.RecipientId)
                        .SetProperty(d => d.Subject, digest.Subject)
                        .SetProperty(d => d.Html, digest.Html)
                        .SetProperty(d => d.Text, digest.Text)
                        .SetProperty(d => d.Figures, digest.Figures)
                        .SetProperty(d => d.Language, digest.Language),
                ct
            ) == 1;

    private Task<int> SetAsync(DigestAttempt attempt, CancellationToken ct) =>
        db
            .DigestAttempts.Where(a => a.Id == attempt.Id)
            .ExecuteUpdateAsync(
                set =>
                    set.SetProperty(a => a.EndedUtc, attempt.EndedUtc)
                        .SetProperty(a => a.Address, attempt.Address)
                        .SetProperty(a => a.Outcome, attempt.Outcome)
                        .SetProperty(a => a.Answer, attempt.Answer),
                ct
            );
#pragma warning restore RS0030
}
