using System.Buffers;
using System.Buffers.Binary;
using System.Data.Common;
using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using SQLitePCL;

namespace MentorRegistry.Web.Data.Logs;

/// <summary>
/// The canonical form of a row, over which its hash is made: the model's properties by name in ordinal order, each as
/// name, kind and value with lengths in front, numbers in a fixed byte order, instants as ticks. A property without
/// value is left out, so a column that is added later changes no old hash: it must be nullable. A property that has
/// been hashed is never renamed, and never changes its kind.
/// </summary>
public sealed class LogValues
{
    private readonly Column[] _columns;

    public LogValues(IEntityType entity, params IReadOnlyCollection<string> leftOut)
    {
        Table = entity.GetTableName()!;
        _columns =
        [
            .. entity
                .GetProperties()
                .Where(property => !leftOut.Contains(property.Name))
                .OrderBy(property => property.Name, StringComparer.Ordinal)
                .Select(property => new Column(property)),
        ];
    }

    public string Table { get; }

    /// <summary>The columns' names, in the order in which <see cref="Write(IBufferWriter{byte}, DbDataReader, int)" /> wants them.</summary>
    public IEnumerable<string> ColumnNames => _columns.Select(column => column.Name);

    /// <summary>What is stored of a row that the program holds, in the order of <see cref="ColumnNames" />.</summary>
    public IEnumerable<object?> Stored(object row) => _columns.Select(column => column.Stored(row));

    /// <summary>
    /// Rounds the row's instants to whole microseconds: PostgreSQL keeps no finer ones, and the hash is made of what
    /// will be read.
    /// </summary>
    public void Round(object row)
    {
        foreach (var column in _columns)
        {
            column.Round(row);
        }
    }

    /// <summary>The form of a row that the program holds.</summary>
    public void Write(IBufferWriter<byte> to, object row)
    {
        foreach (var column in _columns)
        {
            if (column.Stored(row) is { } value)
            {
                column.Begin(to);
                switch (value)
                {
                    case string text:
                        WriteText(to, text);
                        break;
                    case byte[] bytes:
                        WriteBytes(to, bytes);
                        break;
                    case DateTime instant:
                        WriteNumber(to, instant.Ticks);
                        break;
                    case DateOnly day:
                        WriteNumber(to, day.DayNumber);
                        break;
                    case bool truth:
                        WriteNumber(to, truth ? 1 : 0);
                        break;
                    default:
                        WriteNumber(to, (long)Convert.ChangeType(value, typeof(long), null));
                        break;
                }
            }
        }
    }

    /// <summary>
    /// The form of the row at which a reader stands; the columns begin at <paramref name="first" />. SQLite keeps a
    /// value of any kind in any column and reads 17.5, "17 x" or a blob as 17 where 17 is asked for, while its
    /// comparisons find none of them: whoever does so hides a row from every page. So there a value counts as what is
    /// stored, and what the program does not write so itself has a form that no row of the program's has.
    /// </summary>
    public void Write(IBufferWriter<byte> to, DbDataReader row, int first)
    {
        for (var i = 0; i < _columns.Length; i++)
        {
            var at = first + i;
            if (row.IsDBNull(at))
            {
                continue;
            }

            _columns[i].Begin(to);
            if (row is SqliteDataReader stored)
            {
                WriteStored(to, stored.Handle!, at, _columns[i].Kind);
                continue;
            }

            switch (_columns[i].Kind)
            {
                case 's':
                    WriteText(to, row.GetString(at));
                    break;
                case 'x':
                    WriteBytes(to, row.GetFieldValue<byte[]>(at));
                    break;
                case 't':
                    WriteNumber(to, row.GetDateTime(at).Ticks);
                    break;
                case 'd':
                    WriteNumber(to, row.GetFieldValue<DateOnly>(at).DayNumber);
                    break;
                case 'b':
                    WriteNumber(to, row.GetBoolean(at) ? 1 : 0);
                    break;
                default:
                    WriteNumber(to, row.GetInt64(at));
                    break;
            }
        }
    }

    // Past the reader, which makes a string or an array of everything: that took a fifth of a check's time.
    private static void WriteStored(IBufferWriter<byte> to, sqlite3_stmt row, int at, char kind)
    {
        var type = raw.sqlite3_column_type(row, at);
        if (kind is ('n' or 'b') && type == raw.SQLITE_INTEGER)
        {
            // Any number but 0 is read as true; only 1 is written.
            WriteNumber(to, raw.sqlite3_column_int64(row, at));
            return;
        }

        // The bytes themselves: as a string, a text ends at its first NUL.
        var bytes = raw.sqlite3_column_blob(row, at);
        if ((kind == 's' && type == raw.SQLITE_TEXT) || (kind == 'x' && type == raw.SQLITE_BLOB))
        {
            WriteBytes(to, bytes);
        }
        else if (
            type == raw.SQLITE_TEXT
            && kind is ('t' or 'd')
            && TryReadInstant(bytes, kind, out var number)
        )
        {
            WriteNumber(to, number);
        }
        else
        {
            // No length is negative.
            WriteNumber(to, -1);
            WriteNumber(to, type);
            WriteBytes(to, bytes);
        }
    }

    // An instant or a day, written letter for letter as Microsoft.Data.Sqlite writes it.
    private static bool TryReadInstant(ReadOnlySpan<byte> text, char kind, out long number)
    {
        var format = kind == 't' ? "yyyy-MM-dd HH:mm:ss.FFFFFFF" : "yyyy-MM-dd";
        Span<char> letters = stackalloc char[format.Length];
        Span<char> canonical = stackalloc char[format.Length];
        if (
            text.Length <= letters.Length
            && Encoding.UTF8.TryGetChars(text, letters, out var length)
            && DateTime.TryParseExact(
                letters[..length],
                format,
                CultureInfo.InvariantCulture,
                DateTimeStyles.None,
                out var instant
            )
            && instant.TryFormat(canonical, out var written, format, CultureInfo.InvariantCulture)
            && canonical[..written].SequenceEqual(letters[..length])
        )
        {
            number = kind == 't' ? instant.Ticks : DateOnly.FromDateTime(instant).DayNumber;
            return true;
        }

        number = 0;
        return false;
    }

    private static void WriteText(IBufferWriter<byte> to, string text)
    {
        var length = Encoding.UTF8.GetByteCount(text);
        WriteNumber(to, length);
        Encoding.UTF8.GetBytes(text, to.GetSpan(length));
        to.Advance(length);
    }

    private static void WriteBytes(IBufferWriter<byte> to, ReadOnlySpan<byte> bytes)
    {
        WriteNumber(to, bytes.Length);
        to.Write(bytes);
    }

    private static void WriteNumber(IBufferWriter<byte> to, long number)
    {
        BinaryPrimitives.WriteInt64LittleEndian(to.GetSpan(sizeof(long)), number);
        to.Advance(sizeof(long));
    }

    private sealed class Column
    {
        private readonly IProperty _property;
        private readonly Func<object?, object?>? _convert;
        private readonly byte[] _beginning;

        public Column(IProperty property)
        {
            _property = property;
            var converter = property.GetTypeMapping().Converter;
            _convert = converter?.ConvertToProvider;
            var type = converter?.ProviderClrType ?? property.ClrType;
            Kind = (Nullable.GetUnderlyingType(type) ?? type) switch
            {
                var kept when kept == typeof(string) => 's',
                var kept when kept == typeof(byte[]) => 'x',
                var kept when kept == typeof(DateTime) => 't',
                var kept when kept == typeof(DateOnly) => 'd',
                var kept when kept == typeof(bool) => 'b',
                var kept when kept == typeof(int) || kept == typeof(long) => 'n',
                var other => throw new NotSupportedException(
                    $"A log keeps {property.DeclaringType.Name}.{property.Name}, but {other.Name} has no canonical form yet."
                ),
            };
            var buffer = new ArrayBufferWriter<byte>();
            WriteText(buffer, property.Name);
            buffer.Write([(byte)Kind]);
            _beginning = buffer.WrittenSpan.ToArray();
        }

        public char Kind { get; }

        public string Name => _property.GetColumnName();

        public void Begin(IBufferWriter<byte> to) => to.Write(_beginning);

        public object? Stored(object row)
        {
            var value = _property.GetGetter().GetClrValue(row);
            return _convert is null || value is null ? value : _convert(value);
        }

        public void Round(object row)
        {
            if (
                Kind == 't'
                && Stored(row) is DateTime { Ticks: var ticks } instant
                && ticks % TimeSpan.TicksPerMicrosecond is var finer and not 0
            )
            {
                _property.PropertyInfo!.SetValue(row, instant.AddTicks(-finer));
            }
        }
    }
}
