namespace MentorRegistry.Web;

/// <summary>The one clock: instants in UTC, and the day as people in Denmark have it.</summary>
public sealed class Clock(TimeProvider time, RegistrySettings settings)
{
    /// <summary>Denmark's time zone, whatever the machine's.</summary>
    public static TimeZoneInfo Copenhagen { get; } = TimeZoneInfo.FindSystemTimeZoneById("Europe/Copenhagen");

    /// <summary>Today in Europe/Copenhagen, or the day that <c>Clock:Today</c> pins.</summary>
    public DateOnly Today => settings.Clock.Today ?? DateOnly.FromDateTime(ToCopenhagen(UtcNow));

    /// <summary>This instant, UTC.</summary>
    public DateTime UtcNow => time.GetUtcNow().UtcDateTime;

    /// <summary>When a Danish day begins, UTC.</summary>
    public static DateTime BeginningOf(DateOnly day) =>
        TimeZoneInfo.ConvertTimeToUtc(day.ToDateTime(TimeOnly.MinValue), Copenhagen);

    /// <summary>An instant as a clock on a Danish wall shows it.</summary>
    public static DateTime ToCopenhagen(DateTime utc) => TimeZoneInfo.ConvertTimeFromUtc(utc, Copenhagen);
}
