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
    /// The HMAC of its values, or of those that stood there before they were erased; empty when they are not of the
    /// columns' kinds, or were erased by somebody else.
    /// </param>
    public delegate void Take(long number, byte[] hash, ReadOnlySpan<byte> content);

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
            // Names of tables and columns come from the model, never from a person.
#pragma warning disable CA2100
            command.CommandText =
                $"SELECT \"Id\", \"Hash\", \"Erased\"{columns} FROM \"{links.Values.Table}\" "
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
                    hash = reader.GetFieldValue<byte[]>(1);
                    buffer.ResetWrittenCount();
                    links.Values.Write(buffer, reader, 3);
                    if (reader.IsDBNull(2))
                    {
                        links.Content(buffer.WrittenSpan, content);
                        take(number, hash, content);
                    }
                    else
                    {
                        var erased = reader.GetFieldValue<byte[]>(2);
                        var isErased = links.IsErased(number, erased, buffer.WrittenSpan);
                        take(number, hash, isErased ? erased.AsSpan(0, LogLinks.Size) : []);
                    }
                }
                catch (Exception exception)
                    when (exception is FormatException or InvalidCastException or OverflowException)
                {
                    // SQLite takes any text into a column of instants.
                    take(number, hash, []);
                }
            }
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }
}
