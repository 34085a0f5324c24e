using MentorRegistry.Domain.Placements;

namespace MentorRegistry.Domain.Hours;

/// <summary>Why hours cannot be written.</summary>
public enum HoursRefusal
{
    /// <summary>A number below zero.</summary>
    Negative,

    /// <summary>The department's month is closed; a head can open it again.</summary>
    MonthClosed,

    /// <summary>The placement is cancelled.</summary>
    PlacementCancelled,

    /// <summary>The placement has none of the days.</summary>
    OutsidePlacement,

    /// <summary>None of the days has come yet, or not the last of a month that is told at once.</summary>
    NotYet,

    /// <summary>More hours than the days have, 24 each: delivered or billable.</summary>
    MoreThanTheDaysHave,

    /// <summary>More closed doors than three a day.</summary>
    TooManyNoShows,

    /// <summary>Other hours of the placement tell of the same days: the whole month and one of its weeks.</summary>
    DaysTwice,
}

/// <summary>What is to be known of a placement's month to judge hours of it.</summary>
/// <param name="Period">The placement's days.</param>
/// <param name="IsCancelled">Whether it is cancelled.</param>
/// <param name="IsClosed">Whether its department's month is closed.</param>
/// <param name="GrantedMinutes">What is granted for the month: <see cref="HoursRules.GrantedMinutes"/>.</param>
/// <param name="Lines">The hours of the month that are there.</param>
public sealed record PlacementMonth(
    DatePeriod Period,
    bool IsCancelled,
    bool IsClosed,
    int GrantedMinutes,
    IReadOnlyCollection<HoursLine> Lines
);

/// <summary>What is said of hours.</summary>
/// <param name="Refusals">Everything because of which they cannot be written.</param>
/// <param name="NeedsReason">Whether the month gets more than is granted, and more than it had: one sentence is asked for.</param>
/// <param name="MonthMinutes">The greater of what the month then has delivered and billable.</param>
public sealed record HoursCheck(IReadOnlyList<HoursRefusal> Refusals, bool NeedsReason, int MonthMinutes);

/// <summary>Which hours may be written, and what is granted for a month (issue 4).</summary>
public static class HoursRules
{
    /// <summary>Nobody stands before a closed door more often on one day.</summary>
    public const int MostNoShowsADay = 3;

    private const int MinutesADay = 24 * 60;
    private const int DaysAWeek = 7;

    /// <summary>
    /// Minutes that are granted for some days: each day has a seventh of the week's minutes of the grant in force on it,
    /// closed days and weekends too. Rounded once, half away from zero.
    /// </summary>
    /// <param name="grants">One placement's grants.</param>
    /// <param name="period">The placement's days.</param>
    /// <param name="days">Which days; an open end is refused with <see cref="ArgumentException"/>.</param>
    public static int GrantedMinutes(IEnumerable<Grant> grants, DatePeriod period, DatePeriod days)
    {
        if (days.Last is not { } last)
        {
            throw new ArgumentException("The days have an end.", nameof(days));
        }

        var sevenths = Placement
            .GrantsInForce(grants, period)
            .Sum(ruling =>
                ruling.Rules.SharedWith(days) is { } shared
                    ? (long)shared.DaysUntil(last) * ruling.Grant.MinutesPerWeek
                    : 0
            );
        return checked((int)Rounding.Quotient(sevenths, DaysAWeek));
    }

    /// <summary>Judges hours that would take the place of those that the same days have. All reasons, never only the first.</summary>
    /// <param name="days">The days they tell of, in one month.</param>
    /// <param name="amount">The hours.</param>
    /// <param name="month">The placement's month.</param>
    /// <param name="today">The day.</param>
    public static HoursCheck Check(DatePeriod days, HoursAmount amount, PlacementMonth month, DateOnly today)
    {
        var refusals = new List<HoursRefusal>();
        void RefuseIf(bool isSo, HoursRefusal refusal)
        {
            if (isSo)
            {
                refusals.Add(refusal);
            }
        }

        var count = days.DaysUntil(days.LastOrForever);
        RefuseIf(
            amount is { DeliveredMinutes: < 0 } or { BillableMinutes: < 0 } or { NoShows: < 0 },
            HoursRefusal.Negative
        );
        RefuseIf(month.IsClosed, HoursRefusal.MonthClosed);
        RefuseIf(month.IsCancelled, HoursRefusal.PlacementCancelled);
        RefuseIf(!month.Period.Overlaps(days), HoursRefusal.OutsidePlacement);
        // A week is told as it goes; a month told at once is told when it is over, or its last days would count as told.
        RefuseIf(today < (count > DaysAWeek ? days.LastOrForever : days.First), HoursRefusal.NotYet);
        RefuseIf(
            Math.Max(amount.DeliveredMinutes, amount.BillableMinutes) > (long)count * MinutesADay,
            HoursRefusal.MoreThanTheDaysHave
        );
        RefuseIf(amount.NoShows > (long)count * MostNoShowsADay, HoursRefusal.TooManyNoShows);
        RefuseIf(
            month.Lines.Any(line => line.Days != days && line.Days.Overlaps(days)),
            HoursRefusal.DaysTwice
        );
        if (refusals.Count > 0)
        {
            return new HoursCheck(refusals, NeedsReason: false, MonthMinutes: 0);
        }

        var before = HoursAmount.Sum(month.Lines.Select(line => line.Amount));
        var after =
            HoursAmount.Sum(month.Lines.Where(line => line.Days != days).Select(line => line.Amount))
            + amount;
        return new HoursCheck(
            [],
            // An edit that makes nothing worse is not questioned again.
            IsMore(after.DeliveredMinutes, before.DeliveredMinutes)
                || IsMore(after.BillableMinutes, before.BillableMinutes),
            Math.Max(after.DeliveredMinutes, after.BillableMinutes)
        );

        bool IsMore(int then, int now) => then > month.GrantedMinutes && then > now;
    }
}
