using MentorRegistry.Domain.Flags;
using MentorRegistry.Domain.Organisation;
using MentorRegistry.Domain.Placements;
using MentorRegistry.Domain.Sharing;
using MentorRegistry.Web.Access;
using MentorRegistry.Web.Data;
using MentorRegistry.Web.Data.Flags;
using MentorRegistry.Web.Formatting;
using MentorRegistry.Web.Pages.Flags;
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
    RulesInForce rules,
    Clock clock,
    ToldFlags flags,
    IStringLocalizer<PlacementsText> texts,
    IStringLocalizer<FlagsText> flagTexts,
    IStringLocalizer<HistoryText> historyTexts,
    IStringLocalizer<FormatText> formats
)
{
    public RegistryDb Db => db;

    public CurrentUser User => user;

    public LookupLog Lookups => lookups;

    public CitizenAccess Access => access;

    public MunicipalitySettings Municipality => settings.Municipality;

    public Clock Clock => clock;

    public ToldFlags Flags => flags;

    public FlagWords FlagWords { get; } = new(flagTexts, historyTexts, formats, rules.Known, clock.Today);

    public IStringLocalizer<PlacementsText> Texts => texts;

    /// <summary>Today, or on a Saturday or Sunday the Monday after: the day that a placement usually begins.</summary>
    public DateOnly NextWorkday =>
        clock.Today.DayOfWeek switch
        {
            DayOfWeek.Saturday => clock.Today.AddDays(2),
            DayOfWeek.Sunday => clock.Today.AddDays(1),
            _ => clock.Today,
        };

    /// <summary>All that saving the grant would raise, by the rules as this municipality has set them, as far as the user may be told it.</summary>
    /// <param name="placement">The placement as it would be.</param>
    /// <param name="grant">The grant.</param>
    /// <param name="longestGrantMonths">The legal basis' limit.</param>
    /// <param name="others">The citizen's placements, their departments loaded.</param>
    /// <param name="insight">What the user may see of the citizen.</param>
    public IReadOnlyList<PlacementWarning> Warnings(
        PlacementSpan placement,
        Grant grant,
        int? longestGrantMonths,
        IReadOnlyCollection<Placement> others,
        Insight insight
    ) =>
        PlacementCheck.AsTold(
            placement,
            grant.Period,
            longestGrantMonths,
            others.Select(other => other.Span),
            insight.Of,
            others
                .Select(other => other.Department)
                .OfType<Department>()
                .DistinctBy(department => department.Id)
                .ToDictionary(department => department.Id),
            rules.Known
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
        return [.. warnings.Select(warning => InWords(warning, placements, overlapping, who, legalBasis))];
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
            PlacementWarning.Elsewhere elsewhere => new(
                $"elsewhere:{Key(elsewhere.Department)}",
                texts["Warning_Elsewhere", PlacementElsewhere.Where(elsewhere.Department, formats)]
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

    private ShownWarning OverlapElsewhere(PlacementWarning.Overlaps overlap, ToldPlacements placements)
    {
        var department = placements
            .Elsewhere.First(other => other.Id == overlap.Other.PlacementId)
            .Department;
        var shared = overlap.Pair.Shared;
        return new(
            $"overlap-elsewhere:{Key(department)}:{shared}",
            texts[
                "Warning_OverlapElsewherePeriod",
                PlacementElsewhere.Where(department, formats),
                shared.Last is { } last
                    ? texts["Period", Format.Date(shared.First), Format.Date(last)]
                    : texts["Period_Open", Format.Date(shared.First)]
            ]
        );
    }

    // What is told, and no number, which would tell a hidden department or when a placement was registered.
    private static string Key(string? department) => Uri.EscapeDataString(department ?? "");

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
                : texts["Warning_OverlapOpen", other.Who, department, Format.LongDate(shared.First)],
            NeedsReason: !overlap.IsToldOnly
        );
    }
}

/// <summary>A warning as it stands on the page.</summary>
/// <param name="Key">Which it is, exactly: other days or another placement are another warning.</param>
/// <param name="Sentence">What the person reads.</param>
/// <param name="NeedsReason">Whether saving asks for a reason.</param>
public sealed record ShownWarning(string Key, string Sentence, bool NeedsReason = true);
