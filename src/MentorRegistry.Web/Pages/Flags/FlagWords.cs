using MentorRegistry.Domain;
using MentorRegistry.Domain.Flags;
using MentorRegistry.Web.Access;
using MentorRegistry.Web.Formatting;
using MentorRegistry.Web.Pages.Shared;
using Microsoft.Extensions.Localization;

namespace MentorRegistry.Web.Pages.Flags;

/// <summary>Says a flag in the reader's words, no more of it than may be told.</summary>
public sealed class FlagWords(
    IStringLocalizer<FlagsText> text,
    IStringLocalizer<HistoryText> history,
    IStringLocalizer<FormatText> format,
    FlagRules rules,
    DateOnly today
)
{
    /// <summary>The kind; of a run with the months of the rules in force.</summary>
    public string Kind(FlagKind kind) =>
        kind switch
        {
            FlagKind.LongWithMentor => text["Kind_LongWithMentor", rules.LongRunMonths],
            FlagKind.LongWithAnyMentor => text["Kind_LongWithAnyMentor", rules.LongRunMonths],
            FlagKind.ReachesLong => text["Kind_ReachesLong", rules.LongRunMonths],
            _ => history[$"Kind_{kind}"],
        };

    /// <summary>The kind in a few words, as a mark on a placement.</summary>
    public string InShort(FlagKind kind) => text[$"Short_{kind}", rules.LongRunMonths];

    /// <summary>Whether it is an overlap of a few days, as far as its days are told.</summary>
    public static bool IsShort(ToldFlag told) =>
        told
            is {
                IsWhole: true,
                Days: { Last: { } last } days,
                Flag.Kind: FlagKind.OverlapAcross or FlagKind.OverlapWithin
            }
        && days.DaysUntil(last) <= FlagFilter.MostShortDays;

    /// <summary>What the condition is, in one sentence.</summary>
    public string Sentence(ToldFlag told) =>
        told.Flag.Kind switch
        {
            FlagKind.OverlapAcross or FlagKind.OverlapWithin => Overlap(told),
            FlagKind.LongWithMentor => SameMentor(told),
            FlagKind.LongWithAnyMentor => text[
                "Say_LongWithAnyMentor",
                Format.Duration(told.Days!.Value.First, today, format),
                Format.LongDate(told.Days.Value.First),
                told.Seen.Select(p => p.Span.Mentor).Distinct().Count()
            ],
            FlagKind.ReachesLong => ReachesLong(told),
            FlagKind.GrantTooLong => text[
                "Say_GrantTooLong",
                Names(told),
                Period(told.Days!.Value),
                told.Seen[0].LegalBasis
            ],
            FlagKind.GrantEnding => text[
                "Say_GrantEnding",
                Names(told),
                Format.LongDate(told.Days!.Value.LastOrForever)
            ],
            FlagKind.PastLastDay => text[
                "Say_PastLastDay",
                Names(told),
                Format.LongDate(told.Days!.Value.LastOrForever)
            ],
            _ => text["Say_NoLongerActive", Names(told), Format.LongDate(told.Since!.Value)],
        };

    /// <summary>
    /// Since when, and for how many days; says that it is not shown where it may not be told. Of a closed one the days are
    /// those that it had before, and are not counted.
    /// </summary>
    public (string Day, string? Days) Since(ToldFlag told) =>
        told.Since is not { } since ? (text["Since_NotShown"], null)
        : told.Flag.State == FlagState.Closed ? (Format.Date(since), null)
        : since <= today ? (Format.Date(since), Format.Days(today.DayNumber - since.DayNumber + 1, format))
        : (Format.Date(since), text["Since_ToCome"]);

    /// <summary>Who should act: the caseworkers where they are known, or else the departments.</summary>
    public string WhoActs(ToldFlag told) =>
        string.Join(
            ", ",
            told.Seen.Select(p =>
                    string.IsNullOrWhiteSpace(p.Caseworker)
                        ? p.InDepartment.Name
                        : text["Placement", p.InDepartment.Name, p.Caseworker].Value
                )
                .Append(
                    told.Flag.Kind != FlagKind.OverlapAcross || told.IsWhole
                        ? null
                        : told.Elsewhere?.Department ?? text["Who_OtherDepartment"].Value
                )
                .OfType<string>()
                .Distinct()
        );

    /// <summary>What its placements cost a month, those that are seen; <c>null</c> where that is not known.</summary>
    public string? Cost(ToldFlag told) =>
        told.Flag.State == FlagState.Closed || told.OreAMonth is not { } ore
            ? null
            : text[told.IsWhole ? "Cost" : "Cost_Seen", Format.WholeKroner(ore)].Value;

    /// <summary>
    /// Where it is in its life; of one that somebody had decided on and that is open again, why, to those who see all of
    /// it: a mentor or days of the other department are not told.
    /// </summary>
    public string State(ToldFlag told) =>
        told.Flag is not { State: FlagState.Open, Reopened: { } why } ? history[$"State_{told.Flag.State}"]
        : told.IsWhole ? text["Reopened_Because", history[$"Reopened_{why}"]]
        : text["Reopened"];

    /// <summary>What was decided; <c>null</c> while it is open.</summary>
    public string? Decision(ToldFlag told) =>
        told.Flag.Decision switch
        {
            FlagDecision.Justified => text[
                "Decided_Justified",
                Format.LongDate(told.Flag.JustifiedUntil!.Value)
            ].Value,
            FlagDecision.Coordinated when told.TellsWhy => text[
                "Decided_CoordinatedWith",
                told.Flag.CoordinatedWith ?? ""
            ].Value,
            FlagDecision.Coordinated => text["Decided_Coordinated"].Value,
            FlagDecision.EndsOne => text[IsOfOne(told) ? "Decided_Ends" : "Decided_EndsOne"].Value,
            _ => null,
        };

    /// <summary>The choice to end: of the one placement where all are about one.</summary>
    public string Ends(IReadOnlyCollection<ToldFlag> told) =>
        told.Count > 0 && told.All(IsOfOne) ? text["Choice_Ends"] : history["Decision_EndsOne"];

    /// <summary>When it was decided, and by whom where that may be told.</summary>
    public string? DecidedBy(ToldFlag told) =>
        told.Flag.DecidedOn is not { } day ? null
        : told is { TellsWhy: true, Flag.DecidedBy: { } by } ? text["Decided_By", Format.Date(day), by].Value
        : text["Decided_On", Format.Date(day)].Value;

    /// <summary>What it was judged by: the numbers are those that the flag keeps, not those of today's settings.</summary>
    public string Rule(Flag flag) =>
        (flag.Kind, flag.RuleNumbers) switch
        {
            (FlagKind.OverlapAcross or FlagKind.OverlapWithin, [0]) => text["Rule_OverlapAll"],
            (FlagKind.OverlapAcross or FlagKind.OverlapWithin, [var days]) => text[
                "Rule_OverlapHandover",
                Format.Days(days, format)
            ],
            (FlagKind.LongWithMentor, [var months, var gap]) => text[
                "Rule_LongWithMentor",
                Format.Months(months, format),
                Format.Days(gap, format)
            ],
            (FlagKind.LongWithAnyMentor, [var months, var gap]) => text[
                "Rule_LongWithAnyMentor",
                Format.Months(months, format),
                Format.Days(gap, format)
            ],
            (FlagKind.ReachesLong, [var months, var gap, var ahead]) => text[
                "Rule_ReachesLong",
                Format.Months(months, format),
                Format.Days(gap, format),
                Format.Days(ahead, format)
            ],
            (FlagKind.GrantTooLong, [var months]) => text["Rule_GrantTooLong", Format.Months(months, format)],
            (FlagKind.GrantEnding, [var days]) => text["Rule_GrantEnding", Format.Days(days, format)],
            (FlagKind.PastLastDay, [var days]) => text["Rule_PastLastDay", Format.Days(days, format)],
            _ => text["Rule_NoLongerActive"],
        };

    public string Period(DatePeriod days) =>
        days.Last is { } last
            ? text["Period", Format.Date(days.First), Format.Date(last)]
            : text["Period_Open", Format.Date(days.First)];

    /// <summary>What a placement is called: department and mentor, and what tells it from another alike.</summary>
    public string Name(ToldFlag told, FlaggedPlacement placement)
    {
        var apart = NameOf(placement).Apart(told.Seen.Select(NameOf));
        return text[
            "Placement",
            placement.InDepartment.Name,
            apart is null ? placement.Who : $"{placement.Who}, {apart}"
        ];
    }

    // Of what is not seen whole there is always another.
    private static bool IsOfOne(ToldFlag told) => told.Flag.Placements.Count == 1;

    private string ReachesLong(ToldFlag told)
    {
        var months = told.Flag.RuleNumbers[0];
        var day = CalendarMonths.FirstDayOver(told.Days!.Value.First, months)!.Value;
        var left = day.DayNumber - today.DayNumber;
        return left <= 0
            // The day has come, and the night has not been yet.
            ? SameMentor(told)
            : text[
                "Say_ReachesLong",
                told.Seen[^1].Who,
                Format.Months(months, format),
                Format.LongDate(day),
                Format.Days(left, format),
                Format.Days(rules.ReachesLongStep(left), format)
            ];
    }

    private string SameMentor(ToldFlag told) =>
        text[
            "Say_LongWithMentor",
            told.Seen[^1].Who,
            Format.Duration(told.Days!.Value.First, today, format),
            Format.LongDate(told.Days.Value.First)
        ];

    private string Overlap(ToldFlag told)
    {
        var first = Name(told, told.Seen[0]);
        if (!told.IsWhole)
        {
            var where = PlacementElsewhere.Where(told.Elsewhere?.Department, format);
            return told.Days is { } shown
                ? text["Say_OverlapElsewherePeriod", first, where, Period(shown)]
                : text["Say_OverlapElsewhere", first, where];
        }

        var second = Name(told, told.Seen[1]);
        var days = told.Days!.Value;
        return (days.First <= today, days.Last) switch
        {
            (true, { } last) => text[
                "Say_OverlapNow",
                first,
                second,
                Format.Days(days.DaysUntil(today), format),
                Format.LongDate(last)
            ],
            (true, null) => text[
                "Say_OverlapNowOpen",
                first,
                second,
                Format.Days(days.DaysUntil(today), format)
            ],
            (false, { } last) => text[
                "Say_OverlapToCome",
                first,
                second,
                Format.Days(days.DaysUntil(last), format),
                Format.LongDate(days.First),
                Format.LongDate(last)
            ],
            _ => text["Say_OverlapToComeOpen", first, second, Format.LongDate(days.First)],
        };
    }

    private string Names(ToldFlag told) => Name(told, told.Seen[0]);

    private PlacementName NameOf(FlaggedPlacement placement) =>
        new(
            placement.InDepartment.Name,
            placement.Who,
            placement.TargetGroup,
            placement.Unit,
            Period(placement.Period)
        );
}
