using MentorRegistry.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace MentorRegistry.Web.Access;

/// <summary>What of a citizen was shown.</summary>
public enum LookupKind
{
    /// <summary>The overview with all mentors.</summary>
    Overview,

    /// <summary>The citizen's own sheet, made to be printed.</summary>
    Sheet,

    /// <summary>The whole CPR number.</summary>
    FullNumber,

    /// <summary>A form that shows or changes a placement, or the citizen's name and number.</summary>
    Form,
}

/// <summary>One lookup: who saw what of whom, and when (databeskyttelse: every reading is logged per person).</summary>
public sealed class LookupEntry
{
    public long Id { get; set; }

    public DateTime AtUtc { get; set; }

    public required string UserId { get; set; }

    public required string UserName { get; set; }

    public long CitizenId { get; set; }

    public LookupKind Kind { get; set; }
}

/// <summary>
/// Records lookups. It is called before anything of the citizen is shown: when the record cannot be written, the
/// exception ends the request and the page is not shown.
/// </summary>
public sealed class LookupLog(RegistryDb db, CurrentUser user, Clock clock)
{
    /// <summary>
    /// A form is sent many times while it is filled in (the check beside it asks at every change). What one person
    /// does at one citizen's forms within this time is one lookup: twenty rows would hide the others.
    /// </summary>
    public static readonly TimeSpan OneForm = TimeSpan.FromMinutes(10);

    public async Task RecordAsync(long citizenId, LookupKind kind, CancellationToken ct)
    {
        var now = clock.UtcNow;
        var userId = user.Id ?? throw new InvalidOperationException("Nobody is signed in.");
        if (kind == LookupKind.Form && await IsSameFormAsync(citizenId, userId, now - OneForm, ct))
        {
            return;
        }

        db.Lookups.Add(
            new LookupEntry
            {
                AtUtc = now,
                UserId = userId,
                UserName = user.Name,
                CitizenId = citizenId,
                Kind = kind,
            }
        );
        await db.SaveChangesAsync(ct);
    }

    private Task<bool> IsSameFormAsync(long citizenId, string userId, DateTime since, CancellationToken ct) =>
        db.Lookups.AnyAsync(
            lookup =>
                lookup.CitizenId == citizenId
                && lookup.Kind == LookupKind.Form
                && lookup.UserId == userId
                && lookup.AtUtc > since,
            ct
        );
}
