namespace MentorRegistry.Domain.Statistics;

/// <summary>
/// Where a share lies with 95 % confidence, of 1: Wilson's score interval without continuity correction (E. B. Wilson,
/// Journal of the American Statistical Association 22, 1927). It holds for few people and for shares near 0 and 1, where
/// the usual "plus or minus" goes past them.
/// </summary>
/// <param name="Low">The lower end, 0 to 1.</param>
/// <param name="High">The upper end, 0 to 1.</param>
public readonly record struct WilsonInterval(double Low, double High)
{
    // The normal distribution's 97.5 % point: 2.5 % are left on either side.
    private const double Z = 1.959963984540054;

    /// <summary>From end to end, of 1.</summary>
    public double Width => High - Low;

    /// <summary>The interval of the share that <paramref name="reached"/> is of <paramref name="people"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Nobody, or more who reached it than there are.</exception>
    public static WilsonInterval Of(int reached, int people)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(people);
        ArgumentOutOfRangeException.ThrowIfNegative(reached);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(reached, people);
        var share = (double)reached / people;
        var square = Z * Z;
        var whole = 1 + (square / people);
        var middle = (share + (square / (2 * people))) / whole;
        var half = Z * Math.Sqrt((share * (1 - share) / people) + (square / (4.0 * people * people))) / whole;
        // Exactly 0 and 1 at the ends, where the sums leave a rest of rounding.
        return new(
            reached == 0 ? 0 : Math.Max(0, middle - half),
            reached == people ? 1 : Math.Min(1, middle + half)
        );
    }
}
