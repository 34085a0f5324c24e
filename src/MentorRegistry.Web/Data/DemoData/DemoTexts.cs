namespace MentorRegistry.Web.Data.DemoData;

/// <summary>Invented names (common first and last names put together) and what caseworkers write.</summary>
internal static class DemoTexts
{
    /// <summary>Why a citizen of other departments is opened.</summary>
    public static readonly string[] Purposes =
    [
        "Vurdering af ny bevilling",
        "Borgeren har henvendt sig",
        "Koordinering med en anden afdeling",
        "Klage eller aktindsigt",
    ];

    public static IReadOnlyList<string> FirstNames { get; } =
    [
        "Anne",
        "Peter",
        "Mette",
        "Jens",
        "Åse",
        "Søren",
        "Fatima",
        "Ole",
        "Øjvind",
        "Kirsten",
        "Mohammed",
        "Hanne",
        "Lars",
        "Inge-Lise",
        "Niels",
        "Birthe",
        "Jørgen",
        "Sofie",
        "Ahmad",
        "Gunhild",
        "Bjørn",
        "Camilla",
        "Ægir",
        "Zainab",
        "Kåre",
        "Trine",
        "Preben",
        "Rukhsana",
        "Håkon",
        "Dorthe",
        "Emil",
        "Solvej",
        "Vagn",
        "Maja",
        "Torbjørn",
        "Ida",
        "Svend Åge",
        "Else-Marie",
        "Yusuf",
        "Pernille",
    ];

    public static IReadOnlyList<string> LastNames { get; } =
    [
        "Nielsen",
        "Jensen",
        "Hansen",
        "Sørensen",
        "Møller",
        "Østergaard",
        "Åkjær",
        "Kjærgaard",
        "Thøgersen",
        "Bæk",
        "Christiansen",
        "Rahimi",
        "Aagaard",
        "Lindskov",
        "Brødsgaard",
        "Nørskov",
        "Holm-Andersen",
        "Yıldız",
        "Vestergård",
        "Ravn",
        "Frøkjær",
        "Mortensen",
        "Ærø",
        "Haddad",
        "Krogh",
        "Lauridsen",
        "Skovgaard",
        "Bjerregård",
        "Overgaard",
        "Toft",
        "Dalsgaard",
        "Enevoldsen",
        "Ågesen",
        "Rømer",
        "Hjorth",
        "Abdi",
        "Winther",
        "Øllgaard",
        "Storgaard",
        "Pedersen",
    ];

    /// <summary>Names that test what a page has room for.</summary>
    public static IReadOnlyList<string> LongNames { get; } =
    [
        "Christiane-Charlotte Wilhelmine Hvidtfeldt-Østergaard Kjærsgaard-Bjørnholm",
        "Mohammed Abdirahman Hassan Al-Khatib-Søndergård",
        "Ib Ø",
    ];

    public static IReadOnlyDictionary<string, IReadOnlyList<string>> HelpsWith { get; } =
        new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal)
        {
            [DemoReference.Employment] =
            [
                "At komme godt i gang i praktik og holde aftalerne med arbejdspladsen",
                "At finde overblik over hverdagen, breve og møder med kommunen",
                "At komme op om morgenen og af sted til tilbuddet",
                "At tale med lægen og jobkonsulenten om, hvad der er muligt",
                "At søge job og øve samtaler",
                "At vende tilbage til arbejdet efter sygdom, lidt ad gangen",
                "At begynde på en uddannelse og blive der",
                "At øve dansk på arbejdspladsen og forstå, hvordan man gør dér",
            ],
            [DemoReference.Disability] =
            [
                "Indkøb, madlavning og struktur på ugen i egen bolig",
                "At komme til læge og tandlæge og forstå, hvad der bliver sagt",
                "At holde styr på økonomi og post",
                "At være sammen med andre og deltage i fritidstilbud",
                "At planlægge dagen med piktogrammer og faste aftaler",
            ],
            [DemoReference.Psychiatry] =
            [
                "At komme ud af isolation og få kontakt til behandling",
                "At holde fast i hverdagen efter udskrivning",
                "At møde andre i værestedet i trygge rammer",
                "At få hjælp til bolig og til at åbne posten",
                "At mærke, hvornår det går den forkerte vej, og hvem man så ringer til",
            ],
            [DemoReference.Children] =
            [
                "En voksen at tale med hver uge, og hjælp til skolegang",
                "Støtte til familien om morgenen og til aftaler med skolen",
                "At finde en fritidsinteresse og nye kammerater",
                "At flytte hjemmefra og klare sin egen økonomi",
                "At få ro på hverdagen, når mor og far ikke bor sammen",
            ],
        };

    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Caseworkers { get; } =
        new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal)
        {
            [DemoReference.Employment] =
            [
                "Birgit Østergaard",
                "Henrik Lundgård",
                "Nina Sejersen",
                "Claus Thorsø",
            ],
            [DemoReference.Disability] = ["Inger Lykkegaard", "Palle Bundgaard", "Rikke Damsgård"],
            [DemoReference.Psychiatry] = ["Mikkel Abildgård", "Lone Kærsgaard", "Tove Ibsgaard"],
            [DemoReference.Children] = ["Søren Ålbæk", "Maiken Rosenlund", "Jeppe Fuglsang"],
        };

    public static IReadOnlyList<string> EndReasons { get; } =
    [
        "Borgeren er kommet i arbejde",
        "Målet er nået før tid",
        "Borgeren ønsker ikke længere støtten",
        "Borgeren er flyttet til en anden kommune",
        "Borgeren er begyndt på uddannelse",
        "Støtten er afløst af et andet tilbud",
        "Borgeren er indlagt i længere tid",
    ];

    public static IReadOnlyList<string> CancelReasons { get; } =
    [
        "Registreret ved en fejl",
        "Borgeren takkede nej, før forløbet begyndte",
        "Mentoren kunne ikke påtage sig opgaven",
    ];
}
