using System.Globalization;

namespace MentorRegistry.Domain.Tests;

public sealed class DanishHolidaysTests
{
    /// <summary>All of each year; 2023 is the last one with store bededag.</summary>
    [Theory]
    [InlineData(2023, "01-01 04-06 04-07 04-09 04-10 05-05 05-18 05-28 05-29 12-25 12-26")]
    [InlineData(2024, "01-01 03-28 03-29 03-31 04-01 05-09 05-19 05-20 12-25 12-26")]
    [InlineData(2025, "01-01 04-17 04-18 04-20 04-21 05-29 06-08 06-09 12-25 12-26")]
    [InlineData(2026, "01-01 04-02 04-03 04-05 04-06 05-14 05-24 05-25 12-25 12-26")]
    [InlineData(2027, "01-01 03-25 03-26 03-28 03-29 05-06 05-16 05-17 12-25 12-26")]
    [InlineData(2028, "01-01 04-13 04-14 04-16 04-17 05-25 06-04 06-05 12-25 12-26")]
    public void IsHoliday_EveryDayOfTheYear_IsThoseAlone(int year, string holidays)
    {
        var first = new DateOnly(year, 1, 1);
        var days = Enumerable
            .Range(0, first.AddYears(1).DayNumber - first.DayNumber)
            .Select(first.AddDays)
            .Where(DanishHolidays.IsHoliday)
            .Select(day => day.ToString("MM-dd", CultureInfo.InvariantCulture));

        Assert.Equal(holidays, string.Join(' ', days));
    }

    [Theory]
    [InlineData("1583-04-10")]
    [InlineData("1818-03-22")] // the earliest that there is
    [InlineData("1943-04-25")] // the latest
    [InlineData("1954-04-18")] // the 29th day of the moon
    [InlineData("1981-04-19")]
    [InlineData("2000-04-23")]
    [InlineData("2038-04-25")]
    [InlineData("2049-04-18")]
    [InlineData("2076-04-19")]
    [InlineData("2100-03-28")]
    public void EasterSunday_KnownYears(string easter)
    {
        var day = DateOnly.Parse(easter, CultureInfo.InvariantCulture);

        Assert.Equal(day, DanishHolidays.EasterSunday(day.Year));
    }

    [Theory]
    [InlineData("2027-01-04", "")]
    [InlineData("2027-02-01", "")]
    [InlineData("2027-05-03", "")]
    [InlineData("2027-08-02", "")]
    [InlineData("2028-04-03", "")]
    [InlineData("2024-04-02", "")]
    [InlineData("2027-01-06", "2027-01-04 2027-01-05")]
    [InlineData("2027-02-01", "2027-02-02")]
    public void FirstWorkingDay_AfterWeekendsHolidaysAndClosingDays(string first, string closing)
    {
        var day = DateOnly.Parse(first, CultureInfo.InvariantCulture);
        var closingDays = closing
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(closed => DateOnly.Parse(closed, CultureInfo.InvariantCulture))
            .ToHashSet();

        Assert.Equal(day, DanishHolidays.FirstWorkingDay(day.Year, day.Month, closingDays));
    }
}
