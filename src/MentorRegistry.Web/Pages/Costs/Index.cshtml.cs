using System.ComponentModel.DataAnnotations;
using System.Globalization;
using MentorRegistry.Domain;
using MentorRegistry.Domain.Hours;
using MentorRegistry.Web.Access;
using MentorRegistry.Web.Data;
using MentorRegistry.Web.Exports;
using MentorRegistry.Web.Formatting;
using MentorRegistry.Web.Localization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace MentorRegistry.Web.Pages.Costs;

/// <summary>
/// What the hours of a year cost, by month, provider, category, department, citizen or placement. Heads see own departments';
/// administrators all of them, and no citizen.
/// </summary>
[TextsFrom(typeof(CostsText))]
public sealed partial class IndexModel(
    RegistryDb db,
    CostQuery costs,
    LookupLog lookups,
    CurrentUser user,
    Clock clock,
    IStringLocalizer<CostsText> text,
    ILogger<IndexModel> log
) : PageModel
{
    /// <summary>A page shows no more; the file has all.</summary>
    public const int MostShown = 200;

    [BindProperty(SupportsGet = true), Display(Name = "Year"), Range(2000, 2100)]
    public int? Year { get; set; }

    [BindProperty(SupportsGet = true), Display(Name = "Month"), Range(1, 12)]
    public int? Month { get; set; }

    [BindProperty(SupportsGet = true), Display(Name = "By")]
    public CostsBy By { get; set; }

    [BindProperty(SupportsGet = true, Name = "department"), Display(Name = "Department")]
    public long? DepartmentId { get; set; }

    public IReadOnlyList<CostRow> Rows { get; private set; } = [];

    public IReadOnlyList<SelectListItem> Departments { get; private set; } = [];

    public CostRow Total { get; private set; } = null!;

    private bool IsOfAll => !user.IsIn(Roles.DepartmentHead) && user.IsIn(Roles.Administrator);

    public IEnumerable<SelectListItem> Bys =>
        Enum.GetValues<CostsBy>()
            .Where(by => IsOfAll ? by is not (CostsBy.Citizen or CostsBy.Placement) : true)
            .Where(by => by != CostsBy.Department || Departments.Count > 1)
            .Select(by => new SelectListItem(text[$"By_{by}"], by.ToString()));

    public IEnumerable<SelectListItem> Months =>
        Enumerable
            .Range(1, 12)
            .Select(month => new SelectListItem(
                Format.MonthName(month),
                month.ToString(CultureInfo.InvariantCulture)
            ));

    /// <summary>Whose costs they are: the chosen department, or the only one.</summary>
    public string? DepartmentName =>
        Departments.Count == 1
            ? Departments[0].Text
            : Departments.FirstOrDefault(d => d.Value == Number(DepartmentId))?.Text;

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (!await LoadDepartmentsAsync(ct))
        {
            return NotFound();
        }

        if (ModelState.IsValid)
        {
            await LoadAsync(ct);
        }

        return Page();
    }

    /// <summary>The table as a file, to the øre. Where it names citizens, it is an opening of each.</summary>
    public async Task<IActionResult> OnGetExportAsync(CancellationToken ct)
    {
        if (!await LoadDepartmentsAsync(ct))
        {
            return NotFound();
        }

        if (!ModelState.IsValid)
        {
            return BadRequest();
        }

        await LoadAsync(ct);
        var citizens = Rows.Select(row => row.CitizenId).OfType<long>().Distinct().ToList();
        if (citizens.Count > 0)
        {
            await lookups.RecordExportAsync(citizens, ct);
        }

        await using var csv = CsvAnswer.Begin(Response, text["Export_FileName"], clock.Today);
        await csv.WriteRecordAsync(
            [
                text[$"By_{By}"],
                text["Column_Below"],
                text["Column_Placements"],
                text["Column_Delivered"],
                text["Column_Billable"],
                text["Column_NoShows"],
                text["Column_Cost"],
                text["Column_PerHour"],
                text["Column_Expected"],
                text["Column_WithoutPrice"],
            ],
            ct
        );
        foreach (var row in Rows)
        {
            // A file leaves the house: as the department's list, it has no name of a protected citizen.
            csv.WriteField(row.IsProtected ? text["Export_Protected"].Value : row.Name);
            csv.WriteField(row.Below);
            csv.WriteField(row.Placements);
            csv.WriteField(row.DeliveredMinutes / 60m, "0.##");
            csv.WriteField(row.BillableMinutes / 60m, "0.##");
            csv.WriteField(row.NoShows);
            csv.WriteField(row.Ore / 100m, "0.00");
            csv.WriteField((row.OrePerDeliveredHour / 100m)?.ToString("0.00", Languages.Danish));
            csv.WriteField(row.ExpectedOre / 100m, "0.00");
            csv.WriteField(row.WithoutPrice);
            await csv.EndRecordAsync(ct);
        }

        Exported(user.Name, Rows.Count, By);
        return new EmptyResult();
    }

    // Whether what the address asks for is the reader's to see: another department, or citizens, may not be.
    private async Task<bool> LoadDepartmentsAsync(CancellationToken ct)
    {
        var own = user.DepartmentIds.ToArray();
        var all = IsOfAll;
        Departments =
        [
            .. (
                await db
                    .Departments.Where(d => all || own.Contains(d.Id))
                    .Select(d => new { d.Id, d.Name })
                    .ToListAsync(ct)
            )
                .OrderBy(d => d.Name, Languages.NameOrder)
                .Select(d => new SelectListItem(d.Name, d.Id.ToString(CultureInfo.InvariantCulture))),
        ];
        return (DepartmentId is null || Departments.Any(d => d.Value == Number(DepartmentId)))
            // By department alone is a list of one.
            && (By == CostsBy.Department || Bys.Any(by => by.Value == By.ToString()));
    }

    private static string? Number(long? id) => id?.ToString(CultureInfo.InvariantCulture);

    private async Task LoadAsync(CancellationToken ct)
    {
        Year ??= clock.Today.Year;
        var ids = Departments.Select(d => long.Parse(d.Value, CultureInfo.InvariantCulture)).ToList();
        if (DepartmentId is { } chosen)
        {
            ids = [chosen];
        }

        var days = Month is { } month
            ? MonthWeeks.MonthOf(new DateOnly(Year.Value, month, 1))
            : new DatePeriod(new DateOnly(Year.Value, 1, 1), new DateOnly(Year.Value, 12, 31));
        Rows = await costs.RowsAsync(ids, days, By, text["Erased"], ct);
        Total = new CostRow(
            0,
            "",
            null,
            null,
            false,
            Rows.Sum(row => row.Placements),
            Rows.Sum(row => row.DeliveredMinutes),
            Rows.Sum(row => row.PricedMinutes),
            Rows.Sum(row => row.BillableMinutes),
            Rows.Sum(row => row.NoShows),
            Rows.Sum(row => row.Ore),
            Rows.Sum(row => row.WithoutPrice),
            Rows.Sum(row => row.ExpectedOre)
        );
    }

    [LoggerMessage(
        EventId = 1,
        Level = LogLevel.Information,
        Message = "{User} exported {Rows} rows of costs by {By}"
    )]
    private partial void Exported(string user, int rows, CostsBy by);
}
