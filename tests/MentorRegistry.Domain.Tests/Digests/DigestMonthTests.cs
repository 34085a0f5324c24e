using System.Globalization;
using FsCheck.Fluent;
using MentorRegistry.Domain.Digests;

namespace MentorRegistry.Domain.Tests.Digests;

public sealed class DigestMonthTests
{
    private static readonly TimeZoneInfo s_copenhagen = TimeZoneInfo.FindSystemTimeZoneById(
        "Europe/Copenhagen"
    );
    private static readonly HashSet<DateOnly> s_open = [];

    [Theory]
    [InlineData("2026-10-01", "2026-10-31 23:00", "winter time since the 25th")]
    [InlineData("2026-09-30", "2026-09-30 22:00", "summer time")]
    [InlineData("2026-03-15", "2026-03-31 22:00", "summer time since the 29th")]
    [InlineData("2024-03-01", "2024-03-31 22:00", "the night of the last day loses an hour")]
    [InlineData("2027-10-01", "2027-10-31 23:00", "the night of the last day has one more")]
    [InlineData("2026-12-01", "2026-12-31 23:00", "the year's end")]
    [InlineData("2024-02-01", "2024-02-29 23:00", "a leap year")]
    public void CutOff_IsTheMonthsEndInCopenhagen(string month, string utc, string why)
    {
        var cutOff = DigestMonth.CutOffUtc(TestData.Day(month), s_copenhagen);

        Assert.Equal(utc, cutOff.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture));
        Assert.True(cutOff.Kind == DateTimeKind.Utc, why);
    }

    [Theory]
    [InlineData("2026-10-01", "2026-11-02")]
    [InlineData("2026-12-01", "2027-01-04")]
    [InlineData("2026-03-01", "2026-04-01")]
    [InlineData("2028-03-01", "2028-04-03")]
    public void SendingDay_IsTheFirstWorkingDayOfTheMonthAfter(string month, string day) =>
        Assert.Equal(TestData.Day(day), DigestMonth.SendingDay(TestData.Day(month), s_open));

    [Theory]
    [InlineData("2026-11-01", "2026-09-01")]
    [InlineData("2026-11-02", "2026-10-01")]
    [InlineData("2026-11-30", "2026-10-01")]
    [InlineData("2026-12-01", "2026-11-01")]
    [InlineData("2027-01-03", "2026-11-01")]
    [InlineData("2027-01-04", "2026-12-01")]
    public void OwedOn_IsTheLatestMonthWhoseSendingDayHasCome(string day, string month) =>
        Assert.Equal(TestData.Day(month), DigestMonth.OwedOn(TestData.Day(day), s_open));

    [Fact]
    public void OwedOn_AnyDay_IsWhatLookingAtEveryMonthSays() =>
        ForAny.Holds(
            from day in ForAny.Day
            from closed in ForAny.Day
            select (day, closed),
            pair =>
            {
                // Seven days closed, a month's first perhaps.
                var closing = Enumerable.Range(0, 7).Select(pair.closed.AddDays).ToHashSet();
                var expected = Enumerable
                    .Range(-4, 5)
                    .Select(n => DigestMonth.Of(pair.day).AddMonths(n))
                    .Last(month => DigestMonth.SendingDay(month, closing) <= pair.day);
                Assert.Equal(expected, DigestMonth.OwedOn(pair.day, closing));
            }
        );
}
