using System.Linq.Expressions;
using MentorRegistry.Domain.Organisation;
using MentorRegistry.Domain.Placements;
using MentorRegistry.Web.Data;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace MentorRegistry.Web.Pages.Administration;

/// <summary>Adds a unit to a department or changes it.</summary>
public sealed class EditUnitModel(RegistryDb db, Clock clock, IStringLocalizer<AdministrationText> texts)
    : ReferenceFormModel<Unit, UnitInput>(db, clock, texts)
{
    /// <summary>The department that a new unit is below; a unit never moves.</summary>
    [BindProperty(SupportsGet = true, Name = "department")]
    public long DepartmentId { get; set; }

    public string DepartmentName { get; private set; } = "";

    protected override IQueryable<Unit> SharingNames() =>
        Db.Set<Unit>().Where(unit => unit.DepartmentId == DepartmentId);

    protected override (string Root, string? RootId) HistoryRoot() =>
        (nameof(Department), Number(DepartmentId));

    protected override async Task<bool> BelongsAsync(Unit? record, CancellationToken ct)
    {
        DepartmentId = record?.DepartmentId ?? DepartmentId;
        var department = await Db
            .Departments.AsNoTracking()
            .SingleOrDefaultAsync(d => d.Id == DepartmentId, ct);
        DepartmentName = department?.Name ?? "";
        return department is not null;
    }

    protected override Unit Create(string name) => new() { Name = name, DepartmentId = DepartmentId };

    protected override void Fill(Unit record) { }

    protected override void Apply(Unit record) { }

    protected override Expression<Func<Placement, bool>> Uses(long id) => placement => placement.UnitId == id;

    protected override IActionResult Leave() =>
        RedirectToPage("/Administration/EditDepartment", new { id = DepartmentId });
}

public sealed class UnitInput : ReferenceInput { }
