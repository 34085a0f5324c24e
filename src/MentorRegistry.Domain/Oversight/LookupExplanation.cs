using MentorRegistry.Domain.Sharing;

namespace MentorRegistry.Domain.Oversight;

/// <summary>What in the registry explains a lookup. Whether that is enough, a person judges.</summary>
public enum LookupExplanation
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>A placement of an own department, at the time.</summary>
    Placement,

    /// <summary>The person said why.</summary>
    Purpose,

    /// <summary>A basis for sharing that named an own department, recorded before and in force on the day.</summary>
    Basis,
}

/// <summary>Finds what explains a lookup (Datatilsynet: a spot check may leave out those explained by a case).</summary>
public static class ExplainedLookup
{
    /// <summary>Days before a placement begins and after it ends in which work on it is to be expected.</summary>
    public const int WorkAroundDays = 30;

    /// <summary>The first of the explanations that holds, in the order in which they weigh.</summary>
    /// <param name="day">The Danish day of the lookup.</param>
    /// <param name="atUtc">When exactly: what was recorded afterwards explains nothing, whatever first day it was given.</param>
    /// <param name="departments">The departments of the one who looked.</param>
    /// <param name="placements">The citizen's placements that were not cancelled, with their departments.</param>
    /// <param name="bases">All the citizen's bases for sharing.</param>
    /// <param name="hasPurpose">Whether a purpose was given.</param>
    public static LookupExplanation Of(
        DateOnly day,
        DateTime atUtc,
        IReadOnlySet<long> departments,
        IEnumerable<(long DepartmentId, DatePeriod Period)> placements,
        IEnumerable<SharingBasis> bases,
        bool hasPurpose
    ) =>
        placements.Any(placement =>
            departments.Contains(placement.DepartmentId) && IsWorkedOn(placement.Period, day)
        )
            ? LookupExplanation.Placement
        : hasPurpose ? LookupExplanation.Purpose
        : bases.Any(basis =>
            basis.RecordedUtc <= atUtc
            && basis.IsInForceOn(day)
            && basis.DepartmentIds.Any(departments.Contains)
        )
            ? LookupExplanation.Basis
        : LookupExplanation.None;

    private static bool IsWorkedOn(DatePeriod period, DateOnly day) =>
        period.First.DayNumber - WorkAroundDays <= day.DayNumber
        && (period.Last is not { } last || day.DayNumber <= last.DayNumber + WorkAroundDays);
}
