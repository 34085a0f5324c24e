using System.Globalization;
using System.Text.Json;
using CsvHelper;
using MentorRegistry.Domain.Citizens;
using MentorRegistry.Domain.Flags;
using MentorRegistry.Web.Data;
using MentorRegistry.Web.Data.Flags;
using Microsoft.EntityFrameworkCore;

namespace MentorRegistry.Web.Exports;

/// <summary>One condition that holds on the day of the export.</summary>
/// <param name="Kind">What kind, in words of a program: overlap_across, long_with_mentor …</param>
/// <param name="Citizen">The citizen's public reference.</param>
/// <param name="Placements">The source ids of the placements, or their numbers here.</param>
/// <param name="Days">How many of its days have begun by the day: of an overlap, the days shared.</param>
/// <param name="Since">The condition's first day.</param>
/// <param name="State">open, decided; or handover, told, allowed where a rule lets it pass.</param>
public sealed record ExportedFlag(
    string Kind,
    string Citizen,
    string Placements,
    int Days,
    DateOnly Since,
    string State
);

/// <summary>
/// The conditions that hold on a day, worked out anew from the placements as they are registered now; what was decided
/// on them by that day comes from the flags. No names and no CPR numbers.
/// </summary>
public sealed class FlagExport(RegistryDb db, RulesInForce inForce)
{
    private const int AtOnce = 2000;

    private static readonly string[] Columns = ["kind", "citizen", "placements", "days", "since", "state"];

    public async Task WriteCsvAsync(Stream to, DateOnly day, CancellationToken ct)
    {
        await using var csv = CsvWriter.Create(to, CsvSafe.Options, leaveOpen: true);
        csv.WriteRecord(Columns);
        await foreach (var flag in RowsAsync(day).WithCancellation(ct))
        {
            csv.WriteField(flag.Kind);
            csv.WriteField(flag.Citizen);
            csv.WriteField(flag.Placements);
            csv.WriteField(flag.Days);
            csv.WriteField(flag.Since, "dd-MM-yyyy");
            csv.WriteField(flag.State);
            await csv.EndRecordAsync(ct);
        }

        await csv.FlushAsync(ct);
    }

    public Task WriteJsonAsync(Stream to, DateOnly day, CancellationToken ct) =>
        ExportJson.WriteAsync(to, RowsAsync(day), ct);

    private async IAsyncEnumerable<ExportedFlag> RowsAsync(DateOnly day)
    {
        var rules = await inForce.AskAsync(db, CancellationToken.None);
        var last = await db.Citizens.MaxAsync(citizen => (long?)citizen.Id) ?? 0;
        for (var first = 1L; first <= last; first += AtOnce)
        {
            var (from, to) = (first, first + AtOnce - 1);
            var placements = db.Placements.Where(p => p.CitizenId >= from && p.CitizenId <= to);
            var facts = await FlagFacts.ReadAsync(placements, day, CancellationToken.None);
            var found = facts
                .OrderBy(citizen => citizen.Key)
                .SelectMany(citizen =>
                    FlagFinder.Find(citizen, rules, day).Select(condition => (citizen.Key, condition))
                )
                .ToList();
            if (found.Count == 0)
            {
                continue;
            }

            var ids = found
                .SelectMany(f => f.condition.Placements)
                .Select(span => span.PlacementId)
                .Distinct()
                .ToArray();
            var sources = await db
                .Placements.Where(p => ids.Contains(p.Id) && p.SourceId != null)
                .ToDictionaryAsync(p => p.Id, p => p.SourceId!);
            var decided = (
                await db
                    .Flags.AsNoTracking()
                    .Include(flag => flag.Placements)
                    .Where(flag =>
                        flag.CitizenId >= from
                        && flag.CitizenId <= to
                        && flag.DecidedOn <= day
                        && (flag.ClosedOn == null || flag.ClosedOn > day)
                    )
                    .ToListAsync()
            ).ToLookup(flag => (flag.CitizenId, flag.Key), flag => flag.Kept);
            foreach (var (citizenId, condition) in found)
            {
                yield return new ExportedFlag(
                    JsonNamingPolicy.SnakeCaseLower.ConvertName(condition.Kind.ToString()),
                    CitizenReference.Of(citizenId),
                    string.Join(
                        '+',
                        condition.Placements.Select(span =>
                            sources.GetValueOrDefault(span.PlacementId)
                            ?? span.PlacementId.ToString(CultureInfo.InvariantCulture)
                        )
                    ),
                    condition.DaysUntil(day),
                    condition.Since,
                    condition.LetPass switch
                    {
                        LetPass.Handover => "handover",
                        LetPass.Told => "told",
                        LetPass.Allowed => "allowed",
                        _ => // By the rule that reopens them: a justification ends by its last day.
                        decided[(citizenId, condition.Key)]
                            .Any(flag => flag.WhyReopens(condition, day) is null)
                            ? "decided"
                            : "open",
                    }
                );
            }
        }
    }
}
