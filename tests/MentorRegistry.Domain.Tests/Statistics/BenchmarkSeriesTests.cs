using MentorRegistry.Domain.Statistics;
using Xunit;

namespace MentorRegistry.Domain.Tests.Statistics;

public sealed class BenchmarkSeriesTests
{
    [Fact]
    public void Of_MissingYear_StandsThereWithoutFigures()
    {
        var points = Series(Figure(2019, 200), Figure(2021, 300));

        Assert.Equal([2019, 2020, 2021], points.Select(point => point.Year));
        Assert.Equal([200L, null, 300L], points.Select(point => point.Mentor));
        Assert.Equal([100m, null, 150m], points.Select(point => point.MentorIndex));
        Assert.All(points, point => Assert.Null(point.MentorShare));
    }

    [Fact]
    public void Index_FirstYearOfTheSeriesIsMissing_CountsFromTheFirstKnownOfItsOwn()
    {
        var points = Series(
            Figure(2019, 200),
            Figure(2020, 50, kind: BenchmarkKind.OtherMeasures),
            Figure(2021, 75, kind: BenchmarkKind.OtherMeasures)
        );

        Assert.Equal([null, 100m, 150m], points.Select(point => point.OtherMeasuresIndex));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-5)]
    public void Index_FirstYearIsNoughtOrBelow_IsNone(long first) =>
        Assert.All(Series(Figure(2019, first), Figure(2020, 10)), point => Assert.Null(point.MentorIndex));

    [Theory]
    [InlineData(250, 750, 0.25)]
    [InlineData(0, 750, 0.0)]
    [InlineData(0, 0, null)]
    [InlineData(-1, 750, null)]
    [InlineData(250, -1, null)]
    public void Share_IsOfBothTogether(long mentor, long other, double? expected) =>
        Assert.Equal(
            (decimal?)expected,
            Series(Figure(2019, mentor), Figure(2019, other, kind: BenchmarkKind.OtherMeasures))[
                0
            ].MentorShare
        );

    [Fact]
    public void PerPerson_PopulationIsKnown_IsInKroner()
    {
        var points = BenchmarkSeries.Of(
            [Figure(2019, 200), Figure(2020, 200)],
            [new BenchmarkPopulation { Year = 2019, Persons = 50_000 }]
        );

        Assert.Equal(
            4m,
            points.First(p => p is { Year: 2019, Area: BenchmarkArea.Own }).MentorKronerPerPerson
        );
        Assert.Null(points.First(p => p is { Year: 2020, Area: BenchmarkArea.Own }).MentorKronerPerPerson);
        Assert.Null(points.First(p => p is { Year: 2019, Area: BenchmarkArea.Group }).MentorKronerPerPerson);
    }

    [Fact]
    public void Of_Nothing_IsNothing() => Assert.Empty(BenchmarkSeries.Of([], []));

    private static List<BenchmarkPoint> Series(params BenchmarkFigure[] figures) =>
        [.. BenchmarkSeries.Of(figures, []).Where(point => point.Area == BenchmarkArea.Own)];

    private static BenchmarkFigure Figure(
        int year,
        long thousands,
        BenchmarkKind kind = BenchmarkKind.Mentor
    ) =>
        new()
        {
            Year = year,
            Kind = kind,
            ThousandKroner = thousands,
        };
}
