using System.ComponentModel.DataAnnotations;
using System.Globalization;
using MentorRegistry.Domain;
using MentorRegistry.Domain.Organisation;
using MentorRegistry.Web.Data;
using MentorRegistry.Web.Input;
using MentorRegistry.Web.Localization;
using MentorRegistry.Web.Pages.Shared;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace MentorRegistry.Web.Pages.Budget;

/// <summary>What is typed of a department's year, whatever it is.</summary>
[TextsFrom(typeof(BudgetText))]
public abstract class YearInput
{
    /// <summary>The version of what is not there yet.</summary>
    public const int NotThere = -1;

    [Display(Name = "Reason", Order = 100), Reason, StringLength(500), DataType(DataType.MultilineText)]
    public string? Reason { get; set; }

    /// <summary>The version that the form was rendered with.</summary>
    public int Version { get; set; } = NotThere;
}

/// <summary>What the forms for a department's year share: there is one of each a year, made by its first saving.</summary>
public abstract class YearForm<TEntity, TInput>(
    RegistryDb db,
    Clock clock,
    IStringLocalizer<BudgetText> texts
) : PageModel
    where TEntity : class, IVersioned
    where TInput : YearInput, new()
{
    [BindProperty(SupportsGet = true)]
    public long DepartmentId { get; set; }

    [BindProperty(SupportsGet = true)]
    public int Year { get; set; }

    [BindProperty]
    public TInput Input { get; set; } = new();

    public Department Department { get; private set; } = null!;

    public bool IsNew => Input.Version == YearInput.NotThere;

    /// <summary>Whether the year is over: what was decided for it then changes with a reason only.</summary>
    public bool IsPast => Year < clock.Today.Year;

    public HistoryView? OthersChanges { get; private set; }

    protected IStringLocalizer<BudgetText> Texts => texts;

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (!await FindDepartmentAsync(ct))
        {
            return NotFound();
        }

        if (await FindAsync(db, ct) is { } entity)
        {
            Input = Read(entity);
            Input.Version = entity.Version;
        }

        return Page();
    }

    public async Task<IActionResult> OnPostLanguageAsync(CancellationToken ct) =>
        await FindDepartmentAsync(ct) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (!await FindDepartmentAsync(ct))
        {
            return NotFound();
        }

        Check();
        if (IsPast && string.IsNullOrWhiteSpace(Input.Reason))
        {
            ModelState.AddModelError("Input.Reason", texts["Reason_Required", Year]);
        }

        if (!ModelState.IsValid || !await SaveAsync(ct))
        {
            return Page();
        }

        TempData.Succeeded(Saved);
        return RedirectToPage("Index", new { departmentId = DepartmentId, year = Year });
    }

    /// <summary>The sentence after saving.</summary>
    protected abstract string Saved { get; }

    /// <summary>The one of this department and year.</summary>
    protected abstract Task<TEntity?> FindAsync(RegistryDb from, CancellationToken ct);

    /// <summary>An empty one of this department and year.</summary>
    protected abstract TEntity Create();

    protected abstract long IdOf(TEntity entity);

    protected abstract TInput Read(TEntity entity);

    protected abstract void Write(TEntity entity);

    /// <summary>The form's own rules, each an error in ModelState.</summary>
    protected virtual void Check() { }

    private async Task<bool> FindDepartmentAsync(CancellationToken ct)
    {
        var department = await db
            .Departments.AsNoTracking()
            .SingleOrDefaultAsync(d => d.Id == DepartmentId, ct);
        Department = department!;
        return department is not null && Domain.Money.Budget.IsYear(Year);
    }

    private async Task<bool> SaveAsync(CancellationToken ct)
    {
        var entity = await FindAsync(db, ct);
        if (entity is null)
        {
            entity = Create();
            db.Add(entity);
        }
        else
        {
            db.Entry(entity).Property(e => e.Version).OriginalValue = Input.Version;
        }

        Write(entity);
        db.Reason = string.IsNullOrWhiteSpace(Input.Reason) ? null : Input.Reason.Trim();
        try
        {
            await db.SaveChangesAsync(ct);
            return true;
        }
        // Two who make the first one at once meet in the database's unique index.
        catch (DbUpdateException refused) when (refused is DbUpdateConcurrencyException || IsNew)
        {
            db.ChangeTracker.Clear();
            if (await FindAsync(db, ct) is not { } theirs)
            {
                throw;
            }

            OthersChanges = await HistoryView.LoadAsync(
                db,
                typeof(TEntity).Name,
                IdOf(theirs).ToString(CultureInfo.InvariantCulture),
                Input.Version,
                ct
            );
            Input.Version = theirs.Version;
            ModelState.Remove("Input.Version");
            return false;
        }
    }
}
