using MentorRegistry.Domain.Placements;

namespace MentorRegistry.Domain.Digests;

/// <summary>What has come about of a placement, as a digest counts it.</summary>
public enum PlacementChange
{
    /// <summary>It was registered in the window.</summary>
    Registered,

    /// <summary>A further grant was registered in the window, of a placement that was registered before it.</summary>
    Extended,

    /// <summary>
    /// In the window it was over for the first time: its early end was registered, whatever day it ends, or what is granted
    /// ran out. Closing one that has run out ends it no second time. Of one that was registered afterwards: in the window in
    /// which it was registered.
    /// </summary>
    Ended,

    /// <summary>It was registered in the window, and its first day is before the window's: registered late.</summary>
    RegisteredLate,
}

/// <summary>
/// What a digest tells of: what was registered after the cut-off before, up to and including this one. It goes by when
/// something was registered, so that what is registered late is told too, and nothing is told twice (issue 5). Cancelled
/// placements are never told of.
/// </summary>
public sealed record DigestWindow
{
    /// <summary>Makes a window. Refused when it ends before it begins, and of instants that are not UTC.</summary>
    /// <param name="fromUtc">The cut-off before, UTC.</param>
    /// <param name="cutOffUtc">The cut-off, UTC.</param>
    /// <param name="zone">The zone whose days count.</param>
    public DigestWindow(DateTime fromUtc, DateTime cutOffUtc, TimeZoneInfo zone)
    {
        if (fromUtc.Kind != DateTimeKind.Utc || cutOffUtc.Kind != DateTimeKind.Utc)
        {
            throw new ArgumentException("A window is between instants in UTC.", nameof(fromUtc));
        }

        if (cutOffUtc < fromUtc)
        {
            throw new ArgumentException("A window ends before it begins.", nameof(cutOffUtc));
        }

        (FromUtc, CutOffUtc) = (fromUtc, cutOffUtc);
        FirstDay = DayOf(fromUtc, zone);
        LastDay = DayOf(cutOffUtc, zone).AddDays(-1);
    }

    /// <summary>The cut-off before, UTC: what was registered at it was told then.</summary>
    public DateTime FromUtc { get; }

    /// <summary>The cut-off, UTC: what was registered at it is told.</summary>
    public DateTime CutOffUtc { get; }

    /// <summary>The first day that was not over at the cut-off before: with cut-offs at midnight, the month's first.</summary>
    public DateOnly FirstDay { get; }

    /// <summary>The last day that was over at the cut-off. Before <see cref="FirstDay"/> where none was.</summary>
    public DateOnly LastDay { get; }

    /// <summary>Whether something that was registered at the instant is told.</summary>
    public bool Has(DateTime utc) => FromUtc < utc && utc <= CutOffUtc;

    /// <summary>Whether the placement is one of those that the digest counts under the change.</summary>
    public bool Counts(PlacementChange change, Placement placement) =>
        !placement.IsCancelled
        && change switch
        {
            PlacementChange.Registered => Has(placement.RegisteredUtc),
            PlacementChange.Extended => placement.RegisteredUtc <= FromUtc
                && placement.Grants.Exists(grant =>
                    placement.First < grant.First && Has(grant.RegisteredUtc)
                ),
            PlacementChange.Ended => IsOver(placement, CutOffUtc, LastDay)
                && !IsOver(placement, FromUtc, FirstDay.AddDays(-1)),
            PlacementChange.RegisteredLate => Has(placement.RegisteredUtc) && placement.First < FirstDay,
            _ => throw new ArgumentOutOfRangeException(nameof(change), change, message: null),
        };

    // By an instant, and the last day that was over then.
    private static bool IsOver(Placement placement, DateTime utc, DateOnly lastDay) =>
        placement.RegisteredUtc <= utc && (placement.EndedUtc <= utc || placement.GrantedLast() <= lastDay);

    private static DateOnly DayOf(DateTime utc, TimeZoneInfo zone) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(utc, zone));
}
