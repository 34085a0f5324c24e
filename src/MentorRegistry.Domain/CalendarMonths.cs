namespace MentorRegistry.Domain;

/// <summary>
/// How long something has lasted, in the calendar's months with its clamping: 31 January + 1 month is the last day of
/// February. Used for the 24-month rule, the duration bands and the longest grant of a legal basis alike.
/// </summary>
public static class CalendarMonths
{
    /// <summary>
    /// Whether something that began on <paramref name="first"/> has lasted <em>more</em> than
    /// <paramref name="months"/> months on <paramref name="day"/>: <c>first + months &lt; day</c>.
    /// On 31 May 2022 a first day of 31 May 2020 is "up to 24 months", 30 May 2020 is "over".
    /// </summary>
    public static bool HasLastedMoreThan(DateOnly first, int months, DateOnly day)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(months);
        return months <= MonthsFromZero(DateOnly.MaxValue) - MonthsFromZero(first)
            && first.AddMonths(months) < day;
    }

    /// <summary>
    /// The first day on which something that began on <paramref name="first"/> has lasted more than
    /// <paramref name="months"/> months: the first for which <see cref="HasLastedMoreThan"/> holds.
    /// </summary>
    /// <returns><c>null</c> where the calendar ends before.</returns>
    public static DateOnly? FirstDayOver(DateOnly first, int months) =>
        HasLastedMoreThan(first, months, DateOnly.MaxValue) ? first.AddMonths(months).AddDays(1) : null;

    /// <summary>
    /// The same rule turned round for SQL: the latest first day that has lasted more than <paramref name="months"/>
    /// months on <paramref name="day"/>, so that <c>first ≤ result</c> selects exactly those that
    /// <see cref="HasLastedMoreThan"/> accepts. It is the last day s with <c>s + months ≤ day − 1</c>. When
    /// day − 1 ends its month, so does the result, because 28 February is reached from 28, 29, 30 and 31 January.
    /// </summary>
    /// <returns><c>null</c> where the calendar has no such day.</returns>
    public static DateOnly? LatestFirstDayOver(int months, DateOnly day)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(months);
        if (day == DateOnly.MinValue || MonthsFromZero(day.AddDays(-1)) < months)
        {
            return null;
        }

        var dayBefore = day.AddDays(-1);
        var candidate = dayBefore.AddMonths(-months);
        return IsLastOfMonth(dayBefore) ? LastOfMonth(candidate) : candidate;
    }

    /// <summary>Whole months between the two days, rounded down; 0 where <paramref name="day"/> is not later.</summary>
    public static int WholeMonths(DateOnly first, DateOnly day)
    {
        if (day <= first)
        {
            return 0;
        }

        var months = MonthsFromZero(day) - MonthsFromZero(first);
        return first.AddMonths(months) > day ? months - 1 : months;
    }

    private static int MonthsFromZero(DateOnly day) => ((day.Year - 1) * 12) + day.Month - 1;

    private static bool IsLastOfMonth(DateOnly day) => day.Day == DateTime.DaysInMonth(day.Year, day.Month);

    private static DateOnly LastOfMonth(DateOnly day) =>
        new(day.Year, day.Month, DateTime.DaysInMonth(day.Year, day.Month));
}
