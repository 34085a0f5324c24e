using MentorRegistry.Domain;
using MentorRegistry.Domain.Hours;
using MentorRegistry.Domain.Money;
using MentorRegistry.Domain.Placements;
using MentorRegistry.Domain.Providers;
using Microsoft.EntityFrameworkCore;

namespace MentorRegistry.Web.Data;

/// <summary>What a department's year costs, for the page and the export. Hours are added up by the database.</summary>
public sealed class BudgetQuery(RegistryDb db)
{
    /// <summary>Asks of one department and calendar year: seven queries, however many placements.</summary>
    public async Task<BudgetYear> OfAsync(long departmentId, int year, CancellationToken ct)
    {
        var days = new DatePeriod(new DateOnly(year, 1, 1), new DateOnly(year, 12, 31));
        var closed = await db
            .HoursMonths.Where(month => month.DepartmentId == departmentId && month.IsClosed)
            .MaxAsync(month => (DateOnly?)month.Month, ct);
        var closedTo = closed is { } month ? MonthWeeks.MonthOf(month).Last : null;
        var corps = (
            await db
                .Providers.Where(provider => provider.Kind == ProviderKind.InternalCorps)
                .Select(provider => provider.Id)
                .ToListAsync(ct)
        ).ToHashSet();
        return BudgetYear.Of(
            year,
            await db
                .Budgets.AsNoTracking()
                .SingleOrDefaultAsync(b => b.DepartmentId == departmentId && b.Year == year, ct),
            closedTo,
            [
                .. await UsedAsync(departmentId, days, corps, ct),
                .. await ErasedAsync(departmentId, days, corps, ct),
            ],
            await PlacementsAsync(departmentId, BudgetYear.CommittedFrom(year, closedTo), days, corps, ct)
        );
    }

    // By first day and provider, in the index's own order: by month it would have to be sorted first, which takes longer
    // than adding up.
    private async Task<IEnumerable<UsedHours>> UsedAsync(
        long departmentId,
        DatePeriod year,
        HashSet<long> corps,
        CancellationToken ct
    )
    {
        var last = year.LastOrForever;
        var sums = await db
            .HoursLines.Where(line =>
                line.DepartmentId == departmentId && year.First <= line.First && line.First <= last
            )
            .GroupBy(line => new { line.First, line.ProviderId })
            .Select(lines => new
            {
                lines.Key.First,
                lines.Key.ProviderId,
                Ore = lines.Sum(line => line.CostOre ?? 0),
                Minutes = lines.Sum(line => line.CostOre == null ? 0L : line.BillableMinutes),
                WithoutPrice = lines.Sum(line => line.CostOre == null && line.BillableMinutes > 0 ? 1 : 0),
            })
            .ToListAsync(ct);
        return sums.Select(sum => new UsedHours(
            sum.First.Month,
            corps.Contains(sum.ProviderId),
            new Spending(sum.Ore, sum.Minutes),
            sum.WithoutPrice
        ));
    }

    private async Task<IEnumerable<UsedHours>> ErasedAsync(
        long departmentId,
        DatePeriod year,
        HashSet<long> corps,
        CancellationToken ct
    )
    {
        var last = year.LastOrForever;
        var sums = await db
            .ErasedHours.Where(erased =>
                erased.DepartmentId == departmentId && year.First <= erased.Month && erased.Month <= last
            )
            .GroupBy(erased => new { erased.Month, erased.ProviderId })
            .Select(erased => new
            {
                erased.Key.Month,
                erased.Key.ProviderId,
                Ore = erased.Sum(e => e.CostOre),
                Minutes = erased.Sum(e => e.BillableMinutes),
            })
            .ToListAsync(ct);
        return sums.Select(sum => new UsedHours(
            sum.Month.Month,
            corps.Contains(sum.ProviderId),
            new Spending(sum.Ore, sum.Minutes),
            LinesWithoutPrice: 0
        ));
    }

    // Those with granted days that may still be to come, a row for each grant. Grants that have ended before are left out,
    // as BudgetPlacement allows.
    private async Task<IEnumerable<BudgetPlacement>> PlacementsAsync(
        long departmentId,
        DateOnly from,
        DatePeriod year,
        HashSet<long> corps,
        CancellationToken ct
    )
    {
        var to = year.LastOrForever;
        if (to < from)
        {
            return [];
        }

        var rates = (
            await db
                .Rates.AsNoTracking()
                .Where(rate => rate.First <= to && (rate.Last == null || from <= rate.Last))
                .ToListAsync(ct)
        ).ToLookup(rate => rate.ProviderId);
        var grants = await db
            .Placements.WithDaysIn(new DatePeriod(from, to))
            .Where(p => p.DepartmentId == departmentId)
            .Join(
                db.Grants.Where(grant => grant.First <= to && (grant.Last == null || from <= grant.Last)),
                p => p.Id,
                grant => grant.PlacementId,
                (p, grant) =>
                    new
                    {
                        p.Id,
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
                        ProviderId: row.GetInt64(1),
                        Period: new DatePeriod(row.Day(2), row.Day(3)),
                        Grant: new Grant(
                            new DatePeriod(row.Day(4), row.DayOrNull(5)),
                            row.GetInt32(6),
                            decisionDate: row.Day(4)
                        ),
                        RegisteredTo: row.DayOrNull(7)
                    ),
                ct
            );
        return grants
            .GroupBy(row => (row.Id, row.ProviderId, row.Period, row.RegisteredTo), row => row.Grant)
            .Select(placement => new BudgetPlacement(
                corps.Contains(placement.Key.ProviderId),
                placement.Key.Period,
                [.. placement],
                [.. rates[placement.Key.ProviderId]],
                placement.Key.RegisteredTo
            ));
    }
}
