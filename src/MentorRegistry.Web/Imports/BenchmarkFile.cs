using System.Globalization;
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
)
{
    /// <summary>Whether it is a file of inhabitants.</summary>
    public bool IsPopulation { get; init; }

    /// <summary>By year and area, of a file of inhabitants; nothing where there are errors.</summary>
    public IReadOnlyDictionary<(int Year, BenchmarkArea Area), int> Persons { get; init; } =
        new Dictionary<(int, BenchmarkArea), int>();

    /// <summary>The years in which the inhabitants of an area are not told.</summary>
    public IReadOnlyList<(int Year, BenchmarkArea Area)> MissingPersons { get; init; } = [];
}

/// <summary>
/// Reads an export of Statistikbanken's table REGK31 (municipal accounts; DST, CC BY 4.0). A row is one number: what counts
/// money of another sort is left out and counted, never added to it.
/// </summary>
public static class BenchmarkFile
{
    /// <summary>More errors say nothing new.</summary>
    public const int MostErrors = 50;

    /// <summary>Reads the file by the choice: a file of inhabitants as such, any other as REGK31.</summary>
    public static BenchmarkReading Read(ImportSource source, BenchmarkChoice choice)
    {
        var (table, error) = BenchmarkTable.Open(source);
        if (table is null)
        {
            return Refused(error!);
        }

        if (PopulationFile.Is(table))
        {
            return PopulationFile.Read(table, choice);
        }

        BenchmarkColumn[] needed =
        [
            BenchmarkColumn.Area,
            BenchmarkColumn.Function,
            BenchmarkColumn.Year,
            BenchmarkColumn.Value,
        ];
        return needed.Any(column => !table.Columns.ContainsKey(column))
            ? Refused(new BenchmarkError(table.HeaderRow, "File_OtherTable"))
            : Read(table, choice);
    }

    private static BenchmarkReading Read(BenchmarkTable table, BenchmarkChoice choice)
    {
        var errors = new List<BenchmarkError>();
        var seen = new Dictionary<(string Area, string Function, int Year), (int Row, long? Value)>();
        var (leftOut, rows) = (0, 0);
        var most = table.Columns.Values.Max();
        foreach (var (row, fields) in table.Rows)
        {
            if (errors.Count >= MostErrors)
            {
                break;
            }

            rows++;
            if (fields.Length <= most)
            {
                errors.Add(new BenchmarkError(row, "Row_Fields", fields.Length, most + 1));
                continue;
            }

            string Field(BenchmarkColumn column) => table.Field(fields, column);
            if (
                IsOther(Field(BenchmarkColumn.Account), choice.Account, BenchmarkCodes.AccountOf)
                || IsOther(Field(BenchmarkColumn.Spending), choice.Spending, BenchmarkCodes.SpendingOf)
                || IsOther(Field(BenchmarkColumn.Unit), "LOBM", BenchmarkCodes.UnitOf)
            )
            {
                leftOut++;
                continue;
            }

            if (
                !int.TryParse(
                    Field(BenchmarkColumn.Year),
                    NumberStyles.None,
                    CultureInfo.InvariantCulture,
                    out var year
                ) || year is < BenchmarkSeries.FirstYear or > BenchmarkSeries.LastYear
            )
            {
                errors.Add(new BenchmarkError(row, "Row_Year", Shown.Text(Field(BenchmarkColumn.Year))));
                continue;
            }

            if (!BenchmarkCodes.TryReadNumber(Field(BenchmarkColumn.Value), out var value))
            {
                errors.Add(new BenchmarkError(row, "Row_Number", Shown.Text(Field(BenchmarkColumn.Value))));
                continue;
            }

            var key = (
                BenchmarkCodes.AreaCode(Field(BenchmarkColumn.Area)),
                BenchmarkCodes.FunctionCode(Field(BenchmarkColumn.Function)),
                year
            );
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
                .. new[] { BenchmarkColumn.Account, BenchmarkColumn.Spending, BenchmarkColumn.Unit }
                    .Where(column => !table.Columns.ContainsKey(column))
                    .Select(column => column.ToString()),
            ],
            []
        );
    }

    internal static void AddUnknown(
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

    internal static BenchmarkReading Refused(params BenchmarkError[] errors) =>
        new(new Dictionary<(int, BenchmarkArea, BenchmarkKind), long>(), [], 0, [], errors);

    // A column that is not there says nothing else than what was chosen.
    private static bool IsOther(string field, string chosen, Func<string, string> codeOf) =>
        field.Length > 0 && codeOf(field) != chosen;
}
