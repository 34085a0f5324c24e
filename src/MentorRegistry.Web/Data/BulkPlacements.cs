using System.Data.Common;
using System.Globalization;
using MentorRegistry.Domain;
using MentorRegistry.Domain.Citizens;
using MentorRegistry.Domain.Placements;
using MentorRegistry.Web.Access;
using MentorRegistry.Web.Data.Logs;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using NpgsqlTypes;

namespace MentorRegistry.Web.Data;

/// <summary>
/// Adds many citizens and placements with the very rows that <see cref="RegistryDb"/> would have written, history and
/// versions included, several times faster: prepared statements on SQLite, binary COPY on PostgreSQL, and no change
/// tracker. A test compares the two ways row by row. Only within a transaction.
/// </summary>
public sealed class BulkPlacements(RegistryDb db, CurrentUser user, Clock clock) : IAsyncDisposable
{
    private readonly Dictionary<Type, Table> _tables = [];

    /// <summary>
    /// Adds new citizens with their numbers, and placements with their grants. A placement's citizen is one of the new
    /// ones (<see cref="Placement.Citizen"/>) or has its number in <see cref="Placement.CitizenId"/>; the version of
    /// such a citizen moves on. Row numbers are given here.
    /// </summary>
    public async Task AddAsync(
        IReadOnlyList<Citizen> citizens,
        IReadOnlyList<Placement> placements,
        CancellationToken ct
    )
    {
        if (db.Database.CurrentTransaction is null)
        {
            throw new InvalidOperationException("All of it is written, or nothing: begin a transaction.");
        }

        var log = await db.LockLogAsync(ChainedLog.Audit, ct);
        await MoveVersionsOnAsync(
            [.. placements.Where(p => p.Citizen is null).Select(p => p.CitizenId).Distinct()],
            ct
        );
        var numbers = citizens.SelectMany(citizen => citizen.Numbers).ToList();
        var grants = placements.SelectMany(placement => placement.Grants).ToList();
        await NumberAsync<Citizen>(citizens, (citizen, id) => citizen.Id = id, ct);
        foreach (var citizen in citizens)
        {
            citizen.Numbers.ForEach(number => number.CitizenId = citizen.Id);
        }

        await NumberAsync<CitizenNumber>(numbers, (number, id) => number.Id = id, ct);
        await NumberAsync<Placement>(placements, (placement, id) => placement.Id = id, ct);
        foreach (var placement in placements)
        {
            placement.CitizenId = placement.Citizen?.Id ?? placement.CitizenId;
            placement.Grants.ForEach(grant => grant.PlacementId = placement.Id);
        }

        await NumberAsync<Grant>(grants, (grant, id) => grant.Id = id, ct);

        var now = clock.UtcNow;
        var made = new List<(object Row, object Root, AuditEntry Entry)>();
        foreach (var citizen in citizens)
        {
            Made(citizen, citizen.Id, citizen, citizen.Id, citizen.Id);
            citizen.Numbers.ForEach(number =>
                Made(number, number.Id, citizen, citizen.Id, citizen.Id, nameof(CitizenNumber.CitizenId))
            );
        }

        foreach (var placement in placements)
        {
            var ofNewCitizen = placement.Citizen is null ? null : nameof(Placement.CitizenId);
            Made(placement, placement.Id, placement, placement.Id, placement.CitizenId, ofNewCitizen);
            placement.Grants.ForEach(grant =>
                Made(grant, grant.Id, placement, placement.Id, placement.CitizenId, nameof(Grant.PlacementId))
            );
        }

        var history = made.OrderBy(m => AuditTrail.Place(m.Row, m.Root)).Select(m => m.Entry).ToList();
        history.ForEach(log.Append);
        await WriteAsync(citizens, ct);
        await WriteAsync(numbers, ct);
        await WriteAsync(placements, ct);
        await WriteAsync(grants, ct);
        await WriteAsync(history, ct);
        await log.SaveAsync(ct);
        await db.KeepFlagsAsync(
            [.. placements.Select(placement => placement.CitizenId).Distinct()],
            clock.Today,
            ct
        );

        void Made(
            object row,
            long id,
            IVersioned root,
            long rootId,
            long citizenId,
            string? newParent = null
        ) => made.Add((row, root, Added(now, row, id, root, rootId, citizenId, newParent)));
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

    private AuditEntry Added(
        DateTime now,
        object row,
        long id,
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
            EntityId = id.ToString(CultureInfo.InvariantCulture),
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

    private async Task MoveVersionsOnAsync(long[] citizenIds, CancellationToken ct)
    {
        if (citizenIds.Length > 0)
        {
            // A version says nothing to a person, so history keeps no row of it; RowVersions does the same.
#pragma warning disable RS0030
            await db
                .Citizens.Where(citizen => citizenIds.Contains(citizen.Id))
                .ExecuteUpdateAsync(
                    set => set.SetProperty(citizen => citizen.Version, citizen => citizen.Version + 1),
                    ct
                );
#pragma warning restore RS0030
        }
    }

    private async Task NumberAsync<T>(IReadOnlyList<T> rows, Action<T, long> number, CancellationToken ct)
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

    private async Task WriteAsync<T>(IReadOnlyList<T> rows, CancellationToken ct)
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
