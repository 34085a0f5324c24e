using MentorRegistry.Domain.Hours;
using MentorRegistry.Domain.Placements;
using MentorRegistry.Web.Access;
using MentorRegistry.Web.Imports;
using MentorRegistry.Web.Tests.Imports;
using Microsoft.EntityFrameworkCore;

namespace MentorRegistry.Web.Tests.Pages.Imports;

public sealed class HoursTests_Sqlite(SqliteApp app) : HoursTests(app), IClassFixture<SqliteApp>;

public sealed class HoursTests_PostgreSql(PostgreSqlApp app) : HoursTests(app), IClassFixture<PostgreSqlApp>;

public abstract class HoursTests(RegistryWebApp app)
{
    private const string Path = "/Imports/Hours";
    private const string Confirm = "form[action*='handler=Confirm']";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Post_GoodFile_IsPreviewedAndLoadedOnConfirmation()
    {
        var (placement, cpr, browser) = await CreateAsync();

        var preview = await UploadAsync(
            browser,
            HoursImportTest.Hours(cpr, day: "02-11-2026", delivered: "1,5"),
            HoursImportTest.Hours(cpr, day: "09-11-2026", delivered: "2")
        );

        Assert.Equal("Klar til at indlæse", preview.TextOf("main h2"));
        Assert.Equal(["2", "0", "0"], preview.TextsOf(".import-counts td"));
        Assert.Empty(await LinesAsync(placement));

        var done = await browser.SubmitAsync(preview, Confirm);

        Assert.Equal("Filen er indlæst", done.TextOf("main h2"));
        Assert.Equal("Nye uger og måneder med timer", done.TextsOf(".import-counts th")[0]);
        Assert.Equal([90, 120], (await LinesAsync(placement)).Select(line => line.DeliveredMinutes));
    }

    [Fact]
    public async Task Post_RowChangesHours_ShowsOldAndNewBeforeTheConfirmation()
    {
        var (placement, cpr, browser) = await CreateAsync();
        await browser.SubmitAsync(
            await UploadAsync(browser, HoursImportTest.Hours(cpr, day: "02-11-2026", delivered: "1,5")),
            Confirm
        );

        var preview = await UploadAsync(
            browser,
            HoursImportTest.Hours(cpr, day: "02-11-2026", delivered: "2", billable: "1,5")
        );

        Assert.Equal(["0", "1", "0"], preview.TextsOf(".import-counts td"));
        Assert.Equal(
            [
                "2",
                $"{Domain.Citizens.CitizenReference.Of(placement.CitizenId)}, 02.11.2026–08.11.2026",
                "Leverede timer",
                "1,5",
                "2",
            ],
            preview.TextsOf(".table--responsive-scroll td")
        );
        Assert.Equal(90, Assert.Single(await LinesAsync(placement)).DeliveredMinutes);
    }

    [Fact]
    public async Task PostConfirm_SomebodyHasWrittenSinceThePreview_LoadsNothingAndShowsItAnew()
    {
        var (placement, cpr, browser) = await CreateAsync();
        var preview = await UploadAsync(
            browser,
            HoursImportTest.Hours(cpr, day: "02-11-2026", delivered: "1,25")
        );
        await app.Data.CreateHoursAsync(placement, "2026-11-02..2026-11-08", minutes: 120);

        var again = await browser.SubmitAsync(preview, Confirm);

        Assert.Contains("Intet er indlæst", again.Text, StringComparison.Ordinal);
        Assert.Equal(["0", "1", "0"], again.TextsOf(".import-counts td"));
        Assert.Equal(120, Assert.Single(await LinesAsync(placement)).DeliveredMinutes);
        await browser.SubmitAsync(again, Confirm);
        Assert.Equal(75, Assert.Single(await LinesAsync(placement)).DeliveredMinutes);
    }

    [Fact]
    public async Task Post_BadRows_ShowsEveryErrorInOrderOfItsRow()
    {
        var (_, cpr, browser) = await CreateAsync(minutesPerWeek: 60);

        var page = await UploadAsync(
            browser,
            HoursImportTest.Hours(cpr, day: "02-11-2026", delivered: "10"),
            HoursImportTest.Hours(cpr, day: "09-11-2026", delivered: "to"),
            HoursImportTest.Hours(TestData.CreateCpr(), day: "09-11-2026", delivered: "1")
        );

        Assert.Equal("Filen kan ikke indlæses endnu", page.TextOf("main h2"));
        Assert.Equal(["2", "3", "4"], page.TextsOf("main tbody td:first-child"));
        Assert.Contains("(timer i måneden/bevilget: 10/4,28)", page.Text, StringComparison.Ordinal);
        Assert.Contains(
            "Der er ikke et forløb hos de afdelinger, du indlæser for.",
            page.Text,
            StringComparison.Ordinal
        );
        Assert.Null(page.Document.QuerySelector(Confirm));
        Assert.DoesNotContain(cpr, page.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_FileOfPlacements_SaysWhichColumnsHoursNeed()
    {
        var (_, _, browser) = await CreateAsync();

        var page = await UploadAsync(browser, ImportTest.Source(ImportTest.Row()));

        Assert.Contains(
            "Filen mangler disse kolonner: dato / måned, leverede_timer.",
            page.Text,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Get_Sample_IsAFileThatThePageReads()
    {
        var (_, _, browser) = await CreateAsync();
        var page = await browser.GetAsync(Path);
        var sample = await browser.Client.GetByteArrayAsync(
            new Uri(page.Document.QuerySelector("main a[download]")!.GetAttribute("href")!, UriKind.Relative),
            Ct
        );

        var file = CsvFile.Open(
            ImportSource.OfBytes("eksempel.csv", sample),
            ImportLayout.Hours,
            error => Assert.Fail($"{error}")
        );

        var row = HoursRow.Read(file!, Assert.Single(file!.Rows()));
        Assert.Empty(row.Errors);
        Assert.Equal(new HoursAmount(105, 120, 1), row.Amount);
        Assert.Empty(file.IgnoredHeaders);
    }

    [Fact]
    public async Task Get_EitherKind_LeadsToTheOther()
    {
        var (_, _, browser) = await CreateAsync();

        var hours = await browser.GetAsync(Path);
        var placements = await browser.GetAsync("/Imports/Placements");

        Assert.Equal("Indlæs timer", hours.TextOf("h1"));
        Assert.Equal("Timer", hours.TextOf(".import-kinds a[aria-current=page]"));
        Assert.Equal("Forløb", placements.TextOf(".import-kinds a[aria-current=page]"));
        Assert.NotNull(hours.Document.QuerySelector(".import-kinds a[href='/Imports/Placements']"));
        Assert.NotNull(placements.Document.QuerySelector(".import-kinds a[href='/Imports/Hours']"));
    }

    private async Task<(Placement Placement, string Cpr, Browser Browser)> CreateAsync(
        int minutesPerWeek = 600
    )
    {
        var (cpr, department) = (TestData.CreateCpr(), await app.Data.CreateDepartmentAsync());
        var citizen = await app.Data.CreateCitizenAsync(cpr: cpr);
        return (
            await app.Data.CreatePlacementAsync(citizen, department, minutesPerWeek: minutesPerWeek),
            cpr,
            await app.SignInAsync(await app.Data.CreateUserAsync([Roles.DepartmentHead], department.Id))
        );
    }

    private Task<List<HoursLine>> LinesAsync(Placement placement) =>
        app.DbAsync(db =>
            db.HoursLines.Where(line => line.PlacementId == placement.Id)
                .OrderBy(line => line.First)
                .ToListAsync(Ct)
        );

    private static Task<PageAnswer> UploadAsync(Browser browser, params string[] rows) =>
        UploadAsync(browser, HoursImportTest.Source(rows));

    private static Task<PageAnswer> UploadAsync(Browser browser, ImportSource source) =>
        browser.UploadAsync(Path, source.Name, source.Open());
}
