using MentorRegistry.Domain.Citizens;

namespace MentorRegistry.Domain.Tests.Citizens;

/// <summary>Only replacement numbers (day + 60): they belong to nobody.</summary>
public class CprNumberTests
{
    /// <summary>CPR-kontoret's table: the century follows from the seventh digit and the year.</summary>
    [Theory]
    [InlineData("610100-0001", "1900-01-01")]
    [InlineData("610199-0001", "1999-01-01")]
    [InlineData("610100-1001", "1900-01-01")]
    [InlineData("610199-1001", "1999-01-01")]
    [InlineData("610100-2001", "1900-01-01")]
    [InlineData("610199-2001", "1999-01-01")]
    [InlineData("610100-3001", "1900-01-01")]
    [InlineData("610199-3001", "1999-01-01")]
    [InlineData("610100-4001", "2000-01-01")]
    [InlineData("610136-4001", "2036-01-01")]
    [InlineData("610137-4001", "1937-01-01")]
    [InlineData("610199-4001", "1999-01-01")]
    [InlineData("610100-5001", "2000-01-01")]
    [InlineData("610157-5001", "2057-01-01")]
    [InlineData("610158-5001", "1858-01-01")]
    [InlineData("610199-5001", "1899-01-01")]
    [InlineData("610100-6001", "2000-01-01")]
    [InlineData("610157-6001", "2057-01-01")]
    [InlineData("610158-6001", "1858-01-01")]
    [InlineData("610199-6001", "1899-01-01")]
    [InlineData("610100-7001", "2000-01-01")]
    [InlineData("610157-7001", "2057-01-01")]
    [InlineData("610158-7001", "1858-01-01")]
    [InlineData("610199-7001", "1899-01-01")]
    [InlineData("610100-8001", "2000-01-01")]
    [InlineData("610157-8001", "2057-01-01")]
    [InlineData("610158-8001", "1858-01-01")]
    [InlineData("610199-8001", "1899-01-01")]
    [InlineData("610100-9001", "2000-01-01")]
    [InlineData("610136-9001", "2036-01-01")]
    [InlineData("610137-9001", "1937-01-01")]
    [InlineData("610199-9001", "1999-01-01")]
    public void BirthDate_SeventhDigitAndYear_GiveTheCentury(string text, string birthDate)
    {
        var number = CprNumber.Parse(text);

        Assert.Equal(TestData.Day(birthDate), number.BirthDate);
        Assert.True(number.IsReplacement);
    }

    [Theory]
    [InlineData("6402881234", Label = "bare")]
    [InlineData("640288-1234", Label = "hyphen")]
    [InlineData("640288 1234", Label = "blank")]
    [InlineData("640288 - 1234", Label = "hyphen between blanks")]
    [InlineData("64 02 88 12 34", Label = "read aloud")]
    [InlineData("  640288-1234\t", Label = "blanks around")]
    [InlineData("\u00a0640288\u00a01234", Label = "no-break spaces from a web page")]
    [InlineData("640288-1234\r\n", Label = "a line's end")]
    public void TryParse_HyphenAndBlanks_AreLeftOut(string text)
    {
        Assert.True(CprNumber.TryParse(text, out var number, out _));

        Assert.Equal("6402881234", number.Digits);
        Assert.Equal("640288-1234", number.Full);
        Assert.Equal("640288-XXXX", number.Masked);
        Assert.Equal(TestData.Day("1988-02-04"), number.BirthDate);
    }

    [Theory]
    [InlineData(null, CprProblem.Missing, Label = "null")]
    [InlineData("", CprProblem.Missing, Label = "nothing")]
    [InlineData(" \t ", CprProblem.Missing, Label = "blanks")]
    [InlineData("61029O-1234", CprProblem.NotDigits, Label = "letter O")]
    [InlineData("6l0290-1234", CprProblem.NotDigits, Label = "letter l")]
    [InlineData("610290-XXXX", CprProblem.NotDigits, Label = "a masked number")]
    [InlineData("610290-A234", CprProblem.NotDigits, Label = "a local system's letter")]
    [InlineData("610-290-1234", CprProblem.NotDigits, Label = "two hyphens")]
    [InlineData("610290.1234", CprProblem.NotDigits, Label = "a full stop")]
    [InlineData("6.10291E+09", CprProblem.NotDigits, Label = "a spreadsheet's number")]
    [InlineData(
        "\uff16\uff11\uff10\uff12\uff19\uff10\uff11\uff12\uff13\uff14",
        CprProblem.NotDigits,
        Label = "fullwidth digits"
    )]
    [InlineData("٦١٠٢٩٠١٢٣٤", CprProblem.NotDigits, Label = "Arabic digits")]
    [InlineData("610290🙂1234", CprProblem.NotDigits, Label = "emoji")]
    [InlineData("610290\ud83d1234", CprProblem.NotDigits, Label = "half an emoji")]
    [InlineData("610290\u200b1234", CprProblem.NotDigits, Label = "zero-width space")]
    [InlineData("610290\01234", CprProblem.NotDigits, Label = "null character")]
    [InlineData("' OR 1=1 --", CprProblem.NotDigits, Label = "SQL")]
    [InlineData("-", CprProblem.NotTenDigits, Label = "hyphen alone")]
    [InlineData("6", CprProblem.NotTenDigits, Label = "one digit")]
    [InlineData("102901234", CprProblem.NotTenDigits, Label = "nine digits")]
    [InlineData("61029012345", CprProblem.NotTenDigits, Label = "eleven digits")]
    [InlineData("6102901234610290", CprProblem.NotTenDigits, Label = "sixteen digits")]
    [InlineData("61029012346102901", CprProblem.NotTenDigits, Label = "seventeen digits")]
    [InlineData("6102901234\t6102901234", CprProblem.NotTenDigits, Label = "two numbers")]
    [InlineData("610290-1234 610290-1234", CprProblem.NotDigits, Label = "two numbers with hyphens")]
    [InlineData("691390-1234", CprProblem.NoSuchDate, Label = "month 13")]
    [InlineData("610090-1234", CprProblem.NoSuchDate, Label = "month 0")]
    [InlineData("600190-1234", CprProblem.NoSuchDate, Label = "day 60 is no day 0")]
    [InlineData("000190-1234", CprProblem.NoSuchDate, Label = "day 0")]
    [InlineData("320190-1234", CprProblem.NoSuchDate, Label = "day 32")]
    [InlineData("920190-1234", CprProblem.NoSuchDate, Label = "day 92 is no day 32")]
    [InlineData("900290-1234", CprProblem.NoSuchDate, Label = "30 February")]
    [InlineData("890290-1234", CprProblem.NoSuchDate, Label = "29 February 1990")]
    [InlineData("890200-1234", CprProblem.NoSuchDate, Label = "29 February 1900 was not")]
    [InlineData("910490-1234", CprProblem.NoSuchDate, Label = "31 April")]
    public void TryParse_NoNumber_TellsWhy(string? text, CprProblem problem)
    {
        Assert.False(CprNumber.TryParse(text, out var number, out var why));

        Assert.Null(number);
        Assert.Equal(problem, why);
        var thrown = Assert.Throws<FormatException>(() => CprNumber.Parse(text!));
        Assert.Equal($"Not a CPR number: {problem}.", thrown.Message);
    }

    [Theory]
    [InlineData(100_000, '6', CprProblem.NotTenDigits)]
    [InlineData(100_000, '-', CprProblem.NotDigits)]
    [InlineData(100_000, 'Å', CprProblem.NotDigits)]
    public void TryParse_VeryLong_IsRefused(int length, char character, CprProblem problem)
    {
        Assert.False(CprNumber.TryParse(new string(character, length), out _, out var why));
        Assert.Equal(problem, why);
    }

    [Theory]
    [InlineData("890200-4234", "2000-02-29", Label = "29 February 2000 was")]
    [InlineData("890288-1234", "1988-02-29", Label = "29 February 1988")]
    [InlineData("910190-1234", "1990-01-31", Label = "day 91")]
    [InlineData("611290-1234", "1990-12-01", Label = "month 12")]
    public void TryParse_DayExists_IsAccepted(string text, string birthDate) =>
        Assert.Equal(TestData.Day(birthDate), CprNumber.Parse(text).BirthDate);

    /// <summary>Of four neighbours at most one fits modulus 11 (the last digit's weight is 1), so three here fail it.</summary>
    [Theory]
    [InlineData("6101900000")]
    [InlineData("6101900001")]
    [InlineData("6101900002")]
    [InlineData("6101900003")]
    public void TryParse_WhateverModulus11_IsAccepted(string text) =>
        Assert.True(CprNumber.TryParse(text, out _, out _));

    /// <summary>A lost zero is only possible in a real number's form, so the day is one on which none is issued: year 2057.</summary>
    [Theory]
    [InlineData("101578000", true, "0101578000", Label = "nine digits")]
    [InlineData("10157-8000", true, "0101578000", Label = "nine digits with a hyphen")]
    [InlineData("101578000", false, null, Label = "nine digits, typed")]
    [InlineData("10157800", true, null, Label = "eight digits")]
    [InlineData("6402881234", true, "6402881234", Label = "ten digits")]
    public void TryParse_NineDigits_AreRestoredOnlyWhenAsked(string text, bool restore, string? digits)
    {
        var accepted = CprNumber.TryParse(text, out var number, out var problem, restore);

        Assert.Equal(digits, number?.Digits);
        Assert.Equal(digits is not null, accepted);
        Assert.True(accepted || problem == CprProblem.NotTenDigits);
    }

    [Fact]
    public void IsReplacement_OrdinaryForm_IsFalse() =>
        Assert.False(CprNumber.Parse("0101578000").IsReplacement);

    [Fact]
    public void ToString_AnyWay_NeverTellsTheSerial()
    {
        var number = CprNumber.Parse("640288-1234");

        Assert.Equal("640288-XXXX", number.ToString());
        Assert.Equal("640288-XXXX", $"{number}");
        Assert.DoesNotContain("1234", new { number }.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Equals_SameDigits_AreTheSameNumber()
    {
        Assert.Equal(CprNumber.Parse("640288-1234"), CprNumber.Parse("6402881234"));
        Assert.NotEqual(CprNumber.Parse("640288-1234"), CprNumber.Parse("640288-1235"));
    }

    [Theory]
    [InlineData("6402881234", "640288-XXXX")]
    [InlineData("Bo 640288-1234, Iversen", "Bo 640288-XXXX, Iversen")]
    [InlineData("64 02 88 12 34", "640288-XXXX")]
    [InlineData("640288-1234 og 650288 4321", "640288-XXXX og 650288-XXXX")]
    [InlineData("B-004213", "B-004213")]
    [InlineData("64028812345", "64028812345")]
    [InlineData("2026-10-21..2026-11-20; Bo", "2026-10-21..2026-11-20; Bo")]
    public void MaskIn_NumbersInAText_AreMaskedAndNothingElse(string text, string expected) =>
        Assert.Equal(expected, CprNumber.MaskIn(text));
}
