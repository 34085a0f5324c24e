namespace MentorRegistry.Domain.Statistics;

/// <summary>What can be said of a share of so many people.</summary>
public enum EffectCertainty
{
    /// <summary>Nobody's outcome is known.</summary>
    Nobody,

    /// <summary>Of fewer than <see cref="EffectCounts.FewestPeople"/> the outcome is known.</summary>
    TooFew,

    /// <summary>The interval is wider than <see cref="EffectCounts.WidestPoints"/> points.</summary>
    TooWide,

    /// <summary>It can be told as a finding, with its interval.</summary>
    Enough,
}

/// <summary>Of people whose mentor has ended: how many they are, of how many it is known what came of it, how many reached a goal.</summary>
/// <param name="People">Whose mentor has ended.</param>
/// <param name="Told">Of these, those whose outcome is known.</param>
/// <param name="Reached">Of these, those whose outcome is a goal (<see cref="Outcome.IsGoal"/>).</param>
public readonly record struct EffectCounts(int People, int Told, int Reached)
{
    /// <summary>Known outcomes that a conclusion takes: this registry's own rule, told on the page.</summary>
    public const int FewestPeople = 20;

    /// <summary>Percentage points that the interval may span at most where something is concluded: this registry's own rule.</summary>
    public const int WidestPoints = 30;

    /// <summary>The share of those whose outcome is known, of 1; <c>null</c> when it is nobody's.</summary>
    public double? Share => Told == 0 ? null : (double)Reached / Told;

    /// <summary>Where that share lies with 95 % confidence.</summary>
    public WilsonInterval? Interval => Told == 0 ? null : WilsonInterval.Of(Reached, Told);

    /// <summary>Whether it can be told as a finding, and if not, why.</summary>
    public EffectCertainty Certainty =>
        Interval is not { } interval ? EffectCertainty.Nobody
        : Told < FewestPeople ? EffectCertainty.TooFew
        : interval.Width * 100 > WidestPoints ? EffectCertainty.TooWide
        : EffectCertainty.Enough;

    /// <summary>
    /// Whether it tells of 1 to 4 people anywhere: who they are, whose outcome is not known, who reached a goal and who
    /// did not.
    /// </summary>
    public bool HasSmallNumber =>
        IsSmall(People)
        || IsSmall(Told)
        || IsSmall(Reached)
        || IsSmall(People - Told)
        || IsSmall(Told - Reached);

    /// <summary>Both together.</summary>
    public static EffectCounts operator +(EffectCounts one, EffectCounts other) =>
        new(one.People + other.People, one.Told + other.Told, one.Reached + other.Reached);

    private static bool IsSmall(int count) => count is >= 1 and <= 4;
}

/// <summary>One line of a table of effect.</summary>
/// <param name="Key">What it is a line of.</param>
/// <param name="All">Everybody in it.</param>
/// <param name="Others">Those of them who are of departments that the reader does not belong to.</param>
public sealed record EffectGroup<T>(T Key, EffectCounts All, EffectCounts Others);

/// <summary>A table of effect as a reader may see it.</summary>
/// <param name="Groups">The lines that stand for themselves, in the order given.</param>
/// <param name="Rest">The others as one; <c>null</c> where there are none, or where even together they are too few.</param>
/// <param name="IsHidden">Whether somebody is left out of it, and with them the total.</param>
public sealed record EffectTable<T>(IReadOnlyList<EffectGroup<T>> Groups, EffectCounts? Rest, bool IsHidden)
{
    /// <summary>All lines together; <c>null</c> where some are left out.</summary>
    public EffectCounts? Total =>
        IsHidden ? null : Groups.Aggregate(Rest ?? default, (sum, group) => sum + group.All);
}

/// <summary>Makes tables that tell no small numbers.</summary>
public static class EffectTable
{
    /// <summary>
    /// Joins lines until none tells of 1 to 4 people of others' departments. What the reader knows of own departments can be
    /// taken from every line, so it is what is left then that must not be small. Joined with the rest are those with the
    /// fewest others, until it is not small any more; if it is still when all are joined, nothing is shown.
    /// </summary>
    public static EffectTable<T> Of<T>(IEnumerable<EffectGroup<T>> groups)
    {
        var all = groups.Where(group => group.All.People > 0).ToList();
        var rest = all.Where(group => group.Others.HasSmallNumber).ToList();
        while (rest.Count > 0 && Sum(rest).HasSmallNumber)
        {
            var next = all.Except(rest)
                .Where(group => group.Others.People > 0)
                .MinBy(group => group.Others.People);
            if (next is null)
            {
                return new EffectTable<T>(
                    all.FindAll(group => group.Others.People == 0),
                    null,
                    IsHidden: true
                );
            }

            rest.Add(next);
        }

        return new EffectTable<T>(
            all.FindAll(group => !rest.Contains(group)),
            rest.Count == 0 ? null : rest.Aggregate(default(EffectCounts), (sum, group) => sum + group.All),
            IsHidden: false
        );
    }

    private static EffectCounts Sum<T>(List<EffectGroup<T>> groups) =>
        groups.Aggregate(default(EffectCounts), (sum, group) => sum + group.Others);
}

/// <summary>What a comparison of groups shows.</summary>
public enum EffectComparison
{
    /// <summary>Fewer than two groups have enough people.</summary>
    TooFew,

    /// <summary>Each group's interval overlaps every other's: chance alone could make such differences.</summary>
    NoDifference,

    /// <summary>At least two groups' intervals lie apart.</summary>
    Difference,
}

/// <summary>Compares groups by their intervals.</summary>
public static class EffectComparisons
{
    /// <summary>
    /// What the groups that have enough people show. Intervals that lie apart are a stricter demand than a test of the
    /// difference, which suits many groups looked at at once.
    /// </summary>
    public static EffectComparison Of(IEnumerable<EffectCounts> groups)
    {
        var intervals = groups
            .Where(group => group.Certainty == EffectCertainty.Enough)
            .Select(group => group.Interval!.Value)
            .ToList();
        return intervals.Count < 2 ? EffectComparison.TooFew
            : intervals.Max(interval => interval.Low) > intervals.Min(interval => interval.High)
                ? EffectComparison.Difference
            : EffectComparison.NoDifference;
    }
}
