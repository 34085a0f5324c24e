using System.Text;
using MentorRegistry.Web.Imports;

namespace MentorRegistry.Web.Tests.Imports;

public sealed class CsvFileTests
{
    private const string Headers =
        "cpr;navn;afdeling;målgruppe;leverandør;mentor;lovgrundlag;startdato;slutdato;timer_pr_uge;kildesystem;kilde_id";

    private const string Row =
        "610290-1234;Åse Lund;Beskæftigelse;JAF;Z-kurs;;LAB § 167;01-02-2025;01-08-2025;2;Momentum;X-1";

    static CsvFileTests() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    public static TheoryData<string> Encodings => ["utf-8", "utf-8-bom", "windows-1252"];

    [Theory]
    [MemberData(nameof(Encodings))]
    public void Encoding_IsFound(string encoding)
    {
        Encoding written = encoding switch
        {
            "utf-8" => new UTF8Encoding(false),
            "utf-8-bom" => new UTF8Encoding(true),
            _ => Encoding.GetEncoding(1252),
        };

        var row = Assert.Single(
            Rows([.. written.GetPreamble(), .. written.GetBytes($"{Headers}\r\n{Row}\r\n")])
        );

        Assert.Equal("Åse Lund", row[ImportColumn.Name]);
        Assert.Equal("610290-1234", row[ImportColumn.Cpr]);
        Assert.Equal("LAB § 167", row[ImportColumn.LegalBasis]);
    }

    [Fact]
    public void Encoding_MultiByteLetterAcrossTheReadBuffer_IsStillUtf8()
    {
        // The sniffer reads 64 KiB at a time; every place of a two-byte letter is tried at the border.
        foreach (var shift in (int[])[0, 1])
        {
            var text =
                $"{Headers};{new string('x', 65_536 - Encoding.UTF8.GetByteCount(Headers) - 2 + shift)}å\n";
            using var stream = new MemoryStream(Encoding.UTF8.GetBytes(text));

            Assert.IsType<UTF8Encoding>(TextSniffer.Sniff(stream).Encoding);
        }
    }

    [Theory]
    [InlineData(';')]
    [InlineData(',')]
    [InlineData('\t')]
    public void Delimiter_IsFound(char delimiter)
    {
        var text = $"{Headers}\n{Row}\n".Replace(';', delimiter);

        Assert.Equal("X-1", Assert.Single(Rows(text))[ImportColumn.SourceId]);
    }

    [Fact]
    public void Columns_InAnyOrderWithAliasesInAnyDress_AreFound()
    {
        var rows = Rows(
            "Kilde-ID;Source_System;Timer pr. uge;END;Start dato;Legal.Basis;mentor;PROVIDER;target group;Department;Name;Bemærkning;CPR-nummer\n"
                + "X-1;Nexus;2,5;2026-01-31;2025-02-01;LAB § 167;;Z-kurs;JAF;Beskæftigelse;Bo Dahl;\"a; b\";6102901234\n"
        );

        Assert.Equal(
            [
                "6102901234",
                "Bo Dahl",
                "Beskæftigelse",
                "JAF",
                "Z-kurs",
                "",
                "LAB § 167",
                "2025-02-01",
                "2026-01-31",
                "2,5",
                "Nexus",
                "X-1",
                "",
                "",
                "",
            ],
            ImportLayout.Placements.Columns.Select(column => Assert.Single(rows)[column])
        );
    }

    [Fact]
    public void Columns_Unknown_AreToldNotUsed()
    {
        var errors = new List<ImportError>();
        var file = CsvFile.Open(
            ImportSource.OfBytes("a.csv", Encoding.UTF8.GetBytes($"{Headers};Bemærkning;Team\n{Row};x;y\n")),
            ImportLayout.Placements,
            errors.Add
        );

        Assert.Equal(["Bemærkning", "Team"], file!.IgnoredHeaders);
    }

    [Fact]
    public void Columns_Missing_AreToldTogetherOnce()
    {
        var error = OnlyError("cpr;navn;afdeling;noget\n1;2;3;4\n");

        Assert.Equal(ImportProblem.ColumnMissing, error.Problem);
        Assert.Equal(
            "målgruppe, leverandør, mentor, lovgrundlag, startdato, slutdato, timer_pr_uge, kildesystem, kilde_id",
            error.Detail
        );
    }

    [Theory]
    [InlineData("navn")]
    [InlineData("Name")]
    public void Columns_Twice_AreRefused(string again)
    {
        var error = OnlyError($"{Headers};{again}\n{Row};x\n");

        Assert.Equal((ImportProblem.ColumnTwice, ImportColumn.Name), (error.Problem, error.Column));
    }

    public static TheoryData<byte[], ImportProblem> NoText =>
        new()
        {
            { [], ImportProblem.FileEmpty },
            { "\r\n\r\n"u8.ToArray(), ImportProblem.FileEmpty },
            { [0xEF, 0xBB, 0xBF], ImportProblem.FileEmpty },
            { [.. "PK\u0003\u0004"u8, 1, 2, 3], ImportProblem.WorkbookUnreadable },
            { [0xD0, 0xCF, 0x11, 0xE0, 0xA1], ImportProblem.FileIsWorkbook },
            { [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(Headers)], ImportProblem.FileIsUtf16 },
            { Encoding.BigEndianUnicode.GetBytes(Headers), ImportProblem.FileIsUtf16 },
            { Encoding.Unicode.GetBytes(Headers), ImportProblem.FileIsUtf16 },
            { "%PDF-1.7 …"u8.ToArray(), ImportProblem.FileIsNotText },
            { Encoding.UTF8.GetBytes($"{Headers}\n{Row}\0\n"), ImportProblem.FileIsNotText },
        };

    [Theory]
    [MemberData(nameof(NoText))]
    public void File_ThatIsNoCsv_IsNamedForWhatItIs(byte[] content, ImportProblem problem) =>
        Assert.Equal(problem, OnlyError(content).Problem);

    [Fact]
    public void Rows_AreNumberedAsInASpreadsheetAndBlankOnesPassedOver()
    {
        var rows = Rows($"{Headers}\r\n{Row}\r\n\r\n;;;;;;;;;;;\r\n  ; ;;;;;;;;;;\r\n{Row}\n{Row}\r{Row}");

        Assert.Equal([2, 6, 7, 8], rows.Select(row => row.Number));
        Assert.All(rows, row => Assert.Null(row.Problem));
    }

    [Fact]
    public void Rows_BelowASpreadsheetsSeparatorLine_AreRead() =>
        Assert.Equal(3, Assert.Single(Rows($"sep=;\r\n{Headers}\r\n{Row}\r\n")).Number);

    [Fact]
    public void Quote_NeverClosed_IsToldAndNotReadAsARow()
    {
        var rows = Rows(
            $"{Headers}\n{Row.Replace("Åse", "\"Åse", StringComparison.Ordinal)}\n{Row}\n{Row}\n"
        );

        var row = Assert.Single(rows);
        Assert.Equal((2, ImportProblem.Quotes), (row.Number, row.Problem));
    }

    [Fact]
    public void Quote_NeverClosedInALargeFile_EndsWithAnErrorAndLittleMemory()
    {
        var broken = Row.Replace("Åse", "\"Åse", StringComparison.Ordinal);
        var rest = string.Concat(Enumerable.Repeat(Row + "\n", 40_000));

        var row = Assert.Single(Rows($"{Headers}\n{broken}\n{rest}"));
        Assert.Equal(ImportProblem.RowTooLong, row.Problem);
        Assert.Equal(2, row.Number);
    }

    [Theory]
    [InlineData("Åse \"Bob\" Lund")]
    [InlineData("\"Åse\" Lund")]
    public void Quote_InTheMiddleOfAField_IsRefused(string name)
    {
        var rows = Rows($"{Headers}\n{Row.Replace("Åse Lund", name, StringComparison.Ordinal)}\n{Row}\n");

        Assert.Equal([ImportProblem.Quotes, null], rows.Select(row => row.Problem));
    }

    [Theory]
    [InlineData("610290-1234;Åse Lund;Beskæftigelse", ImportProblem.FieldCount)]
    [InlineData(Row + ";mere", ImportProblem.FieldCount)]
    [InlineData(Row + ";; ", null)]
    public void Row_WithOtherNumberOfFields_IsRefusedUnlessTheRestIsEmpty(
        string row,
        ImportProblem? problem
    ) => Assert.Equal(problem, Assert.Single(Rows($"{Headers}\n{row}\n")).Problem);

    [Fact]
    public void Columns_FiveThousand_AreRead()
    {
        var more = string.Concat(Enumerable.Range(0, 5_000).Select(i => $";x{i}"));
        var empty = new string(';', 5_000);

        Assert.Equal("X-1", Assert.Single(Rows($"{Headers}{more}\n{Row}{empty}\n"))[ImportColumn.SourceId]);
    }

    [Fact]
    public void Text_MarkedSoThatNoSpreadsheetRunsIt_IsTakenAsItWas()
    {
        foreach (var (written, read) in new[] { ("'=1", "=1"), ("''=1", "'=1"), ("'a", "'a"), ("-2", "-2") })
        {
            var row = Assert.Single(
                Rows($"{Headers}\n{Row.Replace("Åse Lund", written, StringComparison.Ordinal)}\n")
            );
            Assert.Equal(read, row[ImportColumn.Name]);
        }
    }

    [Theory]
    [InlineData("/tmp/a/fil.csv", "fil.csv")]
    [InlineData(@"C:\Users\bo\fil.csv", "fil.csv")]
    [InlineData("610290-1234.csv", "610290-XXXX.csv")]
    [InlineData("6102901234 kopi.csv", "610290-XXXX kopi.csv")]
    public void FileName_IsNoPathAndHasNoCprNumber(string sent, string kept) =>
        Assert.Equal(kept, ImportSource.CleanName(sent));

    private static ImportError OnlyError(string text) => OnlyError(Encoding.UTF8.GetBytes(text));

    private static ImportError OnlyError(byte[] content)
    {
        var errors = new List<ImportError>();
        Assert.Null(
            CsvFile.Open(ImportSource.OfBytes("a.csv", content), ImportLayout.Placements, errors.Add)
        );
        return Assert.Single(errors);
    }

    private static List<CsvRow> Rows(string text) => Rows(Encoding.UTF8.GetBytes(text));

    private static List<CsvRow> Rows(byte[] content) =>
        [
            .. CsvFile
                .Open(
                    ImportSource.OfBytes("a.csv", content),
                    ImportLayout.Placements,
                    error => Assert.Fail(error.ToString())
                )!
                .Rows(),
        ];
}
