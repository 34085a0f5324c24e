using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace MentorRegistry.Benchmarks;

/// <summary>Copies whole tables from an SQLite registry to a PostgreSQL one, which has the tables already.</summary>
[SuppressMessage(
    "Security",
    "CA2100:Review SQL queries for security vulnerabilities",
    Justification = "Names of tables and columns, no value."
)]
public static class PostgreSqlCopy
{
    public static async Task WriteAsync(string sqlite, string postgreSql, IReadOnlyList<string> tables)
    {
        await using var from = new SqliteConnection(sqlite);
        await from.OpenAsync();
        await using var to = new NpgsqlConnection(postgreSql);
        await to.OpenAsync();
        foreach (var table in tables)
        {
            await CopyAsync(from, to, table);
        }

        await RunAsync(to, "VACUUM ANALYZE");
    }

    public static async Task RunAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 600 };
        await command.ExecuteNonQueryAsync();
    }

    // As text: the server reads each value as its own type. What it works out itself is left out.
    private static async Task CopyAsync(SqliteConnection from, NpgsqlConnection to, string table)
    {
        var columns = new List<string>();
        await using (
            var ask = new NpgsqlCommand(
                """
                SELECT column_name FROM information_schema.columns
                WHERE table_schema = current_schema() AND table_name = $1 AND is_generated = 'NEVER'
                """,
                to
            )
        )
        {
            ask.Parameters.Add(new NpgsqlParameter { Value = table });
            await using var names = await ask.ExecuteReaderAsync();
            while (await names.ReadAsync())
            {
                columns.Add($"\"{names.GetString(0)}\"");
            }
        }

        var list = string.Join(", ", columns);
        await using var read = from.CreateCommand();
        read.CommandText = $"SELECT {list} FROM \"{table}\"";
        await using var rows = await read.ExecuteReaderAsync();
        await using var write = await to.BeginTextImportAsync(
            $"COPY \"{table}\" ({list}) FROM STDIN (FORMAT csv)"
        );
        while (await rows.ReadAsync())
        {
            for (var i = 0; i < columns.Count; i++)
            {
                await write.WriteAsync(i == 0 ? "" : ",");
                if (!rows.IsDBNull(i))
                {
                    var value = Convert.ToString(rows.GetValue(i), CultureInfo.InvariantCulture)!;
                    await write.WriteAsync($"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"");
                }
            }

            await write.WriteAsync('\n');
        }
    }
}
