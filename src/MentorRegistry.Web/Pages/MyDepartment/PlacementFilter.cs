using MentorRegistry.Domain.Citizens;
using MentorRegistry.Domain.Flags;
using MentorRegistry.Domain.Placements;
using MentorRegistry.Web.Access;
using MentorRegistry.Web.Data;
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

    /// <summary>Part of a name, a reference, or a CPR number. Personal data: it never stands in an address.</summary>
    public string? Search { get; init; }

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

        placements = InState(placements, today);
        if (UnitId is { } unit)
        {
            placements = placements.Where(p => p.UnitId == unit);
        }

        if (TargetGroupId is { } group)
        {
            placements = placements.Where(p => p.TargetGroupId == group);
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

    private IQueryable<Placement> OfDepartments(IQueryable<Placement> placements)
    {
        var ids = DepartmentId is { } chosen ? Own.Where(id => id == chosen).ToArray() : [.. Own];
        // One department, as nearly everybody has: an equation, so that the index gives the order too.
        return ids is [var only]
            ? placements.Where(p => p.DepartmentId == only)
            : placements.Where(p => ids.Contains(p.DepartmentId));
    }

    // "IsCancelled = @x" and not "NOT IsCancelled", for which SQLite does not use the index.
    private IQueryable<Placement> InState(IQueryable<Placement> placements, DateOnly today)
    {
        var cancelled = State == ListedState.Cancelled;
        return State switch
        {
            ListedState.All => placements,
            ListedState.StartedThisMonth => Started(placements, today.AddDays(1 - today.Day), today),
            ListedState.Cancelled => placements.Where(p => p.IsCancelled == cancelled),
            ListedState.Planned => placements.Where(p =>
                p.IsCancelled == cancelled
                && EF.Property<DateOnly>(p, RegistryMappings.LastDay) > today
                && p.First > today
            ),
            ListedState.Ended => placements.Where(p =>
                p.IsCancelled == cancelled && EF.Property<DateOnly>(p, RegistryMappings.LastDay) < today
            ),
            _ => placements.Where(p =>
                p.IsCancelled == cancelled
                && EF.Property<DateOnly>(p, RegistryMappings.LastDay) >= today
                && p.First <= today
            ),
        };
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
}
