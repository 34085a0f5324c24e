using System.Diagnostics;
using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;

namespace MentorRegistry.Benchmarks;

/// <summary>
/// (c) The import command on a file of 100,000 rows (check and write, the program's start included) against a loop of
/// prepared statements that inserts the very rows that the import has made, in one transaction.
/// </summary>
public static class ImportPart
{
    private const double Wanted = 8;
    private const double WantedMemory = 1.5;

    /// <summary>The headers of a file of placements.</summary>
    public const string Headers =
        "cpr;navn;afdeling;målgruppe;leverandør;mentor;lovgrundlag;startdato;slutdato;timer_pr_uge;kildesystem;kilde_id";

    // Parents before children. The tables that an import adds rows to.
    private static readonly string[] Tables =
    [
        "Mentors",
        "Citizens",
        "CitizenNumbers",
        "Placements",
        "Grants",
        "AuditEntries",
    ];

    public static async Task RunAsync(string folder, int rows, Report report)
    {
        Directory.CreateDirectory(folder);
        var empty = Path.Combine(folder, "empty");
        await BenchmarkApp.MakeEmptyAsync(empty);
        var large = await WriteFileAsync(folder, rows);
        var small = await WriteFileAsync(folder, rows / 10);

        var (_, smallPeak) = await ImportAsync(Copy(empty, folder), "placements", small);
        await CompareAsync(
            $"import of {rows:N0} rows",
            folder,
            empty,
            "placements",
            large,
            Tables,
            Wanted,
            smallPeak,
            WantedMemory,
            report
        );
    }

    /// <summary>Loads a file three times, each time into a new copy of a registry, and inserts the rows that it has made.</summary>
    /// <param name="name">What the figures are called.</param>
    /// <param name="folder">Where the copies are made.</param>
    /// <param name="before">The registry into which the file is loaded.</param>
    /// <param name="kind">What is loaded.</param>
    /// <param name="file">The file.</param>
    /// <param name="tables">The tables that get rows, parents before children.</param>
    /// <param name="wanted">How many times the loop it may take.</param>
    /// <param name="smallPeak">What a file of a tenth of the rows took, in MB.</param>
    /// <param name="wantedMemory">How many times that it may take.</param>
    /// <param name="report">Takes the figures.</param>
    public static async Task CompareAsync(
        string name,
        string folder,
        string before,
        string kind,
        string file,
        IReadOnlyList<string> tables,
        double wanted,
        double smallPeak,
        double wantedMemory,
        Report report
    )
    {
        var (check, _) = await ImportAsync(Copy(before, folder), kind, file, "--dry-run");
        var imports = new List<double>();
        var loops = new List<double>();
        var peak = 0.0;
        for (var round = 0; round < 3; round++)
        {
            var imported = Copy(before, folder);
            (var seconds, peak) = await ImportAsync(imported, kind, file);
            imports.Add(seconds);
            loops.Add(await LoopAsync(imported, before, Copy(before, folder), tables));
            Directory.Delete(imported, recursive: true);
        }

        var ratios = imports.Zip(loops, (import, loop) => import / loop).ToList();
        var ratio = Rounds.Median(ratios);
        report.Add(
            new Figure(
                $"{name}: time against the prepared-statement loop",
                Rounds.Median(imports),
                "s",
                Rounds.Median(loops),
                ratio,
                $"<= {wanted}",
                ratio <= wanted,
                Rounds.Noise(ratios)
            )
        );
        report.Add(new Figure($"{name}: only checked (--dry-run)", check, "s"));
        report.Add(
            new Figure(
                $"{name}: peak memory against a tenth of the rows",
                peak,
                "MB",
                smallPeak,
                peak / smallPeak,
                $"<= {wantedMemory}",
                peak / smallPeak <= wantedMemory
            )
        );
    }

    /// <summary>Runs the command; how long it took, and how much memory.</summary>
    public static async Task<(double Seconds, double PeakMegabytes)> ImportAsync(
        string folder,
        string kind,
        string file,
        params string[] options
    )
    {
        var started = Stopwatch.GetTimestamp();
        using var process = WebProcess.Start(folder, ["import", kind, file, .. options]);
        await process.FinishAsync();
        return (Stopwatch.GetElapsedTime(started).TotalSeconds, process.PeakMegabytes);
    }

    // Only the inserting and the commit are timed: the rows are in memory before.
    private static async Task<double> LoopAsync(
        string imported,
        string before,
        string target,
        IReadOnlyList<string> tables
    )
    {
        var rows = new List<(string Table, string[] Columns, List<object?[]> Rows)>();
        await using (var from = new SqliteConnection(BenchmarkApp.ConnectionString(imported)))
        {
            await from.OpenAsync();
            Run(from, "ATTACH DATABASE $file AS before", Path.Combine(before, "registry.db"));
            rows.AddRange(tables.Select(table => ReadNew(from, table)));
        }

        double seconds;
        await using (var to = new SqliteConnection(BenchmarkApp.ConnectionString(target)))
        {
            await to.OpenAsync();
            var started = Stopwatch.GetTimestamp();
            await using (var transaction = (SqliteTransaction)await to.BeginTransactionAsync())
            {
                foreach (var (table, columns, values) in rows)
                {
                    using var insert = Insert.Into(to, transaction, table, columns);
                    foreach (var row in values)
                    {
                        insert.Run(row);
                    }
                }

                await transaction.CommitAsync();
            }

            seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        }

        SqliteConnection.ClearAllPools();
        Directory.Delete(target, recursive: true);
        return seconds;
    }

    private static (string Table, string[] Columns, List<object?[]> Rows) ReadNew(
        SqliteConnection connection,
        string table
    )
    {
        using var names = connection.CreateCommand();
        // Without computed columns.
        names.CommandText = $"SELECT name FROM pragma_table_info('{table}')";
        var columns = new List<string>();
        using (var reader = names.ExecuteReader())
        {
            while (reader.Read())
            {
                columns.Add(reader.GetString(0));
            }
        }

        using var command = connection.CreateCommand();
        command.CommandText =
            $"SELECT {string.Join(", ", columns.Select(column => $"\"{column}\""))} FROM main.\"{table}\" "
            + $"WHERE \"Id\" > (SELECT COALESCE(MAX(\"Id\"), 0) FROM before.\"{table}\") ORDER BY \"Id\"";
        var rows = new List<object?[]>();
        using var values = command.ExecuteReader();
        while (values.Read())
        {
            var row = new object?[columns.Count];
            values.GetValues(row!);
            rows.Add(row);
        }

        return (table, [.. columns], rows);
    }

    private static void Run(SqliteConnection connection, string sql, string file)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Parameters.AddWithValue("$file", file);
        command.ExecuteNonQuery();
    }

    /// <summary>A copy of a registry.</summary>
    public static string Copy(string folder, string parent)
    {
        var copy = Path.Combine(parent, Guid.NewGuid().ToString("N"));
        Directory.CreateDirectory(copy);
        // The keys too: without them the program does not go on with the logs.
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            var to = Path.Combine(copy, Path.GetRelativePath(folder, file));
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Copy(file, to);
        }

        return copy;
    }

    // Two rows in five are a further placement of somebody who stands above in the file.
    private static async Task<string> WriteFileAsync(string folder, int rows)
    {
        var file = Path.Combine(folder, $"{rows}.csv");
        await using var writer = new StreamWriter(file, append: false, new UTF8Encoding(false));
        await writer.WriteLineAsync(Headers);
        var random = new Random(4);
        for (var i = 0; i < rows; i++)
        {
            var citizen = i % 5 < 3 ? (i / 5 * 3) + (i % 5) : random.Next((i / 5 * 3) + 3);
            var department = random.Next(ReferenceData.Departments);
            var provider = random.Next(ReferenceData.Providers);
            var first = new DateOnly(2018, 1, 1).AddDays(random.Next(3000));
            await writer.WriteLineAsync(
                Row(
                    citizen,
                    department,
                    provider,
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{first:dd-MM-yyyy};{first.AddDays(random.Next(60, 360)):dd-MM-yyyy}"
                    ),
                    $"{random.Next(1, 9)},5",
                    $"R-{i}"
                )
            );
        }

        return file;
    }

    /// <summary>A row of a placement.</summary>
    public static string Row(
        int citizen,
        int department,
        int provider,
        string period,
        string hours,
        string id
    ) =>
        string.Join(
            ';',
            Seed.Cpr(citizen),
            Names.Of(citizen),
            ReferenceData.DepartmentName(department),
            ReferenceData.GroupName(department, citizen % ReferenceData.GroupsEach),
            ReferenceData.ProviderName(provider),
            ReferenceData.MentorName(provider, citizen % ReferenceData.MentorsEach),
            ReferenceData.BasisName(department, 1 + (citizen % (ReferenceData.BasesEach - 1))),
            period,
            hours,
            $"fagsystem{department}",
            id
        );
}
