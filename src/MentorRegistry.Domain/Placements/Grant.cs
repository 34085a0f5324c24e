namespace MentorRegistry.Domain.Placements;

/// <summary>Why a grant cannot be added to, or changed on, a placement.</summary>
public enum GrantRefusal
{
    /// <summary>Less than a quarter of an hour a week, or more hours than a week has.</summary>
    HoursOutsideWeek,

    /// <summary>The placement is cancelled.</summary>
    PlacementCancelled,

    /// <summary>The placement was ended early; take that back first, or register a new one.</summary>
    PlacementEnded,

    /// <summary>It begins on or before the first day of the grant before it.</summary>
    BeginsBeforeGrantBefore,

    /// <summary>It begins later than the day after the last day of the grant before it.</summary>
    LeavesGap,

    /// <summary>The placement has no grant.</summary>
    NothingToExtend,
}

/// <summary>
/// One decision (bevilling) that gives a citizen a mentor for a period and a number of hours a week. The decided
/// period is kept as it was decided; the days it came to rule are <see cref="Placement.GrantsInForce()"/>.
/// </summary>
public sealed class Grant
{
    /// <summary>Least that can be granted: a quarter of an hour a week.</summary>
    public const int FewestMinutesPerWeek = 15;

    /// <summary>More than the hours of a week cannot be granted.</summary>
    public const int MostMinutesPerWeek = 7 * 24 * 60;

    /// <summary>Makes a grant; hours are judged where it is added.</summary>
    /// <param name="period">The decided days, inclusive.</param>
    /// <param name="minutesPerWeek">Granted minutes a week.</param>
    /// <param name="decisionDate">The day of the decision.</param>
    public Grant(DatePeriod period, int minutesPerWeek, DateOnly decisionDate) =>
        Set(period, minutesPerWeek, decisionDate);

    private Grant() { }

    /// <summary>The row's number.</summary>
    public long Id { get; set; }

    /// <summary>The placement it belongs to.</summary>
    public long PlacementId { get; set; }

    /// <summary>First decided day, inclusive.</summary>
    public DateOnly First { get; private set; }

    /// <summary>Last decided day, inclusive; <c>null</c> = open.</summary>
    public DateOnly? Last { get; private set; }

    /// <summary>Granted minutes a week.</summary>
    public int MinutesPerWeek { get; private set; }

    /// <summary>The day of the decision (afgørelse).</summary>
    public DateOnly DecisionDate { get; private set; }

    /// <summary>When it was registered here, UTC.</summary>
    public DateTime RegisteredUtc { get; set; }

    /// <summary>The decided days.</summary>
    public DatePeriod Period => new(First, Last);

    internal void Set(DatePeriod period, int minutesPerWeek, DateOnly decisionDate)
    {
        First = period.First;
        Last = period.Last;
        MinutesPerWeek = minutesPerWeek;
        DecisionDate = decisionDate;
    }
}
