using MentorRegistry.Domain.Citizens;
using MentorRegistry.Domain.Organisation;
using MentorRegistry.Domain.Providers;
using MentorRegistry.Web.Access;
using Microsoft.EntityFrameworkCore;

namespace MentorRegistry.Web.Tests.Pages.Citizens;

/// <summary>Name and address protection: how to reach the mentors tells where the person is to be met.</summary>
public abstract class ProtectedCitizenTests(RegistryWebApp app)
{
    private const string Phone = "70 00 00 03";
    private const string Email = "mentor@example.dk";

    [Theory]
    [InlineData("/Citizens/{0}")]
    [InlineData("/Citizens/{0}/Sheet")]
    [InlineData("/Placements/Register?citizen={0}")]
    public async Task Get_Protected_ShowsNoContact(string path)
    {
        var (browser, citizen, _, mentor) = await CreateAsync();

        var page = await browser.GetAsync(string.Format(null, path, citizen.Reference));

        Assert.Contains(mentor.Name, page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(Phone, page.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("70000003", page.Html, StringComparison.Ordinal);
        Assert.DoesNotContain(Email, page.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_Contact_ShowsItRecordedAndNeverOnPaper()
    {
        var (browser, citizen, _, _) = await CreateAsync();
        var overview = await browser.GetAsync($"/Citizens/{citizen.Reference}");

        var page = await browser.SubmitAsync(overview, "form[action*=Contact]");

        Assert.Contains(Phone, page.TextOf(".mentor-card .contact"), StringComparison.Ordinal);
        Assert.Contains(Email, page.TextOf(".mentor-card .contact"), StringComparison.Ordinal);
        Assert.All(
            page.Document.QuerySelectorAll(".mentor-card .contact"),
            contact => Assert.Contains("d-print-none", contact.ClassList)
        );
        Assert.Equal(
            [LookupKind.Overview, LookupKind.Overview, LookupKind.ProtectedContact],
            await LookupsAsync(citizen)
        );
    }

    [Fact]
    public async Task Get_NotProtected_ShowsContactAtOnce()
    {
        var (browser, citizen, _, _) = await CreateAsync(isProtected: false);

        var page = await browser.GetAsync($"/Citizens/{citizen.Reference}");

        Assert.Contains(Phone, page.TextOf(".mentor-card .contact"), StringComparison.Ordinal);
        Assert.Null(page.Document.QuerySelector("form[action*=Contact]"));
    }

    [Fact]
    public async Task Get_Sheet_HasNeitherNameNorTelephone()
    {
        var (browser, citizen, department, _) = await CreateAsync();

        var sheet = await browser.GetAsync($"/Citizens/{citizen.Reference}/Sheet");

        Assert.DoesNotContain(citizen.Name, sheet.TextOf(".sheet"), StringComparison.Ordinal);
        Assert.Contains($"Ring til {department.Name}", sheet.TextOf(".sheet"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Export_HasNoName_AndEveryCitizenInItIsRecorded()
    {
        var (browser, citizen, department, _) = await CreateAsync();
        var open = await app.Data.CreateCitizenAsync();
        await app.Data.CreatePlacementAsync(open, department);

        var file = await browser.GetAsync("/Department?handler=Export");

        Assert.DoesNotContain(citizen.Name, file.Html, StringComparison.Ordinal);
        Assert.Contains("Beskyttet borger", file.Html, StringComparison.Ordinal);
        Assert.Contains(open.Name, file.Html, StringComparison.Ordinal);
        Assert.Equal([LookupKind.Export], await LookupsAsync(citizen));
        Assert.Equal([LookupKind.Export], await LookupsAsync(open));
    }

    [Fact]
    public async Task Post_Edit_MarksTheCitizenWithHistory()
    {
        var (browser, citizen, _, _) = await CreateAsync(isProtected: false);
        var form = await browser.GetAsync($"/Citizens/{citizen.Reference}/Edit");

        var overview = await browser.SubmitAsync(
            form,
            "main form:has([name='Input.Name'])",
            new() { ["Input.IsProtected"] = "true" }
        );

        Assert.Contains("Navne- og adressebeskyttet", overview.Text, StringComparison.Ordinal);
        Assert.Contains(
            "Navne- og adressebeskyttelse: ændret fra nej til ja",
            overview.TextOf(".history"),
            StringComparison.OrdinalIgnoreCase
        );
    }

    private async Task<(Browser, Citizen, Department, Mentor)> CreateAsync(bool isProtected = true)
    {
        var department = await app.Data.CreateDepartmentAsync();
        var citizen = await app.Data.CreateCitizenAsync(isProtected: isProtected);
        var mentor = await app.Data.CreateMentorAsync();
        await app.Data.CreatePlacementAsync(citizen, department, mentor: mentor);
        return (await app.SignInAsync(Roles.Caseworker, department.Id), citizen, department, mentor);
    }

    private Task<List<LookupKind>> LookupsAsync(Citizen citizen) =>
        app.DbAsync(db =>
            db.Lookups.Where(lookup => lookup.CitizenId == citizen.Id)
                .OrderBy(lookup => lookup.Id)
                .Select(lookup => lookup.Kind)
                .ToListAsync()
        );
}

public sealed class ProtectedCitizenTests_Sqlite(SqliteApp app)
    : ProtectedCitizenTests(app),
        IClassFixture<SqliteApp>;

public sealed class ProtectedCitizenTests_PostgreSql(PostgreSqlApp app)
    : ProtectedCitizenTests(app),
        IClassFixture<PostgreSqlApp>;
