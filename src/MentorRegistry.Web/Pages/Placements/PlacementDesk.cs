using MentorRegistry.Domain.Flags;
using MentorRegistry.Domain.Placements;
using MentorRegistry.Domain.Sharing;
using MentorRegistry.Web.Access;
using MentorRegistry.Web.Data;
using MentorRegistry.Web.Formatting;
using MentorRegistry.Web.Pages.Shared;
using Microsoft.Extensions.Localization;

namespace MentorRegistry.Web.Pages.Placements;

/// <summary>What all pages that register and change placements work with.</summary>
public sealed class PlacementDesk(
    RegistryDb db,
    CurrentUser user,
    LookupLog lookups,
    CitizenAccess access,
    RegistrySettings settings,
    Clock clock,
    IStringLocalizer<PlacementsText> texts,
    IStringLocalizer<FormatText> formats
)
{
    public RegistryDb Db => db;

    public CurrentUser User => user;

    public LookupLog Lookups => lookups;

    public CitizenAccess Access => access;

    public MunicipalitySettings Municipality => settings.Municipality;

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

    /// <summary>
    /// All that saving the grant would raise, by the rules as this municipality has set them: judged over everything,
    /// told as far as the user may know it.
    /// </summary>
    public IReadOnlyList<PlacementWarning> Warnings(
        PlacementSpan placement,
        Grant grant,
        int? longestGrantMonths,
        IReadOnlyCollection<PlacementSpan> others,
        Insight insight
    )
    {
        var seen = others.Where(other => insight.SeesAllOf(other.DepartmentId)).ToList();
        var all = Warnings(placement, grant, longestGrantMonths, others);
        return seen.Count == others.Count
            ? all
            : PlacementCheck.AsTold(all, Warnings(placement, grant, longestGrantMonths, seen));
    }

    private IReadOnlyList<PlacementWarning> Warnings(
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

    /// <summary>Warnings in words.</summary>
    /// <param name="warnings">What is warned of.</param>
    /// <param name="placements">The citizen's placements.</param>
    /// <param name="who">The mentor (or provider) of the placement at hand.</param>
    /// <param name="legalBasis">Its legal basis.</param>
    public IReadOnlyList<ShownWarning> InWords(
        IReadOnlyList<PlacementWarning> warnings,
        ToldPlacements placements,
        string who,
        string legalBasis
    )
    {
        var ids = warnings
            .OfType<PlacementWarning.Overlaps>()
            .Select(overlap => overlap.Other.PlacementId)
            .ToHashSet();
        var overlapping = placements
            .Seen.Where(placement => ids.Contains(placement.PlacementId))
            .ToDictionary(placement => placement.PlacementId, NameOf);
        return
        [
            .. warnings
                // One that has ended in another department, and may not be told of at all, overlaps nobody's business.
                .Where(warning =>
                    warning is not PlacementWarning.Overlaps overlap
                    || overlapping.ContainsKey(overlap.Other.PlacementId)
                    || placements.Elsewhere.Any(other => other.Id == overlap.Other.PlacementId)
                )
                .Select(warning => InWords(warning, placements, overlapping, who, legalBasis)),
        ];
    }

    private ShownWarning InWords(
        PlacementWarning warning,
        ToldPlacements placements,
        Dictionary<long, PlacementName> overlapping,
        string who,
        string legalBasis
    ) =>
        warning switch
        {
            PlacementWarning.Overlaps overlap when !overlapping.ContainsKey(overlap.Other.PlacementId) =>
                OverlapElsewhere(overlap, placements),
            PlacementWarning.Overlaps overlap => Overlap(overlap, overlapping),
            PlacementWarning.LongRunElsewhere elsewhere => new(
                FormattableString.Invariant($"run-elsewhere:{placements.CitizenVersion}"),
                texts["Warning_LongRunElsewhere", who, Format.Months(elsewhere.Run.Months, formats)]
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

    // The key may not tell the days either: that anything of the citizen has changed since is enough to ask again.
    private ShownWarning OverlapElsewhere(PlacementWarning.Overlaps overlap, ToldPlacements placements)
    {
        var other = placements.Elsewhere.First(placement => placement.Id == overlap.Other.PlacementId);
        var where = other.Where(formats);
        return new(
            FormattableString.Invariant($"overlap-elsewhere:{other.Id}:{placements.CitizenVersion}"),
            other.Period is null
                ? texts["Warning_OverlapElsewhere", where]
                : texts[
                    "Warning_OverlapElsewherePeriod",
                    where,
                    overlap.Pair.Shared.Last is { } last
                        ? texts["Period", Format.Date(overlap.Pair.Shared.First), Format.Date(last)]
                        : texts["Period_Open", Format.Date(overlap.Pair.Shared.First)]
                ]
        );
    }

    private PlacementName NameOf(CitizenMentor other) =>
        new(
            other.Department,
            other.Who,
            other.TargetGroup,
            other.Unit,
            other.Period.Last is { } last
                ? texts["Period", Format.Date(other.Period.First), Format.Date(last)]
                : texts["Period_Open", Format.Date(other.Period.First)]
        );

    private ShownWarning Overlap(
        PlacementWarning.Overlaps overlap,
        Dictionary<long, PlacementName> overlapping
    )
    {
        var shared = overlap.Pair.Shared;
        var other = overlapping[overlap.Other.PlacementId];
        var department = other.Apart(overlapping.Values) is { } apart
            ? $"{other.Department}, {apart}"
            : other.Department;
        return new(
            $"overlap:{overlap.Other.PlacementId}:{shared}",
            shared.Last is { } last
                ? texts[
                    "Warning_Overlap",
                    other.Who,
                    department,
                    Format.Days(shared.DaysUntil(last), formats),
                    Format.LongDate(shared.First),
                    Format.LongDate(last)
                ]
                : texts["Warning_OverlapOpen", other.Who, department, Format.LongDate(shared.First)]
        );
    }
}

/// <summary>A warning as it stands on the page.</summary>
/// <param name="Key">Which it is, exactly: other days or another placement are another warning.</param>
/// <param name="Sentence">What the person reads.</param>
public sealed record ShownWarning(string Key, string Sentence);
