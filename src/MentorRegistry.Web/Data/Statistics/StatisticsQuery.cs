using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using MentorRegistry.Domain;
using MentorRegistry.Domain.Flags;
using MentorRegistry.Domain.Statistics;
using MentorRegistry.Web.Data.Flags;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace MentorRegistry.Web.Data.Statistics;

/// <summary>Which placements statistics tell of; what is <c>null</c> narrows nothing.</summary>
/// <param name="DepartmentIds">Of which departments.</param>
/// <param name="UnitId">Of one unit.</param>
/// <param name="MentorId">With one mentor.</param>
/// <param name="LegalBasisId">Granted by one paragraph.</param>
public sealed record StatisticsOf(
    IReadOnlyCollection<long>? DepartmentIds = null,
    long? UnitId = null,
    long? MentorId = null,
    long? LegalBasisId = null
);

/// <summary>What is active on a day.</summary>
/// <param name="Counts">Placements by category, target group and band; erased ones among them.</param>
/// <param name="Citizens">How many people those are for that are not erased.</param>
/// <param name="Erased">How many of the placements are erased ones: whose they were is not known any more.</param>
public sealed record DayCounts(IReadOnlyList<PlacementCount> Counts, int Citizens, int Erased);

/// <summary>
/// Counts placements by the day. A run's first day is found by looking behind the placements that are active on the day
/// only: <see cref="MentorRun"/> as SQL. A test feeds both the same cases.
/// </summary>
public sealed class StatisticsQuery(RegistryDb db, RulesInForce rules)
{
    /// <summary>The first day of the registry's placements, erased ones too; <c>null</c> without any.</summary>
    public async Task<DateOnly?> FirstDayAsync(CancellationToken ct)
    {
        var first = await db.Placements.Where(p => !p.IsCancelled).MinAsync(p => (DateOnly?)p.First, ct);
        var erased = await db.ErasedPlacements.MinAsync(p => (DateOnly?)p.First, ct);
        return first is null || erased < first ? erased : first;
    }

    /// <summary>What is active on the day.</summary>
    public async Task<DayCounts> OnAsync(DateOnly day, StatisticsOf of, CancellationToken ct)
    {
        var departments = await DepartmentsAsync(of, ct);
        var erased = await ErasedAsync(day, of, departments, ct);
        if (departments.Length == 0)
        {
            return new DayCounts([], 0, 0);
        }

        await using var command = Command(
            day,
            of,
            departments,
            (active, runs, _) =>
                $"""
                    {runs}
                    SELECT v."CategoryId", r."TargetGroupId",
                      CASE {Bands()} ELSE 0 END AS "Band", COUNT(*), 0
                    FROM r JOIN "Providers" v ON v."Id" = r."ProviderId"
                    GROUP BY 1, 2, 3
                    UNION ALL
                    SELECT 0, 0, 0, COUNT(DISTINCT a."CitizenId"), 1 FROM "Placements" a WHERE {active}
                    """
        );
        var rows = await RowsAsync(
            command,
            row =>
                (
                    Count: new PlacementCount(
                        row.GetInt64(0),
                        row.GetInt64(1),
                        row.GetInt32(2),
                        row.GetInt32(3)
                    ),
                    IsCitizens: row.GetInt32(4) == 1
                ),
            ct
        );
        return new DayCounts(
            [.. rows.Where(row => !row.IsCitizens).Select(row => row.Count), .. erased],
            rows.Single(row => row.IsCitizens).Count.Placements,
            erased.Sum(count => count.Placements)
        );
    }

    /// <summary>The placements that are active on the day and whose run has lasted as long as the band says.</summary>
    public async Task<IReadOnlyList<long>> InBandAsync(
        DateOnly day,
        int band,
        StatisticsOf of,
        CancellationToken ct
    )
    {
        var departments = await DepartmentsAsync(of, ct);
        if (departments.Length == 0)
        {
            return [];
        }

        await using var command = Command(
            day,
            of,
            departments,
            (_, runs, add) => $"""{runs} SELECT r."Id" FROM r WHERE CASE {Bands()} ELSE 0 END = {add(band)}"""
        );
        return await RowsAsync(command, row => row.GetInt64(0), ct);
    }

    /// <summary>
    /// How many were active on the last day of each month, by category. One pass over what began and one over what ended,
    /// however many months.
    /// </summary>
    public async Task<IReadOnlyDictionary<long, IReadOnlyList<int>>> ByMonthAsync(
        IReadOnlyList<DateOnly> lastDays,
        StatisticsOf of,
        CancellationToken ct
    )
    {
        var departments = await DepartmentsAsync(of, ct);
        var end = lastDays[^1];
        var (unit, mentor, basis) = (of.UnitId, of.MentorId, of.LegalBasisId);
        var cancelled = false;
        var placements = db.Placements.Where(p =>
            departments.Contains(p.DepartmentId) && p.IsCancelled == cancelled
        );
        placements = unit is null ? placements : placements.Where(p => p.UnitId == unit);
        placements = mentor is null ? placements : placements.Where(p => p.MentorId == mentor);
        placements = basis is null ? placements : placements.Where(p => p.LegalBasisId == basis);
        var categories = await db.Providers.ToDictionaryAsync(p => p.Id, p => p.CategoryId, ct);
        var begun = (
            await placements
                .Where(p => p.First <= end)
                .GroupBy(p => new
                {
                    p.ProviderId,
                    p.First.Year,
                    p.First.Month,
                })
                .Select(group => new { group.Key, Placements = group.Count() })
                .ToListAsync(ct)
        ).ConvertAll(g => (categories[g.Key.ProviderId], g.Key.Year, g.Key.Month, g.Placements));
        var over = (
            await placements
                .Where(p => EF.Property<DateOnly>(p, RegistryMappings.LastDay) < end)
                .GroupBy(p => new
                {
                    p.ProviderId,
                    EF.Property<DateOnly>(p, RegistryMappings.LastDay).AddDays(1).Year,
                    EF.Property<DateOnly>(p, RegistryMappings.LastDay).AddDays(1).Month,
                })
                .Select(group => new { group.Key, Placements = group.Count() })
                .ToListAsync(ct)
        ).ConvertAll(g => (categories[g.Key.ProviderId], g.Key.Year, g.Key.Month, g.Placements));
        if (mentor is null)
        {
            var erased = await db
                .ErasedPlacements.AsNoTracking()
                .Where(p => departments.Contains(p.DepartmentId) && p.First <= end)
                .Where(p => (unit == null || p.UnitId == unit) && (basis == null || p.LegalBasisId == basis))
                .Select(p => new
                {
                    p.CategoryId,
                    p.First,
                    p.Last,
                })
                .ToListAsync(ct);
            begun.AddRange(erased.Select(p => (p.CategoryId, p.First.Year, p.First.Month, 1)));
            over.AddRange(
                erased
                    .Where(p => p.Last < end)
                    .Select(p => (p.CategoryId, p.Last.AddDays(1).Year, p.Last.AddDays(1).Month, 1))
            );
        }

        return begun
            .Select(count => count.Item1)
            .Distinct()
            .ToDictionary(
                category => category,
                category => DaySeries.Active(lastDays, Of(begun, category), Of(over, category))
            );

        static List<(int, int, int)> Of(List<(long, int, int, int)> counts, long category) =>
            [.. counts.Where(c => c.Item1 == category).Select(c => (c.Item2, c.Item3, c.Item4))];
    }

    // Whole departments, so that the index of their placements is used.
    private async Task<long[]> DepartmentsAsync(StatisticsOf of, CancellationToken ct) =>
        of.DepartmentIds is { } ids ? [.. ids] : await db.Departments.Select(d => d.Id).ToArrayAsync(ct);

    private async Task<List<PlacementCount>> ErasedAsync(
        DateOnly day,
        StatisticsOf of,
        long[] departments,
        CancellationToken ct
    )
    {
        if (of.MentorId is not null)
        {
            return [];
        }

        var (unit, basis) = (of.UnitId, of.LegalBasisId);
        var rows = await db
            .ErasedPlacements.Where(p =>
                departments.Contains(p.DepartmentId)
                && p.First <= day
                && day <= p.Last
                && (unit == null || p.UnitId == unit)
                && (basis == null || p.LegalBasisId == basis)
            )
            .GroupBy(p => new
            {
                p.CategoryId,
                p.TargetGroupId,
                p.RunFirst,
            })
            .Select(group => new { group.Key, Placements = group.Count() })
            .ToListAsync(ct);
        return rows.ConvertAll(row => new PlacementCount(
            row.Key.CategoryId,
            row.Key.TargetGroupId,
            DurationBand.Of(row.Key.RunFirst, day),
            row.Placements
        ));
    }

    // DurationBand as SQL, the longest first. A step that the calendar does not reach back to is passed by nobody.
    private static string Bands() =>
        string.Join(
            ' ',
            Enumerable
                .Range(0, DurationBand.UpToMonths.Count)
                .Reverse()
                .Select(i => $"WHEN r.\"RunFirst\" <= @over{i} THEN {i + 1}")
        );

    [SuppressMessage(
        "Security",
        "CA2100:Review SQL queries for security vulnerabilities",
        Justification = "Fixed texts; every value is a parameter."
    )]
    private DbCommand Command(
        DateOnly day,
        StatisticsOf of,
        long[] departments,
        Func<string, string, Func<object, string>, string> sql
    )
    {
        var isPostgreSql = db.Database.IsNpgsql();
        var command = db.Database.GetDbConnection().CreateCommand();
        command.Transaction = db.Database.CurrentTransaction?.GetDbTransaction();
        var active =
            $"""
                a."DepartmentId" IN ({string.Join(", ", departments.Select(id => Add(id)))})
                  AND a."IsCancelled" = {Add(false)} AND a."LastDay" >= {Add(day)} AND a."First" <= {Add(day)}
                """
            + Narrow("UnitId", of.UnitId)
            + Narrow("MentorId", of.MentorId)
            + Narrow("LegalBasisId", of.LegalBasisId);
        // Behind an active placement: those with the same mentor that began before. Few have one that reaches them, which is
        // found of all at once; only of these the run's first day is looked for: that of the last placement behind, or of
        // the active one itself, that none before it reaches.
        var behind = $"""
            FROM "Placements" q WHERE q."CitizenId" = a."CitizenId" AND q."IsCancelled" = {Add(false)}
              AND (q."MentorId" = a."MentorId"
                OR (q."MentorId" IS NULL AND a."MentorId" IS NULL AND q."ProviderId" = a."ProviderId"))
            """;
        // Nothing that the next condition does not say; but PostgreSQL joins half as many then, where SQLite seeks.
        var begun = isPostgreSql ? $""" AND q."First" < {Add(day)}""" : "";
        var reaches = Add(rules.Known.RunGapDays + 1);
        var lastBefore =
            """MAX(q."LastDay") OVER (ORDER BY q."First", q."Id" ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)""";
        var runs = $"""
            WITH continued AS MATERIALIZED (
              SELECT a."Id", a."TargetGroupId", a."ProviderId", (
                SELECT MAX("Begins") FROM (
                  SELECT CASE WHEN {Days(
                "q.\"First\"",
                lastBefore
            )} <= {reaches} THEN NULL ELSE q."First" END AS "Begins"
                  {behind} AND q."First" <= a."First") AS b) AS "RunFirst"
              FROM "Placements" a
              WHERE {active} AND EXISTS (
                SELECT 1 {behind}{begun} AND q."First" < a."First" AND {Days(
                "a.\"First\"",
                "q.\"LastDay\""
            )} <= {reaches})),
            r AS (
              SELECT a."Id", a."TargetGroupId", a."ProviderId", a."First" AS "RunFirst"
              FROM "Placements" a WHERE {active} AND a."Id" NOT IN (SELECT c."Id" FROM continued c)
              UNION ALL SELECT "Id", "TargetGroupId", "ProviderId", "RunFirst" FROM continued)
            """;
        for (var i = 0; i < DurationBand.UpToMonths.Count; i++)
        {
            Parameter(
                $"@over{i}",
                CalendarMonths.LatestFirstDayOver(DurationBand.UpToMonths[i], day) ?? DateOnly.MinValue
            );
        }

        command.CommandText = sql(active, runs, Add);
        return command;

        string Days(string day, string since) =>
            isPostgreSql ? $"{day} - {since}" : $"julianday({day}) - julianday({since})";

        string Narrow(string column, long? id) => id is { } only ? $" AND a.\"{column}\" = {Add(only)}" : "";

        string Add(object value)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"@p{command.Parameters.Count}");
            Parameter(name, value);
            return name;
        }

        void Parameter(string name, object value)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            command.Parameters.Add(parameter);
        }
    }

    private static Task<List<T>> RowsAsync<T>(
        DbCommand command,
        Func<DbDataReader, T> read,
        CancellationToken ct
    ) =>
        command.WhileOpenAsync(
            async () =>
            {
                var rows = new List<T>();
                await using var reader = await command.ExecuteReaderAsync(ct);
                while (await reader.ReadAsync(ct))
                {
                    rows.Add(read(reader));
                }

                return rows;
            },
            ct
        );
}
