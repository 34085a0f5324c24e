using System.Net;
using MentorRegistry.Domain.Citizens;
using MentorRegistry.Domain.Organisation;
using MentorRegistry.Domain.Sharing;
using MentorRegistry.Web.Access;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace MentorRegistry.Web.Tests.Pages;

public abstract class StartTests(RegistryWebApp app)
{
    private const string Search = "main form[role=search]";

    [Theory]
    [InlineData("{0}", false)]
    [InlineData("{1}-{2}", false)]
    [InlineData(" {1} {2} ", false)]
    [InlineData("{3}", true)]
    public async Task Post_KnownCitizen_OpensTheOverviewByReference(string typed, bool isReference)
    {
        var cpr = TestData.CreateCpr();
        var citizen = await app.Data.CreateCitizenAsync(cpr: cpr);
        var mine = (await app.Data.CreatePlacementAsync(citizen)).DepartmentId;
        var browser = await app.SignInAsync(Roles.Caseworker, mine);

        var text = string.Format(null, typed, cpr, cpr[..6], cpr[6..], citizen.Reference);
        var answer = await LookUpAsync(browser, isReference ? text.ToLowerInvariant() : text);

        Assert.Equal($"/Citizens/{citizen.Reference}", answer.Address.PathAndQuery);
    }

    [Fact]
    public async Task Get_BasisRecordedByAnotherDepartment_IsToldToItsHeadsAlone()
    {
        var (mine, theirs) = (await app.Data.CreateDepartmentAsync(), await app.Data.CreateDepartmentAsync());
        var own = await app.Data.CreateUserAsync([Roles.Caseworker], mine.Id);
        var told = await RecordAsync(TestData.CreateName("Anden sagsbehandler"), 29, mine, theirs);
        var old = await RecordAsync(TestData.CreateName("Anden sagsbehandler"), 31, mine, theirs);
        var byOwn = await RecordAsync(own.DisplayName, 1, mine, theirs);
        var others = await RecordAsync("En tredje", 1, theirs, await app.Data.CreateDepartmentAsync());

        var head = await app.SignInAsync(await app.Data.CreateUserAsync([Roles.DepartmentHead], mine.Id));
        var page = await head.GetAsync("/");
        var caseworker = await (await app.SignInAsync(own)).GetAsync("/");

        var section = page.TextOf("section:has(#bases)");
        Assert.Contains("1 de seneste 30 dage", section, StringComparison.Ordinal);
        Assert.Contains(told.RecordedBy, section, StringComparison.Ordinal);
        Assert.Contains("Dokumentation mangler", section, StringComparison.Ordinal);
        var reference = CitizenReference.Of(told.CitizenId);
        Assert.Equal(
            $"/Citizens/{reference}/Sharing",
            page.Document.QuerySelector("section:has(#bases) td a")!.GetAttribute("href")
        );
        Assert.All(
            new[] { old, byOwn, others },
            basis =>
                Assert.DoesNotContain(
                    CitizenReference.Of(basis.CitizenId),
                    page.Html,
                    StringComparison.Ordinal
                )
        );
        Assert.DoesNotContain(theirs.Name, section, StringComparison.Ordinal);
        Assert.Null(caseworker.Document.QuerySelector("#bases"));

        async Task<SharingBasis> RecordAsync(string by, int daysAgo, params Department[] departments)
        {
            var basis = await app.Data.CreateSharingAsync(await app.Data.CreateCitizenAsync(), departments);
            await app.DbAsync(async db =>
            {
                var stored = await db.SharingBases.SingleAsync(b => b.Id == basis.Id);
                (stored.RecordedBy, stored.RecordedUtc) = (
                    by,
                    app.Services.GetRequiredService<Clock>().UtcNow.AddDays(-daysAgo)
                );
                return await db.SaveChangesAsync();
            });
            basis.RecordedBy = by;
            return basis;
        }
    }

    [Fact]
    public async Task Post_FromTheHeaderOfAnotherPage_OpensTheOverview()
    {
        var cpr = TestData.CreateCpr();
        var citizen = await app.Data.CreateCitizenAsync(cpr: cpr);
        var mine = (await app.Data.CreatePlacementAsync(citizen)).DepartmentId;
        var browser = await app.SignInAsync(Roles.Caseworker, mine);

        var answer = await browser.SubmitAsync(
            await browser.GetAsync("/Department"),
            "header form[role=search]",
            new() { ["Query"] = cpr }
        );

        Assert.Equal($"/Citizens/{citizen.Reference}", answer.Address.PathAndQuery);
    }

    [Fact]
    public async Task Post_ReferenceAsBareDigits_OpensTheOverview()
    {
        var citizen = await app.Data.CreateCitizenAsync();
        var mine = (await app.Data.CreatePlacementAsync(citizen)).DepartmentId;

        var answer = await LookUpAsync(
            await app.SignInAsync(Roles.Caseworker, mine),
            citizen.Reference[2..].TrimStart('0')
        );

        Assert.Equal($"/Citizens/{citizen.Reference}", answer.Address.PathAndQuery);
    }

    [Fact]
    public async Task Post_NumberThatTheCitizenHadBefore_OpensTheOverview()
    {
        var (old, current) = (TestData.CreateCpr(), TestData.CreateCpr());
        var citizen = new Citizen { Name = "Bo" };
        citizen.GiveNumber(CprNumber.Parse(old), new DateOnly(2024, 1, 1));
        citizen.GiveNumber(CprNumber.Parse(current), new DateOnly(2025, 1, 1));
        await app.Data.AddAsync(citizen);
        var mine = (await app.Data.CreatePlacementAsync(citizen)).DepartmentId;

        var answer = await LookUpAsync(await app.SignInAsync(Roles.Caseworker, mine), old);

        Assert.Equal($"/Citizens/{citizen.Reference}", answer.Address.PathAndQuery);
    }

    [Fact]
    public async Task Post_UnknownNumber_OffersToRegisterTheCitizenWithThatNumber()
    {
        var cpr = TestData.CreateCpr();
        var browser = await app.SignInAsync(Roles.Caseworker, (await app.Data.CreateDepartmentAsync()).Id);

        var answer = await LookUpAsync(browser, cpr);

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Contains("ikke i mentorregistret", answer.Text, StringComparison.Ordinal);
        Assert.Contains($"{cpr[..6]}-XXXX", answer.Text, StringComparison.Ordinal);
        Assert.Contains("erstatningsnummer", answer.Text, StringComparison.Ordinal);
        var form = Assert.Single(
            answer.Document.QuerySelectorAll("form[action='/Placements/Register?handler=NewCitizen']")
        );
        Assert.Equal("post", form.GetAttribute("method"));
        Assert.Equal(cpr, form.QuerySelector("input[name=Cpr]")!.GetAttribute("value"));
        Assert.NotNull(form.QuerySelector("input[name=__RequestVerificationToken]"));
        Assert.DoesNotContain(cpr, answer.Document.Title!, StringComparison.Ordinal);
        Assert.DoesNotContain(cpr, answer.Response.Headers.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(cpr, answer.Address.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "Skriv et CPR-nummer eller et borgernr.")]
    [InlineData("   ", "Skriv et CPR-nummer eller et borgernr.")]
    [InlineData("Bo Iversen", "Navne kan du søge efter under Min afdeling")]
    [InlineData("640988-1O34", "måske bogstavet O for 0")]
    [InlineData("64o988l234", "måske bogstavet O for 0")]
    [InlineData("640988-Oslo-1", "Skriv et CPR-nummer med ti cifre")]
    [InlineData("640988-123", "har ti cifre")]
    [InlineData("640988-12345", "har ti cifre")]
    [InlineData("641388-1234", "ikke en dato")]
    [InlineData("920288-1234", "ikke en dato")]
    [InlineData("B-000001", "Et ciffer i borgernummeret er forkert")]
    [InlineData("123456", "Et ciffer i borgernummeret er forkert")]
    [InlineData("B-x", "Skriv et CPR-nummer med ti cifre")]
    public async Task Post_SomethingElse_SaysWhatIsWrongAndKeepsIt(string typed, string sentence)
    {
        var browser = await app.SignInAsync(Roles.Caseworker);

        var answer = await LookUpAsync(browser, typed);

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Contains(sentence, answer.TextOf("#Query-error"), StringComparison.Ordinal);
        Assert.Equal("true", answer.Document.QuerySelector("#Query")!.GetAttribute("aria-invalid"));
        Assert.Equal(typed, answer.Document.QuerySelector("#Query")!.GetAttribute("value") ?? "");
    }

    [Fact]
    public async Task Post_ReferenceOfNobody_SaysSo()
    {
        var nobody = CitizenReference.Of(98_765);

        var answer = await LookUpAsync(await app.SignInAsync(Roles.Caseworker), nobody);

        Assert.Contains(nobody, answer.TextOf("#Query-error"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Roles.Administrator)]
    [InlineData(Roles.Auditor)]
    public async Task Post_ByRolesThatOpenNoCitizen_IsRefused(string role)
    {
        var cpr = TestData.CreateCpr();
        await app.Data.CreateCitizenAsync(cpr: cpr);
        var browser = await app.SignInAsync(role);
        var start = await browser.GetAsync("/");

        Assert.Null(start.Document.QuerySelector(Search));
        var token = start
            .Document.QuerySelector("input[name=__RequestVerificationToken]")!
            .GetAttribute("value")!;
        var answer = await browser.PostRawAsync(
            "/",
            new() { ["Query"] = cpr, ["__RequestVerificationToken"] = token }
        );

        Assert.Equal(HttpStatusCode.Forbidden, answer.Status);
    }

    [Fact]
    public async Task Get_Query_InTheAddress_IsNotLookedUp()
    {
        var citizen = await app.Data.CreateCitizenAsync();
        var browser = await app.SignInAsync(Roles.Caseworker);

        var answer = await browser.GetAsync($"/?Query={citizen.Reference}");

        Assert.Equal("/", answer.Path);
        Assert.DoesNotContain(citizen.Reference, answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_Department_ShowsWhatNeedsActionAndLinksToTheSameNumbers()
    {
        var (mine, other) = (await app.Data.CreateDepartmentAsync(), await app.Data.CreateDepartmentAsync());
        var doubled = await app.Data.CreateCitizenAsync();
        await app.Data.CreatePlacementAsync(doubled, mine, "2026-01-01..2027-06-30");
        await app.Data.CreatePlacementAsync(doubled, other, "2026-11-01..2027-06-30");
        await app.Data.CreatePlacementAsync(department: mine, days: "2024-01-01..2027-06-30");
        for (var day = 20; day < 27; day++)
        {
            await app.Data.CreatePlacementAsync(department: mine, days: $"2026-06-01..2026-11-{day}");
        }

        await app.Data.CreatePlacementAsync(department: mine, days: "2026-11-02..2027-06-30");
        await app.Data.CreatePlacementAsync(
            department: mine,
            days: "2026-11-02..2027-06-30",
            cancelled: true
        );
        var browser = await app.SignInAsync(Roles.DepartmentHead, mine.Id);

        var start = await browser.GetAsync("/");

        Assert.Contains(
            "1 forløb overlapper et forløb i en anden afdeling",
            start.Text,
            StringComparison.Ordinal
        );
        Assert.Contains("1 forløb med samme mentor i over 24 måneder", start.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("i din egen afdeling", start.Text, StringComparison.Ordinal);
        Assert.Contains("Se alle 7, der udløber inden 30 dage", start.Text, StringComparison.Ordinal);
        Assert.Contains("Se alle 1, der er begyndt i denne måned", start.Text, StringComparison.Ordinal);
        Assert.Equal(
            ["20.11.2026", "21.11.2026", "22.11.2026", "23.11.2026", "24.11.2026"],
            start.TextsOf("section[aria-labelledby=ending-soon] td.day")
        );
        foreach (var (kind, count) in new[] { (1, 1), (3, 1), (4, 7), (5, 1) })
        {
            var address = $"/Department?State=4&Kind={kind}";
            Assert.Contains(
                start.Document.QuerySelectorAll("main a"),
                link => link.GetAttribute("href") == address
            );
            var list = await browser.GetAsync(address);
            Assert.Equal(count, list.Document.QuerySelectorAll("tbody tr").Length);
        }
    }

    [Fact]
    public async Task Get_NothingToDo_SaysWhenTheNextGrantEnds()
    {
        var mine = await app.Data.CreateDepartmentAsync();
        await app.Data.CreatePlacementAsync(department: mine, days: "2026-06-01..");
        await app.Data.CreatePlacementAsync(department: mine, days: "2026-06-01..2027-02-28");
        await app.Data.CreatePlacementAsync(department: mine, days: "2026-06-01..2027-01-14");

        var start = await (await app.SignInAsync(Roles.Caseworker, mine.Id)).GetAsync("/");

        Assert.Contains(
            "Ingen åbne opmærksomhedspunkter. Næste bevilling udløber 14. januar 2027.",
            start.Text,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Get_SeveralDepartments_ShowsWhichOne()
    {
        var (one, two) = (await app.Data.CreateDepartmentAsync(), await app.Data.CreateDepartmentAsync());
        await app.Data.CreatePlacementAsync(department: one, days: "2026-06-01..2026-11-30");
        await app.Data.CreatePlacementAsync(department: two, days: "2026-06-01..2026-11-29");

        var start = await (await app.SignInAsync(Roles.Caseworker, one.Id, two.Id)).GetAsync("/");

        Assert.Equal(
            [two.Name, one.Name],
            start.TextsOf("section[aria-labelledby=ending-soon] td[data-title=Afdeling]")
        );
    }

    [Theory]
    [InlineData(Roles.Caseworker, "ikke knyttet til en afdeling")]
    [InlineData(Roles.DepartmentHead, "ikke knyttet til en afdeling")]
    [InlineData(Roles.Administrator, "Gå til administration")]
    [InlineData(Roles.Auditor, "Under Tilsyn kan du søge")]
    public async Task Get_WithoutDepartment_SaysWhatTheRoleHas(string role, string sentence) =>
        Assert.Contains(
            sentence,
            (await (await app.SignInAsync(role)).GetAsync("/")).Text,
            StringComparison.Ordinal
        );

    private static async Task<PageAnswer> LookUpAsync(Browser browser, string typed) =>
        await browser.SubmitAsync(await browser.GetAsync("/"), Search, new() { ["Query"] = typed });
}

public sealed class StartTests_Sqlite(SqliteApp app) : StartTests(app), IClassFixture<SqliteApp>;

public sealed class StartTests_PostgreSql(PostgreSqlApp app) : StartTests(app), IClassFixture<PostgreSqlApp>;
