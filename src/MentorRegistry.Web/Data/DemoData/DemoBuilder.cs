using System.Globalization;
using MentorRegistry.Domain;
using MentorRegistry.Domain.Citizens;
using MentorRegistry.Domain.Placements;
using MentorRegistry.Domain.Providers;

namespace MentorRegistry.Web.Data.DemoData;

/// <summary>Makes citizens and placements for the demo, the same ones whenever it is asked for the same day.</summary>
internal sealed class DemoBuilder(DemoReference reference, DateOnly today)
{
    private const int OneInSoManyIsLate = 9;
    private const int DaysLate = 20;
    private const int DaysToldBefore = 4;

    private static readonly int[] UsualMinutesPerWeek = [60, 90, 120, 120, 150, 180, 180, 240, 300];

    private readonly HashSet<string> _digits = new(StringComparer.Ordinal);
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    public DateOnly Today { get; } = today;

    public DemoReference Reference { get; } = reference;

    public DemoRandom Random { get; } = new(20220531);

    /// <summary>In the order in which they are saved, so that their references are known beforehand.</summary>
    public List<Citizen> Citizens { get; } = [];

    /// <summary>A citizen with a name and a number that nobody else in the demo has.</summary>
    public Citizen AddCitizen(DateOnly knownSince, bool isChild = false, string? name = null)
    {
        name ??= FreeName();
        _names.Add(name);
        var citizen = new Citizen { Name = name, RegisteredUtc = Morning(knownSince) };
        citizen.GiveNumber(FreeNumber(isChild), knownSince);
        Citizens.Add(citizen);
        return citizen;
    }

    /// <summary>
    /// A replacement number (day + 60), which belongs to nobody. Its seventh digit is 9 (born 1937 to 1999) or 6 (born
    /// 2000 to 2057), so that it is apart from the numbers of the sample files for import.
    /// </summary>
    public CprNumber FreeNumber(bool isChild = false)
    {
        while (true)
        {
            var year = isChild ? Random.Next(2008, 2017) : Random.Next(1958, 2006);
            var digits = string.Create(
                CultureInfo.InvariantCulture,
                $"{60 + Random.Next(1, 28):D2}{Random.Next(1, 12):D2}{year % 100:D2}{(year < 2000 ? 9 : 6)}{Random.Next(0, 999):D3}"
            );
            if (_digits.Add(digits))
            {
                return CprNumber.Parse(digits);
            }
        }
    }

    /// <summary>
    /// A placement with as many grants one after the other as its legal basis needs (LAB § 167: at most six months each).
    /// </summary>
    public Placement AddPlacement(
        Citizen citizen,
        Provider provider,
        Mentor? mentor,
        string targetGroup,
        string legalBasis,
        DatePeriod period,
        string? unit = null
    )
    {
        var basis = Reference.LegalBasis(legalBasis);
        var group = Reference.TargetGroup(targetGroup);
        var department = group.Department!;
        var decidedOn = period.First.AddDays(-Random.Next(5, 20));
        var placement = new Placement
        {
            Citizen = citizen,
            Department = department,
            Unit = unit is null ? null : Reference.Unit(unit),
            Provider = provider,
            Mentor = mentor,
            TargetGroup = group,
            LegalBasis = basis,
            HelpsWith = Random.Pick(DemoTexts.HelpsWith[department.Name]),
            Caseworker = Random.Pick(DemoTexts.Caseworkers[department.Name]),
            RegisteredUtc = Morning(decidedOn < Today ? decidedOn : Today),
        };
        citizen.Placements.Add(placement);

        var minutes = Random.Pick(UsualMinutesPerWeek);
        var first = period.First;
        while (true)
        {
            var longest = basis.LongestGrantMonths is { } months
                ? first.AddMonths(months).AddDays(-1)
                : DateOnly.MaxValue;
            var last = longest < period.LastOrForever ? longest : period.LastOrForever;
            var refusals = placement.Extend(
                new Grant(new DatePeriod(first, last), minutes, first.AddDays(-Random.Next(5, 20)))
            );
            if (refusals.Count > 0)
            {
                throw new InvalidOperationException($"The demo's grant is refused: {refusals[0]}.");
            }

            if (last == period.LastOrForever)
            {
                return placement;
            }

            first = last.AddDays(1);
            minutes = Random.IsOneIn(3) ? Random.Pick(UsualMinutesPerWeek) : minutes;
        }
    }

    /// <summary>
    /// When everything was registered: a grant when it was decided, an early end some days before, and one placement in
    /// nine some weeks after its first day, for that is what people forget. What a digest tells goes by these.
    /// </summary>
    public void SayWhenRegistered()
    {
        var count = 0;
        foreach (var placement in Citizens.SelectMany(citizen => citizen.Placements))
        {
            // By the count and not by chance, which would make another demo of everything after.
            count++;
            var late = placement.First.AddDays(DaysLate + (count % DaysLate));
            if (count % OneInSoManyIsLate == 0 && late <= Today)
            {
                placement.RegisteredUtc = Morning(late);
            }

            foreach (var grant in placement.Grants)
            {
                var decided = Morning(grant.DecisionDate < Today ? grant.DecisionDate : Today);
                grant.RegisteredUtc =
                    grant.First == placement.First || decided < placement.RegisteredUtc
                        ? placement.RegisteredUtc
                        : decided;
            }

            if (placement.EndedOn is { } endedOn)
            {
                var told = endedOn.AddDays(-DaysToldBefore);
                placement.EndedUtc = Morning(told < Today ? told : Today);
            }
        }
    }

    private string FreeName()
    {
        while (true)
        {
            var name = $"{Random.Pick(DemoTexts.FirstNames)} {Random.Pick(DemoTexts.LastNames)}";
            if (!_names.Contains(name))
            {
                return name;
            }
        }
    }

    private static DateTime Morning(DateOnly day) => day.ToDateTime(new TimeOnly(9, 0), DateTimeKind.Utc);
}
