using System.Diagnostics;
using System.Globalization;
using MentorRegistry.Domain.Hours;
using MentorRegistry.Domain.Money;
using MentorRegistry.Web.Data;
using MentorRegistry.Web.Data.Budgets;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace MentorRegistry.Benchmarks;

/// <summary>
/// (i) A mentor's month against the overview, and a department's year with its forecast against the SQL sum of its hours, on ten
/// lines of hours for each placement.
/// </summary>
public static class HoursPart
{
    private const double WantedYear = 2;
    private const int LinesAPlacement = 10;
    private const int Rounds = 15;
    private const int Year = 2026;

    // The latest month that is closed for all departments: one is being told, and one is running.
    private static readonly DateOnly s_closed = new(2026, 9, 1);

    public static async Task RunAsync(BenchmarkApp app, Report report)
    {
        var lines = Write(app.Folder);
        NameMentors(app.Folder);
        Console.WriteLine($"{lines:N0} lines of hours made.");
        await ListPart.RunAsync(app, report, "a mentor's month", app.Client, Sheets(app.Folder));
        await MendAsync(app, report);
        await YearAsync(app, report);
    }

    // The hours were written past the program: it is the night that adds them up.
    private static async Task MendAsync(BenchmarkApp app, Report report)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var started = Stopwatch.GetTimestamp();
        var wrong = await KeptBudgetSums.MendAsync(
            scope.ServiceProvider.GetRequiredService<RegistryDb>(),
            CancellationToken.None
        );
        var took = Stopwatch.GetElapsedTime(started).TotalSeconds;
        report.Add(new Figure($"adding up three years of all departments ({wrong} sums)", took, "s"));
    }

    private static async Task YearAsync(BenchmarkApp app, Report report)
    {
        var (years, sums) = (new List<double>(), new List<double>());
        long used = 0;
        for (var round = 0; round <= Rounds; round++)
        {
            var started = Stopwatch.GetTimestamp();
            var sum = Sum(app.Folder);
            var took = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
            started = Stopwatch.GetTimestamp();
            await using var scope = app.Services.CreateAsyncScope();
            var year = await scope
                .ServiceProvider.GetRequiredService<BudgetQuery>()
                .OfAsync(1, Year, CancellationToken.None);
            if (year.Total.Used.Ore != sum)
            {
                throw new InvalidOperationException("The year and the sum do not agree.");
            }

            used = year.Total.Committed.Ore;
            // The first round warms up.
            if (round > 0)
            {
                years.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
                sums.Add(took);
            }
        }

        var ratios = years.Zip(sums, (year, sum) => year / sum).ToList();
        var ratio = Benchmarks.Rounds.Median(ratios);
        report.Add(
            new Figure(
                $"a department's year, {used / 100:N0} kr. of it committed: time against the sum of its lines",
                Benchmarks.Rounds.Median(years),
                "ms",
                Benchmarks.Rounds.Median(sums),
                ratio,
                $"<= {WantedYear}",
                ratio <= WantedYear,
                Benchmarks.Rounds.Noise(ratios)
            )
        );
    }

    // A mentor of the internal corps that the committee's paper is about has seven or eight citizens at a time.
    private static void NameMentors(string folder)
    {
        const int MentorsEach = 125;
        using var connection = new SqliteConnection(BenchmarkApp.ConnectionString(folder));
        connection.Open();
        using var transaction = connection.BeginTransaction();
        using (
            var mentor = Insert.Into(
                connection,
                transaction,
                "Mentors",
                "Id",
                "ProviderId",
                "Name",
                "Version"
            )
        )
        {
            for (var n = 0; n < ReferenceData.Providers * MentorsEach; n++)
            {
                mentor.Run(10_000 + n, (n / MentorsEach) + 1, $"Mentor {n}", 1);
            }
        }

        using var named = connection.CreateCommand();
        named.Transaction = transaction;
        named.CommandText = """
            UPDATE "Placements" SET "MentorId" = 10000 + (("ProviderId" - 1) * $each) + ("Id" % $each)
            WHERE "MentorId" IS NOT NULL
            """;
        named.Parameters.AddWithValue("$each", MentorsEach);
        named.ExecuteNonQuery();
        transaction.Commit();
    }

    private static long Sum(string folder)
    {
        using var connection = new SqliteConnection(BenchmarkApp.ConnectionString(folder));
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = """
            SELECT SUM("CostOre") FROM "HoursLines"
            WHERE "DepartmentId" = 1 AND "First" BETWEEN '2026-01-01' AND '2026-12-31'
            """;
        return (long)command.ExecuteScalar()!;
    }

    private static string[] Sheets(string folder)
    {
        using var connection = new SqliteConnection(BenchmarkApp.ConnectionString(folder));
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText =
            """SELECT "ProviderId", "Id" FROM "Mentors" WHERE "Id" >= 10000 ORDER BY "Id" % 37 LIMIT 500""";
        using var reader = command.ExecuteReader();
        var sheets = new List<string>();
        while (reader.Read())
        {
            sheets.Add(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"/Hours/Sheet?provider={reader.GetInt64(0)}&mentor={reader.GetInt64(1)}&month=2026-10"
                )
            );
        }

        return [.. sheets];
    }

    // The latest ten months of each placement up to October, and of October weeks.
    private static int Write(string folder)
    {
        using var connection = new SqliteConnection(BenchmarkApp.ConnectionString(folder));
        connection.Open();
        using var transaction = connection.BeginTransaction();
        using var rate = Insert.Into(
            connection,
            transaction,
            "Rates",
            "ProviderId",
            "First",
            "Last",
            "OrePerHour"
        );
        for (var provider = 1; provider <= ReferenceData.Providers; provider++)
        {
            rate.Run(provider, "2016-01-01", "2025-12-31", 400_00 + (provider * 5_00));
            rate.Run(provider, "2026-01-01", null, 415_00 + (provider * 5_00));
        }

        using var month = Insert.Into(
            connection,
            transaction,
            "HoursMonths",
            "DepartmentId",
            "Month",
            "IsClosed",
            "ClosedOn",
            "Version"
        );
        for (var department = 1; department <= ReferenceData.Departments; department++)
        {
            for (var m = new DateOnly(2026, 1, 1); m <= s_closed; m = m.AddMonths(1))
            {
                month.Run(department, Day(m), 1, Day(m.AddMonths(1)), 1);
            }
        }

        using var line = Insert.Into(
            connection,
            transaction,
            "HoursLines",
            "PlacementId",
            "CitizenId",
            "DepartmentId",
            "ProviderId",
            "First",
            "Last",
            "DeliveredMinutes",
            "BillableMinutes",
            "NoShows",
            "OrePerHour",
            "CostOre",
            "Version"
        );
        var lines = 0;
        using var placements = connection.CreateCommand();
        placements.Transaction = transaction;
        placements.CommandText = """
            SELECT "Id", "CitizenId", "DepartmentId", "ProviderId", "First", COALESCE("Last", '2026-10-31')
            FROM "Placements" WHERE NOT "IsCancelled" AND "First" <= '2026-10-31'
            """;
        using var reader = placements.ExecuteReader();
        while (reader.Read())
        {
            var id = reader.GetInt64(0);
            var first = Parse(reader.GetString(4));
            var last = Parse(reader.GetString(5));
            last = last > new DateOnly(2026, 10, 31) ? new DateOnly(2026, 10, 31) : last;
            var of = last;
            // Half have not been told of October yet.
            if (of.Month == 10 && of.Year == Year && id % 2 == 0)
            {
                of = new DateOnly(2026, 9, 30);
            }

            for (var n = 0; n < LinesAPlacement; of = MonthWeeks.MonthOf(of).First.AddDays(-1))
            {
                var days = MonthWeeks.MonthOf(of);
                if (days.LastOrForever < first)
                {
                    break;
                }

                foreach (var part in days.First == new DateOnly(2026, 10, 1) ? MonthWeeks.Of(of) : [days])
                {
                    var minutes = 30 + (int)(id * 7 % 20 * 15);
                    var ore = (days.First.Year < Year ? 400_00 : 415_00) + (reader.GetInt64(3) * 5_00);
                    line.Run(
                        id,
                        reader.GetInt64(1),
                        reader.GetInt64(2),
                        reader.GetInt64(3),
                        Day(part.First),
                        Day(part.LastOrForever),
                        minutes,
                        minutes,
                        0,
                        ore,
                        LineCost.Of(minutes, ore),
                        1
                    );
                    lines++;
                    n++;
                }
            }
        }

        reader.Close();
        transaction.Commit();
        using var analyze = connection.CreateCommand();
        analyze.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
        analyze.ExecuteNonQuery();
        return lines;
    }

    private static string Day(DateOnly day) => day.ToString("O", CultureInfo.InvariantCulture);

    private static DateOnly Parse(string day) =>
        DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
