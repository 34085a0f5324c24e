using System.Text.RegularExpressions;
using MentorRegistry.Domain;
using MentorRegistry.Domain.Hours;

namespace MentorRegistry.Web.Input;

/// <summary>
/// Reads a month as people and the departments' systems write it: <c>2026-11</c>, <c>11-2026</c>, <c>11.2026</c>,
/// <c>nov 2026</c>, <c>november 2026</c>, and its first day, which is what a spreadsheet makes of it.
/// </summary>
public static partial class DanishMonth
{
    private static readonly string[] s_names =
    [
        "januar",
        "februar",
        "marts",
        "april",
        "maj",
        "juni",
        "juli",
        "august",
        "september",
        "oktober",
        "november",
        "december",
    ];

    // Where they are not the Danish ones.
    private static readonly string[] s_english =
    [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];

    /// <summary>False, with the reason, when the text is not a month that the registry can hold.</summary>
    public static bool TryParse(string? text, out DatePeriod month, out DateProblem problem)
    {
        month = default;
        text = text?.Trim() ?? "";
        if (text.Length == 0)
        {
            problem = DateProblem.Empty;
            return false;
        }

        if (
            DanishDate.TryParse(text, out var day)
            && day.Day == 1
            && !text.Contains('/', StringComparison.Ordinal)
        )
        {
            problem = DateProblem.None;
            month = MonthWeeks.MonthOf(day);
            return true;
        }

        var match = new[] { YearFirst(), MonthFirst(), Named() }
            .Select(pattern => pattern.Match(text))
            .FirstOrDefault(found => found.Success);
        var number = match is null ? 0 : NumberOf(match);
        if (match is null || (number == 0 && match.Groups["name"].Success))
        {
            problem = DateProblem.NotADate;
            return false;
        }

        var digits = match.Groups["year"].Value;
        var year = digits.Length == 4 ? Number(digits) : 0;
        problem = (year, number) switch
        {
            (0, _) => DateProblem.TwoDigitYear,
            (< DanishDate.FirstYear or > DanishDate.LastYear, _) => DateProblem.OutOfRange,
            (_, < 1 or > 12) => DateProblem.NoSuchDay,
            _ => DateProblem.None,
        };
        if (problem != DateProblem.None)
        {
            return false;
        }

        month = MonthWeeks.MonthOf(new DateOnly(year, number, 1));
        return true;
    }

    // A name may be cut to three letters or more: "sept".
    private static int NumberOf(Match match)
    {
        if (!match.Groups["name"].Success)
        {
            return Number(match.Groups["month"].Value);
        }

        var name = match.Groups["name"].Value;
        return 1
            + Enumerable
                .Range(0, s_names.Length)
                .FirstOrDefault(i => Begins(s_names[i], name) || Begins(s_english[i], name), -1);
    }

    private static bool Begins(string month, string name) =>
        month.StartsWith(name, StringComparison.OrdinalIgnoreCase);

    private static int Number(string digits) =>
        digits.Aggregate(0, (number, digit) => (number * 10) + (digit - '0'));

    [GeneratedRegex("^(?<year>[0-9]{4})[-./ ](?<month>[0-9]{1,2})$", Options, 1000)]
    private static partial Regex YearFirst();

    [GeneratedRegex("^(?<month>[0-9]{1,2})[-./ ](?<year>[0-9]{4}|[0-9]{2})$", Options, 1000)]
    private static partial Regex MonthFirst();

    [GeneratedRegex(@"^(?<name>[A-Za-z]{3,9})\.?[- ]?(?<year>[0-9]{4}|[0-9]{2})$", Options, 1000)]
    private static partial Regex Named();

    private const RegexOptions Options = RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant;
}
