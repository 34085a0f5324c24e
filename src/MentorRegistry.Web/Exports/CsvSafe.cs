using System.Globalization;
using CsvHelper;

namespace MentorRegistry.Web.Exports;

/// <summary>How every CSV file that leaves the registry is written, so that a spreadsheet opens it as it is meant.</summary>
public static class CsvSafe
{
    /// <summary>
    /// Semicolon, because the comma is the decimal sign; a byte order mark, without which a Danish spreadsheet reads
    /// æ, ø and å wrongly. A text that begins with <c>= + - @</c>, tab or line break gets an apostrophe in front, so
    /// that no spreadsheet runs as a formula what somebody typed as a name (OWASP, CSV Injection). Numbers and days
    /// are the program's own and are left as they are.
    /// </summary>
    public static CsvWriterOptions Options { get; } =
        new()
        {
            Separator = ';',
            FormatProvider = CultureInfo.GetCultureInfo("da-DK"),
            WriteByteOrderMark = true,
            Injection = CsvInjection.Escape,
            InjectionCharacters = "=+-@\t\r\n",
            InjectionEscape = '\'',
        };

    /// <summary>How a figure is written that may be an amount or a count: whole as it is, otherwise to the øre.</summary>
    public static string FigureFormat(decimal? figure) => figure % 1 is 0 ? "0" : "0.00";
}
