using MentorRegistry.Domain.Hours;

namespace MentorRegistry.Domain.Digests;

/// <summary>When a month's digest is cut off and when it goes out. A month is named by its first day.</summary>
public static class DigestMonth
{
    /// <summary>The month that the day is in, by its first day.</summary>
    public static DateOnly Of(DateOnly day) => MonthWeeks.MonthOf(day).First;

    /// <summary>
    /// The cut-off, UTC: the instant at which the month ends and the next begins, midnight in the zone. What is registered
    /// at that very instant is still the month's: a digest tells what was registered in (cut-off before, cut-off].
    /// </summary>
    /// <param name="month">Any day of the month.</param>
    /// <param name="zone">The zone whose midnights count.</param>
    public static DateTime CutOffUtc(DateOnly month, TimeZoneInfo zone) =>
        TimeZoneInfo.ConvertTimeToUtc(Of(month).AddMonths(1).ToDateTime(TimeOnly.MinValue), zone);

    /// <summary>The day that the month's digest goes out: the first working day of the month after.</summary>
    /// <param name="month">Any day of the month that the digest is about.</param>
    /// <param name="closingDays">Days on which the municipality is closed besides public holidays.</param>
    public static DateOnly SendingDay(DateOnly month, IReadOnlySet<DateOnly> closingDays)
    {
        var next = Of(month).AddMonths(1);
        return DanishHolidays.FirstWorkingDay(next.Year, next.Month, closingDays);
    }

    /// <summary>
    /// The latest month whose digest is owed on the day: its sending day has come. Before a month's first working day that
    /// is still the month before the last.
    /// </summary>
    /// <param name="day">The day in Denmark.</param>
    /// <param name="closingDays">Days on which the municipality is closed besides public holidays.</param>
    public static DateOnly OwedOn(DateOnly day, IReadOnlySet<DateOnly> closingDays)
    {
        var month = Of(day).AddMonths(-1);
        // A month that is closed altogether has its sending day in a later one.
        while (day < SendingDay(month, closingDays))
        {
            month = month.AddMonths(-1);
        }

        return month;
    }
}
