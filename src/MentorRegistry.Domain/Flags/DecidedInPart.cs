using System.Globalization;
using MentorRegistry.Domain.Placements;

namespace MentorRegistry.Domain.Flags;

/// <summary>
/// What somebody decided on who was not told all of a flag: its placements, with their days then. Such a decision is
/// judged anew whenever one of them grows, and not only where the days that they share do: whoever moves an own day and
/// looks whether the decision still stands, an own one or the other side's, would find the days that are not told
/// (issue 2).
/// </summary>
/// <param name="Departments">The departments of the placements.</param>
/// <param name="Days">The days, inclusive, of each placement.</param>
public sealed record DecidedInPart(
    IReadOnlyList<long> Departments,
    IReadOnlyDictionary<long, DatePeriod> Days
)
{
    /// <summary>The placements as they are.</summary>
    public static DecidedInPart Of(IReadOnlyCollection<PlacementSpan> placements) =>
        new(
            [.. placements.Select(span => span.DepartmentId).Distinct().Order()],
            placements.ToDictionary(span => span.PlacementId, span => span.Period)
        );

    /// <summary>
    /// Whether one of the departments' placements has days that it had not, or is a new one, so that the decision
    /// does not stand whatever the others do.
    /// </summary>
    public bool HasGrown(FlagCondition condition) =>
        condition.Placements.Any(span =>
            Departments.Contains(span.DepartmentId)
            && !(Days.TryGetValue(span.PlacementId, out var then) && then.Contains(span.Period))
        );

    /// <summary>As it is stored: "1,2;57=2026-05-12..2027-01-27;60=2026-01-01..".</summary>
    public override string ToString() =>
        string.Join(
            ';',
            Days.OrderBy(placement => placement.Key)
                .Select(placement =>
                    string.Create(CultureInfo.InvariantCulture, $"{placement.Key}={placement.Value}")
                )
                .Prepend(Flag.Text(Departments))
        );

    /// <summary>What is stored; <c>null</c> for an empty text: who decided was told all.</summary>
    public static DecidedInPart? Read(string stored)
    {
        if (stored.Length == 0)
        {
            return null;
        }

        var parts = stored.Split(';');
        return new DecidedInPart(
            Flag.Numbers(parts[0]),
            parts
                .Skip(1)
                .Select(part => part.Split(["=", ".."], StringSplitOptions.None))
                .ToDictionary(
                    part => long.Parse(part[0], CultureInfo.InvariantCulture),
                    part => new DatePeriod(Day(part[1]), part[2].Length == 0 ? null : Day(part[2]))
                )
        );
    }

    private static DateOnly Day(string text) =>
        DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
