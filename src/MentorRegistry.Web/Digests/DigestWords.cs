using System.Globalization;
using MentorRegistry.Domain.Digests;
using MentorRegistry.Domain.Flags;
using MentorRegistry.Web.Access;
using MentorRegistry.Web.Data.Flags;
using MentorRegistry.Web.Formatting;
using MentorRegistry.Web.Pages.Flags;
using MentorRegistry.Web.Pages.MyDepartment;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Localization;

namespace MentorRegistry.Web.Digests;

/// <summary>All that a digest is written from.</summary>
/// <param name="Month">The first day of its month.</param>
/// <param name="MadeOn">The day that it is made: what is not of the window is as it was then.</param>
/// <param name="Window">What was registered when it tells of.</param>
/// <param name="Head">Whose it is.</param>
/// <param name="Recipient">Who gets it.</param>
/// <param name="Departments">Those that it tells of, in the order of the figures.</param>
/// <param name="Figures">Their figures.</param>
/// <param name="Before">Those of the month before; <c>null</c> = there are none.</param>
/// <param name="Categories">The categories, in the order of the committee's tables.</param>
/// <param name="Together">Open flags of the departments, each once.</param>
/// <param name="Posts">What the head is head of.</param>
public sealed record DigestFacts(
    DateOnly Month,
    DateOnly MadeOn,
    DigestWindow Window,
    RegistryUser Head,
    RegistryUser Recipient,
    IReadOnlyList<DigestDepartment> Departments,
    DigestFigures Figures,
    DigestFigures? Before,
    IReadOnlyList<DigestCategory> Categories,
    OpenTogether Together,
    IReadOnlyList<HeadedPlace> Posts
);

/// <summary>Says a digest's figures in words, in the language of the moment. Nothing of anybody is in them.</summary>
public sealed class DigestWords(
    IStringLocalizer<DigestMailText> text,
    IStringLocalizer<StartText> startText,
    RulesInForce rules,
    RegistrySettings settings
)
{
    private const int LongestNamesInSubject = 60;

    public DigestContent Say(DigestFacts facts)
    {
        var month = Format.LongMonth(facts.Month);
        var sections = facts
            .Figures.Departments.Zip(facts.Departments)
            .Select(department => Section(facts, department.First, department.Second.Name))
            .ToList();
        return new DigestContent(
            CultureInfo.CurrentUICulture.TwoLetterISOLanguageName,
            text["Subject", month, MainThing(facts), Names(facts.Departments)],
            text["Title", month],
            text[
                "Lead",
                Format.LongDate(facts.Window.FirstDay),
                Format.LongDate(facts.Window.LastDay),
                settings.Municipality.Name,
                Format.LongDate(facts.MadeOn)
            ],
            [.. Together(facts)],
            sections,
            Why(facts)
        );
    }

    private string MainThing(DigestFacts facts)
    {
        return facts.Together.Across > 0 ? Many("Subject_Across", facts.Together.Across)
            : facts.Together.All > 0 ? Many("Subject_Open", facts.Together.All)
            : facts.Figures.Departments.All(department => department.IsQuiet) ? text["Subject_Quiet"]
            : text["Subject_NothingOpen"];
    }

    // The sections' numbers count what is of two departments twice, and the subject does not.
    private IEnumerable<DigestLine> Together(DigestFacts facts)
    {
        if (facts.Departments.Count < 2 || facts.Together.All == 0)
        {
            yield break;
        }

        if (facts.Together.Across > 0)
        {
            yield return new DigestLine(
                Many("Together_Across", facts.Together.Across),
                Href(new FlagFilter(FlagKind.OverlapAcross))
            );
        }

        yield return new DigestLine(Many("Together_Open", facts.Together.All), Href(new FlagFilter()));

        string? Href(FlagFilter filter) => facts.Together.IsAllOfReader ? Flags(filter) : null;
    }

    // A subject is cut off where mail programs list it.
    private string Names(IReadOnlyList<DigestDepartment> departments)
    {
        var names = string.Join(", ", departments.Select(department => department.Name));
        return departments.Count > 1 && names.Length > LongestNamesInSubject
            ? text["Departments", departments.Count]
            : names;
    }

    // "A, B og C".
    private string And(string[] names) =>
        names is [.. var before, var last] && before.Length > 0
            ? text["And", string.Join(", ", before), last]
            : string.Join(", ", names);

    private List<DigestLine> Why(DigestFacts facts)
    {
        var names = And([.. facts.Departments.Select(department => department.Name)]);
        var posts = And([
            .. facts.Posts.Select(post =>
                post.Unit is { } unit ? text["Why_Unit", unit, post.Department].Value : post.Department
            ),
        ]);
        return
        [
            new(
                facts.Recipient.Id == facts.Head.Id
                    ? text["Why_Head", posts]
                    : text["Why_StandIn", facts.Head.DisplayName, names]
            ),
            new(text["Why_NoPersons"]),
            new(
                text[facts.Recipient.Id == facts.Head.Id ? "Why_Settings" : "Why_Settings_StandIn"],
                Absolute("/Account/Mail")
            ),
        ];
    }

    private DigestSection Section(DigestFacts facts, DepartmentFigures figures, string name)
    {
        var placements = new PlacementFilter(new HashSet<long>()) { DepartmentId = figures.DepartmentId };
        var flags = new FlagFilter(DepartmentId: figures.DepartmentId);
        var active = new DigestNumber(
            Format.Number(figures.ActivePlacements),
            figures.ActivePlacements == 1 ? text["Number_Active_One"] : text["Number_Active_Many"],
            Placements(placements)
        );
        var registered = new DigestNumber(
            Format.Number(figures.Of(PlacementChange.Registered)),
            figures.Of(PlacementChange.Registered) == 1 ? text["Number_New_One"] : text["Number_New_Many"],
            Placements(placements.Changed(PlacementChange.Registered, facts.Window))
        );
        var open = new DigestNumber(Format.Number(figures.OpenFlags), text["Number_Open"], Flags(flags));
        return new DigestSection(
            name,
            figures.IsQuiet ? text["Quiet"].Value : null,
            [open, active, registered],
            [
                .. new DigestPart[]
                {
                    new(text["Changes"], [.. Changes(facts, figures, placements)]),
                    new(text["Decide"], [.. Decide(figures, placements, flags)], NeedsAction: true),
                    new(text["Active"], [.. Active(facts, figures, placements)]),
                }.Where(part => part.Lines.Count > 0),
            ],
            figures.Budget is { } budget ? Budget(figures, budget) : null
        );
    }

    private IEnumerable<DigestLine> Decide(
        DepartmentFigures figures,
        PlacementFilter placements,
        FlagFilter flags
    )
    {
        foreach (var flag in figures.Flags)
        {
            yield return new DigestLine(
                // As Start says them.
                startText[
                    $"Open_{flag.Kind}_{(flag.Open == 1 ? "One" : "Many")}",
                    Format.Number(flag.Open),
                    rules.Known.LongRunMonths,
                    rules.Known.EndingSoonDays
                ],
                Flags(flags with { Kind = flag.Kind })
            );
        }

        if (figures.OldDecisions > 0)
        {
            yield return new DigestLine(
                Many("Old", figures.OldDecisions, WaitingDecision.Days),
                Flags(flags with { Age = FlagAge.Old })
            );
        }

        if (figures.WithoutHours > 0)
        {
            yield return new DigestLine(
                Many("WithoutHours", figures.WithoutHours, HoursMissing.Days),
                Placements(placements with { State = ListedState.WithoutHours })
            );
        }
    }

    private IEnumerable<DigestLine> Changes(
        DigestFacts facts,
        DepartmentFigures figures,
        PlacementFilter placements
    )
    {
        foreach (var change in Enum.GetValues<PlacementChange>())
        {
            if (figures.Of(change) is > 0 and var count)
            {
                yield return new DigestLine(
                    Many($"Changed_{change}", count),
                    Placements(placements.Changed(change, facts.Window))
                );
            }
        }

        if (
            facts.Before?.Departments.SingleOrDefault(before => before.DepartmentId == figures.DepartmentId)
            is not { } then
        )
        {
            yield break;
        }

        var since = figures.Since(then);
        var month = Format.LongMonth(facts.Month.AddMonths(-1));
        yield return new DigestLine(Compared("Since_Active", since.Active, month));
        yield return new DigestLine(Compared("Since_Open", since.OpenFlags, month));
        if (since.ForecastOre is { } ore)
        {
            yield return new DigestLine(
                ore == 0
                    ? text["Since_Forecast_Same", month]
                    : text["Since_Forecast", Format.KronerMore(ore), month]
            );
        }
    }

    private IEnumerable<DigestLine> Active(
        DigestFacts facts,
        DepartmentFigures figures,
        PlacementFilter placements
    ) =>
        facts.Categories.Join(
            figures.Active,
            category => category.Id,
            active => active.CategoryId,
            (category, active) =>
                new DigestLine(
                    text["Category", Format.Number(active.Placements), category.Name],
                    Placements(placements with { CategoryId = category.Id })
                )
        );

    private DigestBudget Budget(DepartmentFigures figures, BudgetFigure budget)
    {
        // The whole bar is the budget, or the forecast where that is more.
        var whole = Math.Max(Math.Max(budget.BudgetOre ?? 0, budget.ForecastOre), 1);
        var used = Percent(budget.UsedOre);
        var lines = new List<string>
        {
            text["Budget_Forecast", Format.WholeKroner(budget.ForecastOre)],
            budget.BudgetOre is { } ore ? text["Budget_Of", Format.WholeKroner(ore)] : text["Budget_None"],
        };
        if (budget.RemainingOre is { } remaining)
        {
            lines.Add(
                remaining < 0
                    ? text["Budget_Exceeds", Format.WholeKroner(-remaining)]
                    : text["Budget_Remains", Format.WholeKroner(remaining)]
            );
        }

        return new DigestBudget(
            text["Budget", budget.Year],
            text["Budget_Used", Format.WholeKroner(budget.UsedOre)],
            text["Budget_Committed", Format.WholeKroner(budget.CommittedOre)],
            lines,
            used,
            Math.Min(Percent(budget.CommittedOre), 100 - used),
            budget.RemainingOre < 0,
            new DigestLine(
                text["Budget_See"],
                Absolute(
                    QueryHelpers.AddQueryString(
                        "/Budget",
                        new Dictionary<string, string?>(StringComparer.Ordinal)
                        {
                            ["DepartmentId"] = figures.DepartmentId.ToString(CultureInfo.InvariantCulture),
                            ["Year"] = budget.Year.ToString(CultureInfo.InvariantCulture),
                        }
                    )
                )
            )
        );

        int Percent(long part) => (int)Int128.Clamp((Int128)part * 100 / whole, 0, 100);
    }

    private string Many(string key, int count, params object[] more) =>
        text[$"{key}_{(count == 1 ? "One" : "Many")}", [Format.Number(count), .. more]];

    private string Compared(string key, int more, string month) =>
        text[
            $"{key}_{(more == 0 ? "Same" : more > 0 ? "More" : "Fewer")}",
            Format.Number(Math.Abs(more)),
            month
        ];

    private string Placements(PlacementFilter filter) => Absolute(filter.Address("/Department"));

    private string Flags(FlagFilter filter) => Absolute(filter.Address("/Flags"));

    private string Absolute(string path) => settings.Mail.BaseUrl.TrimEnd('/') + path;
}
