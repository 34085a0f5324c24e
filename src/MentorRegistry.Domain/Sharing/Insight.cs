using MentorRegistry.Domain.Flags;
using MentorRegistry.Domain.Placements;

namespace MentorRegistry.Domain.Sharing;

/// <summary>How much of a placement a member of staff may see.</summary>
public enum Visibility
{
    /// <summary>Nothing, not even that it is there.</summary>
    Nothing,

    /// <summary>That there is one in another department, and whom to ask.</summary>
    Existence,

    /// <summary>All of it.</summary>
    Everything,
}

/// <summary>
/// What a member of staff may see of one citizen: THE rule, for every page, list, export and mail (issue 2,
/// forvaltningsloven § 29). Own departments' placements are seen whole, and those of departments that a basis in force
/// names together with an own one. Of the others one sees that there is one, while it goes on or is about to; what
/// has ended is nobody else's business.
/// </summary>
public sealed class Insight
{
    private readonly HashSet<long> _departments;
    private readonly DateOnly _today;

    /// <summary>Works out whose placements are open.</summary>
    /// <param name="own">The departments that the member of staff belongs to; none sees nothing whole.</param>
    /// <param name="bases">All the citizen's bases, those no longer in force too.</param>
    /// <param name="today">The day that they must be in force on.</param>
    public Insight(IReadOnlySet<long> own, IEnumerable<SharingBasis> bases, DateOnly today)
    {
        (_departments, _today) = ([.. own], today);
        foreach (var basis in bases.Where(basis => basis.IsInForceOn(today)))
        {
            // Own departments only: what one basis opens, another one does not pass on.
            if (basis.DepartmentIds.Any(own.Contains))
            {
                _departments.UnionWith(basis.DepartmentIds);
            }
        }
    }

    /// <summary>The departments whose placements are seen whole.</summary>
    public IReadOnlySet<long> Departments => _departments;

    /// <summary>Whether all of the department's placements are seen whole.</summary>
    public bool SeesAllOf(long departmentId) => _departments.Contains(departmentId);

    /// <summary>How much is seen of a placement of the department in the state.</summary>
    public Visibility Of(long departmentId, PlacementState state) =>
        SeesAllOf(departmentId) ? Visibility.Everything
        : state is PlacementState.Active or PlacementState.Planned ? Visibility.Existence
        : Visibility.Nothing;

    /// <summary>How much is seen of a placement of which the rules know this.</summary>
    public Visibility Of(PlacementSpan span) =>
        Of(span.DepartmentId, Placement.StateOf(span.Period, span.IsCancelled, _today));
}
