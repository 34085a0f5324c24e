using MentorRegistry.Web.Data;
using MentorRegistry.Web.Data.Logs;
using Microsoft.AspNetCore.Authentication;
using Microsoft.EntityFrameworkCore;

namespace MentorRegistry.Web.Access;

/// <summary>Somebody signed in somewhere. The cookie carries its number and is worth nothing when the session has ended.</summary>
public sealed class UserSession
{
    public Guid Id { get; set; }

    public required string UserId { get; set; }

    public DateTime StartedUtc { get; set; }

    /// <summary>The last request, to the minute.</summary>
    public DateTime SeenUtc { get; set; }

    /// <summary>When it was ended by sign-out or by somebody; one that merely timed out has none.</summary>
    public DateTime? EndedUtc { get; set; }

    /// <summary>When the password (and code) was last asked for again.</summary>
    public DateTime? ConfirmedUtc { get; set; }

    /// <summary>Browser and system, coarsely: enough to know one's own again.</summary>
    public required string Device { get; set; }
}

/// <summary>The sessions: begun, seen, ended.</summary>
public sealed class Sessions(RegistryDb db, CurrentUser user, RegistrySettings settings, Clock clock)
{
    /// <summary>How often “last seen” is written. More often would cost each request a write.</summary>
    public static readonly TimeSpan SeenEvery = TimeSpan.FromMinutes(1);

    /// <summary>How long a confirmed password opens the pages that ask for it.</summary>
    public static readonly TimeSpan ConfirmationLasts = TimeSpan.FromMinutes(5);

    private const string Key = "session";

    // By the driver: it is asked at every request of somebody signed in, for three values of one row.
    private const string OfOpenAccount = """
        SELECT s."StartedUtc", s."SeenUtc", s."EndedUtc" FROM "Sessions" s
        JOIN "AspNetUsers" u ON u."Id" = s."UserId"
        WHERE s."Id" = @id AND s."UserId" = @user AND u."SecurityStamp" = @stamp AND NOT u."IsDisabled"
        """;

    // What says it first: Edge and Opera call themselves Chrome too, and Chrome Safari.
    private static readonly (string Mark, string Name)[] Browsers =
    [
        ("Edg", "Edge"),
        ("OPR/", "Opera"),
        ("Firefox/", "Firefox"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
    ];

    private static readonly (string Mark, string Name)[] Systems =
    [
        ("Windows", "Windows"),
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Mac OS", "Mac"),
        ("Linux", "Linux"),
    ];

    /// <summary>The session of the request; <c>null</c> when nobody is signed in.</summary>
    public static Guid? IdOf(HttpContext http) =>
        IdOf(http.Features.Get<IAuthenticateResultFeature>()?.AuthenticateResult?.Properties);

    /// <summary>When the session of the request ends, however busy.</summary>
    public static DateTimeOffset? EndOf(HttpContext http) =>
        http.Features.Get<IAuthenticateResultFeature>()?.AuthenticateResult?.Properties?.ExpiresUtc;

    /// <summary>
    /// Begins a session and writes its number into the cookie's properties. A cookie that is only made anew, with
    /// changed rights, goes on with the session that it has.
    /// </summary>
    public async Task BeginAsync(AuthenticationProperties cookie, string userId, string userAgent)
    {
        if (IdOf(cookie) is not null)
        {
            return;
        }

        var session = new UserSession
        {
            Id = Guid.NewGuid(),
            UserId = userId,
            StartedUtc = clock.UtcNow,
            SeenUtc = clock.UtcNow,
            Device = DeviceOf(userAgent),
        };
        db.Sessions.Add(session);
        await db.SaveChangesAsync();
        cookie.Items[Key] = session.Id.ToString();
    }

    /// <summary>
    /// Whether a cookie still opens the program: its session goes on, and the account is open and unchanged since.
    /// One query of one row, and once a minute a write.
    /// </summary>
    public async Task<bool> IsInForceAsync(
        AuthenticationProperties cookie,
        string? userId,
        string? stamp,
        CancellationToken ct
    )
    {
        if (IdOf(cookie) is not { } id || userId is null || stamp is null)
        {
            return false;
        }

        if (await ReadAsync(id, userId, stamp, ct) is not { } session || !GoesOn(session))
        {
            return false;
        }

        if (clock.UtcNow - session.SeenUtc >= SeenEvery)
        {
            var kept = await db.Sessions.SingleAsync(s => s.Id == id, ct);
            kept.SeenUtc = clock.UtcNow;
            await db.SaveChangesAsync(ct);
            db.Entry(kept).State = EntityState.Detached;
        }

        return true;
    }

    private async Task<Times?> ReadAsync(Guid id, string userId, string stamp, CancellationToken ct)
    {
        await db.Database.OpenConnectionAsync(ct);
        try
        {
            await using var command = db.Database.GetDbConnection().CreateCommand();
            command.CommandText = OfOpenAccount;
            command.Add("@id", id);
            command.Add("@user", userId);
            command.Add("@stamp", stamp);
            await using var row = await command.ExecuteReaderAsync(ct);
            return await row.ReadAsync(ct)
                ? new Times(row.Moment(0), row.Moment(1), row.IsDBNull(2) ? null : row.Moment(2))
                : null;
        }
        finally
        {
            // On SQLite the connection stays open until the request ends: each opening gives it all of the context's
            // functions anew, which a page with seven queries feels. PostgreSQL has connections for everybody only while
            // nobody keeps one for a slow reader.
            if (!db.Database.IsSqlite())
            {
                await db.Database.CloseConnectionAsync();
            }
        }
    }

    /// <summary>Somebody's sessions that go on, the latest used first.</summary>
    public Task<List<UserSession>> OfAsync(string userId, CancellationToken ct) =>
        Live(userId).OrderByDescending(session => session.SeenUtc).AsNoTracking().ToListAsync(ct);

    /// <summary>Ends the session in which somebody signs out. As usual as signing in: history tells nothing of it.</summary>
    public Task LeaveAsync(string? userId, Guid id, CancellationToken ct) =>
        EndAsync(userId, id, isKept: false, ct);

    /// <summary>Ends one session of somebody's; <c>false</c> when there is none. History tells of it.</summary>
    public Task<bool> EndAsync(string? userId, Guid id, CancellationToken ct) =>
        EndAsync(userId, id, isKept: true, ct);

    private async Task<bool> EndAsync(string? userId, Guid id, bool isKept, CancellationToken ct)
    {
        var session = await Live(userId).SingleOrDefaultAsync(s => s.Id == id, ct);
        if (session is null)
        {
            return false;
        }

        session.EndedUtc = clock.UtcNow;
        if (isKept)
        {
            db.AuditEntries.Add(
                AuditTrail.Deed(user, clock.UtcNow, session.UserId, AuditTrail.SessionsEnded)
            );
        }

        await db.SaveChangesAsync(ct);
        return true;
    }

    /// <summary>
    /// Marks all of somebody's sessions as ended, but the one to keep; the caller saves. History tells of it where there
    /// were any.
    /// </summary>
    public async Task EndAllAsync(string userId, Guid? keep, CancellationToken ct)
    {
        var now = clock.UtcNow;
        var ended = await Live(userId).Where(s => s.Id != keep).ToListAsync(ct);
        ended.ForEach(session => session.EndedUtc = now);
        if (ended.Count > 0)
        {
            db.AuditEntries.Add(AuditTrail.Deed(user, now, userId, AuditTrail.SessionsEnded));
        }
    }

    /// <summary>Notes that the person has just shown again who they are.</summary>
    public async Task ConfirmAsync(Guid id, CancellationToken ct)
    {
        (await db.Sessions.SingleAsync(session => session.Id == id, ct)).ConfirmedUtc = clock.UtcNow;
        await db.SaveChangesAsync(ct);
    }

    public async Task<bool> IsConfirmedAsync(Guid id, CancellationToken ct)
    {
        var since = clock.UtcNow - ConfirmationLasts;
        return await db.Sessions.AnyAsync(s => s.Id == id && s.ConfirmedUtc > since, ct);
    }

    private DateTime SeenAfter => clock.UtcNow - TimeSpan.FromMinutes(settings.SignIn.IdleMinutes);

    private DateTime StartedAfter => clock.UtcNow - TimeSpan.FromHours(settings.SignIn.LongestSessionHours);

    private readonly record struct Times(DateTime StartedUtc, DateTime SeenUtc, DateTime? EndedUtc);

    /// <summary>The rule of <see cref="Live" /> for a session that has been read.</summary>
    private bool GoesOn(Times session) =>
        session.EndedUtc is null && session.SeenUtc > SeenAfter && session.StartedUtc > StartedAfter;

    private IQueryable<UserSession> Live(string? userId)
    {
        var (seenAfter, startedAfter) = (SeenAfter, StartedAfter);
        return db.Sessions.Where(session =>
            session.UserId == userId
            && session.EndedUtc == null
            && session.SeenUtc > seenAfter
            && session.StartedUtc > startedAfter
        );
    }

    private static Guid? IdOf(AuthenticationProperties? cookie) =>
        cookie?.Items.TryGetValue(Key, out var text) is true && Guid.TryParse(text, out var id) ? id : null;

    private static string DeviceOf(string userAgent)
    {
        string Find((string Mark, string Name)[] known) =>
            known.FirstOrDefault(k => userAgent.Contains(k.Mark, StringComparison.Ordinal)).Name ?? "";
        return string.Join(", ", new[] { Find(Browsers), Find(Systems) }.Where(name => name.Length > 0));
    }
}
