using MentorRegistry.Domain.Placements;

namespace MentorRegistry.Domain.Money;

/// <summary>Hours that are registered, added up over some lines.</summary>
/// <param name="Month">In which month of the year their first day is, 1 to 12.</param>
/// <param name="IsInternal">Whether the municipality's own mentors delivered them.</param>
/// <param name="Cost">What they cost, and the billable minutes that have a price.</param>
/// <param name="LinesWithoutPrice">How many lines have billable hours and no price; they are in no sum.</param>
public sealed record UsedHours(int Month, bool IsInternal, Spending Cost, int LinesWithoutPrice);

/// <summary>What is granted and not registered yet, added up over some placements.</summary>
/// <param name="Month">In which month of the year, 1 to 12.</param>
/// <param name="IsInternal">Whether the municipality's own mentors deliver it.</param>
/// <param name="Cost">What it will cost, and the granted minutes that have a rate.</param>
public sealed record CommittedCost(int Month, bool IsInternal, Spending Cost);

/// <summary>A placement that is not cancelled, as far as what it will cost is concerned.</summary>
/// <param name="IsInternal">Whether the municipality's own mentors deliver it.</param>
/// <param name="Period">Its days.</param>
/// <param name="Grants">Its grants; those that have ended before the days that are asked of may be left out.</param>
/// <param name="Rates">Its provider's rates, which never overlap.</param>
/// <param name="RegisteredTo">The last day that hours of it are registered for; <c>null</c> = none are.</param>
public sealed record BudgetPlacement(
    bool IsInternal,
    DatePeriod Period,
    IReadOnlyCollection<Grant> Grants,
    IReadOnlyCollection<Rate> Rates,
    DateOnly? RegisteredTo
);

/// <summary>An amount with the hours that it is for.</summary>
/// <param name="Ore">Øre excluding VAT.</param>
/// <param name="Minutes">Minutes.</param>
public readonly record struct Spending(long Ore, long Minutes)
{
    /// <summary>Both together.</summary>
    public static Spending operator +(Spending one, Spending other) =>
        new(checked(one.Ore + other.Ore), checked(one.Minutes + other.Minutes));
}

/// <summary>What is used and committed of one budget.</summary>
/// <param name="BudgetOre">The budget in øre; <c>null</c> = nobody has said.</param>
/// <param name="Used">What the registered hours cost.</param>
/// <param name="Committed">What is granted and not registered yet.</param>
public sealed record BudgetFigures(long? BudgetOre, Spending Used, Spending Committed)
{
    /// <summary>Used and committed: what the year is expected to cost when it is over.</summary>
    public Spending Forecast => Used + Committed;

    /// <summary>The budget less the forecast, in øre: below nought where the budget does not hold.</summary>
    public long? RemainingOre => BudgetOre - Forecast.Ore;

    /// <summary>What is used of the budget in whole percent, half away from zero; <c>null</c> without a budget, or with none to use.</summary>
    public int? UsedPercent =>
        BudgetOre is > 0 and var budget
            ? (int)Int128.Min(int.MaxValue, (((Int128)Used.Ore * 200) + budget) / ((Int128)budget * 2))
            : null;

    /// <summary>Both together; the budget is known where both are.</summary>
    public static BudgetFigures operator +(BudgetFigures one, BudgetFigures other) =>
        new(checked(one.BudgetOre + other.BudgetOre), one.Used + other.Used, one.Committed + other.Committed);
}

/// <summary>What falls in one month of the year, in øre.</summary>
public readonly record struct BudgetMonth(long UsedOre, long CommittedOre);

/// <summary>The saving that is asked for.</summary>
/// <param name="BaselineOre">What it is measured from.</param>
/// <param name="AskedOre">How much less is to be spent; <c>null</c> = nobody has said.</param>
/// <param name="ExpectedOre">
/// The baseline less the forecast: below nought where more is spent; <c>null</c> in a year of which neither hours nor grants
/// are known, where nobody can say what is spent.
/// </param>
public sealed record BudgetSaving(long BaselineOre, long? AskedOre, long? ExpectedOre)
{
    /// <summary>How much the expected saving is above the one asked for; below nought where it lacks.</summary>
    public long? BeyondOre => ExpectedOre - AskedOre;
}

/// <summary>
/// A department's year against its budget (issue 4):
/// <list type="bullet">
/// <item><em>used</em> is the cost of all hours whose first day is in the year;</item>
/// <item>
/// <em>committed</em> (disponeret) is, for each placement that is not cancelled, each day of the year that is granted and
/// lies after the last day of its latest registered hours and after the department's latest closed month: a seventh of the
/// minutes a week of the grant in force × the rate on the day. For each placement and rate it is rounded to whole øre once,
/// half away from zero, and then only added;
/// </item>
/// <item><em>forecast</em> is both.</item>
/// </list>
/// Today does not matter: what has been delivered and is not registered is committed until it is, or its month is closed.
/// </summary>
/// <param name="Year">The calendar year.</param>
/// <param name="Internal">The municipality's own mentors.</param>
/// <param name="External">External firms, persons and courses.</param>
/// <param name="Months">What falls in each month, January first; together all that is used and committed.</param>
/// <param name="PlacementsWithoutRate">Placements with committed days on which their provider has no rate: those days are in no sum.</param>
/// <param name="LinesWithoutPrice">Hours that are registered and have no price: they are in no sum.</param>
/// <param name="Saving">The saving that is asked for; <c>null</c> without a baseline.</param>
public sealed record BudgetYear(
    int Year,
    BudgetFigures Internal,
    BudgetFigures External,
    IReadOnlyList<BudgetMonth> Months,
    int PlacementsWithoutRate,
    int LinesWithoutPrice,
    BudgetSaving? Saving
)
{
    /// <summary>Both budgets together.</summary>
    public BudgetFigures Total => Internal + External;

    /// <summary>Works the year out of all that it is made of.</summary>
    /// <param name="year">The calendar year.</param>
    /// <param name="budget">The department's budget of it; <c>null</c> = nobody has made one.</param>
    /// <param name="closedTo">The last day of the department's latest closed month; <c>null</c> = none is closed.</param>
    /// <param name="used">Its hours of the year.</param>
    /// <param name="placements">Its placements that are not cancelled.</param>
    public static BudgetYear Of(
        int year,
        Budget? budget,
        DateOnly? closedTo,
        IEnumerable<UsedHours> used,
        IEnumerable<BudgetPlacement> placements
    )
    {
        var committed = placements
            .Select(p => (p.IsInternal, Committed: CommittedMonths.Of(year, closedTo, p)))
            .ToList();
        return Of(
            year,
            budget,
            used,
            committed.SelectMany(p =>
                p.Committed.Months.Select((cost, month) => new CommittedCost(month + 1, p.IsInternal, cost))
            ),
            committed.Count(p => !p.Committed.IsWhole)
        );
    }

    /// <summary>Works the year out of what has been added up before.</summary>
    /// <param name="year">The calendar year.</param>
    /// <param name="budget">The department's budget of it; <c>null</c> = nobody has made one.</param>
    /// <param name="used">Its hours of the year.</param>
    /// <param name="committed">What is committed of its placements.</param>
    /// <param name="placementsWithoutRate">How many of them have committed days without a rate.</param>
    public static BudgetYear Of(
        int year,
        Budget? budget,
        IEnumerable<UsedHours> used,
        IEnumerable<CommittedCost> committed,
        int placementsWithoutRate
    )
    {
        var (internally, externally) = (new Sum(), new Sum());
        var months = new BudgetMonth[CommittedMonths.MonthsAYear];
        var linesWithoutPrice = 0;
        foreach (var hours in used)
        {
            (hours.IsInternal ? internally : externally).Used += hours.Cost;
            ref var month = ref months[hours.Month - 1];
            month = month with { UsedOre = checked(month.UsedOre + hours.Cost.Ore) };
            linesWithoutPrice += hours.LinesWithoutPrice;
        }

        foreach (var granted in committed)
        {
            (granted.IsInternal ? internally : externally).Committed += granted.Cost;
            ref var month = ref months[granted.Month - 1];
            month = month with { CommittedOre = checked(month.CommittedOre + granted.Cost.Ore) };
        }

        var inside = new BudgetFigures(budget?.InternalOre, internally.Used, internally.Committed);
        var outside = new BudgetFigures(budget?.ExternalOre, externally.Used, externally.Committed);
        return new BudgetYear(
            year,
            inside,
            outside,
            months,
            placementsWithoutRate,
            linesWithoutPrice,
            budget?.BaselineOre is { } baseline
                ? new BudgetSaving(
                    baseline,
                    budget.SavingOre,
                    (inside + outside).Forecast is var forecast
                    && (forecast != default || linesWithoutPrice + placementsWithoutRate > 0)
                        ? baseline - forecast.Ore
                        : null
                )
                : null
        );
    }

    private sealed class Sum
    {
        public Spending Used { get; set; }

        public Spending Committed { get; set; }
    }
}
