namespace MentorRegistry.Domain.Flags;

/// <summary>Two placements of one citizen that share days.</summary>
/// <param name="Earlier">The one that began first (the lower number where both began on one day).</param>
/// <param name="Later">The other one.</param>
/// <param name="Shared">The days that both have, inclusive; open where both are open.</param>
public sealed record Overlap(PlacementSpan Earlier, PlacementSpan Later, DatePeriod Shared)
{
    /// <summary>Whether two departments are behind it.</summary>
    public bool IsAcrossDepartments => Earlier.DepartmentId != Later.DepartmentId;

    /// <summary>How many shared days have begun by the end of <paramref name="today"/>.</summary>
    public int DaysUntil(DateOnly today) => Shared.DaysUntil(today);

    /// <summary>
    /// Every overlapping pair among one citizen's placements: three on one day are three pairs. Contained, identical
    /// and open periods count, cancelled placements never do. Ordered by the first shared day.
    /// </summary>
    public static IReadOnlyList<Overlap> Among(IEnumerable<PlacementSpan> placements)
    {
        var spans = placements
            .Where(span => !span.IsCancelled)
            .OrderBy(span => span.Period.First)
            .ThenBy(span => span.PlacementId)
            .ToList();
        var pairs = new List<Overlap>();
        for (var i = 0; i < spans.Count; i++)
        {
            // In order of first days, nothing that begins after this one's last day can share a day with it.
            for (
                var j = i + 1;
                j < spans.Count && spans[j].Period.First <= spans[i].Period.LastOrForever;
                j++
            )
            {
                if (spans[i].Period.SharedWith(spans[j].Period) is { } shared)
                {
                    pairs.Add(new Overlap(spans[i], spans[j], shared));
                }
            }
        }

        return [.. pairs.OrderBy(pair => pair.Shared.First).ThenBy(pair => pair.Later.PlacementId)];
    }

    /// <summary>The pairs that <paramref name="placement"/> would make with a citizen's other placements.</summary>
    public static IReadOnlyList<Overlap> With(PlacementSpan placement, IEnumerable<PlacementSpan> others) =>
        [
            .. Among([placement, .. others.Where(other => other.PlacementId != placement.PlacementId)])
                .Where(pair => pair.Earlier == placement || pair.Later == placement),
        ];
}
