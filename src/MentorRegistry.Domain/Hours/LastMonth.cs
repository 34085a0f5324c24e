namespace MentorRegistry.Domain.Hours;

/// <summary>"Som sidste måned": hours that go on week after week are typed once (screens.md, "Timer").</summary>
public static class LastMonth
{
    private const int WholeWeek = 7;

    /// <summary>
    /// The hours of last month's whole weeks, in order, for this month's whole weeks that have none; where this month has more of
    /// them, the last one's again. A closed door does not repeat itself. A week that two months share says nothing of how much
    /// of it falls to either, so it is neither read nor filled.
    /// </summary>
    /// <param name="before">Last month's weeks, in order; <c>null</c> = nothing is told of it.</param>
    /// <param name="weeks">This month's weeks that may be written, in order.</param>
    public static IReadOnlyList<(DatePeriod Days, HoursAmount Amount)> Fill(
        IReadOnlyList<(DatePeriod Days, HoursAmount? Amount)> before,
        IReadOnlyList<(DatePeriod Days, HoursAmount? Amount)> weeks
    )
    {
        var told = before.Where(IsWhole).Select(week => week.Amount).OfType<HoursAmount>().ToList();
        return told.Count == 0
            ? []
            :
            [
                .. weeks
                    .Where(IsWhole)
                    .Select(
                        (week, i) =>
                            (
                                week.Days,
                                week.Amount,
                                As: told[Math.Min(i, told.Count - 1)] with
                                {
                                    NoShows = 0,
                                }
                            )
                    )
                    .Where(week => week.Amount is null && week.As != default)
                    .Select(week => (week.Days, week.As)),
            ];
    }

    private static bool IsWhole((DatePeriod Days, HoursAmount? Amount) week) =>
        week.Days.DaysUntil(DateOnly.MaxValue) == WholeWeek;
}
