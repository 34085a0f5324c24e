using System.Net;
using System.Net.Http.Headers;
using System.Text;
using MentorRegistry.Web.Access;
using MentorRegistry.Web.Tests.Imports;
using Microsoft.EntityFrameworkCore;

namespace MentorRegistry.Web.Tests.Pages.Imports;

public sealed class PlacementsTests_Sqlite(SqliteApp app) : PlacementsTests(app), IClassFixture<SqliteApp>;

public sealed class PlacementsTests_PostgreSql(PostgreSqlApp app)
    : PlacementsTests(app),
        IClassFixture<PostgreSqlApp>;

public abstract class PlacementsTests(RegistryWebApp app) : ImportTest(app)
{
    private const string Path = "/Imports/Placements";
    private const string Confirm = "form[action*='handler=Confirm']";
    private const string Cancel = "form[action*='handler=Cancel']";

    [Fact]
    public async Task Post_GoodFile_IsPreviewedAndLoadedOnConfirmation()
    {
        var browser = await SignInAsync();
        var before = await CountPlacementsAsync();

        var preview = await UploadAsync(browser, Source(Row(), Row()).Open());

        Assert.Equal("Klar til at indlæse", preview.TextOf("main h2"));
        Assert.Contains("fil.csv: 2 rækker", preview.Text, StringComparison.Ordinal);
        Assert.Equal(["2", "2", "0", "0"], preview.TextsOf(".import-counts td"));
        Assert.Equal(before, await CountPlacementsAsync());

        var done = await browser.SubmitAsync(preview, Confirm);

        Assert.Equal("Filen er indlæst", done.TextOf("main h2"));
        Assert.Equal(preview.Path, done.Path);
        Assert.Equal(before + 2, await CountPlacementsAsync());
        Assert.Equal(
            0,
            await App.DbAsync(db =>
                db.ImportFiles.CountAsync(f => f.Content != null && f.LoadedUtc != null, Ct)
            )
        );
    }

    [Fact]
    public async Task PostConfirm_Twice_SaysThatItIsDone()
    {
        var browser = await SignInAsync();
        var preview = await UploadAsync(browser, Source(Row()).Open());
        await browser.SubmitAsync(preview, Confirm);
        var before = await CountPlacementsAsync();

        var again = await browser.SubmitAsync(preview, Confirm);

        Assert.Contains("Filen var indlæst allerede.", again.Text, StringComparison.Ordinal);
        Assert.Equal(before, await CountPlacementsAsync());
    }

    [Fact]
    public async Task Post_BadRows_ShowsEveryErrorAndOffersNoConfirmation()
    {
        var browser = await SignInAsync();

        var page = await UploadAsync(browser, new MemoryStream(SampleFile("import-bad-rows.csv")));

        Assert.Equal("Filen kan ikke indlæses endnu", page.TextOf("main h2"));
        // On a phone each error stands in lines below one another, each value with its heading: none is out of sight.
        Assert.All(
            page.Document.QuerySelectorAll("table.table-md-responsive-headers tbody tr"),
            row =>
                Assert.Equal(
                    ["Række", "Kolonne", "Værdi", "Fejl"],
                    row.QuerySelectorAll("td").Select(cell => cell.GetAttribute("data-title"))
                )
        );
        Assert.NotEmpty(page.Document.QuerySelectorAll("table.table-md-responsive-headers tbody tr"));
        Assert.Equal(12, page.Document.QuerySelectorAll("main tbody tr").Length);
        Assert.Contains("Disse kolonner bruges ikke: what is wrong.", page.Text, StringComparison.Ordinal);
        Assert.Contains(
            "Samme CPR-nummer har et andet navn i række 14.",
            page.Text,
            StringComparison.Ordinal
        );
        Assert.Contains("<script>alert(1)</script>", page.Text, StringComparison.Ordinal);
        Assert.Null(page.Document.QuerySelector("main script"));
        Assert.Null(page.Document.QuerySelector(Confirm));
        Assert.DoesNotContain("691390-1234", page.Html, StringComparison.Ordinal);

        var errors = await browser.Client.GetStringAsync(
            new Uri(
                page.Document.QuerySelector("a[href*='handler=Errors']")!.GetAttribute("href")!,
                UriKind.Relative
            ),
            Ct
        );
        Assert.Equal(13, errors.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public async Task PostConfirm_RegistryChangedMeanwhile_ChecksAgainAndWritesNothing()
    {
        var browser = await SignInAsync();
        var cpr = TestData.CreateCpr();
        var preview = await UploadAsync(browser, Source(Row(cpr, name: "Bo Dahl")).Open());
        await App.Data.CreateCitizenAsync(name: "En Anden", cpr: cpr);
        var before = await CountPlacementsAsync();

        var answer = await browser.SubmitAsync(preview, Confirm);

        Assert.Contains("Registret har et andet navn", answer.Text, StringComparison.Ordinal);
        Assert.Equal(before, await CountPlacementsAsync());
    }

    [Fact]
    public async Task PostCancel_DeletesTheFile()
    {
        var browser = await SignInAsync();
        var preview = await UploadAsync(browser, Source(Row()).Open());

        var answer = await browser.SubmitAsync(preview, Cancel);

        Assert.Contains("Filen er slettet.", answer.Text, StringComparison.Ordinal);
        Assert.Contains(
            "Filen findes ikke mere",
            (await browser.GetAsync(preview.Path)).Text,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Get_AnothersFile_ShowsNothingOfIt()
    {
        var preview = await UploadAsync(await SignInAsync(), Source(Row(id: "HEMMELIG-1")).Open());

        var other = await (await SignInAsync()).GetAsync(preview.Path);

        Assert.Contains("Filen findes ikke mere", other.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Klar til", other.Text, StringComparison.Ordinal);
    }

    public static TheoryData<byte[], string> Unreadable =>
        new()
        {
            { [], "Filen er tom." },
            { [.. "PK\u0003\u0004"u8, 0, 0], "Excel-projektmappen kan ikke læses." },
            { Encoding.Unicode.GetBytes(Headers), "Filen er gemt som UTF-16" },
            { "a;b\n1;2\n"u8.ToArray(), "Filen mangler disse kolonner: cpr, navn" },
        };

    [Theory]
    [MemberData(nameof(Unreadable))]
    public async Task Post_UnreadableFile_SaysWhyBesideTheField(byte[] content, string sentence)
    {
        var page = await UploadAsync(await SignInAsync(), new MemoryStream(content));

        Assert.Contains(sentence, page.TextOf(".form-error-message"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_HeadersOnly_SaysThatThereAreNoRows()
    {
        var page = await UploadAsync(await SignInAsync(), new MemoryStream(Encoding.UTF8.GetBytes(Headers)));

        Assert.Contains("Filen har en overskrift, men ingen rækker.", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_NoFile_AsksForOne()
    {
        var browser = await SignInAsync();
        var page = await browser.GetAsync(Path);

        var answer = await browser.SubmitAsync(page, "main form");

        Assert.Contains("Vælg en fil.", answer.TextOf(".form-error-message"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_ClaimOfAGigabyte_IsRefusedUnread()
    {
        var browser = await SignInAsync();
        using var content = new ByteArrayContent([1, 2, 3]);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse("multipart/form-data; boundary=x");
        content.Headers.ContentLength = 1_000_000_000;
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Path, UriKind.Relative));
        request.Content = content;

        using var answer = await browser.Client.SendAsync(request, Ct);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
    }

    [Fact]
    public async Task Get_English_SpeaksEnglish()
    {
        var user = await App.Data.CreateUserAsync([Roles.Administrator]);
        var page = await (await App.SignInAsync(user, "en")).GetAsync(Path);

        Assert.Contains(
            "Load placements from the department’s own system.",
            page.Text,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("da", @"Indlæst \d+\. \w+ \d{4} kl\. \d\d\.\d\d\b")]
    [InlineData("en", @"Loaded \d+ \w+ \d{4} at \d\d:\d\d\b")]
    public async Task PostConfirm_Loaded_SaysWhenAsTheLanguageWritesIt(string language, string when)
    {
        await EnsureReferencesAsync();
        var user = await App.Data.CreateUserAsync([Roles.Administrator]);
        var browser = await App.SignInAsync(user, language);
        using var content = new MemoryStream(System.Text.Encoding.UTF8.GetBytes($"{Headers}\n{Row()}\n"));

        var done = await browser.SubmitAsync(
            await UploadAsync(browser, content),
            "main form[action*=Confirm]"
        );

        Assert.Matches(when, done.Text);
    }

    /// <summary>
    /// A file of numbers is a search for all of them: each citizen of whom something is told has a row of it. Of citizens
    /// with whom the own department has nothing to do no more is told than that they are there.
    /// </summary>
    [Fact]
    public async Task Preview_NumbersOfAnothersCitizens_IsRecordedAndTellsNeitherNameNorOverlap()
    {
        await EnsureReferencesAsync();
        var head = await HeadAsync();
        var browser = await App.SignInAsync(head);
        var elsewhere = await App.Data.CreateDepartmentAsync();
        var (first, last) = (await PersonAsync("2026-06-01.."), await PersonAsync("2026-11-20..2026-11-20"));
        var ended = await PersonAsync("2020-06-01..2026-11-19");
        var (misnamed, wrong) = (await PersonAsync("2026-06-01.."), await PersonAsync("2026-06-01.."));

        var preview = await UploadAsync(browser, Source(RowOf(first), RowOf(last), RowOf(ended)).Open());
        var wrongs = await UploadAsync(
            browser,
            Source(Row(misnamed, "En Anden"), Row(wrong, hours: "mange")).Open()
        );
        var misnaming = await UploadAsync(browser, Source(Row(misnamed, "En Anden")).Open());
        await browser.GetAsync(preview.Path);

        foreach (var page in new[] { preview, wrongs, misnaming })
        {
            Assert.DoesNotContain("anden afdeling", page.Text, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("samme mentor", page.Text, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("andet navn", page.Text, StringComparison.Ordinal);
            Assert.DoesNotContain("Ida Lund", page.Text, StringComparison.Ordinal);
        }

        // To write under a number the name must be right all the same: nobody gets another person's placements.
        var before = await CountPlacementsAsync();
        var refused = await browser.SubmitAsync(misnaming, Confirm);
        Assert.Contains("Registret har et andet navn", refused.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Ida Lund", refused.Text, StringComparison.Ordinal);
        Assert.Equal(before, await CountPlacementsAsync());
        var recorded = await App.DbAsync(db =>
            db.Lookups.Where(l => l.UserId == head.Id && l.Kind == LookupKind.Import)
                .Join(db.CitizenNumbers, l => l.CitizenId, n => n.CitizenId, (_, n) => n.Digits)
                .ToListAsync(Ct)
        );
        // Once each, however often the preview is looked at; of a row that is wrong by itself nothing was told.
        Assert.Equal(new[] { first, last, ended, misnamed }.Order(), recorded.Order());

        async Task<string> PersonAsync(string days)
        {
            var cpr = TestData.CreateCpr();
            var provider = await App.DbAsync(db => db.Providers.SingleAsync(p => p.Name == "Z-kurs", Ct));
            await App.Data.CreatePlacementAsync(
                await App.Data.CreateCitizenAsync("Ida Lund", cpr),
                elsewhere,
                days,
                provider: provider
            );
            return cpr;
        }

        string RowOf(string cpr) =>
            Row(cpr, start: "01-01-2027", end: "31-03-2027", id: $"{(cpr == first ? "F-1" : "F-2")}-{cpr}");
    }

    [Fact]
    public async Task Preview_NumberOfAnOwnCitizen_TellsTheOtherNameAndTheOverlapElsewhere()
    {
        await EnsureReferencesAsync();
        var browser = await App.SignInAsync(await HeadAsync());
        var own = await App.DbAsync(db => db.Departments.SingleAsync(d => d.Name == "Beskæftigelse", Ct));
        var cpr = TestData.CreateCpr();
        var citizen = await App.Data.CreateCitizenAsync("Ida Lund", cpr);
        await App.Data.CreatePlacementAsync(citizen, own, "2020-01-01..2020-06-30");
        await App.Data.CreatePlacementAsync(citizen, days: "2026-06-01..");

        var named = await UploadAsync(
            browser,
            Source(Row(cpr, "Ida Lund", start: "01-01-2027", end: "31-03-2027")).Open()
        );
        var misnamed = await UploadAsync(browser, Source(Row(cpr, "En Anden")).Open());

        Assert.Contains("har et forløb i en anden afdeling", named.Text, StringComparison.Ordinal);
        Assert.Contains("Registret har et andet navn", misnamed.Text, StringComparison.Ordinal);
    }

    /// <summary>The operator has the database anyway; history says what was loaded.</summary>
    [Fact]
    public async Task Command_AnyFile_IsNoLookup()
    {
        await EnsureReferencesAsync();
        var cpr = TestData.CreateCpr();
        var citizen = await App.Data.CreateCitizenAsync("Ida Lund", cpr);

        await CheckAsync(Source(Row(cpr)));

        Assert.False(await App.DbAsync(db => db.Lookups.AnyAsync(l => l.CitizenId == citizen.Id, Ct)));
    }

    private async Task<RegistryUser> HeadAsync()
    {
        var own = await App.DbAsync(db => db.Departments.SingleAsync(d => d.Name == "Beskæftigelse", Ct));
        return await App.Data.CreateUserAsync([Roles.DepartmentHead], own.Id);
    }

    private async Task<Browser> SignInAsync()
    {
        await EnsureReferencesAsync();
        return await App.SignInAsync(Roles.Administrator);
    }

    private static Task<PageAnswer> UploadAsync(Browser browser, Stream content) =>
        browser.UploadAsync(Path, "fil.csv", content);

    private Task<int> CountPlacementsAsync() => App.DbAsync(db => db.Placements.CountAsync(Ct));
}
