using MentorRegistry.Web.Access;

namespace MentorRegistry.Web.Tests.Access;

public sealed class AuthenticatorCodeTests
{
    // "12345678901234567890", the key of RFC 6238's own examples.
    private const string Key = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

    private static readonly DateTime Now = new(2026, 11, 20, 7, 0, 10, DateTimeKind.Utc);

    // Appendix B, the last six of its eight digits.
    [Theory]
    [InlineData(59, "287082")]
    [InlineData(1_111_111_109, "081804")]
    [InlineData(1_111_111_111, "050471")]
    [InlineData(1_234_567_890, "005924")]
    [InlineData(2_000_000_000, "279037")]
    [InlineData(20_000_000_000, "353130")]
    public void Of_ExamplesOfRfc6238_AreTheirs(long seconds, string code) =>
        Assert.Equal(
            code,
            AuthenticatorCode.Of(Key, AuthenticatorCode.StepAt(DateTime.UnixEpoch.AddSeconds(seconds)))
        );

    [Theory]
    [InlineData(-2, false)]
    [InlineData(-1, true)]
    [InlineData(0, true)]
    [InlineData(1, true)]
    [InlineData(2, false)]
    public void StepOf_CodesAround_CountHalfAMinuteEitherWay(int stepsAway, bool counts)
    {
        var step = AuthenticatorCode.StepAt(Now) + stepsAway;

        Assert.Equal(
            counts ? step : null,
            AuthenticatorCode.StepOf(Key, AuthenticatorCode.Of(Key, step), Now, lastUsed: null)
        );
    }

    [Fact]
    public void StepOf_UsedOrOlderThanTheUsed_IsNone()
    {
        var step = AuthenticatorCode.StepAt(Now);

        Assert.Null(AuthenticatorCode.StepOf(Key, AuthenticatorCode.Of(Key, step), Now, lastUsed: step));
        Assert.Null(AuthenticatorCode.StepOf(Key, AuthenticatorCode.Of(Key, step - 1), Now, lastUsed: step));
        Assert.Equal(
            step + 1,
            AuthenticatorCode.StepOf(Key, AuthenticatorCode.Of(Key, step + 1), Now, lastUsed: step)
        );
    }

    [Theory]
    [InlineData("")]
    [InlineData("12345")]
    [InlineData("١٢٣٤٥٦")]
    public void StepOf_NoCode_IsNone(string typed) =>
        Assert.Null(AuthenticatorCode.StepOf(Key, typed, Now, lastUsed: null));
}
