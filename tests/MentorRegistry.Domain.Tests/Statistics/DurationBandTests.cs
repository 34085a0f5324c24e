using FsCheck.Fluent;
using MentorRegistry.Domain.Statistics;
using static MentorRegistry.Domain.Tests.TestData;

namespace MentorRegistry.Domain.Tests.Statistics;

public class DurationBandTests
{
    /// <summary>The committee's table of 31 May 2022: the first and the last day of each of its columns.</summary>
    [Theory]
    [InlineData("2022-05-31", 0, Label = "up to 3: began the same day")]
    [InlineData("2022-03-01", 0, Label = "up to 3: the earliest")]
    [InlineData("2022-02-28", 1, Label = "up to 6: the latest")]
    [InlineData("2021-12-01", 1, Label = "up to 6: the earliest (30 November + 6 is 30 May)")]
    [InlineData("2021-11-30", 2, Label = "up to 12: the latest")]
    [InlineData("2021-05-31", 2, Label = "up to 12: the earliest, exactly 12")]
    [InlineData("2021-05-30", 3, Label = "up to 18: the latest")]
    [InlineData("2020-12-01", 3, Label = "up to 18: the earliest")]
    [InlineData("2020-11-30", 4, Label = "up to 24: the latest")]
    [InlineData("2020-05-31", 4, Label = "up to 24: the earliest, exactly 24")]
    [InlineData("2020-05-30", 5, Label = "over 24: the latest, one day more")]
    [InlineData("2001-01-01", 5, Label = "over 24: long ago")]
    [InlineData("2022-06-01", 0, Label = "not begun")]
    [InlineData("0001-01-01", 5, Label = "the calendar's first day")]
    public void Of_TheCommitteesDay_FallsInItsColumn(string first, int band) =>
        Assert.Equal(band, DurationBand.Of(Day(first), Day("2022-05-31")));

    [Fact]
    public void UpToMonths_IsTheCommitteesSteps() =>
        Assert.Equal([3, 6, 12, 18, 24], DurationBand.UpToMonths);

    [Fact]
    public void Of_AnyDays_EqualsDayByDay() =>
        ForAny.Holds(
            from first in ForAny.Day
            from step in Gen.Elements(0, 3, 6, 12, 18, 24)
            from days in Gen.Choose(-2, 2)
            select (first, day: first.AddMonths(step).AddDays(days)),
            it =>
            {
                int[] steps = [3, 6, 12, 18, 24];

                Assert.Equal(
                    steps.Count(months => it.day > CalendarMonthsTests.CorrespondingDay(it.first, months)),
                    DurationBand.Of(it.first, it.day)
                );
            }
        );
}
