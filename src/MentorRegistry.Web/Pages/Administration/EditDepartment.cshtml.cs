using System.ComponentModel.DataAnnotations;
using System.Linq.Expressions;
using MentorRegistry.Domain.Organisation;
using MentorRegistry.Domain.Placements;
using MentorRegistry.Web.Data;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace MentorRegistry.Web.Pages.Administration;

/// <summary>Adds or changes a department; its units stand below.</summary>
public sealed class EditDepartmentModel(
    RegistryDb db,
    Clock clock,
    IStringLocalizer<AdministrationText> texts
) : ReferenceFormModel<Department, DepartmentInput>(db, clock, texts)
{
    public IReadOnlyList<Unit> Units { get; private set; } = [];

    protected override Department Create(string name) => new() { Name = name };

    protected override void Fill(Department record) =>
        (Input.Phone, Input.Email, Input.ShowsDates, Input.HidesName) = (
            record.Phone,
            record.Email,
            record.ShowsDates,
            record.HidesName
        );

    protected override void Apply(Department record) =>
        (record.Phone, record.Email, record.ShowsDates, record.HidesName) = (
            Input.Phone?.Trim(),
            Input.Email?.Trim(),
            Input.ShowsDates,
            Input.HidesName
        );

    protected override async Task LoadChoicesAsync(CancellationToken ct) =>
        Units = await Db.Set<Unit>()
            .AsNoTracking()
            .Where(unit => unit.DepartmentId == Id)
            .OrderBy(unit => unit.Name)
            .ToListAsync(ct);

    protected override Expression<Func<Placement, bool>> Uses(long id) =>
        placement => placement.DepartmentId == id;

    protected override IActionResult Leave() => RedirectToPage("/Administration/Departments");
}

public sealed class DepartmentInput : ReferenceInput
{
    [Display(Name = "Phone"), Phone, StringLength(40), DataType(DataType.PhoneNumber)]
    public string? Phone { get; set; }

    [Display(Name = "Email"), EmailAddress, StringLength(200), DataType(DataType.EmailAddress)]
    public string? Email { get; set; }

    [Display(Name = "ShowsDates")]
    public bool ShowsDates { get; set; }

    [Display(Name = "HidesName")]
    public bool HidesName { get; set; }
}
