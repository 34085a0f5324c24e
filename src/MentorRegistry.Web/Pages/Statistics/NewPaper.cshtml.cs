using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text.Json;
using MentorRegistry.Domain.Statistics;
using MentorRegistry.Web.Access;
using MentorRegistry.Web.Data;
using MentorRegistry.Web.Data.Statistics;
using MentorRegistry.Web.Formatting;
using MentorRegistry.Web.Localization;
using MentorRegistry.Web.Pages.Shared;
using MentorRegistry.Web.Statistics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace MentorRegistry.Web.Pages.Statistics;

/// <summary>Freezes the statistics of a day into a paper.</summary>
[TextsFrom(typeof(StatisticsText))]
public sealed class NewPaperModel(
    RegistryDb db,
    StatisticsDays days,
    StatisticsComposer composer,
    StatisticsScopes scopes,
    CurrentUser user,
    Clock clock,
    IStringLocalizer<StatisticsText> texts
) : PageModel
{
    public const string ForPublic = "public";
    public const string ForInternal = "internal";

    private const int SeriesMonths = 24;

    // Closer together, two papers tell who has come and gone between them.
    private const int DaysApart = 31;

    private IReadOnlyList<StatisticsScope> _scopes = [];

    [BindProperty]
    public PaperInput Input { get; set; } = new();

    /// <summary>The papers, in words, from which together with this one hidden numbers can be worked out.</summary>
    public IReadOnlyList<string> Beside { get; private set; } = [];

    /// <summary>What was said yes to: these papers and no others.</summary>
    [BindProperty]
    public string? Confirm { get; set; }

    public string BesideKey => string.Join('|', Beside);

    public IEnumerable<SelectListItem> Departments =>
        _scopes.Select(scope => new SelectListItem(scope.Name, scope.Key));

    public IEnumerable<SelectListItem> Audiences =>
        [
            new SelectListItem(texts["Audience_Public"], ForPublic),
            new SelectListItem(texts["Audience_Internal"], ForInternal),
        ];

    public async Task OnGetAsync(DateOnly? day, string? department, CancellationToken ct)
    {
        ModelState.Clear();
        await LoadAsync(ct);
        Input.Day = day ?? clock.Today;
        // Here and not where they are declared: an unchecked one is not posted at all.
        (Input.HasTables, Input.HasSeries, Input.HasPrices) = (true, true, true);
        Input.Title = texts["Paper_TitleIs", Format.LongDate(Input.Day.Value)];
        Input.Department = _scopes.Any(scope => scope.Key == department) ? department : _scopes[0].Key;
    }

    public Task OnPostLanguageAsync(CancellationToken ct) => LoadAsync(ct);

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        await LoadAsync(ct);
        var scope = _scopes.FirstOrDefault(s => s.Key == Input.Department);
        var isPublic = Input.Audience == ForPublic;
        if (scope is null)
        {
            ModelState.AddModelError("Input.Department", texts["Department_Needed"]);
            return Page();
        }

        if (Input.Audience is not (ForPublic or ForInternal) || (scope.IsMasked && !isPublic))
        {
            ModelState.AddModelError("Input.Audience", texts["Audience_Needed"]);
        }

        if (Input is { HasTables: false, HasSeries: false, HasPrices: false })
        {
            ModelState.AddModelError("Input.HasTables", texts["Sections_None"]);
        }

        if (Input.Day is { } day && await days.JudgeAsync(day, ct) is { } refused)
        {
            ModelState.AddModelError("Input.Day", refused.Say(texts));
        }

        if (!ModelState.IsValid)
        {
            return Page();
        }

        if (isPublic)
        {
            Beside = await BesideAsync(scope, Input.Day!.Value, ct);
            if (Beside.Count > 0 && Confirm != BesideKey)
            {
                return Page();
            }
        }

        var content = await composer.ComposeAsync(
            new StatisticsAsked(Input.Day!.Value, new StatisticsOf(scope.DepartmentIds), scope.Name, isPublic)
            {
                HasTables = Input.HasTables,
                Months = Input.HasSeries ? SeriesMonths : 0,
                HasPrices = Input.HasPrices,
            },
            ct
        );
        var paper = new Paper
        {
            Title = Input.Title!.Trim(),
            AsOf = Input.Day.Value,
            IsPublic = isPublic,
            MadeUtc = clock.UtcNow,
            MadeBy = await db.Users.Where(u => u.Id == user.Id).Select(u => u.DisplayName).SingleAsync(ct),
            DepartmentId = scope.DepartmentId,
            Language = Languages.IsEnglish(CultureInfo.CurrentUICulture) ? "en" : "da",
            Content = JsonSerializer.Serialize(content),
        };
        db.Papers.Add(paper);
        await db.SaveChangesAsync(ct);
        TempData.Succeeded(texts["Paper_Made"]);
        return RedirectToPage("Paper", new { paper.Id });
    }

    // Each paper is masked by itself. Of the same placements on the same day it hides the same.
    private async Task<IReadOnlyList<string>> BesideAsync(
        StatisticsScope scope,
        DateOnly day,
        CancellationToken ct
    )
    {
        var (from, to) = (day.AddDays(-DaysApart + 1), day.AddDays(DaysApart - 1));
        var departmentId = scope.DepartmentId;
        var papers = await db
            .Papers.Where(p =>
                p.IsPublic
                && from <= p.AsOf
                && p.AsOf <= to
                && (p.AsOf != day || p.DepartmentId != departmentId)
            )
            .OrderBy(p => p.AsOf)
            .ThenBy(p => p.Id)
            .Select(p => new
            {
                p.AsOf,
                Department = db
                    .Departments.Where(d => d.Id == p.DepartmentId)
                    .Select(d => d.Name)
                    .FirstOrDefault(),
            })
            .ToListAsync(ct);
        return
        [
            .. papers
                .Select(p =>
                    texts["Beside_Paper", p.Department ?? texts["Scope_All"], Format.LongDate(p.AsOf)].Value
                )
                .Distinct(),
        ];
    }

    private async Task LoadAsync(CancellationToken ct) =>
        // A paper is of one department, or of all.
        _scopes = [.. (await scopes.ChoicesAsync(ct)).Where(scope => scope.Key != StatisticsScopes.Own)];

    [TextsFrom(typeof(StatisticsText))]
    public sealed class PaperInput
    {
        [Required, StringLength(Paper.LongestTitle), Display(Name = "Paper_Title")]
        public string? Title { get; set; }

        [Required, Display(Name = "Day")]
        public DateOnly? Day { get; set; }

        [Required, Display(Name = "Department")]
        public string? Department { get; set; }

        [Required, Display(Name = "Audience")]
        public string? Audience { get; set; } = ForPublic;

        [Display(Name = "Section_Tables")]
        public bool HasTables { get; set; }

        [Display(Name = "Section_Series")]
        public bool HasSeries { get; set; }

        [Display(Name = "Section_Prices")]
        public bool HasPrices { get; set; }
    }
}
