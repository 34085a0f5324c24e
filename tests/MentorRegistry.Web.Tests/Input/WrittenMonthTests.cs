using MentorRegistry.Web.Input;

namespace MentorRegistry.Web.Tests.Input;

public sealed class WrittenMonthTests
{
    [Fact]
    public void TryParse_WhatItWrites_IsTheMonthsFirstDay()
    {
        Assert.Equal("2026-11", WrittenMonth.Of(new DateOnly(2026, 11, 20)));
        Assert.True(WrittenMonth.TryParse("2026-11", out var first));
        Assert.Equal(new DateOnly(2026, 11, 1), first);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("2026-13")]
    [InlineData("2026-1")]
    [InlineData("11-2026")]
    [InlineData("2026-11-01")]
    [InlineData("november 2026")]
    public void TryParse_AnythingElse_IsNoMonth(string? text) =>
        Assert.False(WrittenMonth.TryParse(text, out _));
}
