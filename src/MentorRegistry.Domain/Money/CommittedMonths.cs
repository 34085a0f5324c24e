using MentorRegistry.Domain.Placements;

namespace MentorRegistry.Domain.Money;

/// <summary>What is committed of one placement in a calendar year, month by month (<see cref="BudgetYear"/> says what that is).</summary>
/// <param name="Months">January first. Each month has what the sum has grown by at its end, so that together they are the sum to the øre.</param>
/// <param name="IsWhole">Whether each committed day has a rate; days without are in no sum.</param>
public sealed record CommittedMonths(IReadOnlyList<Spending> Months, bool IsWhole)
{
    /// <summary>How many months a year has.</summary>
    public const int MonthsAYear = 12;

    private static readonly CommittedMonths s_nothing = new(new Spending[MonthsAYear], IsWhole: true);

    /// <summary>The first day of the year of which nothing can be committed before: the day after the latest closed month.</summary>
    /// <param name="year">The calendar year.</param>
    /// <param name="closedTo">The last day of the department's latest closed month; <c>null</c> = none is closed.</param>
    public static DateOnly From(int year, DateOnly? closedTo) =>
        LaterOf(new DateOnly(year, 1, 1), DayAfter(closedTo));

    /// <summary>Works it out.</summary>
    /// <param name="year">The calendar year.</param>
    /// <param name="closedTo">The last day of the department's latest closed month; <c>null</c> = none is closed.</param>
    /// <param name="placement">The placement, which is not cancelled.</param>
    public static CommittedMonths Of(int year, DateOnly? closedTo, BudgetPlacement placement)
    {
        var first = LaterOf(From(year, closedTo), DayAfter(placement.RegisteredTo));
        if (first.Year != year)
        {
            return s_nothing;
        }

        var (parts, isWhole) = GrantedCost.Split(
            placement.Grants,
            placement.Period,
            placement.Rates,
            new DatePeriod(first, new DateOnly(year, MonthsAYear, 31))
        );
        var months = new Spending[MonthsAYear];
        foreach (var part in parts)
        {
            var before = default(Spending);
            for (var month = part.First.Month; month <= MonthsAYear; month++)
            {
                var (ore, minutes) = part.Until(new DateOnly(year, month, DateTime.DaysInMonth(year, month)));
                months[month - 1] += new Spending(ore - before.Ore, minutes - before.Minutes);
                before = new Spending(ore, minutes);
            }
        }

        return new CommittedMonths(months, isWhole);
    }

    private static DateOnly? DayAfter(DateOnly? day) => day == DateOnly.MaxValue ? day : day?.AddDays(1);

    private static DateOnly LaterOf(DateOnly one, DateOnly? other) => other > one ? other.Value : one;
}
