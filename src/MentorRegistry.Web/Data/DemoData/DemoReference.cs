using System.Globalization;
using MentorRegistry.Domain.Organisation;
using MentorRegistry.Domain.Placements;
using MentorRegistry.Domain.Providers;
using MentorRegistry.Domain.Sharing;

namespace MentorRegistry.Web.Data.DemoData;

/// <summary>
/// The demo's departments, target groups, legal bases, providers and mentors. Telephone numbers begin with 00, which no
/// Danish subscriber's does; mail goes to example.dk.
/// </summary>
internal sealed class DemoReference
{
    public const string Employment = "Beskæftigelse";
    public const string Disability = "Handicap";
    public const string Psychiatry = "Psykiatri";
    public const string Children = "Børn og Familie";

    public const string SicknessBenefit = "Sygedagpenge";
    public const string CashBenefit = "Kontanthjælp særlig indsats";
    public const string Integration = "Integration";

    public const string ExternalMentors = "Eksterne mentorer";
    public const string Course = "Z-kurs";
    public const string InternalCorps = "Intern mentorkorps";
    public const string Projects = "IPS, Projekt Plus, S&I";

    public const string InternalProvider = "Internt mentorkorps";

    public const string Lab167 = "LAB § 167";
    public const string Lab167Psychiatry = "LAB § 167, stk. 2 (psykiatri)";
    public const string Inl23D = "INL § 23 d";
    public const string Sel82B = "SEL § 82 b";
    public const string Sel85 = "SEL § 85";
    public const string Sel99 = "SEL § 99 (SKP)";
    public const string Bl32 = "BL § 32, stk. 1, nr. 3";
    public const string YouthSupport = "BL §§ 114-116 (ungestøtte)";

    private readonly Dictionary<string, Department> _departments = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TargetGroup> _targetGroups = new(StringComparer.Ordinal);
    private readonly Dictionary<string, LegalBasis> _legalBases = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ProviderCategory> _categories = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Provider> _providers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SharingGround> _grounds = new(StringComparer.Ordinal)
    {
        [DemoSharing.Consent] = new() { Name = DemoSharing.Consent, IsConsent = true },
        [DemoSharing.Provision] = new() { Name = DemoSharing.Provision },
    };
    private int _lastPhone = 10_00;

    public DemoReference()
    {
        AddDepartments();
        AddTargetGroups();
        AddLegalBases();
        AddProviders();
    }

    public IReadOnlyCollection<Department> Departments => _departments.Values;

    public IReadOnlyCollection<Provider> Providers => _providers.Values;

    public Department Department(string name) => _departments[name];

    public Unit Unit(string name) => _departments[Employment].Units.Single(unit => unit.Name == name);

    public TargetGroup TargetGroup(string name) => _targetGroups[name];

    public LegalBasis LegalBasis(string name) => _legalBases[name];

    public Provider Provider(string name) => _providers[name];

    public SharingGround SharingGround(string name) => _grounds[name];

    public Mentor Mentor(string provider, string name) =>
        _providers[provider].Mentors.Single(mentor => mentor.Name == name);

    public void AddTo(RegistryDb db)
    {
        db.Departments.AddRange(_departments.Values);
        db.TargetGroups.AddRange(_targetGroups.Values);
        db.LegalBases.AddRange(_legalBases.Values);
        db.ProviderCategories.AddRange(_categories.Values);
        db.Providers.AddRange(_providers.Values);
        db.SharingGrounds.AddRange(_grounds.Values);
        db.Outcomes.AddRange(DemoEffect.Outcomes);
        db.Measures.AddRange(DemoEffect.Measures);
        db.LookupPurposes.AddRange(DemoTexts.Purposes.Select(name => new LookupPurpose { Name = name }));
    }

    private void AddDepartments()
    {
        void Add(string name, string mailbox, params string[] units)
        {
            var department = new Department
            {
                Name = name,
                Phone = NextPhone(),
                Email = $"{mailbox}@example.dk",
            };
            department.Units.AddRange(units.Select(unit => new Unit { Name = unit }));
            _departments.Add(name, department);
        }

        Add(Employment, "beskaeftigelse", SicknessBenefit, CashBenefit, Integration);
        Add(Disability, "handicap");
        Add(Psychiatry, "psykiatri");
        Add(Children, "boern-og-familie");
        // What others learn without a basis: disability says from when to when, psychiatry not even that it is psychiatry.
        _departments[Disability].ShowsDates = true;
        _departments[Psychiatry].HidesName = true;
    }

    private void AddTargetGroups()
    {
        void Add(string name, string department, DateOnly? to = null) =>
            _targetGroups.Add(
                name,
                new TargetGroup
                {
                    Name = name,
                    Department = _departments[department],
                    ValidTo = to,
                }
            );

        Add("Fleks/LY", Employment);
        Add("Selvforsørgende", Employment);
        Add("Integration", Employment);
        Add("Kontanthjælp", Employment);
        // Since 1 July 2025 uddannelseshjælp is kontanthjælp; no new ressourceforløb since 1 July 2026 (lov 1750 of 2025).
        Add("Uddannelseshjælp", Employment, new DateOnly(2025, 6, 30));
        Add("Ressourceforløb", Employment, new DateOnly(2026, 6, 30));
        Add("SDP", Employment);
        Add("JAF", Employment);
        Add("§ 85", Disability);
        Add("§ 99", Psychiatry);
        Add("Kontaktperson", Children);
    }

    private void AddLegalBases()
    {
        void Add(
            string name,
            string department,
            string description,
            string plainWords,
            int? longestMonths = null,
            DateOnly? from = null,
            DateOnly? to = null
        ) =>
            _legalBases.Add(
                name,
                new LegalBasis
                {
                    Name = name,
                    Department = _departments[department],
                    Description = description,
                    PlainWords = plainWords,
                    LongestGrantMonths = longestMonths,
                    ValidFrom = from,
                    ValidTo = to,
                }
            );

        // Lov om en aktiv beskæftigelsesindsats (lov 548 of 2019) is in force from 2020, barnets lov from 2024.
        var employmentAct = new DateOnly(2020, 1, 1);
        var childrensAct = new DateOnly(2024, 1, 1);
        Add(
            Lab167,
            Employment,
            "Mentorstøtte til at opnå eller fastholde aktivitet, tilbud, uddannelse, fleksjob eller job",
            "Din mentor hjælper dig med at komme i gang med arbejde eller uddannelse og med at blive der.",
            6,
            employmentAct
        );
        Add(
            Lab167Psychiatry,
            Employment,
            "Ret til mentorstøtte ved udskrivning efter psykiatrisk indlæggelse",
            "Din mentor hjælper dig godt videre, når du bliver udskrevet fra psykiatrisk hospital.",
            6,
            employmentAct
        );
        Add(
            Inl23D,
            Employment,
            "Mentorstøtte til borgere i integrationsprogrammet",
            "Din mentor hjælper dig med at finde dig til rette på et dansk arbejde eller en uddannelse."
        );
        Add(
            "SEL § 82 a",
            Disability,
            "Gruppebaseret hjælp og støtte",
            "Du får hjælp sammen med andre, der står i samme situation som dig."
        );
        Add(
            Sel82B,
            Disability,
            "Individuel tidsbegrænset socialpædagogisk hjælp og støtte",
            "Du får støtte i en kortere periode, så du bedre kan klare din hverdag selv.",
            6
        );
        Add(
            Sel85,
            Disability,
            "Socialpædagogisk støtte (bostøtte)",
            "Din bostøtte hjælper dig med hverdagen derhjemme og ude, så du kan leve, som du gerne vil."
        );
        Add(
            "SEL § 85 a",
            Disability,
            "Støtte efter Housing First",
            "Du får hjælp til at flytte ind og til at blive boende i din egen bolig.",
            from: new DateOnly(2023, 10, 1)
        );
        Add(
            "SEL § 97",
            Disability,
            "Ledsagelse",
            "Din ledsager følger dig, når du skal ud og ikke kan komme rundt alene."
        );
        Add(
            "SEL § 98",
            Disability,
            "Kontaktperson for personer med døvblindhed",
            "Din kontaktperson hjælper dig med at få viden om det, der sker omkring dig, og med at være med."
        );
        Add(
            Sel99,
            Psychiatry,
            "Støtte- og kontaktperson, opsøgende",
            "Din støtte- og kontaktperson kommer der, hvor du er, og hjælper dig med at få den hjælp, du vil have."
        );
        Add(
            Bl32,
            Children,
            "Fast kontaktperson for barnet, den unge eller hele familien",
            "Din kontaktperson er en voksen, du kan tale med, og som hjælper dig og din familie i hverdagen.",
            from: childrensAct
        );
        Add(
            YouthSupport,
            Children,
            "Ungestøtte fra 18 til 22 år",
            "Din kontaktperson hjælper dig med at blive voksen: bolig, uddannelse, penge og hverdag.",
            from: childrensAct
        );
        Add(
            "SEL § 52, stk. 3, nr. 6",
            Children,
            "Fast kontaktperson (før barnets lov)",
            "Din kontaktperson er en voksen, du kan tale med, og som hjælper dig og din familie i hverdagen.",
            to: childrensAct.AddDays(-1)
        );
    }

    private void AddProviders()
    {
        string[] inOrder = [ExternalMentors, Course, InternalCorps, Projects];
        for (var i = 0; i < inOrder.Length; i++)
        {
            _categories.Add(inOrder[i], new ProviderCategory { Name = inOrder[i], SortOrder = i + 1 });
        }

        void Add(string category, string name, string mailbox, params string[] mentors)
        {
            var provider = new Provider
            {
                Name = name,
                Category = _categories[category],
                Phone = NextPhone(),
                Email = $"{mailbox}@example.dk",
            };
            provider.Mentors.AddRange(
                mentors.Select(mentor => new Mentor
                {
                    Name = mentor,
                    Phone = NextPhone(),
                    Email = $"{MailName(mentor)}.{mailbox}@example.dk",
                })
            );
            _providers.Add(name, provider);
        }

        Add(
            InternalCorps,
            InternalProvider,
            "mentorkorps",
            "David Kjær",
            "Ellen Møller",
            "Mona Jørgensen",
            "Åse Bjørnskov",
            "Henning Søgaard",
            "Farida Østerlund",
            "Jytte Aagaard",
            "Rasmus Vestergaard"
        );
        Add(Course, "Z-kurs", "zkurs", "Mona Iversen", "Per Olsen", "Yasmin Møller");
        Add(
            ExternalMentors,
            "Conoscenza",
            "conoscenza",
            "Ida Skov",
            "Karen Kjær",
            "Åse Kjær",
            "Mogens Ravnsborg"
        );
        Add(
            ExternalMentors,
            "Fredengade/Rosengården",
            "fredengade",
            "Bo Ågård",
            "Åse Friis",
            "Øjvind Friis",
            "Sanne Rødkær"
        );
        Add(
            ExternalMentors,
            "Ekstern mentor A",
            "mentor-a",
            "Frederik Kjær",
            "Gitte Eskildsen",
            "Karen Friis"
        );
        Add(ExternalMentors, "Ekstern mentor B", "mentor-b", "Poul Ærenlund");
        Add(ExternalMentors, "Ekstern mentor C", "mentor-c", "Nadia Brøndum");
        Add(ExternalMentors, "Ekstern mentor D", "mentor-d", "Kaj Overgaard");
        Add(ExternalMentors, "Efterværn/uddannelsesmentor UCRS", "ucrs", "Tine Lindegård", "Anders Bøgh");
        Add(Projects, "IPS", "ips", "Louise Hegelund", "Martin Åkjær");
        Add(Projects, "Projekt Plus", "projekt-plus", "Kirsten Mølgaard");
        Add(Projects, "S&I", "s-og-i", "Samira Holmgaard");
    }

    private string NextPhone()
    {
        _lastPhone++;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"00 00 {_lastPhone / 100:D2} {_lastPhone % 100:D2}"
        );
    }

    private static string MailName(string name) =>
        string.Concat(
            name.ToLowerInvariant()
                .Select(character =>
                    character switch
                    {
                        'æ' => "ae",
                        'ø' => "oe",
                        'å' => "aa",
                        ' ' => ".",
                        _ => character.ToString(),
                    }
                )
        );
}
