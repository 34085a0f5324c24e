using MentorRegistry.Domain.Flags;
using MentorRegistry.Domain.Placements;
using MentorRegistry.Domain.Statistics;
using Microsoft.EntityFrameworkCore;

namespace MentorRegistry.Web.Data.DemoData;

/// <summary>
/// What placements are to lead to, what the citizens have besides, and what came of those that have ended. Chances of
/// its own, so that citizens and days are as they were without it.
/// </summary>
internal static class DemoEffect
{
    private const string Job = "Job";
    private const string Education = "Uddannelse";
    private const string FlexJob = "Fleksjob";
    private const string Pension = "Førtidspension";
    private const string Continued = "Fortsætter i anden indsats";
    private const string DroppedOut = "Faldet fra";
    private const string Moved = "Flyttet fra kommunen";

    // In a hundred: most are known, about two in five of these reach a goal, and more where more is done at once.
    private const int NotTold = 18;
    private const int GoalWithoutMeasures = 34;
    private const int MoreForEachMeasure = 7;
    private const int LessAfterTwoYears = 12;

    private static readonly string[] s_goals = [Job, Job, Job, Education, Education, FlexJob];
    private static readonly string[] s_others =
    [
        Continued,
        Continued,
        Continued,
        DroppedOut,
        DroppedOut,
        Pension,
        Moved,
    ];

    private static readonly int[] s_many = [0, 0, 0, 1, 1, 1, 2, 2, 3];

    private static readonly string[] s_measures =
    [
        "Virksomhedspraktik",
        "Løntilskud",
        "Kursus",
        "Behandling",
        "Bostøtte",
        "Gældsrådgivning",
    ];

    private static readonly string[] s_aims =
    [
        "Fast arbejde",
        "Start på en uddannelse",
        "Flere timer på arbejdspladsen",
        "En hverdag, der hænger sammen",
        "Bo selv med mindre støtte",
        "Afklaring af, hvad der er muligt",
    ];

    /// <summary>New rows each time: what is made belongs to the database that it is saved in.</summary>
    public static IEnumerable<Outcome> Outcomes =>
        [
            .. s_goals.Distinct().Select(name => new Outcome { Name = name, IsGoal = true }),
            .. s_others.Distinct().Select(name => new Outcome { Name = name }),
        ];

    public static IEnumerable<Measure> Measures =>
        [.. s_measures.Select(name => new Measure { Name = name })];

    public static async Task AddToAsync(RegistryDb db, DemoBuilder demo, CancellationToken ct)
    {
        var outcomes = await db.Outcomes.ToDictionaryAsync(
            outcome => outcome.Name,
            outcome => outcome.Id,
            ct
        );
        var measures = await db
            .Measures.OrderBy(measure => measure.Id)
            .Select(measure => measure.Id)
            .ToListAsync(ct);
        var random = new DemoRandom(20260701);
        foreach (var placement in demo.Citizens.SelectMany(citizen => citizen.Placements))
        {
            placement.Goal = random.IsOneIn(3) ? null : random.Pick(s_aims);
            // None, one, two or three; the fewer the more often.
            var many = random.Pick(s_many);
            var first = random.Next(0, measures.Count - 1);
            placement.Measures.AddRange(
                Enumerable
                    .Range(first, many)
                    .Select(i => new PlacementMeasure { MeasureId = measures[i % measures.Count] })
            );
            var (told, reached) = (random.Next(1, 100), random.Next(1, 100));
            var (goal, other) = (random.Pick(s_goals), random.Pick(s_others));
            if (placement.StateOn(demo.Today) != PlacementState.Ended || told <= NotTold)
            {
                continue;
            }

            var chance = GoalWithoutMeasures + (many * MoreForEachMeasure);
            if (placement.First.AddMonths(MentorRun.UsualLongMonths) < placement.Last)
            {
                chance -= LessAfterTwoYears;
            }

            placement.OutcomeId = outcomes[reached <= chance ? goal : other];
        }
    }
}
