using MentorRegistry.Domain.Flags;
using MentorRegistry.Web.Data;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace MentorRegistry.Web.Pages.Administration;

/// <summary>The rules of points of attention that are in force, and every version that there was.</summary>
public sealed class FlagRulesModel(
    RegistryDb db,
    IStringLocalizer<FlagRulesText> text,
    IStringLocalizer<FormatText> format
) : PageModel
{
    /// <summary>Every version, the newest first.</summary>
    public IReadOnlyList<PublishedRules> Versions { get; private set; } = [];

    public FlagRulesWords Words { get; private set; } = null!;

    /// <summary>The rules in force.</summary>
    public FlagRules Rules { get; private set; } = new();

    /// <summary>Whether some flags may still be by the version before.</summary>
    public bool IsBeingApplied => Versions[0] is { PublishedUtc: not null, AppliedUtc: null };

    public async Task OnGetAsync(CancellationToken ct)
    {
        Versions = await db
            .PublishedRules.AsNoTracking()
            .Include(rules => rules.OverlapRules)
            .OrderByDescending(rules => rules.Number)
            .ToListAsync(ct);
        Rules = Versions[0].ToRules();
        Words = await FlagRulesWords.LoadAsync(db, text, format, ct);
    }

    /// <summary>What a version changed; nothing for the first.</summary>
    public IReadOnlyList<string> Changes(int place) =>
        place + 1 < Versions.Count
            ? Words.Changes(Versions[place + 1].ToRules(), Versions[place].ToRules())
            : [];
}
