using System.Globalization;
using MentorRegistry.Domain.Statistics;

namespace MentorRegistry.Web.Imports;

/// <summary>
/// Reads how many inhabitants areas have: a sheet of year, area and inhabitants, or an export of Statistikbanken's FOLK1A
/// (population by quarter; DST, CC BY 4.0) with a header. Of its quarters the first counts, the people on 1 January, and
/// of its sexes and ages everybody; other rows are left out and counted.
/// </summary>
public static class PopulationFile
{
    private static readonly string[] s_everybody =
    [
        "TOT",
        "IALT",
        "I alt",
        "Total",
        "Alder i alt",
        "Age, total",
    ];

    /// <summary>Whether it is such a file: by its header.</summary>
    public static bool Is(BenchmarkTable table) =>
        table is { HeaderRow: > 0, HasUnknown: false }
        && table.Columns.Keys.All(column =>
            column
                is BenchmarkColumn.Area
                    or BenchmarkColumn.Year
                    or BenchmarkColumn.Value
                    or BenchmarkColumn.Part
        )
        && table.Columns.ContainsKey(BenchmarkColumn.Area)
        && table.Columns.ContainsKey(BenchmarkColumn.Year)
        && table.Columns.ContainsKey(BenchmarkColumn.Value);

    /// <summary>Reads it by the areas chosen.</summary>
    public static BenchmarkReading Read(BenchmarkTable table, BenchmarkChoice choice)
    {
        var errors = new List<BenchmarkError>();
        var seen = new Dictionary<(string Area, int Year), (int Row, long? Value)>();
        var leftOut = 0;
        var most = Math.Max(table.Columns.Values.Max(), table.Parts.DefaultIfEmpty().Max());
        foreach (var (row, fields) in table.Rows)
        {
            if (errors.Count >= BenchmarkFile.MostErrors)
            {
                break;
            }

            if (fields.Length <= most)
            {
                errors.Add(new BenchmarkError(row, "Row_Fields", fields.Length, most + 1));
                continue;
            }

            if (table.Parts.Any(at => !s_everybody.Contains(fields[at], StringComparer.OrdinalIgnoreCase)))
            {
                leftOut++;
                continue;
            }

            var written = table.Field(fields, BenchmarkColumn.Year);
            if (!TryReadYear(written, out var year, out var quarter))
            {
                errors.Add(new BenchmarkError(row, "Row_Year", Shown.Text(written)));
                continue;
            }

            if (quarter > 1)
            {
                leftOut++;
                continue;
            }

            var number = table.Field(fields, BenchmarkColumn.Value);
            if (!BenchmarkCodes.TryReadNumber(number, out var people) || people is < 1 or > int.MaxValue)
            {
                errors.Add(new BenchmarkError(row, "Row_Persons", Shown.Text(number)));
                continue;
            }

            var key = (BenchmarkCodes.AreaCode(table.Field(fields, BenchmarkColumn.Area)), year);
            if (!seen.TryAdd(key, (row, people)))
            {
                errors.Add(
                    new BenchmarkError(row, "Row_PersonsTwice", Shown.Text(key.Item1), year, seen[key].Row)
                );
            }
        }

        BenchmarkFile.AddUnknown(
            errors,
            "Area_Unknown",
            choice.Areas.Values,
            seen.Keys.Select(key => key.Area)
        );
        var persons = new Dictionary<(int, BenchmarkArea), int>();
        var missing = new List<(int, BenchmarkArea)>();
        foreach (var year in seen.Keys.Select(key => key.Year).Distinct().Order())
        {
            foreach (var (area, codes) in choice.Areas.Where(pair => pair.Value.Count > 0))
            {
                // All of them or none, as of money.
                var parts = codes
                    .Select(code => seen.TryGetValue((code, year), out var found) ? found.Value : null)
                    .ToList();
                if (parts.Exists(part => part is null))
                {
                    missing.Add((year, area));
                }
                else if (parts.Sum() is <= int.MaxValue and var sum)
                {
                    persons[(year, area)] = (int)sum;
                }
                else
                {
                    errors.Add(new BenchmarkError(0, "Row_Persons", Shown.Text($"{parts.Sum()}")));
                }
            }
        }

        return BenchmarkFile.Refused([.. errors]) with
        {
            IsPopulation = true,
            LeftOut = leftOut,
            Persons = errors.Count > 0 ? new Dictionary<(int, BenchmarkArea), int>() : persons,
            MissingPersons = missing,
        };
    }

    // "2021", and a quarter of it: "2021K1", in English "2021Q1".
    private static bool TryReadYear(string written, out int year, out int quarter)
    {
        quarter = 0;
        var digits = written;
        if (
            written.Length == 6
            && written[4] is ('K' or 'k' or 'Q' or 'q')
            && written[5] is >= '1' and <= '4'
        )
        {
            quarter = written[5] - '0';
            digits = written[..4];
        }

        return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out year)
            && year is >= BenchmarkSeries.FirstYear and <= BenchmarkSeries.LastYear;
    }
}
