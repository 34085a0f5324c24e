namespace MentorRegistry.Domain.Statistics;

/// <summary>How many placements were active on the last day of each of some months.</summary>
public static class DaySeries
{
    /// <summary>The months' last days.</summary>
    /// <param name="last">A day of the last month.</param>
    /// <param name="months">How many months.</param>
    public static IReadOnlyList<DateOnly> LastDays(DateOnly last, int months)
    {
        var first = new DateOnly(last.Year, last.Month, 1).AddMonths(1 - months);
        return [.. Enumerable.Range(1, months).Select(n => first.AddMonths(n).AddDays(-1))];
    }

    /// <summary>
    /// Counts from what began and what ended, without looking at each month: on a month's last day those are active that
    /// have begun by then and whose day after the last lies in a later month.
    /// </summary>
    /// <param name="lastDays">The months' last days, the earliest first.</param>
    /// <param name="begun">How many began in a month; all that have begun before are among them.</param>
    /// <param name="over">How many have their day after the last in a month.</param>
    public static IReadOnlyList<int> Active(
        IReadOnlyList<DateOnly> lastDays,
        IReadOnlyCollection<(int Year, int Month, int Placements)> begun,
        IReadOnlyCollection<(int Year, int Month, int Placements)> over
    )
    {
        return
        [
            .. lastDays.Select(day =>
                begun.Where(b => IsBy(b, day)).Sum(b => b.Placements)
                - over.Where(o => IsBy(o, day)).Sum(o => o.Placements)
            ),
        ];

        static bool IsBy((int Year, int Month, int Placements) of, DateOnly day) =>
            (of.Year, of.Month).CompareTo((day.Year, day.Month)) <= 0;
    }
}
