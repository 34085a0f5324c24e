using System.Globalization;
using System.Text;
using System.Text.Json;
using MentorRegistry.Web.Commands;
using MentorRegistry.Web.Data;
using MentorRegistry.Web.Data.Budgets;
using MentorRegistry.Web.Data.DemoData;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace MentorRegistry.Web.Tests.Exports;

public abstract class BudgetExportTests(RegistryWebApp app) : IAsyncLifetime
{
    private const string Employment = "Beskæftigelse";

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

    /// <summary>The figures of a committee's paper of 2022 come out of the demo as the paper has them (issue 4).</summary>
    [Theory]
    [InlineData(2022, "total_budget_kr", 7_388_000)]
    [InlineData(2022, "internal_budget_kr", 4_580_000)]
    [InlineData(2022, "external_budget_kr", 2_808_000)]
    [InlineData(2023, "baseline_kr", 7_388_000)]
    [InlineData(2023, "saving_asked_kr", 2_000_000)]
    [InlineData(2023, "total_budget_kr", 5_388_000)]
    public async Task Run_OfTheDemo_IsThatOfThePaper(int year, string figure, int kroner) =>
        Assert.Equal(kroner, (await FiguresAsync(year, Employment))[figure]);

    [Fact]
    public async Task Run_OfThisYear_OneDepartmentIsOverItsBudgetAndTheOthersAreNot()
    {
        var departments = await app.DbAsync(db => db.Departments.Select(d => d.Name).ToListAsync());
        var over = new List<string>();
        foreach (var department in departments)
        {
            var figures = await FiguresAsync(RegistryWebApp.Today.Year, department);
            Assert.True(figures["total_budget_kr"] > 0);
            if (figures["total_remaining_kr"] < 0)
            {
                over.Add(department);
            }
        }

        Assert.Equal(4, departments.Count);
        Assert.Equal(["Psykiatri"], over);
    }

    [Fact]
    public async Task Run_EachFigure_IsThePagesToTheOere()
    {
        var id = await app.DbAsync(db =>
            db.Departments.Where(d => d.Name == Employment).Select(d => d.Id).SingleAsync()
        );
        var year = await app.DbAsync(db => new BudgetQuery(db).OfAsync(id, 2026, default));

        var figures = await FiguresAsync(2026, "beskæftigelse");

        Assert.Equal(year.Total.Forecast.Ore / 100m, figures["total_forecast_kr"]);
        Assert.Equal(year.Internal.Committed.Ore / 100m, figures["internal_committed_kr"]);
        Assert.Equal(year.External.RemainingOre / 100m, figures["external_remaining_kr"]);
        Assert.Equal(year.Saving!.ExpectedOre / 100m, figures["saving_expected_kr"]);
        Assert.Equal(10_602 * 920, figures["ceiling_kr"]);
        Assert.Equal((year.Total.Forecast.Ore / 100m) + 3_150_000, figures["ceiling_counted_kr"]);
        Assert.Equal(year.PlacementsWithoutRate, figures["placements_without_rate"]);
    }

    [Fact]
    public async Task Run_Json_HasTheSameFigures()
    {
        var csv = await FiguresAsync(2026, Employment);

        var (_, text, _) = await RunAsync(2026, Employment, "json");

        using var json = JsonDocument.Parse(text);
        Assert.Equal(
            csv,
            json.RootElement.EnumerateArray()
                .ToDictionary(
                    row => row.GetProperty("figure").GetString()!,
                    row =>
                        row.GetProperty("value") is { ValueKind: JsonValueKind.Number } value
                            ? (decimal?)value.GetDecimal()
                            : null
                )
        );
        Assert.All(
            json.RootElement.EnumerateArray(),
            row => Assert.Equal(Employment, row.GetProperty("department").GetString())
        );
    }

    [Fact]
    public async Task Run_NoDepartmentSaid_IsAllOfThem()
    {
        var (code, text, _) = await RunAsync(2026, department: null);

        Assert.Equal(0, code);
        Assert.Equal(
            [Employment, "Børn og Familie", "Handicap", "Psykiatri"],
            Lines(text).Skip(1).Select(line => line.Split(';')[0]).Distinct()
        );
    }

    [Theory]
    [InlineData(2026, "Skat", "There is no department “Skat”")]
    [InlineData(20226, null, "--year 20226")]
    public async Task Run_NoSuchDepartmentOrYear_SaysSoAndWritesNothing(
        int year,
        string? department,
        string says
    )
    {
        var (code, text, errors) = await RunAsync(year, department);

        Assert.Equal((1, ""), (code, text));
        Assert.Contains(says, errors, StringComparison.Ordinal);
    }

    private async Task<Dictionary<string, decimal?>> FiguresAsync(int year, string department)
    {
        var (code, text, _) = await RunAsync(year, department);
        Assert.Equal(0, code);
        var lines = Lines(text);
        Assert.Equal("department;year;figure;value", lines[0]);
        return lines
            .Skip(1)
            .Select(line => line.Split(';'))
            .ToDictionary(
                cells => cells[2],
                cells => cells[3].Length == 0 ? (decimal?)null : decimal.Parse(cells[3], s_danish)
            );
    }

    private static List<string> Lines(string text) =>
        [
            .. text.TrimStart('\uFEFF')
                .Split('\n')
                .Select(line => line.TrimEnd('\r'))
                .Where(line => line.Length > 0),
        ];

    private async Task<(int Code, string Text, string Errors)> RunAsync(
        int year,
        string? department,
        string format = "csv"
    )
    {
        await using var scope = app.Services.CreateAsyncScope();
        using var file = new MemoryStream();
        await using var errors = new StringWriter();
        var code = await ExportCommand.RunBudgetAsync(
            scope.ServiceProvider,
            year,
            department,
            format,
            file,
            errors,
            default
        );
        return (code, Encoding.UTF8.GetString(file.ToArray()), errors.ToString());
    }
}

public sealed class BudgetExportTests_Sqlite(SqliteApp app)
    : BudgetExportTests(app),
        IClassFixture<SqliteApp>;

public sealed class BudgetExportTests_PostgreSql(PostgreSqlApp app)
    : BudgetExportTests(app),
        IClassFixture<PostgreSqlApp>;
