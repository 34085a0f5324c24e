using MentorRegistry.Web.Access;
using MentorRegistry.Web.Data;
using MentorRegistry.Web.Imports;
using Microsoft.Extensions.Localization;

namespace MentorRegistry.Web.Pages.Imports;

/// <summary>Load hours.</summary>
public sealed class HoursModel(
    RegistryDb db,
    CurrentUser user,
    Clock clock,
    HoursImport import,
    RegistrySettings settings,
    IStringLocalizer<ImportsText> text
) : ImportPage(db, user, clock, import, settings, text)
{
    public override string Kind => "Hours";
}
