using MentorRegistry.Domain;
using MentorRegistry.Domain.Flags;
using MentorRegistry.Domain.Placements;
using Microsoft.EntityFrameworkCore;

namespace MentorRegistry.Web.Data.Flags;

/// <summary>Reads what <see cref="FlagFinder"/> judges.</summary>
public static class FlagFacts
{
    /// <summary>The placements, whichever department's; cancelled ones are left out.</summary>
    public static async Task<ILookup<long, FlagPlacement>> ReadAsync(
        IQueryable<Placement> placements,
        CancellationToken ct
    )
    {
        var rows = await placements
            .AsNoTracking()
            .Where(p => !p.IsCancelled)
            .Select(p => new
            {
                p.CitizenId,
                p.Id,
                p.First,
                p.Last,
                p.EndedOn,
                p.ProviderId,
                p.MentorId,
                p.DepartmentId,
                p.LegalBasisId,
                p.LegalBasis!.LongestGrantMonths,
                ProviderValidTo = p.Provider!.ValidTo,
                MentorValidTo = p.Mentor!.ValidTo,
            })
            .ToListAsync(ct);
        // Only where the law sets a longest grant are the grants judged one by one: few are read.
        var grants = (
            await placements
                .AsNoTracking()
                .Where(p => !p.IsCancelled && p.LegalBasis!.LongestGrantMonths != null)
                .SelectMany(p => p.Grants)
                .ToListAsync(ct)
        ).ToLookup(grant => grant.PlacementId);
        return rows.ToLookup(
            row => row.CitizenId,
            row =>
            {
                var period = new DatePeriod(row.First, row.Last);
                return new FlagPlacement(
                    new PlacementSpan(
                        row.Id,
                        period,
                        MentorKey.Of(row.ProviderId, row.MentorId),
                        row.DepartmentId
                    ),
                    row.LegalBasisId,
                    row.LongestGrantMonths,
                    [
                        .. Placement
                            .GrantsInForce(grants[row.Id], period)
                            .Select(grant => new FlagGrant(
                                grant.Grant.Id,
                                grant.Grant.Period,
                                grant.Rules.Last
                            )),
                    ],
                    row.EndedOn is not null,
                    row.ProviderValidTo,
                    row.MentorValidTo
                );
            }
        );
    }
}
