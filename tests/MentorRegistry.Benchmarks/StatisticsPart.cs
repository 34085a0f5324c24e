using System.Data.Common;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using MentorRegistry.Domain;
using MentorRegistry.Domain.Statistics;
using MentorRegistry.Web;
using MentorRegistry.Web.Data;
using MentorRegistry.Web.Data.Statistics;
using MentorRegistry.Web.Exports;
using MentorRegistry.Web.Statistics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace MentorRegistry.Benchmarks;

/// <summary>
/// (k) The committee's two tables of a day against the same two counted by plain SQL, one aggregate each: once with the
/// runs by window functions over all placements, once as if each placement were a run of its own. Ten years by month
/// against one day's tables, a paper's document against the page.
/// </summary>
public static class StatisticsPart
{
    private const double WantedTables = 2;
    private const double WantedSeries = 10;
    private const double WantedDocument = 3;
    private const int Times = 7;

    private static readonly DateOnly s_day = new(2022, 5, 31);

    public static async Task RunAsync(BenchmarkApp app, Report report)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var query = scope.ServiceProvider.GetRequiredService<StatisticsQuery>();
        var composer = scope.ServiceProvider.GetRequiredService<StatisticsComposer>();
        var texts = scope.ServiceProvider.GetRequiredService<IStringLocalizer<StatisticsText>>();
        var db = scope.ServiceProvider.GetRequiredService<RegistryDb>();
        var connection = db.Database.GetDbConnection();
        await connection.OpenAsync();
        var isPostgreSql = db.Database.IsNpgsql();
        var on = isPostgreSql ? "PostgreSQL: " : "";
        var withRuns = isPostgreSql ? WithRuns.Replace("julianday", "", StringComparison.Ordinal) : WithRuns;
        var months = DaySeries.LastDays(s_day, 120);
        var times = Enumerable.Range(0, 7).Select(_ => new List<double>()).ToArray();
        var placements = 0;
        for (var round = 0; round <= Times; round++)
        {
            var plain = 0L;
            double[] taken =
            [
                await TimeAsync(async () =>
                    placements = (await query.OnAsync(s_day, new StatisticsOf(), default)).Counts.Sum(c =>
                        c.Placements
                    )
                ),
                await TimeAsync(() => Task.FromResult(plain = Plain(connection, withRuns))),
                await TimeAsync(() => Task.FromResult(Plain(connection, WithoutRuns))),
                await TimeAsync(() => query.ByMonthAsync(months, new StatisticsOf(), default)),
                await TimeAsync(() => Load.GetAsync(app.Client, $"/Statistics?Day={s_day:yyyy-MM-dd}")),
                await TimeAsync(async () =>
                {
                    var content = await composer.ComposeAsync(
                        new StatisticsAsked(s_day, new StatisticsOf(), "Alle", IsMasked: true)
                        {
                            Months = 24,
                            HasPrices = true,
                        },
                        default
                    );
                    return PaperDocument.Write(new PaperFile("Bilag", true, s_day, "-", content), texts);
                }),
                await TimeAsync(() => Load.GetAsync(app.Client, "/Statistics/Effect")),
            ];
            if (plain != placements)
            {
                throw new InvalidOperationException($"{placements} placements, and {plain} by plain SQL.");
            }

            // The first round warms up.
            for (var i = 0; round > 0 && i < taken.Length; i++)
            {
                times[i].Add(taken[i]);
            }
        }

        Add(
            report,
            $"{on}both tables of a day ({placements:N0} active), against plain SQL",
            times[0],
            times[1],
            WantedTables
        );
        Add(
            report,
            $"{on}- the same, against plain SQL that knows no runs",
            times[0],
            times[2],
            WantedTables
        );
        Add(report, $"{on}ten years by month, against one day's tables", times[3], times[0], WantedSeries);
        Add(
            report,
            $"{on}a paper composed and written as DOCX, against the page",
            times[5],
            times[4],
            WantedDocument
        );
        report.Add(
            new Figure(
                $"{on}the page of effect",
                Rounds.Median(times[6]),
                "ms",
                NoisePercent: Rounds.Noise(times[6])
            )
        );
    }

    private static void Add(Report report, string what, List<double> of, List<double> floor, double? wanted)
    {
        var ratios = of.Zip(floor, (a, b) => a / b).ToList();
        var ratio = Rounds.Median(ratios);
        report.Add(
            new Figure(
                what,
                Rounds.Median(of),
                "ms",
                Rounds.Median(floor),
                ratio,
                wanted is null ? null : $"<= {wanted}",
                wanted is null ? null : ratio <= wanted,
                Rounds.Noise(ratios)
            )
        );
    }

    private static async Task<double> TimeAsync<T>(Func<Task<T>> work)
    {
        var started = Stopwatch.GetTimestamp();
        await work();
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }

    private const string ByTargetGroup = """
        SELECT v."CategoryId", p."TargetGroupId", COUNT(*) FROM "Placements" p
        JOIN "Providers" v ON v."Id" = p."ProviderId"
        WHERE NOT p."IsCancelled" AND p."First" <= @day AND @day <= p."LastDay" GROUP BY 1, 2
        """;

    private const string Band = """
        CASE WHEN "RunFirst" <= @over4 THEN 5 WHEN "RunFirst" <= @over3 THEN 4 WHEN "RunFirst" <= @over2 THEN 3
          WHEN "RunFirst" <= @over1 THEN 2 WHEN "RunFirst" <= @over0 THEN 1 ELSE 0 END
        """;

    private const string WithRuns = $"""
        SELECT v."CategoryId", {Band}, COUNT(*) FROM (
          SELECT "ProviderId", "LastDay", MAX("Begins") OVER (PARTITION BY "CitizenId", "MentorId", "Alone"
            ORDER BY "First", "Id") AS "RunFirst"
          FROM (
            SELECT "Id", "CitizenId", "MentorId", "Alone", "ProviderId", "First", "LastDay",
              CASE WHEN julianday("First") - julianday(MAX("LastDay") OVER (PARTITION BY "CitizenId", "MentorId", "Alone"
                ORDER BY "First", "Id" ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)) <= 31
                THEN NULL ELSE "First" END AS "Begins"
            FROM (SELECT *, CASE WHEN "MentorId" IS NULL THEN "ProviderId" END AS "Alone" FROM "Placements") AS known
            WHERE NOT "IsCancelled" AND "First" <= @day
          ) AS begun
        ) r JOIN "Providers" v ON v."Id" = r."ProviderId" WHERE @day <= r."LastDay" GROUP BY 1, 2
        """;

    private const string WithoutRuns = $"""
        SELECT v."CategoryId", {Band}, COUNT(*) FROM (
          SELECT "ProviderId", "First" AS "RunFirst" FROM "Placements"
          WHERE NOT "IsCancelled" AND "First" <= @day AND @day <= "LastDay"
        ) r JOIN "Providers" v ON v."Id" = r."ProviderId" GROUP BY 1, 2
        """;

    [SuppressMessage(
        "Security",
        "CA2100:Review SQL queries for security vulnerabilities",
        Justification = "Fixed texts; every value is a parameter."
    )]
    // Both tables; how many placements the second has.
    private static long Plain(DbConnection connection, string byDuration)
    {
        var sum = 0L;
        foreach (var sql in new[] { ByTargetGroup, byDuration })
        {
            using var command = connection.CreateCommand();
            command.CommandText = sql;
            Add(command, "@day", s_day);
            for (var i = 0; i < DurationBand.UpToMonths.Count; i++)
            {
                Add(
                    command,
                    string.Create(CultureInfo.InvariantCulture, $"@over{i}"),
                    CalendarMonths.LatestFirstDayOver(DurationBand.UpToMonths[i], s_day)!
                );
            }

            using var reader = command.ExecuteReader();
            sum = 0;
            while (reader.Read())
            {
                sum += reader.GetInt64(2);
            }
        }

        return sum;
    }

    private static void Add(DbCommand command, string name, object value)
    {
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = (name, value);
        command.Parameters.Add(parameter);
    }
}
