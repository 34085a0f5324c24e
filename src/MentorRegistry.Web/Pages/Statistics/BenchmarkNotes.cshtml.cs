using System.ComponentModel.DataAnnotations;
using MentorRegistry.Domain.Statistics;
using MentorRegistry.Web.Data;
using MentorRegistry.Web.Localization;
using MentorRegistry.Web.Pages.Shared;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace MentorRegistry.Web.Pages.Statistics;

/// <summary>What stands beside the figures: who the group is, by which rule, from where, when, at which prices.</summary>
public sealed class BenchmarkNotesModel(RegistryDb db, IStringLocalizer<BenchmarkText> text) : PageModel
{
    [BindProperty]
    public NotesInput Input { get; set; } = new();

    public HistoryView? OthersChanges { get; private set; }

    public HistoryView? History { get; private set; }

    public async Task OnGetAsync(CancellationToken ct)
    {
        if (await db.BenchmarkNotes.AsNoTracking().SingleOrDefaultAsync(ct) is { } notes)
        {
            Input = new NotesInput
            {
                Group = notes.Group,
                Rule = notes.Rule,
                Source = notes.Source,
                TakenOn = notes.TakenOn,
                PriceLevel = notes.PriceLevel,
                Version = notes.Version,
            };
        }

        await LoadHistoryAsync(ct);
    }

    public async Task<IActionResult> OnPostLanguageAsync(CancellationToken ct)
    {
        await LoadHistoryAsync(ct);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (!ModelState.IsValid)
        {
            await LoadHistoryAsync(ct);
            return Page();
        }

        var notes = await db.BenchmarkNotes.SingleOrDefaultAsync(ct);
        if (notes is null)
        {
            notes = new BenchmarkNotes();
            db.BenchmarkNotes.Add(notes);
        }
        else
        {
            db.Entry(notes).Property(n => n.Version).OriginalValue = Input.Version;
        }

        (notes.Group, notes.Rule, notes.Source) = (
            Trimmed(Input.Group),
            Trimmed(Input.Rule),
            Trimmed(Input.Source)
        );
        (notes.TakenOn, notes.PriceLevel) = (Input.TakenOn, Trimmed(Input.PriceLevel));
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException)
        {
            db.ChangeTracker.Clear();
            OthersChanges = await HistoryView.LoadAsync(
                db,
                nameof(BenchmarkNotes),
                "1",
                afterVersion: Input.Version,
                ct
            );
            Input.Version = (await db.BenchmarkNotes.AsNoTracking().SingleAsync(ct)).Version;
            ModelState.Remove("Input.Version");
            await LoadHistoryAsync(ct);
            return Page();
        }

        TempData.Succeeded(text["Notes_Saved"]);
        return RedirectToPage("Benchmark");
    }

    private async Task LoadHistoryAsync(CancellationToken ct) =>
        History = await HistoryView.LoadAsync(db, nameof(BenchmarkNotes), "1", ct: ct);

    private static string? Trimmed(string? typed) => string.IsNullOrWhiteSpace(typed) ? null : typed.Trim();
}

/// <summary>The notes as they are typed.</summary>
[TextsFrom(typeof(BenchmarkText))]
public sealed class NotesInput
{
    [Display(Name = "Notes_Group"), StringLength(500), DataType(DataType.MultilineText)]
    public string? Group { get; set; }

    [Display(Name = "Notes_Rule"), StringLength(300)]
    public string? Rule { get; set; }

    [Display(Name = "Notes_Source"), StringLength(300)]
    public string? Source { get; set; }

    [Display(Name = "Notes_TakenOn")]
    public DateOnly? TakenOn { get; set; }

    [Display(Name = "Notes_PriceLevel"), StringLength(100)]
    public string? PriceLevel { get; set; }

    /// <summary>The version that the form was rendered with; below nought while there are no notes.</summary>
    public int Version { get; set; } = -1;
}
