using MentorRegistry.Domain;
using MentorRegistry.Domain.Hours;
using MentorRegistry.Domain.Money;
using MentorRegistry.Domain.Providers;
using Microsoft.EntityFrameworkCore;

namespace MentorRegistry.Web.Data.Budgets;

/// <summary>
/// What a department's year costs, for the page, the export and the digest: of the kept sums (<see cref="KeptBudgetSums"/>), and
/// in a year without them of what is added up then.
/// </summary>
public sealed class BudgetQuery(RegistryDb db)
{
    /// <summary>Asks of one department and calendar year: a handful of queries, however many placements.</summary>
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
        var budget = await db
            .Budgets.AsNoTracking()
            .SingleOrDefaultAsync(b => b.DepartmentId == departmentId && b.Year == year, ct);
        var erased = await ErasedAsync(departmentId, days, corps, ct);
        var (first, last) = (days.First, days.LastOrForever);
        var areKept =
            !db.HasBudgetsToAddUp && await db.BudgetSumYears.AnyAsync(kept => kept.Year == year, ct);
        var sums = areKept
            ? await db
                .BudgetSums.AsNoTracking()
                .Where(sum => sum.DepartmentId == departmentId && first <= sum.Month && sum.Month <= last)
                .ToListAsync(ct)
            : await KeptBudgetSums.AddedUpAsync(db, departmentId, providerId: null, [year], ct);
        return BudgetYear.Of(
            year,
            budget,
            [
                .. sums.Select(sum => new UsedHours(
                    sum.Month.Month,
                    corps.Contains(sum.ProviderId),
                    new Spending(sum.UsedOre, sum.UsedMinutes),
                    sum.LinesWithoutPrice
                )),
                .. erased,
            ],
            sums.Select(sum => new CommittedCost(
                sum.Month.Month,
                corps.Contains(sum.ProviderId),
                new Spending(sum.CommittedOre, sum.CommittedMinutes)
            )),
            await WithoutRateAsync(departmentId, year, closedTo, days, ct)
        );
    }

    // Only of providers that lack a rate on one of the days are the placements asked: seldom any.
    private async Task<int> WithoutRateAsync(
        long departmentId,
        int year,
        DateOnly? closedTo,
        DatePeriod days,
        CancellationToken ct
    )
    {
        var (from, to) = (CommittedMonths.From(year, closedTo), days.LastOrForever);
        if (to < from)
        {
            return 0;
        }

        var rates = await db
            .Rates.AsNoTracking()
            .Where(rate => rate.First <= to && (rate.Last == null || from <= rate.Last))
            .ToListAsync(ct);
        var all = new DatePeriod(from, to);
        // A provider's rates never overlap.
        var whole = rates
            .GroupBy(rate => rate.ProviderId)
            .Where(its =>
                its.Sum(rate => rate.Period.SharedWith(all)!.Value.DaysUntil(to)) == all.DaysUntil(to)
            )
            .Select(its => its.Key)
            .ToArray();
        var lacking = await db
            .Providers.Where(provider => !whole.Contains(provider.Id))
            .Select(provider => provider.Id)
            .ToArrayAsync(ct);
        return lacking.Length == 0
            ? 0
            : (
                await BudgetFacts.ReadAsync(
                    db,
                    db.Placements.Where(p =>
                        p.DepartmentId == departmentId && lacking.Contains(p.ProviderId)
                    ),
                    all,
                    ct
                )
            ).Count(fact => !CommittedMonths.Of(year, closedTo, fact.Placement).IsWhole);
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
}
