namespace MentorRegistry.Domain.Hours;

/// <summary>
/// The columns of a month's sheet: its weeks from Monday to Sunday, the first and the last cut off where the month is, so that
/// no day's hours ever belong to two months.
/// </summary>
public static class MonthWeeks
{
    /// <summary>The month's days.</summary>
    /// <param name="day">Any day of it.</param>
    public static DatePeriod MonthOf(DateOnly day)
    {
        var first = new DateOnly(day.Year, day.Month, 1);
        return new DatePeriod(first, first.AddDays(DateTime.DaysInMonth(day.Year, day.Month) - 1));
    }

    /// <summary>The month's weeks, in order: four to six, without a day missing or twice.</summary>
    /// <param name="day">Any day of the month.</param>
    public static IReadOnlyList<DatePeriod> Of(DateOnly day)
    {
        var month = MonthOf(day);
        var weeks = new List<DatePeriod>();
        for (
            var first = month.First;
            first <= month.LastOrForever;
            first = weeks[^1].LastOrForever.AddDays(1)
        )
        {
            // Sunday is 0, and the last of a Danish week.
            var sunday = first.AddDays((7 - (int)first.DayOfWeek) % 7);
            weeks.Add(new DatePeriod(first, sunday < month.LastOrForever ? sunday : month.LastOrForever));
        }

        return weeks;
    }

    /// <summary>The week of the month that has the day.</summary>
    public static DatePeriod WeekOf(DateOnly day) => Of(day).Single(week => week.Contains(day));

    /// <summary>Whether all its days are of one month; an open period's are not.</summary>
    public static bool IsInOneMonth(DatePeriod days) => MonthOf(days.First).Contains(days);
}
