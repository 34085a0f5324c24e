using FsCheck.Fluent;
using MentorRegistry.Domain.Hours;
using Xunit;
using static MentorRegistry.Domain.Tests.TestData;

namespace MentorRegistry.Domain.Tests.Hours;

public sealed class MonthWeeksTests
{
    [Theory]
    // Begins on a Monday and ends on a Sunday.
    [InlineData("2027-02-14", "02-01..02-07 02-08..02-14 02-15..02-21 02-22..02-28")]
    // Six weeks, the first and the last of them short.
    [InlineData(
        "2026-08-31",
        "08-01..08-02 08-03..08-09 08-10..08-16 08-17..08-23 08-24..08-30 08-31..08-31"
    )]
    [InlineData("2028-02-29", "02-01..02-06 02-07..02-13 02-14..02-20 02-21..02-27 02-28..02-29")]
    public void Of_MondaysToSundaysCutOffWhereTheMonthIs(string day, string weeks) =>
        Assert.Equal(
            weeks,
            string.Join(' ', MonthWeeks.Of(Day(day)).Select(week => $"{week.First:MM-dd}..{week.Last:MM-dd}"))
        );

    [Fact]
    public void Of_AnyMonth_HasEachDayOnceAndNoWeekOfTwoSundays() =>
        ForAny.Holds(
            Gen.Choose(0, 200 * 365).Select(n => new DateOnly(1950, 1, 1).AddDays(n)),
            day =>
            {
                var weeks = MonthWeeks.Of(day);
                var month = MonthWeeks.MonthOf(day);
                var days = weeks
                    .SelectMany(week =>
                        Enumerable.Range(0, week.DaysUntil(DateOnly.MaxValue)).Select(week.First.AddDays)
                    )
                    .ToList();
                Assert.Equal(
                    Enumerable.Range(0, month.DaysUntil(DateOnly.MaxValue)).Select(month.First.AddDays),
                    days
                );
                Assert.All(
                    weeks.SkipLast(1),
                    week => Assert.Equal(DayOfWeek.Sunday, week.LastOrForever.DayOfWeek)
                );
                Assert.All(weeks.Skip(1), week => Assert.Equal(DayOfWeek.Monday, week.First.DayOfWeek));
                Assert.True(MonthWeeks.WeekOf(day).Contains(day));
            }
        );

    [Theory]
    [InlineData("2026-11-01..2026-11-30", true)]
    [InlineData("2026-11-30..2026-12-01", false)]
    [InlineData("2026-11-01..2027-11-01", false)]
    [InlineData("2026-11-01..", false)]
    public void IsInOneMonth_ADayOfAnotherMonthIsOneTooMany(string days, bool isInOne) =>
        Assert.Equal(isInOne, MonthWeeks.IsInOneMonth(CreatePeriod(days)));
}
