using MentorRegistry.Web.Access;
using MentorRegistry.Web.Data;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace MentorRegistry.Web.Pages.Oversight;

/// <summary>What those who oversee can do, and whether a spot check waits for them.</summary>
public sealed class IndexModel(RegistryDb db) : PageModel
{
    /// <summary>The Danish day of the last draw; <c>null</c> = there has been none.</summary>
    public DateOnly? LastDrawn { get; private set; }

    /// <summary>Drawn lookups that nobody has judged.</summary>
    public int Unjudged { get; private set; }

    public async Task OnGetAsync(CancellationToken ct)
    {
        var last = await db.SpotChecks.MaxAsync(check => (DateTime?)check.DrawnUtc, ct);
        LastDrawn = last is { } utc ? LookupWords.Day(utc) : null;
        Unjudged = await SpotCheckDraw.Unjudged(db).CountAsync(ct);
    }
}
