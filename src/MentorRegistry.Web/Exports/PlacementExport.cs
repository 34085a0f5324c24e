using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using CsvHelper;
using MentorRegistry.Domain.Citizens;
using MentorRegistry.Web.Data;
using MentorRegistry.Web.Imports;
using Microsoft.EntityFrameworkCore;

namespace MentorRegistry.Web.Exports;

/// <summary>
/// All placements with the columns of the import, so that what leaves one registry can be loaded into another. CPR
/// numbers are whole: this is the operator's own tool, and a masked number cannot be loaded.
/// </summary>
public sealed class PlacementExport(RegistryDb db)
{
    /// <summary>As Danish spreadsheets read it.</summary>
    public async Task WriteCsvAsync(Stream to, DateOnly? asOf, CancellationToken ct)
    {
        await using var csv = CsvWriter.Create(to, CsvSafe.Options, leaveOpen: true);
        csv.WriteRecord([.. ImportLayout.Placements.Columns.Select(ImportColumns.Danish)]);
        await foreach (var row in Rows(asOf).WithCancellation(ct))
        {
            csv.WriteField(CprNumber.Parse(row.Digits).Full);
            csv.WriteField(MarkedAsText(row.Name));
            csv.WriteField(MarkedAsText(row.Department));
            csv.WriteField(MarkedAsText(row.TargetGroup));
            csv.WriteField(MarkedAsText(row.Provider));
            csv.WriteField(MarkedAsText(row.Mentor ?? ""));
            csv.WriteField(MarkedAsText(row.LegalBasis));
            csv.WriteField(row.First, "dd-MM-yyyy");
            csv.WriteField(row.Last?.ToString("dd-MM-yyyy", CultureInfo.InvariantCulture) ?? "");
            csv.WriteField(Hours(row), "0.##");
            csv.WriteField(MarkedAsText(row.System));
            csv.WriteField(MarkedAsText(row.Key));
            csv.WriteField(MarkedAsText(row.Goal ?? ""));
            csv.WriteField(MarkedAsText(string.Join(", ", row.Measures)));
            csv.WriteField(MarkedAsText(row.Outcome ?? ""));
            await csv.EndRecordAsync(ct);
        }

        await csv.FlushAsync(ct);
    }

    /// <summary>A list of objects; days in ISO form, hours as a number, what is empty as <c>null</c>.</summary>
    public async Task WriteJsonAsync(Stream to, DateOnly? asOf, CancellationToken ct)
    {
        await using var json = new Utf8JsonWriter(
            to,
            new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }
        );
        json.WriteStartArray();
        await foreach (var row in Rows(asOf).WithCancellation(ct))
        {
            json.WriteStartObject();
            json.WriteString(ImportColumns.English(ImportColumn.Cpr), CprNumber.Parse(row.Digits).Full);
            json.WriteString(ImportColumns.English(ImportColumn.Name), row.Name);
            json.WriteString(ImportColumns.English(ImportColumn.Department), row.Department);
            json.WriteString(ImportColumns.English(ImportColumn.TargetGroup), row.TargetGroup);
            json.WriteString(ImportColumns.English(ImportColumn.Provider), row.Provider);
            json.WriteString(ImportColumns.English(ImportColumn.Mentor), row.Mentor);
            json.WriteString(ImportColumns.English(ImportColumn.LegalBasis), row.LegalBasis);
            json.WriteString(ImportColumns.English(ImportColumn.Start), Iso(row.First));
            json.WriteString(
                ImportColumns.English(ImportColumn.End),
                row.Last is { } last ? Iso(last) : null
            );
            json.WriteNumber(ImportColumns.English(ImportColumn.HoursPerWeek), Hours(row));
            json.WriteString(ImportColumns.English(ImportColumn.SourceSystem), row.System);
            json.WriteString(ImportColumns.English(ImportColumn.SourceId), row.Key);
            json.WriteString(ImportColumns.English(ImportColumn.Goal), row.Goal);
            json.WriteString(
                ImportColumns.English(ImportColumn.Measures),
                row.Measures.Count == 0 ? null : string.Join(", ", row.Measures)
            );
            json.WriteString(ImportColumns.English(ImportColumn.Outcome), row.Outcome);
            json.WriteEndObject();
            if (json.BytesPending > 64 * 1024)
            {
                await json.FlushAsync(ct);
            }
        }

        json.WriteEndArray();
        await json.FlushAsync(ct);
        to.WriteByte((byte)'\n');
    }

    private IAsyncEnumerable<ExportRow> Rows(DateOnly? asOf) =>
        db
            .Placements.Where(p =>
                !p.IsCancelled && (asOf == null || (p.First <= asOf && (p.Last == null || asOf <= p.Last)))
            )
            .OrderBy(p => p.Id)
            .Select(p => new ExportRow(
                p.Citizen!.Numbers.Where(number => number.Last == null)
                    .Select(number => number.Digits)
                    .First(),
                p.Citizen.Name,
                p.Department!.Name,
                p.TargetGroup!.Name,
                p.Provider!.Name,
                p.Mentor!.Name,
                p.LegalBasis!.Name,
                p.First,
                p.Last,
                p.Grants.OrderByDescending(grant => grant.First)
                    .Select(grant => grant.MinutesPerWeek)
                    .FirstOrDefault(),
                p.SourceSystem,
                p.SourceId,
                p.Id,
                p.Goal,
                p.Measures.Join(db.Measures, of => of.MeasureId, m => m.Id, (of, m) => m.Name)
                    .OrderBy(name => name)
                    .ToList(),
                p.Outcome!.Name
            ))
            .AsAsyncEnumerable();

    // Two decimals hold a minute: the import finds the same minutes again.
    private static decimal Hours(ExportRow row) => Math.Round(row.MinutesPerWeek / 60m, 2);

    private static string Iso(DateOnly day) => day.ToString("O", CultureInfo.InvariantCulture);

    // An apostrophe that somebody typed before a formula's sign gets one more, because the import takes one away.
    private static string MarkedAsText(string text)
    {
        var rest = text.AsSpan().TrimStart('\'');
        return rest.Length < text.Length && rest.Length > 0 && rest[0] is '=' or '+' or '-' or '@'
            ? "'" + text
            : text;
    }

    private sealed record ExportRow(
        string Digits,
        string Name,
        string Department,
        string TargetGroup,
        string Provider,
        string? Mentor,
        string LegalBasis,
        DateOnly First,
        DateOnly? Last,
        int MinutesPerWeek,
        string? SourceSystem,
        string? SourceId,
        long Id,
        string? Goal,
        List<string> Measures,
        string? Outcome
    )
    {
        public string System => SourceSystem ?? FileImport.OwnSystem;

        public string Key => SourceId ?? Id.ToString(CultureInfo.InvariantCulture);
    }
}
