using MentorRegistry.Domain;
using MentorRegistry.Domain.Citizens;
using MentorRegistry.Domain.Flags;
using MentorRegistry.Domain.Placements;
using MentorRegistry.Domain.Providers;

namespace MentorRegistry.Web.Data.DemoData;

/// <summary>
/// The living present: citizens of all departments around the day of loading. None of them has two mentors on one day
/// or has had a mentor for more than 24 months; whatever does is planted (<see cref="DemoPlanted"/>).
/// </summary>
internal static class DemoPresent
{
    // Adults go between the first three; children are the fourth's.
    private static readonly string[] AdultDepartments =
    [
        DemoReference.Employment,
        DemoReference.Employment,
        DemoReference.Employment,
        DemoReference.Disability,
        DemoReference.Psychiatry,
    ];

    // Longest time in days that anybody here has had a mentor without a real break: well below 24 months.
    private const int LongestRunDays = 640;

    public static void AddTo(DemoBuilder demo, int citizens)
    {
        for (var i = 0; i < citizens; i++)
        {
            AddCitizen(demo, i);
        }
    }

    private static void AddCitizen(DemoBuilder demo, int number)
    {
        var random = demo.Random;
        var isChild = number % 5 == 4;
        var latest = Latest(demo, number);
        var periods = new List<DatePeriod> { latest };
        var more = random.Next(1, 100) switch
        {
            <= 72 => 0,
            <= 94 => 1,
            _ => 2,
        };
        for (var i = 0; i < more; i++)
        {
            var gap = random.Pick([0, 0, 6, 21, 30, 45, 75, 200]);
            var last = periods[0].First.AddDays(-gap - 1);
            var first = last.AddDays(-random.Next(60, 200));
            if (gap <= MentorRun.UsualGapDays && demo.Today.DayNumber - first.DayNumber > LongestRunDays)
            {
                break;
            }

            periods.Insert(0, new DatePeriod(first, last));
        }

        var citizen = demo.AddCitizen(
            Earlier(periods[0].First.AddDays(-14), demo.Today),
            isChild,
            number % 97 == 3 ? DemoTexts.LongNames[number / 97 % DemoTexts.LongNames.Count] : null
        );
        var department = isChild ? DemoReference.Children : random.Pick(AdultDepartments);
        (Provider Provider, Mentor? Mentor)? before = null;
        foreach (var period in periods)
        {
            if (!isChild && random.IsOneIn(4))
            {
                department = random.Pick(AdultDepartments);
            }

            var deliverer =
                before is not null && random.IsOneIn(2) ? before.Value : Deliverer(demo, department);
            before = deliverer;
            AddPlacement(demo, citizen, department, deliverer, period);
        }

        Finish(demo, citizen, number);
    }

    // Every twelve citizens have all the ways in which a placement can stand today.
    private static DatePeriod Latest(DemoBuilder demo, int number)
    {
        var random = demo.Random;
        var today = demo.Today;
        DatePeriod Days(int first, int? last) =>
            new(today.AddDays(first), last is { } days ? today.AddDays(days) : null);
        return (number % 12) switch
        {
            // Planned
            0 => Days(random.Next(2, 40), random.Next(120, 220)),
            // Started this month
            1 => Days(-random.Next(0, today.Day - 1), random.Next(60, 170)),
            // Ends within 30 days
            2 or 3 => Days(-random.Next(70, 300), random.Next(0, 30)),
            // Ended
            4 or 5 => Days(-random.Next(300, 420), -random.Next(40, 200)),
            6 => Days(-random.Next(700, 900), -random.Next(400, 600)),
            // Open
            7 => Days(-random.Next(20, 500), null),
            _ => Days(-random.Next(5, 330), random.Next(31, 200)),
        };
    }

    private static void AddPlacement(
        DemoBuilder demo,
        Citizen citizen,
        string department,
        (Provider Provider, Mentor? Mentor) deliverer,
        DatePeriod period
    )
    {
        var random = demo.Random;
        var (targetGroup, legalBasis, unit) = department switch
        {
            DemoReference.Disability => (
                "§ 85",
                // SEL § 82 b is for a limited time.
                period.Last
                    is not null
                && random.IsOneIn(4)
                    ? DemoReference.Sel82B
                    : DemoReference.Sel85,
                null
            ),
            DemoReference.Psychiatry => ("§ 99", DemoReference.Sel99, null),
            DemoReference.Children => (
                "Kontaktperson",
                period.First.Year < 2024 ? "SEL § 52, stk. 3, nr. 6" : DemoReference.Bl32,
                null
            ),
            _ => Employment(random, period.First),
        };
        // Employment law knows no open grant.
        var days =
            period.Last is null && department == DemoReference.Employment
                ? new DatePeriod(period.First, demo.Today.AddDays(random.Next(35, 150)))
                : period;
        demo.AddPlacement(citizen, deliverer.Provider, deliverer.Mentor, targetGroup, legalBasis, days, unit);
    }

    private static (string TargetGroup, string LegalBasis, string? Unit) Employment(
        DemoRandom random,
        DateOnly first
    ) =>
        random.Next(1, 20) switch
        {
            <= 4 => ("SDP", DemoReference.Lab167, DemoReference.SicknessBenefit),
            <= 6 => ("JAF", DemoReference.Lab167, DemoReference.SicknessBenefit),
            <= 8 => ("Fleks/LY", DemoReference.Lab167, DemoReference.SicknessBenefit),
            <= 10 => ("Integration", DemoReference.Inl23D, DemoReference.Integration),
            11 => ("Selvforsørgende", DemoReference.Lab167, DemoReference.CashBenefit),
            12 when first <= new DateOnly(2025, 6, 30) => (
                "Uddannelseshjælp",
                DemoReference.Lab167,
                DemoReference.CashBenefit
            ),
            13 when first <= new DateOnly(2026, 6, 30) => (
                "Ressourceforløb",
                DemoReference.Lab167,
                DemoReference.SicknessBenefit
            ),
            14 => ("Kontanthjælp", DemoReference.Lab167Psychiatry, DemoReference.CashBenefit),
            _ => ("Kontanthjælp", DemoReference.Lab167, DemoReference.CashBenefit),
        };

    private static (Provider Provider, Mentor? Mentor) Deliverer(DemoBuilder demo, string department)
    {
        var random = demo.Random;
        var provider = demo.Reference.Provider(
            department == DemoReference.Children && random.IsOneIn(3) ? "Efterværn/uddannelsesmentor UCRS"
            : department == DemoReference.Employment && random.IsOneIn(5)
                ? random.Pick<string>(["IPS", "Projekt Plus", "S&I"])
            : random.Next(1, 10) <= 5 ? DemoReference.InternalProvider
            : random.Pick<string>([
                "Z-kurs",
                "Conoscenza",
                "Fredengade/Rosengården",
                "Ekstern mentor A",
                "Ekstern mentor B",
                "Ekstern mentor C",
                "Ekstern mentor D",
            ])
        );
        return (provider, random.IsOneIn(10) ? null : random.Pick(provider.Mentors));
    }

    private static void Finish(DemoBuilder demo, Citizen citizen, int number)
    {
        var random = demo.Random;
        var latest = citizen.Placements[^1];
        if (number % 24 == 4)
        {
            var early = latest.Last!.Value.AddDays(-random.Next(7, 40));
            latest.EndOn(early, random.Pick(DemoTexts.EndReasons));
        }

        if (number % 37 == 5)
        {
            // Given up again; it stands on the same days as another one, and does not count.
            demo.AddPlacement(
                    citizen,
                    latest.Provider!,
                    latest.Mentor,
                    latest.TargetGroup!.Name,
                    latest.LegalBasis!.Name,
                    new DatePeriod(latest.First, latest.First.AddDays(100)),
                    latest.Unit?.Name
                )
                .Cancel(random.Pick(DemoTexts.CancelReasons));
        }

        if (number % 50 == 11)
        {
            citizen.GiveNumber(demo.FreeNumber(number % 5 == 4), demo.Today.AddDays(-random.Next(20, 100)));
        }
    }

    private static DateOnly Earlier(DateOnly one, DateOnly other) => one < other ? one : other;
}
