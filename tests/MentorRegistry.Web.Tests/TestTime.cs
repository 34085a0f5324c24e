namespace MentorRegistry.Web.Tests;

/// <summary>A clock that a test moves.</summary>
public sealed class TestTime : TimeProvider
{
    private DateTimeOffset _now = new(2026, 11, 20, 7, 0, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => _now;

    public void Pass(TimeSpan time) => _now += time;
}
