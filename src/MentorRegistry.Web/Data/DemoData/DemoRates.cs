using MentorRegistry.Domain;
using MentorRegistry.Domain.Money;
using MentorRegistry.Domain.Providers;

namespace MentorRegistry.Web.Data.DemoData;

/// <summary>
/// What the demo's providers take for an hour. In 2021, 2022 and 2023 the external ones as one municipality's committee
/// paper has them (excl. VAT); from 2024 on with invented rises. One has a rise that is planned, one runs out soon, one
/// has none.
/// </summary>
internal static class DemoRates
{
    /// <summary>Rises on 1 January next year.</summary>
    public const string Rising = "Conoscenza";

    /// <summary>Runs out in 40 days, and nothing follows.</summary>
    public const string RunningOut = "Ekstern mentor C";

    /// <summary>Nobody has agreed on a rate with it.</summary>
    public const string WithoutRate = "S&I";

    private static readonly DateOnly s_first = new(2021, 1, 1);
    private static readonly DateOnly s_rise = new(2024, 1, 1);
    private static readonly DateOnly s_secondRise = new(2026, 1, 1);

    /// <summary>
    /// The internal corps' year 2021 and first four months of 2022, as the committee's paper has them. Of the months it has
    /// hours a week alone; 17 weeks are the calendar's.
    /// </summary>
    public static IEnumerable<CorpsAccount> AccountsOf(Provider corps)
    {
        yield return Account(new DateOnly(2021, 1, 1), new DateOnly(2021, 12, 31), 46, 3361, 4_336_369_00);
        yield return Account(new DateOnly(2022, 1, 1), new DateOnly(2022, 4, 30), 17, 83 * 17, null);

        CorpsAccount Account(DateOnly first, DateOnly last, int weeks, int directHours, long? spent) =>
            new()
            {
                ProviderId = corps.Id,
                First = first,
                Last = last,
                Mentors = 8,
                MinutesPerWeek = (288 * 60) + 45,
                DirectMinutesPerWeekExpected = 133 * 60,
                Weeks = weeks,
                DirectMinutes = directHours * 60,
                ExpenditureOre = spent,
                ComparisonOrePerHour = 600_00,
            };
    }

    public static void AddTo(DemoReference reference, DateOnly today)
    {
        // Øre in 2021, since 2024 and since 2026.
        Add("Ekstern mentor A", 600_00, 625_00, 640_00);
        Add("Ekstern mentor B", 600_00, 615_00, 640_00);
        Add("Z-kurs", 585_00, 610_00, 610_00);
        Add(RunningOut, 495_00, 495_00, 520_00);
        Add(Rising, 434_50, 450_00, 465_00);
        Add("Fredengade/Rosengården", 373_00, 389_50, 400_00);
        Add("Ekstern mentor D", 250_00, 265_00, 275_00);
        Add("Efterværn/uddannelsesmentor UCRS", 248_25, 260_00, 268_75);
        Add("IPS", 410_00, 425_00, 440_00);
        Add("Projekt Plus", 395_00, 395_00, 410_00);
        Add(DemoReference.InternalProvider, 708_79, 735_00, 760_00);
        EndLatest(RunningOut, today.AddDays(40));
        var nextYear = new DateOnly(Math.Max(today.Year, s_secondRise.Year) + 1, 1, 1);
        EndLatest(Rising, nextYear.AddDays(-1));
        reference.Provider(Rising).Rates.Add(new Rate(new DatePeriod(nextYear, null), 482_50));
        reference.Provider(DemoReference.InternalProvider).Kind = ProviderKind.InternalCorps;
        reference.Provider("Z-kurs").Kind = ProviderKind.Course;

        void Add(string name, long first, long rise, long secondRise)
        {
            var rates = reference.Provider(name).Rates;
            rates.Add(new Rate(new DatePeriod(s_first, s_rise.AddDays(-1)), first));
            rates.Add(new Rate(new DatePeriod(s_rise, s_secondRise.AddDays(-1)), rise));
            rates.Add(new Rate(new DatePeriod(s_secondRise, null), secondRise));
        }

        void EndLatest(string name, DateOnly last)
        {
            var latest = reference.Provider(name).Rates[^1];
            if (latest.First <= last)
            {
                latest.Set(new DatePeriod(latest.First, last), latest.OrePerHour);
            }
        }
    }
}
