namespace MentorRegistry.Domain;

/// <summary>
/// A period of whole days. Both ends are <em>inclusive</em>: "slutdato 31-05" means that 31 May is a day with a mentor.
/// Inclusive, because decisions and letters to citizens name the last day that counts, never the first that does not.
/// A <see cref="Last"/> of <c>null</c> means that the period is open: it goes on until somebody ends it.
/// </summary>
public readonly record struct DatePeriod
{
    /// <summary>Makes a period; refuses a last day before the first with <see cref="ArgumentException"/>.</summary>
    /// <param name="first">First day, inclusive.</param>
    /// <param name="last">
    /// Last day, inclusive; <c>null</c> = open. The calendar's last day, which case systems write for "no end", is open
    /// too: otherwise there would be two ways of saying it that are not equal.
    /// </param>
    public DatePeriod(DateOnly first, DateOnly? last)
    {
        if (last < first)
        {
            throw new ArgumentException("The last day is before the first.", nameof(last));
        }

        First = first;
        Last = last == DateOnly.MaxValue ? null : last;
    }

    /// <summary>The first day, inclusive.</summary>
    public DateOnly First { get; }

    /// <summary>The last day, inclusive; <c>null</c> = open.</summary>
    public DateOnly? Last { get; }

    /// <summary>The last day, with open periods lasting until the calendar's end.</summary>
    public DateOnly LastOrForever => Last ?? DateOnly.MaxValue;

    /// <summary>Whether the day is one of the period's days, first and last included.</summary>
    public bool Contains(DateOnly day) => First <= day && day <= LastOrForever;

    /// <summary>Whether each day of the other, inclusive, is one of this.</summary>
    public bool Contains(DatePeriod other) => First <= other.First && other.LastOrForever <= LastOrForever;

    /// <summary>
    /// Whether the two have a day in common: <c>a.First ≤ b.Last and b.First ≤ a.Last</c>, open = forever.
    /// 31 May / 1 June do not overlap; 1 June / 1 June overlap by one day. The one definition of overlap.
    /// </summary>
    public bool Overlaps(DatePeriod other) => First <= other.LastOrForever && other.First <= LastOrForever;

    /// <summary>The days that both have; <c>null</c> where they share none. Open where both are open.</summary>
    public DatePeriod? SharedWith(DatePeriod other)
    {
        if (!Overlaps(other))
        {
            return null;
        }

        var first = First > other.First ? First : other.First;
        var last = LastOrForever < other.LastOrForever ? Last : other.Last;
        return new DatePeriod(first, last);
    }

    /// <summary>How many of the period's days have begun by the end of <paramref name="day"/>; 0 before the first.</summary>
    public int DaysUntil(DateOnly day)
    {
        var last = LastOrForever < day ? LastOrForever : day;
        return last < First ? 0 : last.DayNumber - First.DayNumber + 1;
    }

    /// <summary>ISO form for tests and logs, for example <c>2025-01-31..2025-02-28</c> or <c>2025-01-31..</c>.</summary>
    public override string ToString() => $"{First:yyyy-MM-dd}..{Last:yyyy-MM-dd}";
}
