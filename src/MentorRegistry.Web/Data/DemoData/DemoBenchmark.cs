using MentorRegistry.Domain.Statistics;

namespace MentorRegistry.Web.Data.DemoData;

/// <summary>Ten years of invented spending, of which a figure is withheld as Statistikbanken does.</summary>
internal static class DemoBenchmark
{
    private const int FirstYear = 2015;

    private static readonly Dictionary<(BenchmarkArea, BenchmarkKind), long?[]> s_thousands = new()
    {
        [(BenchmarkArea.Own, BenchmarkKind.Mentor)] =
        [
            6_120,
            6_840,
            7_950,
            9_310,
            10_480,
            10_020,
            11_760,
            12_940,
            12_110,
            11_380,
        ],
        [(BenchmarkArea.Own, BenchmarkKind.OtherMeasures)] =
        [
            58_400,
            57_900,
            55_200,
            54_800,
            53_100,
            47_300,
            50_600,
            51_900,
            50_200,
            49_700,
        ],
        [(BenchmarkArea.Group, BenchmarkKind.Mentor)] =
        [
            21_300,
            22_700,
            23_900,
            null,
            26_800,
            25_100,
            27_900,
            29_400,
            29_000,
            28_300,
        ],
        [(BenchmarkArea.Group, BenchmarkKind.OtherMeasures)] =
        [
            214_000,
            209_500,
            204_100,
            201_700,
            196_300,
            176_800,
            187_400,
            190_200,
            186_900,
            184_100,
        ],
        [(BenchmarkArea.Country, BenchmarkKind.Mentor)] =
        [
            512_000,
            548_000,
            579_000,
            604_000,
            631_000,
            597_000,
            642_000,
            671_000,
            660_000,
            648_000,
        ],
        [(BenchmarkArea.Country, BenchmarkKind.OtherMeasures)] =
        [
            4_980_000,
            4_870_000,
            4_720_000,
            4_660_000,
            4_540_000,
            4_080_000,
            4_330_000,
            4_390_000,
            4_310_000,
            4_250_000,
        ],
    };

    // Of the first year and of each year after.
    private static readonly Dictionary<BenchmarkArea, (int Persons, int More)> s_persons = new()
    {
        [BenchmarkArea.Own] = (61_200, 410),
        [BenchmarkArea.Group] = (248_300, 1_350),
        [BenchmarkArea.Country] = (5_660_000, 33_000),
    };

    public static void AddTo(RegistryDb db)
    {
        foreach (var ((area, kind), amounts) in s_thousands)
        {
            db.BenchmarkFigures.AddRange(
                amounts
                    .Index()
                    .Where(year => year.Item is not null)
                    .Select(year => new BenchmarkFigure
                    {
                        Year = FirstYear + year.Index,
                        Area = area,
                        Kind = kind,
                        ThousandKroner = year.Item!.Value,
                    })
            );
        }

        foreach (var (area, (persons, more)) in s_persons)
        {
            db.BenchmarkPopulations.AddRange(
                Enumerable
                    .Range(0, s_thousands[(area, BenchmarkKind.Mentor)].Length)
                    .Select(year => new BenchmarkPopulation
                    {
                        Year = FirstYear + year,
                        Area = area,
                        Persons = persons + (year * more),
                    })
            );
        }

        db.BenchmarkNotes.Add(
            new BenchmarkNotes
            {
                Group = "Fire kommuner af samme størrelse, lagt sammen",
                Rule = "Uden os selv",
                Source = "Opfundne tal til demoen, opstillet som Statistikbankens REGK31",
                TakenOn = new DateOnly(2026, 11, 2),
                PriceLevel = "Løbende priser, nettoudgifter, drift",
            }
        );
    }
}
