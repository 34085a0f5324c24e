using System.Text;
using MentorRegistry.Domain.Citizens;
using MentorRegistry.Domain.Hours;
using MentorRegistry.Web.Data;
using MentorRegistry.Web.Formatting;
using MentorRegistry.Web.Imports;
using Microsoft.EntityFrameworkCore;

namespace MentorRegistry.Web.Tests.Imports;

public sealed class HoursImportTests_Sqlite(SqliteApp app) : HoursImportTests(app), IClassFixture<SqliteApp>;

public sealed class HoursImportTests_PostgreSql(PostgreSqlApp app)
    : HoursImportTests(app),
        IClassFixture<PostgreSqlApp>;

/// <summary>What a file of hours makes of what is there.</summary>
public abstract class HoursImportTests(RegistryWebApp app) : HoursImportTest(app)
{
    [Fact]
    public async Task Load_RowOfADay_WritesTheWeekWithThePriceOfItsFirstDay()
    {
        var provider = await App.Data.CreateProviderAsync();
        await App.Data.CreateRateAsync(provider, "2026-01-01..2026-11-10", kroner: 400);
        await App.Data.CreateRateAsync(provider, "2026-11-11..", kroner: 600);
        var cpr = TestData.CreateCpr();
        var placement = await App.Data.CreatePlacementAsync(
            await App.Data.CreateCitizenAsync(cpr: cpr),
            provider: provider
        );

        var report = await LoadAsync(
            Hours(cpr, day: "11-11-2026", delivered: "1,5", billable: "2", noShows: "1")
        );

        Assert.Empty(report.Errors);
        Assert.Equal((1, 1, 0, 0), (report.Rows, report.Added, report.Changed, report.Same));
        var line = Assert.Single(await LinesAsync(placement));
        Assert.Equal(TestData.Period("2026-11-09..2026-11-15"), line.Days);
        Assert.Equal(new HoursAmount(90, 120, 1), line.Amount);
        Assert.Equal((40_000L, 80_000L), (line.OrePerHour, line.CostOre));
        Assert.Equal(
            (placement.CitizenId, placement.DepartmentId, provider.Id),
            (line.CitizenId, line.DepartmentId, line.ProviderId)
        );
        var history = Assert.Single(await HistoryAsync(line));
        Assert.Equal(
            (AuditAction.Added, "Indlæst fra timer.csv", placement.CitizenId),
            (history.Action, history.Reason, history.CitizenId)
        );
    }

    [Theory]
    [InlineData("2026-10")]
    [InlineData("10-2026")]
    [InlineData("10.2026")]
    [InlineData("okt 2026")]
    [InlineData("Oktober 2026")]
    [InlineData("oct 2026")]
    [InlineData("01-10-2026")]
    public async Task Load_RowOfAMonth_WritesTheWholeMonth(string month)
    {
        var (placement, cpr) = await CreatePlacementAsync();

        await LoadedAsync(Hours(cpr, month: month, delivered: "8"));

        var line = Assert.Single(await LinesAsync(placement));
        Assert.Equal(TestData.Period("2026-10-01..2026-10-31"), line.Days);
        Assert.Equal(new HoursAmount(480, 480, 0), line.Amount);
    }

    [Fact]
    public async Task Load_SeveralRowsOfOneWeek_AreAddedUpBeforeTheyAreJudged()
    {
        var (placement, cpr) = await CreatePlacementAsync();

        var report = await LoadedAsync(
            Hours(cpr, day: "02-11-2026", delivered: "1"),
            Hours(cpr, day: "04-11-2026", delivered: "0,75", billable: "1"),
            Hours(cpr, day: "09-11-2026", delivered: "1"),
            Hours(cpr, day: "05-11-2026", delivered: "", noShows: "1")
        );

        Assert.Equal((4, 2), (report.Rows, report.Added));
        Assert.Equal(
            [new HoursAmount(105, 120, 1), new HoursAmount(60, 60, 0)],
            (await LinesAsync(placement)).Select(line => line.Amount)
        );
    }

    [Fact]
    public async Task Load_SameFileTwice_ChangesNothing()
    {
        var (placement, cpr) = await CreatePlacementAsync();
        string[] rows =
        [
            Hours(cpr, day: "02-11-2026", delivered: "1"),
            Hours(cpr, day: "11-11-2026", delivered: "2"),
            Hours(cpr, month: "okt 2026", delivered: "20", reason: "Flytning"),
        ];
        await LoadedAsync(rows);
        var history = await App.DbAsync(db => db.AuditEntries.CountAsync(Ct));

        var again = await LoadedAsync(rows);

        Assert.Equal((0, 0, 3), (again.Added, again.Changed, again.Same));
        Assert.False(again.ChangesSomething);
        Assert.Equal(history, await App.DbAsync(db => db.AuditEntries.CountAsync(Ct)));
        Assert.Equal(3, (await LinesAsync(placement)).Count);
    }

    [Fact]
    public async Task Check_RowChangesHoursThatAreThere_TellsOldAndNewAndWritesNothing()
    {
        var (placement, cpr) = await CreatePlacementAsync();
        await LoadedAsync(Hours(cpr, day: "02-11-2026", delivered: "1"));

        var report = await CheckAsync(
            Hours(cpr, day: "02-11-2026", delivered: "1,5", billable: "1", noShows: "1")
        );

        Assert.Equal((0, 1, 0), (report.Added, report.Changed, report.Same));
        var days = $"{Format.Date(TestData.Day("2026-11-02"))}–{Format.Date(TestData.Day("2026-11-08"))}";
        var whose = $"{CitizenReference.Of(placement.CitizenId)}, {days}";
        Assert.Equal(
            [
                new ImportChange(2, whose, ImportColumn.Delivered, "1", Format.Hours(90)),
                new ImportChange(2, whose, ImportColumn.NoShows, "0", "1"),
            ],
            report.Changes
        );
        Assert.Equal(60, Assert.Single(await LinesAsync(placement)).DeliveredMinutes);
    }

    [Fact]
    public async Task Load_RowChangesHoursThatAreThere_WritesThemWithHistoryAndTheirOldPrice()
    {
        var provider = await App.Data.CreateProviderAsync();
        var rate = await App.Data.CreateRateAsync(provider, kroner: 400);
        var (placement, cpr) = await CreatePlacementAsync(provider: provider);
        await LoadedAsync(Hours(cpr, day: "02-11-2026", delivered: "1"));
        await App.DbAsync(async db =>
        {
            var owner = await db.Providers.Include(p => p.Rates).SingleAsync(p => p.Id == provider.Id, Ct);
            db.Remove(owner.Rates.Single(r => r.Id == rate.Id));
            return await db.SaveChangesAsync(Ct);
        });
        await App.Data.CreateRateAsync(provider, kroner: 900);

        await LoadedAsync(Hours(cpr, day: "02-11-2026", delivered: "2"));

        var line = Assert.Single(await LinesAsync(placement));
        Assert.Equal((120, 40_000L, 80_000L), (line.DeliveredMinutes, line.OrePerHour, line.CostOre));
        var history = await HistoryAsync(line);
        Assert.Equal([AuditAction.Added, AuditAction.Changed], history.Select(e => e.Action));
        Assert.Equal("Indlæst fra timer.csv", history[1].Reason);
    }

    [Fact]
    public async Task Load_OneBadRow_WritesNoneOfThem()
    {
        var (placement, cpr) = await CreatePlacementAsync();

        var report = await LoadRowsAsync(
            Hours(cpr, day: "02-11-2026", delivered: "1"),
            Hours(cpr, day: "11-11-2026", delivered: "to")
        );

        Assert.False(report.IsLoaded);
        Assert.Equal((3, ImportColumn.Delivered, ImportProblem.HoursNotANumber), Only(report));
        Assert.Empty(await LinesAsync(placement));
    }

    [Fact]
    public async Task Load_BadHoursOfALaterPlacement_WritesNoneOfThem()
    {
        var first = await CreatePlacementAsync();
        var (closed, cpr) = await CreatePlacementAsync();
        await CloseAsync(closed.DepartmentId);

        var report = await LoadRowsAsync(
            Hours(first.Cpr, day: "02-11-2026", delivered: "1"),
            Hours(cpr, day: "02-11-2026", delivered: "1")
        );

        Assert.Equal((3, ImportColumn.Day, ImportProblem.MonthClosed), Only(report));
        Assert.Empty(await LinesAsync(first.Placement));
    }

    [Fact]
    public async Task Check_HeadersAsProvidersWriteThem_AreFound()
    {
        var (_, cpr) = await CreatePlacementAsync();
        var text = $"ATA-timer;Kan faktureres;Udeblivelser;Dag;CPR nr.;Navn\n1,5;2;1;02-11-2026;{cpr};Åse\n";

        var report = await CheckAsync(ImportSource.OfBytes("timer.csv", Encoding.Latin1.GetBytes(text)));

        Assert.Equal((0, 1), (report.ErrorCount, report.Added));
        Assert.Equal(["Navn"], report.IgnoredHeaders);
    }

    [Fact]
    public async Task Load_Workbook_ReadsItsCellsAsWhatTheyAre()
    {
        const string cpr = "0201407771";
        var placement = await App.Data.CreatePlacementAsync(await App.Data.CreateCitizenAsync(cpr: cpr));

        var report = await LoadAsync(
            TestWorkbook.Source(
                ["CPR-nummer", "Måned", "Dato", "ATA timer", "Udeblivelser"],
                [201407771, TestCell.Day("2026-10-01", style: 4), null, new TestCell("0.525", 3)],
                [201407771, null, TestCell.Day("2026-11-05"), new TestCell("1.75", Formula: "7/4"), 1]
            )
        );

        Assert.Empty(report.Errors);
        Assert.Equal(
            [
                (TestData.Period("2026-10-01..2026-10-31"), new HoursAmount(756, 756, 0)),
                (TestData.Period("2026-11-02..2026-11-08"), new HoursAmount(105, 105, 1)),
            ],
            (await LinesAsync(placement)).Select(line => (line.Days, line.Amount))
        );
    }
}
