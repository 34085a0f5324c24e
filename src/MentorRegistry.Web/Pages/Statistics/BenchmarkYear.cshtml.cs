using System.ComponentModel.DataAnnotations;
using System.Globalization;
using MentorRegistry.Domain.Statistics;
using MentorRegistry.Web.Data;
using MentorRegistry.Web.Localization;
using MentorRegistry.Web.Pages.Shared;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace MentorRegistry.Web.Pages.Statistics;

/// <summary>Types a year's figures and inhabitants.</summary>
[TextsFrom(typeof(BenchmarkText))]
public sealed class BenchmarkYearModel(
    RegistryDb db,
    BenchmarkBook book,
    IStringLocalizer<BenchmarkText> text
) : PageModel
{
    /// <summary>The year in the address; none for a new one.</summary>
    [BindProperty(SupportsGet = true)]
    public int? Year { get; set; }

    [BindProperty]
    public BenchmarkYearInput Input { get; set; } = new();

    public HistoryView? History { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (Year is null)
        {
            return Page();
        }

        if (Year is < BenchmarkSeries.FirstYear or > BenchmarkSeries.LastYear)
        {
            return NotFound();
        }

        await FillAsync(Year.Value, ct);
        await LoadHistoryAsync(ct);
        return Page();
    }

    public async Task<IActionResult> OnPostLanguageAsync(CancellationToken ct)
    {
        await LoadHistoryAsync(ct);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        var year = Year ?? Input.NewYear;
        if (year is null)
        {
            ModelState.AddModelError("Input.NewYear", text["Year_Missing"]);
        }
        else if (year is < BenchmarkSeries.FirstYear or > BenchmarkSeries.LastYear)
        {
            ModelState.AddModelError(
                "Input.NewYear",
                text["Year_Outside", BenchmarkSeries.FirstYear, BenchmarkSeries.LastYear]
            );
        }
        else if (Year is null && await IsKnownAsync(year.Value, ct))
        {
            ModelState.AddModelError("Input.NewYear", text["Year_Known", year]);
        }
        else if (Year is not null && Input.Seen != await SeenAsync(Year.Value, ct))
        {
            // What was typed stays; sent again it is saved over what somebody else wrote.
            ModelState.AddModelError("", text["Year_Meanwhile"]);
            ModelState.Remove("Input.Seen");
            Input.Seen = await SeenAsync(Year.Value, ct);
        }

        if (ModelState.IsValid)
        {
            var saved = await book.SaveAsync(
                new Dictionary<(int, BenchmarkArea, BenchmarkKind), long?>
                {
                    [(year!.Value, BenchmarkArea.Own, BenchmarkKind.Mentor)] = Input.OwnMentor,
                    [(year.Value, BenchmarkArea.Own, BenchmarkKind.OtherMeasures)] = Input.OwnOther,
                    [(year.Value, BenchmarkArea.Group, BenchmarkKind.Mentor)] = Input.GroupMentor,
                    [(year.Value, BenchmarkArea.Group, BenchmarkKind.OtherMeasures)] = Input.GroupOther,
                    [(year.Value, BenchmarkArea.Country, BenchmarkKind.Mentor)] = Input.CountryMentor,
                    [(year.Value, BenchmarkArea.Country, BenchmarkKind.OtherMeasures)] = Input.CountryOther,
                },
                new Dictionary<(int, BenchmarkArea), int?>
                {
                    [(year.Value, BenchmarkArea.Own)] = (int?)Input.OwnPersons,
                    [(year.Value, BenchmarkArea.Group)] = (int?)Input.GroupPersons,
                    [(year.Value, BenchmarkArea.Country)] = (int?)Input.CountryPersons,
                },
                ct
            );
            if (saved >= 0)
            {
                TempData.Succeeded(text["Year_Saved", year]);
                return RedirectToPage("Benchmark");
            }

            ModelState.AddModelError("", text["Busy"]);
        }

        await LoadHistoryAsync(ct);
        return Page();
    }

    private async Task FillAsync(int year, CancellationToken ct)
    {
        var figures = (await book.FiguresAsync(ct))
            .Where(f => f.Year == year)
            .ToDictionary(f => (f.Area, f.Kind), f => f.ThousandKroner);
        var persons = (await book.PopulationsAsync(ct))
            .Where(p => p.Year == year)
            .ToDictionary(p => p.Area, p => p.Persons);
        long? Amount(BenchmarkArea area, BenchmarkKind kind) =>
            figures.TryGetValue((area, kind), out var amount) ? amount : null;
        int? Persons(BenchmarkArea area) => persons.TryGetValue(area, out var people) ? people : null;
        Input = new BenchmarkYearInput
        {
            OwnMentor = Amount(BenchmarkArea.Own, BenchmarkKind.Mentor),
            OwnOther = Amount(BenchmarkArea.Own, BenchmarkKind.OtherMeasures),
            OwnPersons = Persons(BenchmarkArea.Own),
            GroupMentor = Amount(BenchmarkArea.Group, BenchmarkKind.Mentor),
            GroupOther = Amount(BenchmarkArea.Group, BenchmarkKind.OtherMeasures),
            GroupPersons = Persons(BenchmarkArea.Group),
            CountryMentor = Amount(BenchmarkArea.Country, BenchmarkKind.Mentor),
            CountryOther = Amount(BenchmarkArea.Country, BenchmarkKind.OtherMeasures),
            CountryPersons = Persons(BenchmarkArea.Country),
            Seen = await SeenAsync(year, ct),
        };
    }

    private async Task<bool> IsKnownAsync(int year, CancellationToken ct) =>
        await db.BenchmarkFigures.AnyAsync(f => f.Year == year, ct)
        || await db.BenchmarkPopulations.AnyAsync(p => p.Year == year, ct);

    // All rows of the year with their versions: whatever is written there makes another text.
    private async Task<string> SeenAsync(int year, CancellationToken ct)
    {
        var figures = await db
            .BenchmarkFigures.AsNoTracking()
            .Where(f => f.Year == year)
            .OrderBy(f => f.Id)
            .Select(f => new { f.Id, f.Version })
            .ToListAsync(ct);
        var persons = await db
            .BenchmarkPopulations.AsNoTracking()
            .Where(p => p.Year == year)
            .OrderBy(p => p.Id)
            .Select(p => new { p.Id, p.Version })
            .ToListAsync(ct);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{string.Join(' ', figures.Select(f => $"{f.Id}.{f.Version}"))}/{string.Join(' ', persons.Select(p => $"{p.Id}.{p.Version}"))}"
        );
    }

    private async Task LoadHistoryAsync(CancellationToken ct)
    {
        if (Year is not { } year)
        {
            return;
        }

        var figures = (
            await db.BenchmarkFigures.Where(f => f.Year == year).Select(f => f.Id).ToListAsync(ct)
        ).ConvertAll(id => id.ToString(CultureInfo.InvariantCulture));
        var persons = (
            await db.BenchmarkPopulations.Where(p => p.Year == year).Select(p => p.Id).ToListAsync(ct)
        ).ConvertAll(id => id.ToString(CultureInfo.InvariantCulture));
        History = await HistoryView.LoadAsync(
            db,
            db.AuditEntries.Where(entry =>
                (entry.Root == nameof(BenchmarkFigure) && figures.Contains(entry.RootId))
                || (entry.Root == nameof(BenchmarkPopulation) && persons.Contains(entry.RootId))
            ),
            ct
        );
    }
}

/// <summary>A year as it is typed: 1,000 kr. and people.</summary>
[TextsFrom(typeof(BenchmarkText))]
public sealed class BenchmarkYearInput
{
    // What a municipality or the country can spend, and below nought what is paid back.
    private const long Most = 1_000_000_000_000;

    [Display(Name = "Year")]
    public int? NewYear { get; set; }

    [Display(Name = "Own_Mentor"), Range(-Most, Most)]
    public long? OwnMentor { get; set; }

    [Display(Name = "Own_Other"), Range(-Most, Most)]
    public long? OwnOther { get; set; }

    [Display(Name = "Own_Persons"), Range(1, int.MaxValue)]
    public long? OwnPersons { get; set; }

    [Display(Name = "Group_Mentor"), Range(-Most, Most)]
    public long? GroupMentor { get; set; }

    [Display(Name = "Group_Other"), Range(-Most, Most)]
    public long? GroupOther { get; set; }

    [Display(Name = "Group_Persons"), Range(1, int.MaxValue)]
    public long? GroupPersons { get; set; }

    [Display(Name = "Country_Mentor"), Range(-Most, Most)]
    public long? CountryMentor { get; set; }

    [Display(Name = "Country_Other"), Range(-Most, Most)]
    public long? CountryOther { get; set; }

    [Display(Name = "Country_Persons"), Range(1, int.MaxValue)]
    public long? CountryPersons { get; set; }

    /// <summary>What the form was filled with.</summary>
    public string? Seen { get; set; }
}
