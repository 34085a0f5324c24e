using MentorRegistry.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace MentorRegistry.Web.Pages.Administration;

/// <summary>Why somebody may open a citizen of other departments.</summary>
public sealed class LookupPurposesModel(RegistryDb db, Clock clock) : ReferenceListModel(clock)
{
    public override string EditPage => "/Administration/EditLookupPurpose";

    protected override Task<List<ReferenceRow>> LoadAsync(CancellationToken ct) =>
        db
            .LookupPurposes.Select(x => new ReferenceRow(x.Id, x.Name)
            {
                ValidFrom = x.ValidFrom,
                ValidTo = x.ValidTo,
            })
            .ToListAsync(ct);
}
