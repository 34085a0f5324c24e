using System.Buffers;
using System.Text;
using CsvHelper;

namespace MentorRegistry.Web.Imports;

/// <summary>One row of the file, its values by column.</summary>
public sealed record CsvRow(int Number, string[] Values, ImportProblem? Problem, string Detail)
{
    public string this[ImportColumn column] => Values[(int)column];
}

/// <summary>Reads a file of rows, whatever its encoding, delimiter and order of columns; a workbook too.</summary>
public sealed class CsvFile
{
    /// <summary>A row of more bytes is a quotation mark that was never closed.</summary>
    private const int LongestRow = 1_000_000;

    private static readonly string[] Delimiters = [";", ",", "\t"];

    private static readonly SearchValues<byte> Blank = SearchValues.Create(" \t\r\n\";,"u8);

    private readonly ImportSource _source;
    private readonly Encoding _encoding;
    private readonly string _delimiter;
    private readonly string[] _headers;
    private readonly int[] _places;

    // The place of a column that the file does not have.
    private const int Nowhere = -1;

    private CsvFile(ImportSource source, Encoding encoding, string delimiter, string[] headers, int[] places)
    {
        _source = source;
        _encoding = encoding;
        _delimiter = delimiter;
        _headers = headers;
        _places = places;
    }

    /// <summary>Columns that the registry has no use for.</summary>
    public IReadOnlyList<string> IgnoredHeaders =>
        [.. _headers.Where((header, i) => !_places.Contains(i) && !string.IsNullOrWhiteSpace(header))];

    /// <summary>Whether the file has the column.</summary>
    public bool Has(ImportColumn column) => _places[(int)column] != Nowhere;

    /// <summary>What the file calls the column, or should.</summary>
    public string Header(ImportColumn column) =>
        Has(column) ? Shown.Text(_headers[_places[(int)column]].Trim()) : ImportColumns.Danish(column);

    /// <summary>Finds out how the file is written and what its columns are; tells what is wrong where it cannot.</summary>
    public static CsvFile? Open(ImportSource source, ImportLayout layout, Action<ImportError> tell)
    {
        if (Workbook.IsArchive(source))
        {
            if (Workbook.ToCsv(source, tell) is not { } csv)
            {
                return null;
            }

            source = csv;
        }

        Encoding encoding;
        using (var stream = source.Open())
        {
            (encoding, var problem) = TextSniffer.Sniff(stream);
            if (problem is { } what)
            {
                tell(new ImportError(0, null, null, "", what));
                return null;
            }
        }

        // The delimiter is the one by which most of the headers are known.
        var (delimiter, headers) = Delimiters
            .Select(candidate => (candidate, Headers: FirstRow(source, encoding, candidate)))
            .MaxBy(pair => pair.Headers.Count(header => layout.Find(header) is not null));
        if (headers.All(string.IsNullOrWhiteSpace))
        {
            tell(new ImportError(0, null, null, "", ImportProblem.FileEmpty));
            return null;
        }

        var places = new int[ImportColumns.Count];
        Array.Fill(places, Nowhere);
        var isWrong = false;
        foreach (var column in layout.Columns)
        {
            var found = headers
                .Select((header, i) => (header, i))
                .Where(pair => layout.Find(pair.header) == column)
                .ToList();
            if (found.Count > 0)
            {
                places[(int)column] = found[0].i;
            }

            if (found.Count > 1)
            {
                isWrong = true;
                var all = Shown.Text(string.Join(", ", found.Select(pair => pair.header.Trim())));
                tell(new ImportError(1, column, found[1].header.Trim(), all, ImportProblem.ColumnTwice, all));
            }
        }

        var missing = layout
            .Required.Where(sets => !sets.Any(set => set.All(column => places[(int)column] != Nowhere)))
            .Select(sets =>
                string.Join(" / ", sets.Select(set => string.Join(" + ", set.Select(ImportColumns.Danish))))
            )
            .ToList();
        if (missing.Count > 0)
        {
            tell(
                new ImportError(
                    1,
                    null,
                    null,
                    Shown.Text(string.Join(", ", headers.Take(20).Select(header => header.Trim()))),
                    ImportProblem.ColumnMissing,
                    string.Join(", ", missing)
                )
            );
        }

        return isWrong || missing.Count > 0
            ? null
            : new CsvFile(source, encoding, delimiter, headers, places);
    }

    /// <summary>The rows below the headers, from the beginning each time; blank ones are passed over.</summary>
    public IEnumerable<CsvRow> Rows()
    {
        var malformed = new HashSet<long>();
        using var reader = Reader(
            _source,
            _encoding,
            _delimiter,
            record => malformed.Add(record.RecordNumber)
        );
        var hasHeaders = false;
        while (true)
        {
            CsvRow? broken = null;
            try
            {
                if (!reader.Read())
                {
                    yield break;
                }
            }
            catch (CsvFormatException exception)
            {
                broken = new CsvRow((int)exception.RecordNumber, [], ImportProblem.RowTooLong, "");
            }

            if (broken is not null)
            {
                // Where the row ends cannot be known, so nothing after it can be read.
                yield return broken;
                yield break;
            }

            if (IsNoRow(reader.RawRecord))
            {
                continue;
            }

            if (!hasHeaders)
            {
                hasHeaders = true;
                continue;
            }

            var values = new string[_places.Length];
            for (var i = 0; i < values.Length; i++)
            {
                values[i] =
                    _places[i] != Nowhere && _places[i] < reader.FieldCount
                        ? Unescaped(reader.GetString(_places[i]).Trim())
                        : "";
            }

            var problem =
                malformed.Remove(reader.RowNumber) ? ImportProblem.Quotes
                : HasOtherFieldCount(reader) ? ImportProblem.FieldCount
                : (ImportProblem?)null;
            yield return new CsvRow(
                (int)reader.RowNumber,
                values,
                problem,
                problem == ImportProblem.FieldCount ? $"{reader.FieldCount}/{_headers.Length}" : ""
            );
        }
    }

    // A row that is longer only by empty fields is a spreadsheet's doing.
    private bool HasOtherFieldCount(CsvReader reader)
    {
        for (var i = _headers.Length; i < reader.FieldCount; i++)
        {
            if (!string.IsNullOrWhiteSpace(reader.GetString(i)))
            {
                return true;
            }
        }

        return reader.FieldCount < _headers.Length;
    }

    private static string[] FirstRow(ImportSource source, Encoding encoding, string delimiter)
    {
        using var reader = Reader(source, encoding, delimiter, _ => { });
        try
        {
            while (reader.Read())
            {
                if (!IsNoRow(reader.RawRecord))
                {
                    return [.. Enumerable.Range(0, reader.FieldCount).Select(i => reader.GetString(i))];
                }
            }
        }
        catch (CsvFormatException)
        {
            // No row of headers is that long.
        }

        return [];
    }

    private static CsvReader Reader(
        ImportSource source,
        Encoding encoding,
        string delimiter,
        Action<CsvMalformedRecord> malformed
    ) =>
        CsvReader.Create(
            source.Open(),
            new CsvReaderOptions
            {
                Separator = delimiter[0],
                Encoding = encoding is UTF8Encoding ? null : encoding,
                DetectSeparatorHint = false,
                HasHeader = false,
                // Blank rows are counted, so that the numbers are those of a spreadsheet.
                SkipEmptyLines = false,
                TrimWhitespace = true,
                MaxRecordSize = LongestRow,
                OnMalformedRecord = malformed,
            }
        );

    // Nothing but delimiters, or the line by which a spreadsheet is told the delimiter.
    private static bool IsNoRow(ReadOnlySpan<byte> raw) =>
        !raw.ContainsAnyExcept(Blank) || (raw.Length <= 8 && raw.StartsWith("sep="u8));

    // The export puts an apostrophe before what a spreadsheet would take for a formula.
    private static string Unescaped(string value)
    {
        var text = value.AsSpan().TrimStart('\'');
        return text.Length < value.Length && text.Length > 0 && text[0] is '=' or '+' or '-' or '@'
            ? value[1..]
            : value;
    }
}
