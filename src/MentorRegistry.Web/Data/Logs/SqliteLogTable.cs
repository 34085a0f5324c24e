using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using SQLitePCL;

namespace MentorRegistry.Web.Data.Logs;

/// <summary>
/// <see cref="LogTable" /> on SQLite. Whoever can write its file can write its schema as text (PRAGMA writable_schema):
/// make an index partial, fill it anew and put the old words back, say. So its words are compared, and its entries too.
/// </summary>
internal static class SqliteLogTable
{
    // https://www.sqlite.org/pragma.html: hidden columns are those of virtual tables, and generated ones.
    private const string Columns = """
        SELECT name, type || iif("notnull", ' NOT NULL', '') || iif(pk, ' KEY', '') || iif(hidden, ' HIDDEN', '')
        FROM pragma_table_xinfo(@table)
        """;

    private const string Indexes = """
        SELECT i.name, i."unique", i.partial,
          (SELECT group_concat(c, ', ') FROM (
            SELECT coalesce('"' || name || '"', 'an expression') || iif("desc", ' DESC', '')
              || iif(coll = 'BINARY', '', ' COLLATE ' || coll) AS c
            FROM pragma_index_xinfo(i.name) WHERE key ORDER BY seqno)),
          (SELECT iif(instr(sql, ' WHERE '), substr(sql, instr(sql, ' WHERE ') + 7), '?')
            FROM sqlite_schema WHERE type = 'index' AND sqlite_schema.name = i.name)
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
            return [new LogFault(LogFaultKind.TableAltered, 0, 0, $"{table.Name} is no table: {type}")];
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
                found[row.GetString(0)] = LogTable.Form(
                    [row.IsDBNull(3) ? "" : row.GetString(3)],
                    row.GetInt64(1) != 0,
                    row.GetInt64(2) == 0 ? null
                        : row.IsDBNull(4) ? "?"
                        : row.GetString(4)
                ),
            ct
        );
        var wanted = LogTable.IndexesOf(table);
        faults.AddRange(LogTable.Differences(LogFaultKind.IndexAltered, "index", wanted, found));
        var whole = table.Indexes.Where(index => found.GetValueOrDefault(index.Name) == wanted[index.Name]);
        faults.AddRange(await CompareAsync(db, table, [.. whole], ct));
        return faults;
    }

    // Every entry of an index with the rows: by their number, the sum of their hashes, and their order, for who looks for
    // one goes by it. SQLite's own PRAGMA integrity_check finds the same in five times the time of reading the rows.
    private static async Task<IReadOnlyList<LogFault>> CompareAsync(
        RegistryDb db,
        ITable table,
        IReadOnlyList<ITableIndex> indexes,
        CancellationToken ct
    )
    {
        // One picture of the log for all that is read, and no writer waits for it.
        var connection = (SqliteConnection)db.Database.GetDbConnection();
        await using var picture = connection.BeginTransaction(deferred: true);
        await db.Database.UseTransactionAsync(picture, ct);
        var columns = indexes
            .SelectMany(index => index.Columns)
            .Select(column => column.Name)
            .Distinct()
            .ToList();
        var keys = indexes
            .Select(index => index.Columns.Select(column => columns.IndexOf(column.Name)).ToArray())
            .ToArray();
        var rows = new (long Count, long Sum)[indexes.Count];
        await LogTable.ReadAsync(
            db,
            $"SELECT {Names(columns)}, {string.Join(", ", indexes.Select(index => index.Filter ?? "1"))} "
                + $"FROM \"{table.Name}\" NOT INDEXED",
            table: null,
            row =>
            {
                var stored = ((SqliteDataReader)row).Handle!;
                for (var i = 0; i < rows.Length; i++)
                {
                    if (raw.sqlite3_column_int(stored, columns.Count + i) != 0)
                    {
                        var hash = new HashCode();
                        foreach (var at in keys[i])
                        {
                            Add(ref hash, stored, at);
                        }

                        rows[i] = (rows[i].Count + 1, rows[i].Sum + hash.ToHashCode());
                    }
                }
            },
            ct
        );

        var faults = new List<LogFault>();
        foreach (var (index, expected) in indexes.Zip(rows))
        {
            if (await EntriesAsync(db, table, index, ct) != expected)
            {
                faults.Add(LogTable.Disagrees(index.Name));
            }
        }

        return faults;
    }

    // No sum at all where they are in another order than the index says.
    private static async Task<(long Count, long Sum)?> EntriesAsync(
        RegistryDb db,
        ITable table,
        ITableIndex index,
        CancellationToken ct
    )
    {
        var names = index.Columns.Select(column => column.Name).ToList();
        var entries = (Count: 0L, Sum: 0L);
        var isInOrder = true;
        var before = new Value[names.Count];
        await LogTable.ReadAsync(
            db,
            $"SELECT {Names(names)} FROM \"{table.Name}\" INDEXED BY \"{index.Name}\" "
                + $"WHERE {index.Filter ?? "1"} ORDER BY {Names(names)}",
            table: null,
            row =>
            {
                var stored = ((SqliteDataReader)row).Handle!;
                var hash = new HashCode();
                var order = 0;
                for (var at = 0; at < before.Length; at++)
                {
                    Add(ref hash, stored, at);
                    var next = before[at].MoveTo(stored, at);
                    order = order == 0 ? next : order;
                }

                isInOrder &= entries.Count == 0 || order >= 0;
                entries = (entries.Count + 1, entries.Sum + hash.ToHashCode());
            },
            ct
        );
        return isInOrder ? entries : null;
    }

    private static string Names(IEnumerable<string> columns) =>
        string.Join(", ", columns.Select(column => $"\"{column}\""));

    private static void Add(ref HashCode hash, sqlite3_stmt row, int at)
    {
        var type = raw.sqlite3_column_type(row, at);
        hash.Add(type);
        if (type == raw.SQLITE_INTEGER)
        {
            hash.Add(raw.sqlite3_column_int64(row, at));
        }
        else if (type != raw.SQLITE_NULL)
        {
            hash.AddBytes(raw.sqlite3_column_blob(row, at));
        }
    }

    /// <summary>The value of the entry before, to be compared as SQLite compares: nothing, numbers, texts, bytes.</summary>
    private struct Value
    {
        private int _rank;
        private double _number;
        private long _whole;
        private byte[] _bytes;
        private int _length;

        /// <summary>Takes the value there; more than 0 = it comes after the one before, less = it should have come first.</summary>
        public int MoveTo(sqlite3_stmt row, int at)
        {
            var type = raw.sqlite3_column_type(row, at);
            var rank =
                type == raw.SQLITE_NULL ? 0
                : type is raw.SQLITE_INTEGER or raw.SQLITE_FLOAT ? 1
                : type == raw.SQLITE_TEXT ? 2
                : 3;
            var order = rank.CompareTo(_rank);
            _rank = rank;
            if (rank == 1)
            {
                var (number, whole) = (raw.sqlite3_column_double(row, at), raw.sqlite3_column_int64(row, at));
                if (order == 0)
                {
                    order = number.CompareTo(_number) is var by and not 0 ? by : whole.CompareTo(_whole);
                }

                (_number, _whole) = (number, whole);
            }
            else if (rank > 1)
            {
                var bytes = raw.sqlite3_column_blob(row, at);
                if (order == 0)
                {
                    order = bytes.SequenceCompareTo(_bytes.AsSpan(0, _length));
                }

                if (_bytes is null || _bytes.Length < bytes.Length)
                {
                    _bytes = new byte[Math.Max(64, bytes.Length)];
                }

                bytes.CopyTo(_bytes);
                _length = bytes.Length;
            }

            return order;
        }
    }
}
