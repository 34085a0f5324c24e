using System.Globalization;
using System.IO.Compression;
using System.Security;
using System.Text;
using MentorRegistry.Web.Imports;

namespace MentorRegistry.Web.Tests.Imports;

/// <summary>A workbook's cell that is no text or number by itself.</summary>
/// <param name="Value">What is stored.</param>
/// <param name="Style">Number of the style: 1 day, 2 time of day, 3 length of time, 4 month.</param>
/// <param name="Formula">By what it comes about.</param>
/// <param name="Type">What is stored, where it is no number: "e" an error, "str" a text.</param>
public sealed record TestCell(string Value, int Style = 0, string? Formula = null, string? Type = null)
{
    public static TestCell Day(string iso, int style = 1) =>
        new(
            TestData.Day(iso).ToDateTime(TimeOnly.MinValue).ToOADate().ToString(CultureInfo.InvariantCulture),
            style
        );
}

/// <summary>Writes the smallest workbooks that a spreadsheet would open.</summary>
public static class TestWorkbook
{
    private const string Types =
        """<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>""";

    private const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

    /// <summary>A workbook of one sheet, or of a hidden one and that.</summary>
    public static byte[] Create(IReadOnlyList<object?[]> rows, bool hiddenFirst = false) =>
        Pack(
            new()
            {
                ["xl/worksheets/sheet1.xml"] = Sheet(rows),
                ["xl/worksheets/sheet2.xml"] = Sheet([
                    ["skjult"],
                ]),
            },
            hiddenFirst
        );

    /// <summary>A workbook whose parts are as told; what is not told is right.</summary>
    public static byte[] Pack(Dictionary<string, string> parts, bool hiddenFirst = false)
    {
        var hidden = """<sheet name="Skjult" sheetId="2" state="hidden" r:id="rId2"/>""";
        var all = new Dictionary<string, string>
        {
            ["[Content_Types].xml"] = Types,
            ["_rels/.rels"] =
                $"""<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="{Relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>""",
            ["xl/workbook.xml"] =
                $"""<workbook xmlns="{Main}" xmlns:r="{Relations}"><sheets>{(hiddenFirst ? hidden : "")}<sheet name="Ark1" sheetId="1" r:id="rId1"/></sheets></workbook>""",
            ["xl/_rels/workbook.xml.rels"] =
                $"""<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="{Relations}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="{Relations}/worksheet" Target="worksheets/sheet2.xml"/><Relationship Id="rId3" Type="{Relations}/styles" Target="styles.xml"/><Relationship Id="rId4" Type="{Relations}/sharedStrings" Target="sharedStrings.xml"/></Relationships>""",
            ["xl/styles.xml"] =
                $"""<styleSheet xmlns="{Main}"><numFmts count="2"><numFmt numFmtId="164" formatCode="[h]:mm"/><numFmt numFmtId="165" formatCode="mmm\-yy"/></numFmts><cellXfs count="5"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/><xf numFmtId="20" applyNumberFormat="1"/><xf numFmtId="164" applyNumberFormat="1"/><xf numFmtId="165" applyNumberFormat="1"/></cellXfs></styleSheet>""",
            ["xl/sharedStrings.xml"] = $"""<sst xmlns="{Main}"/>""",
        };
        foreach (var (name, content) in parts)
        {
            all[name] = content;
        }

        var file = new MemoryStream();
        using (var archive = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in all)
            {
                using var stream = archive.CreateEntry(name).Open();
                stream.Write(Encoding.UTF8.GetBytes(content));
            }
        }

        return file.ToArray();
    }

    /// <summary>A sheet's part. <c>null</c> is a row, or a cell, that is not there.</summary>
    public static string Sheet(IReadOnlyList<object?[]> rows)
    {
        var text = new StringBuilder($"""<worksheet xmlns="{Main}"><sheetData>""");
        for (var r = 0; r < rows.Count; r++)
        {
            if (rows[r].Length == 0)
            {
                continue;
            }

            text.Append(CultureInfo.InvariantCulture, $"""<row r="{r + 1}">""");
            for (var c = 0; c < rows[r].Length; c++)
            {
                text.Append(Cell($"{(char)('A' + c)}{r + 1}", rows[r][c]));
            }

            text.Append("</row>");
        }

        return text.Append("</sheetData></worksheet>").ToString();
    }

    public static ImportSource Source(params object?[][] rows) =>
        ImportSource.OfBytes("timer.xlsx", Create(rows));

    private static string Cell(string place, object? value) =>
        value switch
        {
            null => "",
            string text =>
                $"""<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{SecurityElement.Escape(text)}</t></is></c>""",
            TestCell cell =>
                $"""<c r="{place}" s="{cell.Style}"{(cell.Type is null ? "" : $" t=\"{cell.Type}\"")}>{(cell.Formula is null ? "" : $"<f>{cell.Formula}</f>")}<v>{cell.Value}</v></c>""",
            IConvertible number =>
                $"""<c r="{place}"><v>{number.ToString(CultureInfo.InvariantCulture)}</v></c>""",
            _ => throw new ArgumentOutOfRangeException(nameof(value)),
        };
}
