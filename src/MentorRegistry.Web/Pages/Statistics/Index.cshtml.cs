using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text.Json;
using MentorRegistry.Domain.Statistics;
using MentorRegistry.Web.Access;
using MentorRegistry.Web.Data;
using MentorRegistry.Web.Data.Statistics;
using MentorRegistry.Web.Formatting;
using MentorRegistry.Web.Localization;
using MentorRegistry.Web.Pages.MyDepartment;
using MentorRegistry.Web.Statistics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace MentorRegistry.Web.Pages.Statistics;

/// <summary>The committee's two tables on any day, the development until then, and what an hour costs.</summary>
[TextsFrom(typeof(StatisticsText))]
public sealed class IndexModel(
    RegistryDb db,
    StatisticsDays days,
    StatisticsComposer composer,
    StatisticsScopes scopes,
    CurrentUser user,
    Clock clock,
    IStringLocalizer<StatisticsText> texts
) : PageModel
{
    private static readonly int[] s_years = [2, 5, 10];

    /// <summary>The day; today, where nobody chose.</summary>
    [BindProperty(SupportsGet = true), Display(Name = "Day")]
    public DateOnly? Day { get; set; }

    [BindProperty(SupportsGet = true), Display(Name = "With")]
    public DateOnly? With { get; set; }

    [BindProperty(SupportsGet = true, Name = "department"), Display(Name = "Department")]
    public string? Department { get; set; }

    [BindProperty(SupportsGet = true), Display(Name = "Unit")]
    public long? UnitId { get; set; }

    [BindProperty(SupportsGet = true), Display(Name = "Mentor")]
    public long? MentorId { get; set; }

    [BindProperty(SupportsGet = true), Display(Name = "LegalBasis")]
    public long? LegalBasisId { get; set; }

    [BindProperty(SupportsGet = true), Display(Name = "Years")]
    public int? Years { get; set; }

    public StatisticsContent? Shown { get; private set; }

    public StatisticsScope Scope { get; private set; } = null!;

    public IReadOnlyList<SelectListItem> Departments { get; private set; } = [];

    public IReadOnlyList<SelectListItem> Units { get; private set; } = [];

    public IReadOnlyList<SelectListItem> Mentors { get; private set; } = [];

    public IReadOnlyList<SelectListItem> LegalBases { get; private set; } = [];

    public IEnumerable<SelectListItem> YearChoices =>
        s_years.Select(years => new SelectListItem(
            texts[
                years switch
                {
                    2 => "Years_Two",
                    5 => "Years_Five",
                    _ => "Years_Ten",
                }
            ],
            Number(years)
        ));

    public bool MayMakePapers => PageAccess.MayOpen("/Statistics/NewPaper", user);

    public bool IsNarrowed => UnitId is not null || MentorId is not null || LegalBasisId is not null;

    public bool IsFuture => Day > clock.Today;

    /// <summary>The series as the plot reads it: the months, and each line's numbers.</summary>
    public string PlotMonths =>
        JsonSerializer.Serialize(Shown!.Series!.Months.Select(month => Format.ShortMonth(month.LastDay)));

    public string PlotLines =>
        JsonSerializer.Serialize(
            Shown!.Series!.Names.Select(
                (name, i) => new { name, data = Shown.Series.Months.Select(month => month.Numbers[i]) }
            )
        );

    public async Task OnGetAsync(CancellationToken ct)
    {
        var choices = await scopes.ChoicesAsync(ct);
        Departments = [.. choices.Select(scope => new SelectListItem(scope.Name, scope.Key))];
        // One that is not one's own is as one that is not there.
        Scope = choices.FirstOrDefault(scope => scope.Key == Department) ?? choices[0];
        (Department, Day) = (Scope.Key, Day ?? clock.Today);
        Years = s_years.Contains(Years ?? 0) ? Years : s_years[0];
        if (Scope.IsMasked)
        {
            // From one day to the next one could see when a single person began or ended.
            (Day, With) = (MonthsEnd(Day.Value), With is { } with ? MonthsEnd(with) : null);
            ModelState.Remove(nameof(Day));
            ModelState.Remove(nameof(With));
        }

        await LoadNarrowingAsync(ct);
        await JudgeDaysAsync(ct);
        if (!ModelState.IsValid)
        {
            return;
        }

        Shown = await composer.ComposeAsync(
            new StatisticsAsked(
                Day.Value,
                new StatisticsOf(Scope.DepartmentIds, UnitId, MentorId, LegalBasisId),
                NameOfChosen(),
                Scope.IsMasked
            )
            {
                With = With,
                Known = [.. user.DepartmentIds],
                Months = Years!.Value * 12,
                HasPrices = true,
            },
            ct
        );
    }

    /// <summary>The list behind a number; <c>null</c> where there is nothing, or it is not for the reader.</summary>
    public string? ListOf(int? number, ShownRow row, long? targetGroup = null, long? band = null) =>
        Scope.IsOwn && number > 0
            ? Url.Content(
                new PlacementFilter(user.DepartmentIds)
                {
                    OnDay = Shown!.Day,
                    DepartmentId = Scope.DepartmentId,
                    UnitId = UnitId,
                    MentorId = MentorId,
                    LegalBasisId = LegalBasisId,
                    CategoryId = row.CategoryId,
                    TargetGroupId = targetGroup,
                    Band = (int?)band,
                }.Address("~/Department")
            )
            : null;

    // The last end of a month that is not after the day.
    private static DateOnly MonthsEnd(DateOnly day) =>
        day == DateOnly.MaxValue || day.AddDays(1).Day == 1 ? day : day.AddDays(-day.Day);

    private async Task JudgeDaysAsync(CancellationToken ct)
    {
        if (!ModelState.IsValid)
        {
            return;
        }

        foreach (var (day, field) in new[] { (Day, nameof(Day)), (With, nameof(With)) })
        {
            if (day is { } chosen && await days.JudgeAsync(chosen, ct) is { } refused)
            {
                ModelState.AddModelError(field, refused.Say(texts));
            }
        }
    }

    // Not where small numbers are hidden: each choice would be another table of the same people.
    private async Task LoadNarrowingAsync(CancellationToken ct)
    {
        if (Scope.IsMasked)
        {
            (UnitId, MentorId, LegalBasisId) = (null, null, null);
            return;
        }

        var of = Scope.DepartmentIds?.ToArray();
        var units = await db
            .Departments.Where(d => of == null || of.Contains(d.Id))
            .SelectMany(d => d.Units)
            .Select(u => new { u.Id, u.Name })
            .ToListAsync(ct);
        var mentors = await db
            .Providers.SelectMany(p => p.Mentors)
            .Select(m => new { m.Id, m.Name })
            .ToListAsync(ct);
        var bases = await db
            .LegalBases.Where(b => of == null || b.DepartmentId == null || of.Contains(b.DepartmentId.Value))
            .Select(b => new { b.Id, b.Name })
            .ToListAsync(ct);
        Units = Sorted(units.Select(u => (u.Id, u.Name)));
        Mentors = Sorted(mentors.Select(m => (m.Id, m.Name)));
        LegalBases = Sorted(bases.Select(b => (b.Id, b.Name)));
        UnitId = Known(UnitId, Units);
        MentorId = Known(MentorId, Mentors);
        LegalBasisId = Known(LegalBasisId, LegalBases);
    }

    private string NameOfChosen() =>
        new[] { (UnitId, Units), (MentorId, Mentors), (LegalBasisId, LegalBases) }.Aggregate(
            Scope.Name,
            (name, chosen) =>
                chosen.Item2.FirstOrDefault(item => item.Value == Number(chosen.Item1)) is { } item
                    ? texts["Chosen_More", name, item.Text]
                    : name
        );

    private static long? Known(long? id, IReadOnlyList<SelectListItem> items) =>
        items.Any(item => item.Value == Number(id)) ? id : null;

    private static SelectListItem[] Sorted(IEnumerable<(long Id, string Name)> items) =>
        [
            .. items
                .OrderBy(item => item.Name, Languages.NameOrder)
                .Select(item => new SelectListItem(item.Name, Number(item.Id))),
        ];

    private static string? Number(long? id) => id?.ToString(CultureInfo.InvariantCulture);
}
