using MentorRegistry.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace MentorRegistry.Web.Pages.Administration;

/// <summary>What a citizen can have beside a mentor.</summary>
public sealed class MeasuresModel(RegistryDb db, Clock clock) : ReferenceListModel(clock)
{
    public override string EditPage => "/Administration/EditMeasure";

    protected override Task<List<ReferenceRow>> LoadAsync(CancellationToken ct) =>
        db
            .Measures.Select(x => new ReferenceRow(x.Id, x.Name)
            {
                ValidFrom = x.ValidFrom,
                ValidTo = x.ValidTo,
            })
            .ToListAsync(ct);
}
