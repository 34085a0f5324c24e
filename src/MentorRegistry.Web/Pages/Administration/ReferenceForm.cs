using System.ComponentModel.DataAnnotations;
using System.Linq.Expressions;
using MentorRegistry.Domain;
using MentorRegistry.Domain.Placements;
using MentorRegistry.Web.Data;
using MentorRegistry.Web.Formatting;
using MentorRegistry.Web.Localization;
using MentorRegistry.Web.Pages.Shared;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace MentorRegistry.Web.Pages.Administration;

/// <summary>What is filled in for every kind of reference data.</summary>
[TextsFrom(typeof(AdministrationText))]
public abstract class ReferenceInput
{
    [Display(Name = "Name", Order = 1), Required, StringLength(100)]
    public string? Name { get; set; }

    [Display(Name = "ValidFrom", Order = 20_001)]
    public DateOnly? ValidFrom { get; set; }

    [Display(Name = "ValidTo", Order = 20_002)]
    public DateOnly? ValidTo { get; set; }

    /// <summary>The version that the form was rendered with.</summary>
    public int Version { get; set; }
}

/// <summary>What the shared parts of a form need to know of it, whatever its kind.</summary>
public interface IReferenceForm
{
    /// <summary>The record; <c>null</c> while a new one is being added.</summary>
    long? Id { get; }

    /// <summary>The fields that every kind has.</summary>
    ReferenceInput Input { get; }

    /// <summary>How many placements that have not ended use the record.</summary>
    int InUse { get; }

    /// <summary>What somebody else saved while this form was being filled in.</summary>
    HistoryView? OthersChanges { get; }

    HistoryView? History { get; }
}

/// <summary>
/// Adding and changing one record of reference data. Nothing is deleted: a record gets a last day, and placements
/// keep what they were made with. A kind says which fields it has of its own.
/// </summary>
public abstract class ReferenceFormModel<TEntity, TInput>(
    RegistryDb db,
    Clock clock,
    IStringLocalizer<AdministrationText> texts
) : PageModel, IReferenceForm
    where TEntity : class, IVersioned, IDated
    where TInput : ReferenceInput, new()
{
    [BindProperty(SupportsGet = true)]
    public long? Id { get; set; }

    [BindProperty]
    public TInput Input { get; set; } = new();

    public int InUse { get; private set; }

    public HistoryView? OthersChanges { get; private set; }

    public HistoryView? History { get; private set; }

    ReferenceInput IReferenceForm.Input => Input;

    protected RegistryDb Db { get; } = db;

    protected DateOnly Today => clock.Today;

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        var record = await FindAsync(ct);
        if ((Id is not null && record is null) || !await BelongsAsync(record, ct))
        {
            return NotFound();
        }

        if (record is not null)
        {
            (Input.Name, Input.ValidFrom, Input.ValidTo) = (record.Name, record.ValidFrom, record.ValidTo);
            Input.Version = record.Version;
            Fill(record);
        }

        return await ShowAsync(ct);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        var record = await FindAsync(ct);
        if ((Id is not null && record is null) || !await BelongsAsync(record, ct))
        {
            return NotFound();
        }

        if (Input.ValidTo < Input.ValidFrom)
        {
            ModelState.AddModelError("Input.ValidTo", texts["ValidTo_BeforeFrom"]);
        }

        await CheckAsync(record, ct);
        await CheckNameAsync(ct);
        return ModelState.IsValid && await SaveAsync(record, ct) ? await LeaveAsync(ct) : await ShowAsync(ct);
    }

    /// <summary>A new record of this kind, with what a form cannot change later.</summary>
    protected abstract TEntity Create(string name);

    /// <summary>Puts the kind's own values into the form.</summary>
    protected abstract void Fill(TEntity record);

    /// <summary>Takes the kind's own values from the form.</summary>
    protected abstract void Apply(TEntity record);

    /// <summary>The placements that use the record.</summary>
    protected abstract Expression<Func<Placement, bool>> Uses(long id);

    /// <summary>Among which records the name is unique.</summary>
    protected virtual IQueryable<TEntity> SharingNames() => Db.Set<TEntity>();

    /// <summary>Finds what the record belongs to, or a new one will; false where there is no such thing.</summary>
    protected virtual Task<bool> BelongsAsync(TEntity? record, CancellationToken ct) => Task.FromResult(true);

    /// <summary>The kind's own rules, each an error in ModelState.</summary>
    protected virtual Task CheckAsync(TEntity? record, CancellationToken ct) => Task.CompletedTask;

    /// <summary>What there is to choose among, and what stands below the form.</summary>
    protected virtual Task LoadChoicesAsync(CancellationToken ct) => Task.CompletedTask;

    /// <summary>What history files the record under: itself, unless it belongs to something else.</summary>
    protected virtual (string Root, string? RootId) HistoryRoot() => (typeof(TEntity).Name, null);

    protected static string Number(long id) => id.ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Where to go when it is saved.</summary>
    protected abstract IActionResult Leave();

    /// <summary>Those that can be chosen today, and the one that was chosen before.</summary>
    protected async Task<List<SelectListItem>> ChoicesAsync<T>(long? chosen, CancellationToken ct)
        where T : class, IDated
    {
        var today = Today;
        var choices = await Db.Set<T>()
            .AsNoTracking()
            .Where(c => c.Id == chosen || c.ValidTo == null || c.ValidTo >= today)
            .Select(c => new { c.Id, c.Name })
            .ToListAsync(ct);
        return
        [
            .. choices
                .OrderBy(c => c.Name, StringComparer.Create(Languages.Danish, ignoreCase: true))
                .Select(c => new SelectListItem(c.Name, Number(c.Id))),
        ];
    }

    /// <summary>Refuses a choice that is not there (a form from elsewhere, or one that was open for long).</summary>
    protected async Task CheckChoiceAsync<T>(string field, long? chosen, CancellationToken ct)
        where T : class, IDated
    {
        if (chosen is not null && !await Db.Set<T>().AnyAsync(c => c.Id == chosen, ct))
        {
            ModelState.AddModelError(field, texts["Choice_Unknown"]);
        }
    }

    private Task<TEntity?> FindAsync(CancellationToken ct) =>
        Db.Set<TEntity>().SingleOrDefaultAsync(record => record.Id == Id, ct);

    // Here and not in the database, for which æ and Æ are different letters.
    private async Task CheckNameAsync(CancellationToken ct)
    {
        var name = DanishText.SearchKey(Input.Name ?? "");
        var others = await SharingNames()
            .Where(other => other.Id != Id)
            .Select(other => other.Name)
            .ToListAsync(ct);
        if (name.Length > 0 && others.Any(other => DanishText.SearchKey(other) == name))
        {
            ModelState.AddModelError("Input.Name", texts["Name_Taken", Input.Name!.Trim()]);
        }
    }

    private async Task<bool> SaveAsync(TEntity? record, CancellationToken ct)
    {
        var name = Input.Name!.Trim();
        if (record is null)
        {
            record = Create(name);
            Db.Add(record);
        }
        else
        {
            Db.Entry(record).Property(r => r.Version).OriginalValue = Input.Version;
        }

        (record.Name, record.ValidFrom, record.ValidTo) = (name, Input.ValidFrom, Input.ValidTo);
        Apply(record);
        try
        {
            await Db.SaveChangesAsync(ct);
            Id = record.Id;
            return true;
        }
        catch (DbUpdateConcurrencyException)
        {
            Db.ChangeTracker.Clear();
            OthersChanges = await HistoryView.LoadAsync(
                Db,
                Changes().Where(entry => entry.RootVersion > Input.Version),
                ct
            );
            Input.Version = (await FindAsync(ct))!.Version;
            ModelState.Remove("Input.Version");
            return false;
        }
        catch (DbUpdateException)
        {
            // Somebody took the name between the check and the save: the database's unique index refuses the second.
            Db.ChangeTracker.Clear();
            await CheckNameAsync(ct);
            if (ModelState.IsValid)
            {
                throw;
            }

            return false;
        }
    }

    private async Task<IActionResult> LeaveAsync(CancellationToken ct)
    {
        var after = Input.ValidTo is { } last
            ? await UnendedAsync(p => p.Last == null || p.Last > last, ct)
            : 0;
        TempData.Succeeded(
            after == 0
                ? texts["Saved"]
                : texts["Saved_StillUsed", after, Format.LongDate(Input.ValidTo!.Value)]
        );
        return Leave();
    }

    private async Task<IActionResult> ShowAsync(CancellationToken ct)
    {
        await LoadChoicesAsync(ct);
        if (Id is not null)
        {
            var today = Today;
            InUse = await UnendedAsync(p => p.Last == null || p.Last >= today, ct);
            History = await HistoryView.LoadAsync(Db, Changes(), ct);
        }

        return Page();
    }

    private Task<int> UnendedAsync(Expression<Func<Placement, bool>> until, CancellationToken ct) =>
        Db.Placements.Where(Uses(Id!.Value)).Where(p => !p.IsCancelled).CountAsync(until, ct);

    private IQueryable<AuditEntry> Changes()
    {
        var (root, rootId) = HistoryRoot();
        var (entity, id) = (typeof(TEntity).Name, Number(Id!.Value));
        rootId ??= id;
        return Db
            .AuditEntries.Where(entry => entry.Root == root && entry.RootId == rootId)
            .Where(entry => entry.Entity == entity && entry.EntityId == id);
    }
}
