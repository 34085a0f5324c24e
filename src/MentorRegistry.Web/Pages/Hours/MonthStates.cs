using MentorRegistry.Domain.Hours;
using MentorRegistry.Web.Data;
using MentorRegistry.Web.Localization;
using Microsoft.EntityFrameworkCore;

namespace MentorRegistry.Web.Pages.Hours;

/// <summary>How far a department is with a month's hours.</summary>
/// <param name="DepartmentId">Which.</param>
/// <param name="Department">Its name.</param>
/// <param name="Month">The month where it is or has been closed; <c>null</c> = it never was.</param>
/// <param name="Placements">Placements with a day of the month.</param>
/// <param name="WithHours">Those that have hours.</param>
/// <param name="LinesWithoutPrice">Lines of hours whose provider had no rate.</param>
public sealed record MonthState(
    long DepartmentId,
    string Department,
    HoursMonth? Month,
    int Placements,
    int WithHours,
    int LinesWithoutPrice
)
{
    public bool IsClosed => Month?.IsClosed is true;

    public int WithoutHours => Math.Max(0, Placements - WithHours);
}

/// <summary>Reads how far departments are with a month.</summary>
public sealed class MonthStates(RegistryDb db)
{
    public async Task<IReadOnlyList<MonthState>> OfAsync(
        IReadOnlyCollection<long> departmentIds,
        ChosenMonth month,
        CancellationToken ct
    )
    {
        var ids = departmentIds.ToArray();
        var (first, last) = (month.First, month.Days.LastOrForever);
        var departments = await db
            .Departments.Where(d => ids.Contains(d.Id))
            .Select(d => new { d.Id, d.Name })
            .ToListAsync(ct);
        var placements = await db
            .Placements.WithDaysIn(month.Days)
            .Where(p => ids.Contains(p.DepartmentId))
            .GroupBy(p => p.DepartmentId)
            .Select(group => new { group.Key, Count = group.Count() })
            .ToDictionaryAsync(group => group.Key, group => group.Count, ct);
        var hours = await db
            .HoursLines.Where(line =>
                ids.Contains(line.DepartmentId) && line.First >= first && line.First <= last
            )
            .GroupBy(line => line.DepartmentId)
            .Select(lines => new
            {
                lines.Key,
                Placements = lines.Select(line => line.PlacementId).Distinct().Count(),
                WithoutPrice = lines.Count(line => line.CostOre == null),
            })
            .ToDictionaryAsync(lines => lines.Key, ct);
        var months = await db
            .HoursMonths.AsNoTracking()
            .Where(m => ids.Contains(m.DepartmentId) && m.Month == first)
            .ToDictionaryAsync(m => m.DepartmentId, ct);
        return
        [
            .. departments
                .OrderBy(d => d.Name, Languages.NameOrder)
                .Select(d => new MonthState(
                    d.Id,
                    d.Name,
                    months.GetValueOrDefault(d.Id),
                    placements.GetValueOrDefault(d.Id),
                    hours.GetValueOrDefault(d.Id)?.Placements ?? 0,
                    hours.GetValueOrDefault(d.Id)?.WithoutPrice ?? 0
                )),
        ];
    }
}
