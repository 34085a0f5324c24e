using MentorRegistry.Domain.Sharing;
using MentorRegistry.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace MentorRegistry.Web.Access;

/// <summary>A citizen as the one who acts may see them.</summary>
/// <param name="Id">The citizen's number.</param>
/// <param name="Insight">Which departments' placements are seen whole.</param>
/// <param name="Bases">What sharing rests on, as far as own departments are named on it; the latest first.</param>
/// <param name="IsOwn">Whether an own department has or has had a placement with the citizen.</param>
/// <param name="IsProtected">Name and address protection.</param>
/// <param name="Purpose">
/// The purpose that the person gave for the citizen lately. Whoever comes back in the same working day is not asked
/// again, and what is opened then is recorded with it.
/// </param>
/// <param name="NeedsPurpose">Nothing may be shown before the person has said why.</param>
public sealed record OpenCitizen(
    long Id,
    Insight Insight,
    IReadOnlyList<SharingBasis> Bases,
    bool IsOwn,
    bool IsProtected,
    GivenPurpose? Purpose,
    bool NeedsPurpose
);

/// <summary>
/// The one door to a citizen. Every page, list, file and command that shows something of a citizen asks here what it
/// may show, and what it opens is recorded before it is answered.
/// </summary>
public sealed class CitizenAccess(
    RegistryDb db,
    CurrentUser user,
    LookupLog lookups,
    Clock clock,
    RegistrySettings settings
)
{
    private static readonly CompiledQuery<
        Func<RegistryDb, long, long[], CancellationToken, Task<Seen?>>
    > s_look = new(() =>
        EF.CompileAsyncQuery(
            (RegistryDb db, long citizenId, long[] own, CancellationToken ct) =>
                db
                    .Citizens.AsNoTracking()
                    .AsSingleQuery()
                    .Where(citizen => citizen.Id == citizenId)
                    .Select(citizen => new Seen(
                        citizen.IsProtected,
                        db.Placements.Any(p =>
                            p.CitizenId == citizenId && !p.IsCancelled && own.Contains(p.DepartmentId)
                        ),
                        // The number again, because SQLite does not see through the join: it would read all bases.
                        citizen
                            .SharingBases.Where(basis => basis.CitizenId == citizenId)
                            .Select(basis => new SeenBasis(basis, basis.Departments.ToList()))
                            .ToList()
                    ))
                    .SingleOrDefault()
        )
    );

    // Asked of others' citizens alone: most that are opened are own.
    private static readonly CompiledQuery<
        Func<RegistryDb, long, string?, DateTime, CancellationToken, Task<GivenPurpose?>>
    > s_purpose = new(() =>
        EF.CompileAsyncQuery(
            (RegistryDb db, long citizenId, string? userId, DateTime lately, CancellationToken ct) =>
                db
                    .Lookups.Where(lookup =>
                        lookup.CitizenId == citizenId
                        && lookup.UserId == userId
                        && lookup.PurposeId != null
                        && lookup.AtUtc > lately
                    )
                    .OrderByDescending(lookup => lookup.AtUtc)
                    .ThenByDescending(lookup => lookup.Id)
                    .Select(lookup => new GivenPurpose(
                        lookup.PurposeId!.Value,
                        lookup.PurposeName ?? lookup.Purpose!.Name
                    ))
                    .FirstOrDefault()
        )
    );

    /// <summary>
    /// Opens a citizen for a page and records it. Nothing is recorded, and nothing may be shown, while the purpose is
    /// still to be asked; <c>null</c> = there is no such citizen.
    /// </summary>
    public async Task<OpenCitizen?> OpenAsync(long citizenId, LookupKind kind, CancellationToken ct)
    {
        if (await LookAsync(citizenId, ct) is not { } citizen)
        {
            return null;
        }

        // Whoever has a form open, and said why or needed not, is not sent away from it: what is typed would be lost.
        if (
            citizen is { IsOwn: false, Purpose: null }
            && !(kind == LookupKind.Form && await lookups.HasFormOpenAsync(citizenId, ct))
        )
        {
            return citizen with { NeedsPurpose = true };
        }

        await lookups.RecordAsync(citizenId, kind, ct, citizen.Purpose, citizen.IsOwn);
        return citizen;
    }

    /// <summary>
    /// Opens everything that is held on a citizen, whichever department's, for the document that the citizen has a
    /// right to (GDPR article 15), and records it. For the pages of <see cref="Roles.Auditor" /> alone; <c>false</c> =
    /// there is no such citizen.
    /// </summary>
    public async Task<bool> OpenWholeAsync(long citizenId, CancellationToken ct)
    {
        if (!user.IsIn(Roles.Auditor) || !await db.Citizens.AnyAsync(citizen => citizen.Id == citizenId, ct))
        {
            return false;
        }

        await lookups.RecordAsync(citizenId, LookupKind.CitizenFile, ct);
        return true;
    }

    /// <summary>What may be seen of the citizen, without opening: nothing is recorded.</summary>
    public async Task<OpenCitizen?> LookAsync(long citizenId, CancellationToken ct)
    {
        var own = user.DepartmentIds;
        var ids = own.ToArray();
        var found = await s_look.Of(db)(db, citizenId, ids, ct);
        if (found is null)
        {
            return null;
        }

        foreach (var read in found.Bases)
        {
            read.Basis.Departments.AddRange(read.Departments);
        }

        var bases = found.Bases.ConvertAll(read => read.Basis);
        return new OpenCitizen(
            citizenId,
            new Insight(own, bases, clock.Today),
            // Which departments share is itself something that only they may know.
            [
                .. bases
                    .Where(basis => basis.DepartmentIds.Any(own.Contains))
                    .OrderByDescending(basis => basis.First)
                    .ThenByDescending(basis => basis.Id),
            ],
            found.IsOwn,
            found.IsProtected,
            found.IsOwn
                ? null
                : await s_purpose.Of(db)(
                    db,
                    citizenId,
                    user.Id,
                    clock.UtcNow.AddHours(-settings.Access.PurposeHours),
                    ct
                ),
            NeedsPurpose: false
        );
    }

    private sealed record Seen(bool IsProtected, bool IsOwn, List<SeenBasis> Bases);

    private sealed record SeenBasis(SharingBasis Basis, List<SharingBasisDepartment> Departments);
}
