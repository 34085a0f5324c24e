using MentorRegistry.Web.Data;

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
    public async Task RecordAsync(long citizenId, LookupKind kind, CancellationToken ct)
    {
        db.Lookups.Add(
            new LookupEntry
            {
                AtUtc = clock.UtcNow,
                UserId = user.Id ?? throw new InvalidOperationException("Nobody is signed in."),
                UserName = user.Name,
                CitizenId = citizenId,
                Kind = kind,
            }
        );
        await db.SaveChangesAsync(ct);
    }
}
