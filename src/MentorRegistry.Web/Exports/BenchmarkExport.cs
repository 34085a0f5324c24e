using CsvHelper;
using MentorRegistry.Domain.Statistics;
using MentorRegistry.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace MentorRegistry.Web.Exports;

/// <summary>One area's kind of spending in a year; <c>null</c> = not known.</summary>
/// <param name="Year">The year of account.</param>
/// <param name="Area">own, group or country.</param>
/// <param name="Kind">mentor or other_measures.</param>
/// <param name="ThousandKr">The amount in 1,000 kr.</param>
/// <param name="Index">With the first known year as 100.</param>
/// <param name="SharePercent">Of both kinds together.</param>
/// <param name="Persons">Inhabitants.</param>
/// <param name="KrPerPerson">Kroner per inhabitant.</param>
public sealed record ExportedBenchmark(
    int Year,
    string Area,
    string Kind,
    long? ThousandKr,
    decimal? Index,
    decimal? SharePercent,
    int? Persons,
    decimal? KrPerPerson
);

/// <summary>The comparison's figures as the page has them, to two decimals.</summary>
public sealed class BenchmarkExport(RegistryDb db)
{
    private static readonly string[] s_columns =
    [
        "year",
        "area",
        "kind",
        "thousand_kr",
        "index",
        "share_percent",
        "persons",
        "kr_per_person",
    ];

    public async Task WriteAsync(Stream to, string format, CancellationToken ct)
    {
        var points = BenchmarkSeries.Of(
            await db.BenchmarkFigures.AsNoTracking().ToListAsync(ct),
            await db.BenchmarkPopulations.AsNoTracking().ToListAsync(ct)
        );
        var rows = points.SelectMany(Rows).ToList();
        await (format == "json" ? ExportJson.WriteAsync(to, rows, ct) : WriteCsvAsync(to, rows, ct));
    }

    private static IEnumerable<ExportedBenchmark> Rows(BenchmarkPoint point)
    {
        foreach (var kind in Enum.GetValues<BenchmarkKind>())
        {
            var isMentor = kind == BenchmarkKind.Mentor;
            yield return new ExportedBenchmark(
                point.Year,
                point.Area switch
                {
                    BenchmarkArea.Own => "own",
                    BenchmarkArea.Group => "group",
                    _ => "country",
                },
                isMentor ? "mentor" : "other_measures",
                point.Of(kind),
                Rounded(point.IndexOf(kind)),
                Rounded(100 * (isMentor ? point.MentorShare : 1 - point.MentorShare)),
                point.Persons,
                Rounded(isMentor ? point.MentorKronerPerPerson : point.OtherMeasuresKronerPerPerson)
            );
        }
    }

    private static decimal? Rounded(decimal? value) =>
        value is { } known ? decimal.Round(known, 2, MidpointRounding.AwayFromZero) : null;

    private static async Task WriteCsvAsync(Stream to, List<ExportedBenchmark> rows, CancellationToken ct)
    {
        await using var csv = CsvWriter.Create(to, CsvSafe.Options, leaveOpen: true);
        csv.WriteRecord(s_columns);
        foreach (var row in rows)
        {
            csv.WriteField(row.Year);
            csv.WriteField(row.Area);
            csv.WriteField(row.Kind);
            csv.WriteField(row.ThousandKr, "0");
            csv.WriteField(row.Index, "0.00");
            csv.WriteField(row.SharePercent, "0.00");
            csv.WriteField(row.Persons, "0");
            csv.WriteField(row.KrPerPerson, "0.00");
            await csv.EndRecordAsync(ct);
        }

        await csv.FlushAsync(ct);
    }
}
