namespace MentorRegistry.Domain.Flags;

/// <summary>
/// How long a citizen has had the same mentor without a real break: consecutive placements and grants, whatever the
/// department, with at most a given number of days between them. The duration tables and the 24-month rule count from
/// a run's first day, not from the placement's.
/// </summary>
/// <param name="Mentor">Who; <c>null</c> for the citizen's second clock, time with any mentor.</param>
/// <param name="Period">First to last day, inclusive, small gaps within; open where the last placement is.</param>
/// <param name="PlacementIds">The placements joined, in order of their first days.</param>
public sealed record MentorRun(MentorKey? Mentor, DatePeriod Period, IReadOnlyList<long> PlacementIds)
{
    /// <summary>Days without a placement that a run bridges unless the setting says otherwise.</summary>
    public const int UsualGapDays = 30;

    /// <summary>Months with the same mentor after which somebody must decide, unless the setting says otherwise.</summary>
    public const int UsualLongMonths = 24;

    /// <summary>The runs of one citizen's placements, one chain for each mentor. Cancelled placements never count.</summary>
    /// <param name="placements">One citizen's placements.</param>
    /// <param name="gapDays">Most days between two placements of one run: 30 days between joins, 31 does not.</param>
    public static IReadOnlyList<MentorRun> Of(
        IEnumerable<PlacementSpan> placements,
        int gapDays = UsualGapDays
    ) =>
        [
            .. placements
                .GroupBy(span => span.Mentor)
                .SelectMany(sameMentor => Join(sameMentor.Key, sameMentor, gapDays))
                .OrderBy(run => run.Period.First),
        ];

    /// <summary>The citizen's second clock: runs with <em>any</em> mentor.</summary>
    public static IReadOnlyList<MentorRun> WithAnyMentor(
        IEnumerable<PlacementSpan> placements,
        int gapDays = UsualGapDays
    ) => Join(null, placements, gapDays);

    /// <summary>
    /// Whether it goes on on <paramref name="day"/> and has by then lasted more than <paramref name="months"/> months.
    /// </summary>
    public bool IsOver(int months, DateOnly day) =>
        Period.Contains(day) && CalendarMonths.HasLastedMoreThan(Period.First, months, day);

    private static List<MentorRun> Join(MentorKey? mentor, IEnumerable<PlacementSpan> placements, int gapDays)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(gapDays);
        var runs = new List<MentorRun>();
        DatePeriod? sofar = null;
        var ids = new List<long>();
        foreach (
            var span in placements
                .Where(span => !span.IsCancelled)
                .OrderBy(span => span.Period.First)
                .ThenBy(span => span.PlacementId)
        )
        {
            if (sofar is { } run && Continues(run, span.Period.First, gapDays))
            {
                var last = run.LastOrForever > span.Period.LastOrForever ? run.Last : span.Period.Last;
                sofar = new DatePeriod(run.First, last);
            }
            else
            {
                Finish();
                (sofar, ids) = (span.Period, []);
            }

            ids.Add(span.PlacementId);
        }

        Finish();
        return runs;

        void Finish()
        {
            if (sofar is { } period)
            {
                runs.Add(new MentorRun(mentor, period, ids));
            }
        }
    }

    private static bool Continues(DatePeriod sofar, DateOnly next, int gapDays) =>
        next.DayNumber - sofar.LastOrForever.DayNumber - 1 <= gapDays;
}
