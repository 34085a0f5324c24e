using MentorRegistry.Web.Data.Statistics;
using MentorRegistry.Web.Formatting;
using Microsoft.Extensions.Localization;

namespace MentorRegistry.Web.Statistics;

/// <summary>Why nothing is counted on a day. The sentences are in StatisticsText, as Day_{name}.</summary>
public enum StatisticsDayProblem
{
    NoData,
    BeforeData,
    TooFar,
}

/// <summary>A day that is not counted.</summary>
/// <param name="Problem">Why.</param>
/// <param name="Bound">The first day, or the last, that would do; <c>null</c> where none would.</param>
public sealed record RefusedDay(StatisticsDayProblem Problem, DateOnly? Bound)
{
    /// <summary>As a sentence to the reader.</summary>
    public string Say(IStringLocalizer<StatisticsText> texts) =>
        Bound is { } bound ? texts[$"Day_{Problem}", Format.Date(bound)] : texts[$"Day_{Problem}"];
}

/// <summary>Judges of which days statistics can be made.</summary>
public sealed class StatisticsDays(StatisticsQuery query, Clock clock)
{
    // Nothing is granted for longer.
    private const int YearsAhead = 10;

    /// <summary>Why not of this one; <c>null</c> where they can.</summary>
    public async Task<RefusedDay?> JudgeAsync(DateOnly day, CancellationToken ct)
    {
        var first = await query.FirstDayAsync(ct);
        var last = clock.Today.AddYears(YearsAhead);
        return first is null ? new RefusedDay(StatisticsDayProblem.NoData, null)
            : day < first ? new RefusedDay(StatisticsDayProblem.BeforeData, first)
            : day > last ? new RefusedDay(StatisticsDayProblem.TooFar, last)
            : null;
    }
}
