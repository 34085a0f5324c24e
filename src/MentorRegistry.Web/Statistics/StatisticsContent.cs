namespace MentorRegistry.Web.Statistics;

/// <summary>A table as it is shown: the last row and the last number of each row are totals.</summary>
/// <param name="Title">What it counts.</param>
/// <param name="Columns">The headings of the numbers.</param>
/// <param name="ColumnIds">What they are, for links: target groups, or bands; not the totals'.</param>
/// <param name="Rows">The categories, and the totals.</param>
public sealed record ShownTable(
    string Title,
    IReadOnlyList<string> Columns,
    IReadOnlyList<long> ColumnIds,
    IReadOnlyList<ShownRow> Rows
);

/// <summary>A row of a table.</summary>
/// <param name="Name">The category.</param>
/// <param name="CategoryId">The same; <c>null</c> for the totals.</param>
/// <param name="Numbers">Its numbers; <c>null</c> is hidden from the reader.</param>
/// <param name="More">By how much each is more than on the day compared with, where both are shown.</param>
public sealed record ShownRow(
    string Name,
    long? CategoryId,
    IReadOnlyList<int?> Numbers,
    IReadOnlyList<int?>? More = null
);

/// <summary>Active placements on the last day of each month.</summary>
/// <param name="Names">What the numbers of a month are: all, and then each category.</param>
/// <param name="Months">The earliest first.</param>
public sealed record ShownSeries(IReadOnlyList<string> Names, IReadOnlyList<ShownMonth> Months);

/// <summary>One month of a series.</summary>
public sealed record ShownMonth(DateOnly LastDay, IReadOnlyList<int?> Numbers);

/// <summary>What an hour of a provider costs on the day.</summary>
public sealed record ShownRate(string Provider, string Category, long OrePerHour);

/// <summary>What the internal corps' hours came to in a period, and what they would have cost bought.</summary>
public sealed record ShownCorps(
    string Provider,
    DateOnly First,
    DateOnly Last,
    int DirectMinutes,
    long ExpenditureOre,
    long? OrePerHour,
    long? ComparisonOrePerHour,
    long? SameHoursBoughtOre,
    long? ExcessOre
);

/// <summary>Prices on the day, excluding VAT; rates dearest first.</summary>
public sealed record ShownPrices(IReadOnlyList<ShownRate> Rates, IReadOnlyList<ShownCorps> Corps);

/// <summary>
/// The statistics of a day, worded and ready to be shown: on the page, in a paper, in a file. A paper keeps it as it is.
/// </summary>
/// <param name="Day">The day.</param>
/// <param name="Of">Whose: a department, or all.</param>
/// <param name="IsMasked">Whether small numbers are hidden.</param>
/// <param name="Sentences">What goes above the tables.</param>
/// <param name="ByTargetGroup">The first table; <c>null</c> where it was not asked for, or there is nothing.</param>
/// <param name="ByDuration">The second.</param>
/// <param name="Series">Month by month.</param>
/// <param name="Prices">What an hour costs.</param>
/// <param name="Definitions">What the words mean.</param>
public sealed record StatisticsContent(
    DateOnly Day,
    string Of,
    bool IsMasked,
    IReadOnlyList<string> Sentences,
    ShownTable? ByTargetGroup,
    ShownTable? ByDuration,
    ShownSeries? Series,
    ShownPrices? Prices,
    IReadOnlyList<string> Definitions
);
