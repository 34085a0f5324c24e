using MentorRegistry.Domain;
using MentorRegistry.Domain.Placements;
using MentorRegistry.Domain.Providers;
using MentorRegistry.Domain.Statistics;

namespace MentorRegistry.Web.Data.DemoData;

/// <summary>
/// The 86 placements that one municipality's employment area had on 31 May 2022, with its two tables of them: category
/// by target group, and category by how long the citizen has had the same mentor. Which target group goes with which
/// duration is not known; any joint distribution that gives both tables is fine. Nothing of it is active any more.
/// </summary>
internal static class DemoHistory
{
    private const string NoMentorNamed = "";

    /// <summary>The day that the tables were made for.</summary>
    public static DateOnly Day { get; } = new(2022, 5, 31);

    private static readonly string[] TargetGroups =
    [
        "Fleks/LY",
        "Selvforsørgende",
        "Integration",
        "Kontanthjælp",
        "Uddannelseshjælp",
        "Ressourceforløb",
        "SDP",
        "JAF",
    ];

    private static readonly Row[] Rows =
    [
        new(
            DemoReference.ExternalMentors,
            [1, 0, 0, 0, 1, 4, 0, 0],
            [1, 1, 1, 0, 0, 3],
            [
                ("Ekstern mentor A", "Karen Friis"),
                ("Ekstern mentor B", NoMentorNamed),
                ("Conoscenza", "Ida Skov"),
                ("Fredengade/Rosengården", "Sanne Rødkær"),
                ("Efterværn/uddannelsesmentor UCRS", "Tine Lindegård"),
            ]
        ),
        new(
            DemoReference.Course,
            [0, 0, 0, 5, 0, 2, 0, 0],
            [0, 1, 2, 1, 1, 2],
            [("Z-kurs", "Per Olsen"), ("Z-kurs", NoMentorNamed), ("Z-kurs", "Mona Iversen")]
        ),
        new(
            DemoReference.InternalCorps,
            [2, 3, 1, 19, 8, 14, 4, 9],
            [15, 15, 13, 10, 3, 4],
            [
                (DemoReference.InternalProvider, "David Kjær"),
                (DemoReference.InternalProvider, "Ellen Møller"),
                (DemoReference.InternalProvider, "Mona Jørgensen"),
                (DemoReference.InternalProvider, "Åse Bjørnskov"),
                (DemoReference.InternalProvider, "Henning Søgaard"),
                (DemoReference.InternalProvider, "Farida Østerlund"),
                (DemoReference.InternalProvider, "Jytte Aagaard"),
            ]
        ),
        new(
            DemoReference.Projects,
            [7, 2, 1, 0, 0, 0, 0, 3],
            [4, 8, 1, 0, 0, 0],
            [("IPS", "Louise Hegelund"), ("Projekt Plus", "Kirsten Mølgaard"), ("S&I", NoMentorNamed)]
        ),
    ];

    public static void AddTo(DemoBuilder demo)
    {
        foreach (var row in Rows)
        {
            var groups = Expand(row.ByTargetGroup);
            var bands = Expand(row.ByBand);
            for (var i = 0; i < groups.Count; i++)
            {
                // 11 has no factor in common with 6, 7, 60 and 13, so every target group is taken once.
                var group = TargetGroups[groups[i * 11 % groups.Count]];
                var (providerName, mentorName) = row.Deliverers[i % row.Deliverers.Length];
                var provider = demo.Reference.Provider(providerName);
                var mentor =
                    mentorName == NoMentorNamed ? null : demo.Reference.Mentor(providerName, mentorName);
                var isFirstOfBand = i == 0 || bands[i - 1] != bands[i];
                var isLastOfBand = i == bands.Count - 1 || bands[i + 1] != bands[i];
                var runFirst = FirstDay(demo.Random, bands[i], isFirstOfBand, isLastOfBand);
                AddRun(demo, runFirst, group, provider, mentor, i);
            }
        }
    }

    // The days of a band go from the last that has not passed its upper end to the last that has passed the one below;
    // both ends are used, because that is where tables go wrong.
    private static DateOnly FirstDay(DemoRandom random, int band, bool isFirstOfBand, bool isLastOfBand)
    {
        var earliest =
            band < DurationBand.UpToMonths.Count
                ? CalendarMonths.LatestFirstDayOver(DurationBand.UpToMonths[band], Day)!.Value.AddDays(1)
                // The act that the placements are granted by is in force since then.
                : new DateOnly(2020, 1, 1);
        var latest =
            band == 0
                ? Day
                : CalendarMonths.LatestFirstDayOver(DurationBand.UpToMonths[band - 1], Day)!.Value;
        return isFirstOfBand ? earliest
            : isLastOfBand ? latest
            : earliest.AddDays(random.Next(0, latest.DayNumber - earliest.DayNumber));
    }

    private static void AddRun(
        DemoBuilder demo,
        DateOnly runFirst,
        string group,
        Provider provider,
        Mentor? mentor,
        int number
    )
    {
        var random = demo.Random;
        var citizen = demo.AddCitizen(runFirst.AddDays(-random.Next(10, 60)));
        var unit = group switch
        {
            "Integration" => DemoReference.Integration,
            "Kontanthjælp" or "Uddannelseshjælp" or "Selvforsørgende" => DemoReference.CashBenefit,
            _ => DemoReference.SicknessBenefit,
        };
        var legalBasis = group == "Integration" ? DemoReference.Inl23D : DemoReference.Lab167;
        void Add(DateOnly first, DateOnly last) =>
            demo.AddPlacement(
                citizen,
                provider,
                mentor,
                group,
                legalBasis,
                new DatePeriod(first, last),
                unit
            );

        // Every second of those that have lasted for half a year was two or three placements with the same mentor.
        var first = runFirst;
        for (
            var before = number % 2 == 0 ? 1 + (number / 2 % 2) : 0;
            before > 0 && first.AddDays(180) < Day;
            before--
        )
        {
            var last = first.AddDays(random.Next(70, 120));
            Add(first, last);
            first = last.AddDays(1 + random.Pick([0, 5, 14, 29, 30]));
        }

        // The tables' own day is the last day of some: it still counts.
        Add(first, number % 20 == 7 ? Day : Day.AddDays(random.Next(1, 300)));
        if (number % 9 == 4)
        {
            var placement = citizen.Placements[^1];
            placement.EndOn(
                Later(Day, placement.Last!.Value.AddDays(-random.Next(5, 30))),
                random.Pick(DemoTexts.EndReasons)
            );
        }
    }

    private static List<int> Expand(int[] counts) =>
        [.. counts.SelectMany((count, index) => Enumerable.Repeat(index, count))];

    private static DateOnly Later(DateOnly one, DateOnly other) => one > other ? one : other;

    private sealed record Row(
        string Category,
        int[] ByTargetGroup,
        int[] ByBand,
        (string Provider, string Mentor)[] Deliverers
    );
}
