using MentorRegistry.Domain;
using MentorRegistry.Domain.Placements;
using MentorRegistry.Web.Access;
using MentorRegistry.Web.Data;
using MentorRegistry.Web.Formatting;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace MentorRegistry.Web.Pages.Placements;

/// <summary>Something that may be chosen on the form.</summary>
/// <param name="Row">What it is.</param>
/// <param name="BelongsTo">The department (of a mentor: the provider) that it is for; <c>null</c> = any.</param>
/// <param name="LongestGrantMonths">Of a legal basis.</param>
public sealed record Choice(IDated Row, long? BelongsTo = null, int? LongestGrantMonths = null)
{
    public long Id => Row.Id;

    public string Name => Row.Name;
}

/// <summary>
/// What may be chosen for a placement: own departments, and the reference data of these or of any. What a placement
/// already has stays choosable, whatever has become of it.
/// </summary>
public sealed class PlacementChoices(
    RegistryDb db,
    CurrentUser user,
    Clock clock,
    IStringLocalizer<PlacementsText> texts
)
{
    // What the placement has now; nothing for one that is being registered.
    private PlacementInput before = new();
    private List<Choice> departments = [];
    private List<Choice> units = [];
    private List<Choice> targetGroups = [];
    private List<Choice> legalBases = [];
    private List<Choice> providers = [];
    private List<Choice> mentors = [];
    private List<Choice> measures = [];
    private List<Choice> outcomes = [];

    /// <summary>Reads them, for a new placement or for one that is about to be changed.</summary>
    public async Task LoadAsync(Placement? placement, CancellationToken ct)
    {
        if (placement is not null)
        {
            before.Fill(placement);
        }

        var own = user.DepartmentIds.ToList();
        departments = await ReadAsync(db.Departments.Where(d => own.Contains(d.Id)), d => new(d), ct);
        units = await ReadAsync(
            db.Units.Where(u => own.Contains(u.DepartmentId)),
            u => new(u, u.DepartmentId),
            ct
        );
        targetGroups = await ReadAsync(
            db.TargetGroups.Where(g =>
                g.DepartmentId == null || own.Contains(g.DepartmentId.Value) || g.Id == before.TargetGroupId
            ),
            g => new(g, g.DepartmentId),
            ct
        );
        legalBases = await ReadAsync(
            db.LegalBases.Where(b =>
                b.DepartmentId == null || own.Contains(b.DepartmentId.Value) || b.Id == before.LegalBasisId
            ),
            b => new(b, b.DepartmentId, b.LongestGrantMonths),
            ct
        );
        providers = await ReadAsync(db.Providers, p => new(p), ct);
        mentors = await ReadAsync(db.Mentors, m => new(m, m.ProviderId), ct);
        measures = await ReadAsync(db.Measures, m => new(m), ct);
        await LoadOutcomesAsync(ct);
    }

    /// <summary>Reads what can come of a placement: all that ending one asks for.</summary>
    public async Task LoadOutcomesAsync(CancellationToken ct) =>
        outcomes = await ReadAsync(db.Outcomes, o => new(o), ct);

    /// <summary>The day of decision that the placement has now.</summary>
    public DateOnly? Decided => before.DecisionDate;

    /// <summary>The department to begin with: the only one, or the first of those in use.</summary>
    public long? UsualDepartment(DateOnly day) => departments.Find(d => d.Row.IsValidOn(day))?.Id;

    public Choice? LegalBasis(long? id) => legalBases.Find(basis => basis.Id == id);

    public string? NameOfProvider(long? id) => providers.Find(provider => provider.Id == id)?.Name;

    public string? NameOfMentor(long? id) => mentors.Find(mentor => mentor.Id == id)?.Name;

    public IEnumerable<SelectListItem> Departments(PlacementInput input) =>
        Items(departments, input.DepartmentId, input.First, null);

    public IEnumerable<SelectListItem> Units(PlacementInput input) =>
        Items(units, input.UnitId, input.First, departments);

    public IEnumerable<SelectListItem> TargetGroups(PlacementInput input) =>
        Items(targetGroups, input.TargetGroupId, input.First, departments);

    public IEnumerable<SelectListItem> LegalBases(PlacementInput input) =>
        Items(legalBases, input.LegalBasisId, input.First, departments);

    public IEnumerable<SelectListItem> Providers(PlacementInput input) =>
        Items(providers, input.ProviderId, input.First, null);

    public IEnumerable<SelectListItem> Mentors(PlacementInput input) =>
        Items(mentors, input.MentorId, input.First, providers);

    /// <summary>Those in use today or on the first day, and those that are chosen.</summary>
    public IEnumerable<SelectListItem> Measures(PlacementInput input)
    {
        var day = input.First ?? clock.Today;
        return measures
            .Where(c => IsOnOffer(c, input.MeasureIds.Contains(c.Id), day))
            .Select(c => new SelectListItem(Text(c, day), Id(c), input.MeasureIds.Contains(c.Id)));
    }

    /// <summary>Those in use today or on the last day, and the one that is chosen.</summary>
    public IEnumerable<SelectListItem> Outcomes(long? chosen, DateOnly? last)
    {
        var day = last ?? clock.Today;
        return outcomes
            .Where(c => IsOnOffer(c, c.Id == chosen, day))
            .Select(c => new SelectListItem(Text(c, day), Id(c)));
    }

    /// <summary>Tells of an outcome that cannot be: not there, or in use on another day than the last.</summary>
    public void JudgeOutcome(long? id, long? had, DateOnly? last, ModelStateDictionary state)
    {
        if (id is not null && id != had && WhyNot(outcomes.Find(c => c.Id == id), last) is { } error)
        {
            state.AddModelError("Input.OutcomeId", error);
        }
    }

    /// <summary>
    /// Tells of every choice that cannot be: not there (or not this user's), not of the department or provider, or not
    /// in use on the first day.
    /// </summary>
    public void Judge(PlacementInput input, ModelStateDictionary state)
    {
        void One(string field, List<Choice> choices, long? id, long? had, (long? Now, long? Had) parent)
        {
            if (id is null)
            {
                return;
            }

            var error = choices.Find(c => c.Id == id) switch
            {
                null => texts["Choice_Unknown"],
                { BelongsTo: { } of } choice
                    when parent.Now is not null
                        && parent.Now != of
                        && !(id == had && parent.Now == parent.Had) => texts[
                    choices == mentors ? "Choice_OtherProvider" : "Choice_OtherDepartment",
                    choice.Name
                ],
                { } choice when id != had => WhyNot(choice, input.First),
                _ => null,
            };
            if (error is not null)
            {
                state.AddModelError($"Input.{field}", error);
            }
        }

        var department = (input.DepartmentId, before.DepartmentId);
        var provider = (input.ProviderId, before.ProviderId);
        One(nameof(input.DepartmentId), departments, input.DepartmentId, before.DepartmentId, default);
        One(nameof(input.UnitId), units, input.UnitId, before.UnitId, department);
        One(nameof(input.TargetGroupId), targetGroups, input.TargetGroupId, before.TargetGroupId, department);
        One(nameof(input.LegalBasisId), legalBases, input.LegalBasisId, before.LegalBasisId, department);
        One(nameof(input.ProviderId), providers, input.ProviderId, before.ProviderId, default);
        One(nameof(input.MentorId), mentors, input.MentorId, before.MentorId, provider);
        foreach (var id in input.MeasureIds.Distinct())
        {
            var had = before.MeasureIds.Contains(id) ? id : (long?)null;
            One(nameof(input.MeasureIds), measures, id, had, default);
        }

        JudgeOutcome(input.OutcomeId, before.OutcomeId, input.Last, state);
    }

    private string? WhyNot(Choice? choice, DateOnly? day) =>
        choice is null ? texts["Choice_Unknown"].Value
        : day < choice.Row.ValidFrom
            ? texts["Choice_NotYet", choice.Name, Format.LongDate(choice.Row.ValidFrom.Value)].Value
        : choice.Row.ValidTo < day
            ? texts["Choice_NoLonger", choice.Name, Format.LongDate(choice.Row.ValidTo.Value)].Value
        : null;

    private bool IsOnOffer(Choice choice, bool isChosen, DateOnly day) =>
        isChosen || !(choice.Row.ValidTo < clock.Today) || choice.Row.IsValidOn(day);

    private static string Id(Choice choice) =>
        choice.Id.ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>
    /// Those in use today, later, or on the first day; the chosen one always. Below the department or provider that
    /// each is for, so that the right one is found without scripts too.
    /// </summary>
    private IEnumerable<SelectListItem> Items(
        List<Choice> choices,
        long? chosen,
        DateOnly? first,
        List<Choice>? parents
    )
    {
        var day = first ?? clock.Today;
        var groups = parents?.ToDictionary(p => p.Id, p => new SelectListGroup { Name = Text(p, day) });
        var any = new SelectListGroup { Name = texts["Choice_Any"] };
        return choices
            .Where(c => IsOnOffer(c, c.Id == chosen, day))
            .Select(c => new SelectListItem(Text(c, day), Id(c))
            {
                Group =
                    groups is null ? null
                    : c.BelongsTo is { } parent ? groups.GetValueOrDefault(parent, any)
                    : any,
            })
            .OrderBy(item => item.Group == any)
            .ThenBy(item => item.Group?.Name, StringComparer.CurrentCulture);
    }

    private string Text(Choice choice, DateOnly day) =>
        day < choice.Row.ValidFrom ? texts["Choice_From", choice.Name, Format.Date(choice.Row.ValidFrom)]
        : choice.Row.ValidTo < day ? texts["Choice_To", choice.Name, Format.Date(choice.Row.ValidTo)]
        : choice.Name;

    // Sorted here, as the reader's language has it; the databases each have an order of their own.
    private static async Task<List<Choice>> ReadAsync<T>(
        IQueryable<T> rows,
        Func<T, Choice> choice,
        CancellationToken ct
    )
        where T : class =>
        [
            .. (await rows.AsNoTracking().ToListAsync(ct))
                .Select(choice)
                .OrderBy(c => c.Name, StringComparer.CurrentCulture),
        ];
}
