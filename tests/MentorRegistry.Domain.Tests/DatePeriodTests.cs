using FsCheck.Fluent;
using static MentorRegistry.Domain.Tests.TestData;

namespace MentorRegistry.Domain.Tests;

public class DatePeriodTests
{
    [Theory]
    [InlineData("2022-05-01..2022-05-31", "2022-06-01..2022-06-30", null, Label = "next day")]
    [InlineData(
        "2022-05-01..2022-06-01",
        "2022-06-01..2022-06-30",
        "2022-06-01..2022-06-01",
        Label = "same-day handover"
    )]
    [InlineData("2022-01-01..2022-09-30", "2022-10-01..", null, Label = "30/9 and 1/10")]
    [InlineData("2022-01-01..2022-01-31", "2022-03-01..2022-03-31", null, Label = "apart")]
    [InlineData("2022-05-31", "2022-05-31", "2022-05-31..2022-05-31", Label = "one day, the same")]
    [InlineData("2022-05-30", "2022-05-31", null, Label = "one day each, neighbours")]
    [InlineData("2022-01-01..2022-12-31", "2022-05-31", "2022-05-31..2022-05-31", Label = "one day within")]
    [InlineData(
        "2022-01-01..2022-12-31",
        "2022-12-31",
        "2022-12-31..2022-12-31",
        Label = "one day, the last"
    )]
    [InlineData(
        "2022-01-01..2022-12-31",
        "2022-01-01",
        "2022-01-01..2022-01-01",
        Label = "one day, the first"
    )]
    [InlineData(
        "2022-01-01..2022-12-31",
        "2022-01-01..2022-12-31",
        "2022-01-01..2022-12-31",
        Label = "identical"
    )]
    [InlineData(
        "2022-01-01..2022-12-31",
        "2022-02-01..2022-02-10",
        "2022-02-01..2022-02-10",
        Label = "contained"
    )]
    [InlineData(
        "2022-01-01..2022-06-30",
        "2022-04-01..2022-12-31",
        "2022-04-01..2022-06-30",
        Label = "partly"
    )]
    [InlineData("2022-01-01..", "2022-04-01..2022-12-31", "2022-04-01..2022-12-31", Label = "one open")]
    [InlineData("2022-05-01..", "2022-04-01..2022-04-30", null, Label = "open, and ended the day before")]
    [InlineData("2022-01-01..", "2022-04-01..", "2022-04-01..", Label = "both open")]
    [InlineData(
        "2024-02-01..2024-02-29",
        "2024-02-29..2024-03-31",
        "2024-02-29..2024-02-29",
        Label = "29 February"
    )]
    [InlineData(
        "2023-02-01..2023-02-28",
        "2023-03-01..2023-03-31",
        null,
        Label = "28 February of a common year"
    )]
    [InlineData("0001-01-01..9999-12-31", "9999-12-31", "9999-12-31..", Label = "all the calendar")]
    public void SharedWith_TwoPeriods_IsWhatBothHave(string one, string other, string? shared)
    {
        var a = CreatePeriod(one);
        var b = CreatePeriod(other);

        Assert.Equal(shared, a.SharedWith(b)?.ToString());
        Assert.Equal(shared, b.SharedWith(a)?.ToString());
        Assert.Equal(shared is not null, a.Overlaps(b));
        Assert.Equal(shared is not null, b.Overlaps(a));
    }

    [Theory]
    [InlineData("2022-05-31..2022-06-30", "2022-05-30", 0, Label = "before the first")]
    [InlineData("2022-05-31..2022-06-30", "2022-05-31", 1, Label = "on the first")]
    [InlineData("2022-05-31..2022-06-30", "2022-06-29", 30, Label = "the day before the last")]
    [InlineData("2022-05-31..2022-06-30", "2022-06-30", 31, Label = "on the last")]
    [InlineData("2022-05-31..2022-06-30", "2023-01-01", 31, Label = "after the last")]
    [InlineData("2022-05-31", "2022-05-31", 1, Label = "one day")]
    [InlineData("2022-05-31..", "2022-06-01", 2, Label = "open")]
    [InlineData("2024-02-28..2024-03-01", "2024-12-31", 3, Label = "over 29 February")]
    [InlineData("0001-01-01..", "9999-12-31", 3652059, Label = "all the calendar")]
    public void DaysUntil_Day_CountsTheDaysBegun(string period, string day, int days) =>
        Assert.Equal(days, CreatePeriod(period).DaysUntil(Day(day)));

    [Theory]
    [InlineData("2022-05-31..2022-06-30", "2022-05-30", false)]
    [InlineData("2022-05-31..2022-06-30", "2022-05-31", true)]
    [InlineData("2022-05-31..2022-06-30", "2022-06-30", true)]
    [InlineData("2022-05-31..2022-06-30", "2022-07-01", false)]
    [InlineData("2022-05-31..", "9999-12-31", true)]
    public void Contains_Day_CountsBothEnds(string period, string day, bool contains) =>
        Assert.Equal(contains, CreatePeriod(period).Contains(Day(day)));

    [Fact]
    public void New_LastBeforeFirst_IsRefused() =>
        Assert.Throws<ArgumentException>(() => new DatePeriod(Day("2022-06-01"), Day("2022-05-31")));

    [Fact]
    public void New_LastIsTheCalendarsLastDay_IsOpen()
    {
        // Case systems write 31-12-9999 for "no end".
        var written = CreatePeriod("2022-06-01..9999-12-31");

        Assert.Null(written.Last);
        Assert.Equal(CreatePeriod("2022-06-01.."), written);
    }

    [Theory]
    [InlineData("2022-06-01..2022-06-30")]
    [InlineData("2022-06-01..")]
    public void ToString_Period_IsIso(string days) => Assert.Equal(days, CreatePeriod(days).ToString());

    [Fact]
    public void SharedWith_AnyTwoPeriods_EqualsDayByDay() =>
        ForAny.Holds(
            ForAny.Period.Two(),
            two =>
            {
                var (a, b) = two;
                var days = ForAny.AllDays.Where(day => ForAny.Has(a, day) && ForAny.Has(b, day)).ToList();

                var shared = a.SharedWith(b);

                Assert.Equal(shared, b.SharedWith(a));
                Assert.Equal(days.Count > 0, a.Overlaps(b));
                Assert.Equal(days.Count > 0, shared is not null);
                if (shared is { } period)
                {
                    Assert.Equal(days[0], period.First);
                    Assert.Equal(days[^1] == ForAny.LastDay ? null : days[^1], period.Last);
                }
            }
        );

    [Fact]
    public void DaysUntil_AnyPeriodAndDay_EqualsDayByDay() =>
        ForAny.Holds(
            from period in ForAny.Period
            from day in ForAny.Day
            select (period, day),
            it =>
            {
                Assert.Equal(
                    ForAny.AllDays.Count(d => d <= it.day && ForAny.Has(it.period, d)),
                    it.period.DaysUntil(it.day)
                );
                Assert.Equal(ForAny.Has(it.period, it.day), it.period.Contains(it.day));
            }
        );
}
