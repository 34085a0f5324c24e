using MentorRegistry.Domain.Citizens;
using MentorRegistry.Domain.Sharing;
using Microsoft.EntityFrameworkCore;

namespace MentorRegistry.Web.Data;

/// <summary>What several pages ask of citizens. Nothing is recorded here: who shows something of it does that.</summary>
public static class CitizenQueries
{
    /// <summary>
    /// Whose number it is; <c>null</c> = nobody's. Every number that a person has had: old letters and old systems have
    /// the old one.
    /// </summary>
    public static Task<long?> CitizenOfAsync(this RegistryDb db, CprNumber number, CancellationToken ct) =>
        db
            .CitizenNumbers.Where(n => n.Digits == number.Digits)
            .Select(n => (long?)n.CitizenId)
            .FirstOrDefaultAsync(ct);

    /// <summary>What sharing the citizens' placements rests on, by citizen, with the departments named; in one query.</summary>
    public static async Task<ILookup<long, SharingBasis>> SharingBasesOfAsync(
        this RegistryDb db,
        long[] citizenIds,
        CancellationToken ct
    ) =>
        (
            await db
                .SharingBases.AsNoTracking()
                .Include(basis => basis.Departments)
                .Where(basis => citizenIds.Contains(basis.CitizenId))
                .ToListAsync(ct)
        ).ToLookup(basis => basis.CitizenId);
}
