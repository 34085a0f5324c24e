using MentorRegistry.Domain.Placements;
using MentorRegistry.Web.Formatting;
using Microsoft.Extensions.Localization;

namespace MentorRegistry.Web.Imports;

/// <summary>Errors and warnings as sentences in the person's language.</summary>
public sealed class ImportSentences(IStringLocalizer<ImportsText> text)
{
    public string Of(ImportError error) => text[$"Problem_{error.Problem}", error.Detail];

    /// <summary>"række 7, startdato"; for the file as a whole: "Filen".</summary>
    public string Place(ImportError error) =>
        error switch
        {
            { Row: 0 } => text["Place_File"],
            { Header: null } => text["Place_Row", error.Row],
            _ => text["Place_RowColumn", error.Row, error.Header],
        };

    public string Of(ImportWarning warning) =>
        warning.Warning switch
        {
            // Whoever loads a file may not see the other department's days; which it is, they learn on the overview.
            PlacementWarning.Overlaps { Pair.IsAcrossDepartments: true } => text["Warning_OverlapElsewhere"],
            PlacementWarning.Elsewhere => text["Warning_Elsewhere"],
            PlacementWarning.Overlaps overlap => overlap.Pair.Shared.Last is { } last
                ? text["Warning_Overlap", Format.Date(overlap.Pair.Shared.First), Format.Date(last)]
                : text["Warning_OverlapOpen", Format.Date(overlap.Pair.Shared.First)],
            PlacementWarning.LongerThanLegalBasis longer => text[
                "Warning_LongerThanLegalBasis",
                longer.LongestMonths
            ],
            PlacementWarning.LongRun run => text["Warning_LongRun", run.Months],
            _ => "",
        };

    public string Column(ImportColumn column) => text[$"Column_{column}"];
}
