using MentorRegistry.Web.Input;
using MentorRegistry.Web.Localization;
using Xunit;

namespace MentorRegistry.Web.Tests.Input;

public sealed class KronerTests
{
    [Theory]
    [InlineData("600", 600_00)]
    [InlineData(" 600 kr. ", 600_00)]
    [InlineData("kr. 600", 600_00)]
    [InlineData("600,-", 600_00)]
    [InlineData("434,50", 434_50)]
    [InlineData("434,5", 434_50)]
    [InlineData("434.50", 434_50)]
    [InlineData("1234.56", 1234_56)]
    [InlineData("1234,56", 1234_56)]
    [InlineData("1.234,56", 1234_56)]
    [InlineData("1,234.56", 1234_56)]
    [InlineData("DKK 1,290.20", 1290_20)]
    [InlineData("1 290,20", 1290_20)]
    [InlineData("1\u00a0290,20 kr.", 1290_20)]
    [InlineData("0", 0)]
    [InlineData("007", 7_00)]
    [InlineData("7.388.000", 7_388_000_00)]
    [InlineData("7,388,000.00", 7_388_000_00)]
    [InlineData("999999999,99", 999_999_999_99)]
    public void TryParse_AmountInEitherLanguage_IsReadAlike(string typed, long ore)
    {
        if (typed != "7.388.000")
        {
            Assert.True(Kroner.TryParse(typed, Languages.English, out var english, out _), typed);
            Assert.Equal(ore, english.Ore);
        }

        Assert.True(Kroner.TryParse(typed, Languages.Danish, out var danish, out var problem), $"{problem}");
        Assert.Equal(ore, danish.Ore);
    }

    /// <summary>Three digits after one separator are thousands in the language's own way alone.</summary>
    [Fact]
    public void TryParse_OneGroupOfThree_IsThousandsInTheOwnLanguageAlone()
    {
        Assert.True(Kroner.TryParse("1.234", Languages.Danish, out var danish, out _));
        Assert.True(Kroner.TryParse("1,234", Languages.English, out var english, out _));
        Assert.Equal((1234_00, 1234_00), (danish.Ore, english.Ore));
        Assert.False(Kroner.TryParse("1,234", Languages.Danish, out _, out var danishProblem));
        Assert.False(Kroner.TryParse("1.234", Languages.English, out _, out var englishProblem));
        Assert.Equal(
            (KronerProblem.TooManyDecimals, KronerProblem.TooManyDecimals),
            (danishProblem, englishProblem)
        );
    }

    [Theory]
    [InlineData("", KronerProblem.Empty)]
    [InlineData("  kr. ", KronerProblem.Empty)]
    [InlineData("-600", KronerProblem.Negative)]
    [InlineData("\u2212 434,50", KronerProblem.Negative)]
    [InlineData("-", KronerProblem.NotANumber)]
    [InlineData("seks", KronerProblem.NotANumber)]
    [InlineData("1e3", KronerProblem.NotANumber)]
    [InlineData("NaN", KronerProblem.NotANumber)]
    [InlineData("6,00,00", KronerProblem.NotANumber)]
    [InlineData("12.34.567", KronerProblem.NotANumber)]
    [InlineData("1.234.56", KronerProblem.NotANumber)]
    [InlineData("1234.567", KronerProblem.TooManyDecimals)]
    [InlineData("434,505", KronerProblem.TooManyDecimals)]
    [InlineData("٦٠٠", KronerProblem.NotANumber)]
    [InlineData("1000000000", KronerProblem.TooMuch)]
    [InlineData("99999999999999999999999999", KronerProblem.TooMuch)]
    public void TryParse_AnythingElse_IsRefusedAndSaysWhy(string typed, KronerProblem why)
    {
        Assert.False(Kroner.TryParse(typed, Languages.Danish, out var amount, out var problem));
        Assert.Equal(why, problem);
        Assert.Equal(default, amount);
    }
}
