using System.Globalization;
using MentorRegistry.Domain.Hours;
using MentorRegistry.Web.Access;
using MentorRegistry.Web.Data.Logs;
using Microsoft.EntityFrameworkCore;

namespace MentorRegistry.Web.Data;

/// <summary>
/// Adds many lines of hours with the very rows that <see cref="RegistryDb"/> would have written, history included, several
/// times faster (<see cref="BulkTables"/>). A test compares the two ways row by row. Only within a transaction.
/// </summary>
public sealed class BulkHours(RegistryDb db, CurrentUser user, Clock clock) : IAsyncDisposable
{
    private readonly BulkTables _tables = new(db, user);

    /// <summary>Adds new lines; their numbers are given here.</summary>
    public async Task AddAsync(IReadOnlyList<HoursLine> lines, CancellationToken ct)
    {
        _tables.RequireTransaction();
        if (lines.Count == 0)
        {
            return;
        }

        var log = await db.LockLogAsync(ChainedLog.Audit, ct);
        await _tables.NumberAsync(lines, (line, id) => line.Id = id, ct);
        var now = clock.UtcNow;
        var history = lines
            .Select(line =>
                _tables.Added(
                    now,
                    line,
                    line.Id.ToString(CultureInfo.InvariantCulture),
                    line,
                    line.Id,
                    line.CitizenId
                )
            )
            .ToList();
        history.ForEach(log.Append);
        await _tables.WriteAsync(lines, ct);
        await _tables.WriteAsync(history, ct);
        await log.SaveAsync(ct);
        db.AddUpBudgetsOf(lines.Select(line => line.DepartmentId));
        // Those of placements that have come from another department are committed there.
        db.AddUpBudgetsOf(await DepartmentsOfAsync(lines, ct));
    }

    private async Task<List<long>> DepartmentsOfAsync(IReadOnlyList<HoursLine> lines, CancellationToken ct)
    {
        var ids = lines.Select(line => line.PlacementId).Distinct().ToArray();
        return await db
            .Placements.Where(p => ids.Contains(p.Id))
            .Select(p => p.DepartmentId)
            .Distinct()
            .ToListAsync(ct);
    }

    public ValueTask DisposeAsync() => _tables.DisposeAsync();
}
