using MentorRegistry.Web.Input;

namespace MentorRegistry.Web.Tests.Input;

public sealed class DanishDateTests
{
    [Theory]
    [InlineData("31-05-2022", "2022-05-31")]
    [InlineData("31.05.2022", "2022-05-31")]
    [InlineData("31.5.2022", "2022-05-31")]
    [InlineData("1.5.2022", "2022-05-01")]
    [InlineData("31/05/2022", "2022-05-31")]
    [InlineData("31/5-2022", "2022-05-31")]
    [InlineData("31. 5. 2022", "2022-05-31")]
    [InlineData("2022-05-31", "2022-05-31")]
    [InlineData("31052022", "2022-05-31")]
    [InlineData(" 31-05-2022 ", "2022-05-31")]
    [InlineData("03-04-2022", "2022-04-03")]
    [InlineData("29-02-2024", "2024-02-29")]
    [InlineData("01-01-1900", "1900-01-01")]
    [InlineData("31-12-2199", "2199-12-31")]
    public void TryParse_AsPeopleWriteIt_IsTheDay(string text, string expected)
    {
        Assert.True(DanishDate.TryParse(text, out var date, out var problem));
        Assert.Equal(DateOnly.ParseExact(expected, "yyyy-MM-dd"), date);
        Assert.Equal(DateProblem.None, problem);
    }

    [Theory]
    [InlineData(null, DateProblem.Empty)]
    [InlineData("  ", DateProblem.Empty)]
    [InlineData("i dag", DateProblem.NotADate)]
    [InlineData("31-05", DateProblem.NotADate)]
    [InlineData("31-05-202", DateProblem.NotADate)]
    [InlineData("31-05-20222", DateProblem.NotADate)]
    [InlineData("-1-05-2022", DateProblem.NotADate)]
    [InlineData("3105202", DateProblem.NotADate)]
    [InlineData("2022/05/31", DateProblem.NotADate)]
    [InlineData("٣١-٠٥-٢٠٢٢", DateProblem.NotADate)]
    [InlineData("31-05-2022\n", DateProblem.None)]
    [InlineData("31-05-22", DateProblem.TwoDigitYear)]
    [InlineData("310522", DateProblem.TwoDigitYear)]
    [InlineData("31-02-2026", DateProblem.NoSuchDay)]
    [InlineData("29-02-2026", DateProblem.NoSuchDay)]
    [InlineData("05-31-2022", DateProblem.NoSuchDay)]
    [InlineData("00-05-2022", DateProblem.NoSuchDay)]
    [InlineData("2022-13-01", DateProblem.NoSuchDay)]
    [InlineData("31-12-1899", DateProblem.OutOfRange)]
    [InlineData("01-01-2200", DateProblem.OutOfRange)]
    [InlineData("01-01-0000", DateProblem.OutOfRange)]
    public void TryParse_NotADay_SaysWhy(string? text, DateProblem expected)
    {
        var read = DanishDate.TryParse(text, out var date, out var problem);

        Assert.Equal(expected, problem);
        Assert.Equal(expected == DateProblem.None, read);
        Assert.Equal(!read, date == default);
    }
}
