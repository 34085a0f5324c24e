using System.ComponentModel.DataAnnotations;
using System.Linq.Expressions;
using MentorRegistry.Domain.Organisation;
using MentorRegistry.Domain.Placements;
using MentorRegistry.Web.Data;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.Extensions.Localization;

namespace MentorRegistry.Web.Pages.Administration;

/// <summary>Adds or changes a target group.</summary>
public sealed class EditTargetGroupModel(
    RegistryDb db,
    Clock clock,
    IStringLocalizer<AdministrationText> texts
) : ReferenceFormModel<TargetGroup, TargetGroupInput>(db, clock, texts)
{
    public IReadOnlyList<SelectListItem> Departments { get; private set; } = [];

    protected override TargetGroup Create(string name) => new() { Name = name };

    protected override void Fill(TargetGroup record) => Input.DepartmentId = record.DepartmentId;

    protected override void Apply(TargetGroup record) => record.DepartmentId = Input.DepartmentId;

    protected override Task CheckAsync(TargetGroup? record, CancellationToken ct) =>
        CheckChoiceAsync<Department>("Input.DepartmentId", Input.DepartmentId, ct);

    protected override Task<SavingQuestion?> MoveQuestionAsync(TargetGroup record, CancellationToken ct) =>
        DepartmentQuestionAsync(record.DepartmentId, Input.DepartmentId, ct);

    protected override async Task LoadChoicesAsync(CancellationToken ct) =>
        Departments = await ChoicesAsync<Department>(Input.DepartmentId, ct);

    protected override Expression<Func<Placement, bool>> Uses(long id) =>
        placement => placement.TargetGroupId == id;

    protected override IActionResult Leave() => RedirectToPage("/Administration/TargetGroups");
}

public sealed class TargetGroupInput : ReferenceInput
{
    [Display(Name = "Department")]
    public long? DepartmentId { get; set; }
}
