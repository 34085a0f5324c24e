using System.Globalization;

namespace MentorRegistry.Web.Imports;

/// <summary>Codes and numbers of Statistikbanken's tables, however they are written.</summary>
public static class BenchmarkCodes
{
    /// <summary>The codes typed: apart by blanks, commas or semicolons, functions with dots or without.</summary>
    public static IReadOnlyList<string> Read(string? typed, bool areFunctions) =>
        [
            .. (typed ?? "")
                .Split(
                    [',', ';', '\r', '\n'],
                    StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries
                )
                .SelectMany(part =>
                    part.All(c => char.IsAsciiDigit(c) || c is '.' or ' ')
                        ? part.Split(' ', StringSplitOptions.RemoveEmptyEntries)
                        : [part]
                )
                .Select(code => areFunctions ? FunctionCode(code) : AreaCode(code))
                .Distinct(StringComparer.Ordinal),
        ];

    /// <summary>"265 Roskilde" and "265"; a text alone is its own code.</summary>
    public static string AreaCode(string field)
    {
        var first = field.Split(' ')[0];
        return first.Length > 0 && first.All(char.IsAsciiDigit) ? first.PadLeft(3, '0') : field.Trim();
    }

    /// <summary>"5.68.90 Driftsudgifter", "56890 …" and "56890".</summary>
    public static string FunctionCode(string field)
    {
        var first = field.Split(' ')[0].Replace(".", "", StringComparison.Ordinal);
        return first.Length > 0 && first.All(char.IsAsciiDigit) ? first : field.Trim();
    }

    /// <summary>"1" or "2" of "dranst"; what is neither as it stands.</summary>
    public static string AccountOf(string field) =>
        field.StartsWith('1') || Begins(field, "Drift", "Operat") ? "1"
        : field.StartsWith('2') || Begins(field, "Stats", "Refund", "Central") ? "2"
        : field;

    /// <summary>TOT, UE or I of "art"; what is neither as it stands.</summary>
    public static string SpendingOf(string field) =>
        Begins(field, "TOT", "I alt", "Netto", "Net ") ? "TOT"
        : Begins(field, "UE", "Udgift", "Brutto", "Gross", "Expend") ? "UE"
        : field is "I" || Begins(field, "I ", "Indt", "Income", "Revenue") ? "I"
        : field;

    /// <summary>LOBM or INDL of "prisenhed"; what is neither as it stands.</summary>
    public static string UnitOf(string field) =>
        Begins(
            field,
            "LOBM",
            "Løbende priser (1.000",
            "Løbende priser, 1.000",
            "Current prices (DKK 1",
            "1.000 kr",
            "1,000"
        )
            ? "LOBM"
        : Begins(field, "INDL", "Løbende priser (kr. pr", "Kr. pr", "Pr. ind") ? "INDL"
        : field;

    private static bool Begins(string field, params string[] with) =>
        with.Any(start => field.StartsWith(start, StringComparison.OrdinalIgnoreCase));

    /// <summary>"..": withheld. Thousands with a dot or a blank between, and no decimals: a sum of accounts has none.</summary>
    public static bool TryReadNumber(string field, out long? value)
    {
        value = null;
        if (field is ".." or "…")
        {
            return true;
        }

        var digits = field
            .Replace(" ", "", StringComparison.Ordinal)
            .Replace("\u00a0", "", StringComparison.Ordinal);
        if (digits.Contains('.', StringComparison.Ordinal))
        {
            var groups = digits.TrimStart('-').Split('.');
            if (groups[0].Length is 0 or > 3 || groups.Skip(1).Any(group => group.Length != 3))
            {
                return false;
            }

            digits = digits.Replace(".", "", StringComparison.Ordinal);
        }

        // Nothing that a municipality can spend has more digits; so that sums have room.
        if (
            digits.Length > 13
            || !long.TryParse(
                digits,
                NumberStyles.AllowLeadingSign,
                CultureInfo.InvariantCulture,
                out var number
            )
        )
        {
            return false;
        }

        value = number;
        return true;
    }
}
