namespace MentorRegistry.Domain.Statistics;

/// <summary>
/// How long a run has lasted, in the committee's steps: up to 3, 6, 12, 18, 24 months, and over 24.
/// </summary>
public static class DurationBand
{
    /// <summary>The upper ends in months; what has lasted more than the last is in a band of its own.</summary>
    public static IReadOnlyList<int> UpToMonths { get; } = [3, 6, 12, 18, 24];

    /// <summary>
    /// The band of a run that began on <paramref name="first"/>, seen on <paramref name="day"/>: the index of the first
    /// upper end that it has not passed, or the number of upper ends when it has passed them all.
    /// </summary>
    public static int Of(DateOnly first, DateOnly day)
    {
        var band = 0;
        while (band < UpToMonths.Count && CalendarMonths.HasLastedMoreThan(first, UpToMonths[band], day))
        {
            band++;
        }

        return band;
    }
}
