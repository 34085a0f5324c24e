using MentorRegistry.Domain.Providers;
using Xunit;

namespace MentorRegistry.Domain.Tests.Providers;

public sealed class CvrNumberTests
{
    [Theory]
    [InlineData("12345674")]
    [InlineData(" 12 34 56 74 ")]
    [InlineData("DK12345674")]
    [InlineData("dk 1234 5674")]
    public void Read_EightDigitsThatComply_GivesTheDigits(string typed)
    {
        Assert.Equal(CvrProblem.None, CvrNumber.Read(typed, out var digits));
        Assert.Equal("12345674", digits);
    }

    [Theory]
    [InlineData("")]
    [InlineData("1234567")]
    [InlineData("123456745")]
    [InlineData("1234567A")]
    [InlineData("٢٢٣٤٥٦٧٤")]
    public void Read_AnythingElse_SaysEightDigits(string typed)
    {
        Assert.Equal(CvrProblem.NotEightDigits, CvrNumber.Read(typed, out var digits));
        Assert.Empty(digits);
    }

    /// <summary>Eight digits they are, and no number begins so.</summary>
    [Theory]
    [InlineData("02345674")]
    [InlineData("00000000")]
    public void Read_BeginsWithNought_IsNoSuchNumber(string typed)
    {
        Assert.Equal(CvrProblem.CheckFails, CvrNumber.Read(typed, out var digits));
        Assert.Empty(digits);
    }

    /// <summary>What the check is for: a digit typed wrong, and two that have changed places.</summary>
    [Fact]
    public void Read_OneDigitWrongOrTwoNeighboursSwapped_IsFound()
    {
        const string Right = "12345674";
        for (var i = 0; i < Right.Length; i++)
        {
            for (var digit = i == 0 ? '1' : '0'; digit <= '9'; digit++)
            {
                var wrong = Right[..i] + digit + Right[(i + 1)..];
                Assert.Equal(
                    wrong == Right ? CvrProblem.None : CvrProblem.CheckFails,
                    CvrNumber.Read(wrong, out _)
                );
            }

            if (i + 1 < Right.Length)
            {
                Assert.Equal(
                    CvrProblem.CheckFails,
                    CvrNumber.Read(Right[..i] + Right[i + 1] + Right[i] + Right[(i + 2)..], out _)
                );
            }
        }
    }
}
