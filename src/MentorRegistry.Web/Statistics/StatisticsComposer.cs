using MentorRegistry.Domain.Money;
using MentorRegistry.Domain.Providers;
using MentorRegistry.Domain.Statistics;
using MentorRegistry.Web.Data;
using MentorRegistry.Web.Data.Flags;
using MentorRegistry.Web.Data.Statistics;
using MentorRegistry.Web.Formatting;
using MentorRegistry.Web.Localization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace MentorRegistry.Web.Statistics;

/// <summary>What somebody asks of the statistics.</summary>
/// <param name="Day">The day.</param>
/// <param name="Of">Of which placements.</param>
/// <param name="OfName">What these are called.</param>
/// <param name="IsMasked">Whether the reader sees no small numbers.</param>
public sealed record StatisticsAsked(DateOnly Day, StatisticsOf Of, string OfName, bool IsMasked)
{
    /// <summary>Departments of which the reader knows all numbers, and can take them away from those of all.</summary>
    public IReadOnlyList<long> Known { get; init; } = [];

    /// <summary>The day to compare with.</summary>
    public DateOnly? With { get; init; }

    /// <summary>Whether the two tables and their sentences are asked for.</summary>
    public bool HasTables { get; init; } = true;

    /// <summary>How many months the series has; 0 = none.</summary>
    public int Months { get; init; }

    /// <summary>Whether prices are asked for.</summary>
    public bool HasPrices { get; init; }
}

/// <summary>Counts, masks and words the statistics of a day, in the language of the reader.</summary>
public sealed class StatisticsComposer(
    RegistryDb db,
    StatisticsQuery query,
    RulesInForce rules,
    IStringLocalizer<StatisticsText> texts
)
{
    public const int HalfYear = 6;
    public const int TwoYears = 24;

    public async Task<StatisticsContent> ComposeAsync(StatisticsAsked asked, CancellationToken ct)
    {
        var categories = await db
            .ProviderCategories.AsNoTracking()
            .OrderBy(c => c.SortOrder)
            .ThenBy(c => c.Id)
            .Select(c => new { c.Id, c.Name })
            .ToListAsync(ct);
        var names = categories.ToDictionary(c => c.Id, c => c.Name);
        var counted =
            asked.HasTables || asked.Months > 0 ? await query.OnAsync(asked.Day, asked.Of, ct) : null;
        var (sentences, byGroup, byDuration) = (
            (IReadOnlyList<string>)[],
            (ShownTable?)null,
            (ShownTable?)null
        );
        if (asked.HasTables && counted is not null)
        {
            var groups = await db
                .TargetGroups.AsNoTracking()
                .OrderBy(g => g.Id)
                .Select(g => new { g.Id, g.Name })
                .ToListAsync(ct);
            var beside = asked.With is { } with ? await query.OnAsync(with, asked.Of, ct) : null;
            CommitteeTables Tables(DayCounts of, DayCounts? other) =>
                new(of.Counts, categories.Select(c => c.Id), groups.Select(g => g.Id), other?.Counts);

            var known = await KnownPartsAsync(asked, ct);
            async Task<SmallNumbers> MaskAsync(
                DateOnly day,
                CommitteeTables of,
                DayCounts all,
                DayCounts? other
            )
            {
                if (!asked.IsMasked)
                {
                    return SmallNumbers.ShowAll(of);
                }

                var rests = new List<CommitteeTables>();
                foreach (var part in known)
                {
                    rests.Add(
                        new CommitteeTables(
                            Less(all.Counts, (await query.OnAsync(day, part, ct)).Counts),
                            categories.Select(c => c.Id),
                            groups.Select(g => g.Id),
                            [.. all.Counts, .. other?.Counts ?? []]
                        )
                    );
                }

                return SmallNumbers.Hide(of, rests);
            }

            var tables = Tables(counted, beside);
            var shown = await MaskAsync(asked.Day, tables, counted, beside);
            var before =
                beside is null || asked.With is not { } then
                    ? null
                    : await MaskAsync(then, Tables(beside, counted), beside, counted);
            sentences = Sentences(asked, counted, tables, shown, before);
            if (tables.Categories.Count > 0)
            {
                byGroup = Table(
                    texts["Table_TargetGroups"],
                    [.. tables.TargetGroups.Select(id => groups.Single(g => g.Id == id).Name)],
                    tables.TargetGroups,
                    tables,
                    names,
                    shown.ByTargetGroup,
                    before is null ? null : before.ByTargetGroup
                );
                byDuration = Table(
                    texts["Table_Duration"],
                    [
                        .. DurationBand.UpToMonths.Select(months => texts["Band_UpTo", months].Value),
                        texts["Band_Over", TwoYears],
                    ],
                    [.. Enumerable.Range(0, DurationBand.UpToMonths.Count + 1).Select(i => (long)i)],
                    tables,
                    names,
                    shown.ByDuration,
                    before is null ? null : before.ByDuration
                );
            }
        }

        return new StatisticsContent(
            asked.Day,
            asked.OfName,
            asked.IsMasked,
            sentences,
            byGroup,
            byDuration,
            asked.Months > 0 && counted is not null
                ? await SeriesAsync(asked, counted.Counts, [.. categories.Select(c => (c.Id, c.Name))], ct)
                : null,
            asked.HasPrices ? await PricesAsync(asked.Day, ct) : null,
            Definitions(asked)
        );
    }

    /// <summary>What an hour costs on the day, and what the internal corps' hours came to in the latest period before it.</summary>
    public async Task<ShownPrices> PricesAsync(DateOnly day, CancellationToken ct)
    {
        var providers = await db
            .Providers.AsNoTracking()
            .Include(p => p.Category)
            .Include(p => p.Rates)
            .AsSplitQuery()
            .ToListAsync(ct);
        var accounts = await db
            .CorpsAccounts.AsNoTracking()
            .Where(account => account.Last <= day && account.ExpenditureOre != null)
            .ToListAsync(ct);
        return new ShownPrices(
            [
                .. providers
                    .Where(p => p.Kind != ProviderKind.InternalCorps)
                    .Select(p => (Provider: p, Rate: RateRules.On(p.Rates, day)))
                    .Where(p => p.Rate is not null)
                    .Select(p => new ShownRate(
                        p.Provider.Name,
                        p.Provider.Category!.Name,
                        p.Rate!.OrePerHour
                    ))
                    .OrderByDescending(rate => rate.OrePerHour)
                    .ThenBy(rate => rate.Provider, Languages.NameOrder),
            ],
            [
                .. accounts
                    .GroupBy(account => account.ProviderId)
                    .Select(own => own.OrderBy(a => a.Last).ThenBy(a => a.First).Last())
                    .Select(account =>
                    {
                        var cost = InternalUnitCost.Of(account);
                        return new ShownCorps(
                            providers.Single(p => p.Id == account.ProviderId).Name,
                            account.First,
                            account.Last,
                            account.DirectMinutes,
                            account.ExpenditureOre!.Value,
                            cost.OrePerHour,
                            account.ComparisonOrePerHour,
                            cost.SameHoursBoughtOre,
                            cost.ExcessOre
                        );
                    })
                    .OrderBy(corps => corps.Provider, Languages.NameOrder),
            ]
        );
    }

    // Whoever is of a department knows its numbers: what is shown of all, less these, must tell of few people neither.
    private async Task<IReadOnlyList<StatisticsOf>> KnownPartsAsync(
        StatisticsAsked asked,
        CancellationToken ct
    )
    {
        if (!asked.IsMasked || asked.Of.DepartmentIds is not null)
        {
            return [];
        }

        var departments = await db.Departments.Select(d => d.Id).ToListAsync(ct);
        return
        [
            .. departments.Select(id => new StatisticsOf([id])),
            .. asked.Known.Count > 1 ? new[] { new StatisticsOf(asked.Known) } : [],
        ];
    }

    private static List<PlacementCount> Less(
        IReadOnlyList<PlacementCount> all,
        IReadOnlyList<PlacementCount> part
    )
    {
        var known = part.GroupBy(Key).ToDictionary(same => same.Key, same => same.Sum(c => c.Placements));
        return
        [
            .. all.GroupBy(Key)
                .Select(same =>
                    same.First() with
                    {
                        Placements = same.Sum(c => c.Placements) - known.GetValueOrDefault(same.Key),
                    }
                ),
        ];

        static (long, long, int) Key(PlacementCount count) =>
            (count.CategoryId, count.TargetGroupId, count.Band);
    }

    private ShownTable Table(
        string title,
        IReadOnlyList<string> columns,
        IReadOnlyList<long> columnIds,
        CommitteeTables tables,
        Dictionary<long, string> names,
        Func<int, int, int?> number,
        Func<int, int, int?>? before
    ) =>
        new(
            title,
            [.. columns, texts["Total"]],
            columnIds,
            [
                .. Enumerable
                    .Range(0, tables.Categories.Count + 1)
                    .Select(row => new ShownRow(
                        row < tables.Categories.Count ? names[tables.Categories[row]] : texts["Total"],
                        row < tables.Categories.Count ? tables.Categories[row] : null,
                        [.. Enumerable.Range(0, columns.Count + 1).Select(column => number(row, column))],
                        before is null
                            ? null
                            :
                            [
                                .. Enumerable
                                    .Range(0, columns.Count + 1)
                                    .Select(column => number(row, column) - before(row, column)),
                            ]
                    )),
            ]
        );

    private List<string> Sentences(
        StatisticsAsked asked,
        DayCounts counted,
        CommitteeTables tables,
        SmallNumbers shown,
        SmallNumbers? before
    )
    {
        var day = Format.LongDate(asked.Day);
        if (tables.Total == 0)
        {
            return [texts["Said_None", day]];
        }

        if (shown.Total is not { } total)
        {
            return [texts["Said_Few", day]];
        }

        var said = new List<string>
        {
            (counted.Erased == 0 ? shown.Citizens(counted.Citizens) : null) is { } citizens
                ? texts["Said_Citizens", day, Count("Placements", total), Count("Citizens", citizens)]
                : texts["Said_Placements", day, Count("Placements", total)],
        };
        if (shown.LastedMoreThan(HalfYear) is { } half)
        {
            said.Add(texts["Said_HalfYear", Format.Number(half), Format.Number(total)]);
        }

        if (shown.LastedMoreThan(TwoYears) is { } years)
        {
            said.Add(
                texts[
                    "Said_TwoYears",
                    Format.Number(years),
                    Format.Percent(CommitteeTables.Percent(years, total))
                ]
            );
        }

        if (counted.Erased > 0 && !asked.IsMasked)
        {
            said.Add(texts["Said_Erased", Format.Number(counted.Erased)]);
        }

        if (asked.With is { } with && before?.Total is { } then)
        {
            said.Add(
                texts[
                    total == then ? "Said_Same"
                    : total > then ? "Said_More"
                    : "Said_Fewer",
                    Format.LongDate(with),
                    Count("Placements", then),
                    Format.Number(Math.Abs(total - then))
                ]
            );
        }

        return said;
    }

    private string Count(string what, int number) =>
        number == 1 ? texts[$"{what}_One"] : texts[$"{what}_Many", Format.Number(number)];

    private async Task<ShownSeries> SeriesAsync(
        StatisticsAsked asked,
        IReadOnlyList<PlacementCount> today,
        IReadOnlyList<(long Id, string Name)> categories,
        CancellationToken ct
    )
    {
        var days = DaySeries.LastDays(asked.Day, asked.Months);
        // The month of the day is not over: it ends with the day, so that the series ends with what the tables say.
        days = [.. days.SkipLast(1), asked.Day];
        var counts = await query.ByMonthAsync([.. days.SkipLast(1)], asked.Of, ct);
        var told = categories
            .Where(c => counts.ContainsKey(c.Id) || today.Any(t => t.CategoryId == c.Id))
            .ToList();
        int Of(long category, int month) =>
            month == days.Count - 1
                ? today.Where(t => t.CategoryId == category).Sum(t => t.Placements)
                : counts.GetValueOrDefault(category)?[month] ?? 0;

        // For the public the sum alone: what each category gained and lost from month to month is few people's doing.
        told = [.. told.Where(c => Enumerable.Range(0, days.Count).Any(month => Of(c.Id, month) > 0))];
        var columns = asked.IsMasked ? [] : told;
        var rests = new List<int[]>();
        foreach (var part in await KnownPartsAsync(asked, ct))
        {
            var known = await query.ByMonthAsync([.. days.SkipLast(1)], part, ct);
            var last = (await query.OnAsync(asked.Day, part, ct)).Counts.Sum(c => c.Placements);
            rests.Add([
                .. days.Select(
                    (_, month) =>
                        told.Sum(c => Of(c.Id, month))
                        - (month == days.Count - 1 ? last : known.Values.Sum(own => own[month]))
                ),
            ]);
        }

        return new ShownSeries(
            [texts["All"], .. columns.Select(c => c.Name)],
            [
                .. days.Select(
                    (day, month) =>
                    {
                        var all = told.Sum(c => Of(c.Id, month));
                        return new ShownMonth(
                            day,
                            [
                                asked.IsMasked
                                && (
                                    SmallNumbers.IsSmall(all)
                                    || rests.Exists(rest => SmallNumbers.IsSmall(rest[month]))
                                )
                                    ? null
                                    : all,
                                .. columns.Select(c => (int?)Of(c.Id, month)),
                            ]
                        );
                    }
                ),
            ]
        );
    }

    private List<string> Definitions(StatisticsAsked asked)
    {
        var said = new List<string>();
        if (asked.HasTables)
        {
            said.AddRange([
                texts["Means_Active"],
                texts["Means_Category"],
                texts["Means_Duration", rules.Known.RunGapDays],
                texts["Means_Months"],
                texts["Means_Citizens"],
            ]);
        }

        if (asked.Months > 0)
        {
            said.Add(texts["Means_Series"]);
        }

        if (asked.HasPrices)
        {
            said.Add(texts["Means_Prices"]);
        }

        if (asked.IsMasked)
        {
            said.Add(texts["Means_Hidden", SmallNumbers.Largest]);
        }

        return said;
    }
}
