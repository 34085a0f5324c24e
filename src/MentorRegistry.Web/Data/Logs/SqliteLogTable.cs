using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore.Metadata;

namespace MentorRegistry.Web.Data.Logs;

/// <summary>
/// <see cref="LogTable" /> on SQLite. Whoever can write its file can write its schema as text (PRAGMA writable_schema):
/// make an index partial, fill it anew and put the old words back, say. So its words are compared, and its entries too.
/// </summary>
internal static partial class SqliteLogTable
{
    // https://www.sqlite.org/pragma.html: hidden columns are those of virtual tables, and generated ones.
    private const string Columns = """
        SELECT name, type || iif("notnull", ' NOT NULL', '') || iif(pk, ' KEY', '') || iif(hidden, ' HIDDEN', '')
        FROM pragma_table_xinfo(@table)
        """;

    private const string Indexes = """
        SELECT i.name, i."unique",
          (SELECT group_concat(c, ', ') FROM (
            SELECT coalesce('"' || name || '"', 'an expression') || iif("desc", ' DESC', '')
              || iif(coll = 'BINARY', '', ' COLLATE ' || coll) AS c
            FROM pragma_index_xinfo(i.name) WHERE key ORDER BY seqno)),
          (SELECT sql FROM sqlite_schema WHERE type = 'index' AND sqlite_schema.name = i.name)
        FROM pragma_index_list(@table) AS i
        """;

    public static async Task<IReadOnlyList<LogFault>> CheckAsync(
        RegistryDb db,
        ITable table,
        CancellationToken ct
    )
    {
        var faults = new List<LogFault>();
        var type = "not there";
        await LogTable.ReadAsync(
            db,
            "SELECT type FROM pragma_table_list WHERE schema = 'main' AND name = @table",
            table.Name,
            row => type = row.GetString(0),
            ct
        );
        if (type != "table")
        {
            // What a view is made of has no indexes to look at.
            return [LogTable.IsNoTable(table, type)];
        }

        await LogTable.ReadAsync(
            db,
            "SELECT name FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = @table COLLATE NOCASE ORDER BY name",
            table.Name,
            row => faults.Add(new LogFault(LogFaultKind.TableAltered, 0, 0, $"trigger {row.GetString(0)}")),
            ct
        );

        var columns = table.Columns.ToDictionary(
            column => column.Name,
            column =>
                column.StoreType
                + (column.IsNullable ? "" : " NOT NULL")
                + (table.PrimaryKey!.Columns.Contains(column) ? " KEY" : ""),
            StringComparer.Ordinal
        );
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        await LogTable.ReadAsync(
            db,
            Columns,
            table.Name,
            row => found[row.GetString(0)] = row.GetString(1),
            ct
        );
        faults.AddRange(LogTable.Differences(LogFaultKind.TableAltered, "column", columns, found));

        found.Clear();
        await LogTable.ReadAsync(
            db,
            Indexes,
            table.Name,
            row =>
                found[row.GetString(0)] = Form(
                    row.IsDBNull(2) ? "" : row.GetString(2),
                    row.GetInt64(1) != 0,
                    row.IsDBNull(3) ? "" : Blanks().Replace(row.GetString(3), " ")
                ),
            ct
        );
        var wanted = table.Indexes.ToDictionary(
            index => index.Name,
            index =>
            {
                var names = string.Join(", ", index.Columns.Select(column => $"\"{column.Name}\""));
                return Form(names, index.IsUnique, Definition(table, index, names));
            },
            StringComparer.Ordinal
        );
        faults.AddRange(LogTable.Differences(LogFaultKind.IndexAltered, "index", wanted, found));
        faults.AddRange(await CompareAsync(db, table, ct));
        return faults;
    }

    private static string Form(string columns, bool isUnique, string definition) =>
        LogTable.Form([columns], isUnique, filter: null) + " AS " + definition;

    // The whole of it, as the migrations write it: before and behind a piece of a text anything can stand.
    private static string Definition(ITable table, ITableIndex index, string columns) =>
        $"CREATE {(index.IsUnique ? "UNIQUE " : "")}INDEX \"{index.Name}\" ON \"{table.Name}\" ({columns})"
        + (index.Filter is null ? "" : $" WHERE {index.Filter}");

    [GeneratedRegex(@"\s+", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Blanks();

    // SQLite's own comparison, of every entry with its row, both ways, and of the pages' order.
    private static async Task<IEnumerable<LogFault>> CompareAsync(
        RegistryDb db,
        ITable table,
        CancellationToken ct
    )
    {
        var words = new List<string>();
        await LogTable.ReadAsync(
            db,
            $"PRAGMA integrity_check(\"{table.Name}\")",
            table: null,
            row => words.Add(row.GetString(0)),
            ct
        );
        return words
            // A value of another kind than its column's is the chain's to find (LogValues).
            .Where(word => word != "ok" && !word.Contains(" value in ", StringComparison.Ordinal))
            .Select(word =>
                IndexName().Match(word) is { Success: true } index
                    ? LogTable.Disagrees(index.Groups["name"].Value)
                    : new LogFault(LogFaultKind.TableAltered, 0, 0, $"{table.Name} is damaged")
            )
            .Distinct();
    }

    [GeneratedRegex(@" index (?<name>\S+)$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex IndexName();
}
