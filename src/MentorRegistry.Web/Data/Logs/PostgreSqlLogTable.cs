using System.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace MentorRegistry.Web.Data.Logs;

/// <summary><see cref="LogTable" /> on PostgreSQL.</summary>
internal static class PostgreSqlLogTable
{
    // What a name means follows from the search path: the relation is the one that the pages read.
    private const string Where = """
        SELECT coalesce(pg_catalog.to_regclass(pg_catalog.quote_ident(@table))::pg_catalog.oid::pg_catalog.text, '0'),
          pg_catalog.quote_literal(pg_catalog.current_schemas(true)::pg_catalog.text)
        """;

    // PostgreSQL takes an operator or a function of just the types asked for before one of its own that fits.
    private const string InTheWay = """
        WITH log AS (SELECT c.* FROM pg_catalog.pg_class c WHERE oid = {log}),
          path AS (SELECT oid, nspname FROM pg_catalog.pg_namespace
            WHERE nspname = ANY ({path}::name[]) AND nspname <> 'pg_catalog')
        SELECT 'in schema ' || nspname || ' is another ' || c.relname FROM log, pg_catalog.pg_class c
          JOIN path ON path.oid = c.relnamespace
          WHERE c.relname = log.relname AND c.oid <> log.oid
        UNION ALL SELECT relname || ' is no table: ' || relkind::text FROM log WHERE relkind <> 'r'
        UNION ALL SELECT 'row security' FROM log WHERE relrowsecurity OR relforcerowsecurity
        UNION ALL SELECT 'policy ' || polname FROM log, pg_catalog.pg_policy WHERE polrelid = log.oid
        UNION ALL SELECT 'rule ' || rulename FROM log, pg_catalog.pg_rewrite
          WHERE ev_class = log.oid AND rulename <> '_RETURN'
        UNION ALL SELECT 'trigger ' || tgname FROM log, pg_catalog.pg_trigger
          WHERE tgrelid = log.oid AND NOT tgisinternal
        UNION ALL SELECT 'constraint ' || conname FROM log, pg_catalog.pg_constraint
          WHERE conrelid = log.oid AND contype NOT IN ('p', 'f', 'n')
        UNION ALL SELECT 'child table ' || child.relname FROM log, pg_catalog.pg_inherits
          JOIN pg_catalog.pg_class child ON child.oid = inhrelid WHERE inhparent = log.oid
        UNION ALL SELECT 'in schema ' || nspname || ' is another operator ' || o.oprname
          FROM pg_catalog.pg_operator o JOIN path ON path.oid = o.oprnamespace
          WHERE EXISTS (SELECT FROM pg_catalog.pg_operator own
            WHERE own.oprname = o.oprname AND own.oprnamespace = 'pg_catalog'::regnamespace)
        UNION ALL SELECT 'in schema ' || nspname || ' is another function ' || f.proname
          FROM pg_catalog.pg_proc f JOIN path ON path.oid = f.pronamespace
          WHERE EXISTS (SELECT FROM pg_catalog.pg_proc own
            WHERE own.proname = f.proname AND own.pronamespace = 'pg_catalog'::regnamespace)
        UNION ALL SELECT 'another cast of ' || source.typname || ' to ' || target.typname FROM pg_catalog.pg_cast k
          JOIN pg_catalog.pg_type source ON source.oid = k.castsource
          JOIN pg_catalog.pg_type target ON target.oid = k.casttarget
          WHERE k.oid >= 16384 AND source.typnamespace = 'pg_catalog'::regnamespace
            AND target.typnamespace = 'pg_catalog'::regnamespace
        """;

    private const string Columns = """
        SELECT attname::text, format_type(atttypid, atttypmod) || CASE WHEN attnotnull THEN ' NOT NULL' ELSE '' END
          || CASE WHEN attgenerated = '' THEN '' ELSE ' GENERATED' END
          || CASE WHEN attcollation = typcollation THEN '' ELSE ' COLLATE' END
        FROM pg_catalog.pg_attribute JOIN pg_catalog.pg_type t ON t.oid = atttypid WHERE attrelid = {log} AND attnum > 0 AND NOT attisdropped
        """;

    private const string Indexes = """
        SELECT c.relname::text, i.indisunique, pg_get_expr(i.indpred, i.indrelid),
          (SELECT string_agg(pg_get_indexdef(i.indexrelid, k, true)
              || CASE WHEN i.indoption[k - 1] = 0 THEN '' ELSE ' DESC' END, ', ' ORDER BY k)
            FROM generate_series(1, i.indnatts::int) k)
          || CASE WHEN i.indisvalid AND i.indisready AND i.indislive AND i.indnatts = i.indnkeyatts
              AND m.amname = 'btree'
              AND NOT EXISTS (SELECT FROM pg_catalog.pg_opclass o
                WHERE o.oid = ANY (i.indclass::oid[]) AND NOT o.opcdefault)
              AND NOT EXISTS (SELECT FROM generate_series(0, i.indnatts - 1) k JOIN pg_catalog.pg_attribute a
                ON a.attrelid = i.indrelid AND a.attnum = i.indkey[k] WHERE a.attcollation <> i.indcollation[k])
            THEN '' ELSE ' ODD' END
        FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
          JOIN pg_catalog.pg_am m ON m.oid = c.relam
        WHERE i.indrelid = {log}
        """;

    // An index made anew over rows that were changed meanwhile is read by nobody who can see a transaction older than
    // it, in any database of the server (PostgreSQL's README.HOT, indcheckxmin): neither by the pages nor here.
    private const string TooNew = """
        SELECT c.relname::text FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
        WHERE i.indrelid = {log} AND i.indcheckxmin AND pg_catalog.age(i.xmin) <= pg_catalog.age(
          (pg_catalog.pg_snapshot_xmin(pg_catalog.pg_current_snapshot())::text::numeric % 4294967296)::text::xid)
        """;

    private static readonly TimeSpan WaitForOlderTransactions = TimeSpan.FromSeconds(5);

    public static async Task<IReadOnlyList<LogFault>> CheckAsync(
        RegistryDb db,
        ITable table,
        CancellationToken ct
    )
    {
        var faults = new List<LogFault>();
        var isTable = true;
        var (log, path) = ("", "");
        await LogTable.ReadAsync(
            db,
            Where,
            table.Name,
            row => (log, path) = (row.GetString(0), row.GetString(1)),
            ct
        );
        if (log == "0")
        {
            return [LogTable.IsNoTable(table, "not there")];
        }

        // The catalog is read with PostgreSQL's own operators and functions, and no others.
        await SetPathAsync("pg_catalog");
        await LogTable.ReadAsync(
            db,
            In(InTheWay),
            table: null,
            row =>
            {
                var about = row.GetString(0);
                isTable &= !about.Contains(" is no table: ", StringComparison.Ordinal);
                faults.Add(new LogFault(LogFaultKind.TableAltered, 0, 0, about));
            },
            ct
        );
        if (!isTable)
        {
            return faults;
        }

        var columns = new Dictionary<string, string>(StringComparer.Ordinal);
        await LogTable.ReadAsync(
            db,
            In(Columns),
            table: null,
            row => columns[row.GetString(0)] = row.GetString(1),
            ct
        );
        var odd = LogTable
            .Differences(
                LogFaultKind.TableAltered,
                "column",
                table.Columns.ToDictionary(
                    column => column.Name,
                    column => column.StoreType + (column.IsNullable ? "" : " NOT NULL"),
                    StringComparer.Ordinal
                ),
                columns
            )
            .ToList();
        faults.AddRange(odd);

        var wanted = LogTable.IndexesOf(table);
        wanted.Add(
            table.PrimaryKey!.Name,
            LogTable.Form(table.PrimaryKey.Columns.Select(c => $"\"{c.Name}\""), isUnique: true, filter: null)
        );
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        await LogTable.ReadAsync(
            db,
            In(Indexes),
            table: null,
            row =>
                found[row.GetString(0)] = LogTable.Form(
                    [row.GetString(3)],
                    row.GetBoolean(1),
                    row.IsDBNull(2) ? null : Bare(row.GetString(2))
                ),
            ct
        );
        var tooNew = await WaitAsync();
        await SetPathAsync("DEFAULT");
        faults.AddRange(LogTable.Differences(LogFaultKind.IndexAltered, "index", wanted, found));
        if (odd.Count > 0)
        {
            // What the indexes should hold cannot be said.
            return faults;
        }

        faults.AddRange(
            tooNew.Select(index => new LogFault(
                LogFaultKind.NotVerified,
                0,
                0,
                $"index {index} is newer than a transaction that runs"
            ))
        );
        var whole = wanted.Where(index =>
            found.GetValueOrDefault(index.Key) == index.Value && !tooNew.Contains(index.Key)
        );
        var isAsMade = !faults.Exists(fault => fault.Kind == LogFaultKind.IndexAltered);
        faults.AddRange(await CompareAsync(db, table, [.. whole.Select(index => index.Key)], isAsMade, ct));
        return faults;

        // Numbers and names that the database has quoted itself.
        string In(string query) =>
            query
                .Replace("{log}", log, StringComparison.Ordinal)
                .Replace("{path}", path, StringComparison.Ordinal);

        async Task<HashSet<string>> WaitAsync()
        {
            for (var waited = TimeSpan.Zero; ; waited += TimeSpan.FromMilliseconds(250))
            {
                var names = new HashSet<string>(StringComparer.Ordinal);
                await LogTable.ReadAsync(db, In(TooNew), table: null, row => names.Add(row.GetString(0)), ct);
                if (names.Count == 0 || waited >= WaitForOlderTransactions)
                {
                    return names;
                }

                await Task.Delay(250, ct);
            }
        }

        Task SetPathAsync(string schemas) =>
            LogTable.ReadAsync(db, $"SET search_path = {schemas}", table: null, _ => { }, ct);
    }

    private static string Bare(string filter) => filter is ['(', .. var bare, ')'] ? bare : filter;

    // Every entry of an index with the rows, by their number and the sum of their hashes: whoever may write the catalog
    // can make an index partial, fill it, and say that it is whole.
    private static async Task<IReadOnlyList<LogFault>> CompareAsync(
        RegistryDb db,
        ITable table,
        IReadOnlyList<string> names,
        bool isAsMade,
        CancellationToken ct
    )
    {
        var indexes = table
            .Indexes.Select(index => (index.Name, index.Columns, Filter: index.Filter ?? "true"))
            .Append((table.PrimaryKey!.Name, table.PrimaryKey.Columns, Filter: "true"))
            .Where(index => names.Contains(index.Name))
            .Select(index =>
                (
                    index.Name,
                    Columns: string.Join(", ", index.Columns.Select(column => $"\"{column.Name}\"")),
                    index.Filter
                )
            )
            .ToList();
        if (indexes.Count == 0)
        {
            return [];
        }

        // One picture of the log for all that is read: it goes on being written.
        await using var transaction = await db.Database.BeginTransactionAsync(
            IsolationLevel.RepeatableRead,
            ct
        );
        await SetAsync("max_parallel_workers_per_gather", "0");
        await SetAsync("enable_bitmapscan", "off");
        await SetAsync("enable_indexscan", "off");
        await SetAsync("enable_indexonlyscan", "off");
        var sums = indexes.Select(index => Sum(index.Columns, index.Filter));
        var rows = new List<string>();
        await LogTable.ReadAsync(
            db,
            $"SELECT {string.Join(", ", sums)} FROM \"{table.Name}\"",
            table: null,
            row => rows.AddRange(Enumerable.Range(0, indexes.Count).Select(row.GetString)),
            ct
        );

        await SetAsync("enable_indexscan", "on");
        await SetAsync("enable_indexonlyscan", "on");
        await SetAsync("enable_seqscan", "off");
        await SetAsync("enable_sort", "off");
        await SetAsync("enable_incremental_sort", "off");
        var faults = new List<LogFault>();
        foreach (var (index, expected) in indexes.Zip(rows))
        {
            var query =
                $"SELECT {Sum(index.Columns, "true")} FROM (SELECT {index.Columns} FROM \"{table.Name}\" "
                + $"WHERE {index.Filter} ORDER BY {index.Columns}) AS entry";
            var (plan, sum) = ("", "");
            await LogTable.ReadAsync(
                db,
                $"EXPLAIN {query}",
                table: null,
                row => plan += row.GetString(0) + "\n",
                ct
            );
            await LogTable.ReadAsync(db, query, table: null, row => sum = row.GetString(0), ct);
            // Where an index is there that the registry did not make, which is told already, it may be read instead.
            var isRead = plan.Contains($"Index Only Scan using \"{index.Name}\"", StringComparison.Ordinal);
            if (isRead ? sum != expected : isAsMade)
            {
                faults.Add(LogTable.Disagrees(index.Name));
            }
        }

        return faults;

        Task SetAsync(string setting, string value) =>
            LogTable.ReadAsync(db, $"SET LOCAL {setting} = {value}", table: null, _ => { }, ct);

        static string Sum(string columns, string filter) =>
            $"concat(count(*) FILTER (WHERE {filter}), ' ', "
            + $"sum(hash_record_extended(ROW({columns}), 0)) FILTER (WHERE {filter}))";
    }
}
