using System.Globalization;

namespace MentorRegistry.Web.Input;

/// <summary>
/// Hours of many people or of a long time, with at most two decimals, kept as whole minutes (rounded half up): "288,75",
/// "3.361". Read as amounts are (<see cref="Kroner"/>), thousands and all: hours of one week are <see cref="WeeklyHours"/>.
/// </summary>
public readonly record struct TotalHours(int Minutes)
{
    private const int MostHours = 10_000_000;

    public static bool TryParse(
        string? text,
        CultureInfo culture,
        out TotalHours hours,
        out KronerProblem problem
    )
    {
        hours = default;
        if (!Kroner.TryParse(text, culture, out var hundredths, out problem))
        {
            return false;
        }

        if (hundredths.Ore > MostHours * 100L)
        {
            problem = KronerProblem.TooMuch;
            return false;
        }

        hours = new TotalHours((int)(((hundredths.Ore * 60) + 50) / 100));
        return true;
    }
}
