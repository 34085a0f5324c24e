using MentorRegistry.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace MentorRegistry.Web.Pages.Administration;

/// <summary>The departments, with their units.</summary>
public sealed class DepartmentsModel(RegistryDb db, Clock clock) : ReferenceListModel(clock)
{
    public override string EditPage => "/Administration/EditDepartment";

    public override IReadOnlyList<string> Columns => ["Units", "Phone", "Email"];

    protected override Task<List<ReferenceRow>> LoadAsync(CancellationToken ct) =>
        db
            .Departments.Select(x => new ReferenceRow(
                x.Id,
                x.Name,
                string.Join(", ", x.Units.Select(u => u.Name)),
                x.Phone,
                x.Email
            )
            {
                ValidFrom = x.ValidFrom,
                ValidTo = x.ValidTo,
            })
            .ToListAsync(ct);
}
