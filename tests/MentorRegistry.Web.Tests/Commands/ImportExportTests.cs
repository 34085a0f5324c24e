using System.Text;
using System.Text.Json;
using MentorRegistry.Web.Commands;
using MentorRegistry.Web.Imports;
using MentorRegistry.Web.Tests.Imports;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace MentorRegistry.Web.Tests.Commands;

public sealed class ImportExportTests_Sqlite(SqliteApp app)
    : ImportExportTests(app),
        IClassFixture<SqliteApp>;

public sealed class ImportExportTests_PostgreSql(PostgreSqlApp app)
    : ImportExportTests(app),
        IClassFixture<PostgreSqlApp>;

public abstract class ImportExportTests(RegistryWebApp app) : ImportTest(app)
{
    private const string Formula = "\"=HYPERLINK(\"\"http://x\"\")\"";

    [Fact]
    public async Task Import_GoodFile_LoadsItAndAnswersNought()
    {
        await EnsureReferencesAsync();
        var (code, text) = await ImportAsync(Row(), Row());

        Assert.Equal(0, code);
        Assert.Contains(
            "Loaded: 2 added (2 new citizens), 0 changed, 0 unchanged.",
            text,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Import_DryRun_WritesNothing()
    {
        await EnsureReferencesAsync();
        var before = await App.DbAsync(db => db.Placements.CountAsync(Ct));

        var (code, text) = await ImportAsync([Row()], dryRun: true);

        Assert.Equal(0, code);
        Assert.Contains("Would be loaded: 1 added", text, StringComparison.Ordinal);
        Assert.Equal(before, await App.DbAsync(db => db.Placements.CountAsync(Ct)));
    }

    [Fact]
    public async Task Import_BadRowAsJson_AnswersOneWithEveryError()
    {
        await EnsureReferencesAsync();

        var (code, text) = await ImportAsync([Row(hours: "to", cpr: "691390-1234"), Row()], json: true);

        Assert.Equal(1, code);
        using var json = JsonDocument.Parse(text);
        Assert.False(json.RootElement.GetProperty("loaded").GetBoolean());
        Assert.Equal(
            [(2, "cpr", "691390…", "CprNoSuchDate"), (2, "hours_per_week", "to", "HoursNotANumber")],
            json.RootElement.GetProperty("errors")
                .EnumerateArray()
                .Select(e =>
                    (
                        e.GetProperty("row").GetInt32(),
                        e.GetProperty("column").GetString(),
                        e.GetProperty("value").GetString(),
                        e.GetProperty("problem").GetString()
                    )
                )
        );
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Import_Warnings_AreListedEachWithRowColumnValueAndReason(bool dryRun)
    {
        await EnsureReferencesAsync();
        var cpr = TestData.CreateCpr();

        var (code, text) = await ImportAsync(
            [
                Row(cpr: cpr, start: "01-02-2025", end: "01-07-2025"),
                Row(cpr: cpr, provider: "Conoscenza", start: "01-07-2025", end: "01-09-2025"),
                Row(start: "01-02-2023", end: ""),
            ],
            dryRun
        );

        Assert.Equal(0, code);
        Assert.Equal(
            [
                $"row 3, cpr “{cpr[..6]}…”: warning: The citizen has another mentor 01/07/2025–01/07/2025.",
                "row 4, slutdato: warning: The grant is longer than the 6 months that its legal basis allows.",
                "row 4, leverandør “Z-kurs”: warning: With the grant it becomes the same mentor for more than 24 months.",
                $"{(dryRun ? "Would be loaded" : "Loaded")}: 3 added (2 new citizens), 0 changed, 0 unchanged.",
                "3 warnings. Warnings refuse nothing.",
            ],
            text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        );
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Import_WarningsAsJson_StandInAListOfTheirOwn(bool dryRun)
    {
        await EnsureReferencesAsync();
        var cpr = TestData.CreateCpr();

        var (_, text) = await ImportAsync([Row(cpr: cpr), Row(cpr: cpr)], dryRun, json: true);

        using var json = JsonDocument.Parse(text);
        var warning = Assert.Single(json.RootElement.GetProperty("warnings").EnumerateArray());
        Assert.Equal(1, json.RootElement.GetProperty("warningCount").GetInt32());
        Assert.Equal(
            ("3", "cpr", $"{cpr[..6]}…", "Overlaps"),
            (
                warning.GetProperty("row").GetRawText(),
                warning.GetProperty("column").GetString(),
                warning.GetProperty("value").GetString(),
                warning.GetProperty("problem").GetString()
            )
        );
        Assert.Contains(
            "another mentor",
            warning.GetProperty("reason").GetString(),
            StringComparison.Ordinal
        );
        Assert.DoesNotContain(cpr, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_OneError_IsCountedAsOne()
    {
        await EnsureReferencesAsync();

        var (_, text) = await ImportAsync(Row(hours: "to"));

        Assert.Contains("1 error in 1 row. Nothing was loaded.", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, "Would be loaded: 1 added, 0 changed, 0 unchanged.", 0)]
    [InlineData(false, "Loaded: 1 added, 0 changed, 0 unchanged.", 1)]
    public async Task ImportHours_GoodFile_SaysWhatItComesTo(bool dryRun, string sum, int lines)
    {
        var cpr = TestData.CreateCpr();
        var placement = await App.Data.CreatePlacementAsync(await App.Data.CreateCitizenAsync(cpr: cpr));

        var (code, text) = await RunAsync<HoursImport>(
            HoursImportTest.Text(HoursImportTest.Hours(cpr, day: "02-11-2026", delivered: "1,5")),
            dryRun
        );

        Assert.Equal((0, sum), (code, text.Trim()));
        Assert.Equal(
            lines,
            await App.DbAsync(db => db.HoursLines.CountAsync(l => l.PlacementId == placement.Id, Ct))
        );
    }

    [Fact]
    public async Task ImportHours_BadRow_AnswersOneWithRowColumnValueAndReason()
    {
        var (code, text) = await RunAsync<HoursImport>(
            HoursImportTest.Text(HoursImportTest.Hours(TestData.CreateCpr(), day: "02-11-26", delivered: "1"))
        );

        Assert.Equal(1, code);
        Assert.Contains("row 2, dato “02-11-26”: ", text, StringComparison.Ordinal);
        Assert.Contains("1 error in 1 row. Nothing was loaded.", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_NoSuchFile_SaysSo()
    {
        var code = await WithServicesAsync(async services =>
        {
            var errors = new StringWriter();
            var code = await ImportCommand.RunAsync<PlacementImport>(
                services,
                Path.Combine(Path.GetTempPath(), "findes-ikke.csv"),
                dryRun: false,
                asJson: false,
                new StringWriter(),
                errors,
                Ct
            );
            Assert.Contains("cannot be read", errors.ToString(), StringComparison.Ordinal);
            return code;
        });

        Assert.Equal(1, code);
    }

    [Fact]
    public async Task Export_LoadedAgain_IsTheSameRegistry()
    {
        await LoadedAsync(
            Row(name: Formula),
            Row(name: "''=1", end: "", hours: "4,33"),
            Row(mentor: "", hours: "0,25", id: "-1"),
            Row(id: "a;b".Replace(";", "", StringComparison.Ordinal), system: "@x")
        );
        await App.Data.CreatePlacementAsync();

        var exported = await ExportAsync("csv", asOf: null);
        var again = await CheckAsync(ImportSource.OfBytes("export.csv", exported));

        Assert.Empty(again.Errors);
        Assert.True(again.Rows >= 5);
        Assert.Equal((0, 0, again.Rows), (again.Added, again.Changed, again.Same));
        var text = Encoding.UTF8.GetString(exported);
        Assert.Contains("'=HYPERLINK", text, StringComparison.Ordinal);
        Assert.DoesNotContain(";=", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Export_AsOf_TakesThoseInForceOnTheDay()
    {
        await LoadedAsync(
            Row(start: "01-03-1990", end: "30-04-1990"),
            Row(start: "30-04-1990", end: "01-05-1990"),
            Row(start: "01-05-1990", end: "31-05-1990")
        );

        var rows = JsonDocument
            .Parse(await ExportAsync("json", TestData.Day("1990-04-30")))
            .RootElement.EnumerateArray()
            .Select(row => row.GetProperty("start").GetString()!)
            .ToArray();

        Assert.Equal(["1990-03-01", "1990-04-30"], rows);
    }

    private Task<(int Code, string Output)> ImportAsync(params string[] rows) => ImportAsync(rows, false);

    private Task<(int Code, string Output)> ImportAsync(
        string[] rows,
        bool dryRun = false,
        bool json = false
    ) => RunAsync<PlacementImport>($"{Headers}\n{string.Join('\n', rows)}\n", dryRun, json);

    private async Task<(int Code, string Output)> RunAsync<T>(
        string content,
        bool dryRun = false,
        bool json = false
    )
        where T : FileImport
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, content, Ct);
        try
        {
            return await WithServicesAsync(async services =>
            {
                var output = new StringWriter();
                var code = await ImportCommand.RunAsync<T>(services, file, dryRun, json, output, output, Ct);
                return (code, output.ToString());
            });
        }
        finally
        {
            File.Delete(file);
        }
    }

    private Task<byte[]> ExportAsync(string format, DateOnly? asOf) =>
        WithServicesAsync(async services =>
        {
            using var output = new MemoryStream();
            Assert.Equal(0, await ExportCommand.RunAsync(services, asOf, format, output, Ct));
            return output.ToArray();
        });
}
