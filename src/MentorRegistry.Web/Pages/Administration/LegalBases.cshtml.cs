using System.Globalization;
using MentorRegistry.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace MentorRegistry.Web.Pages.Administration;

/// <summary>The paragraphs that mentors are granted by.</summary>
public sealed class LegalBasesModel(RegistryDb db, Clock clock) : ReferenceListModel(clock)
{
    public override string EditPage => "/Administration/EditLegalBasis";

    public override IReadOnlyList<string> Columns => ["Description", "Department", "LongestGrantMonths"];

    public override IReadOnlySet<string> NumberColumns => new HashSet<string> { "LongestGrantMonths" };

    protected override Task<List<ReferenceRow>> LoadAsync(CancellationToken ct) =>
        db
            .LegalBases.Select(x => new ReferenceRow(
                x.Id,
                x.Name,
                x.Description,
                x.Department!.Name,
                Convert.ToString(x.LongestGrantMonths, CultureInfo.InvariantCulture)
            )
            {
                ValidFrom = x.ValidFrom,
                ValidTo = x.ValidTo,
            })
            .ToListAsync(ct);
}
