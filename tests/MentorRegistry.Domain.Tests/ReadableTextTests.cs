namespace MentorRegistry.Domain.Tests;

public sealed class ReadableTextTests
{
    [Theory]
    [InlineData("B-12")]
    [InlineData("Sag 4711")]
    [InlineData("Åse")]
    [InlineData(" a b c ")]
    [InlineData("a\u200Bb\u200Bc")]
    [InlineData("A\u030Ase")]
    [InlineData("ÆØÅ")]
    [InlineData("æøå")]
    [InlineData("éüñ")]
    [InlineData("Łžė")]
    [InlineData("Việ")]
    public void IsReason_ThreeLettersOrDigits_Is(string text) => Assert.True(ReadableText.IsReason(text));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("\u202Eabc")]
    [InlineData("Aftalt \u2067i netværket")]
    [InlineData("Aftalt\u200F")]
    [InlineData("ok")]
    [InlineData("x")]
    [InlineData("-")]
    [InlineData("...")]
    [InlineData("?!?!")]
    [InlineData("😀😀😀")]
    [InlineData("o\u200Bk\u2060")]
    [InlineData("a\u0301\u0302\u0303")]
    [InlineData("\u200B\u200B\u200B")]
    [InlineData("\u3164\u3164\u3164")]
    [InlineData("\u115F\u1160\uFFA0")]
    [InlineData("\u2800\u2800\u2800")]
    [InlineData("\U00013441\U00013441\U00013442")]
    [InlineData("\u02B9\u02B9\u02B9")]
    [InlineData("\u0640\u0640\u0640")]
    [InlineData("\uA4F8\uA4F8\uA4F8")]
    [InlineData("\u01C0\u01C0\u01C0")]
    [InlineData("ªªº")]
    [InlineData("××÷")]
    [InlineData("东京都")]
    [InlineData("абв")]
    [InlineData("𝒶𝒷𝒸")]
    [InlineData("٣٤٥")]
    public void IsReason_FewerOrNoneThatShows_IsNot(string? text) =>
        Assert.False(ReadableText.IsReason(text));

    [Theory]
    [InlineData(null)]
    [InlineData(" \t\r\n\u00A0")]
    [InlineData("\u200B\u200C\u200D\u2060\uFEFF")]
    [InlineData("\u00AD")]
    [InlineData("\u3164\u115F\u1160\uFFA0")]
    [InlineData("\u2800")]
    [InlineData("\u0301")]
    [InlineData("\u034F\u17B4\u180E")]
    [InlineData("\uFE0F")]
    [InlineData("\U000E0041\U000E0100")]
    [InlineData("\u202E\u2066\u0000")]
    public void ShowsNothing_BlanksAndInvisible_DoesSo(string? text) =>
        Assert.True(ReadableText.ShowsNothing(text));

    [Theory]
    [InlineData("-")]
    [InlineData("\u200BØ")]
    [InlineData("e\u0301")]
    [InlineData("7")]
    public void ShowsNothing_OneThatShows_DoesNot(string text) =>
        Assert.False(ReadableText.ShowsNothing(text));
}
