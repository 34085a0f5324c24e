using System.Globalization;
using MentorRegistry.Domain.Citizens;

namespace MentorRegistry.Domain.Tests.Citizens;

public class CitizenReferenceTests
{
    public static TheoryData<long> Sampled =>
        [1, 9, 10, 99, 4213, 10_000, 77_777, 99_999, 100_000, 123_456, 9_876_543];

    [Theory]
    [MemberData(nameof(Sampled))]
    public void TryParse_OwnReference_GivesTheNumberBack(long id)
    {
        Assert.True(CitizenReference.TryParse(CitizenReference.Of(id), out var read));
        Assert.Equal(id, read);
    }

    [Fact]
    public void TryParse_CprNumberWhoseCheckDigitWouldFit_IsRefused()
    {
        // Any ten digits with the check digit behind nine of them: about every tenth CPR number is such a one.
        var digits = CitizenReference.Of(610_190_123)[2..];

        Assert.Equal(10, digits.Length);
        Assert.False(CitizenReference.TryParse(digits, out _));
    }

    [Fact]
    public void TryParse_FirstTenThousand_AreAllGivenBack()
    {
        for (var id = 1L; id <= 10_000; id++)
        {
            if (!CitizenReference.TryParse(CitizenReference.Of(id), out var read) || read != id)
            {
                Assert.Fail($"{CitizenReference.Of(id)} is read as {read}.");
            }
        }
    }

    /// <summary>The check digit of Damm's own example: 572 is followed by 4.</summary>
    [Fact]
    public void Of_DammsExample_HasHisCheckDigit() => Assert.Equal("B-005724", CitizenReference.Of(572));

    [Theory]
    [MemberData(nameof(Sampled))]
    public void TryParse_OneDigitWrong_IsRefused(long id)
    {
        var reference = CitizenReference.Of(id);
        foreach (var at in Enumerable.Range(2, reference.Length - 2))
        {
            foreach (var digit in "0123456789".Where(digit => digit != reference[at]))
            {
                var wrong = reference[..at] + digit + reference[(at + 1)..];
                Assert.False(CitizenReference.TryParse(wrong, out _), $"{wrong} for {reference}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Sampled))]
    public void TryParse_NeighboursSwapped_IsRefused(long id)
    {
        var reference = CitizenReference.Of(id);
        foreach (
            var at in Enumerable
                .Range(2, reference.Length - 3)
                .Where(at => reference[at] != reference[at + 1])
        )
        {
            var swapped = reference[..at] + reference[at + 1] + reference[at] + reference[(at + 2)..];
            Assert.False(CitizenReference.TryParse(swapped, out _), $"{swapped} for {reference}");
        }
    }

    /// <summary>Every reference up to 1,000 × every error: what the scheme promises, not only on chosen ones.</summary>
    [Fact]
    public void TryParse_AnySlipInTheFirstThousand_IsRefused()
    {
        for (var id = 1L; id <= 1000; id++)
        {
            var digits = CitizenReference.Of(id)[2..].ToCharArray();
            for (var at = 0; at < digits.Length; at++)
            {
                var right = digits[at];
                for (var step = 1; step < 10; step++)
                {
                    digits[at] = (char)('0' + ((right - '0' + step) % 10));
                    Refused(digits);
                }

                digits[at] = right;
                if (at + 1 < digits.Length && digits[at] != digits[at + 1])
                {
                    (digits[at], digits[at + 1]) = (digits[at + 1], digits[at]);
                    Refused(digits);
                    (digits[at], digits[at + 1]) = (digits[at + 1], digits[at]);
                }
            }
        }

        static void Refused(char[] digits)
        {
            if (CitizenReference.TryParse(new string(digits), out _))
            {
                Assert.Fail($"{new string(digits)} was accepted.");
            }
        }
    }

    [Theory]
    [InlineData("B-005724", Label = "as printed")]
    [InlineData("b-005724", Label = "lower case")]
    [InlineData("B005724", Label = "no hyphen")]
    [InlineData("B 005724", Label = "blank")]
    [InlineData("B-5724", Label = "zeros left out")]
    [InlineData("5724", Label = "digits alone")]
    [InlineData("B-00005724", Label = "more zeros")]
    [InlineData("  B-005724 \t", Label = "blanks around")]
    public void TryParse_AsPeopleType_IsRead(string text)
    {
        Assert.True(CitizenReference.TryParse(text, out var id));
        Assert.Equal(572, id);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("B-")]
    [InlineData("B")]
    [InlineData("-")]
    [InlineData("0")]
    [InlineData("B-000000")]
    [InlineData("B-00572", Label = "check digit left out")]
    [InlineData("C-005724", Label = "another letter")]
    [InlineData("B-0057 24", Label = "blank within")]
    [InlineData("B-00572O", Label = "letter O")]
    [InlineData("B-\uff10\uff10\uff15\uff17\uff12\uff14", Label = "fullwidth digits")]
    [InlineData("B-00572٤", Label = "Arabic digit")]
    [InlineData("B-005724🙂", Label = "emoji")]
    [InlineData("-5724-", Label = "hyphen behind")]
    public void TryParse_NoReference_IsRefused(string? text)
    {
        Assert.False(CitizenReference.TryParse(text, out var id));
        Assert.Equal(0, id);
    }

    [Fact]
    public void TryParse_VeryLong_IsRefused() =>
        Assert.False(CitizenReference.TryParse("B-" + new string('0', 100_000) + "5724", out _));

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(long.MinValue)]
    public void Of_NoRecordNumber_IsRefused(long id) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => CitizenReference.Of(id));

    [Fact]
    public void Of_DanishAndArabicCulture_IsTheSame()
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("ar-SA");
            Assert.Equal("B-005724", CitizenReference.Of(572));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
