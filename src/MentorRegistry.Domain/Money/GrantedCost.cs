using MentorRegistry.Domain.Placements;

namespace MentorRegistry.Domain.Money;

/// <summary>What granted hours of some days are expected to cost, as if all that is granted were delivered.</summary>
/// <param name="Ore">Øre excluding VAT, on the days that have a rate.</param>
/// <param name="Minutes">Granted minutes of those days.</param>
/// <param name="IsWhole">Whether each granted day has a rate.</param>
public readonly record struct GrantedCost(long Ore, long Minutes, bool IsWhole)
{
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

        var (parts, isWhole) = Split(grants, period, rates, days);
        var (ore, minutes) = (0L, 0L);
        foreach (var part in parts)
        {
            var (its, ofThem) = part.Until(last);
            ore = checked(ore + its);
            minutes += ofThem;
        }

        return new GrantedCost(ore, minutes, isWhole);
    }

    /// <summary>The same days, parted by the rates that apply to them, and whether each granted one has a rate.</summary>
    internal static (List<GrantedAtRate> Parts, bool IsWhole) Split(
        IEnumerable<Grant> grants,
        DatePeriod period,
        IEnumerable<Rate> rates,
        DatePeriod days
    )
    {
        var granted = new List<(DatePeriod Days, int MinutesPerWeek)>();
        var unpriced = 0;
        foreach (var (grant, rules) in Placement.GrantsInForce(grants, period))
        {
            if (rules.SharedWith(days) is { } shared)
            {
                granted.Add((shared, grant.MinutesPerWeek));
                unpriced += shared.DaysUntil(days.LastOrForever);
            }
        }

        var parts = new List<GrantedAtRate>();
        foreach (var rate in rates)
        {
            var pieces = new List<(DatePeriod Days, int MinutesPerWeek)>();
            foreach (var (its, minutes) in granted)
            {
                if (its.SharedWith(rate.Period) is { } shared)
                {
                    pieces.Add((shared, minutes));
                    unpriced -= shared.DaysUntil(days.LastOrForever);
                }
            }

            if (pieces.Count > 0)
            {
                parts.Add(new GrantedAtRate(rate.OrePerHour, pieces));
            }
        }

        return (parts, unpriced == 0);
    }
}

/// <summary>Granted days at one rate.</summary>
internal sealed class GrantedAtRate(long orePerHour, List<(DatePeriod Days, int MinutesPerWeek)> pieces)
{
    // Minutes a week × days × øre an hour are divided by the days of a week and the minutes of an hour.
    private const int DaysAWeek = 7;
    private const int MinutesAnHour = 60;

    /// <summary>The first of its days.</summary>
    public DateOnly First => pieces[0].Days.First;

    /// <summary>What its days cost, and their minutes, to the end of a day.</summary>
    public (long Ore, long Minutes) Until(DateOnly day)
    {
        var sevenths = 0L;
        foreach (var (days, minutes) in pieces)
        {
            sevenths += (long)days.DaysUntil(day) * minutes;
        }

        return (
            Rounding.Quotient(checked(sevenths * orePerHour), DaysAWeek * MinutesAnHour),
            Rounding.Quotient(sevenths, DaysAWeek)
        );
    }
}
