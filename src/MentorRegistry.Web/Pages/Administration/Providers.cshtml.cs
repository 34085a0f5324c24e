using MentorRegistry.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace MentorRegistry.Web.Pages.Administration;

/// <summary>Who delivers mentoring.</summary>
public sealed class ProvidersModel(RegistryDb db, Clock clock) : ReferenceListModel(clock)
{
    public override string EditPage => "/Administration/EditProvider";

    public override IReadOnlyList<string> Columns => ["Category", "Phone", "Email"];

    protected override Task<List<ReferenceRow>> LoadAsync(CancellationToken ct) =>
        db
            .Providers.Select(x => new ReferenceRow(x.Id, x.Name, x.Category!.Name, x.Phone, x.Email)
            {
                ValidFrom = x.ValidFrom,
                ValidTo = x.ValidTo,
            })
            .ToListAsync(ct);
}
