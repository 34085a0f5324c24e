using MentorRegistry.Web.Access;
using Microsoft.EntityFrameworkCore;

namespace MentorRegistry.Web.Tests.Access;

/// <summary>A search is itself recorded, with what was searched for (Datatilsynet on logging).</summary>
public abstract class SearchLogTests(RegistryWebApp app)
{
    [Fact]
    public async Task Post_NumberThatSomebodyHas_RecordsTheCitizenAndNotTheNumber()
    {
        var cpr = TestData.CreateCpr();
        var citizen = await app.Data.CreateCitizenAsync(cpr: cpr);

        var search = Assert.Single(await SearchAsync("/", "Query", cpr));

        Assert.Equal((citizen.Id, null), (search.CitizenId, search.Criterion));
    }

    [Fact]
    public async Task Post_NumberThatNobodyHas_RecordsTheNumber()
    {
        var cpr = TestData.CreateCpr();

        var search = Assert.Single(await SearchAsync("/", "Query", $" {cpr[..6]}-{cpr[6..]} "));

        Assert.Equal((null, cpr), (search.CitizenId, search.Criterion));
    }

    [Fact]
    public async Task Post_NewCitizenWhoseNumberSomebodyHas_RecordsTheCitizenAndNotTheNumber()
    {
        var cpr = TestData.CreateCpr();
        var citizen = await app.Data.CreateCitizenAsync(cpr: cpr);
        var department = await app.Data.CreateDepartmentAsync();
        var user = await app.Data.CreateUserAsync([Roles.Caseworker], department.Id);
        var browser = await app.SignInAsync(user);
        var token = (await browser.GetAsync("/")).AntiforgeryToken;

        await browser.PostRawAsync(
            "/Placements/Register?handler=NewCitizen",
            new() { ["__RequestVerificationToken"] = token, ["cpr"] = cpr }
        );

        var search = Assert.Single(
            await app.DbAsync(db =>
                db.Lookups.Where(l => l.UserId == user.Id && l.Kind == LookupKind.Search).ToListAsync()
            )
        );
        Assert.Equal((citizen.Id, null), (search.CitizenId, search.Criterion));
    }

    [Theory]
    [InlineData("{0}-{1}")]
    [InlineData(" {0} {1} ")]
    [InlineData("{0}{1}")]
    public async Task Post_NumberInTheList_IsTheCitizensHoweverItWasTyped(string form)
    {
        var (cpr, unknown) = (TestData.CreateCpr(), TestData.CreateCpr());
        var citizen = await app.Data.CreateCitizenAsync(cpr: cpr);

        var search = Assert.Single(await SearchAsync("/Department", "Search", Typed(cpr)));
        var other = Assert.Single(await SearchAsync("/Department", "Search", Typed(unknown)));

        Assert.Equal((citizen.Id, null), (search.CitizenId, search.Criterion));
        Assert.Equal((null, unknown), (other.CitizenId, other.Criterion));

        string Typed(string digits) =>
            string.Format(System.Globalization.CultureInfo.InvariantCulture, form, digits[..6], digits[6..]);
    }

    [Fact]
    public async Task Post_ReferenceInTheList_IsTheCitizens()
    {
        var citizen = await app.Data.CreateCitizenAsync();

        var search = Assert.Single(await SearchAsync("/Department", "Search", $" {citizen.Reference} "));

        Assert.Equal((citizen.Id, null), (search.CitizenId, search.Criterion));
    }

    [Fact]
    public async Task Post_NothingThatCanBeSearchedFor_RecordsNothing() =>
        Assert.Empty(await SearchAsync("/", "Query", "Bo Iversen"));

    [Fact]
    public async Task Post_NameInTheList_RecordsItCutToWhatIsKept()
    {
        var name = new string('å', LookupEntry.LongestCriterion);

        var search = Assert.Single(await SearchAsync("/Department", "Search", name));

        Assert.Equal((null, name), (search.CitizenId, search.Criterion));
    }

    [Fact]
    public async Task Post_ListWithoutASearch_RecordsNothing() =>
        Assert.Empty(await SearchAsync("/Department", "Search", "  "));

    /// <summary>However the rows are shown: the page in another language, the next page of it, the file.</summary>
    [Theory]
    [InlineData("/Department")]
    [InlineData("/Department?p=2")]
    [InlineData("/Department?handler=Language")]
    [InlineData("/Department?handler=language&p=2")]
    [InlineData("/Department?handler=Export")]
    public async Task Post_NameInTheList_IsRecordedWhicheverWayItsRowsAreShown(string path)
    {
        var department = await app.Data.CreateDepartmentAsync();
        var citizen = await app.Data.CreateCitizenAsync("Ellinor Quist");
        await app.Data.CreatePlacementAsync(citizen, department);
        var user = await app.Data.CreateUserAsync([Roles.Caseworker], department.Id);
        var browser = await app.SignInAsync(user);
        var token = (await browser.GetAsync("/")).AntiforgeryToken;

        var answer = await browser.PostRawAsync(
            path,
            new() { ["__RequestVerificationToken"] = token, ["Search"] = "quist" }
        );

        Assert.Equal(System.Net.HttpStatusCode.OK, answer.Status);
        var search = Assert.Single(
            await app.DbAsync(db =>
                db.Lookups.Where(l => l.UserId == user.Id && l.Kind == LookupKind.Search).ToListAsync()
            )
        );
        Assert.Equal((null, "quist"), (search.CitizenId, search.Criterion));
    }

    private async Task<List<LookupEntry>> SearchAsync(string path, string field, string typed)
    {
        var department = await app.Data.CreateDepartmentAsync();
        var user = await app.Data.CreateUserAsync([Roles.Caseworker], department.Id);
        var browser = await app.SignInAsync(user);
        await browser.SubmitAsync(
            await browser.GetAsync(path),
            $"main form:has([name={field}])",
            new() { [field] = typed }
        );
        return await app.DbAsync(db =>
            db.Lookups.Where(l => l.UserId == user.Id && l.Kind == LookupKind.Search).ToListAsync()
        );
    }
}

public sealed class SearchLogTests_Sqlite(SqliteApp app) : SearchLogTests(app), IClassFixture<SqliteApp>;

public sealed class SearchLogTests_PostgreSql(PostgreSqlApp app)
    : SearchLogTests(app),
        IClassFixture<PostgreSqlApp>;
