using MentorRegistry.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace MentorRegistry.Web.Pages.Administration;

/// <summary>Whom mentors are for.</summary>
public sealed class TargetGroupsModel(RegistryDb db, Clock clock) : ReferenceListModel(clock)
{
    public override string EditPage => "/Administration/EditTargetGroup";

    public override IReadOnlyList<string> Columns => ["Department"];

    protected override Task<List<ReferenceRow>> LoadAsync(CancellationToken ct) =>
        db
            .TargetGroups.Select(x => new ReferenceRow(x.Id, x.Name, x.Department!.Name)
            {
                ValidFrom = x.ValidFrom,
                ValidTo = x.ValidTo,
            })
            .ToListAsync(ct);
}
