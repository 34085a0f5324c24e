using System.ComponentModel.DataAnnotations;
using System.Linq.Expressions;
using MentorRegistry.Domain.Organisation;
using MentorRegistry.Domain.Placements;
using MentorRegistry.Web.Data;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.Extensions.Localization;

namespace MentorRegistry.Web.Pages.Administration;

/// <summary>Adds or changes a paragraph that mentors are granted by.</summary>
public sealed class EditLegalBasisModel(
    RegistryDb db,
    Clock clock,
    IStringLocalizer<AdministrationText> texts
) : ReferenceFormModel<LegalBasis, LegalBasisInput>(db, clock, texts)
{
    public IReadOnlyList<SelectListItem> Departments { get; private set; } = [];

    protected override LegalBasis Create(string name) => new() { Name = name };

    protected override void Fill(LegalBasis record)
    {
        (Input.Description, Input.PlainWords) = (record.Description, record.PlainWords);
        (Input.DepartmentId, Input.LongestGrantMonths) = (record.DepartmentId, record.LongestGrantMonths);
    }

    protected override void Apply(LegalBasis record)
    {
        (record.Description, record.PlainWords) = (Input.Description?.Trim(), Input.PlainWords?.Trim());
        (record.DepartmentId, record.LongestGrantMonths) = (Input.DepartmentId, Input.LongestGrantMonths);
    }

    protected override Task CheckAsync(LegalBasis? record, CancellationToken ct) =>
        CheckChoiceAsync<Department>("Input.DepartmentId", Input.DepartmentId, ct);

    protected override Task<SavingQuestion?> MoveQuestionAsync(LegalBasis record, CancellationToken ct) =>
        DepartmentQuestionAsync(record.DepartmentId, Input.DepartmentId, ct);

    protected override async Task LoadChoicesAsync(CancellationToken ct) =>
        Departments = await ChoicesAsync<Department>(Input.DepartmentId, ct);

    protected override Expression<Func<Placement, bool>> Uses(long id) =>
        placement => placement.LegalBasisId == id;

    protected override IActionResult Leave() => RedirectToPage("/Administration/LegalBases");
}

public sealed class LegalBasisInput : ReferenceInput
{
    [Display(Name = "Description"), StringLength(500)]
    public string? Description { get; set; }

    [Display(Name = "PlainWords"), StringLength(500)]
    public string? PlainWords { get; set; }

    [Display(Name = "Department")]
    public long? DepartmentId { get; set; }

    [Display(Name = "LongestGrantMonths"), Range(1, 120)]
    public int? LongestGrantMonths { get; set; }
}
