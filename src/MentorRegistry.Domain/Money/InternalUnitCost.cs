namespace MentorRegistry.Domain.Money;

/// <summary>
/// What an hour of the internal corps with a citizen costs, as the committee's paper of 2022 works it out: expenditure
/// divided by direct hours, those expected and those delivered, and what the delivered ones would have cost outside
/// (issue 4). Each figure is rounded once, half away from zero; what is divided by nought is not known.
/// </summary>
/// <param name="DirectMinutesExpected">Expected direct minutes a week × weeks.</param>
/// <param name="DirectMinutesPerWeek">Delivered direct minutes a week.</param>
/// <param name="SharePercent">Delivered direct time in percent of what was expected, whole percent.</param>
/// <param name="OrePerHourExpected">Expenditure ÷ expected direct hours.</param>
/// <param name="OrePerHour">Expenditure ÷ delivered direct hours.</param>
/// <param name="SameHoursBoughtOre">Delivered direct hours × the comparison rate.</param>
/// <param name="ExcessOre">Expenditure less that: below nought where the corps is cheaper.</param>
public sealed record InternalUnitCost(
    long DirectMinutesExpected,
    int? DirectMinutesPerWeek,
    int? SharePercent,
    long? OrePerHourExpected,
    long? OrePerHour,
    long? SameHoursBoughtOre,
    long? ExcessOre
)
{
    /// <summary>
    /// Works them out. Numbers below zero are refused with <see cref="ArgumentOutOfRangeException"/>.
    /// </summary>
    public static InternalUnitCost Of(CorpsAccount account)
    {
        if (
            account
            is { Weeks: < 0 }
                or { DirectMinutes: < 0 }
                or { DirectMinutesPerWeekExpected: < 0 }
                or { ExpenditureOre: < 0 }
                or { ComparisonOrePerHour: < 0 }
        )
        {
            throw new ArgumentOutOfRangeException(nameof(account), "A number is below zero.");
        }

        var expected = (long)account.DirectMinutesPerWeekExpected * account.Weeks;
        var bought = account.ComparisonOrePerHour is { } rate
            ? Quotient((Int128)rate * account.DirectMinutes, 60)
            : null;
        return new InternalUnitCost(
            expected,
            (int?)Quotient(account.DirectMinutes, account.Weeks),
            (int?)Quotient(account.DirectMinutes * 100L, expected),
            account.ExpenditureOre is { } planned ? Quotient((Int128)planned * 60, expected) : null,
            account.ExpenditureOre is { } spent ? Quotient((Int128)spent * 60, account.DirectMinutes) : null,
            bought,
            account.ExpenditureOre - bought
        );
    }

    // Half away from zero; nothing here is below zero.
    private static long? Quotient(Int128 amount, long by) =>
        by == 0 ? null : checked((long)(((amount * 2) + by) / ((Int128)by * 2)));
}
