namespace MentorRegistry.Domain.Flags;

/// <summary>Why a condition opens no flag although it holds.</summary>
public enum LetPass
{
    /// <summary>It does open one.</summary>
    No,

    /// <summary>An overlap of a few days, within the days of handover.</summary>
    Handover,

    /// <summary>A rule says that the pair is told only.</summary>
    Told,

    /// <summary>A rule says that the pair may run side by side.</summary>
    Allowed,
}

/// <summary>Which condition: the same one from day to day, whatever its dates become.</summary>
/// <param name="Kind">What kind.</param>
/// <param name="About">
/// What it is about within one citizen: a pair of placements "12+34", a placement "12" or one of its grants "12/56"; of a
/// run, a mentor "m5" or provider "p7", nothing for the clock of any mentor, and the departments whose placements it
/// is made of: "m5@1,3". Another department's placement makes another run of it, and leaves this one as it is.
/// </param>
public readonly record struct FlagKey(FlagKind Kind, string About);

/// <summary>A condition that holds on a day, explained (design.md § 4, issue 3).</summary>
/// <param name="Key">Which one.</param>
/// <param name="Since">
/// Its first day: the first shared day, the first day over the limit, a grant's first day, the first day of the days
/// of notice, the day after the last one. It may be ahead: an overlap to come is told before it begins.
/// </param>
/// <param name="Days">
/// The days that it speaks of, inclusive: shared days, a run's days, a grant's, a placement's.
/// </param>
/// <param name="Placements">
/// The placements it is about, in order of first days. They say which departments it concerns.
/// </param>
/// <param name="Counterpart">Who the mentors are; a decision was about these.</param>
/// <param name="Rule">The values it was judged by; a decision was made under these.</param>
/// <param name="LetPass">Why it opens no flag, if it opens none.</param>
public sealed record FlagCondition(
    FlagKey Key,
    DateOnly Since,
    DatePeriod Days,
    IReadOnlyList<PlacementSpan> Placements,
    string Counterpart,
    string Rule,
    LetPass LetPass = LetPass.No
)
{
    /// <summary>
    /// Of a part of a run (<see cref="FlagFinder.FindToKeep"/>), in order: the departments whose placements make something
    /// else of it. Whoever sees one of theirs too is told of more than the part.
    /// </summary>
    public IReadOnlyList<long> PartWithoutIds { get; init; } = [];

    /// <summary>What kind of condition it is.</summary>
    public FlagKind Kind => Key.Kind;

    /// <summary>How many of its days have begun by the end of <paramref name="today"/>.</summary>
    public int DaysUntil(DateOnly today) => Days.DaysUntil(today);

    /// <summary>
    /// Whether it is of an overlap across departments that had begun and is only to come now, because somebody has put a
    /// first day off, or the other way round. It is another one then: whoever sees one side alone is told neither that it
    /// will come nor that it will not, and must not find out by what becomes of the flag, nor by its number, which orders
    /// lists (issue 2).
    /// </summary>
    /// <param name="was">The shared days, inclusive, as they were kept.</param>
    /// <param name="today">The day.</param>
    public bool IsMovedAcross(DatePeriod was, DateOnly today) =>
        Kind == FlagKind.OverlapAcross && (was.First <= today) != (Days.First <= today);

    /// <summary>Whether all its placements are one department's: its staff are told, whatever else they see.</summary>
    public bool IsOfOneDepartment =>
        Placements.All(placement => placement.DepartmentId == Placements[0].DepartmentId);
}
