using System.Globalization;

namespace MentorRegistry.Web.Input;

/// <summary>A month as addresses and commands write it: <c>2026-11</c>. People write more ways: <see cref="DanishMonth"/>.</summary>
public static class WrittenMonth
{
    /// <summary>Reads it; the month is told by its first day.</summary>
    public static bool TryParse(string? text, out DateOnly first) =>
        DateOnly.TryParseExact(
            text + "-01",
            "yyyy-MM-dd",
            CultureInfo.InvariantCulture,
            DateTimeStyles.None,
            out first
        );

    /// <summary>Writes the month that the day is in.</summary>
    public static string Of(DateOnly day) => day.ToString("yyyy-MM", CultureInfo.InvariantCulture);
}
