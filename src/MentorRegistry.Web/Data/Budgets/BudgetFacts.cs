using MentorRegistry.Domain;
using MentorRegistry.Domain.Hours;
using MentorRegistry.Domain.Money;
using MentorRegistry.Domain.Placements;
using Microsoft.EntityFrameworkCore;

namespace MentorRegistry.Web.Data.Budgets;

/// <summary>A placement as a budget's rule wants it, and whose it is: whether that is the corps, the provider says.</summary>
internal sealed record BudgetFact(long DepartmentId, long ProviderId, BudgetPlacement Placement);

/// <summary>Reads what is granted, for a year's page and for the sums that are kept.</summary>
internal static class BudgetFacts
{
    /// <summary>
    /// Those of the placements that have granted days in the period, two queries. Grants that have ended before are left
    /// out, as <see cref="BudgetPlacement"/> allows.
    /// </summary>
    /// <param name="db">The registry.</param>
    /// <param name="placements">Which placements.</param>
    /// <param name="days">From the first day that can be committed.</param>
    /// <param name="ct">Breaks off.</param>
    public static async Task<IReadOnlyList<BudgetFact>> ReadAsync(
        RegistryDb db,
        IQueryable<Placement> placements,
        DatePeriod days,
        CancellationToken ct
    )
    {
        var (from, to) = (days.First, days.LastOrForever);
        var grants = await placements
            .WithDaysIn(days)
            .Join(
                db.Grants.Where(grant => grant.First <= to && (grant.Last == null || from <= grant.Last)),
                p => p.Id,
                grant => grant.PlacementId,
                (p, grant) =>
                    new
                    {
                        p.Id,
                        p.DepartmentId,
                        p.ProviderId,
                        p.First,
                        // The calendar's last day is an open end: from the index alone.
                        Last = EF.Property<DateOnly>(p, RegistryMappings.LastDay),
                        GrantFirst = grant.First,
                        GrantLast = grant.Last,
                        grant.MinutesPerWeek,
                        // A placement's lines share no day: the one that begins last ends last. Each is of one month and the
                        // first day is a month's, so that one before it takes nothing from what is to come.
                        RegisteredTo = db
                            .HoursLines.Where(line => line.PlacementId == p.Id && from <= line.First)
                            .OrderByDescending(line => line.First)
                            .Select(line => (DateOnly?)line.Last)
                            .FirstOrDefault(),
                    }
            )
            .RowsAsync(
                row =>
                    (
                        Id: row.GetInt64(0),
                        DepartmentId: row.GetInt64(1),
                        ProviderId: row.GetInt64(2),
                        Period: new DatePeriod(row.Day(3), row.Day(4)),
                        Grant: new Grant(
                            new DatePeriod(row.Day(5), row.DayOrNull(6)),
                            row.GetInt32(7),
                            decisionDate: row.Day(5)
                        ),
                        RegisteredTo: row.DayOrNull(8)
                    ),
                ct
            );
        if (grants.Count == 0)
        {
            return [];
        }

        var providers = grants.Select(row => row.ProviderId).Distinct().ToArray();
        var rates = (
            await db
                .Rates.AsNoTracking()
                .Where(rate =>
                    providers.Contains(rate.ProviderId)
                    && rate.First <= to
                    && (rate.Last == null || from <= rate.Last)
                )
                .ToListAsync(ct)
        )
            .GroupBy(rate => rate.ProviderId)
            .ToDictionary(its => its.Key, its => its.ToArray());
        return
        [
            .. grants
                .GroupBy(
                    row => (row.Id, row.DepartmentId, row.ProviderId, row.Period, row.RegisteredTo),
                    row => row.Grant
                )
                .Select(its => new BudgetFact(
                    its.Key.DepartmentId,
                    its.Key.ProviderId,
                    new BudgetPlacement(
                        IsInternal: false,
                        its.Key.Period,
                        [.. its],
                        rates.GetValueOrDefault(its.Key.ProviderId, []),
                        its.Key.RegisteredTo
                    )
                )),
        ];
    }

    /// <summary>The last day of the latest closed month of each department that has one.</summary>
    public static async Task<IReadOnlyDictionary<long, DateOnly>> ClosedToAsync(
        RegistryDb db,
        CancellationToken ct
    ) =>
        (
            await db
                .HoursMonths.Where(month => month.IsClosed)
                .GroupBy(month => month.DepartmentId)
                .Select(months => new { months.Key, Month = months.Max(month => month.Month) })
                .ToListAsync(ct)
        ).ToDictionary(latest => latest.Key, latest => MonthWeeks.MonthOf(latest.Month).LastOrForever);
}
