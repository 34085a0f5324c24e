using System.Globalization;
using System.Linq.Expressions;
using MentorRegistry.Domain.Citizens;
using MentorRegistry.Domain.Flags;
using MentorRegistry.Domain.Oversight;
using MentorRegistry.Domain.Sharing;
using MentorRegistry.Domain.Statistics;
using MentorRegistry.Web.Access;
using MentorRegistry.Web.Data.Flags;
using MentorRegistry.Web.Data.Logs;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace MentorRegistry.Web.Data.Erasing;

/// <summary>What came of a decision about a proposal.</summary>
public enum ErasureOutcome
{
    /// <summary>It is erased.</summary>
    Erased,

    /// <summary>It is rejected: nothing is erased, and what is due can be proposed again.</summary>
    Rejected,

    /// <summary>There is no such proposal, or somebody has decided it already.</summary>
    NotOpen,

    /// <summary>Whoever proposed it cannot approve it.</summary>
    SamePerson,

    /// <summary>Both may be one person: <see cref="OneHand" />.</summary>
    SameHand,
}

/// <summary>
/// Erases what is due: one person proposes, another approves, and then all of it goes in one transaction or nothing.
/// </summary>
public sealed partial class Eraser(
    RegistryDb db,
    DueForErasure due,
    RulesInForce rules,
    CurrentUser user,
    Clock clock,
    ILogger<Eraser> events
)
{
    /// <summary>As many citizens as one proposal takes; the rest is due the next time. Two people must be able to read it.</summary>
    public const int MostCitizens = 200;

    private const int RowsAtOnce = 1_000;

    /// <summary>Proposes all that is due. <c>false</c> when nothing is, or a proposal is open already.</summary>
    public Task<bool> ProposeAsync(CancellationToken ct) =>
        db.InOneTransactionAsync(
            async () =>
            {
                // Of two who propose at once the second waits here, and finds the other's.
                await LockAsync(ct);
                if (await db.Erasures.AnyAsync(erasure => erasure.DecidedUtc == null, ct))
                {
                    return false;
                }

                var citizens = await due.Citizens()
                    .OrderBy(citizen => citizen.Id)
                    .Select(citizen => citizen.Id)
                    .Take(MostCitizens)
                    .ToListAsync(ct);
                var before = due.LookupsBeforeUtc;
                if (citizens.Count == 0 && !await due.Lookups(before).AnyAsync(ct))
                {
                    return false;
                }

                db.Erasures.Add(
                    new Erasure
                    {
                        ProposedUtc = clock.UtcNow,
                        ProposedById = UserId,
                        ProposedBy = user.Name,
                        References = string.Join(' ', citizens.Select(CitizenReference.Of)),
                        LookupsBeforeUtc = before,
                    }
                );
                await db.SaveChangesAsync(ct);
                return true;
            },
            ct
        );

    /// <summary>Takes a proposal off the table. Whoever proposed it may too.</summary>
    public Task<ErasureOutcome> RejectAsync(long erasureId, CancellationToken ct) =>
        db.InOneTransactionAsync(
            async () =>
            {
                await LockAsync(ct);
                if (await OpenAsync(erasureId, ct) is not { } erasure)
                {
                    return ErasureOutcome.NotOpen;
                }

                Decide(erasure, isApproved: false);
                await db.SaveChangesAsync(ct);
                return ErasureOutcome.Rejected;
            },
            ct
        );

    /// <summary>
    /// Erases what was proposed and is due still: a citizen who has got a placement since is left as they are.
    /// </summary>
    public async Task<ErasureOutcome> ApproveAsync(long erasureId, CancellationToken ct)
    {
        var outcome = await DecideAsync(erasureId, ct);
        if (outcome == ErasureOutcome.Erased)
        {
            try
            {
                await db.WipeFreeSpaceAsync(ct);
            }
            catch (SqliteException exception)
            {
                // It is erased. Where the disk is full, say, the nightly job does the rest (Jobs/Retention).
                NotWiped(events, exception);
            }
        }

        return outcome;
    }

    private Task<ErasureOutcome> DecideAsync(long erasureId, CancellationToken ct) =>
        db.InOneTransactionAsync(
            async () =>
            {
                // Whoever registers something for one of the citizens writes history, and waits here: nobody's new
                // placement goes with the old ones.
                await LockAsync(ct);
                if (await OpenAsync(erasureId, ct) is not { } erasure)
                {
                    return ErasureOutcome.NotOpen;
                }

                if (erasure.ProposedById == UserId)
                {
                    return ErasureOutcome.SamePerson;
                }

                if (await IsOneHandAsync(erasure, ct))
                {
                    return ErasureOutcome.SameHand;
                }

                Decide(erasure, isApproved: true);
                await EraseAsync(erasure, ct);
                await db.SaveChangesAsync(ct);
                return ErasureOutcome.Erased;
            },
            ct
        );

    /// <summary>Whether who proposed it and who acts may be one person: <see cref="OneHand" />.</summary>
    public Task<bool> IsOneHandAsync(Erasure erasure, CancellationToken ct) =>
        OneHand.IsAsync(db, UserId, erasure.ProposedById, ct);

    private string UserId => user.Id ?? throw new InvalidOperationException("Nobody is signed in.");

    private async Task LockAsync(CancellationToken ct)
    {
        foreach (var log in ChainedLog.All)
        {
            await db.LockLogAsync(log, ct);
        }
    }

    private Task<Erasure?> OpenAsync(long erasureId, CancellationToken ct) =>
        db.Erasures.SingleOrDefaultAsync(e => e.Id == erasureId && e.DecidedUtc == null, ct);

    private void Decide(Erasure erasure, bool isApproved)
    {
        erasure.IsApproved = isApproved;
        (erasure.DecidedUtc, erasure.DecidedById, erasure.DecidedBy) = (clock.UtcNow, UserId, user.Name);
    }

    private async Task EraseAsync(Erasure erasure, CancellationToken ct)
    {
        var proposed = erasure.CitizenIds().ToArray();
        var ids = await due.Citizens()
            .Where(citizen => proposed.Contains(citizen.Id))
            .Select(citizen => citizen.Id)
            .ToArrayAsync(ct);
        var kept = proposed.Except(ids).Select(CitizenReference.Of);
        erasure.KeptReferences = string.Join(' ', kept) is { Length: > 0 } references ? references : null;

        await KeepForStatisticsAsync(ids, ct);
        await EraseFromLogsAsync(erasure, ids, ct);
        erasure.Placements = await DeleteAsync(ids, ct);
        erasure.Citizens = ids.Length;
    }

    private async Task KeepForStatisticsAsync(long[] ids, CancellationToken ct)
    {
        // In the order of their days, so that no two stand side by side because they were one citizen's.
        var runFirst = await RunsFirstDaysAsync(ids, ct);
        var counted = await db
            .Placements.AsNoTracking()
            .Where(p => ids.Contains(p.CitizenId) && !p.IsCancelled && p.Last != null)
            .OrderBy(p => p.First)
            .ThenBy(p => p.Last)
            .ThenBy(p => p.DepartmentId)
            .Select(p => new
            {
                p.Id,
                Kept = new ErasedPlacement
                {
                    DepartmentId = p.DepartmentId,
                    TargetGroupId = p.TargetGroupId,
                    LegalBasisId = p.LegalBasisId,
                    CategoryId = p.Provider!.CategoryId,
                    First = p.First,
                    Last = p.Last!.Value,

                    UnitId = p.UnitId,
                    OutcomeId = p.OutcomeId,
                    Measures = p.Measures.Count,
                },
            })
            .ToListAsync(ct);
        foreach (var row in counted)
        {
            row.Kept.RunFirst = runFirst[row.Id];
            db.ErasedPlacements.Add(row.Kept);
        }

        var hours = await db
            .HoursLines.AsNoTracking()
            .Where(line => ids.Contains(line.CitizenId))
            .GroupBy(line => new
            {
                line.DepartmentId,
                line.ProviderId,
                line.First.Year,
                line.First.Month,
            })
            .Select(lines => new
            {
                lines.Key,
                Delivered = lines.Sum(line => (long)line.DeliveredMinutes),
                Billable = lines.Sum(line => (long)line.BillableMinutes),
                NoShows = lines.Sum(line => (long)line.NoShows),
                CostOre = lines.Sum(line => line.CostOre ?? 0),
            })
            .OrderBy(sum => sum.Key.Year)
            .ThenBy(sum => sum.Key.Month)
            .ThenBy(sum => sum.Key.DepartmentId)
            .ThenBy(sum => sum.Key.ProviderId)
            .ToListAsync(ct);
        db.ErasedHours.AddRange(
            hours.Select(sum => new ErasedHours
            {
                DepartmentId = sum.Key.DepartmentId,
                ProviderId = sum.Key.ProviderId,
                Month = new DateOnly(sum.Key.Year, sum.Key.Month, 1),
                DeliveredMinutes = sum.Delivered,
                BillableMinutes = sum.Billable,
                NoShows = sum.NoShows,
                CostOre = sum.CostOre,
            })
        );
    }

    // By the rules in force, as the tables of the day before showed it.
    private async Task<Dictionary<long, DateOnly>> RunsFirstDaysAsync(long[] ids, CancellationToken ct)
    {
        var gapDays = (await rules.AskAsync(db, ct)).RunGapDays;
        var placements = await db
            .Placements.AsNoTracking()
            .Where(p => ids.Contains(p.CitizenId))
            .ToListAsync(ct);
        return placements
            .GroupBy(p => p.CitizenId)
            .SelectMany(own => MentorRun.Of(own.Select(p => p.Span), gapDays))
            .SelectMany(run => run.PlacementIds.Select(id => (id, run.Period.First)))
            .ToDictionary(placement => placement.id, placement => placement.First);
    }

    private async Task EraseFromLogsAsync(Erasure erasure, long[] ids, CancellationToken ct)
    {
        var searches = await CitizenSearches.FindAsync(db, ids, ct);
        var before = due.LookupsBeforeUtc;
        before = erasure.LookupsBeforeUtc < before ? erasure.LookupsBeforeUtc : before;
        var items = await SpotChecksOf(db, LookupsOf(ids, searches))
            .Union(SpotChecksOf(db, lookup => lookup.AtUtc < before))
            .Select(item => item.Id)
            .ToArrayAsync(ct);
        await EraseItemsAsync(items, ct);
        erasure.LookupRows =
            await EraseContentAsync(ChainedLog.Lookups, LookupsOf(ids, searches), Clear, ct)
            + await EraseContentAsync<LookupEntry>(
                ChainedLog.Lookups,
                lookup => lookup.AtUtc < before,
                Clear,
                ct
            );
        var bases = await db
            .SharingBases.Where(basis => ids.Contains(basis.CitizenId))
            .Select(basis => basis.Id)
            .ToListAsync(ct);
        var history = HistoryOf(ids, [.. bases.Select(Number)], [.. items.Select(Number)]);
        erasure.HistoryRows = await EraseContentAsync(ChainedLog.Audit, history, Clear, ct);
    }

    /// <summary>The lookups of citizens, with the searches for them that <see cref="CitizenSearches" /> finds.</summary>
    public static Expression<Func<LookupEntry, bool>> LookupsOf(long[] citizenIds, long[] searches) =>
        lookup =>
            (lookup.CitizenId != null && citizenIds.Contains(lookup.CitizenId.Value))
            || searches.Contains(lookup.Id);

    /// <summary>
    /// What spot checks have drawn of these lookups. What is remarked there is remarked about the citizen too.
    /// </summary>
    public static IQueryable<SpotCheckItem> SpotChecksOf(
        RegistryDb db,
        Expression<Func<LookupEntry, bool>> lookups
    )
    {
        var ids = db.Lookups.Where(lookups).Select(lookup => lookup.Id);
        return db.SpotCheckItems.Where(item => ids.Contains(item.LookupId));
    }

    /// <summary>
    /// The history of citizens; which departments a basis names, and what was remarked about a lookup, stands there
    /// without the citizen.
    /// </summary>
    public static Expression<Func<AuditEntry, bool>> HistoryOf(
        long[] citizenIds,
        string[] basisIds,
        string[] itemIds
    ) =>
        entry =>
            (entry.CitizenId != null && citizenIds.Contains(entry.CitizenId.Value))
            || (entry.Root == nameof(SharingBasis) && basisIds.Contains(entry.RootId))
            || (entry.Root == nameof(SpotCheckItem) && itemIds.Contains(entry.RootId));

    private static string Number(long id) => id.ToString(CultureInfo.InvariantCulture);

    // When and what kind is left: how many lookups and changes there were.
    private static void Clear(LookupEntry row)
    {
        (row.UserId, row.UserName) = ("", "");
        (row.CitizenId, row.IsOwn, row.Criterion) = (null, null, null);
        (row.PurposeId, row.PurposeName) = (null, null);
    }

    private static void Clear(AuditEntry row)
    {
        (row.UserId, row.UserName, row.CitizenId) = (null, "", null);
        (row.RootId, row.RootVersion, row.EntityId) = ("", 0, "");
        (row.Before, row.After, row.Reason) = (null, null, null);
    }

    private async Task<int> EraseContentAsync<TRow>(
        ChainedLog log,
        Expression<Func<TRow, bool>> which,
        Action<TRow> clear,
        CancellationToken ct
    )
        where TRow : class, IChained
    {
        var erased = 0;
        while (true)
        {
            var rows = await db.Set<TRow>()
                .Where(row => row.Erased == null)
                .Where(which)
                .OrderBy(row => row.Id)
                .Take(RowsAtOnce)
                .ToListAsync(ct);
            if (rows.Count == 0)
            {
                return erased;
            }

            rows.ForEach(row => db.EraseContent(log, row, () => clear(row)));
            await db.SaveChangesAsync(ct);
            rows.ForEach(row => db.Entry(row).State = EntityState.Detached);
            erased += rows.Count;
        }
    }

    // Past the history: it would keep the values that are to go.
#pragma warning disable RS0030
    // A draw is never deleted: that the lookup was drawn and judged stays, with nothing that leads to the citizen.
    private Task<int> EraseItemsAsync(long[] items, CancellationToken ct) =>
        db
            .SpotCheckItems.Where(item =>
                items.Contains(item.Id)
                && (
                    item.Remark != null
                    || item.Patterns != LookupPatterns.None
                    || item.Explanation != LookupExplanation.None
                )
            )
            .ExecuteUpdateAsync(
                set =>
                    set.SetProperty(item => item.Remark, (string?)null)
                        .SetProperty(item => item.Patterns, LookupPatterns.None)
                        .SetProperty(item => item.Explanation, LookupExplanation.None)
                        .SetProperty(item => item.Version, item => item.Version + 1),
                ct
            );

    private async Task<int> DeleteAsync(long[] ids, CancellationToken ct)
    {
        db.AddUpBudgetsOf(
            await db
                .HoursLines.Where(line => ids.Contains(line.CitizenId))
                .Select(line => line.DepartmentId)
                .Union(db.Placements.Where(p => ids.Contains(p.CitizenId)).Select(p => p.DepartmentId))
                .ToListAsync(ct)
        );
        await db.HoursLines.Where(line => ids.Contains(line.CitizenId)).ExecuteDeleteAsync(ct);
        await db.InvoiceLines.Where(line => ids.Contains(line.CitizenId)).ExecuteDeleteAsync(ct);
        await db
            .Grants.Where(grant =>
                db.Placements.Any(p => p.Id == grant.PlacementId && ids.Contains(p.CitizenId))
            )
            .ExecuteDeleteAsync(ct);
        await db.Flags.Where(flag => ids.Contains(flag.CitizenId)).ExecuteDeleteAsync(ct);
        await db.Set<PlacementMeasure>()
            .Where(of => db.Placements.Any(p => p.Id == of.PlacementId && ids.Contains(p.CitizenId)))
            .ExecuteDeleteAsync(ct);
        var placements = await db.Placements.Where(p => ids.Contains(p.CitizenId)).ExecuteDeleteAsync(ct);
        await db.Set<SharingBasisDepartment>()
            .Where(named =>
                db.SharingBases.Any(basis =>
                    basis.Id == named.SharingBasisId && ids.Contains(basis.CitizenId)
                )
            )
            .ExecuteDeleteAsync(ct);
        await db.SharingBases.Where(basis => ids.Contains(basis.CitizenId)).ExecuteDeleteAsync(ct);
        await db.CitizenNumbers.Where(number => ids.Contains(number.CitizenId)).ExecuteDeleteAsync(ct);
        await db.Citizens.Where(citizen => ids.Contains(citizen.Id)).ExecuteDeleteAsync(ct);
        return placements;
    }
#pragma warning restore RS0030

    [LoggerMessage(
        1,
        LogLevel.Warning,
        "What was erased is still in free space of the database file. The nightly job tries again."
    )]
    private static partial void NotWiped(ILogger log, Exception exception);
}
