using System.Globalization;
using System.Net;
using MentorRegistry.Web.Access;

namespace MentorRegistry.Web.Tests.Pages.Hours;

public abstract class IndexTests(RegistryWebApp app)
{
    [Fact]
    public async Task Get_AMonth_ListsMentorsWithWhatIsMissingFirst()
    {
        var department = await app.Data.CreateDepartmentAsync();
        var done = await app.Data.CreateMentorAsync("Ane Done");
        var missing = await app.Data.CreateMentorAsync("Bo Mangler");
        var told = await app.Data.CreatePlacementAsync(department: department, mentor: done);
        await app.Data.CreateHoursAsync(
            told,
            "2026-10-05..2026-10-11",
            minutes: 150,
            billable: 180,
            noShows: 1
        );
        var first = await app.Data.CreatePlacementAsync(department: department, mentor: missing);
        await app.Data.CreateHoursAsync(first, "2026-10-01..2026-10-31", minutes: 600);
        await app.Data.CreatePlacementAsync(department: department, mentor: missing);
        // Not of the month, cancelled, and of another department.
        await app.Data.CreatePlacementAsync(
            department: department,
            mentor: missing,
            days: "2026-11-01..2026-12-31"
        );
        await app.Data.CreatePlacementAsync(department: department, mentor: missing, cancelled: true);
        var others = await app.Data.CreatePlacementAsync(mentor: missing);
        await app.Data.CreateHoursAsync(others, "2026-10-05..2026-10-11");
        var browser = await app.SignInAsync(Roles.Caseworker, department.Id);

        var page = await browser.GetAsync("/Hours?month=2026-10");

        Assert.Contains(": 1 forløb har ingen timer endnu", page.Text, StringComparison.Ordinal);
        Assert.Equal(
            [
                "Bo Mangler | 1 af 2 | 10 | 10 | 0",
                "Ane Done | 1 af 1 | 2,5 | 3 | 1",
                "I alt | 2 af 3 | 12,5 | 13 | 1",
            ],
            page.Document.QuerySelectorAll("table.hours tbody tr, table.hours tfoot tr")
                .Select(row =>
                    string.Join(
                        " | ",
                        row.Children.Select(cell =>
                            (cell.QuerySelector("a")?.TextContent ?? cell.TextContent).Trim()
                        )
                    )
                )
        );
        Assert.Empty(page.Document.QuerySelectorAll("a[href*='Hours/Close']"));
    }

    [Theory]
    [InlineData("2026-08", "Timer, august 2026")]
    [InlineData("", "Timer, november 2026")]
    public async Task Get_MonthOfTheAddress_OrTheOneThatIsDue_IsShown(string month, string heading)
    {
        var browser = await app.SignInAsync(Roles.Caseworker, (await app.Data.CreateDepartmentAsync()).Id);

        Assert.Equal(heading, (await browser.GetAsync($"/Hours?month={month}")).TextOf("h1"));
    }

    /// <summary>Hours of this month under an address that means another one would be worse than no page.</summary>
    [Theory]
    [InlineData("/Hours?month=2026-13")]
    [InlineData("/Hours?month=nonsens")]
    [InlineData("/Hours?month=9999-12")]
    [InlineData("/Hours/Invoices?month=2026-13")]
    [InlineData("/Hours/Sheet?provider={0}&month=2026-13")]
    [InlineData("/Hours/Close?department={1}&month=2026-13")]
    [InlineData("/Hours/Invoice?department={1}&provider={0}&month=2026-13")]
    public async Task Get_NoSuchMonth_IsNotThere(string address)
    {
        var department = await app.Data.CreateDepartmentAsync();
        var placement = await app.Data.CreatePlacementAsync(department: department);
        var browser = await app.SignInAsync(Roles.DepartmentHead, department.Id);
        var path = string.Format(CultureInfo.InvariantCulture, address, placement.ProviderId, department.Id);

        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync(path)).Status);
        Assert.Equal(
            HttpStatusCode.OK,
            (await browser.GetAsync(path.Split("month=")[0] + "month=2026-10")).Status
        );
    }

    [Fact]
    public async Task Get_NothingInTheMonth_SaysSo()
    {
        var browser = await app.SignInAsync(
            Roles.DepartmentHead,
            (await app.Data.CreateDepartmentAsync()).Id
        );

        Assert.Contains(
            "Din afdeling har ingen forløb i oktober 2026",
            (await browser.GetAsync("/Hours?month=2026-10")).Text,
            StringComparison.Ordinal
        );
    }
}

public sealed class IndexTests_Sqlite(SqliteApp app) : IndexTests(app), IClassFixture<SqliteApp>;

public sealed class IndexTests_PostgreSql(PostgreSqlApp app) : IndexTests(app), IClassFixture<PostgreSqlApp>;
