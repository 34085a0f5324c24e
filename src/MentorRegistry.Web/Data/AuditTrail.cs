using System.Globalization;
using System.Text.Json;
using MentorRegistry.Domain;
using MentorRegistry.Domain.Citizens;
using MentorRegistry.Domain.Digests;
using MentorRegistry.Domain.Flags;
using MentorRegistry.Domain.Hours;
using MentorRegistry.Domain.Money;
using MentorRegistry.Domain.Organisation;
using MentorRegistry.Domain.Oversight;
using MentorRegistry.Domain.Placements;
using MentorRegistry.Domain.Providers;
using MentorRegistry.Domain.Sharing;
using MentorRegistry.Domain.Statistics;
using MentorRegistry.Web.Access;
using MentorRegistry.Web.Data.Erasing;
using MentorRegistry.Web.Data.Logs;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;

namespace MentorRegistry.Web.Data;

public enum AuditAction
{
    Added,
    Changed,
    Deleted,
}

/// <summary>
/// One change of one row: who, when, what, before, after, why. The one form of history; the same rows are shown on
/// the citizen's overview, on administration pages, and when a race is lost.
/// </summary>
public sealed class AuditEntry : IChained
{
    public long Id { get; set; }

    public DateTime AtUtc { get; set; }

    /// <summary>The account; <c>null</c> for the command line.</summary>
    public string? UserId { get; set; }

    public required string UserName { get; set; }

    /// <summary>The citizen whom the change is about, where it is about one.</summary>
    public long? CitizenId { get; set; }

    /// <summary>What the row belongs to as people see it: a grant belongs to its Placement, a unit to its Department.</summary>
    public required string Root { get; set; }

    public required string RootId { get; set; }

    /// <summary>The root's version after the change.</summary>
    public int RootVersion { get; set; }

    /// <summary>The changed row itself.</summary>
    public required string Entity { get; set; }

    public required string EntityId { get; set; }

    public AuditAction Action { get; set; }

    /// <summary>The changed values as they were, as JSON; nothing for an added row.</summary>
    public string? Before { get; set; }

    /// <summary>The changed values as they are, as JSON; nothing for a deleted row.</summary>
    public string? After { get; set; }

    public string? Reason { get; set; }

    public byte[] Hash { get; set; } = [];

    public byte[]? Erased { get; set; }
}

/// <summary>Finds what a save changes and makes the history rows of it.</summary>
public static class AuditTrail
{
    /// <summary>History's field for an account that was given a new password: that it was, never which.</summary>
    public const string NewPassword = nameof(NewPassword);

    /// <summary>History's field for an account that was unlocked after wrong passwords.</summary>
    public const string Unlocked = nameof(Unlocked);

    /// <summary>History's field for an account that was signed out elsewhere than where somebody signs out.</summary>
    public const string SessionsEnded = nameof(SessionsEnded);

    /// <summary>History's field for an account that got recovery codes: that it did, never which.</summary>
    public const string NewRecoveryCodes = nameof(NewRecoveryCodes);

    // What is kept of an account: never its password, stamps or counters.
    private static readonly HashSet<string> UserProperties =
    [
        nameof(RegistryUser.UserName),
        nameof(RegistryUser.DisplayName),
        nameof(RegistryUser.Email),
        nameof(RegistryUser.IsDisabled),
        nameof(RegistryUser.TwoFactorEnabled),
        nameof(RegistryUser.Language),
        nameof(RegistryUser.WantsDigest),
    ];

    // Says nothing to a person: row numbers, versions, search keys and columns that follow from others.
    private static readonly HashSet<string> LeftOut =
    [
        "Id",
        nameof(IVersioned.Version),
        RegistryMappings.NameSearch,
        RegistryMappings.NameSort,
        RegistryMappings.LastDay,
        nameof(Placement.SourceFingerprint),
        nameof(Placement.EndedUtc),
        nameof(PasswordLink.TokenHash),
        nameof(PublishedRules.AppliedUtc),
        nameof(Flag.DecidedAtDepartments),
        nameof(Flag.DecidedOnPart),
        nameof(Flag.PartWithout),
    ];

    private static readonly JsonSerializerOptions Json = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new System.Text.Json.Serialization.JsonStringEnumConverter() },
    };

    /// <summary>
    /// Where a row stands in the history of one save, whoever writes it: a citizen and the numbers, then the
    /// placements by their first days, each with its grants by theirs; rows of the same day by their numbers. What is
    /// no citizen's stands after, what belongs to something behind it, and otherwise as it was found.
    /// </summary>
    internal static (int Kind, DateOnly First, long Id, int Part, DateOnly PartFirst, long PartId) Place(
        object row,
        object root
    ) =>
        (row, root) switch
        {
            (Citizen citizen, _) => (0, default, citizen.Id, 0, default, 0),
            (CitizenNumber number, _) => (0, default, number.CitizenId, 1, default, number.Id),
            (Grant grant, Placement of) => (1, of.First, of.Id, 1, grant.First, grant.Id),
            (Placement placement, _) => (1, placement.First, placement.Id, 0, default, 0),
            (PlacementMeasure measure, Placement of) => (1, of.First, of.Id, 2, default, measure.MeasureId),
            (
                Unit
                    or Rate
                    or InvoiceLine
                    or SharingBasisDepartment
                    or PublishedOverlapRule
                    or UserMembership
                    or PasswordLink
                    or IdentityUserRole<string>,
                _
            ) => (2, default, 0, 1, default, 0),
            _ => (2, default, 0, 0, default, 0),
        };

    /// <summary>The changes that the tracker is about to save and that history keeps.</summary>
    /// <param name="tracker">What is about to be saved.</param>
    /// <param name="isSignedIn">Whether somebody is; if not, nobody has chosen a password.</param>
    public static IReadOnlyList<AuditChange> Collect(ChangeTracker tracker, bool isSignedIn)
    {
        Dictionary<long, Placement>? placements = null;
        var changes = new List<AuditChange>();
        foreach (var entry in tracker.Entries())
        {
            AuditAction? action = entry.State switch
            {
                EntityState.Added => AuditAction.Added,
                EntityState.Modified => AuditAction.Changed,
                EntityState.Deleted => AuditAction.Deleted,
                _ => null,
            };
            if (action is null || !IsKept(entry.Entity))
            {
                continue;
            }

            var before = action == AuditAction.Added ? null : Values(entry, action.Value, original: true);
            var after = action == AuditAction.Deleted ? null : Values(entry, action.Value, original: false);
            if (action == AuditAction.Changed && isSignedIn && DoneTo(entry) is { } deed)
            {
                after![deed] = true;
            }

            var unknown = entry.Properties.Where(IsKnownLater).ToList();
            if (action == AuditAction.Changed && after!.Count == 0 && unknown.Count == 0)
            {
                continue;
            }

            object root = entry.Entity;
            if (entry.Entity is Grant or PlacementMeasure)
            {
                placements ??= tracker
                    .Entries<Placement>()
                    .ToDictionary(p => p.Property(x => x.Id).CurrentValue, p => p.Entity);
                root = placements[(long)entry.Property(nameof(Grant.PlacementId)).CurrentValue!];
            }
            else if (entry.Entity is Rate)
            {
                var providerId = (long)entry.Property(nameof(Rate.ProviderId)).CurrentValue!;
                root = tracker
                    .Entries<Provider>()
                    .Single(p => p.Property(x => x.Id).CurrentValue == providerId)
                    .Entity;
            }

            changes.Add(new AuditChange(entry, root, action.Value, ToJson(before), after, unknown));
        }

        return changes;
    }

    /// <summary>What was done to an account and stands in no column that history keeps; saved with the next save.</summary>
    public static AuditEntry Deed(CurrentUser user, DateTime atUtc, string accountId, string deed) =>
        new()
        {
            AtUtc = atUtc,
            UserId = user.Id,
            UserName = user.Name,
            Root = nameof(RegistryUser),
            RootId = accountId,
            Entity = nameof(RegistryUser),
            EntityId = accountId,
            Action = AuditAction.Changed,
            Before = ToJson([]),
            After = ToJson(new() { [deed] = true }),
        };

    private static bool IsKept(object entity) =>
        entity
            is Citizen
                or CitizenNumber
                or Placement
                or Grant
                or Department
                or Unit
                or TargetGroup
                or LegalBasis
                or ProviderCategory
                or Provider
                or Mentor
                or Rate
                or CorpsAccount
                or HoursLine
                or HoursMonth
                or Invoice
                or InvoiceLine
                or Budget
                or SpendingCeiling
                or StandIn
                or Outcome
                or Measure
                or PlacementMeasure
                or BenchmarkFigure
                or BenchmarkPopulation
                or BenchmarkNotes
                or Flag
                or PublishedRules
                or PublishedOverlapRule
                or SharingBasis
                or SharingBasisDepartment
                or SharingGround
                or LookupPurpose
                or SpotCheck
                or SpotCheckItem
                or RegistryUser
                or UserMembership
                or PasswordLink
                or Erasure
                or IdentityUserRole<string>;

    private static Dictionary<string, object?> Values(EntityEntry entry, AuditAction action, bool original) =>
        entry
            .Properties.Where(property =>
                !LeftOut.Contains(property.Metadata.Name)
                && (entry.Entity is not RegistryUser || UserProperties.Contains(property.Metadata.Name))
                && (
                    action != AuditAction.Changed
                    || (property.IsModified && !Equals(property.OriginalValue, property.CurrentValue))
                )
                && !property.IsTemporary
            )
            .ToDictionary(
                property => property.Metadata.Name,
                property => original ? property.OriginalValue : property.CurrentValue
            );

    // Its own number, its citizen's and its placement's stand in the history row itself.
    private static bool IsKnownLater(PropertyEntry property) =>
        property.IsTemporary
        && property.Metadata.Name is not ("Id" or nameof(Placement.CitizenId) or nameof(Grant.PlacementId));

    // Sign-in stores the same password anew when hashes have become stronger: nobody is signed in yet, and nothing is
    // told of it. A new password unlocks too, and is the one deed then.
    private static string? DoneTo(EntityEntry entry) =>
        entry is not { Entity: RegistryUser user } ? null
        : user.PasswordHash is not null
        && !Equals(entry.Property(nameof(user.PasswordHash)).OriginalValue, user.PasswordHash)
            ? NewPassword
        : entry.Property(nameof(user.LockoutEnd)).OriginalValue is not null && user.LockoutEnd is null
            ? Unlocked
        : null;

    /// <summary>
    /// The reason of a save, as history keeps it at a row. Why a placement was saved is its department's, and the citizen is
    /// every department's: there it is not kept.
    /// </summary>
    internal static string? ReasonAt(object root, string? reason) =>
        root is Citizen or CitizenNumber ? null : reason;

    internal static bool IsLeftOut(string property) => LeftOut.Contains(property);

    internal static string? ToJson(Dictionary<string, object?>? values) =>
        values is null ? null : JsonSerializer.Serialize(values, Json);
}

/// <summary>A change found before the save; its numbers are read after it.</summary>
/// <param name="Entry">The row.</param>
/// <param name="Root">What the row belongs to.</param>
/// <param name="Action">What becomes of it.</param>
/// <param name="Before">Its values as they were.</param>
/// <param name="After">Its values as they become.</param>
/// <param name="Unknown">The numbers of what is saved in the same breath: known only after the save.</param>
public sealed record AuditChange(
    EntityEntry Entry,
    object Root,
    AuditAction Action,
    string? Before,
    Dictionary<string, object?>? After,
    IReadOnlyList<PropertyEntry> Unknown
)
{
    /// <summary>The row of history.</summary>
    /// <param name="user">Who did it; <c>null</c> = the program by itself.</param>
    /// <param name="atUtc">When.</param>
    /// <param name="reason">Why, where somebody said so.</param>
    public AuditEntry ToEntry(CurrentUser? user, DateTime atUtc, string? reason)
    {
        foreach (var property in Unknown)
        {
            After![property.Metadata.Name] = property.CurrentValue;
        }

        var (root, rootId) = Root switch
        {
            CitizenNumber number => (nameof(Citizen), Number(number.CitizenId)),
            Unit unit => (nameof(Department), Number(unit.DepartmentId)),
            InvoiceLine line => (nameof(Invoice), Number(line.InvoiceId)),
            PublishedOverlapRule rule => (nameof(PublishedRules), Number(rule.RulesNumber)),
            SharingBasisDepartment named => (nameof(SharingBasis), Number(named.SharingBasisId)),
            UserMembership membership => (nameof(RegistryUser), membership.UserId),
            PasswordLink link => (nameof(RegistryUser), link.UserId),
            IdentityUserRole<string> role => (nameof(RegistryUser), role.UserId),
            _ => (Root.GetType().Name, Key(Entry.Context.Entry(Root))),
        };
        return new AuditEntry
        {
            AtUtc = atUtc,
            UserId = user?.Id,
            UserName = user?.Name ?? CurrentUser.Nobody,
            CitizenId = Root switch
            {
                Citizen citizen => citizen.Id,
                CitizenNumber number => number.CitizenId,
                Placement placement => placement.CitizenId,
                SharingBasis basis => basis.CitizenId,
                Flag flag => flag.CitizenId,
                HoursLine line => line.CitizenId,
                InvoiceLine line => line.CitizenId,
                _ => null,
            },
            Root = root,
            RootId = rootId,
            RootVersion = (Root as IVersioned)?.Version ?? 0,
            Entity = Entry.Entity is IdentityUserRole<string> ? "UserRole" : Entry.Entity.GetType().Name,
            EntityId = Key(Entry),
            Action = Action,
            Before = Before,
            After = AuditTrail.ToJson(After),
            Reason = AuditTrail.ReasonAt(Root, reason),
        };
    }

    private static string Key(EntityEntry entry) =>
        string.Join(
            '/',
            entry
                .Metadata.FindPrimaryKey()!
                .Properties.Select(property =>
                    Convert.ToString(entry.Property(property.Name).CurrentValue, CultureInfo.InvariantCulture)
                )
        );

    private static string Number(long id) => id.ToString(CultureInfo.InvariantCulture);
}
