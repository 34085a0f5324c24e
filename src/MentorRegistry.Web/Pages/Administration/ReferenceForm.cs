using System.ComponentModel.DataAnnotations;
using System.Globalization;
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

    /// <summary>What is to be confirmed before it is saved; empty while there is nothing to ask.</summary>
    IReadOnlyList<SavingQuestion> Questions { get; }

    /// <summary>What somebody else saved while this form was being filled in.</summary>
    HistoryView? OthersChanges { get; }

    HistoryView? History { get; }
}

/// <summary>Asked before a change that means something for placements which use the record.</summary>
/// <param name="Heading">How many they are, and that nothing is saved yet.</param>
/// <param name="Consequence">What becomes of them.</param>
/// <param name="Yes">The button's words.</param>
/// <param name="Key">What the button sends: the yes is to this change and this number, and to no other.</param>
public sealed record SavingQuestion(string Heading, string Consequence, string Yes, string Key);

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

    /// <summary>The <see cref="SavingQuestion.Key"/> of what was confirmed; of several, all of them.</summary>
    [BindProperty]
    public string? Confirm { get; set; }

    public int InUse { get; private set; }

    public IReadOnlyList<SavingQuestion> Questions { get; private set; } = [];

    public HistoryView? OthersChanges { get; private set; }

    public HistoryView? History { get; private set; }

    ReferenceInput IReferenceForm.Input => Input;

    protected RegistryDb Db { get; } = db;

    protected IStringLocalizer<AdministrationText> Texts { get; } = texts;

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

    public async Task<IActionResult> OnPostLanguageAsync(CancellationToken ct)
    {
        var record = await FindAsync(ct);
        return (Id is not null && record is null) || !await BelongsAsync(record, ct)
            ? NotFound()
            : await ShowAsync(ct);
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
            ModelState.AddModelError("Input.ValidTo", Texts["ValidTo_BeforeFrom"]);
        }

        await CheckAsync(record, ct);
        await CheckNameAsync(ct);
        if (!ModelState.IsValid || !await IsConfirmedAsync(record, ct) || !await SaveAsync(record, ct))
        {
            return await ShowAsync(ct);
        }

        TempData.Succeeded(Texts["Saved"]);
        return Leave();
    }

    /// <summary>A new record of this kind, with what a form cannot change later.</summary>
    protected abstract TEntity Create(string name);

    /// <summary>Puts the kind's own values into the form.</summary>
    protected abstract void Fill(TEntity record);

    /// <summary>Takes the kind's own values from the form.</summary>
    protected abstract void Apply(TEntity record);

    /// <summary>The placements that use the record; none, where no placement refers to such a record.</summary>
    protected virtual Expression<Func<Placement, bool>> Uses(long id) => placement => false;

    /// <summary>What a last day means for what uses the record.</summary>
    protected virtual string Consequence(DateOnly last) =>
        Texts["Close_Text", Format.LongDate(last), Input.Name!.Trim()];

    /// <summary>Asks where a value of the kind's own becomes one that means something for placements.</summary>
    protected virtual Task<SavingQuestion?> MoveQuestionAsync(TEntity record, CancellationToken ct) =>
        Task.FromResult<SavingQuestion?>(null);

    /// <summary>Asks where one department alone is to have what placements of others use.</summary>
    protected async Task<SavingQuestion?> DepartmentQuestionAsync(long? had, long? gets, CancellationToken ct)
    {
        if (gets is null || gets == had)
        {
            return null;
        }

        var today = Today;
        var others = await UsedAsync(p => p.DepartmentId != gets && (p.Last == null || p.Last >= today), ct);
        var department = await Db.Departments.Where(d => d.Id == gets).Select(d => d.Name).SingleAsync(ct);
        return others == 0
            ? null
            : new SavingQuestion(
                others == 1 ? Texts["Move_One"] : Texts["Move_Many", Format.Number(others)],
                Texts["Move_Text", Input.Name!.Trim(), department],
                Texts["Move_Confirm", department],
                $"department {gets}/{others}"
            );
    }

    /// <summary>How many active and planned placements use the record.</summary>
    protected Task<int> InUseAsync(CancellationToken ct)
    {
        var today = Today;
        return UsedAsync(p => p.Last == null || p.Last >= today, ct);
    }

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

    /// <summary>What belongs to the record and moves its version when it is saved: shown among its changes.</summary>
    protected virtual string[] SavedTogether => [];

    protected static string Number(long id) => id.ToString(CultureInfo.InvariantCulture);

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
                .OrderBy(c => c.Name, Languages.NameOrder)
                .Select(c => new SelectListItem(c.Name, Number(c.Id))),
        ];
    }

    /// <summary>Refuses a choice that is not there (a form from elsewhere, or one that was open for long).</summary>
    protected async Task CheckChoiceAsync<T>(string field, long? chosen, CancellationToken ct)
        where T : class, IDated
    {
        if (chosen is not null && !await Db.Set<T>().AnyAsync(c => c.Id == chosen, ct))
        {
            ModelState.AddModelError(field, Texts["Choice_Unknown"]);
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
            ModelState.AddModelError("Input.Name", Texts["Name_Taken", Input.Name!.Trim()]);
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

    private async Task<bool> IsConfirmedAsync(TEntity? record, CancellationToken ct)
    {
        if (record is null)
        {
            return true;
        }

        SavingQuestion?[] asked =
        [
            await MoveQuestionAsync(record, ct),
            await ClosingQuestionAsync(record, ct),
        ];
        var questions = asked.OfType<SavingQuestion>().ToList();
        if (questions.Count == 0 || Confirm == string.Join(", ", questions.Select(q => q.Key)))
        {
            return true;
        }

        Questions = questions;
        return false;
    }

    // A last day that was there already, or is moved on, closes nothing more.
    private async Task<SavingQuestion?> ClosingQuestionAsync(TEntity record, CancellationToken ct)
    {
        if (Input.ValidTo is not { } last || (record.ValidTo ?? DateOnly.MaxValue) <= last)
        {
            return null;
        }

        var today = Today;
        var after = await UsedAsync(p => p.Last == null || (p.Last > last && p.Last >= today), ct);
        var day = Format.LongDate(last);
        return after == 0
            ? null
            : new SavingQuestion(
                after == 1 ? Texts["Close_One", day] : Texts["Close_Many", Format.Number(after), day],
                Consequence(last),
                Texts["Close_Confirm", day],
                string.Create(CultureInfo.InvariantCulture, $"until {last:yyyy-MM-dd}/{after}")
            );
    }

    private async Task<IActionResult> ShowAsync(CancellationToken ct)
    {
        await LoadChoicesAsync(ct);
        if (Id is not null)
        {
            InUse = await InUseAsync(ct);
            History = await HistoryView.LoadAsync(Db, Changes(), ct);
        }

        return Page();
    }

    private Task<int> UsedAsync(Expression<Func<Placement, bool>> when, CancellationToken ct) =>
        Db.Placements.Where(Uses(Id!.Value)).Where(p => !p.IsCancelled).CountAsync(when, ct);

    private IQueryable<AuditEntry> Changes()
    {
        var (root, rootId) = HistoryRoot();
        var (entity, id) = (typeof(TEntity).Name, Number(Id!.Value));
        rootId ??= id;
        var together = SavedTogether;
        return Db
            .AuditEntries.Where(entry => entry.Root == root && entry.RootId == rootId)
            .Where(entry =>
                (entry.Entity == entity && entry.EntityId == id) || together.Contains(entry.Entity)
            );
    }
}
