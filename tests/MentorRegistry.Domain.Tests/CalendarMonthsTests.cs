using static MentorRegistry.Domain.Tests.TestData;

namespace MentorRegistry.Domain.Tests;

public class CalendarMonthsTests
{
    [Theory]
    [InlineData("2020-05-31", 24, "2022-05-31", false, Label = "exactly 24 months")]
    [InlineData("2020-05-30", 24, "2022-05-31", true, Label = "one day more")]
    [InlineData("2020-06-01", 24, "2022-05-31", false, Label = "one day less")]
    [InlineData("2021-01-31", 1, "2021-02-28", false, Label = "31 January + 1, the last of February")]
    [InlineData("2021-01-31", 1, "2021-03-01", true, Label = "31 January + 1, the day after")]
    [InlineData("2021-01-28", 1, "2021-02-28", false, Label = "28 January + 1, the last of February")]
    [InlineData("2024-01-31", 1, "2024-02-29", false, Label = "31 January + 1 in a leap year")]
    [InlineData("2024-01-29", 1, "2024-03-01", true, Label = "29 January + 1 in a leap year, the day after")]
    [InlineData("2024-01-28", 1, "2024-02-29", true, Label = "28 January + 1 in a leap year, the day after")]
    [InlineData("2020-02-29", 24, "2022-02-28", false, Label = "29 February + 24")]
    [InlineData("2020-02-29", 24, "2022-03-01", true, Label = "29 February + 24, the day after")]
    [InlineData("2020-02-29", 48, "2024-02-29", false, Label = "29 February + 48")]
    [InlineData("2020-02-28", 48, "2024-02-29", true, Label = "28 February + 48 on the leap day")]
    [InlineData("2022-05-31", 0, "2022-05-31", false, Label = "0 months on the first day")]
    [InlineData("2022-05-31", 0, "2022-06-01", true, Label = "0 months on the second day")]
    [InlineData("2022-06-30", 3, "2022-05-31", false, Label = "not begun")]
    [InlineData("9998-12-31", 12, "9999-12-31", false, Label = "the calendar's last day, exactly")]
    [InlineData("9998-12-30", 12, "9999-12-31", true, Label = "the calendar's last day, over")]
    [InlineData("9999-01-01", 12, "9999-12-31", false, Label = "past the calendar's end")]
    [InlineData("0001-01-01", 119987, "9999-12-31", true, Label = "all the calendar's months")]
    [InlineData("0001-01-01", 119988, "9999-12-31", false, Label = "one month more than the calendar has")]
    [InlineData("2022-05-31", int.MaxValue, "9999-12-31", false, Label = "no limit at all")]
    public void HasLastedMoreThan_Months_GoesByTheCalendar(string first, int months, string day, bool over)
    {
        Assert.Equal(over, CalendarMonths.HasLastedMoreThan(Day(first), months, Day(day)));
        Assert.Equal(over, Day(first) <= CalendarMonths.LatestFirstDayOver(months, Day(day)));
    }

    [Theory]
    [InlineData(24, "2022-05-31", "2020-05-30", Label = "the committee's day")]
    [InlineData(1, "2021-03-01", "2021-01-31", Label = "28 February is reached from 31 January")]
    [InlineData(1, "2024-03-01", "2024-01-31", Label = "29 February is reached from 31 January")]
    [InlineData(1, "2024-02-29", "2024-01-28", Label = "28 February of a leap year is not the month's end")]
    [InlineData(24, "2022-03-01", "2020-02-29", Label = "28 February is reached from the leap day")]
    [InlineData(1, "2021-03-31", "2021-02-28", Label = "30 March is reached from no later day of February")]
    [InlineData(3, "2022-05-01", "2022-01-31", Label = "30 April is reached from 31 January")]
    [InlineData(0, "2022-05-31", "2022-05-30", Label = "0 months")]
    [InlineData(0, "0001-01-01", null, Label = "the calendar's first day")]
    [InlineData(0, "0001-01-02", "0001-01-01", Label = "the calendar's second day")]
    [InlineData(1, "0001-03-01", "0001-01-31", Label = "the calendar's first month")]
    [InlineData(1, "0001-01-31", null, Label = "before the calendar")]
    [InlineData(1, "0001-02-01", null, Label = "the last day before the calendar")]
    [InlineData(int.MaxValue, "9999-12-31", null, Label = "no limit at all")]
    public void LatestFirstDayOver_Day_IsTheLastThatIsOver(int months, string day, string? latest) =>
        Assert.Equal(
            latest is null ? null : Day(latest),
            CalendarMonths.LatestFirstDayOver(months, Day(day))
        );

    [Theory]
    [InlineData("2022-05-31", "2022-05-31", 0, Label = "same day")]
    [InlineData("2022-05-31", "2022-05-30", 0, Label = "not begun")]
    [InlineData("2022-05-31", "2022-06-29", 0, Label = "a day short")]
    [InlineData("2022-05-31", "2022-06-30", 1, Label = "31 May to 30 June, the month's end")]
    [InlineData("2022-05-15", "2022-06-14", 0, Label = "15th to 14th")]
    [InlineData("2022-05-15", "2022-06-15", 1, Label = "15th to 15th")]
    [InlineData("2020-02-29", "2022-02-28", 24, Label = "from the leap day")]
    [InlineData("2020-02-29", "2022-05-31", 27, Label = "2 years and 3 months")]
    [InlineData("0001-01-01", "9999-12-31", 119987, Label = "all the calendar")]
    public void WholeMonths_TwoDays_RoundsDown(string first, string day, int months) =>
        Assert.Equal(months, CalendarMonths.WholeMonths(Day(first), Day(day)));

    [Fact]
    public void HasLastedMoreThan_NegativeMonths_IsRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() =>
            CalendarMonths.HasLastedMoreThan(Day("2022-05-31"), -1, Day("2022-05-31"))
        );
        Assert.Throws<ArgumentOutOfRangeException>(() =>
            CalendarMonths.LatestFirstDayOver(-1, Day("2022-05-31"))
        );
    }

    /// <summary>
    /// Every first day of four years, a leap day among them, × 0 to 30 months: over from the day after the month's
    /// corresponding day, which is found by walking the calendar. Only the two days at the edge are asked, because the
    /// answer never goes back.
    /// </summary>
    [Fact]
    public void HasLastedMoreThan_EveryDayOfFourYears_EqualsDayByDay()
    {
        foreach (var first in Days("2019-01-01", "2022-12-31"))
        {
            for (var months = 0; months <= 30; months++)
            {
                var full = CorrespondingDay(first, months);
                if (
                    CalendarMonths.HasLastedMoreThan(first, months, full)
                    || !CalendarMonths.HasLastedMoreThan(first, months, full.AddDays(1))
                )
                {
                    Assert.Fail(
                        $"{first:O} + {months} months should be full on {full:O}, over the day after."
                    );
                }

                if (
                    CalendarMonths.WholeMonths(first, full) != months
                    || (months > 0 && CalendarMonths.WholeMonths(first, full.AddDays(-1)) != months - 1)
                )
                {
                    Assert.Fail(
                        $"{first:O} to {full:O} should be {months} whole months, the day before one less."
                    );
                }
            }
        }
    }

    /// <summary>Every day of four years × 0 to 30 months: the day found is over, and the next one is not.</summary>
    [Fact]
    public void LatestFirstDayOver_EveryDayOfFourYears_EqualsHasLastedMoreThan()
    {
        foreach (var day in Days("2021-01-01", "2024-12-31"))
        {
            for (var months = 0; months <= 30; months++)
            {
                var latest = CalendarMonths.LatestFirstDayOver(months, day)!.Value;
                if (
                    !CalendarMonths.HasLastedMoreThan(latest, months, day)
                    || CalendarMonths.HasLastedMoreThan(latest.AddDays(1), months, day)
                )
                {
                    Assert.Fail($"{latest:O} is not the last day that is over {months} months on {day:O}.");
                }
            }
        }
    }

    /// <summary>The day of the same number <paramref name="months"/> months on, or that month's last: found by walking.</summary>
    internal static DateOnly CorrespondingDay(DateOnly first, int months)
    {
        var day = first.AddDays(1 - first.Day);
        for (var n = 0; n < months; n++)
        {
            day = day.AddDays(28);
            while (day.Day != 1)
            {
                day = day.AddDays(1);
            }
        }

        while (day.Day < first.Day && day.AddDays(1).Day != 1)
        {
            day = day.AddDays(1);
        }

        return day;
    }

    private static IEnumerable<DateOnly> Days(string first, string last)
    {
        for (var day = Day(first); day <= Day(last); day = day.AddDays(1))
        {
            yield return day;
        }
    }

    [Theory]
    [InlineData("2020-05-31", 24, "2022-06-01")]
    [InlineData("2020-02-29", 12, "2021-03-01")]
    [InlineData("2022-01-31", 1, "2022-03-01")]
    [InlineData("9999-12-31", 0, null, Label = "the calendar's last day")]
    [InlineData("9998-01-01", 24, null, Label = "beyond the calendar")]
    public void FirstDayOver_FirstDay_IsTheFirstThatHasLastedMore(string first, int months, string? over)
    {
        var day = CalendarMonths.FirstDayOver(Day(first), months);

        Assert.Equal(over is null ? null : Day(over), day);
        if (day is { } found)
        {
            Assert.True(CalendarMonths.HasLastedMoreThan(Day(first), months, found));
            Assert.False(CalendarMonths.HasLastedMoreThan(Day(first), months, found.AddDays(-1)));
        }
    }
}
