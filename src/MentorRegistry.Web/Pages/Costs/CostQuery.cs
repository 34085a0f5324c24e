using MentorRegistry.Domain;
using MentorRegistry.Domain.Citizens;
using MentorRegistry.Domain.Hours;
using MentorRegistry.Domain.Money;
using MentorRegistry.Web.Data;
using MentorRegistry.Web.Formatting;
using MentorRegistry.Web.Localization;
using Microsoft.EntityFrameworkCore;

namespace MentorRegistry.Web.Pages.Costs;

/// <summary>What costs are added up by.</summary>
public enum CostsBy
{
    /// <summary>The month of the hours' first day.</summary>
    Month,

    /// <summary>Who is paid.</summary>
    Provider,

    /// <summary>A row of the committee's tables.</summary>
    Category,

    /// <summary>Whose money.</summary>
    Department,

    /// <summary>For whom.</summary>
    Citizen,

    /// <summary>Under which placement.</summary>
    Placement,
}

/// <summary>A line of the table: what something cost, and for how many hours.</summary>
/// <param name="Key">The number of what it is of; of a month 1 to 12.</param>
/// <param name="Name">What it is of.</param>
/// <param name="Below">What else is to be said of it.</param>
/// <param name="CitizenId">The citizen, where it is of one.</param>
/// <param name="IsProtected">The citizen's name and address protection.</param>
/// <param name="Placements">Placements that have hours.</param>
/// <param name="DeliveredMinutes">Direct minutes.</param>
/// <param name="PricedMinutes">Direct minutes of lines that have a price.</param>
/// <param name="BillableMinutes">Billable minutes.</param>
/// <param name="NoShows">Closed doors.</param>
/// <param name="Ore">What they cost in øre; hours without a price are not in it.</param>
/// <param name="WithoutPrice">Lines of hours without a price.</param>
/// <param name="ExpectedOre">What is granted would cost in øre.</param>
public sealed record CostRow(
    long Key,
    string Name,
    string? Below,
    long? CitizenId,
    bool IsProtected,
    int Placements,
    long DeliveredMinutes,
    long PricedMinutes,
    long BillableMinutes,
    long NoShows,
    long Ore,
    int WithoutPrice,
    long ExpectedOre
)
{
    /// <summary>The citizen's reference, where it is of one.</summary>
    public string? Reference => CitizenId is { } id ? CitizenReference.Of(id) : null;

    /// <summary>What a delivered hour that has a price came to; <c>null</c> where none was.</summary>
    public long? OrePerDeliveredHour =>
        PricedMinutes == 0 ? null : Rounding.Quotient(Ore * 60, PricedMinutes);
}

/// <summary>
/// Adds up what departments' hours cost in some months of a year. Lines are added and nothing is worked out anew, so that whatever
/// they are added up by comes to the same total.
/// </summary>
public sealed class CostQuery(RegistryDb db)
{
    /// <summary>The rows, and what is kept of erased citizens as one of them where there are any.</summary>
    /// <param name="departmentIds">Whose.</param>
    /// <param name="days">From the first day of a month to the last day of one, in one year.</param>
    /// <param name="by">What they are added up by.</param>
    /// <param name="erasedName">What hours of erased citizens are called where citizens or placements are listed.</param>
    /// <param name="ct">Breaks off.</param>
    public async Task<IReadOnlyList<CostRow>> RowsAsync(
        IReadOnlyCollection<long> departmentIds,
        DatePeriod days,
        CostsBy by,
        string erasedName,
        CancellationToken ct
    )
    {
        var ids = departmentIds.ToArray();
        var last = days.LastOrForever;
        var lines = db.HoursLines.Where(line =>
            ids.Contains(line.DepartmentId) && days.First <= line.First && line.First <= last
        );
        var categories =
            by == CostsBy.Category
                ? await db.Providers.ToDictionaryAsync(p => p.Id, p => p.CategoryId, ct)
                : [];
        var sums = await Sums(
                by switch
                {
                    CostsBy.Month => lines.GroupBy(line => (long)line.First.Month),
                    CostsBy.Department => lines.GroupBy(line => line.DepartmentId),
                    CostsBy.Citizen => lines.GroupBy(line => line.CitizenId),
                    CostsBy.Placement => lines.GroupBy(line => line.PlacementId),
                    _ => lines.GroupBy(line => line.ProviderId),
                }
            )
            .ToListAsync(ct);
        var expected = await ExpectedAsync(ids, days, by, ct);
        sums.AddRange(await ErasedAsync(ids, days, by, ct));
        // A placement has one provider, so that placements of providers are placements of their category.
        var rows = sums.Select(sum => sum with { Key = KeyOf(sum.Key) })
            .Concat(expected.Select(e => new Sum(KeyOf(e.Key), ExpectedOre: e.Value)))
            .GroupBy(sum => sum.Key)
            .Select(group => group.Aggregate((one, other) => one + other))
            .ToList();
        return await NamedAsync(rows, by, erasedName, ct);

        long KeyOf(long key) => by == CostsBy.Category ? categories[key] : key;
    }

    private static IQueryable<Sum> Sums(IQueryable<IGrouping<long, HoursLine>> groups) =>
        groups.Select(group => new Sum(
            group.Key,
            group.Select(line => line.PlacementId).Distinct().Count(),
            group.Sum(line => (long)line.DeliveredMinutes),
            group.Sum(line => line.CostOre == null ? 0L : line.DeliveredMinutes),
            group.Sum(line => (long)line.BillableMinutes),
            group.Sum(line => (long)line.NoShows),
            group.Sum(line => line.CostOre ?? 0),
            group.Count(line => line.CostOre == null),
            0
        ));

    private async Task<IEnumerable<Sum>> ErasedAsync(
        long[] ids,
        DatePeriod days,
        CostsBy by,
        CancellationToken ct
    )
    {
        var last = days.LastOrForever;
        return (
            await db
                .ErasedHours.AsNoTracking()
                .Where(e => ids.Contains(e.DepartmentId) && days.First <= e.Month && e.Month <= last)
                .ToListAsync(ct)
        ).Select(e => new Sum(
            by switch
            {
                CostsBy.Month => e.Month.Month,
                CostsBy.Department => e.DepartmentId,
                CostsBy.Citizen or CostsBy.Placement => 0,
                _ => e.ProviderId,
            },
            0,
            e.DeliveredMinutes,
            e.DeliveredMinutes,
            e.BillableMinutes,
            e.NoShows,
            e.CostOre
        ));
    }

    // What is granted in the days, by the same keys.
    private async Task<Dictionary<long, long>> ExpectedAsync(
        long[] ids,
        DatePeriod days,
        CostsBy by,
        CancellationToken ct
    )
    {
        var last = days.LastOrForever;
        var placements = await db
            .Placements.AsNoTracking()
            .AsSingleQuery()
            .WithDaysIn(days)
            .Where(p => ids.Contains(p.DepartmentId))
            .Select(p => new
            {
                p.Id,
                p.CitizenId,
                p.DepartmentId,
                p.ProviderId,
                p.First,
                p.Last,
                Grants = p.Grants.ToList(),
            })
            .ToListAsync(ct);
        var rates = (await db.Rates.AsNoTracking().ToListAsync(ct)).ToLookup(rate => rate.ProviderId);
        // Month by month whatever it is added up by: rounded in another place it would come to another total.
        var months = Enumerable
            .Range(days.First.Month, last.Month - days.First.Month + 1)
            .Select(month => MonthWeeks.MonthOf(new DateOnly(days.First.Year, month, 1)))
            .ToList();
        var sums = new Dictionary<long, long>();
        foreach (var p in placements)
        {
            foreach (var month in months)
            {
                var key = by switch
                {
                    CostsBy.Month => month.First.Month,
                    CostsBy.Department => p.DepartmentId,
                    CostsBy.Citizen => p.CitizenId,
                    CostsBy.Placement => p.Id,
                    _ => p.ProviderId,
                };
                var cost = GrantedCost.Of(
                    p.Grants,
                    new DatePeriod(p.First, p.Last),
                    rates[p.ProviderId],
                    month
                );
                sums[key] = sums.GetValueOrDefault(key) + cost.Ore;
            }
        }

        return sums;
    }

    private async Task<IReadOnlyList<CostRow>> NamedAsync(
        List<Sum> sums,
        CostsBy by,
        string erasedName,
        CancellationToken ct
    )
    {
        var names = by switch
        {
            CostsBy.Month => [],
            CostsBy.Department => await db.Departments.ToDictionaryAsync(d => d.Id, d => d.Name, ct),
            CostsBy.Provider => await db.Providers.ToDictionaryAsync(p => p.Id, p => p.Name, ct),
            CostsBy.Category => await db.ProviderCategories.ToDictionaryAsync(c => c.Id, c => c.Name, ct),
            _ => [],
        };
        var people = by is CostsBy.Citizen or CostsBy.Placement
            ? await PeopleAsync([.. sums.Select(sum => sum.Key)], by, ct)
            : [];
        var rows = sums.Select(sum =>
        {
            var person = people.GetValueOrDefault(sum.Key);
            return new CostRow(
                sum.Key,
                person?.Name
                    ?? (
                        by == CostsBy.Month
                            ? Format.MonthName((int)sum.Key)
                            : names.GetValueOrDefault(sum.Key, erasedName)
                    ),
                person?.Below,
                person?.CitizenId,
                person?.IsProtected ?? false,
                sum.Placements,
                sum.DeliveredMinutes,
                sum.PricedMinutes,
                sum.BillableMinutes,
                sum.NoShows,
                sum.Ore,
                sum.WithoutPrice,
                sum.ExpectedOre
            );
        });
        return by == CostsBy.Month
            ? [.. rows.OrderBy(row => row.Key)]
            :
            [
                .. rows.OrderByDescending(row => row.Ore)
                    .ThenBy(row => row.Name, Languages.NameOrder)
                    .ThenBy(row => row.Key),
            ];
    }

    // Of citizens by their numbers, or of placements by theirs.
    private async Task<Dictionary<long, Person>> PeopleAsync(long[] keys, CostsBy by, CancellationToken ct)
    {
        var people = new Dictionary<long, Person>();
        foreach (var some in keys.Chunk(500))
        {
            if (by == CostsBy.Citizen)
            {
                foreach (
                    var citizen in await db
                        .Citizens.Where(c => some.Contains(c.Id))
                        .Select(c => new
                        {
                            c.Id,
                            c.Name,
                            c.IsProtected,
                        })
                        .ToListAsync(ct)
                )
                {
                    people[citizen.Id] = new Person(
                        citizen.Id,
                        citizen.Name,
                        citizen.IsProtected,
                        CitizenReference.Of(citizen.Id)
                    );
                }

                continue;
            }

            foreach (
                var p in await db
                    .Placements.Where(p => some.Contains(p.Id))
                    .Select(p => new
                    {
                        p.Id,
                        p.CitizenId,
                        p.Citizen!.Name,
                        p.Citizen.IsProtected,
                        Provider = p.Provider!.Name,
                        Mentor = p.Mentor!.Name,
                    })
                    .ToListAsync(ct)
            )
            {
                people[p.Id] = new Person(
                    p.CitizenId,
                    p.Name,
                    p.IsProtected,
                    string.Join(
                        ", ",
                        new[] { CitizenReference.Of(p.CitizenId), p.Provider, p.Mentor }.OfType<string>()
                    )
                );
            }
        }

        return people;
    }

    private sealed record Person(long CitizenId, string Name, bool IsProtected, string Below);

    private sealed record Sum(
        long Key,
        int Placements = 0,
        long DeliveredMinutes = 0,
        long PricedMinutes = 0,
        long BillableMinutes = 0,
        long NoShows = 0,
        long Ore = 0,
        int WithoutPrice = 0,
        long ExpectedOre = 0
    )
    {
        public static Sum operator +(Sum one, Sum other) =>
            checked(
                new(
                    one.Key,
                    one.Placements + other.Placements,
                    one.DeliveredMinutes + other.DeliveredMinutes,
                    one.PricedMinutes + other.PricedMinutes,
                    one.BillableMinutes + other.BillableMinutes,
                    one.NoShows + other.NoShows,
                    one.Ore + other.Ore,
                    one.WithoutPrice + other.WithoutPrice,
                    one.ExpectedOre + other.ExpectedOre
                )
            );
    }
}
