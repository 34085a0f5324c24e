using System.Net.Mail;
using MentorRegistry.Domain.Digests;
using MentorRegistry.Domain.Organisation;
using MentorRegistry.Web.Access;
using MentorRegistry.Web.Data;
using MentorRegistry.Web.Localization;
using Microsoft.EntityFrameworkCore;

namespace MentorRegistry.Web.Digests;

/// <summary>Why a department's digest reaches nobody.</summary>
public enum Unreached
{
    /// <summary>It has no head who can sign in.</summary>
    NoHead,

    /// <summary>No head of it wants the digest.</summary>
    AllUnsubscribed,

    /// <summary>Nobody who is to have it has an address that mail can be sent to.</summary>
    NoAddress,
}

/// <summary>A department whose digest reaches nobody.</summary>
public sealed record UnreachedDepartment(long Id, string Name, Unreached Why);

/// <summary>Who gets a digest.</summary>
public static class DigestRecipients
{
    private static readonly string[] s_whoSeeLists = [Roles.Caseworker, Roles.DepartmentHead];

    /// <summary>
    /// The heads who are to have a digest on the day: they can sign in, are heads of a department that is in use or of a
    /// unit of one, and want it. By their accounts' numbers, so that every node has the same order.
    /// </summary>
    public static async Task<IReadOnlyList<string>> HeadsAsync(
        RegistryDb db,
        DateOnly today,
        CancellationToken ct
    ) =>
        await Heads(db)
            .Where(head =>
                head.WantsDigest
                && head.Memberships.Any(membership =>
                    db.Departments.Any(department =>
                        department.Id == membership.DepartmentId
                        && (department.ValidFrom == null || department.ValidFrom <= today)
                        && (department.ValidTo == null || today <= department.ValidTo)
                    )
                )
            )
            .OrderBy(head => head.Id)
            .Select(head => head.Id)
            .ToListAsync(ct);

    /// <summary>
    /// Who gets the head's digest on the day: the one who stands in, where that is somebody with an e-mail address who can sign
    /// in and may open the lists of one of the head's departments at least; otherwise the head.
    /// </summary>
    public static async Task<string> RecipientOfAsync(
        RegistryDb db,
        string headId,
        DateOnly today,
        CancellationToken ct
    ) =>
        (await StandInsAsync(db, today, headId, ct))
            // One without an address gets nothing: better the head than nobody.
            .Where(standIn => IsAddress(standIn.Email))
            .Select(standIn => standIn.StandInId)
            .FirstOrDefault()
        ?? headId;

    /// <summary>
    /// To whom a stored digest may be sent again: the head, and other heads of all its departments, who see all that it says.
    /// Only those with an address.
    /// </summary>
    public static async Task<IReadOnlyList<(string Id, string Name)>> WhoMayGetAgainAsync(
        RegistryDb db,
        string headId,
        CancellationToken ct
    )
    {
        var heads = await Heads(db)
            .Where(head =>
                head.Id == headId
                || db.Set<UserMembership>()
                    .Where(of => of.UserId == headId)
                    .All(of => head.Memberships.Any(own => own.DepartmentId == of.DepartmentId))
            )
            .Select(head => new
            {
                head.Id,
                head.DisplayName,
                head.Email,
            })
            .ToListAsync(ct);
        return
        [
            .. heads
                .Where(head => IsAddress(head.Email))
                .OrderByDescending(head => head.Id == headId)
                .ThenBy(head => head.DisplayName, Languages.NameOrder)
                .Select(head => (head.Id, head.DisplayName)),
        ];
    }

    /// <summary>Whether a stored digest of the head may be sent again to the user.</summary>
    public static async Task<bool> MayGetAgainAsync(
        RegistryDb db,
        string headId,
        string? userId,
        CancellationToken ct
    ) => (await WhoMayGetAgainAsync(db, headId, ct)).Any(who => who.Id == userId);

    /// <summary>
    /// What a head's digest is about: the departments in use that the head belongs to. A head of a unit has the whole
    /// department, as the lists have.
    /// </summary>
    public static IQueryable<Department> DepartmentsOf(RegistryDb db, string headId, DateOnly today) =>
        InUse(db, today)
            .Where(department =>
                db.Set<UserMembership>()
                    .Any(membership =>
                        membership.UserId == headId && membership.DepartmentId == department.Id
                    )
            );

    /// <summary>Departments in use whose digest reaches nobody, by name.</summary>
    public static async Task<IReadOnlyList<UnreachedDepartment>> ReachingNobodyAsync(
        RegistryDb db,
        DateOnly today,
        CancellationToken ct
    )
    {
        var departments = await InUse(db, today)
            .Select(department => new { department.Id, department.Name })
            .ToListAsync(ct);
        var heads = await Heads(db)
            .Select(head => new
            {
                head.Id,
                head.Email,
                head.WantsDigest,
                Departments = head.Memberships.Select(membership => membership.DepartmentId).ToList(),
            })
            .ToListAsync(ct);
        var standIns = (await StandInsAsync(db, today, headId: null, ct)).ToLookup(s => s.HeadId);
        return
        [
            .. departments
                .Select(department =>
                {
                    var own = heads.Where(head => head.Departments.Contains(department.Id)).ToList();
                    var wanting = own.FindAll(head => head.WantsDigest);
                    var isReached = wanting.Exists(head =>
                        standIns[head.Id].FirstOrDefault(s => IsAddress(s.Email)) is { } standIn
                            ? standIn.DepartmentIds.Contains(department.Id)
                            : IsAddress(head.Email)
                    );
                    return (
                        department.Id,
                        department.Name,
                        Why: isReached ? null
                        : own.Count == 0 ? Unreached.NoHead
                        : wanting.Count == 0 ? Unreached.AllUnsubscribed
                        : (Unreached?)Unreached.NoAddress
                    );
                })
                .Where(department => department.Why is not null)
                .OrderBy(department => department.Name, Languages.NameOrder)
                .Select(department => new UnreachedDepartment(
                    department.Id,
                    department.Name,
                    department.Why!.Value
                )),
        ];
    }

    /// <summary>Whether mail can be sent to it: one address, and no more than that.</summary>
    public static bool IsAddress(string? address) =>
        address is { Length: > 0 and <= Digest.LongestAddress }
        && MailAddress.TryCreate(address, out var parsed)
        && string.Equals(parsed.Address, address.Trim(), StringComparison.Ordinal);

    private static IQueryable<Department> InUse(RegistryDb db, DateOnly today) =>
        db.Departments.Where(department =>
            (department.ValidFrom == null || department.ValidFrom <= today)
            && (department.ValidTo == null || today <= department.ValidTo)
        );

    private static IQueryable<RegistryUser> Heads(RegistryDb db) =>
        db
            .Users.AsNoTracking()
            .WhoCanSignIn()
            .Where(user =>
                user.Memberships.Count > 0
                && db.UserRoles.Any(held =>
                    held.UserId == user.Id
                    && db.Roles.Any(role => role.Id == held.RoleId && role.Name == Roles.DepartmentHead)
                )
            );

    // Those who stand in on the day and may; of two for one head, the one who began last.
    private static async Task<IReadOnlyList<StandingIn>> StandInsAsync(
        RegistryDb db,
        DateOnly today,
        string? headId,
        CancellationToken ct
    )
    {
        var inUse = InUse(db, today);
        return await db
            .StandIns.Where(standIn =>
                (headId == null || standIn.HeadId == headId)
                && standIn.First <= today
                && (standIn.Last == null || today <= standIn.Last)
                && db.Set<UserMembership>()
                    .Any(own =>
                        own.UserId == standIn.StandInId
                        && db.Set<UserMembership>()
                            .Any(heads =>
                                heads.UserId == standIn.HeadId && heads.DepartmentId == own.DepartmentId
                            )
                        && inUse.Any(department => department.Id == own.DepartmentId)
                    )
                && db.UserRoles.Any(held =>
                    held.UserId == standIn.StandInId
                    && db.Roles.Any(role => role.Id == held.RoleId && s_whoSeeLists.Contains(role.Name))
                )
            )
            .Join(
                db.Users.AsNoTracking().WhoCanSignIn(),
                standIn => standIn.StandInId,
                user => user.Id,
                (standIn, user) =>
                    new
                    {
                        StandIn = standIn,
                        user.Email,
                        Departments = user.Memberships.Select(m => m.DepartmentId).ToList(),
                    }
            )
            .OrderByDescending(found => found.StandIn.First)
            .ThenByDescending(found => found.StandIn.Id)
            .Select(found => new StandingIn(
                found.StandIn.HeadId,
                found.StandIn.StandInId,
                found.Email,
                found.Departments
            ))
            .ToListAsync(ct);
    }

    private sealed record StandingIn(
        string HeadId,
        string StandInId,
        string? Email,
        IReadOnlyList<long> DepartmentIds
    );
}
