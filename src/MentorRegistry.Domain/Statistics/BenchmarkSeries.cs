namespace MentorRegistry.Domain.Statistics;

/// <summary>What one area spent in one year, and what follows from it.</summary>
/// <param name="Year">The year of account.</param>
/// <param name="Area">Whose.</param>
/// <param name="Mentor">On mentors, in 1,000 kr.; <c>null</c> = not known.</param>
/// <param name="OtherMeasures">On other employment measures, in 1,000 kr.; <c>null</c> = not known.</param>
/// <param name="Persons">Inhabitants; <c>null</c> = not known.</param>
/// <param name="MentorIndex">Mentors, with the area's first known year as 100.</param>
/// <param name="OtherMeasuresIndex">Other measures, with the area's first known year as 100.</param>
public sealed record BenchmarkPoint(
    int Year,
    BenchmarkArea Area,
    long? Mentor,
    long? OtherMeasures,
    int? Persons,
    decimal? MentorIndex,
    decimal? OtherMeasuresIndex
)
{
    /// <summary>
    /// The mentors' share of both together, of 1; <c>null</c> where either is not known, or where an amount below nought
    /// leaves no share.
    /// </summary>
    public decimal? MentorShare =>
        Mentor is >= 0 and { } mentor && OtherMeasures is >= 0 and { } other && mentor + other > 0
            ? (decimal)mentor / (mentor + other)
            : null;

    /// <summary>Kroner on mentors per inhabitant; <c>null</c> where either is not known.</summary>
    public decimal? MentorKronerPerPerson => PerPerson(Mentor);

    /// <summary>Kroner on other measures per inhabitant; <c>null</c> where either is not known.</summary>
    public decimal? OtherMeasuresKronerPerPerson => PerPerson(OtherMeasures);

    /// <summary>The amount of a kind.</summary>
    public long? Of(BenchmarkKind kind) => kind == BenchmarkKind.Mentor ? Mentor : OtherMeasures;

    /// <summary>The index of a kind.</summary>
    public decimal? IndexOf(BenchmarkKind kind) =>
        kind == BenchmarkKind.Mentor ? MentorIndex : OtherMeasuresIndex;

    private decimal? PerPerson(long? thousands) =>
        Persons is > 0 and { } persons ? thousands * 1000m / persons : null;
}

/// <summary>Puts the figures together by year and area.</summary>
public static class BenchmarkSeries
{
    /// <summary>No year of account in Statistikbanken's REGK31 is earlier.</summary>
    public const int FirstYear = 2007;

    /// <summary>A later year is a slip of the pen.</summary>
    public const int LastYear = 2100;

    /// <summary>
    /// A point for each area in every year from the first to the last that anything is known of, years of which nothing is
    /// known among them; in order of year, then area. An index needs a first known year above nought; from nought or
    /// below there is nothing to count from.
    /// </summary>
    public static IReadOnlyList<BenchmarkPoint> Of(
        IReadOnlyCollection<BenchmarkFigure> figures,
        IReadOnlyCollection<BenchmarkPopulation> populations
    )
    {
        if (figures.Count == 0)
        {
            return [];
        }

        var amounts = figures.ToDictionary(f => (f.Year, f.Area, f.Kind), f => f.ThousandKroner);
        var persons = populations.ToDictionary(p => (p.Year, p.Area), p => p.Persons);
        var bases = figures
            .GroupBy(f => (f.Area, f.Kind))
            .ToDictionary(series => series.Key, series => series.MinBy(f => f.Year)!.ThousandKroner);
        long? Amount(int year, BenchmarkArea area, BenchmarkKind kind) =>
            amounts.TryGetValue((year, area, kind), out var amount) ? amount : null;
        decimal? Index(int year, BenchmarkArea area, BenchmarkKind kind) =>
            bases.TryGetValue((area, kind), out var first) && first > 0
                ? Amount(year, area, kind) * 100m / first
                : null;

        var (earliest, latest) = (figures.Min(f => f.Year), figures.Max(f => f.Year));
        return
        [
            .. from year in Enumerable.Range(earliest, latest - earliest + 1)
            from area in Enum.GetValues<BenchmarkArea>()
            select new BenchmarkPoint(
                year,
                area,
                Amount(year, area, BenchmarkKind.Mentor),
                Amount(year, area, BenchmarkKind.OtherMeasures),
                persons.TryGetValue((year, area), out var people) ? people : null,
                Index(year, area, BenchmarkKind.Mentor),
                Index(year, area, BenchmarkKind.OtherMeasures)
            ),
        ];
    }
}
