using System.Globalization;
using MentorRegistry.Domain.Citizens;
using MentorRegistry.Domain.Digests;
using MentorRegistry.Domain.Flags;
using MentorRegistry.Domain.Placements;
using MentorRegistry.Web.Access;
using MentorRegistry.Web.Data;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;

namespace MentorRegistry.Web.Pages.MyDepartment;

/// <summary>The states as a list is filtered by them; the first is what a list shows when nobody chose.</summary>
public enum ListedState
{
    Active,
    Planned,
    Ended,
    Cancelled,
    All,

    /// <summary>Those that began in this month and are not cancelled, what Start counts.</summary>
    StartedThisMonth,

    /// <summary>Those that are active and without hours for long (<see cref="HoursMissing"/>), what the digest counts.</summary>
    WithoutHours,
}

/// <summary>The columns that a list can be ordered by.</summary>
public enum ListedOrder
{
    LastDay,
    FirstDay,
    Name,
    Provider,
}

/// <summary>
/// Which placements a list holds. <see cref="Own"/> is whose they may be at most: what else the filter asks for, also
/// when the address was forged, is chosen among these.
/// </summary>
public sealed record PlacementFilter(IReadOnlySet<long> Own)
{
    private const int LongestMonth = 31;

    public ListedState State { get; init; }

    /// <summary>Only those that an open flag of the kind tells of.</summary>
    public FlagKind? Kind { get; init; }

    public long? DepartmentId { get; init; }

    public long? UnitId { get; init; }

    public long? TargetGroupId { get; init; }

    public long? ProviderId { get; init; }

    public long? MentorId { get; init; }

    /// <summary>Only those whose last day is before this day.</summary>
    public DateOnly? EndsBefore { get; init; }

    /// <summary>Only those whose provider is of the category.</summary>
    public long? CategoryId { get; init; }

    public long? LegalBasisId { get; init; }

    /// <summary>Only those that were active on the day, as the statistics count them; then no state is asked for.</summary>
    public DateOnly? OnDay { get; init; }

    /// <summary>Only those whose run had on <see cref="OnDay"/> lasted as long as the statistics' column says.</summary>
    public int? Band { get; init; }

    /// <summary>The placements that <see cref="Band"/> means.</summary>
    public IReadOnlyList<long>? InBand { get; init; }

    /// <summary>Only those that a digest counts under <see cref="Change"/>.</summary>
    public DigestWindow? Window { get; init; }

    /// <summary>What of <see cref="Window"/>.</summary>
    public PlacementChange Change { get; init; }

    /// <summary>Part of a name, a reference, or a CPR number. Personal data: it never stands in an address.</summary>
    public string? Search { get; init; }

    /// <summary>
    /// What it says, as an address says it; what nobody chose has no value. What is searched for is not in it.
    /// </summary>
    public IReadOnlyDictionary<string, string?> Fields =>
        new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            [nameof(State)] = State == ListedState.Active ? null : Number((int)State),
            [nameof(Kind)] = Number((int?)Kind),
            [nameof(DepartmentId)] = Number(DepartmentId),
            [nameof(UnitId)] = Number(UnitId),
            [nameof(TargetGroupId)] = Number(TargetGroupId),
            [nameof(CategoryId)] = Number(CategoryId),
            [nameof(ProviderId)] = Number(ProviderId),
            [nameof(MentorId)] = Number(MentorId),
            [nameof(LegalBasisId)] = Number(LegalBasisId),
            [nameof(EndsBefore)] = EndsBefore?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            [nameof(OnDay)] = OnDay?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            [nameof(Band)] = OnDay is null ? null : Number(Band),
            [nameof(Change)] = Window is null ? null : Number((int)Change),
            ["After"] = Instant(Window?.FromUtc),
            ["UpTo"] = Instant(Window?.CutOffUtc),
        };

    /// <summary>Of these, those that a digest counts under the change, whatever their state is by now.</summary>
    public PlacementFilter Changed(PlacementChange change, DigestWindow window) =>
        this with
        {
            State = ListedState.All,
            Window = window,
            Change = change,
        };

    /// <summary>The address of the list with this filter.</summary>
    /// <param name="path">The list's path.</param>
    public string Address(string path) => QueryHelpers.AddQueryString(path, Fields);

    public async Task<IQueryable<Placement>> QueryAsync(
        RegistryDb db,
        ToldFlags flags,
        DateOnly today,
        CancellationToken ct
    )
    {
        var placements = OfDepartments(db.Placements);
        if (Kind is { } kind)
        {
            placements = await flags.WhereFlaggedAsync(placements, kind, ct);
        }

        placements = OnDay is { } onDay ? Active(placements, onDay) : InState(db, placements, today);
        if (InBand is { } inBand)
        {
            placements = placements.Where(p => inBand.Contains(p.Id));
        }

        if (LegalBasisId is { } basis)
        {
            placements = placements.Where(p => p.LegalBasisId == basis);
        }

        placements = Window is { } window ? Changed(db, placements, window, Change) : placements;
        if (UnitId is { } unit)
        {
            placements = placements.Where(p => p.UnitId == unit);
        }

        if (TargetGroupId is { } group)
        {
            placements = placements.Where(p => p.TargetGroupId == group);
        }

        if (CategoryId is { } category)
        {
            placements = placements.Where(p => p.Provider!.CategoryId == category);
        }

        if (ProviderId is { } provider)
        {
            placements = placements.Where(p => p.ProviderId == provider);
        }

        if (MentorId is { } mentor)
        {
            placements = placements.Where(p => p.MentorId == mentor);
        }

        if (EndsBefore is { } day)
        {
            placements = placements.Where(p => EF.Property<DateOnly>(p, RegistryMappings.LastDay) < day);
        }

        return string.IsNullOrWhiteSpace(Search) ? placements : Matching(placements, db, Search);
    }

    private long[] ChosenDepartments =>
        DepartmentId is { } chosen ? [.. Own.Where(id => id == chosen)] : [.. Own];

    private IQueryable<Placement> OfDepartments(IQueryable<Placement> placements)
    {
        var ids = ChosenDepartments;
        // One department, as nearly everybody has: an equation, so that the index gives the order too.
        return ids is [var only]
            ? placements.Where(p => p.DepartmentId == only)
            : placements.Where(p => ids.Contains(p.DepartmentId));
    }

    // "IsCancelled = @x" and not "NOT IsCancelled", for which SQLite does not use the index.
    private IQueryable<Placement> InState(RegistryDb db, IQueryable<Placement> placements, DateOnly today)
    {
        var cancelled = State == ListedState.Cancelled;
        return State switch
        {
            ListedState.All => placements,
            ListedState.StartedThisMonth => Started(placements, today.AddDays(1 - today.Day), today),
            ListedState.WithoutHours => WithoutHours(db, Active(placements, today), today),
            ListedState.Cancelled => placements.Where(p => p.IsCancelled == cancelled),
            ListedState.Planned => placements.Where(p =>
                p.IsCancelled == cancelled
                && EF.Property<DateOnly>(p, RegistryMappings.LastDay) > today
                && p.First > today
            ),
            ListedState.Ended => placements.Where(p =>
                p.IsCancelled == cancelled && EF.Property<DateOnly>(p, RegistryMappings.LastDay) < today
            ),
            _ => Active(placements, today),
        };
    }

    private static IQueryable<Placement> Active(IQueryable<Placement> placements, DateOnly today)
    {
        var cancelled = false;
        return placements.Where(p =>
            p.IsCancelled == cancelled
            && EF.Property<DateOnly>(p, RegistryMappings.LastDay) >= today
            && p.First <= today
        );
    }

    // HoursMissing, as SQL. A line is of one month, so that one which ends on the day or later has not begun long before it:
    // that is what the index is read by. Nearly all lines are their placement's department's, and those are read at one go;
    // only for the few placements without any of them the others are asked, one placement at a time (one that has changed
    // department has its old lines where they were paid).
    private IQueryable<Placement> WithoutHours(
        RegistryDb db,
        IQueryable<Placement> placements,
        DateOnly today
    )
    {
        var since = HoursMissing.SinceDay(today);
        var monthBefore = since.AddDays(-LongestMonth);
        var ids = ChosenDepartments;
        var withOwnHours = db
            .HoursLines.Where(line =>
                ids.Contains(line.DepartmentId) && since <= line.Last && monthBefore < line.First
            )
            .Select(line => line.PlacementId);
        return placements.Where(p =>
            p.First <= since
            && !withOwnHours.Contains(p.Id)
            && !db.HoursLines.Any(line =>
                line.PlacementId == p.Id && monthBefore < line.First && since <= line.Last
            )
        );
    }

    // DigestWindow.Counts, as SQL: by what few were registered or ended in the window, not by all of a department.
    private static IQueryable<Placement> Changed(
        RegistryDb db,
        IQueryable<Placement> placements,
        DigestWindow window,
        PlacementChange change
    )
    {
        var (fromUtc, cutOffUtc) = (window.FromUtc, window.CutOffUtc);
        var (firstDay, lastDay) = (window.FirstDay, window.LastDay);
        var cancelled = false;
        placements = placements.Where(p => p.IsCancelled == cancelled);
        var registered = placements.Where(p => fromUtc < p.RegisteredUtc && p.RegisteredUtc <= cutOffUtc);
        switch (change)
        {
            case PlacementChange.Registered:
                return registered;
            case PlacementChange.RegisteredLate:
                return registered.Where(p => p.First < firstDay);
            case PlacementChange.Extended:
                var extended = db
                    .Grants.Where(g => fromUtc < g.RegisteredUtc && g.RegisteredUtc <= cutOffUtc)
                    .Join(
                        db.Placements.Where(p => p.RegisteredUtc <= fromUtc),
                        g => g.PlacementId,
                        p => p.Id,
                        (g, p) =>
                            new
                            {
                                p.Id,
                                PlacementFirst = p.First,
                                g.First,
                            }
                    )
                    .Where(further => further.PlacementFirst < further.First)
                    .Select(further => further.Id)
                    // Which of them are asked for, one by one: else SQLite would go through all of a department's.
                    .Where(id => placements.Any(p => p.Id == id));
                return db.Placements.Where(p => extended.Contains(p.Id));
            default:
                // Each way by an index: ended in the window, and not run out before it with anybody's knowledge; run out in
                // it, and not ended before; registered in it when it had run out already.
                var ended = placements
                    .Where(p =>
                        fromUtc < p.EndedUtc
                        && p.EndedUtc <= cutOffUtc
                        && (
                            fromUtc < p.RegisteredUtc
                            || p.Grants.Any(g =>
                                (g.Last == null || firstDay <= g.Last)
                                && !p.Grants.Any(other => g.First < other.First)
                            )
                        )
                    )
                    .Select(p => p.Id);
                var ranOut = placements
                    .Where(p =>
                        p.EndedOn == null
                        && p.RegisteredUtc <= cutOffUtc
                        && firstDay <= EF.Property<DateOnly>(p, RegistryMappings.LastDay)
                        && EF.Property<DateOnly>(p, RegistryMappings.LastDay) <= lastDay
                    )
                    .Select(p => p.Id);
                var ranOutAndClosedAfter = placements
                    .Where(p =>
                        cutOffUtc < p.EndedUtc
                        && p.RegisteredUtc <= cutOffUtc
                        && p.Grants.Any(g =>
                            firstDay <= g.Last
                            && g.Last <= lastDay
                            && !p.Grants.Any(other => g.First < other.First)
                        )
                    )
                    .Select(p => p.Id);
                var registeredWhenOver = registered
                    .Where(p =>
                        (p.EndedUtc == null || cutOffUtc < p.EndedUtc)
                        && p.Grants.Any(g =>
                            g.Last < firstDay && !p.Grants.Any(other => g.First < other.First)
                        )
                    )
                    .Select(p => p.Id);
                var over = ended.Concat(ranOut).Concat(ranOutAndClosedAfter).Concat(registeredWhenOver);
                // By their numbers alone: they are those of the departments already, and SQLite would go through all of these.
                return db.Placements.Where(p => over.Contains(p.Id));
        }
    }

    private static IQueryable<Placement> Started(
        IQueryable<Placement> placements,
        DateOnly from,
        DateOnly today
    )
    {
        var cancelled = false;
        return placements.Where(p =>
            p.IsCancelled == cancelled
            && EF.Property<DateOnly>(p, RegistryMappings.LastDay) >= from
            && p.First >= from
            && p.First <= today
        );
    }

    private static IQueryable<Placement> Matching(
        IQueryable<Placement> placements,
        RegistryDb db,
        string search
    )
    {
        if (CprNumber.TryParse(search, out var number, out _))
        {
            var digits = number.Digits;
            return placements.Where(p =>
                db.CitizenNumbers.Any(n => n.CitizenId == p.CitizenId && n.Digits == digits)
            );
        }

        if (CitizenReference.TryParse(search, out var citizenId))
        {
            return placements.Where(p => p.CitizenId == citizenId);
        }

        var pattern = DanishText.ContainsPattern(search);
        return placements.Where(p =>
            EF.Functions.Like(EF.Property<string>(p.Citizen!, RegistryMappings.NameSearch), pattern, @"\")
        );
    }

    private static string? Number(long? number) => number?.ToString(CultureInfo.InvariantCulture);

    // To the tick, and no longer than it must be: 2026-09-30T22:00:00Z.
    private static string? Instant(DateTime? utc) =>
        utc?.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);
}
