using System.Buffers;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace MentorRegistry.Web.Data.Logs;

/// <summary>Reads a log's rows in the order of their numbers, one at a time: memory does not grow with the log.</summary>
internal static class LogRows
{
    /// <summary>Takes a row.</summary>
    /// <param name="number">Its number.</param>
    /// <param name="hash">Its hash as stored.</param>
    /// <param name="content">
    /// The HMAC of its values, or of those that stood there before they were erased; empty when they cannot be read.
    /// </param>
    /// <param name="isOwn">
    /// Whether the content belongs to this number: an erased row's seal says where it was erased.
    /// </param>
    public delegate void Take(long number, byte[] hash, ReadOnlySpan<byte> content, bool isOwn);

    public static async Task ReadAsync(
        RegistryDb db,
        LogLinks links,
        long first,
        long last,
        int most,
        Take take,
        CancellationToken ct
    )
    {
        await db.Database.OpenConnectionAsync(ct);
        try
        {
            // Plain ADO.NET: the context takes twice as long over a million rows.
            await using var command = db.Database.GetDbConnection().CreateCommand();
            command.Transaction = db.Database.CurrentTransaction?.GetDbTransaction();
            var columns = string.Concat(links.Values.ColumnNames.Select(name => $", \"{name}\""));
            // The table itself, in the order of its rows: an index may have been made to hide some (LogTable compares
            // them; PostgreSQL has no such word).
            var table = $"\"{links.Values.Table}\"" + (db.Database.IsSqlite() ? " NOT INDEXED" : "");
            // Names of tables and columns come from the model, never from a person.
#pragma warning disable CA2100
            command.CommandText =
                $"SELECT \"Id\", \"Hash\", \"Erased\"{columns} FROM {table} "
                + "WHERE \"Id\" BETWEEN @first AND @last ORDER BY \"Id\" LIMIT @most";
#pragma warning restore CA2100
            command.Add("@first", first);
            command.Add("@last", last);
            command.Add("@most", (long)most);

            await using var reader = await command.ExecuteReaderAsync(ct);
            var buffer = new ArrayBufferWriter<byte>(1024);
            var content = new byte[LogLinks.Size];
            while (await reader.ReadAsync(ct))
            {
                var number = reader.GetInt64(0);
                byte[] hash = [];
                try
                {
                    // A text of the same bytes is no hash that the program wrote.
                    hash = reader.GetFieldType(1) == typeof(byte[]) ? reader.GetFieldValue<byte[]>(1) : [];
                    buffer.ResetWrittenCount();
                    links.Values.Write(buffer, reader, 3);
                    if (reader.IsDBNull(2))
                    {
                        links.Content(buffer.WrittenSpan, content);
                        take(number, hash, content, isOwn: true);
                    }
                    else
                    {
                        var erased = reader.GetFieldValue<byte[]>(2);
                        take(
                            number,
                            hash,
                            erased.Length == LogLinks.ErasedSize ? erased.AsSpan(0, LogLinks.Size) : [],
                            reader.GetFieldType(2) == typeof(byte[])
                                && links.IsErased(number, erased, buffer.WrittenSpan)
                        );
                    }
                }
                catch (Exception exception)
                    when (exception is FormatException or InvalidCastException or OverflowException)
                {
                    // PostgreSQL keeps instants that .NET does not know.
                    take(number, hash, [], isOwn: false);
                }
            }
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }
}
