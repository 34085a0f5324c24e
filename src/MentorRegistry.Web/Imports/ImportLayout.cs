using System.Collections.Frozen;

namespace MentorRegistry.Web.Imports;

/// <summary>Which columns a file of one kind has.</summary>
public sealed class ImportLayout
{
    private readonly FrozenDictionary<string, ImportColumn> _byHeader;

    private ImportLayout(ImportColumn[] columns, ImportColumn[][][] required, ImportColumn[] sample)
    {
        Columns = columns;
        Required = required;
        Sample = sample;
        _byHeader = columns
            .SelectMany(column =>
                ImportColumns.Headers(column).Select(header => (Key: Simplified(header), column))
            )
            .DistinctBy(pair => pair.Key)
            .ToFrozenDictionary(pair => pair.Key, pair => pair.column);
    }

    /// <summary>
    /// A row is a placement. Goal, other measures and outcome may be there; of the others all the columns must, and the
    /// values of two may be empty.
    /// </summary>
    public static ImportLayout Placements { get; } =
        WithOptional(
            [.. Enumerable.Range(0, (int)ImportColumn.SourceId + 1).Select(i => (ImportColumn)i)],
            [ImportColumn.Goal, ImportColumn.Measures, ImportColumn.Outcome]
        );

    /// <summary>A row is what was done for a citizen on a day or in a month.</summary>
    public static ImportLayout Hours { get; } =
        new(
            [
                ImportColumn.Cpr,
                ImportColumn.Reference,
                ImportColumn.SourceSystem,
                ImportColumn.SourceId,
                ImportColumn.Provider,
                ImportColumn.Mentor,
                ImportColumn.Day,
                ImportColumn.Month,
                ImportColumn.Delivered,
                ImportColumn.Billable,
                ImportColumn.NoShows,
                ImportColumn.Reason,
            ],
            [
                [
                    [ImportColumn.Cpr],
                    [ImportColumn.Reference],
                    [ImportColumn.SourceSystem, ImportColumn.SourceId],
                ],
                [
                    [ImportColumn.Day],
                    [ImportColumn.Month],
                ],
                [
                    [ImportColumn.Delivered],
                ],
            ],
            [
                ImportColumn.Cpr,
                ImportColumn.Provider,
                ImportColumn.Mentor,
                ImportColumn.Day,
                ImportColumn.Delivered,
                ImportColumn.Billable,
                ImportColumn.NoShows,
                ImportColumn.Reason,
            ]
        );

    /// <summary>The columns, in the order in which they are told and exported.</summary>
    public IReadOnlyList<ImportColumn> Columns { get; }

    /// <summary>What a file must have: of each, one of several sets of columns.</summary>
    public IReadOnlyList<ImportColumn[][]> Required { get; }

    /// <summary>The columns of a file to begin with.</summary>
    public IReadOnlyList<ImportColumn> Sample { get; }

    /// <summary>The column that a header names, whatever its case, blanks, dots, underscores and hyphens.</summary>
    public ImportColumn? Find(string header) =>
        _byHeader.TryGetValue(Simplified(header), out var column) ? column : null;

    private static ImportLayout WithOptional(ImportColumn[] required, ImportColumn[] optional) =>
        new(
            [.. required, .. optional],
            [
                .. required.Select(column =>
                    (ImportColumn[][])
                        [
                            [column],
                        ]
                ),
            ],
            [.. required, .. optional]
        );

    private static string Simplified(string header) =>
        string.Concat(
            header
                .Normalize()
                .Where(c => !char.IsWhiteSpace(c) && c is not ('.' or '_' or '-' or '\uFEFF'))
                .Select(char.ToLowerInvariant)
        );
}
