using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;
using MentorRegistry.Web.Statistics;
using Microsoft.Extensions.Localization;
using Format = MentorRegistry.Web.Formatting.Format;

namespace MentorRegistry.Web.Exports;

/// <summary>
/// A paper as a document for the agenda: headings and tables are what they look like, so that contents, screen readers and
/// styles of the municipality's own know them.
/// </summary>
public static class PaperDocument
{
    // In twentieths of a point, as the format counts: A4 lying without its margins; a bold letter of a table's text in a wide
    // font, for the reader's need not be ours; what a cell keeps free at its sides.
    private const int PageWidth = 16838 - (2 * Margin);
    private const int Margin = 1134;
    private const int LetterWidth = 150;
    private const int CellSide = 70;

    // Half points.
    private const int TextSize = 20;
    private const int SmallestTextSize = 16;

    private const int FewestLetters = 5;
    private const int MostLetters = 30;
    private const int MostRowsOfAPage = 16;

    public const string ContentType =
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

    /// <summary>The file.</summary>
    public static byte[] Write(PaperFile paper, IStringLocalizer<StatisticsText> texts)
    {
        using var stream = new MemoryStream();
        using (var file = WordprocessingDocument.Create(stream, WordprocessingDocumentType.Document))
        {
            file.PackageProperties.Title = paper.Title;
            file.PackageProperties.Language = CultureInfo.CurrentUICulture.Name;
            var main = file.AddMainDocumentPart();
            main.AddNewPart<StyleDefinitionsPart>().Styles = Styles();
            var content = paper.Content;
            var body = new Body(
                Paragraph(paper.Title, "Title"),
                Paragraph(
                    texts[
                        "Paper_About",
                        content.Of,
                        texts[paper.IsPublic ? "Audience_Public" : "Audience_Internal"],
                        Format.LongDate(paper.MadeOn),
                        paper.MadeBy
                    ]
                )
            );
            body.Append(content.Sentences.Select(said => Paragraph(said)));
            if (content.IsMasked)
            {
                body.Append(Paragraph(texts["Hidden_Note", Domain.Statistics.SmallNumbers.Largest]));
            }

            foreach (var table in new[] { content.ByTargetGroup, content.ByDuration }.OfType<ShownTable>())
            {
                body.Append(
                    Paragraph(table.Title, "Heading1"),
                    Table(
                        [texts["Category"], .. table.Columns],
                        table.Rows.Select(row => (string[])[row.Name, .. row.Numbers.Select(Number)])
                    ),
                    Paragraph("")
                );
            }

            if (content.Series is { } series)
            {
                body.Append(
                    Paragraph(texts["Series_Heading"], "Heading1"),
                    Table(
                        [texts["Column_Month"], .. series.Names],
                        series.Months.Select(month =>
                            (string[])[Format.Date(month.LastDay), .. month.Numbers.Select(Number)]
                        )
                    ),
                    Paragraph("")
                );
            }

            if (content.Prices is { } prices)
            {
                Append(body, prices, content.Day, texts);
            }

            body.Append(
                new Paragraph(
                    new ParagraphProperties(new ParagraphStyleId { Val = "Heading1" }, new PageBreakBefore()),
                    new Run(new Text(texts["Means_Heading"]))
                )
            );
            body.Append(content.Definitions.Select(meaning => Paragraph(meaning)));
            body.Append(
                new SectionProperties(
                    // A4 lying, for the tables are wide; twentieths of a point.
                    new PageSize
                    {
                        Width = 16838,
                        Height = 11906,
                        Orient = PageOrientationValues.Landscape,
                    },
                    new PageMargin
                    {
                        Top = Margin,
                        Bottom = Margin,
                        Left = Margin,
                        Right = Margin,
                        Header = 567,
                        Footer = 567,
                        Gutter = 0,
                    }
                )
            );
            main.Document = new Document(body);
            main.Document.Save();
        }

        return stream.ToArray();
    }

    private static void Append(
        Body body,
        ShownPrices prices,
        DateOnly day,
        IStringLocalizer<StatisticsText> texts
    )
    {
        body.Append(Paragraph(texts["Prices_Heading"], "Heading1"));
        body.Append(
            prices.Rates.Count == 0
                ? [Paragraph(texts["Prices_NoRates"])]
                :
                [
                    Paragraph(texts["Prices_Rates", Format.LongDate(day)], "Heading2"),
                    Table(
                        [texts["Column_Provider"], texts["Column_Rate"]],
                        prices.Rates.Select(rate => (string[])[rate.Provider, Format.Kroner(rate.OrePerHour)])
                    ),
                    Paragraph(""),
                ]
        );
        foreach (var corps in prices.Corps)
        {
            string Known(long? ore) => ore is { } known ? Format.Kroner(known) : texts["Unknown"];
            body.Append(
                Paragraph(
                    texts["Corps_Heading", corps.Provider, Format.Date(corps.First), Format.Date(corps.Last)],
                    "Heading2"
                ),
                Table(
                    [texts["Corps_Figure"], texts["Corps_Value"]],
                    [
                        [texts["Corps_Spent"], Format.Kroner(corps.ExpenditureOre)],
                        [texts["Corps_Hours"], Format.TotalHours(corps.DirectMinutes)],
                        [texts["Corps_PerHour"], Known(corps.OrePerHour)],
                        [texts["Corps_Rate"], Known(corps.ComparisonOrePerHour)],
                        [texts["Corps_Bought"], Known(corps.SameHoursBoughtOre)],
                        [texts["Corps_Excess"], Known(corps.ExcessOre)],
                    ]
                ),
                Paragraph("")
            );
        }
    }

    private static string Number(int? number) => number is { } shown ? Format.Number(shown) : "*";

    private static Paragraph Paragraph(string text, string? style = null)
    {
        var paragraph = new Paragraph();
        if (style is not null)
        {
            paragraph.Append(new ParagraphProperties(new ParagraphStyleId { Val = style }));
        }

        paragraph.Append(new Run(new Text(text) { Space = SpaceProcessingModeValues.Preserve }));
        return paragraph;
    }

    // The first row is said again on each page, a table that fits on one is not torn, and the numbers stand to the right.
    private static Table Table(IReadOnlyList<string> heads, IEnumerable<string[]> rows)
    {
        string[][] all =
        [
            [.. heads],
            .. rows,
        ];
        var (widths, textSize) = Measure(all);
        var isShort = all.Length <= MostRowsOfAPage;
        var table = new Table(
            new TableProperties(
                new TableWidth { Type = TableWidthUnitValues.Dxa, Width = Invariant(widths.Sum()) },
                new TableBorders(
                    new TopBorder { Val = BorderValues.Single, Size = 4 },
                    new BottomBorder { Val = BorderValues.Single, Size = 4 },
                    new InsideHorizontalBorder { Val = BorderValues.Single, Size = 2 }
                ),
                new TableLayout { Type = TableLayoutValues.Fixed },
                new TableCellMarginDefault(
                    new TableCellLeftMargin { Width = CellSide, Type = TableWidthValues.Dxa },
                    new TableCellRightMargin { Width = CellSide, Type = TableWidthValues.Dxa }
                ),
                new TableLook { FirstRow = true, FirstColumn = true }
            ),
            new TableGrid(widths.Select(width => new GridColumn { Width = Invariant(width) }))
        );
        table.Append(
            all.Select(
                (row, n) =>
                    new TableRow(
                        (OpenXmlElement[])
                            [
                                n == 0
                                    ? new TableRowProperties(new CantSplit(), new TableHeader())
                                    : new TableRowProperties(new CantSplit()),
                                .. row.Select(
                                    (text, i) =>
                                        Cell(
                                            text,
                                            widths[i],
                                            textSize,
                                            isNumber: i > 0,
                                            isBold: n == 0,
                                            keepsNext: isShort && n < all.Length - 1
                                        )
                                ),
                            ]
                    )
            )
        );
        return table;
    }

    // As wide as its longest word, the first as its longest text: words are not torn, and a table of two columns is narrow.
    // Where the page is too narrow the letters are smaller.
    private static (int[] Widths, int TextSize) Measure(string[][] rows)
    {
        var letters = Enumerable
            .Range(0, rows[0].Length)
            .Select(column =>
                Math.Clamp(
                    rows.Select(row => row[column])
                        .SelectMany(text => column == 0 ? [text] : text.Split(' '))
                        .Max(text => text.Length),
                    FewestLetters,
                    MostLetters
                )
            )
            .ToArray();
        var each = Math.Min(LetterWidth, (PageWidth - (2 * CellSide * letters.Length)) / letters.Sum());
        return (
            [.. letters.Select(many => (many * each) + (2 * CellSide))],
            Math.Max(SmallestTextSize, TextSize * each / LetterWidth)
        );
    }

    private static string Invariant(int width) => width.ToString(CultureInfo.InvariantCulture);

    private static TableCell Cell(
        string text,
        int width,
        int textSize,
        bool isNumber,
        bool isBold,
        bool keepsNext
    )
    {
        var run = new Run(
            new RunProperties(new Bold { Val = isBold }, new FontSize { Val = Invariant(textSize) }),
            new Text(text) { Space = SpaceProcessingModeValues.Preserve }
        );
        var paragraph = new Paragraph(run);
        paragraph.PrependChild(
            new ParagraphProperties(
                new KeepNext { Val = keepsNext },
                new SpacingBetweenLines { Before = "20", After = "20" },
                new Justification { Val = isNumber ? JustificationValues.Right : JustificationValues.Left }
            )
        );
        return new TableCell(
            new TableCellProperties(
                new TableCellWidth { Type = TableWidthUnitValues.Dxa, Width = Invariant(width) }
            ),
            paragraph
        );
    }

    private static Styles Styles() =>
        new(
            new DocDefaults(
                new RunPropertiesDefault(
                    new RunPropertiesBaseStyle(
                        new RunFonts { Ascii = "Calibri", HighAnsi = "Calibri" },
                        new FontSize { Val = "22" }
                    )
                ),
                new ParagraphPropertiesDefault(
                    new ParagraphPropertiesBaseStyle(new SpacingBetweenLines { After = "120" })
                )
            ),
            new Style(new StyleName { Val = "Normal" })
            {
                Type = StyleValues.Paragraph,
                StyleId = "Normal",
                Default = true,
            },
            Heading("Title", "Title", "40", null),
            Heading("Heading1", "heading 1", "30", 0),
            Heading("Heading2", "heading 2", "24", 1)
        );

    private static Style Heading(string id, string name, string size, int? level)
    {
        var paragraph = new StyleParagraphProperties(
            new KeepNext(),
            new SpacingBetweenLines { Before = "240", After = "120" }
        );
        if (level is { } outline)
        {
            paragraph.Append(new OutlineLevel { Val = outline });
        }

        return new Style(
            new StyleName { Val = name },
            new BasedOn { Val = "Normal" },
            new NextParagraphStyle { Val = "Normal" },
            paragraph,
            new StyleRunProperties(new Bold(), new FontSize { Val = size })
        )
        {
            Type = StyleValues.Paragraph,
            StyleId = id,
        };
    }
}
