using System.Net;
using MentorRegistry.Domain.Citizens;
using MentorRegistry.Domain.Flags;
using MentorRegistry.Domain.Organisation;
using MentorRegistry.Domain.Sharing;
using MentorRegistry.Web.Access;
using MentorRegistry.Web.Pages;
using MentorRegistry.Web.Pages.Flags;
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

    /// <summary>Somebody must hear of it: where nobody leads, those who do the work.</summary>
    [Theory]
    [InlineData("none")]
    [InlineData("closed")]
    [InlineData("invited")]
    public async Task Get_BasisOfDepartmentWithoutAHead_IsToldToItsCaseworkers(string itsHead)
    {
        var (mine, led) = (await app.Data.CreateDepartmentAsync(), await app.Data.CreateDepartmentAsync());
        await app.Data.CreateUserAsync([Roles.DepartmentHead], led.Id);
        await app.Data.CreateUserAsync([Roles.Caseworker], mine.Id);
        if (itsHead != "none")
        {
            var head = await app.Data.CreateUserAsync([Roles.DepartmentHead], mine.Id);
            await app.DbAsync(async db =>
            {
                var account = await db.Users.SingleAsync(u => u.Id == head.Id);
                account.IsDisabled = itsHead == "closed";
                account.PasswordHash = itsHead == "invited" ? null : account.PasswordHash;
                return await db.SaveChangesAsync();
            });
        }

        var now = app.Services.GetRequiredService<Clock>().UtcNow;
        var bases = new List<SharingBasis>();
        foreach (var department in new[] { mine, led })
        {
            var basis = await app.Data.CreateSharingAsync(
                await app.Data.CreateCitizenAsync(),
                department,
                await app.Data.CreateDepartmentAsync()
            );
            await app.DbAsync(async db =>
            {
                var stored = await db.SharingBases.SingleAsync(b => b.Id == basis.Id);
                (stored.RecordedBy, stored.RecordedUtc) = (TestData.CreateName("Anden"), now.AddDays(-1));
                return await db.SaveChangesAsync();
            });
            bases.Add(basis);
        }

        var caseworker = await app.SignInAsync(Roles.Caseworker, mine.Id, led.Id);
        var page = await caseworker.GetAsync("/");

        Assert.Equal(
            [CitizenReference.Of(bases[0].CitizenId)],
            page.TextsOf("section:has(#bases) td a.reference")
        );
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

    /// <summary>Every number is a link to a list with exactly that many rows, of what the viewer may be told.</summary>
    [Fact]
    public async Task Get_Department_CountsItsOpenFlagsAndEachLinkHasThatManyRows()
    {
        var (mine, other) = (await app.Data.CreateDepartmentAsync(), await app.Data.CreateDepartmentAsync());
        var (provider, group, basis) = (
            await app.Data.CreateProviderAsync(),
            await app.Data.CreateTargetGroupAsync(),
            await app.Data.CreateLegalBasisAsync()
        );
        foreach (
            var theirs in (string[])
                ["2026-11-01..2027-06-30", "2026-11-20..2027-06-30", "2026-11-21..2027-06-30"]
        )
        {
            // Of the last one nothing may be told: it is to come.
            var doubled = await app.Data.CreateCitizenAsync();
            await app.Data.CreatePlacementAsync(doubled, mine, "2026-01-01..2027-06-30");
            await app.Data.CreatePlacementAsync(doubled, other, theirs);
        }

        var within = await app.Data.CreateCitizenAsync();
        await app.Data.CreatePlacementAsync(within, mine, "2026-01-01..2027-06-30");
        await app.Data.CreatePlacementAsync(within, mine, "2026-12-01..2027-06-30");
        await app.Data.CreatePlacementAsync(department: mine, days: "2024-01-01..2027-06-30");
        await app.Data.CreatePlacementAsync(department: mine, days: "2024-12-01..2027-06-30");
        await app.Data.CreatePlacementAsync(department: mine, days: "2026-06-01..2026-11-19");
        await app.Data.CreatePlacementAsync(
            department: mine,
            legalBasis: await app.Data.CreateLegalBasisAsync(longestGrantMonths: 6)
        );
        // More than a page of the list holds.
        for (var i = 0; i < 51; i++)
        {
            await app.Data.CreatePlacementAsync(
                null,
                mine,
                "2026-06-01..2026-11-30",
                provider: provider,
                targetGroup: group,
                legalBasis: basis
            );
        }

        await app.Data.CreatePlacementAsync(
            department: mine,
            days: "2026-06-01..2026-11-30",
            cancelled: true
        );
        await app.Data.CreatePlacementAsync(department: other, days: "2026-06-01..2026-11-30");
        await app.Data.CreatePlacementAsync(department: mine, days: "2026-11-02..2027-06-30");
        var browser = await app.SignInAsync(Roles.DepartmentHead, mine.Id);

        var start = await browser.GetAsync("/");

        Assert.Equal(
            [
                "2 overlap på tværs af afdelinger",
                "1 overlap inden for afdelingen",
                "1 forløb med samme mentor i over 24 måneder",
                "1 forløb når snart 24 måneder med samme mentor",
                "1 bevilling er længere, end lovgrundlaget tillader",
                "51 bevillinger udløber inden 30 dage",
                "1 forløb er udløbet og ikke afsluttet",
            ],
            start.TextsOf(".flagged a")
        );
        foreach (var link in start.Document.QuerySelectorAll(".flagged a"))
        {
            var rows = new List<string?>();
            PageAnswer list;
            do
            {
                list = await browser.GetAsync(
                    $"{link.GetAttribute("href")}&p={(rows.Count / FlagFilter.PageSize) + 1}"
                );
                rows.AddRange(
                    list.Document.QuerySelectorAll("tbody a[id^=flag-]").Select(a => a.GetAttribute("id"))
                );
            } while (rows.Count > 0 && rows.Count % FlagFilter.PageSize == 0);

            Assert.StartsWith(
                $"{rows.Distinct().Count()} ",
                link.TextContent.Trim(),
                StringComparison.Ordinal
            );
        }

        Assert.Contains("Se alle 1, der er begyndt i denne måned", start.Text, StringComparison.Ordinal);
        var started = start
            .Document.QuerySelector("section[aria-labelledby=started] p a")!
            .GetAttribute("href")!;
        Assert.Single((await browser.GetAsync(started)).Document.QuerySelectorAll("tbody tr"));
    }

    [Fact]
    public async Task Get_AllIsDecided_CountsNothing()
    {
        var mine = await app.Data.CreateDepartmentAsync();
        var placement = await app.Data.CreatePlacementAsync(department: mine, days: "2026-06-01..2026-12-14");
        await app.DbAsync(async db =>
        {
            var flag = await db
                .Flags.Include(f => f.Placements)
                .SingleAsync(f => f.CitizenId == placement.CitizenId);
            Assert.Empty(
                flag.Decide(FlagDecision.EndsOne, "Aftalt", null, null, "Leder", RegistryWebApp.Today)
            );
            return await db.SaveChangesAsync();
        });

        var start = await (await app.SignInAsync(Roles.Caseworker, mine.Id)).GetAsync("/");

        Assert.Contains(
            "Ingen åbne opmærksomhedspunkter. Næste bevilling udløber 14. december 2026.",
            start.Text,
            StringComparison.Ordinal
        );
        Assert.Null(start.Document.QuerySelector(".flagged"));
    }

    /// <summary>Each kind has its sentence in both languages, with the rule's own number.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(ToldFlags.MostCounted + 1)]
    public async Task Say_EveryKind_HasASentence(int counted)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var start = ActivatorUtilities.CreateInstance<StartModel>(scope.ServiceProvider);

        foreach (var kind in Enum.GetValues<FlagKind>())
        {
            var sentence = start.Say(new FlagCount(kind, counted));
            Assert.StartsWith(counted == 1 ? "1 " : "Mere end 1", sentence, StringComparison.Ordinal);
            Assert.DoesNotContain('{', sentence);
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
        await app.Data.CreatePlacementAsync(department: one, days: "2026-11-01..2027-11-30");
        await app.Data.CreatePlacementAsync(department: two, days: "2026-11-02..2027-11-29");

        var start = await (await app.SignInAsync(Roles.Caseworker, one.Id, two.Id)).GetAsync("/");

        Assert.Equal(
            [two.Name, one.Name],
            start.TextsOf("section[aria-labelledby=started] td[data-title=Afdeling]")
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
