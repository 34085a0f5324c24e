using System.Linq.Expressions;
using MentorRegistry.Domain.Citizens;
using MentorRegistry.Domain.Sharing;
using MentorRegistry.Web.Data;
using MentorRegistry.Web.Data.Logs;
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

    /// <summary>A form that shows or changes a placement, the citizen's name and number, or what sharing rests on.</summary>
    Form,

    /// <summary>Where a protected citizen is to be met: the mentors' names and telephones.</summary>
    ProtectedContact,

    /// <summary>Why was said, before the citizen was opened.</summary>
    Purpose,

    /// <summary>A search, by what was searched for; with the citizen where it found one.</summary>
    Search,

    /// <summary>A file with the citizen's placement in it.</summary>
    Export,

    /// <summary>All that is held on the citizen, made for the citizen (right of access).</summary>
    CitizenFile,

    /// <summary>This log was searched; with the citizen where it was for one's lookups.</summary>
    LogSearch,

    /// <summary>A file was made of this log.</summary>
    LogExport,

    /// <summary>A spot check was drawn or read, or one lookup of it judged.</summary>
    SpotCheck,

    /// <summary>The citizen's list of lookups was made.</summary>
    AccessReport,

    /// <summary>A file to be loaded had the citizen's number, and what the registry has was told of it.</summary>
    Import,
}

/// <summary>One lookup: who saw what of whom, and when (databeskyttelse: every reading is logged per person).</summary>
public sealed class LookupEntry : IChained
{
    public const int LongestCriterion = 200;

    /// <summary>What those who oversee do with this log themselves.</summary>
    public static readonly LookupKind[] OversightKinds =
    [
        LookupKind.LogSearch,
        LookupKind.LogExport,
        LookupKind.SpotCheck,
        LookupKind.AccessReport,
    ];

    public long Id { get; set; }

    public DateTime AtUtc { get; set; }

    public required string UserId { get; set; }

    public required string UserName { get; set; }

    /// <summary>Of whom; <c>null</c> for a search that named nobody.</summary>
    public long? CitizenId { get; set; }

    public LookupKind Kind { get; set; }

    /// <summary>Why, where it was asked: the own department had nothing to do with the citizen.</summary>
    public long? PurposeId { get; set; }

    public LookupPurpose? Purpose { get; set; }

    /// <summary>
    /// The purpose as it was called then. A purpose may be renamed; why somebody was looked up stays as it was said.
    /// <c>null</c> where no purpose was asked, and in rows of before this was kept: those say what it is called now.
    /// </summary>
    public string? PurposeName { get; set; }

    /// <summary>
    /// Whether an own department had, or had had, a placement with the citizen; <c>null</c> where that was not asked, and
    /// in rows that are older than the question.
    /// </summary>
    public bool? IsOwn { get; set; }

    /// <summary>
    /// What was searched for. A CPR number stands here alone among all logs, as ten digits, and only where nobody has
    /// it: where somebody has, the row names the citizen.
    /// </summary>
    public string? Criterion { get; set; }

    public byte[] Hash { get; set; } = [];

    public byte[]? Erased { get; set; }

    /// <summary>
    /// Whether only when and what kind is left. Not by <see cref="Erased" />: `log restart` takes that away, and who did
    /// something stands in every other row.
    /// </summary>
    public static Expression<Func<LookupEntry, bool>> IsEmptied { get; } = lookup => lookup.UserId == "";
}

/// <summary>Why somebody opens a citizen: the purpose, and what it was called when it was chosen.</summary>
public sealed record GivenPurpose(long Id, string Name);

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

    /// <summary>One citizen was shown.</summary>
    public async Task RecordAsync(
        long citizenId,
        LookupKind kind,
        CancellationToken ct,
        GivenPurpose? purpose = null,
        bool? isOwn = null
    )
    {
        // So is a document that is opened, printed, taken as a file and opened in the other language.
        var isOnceForAll = kind is LookupKind.Form or LookupKind.CitizenFile;
        if (isOnceForAll && await IsRecordedAsync())
        {
            return;
        }

        // Asked again when nobody else writes: two windows may open at one instant.
        await db.WriteLogAsync(
            ChainedLog.Lookups,
            Entry(kind, citizenId, purpose, isOwn),
            unless: isOnceForAll ? IsRecordedAsync : null,
            ct
        );

        Task<bool> IsRecordedAsync() => Lately(citizenId, kind).AnyAsync(ct);
    }

    /// <summary>This log was read by one who oversees.</summary>
    /// <param name="kind">How.</param>
    /// <param name="citizenId">Whose lookups, where they were one citizen's.</param>
    /// <param name="criterion">Which of them.</param>
    /// <param name="ct">Ends it.</param>
    public async Task RecordOversightAsync(
        LookupKind kind,
        long? citizenId,
        string? criterion,
        CancellationToken ct
    )
    {
        var entry = Entry(kind, citizenId);
        entry.Criterion = string.IsNullOrEmpty(criterion)
            ? null
            : criterion[..Math.Min(criterion.Length, LookupEntry.LongestCriterion)];
        db.Lookups.Add(entry);
        await db.SaveChangesAsync(ct);
    }

    /// <summary>Something was searched for.</summary>
    /// <param name="criterion">What; cut where it is longer than is kept.</param>
    /// <param name="found">The one citizen who has the number; then what was typed is not kept.</param>
    /// <param name="ct">Ends it.</param>
    public async Task RecordSearchAsync(string criterion, long? found, CancellationToken ct)
    {
        var kept = criterion.Trim();
        if (CprNumber.TryParse(kept, out var number, out _))
        {
            // However it was typed, it is one number; and where somebody has it, the row is theirs.
            kept = number.Digits;
            found ??= await db.CitizenOfAsync(number, ct);
        }
        else if (found is null && CitizenReference.TryParse(kept, out var id))
        {
            kept = CitizenReference.Of(id);
            found = await db.Citizens.AnyAsync(citizen => citizen.Id == id, ct) ? id : null;
        }

        var entry = Entry(LookupKind.Search, found);
        entry.Criterion = found is null ? kept[..Math.Min(kept.Length, LookupEntry.LongestCriterion)] : null;
        db.Lookups.Add(entry);
        await db.SaveChangesAsync(ct);
    }

    /// <summary>A file was made of own departments' placements with these citizens: one row each, so that each can be told of it.</summary>
    public async Task RecordExportAsync(IEnumerable<long> citizenIds, CancellationToken ct)
    {
        db.Lookups.AddRange(
            citizenIds.Distinct().Select(id => Entry(LookupKind.Export, id, purpose: null, isOwn: true))
        );
        await db.SaveChangesAsync(ct);
        db.ChangeTracker.Clear();
    }

    /// <summary>
    /// A file that is to be loaded was compared with the registry, and of these citizens something was told. Looked at
    /// again while it is worked on, as a form is, it is one lookup.
    /// </summary>
    public async Task RecordImportAsync(IReadOnlyCollection<long> citizenIds, CancellationToken ct)
    {
        if (citizenIds.Count == 0)
        {
            return;
        }

        var lately = await Lately(LookupKind.Import).Select(lookup => lookup.CitizenId).ToListAsync(ct);
        var recorded = lately.OfType<long>().ToHashSet();
        db.Lookups.AddRange(
            citizenIds.Where(id => !recorded.Contains(id)).Select(id => Entry(LookupKind.Import, id))
        );
        await db.SaveChangesAsync(ct);
        db.ChangeTracker.Clear();
    }

    /// <summary>Whether the person is at one of the citizen's forms, opened for a purpose or for an own department's case.</summary>
    public Task<bool> HasFormOpenAsync(long citizenId, CancellationToken ct) =>
        Lately(citizenId, LookupKind.Form)
            .AnyAsync(lookup => lookup.PurposeId != null || lookup.IsOwn == true, ct);

    private IQueryable<LookupEntry> Lately(long citizenId, LookupKind kind) =>
        Lately(kind).Where(lookup => lookup.CitizenId == citizenId);

    private IQueryable<LookupEntry> Lately(LookupKind kind)
    {
        var (userId, since) = (UserId, clock.UtcNow - OneForm);
        return db.Lookups.Where(lookup =>
            lookup.Kind == kind && lookup.UserId == userId && lookup.AtUtc > since
        );
    }

    private string UserId => user.Id ?? throw new InvalidOperationException("Nobody is signed in.");

    private LookupEntry Entry(
        LookupKind kind,
        long? citizenId,
        GivenPurpose? purpose = null,
        bool? isOwn = null
    ) =>
        new()
        {
            AtUtc = clock.UtcNow,
            UserId = UserId,
            UserName = user.Name,
            CitizenId = citizenId,
            Kind = kind,
            PurposeId = purpose?.Id,
            PurposeName = purpose?.Name,
            IsOwn = isOwn,
        };
}
