using MentorRegistry.Domain.Flags;
using MentorRegistry.Domain.Placements;
using MentorRegistry.Web.Access;
using MentorRegistry.Web.Data;
using MentorRegistry.Web.Formatting;
using Microsoft.Extensions.Localization;

namespace MentorRegistry.Web.Pages.Placements;

/// <summary>What all pages that register and change placements work with.</summary>
public sealed class PlacementDesk(
    RegistryDb db,
    CurrentUser user,
    LookupLog lookups,
    RegistrySettings settings,
    Clock clock,
    IStringLocalizer<PlacementsText> texts,
    IStringLocalizer<FormatText> formats
)
{
    public RegistryDb Db => db;

    public CurrentUser User => user;

    public LookupLog Lookups => lookups;

    public Clock Clock => clock;

    public IStringLocalizer<PlacementsText> Texts => texts;

    /// <summary>Today, or on a Saturday or Sunday the Monday after: the day that a placement usually begins.</summary>
    public DateOnly NextWorkday =>
        clock.Today.DayOfWeek switch
        {
            DayOfWeek.Saturday => clock.Today.AddDays(2),
            DayOfWeek.Sunday => clock.Today.AddDays(1),
            _ => clock.Today,
        };

    /// <summary>All that saving the grant would raise, by the rules as this municipality has set them.</summary>
    public IReadOnlyList<PlacementWarning> Warnings(
        PlacementSpan placement,
        Grant grant,
        int? longestGrantMonths,
        IReadOnlyCollection<PlacementSpan> others
    ) =>
        PlacementCheck.Warnings(
            placement,
            grant.Period,
            longestGrantMonths,
            others,
            settings.Rules.RunGapDays,
            settings.Rules.LongRunMonths
        );

    /// <summary>A warning in words.</summary>
    /// <param name="warning">What is warned of.</param>
    /// <param name="others">The citizen's placements.</param>
    /// <param name="who">The mentor (or provider) of the placement at hand.</param>
    /// <param name="legalBasis">Its legal basis.</param>
    public ShownWarning InWords(
        PlacementWarning warning,
        IEnumerable<CitizenMentor> others,
        string who,
        string legalBasis
    ) =>
        warning switch
        {
            PlacementWarning.Overlaps overlap => Overlap(
                overlap,
                others.First(other => other.PlacementId == overlap.Other.PlacementId)
            ),
            PlacementWarning.LongerThanLegalBasis longer => new(
                $"basis:{longer.LongestMonths}:{longer.Grant}",
                texts[
                    longer.Grant.Last is null ? "Warning_BasisOpen" : "Warning_Basis",
                    legalBasis,
                    Format.Months(longer.LongestMonths, formats),
                    Format.LongDate(longer.Grant.First.AddMonths(longer.LongestMonths)),
                    longer.Grant.Last is { } last ? Format.LongDate(last) : ""
                ]
            ),
            PlacementWarning.LongRun run => new(
                FormattableString.Invariant(
                    $"run:{run.Mentor.ProviderId}:{run.Mentor.MentorId}:{run.Months}:{run.Since:yyyy-MM-dd}..{run.Until:yyyy-MM-dd}"
                ),
                run.Until is { } until
                    ? texts[
                        "Warning_LongRun",
                        who,
                        Format.Duration(run.Since, until, formats),
                        Format.LongDate(run.Since),
                        Format.Months(run.Months, formats),
                        Format.LongDate(run.PassedOn),
                        Format.LongDate(until)
                    ]
                    : texts[
                        "Warning_LongRunOpen",
                        who,
                        Format.LongDate(run.Since),
                        Format.Months(run.Months, formats),
                        Format.LongDate(run.PassedOn)
                    ]
            ),
            _ => throw new ArgumentOutOfRangeException(nameof(warning), warning, "Unknown warning."),
        };

    /// <summary>
    /// Says at the right field why a grant cannot follow <paramref name="before"/>. Hours are told of by the form already.
    /// </summary>
    public IEnumerable<(string Field, string Text)> InWords(
        IEnumerable<GrantRefusal> refusals,
        Grant? before
    ) =>
        refusals
            .Where(refusal => refusal != GrantRefusal.HoursOutsideWeek)
            .Select(refusal =>
                refusal switch
                {
                    GrantRefusal.BeginsBeforeGrantBefore => (
                        "Input.First",
                        texts["Refusal_BeginsBeforeGrantBefore", Format.LongDate(before!.First)].Value
                    ),
                    GrantRefusal.LeavesGap => (
                        "Input.First",
                        texts["Refusal_LeavesGap", Format.LongDate(before!.Last!.Value.AddDays(1))].Value
                    ),
                    GrantRefusal.PlacementEnded => ("", texts["Refusal_PlacementEnded"].Value),
                    GrantRefusal.PlacementCancelled => ("", texts["Refusal_PlacementCancelled"].Value),
                    _ => ("", texts["Refusal_NothingToExtend"].Value),
                }
            );

    private ShownWarning Overlap(PlacementWarning.Overlaps overlap, CitizenMentor other)
    {
        var shared = overlap.Pair.Shared;
        return new(
            $"overlap:{overlap.Other.PlacementId}:{shared}",
            shared.Last is { } last
                ? texts[
                    "Warning_Overlap",
                    other.Who,
                    other.Department,
                    Format.Days(shared.DaysUntil(last), formats),
                    Format.LongDate(shared.First),
                    Format.LongDate(last)
                ]
                : texts["Warning_OverlapOpen", other.Who, other.Department, Format.LongDate(shared.First)]
        );
    }
}

/// <summary>A warning as it stands on the page.</summary>
/// <param name="Key">Which it is, exactly: other days or another placement are another warning.</param>
/// <param name="Sentence">What the person reads.</param>
public sealed record ShownWarning(string Key, string Sentence);
