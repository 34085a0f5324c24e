using MentorRegistry.Domain;
using MentorRegistry.Domain.Flags;
using MentorRegistry.Domain.Placements;
using Microsoft.EntityFrameworkCore;

namespace MentorRegistry.Web.Data;

/// <summary>Why a placement that is active or planned needs somebody's attention.</summary>
[Flags]
public enum FlagKinds
{
    None = 0,

    /// <summary>It shares days, today or later, with a placement of another department.</summary>
    OverlapsAcross = 1,

    /// <summary>It shares days, today or later, with another placement of its own department.</summary>
    OverlapsWithin = 2,

    /// <summary>It belongs to a run with the same mentor that goes on today and has lasted too long.</summary>
    LongRun = 4,
}

/// <summary>
/// Which placements are flagged. The rules stand twice, because lists ask for a few of very many: <see cref="Of"/> is
/// the domain's rules over one citizen's placements, the others are the same in SQL. One test feeds both the same
/// cases.
/// </summary>
public static class FlaggedPlacements
{
    /// <summary>The flags of one citizen's placements; those without any are left out.</summary>
    public static IReadOnlyDictionary<long, FlagKinds> Of(
        IReadOnlyCollection<PlacementSpan> placements,
        DateOnly today,
        FlagRules rules
    )
    {
        var flags = new Dictionary<long, FlagKinds>();
        void Add(long placementId, FlagKinds flag) =>
            flags[placementId] = flags.GetValueOrDefault(placementId) | flag;

        foreach (var pair in Overlap.Among(placements).Where(o => today <= o.Shared.LastOrForever))
        {
            var flag = pair.IsAcrossDepartments ? FlagKinds.OverlapsAcross : FlagKinds.OverlapsWithin;
            Add(pair.Earlier.PlacementId, flag);
            Add(pair.Later.PlacementId, flag);
        }

        var goingOn = placements
            .Where(span => today <= span.Period.LastOrForever)
            .Select(span => span.PlacementId)
            .ToHashSet();
        foreach (
            var id in MentorRun
                .Of(placements, rules.RunGapDays)
                .Where(run => run.IsOver(rules.LongRunMonths, today))
                .SelectMany(run => run.PlacementIds)
                .Where(goingOn.Contains)
        )
        {
            Add(id, FlagKinds.LongRun);
        }

        return flags;
    }

    /// <summary>The flags of all placements of the citizens, in one query.</summary>
    public static async Task<IReadOnlyDictionary<long, FlagKinds>> OfCitizensAsync(
        RegistryDb db,
        IReadOnlyCollection<long> citizenIds,
        DateOnly today,
        FlagRules rules,
        CancellationToken ct
    )
    {
        var spans = await PlacementSpans.OfCitizensAsync(db, [.. citizenIds.Distinct()], ct);
        return spans.SelectMany(citizen => Of([.. citizen], today, rules)).ToDictionary();
    }

    /// <summary>
    /// Those that share days, today or later, with another placement of the citizen:
    /// <see cref="DatePeriod.Overlaps"/> on First and LastDay, where open is the calendar's last day on both sides.
    /// </summary>
    /// <param name="placements">The placements to choose from.</param>
    /// <param name="db">Where the others are looked for, whoever granted them.</param>
    /// <param name="acrossDepartments">Whether the other one is another department's, or the same one's.</param>
    /// <param name="today">Overlaps that were over before this day are nobody's business any more.</param>
    public static IQueryable<Placement> WhereOverlapping(
        this IQueryable<Placement> placements,
        RegistryDb db,
        bool acrossDepartments,
        DateOnly today
    ) =>
        GoingOn(placements, today)
            .Where(p =>
                db.Placements.Any(q =>
                    q.CitizenId == p.CitizenId
                    && q.Id != p.Id
                    && !q.IsCancelled
                    && (
                        acrossDepartments
                            ? q.DepartmentId != p.DepartmentId
                            : q.DepartmentId == p.DepartmentId
                    )
                    && today <= EF.Property<DateOnly>(q, RegistryMappings.LastDay)
                    && p.First <= EF.Property<DateOnly>(q, RegistryMappings.LastDay)
                    && q.First <= EF.Property<DateOnly>(p, RegistryMappings.LastDay)
                )
            );

    /// <summary>
    /// The numbers of those that belong to a run of more than <see cref="FlagRules.LongRunMonths"/> months. SQL
    /// narrows to placements whose citizen had the mentor that long ago; only the domain can say whether the days
    /// between make one run.
    /// </summary>
    public static async Task<IReadOnlyList<long>> LongRunsAsync(
        IQueryable<Placement> placements,
        RegistryDb db,
        DateOnly today,
        FlagRules rules,
        CancellationToken ct
    )
    {
        if (CalendarMonths.LatestFirstDayOver(rules.LongRunMonths, today) is not { } latestFirst)
        {
            return [];
        }

        // The same mentor, or the same provider where neither names one: MentorKey.
        var candidates =
            from p in GoingOn(placements, today)
            from q in db.Placements
            where
                q.CitizenId == p.CitizenId
                && !q.IsCancelled
                && q.MentorId == p.MentorId
                && (p.MentorId != null || q.ProviderId == p.ProviderId)
                && db.Placements.Any(first =>
                    first.CitizenId == p.CitizenId
                    && !first.IsCancelled
                    && first.MentorId == p.MentorId
                    && (p.MentorId != null || first.ProviderId == p.ProviderId)
                    && first.First <= latestFirst
                )
            select new
            {
                Candidate = p.Id,
                q.Id,
                q.First,
                q.Last,
                q.ProviderId,
                q.MentorId,
                q.DepartmentId,
            };
        var spans = await candidates.ToListAsync(ct);
        return
        [
            .. spans
                .GroupBy(
                    p => p.Candidate,
                    p => new PlacementSpan(
                        p.Id,
                        new DatePeriod(p.First, p.Last),
                        MentorKey.Of(p.ProviderId, p.MentorId),
                        p.DepartmentId
                    )
                )
                .Where(p => Of([.. p], today, rules).GetValueOrDefault(p.Key).HasFlag(FlagKinds.LongRun))
                .Select(p => p.Key),
        ];
    }

    // "IsCancelled = @x" and not "NOT IsCancelled", for which SQLite does not use the index, nor its order.
    private static IQueryable<Placement> GoingOn(IQueryable<Placement> placements, DateOnly today)
    {
        var cancelled = false;
        return placements.Where(p =>
            p.IsCancelled == cancelled && today <= EF.Property<DateOnly>(p, RegistryMappings.LastDay)
        );
    }
}
