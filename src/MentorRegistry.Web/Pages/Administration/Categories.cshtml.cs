using System.Globalization;
using MentorRegistry.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace MentorRegistry.Web.Pages.Administration;

/// <summary>The kinds of providers, in the order of the tables.</summary>
public sealed class CategoriesModel(RegistryDb db, Clock clock) : ReferenceListModel(clock)
{
    public override string EditPage => "/Administration/EditCategory";

    public override IReadOnlyList<string> Columns => ["SortOrder"];

    public override IReadOnlySet<string> NumberColumns => new HashSet<string> { "SortOrder" };

    protected override Task<List<ReferenceRow>> LoadAsync(CancellationToken ct) =>
        db
            .ProviderCategories.Select(x => new ReferenceRow(
                x.Id,
                x.Name,
                Convert.ToString(x.SortOrder, CultureInfo.InvariantCulture)
            )
            {
                ValidFrom = x.ValidFrom,
                ValidTo = x.ValidTo,
                Order = x.SortOrder,
            })
            .ToListAsync(ct);
}
