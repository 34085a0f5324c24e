using System.Globalization;
using MentorRegistry.Domain;
using MentorRegistry.Domain.Flags;
using MentorRegistry.Web.Access;
using MentorRegistry.Web.Data;
using MentorRegistry.Web.Data.Flags;
using MentorRegistry.Web.Jobs;
using MentorRegistry.Web.Localization;
using MentorRegistry.Web.Pages.Shared;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace MentorRegistry.Web.Pages.Administration;

/// <summary>
/// Changes the rules of points of attention in two steps: what they would open and close is seen first, and exactly
/// that is published.
/// </summary>
public sealed class EditFlagRulesModel(
    RegistryDb db,
    RulesInForce inForce,
    RulesPreview preview,
    CurrentUser user,
    Clock clock,
    IServiceProvider services,
    IStringLocalizer<FlagRulesText> text,
    IStringLocalizer<FormatText> format
) : PageModel
{
    /// <summary>More lines nobody can survey.</summary>
    public const int MostOverlapRules = 50;

    [BindProperty]
    public FlagRulesInput Input { get; set; } = new();

    /// <summary>The fingerprint of what was previewed.</summary>
    [BindProperty]
    public string? Previewed { get; set; }

    public PreviewedRules? Preview { get; private set; }

    /// <summary>What the rules say otherwise than those in force.</summary>
    public IReadOnlyList<string> Changes { get; private set; } = [];

    /// <summary>What somebody else published while the form was filled in.</summary>
    public PublishedRules? Others { get; private set; }

    public IReadOnlyList<string> OthersChanges { get; private set; } = [];

    public FlagRulesWords Words { get; private set; } = null!;

    /// <summary>The line that was just added; the person goes on there.</summary>
    public int? Added { get; private set; }

    public IReadOnlyList<SelectListItem> Departments { get; private set; } = [];

    public IReadOnlyList<SelectListItem> LegalBases { get; private set; } = [];

    public IEnumerable<SelectListItem> Treatments =>
        [
            new(text["Treatment_Flagged"], OverlapTreatment.Flagged.ToString("D")),
            new(text["Treatment_Told"], OverlapTreatment.Told.ToString("D")),
            new(text["Treatment_Allowed"], OverlapTreatment.Allowed.ToString("D")),
        ];

    /// <summary>The preview's lines in order of kind and department's name.</summary>
    public IEnumerable<(FlagKind Kind, string Department, FlagMoves Moves)> Lines =>
        Preview!
            .ByDepartment.Select(line => (line.Key.Kind, Words.Department(line.Key.DepartmentId), line.Value))
            .OrderBy(line => line.Kind)
            .ThenBy(line => line.Item2, Languages.NameOrder);

    public async Task OnGetAsync(CancellationToken ct)
    {
        Input = FlagRulesInput.Of(await inForce.AskAsync(db, ct));
        await LoadAsync(ct);
    }

    /// <summary>Shows what the rules would change.</summary>
    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        var rules = await inForce.AskAsync(db, ct);
        await LoadAsync(ct);
        if (!await IsNewestAsync(rules, ct) || !IsRight(rules))
        {
            return Page();
        }

        Changes = Words.Changes(rules, Input.ToRules());
        Preview = await preview.LookAsync(Input.ToRules(), ct);
        Previewed = Input.Fingerprint();
        return Page();
    }

    /// <summary>Publishes what was previewed.</summary>
    public async Task<IActionResult> OnPostPublishAsync(CancellationToken ct)
    {
        var rules = await inForce.AskAsync(db, ct);
        await LoadAsync(ct);
        if (!await IsNewestAsync(rules, ct) || !IsRight(rules))
        {
            return Page();
        }

        if (Previewed != Input.Fingerprint())
        {
            ModelState.AddModelError("", text["Unseen"]);
            return Page();
        }

        var next = PublishedRules.Next(
            rules,
            Input.ToRules(),
            Input.Reason!.Trim(),
            user.DisplayName,
            clock.UtcNow
        );
        db.PublishedRules.Add(next);
        db.Reason = next.Reason;
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException)
        {
            // Of two who publish at once, or of whom one erases what the other's rule names, the later one is told.
            db.ChangeTracker.Clear();
            await LoadAsync(ct);
            if (await IsNewestAsync(await inForce.AskAsync(db, ct), ct) && IsRight(rules))
            {
                throw;
            }

            return Page();
        }

        await inForce.AskAsync(db, ct);
        await Schedule.RunNowAsync<SweepFlags>(services, ct);
        TempData.Succeeded(text["Published", next.Number]);
        return RedirectToPage("/Administration/FlagRules");
    }

    /// <summary>Back to the fields, from what was previewed.</summary>
    public Task OnPostEditAsync(CancellationToken ct) => ShowFieldsAsync(ct);

    public Task OnPostLanguageAsync(CancellationToken ct) => ShowFieldsAsync(ct);

    public async Task OnPostAddAsync(CancellationToken ct)
    {
        if (Input.OverlapRules.Count < MostOverlapRules)
        {
            Added = Input.OverlapRules.Count;
            Input.OverlapRules.Add(
                new OverlapRuleInput { Treatment = OverlapTreatment.Flagged, HandoverDays = 0 }
            );
        }

        await ShowFieldsAsync(ct);
    }

    public async Task OnPostRemoveAsync(int row, CancellationToken ct)
    {
        if (row >= 0 && row < Input.OverlapRules.Count)
        {
            Input.OverlapRules.RemoveAt(row);
            // The lines below move up, and what was typed in them with them.
            foreach (
                var key in ModelState
                    .Keys.Where(key => key.StartsWith("Input.OverlapRules[", StringComparison.Ordinal))
                    .ToList()
            )
            {
                ModelState.Remove(key);
            }
        }

        await ShowFieldsAsync(ct);
    }

    // What is typed stays, also what is no number; what is wrong with it is said when it is to be previewed.
    private Task ShowFieldsAsync(CancellationToken ct)
    {
        foreach (var entry in ModelState.Values)
        {
            entry.Errors.Clear();
            entry.ValidationState = ModelValidationState.Skipped;
        }

        return LoadAsync(ct);
    }

    private async Task<bool> IsNewestAsync(FlagRules rules, CancellationToken ct)
    {
        if (rules.Version == Input.Version)
        {
            return true;
        }

        var versions = await db
            .PublishedRules.AsNoTracking()
            .Include(version => version.OverlapRules)
            .Where(version => version.Number == rules.Version || version.Number == Input.Version)
            .ToDictionaryAsync(version => version.Number, ct);
        Others = versions[rules.Version];
        if (versions.TryGetValue(Input.Version, out var began))
        {
            OthersChanges = Words.Changes(began.ToRules(), rules);
        }

        // Sending the form again goes on from theirs.
        Input.Version = rules.Version;
        ModelState.Remove("Input.Version");
        return false;
    }

    // All that speaks against them, at once.
    private bool IsRight(FlagRules rules)
    {
        for (var i = 0; i < Input.OverlapRules.Count; i++)
        {
            var rule = Input.OverlapRules[i];
            CheckThere(i, nameof(rule.OneDepartmentId), rule.OneDepartmentId, Departments);
            CheckThere(i, nameof(rule.OneLegalBasisId), rule.OneLegalBasisId, LegalBases);
            CheckThere(i, nameof(rule.OtherDepartmentId), rule.OtherDepartmentId, Departments);
            CheckThere(i, nameof(rule.OtherLegalBasisId), rule.OtherLegalBasisId, LegalBases);
        }

        if (Input.OverlapRules.Count > MostOverlapRules)
        {
            ModelState.AddModelError("", text["Refusal_TooMany", MostOverlapRules]);
        }

        foreach (var (refusal, place) in Input.ToRules().RefusedAfter(rules))
        {
            var row = string.Create(CultureInfo.InvariantCulture, $"Input.OverlapRules[{place}].");
            switch (refusal)
            {
                // A number that is missing or wrong is told already.
                case RulesRefusal.StepsDoNotFall
                    when IsUnread("Input.ReachesLongDays")
                        || IsUnread("Input.ReachesLongSecondDays")
                        || IsUnread("Input.ReachesLongThirdDays"):
                    break;
                case RulesRefusal.StepsDoNotFall:
                    ModelState.AddModelError("Input.ReachesLongSecondDays", text["Refusal_StepsDoNotFall"]);
                    break;
                case RulesRefusal.SamePairTwice:
                    ModelState.AddModelError(
                        row + nameof(OverlapRuleInput.OneDepartmentId),
                        text["Refusal_SamePairTwice", place! + 1]
                    );
                    break;
                case RulesRefusal.HandoverLetPassAnyway:
                    ModelState.AddModelError(
                        row + nameof(OverlapRuleInput.HandoverDays),
                        text["Refusal_HandoverLetPassAnyway", place! + 1]
                    );
                    break;
                default:
                    ModelState.AddModelError("", text["Refusal_NothingChanged"]);
                    break;
            }
        }

        return ModelState.IsValid;
    }

    private bool IsUnread(string field) =>
        ModelState.GetFieldValidationState(field) == ModelValidationState.Invalid;

    private void CheckThere(int row, string field, long? id, IReadOnlyList<SelectListItem> choices)
    {
        if (id is { } chosen && !choices.Any(choice => choice.Value == Number(chosen)))
        {
            ModelState.AddModelError(
                string.Create(CultureInfo.InvariantCulture, $"Input.OverlapRules[{row}].{field}"),
                text["Refusal_Gone", row + 1, text[field].Value]
            );
        }
    }

    private async Task LoadAsync(CancellationToken ct)
    {
        Words = await FlagRulesWords.LoadAsync(db, text, format, ct);
        Departments = await ChoicesAsync(db.Departments, ct);
        LegalBases = await ChoicesAsync(db.LegalBases, ct);
    }

    // What is no longer in use may still have placements that go on, so it can be chosen, and says so.
    private async Task<IReadOnlyList<SelectListItem>> ChoicesAsync<T>(
        IQueryable<T> records,
        CancellationToken ct
    )
        where T : class, IDated => [.. (
                await records
                    .AsNoTracking()
                    .Select(record => new
                    {
                        record.Id,
                        record.Name,
                        record.ValidTo,
                    })
                    .ToListAsync(ct)
            ).OrderBy(record => record.Name, Languages.NameOrder).Select(record => new SelectListItem(record.ValidTo < clock.Today ? text["Choice_Ended", record.Name].Value : record.Name, Number(record.Id)))];

    private static string Number(long id) => id.ToString(CultureInfo.InvariantCulture);
}
