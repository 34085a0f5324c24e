using MentorRegistry.Web.Access;
using Microsoft.EntityFrameworkCore;

namespace MentorRegistry.Web.Tests.Pages.Account;

public abstract class ChangePasswordTests(RegistryWebApp app)
{
    private const string Chosen = "fire heste spiser æbler";

    [Fact]
    public async Task Post_NewPassword_KeepsThisSessionAndEndsOthers()
    {
        var user = await app.Data.CreateUserAsync([Roles.Auditor]);
        var here = await app.SignInAsync(user);
        var elsewhere = await app.SignInAsync(user);

        var answer = await ChangeAsync(here, TestData.Password, Chosen, Chosen);

        Assert.Equal("/", answer.Path);
        Assert.Contains("skiftet", answer.Text, StringComparison.Ordinal);
        Assert.Equal("/", (await here.GetAsync("/")).Path);
        Assert.Equal("/Account/SignIn", (await elsewhere.GetAsync("/")).Path);
    }

    [Fact]
    public async Task Post_NewPassword_LeavesOneRowOfHistory()
    {
        var user = await app.Data.CreateUserAsync([Roles.Auditor]);
        var browser = await app.SignInAsync(user);

        await ChangeAsync(browser, TestData.Password, Chosen, Chosen);

        var rows = await app.DbAsync(db =>
            db.AuditEntries.Where(entry => entry.RootId == user.Id && entry.UserId == user.Id).ToListAsync()
        );
        Assert.Equal("""{"NewPassword":true}""", Assert.Single(rows).After);
    }

    [Fact]
    public async Task Post_EverythingWrong_SaysAllOfItAtOnce()
    {
        var browser = await app.SignInAsync(Roles.Auditor);

        var answer = await ChangeAsync(browser, "ikke den rigtige", "abcabcabc", "noget andet");

        var errors = answer.TextsOf(".alert-error li");
        Assert.Contains(errors, error => error.Contains("forkert", StringComparison.Ordinal));
        Assert.Contains(errors, error => error.Contains("mindst 15 tegn", StringComparison.Ordinal));
        Assert.Contains(errors, error => error.Contains("let at gætte", StringComparison.Ordinal));
        Assert.Contains(errors, error => error.Contains("skal være ens", StringComparison.Ordinal));
        Assert.DoesNotContain("abcabcabc", answer.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_InEnglish_IsRefusedInEnglish()
    {
        var browser = await app.SignInAsync(await app.Data.CreateUserAsync([Roles.Auditor]), "en");

        var answer = await ChangeAsync(browser, TestData.Password, "short", "short");

        Assert.Contains("at least 15 characters", answer.Text, StringComparison.Ordinal);
    }

    private static async Task<PageAnswer> ChangeAsync(
        Browser browser,
        string old,
        string chosen,
        string again
    ) =>
        await browser.SubmitAsync(
            await browser.GetAsync("/Account/ChangePassword"),
            "main form",
            new()
            {
                ["Input.Old"] = old,
                ["Input.New"] = chosen,
                ["Input.Again"] = again,
            }
        );
}

public sealed class ChangePasswordTests_Sqlite(SqliteApp app)
    : ChangePasswordTests(app),
        IClassFixture<SqliteApp>;

public sealed class ChangePasswordTests_PostgreSql(PostgreSqlApp app)
    : ChangePasswordTests(app),
        IClassFixture<PostgreSqlApp>;
