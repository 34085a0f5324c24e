using System.Collections.Concurrent;
using System.Text;
using Microsoft.Data.Sqlite;
using Microsoft.Playwright;

namespace MentorRegistry.E2E;

/// <summary>
/// The CPR numbers that the tests typed stand nowhere but in the database's own columns: not in what the app wrote to
/// its log, not in an address or title that a browser saw, not in a temporary file, the jobs' data or the keys. Looked
/// for when all tests have run.
/// </summary>
public sealed class Canaries
{
    // Where a number belongs: the citizen's own and its history, what was searched for in vain, files not loaded yet.
    private static readonly string[] Columns =
    [
        "CitizenNumbers.Digits",
        "AuditEntries.Before",
        "AuditEntries.After",
        "Lookups.Criterion",
        "ImportFiles.Content",
    ];

    private readonly ConcurrentQueue<string> seen = new();
    private readonly ConcurrentQueue<Task> titles = new();

    /// <summary>Keeps every address and title that the browser meets.</summary>
    public void Watch(IBrowserContext person)
    {
        person.Request += (_, request) => seen.Enqueue($"address {request.Url}");
        person.Page += (_, page) =>
        {
            page.FrameNavigated += (_, frame) => seen.Enqueue($"address {frame.Url}");
            page.DOMContentLoaded += (_, loaded) => titles.Enqueue(KeepTitleAsync(loaded));
        };
    }

    /// <summary>Every place where a canary sits that should not; empty when all is well.</summary>
    public async Task<IReadOnlyList<string>> FindAsync(IEnumerable<string> log, string dataFolder)
    {
        var numbers = NewCitizen.Numbers.SelectMany(cpr => new[] { cpr, $"{cpr[..6]}-{cpr[6..]}" }).ToArray();
        await Task.WhenAll(titles);
        var found = new List<string>();
        void Look(string where, string text) =>
            found.AddRange(
                numbers
                    .Where(number => text.Contains(number, StringComparison.Ordinal))
                    .Select(number => $"{number} stands in {where}: {text[..Math.Min(text.Length, 200)]}")
            );
        foreach (var line in log)
        {
            Look("the log", line);
        }

        foreach (var line in seen.Distinct())
        {
            Look("the browser's history", line);
        }

        foreach (var file in Directory.EnumerateFiles(dataFolder, "*", SearchOption.AllDirectories))
        {
            if (!Path.GetFileName(file).StartsWith("registry.db", StringComparison.Ordinal))
            {
                Look(file, Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file)));
            }
        }

        foreach (var column in await ColumnsWithAsync(Path.Combine(dataFolder, "registry.db"), numbers))
        {
            if (!Columns.Contains(column))
            {
                found.Add($"A number stands in the column {column}.");
            }
        }

        if (numbers.Length > 0 && seen.IsEmpty)
        {
            found.Add("No browser was watched.");
        }

        return found;
    }

    private async Task KeepTitleAsync(IPage page)
    {
        try
        {
            seen.Enqueue($"title {await page.TitleAsync()}");
        }
        catch (PlaywrightException)
        {
            // The page has gone on to the next one, whose title is kept in its turn.
        }
    }

    private static async Task<IReadOnlyCollection<string>> ColumnsWithAsync(string file, string[] numbers)
    {
        await using var connection = new SqliteConnection($"Data Source={file};Mode=ReadOnly;Pooling=False");
        await connection.OpenAsync();
        var tables = new List<string>();
        await using (var names = connection.CreateCommand())
        {
            names.CommandText = "SELECT name FROM sqlite_master WHERE type = 'table'";
            await using var reader = await names.ExecuteReaderAsync();
            while (await reader.ReadAsync())
            {
                tables.Add(reader.GetString(0));
            }
        }

        var found = new HashSet<string>(StringComparer.Ordinal);
        foreach (var table in tables)
        {
            await using var rows = connection.CreateCommand();
            // Names from the database itself; there is no other way to ask for every table.
            rows.CommandText = $"SELECT * FROM \"{table}\"";
            await using var reader = await rows.ExecuteReaderAsync();
            while (await reader.ReadAsync())
            {
                for (var column = 0; column < reader.FieldCount; column++)
                {
                    var value = reader.GetValue(column);
                    var text = value is byte[] bytes ? Encoding.Latin1.GetString(bytes) : $"{value}";
                    if (numbers.Any(number => text.Contains(number, StringComparison.Ordinal)))
                    {
                        found.Add($"{table}.{reader.GetName(column)}");
                    }
                }
            }
        }

        return found;
    }
}
