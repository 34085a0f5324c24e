using MentorRegistry.Domain.Placements;

namespace MentorRegistry.Domain.Money;

/// <summary>What granted hours of some days are expected to cost, as if all that is granted were delivered.</summary>
/// <param name="Ore">Øre excluding VAT, on the days that have a rate.</param>
/// <param name="Minutes">Granted minutes of those days.</param>
/// <param name="IsWhole">Whether each granted day has a rate.</param>
public readonly record struct GrantedCost(long Ore, long Minutes, bool IsWhole)
{
    // Minutes a week × days × øre an hour are divided by the days of a week and the minutes of an hour.
    private const int DaysAWeek = 7;
    private const int MinutesAnHour = 60;

    /// <summary>
    /// Each granted day has a seventh of the minutes a week of the grant in force × the rate on the day. For each rate it is
    /// rounded to whole øre once, half away from zero, and then only added (design.md § 4).
    /// </summary>
    /// <param name="grants">One placement's grants.</param>
    /// <param name="period">The placement's days.</param>
    /// <param name="rates">Its provider's rates.</param>
    /// <param name="days">Which days; an open end is refused with <see cref="ArgumentException"/>.</param>
    public static GrantedCost Of(
        IEnumerable<Grant> grants,
        DatePeriod period,
        IEnumerable<Rate> rates,
        DatePeriod days
    )
    {
        if (days.Last is not { } last)
        {
            throw new ArgumentException("The days have an end.", nameof(days));
        }

        var granted = Placement
            .GrantsInForce(grants, period)
            .Select(ruling => (Days: ruling.Rules.SharedWith(days), ruling.Grant.MinutesPerWeek))
            .Where(piece => piece.Days is not null)
            .Select(piece => (Days: piece.Days!.Value, piece.MinutesPerWeek))
            .ToList();
        var (ore, minutes, unpriced) = (0L, 0L, granted.Sum(piece => piece.Days.DaysUntil(last)));
        foreach (var rate in rates)
        {
            var sevenths = 0L;
            foreach (var (its, perWeek) in granted)
            {
                if (its.SharedWith(rate.Period) is { } shared)
                {
                    sevenths += (long)shared.DaysUntil(last) * perWeek;
                    unpriced -= shared.DaysUntil(last);
                }
            }

            ore = checked(ore + Quotient(checked(sevenths * rate.OrePerHour), DaysAWeek * MinutesAnHour));
            minutes += Quotient(sevenths, DaysAWeek);
        }

        return new GrantedCost(ore, minutes, unpriced == 0);
    }

    // Half away from zero; nothing here is below zero.
    private static long Quotient(long amount, long by) => checked((amount * 2) + by) / (by * 2);
}
