using MentorRegistry.Web.Access;
using MentorRegistry.Web.Data;
using MentorRegistry.Web.Imports;
using Microsoft.Extensions.Localization;

namespace MentorRegistry.Web.Pages.Imports;

/// <summary>Load placements.</summary>
public sealed class PlacementsModel(
    RegistryDb db,
    CurrentUser user,
    Clock clock,
    PlacementImport import,
    RegistrySettings settings,
    IStringLocalizer<ImportsText> text
) : ImportPage(db, user, clock, import, settings, text)
{
    public override string Kind => "Placements";
}
