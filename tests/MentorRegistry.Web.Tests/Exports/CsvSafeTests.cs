using System.Text;
using CsvHelper;
using MentorRegistry.Web.Exports;

namespace MentorRegistry.Web.Tests.Exports;

public sealed class CsvSafeTests
{
    [Theory]
    [InlineData("=1+1")]
    [InlineData("+45 12 34 56 78")]
    [InlineData("-2")]
    [InlineData("@SUM(A1)")]
    [InlineData("\t=1")]
    [InlineData("\r=1")]
    [InlineData("\n=1")]
    [InlineData("=HYPERLINK(\"a\";\"b\")")]
    public void Text_ThatASpreadsheetWouldRun_IsMarkedAsText(string text) =>
        Assert.Equal("'" + text, Unquote(Write(csv => csv.WriteField(text))));

    [Theory]
    [InlineData("Åse = Bo")]
    [InlineData("'=1")]
    [InlineData("a;b")]
    public void Text_ThatIsNoFormula_StaysAsItIs(string text) =>
        Assert.Equal(text, Unquote(Write(csv => csv.WriteField(text))));

    [Fact]
    public void NumbersAndDays_AreWrittenAsDanesWriteThem()
    {
        Assert.Equal("-4,25", Write(csv => csv.WriteField(-4.25m)));
        Assert.Equal("31.05.2022", Write(csv => csv.WriteField(new DateOnly(2022, 5, 31), "dd.MM.yyyy")));
    }

    private static string Write(Action<CsvWriter> write)
    {
        using var stream = new MemoryStream();
        using (var csv = CsvWriter.Create(stream, CsvSafe.Options, leaveOpen: true))
        {
            write(csv);
            csv.WriteField("");
            csv.EndRecord();
        }

        Assert.Equal([0xEF, 0xBB, 0xBF], stream.ToArray()[..3]);
        var line = Encoding.UTF8.GetString(stream.ToArray()[3..]);
        Assert.EndsWith(";\r\n", line, StringComparison.Ordinal);
        return line[..^3];
    }

    private static string Unquote(string cell) =>
        cell is ['"', .. var inner, '"'] ? inner.Replace("\"\"", "\"", StringComparison.Ordinal) : cell;
}
