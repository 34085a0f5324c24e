using MentorRegistry.Web.Input;
using MentorRegistry.Web.Localization;

namespace MentorRegistry.Web.Tests.Input;

public sealed class TotalHoursTests
{
    [Theory]
    [InlineData("288,75", 17_325)]
    [InlineData("3.361", 201_660)]
    [InlineData("4,33", 260)]
    [InlineData("0", 0)]
    [InlineData("10.000.000", 600_000_000)]
    public void TryParse_HoursAsPeopleWriteThem_AreWholeMinutes(string typed, int minutes)
    {
        Assert.True(TotalHours.TryParse(typed, Languages.Danish, out var hours, out _));
        Assert.Equal(minutes, hours.Minutes);
    }

    [Theory]
    [InlineData("10.000.000,01", KronerProblem.TooMuch)]
    [InlineData("-1", KronerProblem.Negative)]
    [InlineData("3,361", KronerProblem.TooManyDecimals)]
    [InlineData("otte", KronerProblem.NotANumber)]
    [InlineData("", KronerProblem.Empty)]
    public void TryParse_AnythingElse_IsRefused(string typed, KronerProblem why)
    {
        Assert.False(TotalHours.TryParse(typed, Languages.Danish, out _, out var problem));
        Assert.Equal(why, problem);
    }
}
