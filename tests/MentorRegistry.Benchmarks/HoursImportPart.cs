using System.Globalization;
using System.Text;

namespace MentorRegistry.Benchmarks;

/// <summary>
/// (j) The command `import hours` on a file of 100,000 rows, one for each of ten weeks of 10,000 placements (check and write,
/// the program's start included), against a loop of prepared statements that inserts the very rows that it has made.
/// </summary>
public static class HoursImportPart
{
    private const double Wanted = 8;
    private const double WantedMemory = 1.5;
    private const int WeeksEach = 10;

    // The first Monday of the ten weeks; all of them are over on the program's day, and each lies within one month but two.
    private static readonly DateOnly s_first = new(2026, 6, 1);

    private static readonly string[] s_tables = ["HoursLines", "AuditEntries"];

    public static async Task RunAsync(string folder, int rows, Report report)
    {
        Directory.CreateDirectory(folder);
        var registry = Path.Combine(folder, "registry");
        await BenchmarkApp.MakeEmptyAsync(registry);
        AddRates(registry);
        await ImportPart.ImportAsync(
            registry,
            "placements",
            await WritePlacementsAsync(folder, rows / WeeksEach)
        );
        var large = await WriteHoursAsync(folder, rows);
        var small = await WriteHoursAsync(folder, rows / 10);

        var (_, smallPeak) = await ImportPart.ImportAsync(ImportPart.Copy(registry, folder), "hours", small);
        await ImportPart.CompareAsync(
            $"import of {rows:N0} rows of hours",
            folder,
            registry,
            "hours",
            large,
            s_tables,
            Wanted,
            smallPeak,
            WantedMemory,
            report
        );
    }

    private static void AddRates(string registry)
    {
        using var connection = new Microsoft.Data.Sqlite.SqliteConnection(
            BenchmarkApp.ConnectionString(registry)
        );
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText =
            "INSERT INTO \"Rates\" (\"ProviderId\", \"First\", \"OrePerHour\") SELECT \"Id\", '2018-01-01', 64510 FROM \"Providers\"";
        command.ExecuteNonQuery();
    }

    private static async Task<string> WritePlacementsAsync(string folder, int placements)
    {
        var file = Path.Combine(folder, "placements.csv");
        await using var writer = new StreamWriter(file, append: false, new UTF8Encoding(false));
        await writer.WriteLineAsync(ImportPart.Headers);
        for (var i = 0; i < placements; i++)
        {
            await writer.WriteLineAsync(
                ImportPart.Row(
                    i,
                    i % ReferenceData.Departments,
                    i % ReferenceData.Providers,
                    "01-01-2026;31-12-2026",
                    "6",
                    $"H-{i}"
                )
            );
        }

        return file;
    }

    private static async Task<string> WriteHoursAsync(string folder, int rows)
    {
        var file = Path.Combine(folder, $"hours-{rows}.csv");
        await using var writer = new StreamWriter(file, append: false, new UTF8Encoding(false));
        await writer.WriteLineAsync("cpr;dato;leveret;fakturerbare;lukket_dør");
        for (var i = 0; i < rows; i++)
        {
            var day = s_first.AddDays(7 * (i % WeeksEach));
            await writer.WriteLineAsync(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{Seed.Cpr(i / WeeksEach)};{day:dd-MM-yyyy};{1 + (i % 5)},25;{1 + (i % 5)},5;{i % 2}"
                )
            );
        }

        return file;
    }
}
