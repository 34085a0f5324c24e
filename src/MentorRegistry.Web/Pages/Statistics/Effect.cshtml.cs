using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text.Json;
using MentorRegistry.Domain.Statistics;
using MentorRegistry.Web.Access;
using MentorRegistry.Web.Data;
using MentorRegistry.Web.Formatting;
using MentorRegistry.Web.Localization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace MentorRegistry.Web.Pages.Statistics;

/// <summary>A line as the page shows it.</summary>
public sealed record EffectLine(string Name, EffectCounts Counts);

/// <summary>A table with its heading, its lines and what comparing them shows.</summary>
/// <param name="Key">"Provider", "Duration" or "Measures": what its texts begin with.</param>
/// <param name="Lines">The lines.</param>
/// <param name="IsHidden">Whether some are left out, for they tell of too few.</param>
/// <param name="Comparison">What they show.</param>
public sealed record EffectSection(
    string Key,
    IReadOnlyList<EffectLine> Lines,
    bool IsHidden,
    EffectComparison Comparison
)
{
    /// <summary>The shares and intervals in percent, for the plot; who are nobody's are no point.</summary>
    public string Plot =>
        JsonSerializer.Serialize(
            Lines
                .Where(line => line.Counts.Told > 0)
                .Select(line => new
                {
                    name = line.Name,
                    share = Math.Round(line.Counts.Share!.Value * 100, 1),
                    low = Math.Round(line.Counts.Interval!.Value.Low * 100, 1),
                    high = Math.Round(line.Counts.Interval!.Value.High * 100, 1),
                    enough = line.Counts.Certainty == EffectCertainty.Enough,
                })
        );
}

/// <summary>
/// What came of placements that have ended, by provider, duration and other measures at the same time: how many people,
/// which share reached a goal, and how far that can be trusted. Counts alone; small ones of others' departments are joined.
/// </summary>
[TextsFrom(typeof(EffectText))]
public sealed class EffectModel(
    RegistryDb db,
    EffectQuery query,
    CurrentUser user,
    Clock clock,
    IStringLocalizer<EffectText> text
) : PageModel
{
    /// <summary>What ended longer ago tells of another effort.</summary>
    public const int Years = 3;

    private const int MostMeasures = 3;

    /// <summary>One of own departments; all departments of the municipality when <c>null</c>.</summary>
    [BindProperty(SupportsGet = true, Name = "department"), Display(Name = "Department")]
    public long? DepartmentId { get; set; }

    public IReadOnlyList<SelectListItem> Departments { get; private set; } = [];

    public DateOnly From => clock.Today.AddYears(-Years);

    /// <summary>Everybody; <c>null</c> where they are too few to be told of.</summary>
    public EffectCounts? Total { get; private set; }

    public bool IsEmpty { get; private set; }

    /// <summary>The names of the outcomes that are goals.</summary>
    public IReadOnlyList<string> Goals { get; private set; } = [];

    /// <summary>What came of it, those that are goals first.</summary>
    public IReadOnlyList<(string Name, bool IsGoal, int People)> Outcomes { get; private set; } = [];

    public IReadOnlyList<EffectSection> Sections { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken ct)
    {
        var own = user.DepartmentIds.ToHashSet();
        Departments =
        [
            .. (
                await db
                    .Departments.Where(d => own.Contains(d.Id))
                    .Select(d => new { d.Id, d.Name })
                    .ToListAsync(ct)
            )
                .OrderBy(d => d.Name, Languages.NameOrder)
                .Select(d => new SelectListItem(d.Name, d.Id.ToString(CultureInfo.InvariantCulture))),
        ];
        if (!Request.Query.ContainsKey("department"))
        {
            // Own figures first: nothing of them is joined.
            DepartmentId = Departments is [var only, ..]
                ? long.Parse(only.Value, CultureInfo.InvariantCulture)
                : null;
        }
        else if (DepartmentId is { } wanted && !own.Contains(wanted))
        {
            DepartmentId = null;
        }

        var outcomes = await db.Outcomes.AsNoTracking().ToDictionaryAsync(outcome => outcome.Id, ct);
        var providers = await db.Providers.ToDictionaryAsync(p => p.Id, p => p.Name, ct);
        Goals =
        [
            .. outcomes
                .Values.Where(outcome => outcome.IsGoal)
                .Select(outcome => outcome.Name)
                .Order(Languages.NameOrder),
        ];
        var runs = (await query.EndedAsync(From, clock.Today, ct))
            .Where(run => DepartmentId is null || run.DepartmentId == DepartmentId)
            .ToList();
        var people = EffectQuery.Latest(runs);
        EffectTable<T> Table<T>(IEnumerable<EndedRun> of, Func<EndedRun, T> keyOf) =>
            EffectTable.Of(
                EffectQuery
                    .Count(of, keyOf, id => outcomes[id].IsGoal, run => !own.Contains(run.DepartmentId))
                    .OrderBy(group => group.Key)
            );

        IsEmpty = people.Count == 0;
        Total = Table(people, _ => 0).Total;
        Sections =
        [
            SectionOf(
                "Provider",
                Table(runs, run => run.ProviderId ?? 0),
                id => id == 0 ? text["Provider_Erased"] : providers[id],
                byName: true
            ),
            SectionOf(
                "Duration",
                Table(people, run => DurationBand.Of(run.Period.First, run.Period.Last!.Value)),
                band =>
                    band == DurationBand.UpToMonths.Count
                        ? text["Duration_Over", DurationBand.UpToMonths[^1]]
                        : text["Duration_UpTo", DurationBand.UpToMonths[band]]
            ),
            SectionOf(
                "Measures",
                Table(people, run => Math.Min(run.Measures, MostMeasures)),
                many => many == MostMeasures ? text["Measures_Most", many] : text["Measures_Many", many]
            ),
        ];
        Outcomes = [.. OutcomesOf(isGoal: true).Concat(OutcomesOf(isGoal: false))];

        // Goals and the others apart: together they are what the total tells of both.
        IEnumerable<(string, bool, int)> OutcomesOf(bool isGoal)
        {
            var table = Table(
                people.Where(run => run.OutcomeId is { } id && outcomes[id].IsGoal == isGoal),
                run => run.OutcomeId!.Value
            );
            var lines = table
                .Groups.Select(group => (outcomes[group.Key].Name, isGoal, group.All.People))
                .OrderByDescending(line => line.People);
            return table.Rest is { } rest ? lines.Append((text["Rest"], isGoal, rest.People)) : lines;
        }
    }

    private EffectSection SectionOf<T>(
        string key,
        EffectTable<T> table,
        Func<T, string> nameOf,
        bool byName = false
    )
    {
        var lines = table.Groups.Select(group => new EffectLine(nameOf(group.Key), group.All)).ToList();
        if (byName)
        {
            lines = [.. lines.OrderBy(line => line.Name, Languages.NameOrder)];
        }

        var comparison = EffectComparisons.Of(lines.Select(line => line.Counts));
        if (table.Rest is { } rest)
        {
            lines.Add(new EffectLine(text[lines.Count == 0 ? "All" : "Rest"], rest));
        }

        return new EffectSection(key, lines, table.IsHidden, comparison);
    }
}
