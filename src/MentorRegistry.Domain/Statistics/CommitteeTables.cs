namespace MentorRegistry.Domain.Statistics;

/// <summary>How many placements of a day are alike in what the committee's tables ask.</summary>
/// <param name="CategoryId">The provider's category.</param>
/// <param name="TargetGroupId">Whom they are for.</param>
/// <param name="Band">How long the run has lasted: <see cref="DurationBand"/>.</param>
/// <param name="Placements">How many.</param>
public readonly record struct PlacementCount(long CategoryId, long TargetGroupId, int Band, int Placements);

/// <summary>
/// The two tables that a committee knows of the placements that are active on a day: provider category × target group, and
/// provider category × how long the run has lasted. Both have the same rows and count the same placements, so the totals of
/// their rows are the same.
/// </summary>
public sealed class CommitteeTables
{
    /// <summary>Counts them. A category or group with no placement is left out, as committees' tables do.</summary>
    /// <param name="counts">What is active on the day.</param>
    /// <param name="categories">The categories in their order; those of <paramref name="counts"/> are among them.</param>
    /// <param name="targetGroups">The target groups in theirs.</param>
    /// <param name="beside">
    /// What is active on a day that this one is compared with: its rows and columns are there too, so that the two can be
    /// laid upon each other.
    /// </param>
    public CommitteeTables(
        IReadOnlyCollection<PlacementCount> counts,
        IEnumerable<long> categories,
        IEnumerable<long> targetGroups,
        IReadOnlyCollection<PlacementCount>? beside = null
    )
    {
        var all = counts.Concat(beside ?? []).Where(count => count.Placements > 0).ToList();
        Categories = [.. categories.Where(id => all.Exists(count => count.CategoryId == id))];
        TargetGroups = [.. targetGroups.Where(id => all.Exists(count => count.TargetGroupId == id))];
        var rowOf = Categories.Select((id, i) => (id, i)).ToDictionary(c => c.id, c => c.i);
        var columnOf = TargetGroups.Select((id, i) => (id, i)).ToDictionary(c => c.id, c => c.i);
        var byGroup = new int[Categories.Count, TargetGroups.Count];
        var byBand = new int[Categories.Count, DurationBand.UpToMonths.Count + 1];
        foreach (var count in counts.Where(count => count.Placements > 0))
        {
            byGroup[rowOf[count.CategoryId], columnOf[count.TargetGroupId]] += count.Placements;
            byBand[rowOf[count.CategoryId], count.Band] += count.Placements;
        }

        (ByTargetGroup, ByDuration) = (new CountTable(byGroup), new CountTable(byBand));
    }

    /// <summary>The rows of both.</summary>
    public IReadOnlyList<long> Categories { get; }

    /// <summary>The columns of the first.</summary>
    public IReadOnlyList<long> TargetGroups { get; }

    /// <summary>Provider category × target group.</summary>
    public CountTable ByTargetGroup { get; }

    /// <summary>Provider category × duration band of the run.</summary>
    public CountTable ByDuration { get; }

    /// <summary>All placements.</summary>
    public int Total => ByDuration.Total;

    /// <summary>How many have lasted more than so many months; it must be the upper end of a band.</summary>
    public int LastedMoreThan(int months) => BandsOver(months).Sum(band => ByDuration[ByDuration.Rows, band]);

    /// <summary>The bands of what has lasted more than so many months.</summary>
    /// <exception cref="ArgumentException">No band ends there.</exception>
    public static IEnumerable<int> BandsOver(int months)
    {
        var end = DurationBand.UpToMonths.ToList().IndexOf(months);
        return end < 0
            ? throw new ArgumentException("No band ends there.", nameof(months))
            : Enumerable.Range(end + 1, DurationBand.UpToMonths.Count - end);
    }

    /// <summary>A share in whole percent, half away from nought; 0 of nothing.</summary>
    public static int Percent(int part, int whole) =>
        whole == 0 ? 0 : (int)Math.Round(part * 100m / whole, MidpointRounding.AwayFromZero);
}

/// <summary>Numbers in rows and columns, with their totals: the row and the column after the last.</summary>
/// <param name="cells">The numbers without totals; none is below nought.</param>
public sealed class CountTable(int[,] cells)
{
    /// <summary>Rows without the totals'; that is also the totals' index.</summary>
    public int Rows { get; } = cells.GetLength(0);

    /// <summary>Columns without the totals'; that is also the totals' index.</summary>
    public int Columns { get; } = cells.GetLength(1);

    /// <summary>All of them.</summary>
    public int Total => this[Rows, Columns];

    /// <summary>A number, or a total where an index is <see cref="Rows"/> or <see cref="Columns"/>.</summary>
    public int this[int row, int column]
    {
        get
        {
            var sum = 0;
            for (var r = row == Rows ? 0 : row; r < (row == Rows ? Rows : row + 1); r++)
            {
                for (
                    var c = column == Columns ? 0 : column;
                    c < (column == Columns ? Columns : column + 1);
                    c++
                )
                {
                    sum += cells[r, c];
                }
            }

            return sum;
        }
    }
}
