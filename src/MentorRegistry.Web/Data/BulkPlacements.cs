using System.Globalization;
using MentorRegistry.Domain;
using MentorRegistry.Domain.Citizens;
using MentorRegistry.Domain.Placements;
using MentorRegistry.Domain.Statistics;
using MentorRegistry.Web.Access;
using MentorRegistry.Web.Data.Logs;
using Microsoft.EntityFrameworkCore;

namespace MentorRegistry.Web.Data;

/// <summary>
/// Adds many citizens and placements with the very rows that <see cref="RegistryDb"/> would have written, history and
/// versions included, several times faster (<see cref="BulkTables"/>). A test compares the two ways row by row. Only within a
/// transaction.
/// </summary>
public sealed class BulkPlacements(RegistryDb db, CurrentUser user, Clock clock) : IAsyncDisposable
{
    private readonly BulkTables _tables = new(db, user);

    /// <summary>
    /// Adds new citizens with their numbers, and placements with their grants and measures. A placement's citizen is one of the new
    /// ones (<see cref="Placement.Citizen"/>) or has its number in <see cref="Placement.CitizenId"/>; the version of
    /// such a citizen moves on. Row numbers are given here.
    /// </summary>
    public async Task AddAsync(
        IReadOnlyList<Citizen> citizens,
        IReadOnlyList<Placement> placements,
        CancellationToken ct
    )
    {
        _tables.RequireTransaction();
        var log = await db.LockLogAsync(ChainedLog.Audit, ct);
        await MoveVersionsOnAsync(
            [.. placements.Where(p => p.Citizen is null).Select(p => p.CitizenId).Distinct()],
            ct
        );
        var numbers = citizens.SelectMany(citizen => citizen.Numbers).ToList();
        var grants = placements.SelectMany(placement => placement.Grants).ToList();
        var now = clock.UtcNow;
        grants.ForEach(grant => RegistrationTimes.Set(grant, now));
        foreach (var placement in placements)
        {
            RegistrationTimes.Set(placement, now);
        }

        await _tables.NumberAsync<Citizen>(citizens, (citizen, id) => citizen.Id = id, ct);
        foreach (var citizen in citizens)
        {
            citizen.Numbers.ForEach(number => number.CitizenId = citizen.Id);
        }

        await _tables.NumberAsync<CitizenNumber>(numbers, (number, id) => number.Id = id, ct);
        await _tables.NumberAsync<Placement>(placements, (placement, id) => placement.Id = id, ct);
        foreach (var placement in placements)
        {
            placement.CitizenId = placement.Citizen?.Id ?? placement.CitizenId;
            placement.Grants.ForEach(grant => grant.PlacementId = placement.Id);
            placement.Measures.ForEach(measure => measure.PlacementId = placement.Id);
        }

        await _tables.NumberAsync<Grant>(grants, (grant, id) => grant.Id = id, ct);

        var made = new List<(object Row, object Root, AuditEntry Entry)>();
        foreach (var citizen in citizens)
        {
            Made(citizen, citizen.Id, citizen, citizen.Id, citizen.Id);
            citizen.Numbers.ForEach(number =>
                Made(number, number.Id, citizen, citizen.Id, citizen.Id, nameof(CitizenNumber.CitizenId))
            );
        }

        foreach (var placement in placements)
        {
            var ofNewCitizen = placement.Citizen is null ? null : nameof(Placement.CitizenId);
            Made(placement, placement.Id, placement, placement.Id, placement.CitizenId, ofNewCitizen);
            placement.Grants.ForEach(grant =>
                Made(grant, grant.Id, placement, placement.Id, placement.CitizenId, nameof(Grant.PlacementId))
            );
            placement.Measures.ForEach(measure =>
                made.Add(
                    (
                        measure,
                        placement,
                        _tables.Added(
                            now,
                            measure,
                            string.Create(
                                CultureInfo.InvariantCulture,
                                $"{measure.PlacementId}/{measure.MeasureId}"
                            ),
                            placement,
                            placement.Id,
                            placement.CitizenId,
                            nameof(PlacementMeasure.PlacementId)
                        )
                    )
                )
            );
        }

        var history = made.OrderBy(m => AuditTrail.Place(m.Row, m.Root)).Select(m => m.Entry).ToList();
        history.ForEach(log.Append);
        await _tables.WriteAsync(citizens, ct);
        await _tables.WriteAsync(numbers, ct);
        await _tables.WriteAsync(placements, ct);
        await _tables.WriteAsync(grants, ct);
        await _tables.WriteAsync(placements.SelectMany(placement => placement.Measures).ToList(), ct);
        await _tables.WriteAsync(history, ct);
        await log.SaveAsync(ct);
        db.AddUpBudgetsOf(placements.Select(placement => placement.DepartmentId));
        await db.KeepFlagsAsync(
            [.. placements.Select(placement => placement.CitizenId).Distinct()],
            clock.Today,
            ct
        );

        void Made(
            object row,
            long id,
            IVersioned root,
            long rootId,
            long citizenId,
            string? newParent = null
        ) =>
            made.Add(
                (
                    row,
                    root,
                    _tables.Added(
                        now,
                        row,
                        id.ToString(CultureInfo.InvariantCulture),
                        root,
                        rootId,
                        citizenId,
                        newParent
                    )
                )
            );
    }

    public ValueTask DisposeAsync() => _tables.DisposeAsync();

    private async Task MoveVersionsOnAsync(long[] citizenIds, CancellationToken ct)
    {
        if (citizenIds.Length > 0)
        {
            // A version says nothing to a person, so history keeps no row of it; RowVersions does the same.
#pragma warning disable RS0030
            await db
                .Citizens.Where(citizen => citizenIds.Contains(citizen.Id))
                .ExecuteUpdateAsync(
                    set => set.SetProperty(citizen => citizen.Version, citizen => citizen.Version + 1),
                    ct
                );
#pragma warning restore RS0030
        }
    }
}
