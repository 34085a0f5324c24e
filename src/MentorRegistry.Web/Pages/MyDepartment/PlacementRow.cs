using MentorRegistry.Domain;
using MentorRegistry.Domain.Citizens;
using MentorRegistry.Domain.Placements;
using MentorRegistry.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace MentorRegistry.Web.Pages.MyDepartment;

/// <summary>A placement as the department's list, its file and Start show it.</summary>
public sealed record PlacementRow(
    long Id,
    string Reference,
    string Name,
    bool IsProtected,
    string? MaskedNumber,
    string Department,
    string? Unit,
    string Provider,
    string? Mentor,
    string TargetGroup,
    string LegalBasis,
    int? MinutesPerWeek,
    DateOnly First,
    DateOnly? Last,
    PlacementState State
)
{
    /// <summary>The rows of the placements, in the order of the numbers. One query, however many.</summary>
    public static async Task<IReadOnlyList<PlacementRow>> LoadAsync(
        RegistryDb db,
        long[] placementIds,
        DateOnly today,
        CancellationToken ct
    )
    {
        if (placementIds.Length == 0)
        {
            return [];
        }

        var found = await db
            .Placements.Where(p => placementIds.Contains(p.Id))
            .Select(p => new
            {
                p.Id,
                p.CitizenId,
                p.Citizen!.Name,
                p.Citizen.IsProtected,
                Digits = p.Citizen.Numbers.Where(n => n.Last == null).Select(n => n.Digits).FirstOrDefault(),
                Department = p.Department!.Name,
                Unit = p.Unit!.Name,
                Provider = p.Provider!.Name,
                Mentor = p.Mentor!.Name,
                TargetGroup = p.TargetGroup!.Name,
                LegalBasis = p.LegalBasis!.Name,
                // As Placement.GrantOn: the latest that has begun, or else the first.
                MinutesPerWeek = p.Grants.Where(g => g.First <= today)
                    .OrderByDescending(g => g.First)
                    .Select(g => (int?)g.MinutesPerWeek)
                    .FirstOrDefault()
                    ?? p.Grants.OrderBy(g => g.First).Select(g => (int?)g.MinutesPerWeek).FirstOrDefault(),
                p.First,
                p.Last,
                p.IsCancelled,
            })
            .ToDictionaryAsync(p => p.Id, ct);
        return
        [
            .. placementIds
                .Where(found.ContainsKey)
                .Select(id => found[id])
                .Select(p => new PlacementRow(
                    p.Id,
                    CitizenReference.Of(p.CitizenId),
                    p.Name,
                    p.IsProtected,
                    p.Digits is null ? null : CprNumber.Parse(p.Digits).Masked,
                    p.Department,
                    p.Unit,
                    p.Provider,
                    p.Mentor,
                    p.TargetGroup,
                    p.LegalBasis,
                    p.MinutesPerWeek,
                    p.First,
                    p.Last,
                    Placement.StateOf(new DatePeriod(p.First, p.Last), p.IsCancelled, today)
                )),
        ];
    }
}
