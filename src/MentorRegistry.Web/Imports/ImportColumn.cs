using System.Collections.Frozen;

namespace MentorRegistry.Web.Imports;

/// <summary>What a file of placements has a column for. All of them must be there; the values of two may be empty.</summary>
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
}

/// <summary>What the columns are called. Import and export share it.</summary>
public static class ImportColumns
{
    public static IReadOnlyList<ImportColumn> All { get; } = Enum.GetValues<ImportColumn>();

    private static readonly string[][] Headers =
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
    ];

    private static readonly FrozenDictionary<string, ImportColumn> ByHeader = All.SelectMany(column =>
            Headers[(int)column].Select(header => (Key: Simplified(header), column))
        )
        .DistinctBy(pair => pair.Key)
        .ToFrozenDictionary(pair => pair.Key, pair => pair.column);

    /// <summary>As the departments' systems write it: "timer_pr_uge".</summary>
    public static string Danish(ImportColumn column) => Headers[(int)column][0];

    /// <summary>The alias, and the name in JSON: "hours_per_week".</summary>
    public static string English(ImportColumn column) => Headers[(int)column][1];

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
            _ => "X-1",
        };

    /// <summary>Whether a row may leave it empty: an open placement, and a provider that sends whom it has.</summary>
    public static bool MayBeEmpty(ImportColumn column) => column is ImportColumn.Mentor or ImportColumn.End;

    /// <summary>The column that a header names, whatever its case, blanks, dots, underscores and hyphens.</summary>
    public static ImportColumn? Find(string header) =>
        ByHeader.TryGetValue(Simplified(header), out var column) ? column : null;

    private static string Simplified(string header) =>
        string.Concat(
            header
                .Normalize()
                .Where(c => !char.IsWhiteSpace(c) && c is not ('.' or '_' or '-' or '\uFEFF'))
                .Select(char.ToLowerInvariant)
        );
}
