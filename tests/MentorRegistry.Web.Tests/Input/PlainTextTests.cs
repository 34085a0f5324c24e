using MentorRegistry.Web.Input;

namespace MentorRegistry.Web.Tests.Input;

public class PlainTextTests
{
    [Theory]
    [InlineData("Søren Ærø", "Søren Ærø")]
    [InlineData("to\r\nlinjer\tmed", "to\r\nlinjer\tmed")]
    [InlineData("Be\u200Bgrund\u00ADelse", "Begrundelse")]
    [InlineData("\uFEFFaf\u2060talt\u200D", "aftalt")]
    [InlineData("a\u202Eb\u0000c", "abc")]
    [InlineData("hel \U0001F600", "hel \U0001F600")]
    public void Of_SignsThatNobodySees_AreLeftOut(string typed, string kept)
    {
        Assert.Equal(kept, PlainText.Of(typed));
        // The import has one line a row, so a break in a field is refused there.
        Assert.Equal(typed == kept && !typed.Contains('\n'), PlainText.IsPlain(typed));
    }
}
