namespace MentorRegistry.Web.Pages.Shared;

/// <summary>What a sentence calls a placement, and what it is told from another of the same mentor by.</summary>
/// <param name="Department">The department.</param>
/// <param name="Who">The mentor, or the provider where no mentor is named.</param>
/// <param name="TargetGroup">The target group.</param>
/// <param name="Unit">The department's unit, where there is one.</param>
/// <param name="Period">First and last day in words.</param>
public sealed record PlacementName(
    string Department,
    string Who,
    string TargetGroup,
    string? Unit,
    string Period
)
{
    /// <summary>
    /// What to add so that a reader knows which placement is meant: the target group, the unit or the period, the
    /// first that differs. <c>null</c> when department and mentor say it.
    /// </summary>
    /// <param name="told">All placements that are told of, this one too.</param>
    public string? Apart(IEnumerable<PlacementName> told)
    {
        var alike = told.Where(other => other.Department == Department && other.Who == Who).ToList();
        return alike.Count < 2 ? null
            : alike.DistinctBy(other => other.TargetGroup).Count() == alike.Count ? TargetGroup
            : Unit is not null && alike.DistinctBy(other => other.Unit).Count() == alike.Count ? Unit
            : Period;
    }
}
