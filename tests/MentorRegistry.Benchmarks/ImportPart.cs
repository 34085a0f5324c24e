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

        var (_, smallPeak) = await ImportAsync(Copy(empty, folder), small);
        var (check, _) = await ImportAsync(Copy(empty, folder), large, "--dry-run");
        var imports = new List<double>();
        var loops = new List<double>();
        var peak = 0.0;
        for (var round = 0; round < 3; round++)
        {
            var imported = Copy(empty, folder);
            (var seconds, peak) = await ImportAsync(imported, large);
            imports.Add(seconds);
            loops.Add(await LoopAsync(imported, empty, Copy(empty, folder)));
            Directory.Delete(imported, recursive: true);
        }

        var ratios = imports.Zip(loops, (import, loop) => import / loop).ToList();
        var ratio = Rounds.Median(ratios);
        report.Add(
            new Figure(
                $"import of {rows:N0} rows: time against the prepared-statement loop",
                Rounds.Median(imports),
                "s",
                Rounds.Median(loops),
                ratio,
                $"<= {Wanted}",
                ratio <= Wanted,
                Rounds.Noise(ratios)
            )
        );
        report.Add(new Figure($"import of {rows:N0} rows: only checked (--dry-run)", check, "s"));
        report.Add(
            new Figure(
                $"import: peak memory with {rows:N0} rows against {rows / 10:N0}",
                peak,
                "MB",
                smallPeak,
                peak / smallPeak,
                $"<= {WantedMemory}",
                peak / smallPeak <= WantedMemory
            )
        );
    }

    private static async Task<(double Seconds, double PeakMegabytes)> ImportAsync(
        string folder,
        string file,
        params string[] options
    )
    {
        var started = Stopwatch.GetTimestamp();
        using var process = WebProcess.Start(folder, ["import", "placements", file, .. options]);
        await process.FinishAsync();
        return (Stopwatch.GetElapsedTime(started).TotalSeconds, process.PeakMegabytes);
    }

    // Only the inserting and the commit are timed: the rows are in memory before.
    private static async Task<double> LoopAsync(string imported, string empty, string target)
    {
        var rows = new List<(string Table, string[] Columns, List<object?[]> Rows)>();
        await using (var from = new SqliteConnection(BenchmarkApp.ConnectionString(imported)))
        {
            await from.OpenAsync();
            Run(from, "ATTACH DATABASE $file AS before", Path.Combine(empty, "registry.db"));
            rows.AddRange(Tables.Select(table => ReadNew(from, table)));
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

    private static string Copy(string folder, string parent)
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
        await writer.WriteLineAsync(
            "cpr;navn;afdeling;målgruppe;leverandør;mentor;lovgrundlag;startdato;slutdato;timer_pr_uge;kildesystem;kilde_id"
        );
        var random = new Random(4);
        for (var i = 0; i < rows; i++)
        {
            var citizen = i % 5 < 3 ? (i / 5 * 3) + (i % 5) : random.Next((i / 5 * 3) + 3);
            var department = random.Next(ReferenceData.Departments);
            var provider = random.Next(ReferenceData.Providers);
            var mentor = random.Next(ReferenceData.MentorsEach);
            var first = new DateOnly(2018, 1, 1).AddDays(random.Next(3000));
            await writer.WriteLineAsync(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{Seed.Cpr(citizen)};{Names.Of(citizen)};{ReferenceData.DepartmentName(department)};{ReferenceData.GroupName(department, random.Next(ReferenceData.GroupsEach))};{ReferenceData.ProviderName(provider)};{ReferenceData.MentorName(provider, mentor)};{ReferenceData.BasisName(department, 1 + random.Next(ReferenceData.BasesEach - 1))};{first:dd-MM-yyyy};{first.AddDays(random.Next(60, 360)):dd-MM-yyyy};{random.Next(1, 9)},5;fagsystem{department};R-{i}"
                )
            );
        }

        return file;
    }
}
