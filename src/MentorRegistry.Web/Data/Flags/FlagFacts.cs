using MentorRegistry.Domain;
using MentorRegistry.Domain.Flags;
using MentorRegistry.Domain.Placements;
using Microsoft.EntityFrameworkCore;

namespace MentorRegistry.Web.Data.Flags;

/// <summary>Reads what <see cref="FlagFinder"/> judges. The one reader: of saves, sweep and export.</summary>
public static class FlagFacts
{
    /// <summary>The placements, whichever department's; cancelled ones are left out.</summary>
    /// <param name="placements">Which.</param>
    /// <param name="today">The day that they will be judged on: no earlier one.</param>
    /// <param name="ct">Breaks off.</param>
    public static async Task<ILookup<long, FlagPlacement>> ReadAsync(
        IQueryable<Placement> placements,
        DateOnly today,
        CancellationToken ct
    )
    {
        var rows = await placements
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
            .RowsAsync(
                row => new Fact(
                    row.GetInt64(0),
                    new PlacementSpan(
                        row.GetInt64(1),
                        new DatePeriod(row.Day(2), row.DayOrNull(3)),
                        MentorKey.Of(row.GetInt64(5), row.IsDBNull(6) ? null : row.GetInt64(6)),
                        row.GetInt64(7),
                        LegalBasisId: row.GetInt64(8)
                    ),
                    !row.IsDBNull(4),
                    row.IsDBNull(9) ? null : row.GetInt32(9),
                    row.DayOrNull(10),
                    row.DayOrNull(11)
                ),
                ct
            );
        var grants = rows.Exists(row => row.IsJudgedByGrant(today))
            ? await GrantsAsync(placements, today, ct)
            : Array.Empty<Grant>().ToLookup(grant => grant.PlacementId);
        return rows.ToLookup(
            row => row.CitizenId,
            row => new FlagPlacement(
                row.Span,
                row.LongestGrantMonths,
                row.LongestGrantMonths is null
                    ? null
                    : InForce(grants[row.Span.PlacementId], row.Span.Period),
                row.IsClosed,
                row.ProviderValidTo,
                row.MentorValidTo
            )
        );
    }

    /// <summary>
    /// Only those of citizens who can have a flag on the day: <see cref="FlagFinder.EarliestLastDay"/> as SQL. A test
    /// feeds both the same cases.
    /// </summary>
    public static IQueryable<Placement> OfCitizensWithinReach(
        this IQueryable<Placement> placements,
        FlagRules rules,
        DateOnly today
    )
    {
        var earliest = FlagFinder.EarliestLastDay(rules, today);
        var within = placements
            .Where(p => !p.IsCancelled && earliest <= EF.Property<DateOnly>(p, RegistryMappings.LastDay))
            .Select(p => p.CitizenId);
        return placements.Where(p => within.Contains(p.CitizenId));
    }

    // Grants are judged one by one only where the law sets a longest one, and while the placement is not over: few are
    // read.
    private static async Task<ILookup<long, Grant>> GrantsAsync(
        IQueryable<Placement> placements,
        DateOnly today,
        CancellationToken ct
    ) =>
        (
            await placements
                .Where(p =>
                    !p.IsCancelled
                    && p.LegalBasis!.LongestGrantMonths != null
                    && today <= EF.Property<DateOnly>(p, RegistryMappings.LastDay)
                )
                .SelectMany(p => p.Grants)
                .Select(grant => new
                {
                    grant.PlacementId,
                    grant.Id,
                    grant.First,
                    grant.Last,
                    grant.MinutesPerWeek,
                    grant.DecisionDate,
                })
                .RowsAsync(
                    row => new Grant(
                        new DatePeriod(row.Day(2), row.DayOrNull(3)),
                        row.GetInt32(4),
                        row.Day(5)
                    )
                    {
                        PlacementId = row.GetInt64(0),
                        Id = row.GetInt64(1),
                    },
                    ct
                )
        ).ToLookup(grant => grant.PlacementId);

    private static List<FlagGrant> InForce(IEnumerable<Grant> grants, DatePeriod period) =>
        [
            .. Placement
                .GrantsInForce(grants, period)
                .Select(grant => new FlagGrant(grant.Grant.Id, grant.Grant.Period, grant.Rules.Last)),
        ];

    private sealed record Fact(
        long CitizenId,
        PlacementSpan Span,
        bool IsClosed,
        int? LongestGrantMonths,
        DateOnly? ProviderValidTo,
        DateOnly? MentorValidTo
    )
    {
        public bool IsJudgedByGrant(DateOnly today) =>
            LongestGrantMonths is not null && today <= Span.Period.LastOrForever;
    }
}
