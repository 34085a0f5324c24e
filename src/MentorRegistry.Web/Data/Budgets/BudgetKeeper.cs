using MentorRegistry.Domain.Money;
using Microsoft.EntityFrameworkCore;

namespace MentorRegistry.Web.Data.Budgets;

/// <summary>
/// Keeps the sums of budgets in step within one save: what its placements committed before it is taken away, and what they
/// commit after it is added. Where it changes many, or a rate or a closed month, what they are of is added up anew before
/// the transaction ends (<see cref="KeptBudgetSums"/>).
/// </summary>
internal sealed class BudgetKeeper(RegistryDb db, BudgetCauses causes)
{
    // Reading that many twice takes about as long as a small department once.
    private const int MostByDifference = 40;

    private int[] _years = [];
    private IReadOnlyDictionary<long, DateOnly> _closedTo = new Dictionary<long, DateOnly>();
    private List<BudgetSum> _before = [];

    private bool IsByDifference =>
        causes.Closing.Count == 0 && causes.Priced.Count == 0 && causes.Placements <= MostByDifference;

    /// <summary>To be called before the save, when nobody else can save any more.</summary>
    public async Task BeforeAsync(CancellationToken ct)
    {
        _years = await KeptBudgetSums.YearsAsync(db, ct);
        if (_years.Length > 0 && IsByDifference)
        {
            _closedTo = await BudgetFacts.ClosedToAsync(db, ct);
            _before = await CommittedAsync(causes.IdsBefore, ct);
        }
    }

    /// <summary>To be called after the save, in its transaction.</summary>
    public async Task AfterAsync(CancellationToken ct)
    {
        if (_years.Length == 0)
        {
            return;
        }

        var ids = causes.Ids;
        if (!IsByDifference)
        {
            db.AddUpBudgetsOf(causes.Closing);
            db.AddUpBudgetsOf(causes.Departments);
            db.AddUpBudgetsOf(
                await db
                    .Placements.Where(p => ids.Contains(p.Id))
                    .Select(p => p.DepartmentId)
                    .Distinct()
                    .ToListAsync(ct)
            );
            db.AddUpBudgetsOfProviders(causes.Priced);
            return;
        }

        _before.ForEach(sum =>
        {
            sum.CommittedOre = -sum.CommittedOre;
            sum.CommittedMinutes = -sum.CommittedMinutes;
        });
        await KeptBudgetSums.WriteAsync(
            db,
            KeptBudgetSums
                .Together([
                    .. _before,
                    .. await CommittedAsync(ids, ct),
                    .. causes.Used.Where(sum => _years.Contains(sum.Month.Year)),
                ])
                .Where(sum => !KeptBudgetSums.IsNothing(sum)),
            isDifference: true,
            ct
        );
    }

    private async Task<List<BudgetSum>> CommittedAsync(long[] ids, CancellationToken ct) =>
        ids.Length == 0
            ? []
            : await KeptBudgetSums.CommittedAsync(
                db,
                db.Placements.Where(p => ids.Contains(p.Id)),
                _years,
                _closedTo,
                ct
            );
}
