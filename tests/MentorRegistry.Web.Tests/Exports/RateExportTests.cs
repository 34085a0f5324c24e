using System.Globalization;
using System.Text;
using MentorRegistry.Web.Data.DemoData;
using MentorRegistry.Web.Exports;
using Microsoft.Extensions.DependencyInjection;

namespace MentorRegistry.Web.Tests.Exports;

/// <summary>The figures of a committee's paper of 2022 come out of the demo as the paper has them (issue 4).</summary>
public abstract class RateExportTests(RegistryWebApp app) : IAsyncLifetime
{
    private static readonly CultureInfo s_danish = CultureInfo.GetCultureInfo("da-DK");

    public async ValueTask InitializeAsync()
    {
        await using var scope = app.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<DemoLoader>().LoadIntoEmptyAsync(default);
    }

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task WriteRates_OfTheDemoIn2021_AreThoseOfThePaper()
    {
        var rows = await LinesAsync(
            (export, file) => export.WriteRatesAsync(file, new(2021, 12, 31), "csv", default)
        );

        Assert.Equal("provider;category;kr_per_hour;from;until", rows[0]);
        var rates = rows.Skip(1)
            .Select(row => row.Split(';'))
            .ToDictionary(row => row[0], row => row[2], StringComparer.Ordinal);
        Assert.Equal(
            ["600,00", "600,00", "585,00", "495,00", "434,50", "373,00", "250,00", "248,25"],
            (string[])
                [
                    rates["Ekstern mentor A"],
                    rates["Ekstern mentor B"],
                    rates["Z-kurs"],
                    rates["Ekstern mentor C"],
                    rates["Conoscenza"],
                    rates["Fredengade/Rosengården"],
                    rates["Ekstern mentor D"],
                    rates["Efterværn/uddannelsesmentor UCRS"],
                ]
        );
        var inOrder = rates.Values.Select(rate => decimal.Parse(rate, s_danish)).ToList();
        Assert.Equal(inOrder.OrderDescending(), inOrder);
    }

    [Fact]
    public async Task WriteCorps_OfTheDemo_AreThoseOfThePaper()
    {
        var rows = (await LinesAsync((export, file) => export.WriteCorpsAsync(file, "csv", default)))
            .Skip(1)
            .Select(row => row.Split(';'))
            .ToLookup(row => row[1], row => $"{row[3]};{row[4]}", StringComparer.Ordinal);

        Assert.Equal(
            [
                "expenditure_kr;4336369",
                "mentors;8",
                "hours_per_week_all_mentors;288,75",
                "direct_hours_per_week_expected;133",
                "weeks;46",
                "direct_hours_expected;6118",
                "direct_hours_actual;3361",
                "direct_hours_per_week_actual;73,07",
                "cost_per_direct_hour_expected_kr;708,79",
                "cost_per_direct_hour_actual_kr;1290,20",
                "comparison_rate_kr;600",
                "same_hours_bought_kr;2016600",
                "excess_over_buying_kr;2319769",
                "share_of_expected_percent;55",
            ],
            rows["01-01-2021"]
        );
        Assert.Contains("direct_hours_per_week_actual;83", rows["01-01-2022"]);
        Assert.Contains("share_of_expected_percent;62", rows["01-01-2022"]);
        Assert.Contains("cost_per_direct_hour_actual_kr;", rows["01-01-2022"]);
    }

    [Fact]
    public async Task Write_Json_HasTheSameFigures()
    {
        var rates = await LinesAsync(
            (export, file) => export.WriteRatesAsync(file, new(2021, 12, 31), "json", default)
        );
        var corps = await LinesAsync((export, file) => export.WriteCorpsAsync(file, "json", default));

        Assert.Contains(rates, line => line.Contains("\"kr_per_hour\": 248.25", StringComparison.Ordinal));
        Assert.Contains(corps, line => line.Contains("\"value\": 1290.2", StringComparison.Ordinal));
    }

    private Task<List<string>> LinesAsync(Func<RateExport, Stream, Task> write) =>
        app.DbAsync(async db =>
        {
            using var file = new MemoryStream();
            await write(new RateExport(db), file);
            return Encoding
                .UTF8.GetString(file.ToArray())
                .TrimStart('\uFEFF')
                .Split('\n')
                .Select(line => line.TrimEnd('\r'))
                .Where(line => line.Length > 0)
                .ToList();
        });
}

public sealed class RateExportTests_Sqlite(SqliteApp app) : RateExportTests(app), IClassFixture<SqliteApp>;

public sealed class RateExportTests_PostgreSql(PostgreSqlApp app)
    : RateExportTests(app),
        IClassFixture<PostgreSqlApp>;
