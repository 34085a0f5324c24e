using MentorRegistry.Domain.Flags;
using MentorRegistry.Web.Access;
using MentorRegistry.Web.Formatting;
using MentorRegistry.Web.Pages.Flags;
using MentorRegistry.Web.Pages.Shared;
using Microsoft.Extensions.Localization;

namespace MentorRegistry.Web.Pages.Citizens;

/// <summary>
/// One line of what somebody should judge: what it is in a few words, the whole of it, and the flag that it is of; without
/// one a rule has it told only.
/// </summary>
public sealed record SituationWarning(string Label, string Text, ToldFlag? Flag = null)
{
    /// <summary>Whether somebody has to decide; not where somebody has, nor where a rule has it told only.</summary>
    public bool IsOpen => Flag?.Flag.State == FlagState.Open;
}

/// <summary>A flag on the overview, where it is decided on.</summary>
public sealed record FlagOnOverview(OverviewModel Page, ToldFlag Told);

/// <summary>Some placements in a table below the cards.</summary>
public sealed record PlacementTable(OverviewModel Page, IReadOnlyList<OverviewPlacement> Placements);

/// <summary>Says where the citizen stands in the reader's words.</summary>
public sealed class SituationWords(
    CitizenSituation situation,
    FlagWords flags,
    IStringLocalizer<CitizensText> text,
    IStringLocalizer<FormatText> format
)
{
    /// <summary>Those that the warnings name, each once.</summary>
    private readonly Dictionary<long, PlacementName> _overlapping = situation
        .OverlapsNow.Concat(situation.OverlapsToCome)
        .SelectMany(pair => new[] { pair.Earlier, pair.Later })
        .DistinctBy(placement => placement.Id)
        .ToDictionary(
            placement => placement.Id,
            placement => new PlacementName(
                placement.Department,
                placement.Who,
                placement.TargetGroup,
                placement.Unit,
                PeriodIn(text, placement.First, placement.Last)
            )
        );

    /// <summary>The digits that a telephone dials.</summary>
    public static string Dial(string phone) =>
        string.Concat(phone.Where(character => char.IsAsciiDigit(character) || character == '+'));

    public IReadOnlyList<SituationWarning> Warnings() =>
        [
            .. situation.OverlapsNow.Select(Now),
            .. situation.OverlapsToCome.Select(ToCome),
            .. situation.OverlapsElsewhere.Select(Elsewhere),
            .. situation.LongRuns.Select(SameMentor),
            .. situation.LongRunWithAnyMentor is { } run ? [AnyMentor(run)] : Array.Empty<SituationWarning>(),
            .. situation.PastLastDay.Select(told => new SituationWarning(
                flags.Kind(told.Flag.Kind),
                flags.Sentence(told),
                told
            )),
        ];

    /// <summary>
    /// The first that is open in a few words, and how many more of those there are: a phone has no room for all of them.
    /// </summary>
    public string InShort(IReadOnlyList<SituationWarning> warnings)
    {
        var open = warnings.Where(warning => warning.IsOpen).ToList();
        return open.Count switch
        {
            0 => text["Warnings_NoneOpen", warnings[0].Label],
            1 => open[0].Label,
            2 => text["Warnings_AndOne", open[0].Label],
            var count => text["Warnings_AndMore", open[0].Label, count - 1],
        };
    }

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

    /// <summary>Short days: a phone has no room for more, with the telephone numbers of two mentors above the fold.</summary>
    public string OnCard(OverviewPlacement placement) =>
        placement.Last is null
            ? text["Card_OpenFrom", Format.Date(placement.First)]
            : Period(placement.First, placement.Last);

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

    public string Period(DateOnly first, DateOnly? last) => PeriodIn(text, first, last);

    private static string PeriodIn(IStringLocalizer<CitizensText> text, DateOnly first, DateOnly? last) =>
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
                : text["Overlap_NowOpen", Name(pair.Earlier), Name(pair.Later), days, since],
            situation.FlagOf(pair.Pair)
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
                ],
            situation.FlagOf(pair.Pair)
        );
    }

    /// <summary>Which department has a placement that is not seen, as far as it lets that be known.</summary>
    public string Whose(PlacementElsewhere placement) => placement.Where(format);

    private SituationWarning Elsewhere(OverlapElsewhere overlap)
    {
        var other = overlap.Other;
        return new SituationWarning(
            text[overlap.Pair.Shared.First <= situation.Today ? "Overlap_Label" : "Overlap_ComingLabel"],
            // The shared days would tell the other placement's own.
            other.Period
                is null
                ? text["Overlap_Elsewhere", NameOf(overlap.Seen), Whose(other)]
                : text[
                    "Overlap_ElsewherePeriod",
                    NameOf(overlap.Seen),
                    Whose(other),
                    Period(overlap.Pair.Shared.First, overlap.Pair.Shared.Last)
                ],
            situation.FlagOf(overlap.Pair)
        );
    }

    private string NameOf(OverviewPlacement placement) =>
        text["Overlap_Placement", placement.Department, placement.Who];

    private SituationWarning SameMentor(LongRun run)
    {
        var since = Format.LongDate(run.Run.Period.First);
        string grants = text["Run_Grants", run.Grants];
        return new SituationWarning(
            text["Run_Label", Format.Duration(run.Run.Period.First, situation.Today, format)],
            run switch
            {
                { Grants: 1 } => text["Run_TextOneGrant", run.Who, since],
                { Departments: 1 } => text["Run_Text", run.Who, since, grants],
                _ => text["Run_TextDepartments", run.Who, since, grants, run.Departments],
            },
            situation.FlagOf(FlagKind.LongWithMentor, run.Run)
        );
    }

    private SituationWarning AnyMentor(LongRun run) =>
        new(
            text["AnyRun_Label", Format.Duration(run.Run.Period.First, situation.Today, format)],
            text["AnyRun_Text", Format.LongDate(run.Run.Period.First), run.Mentors],
            situation.FlagOf(FlagKind.LongWithAnyMentor, run.Run)
        );

    private string Name(OverviewPlacement placement) =>
        text[
            "Overlap_Placement",
            placement.Department,
            _overlapping[placement.Id].Apart(_overlapping.Values) is { } apart
                ? $"{placement.Who}, {apart}"
                : placement.Who
        ];
}
