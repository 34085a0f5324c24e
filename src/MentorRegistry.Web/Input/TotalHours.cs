using System.Globalization;
using System.Text.RegularExpressions;

namespace MentorRegistry.Web.Input;

/// <summary>
/// Hours of many people or of a long time, with at most two decimals, kept as whole minutes (rounded half up): "288,75",
/// "3.361", "2:30". Read as amounts are (<see cref="Kroner"/>), thousands and all: hours of one week are <see cref="WeeklyHours"/>.
/// </summary>
public readonly partial record struct TotalHours(int Minutes)
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
        if (Clock().Match(text ?? "") is { Success: true } clock)
        {
            problem = KronerProblem.None;
            hours = new TotalHours(
                (
                    int.Parse(
                        clock.Groups["hours"].ValueSpan,
                        NumberStyles.None,
                        CultureInfo.InvariantCulture
                    ) * 60
                )
                    + int.Parse(
                        clock.Groups["minutes"].ValueSpan,
                        NumberStyles.None,
                        CultureInfo.InvariantCulture
                    )
            );
            return true;
        }

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

    // As a clock shows it.
    [GeneratedRegex(
        @"^\s*(?<hours>[0-9]{1,4}):(?<minutes>[0-5][0-9])\s*$",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Clock();
}
