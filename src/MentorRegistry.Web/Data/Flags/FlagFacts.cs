using System.Data;
using System.Data.Common;
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
        // Grants are judged one by one only where the law sets a longest one, and while the placement is not over: few
        // are read.
        var grants = (
            await RowsAsync(
                placements
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
                    }),
                row => new Grant(new DatePeriod(row.Day(2), row.DayOrNull(3)), row.GetInt32(4), row.Day(5))
                {
                    PlacementId = row.GetInt64(0),
                    Id = row.GetInt64(1),
                },
                ct
            )
        ).ToLookup(grant => grant.PlacementId);
        return (
            await RowsAsync(
                placements
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
                    }),
                row =>
                {
                    var (id, period) = (row.GetInt64(1), new DatePeriod(row.Day(2), row.DayOrNull(3)));
                    return (
                        CitizenId: row.GetInt64(0),
                        Placement: new FlagPlacement(
                            new PlacementSpan(
                                id,
                                period,
                                MentorKey.Of(row.GetInt64(5), row.IsDBNull(6) ? null : row.GetInt64(6)),
                                row.GetInt64(7),
                                LegalBasisId: row.GetInt64(8)
                            ),
                            row.IsDBNull(9) ? null : row.GetInt32(9),
                            row.IsDBNull(9) ? null : InForce(grants[id], period),
                            !row.IsDBNull(4),
                            row.DayOrNull(10),
                            row.DayOrNull(11)
                        )
                    );
                },
                ct
            )
        ).ToLookup(row => row.CitizenId, row => row.Placement);
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

    private static List<FlagGrant> InForce(IEnumerable<Grant> grants, DatePeriod period) =>
        [
            .. Placement
                .GrantsInForce(grants, period)
                .Select(grant => new FlagGrant(grant.Grant.Id, grant.Grant.Period, grant.Rules.Last)),
        ];

    // The context makes the SQL and the driver's reader reads it: through the context it took a third to two thirds
    // longer (60,000 rows). The columns stand in the order of the projection.
    private static async Task<List<T>> RowsAsync<TProjection, T>(
        IQueryable<TProjection> query,
        Func<DbDataReader, T> read,
        CancellationToken ct
    )
    {
        await using var command = query.CreateDbCommand();
        var connection = command.Connection!;
        var opens = connection.State == ConnectionState.Closed;
        if (opens)
        {
            await connection.OpenAsync(ct);
        }

        try
        {
            var rows = new List<T>();
            await using var reader = await command.ExecuteReaderAsync(ct);
            while (await reader.ReadAsync(ct))
            {
                rows.Add(read(reader));
            }

            return rows;
        }
        finally
        {
            if (opens)
            {
                await connection.CloseAsync();
            }
        }
    }

    private static DateOnly Day(this DbDataReader row, int column) => row.GetFieldValue<DateOnly>(column);

    private static DateOnly? DayOrNull(this DbDataReader row, int column) =>
        row.IsDBNull(column) ? null : row.GetFieldValue<DateOnly>(column);
}
