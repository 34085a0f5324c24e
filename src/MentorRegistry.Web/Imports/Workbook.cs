using System.Globalization;
using System.IO.Compression;
using System.Text;
using ExcelDataReader;

namespace MentorRegistry.Web.Imports;

/// <summary>
/// Reads a workbook (.xlsx) as the CSV file that a spreadsheet would save of it, so that everything behind reads one kind of
/// file. The text is held in memory; what a small file may unpack to is bounded.
/// </summary>
public static class Workbook
{
    // A sheet of 100,000 rows and twelve columns unpacks to some 60 MB.
    private const long MostSheetBytes = 120_000_000;

    // Texts, styles and the rest are read into memory as a whole.
    private const long MostOtherBytes = 40_000_000;

    private const int MostTextBytes = 100_000_000;
    private const int MostColumns = 200;

    // What a spreadsheet has (https://support.microsoft.com, "Excel specifications and limits").
    private const int MostRows = 1_048_576;

    private static readonly CultureInfo s_danish = CultureInfo.GetCultureInfo("da-DK");

    // The reader asks for Windows-1252 before it looks at a file.
    static Workbook() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>Whether the file is a zip archive, as workbooks of today are.</summary>
    public static bool IsArchive(ImportSource source)
    {
        using var stream = source.Open();
        Span<byte> first = stackalloc byte[4];
        return stream.ReadAtLeast(first, first.Length, throwOnEndOfStream: false) == first.Length
            && first.SequenceEqual("PK\u0003\u0004"u8);
    }

    /// <summary>
    /// The first sheet that is shown, by values: what a formula comes to, days as days, numbers with a decimal comma, a length
    /// of time as hours. <c>null</c> with what is wrong where it cannot be read.
    /// </summary>
    public static ImportSource? ToCsv(ImportSource source, Action<ImportError> tell)
    {
        ImportProblem? problem;
        try
        {
            problem = Measure(source);
            if (problem is null)
            {
                var text = Read(source);
                if (text is not null)
                {
                    return new ImportSource(
                        source.Name,
                        () => new MemoryStream(text.GetBuffer(), 0, (int)text.Length, writable: false)
                    );
                }

                problem = ImportProblem.WorkbookTooLarge;
            }
        }
        // The reader throws whatever a damaged or a hostile file makes it stumble over.
        catch (Exception exception)
            when (exception is not (OperationCanceledException or OutOfMemoryException))
        {
            problem = ImportProblem.WorkbookUnreadable;
        }

        tell(new ImportError(0, null, null, "", problem.Value));
        return null;
    }

    // What is unpacked is counted, whatever the archive says of itself.
    private static ImportProblem? Measure(ImportSource source)
    {
        using var archive = new ZipArchive(source.Open(), ZipArchiveMode.Read);
        if (archive.GetEntry("xl/workbook.xml") is null)
        {
            return ImportProblem.FileIsNotText;
        }

        var (sheets, others) = (MostSheetBytes, MostOtherBytes);
        var buffer = new byte[64 * 1024];
        foreach (var entry in archive.Entries)
        {
            var isSheet = entry.FullName.StartsWith("xl/worksheets/", StringComparison.OrdinalIgnoreCase);
            using var stream = entry.Open();
            int count;
            while ((count = stream.Read(buffer)) > 0)
            {
                (sheets, others) = isSheet ? (sheets - count, others) : (sheets, others - count);
                if (sheets < 0 || others < 0)
                {
                    return ImportProblem.WorkbookTooLarge;
                }
            }
        }

        return null;
    }

    // Nothing where it is too large.
    private static MemoryStream? Read(ImportSource source)
    {
        using var reader = ExcelReaderFactory.CreateOpenXmlReader(source.Open());
        while (reader.VisibleState != "visible" && reader.NextResult())
        {
            // The next one may be shown.
        }

        if (reader.FieldCount > MostColumns || reader.RowCount > MostRows)
        {
            return null;
        }

        var errors = WorkbookErrors.Find(source, reader.Name);
        var text = new MemoryStream();
        using var writer = new StreamWriter(text, new UTF8Encoding(false), leaveOpen: true);
        for (var row = 0; reader.Read(); row++)
        {
            if (row >= MostRows || text.Length > MostTextBytes)
            {
                return null;
            }

            for (var i = 0; i < reader.FieldCount; i++)
            {
                if (i > 0)
                {
                    writer.Write(';');
                }

                Write(writer, errors.At(row, i) ?? Text(reader.GetValue(i)));
            }

            writer.Write('\n');
        }

        writer.Flush();
        return text;
    }

    private static void Write(StreamWriter writer, string value)
    {
        if (value.AsSpan().ContainsAny(";\"\r\n"))
        {
            writer.Write('"');
            writer.Write(value.Replace("\"", "\"\"", StringComparison.Ordinal));
            writer.Write('"');
            return;
        }

        writer.Write(value);
    }

    private static string Text(object? value) =>
        value switch
        {
            null => "",
            string text => text,
            // An hour and a half typed as 1:30 is the time of day 01:30 to a spreadsheet, before its first day.
            DateTime day when day.Year < 1900 => Number(day.TimeOfDay.TotalHours, decimals: 2),
            DateTime day => day.ToString("dd-MM-yyyy", CultureInfo.InvariantCulture),
            TimeSpan length => Number(length.TotalHours, decimals: 2),
            IConvertible number and not bool => Number(
                number.ToDouble(CultureInfo.InvariantCulture),
                decimals: 10
            ),
            _ => Convert.ToString(value, s_danish) ?? "",
        };

    // Without the last digits, which a spreadsheet does not show either: 0.1 + 0.2 is 0,3.
    private static string Number(double number, int decimals) =>
        Math.Round(number, decimals).ToString("0.##########", s_danish);
}
