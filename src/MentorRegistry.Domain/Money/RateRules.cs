namespace MentorRegistry.Domain.Money;

/// <summary>Why a provider's rates cannot become so.</summary>
public enum RateProblem
{
    /// <summary>Another rate begins on the same day: that one is to be corrected.</summary>
    SameFirstDay,

    /// <summary>Another rate has days of the period, and does not end before it by itself.</summary>
    Overlaps,
}

/// <summary>A day on which the price of an hour changes.</summary>
/// <param name="Day">The day.</param>
/// <param name="OreBefore">Øre for an hour as it was; <c>null</c> = no rate.</param>
/// <param name="OreAfter">Øre for an hour as it will be; <c>null</c> = no rate.</param>
public sealed record ChangedDay(DateOnly Day, long? OreBefore, long? OreAfter);

/// <summary>What a change of a provider's rates does.</summary>
/// <param name="Problem">Why it is refused; <c>null</c> where it is not.</param>
/// <param name="InTheWay">The rate that a refused one meets.</param>
/// <param name="Neighbour">The rate before it, of which the last day changes too.</param>
/// <param name="NeighbourLast">That rate's last day from now on; <c>null</c> = open.</param>
/// <param name="ChangesPast">
/// Whether a day before today gets another rate than it had, or none: a correction, which needs a reason (issue 4). The
/// first rate of a provider corrects nothing.
/// </param>
/// <param name="FirstChange">The first day from today on that changes; <c>null</c> where only days that have passed do.</param>
/// <param name="None">The days that had a rate and will have none.</param>
public sealed record RateChange(
    RateProblem? Problem,
    Rate? InTheWay,
    Rate? Neighbour,
    DateOnly? NeighbourLast,
    bool ChangesPast,
    ChangedDay? FirstChange,
    IReadOnlyList<DatePeriod> None
)
{
    /// <summary>The neighbour's days after the change.</summary>
    public DatePeriod? NeighbourPeriod =>
        Neighbour is null ? null : new DatePeriod(Neighbour.First, NeighbourLast);
}

/// <summary>
/// Which rate applies on a day, and how a provider's rates may change: no two overlap, a new one ends the one before, and
/// a day that has passed changes by a correction alone (issue 4). Lines of cost that are made keep the rate they were made
/// with, whatever is done here.
/// </summary>
public static class RateRules
{
    /// <summary>
    /// Øre for an hour below which, and above <see cref="HighestUsual"/>, is asked again: 100 and 1,500 kr. Known rates are
    /// from 248 to 600 kr., an internal corps' dearest counted hour 1,290 kr. (committee paper of 2022).
    /// </summary>
    public const long LowestUsual = 100_00;

    /// <summary>See <see cref="LowestUsual"/>.</summary>
    public const long HighestUsual = 1500_00;

    /// <summary>How many days before it ends that nobody has followed it up is told of (issue 4).</summary>
    public const int EndingSoonDays = 60;

    /// <summary>The rate on the day; <c>null</c> where there is none.</summary>
    public static Rate? On(IEnumerable<Rate> rates, DateOnly day) =>
        rates.FirstOrDefault(rate => rate.Period.Contains(day));

    /// <summary>
    /// The last day from today on that has a rate without a day missing in between; <c>null</c> where there is no end to
    /// see, or none today.
    /// </summary>
    public static DateOnly? RunsOutOn(IReadOnlyCollection<Rate> rates, DateOnly today)
    {
        var rate = On(rates, today);
        while (rate?.Last is { } last)
        {
            rate = On(rates, last.AddDays(1));
            if (rate is null)
            {
                return last;
            }
        }

        return null;
    }

    /// <summary>The same, where it is within <see cref="EndingSoonDays"/> days; <c>null</c> otherwise.</summary>
    public static DateOnly? RunsOutSoon(IReadOnlyCollection<Rate> rates, DateOnly today) =>
        RunsOutOn(rates, today) is { } last && IsSoon(last, today) ? last : null;

    /// <summary>Whether a rate's last day is no more than <see cref="EndingSoonDays"/> days ahead.</summary>
    public static bool IsSoon(DateOnly last, DateOnly today) => last <= today.AddDays(EndingSoonDays);

    /// <summary>Whether an hour's price is so low or high that one asks again.</summary>
    public static bool IsUnusual(long orePerHour) => orePerHour is < LowestUsual or > HighestUsual;

    /// <summary>A new rate. The one that applies on the day before ends on it.</summary>
    public static RateChange Add(
        IReadOnlyCollection<Rate> rates,
        DatePeriod period,
        long orePerHour,
        DateOnly today
    )
    {
        var before = rates.FirstOrDefault(rate =>
            rate.First < period.First && rate.Period.Contains(period.First)
        );
        return Change(
            rates,
            without: null,
            new Price(period, orePerHour),
            before,
            before is null ? null : period.First.AddDays(-1),
            today
        );
    }

    /// <summary>
    /// Other days or another price for a rate that is there. Where its first day moves, the one that ended on the day before
    /// it ends on the day before still: the boundary between the two is one day and moves in one step. Where that would reach
    /// days of a third, it stays as it is, as the others do.
    /// </summary>
    public static RateChange Correct(
        IReadOnlyCollection<Rate> rates,
        Rate rate,
        DatePeriod period,
        long orePerHour,
        DateOnly today
    )
    {
        var last = period.First.AddDays(-1);
        var before =
            rate.First == period.First
                ? null
                : rates.FirstOrDefault(other =>
                    EndsBefore(other, rate)
                    && other.First <= last
                    && !rates.Any(third =>
                        third != other
                        && third != rate
                        && third.Period.Overlaps(new DatePeriod(other.First, last))
                    )
                );
        return Change(
            rates,
            rate,
            new Price(period, orePerHour),
            before,
            before is null ? null : last,
            today
        );
    }

    /// <summary>
    /// Takes a rate away. One that it followed without a day between goes on for its days, as if it had never been there.
    /// </summary>
    public static RateChange Withdraw(IReadOnlyCollection<Rate> rates, Rate rate, DateOnly today) =>
        Change(
            rates,
            rate,
            added: null,
            rates.FirstOrDefault(other => EndsBefore(other, rate)),
            rate.Last,
            today
        );

    private static bool EndsBefore(Rate other, Rate rate) => other.Last?.AddDays(1) == rate.First;

    private static RateChange Change(
        IReadOnlyCollection<Rate> rates,
        Rate? without,
        Price? added,
        Rate? neighbour,
        DateOnly? neighbourLast,
        DateOnly today
    )
    {
        var before = rates.Select(rate => new Price(rate.Period, rate.OrePerHour)).ToList();
        var kept = rates
            .Where(rate => rate != without)
            .Select(rate =>
                (
                    Rate: rate,
                    Period: rate == neighbour ? new DatePeriod(rate.First, neighbourLast) : rate.Period
                )
            )
            .ToList();
        var inTheWay = added is null
            ? null
            : kept.Where(k => k.Period.Overlaps(added.Period)).Select(k => k.Rate).MinBy(rate => rate.First);
        var after = kept.Select(k => new Price(k.Period, k.Rate.OrePerHour)).ToList();
        if (added is not null)
        {
            after.Add(added);
        }

        // Prices change on these days and no others.
        var days = before
            .Concat(after)
            .SelectMany(price =>
                price.Period.Last is { } last
                    ? new[] { price.Period.First, last.AddDays(1) }
                    : [price.Period.First]
            )
            .Distinct()
            .Order()
            .ToList();
        return new RateChange(
            inTheWay is null ? null
                : inTheWay.First == added!.Period.First ? RateProblem.SameFirstDay
                : RateProblem.Overlaps,
            inTheWay,
            neighbour,
            neighbourLast,
            rates.Count > 0 && days.Exists(day => day < today && OreOn(before, day) != OreOn(after, day)),
            days.Append(today)
                .Where(day => day >= today && OreOn(before, day) != OreOn(after, day))
                .Order()
                .Select(day => new ChangedDay(day, OreOn(before, day), OreOn(after, day)))
                .FirstOrDefault(),
            Lost(days, day => OreOn(before, day) is not null && OreOn(after, day) is null)
        );
    }

    // Between two of the days nothing changes.
    private static List<DatePeriod> Lost(List<DateOnly> days, Func<DateOnly, bool> isLost)
    {
        var lost = new List<DatePeriod>();
        for (var i = 0; i < days.Count; i++)
        {
            if (!isLost(days[i]))
            {
                continue;
            }

            DateOnly? last = i + 1 < days.Count ? days[i + 1].AddDays(-1) : null;
            if (lost.Count > 0 && lost[^1].Last?.AddDays(1) == days[i])
            {
                lost[^1] = new DatePeriod(lost[^1].First, last);
            }
            else
            {
                lost.Add(new DatePeriod(days[i], last));
            }
        }

        return lost;
    }

    private static long? OreOn(List<Price> prices, DateOnly day) =>
        prices.Find(price => price.Period.Contains(day))?.OrePerHour;

    private sealed record Price(DatePeriod Period, long OrePerHour);
}
