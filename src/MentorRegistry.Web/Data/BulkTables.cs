using System.Data.Common;
using System.Globalization;
using MentorRegistry.Domain;
using MentorRegistry.Domain.Citizens;
using MentorRegistry.Web.Access;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using NpgsqlTypes;

namespace MentorRegistry.Web.Data;

/// <summary>
/// Writes rows as <see cref="RegistryDb"/> would, past the change tracker: prepared statements on SQLite, binary COPY on
/// PostgreSQL. What writes here keeps history itself (<see cref="Added"/>). Only within a transaction.
/// </summary>
internal sealed class BulkTables(RegistryDb db, CurrentUser user) : IAsyncDisposable
{
    private readonly Dictionary<Type, Table> _tables = [];

    /// <summary>Refuses to write where not all of it would be undone together.</summary>
    public void RequireTransaction()
    {
        if (db.Database.CurrentTransaction is null)
        {
            throw new InvalidOperationException("All of it is written, or nothing: begin a transaction.");
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var table in _tables.Values)
        {
            if (table.Insert is { } insert)
            {
                await insert.DisposeAsync();
            }
        }
    }

    /// <summary>The row of history of a row that is added.</summary>
    public AuditEntry Added(
        DateTime now,
        object row,
        string key,
        IVersioned root,
        long rootId,
        long citizenId,
        string? numberOfNewParent = null
    ) =>
        new()
        {
            AtUtc = now,
            UserId = user.Id,
            UserName = user.Name,
            CitizenId = citizenId,
            Root = root.GetType().Name,
            RootId = rootId.ToString(CultureInfo.InvariantCulture),
            RootVersion = root.Version,
            Entity = row.GetType().Name,
            EntityId = key,
            Action = AuditAction.Added,
            // The number of a parent that is new too is left out, as the change tracker's history does.
            After = AuditTrail.ToJson(
                TableOf(row.GetType())
                    .Columns.Where(column =>
                        !AuditTrail.IsLeftOut(column.Property.Name)
                        && column.Property.Name != numberOfNewParent
                    )
                    .ToDictionary(column => column.Property.Name, column => column.Value(row))
            ),
            Reason = AuditTrail.ReasonAt(root, db.Reason),
        };

    /// <summary>Gives new rows their numbers.</summary>
    public async Task NumberAsync<T>(IReadOnlyList<T> rows, Action<T, long> number, CancellationToken ct)
    {
        if (rows.Count == 0)
        {
            return;
        }

        var table = TableOf(typeof(T));
        if (!db.Database.IsNpgsql())
        {
            // This transaction is the only writer, and AUTOINCREMENT goes on from the highest number ever given.
            table.LastId ??= await db
                .Database.SqlQuery<long>(
                    $"SELECT COALESCE(MAX(seq), 0) AS Value FROM sqlite_sequence WHERE name = {table.Name}"
                )
                .SingleAsync(ct);
            foreach (var row in rows)
            {
                number(row, (table.LastId += 1).Value);
            }

            return;
        }

        var quoted = $"\"{table.Name}\"";
        var ids = await db
            .Database.SqlQuery<long>(
                $"SELECT nextval(pg_get_serial_sequence({quoted}, 'Id')) AS \"Value\" FROM generate_series(1, {rows.Count})"
            )
            .ToListAsync(ct);
        for (var i = 0; i < rows.Count; i++)
        {
            number(rows[i], ids[i]);
        }
    }

    /// <summary>Writes new rows, which have their numbers.</summary>
    public async Task WriteAsync<T>(IReadOnlyList<T> rows, CancellationToken ct)
        where T : class
    {
        if (rows.Count == 0)
        {
            return;
        }

        var table = TableOf(typeof(T));
        if (db.Database.GetDbConnection() is NpgsqlConnection connection)
        {
            await using var copy = await connection.BeginBinaryImportAsync(
                $"COPY \"{table.Name}\" ({table.ColumnList}) FROM STDIN (FORMAT BINARY)",
                ct
            );
            foreach (var row in rows)
            {
                await copy.StartRowAsync(ct);
                foreach (var column in table.Columns)
                {
                    if (column.Stored(row) is { } value)
                    {
                        await copy.WriteAsync(value, column.PostgreSqlType, ct);
                    }
                    else
                    {
                        await copy.WriteNullAsync(ct);
                    }
                }
            }

            await copy.CompleteAsync(ct);
            return;
        }

        var insert = table.Insert ??= PrepareInsert(table);
        foreach (var row in rows)
        {
            for (var i = 0; i < table.Columns.Length; i++)
            {
                insert.Parameters[i].Value = table.Columns[i].Stored(row) ?? DBNull.Value;
            }

            await insert.ExecuteNonQueryAsync(ct);
        }
    }

    private DbCommand PrepareInsert(Table table)
    {
        var insert = db.Database.GetDbConnection().CreateCommand();
        insert.Transaction = db.Database.CurrentTransaction!.GetDbTransaction();
        var names = string.Join(", ", table.Columns.Select((_, i) => $"@p{i}"));
        // Names of tables and columns come from the model, never from a person.
#pragma warning disable CA2100
        insert.CommandText = $"INSERT INTO \"{table.Name}\" ({table.ColumnList}) VALUES ({names})";
#pragma warning restore CA2100
        for (var i = 0; i < table.Columns.Length; i++)
        {
            var parameter = insert.CreateParameter();
            parameter.ParameterName = $"@p{i}";
            insert.Parameters.Add(parameter);
        }

        return insert;
    }

    private Table TableOf(Type type)
    {
        if (!_tables.TryGetValue(type, out var table))
        {
            table = new Table(db.Model.FindEntityType(type)!);
            _tables.Add(type, table);
        }

        return table;
    }

    /// <summary>A table as the model has it, so that a new column is written here too.</summary>
    private sealed class Table(IEntityType entity)
    {
        public string Name { get; } = entity.GetTableName()!;

        public Column[] Columns { get; } =
        [
            .. entity
                .GetProperties()
                .Where(property => property.GetComputedColumnSql() is null)
                .Select(property => new Column(property)),
        ];

        public string ColumnList => string.Join(", ", Columns.Select(column => $"\"{column.Name}\""));

        public long? LastId { get; set; }

        public DbCommand? Insert { get; set; }
    }

    private sealed class Column(IProperty property)
    {
        private readonly Func<object?, object?>? _convert = property
            .GetTypeMapping()
            .Converter?.ConvertToProvider;

        public IProperty Property { get; } = property;

        public string Name { get; } = property.GetColumnName();

        public NpgsqlDbType PostgreSqlType { get; } =
            (Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType) switch
            {
                var type when type == typeof(long) => NpgsqlDbType.Bigint,
                var type when type == typeof(int) => NpgsqlDbType.Integer,
                var type when type == typeof(bool) => NpgsqlDbType.Boolean,
                var type when type == typeof(DateOnly) => NpgsqlDbType.Date,
                var type when type == typeof(DateTime) => NpgsqlDbType.TimestampTz,
                var type when type == typeof(byte[]) => NpgsqlDbType.Bytea,
                _ => NpgsqlDbType.Text,
            };

        /// <summary>As the program has it.</summary>
        public object? Value(object row) =>
            Property.Name switch
            {
                RegistryMappings.NameSearch => DanishText.SearchKey(((Citizen)row).Name),
                RegistryMappings.NameSort => DanishText.SortKey(((Citizen)row).Name),
                _ => Property.GetGetter().GetClrValue(row),
            };

        /// <summary>As the database has it.</summary>
        public object? Stored(object row)
        {
            var value = Value(row);
            return _convert is null || value is null ? value : _convert(value);
        }
    }
}
