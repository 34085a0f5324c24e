using MentorRegistry.Web.Formatting;
using Microsoft.Extensions.Localization;

namespace MentorRegistry.Web.Pages.Citizens;

/// <summary>One line of what somebody should judge.</summary>
public sealed record SituationWarning(string Label, string Text);

/// <summary>Some placements in a table below the cards.</summary>
public sealed record PlacementTable(OverviewModel Page, IReadOnlyList<OverviewPlacement> Placements);

/// <summary>Says where the citizen stands in the reader's words.</summary>
public sealed class SituationWords(
    CitizenSituation situation,
    IStringLocalizer<CitizensText> text,
    IStringLocalizer<FormatText> format
)
{
    /// <summary>The digits that a telephone dials.</summary>
    public static string Dial(string phone) =>
        string.Concat(phone.Where(character => char.IsAsciiDigit(character) || character == '+'));

    public IEnumerable<SituationWarning> Warnings() =>
        [
            .. situation.OverlapsNow.Select(Now),
            .. situation.OverlapsToCome.Select(ToCome),
            .. situation.LongRuns.Select(SameMentor),
            .. situation.LongRunWithAnyMentor is { } run ? [AnyMentor(run)] : Array.Empty<SituationWarning>(),
        ];

    /// <summary>What is over, in one sentence; <c>null</c> for nothing.</summary>
    public string? OverlapsBefore()
    {
        var before = situation.OverlapsBefore;
        if (before.Count == 0)
        {
            return null;
        }

        var latest = Format.LongDate(before.Max(pair => pair.Pair.Shared.LastOrForever));
        return before.Count == 1
            ? text["Overlap_BeforeOne", latest]
            : text["Overlap_BeforeMany", before.Count, latest];
    }

    /// <summary>Which placement a link is about, for one who hears the link alone.</summary>
    public string About(OverviewPlacement placement) =>
        text["Action_Of", placement.Who, placement.Department];

    public string Until(OverviewPlacement placement) =>
        placement.Last is { } last ? text["Card_Until", Format.LongDate(last)] : text["Card_Open"];

    /// <summary>How long it still lasts, when that is soon over.</summary>
    public string? DaysLeft(OverviewPlacement placement, int soonDays)
    {
        if (placement.Last is not { } last)
        {
            return null;
        }

        var days = last.DayNumber - situation.Today.DayNumber;
        LocalizedString? left =
            days > soonDays ? null
            : days == 0 ? text["Card_LastDay"]
            : text["Card_DaysLeft", Format.Days(days, format)];
        return left?.Value;
    }

    public string Period(DateOnly first, DateOnly? last) =>
        last is { } day
            ? text["Period", Format.Date(first), Format.Date(day)]
            : text["Period_Open", Format.Date(first)];

    private SituationWarning Now(OverlappingPair pair)
    {
        var days = Format.Days(pair.Pair.DaysUntil(situation.Today), format);
        var since = Format.LongDate(pair.Pair.Shared.First);
        return new SituationWarning(
            text["Overlap_Label"],
            pair.Pair.Shared.Last is { } last
                ? text[
                    "Overlap_NowUntil",
                    Name(pair.Earlier),
                    Name(pair.Later),
                    days,
                    since,
                    Format.LongDate(last)
                ]
                : text["Overlap_NowOpen", Name(pair.Earlier), Name(pair.Later), days, since]
        );
    }

    private SituationWarning ToCome(OverlappingPair pair)
    {
        var shared = pair.Pair.Shared;
        return new SituationWarning(
            text["Overlap_ComingLabel"],
            shared.Last is { } last
                ? text[
                    "Overlap_ComingUntil",
                    Name(pair.Earlier),
                    Name(pair.Later),
                    Format.Days(shared.DaysUntil(last), format),
                    Format.LongDate(shared.First),
                    Format.LongDate(last)
                ]
                : text[
                    "Overlap_ComingOpen",
                    Name(pair.Earlier),
                    Name(pair.Later),
                    Format.LongDate(shared.First)
                ]
        );
    }

    private SituationWarning SameMentor(LongRun run)
    {
        var since = Format.LongDate(run.Run.Period.First);
        string grants = run.Grants == 1 ? text["Run_OneGrant"] : text["Run_Grants", run.Grants];
        return new SituationWarning(
            text["Run_Label", Format.Duration(run.Run.Period.First, situation.Today, format)],
            run.Departments == 1
                ? text["Run_Text", run.Who, since, grants]
                : text["Run_TextDepartments", run.Who, since, grants, run.Departments]
        );
    }

    private SituationWarning AnyMentor(LongRun run) =>
        new(
            text["AnyRun_Label", Format.Duration(run.Run.Period.First, situation.Today, format)],
            text["AnyRun_Text", Format.LongDate(run.Run.Period.First), run.Mentors]
        );

    private string Name(OverviewPlacement placement) =>
        text["Overlap_Placement", placement.Department, placement.Who];
}
