using System.Globalization;
using System.Text;
using MentorRegistry.Domain.Statistics;

namespace MentorRegistry.Web.Imports;

/// <summary>What the administrator says of a file: whose rows are which, and which of several accounts is meant.</summary>
/// <param name="Areas">The codes of each area; several are added together.</param>
/// <param name="Functions">The codes of each kind, without dots; several are added together.</param>
/// <param name="Account">Of "dranst": 1 operation, 2 refund from the state.</param>
/// <param name="Spending">Of "art": TOT net, UE gross, I income.</param>
public sealed record BenchmarkChoice(
    IReadOnlyDictionary<BenchmarkArea, IReadOnlyList<string>> Areas,
    IReadOnlyDictionary<BenchmarkKind, IReadOnlyList<string>> Functions,
    string Account,
    string Spending
);

/// <summary>What is wrong with a file; <paramref name="Row"/> 0 = with all of it.</summary>
public sealed record BenchmarkError(int Row, string Key, params object[] Values);

/// <summary>What a file says.</summary>
/// <param name="Figures">By year, area and kind, in 1,000 kr.; nothing where there are errors.</param>
/// <param name="Missing">The years in which a figure is withheld (..) or not there.</param>
/// <param name="LeftOut">How many rows are of another account, spending or unit.</param>
/// <param name="NotSaid">Which of account, spending and unit the file has no column for.</param>
/// <param name="Errors">Why it cannot be loaded.</param>
public sealed record BenchmarkReading(
    IReadOnlyDictionary<(int Year, BenchmarkArea Area, BenchmarkKind Kind), long> Figures,
    IReadOnlyList<(int Year, BenchmarkArea Area, BenchmarkKind Kind)> Missing,
    int LeftOut,
    IReadOnlyList<string> NotSaid,
    IReadOnlyList<BenchmarkError> Errors
);

/// <summary>
/// Reads an export of Statistikbanken's table REGK31 (municipal accounts; DST, CC BY 4.0): the API's, with semicolons, a
/// header and codes or texts, and the web page's, with commas, quotation marks, no header, and code and text in one field.
/// The columns of a file without a header are known by what stands in them. A row is one number: what counts money of
/// another sort is left out and counted, never added to it.
/// </summary>
public static class BenchmarkFile
{
    /// <summary>More errors say nothing new.</summary>
    public const int MostErrors = 50;

    private enum Column
    {
        Area,
        Function,
        Account,
        Spending,
        Unit,
        Year,
        Value,
    }

    private static readonly char[] s_delimiters = [';', '\t', ','];

    private static readonly Dictionary<string, Column> s_headers = new(StringComparer.OrdinalIgnoreCase)
    {
        ["OMRÅDE"] = Column.Area,
        ["OMRADE"] = Column.Area,
        ["REGION"] = Column.Area,
        ["FUNKTION"] = Column.Function,
        ["FUNK1"] = Column.Function,
        ["FUNK"] = Column.Function,
        ["FUNCTION"] = Column.Function,
        ["DRANST"] = Column.Account,
        ["ART"] = Column.Spending,
        ["PRISENHED"] = Column.Unit,
        ["PRICE UNIT"] = Column.Unit,
        ["TID"] = Column.Year,
        ["TIME"] = Column.Year,
        ["INDHOLD"] = Column.Value,
        ["CONTENT"] = Column.Value,
    };

    /// <summary>Reads the file by the choice.</summary>
    public static BenchmarkReading Read(ImportSource source, BenchmarkChoice choice)
    {
        using var sniffed = source.Open();
        var (encoding, problem) = TextSniffer.Sniff(sniffed);
        if (problem is { } what)
        {
            return Refused(
                new BenchmarkError(0, what == ImportProblem.FileEmpty ? "File_Empty" : "File_NoText")
            );
        }

        using var text = new StreamReader(source.Open(), encoding);
        var lines = Lines(text.ReadToEnd()).ToList();
        if (lines.Count == 0)
        {
            return Refused(new BenchmarkError(0, "File_Empty"));
        }

        var columns = ByHeader(lines[0].Fields);
        var hasHeader = columns is not null;
        columns ??= ByContent(lines);
        Column[] needed = [Column.Area, Column.Function, Column.Year, Column.Value];
        if (needed.Any(column => !columns.ContainsKey(column)))
        {
            return Refused(new BenchmarkError(hasHeader ? lines[0].Row : 0, "File_OtherTable"));
        }

        return Read(lines.Skip(hasHeader ? 1 : 0), columns, choice);
    }

    private static BenchmarkReading Read(
        IEnumerable<(int Row, string[] Fields)> lines,
        Dictionary<Column, int> columns,
        BenchmarkChoice choice
    )
    {
        var errors = new List<BenchmarkError>();
        var seen = new Dictionary<(string Area, string Function, int Year), (int Row, long? Value)>();
        var (leftOut, rows) = (0, 0);
        foreach (var (row, fields) in lines)
        {
            if (errors.Count >= MostErrors)
            {
                break;
            }

            rows++;
            if (fields.Length <= columns.Values.Max())
            {
                errors.Add(new BenchmarkError(row, "Row_Fields", fields.Length, columns.Values.Max() + 1));
                continue;
            }

            string Field(Column column) => columns.TryGetValue(column, out var at) ? fields[at] : "";
            if (
                IsOther(Field(Column.Account), choice.Account, AccountOf)
                || IsOther(Field(Column.Spending), choice.Spending, SpendingOf)
                || IsOther(Field(Column.Unit), "LOBM", UnitOf)
            )
            {
                leftOut++;
                continue;
            }

            if (
                !int.TryParse(
                    Field(Column.Year),
                    NumberStyles.None,
                    CultureInfo.InvariantCulture,
                    out var year
                ) || year is < BenchmarkSeries.FirstYear or > BenchmarkSeries.LastYear
            )
            {
                errors.Add(new BenchmarkError(row, "Row_Year", Shown.Text(Field(Column.Year))));
                continue;
            }

            if (!TryReadNumber(Field(Column.Value), out var value))
            {
                errors.Add(new BenchmarkError(row, "Row_Number", Shown.Text(Field(Column.Value))));
                continue;
            }

            var key = (AreaCode(Field(Column.Area)), FunctionCode(Field(Column.Function)), year);
            if (!seen.TryAdd(key, (row, value)))
            {
                errors.Add(new BenchmarkError(row, "Row_Twice", key.Item1, key.Item2, year, seen[key].Row));
            }
        }

        if (errors.Count == 0 && rows > 0 && leftOut == rows)
        {
            errors.Add(new BenchmarkError(0, "File_AllLeftOut"));
        }

        AddUnknown(errors, "Area_Unknown", choice.Areas.Values, seen.Keys.Select(key => key.Area));
        AddUnknown(
            errors,
            "Function_Unknown",
            choice.Functions.Values,
            seen.Keys.Select(key => key.Function)
        );
        if (errors.Count > 0)
        {
            return Refused([.. errors]);
        }

        var figures = new Dictionary<(int, BenchmarkArea, BenchmarkKind), long>();
        var missing = new List<(int, BenchmarkArea, BenchmarkKind)>();
        foreach (var year in seen.Keys.Select(key => key.Year).Distinct().Order())
        {
            foreach (var (area, areas) in choice.Areas.Where(pair => pair.Value.Count > 0))
            {
                foreach (var (kind, functions) in choice.Functions.Where(pair => pair.Value.Count > 0))
                {
                    // All of them or none: a sum of which one is withheld is another sum.
                    var parts = areas
                        .SelectMany(one =>
                            functions.Select(function =>
                                seen.TryGetValue((one, function, year), out var found) ? found.Value : null
                            )
                        )
                        .ToList();
                    if (parts.TrueForAll(part => part is not null))
                    {
                        figures[(year, area, kind)] = parts.Sum(part => part!.Value);
                    }
                    else
                    {
                        missing.Add((year, area, kind));
                    }
                }
            }
        }

        return new(
            figures,
            missing,
            leftOut,
            [
                .. new[] { Column.Account, Column.Spending, Column.Unit }
                    .Where(column => !columns.ContainsKey(column))
                    .Select(column => column.ToString()),
            ],
            []
        );
    }

    private static void AddUnknown(
        List<BenchmarkError> errors,
        string key,
        IEnumerable<IReadOnlyList<string>> wanted,
        IEnumerable<string> found
    )
    {
        if (errors.Count == 0)
        {
            var there = found.ToHashSet(StringComparer.Ordinal);
            errors.AddRange(
                wanted
                    .SelectMany(codes => codes)
                    .Distinct(StringComparer.Ordinal)
                    .Where(code => !there.Contains(code))
                    .Select(code => new BenchmarkError(0, key, Shown.Text(code)))
            );
        }
    }

    private static BenchmarkReading Refused(params BenchmarkError[] errors) =>
        new(new Dictionary<(int, BenchmarkArea, BenchmarkKind), long>(), [], 0, [], errors);

    // A column that is not there says nothing else than what was chosen.
    private static bool IsOther(string field, string chosen, Func<string, string> codeOf) =>
        field.Length > 0 && codeOf(field) != chosen;

    /// <summary>The codes typed: apart by blanks, commas or semicolons, functions with dots or without.</summary>
    public static IReadOnlyList<string> Codes(string? typed, bool areFunctions) =>
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

    // "265 Roskilde" and "265"; a text alone is its own code.
    private static string AreaCode(string field)
    {
        var first = field.Split(' ')[0];
        return first.Length > 0 && first.All(char.IsAsciiDigit) ? first.PadLeft(3, '0') : field.Trim();
    }

    // "5.68.90 Driftsudgifter", "56890 …" and "56890".
    private static string FunctionCode(string field)
    {
        var first = field.Split(' ')[0].Replace(".", "", StringComparison.Ordinal);
        return first.Length > 0 && first.All(char.IsAsciiDigit) ? first : field.Trim();
    }

    private static string AccountOf(string field) =>
        field.StartsWith('1') || Begins(field, "Drift", "Operat") ? "1"
        : field.StartsWith('2') || Begins(field, "Stats", "Refund", "Central") ? "2"
        : field;

    private static string SpendingOf(string field) =>
        Begins(field, "TOT", "I alt", "Netto", "Net ") ? "TOT"
        : Begins(field, "UE", "Udgift", "Brutto", "Gross", "Expend") ? "UE"
        : field is "I" || Begins(field, "I ", "Indt", "Income", "Revenue") ? "I"
        : field;

    private static string UnitOf(string field) =>
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

    // "..": withheld. Thousands with a dot or a blank between, and no decimals: a sum of accounts has none.
    private static bool TryReadNumber(string field, out long? value)
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

    private static Dictionary<Column, int>? ByHeader(string[] fields)
    {
        var known = new Dictionary<Column, int>();
        for (var i = 0; i < fields.Length; i++)
        {
            if (s_headers.TryGetValue(fields[i].Trim(), out var column))
            {
                known.TryAdd(column, i);
            }
        }

        // Two of the table's words make it a header; rows of figures have none.
        return known.Count >= 2 ? known : null;
    }

    private static Dictionary<Column, int> ByContent(List<(int Row, string[] Fields)> lines)
    {
        var known = new Dictionary<Column, int>();
        var width = lines[0].Fields.Length;
        if (width < 4)
        {
            return known;
        }

        var sample = lines
            .Take(50)
            .Select(line => line.Fields)
            .Where(fields => fields.Length == width)
            .ToList();
        bool All(int at, Func<string, bool> are) => sample.TrueForAll(fields => are(fields[at]));
        known[Column.Value] = width - 1;
        for (var i = 0; i < width - 1; i++)
        {
            Column? column =
                All(i, field => field.Length == 4 && field.All(char.IsAsciiDigit)) ? Column.Year
                : All(i, field => FunctionCode(field) is { Length: 5 } code && code.All(char.IsAsciiDigit))
                    ? Column.Function
                : All(i, field => UnitOf(field) is "LOBM" or "INDL") ? Column.Unit
                : All(
                    i,
                    field =>
                        AreaCode(field) is { Length: 3 } code
                        && code.All(char.IsAsciiDigit)
                        && field.Split(' ')[0].Length == 3
                )
                    ? Column.Area
                : All(i, field => AccountOf(field) is "1" or "2") ? Column.Account
                : All(i, field => SpendingOf(field) is "TOT" or "UE" or "I") ? Column.Spending
                : null;
            if (column is { } found)
            {
                known.TryAdd(found, i);
            }
        }

        return known;
    }

    // Semicolons, tabulators or commas, whichever the first line has most of outside quotation marks.
    private static IEnumerable<(int Row, string[] Fields)> Lines(string text)
    {
        var all = text.Split('\n');
        var delimiter = s_delimiters.MaxBy(candidate =>
            all.Where(line => !string.IsNullOrWhiteSpace(line))
                .Take(1)
                .Sum(line => Fields(line, candidate).Length)
        );
        for (var i = 0; i < all.Length; i++)
        {
            if (!string.IsNullOrWhiteSpace(all[i]))
            {
                yield return (i + 1, Fields(all[i], delimiter));
            }
        }
    }

    private static string[] Fields(string line, char delimiter)
    {
        var fields = new List<string>();
        var field = new StringBuilder();
        var isQuoted = false;
        foreach (var c in line)
        {
            if (c == '"')
            {
                isQuoted = !isQuoted;
            }
            else if (c == delimiter && !isQuoted)
            {
                fields.Add(field.ToString().Trim());
                field.Clear();
            }
            else
            {
                field.Append(c);
            }
        }

        fields.Add(field.ToString().Trim());
        return [.. fields];
    }
}
