using System.Net;
using MentorRegistry.Domain.Citizens;
using MentorRegistry.Web.Access;
using Microsoft.EntityFrameworkCore;

namespace MentorRegistry.Web.Tests.Pages.Oversight;

public abstract class LogTests(RegistryWebApp app)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private TestData Data => app.Data;

    [Fact]
    public async Task Get_NothingSearchedFor_ShowsNoLookupAndSaysWhatToDo()
    {
        await Data.CreateLookupAsync();
        var browser = await app.SignInAsync(Roles.Auditor);

        var page = await browser.GetAsync("/Oversight/Log");

        Assert.Empty(page.Document.QuerySelectorAll("tbody tr"));
        Assert.Contains("tryk på Søg", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_CitizenByNumber_ShowsThatCitizensLookupsNewestFirstOnADanishClock()
    {
        var cpr = TestData.CreateCpr();
        var citizen = await Data.CreateCitizenAsync(cpr: cpr);
        var user = await Data.CreateUserAsync([Roles.Caseworker]);
        var purpose = await Data.CreatePurposeAsync();
        await Data.CreateLookupAsync(user, citizen, "2026-07-10T22:30:00Z", LookupKind.Purpose, purpose);
        await Data.CreateLookupAsync(user, citizen, "2026-11-10T10:15:00Z");
        await Data.CreateLookupAsync(user, await Data.CreateCitizenAsync());

        var page = await SearchAsync(new() { ["Search.Citizen"] = cpr, ["Search.From"] = "" });

        Assert.Equal(
            [
                $"10.11.2026 kl. 11.15 {user.DisplayName} {user.UserName} Borgerens overblik {citizen.Reference} – –",
                $"11.07.2026 kl. 00.30 {user.DisplayName} {user.UserName} Formål angivet før opslag {citizen.Reference} {purpose.Name} –",
            ],
            page.TextsOf("tbody tr")
        );
        Assert.DoesNotContain(cpr, page.Address.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_Search_IsItselfRecordedWithWhatItWasFor()
    {
        var citizen = await Data.CreateCitizenAsync();
        var staff = await Data.CreateUserAsync([Roles.Caseworker]);
        var auditor = await Data.CreateUserAsync([Roles.Auditor]);

        await SearchAsync(
            new()
            {
                ["Search.Citizen"] = citizen.Reference,
                ["Search.StaffId"] = staff.Id,
                ["Search.Kind"] = "Form",
                ["Search.From"] = "01.11.2026",
                ["Search.To"] = "20.11.2026",
            },
            auditor
        );

        var recorded = Assert.Single(await RecordedAsync(auditor));
        Assert.Equal(LookupKind.LogSearch, recorded.Kind);
        Assert.Equal(citizen.Id, recorded.CitizenId);
        Assert.Equal($"2026-11-01..2026-11-20; {staff.DisplayName}; Form", recorded.Criterion);
        // The citizen is told of the search, and not for whom.
        var file = await (await app.SignInAsync(auditor)).GetAsync(
            $"/Oversight/CitizenFile/{citizen.Reference}"
        );
        Assert.Contains("Søgning i opslagsloggen", file.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(staff.DisplayName, file.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_StaffPeriodPurposeAndKind_EachLeavesOutTheOthers()
    {
        var one = await Data.CreateUserAsync([Roles.Caseworker]);
        var other = await Data.CreateUserAsync([Roles.Caseworker]);
        var purpose = await Data.CreatePurposeAsync();
        await Data.CreateLookupAsync(one, at: "2026-03-01T22:59:00Z", purpose: purpose);
        await Data.CreateLookupAsync(one, at: "2026-03-01T23:00:00Z", purpose: purpose);
        await Data.CreateLookupAsync(one, at: "2026-03-02T12:00:00Z", kind: LookupKind.Sheet);
        await Data.CreateLookupAsync(other, at: "2026-03-02T12:00:00Z");

        Assert.Equal(3, await CountAsync(new() { ["Search.StaffId"] = one.Id, ["Search.From"] = "" }));
        Assert.Equal(
            2,
            await CountAsync(new() { ["Search.StaffId"] = one.Id, ["Search.From"] = "02.03.2026" })
        );
        Assert.Equal(
            1,
            await CountAsync(
                new()
                {
                    ["Search.StaffId"] = one.Id,
                    ["Search.From"] = "01.03.2026",
                    ["Search.To"] = "01.03.2026",
                }
            )
        );
        Assert.Equal(
            2,
            await CountAsync(new() { ["Search.PurposeId"] = $"{purpose.Id}", ["Search.From"] = "" })
        );
        Assert.Equal(
            1,
            await CountAsync(
                new()
                {
                    ["Search.StaffId"] = one.Id,
                    ["Search.Kind"] = "Sheet",
                    ["Search.From"] = "",
                }
            )
        );
    }

    [Fact]
    public async Task Post_MoreThanAPage_PagesWithoutRepeatingRowsAlthoughReadingAddsSome()
    {
        var auditor = await Data.CreateUserAsync([Roles.Auditor]);
        for (var i = 0; i < 60; i++)
        {
            await Data.CreateLookupAsync(auditor, at: $"2026-02-03T10:{i:00}:00Z");
        }

        var browser = await app.SignInAsync(auditor);
        var first = await SearchAsync(
            browser,
            new() { ["Search.StaffId"] = auditor.Id, ["Search.From"] = "" }
        );
        var second = await browser.SubmitAsync(first, "#found", button: "nav button");

        Assert.Equal("Viser 1–50 af 60 opslag", first.TextOf(".list-head p"));
        Assert.Equal("Viser 51–60 af 60 opslag", second.TextOf(".list-head p"));
        Assert.StartsWith("03.02.2026 kl. 11.09", second.TextsOf("tbody tr")[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task PostLanguage_ResultsAreShown_ShowsThemInTheOtherLanguage()
    {
        var staff = await Data.CreateUserAsync([Roles.Caseworker]);
        for (var i = 0; i < 51; i++)
        {
            await Data.CreateLookupAsync(staff, at: $"2026-02-03T10:{i:00}:00Z");
        }

        var browser = await app.SignInAsync(Roles.Auditor);
        var first = await SearchAsync(
            browser,
            new() { ["Search.StaffId"] = staff.Id, ["Search.From"] = "01.02.2026" }
        );
        var second = await browser.SubmitAsync(first, "#found", button: "nav button");

        var english = await browser.SubmitAsync(second, "#typed", button: ".language-switch");

        Assert.Equal("Showing 51–51 of 51 lookups", english.TextOf(".list-head p"));
        Assert.Single(english.Document.QuerySelectorAll("tbody tr"));
        var form = await browser.SubmitAsync(
            await browser.GetAsync("/Oversight/Log"),
            "#typed",
            button: ".language-switch"
        );
        Assert.Empty(form.Document.QuerySelectorAll("tbody tr"));
    }

    [Theory]
    [InlineData(
        "da",
        "01.11.2026 til 20.11.2026; Åse Prøve; Søgning; side 2",
        "Stikprøve 7",
        "til og med 20.11.2026"
    )]
    [InlineData(
        "en",
        "01/11/2026 to 20/11/2026; Åse Prøve; Search; page 2",
        "Spot check 7",
        "until 20/11/2026"
    )]
    public async Task Post_WhatTheLogWasSearchedFor_IsInTheReadersWords(
        string language,
        string search,
        string check,
        string until
    )
    {
        var staff = await Data.CreateUserAsync([Roles.Auditor]);
        foreach (
            var (kind, kept) in new[]
            {
                (LookupKind.AccessReport, "..2026-11-20"),
                (LookupKind.SpotCheck, "7"),
                (LookupKind.LogSearch, "2026-11-01..2026-11-20; Åse Prøve; Search; p. 2"),
            }
        )
        {
            await Data.CreateLookupAsync(staff, kind: kind, criterion: kept);
        }

        var browser = await app.SignInAsync(await Data.CreateUserAsync([Roles.Auditor]), language);
        var page = await SearchAsync(browser, new() { ["Search.StaffId"] = staff.Id, ["Search.From"] = "" });

        Assert.Equal([search, check, until], page.TextsOf("tbody td:last-child"));
    }

    [Fact]
    public async Task Post_NumberInACriterion_IsMaskedUntilARecordedClick()
    {
        var cpr = TestData.CreateCpr();
        var staff = await Data.CreateUserAsync([Roles.Caseworker]);
        var auditor = await Data.CreateUserAsync([Roles.Auditor]);
        var row = await Data.CreateLookupAsync(staff, kind: LookupKind.Search, criterion: cpr);
        var browser = await app.SignInAsync(auditor);
        var masked = await SearchAsync(
            browser,
            new() { ["Search.StaffId"] = staff.Id, ["Search.From"] = "" }
        );

        var whole = await browser.SubmitAsync(masked, "#found", button: "button[name=reveal]");

        Assert.DoesNotContain(cpr, masked.Html, StringComparison.Ordinal);
        Assert.Contains($"{cpr[..6]}-XXXX", masked.Text, StringComparison.Ordinal);
        Assert.Contains(cpr, whole.Text, StringComparison.Ordinal);
        var recorded = (await RecordedAsync(auditor))[^1];
        Assert.Equal((LookupKind.FullNumber, $"#{row.Id}"), (recorded.Kind, recorded.Criterion));
    }

    [Fact]
    public async Task Post_NumberThatNobodyHas_SaysSoAndIsRecorded()
    {
        var cpr = TestData.CreateCpr();
        var auditor = await Data.CreateUserAsync([Roles.Auditor]);

        var page = await SearchAsync(new() { ["Search.Citizen"] = cpr }, auditor);

        Assert.Contains("Ingen borger i registret har dette nummer", page.Text, StringComparison.Ordinal);
        Assert.Equal(cpr, Assert.Single(await RecordedAsync(auditor)).Criterion);
    }

    [Fact]
    public async Task Post_PeriodThatEndsBeforeItBegins_IsRefused()
    {
        var page = await SearchAsync(new() { ["Search.From"] = "02.11.2026", ["Search.To"] = "01.11.2026" });

        Assert.Contains("Perioden slutter, før den begynder", page.Text, StringComparison.Ordinal);
        Assert.Empty(page.Document.QuerySelectorAll("tbody tr"));
    }

    [Fact]
    public async Task PostExport_WhatIsShown_IsAFormulaSafeFileWithMaskedNumbersAndIsRecorded()
    {
        var cpr = TestData.CreateCpr();
        var staff = await Data.CreateUserAsync([Roles.Caseworker]);
        var auditor = await Data.CreateUserAsync([Roles.Auditor]);
        await Data.CreateLookupAsync(staff, kind: LookupKind.Search, criterion: "=HYPERLINK(1)");
        await Data.CreateLookupAsync(staff, kind: LookupKind.Search, criterion: cpr);
        var browser = await app.SignInAsync(auditor);
        var shown = await SearchAsync(browser, new() { ["Search.StaffId"] = staff.Id, ["Search.From"] = "" });

        var file = await browser.SubmitAsync(shown, "#found", button: "button[formaction*=Export]");

        Assert.Equal("text/csv", file.Response.Content.Headers.ContentType!.MediaType);
        Assert.Equal(3, file.Html.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Contains("'=HYPERLINK(1)", file.Html, StringComparison.Ordinal);
        Assert.Contains("10-11-2026 11:15:00", file.Html, StringComparison.Ordinal);
        Assert.DoesNotContain(cpr, file.Html, StringComparison.Ordinal);
        Assert.Equal(
            [LookupKind.LogSearch, LookupKind.LogExport],
            (await RecordedAsync(auditor)).Select(row => row.Kind)
        );
    }

    [Theory]
    [InlineData(Roles.Caseworker)]
    [InlineData(Roles.DepartmentHead)]
    [InlineData(Roles.Administrator)]
    public async Task Get_AnyOtherRole_IsRefused(string role)
    {
        var browser = await app.SignInAsync(role);

        foreach (
            var page in (string[])
                ["", "/Log", "/SpotChecks", "/SpotChecks/1", "/SpotChecks/Judge/1", "/Insight"]
        )
        {
            Assert.Equal(HttpStatusCode.Forbidden, (await browser.GetAsync("/Oversight" + page)).Status);
        }
    }

    private async Task<int> CountAsync(Dictionary<string, string?> values) =>
        (await SearchAsync(values)).Document.QuerySelectorAll("tbody tr").Length;

    private async Task<PageAnswer> SearchAsync(
        Dictionary<string, string?> values,
        RegistryUser? auditor = null
    ) =>
        await SearchAsync(
            await app.SignInAsync(auditor ?? await Data.CreateUserAsync([Roles.Auditor])),
            values
        );

    private static async Task<PageAnswer> SearchAsync(Browser browser, Dictionary<string, string?> values) =>
        await browser.SubmitAsync(await browser.GetAsync("/Oversight/Log"), "main form.filters", values);

    private Task<List<LookupEntry>> RecordedAsync(RegistryUser user) =>
        app.DbAsync(db =>
            db.Lookups.Where(lookup => lookup.UserId == user.Id).OrderBy(lookup => lookup.Id).ToListAsync(Ct)
        );
}

public sealed class LogTests_Sqlite(SqliteApp app) : LogTests(app), IClassFixture<SqliteApp>;

public sealed class LogTests_PostgreSql(PostgreSqlApp app) : LogTests(app), IClassFixture<PostgreSqlApp>;
