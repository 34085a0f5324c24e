using System.Globalization;
using System.Runtime.CompilerServices;
using MentorRegistry.Domain;
using MentorRegistry.Domain.Hours;
using MentorRegistry.Domain.Money;
using MentorRegistry.Domain.Placements;
using MentorRegistry.Web.Data.Logs;
using Microsoft.EntityFrameworkCore;

namespace MentorRegistry.Web.Data.Budgets;

/// <summary>
/// The kept sums of budgets: last year's, this year's and next year's. A department's year took twenty times as long to add
/// up as its hours alone (300,000 placements); of these sums it is a few dozen rows.
/// </summary>
public static class KeptBudgetSums
{
    // SQLite takes 32,766 parameters in a statement, PostgreSQL 65,535; nobody needs so many.
    private const int RowsAtOnce = 100;

    private static readonly string[] s_key =
    [
        nameof(BudgetSum.DepartmentId),
        nameof(BudgetSum.Month),
        nameof(BudgetSum.ProviderId),
    ];

    private static readonly string[] s_sums =
    [
        nameof(BudgetSum.UsedOre),
        nameof(BudgetSum.UsedMinutes),
        nameof(BudgetSum.LinesWithoutPrice),
        nameof(BudgetSum.CommittedOre),
        nameof(BudgetSum.CommittedMinutes),
    ];

    /// <summary>The years whose sums are kept, the earliest first.</summary>
    public static Task<int[]> YearsAsync(RegistryDb db, CancellationToken ct) =>
        db.BudgetSumYears.Select(year => year.Year).OrderBy(year => year).ToArrayAsync(ct);

    /// <summary>
    /// Keeps the three years about the day, and no others: those that are new are added up. At each start, and each night.
    /// </summary>
    public static Task<bool> KeepYearsAsync(RegistryDb db, DateOnly today, CancellationToken ct) =>
        InOwnTransactionAsync(
            db,
            async () =>
            {
                int[] wanted = [today.Year - 1, today.Year, today.Year + 1];
                var kept = await YearsAsync(db, ct);
                if (wanted.SequenceEqual(kept))
                {
                    return false;
                }

                var added = wanted.Except(kept).ToArray();
                var (first, last) = (new DateOnly(wanted[0], 1, 1), new DateOnly(wanted[^1], 12, 31));
#pragma warning disable RS0030 // Follows from what history keeps.
                await db.BudgetSumYears.Where(y => !wanted.Contains(y.Year)).ExecuteDeleteAsync(ct);
                await db.BudgetSums.Where(s => s.Month < first || s.Month > last).ExecuteDeleteAsync(ct);
#pragma warning restore RS0030
                db.BudgetSumYears.AddRange(added.Select(year => new BudgetSumYear { Year = year }));
                await db.SaveChangesAsync(ct);
                foreach (var department in await DepartmentsAsync(db, ct))
                {
                    await AddUpAsync(db, department, providerId: null, ct);
                }

                return true;
            },
            ct
        );

    /// <summary>
    /// Adds all of it up anew, a department at a time, and says how many sums were not what they should have been: none,
    /// unless somebody wrote to the database past the program, or a save forgot one.
    /// </summary>
    public static async Task<int> MendAsync(RegistryDb db, CancellationToken ct)
    {
        var wrong = 0;
        foreach (var department in await DepartmentsAsync(db, ct))
        {
            wrong += await InOwnTransactionAsync(
                db,
                () => AddUpAsync(db, department, providerId: null, ct),
                ct
            );
        }

        return wrong;
    }

    /// <summary>Adds up what a department has of the kept years, or of one provider; how many sums were not so.</summary>
    internal static async Task<int> AddUpAsync(
        RegistryDb db,
        long departmentId,
        long? providerId,
        CancellationToken ct
    )
    {
        var years = await YearsAsync(db, ct);
        if (years.Length == 0)
        {
            return 0;
        }

        var kept = db.BudgetSums.AsNoTracking().Where(sum => sum.DepartmentId == departmentId);
        if (providerId is { } provider)
        {
            kept = kept.Where(sum => sum.ProviderId == provider);
        }

        var right = (await AddedUpAsync(db, departmentId, providerId, years, ct)).ToDictionary(KeyOf);
        var wrong = new List<BudgetSum>();
        foreach (var sum in await kept.ToListAsync(ct))
        {
            // What is nothing any more stays as nothing.
            if (!right.Remove(KeyOf(sum), out var should))
            {
                should = new BudgetSum
                {
                    DepartmentId = sum.DepartmentId,
                    Month = sum.Month,
                    ProviderId = sum.ProviderId,
                };
            }

            if (ValuesOf(sum) != ValuesOf(should))
            {
                wrong.Add(should);
            }
        }

        wrong.AddRange(right.Values.Where(sum => !IsNothing(sum)));
        await WriteAsync(db, wrong, isDifference: false, ct);
        return wrong.Count;
    }

    /// <summary>What a department has of the years, or of one provider, added up of its lines and placements.</summary>
    /// <param name="db">The registry.</param>
    /// <param name="departmentId">Which department.</param>
    /// <param name="providerId">Which provider; <c>null</c> = all.</param>
    /// <param name="years">Years that follow each other, the earliest first.</param>
    /// <param name="ct">Breaks off.</param>
    internal static async Task<IReadOnlyList<BudgetSum>> AddedUpAsync(
        RegistryDb db,
        long departmentId,
        long? providerId,
        int[] years,
        CancellationToken ct
    )
    {
        var (first, last) = (new DateOnly(years[0], 1, 1), new DateOnly(years[^1], 12, 31));
        var lines = db.HoursLines.Where(line =>
            line.DepartmentId == departmentId && first <= line.First && line.First <= last
        );
        var placements = db.Placements.Where(p => p.DepartmentId == departmentId);
        if (providerId is { } provider)
        {
            lines = lines.Where(line => line.ProviderId == provider);
            placements = placements.Where(p => p.ProviderId == provider);
        }

        var closedTo = await BudgetFacts.ClosedToAsync(db, ct);
        return
        [
            .. Together([
                .. await UsedAsync(departmentId, lines, ct),
                .. await CommittedAsync(db, placements, years, closedTo, ct),
            ]),
        ];
    }

    // By first day, in the index's own order: by month it would have to be sorted first, which takes longer than adding up.
    private static async Task<IEnumerable<BudgetSum>> UsedAsync(
        long departmentId,
        IQueryable<HoursLine> lines,
        CancellationToken ct
    ) =>
        (
            await lines
                .GroupBy(line => new { line.First, line.ProviderId })
                .Select(its => new
                {
                    its.Key.First,
                    its.Key.ProviderId,
                    Ore = its.Sum(line => line.CostOre ?? 0),
                    Minutes = its.Sum(line => line.CostOre == null ? 0L : line.BillableMinutes),
                    WithoutPrice = its.Sum(line => line.CostOre == null && line.BillableMinutes > 0 ? 1 : 0),
                })
                .ToListAsync(ct)
        ).Select(sum => new BudgetSum
        {
            DepartmentId = departmentId,
            Month = MonthWeeks.MonthOf(sum.First).First,
            ProviderId = sum.ProviderId,
            UsedOre = sum.Ore,
            UsedMinutes = sum.Minutes,
            LinesWithoutPrice = sum.WithoutPrice,
        });

    /// <summary>What is committed of the placements in the years.</summary>
    internal static async Task<List<BudgetSum>> CommittedAsync(
        RegistryDb db,
        IQueryable<Placement> placements,
        int[] years,
        IReadOnlyDictionary<long, DateOnly> closedTo,
        CancellationToken ct
    )
    {
        var days = new DatePeriod(new DateOnly(years[0], 1, 1), new DateOnly(years[^1], 12, 31));
        var facts = await BudgetFacts.ReadAsync(db, placements, days, ct);
        var sums = new Dictionary<(long, DateOnly, long), BudgetSum>();
        foreach (var fact in facts)
        {
            DateOnly? closed = closedTo.TryGetValue(fact.DepartmentId, out var day) ? day : null;
            foreach (var year in years)
            {
                var months = CommittedMonths.Of(year, closed, fact.Placement).Months;
                for (var month = 1; month <= CommittedMonths.MonthsAYear; month++)
                {
                    if (months[month - 1] is var cost && cost != default)
                    {
                        var of = SumOf(fact.DepartmentId, new DateOnly(year, month, 1), fact.ProviderId);
                        of.CommittedOre = checked(of.CommittedOre + cost.Ore);
                        of.CommittedMinutes += cost.Minutes;
                    }
                }
            }
        }

        return [.. sums.Values];

        BudgetSum SumOf(long department, DateOnly month, long provider)
        {
            if (!sums.TryGetValue((department, month, provider), out var sum))
            {
                sum = new BudgetSum
                {
                    DepartmentId = department,
                    Month = month,
                    ProviderId = provider,
                };
                sums.Add((department, month, provider), sum);
            }

            return sum;
        }
    }

    /// <summary>One sum of each department, month and provider.</summary>
    internal static IEnumerable<BudgetSum> Together(IEnumerable<BudgetSum> sums) =>
        sums.GroupBy(KeyOf)
            .Select(its => new BudgetSum
            {
                DepartmentId = its.Key.DepartmentId,
                Month = its.Key.Month,
                ProviderId = its.Key.ProviderId,
                UsedOre = its.Sum(sum => sum.UsedOre),
                UsedMinutes = its.Sum(sum => sum.UsedMinutes),
                LinesWithoutPrice = its.Sum(sum => sum.LinesWithoutPrice),
                CommittedOre = its.Sum(sum => sum.CommittedOre),
                CommittedMinutes = its.Sum(sum => sum.CommittedMinutes),
            });

    internal static bool IsNothing(BudgetSum sum) => ValuesOf(sum) == default;

    /// <summary>Writes the sums over those that are kept, or adds them to those. Only within a transaction.</summary>
    internal static async Task WriteAsync(
        RegistryDb db,
        IEnumerable<BudgetSum> sums,
        bool isDifference,
        CancellationToken ct
    )
    {
        string[] columns = [.. s_key, .. s_sums];
        var set = string.Join(
            ", ",
            s_sums.Select(name =>
                isDifference
                    ? $"\"{name}\" = \"BudgetSums\".\"{name}\" + excluded.\"{name}\""
                    : $"\"{name}\" = excluded.\"{name}\""
            )
        );
        foreach (var rows in sums.Chunk(RowsAtOnce))
        {
            // The values are parameters; names come from the model.
            var places = rows.Select(
                (_, row) =>
                    $"({string.Join(", ", columns.Select((_, column) => Place((row * columns.Length) + column)))})"
            );
            var statement = $"""
                INSERT INTO "BudgetSums" ({string.Join(", ", columns.Select(name => $"\"{name}\""))})
                VALUES {string.Join(", ", places)}
                ON CONFLICT ({string.Join(", ", s_key.Select(name => $"\"{name}\""))}) DO UPDATE SET {set}
                """;
            object[] values =
            [
                .. rows.SelectMany(sum =>
                    (object[])
                        [
                            sum.DepartmentId,
                            sum.Month,
                            sum.ProviderId,
                            sum.UsedOre,
                            sum.UsedMinutes,
                            sum.LinesWithoutPrice,
                            sum.CommittedOre,
                            sum.CommittedMinutes,
                        ]
                ),
            ];
            await db.Database.ExecuteSqlAsync(FormattableStringFactory.Create(statement, values), ct);
        }

        static string Place(int number) => string.Create(CultureInfo.InvariantCulture, $"{{{number}}}");
    }

    // Whoever saves something that sums depend on holds this lock too.
    private static Task<T> InOwnTransactionAsync<T>(
        RegistryDb db,
        Func<Task<T>> work,
        CancellationToken ct
    ) =>
        db.InOneTransactionAsync(
            async () =>
            {
                await db.LockLogAsync(ChainedLog.Audit, ct);
                return await work();
            },
            ct
        );

    internal static Task<List<long>> DepartmentsAsync(RegistryDb db, CancellationToken ct) =>
        db.Departments.Select(department => department.Id).OrderBy(id => id).ToListAsync(ct);

    private static (long DepartmentId, DateOnly Month, long ProviderId) KeyOf(BudgetSum sum) =>
        (sum.DepartmentId, sum.Month, sum.ProviderId);

    private static (long, long, int, long, long) ValuesOf(BudgetSum sum) =>
        (sum.UsedOre, sum.UsedMinutes, sum.LinesWithoutPrice, sum.CommittedOre, sum.CommittedMinutes);
}
