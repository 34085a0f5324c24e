using System.Globalization;
using System.Text;
using CsvHelper;
using MentorRegistry.Domain.Statistics;
using MentorRegistry.Web.Data.Statistics;
using MentorRegistry.Web.Formatting;
using MentorRegistry.Web.Localization;
using MentorRegistry.Web.Statistics;
using Microsoft.Extensions.Localization;

namespace MentorRegistry.Web.Exports;

/// <summary>A table of the export; a number that is hidden is <c>null</c>.</summary>
public sealed record ExportedTable(IReadOnlyList<string> Columns, IReadOnlyList<ExportedRow> Rows);

/// <summary>A row of it: the category, or the totals.</summary>
public sealed record ExportedRow(string Category, IReadOnlyList<int?> Numbers);

/// <summary>The statistics of a day.</summary>
public sealed record ExportedStatistics(
    DateOnly AsOf,
    bool IsPublic,
    ExportedTable? TargetGroups,
    ExportedTable? Duration
);

/// <summary>The two tables of the whole municipality as files; as a workbook or a document, the paper that they are made into.</summary>
public sealed class StatisticsExport(
    StatisticsDays days,
    StatisticsComposer composer,
    IStringLocalizer<StatisticsText> texts
)
{
    private const int SeriesMonths = 24;

    /// <summary>Writes them, or nothing and says why not.</summary>
    public async Task<string?> WriteAsync(
        Stream to,
        DateOnly day,
        string format,
        bool isPublic,
        DateOnly today,
        string madeBy,
        CancellationToken ct
    )
    {
        if (await days.JudgeAsync(day, ct) is { } refused)
        {
            var bound = refused.Bound?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            return refused.Problem switch
            {
                StatisticsDayProblem.NoData => "There are no placements.",
                StatisticsDayProblem.BeforeData => $"There are no placements before {bound}.",
                _ => $"Statistics are made of days until {bound}.",
            };
        }

        var isFile = format is "xlsx" or "docx";
        CultureInfo.CurrentUICulture = Languages.Danish;
        var content = await composer.ComposeAsync(
            new StatisticsAsked(day, new StatisticsOf(), texts["Scope_All"], isPublic)
            {
                Months = isFile ? SeriesMonths : 0,
                HasPrices = isFile,
            },
            ct
        );
        if (isFile)
        {
            var paper = new PaperFile(
                texts["Paper_TitleIs", Format.LongDate(day)],
                isPublic,
                today,
                madeBy,
                content
            );
            var bytes =
                format == "xlsx" ? PaperWorkbook.Write(paper, texts) : PaperDocument.Write(paper, texts);
            await to.WriteAsync(bytes, ct);
            return null;
        }

        var (groups, duration) = (
            Exported(content.ByTargetGroup, name => name),
            Exported(
                content.ByDuration,
                (_, band) =>
                    band == DurationBand.UpToMonths.Count ? $"over {DurationBand.UpToMonths[^1]}"
                    : band == 0 ? $"up to {DurationBand.UpToMonths[0]} months"
                    : $"up to {DurationBand.UpToMonths[band]}"
            )
        );
        await (
            format == "json"
                ? ExportJson.WriteAsync(to, new ExportedStatistics(day, isPublic, groups, duration), ct)
                : WriteCsvAsync(to, groups, duration, ct)
        );
        return null;
    }

    private static ExportedTable? Exported(ShownTable? table, Func<string, string> name) =>
        Exported(table, (column, _) => name(column));

    private static ExportedTable? Exported(ShownTable? table, Func<string, int, string> name) =>
        table is null
            ? null
            : new ExportedTable(
                ["category", .. table.Columns.SkipLast(1).Select(name), "total"],
                [
                    .. table.Rows.Select(row => new ExportedRow(
                        row.CategoryId is null ? "total" : row.Name,
                        row.Numbers
                    )),
                ]
            );

    // One after the other, with an empty line between.
    private static async Task WriteCsvAsync(
        Stream to,
        ExportedTable? groups,
        ExportedTable? duration,
        CancellationToken ct
    )
    {
        var mark = Encoding.UTF8.GetPreamble();
        await to.WriteAsync(mark, ct);
        foreach (var table in new[] { groups, duration }.OfType<ExportedTable>())
        {
            using var file = new MemoryStream();
            await using (var csv = CsvWriter.Create(file, CsvSafe.Options, leaveOpen: true))
            {
                csv.WriteRecord(table.Columns.ToArray());
                foreach (var row in table.Rows)
                {
                    csv.WriteField(row.Category);
                    foreach (var number in row.Numbers)
                    {
                        csv.WriteField(number?.ToString(CultureInfo.InvariantCulture) ?? "*");
                    }

                    await csv.EndRecordAsync(ct);
                }

                await csv.FlushAsync(ct);
            }

            // Each writer marks its beginning; a file has one.
            await to.WriteAsync(file.ToArray().AsMemory(mark.Length), ct);
            if (table == groups)
            {
                await to.WriteAsync("\r\n"u8.ToArray(), ct);
            }
        }
    }
}
