using MentorRegistry.Web.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace MentorRegistry.Web.Pages.Administration;

/// <summary>What can come of a placement.</summary>
public sealed class OutcomesModel(RegistryDb db, Clock clock, IStringLocalizer<AdministrationText> texts)
    : ReferenceListModel(clock)
{
    public override string EditPage => "/Administration/EditOutcome";

    public override IReadOnlyList<string> Columns => ["IsGoal"];

    protected override async Task<List<ReferenceRow>> LoadAsync(CancellationToken ct) =>
        [
            .. (await db.Outcomes.AsNoTracking().ToListAsync(ct)).Select(x => new ReferenceRow(
                x.Id,
                x.Name,
                x.IsGoal ? texts["IsGoal_Yes"].Value : ""
            )
            {
                ValidFrom = x.ValidFrom,
                ValidTo = x.ValidTo,
            }),
        ];
}
