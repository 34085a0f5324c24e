using MentorRegistry.Domain;
using MentorRegistry.Domain.Digests;
using MentorRegistry.Web.Access;
using MentorRegistry.Web.Data;
using MentorRegistry.Web.Localization;
using Microsoft.EntityFrameworkCore;

namespace MentorRegistry.Web.Digests;

/// <summary>A stand-in as pages show it.</summary>
public sealed record ListedStandIn(long Id, string Head, string Name, DatePeriod Period);

/// <summary>Somebody who can be chosen, and for whom.</summary>
public sealed record Candidate(string Id, string Name);

/// <summary>Why a stand-in is refused.</summary>
public enum StandInRefusal
{
    /// <summary>The last day is before the first.</summary>
    EndsBeforeFirst,

    /// <summary>The last day has passed.</summary>
    HasPassed,

    /// <summary>It is nobody who can sign in and open the lists of one of the head's departments.</summary>
    SeesNothing,

    /// <summary>It is somebody to whom no mail can be sent.</summary>
    NoAddress,

    /// <summary>The head has another one on some of the days.</summary>
    AnotherStandsIn,

    /// <summary>It is the head.</summary>
    IsTheHead,
}

/// <summary>What came of ending one who stands in.</summary>
public enum StandInEnd
{
    Ended,

    /// <summary>Somebody has ended it meanwhile, or its last day has passed.</summary>
    HadEnded,

    /// <summary>It is another head's.</summary>
    IsAnothers,
}

/// <summary>Adds and ends those who stand in for heads: heads do it themselves, and administrators for anybody.</summary>
public sealed class StandInDesk(RegistryDb db, Clock clock)
{
    /// <summary>Those of today and later, of one head or of all.</summary>
    public async Task<IReadOnlyList<ListedStandIn>> ListAsync(string? headId, CancellationToken ct)
    {
        var today = clock.Today;
        var found = await db
            .StandIns.AsNoTracking()
            .Where(s => (headId == null || s.HeadId == headId) && (s.Last == null || today <= s.Last))
            .Select(s => new
            {
                StandIn = s,
                Head = db.Users.Where(u => u.Id == s.HeadId).Select(u => u.DisplayName).First(),
                Name = db.Users.Where(u => u.Id == s.StandInId).Select(u => u.DisplayName).First(),
            })
            .ToListAsync(ct);
        return
        [
            .. found
                .OrderBy(f => f.Head, Languages.NameOrder)
                .ThenBy(f => f.StandIn.First)
                .Select(f => new ListedStandIn(f.StandIn.Id, f.Head, f.Name, f.StandIn.Period)),
        ];
    }

    /// <summary>Those who can sign in and are heads of something.</summary>
    public Task<IReadOnlyList<Candidate>> HeadsAsync(CancellationToken ct) =>
        CandidatesAsync(
            db.Users.Where(user =>
                user.Memberships.Count > 0
                && db.UserRoles.Any(held =>
                    held.UserId == user.Id
                    && db.Roles.Any(role => role.Id == held.RoleId && role.Name == Roles.DepartmentHead)
                )
            ),
            ct
        );

    /// <summary>Those who may stand in for the head.</summary>
    public Task<IReadOnlyList<Candidate>> WhoMayAsync(string headId, CancellationToken ct) =>
        CandidatesAsync(WhoMay(headId), ct);

    /// <summary>Adds one, or says all the reasons why not.</summary>
    public async Task<IReadOnlyList<StandInRefusal>> AddAsync(
        string headId,
        string standInId,
        DateOnly first,
        DateOnly? last,
        CancellationToken ct
    )
    {
        var refusals = new List<StandInRefusal>();
        if (last < first)
        {
            refusals.Add(StandInRefusal.EndsBeforeFirst);
        }
        else if (last < clock.Today)
        {
            refusals.Add(StandInRefusal.HasPassed);
        }

        var addresses = await WhoMay(headId)
            .Where(user => user.Id == standInId)
            .Select(user => user.Email)
            .ToListAsync(ct);
        if (standInId == headId)
        {
            refusals.Add(StandInRefusal.IsTheHead);
        }
        else if (addresses.Count == 0)
        {
            refusals.Add(StandInRefusal.SeesNothing);
        }
        else if (!DigestRecipients.IsAddress(addresses[0]))
        {
            refusals.Add(StandInRefusal.NoAddress);
        }

        if (
            await db.StandIns.AnyAsync(
                other =>
                    other.HeadId == headId
                    && (last == null || other.First <= last)
                    && (other.Last == null || first <= other.Last),
                ct
            )
        )
        {
            refusals.Add(StandInRefusal.AnotherStandsIn);
        }

        if (refusals.Count == 0)
        {
            db.StandIns.Add(
                new StandIn
                {
                    HeadId = headId,
                    StandInId = standInId,
                    First = first,
                    Last = last,
                }
            );
            await db.SaveChangesAsync(ct);
        }

        return refusals;
    }

    /// <summary>
    /// Ends one from today on: yesterday was its last day, and one that had none before today is taken away.
    /// </summary>
    /// <param name="id">Which.</param>
    /// <param name="headId">The head whose it must be; <c>null</c> = anybody's.</param>
    /// <param name="ct">Breaks off.</param>
    public async Task<StandInEnd> EndAsync(long id, string? headId, CancellationToken ct)
    {
        var today = clock.Today;
        var standIn = await db.StandIns.SingleOrDefaultAsync(s => s.Id == id, ct);
        if (standIn is not null && headId is not null && standIn.HeadId != headId)
        {
            return StandInEnd.IsAnothers;
        }

        // Two may look at the same list: for the second one it is as it was to become.
        if (standIn is null || standIn.Last < today)
        {
            return StandInEnd.HadEnded;
        }

        if (standIn.First < today)
        {
            standIn.Last = today.AddDays(-1);
        }
        else
        {
            db.StandIns.Remove(standIn);
        }

        await db.SaveChangesAsync(ct);
        return StandInEnd.Ended;
    }

    private IQueryable<RegistryUser> WhoMay(string headId) =>
        db
            .Users.WhoCanSignIn()
            .Where(user =>
                user.Id != headId
                && db.UserRoles.Any(held =>
                    held.UserId == user.Id
                    && db.Roles.Any(role =>
                        role.Id == held.RoleId
                        && (role.Name == Roles.DepartmentHead || role.Name == Roles.Caseworker)
                    )
                )
                && db.Set<UserMembership>()
                    .Any(own =>
                        own.UserId == user.Id
                        && db.Set<UserMembership>()
                            .Any(heads => heads.UserId == headId && heads.DepartmentId == own.DepartmentId)
                    )
            );

    private static async Task<IReadOnlyList<Candidate>> CandidatesAsync(
        IQueryable<RegistryUser> users,
        CancellationToken ct
    ) =>
        [
            .. (
                await users
                    .AsNoTracking()
                    .WhoCanSignIn()
                    .Select(user => new Candidate(user.Id, user.DisplayName))
                    .ToListAsync(ct)
            ).OrderBy(user => user.Name, Languages.NameOrder),
        ];
}
