using System.Text;
using MentorRegistry.Web.Imports;

namespace MentorRegistry.Web.Tests.Imports;

public sealed class WorkbookTests
{
    [Fact]
    public void ToCsv_CellsOfEveryKind_AreWrittenAsWhatTheyAre() =>
        Assert.Equal(
            """"
            Åse;x;y
            "a;b";"sagde ""ja""";
            05-11-2026;01-11-2026;02-01-2026
            1,5;2,33;30,25
            101901234;0,3;-2,75
            4,5;Z-kurs;#DIV/0!
            ;;
            ;;sidst

            """".ReplaceLineEndings("\n"),
            Text(
                TestWorkbook.Create([
                    ["Åse", "x", "y"],
                    ["a;b", "sagde \"ja\"", null],
                    [
                        TestCell.Day("2026-11-05"),
                        TestCell.Day("2026-11-01", style: 4),
                        new TestCell("02-01-2026", 1, Type: "str"),
                    ],
                    [
                        new TestCell("0.0625", 2),
                        new TestCell("0.0972222222222222", 2),
                        new TestCell("1.260416666666667", 3),
                    ],
                    [101901234, 0.1 + 0.2, -2.75],
                    [
                        new TestCell("4.5", Formula: "2*2.25"),
                        new TestCell("Z-kurs", Formula: "B1", Type: "str"),
                        new TestCell("#DIV/0!", Formula: "1/0", Type: "e"),
                    ],
                    [],
                    [null, null, "sidst"],
                ])
            )
        );

    [Fact]
    public void ToCsv_FirstSheetIsHidden_ReadsTheFirstThatIsShown() =>
        Assert.Equal(
            "vist\n",
            Text(
                TestWorkbook.Create(
                    [
                        ["vist"],
                    ],
                    hiddenFirst: true
                )
            )
        );

    [Fact]
    public void Open_Workbook_CountsRowsAsTheSheetDoes()
    {
        var file = CsvFile.Open(
            TestWorkbook.Source(
                ["cpr", "dato", "leveret"],
                [],
                ["6102901234", TestCell.Day("2026-11-05"), 1.5]
            ),
            ImportLayout.Hours,
            error => Assert.Fail($"{error}")
        );

        var row = Assert.Single(file!.Rows());
        Assert.Equal(
            (3, "6102901234", "05-11-2026", "1,5"),
            (row.Number, row[ImportColumn.Cpr], row[ImportColumn.Day], row[ImportColumn.Delivered])
        );
    }

    public static TheoryData<string, byte[], ImportProblem> Refused =>
        new()
        {
            { "an archive of something else", Other(), ImportProblem.FileIsNotText },
            {
                "half a workbook",
                TestWorkbook.Create([
                    ["x"],
                ])[..400],
                ImportProblem.WorkbookUnreadable
            },
            { "a beginning alone", [.. "PK\u0003\u0004"u8, 1, 2, 3], ImportProblem.WorkbookUnreadable },
            {
                "broken XML",
                Of(
                    TestWorkbook.Sheet([
                        ["x"],
                    ])[..^20]
                ),
                ImportProblem.WorkbookUnreadable
            },
            { "texts that unpack to much", Bomb("xl/sharedStrings.xml", 41), ImportProblem.WorkbookTooLarge },
            {
                "sheets that unpack to much",
                Bomb("xl/worksheets/sheet1.xml", 121),
                ImportProblem.WorkbookTooLarge
            },
            { "too many columns", OfCell("IV1"), ImportProblem.WorkbookTooLarge },
            { "a column that no spreadsheet has", OfCell("ZZZZZZ1"), ImportProblem.WorkbookTooLarge },
            { "a row that no spreadsheet has", OfCell("A2000000000"), ImportProblem.WorkbookTooLarge },
            { "entities in entities", OfEntities(), ImportProblem.WorkbookUnreadable },
        };

    [Theory]
    [MemberData(nameof(Refused))]
    public void ToCsv_WhatCannotBeRead_IsRefused(string what, byte[] content, ImportProblem problem)
    {
        var errors = new List<ImportError>();

        Assert.Null(Workbook.ToCsv(ImportSource.OfBytes("a.xlsx", content), errors.Add));

        Assert.Equal((what, problem), (what, Assert.Single(errors).Problem));
    }

    private static string Text(byte[] content)
    {
        var csv = Workbook.ToCsv(ImportSource.OfBytes("a.xlsx", content), error => Assert.Fail($"{error}"));
        using var reader = new StreamReader(csv!.Open(), Encoding.UTF8);
        return reader.ReadToEnd();
    }

    private static byte[] Of(string sheet) =>
        TestWorkbook.Pack(new() { ["xl/worksheets/sheet1.xml"] = sheet });

    private static byte[] OfCell(string place) =>
        Of(
            TestWorkbook
                .Sheet([
                    ["x"],
                ])
                .Replace("A1", place, StringComparison.Ordinal)
                .Replace(
                    "row r=\"1\"",
                    $"row r=\"{place.TrimStart([.. "ABCDEFGHIJKLMNOPQRSTUVWXYZ"])}\"",
                    StringComparison.Ordinal
                )
        );

    private static byte[] OfEntities() =>
        Of(
            "<!DOCTYPE d [<!ENTITY a \"x\"><!ENTITY b \"&a;&a;\">]>"
                + TestWorkbook
                    .Sheet([
                        ["x"],
                    ])
                    .Replace(">x<", ">&b;<", StringComparison.Ordinal)
        );

    private static byte[] Bomb(string part, int megabytes) =>
        TestWorkbook.Pack(new() { [part] = new string(' ', megabytes * 1_000_000) });

    private static byte[] Other()
    {
        var file = new MemoryStream();
        using (
            var archive = new System.IO.Compression.ZipArchive(
                file,
                System.IO.Compression.ZipArchiveMode.Create,
                leaveOpen: true
            )
        )
        {
            archive.CreateEntry("word/document.xml");
        }

        return file.ToArray();
    }
}
