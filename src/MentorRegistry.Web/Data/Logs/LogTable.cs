using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace MentorRegistry.Web.Data.Logs;

/// <summary>
/// Checks what stands between a log's rows and who reads them. The chain is read row by row from the table; pages find
/// rows by an index. A row that is missing from an index, or that a view leaves out, is in the chain and on no page.
/// </summary>
internal static class LogTable
{
    /// <summary>What is in the way; each said by its name.</summary>
    public static async Task<IReadOnlyList<LogFault>> CheckAsync(
        RegistryDb db,
        ChainedLog log,
        CancellationToken ct
    )
    {
        var name = db.Model.FindEntityType(log.Row)!.GetTableName()!;
        // The model that a running program holds leaves out what only migrations need.
        var table = db.GetService<IDesignTimeModel>().Model.GetRelationalModel().FindTable(name, null)!;
        await db.Database.OpenConnectionAsync(ct);
        try
        {
            return db.Database.IsNpgsql()
                ? await PostgreSqlLogTable.CheckAsync(db, table, ct)
                : await SqliteLogTable.CheckAsync(db, table, ct);
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }

    /// <summary>An index as both databases can tell it.</summary>
    public static string Form(IEnumerable<string> columns, bool isUnique, string? filter) =>
        string.Join(", ", columns) + (isUnique ? " UNIQUE" : "") + (filter is null ? "" : $" WHERE {filter}");

    /// <summary>The indexes that the migrations make, by name.</summary>
    public static Dictionary<string, string> IndexesOf(ITable table) =>
        table.Indexes.ToDictionary(
            index => index.Name,
            index => Form(index.Columns.Select(column => $"\"{column.Name}\""), index.IsUnique, index.Filter),
            StringComparer.Ordinal
        );

    /// <summary>What is missing, what is changed, and what is there besides.</summary>
    public static IEnumerable<LogFault> Differences(
        LogFaultKind kind,
        string what,
        Dictionary<string, string> wanted,
        Dictionary<string, string> found
    )
    {
        foreach (var (name, form) in wanted)
        {
            if (!found.TryGetValue(name, out var there))
            {
                yield return new LogFault(kind, 0, 0, $"{what} {name} is missing");
            }
            else if (there != form)
            {
                yield return new LogFault(kind, 0, 0, $"{what} {name} is changed");
            }
        }

        foreach (var name in found.Keys.Except(wanted.Keys).Order(StringComparer.Ordinal))
        {
            yield return new LogFault(kind, 0, 0, $"{what} {name} is not the registry's");
        }
    }

    public static LogFault IsNoTable(ITable table, string what) =>
        new(LogFaultKind.TableAltered, 0, 0, $"{table.Name} is no table: {what}");

    public static LogFault Disagrees(string index) =>
        new(LogFaultKind.IndexAltered, 0, 0, $"index {index} does not agree with the rows");

    /// <summary>Runs a query made of names of the model, and takes its rows.</summary>
    public static async Task ReadAsync(
        RegistryDb db,
        string sql,
        string? table,
        Action<DbDataReader> take,
        CancellationToken ct
    )
    {
        await using var command = db.Database.GetDbConnection().CreateCommand();
        // A check of millions of rows takes as long as it takes.
        command.CommandTimeout = 0;
        command.Transaction = db.Database.CurrentTransaction?.GetDbTransaction();
#pragma warning disable CA2100 // Names of tables and columns come from the model, never from a person.
        command.CommandText = sql;
#pragma warning restore CA2100
        if (table is not null)
        {
            command.Add("@table", table);
        }

        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            take(reader);
        }
    }
}
