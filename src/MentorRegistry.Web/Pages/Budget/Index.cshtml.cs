using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text.Json;
using MentorRegistry.Domain.Money;
using MentorRegistry.Domain.Organisation;
using MentorRegistry.Web.Access;
using MentorRegistry.Web.Data;
using MentorRegistry.Web.Data.Budgets;
using MentorRegistry.Web.Localization;
using MentorRegistry.Web.Pages.Shared;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;

namespace MentorRegistry.Web.Pages.Budget;

/// <summary>A department's year: does the budget hold, is the saving reached, is there room under the ceiling.</summary>
[TextsFrom(typeof(BudgetText))]
public sealed class IndexModel(RegistryDb db, BudgetQuery query, CurrentUser user, Clock clock) : PageModel
{
    /// <summary>The department; the first by name, where nobody chose.</summary>
    [BindProperty(SupportsGet = true), Display(Name = "DepartmentId")]
    public long? DepartmentId { get; set; }

    /// <summary>The calendar year; this one, where nobody chose.</summary>
    [BindProperty(SupportsGet = true)]
    public int? Year { get; set; }

    /// <summary>Those that the user may choose among: own ones, and for administrators all.</summary>
    public IReadOnlyList<SelectListItem> Departments { get; private set; } = [];

    public Department? Department { get; private set; }

    public BudgetYear Figures { get; private set; } = null!;

    public SpendingCeiling? Ceiling { get; private set; }

    public bool MayKeep => user.IsIn(Roles.Administrator);

    public bool HasBudget => Figures.Total.BudgetOre is not null;

    /// <summary>Whether nothing is to come any more: then what is used is no forecast.</summary>
    public bool IsOver => Figures.Year < clock.Today.Year && Figures.Total.Committed == default;

    public HistoryView? History { get; private set; }

    /// <summary>Used by the end of each month, until the last one that has hours; kroner.</summary>
    public string PlotUsed
    {
        get
        {
            var last = Figures.Months.ToList().FindLastIndex(month => month.UsedOre != 0);
            return Plot(SoFar(month => month.UsedOre).Take(last + 1));
        }
    }

    /// <summary>Used and committed by the end of each month; kroner.</summary>
    public string PlotForecast => Plot(ForecastSoFar);

    /// <summary>Used and committed by the end of each month, in øre.</summary>
    public IReadOnlyList<long> ForecastSoFar => [.. SoFar(month => month.UsedOre + month.CommittedOre)];

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        var year = Year ?? clock.Today.Year;
        if (!ModelState.IsValid || !Domain.Money.Budget.IsYear(year))
        {
            return NotFound();
        }

        var own = user.DepartmentIds.ToArray();
        var mayKeep = MayKeep;
        var departments = (
            await db.Departments.AsNoTracking().Where(d => mayKeep || own.Contains(d.Id)).ToListAsync(ct)
        )
            .OrderBy(d => d.Name, Languages.NameOrder)
            .ToList();
        Department = departments.Find(d => DepartmentId is null || d.Id == DepartmentId);
        if (Department is not { } department)
        {
            return DepartmentId is null ? Page() : NotFound();
        }

        DepartmentId = department.Id;
        Departments = [.. departments.Select(d => new SelectListItem(d.Name, Number(d.Id)))];
        Figures = await query.OfAsync(department.Id, year, ct);
        Ceiling = await db
            .SpendingCeilings.AsNoTracking()
            .SingleOrDefaultAsync(c => c.DepartmentId == department.Id && c.Year == year, ct);
        if (mayKeep)
        {
            await LoadHistoryAsync(department.Id, year, ct);
        }

        return Page();
    }

    private async Task LoadHistoryAsync(long departmentId, int year, CancellationToken ct)
    {
        var budget = await db
            .Budgets.Where(b => b.DepartmentId == departmentId && b.Year == year)
            .Select(b => b.Id)
            .SingleOrDefaultAsync(ct);
        var (budgetId, ceilingId) = (Number(budget), Number(Ceiling?.Id ?? 0));
        History = await HistoryView.LoadAsync(
            db,
            db.AuditEntries.Where(entry =>
                (entry.Root == nameof(Domain.Money.Budget) && entry.RootId == budgetId)
                || (entry.Root == nameof(SpendingCeiling) && entry.RootId == ceilingId)
            ),
            ct
        );
    }

    private IEnumerable<long> SoFar(Func<BudgetMonth, long> ore)
    {
        var sum = 0L;
        foreach (var month in Figures.Months)
        {
            sum += ore(month);
            yield return sum;
        }
    }

    private static string Plot(IEnumerable<long> ore) => JsonSerializer.Serialize(ore.Select(o => o / 100m));

    private static string Number(long id) => id.ToString(CultureInfo.InvariantCulture);
}
