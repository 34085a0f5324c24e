using MentorRegistry.Domain;
using MentorRegistry.Domain.Flags;
using Microsoft.EntityFrameworkCore;

namespace MentorRegistry.Web.Data;

/// <summary>What the overlap and run rules need of citizens' placements, read without loading the placements.</summary>
public static class PlacementSpans
{
    /// <summary>The placements of the citizens that are not cancelled, by citizen, in one query.</summary>
    public static async Task<ILookup<long, PlacementSpan>> OfCitizensAsync(
        RegistryDb db,
        long[] citizenIds,
        CancellationToken ct
    )
    {
        var rows = await db
            .Placements.Where(p => citizenIds.Contains(p.CitizenId) && !p.IsCancelled)
            .Select(p => new
            {
                p.CitizenId,
                p.Id,
                p.First,
                p.Last,
                p.ProviderId,
                p.MentorId,
                p.DepartmentId,
                p.LegalBasisId,
            })
            .ToListAsync(ct);
        return rows.ToLookup(
            p => p.CitizenId,
            p => new PlacementSpan(
                p.Id,
                new DatePeriod(p.First, p.Last),
                MentorKey.Of(p.ProviderId, p.MentorId),
                p.DepartmentId,
                LegalBasisId: p.LegalBasisId
            )
        );
    }
}
