using MentorRegistry.Web.Access;
using Microsoft.EntityFrameworkCore;

namespace MentorRegistry.Web.Tests.Pages.Oversight;

public abstract class InsightTests(RegistryWebApp app)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private TestData Data => app.Data;

    [Fact]
    public async Task Post_Citizen_ListsDaysAndPurposesWithoutStaffAndIsRecorded()
    {
        var citizen = await Data.CreateCitizenAsync();
        var staff = await Data.CreateUserAsync([Roles.Caseworker]);
        var auditor = await Data.CreateUserAsync([Roles.Auditor]);
        var purpose = await Data.CreatePurposeAsync();
        await Data.CreateLookupAsync(staff, citizen, "2026-11-09T10:00:00Z", LookupKind.Overview, purpose);
        await Data.CreateLookupAsync(staff, citizen, "2026-11-10T10:00:00Z", isOwn: true);
        await Data.CreateLookupAsync(staff, citizen, "2026-11-10T11:00:00Z", isOwn: true);
        await Data.CreateLookupAsync(staff, await Data.CreateCitizenAsync());
        var browser = await app.SignInAsync(auditor);

        var page = await MakeAsync(browser, citizen.Reference, "01.11.2026", "20.11.2026");

        Assert.Equal(
            [
                "10.11.2026 Sagsbehandling i en afdeling, der arbejder med borgerens mentorforløb Borgerens overblik 2",
                $"09.11.2026 {purpose.Name} Borgerens overblik 1",
            ],
            page.TextsOf("tbody tr")
        );
        Assert.DoesNotContain(staff.DisplayName, page.Html, StringComparison.Ordinal);
        Assert.DoesNotContain(staff.UserName!, page.Html, StringComparison.Ordinal);
        Assert.DoesNotContain(citizen.Name, page.Html, StringComparison.Ordinal);
        var recorded = await app.DbAsync(db => db.Lookups.SingleAsync(l => l.UserId == auditor.Id, Ct));
        Assert.Equal((LookupKind.AccessReport, citizen.Id), (recorded.Kind, recorded.CitizenId));
    }

    /// <summary>Nothing is made up: neither on the list nor in the document of all that is held.</summary>
    [Theory]
    [InlineData(
        LookupKind.Overview,
        true,
        "Sagsbehandling i en afdeling, der arbejder med borgerens mentorforløb"
    )]
    [InlineData(
        LookupKind.Export,
        true,
        "Sagsbehandling i en afdeling, der arbejder med borgerens mentorforløb"
    )]
    [InlineData(LookupKind.Overview, false, "Der er ikke angivet et formål")]
    [InlineData(LookupKind.Overview, null, "Formålet blev ikke gemt, da opslaget blev lavet")]
    [InlineData(LookupKind.Export, null, "Formålet blev ikke gemt, da opslaget blev lavet")]
    [InlineData(LookupKind.LogSearch, null, "Tilsyn med opslag")]
    [InlineData(LookupKind.CitizenFile, null, "Svar på anmodning om indsigt")]
    [InlineData(LookupKind.Import, null, "Indlæsning af forløb fra en fil")]
    public async Task Lookup_WithoutPurpose_IsExplainedByWhatIsKnown(LookupKind kind, bool? isOwn, string why)
    {
        var citizen = await Data.CreateCitizenAsync();
        await Data.CreateLookupAsync(null, citizen, "2026-11-10T10:00:00Z", kind, isOwn: isOwn);
        var browser = await app.SignInAsync(Roles.Auditor);

        var list = await MakeAsync(browser, citizen.Reference, "01.11.2026", "20.11.2026");
        var document = await browser.GetAsync($"/Oversight/CitizenFile/{citizen.Reference}");

        Assert.Contains(why, list.TextOf("tbody tr"), StringComparison.Ordinal);
        Assert.Contains(document.TextsOf("tbody tr"), row => row.Contains(why, StringComparison.Ordinal));
        Assert.DoesNotContain("egen afdeling", document.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PostLanguage_ListIsShown_StaysInTheOtherLanguage()
    {
        var citizen = await Data.CreateCitizenAsync();
        await Data.CreateLookupAsync(citizen: citizen);
        var browser = await app.SignInAsync(Roles.Auditor);
        var page = await MakeAsync(browser, citizen.Reference, "01.11.2026", "20.11.2026");

        var english = await browser.SubmitAsync(page, "#typed", button: ".language-switch");

        Assert.Contains($"Lookups of citizen {citizen.Reference}", english.Text, StringComparison.Ordinal);
        Assert.Contains("10/11/2026", english.TextOf("tbody"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task PostExport_Citizen_IsAFileWithoutStaff()
    {
        var citizen = await Data.CreateCitizenAsync();
        var staff = await Data.CreateUserAsync([Roles.Caseworker]);
        await Data.CreateLookupAsync(staff, citizen, "2026-11-09T23:30:00Z", LookupKind.Search);
        var browser = await app.SignInAsync(Roles.Auditor);
        var page = await MakeAsync(browser, citizen.Reference, "01.11.2026", "20.11.2026");

        var file = await browser.SubmitAsync(page, ".insight form", button: "button[type=submit]");

        Assert.EndsWith(
            "Dato;Formål;Type opslag;Antal\r\n10-11-2026;Søgning efter borgeren;Søgning;1\r\n",
            file.Html,
            StringComparison.Ordinal
        );
        Assert.Contains(
            citizen.Reference,
            $"{file.Response.Content.Headers.ContentDisposition}",
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Post_NobodyLookedInThePeriod_SaysSo()
    {
        var citizen = await Data.CreateCitizenAsync();
        var browser = await app.SignInAsync(Roles.Auditor);

        var page = await MakeAsync(browser, citizen.Reference, "01.01.2020", "02.01.2020");

        Assert.Contains("Ingen har slået borgeren op i perioden", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_NoCitizen_AsksForOne()
    {
        var browser = await app.SignInAsync(Roles.Auditor);

        Assert.Contains(
            "Skriv et borgernr.",
            (await MakeAsync(browser, "Bo Iversen", "", "")).Text,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "skal udfyldes",
            (await MakeAsync(browser, "", "", "")).Text,
            StringComparison.Ordinal
        );
    }

    private static async Task<PageAnswer> MakeAsync(
        Browser browser,
        string citizen,
        string from,
        string to
    ) =>
        await browser.SubmitAsync(
            await browser.GetAsync("/Oversight/Insight"),
            "main form.filters",
            new()
            {
                ["Search.Citizen"] = citizen,
                ["Search.From"] = from,
                ["Search.To"] = to,
            }
        );
}

public sealed class InsightTests_Sqlite(SqliteApp app) : InsightTests(app), IClassFixture<SqliteApp>;

public sealed class InsightTests_PostgreSql(PostgreSqlApp app)
    : InsightTests(app),
        IClassFixture<PostgreSqlApp>;
