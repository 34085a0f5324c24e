using MentorRegistry.Domain;
using MentorRegistry.Domain.Citizens;
using MentorRegistry.Domain.Sharing;
using MentorRegistry.Web.Access;
using MentorRegistry.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace MentorRegistry.Web.Pages;

/// <summary>A basis for sharing that somebody of another department recorded.</summary>
/// <param name="Reference">Whose it is; no more is told of a citizen who may be other departments' alone.</param>
/// <param name="RecordedBy">The name that colleagues see.</param>
/// <param name="RecordedOn">The Danish day.</param>
/// <param name="Ground">What it rests on.</param>
/// <param name="HasSource">Whether it says, readably, where it is documented.</param>
public sealed record RecordedBasis(
    string Reference,
    string RecordedBy,
    DateOnly RecordedOn,
    string Ground,
    bool HasSource
);

/// <summary>
/// Whoever records a basis opens other departments' placements to the own one, alone. The heads of these see it on
/// Start: of the departments named on it they are the ones who may see the basis itself. Where a department has no head
/// with an open account, its caseworkers see it: somebody must.
/// </summary>
public static class RecordedBases
{
    /// <summary>Days back.</summary>
    public const int Days = 30;

    /// <summary>
    /// How many were recorded lately by somebody whose departments have, and had, no placement with the citizen. Nobody
    /// of these departments hears of it but whom the basis names; those who oversee do.
    /// </summary>
    public static Task<int> CountOnOthersCitizensAsync(RegistryDb db, Clock clock, CancellationToken ct)
    {
        var canSignIn = db.Users.WhoCanSignIn();
        var since = clock.UtcNow.AddDays(-Days);
        // By the history, for a basis keeps a name alone; and by the citizen's rows of it, which have an index.
#pragma warning disable CA1305 // It becomes SQL, which knows no culture.
        return db
            .SharingBases.Where(basis => basis.RecordedUtc >= since)
            .CountAsync(
                basis =>
                    db.AuditEntries.Any(entry =>
                        entry.CitizenId == basis.CitizenId
                        && entry.Entity == nameof(SharingBasis)
                        && entry.EntityId == basis.Id.ToString()
                        && entry.Action == AuditAction.Added
                        && entry.UserId != null
                        && !db.Placements.Any(placement =>
                            placement.CitizenId == basis.CitizenId
                            && !placement.IsCancelled
                            && db.Set<UserMembership>()
                                .Any(m =>
                                    m.UserId == entry.UserId && m.DepartmentId == placement.DepartmentId
                                )
                        )
                    ),
                ct
            );
#pragma warning restore CA1305
    }

    /// <summary>The latest, newest first, of bases that name an own department and that none of its people recorded.</summary>
    public static async Task<IReadOnlyList<RecordedBasis>> ByOthersAsync(
        RegistryDb db,
        CurrentUser user,
        Clock clock,
        CancellationToken ct
    )
    {
        var own = user.DepartmentIds.ToArray();
        var isHead = user.IsIn(Roles.DepartmentHead);
        var heads = db.UserRoles.Where(given =>
            db.Roles.Any(role => role.Id == given.RoleId && role.Name == Roles.DepartmentHead)
        );
        var canSignIn = db.Users.WhoCanSignIn();
        var since = clock.UtcNow.AddDays(-Days);
        var bases = await db
            .SharingBases.AsNoTracking()
            .Where(basis =>
                basis.RecordedUtc >= since
                && basis.Departments.Any(department =>
                    own.Contains(department.DepartmentId)
                    && (
                        isHead
                        || !canSignIn.Any(person =>
                            person.Memberships.Any(m => m.DepartmentId == department.DepartmentId)
                            && heads.Any(given => given.UserId == person.Id)
                        )
                    )
                )
                // Of namesakes one is of another department.
                && !(
                    db.Users.Any(person =>
                        person.DisplayName == basis.RecordedBy
                        && person.Memberships.Any(m => own.Contains(m.DepartmentId))
                    )
                    && !db.Users.Any(person =>
                        person.DisplayName == basis.RecordedBy
                        && !person.Memberships.Any(m => own.Contains(m.DepartmentId))
                    )
                )
            )
            .OrderByDescending(basis => basis.Id)
            .Select(basis => new
            {
                basis.CitizenId,
                basis.RecordedBy,
                basis.RecordedUtc,
                Ground = basis.Ground!.Name,
                basis.Source,
            })
            .ToListAsync(ct);
        return
        [
            .. bases.Select(basis => new RecordedBasis(
                CitizenReference.Of(basis.CitizenId),
                basis.RecordedBy,
                DateOnly.FromDateTime(Clock.ToCopenhagen(basis.RecordedUtc)),
                basis.Ground,
                ReadableText.IsReason(basis.Source)
            )),
        ];
    }
}
