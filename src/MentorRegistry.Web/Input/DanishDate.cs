using System.Text.RegularExpressions;

namespace MentorRegistry.Web.Input;

/// <summary>Why a text is not a date.</summary>
public enum DateProblem
{
    None,

    /// <summary>Nothing was written.</summary>
    Empty,

    /// <summary>Not written in one of the forms that are read.</summary>
    NotADate,

    /// <summary>The year has two digits: 010550 may be 1950 or 2050, and a guess would be stored as a fact.</summary>
    TwoDigitYear,

    /// <summary>The calendar has no such day: 31-02-2026.</summary>
    NoSuchDay,

    /// <summary>The year is not within 1900–2199.</summary>
    OutOfRange,
}

/// <summary>
/// Reads a day as people and the departments' systems write it, day before month:
/// <c>31-05-2022</c>, <c>31.05.2022</c>, <c>31.5.2022</c>, <c>31/05/2022</c>, <c>31/5-2022</c>, <c>31052022</c>,
/// and <c>2022-05-31</c>. Forms and the import read alike, but that the import refuses slashes.
/// </summary>
public static partial class DanishDate
{
    public const int FirstYear = 1900;
    public const int LastYear = 2199;

    public static bool TryParse(string? text, out DateOnly date) => TryParse(text, out date, out _);

    /// <summary>False, with the reason, when the text is not a day that the registry can hold.</summary>
    public static bool TryParse(string? text, out DateOnly date, out DateProblem problem)
    {
        date = default;
        if (string.IsNullOrWhiteSpace(text))
        {
            problem = DateProblem.Empty;
            return false;
        }

        var match = YearFirst().Match(text.Trim());
        if (!match.Success)
        {
            match = DayFirst().Match(text.Trim());
        }

        if (!match.Success)
        {
            match = DigitsOnly().Match(text.Trim());
        }

        if (!match.Success)
        {
            problem = DateProblem.NotADate;
            return false;
        }

        if (match.Groups["year"].Length != 4)
        {
            problem = DateProblem.TwoDigitYear;
            return false;
        }

        int year = Number(match, "year"),
            month = Number(match, "month"),
            day = Number(match, "day");
        problem = (year, month, day) switch
        {
            (< FirstYear or > LastYear, _, _) => DateProblem.OutOfRange,
            (_, < 1 or > 12, _) => DateProblem.NoSuchDay,
            _ when day < 1 || day > DateTime.DaysInMonth(year, month) => DateProblem.NoSuchDay,
            _ => DateProblem.None,
        };
        if (problem != DateProblem.None)
        {
            return false;
        }

        date = new DateOnly(year, month, day);
        return true;
    }

    private static int Number(Match match, string group)
    {
        var number = 0;
        foreach (var digit in match.Groups[group].ValueSpan)
        {
            number = (number * 10) + (digit - '0');
        }

        return number;
    }

    [GeneratedRegex("^(?<year>[0-9]{4})-(?<month>[0-9]{1,2})-(?<day>[0-9]{1,2})$", Options, 1000)]
    private static partial Regex YearFirst();

    [GeneratedRegex(
        "^(?<day>[0-9]{1,2})[-./] ?(?<month>[0-9]{1,2})[-./] ?(?<year>[0-9]{4}|[0-9]{2})$",
        Options,
        1000
    )]
    private static partial Regex DayFirst();

    [GeneratedRegex("^(?<day>[0-9]{2})(?<month>[0-9]{2})(?<year>[0-9]{4}|[0-9]{2})$", Options, 1000)]
    private static partial Regex DigitsOnly();

    private const RegexOptions Options = RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant;
}
