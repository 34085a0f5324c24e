using MentorRegistry.Domain;
using MentorRegistry.Domain.Hours;
using MentorRegistry.Web.Access;
using MentorRegistry.Web.Data;
using MentorRegistry.Web.Data.Logs;
using Microsoft.EntityFrameworkCore;

namespace MentorRegistry.Web.Pages.Hours;

/// <summary>Hours that somebody wants to write.</summary>
/// <param name="PlacementId">Under which placement.</param>
/// <param name="Days">Of which days, in one month.</param>
/// <param name="Amount">The hours; <c>null</c> = nothing is to stand there.</param>
/// <param name="Seen">What stood there when it was typed; <c>null</c> = nothing.</param>
/// <param name="Reason">Why more than is granted.</param>
public sealed record HoursEntry(
    long PlacementId,
    DatePeriod Days,
    HoursAmount? Amount,
    HoursAmount? Seen,
    string? Reason = null
);

/// <summary>What came of it.</summary>
/// <param name="Entry">The hours.</param>
/// <param name="Refusals">Why they are not written; empty where something else is missing.</param>
/// <param name="NeedsReason">They are more than granted, and nobody has said why.</param>
/// <param name="Meanwhile">
/// What stands there by now, where that is something else than was seen; nothing is written over it.
/// </param>
/// <param name="WasChangedMeanwhile">Whether it is.</param>
/// <param name="IsNotThere">No own department has such a placement, or has it any more.</param>
public sealed record HoursOutcome(
    HoursEntry Entry,
    IReadOnlyList<HoursRefusal> Refusals,
    bool NeedsReason = false,
    HoursAmount? Meanwhile = null,
    bool WasChangedMeanwhile = false,
    bool IsNotThere = false
)
{
    public bool IsWritten => Refusals.Count == 0 && !NeedsReason && !WasChangedMeanwhile && !IsNotThere;
}

/// <summary>Writes hours of own departments' placements. Each entry is written or not by itself.</summary>
public sealed class HoursBook(RegistryDb db, CurrentUser user, Clock clock)
{
    /// <summary>
    /// Writes what may be written, and says of each entry what came of it. A placement of another department is as if there were
    /// none.
    /// </summary>
    public Task<IReadOnlyList<HoursOutcome>> WriteAsync(
        IReadOnlyCollection<HoursEntry> entries,
        CancellationToken ct
    ) =>
        db.InOneTransactionAsync<IReadOnlyList<HoursOutcome>>(
            async () =>
            {
                if (entries.Count == 0)
                {
                    return [];
                }

                // Whoever closes the month, or writes the same hours, waits here or has been waited for.
                await db.LockLogAsync(ChainedLog.Audit, ct);
                var context = await HoursContext.LoadAsync(
                    db,
                    [.. entries.Select(entry => entry.PlacementId)],
                    new DatePeriod(
                        MonthWeeks.MonthOf(entries.Min(entry => entry.Days.First)).First,
                        MonthWeeks.MonthOf(entries.Max(entry => entry.Days.First)).Last
                    ),
                    ct
                );
                // As they are before any of it is written.
                var reasons = entries
                    .SelectMany(entry => context.Lines(entry.PlacementId, entry.Days.First))
                    .Select(line => (line.PlacementId, line.Reason))
                    .ToHashSet();
                var outcomes = new List<HoursOutcome>();
                foreach (var entry in entries)
                {
                    outcomes.Add(
                        context.Placement(entry.PlacementId) is { } placement
                        && user.MayChangePlacementsOf(placement.DepartmentId)
                            ? Write(entry, placement, context, reasons)
                            : new HoursOutcome(entry, [], IsNotThere: true)
                    );
                }

                await db.SaveChangesAsync(ct);
                return outcomes;
            },
            ct
        );

    private HoursOutcome Write(
        HoursEntry entry,
        HoursPlacement placement,
        HoursContext context,
        HashSet<(long PlacementId, string? Reason)> reasons
    )
    {
        var line = context.Line(placement.Id, entry.Days);
        if (line?.Amount == entry.Amount)
        {
            // The same hours for another reason.
            if (
                line?.Reason is not null
                && ReadableText.IsReason(entry.Reason)
                && !context.Month(placement, line.First).IsClosed
            )
            {
                line.Reason = entry.Reason;
            }

            return new HoursOutcome(entry, []);
        }

        if (line?.Amount != entry.Seen)
        {
            return new HoursOutcome(entry, [], Meanwhile: line?.Amount, WasChangedMeanwhile: true);
        }

        var check = HoursRules.Check(
            entry.Days,
            entry.Amount ?? default,
            context.Month(placement, entry.Days.First),
            clock.Today
        );
        // What should not be there can always be taken away, except where the month is closed.
        var refusals = entry.Amount is null
            ? [.. check.Refusals.Where(refusal => refusal == HoursRefusal.MonthClosed)]
            : check.Refusals;
        if (refusals.Count > 0)
        {
            return new HoursOutcome(entry, refusals);
        }

        // A reason was given for what was there, not for what is added to it.
        if (
            check.NeedsReason
            && (!ReadableText.IsReason(entry.Reason) || reasons.Contains((placement.Id, entry.Reason)))
        )
        {
            return new HoursOutcome(entry, [], NeedsReason: true);
        }

        if (entry.Amount is not { } amount)
        {
            context.Remove(line!);
            db.HoursLines.Remove(line!);
        }
        else
        {
            var written = context.Write(
                placement,
                entry.Days,
                amount,
                check.NeedsReason ? entry.Reason : null
            );
            if (line is null)
            {
                db.HoursLines.Add(written);
            }
        }

        return new HoursOutcome(entry, []);
    }
}
