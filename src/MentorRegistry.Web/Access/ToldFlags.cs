using System.Data.Common;
using System.Globalization;
using MentorRegistry.Domain;
using MentorRegistry.Domain.Citizens;
using MentorRegistry.Domain.Flags;
using MentorRegistry.Domain.Money;
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
    /// What the list can be ordered by: the condition's first day. Where not all is seen, that of the own placement, for the
    /// order tells days too.
    /// </summary>
    public DateOnly Since { get; init; }

    /// <summary>The caseworker of the own placement: the order tells nothing of another department's.</summary>
    public string? Caseworker { get; init; }

    /// <summary>The citizen's name as Danes order names.</summary>
    public byte[]? NameSort { get; init; }
}

/// <summary>A department's flags that are told.</summary>
/// <param name="Links">By their placements with the department: for counting, where nothing else is asked.</param>
/// <param name="Listed">The same flags, each once.</param>
public sealed record DepartmentFlags(IQueryable<FlagPlacementLink> Links, IQueryable<ListedFlag> Listed);

/// <summary>How many flags of a kind there are, as far as they are counted.</summary>
public sealed record FlagCount(FlagKind Kind, int Counted);

/// <summary>
/// The flags that concern own departments, as far as they may be told (<see cref="ToldFlag"/>). The rule stands twice,
/// because lists count and page over very many: here in SQL for which flags there are, there for what is said of one.
/// One test feeds both the same cases.
/// </summary>
public sealed class ToldFlags(RegistryDb db, CurrentUser user, Clock clock, RegistrySettings settings)
{
    // Asked by every overview.
    private static readonly CompiledQuery<Func<RegistryDb, long, IAsyncEnumerable<Flag>>> s_ofCitizen = new(
        () =>
            EF.CompileAsyncQuery(
                (RegistryDb db, long citizenId) =>
                    db
                        .Flags.AsNoTracking()
                        .Include(flag => flag.Placements)
                        .Where(flag => flag.CitizenId == citizenId && flag.ClosedOn == null)
                        .OrderBy(flag => flag.Id)
                        .AsSingleQuery()
            )
    );

    /// <summary>Counting on costs more than a page of the list, and nobody pages through thousands.</summary>
    public const int MostCounted = 100;

    /// <summary>Those that are not closed and concern own departments, or the chosen one of them.</summary>
    public Task<DepartmentFlags> OfDepartmentAsync(long? departmentId, CancellationToken ct) =>
        OfDepartmentsAsync(departmentId is { } id ? [id] : user.DepartmentIds, ct);

    /// <summary>Those that are not closed and concern the departments, as far as they are own ones.</summary>
    public async Task<DepartmentFlags> OfDepartmentsAsync(
        IReadOnlyCollection<long> departmentIds,
        CancellationToken ct
    )
    {
        var own = user.DepartmentIds.ToArray();
        var chosen = own.Where(departmentIds.Contains).ToArray();
        var together = await SeenTogetherAsync(chosen, own, ct);
        var told = Told(chosen, own, together);
        return new DepartmentFlags(
            told,
            Listed(db.Flags.Where(flag => told.Any(link => link.FlagId == flag.Id)), own)
        );
    }

    /// <summary>Those of the placements that an open flag of the kind tells of.</summary>
    public async Task<IQueryable<Placement>> WhereFlaggedAsync(
        IQueryable<Placement> placements,
        FlagKind kind,
        CancellationToken ct
    )
    {
        var own = user.DepartmentIds.ToArray();
        var together = await SeenTogetherAsync(own, own, ct);
        var ids = Told(own, own, together)
            .Where(link => link.State == FlagState.Open && link.Kind == kind)
            .Select(link => link.PlacementId);
        return placements.Where(p => ids.Contains(p.Id));
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
        Func<FlagKind, IQueryable<long>> idsOfKind,
        CancellationToken ct
    )
    {
        var kinds = Enum.GetValues<FlagKind>();
        // One command, asked again for each kind: to make the SQL anew costs more than to count.
        await using var command = idsOfKind(kinds[0]).Distinct().Take(MostCounted + 1).CreateDbCommand();
        var asked = command
            .Parameters.Cast<DbParameter>()
            .Single(parameter => Equals(parameter.Value, $"{kinds[0]}"));
#pragma warning disable CA2100 // The context's own SQL.
        command.CommandText = $"SELECT COUNT(*) FROM ({command.CommandText}) AS counted";
#pragma warning restore CA2100
        return await command.WhileOpenAsync(
            async () =>
            {
                var counts = new List<FlagCount>();
                foreach (var kind in kinds)
                {
                    asked.Value = $"{kind}";
                    var counted = Convert.ToInt32(
                        await command.ExecuteScalarAsync(ct),
                        CultureInfo.InvariantCulture
                    );
                    if (counted > 0)
                    {
                        counts.Add(new FlagCount(kind, counted));
                    }
                }

                return counts;
            },
            ct
        );
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
        var today = clock.Today;
        var rows = await db
            .Placements.AsNoTracking()
            .Where(p => placementIds.Contains(p.Id))
            .Select(p => new
            {
                Placement = new FlaggedPlacement(
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
                ),
                // As Placement.GrantOn, of one that goes on.
                MinutesPerWeek = p
                    .Grants.Where(grant => grant.First <= today)
                    .OrderByDescending(grant => grant.First)
                    .Select(grant => (int?)grant.MinutesPerWeek)
                    .FirstOrDefault(),
            })
            .ToListAsync(ct);
        var providerIds = rows.Select(row => row.Placement.ProviderId).Distinct().ToArray();
        var rates = await db
            .Rates.Where(rate =>
                providerIds.Contains(rate.ProviderId)
                && rate.First <= today
                && (rate.Last == null || today <= rate.Last)
            )
            .ToDictionaryAsync(rate => rate.ProviderId, rate => rate.OrePerHour, ct);
        var placements = rows.ToDictionary(
            row => row.Placement.Id,
            row =>
                row.Placement.StateOn(today) == PlacementState.Active
                && row.MinutesPerWeek is { } minutes
                && rates.TryGetValue(row.Placement.ProviderId, out var orePerHour)
                    ? row.Placement with
                    {
                        OreAMonth = MonthlyCost.Of(minutes, orePerHour),
                    }
                    : row.Placement
        );
        var bases = await db.SharingBasesOfAsync(citizenIds, ct);
        var own = user.DepartmentIds;
        var told = ids.Where(flags.ContainsKey)
            .Select(id => flags[id])
            .Where(flag => flag.Placements.Exists(link => own.Contains(link.DepartmentId)))
            .Select(flag =>
            {
                var citizen = citizens[flag.CitizenId];
                return ToldFlag
                    .Of(
                        flag,
                        new FlaggedCitizen(
                            CitizenReference.Of(citizen.Id),
                            citizen.Name,
                            citizen.IsProtected,
                            citizen.Digits is null ? null : CprNumber.Parse(citizen.Digits).Masked
                        ),
                        flag.Placements.Select(link => placements[link.PlacementId]),
                        new Insight(own, bases[flag.CitizenId], today),
                        settings.Municipality,
                        today
                    )
                    ?.ToDecideOn([.. bases[flag.CitizenId]], today);
            });
        return WithWhy(told);
    }

    // Of a decision that a department of one's own made, its staff are told why, whatever else they see.
    private List<ToldFlag> WithWhy(IEnumerable<ToldFlag?> flags) =>
        [
            .. flags
                .OfType<ToldFlag>()
                .Select(told =>
                    told with
                    {
                        TellsWhy =
                            told.TellsWhy
                            || told.Flag.DecidedAtDepartmentIds.Any(user.DepartmentIds.Contains),
                    }
                ),
        ];

    /// <summary>
    /// The flags of a citizen whose page is open that are not closed, as far as they may be told. The page has read the
    /// placements: they are not read again.
    /// </summary>
    public async Task<IReadOnlyList<ToldFlag>> OfCitizenAsync(
        long citizenId,
        FlaggedCitizen citizen,
        IEnumerable<FlaggedPlacement> placements,
        Insight insight,
        CancellationToken ct
    )
    {
        var flags = new List<Flag>();
        await foreach (var flag in s_ofCitizen.Of(db)(db, citizenId).WithCancellation(ct))
        {
            flags.Add(flag);
        }

        if (flags.Count == 0)
        {
            return [];
        }

        var byId = placements.ToDictionary(placement => placement.Id);
        return WithWhy(
            flags
                // One of a placement that was registered after the page was read.
                .Where(flag => flag.Placements.TrueForAll(link => byId.ContainsKey(link.PlacementId)))
                .Select(flag =>
                    ToldFlag.Of(
                        flag,
                        citizen,
                        flag.Placements.Select(link => byId[link.PlacementId]),
                        insight,
                        settings.Municipality,
                        clock.Today
                    )
                )
        );
    }

    /// <summary>The flags that tell of the placement and are not closed.</summary>
    public async Task<IReadOnlyList<ToldFlag>> OfPlacementAsync(long placementId, CancellationToken ct)
    {
        var ids = await db
            .Flags.Where(flag =>
                flag.ClosedOn == null && flag.Placements.Any(link => link.PlacementId == placementId)
            )
            .OrderBy(flag => flag.Kind)
            .ThenBy(flag => flag.Id)
            .Select(flag => flag.Id)
            .ToArrayAsync(ct);
        return [.. (await LoadAsync(ids, ct)).Where(told => told.Seen.Any(seen => seen.Id == placementId))];
    }

    /// <summary>Whether the one who looks may decide on it: it is about a placement of an own department.</summary>
    public bool MayDecide(ToldFlag told) =>
        told.Flag.Placements.Exists(link => user.DepartmentIds.Contains(link.DepartmentId));

    // The flags of the chosen departments that are told, by their placements: they are about that department's alone; they
    // are seen whole by a basis; or they are overlaps that go on, whose other side one is told of. One index answers the
    // first, for most.
    private IQueryable<FlagPlacementLink> Told(long[] chosen, long[] own, SeenTogether together)
    {
        var today = clock.Today;
        var links = db.Set<FlagPlacementLink>();
        var isOfSeveral = own.Length > 1;
        var ofChosen = links.Where(link =>
            chosen.Contains(link.DepartmentId)
            && (link.State == FlagState.Open || link.State == FlagState.Decided)
        );
        if (together.IsAll)
        {
            return ofChosen.Where(link => !link.IsPart);
        }

        // A part of which own departments have more; by its flag's own row, for parts alone.
        if (isOfSeveral)
        {
            var parts = own.Select(id => $"%,{id},%").ToArray();
            ofChosen = ofChosen.Where(link =>
                !link.IsPart
                || !db.Flags.Any(flag =>
                    flag.Id == link.FlagId
                    && parts.Any(part => EF.Functions.Like("," + flag.PartWithout + ",", part))
                )
            );
        }

        // And those of which a basis opens more.
        if (together.MoreIsSeenIds is { Length: > 0 } moreIsSeenIds)
        {
            ofChosen = ofChosen.Where(link => !moreIsSeenIds.Contains(link.FlagId));
        }

        var wholeIds = together.WholeIds;
        return ofChosen.Where(link =>
            link.StandsAlone
            || wholeIds.Contains(link.FlagId)
            || (
                link.Kind == FlagKind.OverlapAcross
                && db.Flags.Any(flag =>
                    flag.Id == link.FlagId
                    && (flag.Last == null || today <= flag.Last)
                    && (
                        flag.First <= today
                        // By way of the flag's own placements: a department has very many.
                        || !flag.Placements.Any(other =>
                            !own.Contains(other.DepartmentId)
                            && db.Departments.Any(d => d.Id == other.DepartmentId && !d.ShowsDates)
                        )
                    )
                )
            )
            || (
                isOfSeveral
                && !links.Any(other => other.FlagId == link.FlagId && !own.Contains(other.DepartmentId))
            )
        );
    }

    private IQueryable<ListedFlag> Listed(IQueryable<Flag> flags, long[] own)
    {
        var bases = BasesOf(own);
        return flags
            .Select(f => new
            {
                Flag = f,
                IsPartial = f.Placements.Any(link =>
                    !own.Contains(link.DepartmentId)
                    && !bases.Any(basis =>
                        basis.CitizenId == f.CitizenId
                        && basis.Departments.Any(d => d.DepartmentId == link.DepartmentId)
                    )
                ),
            })
            .Select(f => new ListedFlag
            {
                Flag = f.Flag,
                IsPartial = f.IsPartial,
                // By way of the flag's own links: a department has very many placements.
                Since = f.IsPartial
                    ? f
                        .Flag.Placements.Where(link => own.Contains(link.DepartmentId))
                        .Join(
                            db.Placements,
                            link => link.PlacementId,
                            placement => placement.Id,
                            (_, placement) => placement.First
                        )
                        .Min()
                    : f.Flag.Since,
                Caseworker = f
                    .Flag.Placements.Where(link => own.Contains(link.DepartmentId))
                    .Join(
                        db.Placements,
                        link => link.PlacementId,
                        placement => placement.Id,
                        (_, placement) => placement.Caseworker
                    )
                    .Min(),
                NameSort = db
                    .Citizens.Where(citizen => citizen.Id == f.Flag.CitizenId)
                    .Select(citizen => EF.Property<byte[]>(citizen, RegistryMappings.NameSort))
                    .FirstOrDefault(),
            });
    }

    // Insight, as SQL: the bases in force that open something to own departments.
    private IQueryable<SharingBasis> BasesOf(long[] own)
    {
        var today = clock.Today;
        return db.SharingBases.Where(basis =>
            basis.First <= today
            && (basis.Last == null || today <= basis.Last)
            && (basis.WithdrawnOn == null || today < basis.WithdrawnOn)
            && basis.Departments.Any(d => own.Contains(d.DepartmentId))
        );
    }

    // What one department's placements do not tell by themselves: flags that are seen whole because of a sharing basis, and
    // parts of which more is seen. Few citizens have a basis.
    private async Task<SeenTogether> SeenTogetherAsync(long[] chosen, long[] own, CancellationToken ct)
    {
        if (own.Length > 1 && !await db.Departments.AnyAsync(department => !own.Contains(department.Id), ct))
        {
            return new SeenTogether([], [], IsAll: true);
        }

        var withBasis = BasesOf(own).Select(basis => basis.CitizenId);
        if (own.Length < 2 && !await withBasis.AnyAsync(ct))
        {
            return new SeenTogether([], []);
        }

        var open = db.Flags.Where(flag =>
            flag.State != FlagState.Closed
            && flag.Placements.Any(link => chosen.Contains(link.DepartmentId))
            && flag.Placements.Any(link => !own.Contains(link.DepartmentId))
        );
        var whole = await Listed(open.Where(flag => withBasis.Contains(flag.CitizenId)), own)
            .Where(l => !l.IsPartial)
            .Select(l => l.Flag.Id)
            .ToArrayAsync(ct);
        return new SeenTogether(whole, await MoreIsSeenAsync(chosen, withBasis, ct));
    }

    // Parts of runs of which a basis opens more than the part: few citizens have one.
    private async Task<long[]> MoreIsSeenAsync(
        long[] chosen,
        IQueryable<long> withBasis,
        CancellationToken ct
    )
    {
        var parts = await db
            .Flags.Where(flag =>
                withBasis.Contains(flag.CitizenId)
                && flag.ClosedOn == null
                && flag.PartWithout != ""
                && flag.Placements.Any(link => chosen.Contains(link.DepartmentId))
            )
            .Select(flag => new
            {
                flag.Id,
                flag.CitizenId,
                flag.PartWithout,
            })
            .ToListAsync(ct);
        if (parts.Count == 0)
        {
            return [];
        }

        var bases = await db.SharingBasesOfAsync([.. parts.Select(part => part.CitizenId).Distinct()], ct);
        return
        [
            .. parts
                .Where(part =>
                    Flag.Numbers(part.PartWithout)
                        .Any(new Insight(user.DepartmentIds, bases[part.CitizenId], clock.Today).SeesAllOf)
                )
                .Select(part => part.Id),
        ];
    }

    /// <summary>What several departments' placements tell together.</summary>
    /// <param name="WholeIds">Flags that are seen whole by a basis.</param>
    /// <param name="MoreIsSeenIds">Parts of runs that are not told, for a basis opens more than the part.</param>
    /// <param name="IsAll">There is no department whose placements are not seen.</param>
    private sealed record SeenTogether(long[] WholeIds, long[] MoreIsSeenIds, bool IsAll = false);
}
