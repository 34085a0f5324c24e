using MentorRegistry.Domain.Flags;

namespace MentorRegistry.Domain.Digests;

/// <summary>How many active placements a category of providers has.</summary>
/// <param name="CategoryId">The category.</param>
/// <param name="Placements">Placements that are active on the day.</param>
public sealed record CategoryFigure(long CategoryId, int Placements);

/// <summary>How many open flags of a kind there are.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Open">Those that nobody has decided on.</param>
public sealed record FlagFigure(FlagKind Kind, int Open);

/// <summary>A calendar year's money, in øre.</summary>
/// <param name="Year">The year.</param>
/// <param name="UsedOre">What is used.</param>
/// <param name="CommittedOre">What is granted and still to come.</param>
/// <param name="BudgetOre">The budget; <c>null</c> = nobody has made one.</param>
public sealed record BudgetFigure(int Year, long UsedOre, long CommittedOre, long? BudgetOre)
{
    /// <summary>Used and granted: what the year is expected to cost when it is over.</summary>
    public long ForecastOre => checked(UsedOre + CommittedOre);

    /// <summary>The budget less the forecast: below nought where the budget does not hold.</summary>
    public long? RemainingOre => BudgetOre - ForecastOre;
}

/// <summary>A department's figures in a digest: counts and øre, nothing of anybody.</summary>
/// <param name="DepartmentId">The department.</param>
/// <param name="Changes">How many placements each change counts (<see cref="DigestWindow.Counts"/>); by its number.</param>
/// <param name="Active">Active placements by category; categories without any are left out.</param>
/// <param name="Flags">Open flags by kind; kinds without any are left out.</param>
/// <param name="WithoutHours">Active placements without hours for long (<see cref="HoursMissing"/>).</param>
/// <param name="OldDecisions">Open flags that were found long ago (<see cref="WaitingDecision"/>).</param>
/// <param name="Budget">The year's money; <c>null</c> where the recipient may not see it.</param>
public sealed record DepartmentFigures(
    long DepartmentId,
    IReadOnlyList<int> Changes,
    IReadOnlyList<CategoryFigure> Active,
    IReadOnlyList<FlagFigure> Flags,
    int WithoutHours,
    int OldDecisions,
    BudgetFigure? Budget
)
{
    /// <summary>Active placements of all categories.</summary>
    public int ActivePlacements => Active.Sum(category => category.Placements);

    /// <summary>Open flags of all kinds.</summary>
    public int OpenFlags => Flags.Sum(flag => flag.Open);

    /// <summary>
    /// Whether there is nothing to tell: nothing has changed, nothing waits for a decision, and hours are where they should
    /// be. Active placements and money alone are no news.
    /// </summary>
    public bool IsQuiet => Changes.All(count => count == 0) && OpenFlags == 0 && WithoutHours == 0;

    /// <summary>How many placements the change counts.</summary>
    public int Of(PlacementChange change) => Changes[(int)change];

    /// <summary>How many open flags of the kind there are.</summary>
    public int Of(FlagKind kind) => Flags.SingleOrDefault(flag => flag.Kind == kind)?.Open ?? 0;

    /// <summary>What has changed since the month before.</summary>
    public FiguresChange Since(DepartmentFigures before) =>
        new(
            ActivePlacements - before.ActivePlacements,
            OpenFlags - before.OpenFlags,
            // Another year's money is another budget's.
            Budget is { } now
            && before.Budget is { } then
            && now.Year == then.Year
                ? checked(now.ForecastOre - then.ForecastOre)
                : null
        );
}

/// <summary>What has changed between two months' figures of a department.</summary>
/// <param name="Active">So many more active placements; below nought, fewer.</param>
/// <param name="OpenFlags">So many more open flags.</param>
/// <param name="ForecastOre">So much more is the year expected to cost; <c>null</c> where that cannot be compared.</param>
public readonly record struct FiguresChange(int Active, int OpenFlags, long? ForecastOre);

/// <summary>A digest's figures: those of each department of the head that the recipient may see.</summary>
/// <param name="Departments">By name.</param>
public sealed record DigestFigures(IReadOnlyList<DepartmentFigures> Departments);

/// <summary>Placements that hours should come of, and none do (issue 5).</summary>
public static class HoursMissing
{
    /// <summary>So many days without any.</summary>
    public const int Days = 60;

    /// <summary>The day that an active placement must have begun on or before, and had no hours on or after.</summary>
    public static DateOnly SinceDay(DateOnly today) => today.AddDays(-Days);

    /// <summary>
    /// Whether the placement has been active for <see cref="Days"/> days or more and its latest hours, if there are any,
    /// ended more than so many days ago. A closed door is registered as hours too: somebody was there.
    /// </summary>
    /// <param name="period">The placement's period; it is not cancelled.</param>
    /// <param name="latestHours">The last day of its latest line of hours; <c>null</c> = it has none.</param>
    /// <param name="today">The day.</param>
    public static bool Holds(DatePeriod period, DateOnly? latestHours, DateOnly today) =>
        period.Contains(today)
        && period.First <= SinceDay(today)
        && (latestHours is not { } latest || latest < SinceDay(today));
}

/// <summary>Open flags that have waited long for a decision (issue 5).</summary>
public static class WaitingDecision
{
    /// <summary>More days than these are long.</summary>
    public const int Days = 30;

    /// <summary>Those found before this day have waited long. A flag that was decided on and opened again counts from when it was found first.</summary>
    public static DateOnly FoundBefore(DateOnly today) => today.AddDays(-Days);
}
