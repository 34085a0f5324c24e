using MentorRegistry.Web.Access;
using MentorRegistry.Web.Data;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace MentorRegistry.Web.Pages.Oversight;

/// <summary>What those who oversee can do, and whether a spot check waits for them.</summary>
public sealed class IndexModel(RegistryDb db, Clock clock) : PageModel
{
    /// <summary>The Danish day of the last draw; <c>null</c> = there has been none.</summary>
    public DateOnly? LastDrawn { get; private set; }

    /// <summary>Drawn lookups that nobody has judged.</summary>
    public int Unjudged { get; private set; }

    /// <summary>Bases recorded lately on citizens with whom the recorder's departments have nothing else to do.</summary>
    public int BasesOnOthersCitizens { get; private set; }

    public async Task OnGetAsync(CancellationToken ct)
    {
        var last = await db.SpotChecks.MaxAsync(check => (DateTime?)check.DrawnUtc, ct);
        LastDrawn = last is { } utc ? LookupWords.Day(utc) : null;
        BasesOnOthersCitizens = await RecordedBases.CountOnOthersCitizensAsync(db, clock, ct);
        Unjudged = await SpotCheckDraw.Unjudged(db).CountAsync(ct);
    }
}
