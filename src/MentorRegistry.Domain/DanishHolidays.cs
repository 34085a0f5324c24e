namespace MentorRegistry.Domain;

/// <summary>
/// The Danish public holidays (helligdage): those of the national church. Store bededag was one until 2023 (lov nr. 214
/// af 06/03/2023). Grundlovsdag, 1 May, 24 and 31 December are none, although many are closed then.
/// </summary>
public static class DanishHolidays
{
    private const int LastYearOfStoreBededag = 2023;

    /// <summary>Whether the day is a public holiday. Sundays without a name of their own are none.</summary>
    public static bool IsHoliday(DateOnly day) =>
        (day.Month, day.Day) is (1, 1) or (12, 25) or (12, 26)
        || (day.DayNumber - EasterSunday(day.Year).DayNumber) switch
        {
            // Skærtorsdag, langfredag, påskedag, 2. påskedag, Kristi himmelfartsdag, pinsedag, 2. pinsedag.
            -3 or -2 or 0 or 1 or 39 or 49 or 50 => true,
            26 => day.Year <= LastYearOfStoreBededag,
            _ => false,
        };

    /// <summary>
    /// Easter Sunday of the Gregorian calendar, for the years 1583 to 9999: the algorithm "Meeus/Jones/Butcher" (Jean
    /// Meeus, Astronomical Algorithms, 1991, chapter 8), whose letters are kept.
    /// </summary>
    public static DateOnly EasterSunday(int year)
    {
        var a = year % 19;
        var (b, c) = (year / 100, year % 100);
        var g = (8 * b + 13) / 25;
        var h = (19 * a + b - b / 4 - g + 15) % 30;
        var l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
        var m = (a + 11 * h + 22 * l) / 451;
        var n = h + l - 7 * m + 114;
        return new DateOnly(year, n / 31, n % 31 + 1);
    }

    /// <summary>The first day of a month that is no Saturday, Sunday, public holiday or closing day.</summary>
    /// <param name="year">The year.</param>
    /// <param name="month">The month, 1 to 12.</param>
    /// <param name="closingDays">Days on which the municipality is closed besides.</param>
    public static DateOnly FirstWorkingDay(int year, int month, IReadOnlySet<DateOnly> closingDays)
    {
        var day = new DateOnly(year, month, 1);
        while (
            day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday
            || IsHoliday(day)
            || closingDays.Contains(day)
        )
        {
            day = day.AddDays(1);
        }

        return day;
    }
}
