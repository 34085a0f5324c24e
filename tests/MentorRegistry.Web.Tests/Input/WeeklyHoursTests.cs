using FsCheck;
using FsCheck.Fluent;
using MentorRegistry.Web.Formatting;
using MentorRegistry.Web.Input;
using MentorRegistry.Web.Localization;

namespace MentorRegistry.Web.Tests.Input;

public sealed class WeeklyHoursTests
{
    [Theory]
    [InlineData("4,25", 255)]
    [InlineData("4.25", 255)]
    [InlineData("4", 240)]
    [InlineData(" 4,5 ", 270)]
    [InlineData("0,5", 30)]
    [InlineData("0", 0)]
    [InlineData("004", 240)]
    [InlineData("4,33", 260)]
    [InlineData("4,34", 260)]
    [InlineData("0,01", 1)]
    [InlineData("168", 10080)]
    [InlineData("168,00", 10080)]
    [InlineData("1:30", 90)]
    [InlineData("4:15", 255)]
    [InlineData("0:05", 5)]
    [InlineData("168:00", 10080)]
    public void TryParse_Hours_AreMinutes(string text, int minutes)
    {
        Assert.True(WeeklyHours.TryParse(text, out var hours, out var problem));
        Assert.Equal(minutes, hours.Minutes);
        Assert.Equal(HoursProblem.None, problem);
    }

    [Theory]
    [InlineData(null, HoursProblem.Empty)]
    [InlineData(" ", HoursProblem.Empty)]
    [InlineData("to", HoursProblem.NotANumber)]
    [InlineData("1:60", HoursProblem.NotANumber)]
    [InlineData("1:5", HoursProblem.NotANumber)]
    [InlineData("-1:30", HoursProblem.NotANumber)]
    [InlineData("168:01", HoursProblem.MoreThanAWeek)]
    [InlineData("4t", HoursProblem.NotANumber)]
    [InlineData("1e2", HoursProblem.NotANumber)]
    [InlineData("4,", HoursProblem.NotANumber)]
    [InlineData(",5", HoursProblem.NotANumber)]
    [InlineData("1 234", HoursProblem.NotANumber)]
    [InlineData("٤", HoursProblem.NotANumber)]
    [InlineData("-", HoursProblem.NotANumber)]
    [InlineData("NaN", HoursProblem.NotANumber)]
    [InlineData("-Infinity", HoursProblem.NotANumber)]
    [InlineData("∞", HoursProblem.NotANumber)]
    [InlineData("-4,25", HoursProblem.Negative)]
    [InlineData("−1", HoursProblem.Negative)]
    [InlineData("1.234,5", HoursProblem.SeveralSeparators)]
    [InlineData("1,234.5", HoursProblem.SeveralSeparators)]
    [InlineData("1.234.567", HoursProblem.SeveralSeparators)]
    [InlineData("1.234", HoursProblem.TooManyDecimals)]
    [InlineData("1,234", HoursProblem.TooManyDecimals)]
    [InlineData("168,01", HoursProblem.MoreThanAWeek)]
    [InlineData("169", HoursProblem.MoreThanAWeek)]
    [InlineData("99999999999999999999", HoursProblem.MoreThanAWeek)]
    public void TryParse_NotHours_SaysWhy(string? text, HoursProblem expected)
    {
        Assert.False(WeeklyHours.TryParse(text, out var hours, out var problem));
        Assert.Equal(expected, problem);
        Assert.Equal(0, hours.Minutes);
    }

    [Fact]
    public void TryParse_WhatAFieldShows_IsTheSameAmountAgain() =>
        Prop.ForAll(
                Gen.Choose(0, WeeklyHours.MinutesInAWeek).ToArbitrary(),
                minutes =>
                    new[] { Languages.Danish, Languages.English }.All(culture =>
                        WeeklyHours.TryParse(Format.Hours(minutes, culture), out var hours)
                        && hours.Minutes == minutes
                    )
            )
            .QuickCheckThrowOnFailure();
}
