using MentorRegistry.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace MentorRegistry.Web.Pages.Administration;

/// <summary>The named mentors, whoever they work for.</summary>
public sealed class MentorsModel(RegistryDb db, Clock clock) : ReferenceListModel(clock)
{
    public override string EditPage => "/Administration/EditMentor";

    public override IReadOnlyList<string> Columns => ["Provider", "Phone", "Email"];

    protected override Task<List<ReferenceRow>> LoadAsync(CancellationToken ct) =>
        db
            .Mentors.Select(x => new ReferenceRow(x.Id, x.Name, x.Provider!.Name, x.Phone, x.Email)
            {
                ValidFrom = x.ValidFrom,
                ValidTo = x.ValidTo,
            })
            .ToListAsync(ct);
}
