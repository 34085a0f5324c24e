using System.Buffers;
using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Data.Common;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace MentorRegistry.Web.Data.Logs;

/// <summary>
/// Makes the hashes of a log. Not SHA-256 alone, which anybody could make anew over altered rows, but HMAC-SHA256 with
/// <see cref="LogKey" />. In two steps, the content first: when the law demands that a row's content is erased, the
/// content's own HMAC can stay in its place, and the chain holds.
/// </summary>
public sealed class LogLinks(ChainedLog log, LogKey key, IModel model) : IDisposable
{
    public const int Size = HMACSHA256.HashSizeInBytes;

    /// <summary>The length of <see cref="IChained.Erased" />.</summary>
    public const int ErasedSize = Size + Size;

    // Kept and locked rather than made for each row: that takes a third of the time, which a check of a million feels.
    private readonly IncrementalHash _content = Hmac(key.For($"{log.Name} content"));
    private readonly IncrementalHash _link = Hmac(key.For($"{log.Name} link"));
    private readonly byte[] _sealKey = key.For($"{log.Name} head");
    private readonly byte[] _erasedKey = key.For($"{log.Name} erased");
    private readonly LogValues _headValues = HeadValues(model);
    private readonly string _readHead =
        """SELECT "LastNumber", "LastHash", "KeyFingerprint", "BegunUtc", "RowsAtBeginning", "Seal", """
        + string.Join(", ", HeadValues(model).ColumnNames.Select(name => $"\"{name}\""))
        + """ FROM "LogHeads" WHERE "Log" = @log""";

    private string? _insert;

    public LogValues Values { get; } =
        new(
            model.FindEntityType(log.Row)!,
            nameof(IChained.Id),
            nameof(IChained.Hash),
            nameof(IChained.Erased)
        );

    /// <summary>What stands before the first row.</summary>
    public static byte[] Beginning() => new byte[Size];

    public void Content(ReadOnlySpan<byte> values, Span<byte> content)
    {
        lock (_content)
        {
            _content.AppendData(values);
            _content.GetHashAndReset(content);
        }
    }

    public void Link(ReadOnlySpan<byte> before, ReadOnlySpan<byte> content, Span<byte> hash)
    {
        lock (_link)
        {
            _link.AppendData(before);
            _link.AppendData(content);
            _link.GetHashAndReset(hash);
        }
    }

    /// <summary>
    /// Takes a row's content away and leaves the content's HMAC in its place, so that the chain holds. What is left of
    /// the row is sealed with the row's number: whoever has not the key can neither write something else into an
    /// erased row nor erase one.
    /// </summary>
    /// <param name="row">The row as it is stored.</param>
    /// <param name="clear">Takes the content out of it.</param>
    public void Erase(IChained row, Action clear)
    {
        var buffer = new ArrayBufferWriter<byte>();
        Values.Write(buffer, row);
        var erased = new byte[ErasedSize];
        Content(buffer.WrittenSpan, erased.AsSpan(0, Size));
        clear();
        buffer.ResetWrittenCount();
        Values.Write(buffer, row);
        SealErased(row.Id, erased.AsSpan(0, Size), buffer.WrittenSpan, erased.AsSpan(Size));
        row.Erased = erased;
    }

    /// <summary>Whether the program erased the row's content itself, and nothing was written there since.</summary>
    /// <param name="number">The row's number.</param>
    /// <param name="erased">What stands in the content's place.</param>
    /// <param name="left">The values that are left.</param>
    public bool IsErased(long number, ReadOnlySpan<byte> erased, ReadOnlySpan<byte> left)
    {
        if (erased.Length != ErasedSize)
        {
            return false;
        }

        Span<byte> seal = stackalloc byte[Size];
        SealErased(number, erased[..Size], left, seal);
        return CryptographicOperations.FixedTimeEquals(seal, erased[Size..]);
    }

    private void SealErased(long number, ReadOnlySpan<byte> content, ReadOnlySpan<byte> left, Span<byte> seal)
    {
        var sealedValues = new byte[sizeof(long) + content.Length + left.Length];
        BinaryPrimitives.WriteInt64LittleEndian(sealedValues, number);
        content.CopyTo(sealedValues.AsSpan(sizeof(long)));
        left.CopyTo(sealedValues.AsSpan(sizeof(long) + content.Length));
        HMACSHA256.HashData(_erasedKey, sealedValues, seal);
    }

    public byte[] Seal(LogHead head)
    {
        var values = new ArrayBufferWriter<byte>();
        _headValues.Round(head);
        _headValues.Write(values, head);
        return HMACSHA256.HashData(_sealKey, values.WrittenSpan);
    }

    /// <summary>Reads where the log ends. Plain ADO.NET: through the context it costs much of a citizen's whole page.</summary>
    /// <returns>Whether there is a head; and the head, when it is what the program wrote there.</returns>
    public async Task<(bool Exists, LogHead? Head)> ReadHeadAsync(
        RegistryDb db,
        bool isLocked,
        CancellationToken ct
    )
    {
        await db.Database.OpenConnectionAsync(ct);
        try
        {
            await using var command = db.Database.GetDbConnection().CreateCommand();
            command.Transaction = db.Database.CurrentTransaction?.GetDbTransaction();
            // Names of columns come from the model, never from a person.
#pragma warning disable CA2100
            command.CommandText = isLocked && db.Database.IsNpgsql() ? $"{_readHead} FOR UPDATE" : _readHead;
#pragma warning restore CA2100
            command.Add("@log", log.Name);
            await using var reader = await command.ExecuteReaderAsync(ct);
            return await reader.ReadAsync(ct) ? (true, ReadSealed(reader)) : (false, null);
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }

    // The seal first, over what is stored: only then is a value what it reads as.
    private LogHead? ReadSealed(DbDataReader reader)
    {
        try
        {
            var values = new ArrayBufferWriter<byte>();
            _headValues.Write(values, reader, 6);
            var seal = reader.GetFieldType(5) == typeof(byte[]) ? reader.GetFieldValue<byte[]>(5) : [];
            return CryptographicOperations.FixedTimeEquals(
                seal,
                HMACSHA256.HashData(_sealKey, values.WrittenSpan)
            )
                ? new LogHead
                {
                    Log = log.Name,
                    LastNumber = reader.GetInt64(0),
                    LastHash = reader.GetFieldValue<byte[]>(1),
                    KeyFingerprint = reader.GetString(2),
                    BegunUtc = reader.GetDateTime(3),
                    RowsAtBeginning = reader.GetInt64(4),
                    Seal = seal,
                }
                : null;
        }
        catch (Exception exception)
            when (exception is FormatException or InvalidCastException or OverflowException)
        {
            return null;
        }
    }

    /// <summary>Gives the row the next number and its hash, and moves the head on to it.</summary>
    public void Append(LogHead head, IChained row, ArrayBufferWriter<byte> buffer)
    {
        Values.Round(row);
        buffer.ResetWrittenCount();
        Values.Write(buffer, row);
        Span<byte> content = stackalloc byte[Size];
        Content(buffer.WrittenSpan, content);
        row.Hash = new byte[Size];
        Link(head.LastHash, content, row.Hash);
        row.Id = ++head.LastNumber;
        head.LastHash = row.Hash;
    }

    /// <summary>
    /// Writes an appended row: what is stored is what was hashed. Plain ADO.NET: nearly every request of a citizen
    /// writes one row and nothing else, and through the context that costs a tenth of the page.
    /// </summary>
    public async Task InsertAsync(RegistryDb db, IChained row, CancellationToken ct)
    {
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.Transaction = db.Database.CurrentTransaction!.GetDbTransaction();
        // Names come from the model, never from a person.
#pragma warning disable CA2100
        command.CommandText = _insert ??= InsertOf([
            nameof(IChained.Id),
            nameof(IChained.Hash),
            .. Values.ColumnNames,
        ]);
#pragma warning restore CA2100
        var at = 0;
        foreach (var value in Values.Stored(row).Prepend(row.Hash).Prepend(row.Id))
        {
            command.Add($"@{at++}", value ?? DBNull.Value);
        }

        await command.ExecuteNonQueryAsync(ct);
    }

    private string InsertOf(string[] names) =>
        $"INSERT INTO \"{Values.Table}\" ({string.Join(", ", names.Select(name => $"\"{name}\""))}) "
        + $"VALUES ({string.Join(", ", names.Select((_, at) => $"@{at}"))})";

    public void Dispose()
    {
        _content.Dispose();
        _link.Dispose();
    }

    private static LogValues HeadValues(IModel model) =>
        new(model.FindEntityType(typeof(LogHead))!, nameof(LogHead.Seal));

    private static IncrementalHash Hmac(byte[] key) =>
        IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
}

/// <summary>Appends to the logs; the one place where rows get their numbers and hashes.</summary>
public sealed class LogChain(LogKey key) : IDisposable
{
    private readonly ConcurrentDictionary<(ChainedLog, IModel), LogLinks> _links = new();

    public LogKey Key { get; } = key;

    public LogLinks LinksOf(ChainedLog log, IModel model) =>
        _links.GetOrAdd((log, model), of => new LogLinks(of.Item1, Key, of.Item2));

    /// <summary>
    /// Locks the end of a log until the transaction ends; SQLite's writing transaction has locked it already. Do so
    /// before writing anything else: who waits for a log then holds nothing that another waits for.
    /// </summary>
    public async Task<LogEnd> LockAsync(RegistryDb db, ChainedLog log, CancellationToken ct)
    {
        if (db.Database.CurrentTransaction is null)
        {
            throw new InvalidOperationException(
                "Rows and the head are written together: begin a transaction."
            );
        }

        var links = LinksOf(log, db.Model);
        if ((await links.ReadHeadAsync(db, isLocked: true, ct)).Head is not { } head)
        {
            // Going on would seal what somebody else has written there.
            throw new LogHeadException(
                $"The head of the {log.Name} log is missing or was not written by this program with {Key.Path}. "
                    + "Nothing can be recorded: see “The logs” in docs/operations.md."
            );
        }

        return new LogEnd(db, links, head);
    }

    public void Dispose()
    {
        foreach (var links in _links.Values)
        {
            links.Dispose();
        }
    }
}

internal static class CommandParameters
{
    public static void Add(this DbCommand command, string name, object value)
    {
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = (name, value);
        command.Parameters.Add(parameter);
    }
}

/// <summary>The locked end of a log: append rows, write them, then <see cref="SaveAsync" />.</summary>
public sealed class LogEnd
{
    private readonly RegistryDb _db;
    private readonly LogLinks _links;
    private readonly LogHead _head;
    private readonly ArrayBufferWriter<byte> _buffer = new();

    internal LogEnd(RegistryDb db, LogLinks links, LogHead head) => (_db, _links, _head) = (db, links, head);

    /// <summary>Gives the row its number and hash. No value of it may change after.</summary>
    public void Append(IChained row) => _links.Append(_head, row, _buffer);

    /// <summary>Writes a row that was appended, past the context.</summary>
    public Task InsertAsync(IChained row, CancellationToken ct) => _links.InsertAsync(_db, row, ct);

    public async Task SaveAsync(CancellationToken ct)
    {
        await using var command = _db.Database.GetDbConnection().CreateCommand();
        command.Transaction = _db.Database.CurrentTransaction!.GetDbTransaction();
        command.CommandText = """
            UPDATE "LogHeads" SET "LastNumber" = @number, "LastHash" = @hash, "Seal" = @seal WHERE "Log" = @log
            """;
        command.Add("@number", _head.LastNumber);
        command.Add("@hash", _head.LastHash);
        command.Add("@seal", _links.Seal(_head));
        command.Add("@log", _head.Log);
        if (await command.ExecuteNonQueryAsync(ct) != 1)
        {
            throw new LogHeadException($"The head of the {_head.Log} log is gone.");
        }
    }
}

/// <summary>The end of a log is not as the program left it, so nothing is appended to it.</summary>
public sealed class LogHeadException(string message) : Exception(message);
