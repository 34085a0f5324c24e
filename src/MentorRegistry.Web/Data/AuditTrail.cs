using System.Globalization;
using System.Text.Json;
using MentorRegistry.Domain;
using MentorRegistry.Domain.Citizens;
using MentorRegistry.Domain.Organisation;
using MentorRegistry.Domain.Placements;
using MentorRegistry.Domain.Providers;
using MentorRegistry.Web.Access;
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
public sealed class AuditEntry
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
}

/// <summary>Finds what a save changes and makes the history rows of it.</summary>
public static class AuditTrail
{
    // What is kept of an account: never its password, stamps or counters.
    private static readonly HashSet<string> UserProperties =
    [
        nameof(RegistryUser.UserName),
        nameof(RegistryUser.DisplayName),
        nameof(RegistryUser.Email),
        nameof(RegistryUser.IsDisabled),
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
    ];

    private static readonly JsonSerializerOptions Json = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The changes that the tracker is about to save and that history keeps.</summary>
    public static IReadOnlyList<AuditChange> Collect(ChangeTracker tracker)
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
            if (action == AuditAction.Changed && after!.Count == 0)
            {
                continue;
            }

            object root = entry.Entity;
            if (entry.Entity is Grant)
            {
                placements ??= tracker
                    .Entries<Placement>()
                    .ToDictionary(p => p.Property(x => x.Id).CurrentValue, p => p.Entity);
                root = placements[(long)entry.Property(nameof(Grant.PlacementId)).CurrentValue!];
            }

            changes.Add(new AuditChange(entry, root, action.Value, ToJson(before), ToJson(after)));
        }

        return changes;
    }

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
                or RegistryUser
                or UserMembership
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
                && !IsTemporaryParent(property)
            )
            .ToDictionary(
                property => property.Metadata.Name,
                property => original ? property.OriginalValue : property.CurrentValue
            );

    // The number of a parent that is saved in the same breath is not known yet; the row's root says which it is.
    private static bool IsTemporaryParent(PropertyEntry property) => property.IsTemporary;

    internal static bool IsLeftOut(string property) => LeftOut.Contains(property);

    internal static string? ToJson(Dictionary<string, object?>? values) =>
        values is null ? null : JsonSerializer.Serialize(values, Json);
}

/// <summary>A change found before the save; its numbers are read after it.</summary>
public sealed record AuditChange(
    EntityEntry Entry,
    object Root,
    AuditAction Action,
    string? Before,
    string? After
)
{
    public AuditEntry ToEntry(CurrentUser user, DateTime atUtc, string? reason)
    {
        var (root, rootId) = Root switch
        {
            CitizenNumber number => (nameof(Citizen), Number(number.CitizenId)),
            Unit unit => (nameof(Department), Number(unit.DepartmentId)),
            UserMembership membership => (nameof(RegistryUser), membership.UserId),
            IdentityUserRole<string> role => (nameof(RegistryUser), role.UserId),
            _ => (Root.GetType().Name, Key(Entry.Context.Entry(Root))),
        };
        return new AuditEntry
        {
            AtUtc = atUtc,
            UserId = user.Id,
            UserName = user.Name,
            CitizenId = Root switch
            {
                Citizen citizen => citizen.Id,
                CitizenNumber number => number.CitizenId,
                Placement placement => placement.CitizenId,
                _ => null,
            },
            Root = root,
            RootId = rootId,
            RootVersion = (Root as IVersioned)?.Version ?? 0,
            Entity = Entry.Entity is IdentityUserRole<string> ? "UserRole" : Entry.Entity.GetType().Name,
            EntityId = Key(Entry),
            Action = Action,
            Before = Before,
            After = After,
            Reason = reason,
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
