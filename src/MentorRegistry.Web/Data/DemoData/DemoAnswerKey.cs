namespace MentorRegistry.Web.Data.DemoData;

/// <summary>A day counted from the day on which the demo was loaded: first months back or on, then days.</summary>
public readonly record struct KeyDay(int Months, int Days)
{
    public DateOnly On(DateOnly loaded) => loaded.AddMonths(Months).AddDays(Days);
}

/// <summary>Two placements of one citizen that share these days; no last day = open.</summary>
public sealed record KeyOverlap(KeyDay First, KeyDay? Last, bool IsAcrossDepartments);

/// <summary>What holds for one citizen of the demo on the day of loading.</summary>
/// <param name="Reference">The citizen.</param>
/// <param name="Name">The citizen's name.</param>
/// <param name="Overlaps">All overlaps, past and coming ones too.</param>
/// <param name="SameMentorSince">First day of the run with one mentor that has lasted more than 24 months, if there is one.</param>
/// <param name="AnyMentorSince">First day of the time with any mentor that has lasted more than 24 months, if it has.</param>
public sealed record KeyEntry(
    string Reference,
    string Name,
    IReadOnlyList<KeyOverlap> Overlaps,
    KeyDay? SameMentorSince = null,
    KeyDay? AnyMentorSince = null
);

/// <summary>
/// Which citizens of the demo have overlaps or have had a mentor for more than 24 months, on the day of loading. It is
/// complete: nobody else has. docs/demo.md is the same in words. Written by hand and not computed: it judges the rules.
/// </summary>
public static class DemoAnswerKey
{
    public static IReadOnlyList<KeyEntry> Entries { get; } =
    [
        new("B-000013", "Lone Østergård-Winther", [Across(-70, 60)]),
        new("B-000021", "Svend Åge Bjerregaard", [Within(-30, 40)]),
        new("B-000037", "Fatima Haddad Lindskov", [Across(-100, 80), Across(-40, 90), Across(-40, 80)]),
        new("B-000045", "Preben Thøgersen Ærø", [Across(-10, -10)]),
        new("B-000059", "Gunhild Frøkjær-Toft", [Across(-60, -20)]),
        new("B-000068", "Kåre Brødsgaard Mortensen", [Across(-35, null)]),
        new("B-000076", "Rukhsana Rahimi", [Across(-45, 45)]),
        new("B-000084", "Torbjørn Rømer-Dalsgaard", [Across(20, 40)]),
        new("B-000092", "Birthe Øllgaard Krogh", [Across(-250, -200)]),
        new("B-000125", "Vagn Enevoldsen Bæk", [], Day(-790), Day(-790)),
        new("B-000158", "Jørgen Storgaard Møller", [], new(-24, -1), new(-24, -1)),
        new("B-000163", "Ahmad Abdi Vestergård", [], new(-30, 0), new(-30, 0)),
        new("B-000174", "Solvej Winther Ravn", [], Day(-900), Day(-900)),
        new("B-000182", "Ib Yıldız", [], null, Day(-800)),
        new(
            "B-000196",
            "Karen-Margrethe Elisabeth Brøndsted-Lauritzen Ågerup",
            [Across(-50, 75)],
            new(-36, 0),
            new(-36, 0)
        ),
        new(
            "B-000210",
            "Anne-Sofie Christiane Charlotte Ahlefeldt-Østergaard Hvidtfeldt Kjærsgaard",
            [Across(-12, 60)]
        ),
        new("B-000241", "Emil Storgaard-Abdi", [Across(-21, 30)]),
        new("B-000255", "Maja Åkjær Pedersen", [], new(-27, 0), new(-27, 0)),
    ];

    private static KeyOverlap Across(int first, int? last) => Shared(first, last, true);

    private static KeyOverlap Within(int first, int? last) => Shared(first, last, false);

    private static KeyOverlap Shared(int first, int? last, bool isAcross) =>
        new(Day(first), last is { } days ? Day(days) : null, isAcross);

    private static KeyDay Day(int days) => new(0, days);
}
