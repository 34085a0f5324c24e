using MentorRegistry.Web.Input;
using MentorRegistry.Web.Localization;

namespace MentorRegistry.Web.Tests.Input;

public sealed class WholeNumberTests
{
    [Theory]
    [InlineData("77777", "da", 77_777)]
    [InlineData("77.777", "da", 77_777)]
    [InlineData("1.234.567", "da", 1_234_567)]
    [InlineData(" -5 ", "da", -5)]
    [InlineData("\u22121.500", "da", -1_500)]
    [InlineData("77,777", "en", 77_777)]
    public void TryParse_AsPagesPrintIt_IsRead(string text, string language, long number)
    {
        Assert.True(WholeNumber.TryParse(text, Languages.Find(language)!, out var read));
        Assert.Equal(number, read);
    }

    [Theory]
    [InlineData("77,777", "da")]
    [InlineData("77.777", "en")]
    [InlineData("7.77", "da")]
    [InlineData("7.7777", "da")]
    [InlineData(".777", "da")]
    [InlineData("7777.777", "da")]
    [InlineData("1,5", "da")]
    [InlineData("mange", "da")]
    [InlineData("--5", "da")]
    [InlineData("99999999999999999999", "da")]
    [InlineData("", "da")]
    public void TryParse_AnythingElse_IsNoNumber(string text, string language) =>
        Assert.False(WholeNumber.TryParse(text, Languages.Find(language)!, out _));
}
