using MentorRegistry.Web.Access;

namespace MentorRegistry.Web.Tests.Pages.MyDepartment;

/// <summary>What the list's first page asks the database, which must not grow with the department.</summary>
public sealed class DepartmentQueriesTests(SqliteApp app) : IClassFixture<SqliteApp>
{
    [Fact]
    public async Task Get_FirstPage_AsksFewQueriesAndFindsItsRowsByTheIndex()
    {
        var queries = new AskedQueries(app);
        var mine = await app.Data.CreateDepartmentAsync();
        var mentor = await app.Data.CreateMentorAsync();
        for (var i = 0; i < 60; i++)
        {
            await app.Data.CreatePlacementAsync(department: mine, mentor: mentor);
        }

        var browser = await app.SignInAsync(Roles.Caseworker, mine.Id);
        await browser.GetAsync("/Department");
        queries.Texts.Clear();

        var list = await browser.GetAsync("/Department");

        Assert.Equal(50, list.Document.QuerySelectorAll("tbody tr").Length);
        // Who is signed in is asked on every page, whatever it shows.
        var asked = queries.Texts.Where(text => !text.Contains("AspNet", StringComparison.Ordinal)).ToArray();
        Assert.True(asked.Length <= 7, string.Join("\n\n", asked));
        var rows = Assert.Single(asked, text => text.Contains("OFFSET", StringComparison.Ordinal));
        var plan = await queries.ExplainAsync(rows);
        Assert.Contains("IX_Placements_Department_LastDay", plan, StringComparison.Ordinal);
        Assert.Contains("DepartmentId=? AND IsCancelled=? AND LastDay>?", plan, StringComparison.Ordinal);
        Assert.DoesNotContain("TEMP B-TREE", plan, StringComparison.Ordinal);
    }
}
