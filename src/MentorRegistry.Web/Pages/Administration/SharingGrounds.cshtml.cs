using MentorRegistry.Web.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace MentorRegistry.Web.Pages.Administration;

/// <summary>What sharing between departments can rest on.</summary>
public sealed class SharingGroundsModel(
    RegistryDb db,
    Clock clock,
    IStringLocalizer<AdministrationText> texts
) : ReferenceListModel(clock)
{
    public override string EditPage => "/Administration/EditSharingGround";

    public override IReadOnlyList<string> Columns => ["SharingGround_Kind"];

    protected override async Task<List<ReferenceRow>> LoadAsync(CancellationToken ct) =>
        [
            .. (await db.SharingGrounds.AsNoTracking().ToListAsync(ct)).Select(x => new ReferenceRow(
                x.Id,
                x.Name,
                texts[x.IsConsent ? "SharingGround_Consent" : "SharingGround_Provision"]
            )
            {
                ValidFrom = x.ValidFrom,
                ValidTo = x.ValidTo,
            }),
        ];
}
