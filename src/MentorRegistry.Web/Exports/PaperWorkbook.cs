using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using MentorRegistry.Web.Statistics;
using Microsoft.Extensions.Localization;

namespace MentorRegistry.Web.Exports;

/// <summary>
/// A paper as a workbook: numbers are numbers and days are days, so that they can be reckoned with. Texts are kept as texts:
/// what begins with = is no formula.
/// </summary>
public static class PaperWorkbook
{
    public const string ContentType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    private const uint Plain = 0;
    private const uint Head = 1;
    private const uint Whole = 2;
    private const uint Amount = 3;
    private const uint Date = 4;
    private const uint Wrapped = 5;

    /// <summary>The file.</summary>
    public static byte[] Write(PaperFile paper, IStringLocalizer<StatisticsText> texts)
    {
        using var stream = new MemoryStream();
        using (var file = SpreadsheetDocument.Create(stream, SpreadsheetDocumentType.Workbook))
        {
            file.PackageProperties.Title = paper.Title;
            file.PackageProperties.Language = CultureInfo.CurrentUICulture.Name;
            var book = file.AddWorkbookPart();
            book.Workbook = new DocumentFormat.OpenXml.Spreadsheet.Workbook(new Sheets());
            book.AddNewPart<WorkbookStylesPart>().Stylesheet = Styles();
            var content = paper.Content;
            Add(book, texts["Sheet_About"], About(paper, texts), 90, freezes: false);
            if (content.ByTargetGroup is { } byGroup)
            {
                Add(book, texts["Sheet_Groups"], Counts(byGroup, texts), 32);
            }

            if (content.ByDuration is { } byDuration)
            {
                Add(book, texts["Sheet_Duration"], Counts(byDuration, texts), 32);
            }

            if (content.Series is { } series)
            {
                Add(
                    book,
                    texts["Sheet_Series"],
                    [
                        Row([texts["Column_Month"].Value, .. series.Names]),
                        .. series.Months.Select(month => new Row(
                            (Cell[])[Day(month.LastDay), .. month.Numbers.Select(Number)]
                        )),
                    ],
                    14
                );
            }

            if (content.Prices is { } prices)
            {
                Add(book, texts["Sheet_Prices"], Prices(prices, texts), 42);
            }

            book.Workbook.Save();
        }

        return stream.ToArray();
    }

    private static List<Row> About(PaperFile paper, IStringLocalizer<StatisticsText> texts) =>
        [
            new Row(Text(paper.Title, Head)),
            new Row(Text(paper.Content.Of)),
            new Row(Text(texts[paper.IsPublic ? "Audience_Public" : "Audience_Internal"])),
            new Row(Day(paper.Content.Day)),
            .. paper.Content.Sentences.Select(said => new Row(Text(said, Wrapped))),
            new Row(Text(texts["Column_Made"], Head)),
            new Row(Day(paper.MadeOn)),
            new Row(Text(paper.MadeBy)),
            new Row(Text(texts["Means_Heading"], Head)),
            .. paper.Content.Definitions.Select(meaning => new Row(Text(meaning, Wrapped))),
        ];

    private static List<Row> Counts(ShownTable table, IStringLocalizer<StatisticsText> texts) =>
        [
            Row([texts["Category"].Value, .. table.Columns]),
            .. table.Rows.Select(row => new Row(
                (Cell[])[Text(row.Name, row.CategoryId is null ? Head : Plain), .. row.Numbers.Select(Number)]
            )),
        ];

    private static List<Row> Prices(ShownPrices prices, IStringLocalizer<StatisticsText> texts)
    {
        List<Row> rows =
        [
            Row([texts["Column_Provider"], texts["Column_Rate"]]),
            .. prices.Rates.Select(rate => new Row(Text(rate.Provider), Kroner(rate.OrePerHour))),
        ];
        foreach (var corps in prices.Corps)
        {
            rows.AddRange([
                new Row(Text(corps.Provider, Head), Day(corps.First), Day(corps.Last)),
                new Row(Text(texts["Corps_Spent"]), Kroner(corps.ExpenditureOre)),
                new Row(Text(texts["Corps_Hours"]), Decimal(corps.DirectMinutes / 60m)),
                new Row(Text(texts["Corps_PerHour"]), Kroner(corps.OrePerHour)),
                new Row(Text(texts["Corps_Rate"]), Kroner(corps.ComparisonOrePerHour)),
                new Row(Text(texts["Corps_Bought"]), Kroner(corps.SameHoursBoughtOre)),
                new Row(Text(texts["Corps_Excess"]), Kroner(corps.ExcessOre)),
            ]);
        }

        return rows;
    }

    private static void Add(
        WorkbookPart book,
        string name,
        List<Row> rows,
        double firstWidth,
        bool freezes = true
    )
    {
        var part = book.AddNewPart<WorksheetPart>();
        var view = new SheetView { WorkbookViewId = 0 };
        if (freezes)
        {
            view.Append(
                new Pane
                {
                    VerticalSplit = 1,
                    TopLeftCell = "A2",
                    ActivePane = PaneValues.BottomLeft,
                    State = PaneStateValues.Frozen,
                }
            );
        }

        part.Worksheet = new Worksheet(
            new SheetProperties(new PageSetupProperties { FitToPage = true }),
            new SheetViews(view),
            new Columns(
                new Column
                {
                    Min = 1,
                    Max = 1,
                    Width = firstWidth,
                    CustomWidth = true,
                },
                new Column
                {
                    Min = 2,
                    Max = 20,
                    Width = 18,
                    CustomWidth = true,
                }
            ),
            new SheetData(rows),
            // A4 lying, as wide as the paper and as many pages long as it takes.
            new PageSetup
            {
                PaperSize = 9,
                Orientation = OrientationValues.Landscape,
                FitToWidth = 1,
                FitToHeight = 0,
            }
        );
        var sheets = book.Workbook.Sheets!;
        sheets.Append(
            new Sheet
            {
                Id = book.GetIdOfPart(part),
                SheetId = (uint)sheets.ChildElements.Count + 1,
                Name = name,
            }
        );
        if (sheets.ChildElements.Count == 1)
        {
            book.Workbook.InsertAt(new BookViews(new WorkbookView()), 0);
        }
    }

    private static Row Row(IEnumerable<string> heads) => new(heads.Select(head => Text(head, Head)));

    private static Cell Text(string text, uint style = Plain) =>
        new(new InlineString(new Text(text) { Space = SpaceProcessingModeValues.Preserve }))
        {
            DataType = CellValues.InlineString,
            StyleIndex = style,
        };

    private static Cell Number(int? number) =>
        number is { } shown ? Value(shown.ToString(CultureInfo.InvariantCulture), Whole) : Text("*");

    private static Cell Kroner(long? ore) => ore is { } known ? Decimal(known / 100m) : Text("");

    private static Cell Decimal(decimal number) =>
        Value(number.ToString(CultureInfo.InvariantCulture), Amount);

    // Days since 30 December 1899, as workbooks count them.
    private static Cell Day(DateOnly day) =>
        Value(
            (day.DayNumber - new DateOnly(1899, 12, 30).DayNumber).ToString(CultureInfo.InvariantCulture),
            Date
        );

    private static Cell Value(string value, uint style) => new(new CellValue(value)) { StyleIndex = style };

    private static Stylesheet Styles() =>
        new(
            new NumberingFormats(new NumberingFormat { NumberFormatId = 164, FormatCode = "dd\\.mm\\.yyyy" })
            {
                Count = 1,
            },
            new Fonts(new Font(), new Font(new Bold())) { Count = 2 },
            new Fills(
                new Fill(new PatternFill { PatternType = PatternValues.None }),
                new Fill(new PatternFill { PatternType = PatternValues.Gray125 })
            )
            {
                Count = 2,
            },
            new Borders(new Border()) { Count = 1 },
            new CellStyleFormats(new CellFormat()) { Count = 1 },
            new CellFormats(
                new CellFormat(),
                new CellFormat { FontId = 1, ApplyFont = true },
                new CellFormat { NumberFormatId = 3, ApplyNumberFormat = true },
                new CellFormat { NumberFormatId = 4, ApplyNumberFormat = true },
                new CellFormat(new Alignment { Horizontal = HorizontalAlignmentValues.Left })
                {
                    NumberFormatId = 164,
                    ApplyNumberFormat = true,
                    ApplyAlignment = true,
                },
                new CellFormat(new Alignment { WrapText = true, Vertical = VerticalAlignmentValues.Top })
                {
                    ApplyAlignment = true,
                }
            )
            {
                Count = 6,
            }
        );
}
