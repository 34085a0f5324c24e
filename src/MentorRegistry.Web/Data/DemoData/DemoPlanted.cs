using MentorRegistry.Domain;
using MentorRegistry.Domain.Citizens;
using MentorRegistry.Domain.Placements;

namespace MentorRegistry.Web.Data.DemoData;

/// <summary>
/// Citizens with overlaps and long runs, and others that look as if they had. <see cref="DemoAnswerKey"/> says which,
/// docs/demo.md explains each. They are saved first, so that their references are always the same.
/// </summary>
internal sealed class DemoPlanted
{
    private const string Internal = DemoReference.InternalProvider;
    private const string CourseProvider = "Z-kurs";

    private readonly DemoBuilder _demo;

    private DemoPlanted(DemoBuilder demo) => _demo = demo;

    private DateOnly Today => _demo.Today;

    public static void AddTo(DemoBuilder demo)
    {
        var planted = new DemoPlanted(demo);
        planted.AddOverlaps();
        planted.AddLongRuns();
        planted.AddFortyPlacements();
        planted.AddNewNumber();
        planted.AddAboutToBeLong();
        planted.AddChildren();
    }

    private void AddOverlaps()
    {
        var across = Citizen("Lone Østergård-Winther");
        Employment(across, Internal, "Ellen Møller", "SDP", Days(-200, 60));
        Psychiatry(across, "Conoscenza", "Ida Skov", Days(-70, 100));

        var within = Citizen("Svend Åge Bjerregaard");
        Disability(within, "Fredengade/Rosengården", "Åse Friis", Days(-120, 40));
        Disability(within, "Ekstern mentor B", "Poul Ærenlund", Days(-30, 200));

        var three = Citizen("Fatima Haddad Lindskov");
        Employment(three, Internal, "Farida Østerlund", "Kontanthjælp", Days(-150, 90));
        Psychiatry(three, CourseProvider, "Yasmin Møller", Days(-100, 80));
        Disability(three, "Fredengade/Rosengården", "Bo Ågård", Days(-40, 120));

        var oneDay = Citizen("Preben Thøgersen Ærø");
        Employment(oneDay, Internal, "Jytte Aagaard", "JAF", Days(-90, -10));
        Psychiatry(oneDay, "Conoscenza", "Karen Kjær", Days(-10, 80));

        var contained = Citizen("Gunhild Frøkjær-Toft");
        Disability(contained, "Conoscenza", "Åse Kjær", Days(-300, 60));
        Employment(contained, "IPS", "Martin Åkjær", "Fleks/LY", Days(-60, -20));

        var open = Citizen("Kåre Brødsgaard Mortensen");
        Disability(open, "Ekstern mentor A", "Gitte Eskildsen", Days(-400, null));
        Psychiatry(open, Internal, "David Kjær", Days(-35, null));

        var identical = Citizen("Rukhsana Rahimi");
        Employment(
            identical,
            CourseProvider,
            "Mona Iversen",
            "Integration",
            Days(-45, 45),
            DemoReference.Inl23D
        );
        Psychiatry(identical, "Fredengade/Rosengården", "Øjvind Friis", Days(-45, 45));

        var coming = Citizen("Torbjørn Rømer-Dalsgaard");
        Disability(coming, Internal, "Mona Jørgensen", Days(-50, 40));
        Employment(coming, "Projekt Plus", "Kirsten Mølgaard", "Kontanthjælp", Days(20, 100));

        var past = Citizen("Birthe Øllgaard Krogh");
        Psychiatry(past, "Conoscenza", "Mogens Ravnsborg", Days(-400, -200));
        Disability(past, "Ekstern mentor C", "Nadia Brøndum", Days(-250, -100));

        var neighbours = Citizen("Håkon Skovgaard Ågesen");
        Employment(neighbours, Internal, "Henning Søgaard", "SDP", Days(-120, -1));
        Psychiatry(neighbours, "Ekstern mentor D", "Kaj Overgaard", Days(0, 120));

        var cancelled = Citizen("Else-Marie Hjorth-Lauridsen");
        Disability(cancelled, Internal, "Åse Bjørnskov", Days(-80, 80));
        Psychiatry(cancelled, "Conoscenza", "Ida Skov", Days(-40, 60)).Cancel("Registreret ved en fejl");
    }

    private void AddLongRuns()
    {
        var gap30 = Citizen("Vagn Enevoldsen Bæk");
        Employment(gap30, Internal, "David Kjær", "SDP", Days(-790, -300));
        Psychiatry(gap30, Internal, "David Kjær", Days(-269, 60));

        var gap31 = Citizen("Hanne Bæk Enevoldsen");
        Employment(gap31, Internal, "David Kjær", "SDP", Days(-800, -300));
        Psychiatry(gap31, Internal, "David Kjær", Days(-268, 60));

        var exactly = Citizen("Dorthe Krogh-Nørskov");
        Disability(
            exactly,
            "Conoscenza",
            "Karen Kjær",
            new DatePeriod(CalendarMonths.LatestFirstDayOver(24, Today)!.Value.AddDays(1), null)
        );

        var oneDayMore = Citizen("Jørgen Storgaard Møller");
        Disability(
            oneDayMore,
            "Conoscenza",
            "Karen Kjær",
            new DatePeriod(Today.AddMonths(-24).AddDays(-1), null)
        );

        var grants = Citizen("Ahmad Abdi Vestergård");
        Employment(
            grants,
            Internal,
            "Rasmus Vestergaard",
            "Fleks/LY",
            new DatePeriod(Today.AddMonths(-30), Today.AddDays(20))
        );

        var noMentor = Citizen("Solvej Winther Ravn");
        Psychiatry(noMentor, CourseProvider, null, Days(-900, -500));
        Psychiatry(noMentor, CourseProvider, null, Days(-489, 45));

        var anyMentor = Citizen("Ib Yıldız");
        Employment(anyMentor, Internal, "Jytte Aagaard", "Kontanthjælp", Days(-800, -400));
        Psychiatry(anyMentor, "Ekstern mentor A", "Frederik Kjær", Days(-385, 90));

        var longAndOverlap = Citizen("Karen-Margrethe Elisabeth Brøndsted-Lauritzen Ågerup");
        Disability(
            longAndOverlap,
            "Fredengade/Rosengården",
            "Åse Friis",
            new DatePeriod(Today.AddMonths(-36), null)
        );
        Employment(longAndOverlap, "S&I", "Samira Holmgaard", "JAF", Days(-50, 75));

        var over = Citizen("Niels Holm-Andersen");
        Disability(over, Internal, "Mona Jørgensen", Days(-900, -10))
            .EndOn(Today.AddDays(-10), "Målet er nået før tid");
    }

    // The hardest page to show: forty placements through twelve years, the latest two at the same time.
    private void AddFortyPlacements()
    {
        var citizen = Citizen("Anne-Sofie Christiane Charlotte Ahlefeldt-Østergaard Hvidtfeldt Kjærsgaard");
        (string Provider, string? Mentor)[] deliverers =
        [
            (Internal, "Ellen Møller"),
            ("Conoscenza", "Ida Skov"),
            ("Fredengade/Rosengården", "Øjvind Friis"),
            (CourseProvider, null),
            ("Ekstern mentor A", "Karen Friis"),
            ("Ekstern mentor D", "Kaj Overgaard"),
        ];
        for (var number = 38; number >= 1; number--)
        {
            var (provider, mentor) = deliverers[number % deliverers.Length];
            var period = NotOn(DemoHistory.Day, Days(-110 * number, (-110 * number) + 69));
            var placement =
                number % 3 == 0 ? Psychiatry(citizen, provider, mentor, period)
                : number % 3 == 1 || period.First.Year < 2021 ? Disability(citizen, provider, mentor, period)
                : Employment(citizen, provider, mentor, "Kontanthjælp", period);
            if (number % 7 == 0)
            {
                placement.EndOn(placement.Last!.Value.AddDays(-9), _demo.Random.Pick(DemoTexts.EndReasons));
            }
        }

        Disability(citizen, "Fredengade/Rosengården", "Øjvind Friis", Days(-30, 60));
        Psychiatry(citizen, "Conoscenza", "Ida Skov", Days(-12, 100));
    }

    private void AddNewNumber()
    {
        var citizen = Citizen("Zainab Rahimi Toft");
        Employment(
            citizen,
            CourseProvider,
            "Per Olsen",
            "Integration",
            Days(-260, -140),
            DemoReference.Inl23D
        );
        Employment(citizen, Internal, "Farida Østerlund", "Integration", Days(-90, 25), DemoReference.Inl23D);
        citizen.GiveNumber(_demo.FreeNumber(), Today.AddDays(-120));
        citizen.GiveNumber(_demo.FreeNumber(), Today.AddDays(-15));
    }

    private void AddAboutToBeLong()
    {
        var citizen = Citizen("Ole Dalsgaard Hjorth");
        Disability(citizen, "Conoscenza", "Åse Kjær", new DatePeriod(Today.AddMonths(-24).AddDays(20), null));
    }

    private void AddChildren()
    {
        var overlap = Citizen("Emil Storgaard-Abdi", isChild: true);
        Children(overlap, Internal, "Mona Jørgensen", Days(-160, 30));
        Disability(overlap, "Fredengade/Rosengården", "Sanne Rødkær", Days(-21, 160));

        var longRun = Citizen("Maja Åkjær Pedersen", isChild: true);
        Children(
            longRun,
            "Efterværn/uddannelsesmentor UCRS",
            "Tine Lindegård",
            new DatePeriod(Today.AddMonths(-27), Today.AddDays(28))
        );
    }

    private Citizen Citizen(string name, bool isChild = false) =>
        _demo.AddCitizen(Today.AddDays(-950), isChild, name);

    private DatePeriod Days(int first, int? last) =>
        new(Today.AddDays(first), last is { } days ? Today.AddDays(days) : null);

    private Placement Employment(
        Citizen citizen,
        string provider,
        string? mentor,
        string targetGroup,
        DatePeriod period,
        string legalBasis = DemoReference.Lab167
    ) =>
        Add(
            citizen,
            provider,
            mentor,
            targetGroup,
            legalBasis,
            period,
            targetGroup switch
            {
                "Integration" => DemoReference.Integration,
                "Kontanthjælp" => DemoReference.CashBenefit,
                _ => DemoReference.SicknessBenefit,
            }
        );

    private Placement Disability(Citizen citizen, string provider, string? mentor, DatePeriod period) =>
        Add(citizen, provider, mentor, "§ 85", DemoReference.Sel85, period);

    private Placement Psychiatry(Citizen citizen, string provider, string? mentor, DatePeriod period) =>
        Add(citizen, provider, mentor, "§ 99", DemoReference.Sel99, period);

    private Placement Children(Citizen citizen, string provider, string? mentor, DatePeriod period) =>
        Add(citizen, provider, mentor, "Kontaktperson", DemoReference.Bl32, period);

    private Placement Add(
        Citizen citizen,
        string provider,
        string? mentor,
        string targetGroup,
        string legalBasis,
        DatePeriod period,
        string? unit = null
    ) =>
        _demo.AddPlacement(
            citizen,
            _demo.Reference.Provider(provider),
            mentor is null ? null : _demo.Reference.Mentor(provider, mentor),
            targetGroup,
            legalBasis,
            period,
            unit
        );

    // The tables of 31 May 2022 have 86 placements and no more.
    private static DatePeriod NotOn(DateOnly day, DatePeriod period) =>
        !period.Contains(day) ? period
        : period.First < day ? new DatePeriod(period.First, day.AddDays(-1))
        : new DatePeriod(day.AddDays(1), period.Last);
}
