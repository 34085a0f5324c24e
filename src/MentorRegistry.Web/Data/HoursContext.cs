using MentorRegistry.Domain;
using MentorRegistry.Domain.Hours;
using MentorRegistry.Domain.Money;
using MentorRegistry.Domain.Placements;
using Microsoft.EntityFrameworkCore;

namespace MentorRegistry.Web.Data;

/// <summary>A placement as far as hours are concerned.</summary>
public sealed record HoursPlacement(
    long Id,
    long CitizenId,
    long DepartmentId,
    long ProviderId,
    DateOnly First,
    DateOnly? Last,
    bool IsCancelled,
    IReadOnlyList<Grant> Grants
)
{
    public DatePeriod Period => new(First, Last);
}

/// <summary>
/// What is to be known to judge and price hours of some placements in some months: the sheet, its saving and the import all ask
/// here. Lines that are read are tracked, and lines that are made meanwhile are added to what is known.
/// </summary>
public sealed class HoursContext
{
    private readonly Dictionary<long, HoursPlacement> _placements;
    private readonly ILookup<long, Rate> _rates;
    private readonly HashSet<(long DepartmentId, DateOnly Month)> _closed;
    private readonly Dictionary<(long PlacementId, DateOnly Month), List<HoursLine>> _lines;

    private HoursContext(
        Dictionary<long, HoursPlacement> placements,
        IEnumerable<Rate> rates,
        IEnumerable<HoursMonth> closed,
        IEnumerable<HoursLine> lines
    )
    {
        _placements = placements;
        _rates = rates.ToLookup(rate => rate.ProviderId);
        _closed = [.. closed.Select(month => (month.DepartmentId, month.Month))];
        _lines = lines.GroupBy(KeyOf).ToDictionary(group => group.Key, group => group.ToList());
    }

    /// <summary>Reads it: four queries, however many placements.</summary>
    /// <param name="db">The registry.</param>
    /// <param name="placementIds">Which placements.</param>
    /// <param name="months">From the first day of the first month to the last day of the last.</param>
    /// <param name="ct">Breaks off.</param>
    public static async Task<HoursContext> LoadAsync(
        RegistryDb db,
        IReadOnlyCollection<long> placementIds,
        DatePeriod months,
        CancellationToken ct
    )
    {
        var ids = placementIds.Distinct().ToArray();
        var last = months.LastOrForever;
        var placements = await db
            .Placements.AsNoTracking()
            .AsSingleQuery()
            .Where(p => ids.Contains(p.Id))
            .Select(p => new HoursPlacement(
                p.Id,
                p.CitizenId,
                p.DepartmentId,
                p.ProviderId,
                p.First,
                p.Last,
                p.IsCancelled,
                p.Grants.ToList()
            ))
            .ToDictionaryAsync(p => p.Id, ct);
        var providers = placements.Values.Select(p => p.ProviderId).Distinct().ToArray();
        return new HoursContext(
            placements,
            await db.Rates.AsNoTracking().Where(rate => providers.Contains(rate.ProviderId)).ToListAsync(ct),
            await db
                .HoursMonths.AsNoTracking()
                .Where(month => month.IsClosed && months.First <= month.Month && month.Month <= last)
                .ToListAsync(ct),
            await db
                .HoursLines.Where(line =>
                    ids.Contains(line.PlacementId) && months.First <= line.First && line.First <= last
                )
                .ToListAsync(ct)
        );
    }

    /// <summary>The placement; <c>null</c> = there is none.</summary>
    public HoursPlacement? Placement(long id) => _placements.GetValueOrDefault(id);

    /// <summary>The hours of a placement's month, in order of their days.</summary>
    public IReadOnlyList<HoursLine> Lines(long placementId, DateOnly day) =>
        [
            .. _lines
                .GetValueOrDefault((placementId, MonthWeeks.MonthOf(day).First), [])
                .OrderBy(line => line.First),
        ];

    /// <summary>The hours of just these days.</summary>
    public HoursLine? Line(long placementId, DatePeriod days) =>
        Lines(placementId, days.First).SingleOrDefault(line => line.Days == days);

    /// <summary>Whether the department's month is closed.</summary>
    public bool IsClosed(long departmentId, DateOnly day) =>
        _closed.Contains((departmentId, MonthWeeks.MonthOf(day).First));

    /// <summary>The placement's month, as the rule wants it.</summary>
    public PlacementMonth Month(HoursPlacement placement, DateOnly day)
    {
        var lines = Lines(placement.Id, day);
        return new PlacementMonth(
            placement.Period,
            placement.IsCancelled,
            // One that has come from another department has hours there that are closed with that one's month.
            IsClosed(placement.DepartmentId, day) || lines.Any(line => IsClosed(line.DepartmentId, day)),
            HoursRules.GrantedMinutes(placement.Grants, placement.Period, MonthWeeks.MonthOf(day)),
            lines
        );
    }

    /// <summary>The price of an hour with the placement's provider on the day, in øre; <c>null</c> = none.</summary>
    public long? OreOn(HoursPlacement placement, DateOnly day) =>
        RateRules.On(_rates[placement.ProviderId], day)?.OrePerHour;

    /// <summary>
    /// Writes hours of the days, on the line that is there or on a new one; the caller saves it. They have been judged.
    /// </summary>
    public HoursLine Write(HoursPlacement placement, DatePeriod days, HoursAmount amount, string? reason)
    {
        var line = Line(placement.Id, days);
        if (line is null)
        {
            line = new HoursLine(days)
            {
                PlacementId = placement.Id,
                CitizenId = placement.CitizenId,
                DepartmentId = placement.DepartmentId,
                ProviderId = placement.ProviderId,
            };
            var key = KeyOf(line);
            if (!_lines.TryGetValue(key, out var lines))
            {
                _lines.Add(key, lines = []);
            }

            lines.Add(line);
        }

        line.Set(amount, OreOn(placement, days.First));
        line.Reason = reason ?? line.Reason;
        return line;
    }

    /// <summary>Forgets a line; the caller deletes it.</summary>
    public void Remove(HoursLine line) => _lines[KeyOf(line)].Remove(line);

    private static (long PlacementId, DateOnly Month) KeyOf(HoursLine line) =>
        (line.PlacementId, MonthWeeks.MonthOf(line.First).First);
}
