using MentorRegistry.Web.Input;

namespace MentorRegistry.Web.Tests.Input;

public sealed class DanishMonthTests
{
    [Theory]
    [InlineData("2026-02", "2026-02-01..2026-02-28")]
    [InlineData("2028-2", "2028-02-01..2028-02-29")]
    [InlineData("02-2026", "2026-02-01..2026-02-28")]
    [InlineData("2.2026", "2026-02-01..2026-02-28")]
    [InlineData("2/2026", "2026-02-01..2026-02-28")]
    [InlineData(" februar 2026 ", "2026-02-01..2026-02-28")]
    [InlineData("feb. 2026", "2026-02-01..2026-02-28")]
    [InlineData("feb-2026", "2026-02-01..2026-02-28")]
    [InlineData("MAJ 2026", "2026-05-01..2026-05-31")]
    [InlineData("may 2026", "2026-05-01..2026-05-31")]
    [InlineData("mar 2026", "2026-03-01..2026-03-31")]
    [InlineData("sept 2026", "2026-09-01..2026-09-30")]
    [InlineData("october 2026", "2026-10-01..2026-10-31")]
    [InlineData("01-12-2026", "2026-12-01..2026-12-31")]
    [InlineData("2026-12-01", "2026-12-01..2026-12-31")]
    public void TryParse_Month_IsAllItsDays(string text, string days)
    {
        Assert.True(DanishMonth.TryParse(text, out var month, out _));
        Assert.Equal(TestData.Period(days), month);
    }

    [Theory]
    [InlineData(null, DateProblem.Empty)]
    [InlineData(" ", DateProblem.Empty)]
    [InlineData("sommer 2026", DateProblem.NotADate)]
    [InlineData("ju 2026", DateProblem.NotADate)]
    [InlineData("november", DateProblem.NotADate)]
    [InlineData("2026", DateProblem.NotADate)]
    [InlineData("02-12-2026", DateProblem.NotADate)]
    [InlineData("01/12/2026", DateProblem.NotADate)]
    [InlineData("11-26", DateProblem.TwoDigitYear)]
    [InlineData("nov-26", DateProblem.TwoDigitYear)]
    [InlineData("13-2026", DateProblem.NoSuchDay)]
    [InlineData("00-2026", DateProblem.NoSuchDay)]
    [InlineData("11-1899", DateProblem.OutOfRange)]
    [InlineData("2200-01", DateProblem.OutOfRange)]
    public void TryParse_NoMonth_SaysWhy(string? text, DateProblem problem)
    {
        Assert.False(DanishMonth.TryParse(text, out _, out var found));
        Assert.Equal(problem, found);
    }
}
