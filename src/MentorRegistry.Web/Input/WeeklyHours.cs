using System.Globalization;
using System.Text.RegularExpressions;

namespace MentorRegistry.Web.Input;

/// <summary>Why a text is not a number of hours a week.</summary>
public enum HoursProblem
{
    None,

    /// <summary>Nothing was written.</summary>
    Empty,

    /// <summary>Not a number as people write it: "to", "4t", "1e3", nor NaN or ∞ as a failed sum is written.</summary>
    NotANumber,

    /// <summary>Below nought.</summary>
    Negative,

    /// <summary>More than one separator, as in 1.234,5: a thousands separator is never guessed at.</summary>
    SeveralSeparators,

    /// <summary>More than two decimals. 1.234 may be 1,234 hours or 1234: neither is guessed.</summary>
    TooManyDecimals,

    /// <summary>More than the time has: the 168 hours of a week.</summary>
    MoreThanAWeek,
}

/// <summary>
/// Hours a week as people write them, with comma or point and at most two decimals, kept as whole minutes
/// (rounded half up: 4,33 hours are 260 minutes), or as a clock shows them: 4:20. Forms and the import read alike.
/// </summary>
public readonly partial record struct WeeklyHours(int Minutes)
{
    public const int MinutesInAWeek = 7 * 24 * 60;

    public static bool TryParse(string? text, out WeeklyHours hours) => TryParse(text, out hours, out _);

    /// <summary>False, with the reason, when the text is not a number of hours within 0–168.</summary>
    public static bool TryParse(string? text, out WeeklyHours hours, out HoursProblem problem)
    {
        var isRead = TryParse(text, MinutesInAWeek, out var minutes, out problem);
        hours = new WeeklyHours(minutes);
        return isRead;
    }

    /// <summary>Hours of a time that has other minutes than a week, at most 999 hours of them; written alike.</summary>
    public static bool TryParse(string? text, int mostMinutes, out int minutes, out HoursProblem problem)
    {
        minutes = 0;
        text = text?.Trim() ?? "";
        var negative = text.StartsWith('-') || text.StartsWith('\u2212');
        var amount = negative ? text[1..].TrimStart() : text;
        if (!negative && Clock().Match(amount) is { Success: true } clock)
        {
            var all = (Number(clock, "hours") * 60) + Number(clock, "minutes");
            problem = all > mostMinutes ? HoursProblem.MoreThanAWeek : HoursProblem.None;
            minutes = problem == HoursProblem.None ? all : 0;
            return problem == HoursProblem.None;
        }

        problem = amount switch
        {
            _ when text.Length == 0 => HoursProblem.Empty,
            _ when Separated().IsMatch(amount) => HoursProblem.SeveralSeparators,
            _ when !Decimal().IsMatch(amount) => HoursProblem.NotANumber,
            _ when negative => HoursProblem.Negative,
            _ when DecimalsOf(amount).Length > 2 => HoursProblem.TooManyDecimals,
            _ => HoursProblem.None,
        };
        if (problem != HoursProblem.None)
        {
            return false;
        }

        // A hundredth of an hour is the unit here, so that nothing is ever rounded but the minutes, once.
        var whole = amount.AsSpan(0, amount.Length - DecimalsOf(amount).Length).TrimEnd(",.").TrimStart('0');
        if (whole.Length > 3)
        {
            problem = HoursProblem.MoreThanAWeek;
            return false;
        }

        var hundredths = 0;
        foreach (var digit in string.Concat(whole, DecimalsOf(amount).PadRight(2, '0')))
        {
            hundredths = (hundredths * 10) + (digit - '0');
        }

        if (hundredths * 60 > mostMinutes * 100)
        {
            problem = HoursProblem.MoreThanAWeek;
            return false;
        }

        minutes = ((hundredths * 60) + 50) / 100;
        return true;
    }

    private static int Number(Match clock, string part) =>
        int.Parse(clock.Groups[part].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);

    private static string DecimalsOf(string amount)
    {
        var separator = amount.AsSpan().IndexOfAny(',', '.');
        return separator < 0 ? "" : amount[(separator + 1)..];
    }

    [GeneratedRegex("^[0-9]+([.,][0-9]+){2,}$", Options, 1000)]
    private static partial Regex Separated();

    [GeneratedRegex("^[0-9]+([.,][0-9]+)?$", Options, 1000)]
    private static partial Regex Decimal();

    [GeneratedRegex("^(?<hours>[0-9]{1,3}):(?<minutes>[0-5][0-9])$", Options, 1000)]
    private static partial Regex Clock();

    private const RegexOptions Options = RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant;
}
