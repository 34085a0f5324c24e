namespace MentorRegistry.Web.Imports;

/// <summary>What a file can have a column for. Which of them a file of one kind has is said by <see cref="ImportLayout"/>.</summary>
public enum ImportColumn
{
    Cpr,
    Name,
    Department,
    TargetGroup,
    Provider,
    Mentor,
    LegalBasis,
    Start,
    End,
    HoursPerWeek,
    SourceSystem,
    SourceId,
    Reference,
    Day,
    Month,
    Delivered,
    Billable,
    NoShows,
    Reason,
    Goal,
    Measures,
    Outcome,
}

/// <summary>What the columns are called. Import and export share it.</summary>
public static class ImportColumns
{
    /// <summary>How many there are, for values by column.</summary>
    public static int Count { get; } = Enum.GetValues<ImportColumn>().Length;

    // The Danish name, the English one, and what else people write.
    private static readonly string[][] s_headers =
    [
        ["cpr", "cpr", "cpr-nummer", "cpr-nr"],
        ["navn", "name"],
        ["afdeling", "department"],
        ["målgruppe", "target_group"],
        ["leverandør", "provider"],
        ["mentor", "mentor"],
        ["lovgrundlag", "legal_basis"],
        ["startdato", "start"],
        ["slutdato", "end"],
        ["timer_pr_uge", "hours_per_week"],
        ["kildesystem", "source_system"],
        ["kilde_id", "source_id"],
        ["borgernummer", "citizen_reference", "borgerreference", "reference"],
        ["dato", "date", "dag", "day"],
        ["måned", "month", "periode", "period"],
        [
            "leverede_timer",
            "delivered_hours",
            "leveret",
            "leverede",
            "delivered",
            "ata-timer",
            "ata",
            "timer",
            "hours",
        ],
        [
            "fakturerbare_timer",
            "billable_hours",
            "fakturerbare",
            "fakturerbar",
            "billable",
            "kan_faktureres",
            "timer_til_fakturering",
        ],
        ["lukket_dør", "closed_doors", "lukkede_døre", "udeblivelser", "udeblivelse", "no_shows", "no_show"],
        ["begrundelse", "reason"],
        ["mål", "goal", "formål"],
        ["andre_indsatser", "measures", "indsatser", "samtidige_indsatser"],
        ["udfald", "outcome", "resultat"],
    ];

    /// <summary>Everything that the column may be called.</summary>
    public static IReadOnlyList<string> Headers(ImportColumn column) => s_headers[(int)column];

    /// <summary>As the departments' systems write it: "timer_pr_uge".</summary>
    public static string Danish(ImportColumn column) => s_headers[(int)column][0];

    /// <summary>The alias, and the name in JSON: "hours_per_week".</summary>
    public static string English(ImportColumn column) => s_headers[(int)column][1];

    /// <summary>What stands in a row, for the one who makes a file.</summary>
    public static string Example(ImportColumn column) =>
        column switch
        {
            ImportColumn.Cpr => "610290-1234",
            ImportColumn.Name => "Ida Lund",
            ImportColumn.Department => "Beskæftigelse",
            ImportColumn.TargetGroup => "Kontanthjælp",
            ImportColumn.Provider => "Z-kurs",
            ImportColumn.Mentor => "Mona Iversen",
            ImportColumn.LegalBasis => "LAB § 167",
            ImportColumn.Start => "01-02-2026",
            ImportColumn.End => "31-07-2026",
            ImportColumn.HoursPerWeek => "2,5",
            ImportColumn.SourceSystem => "Momentum",
            ImportColumn.SourceId => "X-1",
            ImportColumn.Reference => "B-000013",
            ImportColumn.Day => "05-02-2026",
            ImportColumn.Month => "februar 2026",
            ImportColumn.Delivered => "1,75",
            ImportColumn.Billable => "2",
            ImportColumn.NoShows => "1",
            ImportColumn.Goal => "Fast job på halv tid",
            ImportColumn.Measures => "Virksomhedspraktik, Behandling",
            ImportColumn.Outcome => "Ordinært job",
            _ => "Flytning, aftalt med sagsbehandler",
        };
}
