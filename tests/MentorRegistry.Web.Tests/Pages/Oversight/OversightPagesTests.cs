using MentorRegistry.Web.Access;
using MentorRegistry.Web.Tests.Data.Erasing;

namespace MentorRegistry.Web.Tests.Pages.Oversight;

/// <summary>The ways to the pages of oversight, the same everywhere.</summary>
public abstract class OversightPagesTests(RegistryWebApp app)
{
    [Theory]
    [InlineData(Roles.Auditor, "/Oversight/Log", "/Oversight")]
    [InlineData(Roles.Auditor, "/Oversight/Insight", "/Oversight")]
    [InlineData(Roles.Auditor, "/Oversight/SpotChecks", "/Oversight")]
    [InlineData(Roles.Auditor, "/Oversight/CitizenFile", "/Oversight")]
    [InlineData(Roles.Auditor, "/Oversight/Erasure", "/Oversight")]
    [InlineData(Roles.Administrator, "/Oversight/Erasure", "/Administration")]
    public async Task Get_EachPage_HasItsWayBackAndItsWayThere(string role, string page, string above)
    {
        var browser = await app.SignInAsync(role);

        var crumbs = (await browser.GetAsync(page)).Document.QuerySelectorAll(".breadcrumbs a");
        var way = (await browser.GetAsync(above)).Document.QuerySelectorAll($"main a[href='{page}']");

        Assert.Equal(above, Assert.Single(crumbs).GetAttribute("href"));
        Assert.NotEmpty(way);
    }

    /// <summary>Whoever opens other departments' placements of a citizen of none of the own ones, is for the auditor to see.</summary>
    [Fact]
    public async Task Get_BasesRecordedOnCitizensOfOtherDepartmentsAlone_AreCounted()
    {
        var (mine, theirs) = (await app.Data.CreateDepartmentAsync(), await app.Data.CreateDepartmentAsync());
        var user = await app.Data.CreateUserAsync([Roles.Caseworker], mine.Id);
        var (own, foreign) = (await app.Data.CreateCitizenAsync(), await app.Data.CreateCitizenAsync());
        await app.Data.CreatePlacementAsync(own, mine);
        await app.Data.CreatePlacementAsync(foreign, theirs);
        var auditor = await app.SignInAsync(Roles.Auditor);
        var before = await CountedAsync();

        await RecordAsync(own);
        Assert.Equal(before, await CountedAsync());
        await RecordAsync(foreign);

        Assert.Equal(before + 1, await CountedAsync());

        async Task<int> CountedAsync() =>
            int.Parse(
                (await auditor.GetAsync("/Oversight")).TextOf("#foreign-bases").Split(' ')[0],
                System.Globalization.CultureInfo.InvariantCulture
            );

        async Task RecordAsync(MentorRegistry.Domain.Citizens.Citizen citizen)
        {
            var ground = await app.Data.CreateSharingGroundAsync();
            var browser = await app.SignInAsync(user);
            if (citizen.Id == foreign.Id)
            {
                await app.GivePurposeAsync(browser, citizen);
            }

            var form = await browser.GetAsync($"/Citizens/{citizen.Reference}/Sharing");
            var saved = await browser.PostRawAsync(
                $"/Citizens/{citizen.Reference}/Sharing",
                new()
                {
                    ["__RequestVerificationToken"] = form.AntiforgeryToken,
                    ["Input.GroundId"] = $"{ground.Id}",
                    ["Input.First"] = "20-11-2026",
                    ["Input.Source"] = "Samtykke i sag 12",
                    ["Input.DepartmentIds[0]"] = $"{mine.Id}",
                    ["Input.DepartmentIds[1]"] = $"{theirs.Id}",
                }
            );
            Assert.Equal($"/Citizens/{citizen.Reference}", saved.Path);
        }
    }

    [Fact]
    public async Task GetErasure_References_EachStandsWhole()
    {
        var citizen = await app.CreateWholeCitizenAsync();
        var browser = await app.SignInAsync(Roles.Auditor);

        var due = await browser.GetAsync("/Oversight/Erasure");
        var open = await browser.SubmitAsync(due, "form[action*=Propose]");
        var decided = await browser.SubmitAsync(open, "form[action*=Reject]");

        Assert.All(
            new[] { due, open, decided },
            page => Assert.Contains(citizen.Reference, page.TextsOf("span.reference"))
        );
    }

    [Theory]
    [InlineData(1, "1 year after")]
    [InlineData(5, "5 years after")]
    public async Task GetErasure_InEnglish_CountsOneAsOne(int years, string words)
    {
        var settings = (RegistrySettings)app.Services.GetService(typeof(RegistrySettings))!;
        var usual = settings.Retention.CitizenYears;
        var auditor = await app.Data.CreateUserAsync([Roles.Auditor]);
        var browser = await app.SignInAsync(auditor, "en");
        settings.Retention.CitizenYears = years;
        try
        {
            var page = await browser.GetAsync("/Oversight/Erasure");

            Assert.Contains(words, page.Text, StringComparison.Ordinal);
        }
        finally
        {
            settings.Retention.CitizenYears = usual;
        }
    }

    [Fact]
    public async Task GetConfirm_WithASecondFactor_AsksForBoth()
    {
        var browser = await app.SignInAsync(Roles.Auditor);

        var page = await browser.GetAsync("/Account/Email");

        Assert.Contains("adgangskode igen og en kode", page.Text, StringComparison.Ordinal);
    }
}

public sealed class OversightPagesTests_Sqlite(SqliteApp app)
    : OversightPagesTests(app),
        IClassFixture<SqliteApp>;

public sealed class OversightPagesTests_PostgreSql(PostgreSqlApp app)
    : OversightPagesTests(app),
        IClassFixture<PostgreSqlApp>;
