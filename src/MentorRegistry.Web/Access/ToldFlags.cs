using System.Globalization;
using System.Text.Json;
using MentorRegistry.Domain.Citizens;
using MentorRegistry.Domain.Flags;
using MentorRegistry.Domain.Placements;
using MentorRegistry.Domain.Sharing;
using MentorRegistry.Web.Data;
using MentorRegistry.Web.Data.Flags;
using Microsoft.EntityFrameworkCore;

namespace MentorRegistry.Web.Access;

/// <summary>A flag in a list, before it is told.</summary>
public sealed class ListedFlag
{
    public required Flag Flag { get; init; }

    /// <summary>Whether one of its placements is not seen.</summary>
    public bool IsPartial { get; init; }

    /// <summary>
    /// What the list is ordered by: the condition's first day. Where not all is seen, that of the own placement, for the
    /// order tells days too.
    /// </summary>
    public DateOnly Since { get; init; }
}

/// <summary>How many flags of a kind there are, as far as they are counted.</summary>
public sealed record FlagCount(FlagKind Kind, int Counted);

/// <summary>
/// The flags that concern own departments, as far as they may be told (<see cref="ToldFlag"/>). The rule stands twice,
/// because lists count and page over very many: here in SQL for which flags there are, there for what is said of one.
/// One test feeds both the same cases.
/// </summary>
public sealed class ToldFlags(
    RegistryDb db,
    CurrentUser user,
    Clock clock,
    RegistrySettings settings,
    RulesInForce inForce
)
{
    /// <summary>Counting on costs more than a page of the list, and nobody pages through thousands.</summary>
    public const int MostCounted = 1_000;

    private static readonly FlagKind[] RunKinds =
    [
        FlagKind.LongWithMentor,
        FlagKind.LongWithAnyMentor,
        FlagKind.ReachesLong,
    ];

    private static readonly string[] DecisionFields =
    [
        nameof(Flag.Decision),
        nameof(Flag.JustifiedUntil),
        nameof(Flag.CoordinatedWith),
        nameof(Flag.Reason),
        nameof(Flag.DecidedBy),
        nameof(Flag.DecidedOn),
    ];

    /// <summary>Those that are not closed and concern own departments, or the chosen one of them.</summary>
    public async Task<IQueryable<ListedFlag>> QueryAsync(long? departmentId, CancellationToken ct)
    {
        var today = clock.Today;
        var own = user.DepartmentIds;
        var chosen = departmentId is { } id ? own.Where(o => o == id).ToArray() : [.. own];
        var runs = await RunsToldInPartAsync(chosen, ct);
        var runIds = runs.Select(told => told.Flag.Id).ToArray();
        return Listed(chosen, [.. own], today).Where(l =>
            !l.IsPartial
            || runIds.Contains(l.Flag.Id)
            || (
                l.Flag.Kind == FlagKind.OverlapAcross
                && (l.Flag.Last == null || today <= l.Flag.Last)
                && (
                    l.Flag.First <= today
                    || !db.Departments.Any(d =>
                        !d.ShowsDates
                        && !own.Contains(d.Id)
                        && l.Flag.Placements.Any(link => link.DepartmentId == d.Id)
                    )
                )
            )
        );
    }

    /// <summary>
    /// Those of the placements that an open flag of the kind tells of. Of a run that is not seen whole, the placements
    /// that what is seen makes.
    /// </summary>
    public async Task<IQueryable<Placement>> WhereFlaggedAsync(
        IQueryable<Placement> placements,
        FlagKind kind,
        CancellationToken ct
    )
    {
        var open = (await QueryAsync(departmentId: null, ct)).Where(l =>
            l.Flag.State == FlagState.Open && l.Flag.Kind == kind
        );
        var inPart = RunKinds.Contains(kind)
            ? await RunsToldInPartAsync([.. user.DepartmentIds], ct)
            : Array.Empty<ToldFlag>();
        var ofRuns = inPart
            .Where(told => told.Flag.State == FlagState.Open && told.Flag.Kind == kind)
            .SelectMany(told => told.Seen)
            .Select(placement => placement.Id)
            .ToArray();
        var ids = open.Where(l => !l.IsPartial || kind == FlagKind.OverlapAcross)
            .SelectMany(l => l.Flag.Placements)
            .Select(link => link.PlacementId);
        return placements.Where(p => ids.Contains(p.Id) || ofRuns.Contains(p.Id));
    }

    /// <summary>The kinds of open flags that tell of each of the placements.</summary>
    public async Task<ILookup<long, FlagKind>> KindsOfAsync(long[] placementIds, CancellationToken ct)
    {
        var ids = await db.Set<FlagPlacementLink>()
            .Where(link => placementIds.Contains(link.PlacementId))
            .Join(
                db.Flags.Where(flag => flag.State == FlagState.Open),
                link => link.FlagId,
                flag => flag.Id,
                (_, flag) => flag.Id
            )
            .Distinct()
            .ToArrayAsync(ct);
        return (await LoadAsync(ids, ct))
            .SelectMany(told => told.Seen.Select(placement => (placement.Id, told.Flag.Kind)))
            .Distinct()
            .OrderBy(mark => mark.Kind)
            .ToLookup(mark => mark.Id, mark => mark.Kind);
    }

    /// <summary>
    /// How many there are of each kind that there are, no further than <see cref="MostCounted"/> and one: what Start and
    /// the worklist show, so that the numbers agree.
    /// </summary>
    public static async Task<IReadOnlyList<FlagCount>> CountAsync(
        IQueryable<ListedFlag> listed,
        CancellationToken ct
    )
    {
        var counts = new List<FlagCount>();
        foreach (var kind in Enum.GetValues<FlagKind>())
        {
            var counted = await listed.Where(l => l.Flag.Kind == kind).Take(MostCounted + 1).CountAsync(ct);
            if (counted > 0)
            {
                counts.Add(new FlagCount(kind, counted));
            }
        }

        return counts;
    }

    /// <summary>What may be told of the flags, in the order of the numbers. A few queries, however many.</summary>
    public async Task<IReadOnlyList<ToldFlag>> LoadAsync(long[] ids, CancellationToken ct)
    {
        if (ids.Length == 0)
        {
            return [];
        }

        var flags = await db
            .Flags.AsNoTracking()
            .Include(f => f.Placements)
            .Where(f => ids.Contains(f.Id))
            .ToDictionaryAsync(f => f.Id, ct);
        var citizenIds = flags.Values.Select(f => f.CitizenId).Distinct().ToArray();
        var placementIds = flags
            .Values.SelectMany(f => f.Placements)
            .Select(link => link.PlacementId)
            .Distinct()
            .ToArray();
        var citizens = await db
            .Citizens.Where(c => citizenIds.Contains(c.Id))
            .Select(c => new
            {
                c.Id,
                c.Name,
                c.IsProtected,
                Digits = c.Numbers.Where(n => n.Last == null).Select(n => n.Digits).FirstOrDefault(),
            })
            .ToDictionaryAsync(c => c.Id, ct);
        var placements = await db
            .Placements.AsNoTracking()
            .Where(p => placementIds.Contains(p.Id))
            .Select(p => new FlaggedPlacement(
                p.Id,
                p.Department!,
                p.Unit!.Name,
                p.ProviderId,
                p.Provider!.Name,
                p.MentorId,
                p.Mentor!.Name,
                p.TargetGroup!.Name,
                p.LegalBasis!.Name,
                p.Caseworker,
                p.First,
                p.Last,
                p.EndedOn,
                p.IsCancelled
            ))
            .ToDictionaryAsync(p => p.Id, ct);
        var bases = await db.SharingBasesOfAsync(citizenIds, ct);
        var (own, rules, today) = (user.DepartmentIds, inForce.Known, clock.Today);
        var told = ids.Where(flags.ContainsKey)
            .Select(id => flags[id])
            .Where(flag => flag.Placements.Exists(link => own.Contains(link.DepartmentId)))
            .Select(flag =>
            {
                var citizen = citizens[flag.CitizenId];
                return ToldFlag.Of(
                    flag,
                    new FlaggedCitizen(
                        CitizenReference.Of(citizen.Id),
                        citizen.Name,
                        citizen.IsProtected,
                        citizen.Digits is null ? null : CprNumber.Parse(citizen.Digits).Masked
                    ),
                    flag.Placements.Select(link => placements[link.PlacementId]),
                    new Insight(own, bases[flag.CitizenId], today),
                    rules,
                    settings.Municipality,
                    today
                );
            })
            .OfType<ToldFlag>()
            .ToList();
        var byOwn = await DecidedByOwnAsync(
            [.. told.Where(t => t is { TellsWhy: false, Flag.Decision: not null }).Select(t => t.Flag.Id)],
            ct
        );
        return [.. told.Select(t => t with { TellsWhy = t.TellsWhy || byOwn.Contains(t.Flag.Id) })];
    }

    private IQueryable<ListedFlag> Listed(long[] chosen, long[] own, DateOnly today) =>
        db
            .Flags.Where(f =>
                f.State != FlagState.Closed && f.Placements.Any(link => chosen.Contains(link.DepartmentId))
            )
            .Select(f => new
            {
                Flag = f,
                // Insight, as SQL.
                IsPartial = f.Placements.Any(link =>
                    !own.Contains(link.DepartmentId)
                    && !db.SharingBases.Any(basis =>
                        basis.CitizenId == f.CitizenId
                        && basis.First <= today
                        && (basis.Last == null || today <= basis.Last)
                        && (basis.WithdrawnOn == null || today < basis.WithdrawnOn)
                        && basis.Departments.Any(d => own.Contains(d.DepartmentId))
                        && basis.Departments.Any(d => d.DepartmentId == link.DepartmentId)
                    )
                ),
            })
            .Select(f => new ListedFlag
            {
                Flag = f.Flag,
                IsPartial = f.IsPartial,
                Since = f.IsPartial
                    ? db
                        .Placements.Where(p =>
                            own.Contains(p.DepartmentId)
                            && f.Flag.Placements.Any(link => link.PlacementId == p.Id)
                        )
                        .Min(p => p.First)
                    : f.Flag.Since,
            });

    // Few: a run over several departments of which not all is seen. Only the domain can say what the rest makes.
    private async Task<IReadOnlyList<ToldFlag>> RunsToldInPartAsync(long[] chosen, CancellationToken ct)
    {
        var ids = await Listed(chosen, [.. user.DepartmentIds], clock.Today)
            .Where(l => l.IsPartial && RunKinds.Contains(l.Flag.Kind))
            .Select(l => l.Flag.Id)
            .ToArrayAsync(ct);
        return await LoadAsync(ids, ct);
    }

    // Who decided stands in the history; whose people they are, in the accounts.
    private async Task<IReadOnlySet<long>> DecidedByOwnAsync(long[] flagIds, CancellationToken ct)
    {
        if (flagIds.Length == 0)
        {
            return new HashSet<long>();
        }

        var (rootIds, own) = (
            flagIds.Select(id => id.ToString(CultureInfo.InvariantCulture)).ToArray(),
            user.DepartmentIds
        );
        var colleagues = (
            await db.Set<UserMembership>()
                .Where(m => own.Contains(m.DepartmentId))
                .Select(m => m.UserId)
                .Distinct()
                .ToListAsync(ct)
        ).ToHashSet(StringComparer.Ordinal);
        var entries = await db
            .AuditEntries.AsNoTracking()
            .Where(entry =>
                entry.Root == nameof(Flag) && rootIds.Contains(entry.RootId) && entry.After != null
            )
            .OrderBy(entry => entry.Id)
            .Select(entry => new
            {
                entry.RootId,
                entry.UserId,
                entry.After,
            })
            .ToListAsync(ct);
        return entries
            .Where(entry =>
                JsonSerializer
                    .Deserialize<Dictionary<string, JsonElement>>(entry.After!)!
                    .Keys.Any(DecisionFields.Contains)
            )
            .GroupBy(entry => entry.RootId, StringComparer.Ordinal)
            .Select(changes => changes.Last())
            .Where(last => last.UserId is { } decider && colleagues.Contains(decider))
            .Select(last => long.Parse(last.RootId, CultureInfo.InvariantCulture))
            .ToHashSet();
    }
}
