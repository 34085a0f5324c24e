using System.Text;

namespace MentorRegistry.Web.Imports;

/// <summary>What a column of Statistikbanken's tables, or of a sheet of inhabitants, can be.</summary>
public enum BenchmarkColumn
{
    Area,
    Function,
    Account,
    Spending,
    Unit,
    Year,
    Value,

    /// <summary>Sex, age and the like: rows of everybody alone are read.</summary>
    Part,
}

/// <summary>
/// A file of Statistikbanken as a table: the API's, with semicolons and a header, and the web page's, with commas, quotation
/// marks and no header, whose columns are known by what stands in them; or a sheet that somebody made.
/// </summary>
/// <param name="Columns">Where each column stands.</param>
/// <param name="Parts">Where the columns stand that tell of a part of the people.</param>
/// <param name="Rows">The rows, numbered as a spreadsheet counts.</param>
/// <param name="HeaderRow">The header's; 0 without one.</param>
/// <param name="HasUnknown">Whether the header has a word that is none of the tables'.</param>
public sealed record BenchmarkTable(
    IReadOnlyDictionary<BenchmarkColumn, int> Columns,
    IReadOnlyList<int> Parts,
    IReadOnlyList<(int Row, string[] Fields)> Rows,
    int HeaderRow,
    bool HasUnknown
)
{
    private static readonly char[] s_delimiters = [';', '\t', ','];

    private static readonly Dictionary<string, BenchmarkColumn> s_headers = new(
        StringComparer.OrdinalIgnoreCase
    )
    {
        ["OMRÅDE"] = BenchmarkColumn.Area,
        ["OMRADE"] = BenchmarkColumn.Area,
        ["REGION"] = BenchmarkColumn.Area,
        ["FUNKTION"] = BenchmarkColumn.Function,
        ["FUNK1"] = BenchmarkColumn.Function,
        ["FUNK"] = BenchmarkColumn.Function,
        ["FUNCTION"] = BenchmarkColumn.Function,
        ["DRANST"] = BenchmarkColumn.Account,
        ["ART"] = BenchmarkColumn.Spending,
        ["PRISENHED"] = BenchmarkColumn.Unit,
        ["PRICE UNIT"] = BenchmarkColumn.Unit,
        ["TID"] = BenchmarkColumn.Year,
        ["TIME"] = BenchmarkColumn.Year,
        ["INDHOLD"] = BenchmarkColumn.Value,
        ["CONTENT"] = BenchmarkColumn.Value,
        ["AREA"] = BenchmarkColumn.Area,
        ["ÅR"] = BenchmarkColumn.Year,
        ["YEAR"] = BenchmarkColumn.Year,
        ["INDBYGGERE"] = BenchmarkColumn.Value,
        ["INDBYGGERTAL"] = BenchmarkColumn.Value,
        ["FOLKETAL"] = BenchmarkColumn.Value,
        ["PERSONER"] = BenchmarkColumn.Value,
        ["POPULATION"] = BenchmarkColumn.Value,
        ["PERSONS"] = BenchmarkColumn.Value,
        ["KØN"] = BenchmarkColumn.Part,
        ["SEX"] = BenchmarkColumn.Part,
        ["ALDER"] = BenchmarkColumn.Part,
        ["AGE"] = BenchmarkColumn.Part,
        ["CIVILSTAND"] = BenchmarkColumn.Part,
        ["MARITAL STATUS"] = BenchmarkColumn.Part,
    };

    /// <summary>Reads a file; the error says why it cannot be read as one.</summary>
    public static (BenchmarkTable? Table, BenchmarkError? Error) Open(ImportSource source)
    {
        using var sniffed = source.Open();
        var (encoding, problem) = TextSniffer.Sniff(sniffed);
        if (problem is { } what)
        {
            return (
                null,
                new BenchmarkError(0, what == ImportProblem.FileEmpty ? "File_Empty" : "File_NoText")
            );
        }

        using var text = new StreamReader(source.Open(), encoding);
        var lines = Lines(text.ReadToEnd()).ToList();
        if (lines.Count == 0)
        {
            return (null, new BenchmarkError(0, "File_Empty"));
        }

        var header = lines[0].Fields;
        if (ByHeader(header) is { } columns)
        {
            return (
                new BenchmarkTable(
                    columns,
                    [
                        .. Enumerable
                            .Range(0, header.Length)
                            .Where(i => ColumnOf(header[i]) == BenchmarkColumn.Part),
                    ],
                    lines[1..],
                    lines[0].Row,
                    Array.Exists(header, field => ColumnOf(field) is null)
                ),
                null
            );
        }

        return (new BenchmarkTable(ByContent(lines), [], lines, 0, HasUnknown: false), null);
    }

    /// <summary>What stands in the column of a row; empty where there is no such column.</summary>
    public string Field(string[] fields, BenchmarkColumn column) =>
        Columns.TryGetValue(column, out var at) ? fields[at] : "";

    private static BenchmarkColumn? ColumnOf(string header) =>
        s_headers.TryGetValue(header.Trim(), out var column) ? column : null;

    private static Dictionary<BenchmarkColumn, int>? ByHeader(string[] fields)
    {
        var known = new Dictionary<BenchmarkColumn, int>();
        for (var i = 0; i < fields.Length; i++)
        {
            if (ColumnOf(fields[i]) is { } column)
            {
                known.TryAdd(column, i);
            }
        }

        // Two of the table's words make it a header; rows of figures have none.
        return known.Count >= 2 ? known : null;
    }

    private static Dictionary<BenchmarkColumn, int> ByContent(List<(int Row, string[] Fields)> lines)
    {
        var known = new Dictionary<BenchmarkColumn, int>();
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
        known[BenchmarkColumn.Value] = width - 1;
        for (var i = 0; i < width - 1; i++)
        {
            BenchmarkColumn? column =
                All(i, field => field.Length == 4 && field.All(char.IsAsciiDigit)) ? BenchmarkColumn.Year
                : All(
                    i,
                    field =>
                        BenchmarkCodes.FunctionCode(field) is { Length: 5 } code
                        && code.All(char.IsAsciiDigit)
                )
                    ? BenchmarkColumn.Function
                : All(i, field => BenchmarkCodes.UnitOf(field) is "LOBM" or "INDL") ? BenchmarkColumn.Unit
                : All(
                    i,
                    field =>
                        BenchmarkCodes.AreaCode(field) is { Length: 3 } code
                        && code.All(char.IsAsciiDigit)
                        && field.Split(' ')[0].Length == 3
                )
                    ? BenchmarkColumn.Area
                : All(i, field => BenchmarkCodes.AccountOf(field) is "1" or "2") ? BenchmarkColumn.Account
                : All(i, field => BenchmarkCodes.SpendingOf(field) is "TOT" or "UE" or "I")
                    ? BenchmarkColumn.Spending
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
