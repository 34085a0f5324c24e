using MentorRegistry.Web.Access;

namespace MentorRegistry.Web.Tests.Pages.Account;

public abstract class SignInTests(RegistryWebApp app)
{
    [Fact]
    public async Task Post_RightPassword_OpensStart()
    {
        var browser = await app.SignInAsync(Roles.Caseworker);

        Assert.Equal("/", (await browser.GetAsync("/")).Path);
    }

    [Fact]
    public async Task Post_WrongPassword_SaysTheSameAsForUnknownUser()
    {
        var user = await app.Data.CreateUserAsync([Roles.Caseworker]);

        var wrong = await TryAsync(user.UserName!, "et forkert kodeord");
        var unknown = await TryAsync("findesikke", "et forkert kodeord");

        Assert.Equal("/Account/SignIn", wrong.Path);
        Assert.Contains("passer ikke", wrong.Text, StringComparison.Ordinal);
        Assert.Equal(wrong.Text, unknown.Text);
    }

    private async Task<PageAnswer> TryAsync(string userName, string password)
    {
        var browser = app.OpenBrowser();
        return await browser.SubmitAsync(
            await browser.GetAsync("/Account/SignIn"),
            "main form",
            new() { ["Input.UserName"] = userName, ["Input.Password"] = password }
        );
    }
}

public sealed class SignInTests_Sqlite(SqliteApp app) : SignInTests(app), IClassFixture<SqliteApp>;

public sealed class SignInTests_PostgreSql(PostgreSqlApp app)
    : SignInTests(app),
        IClassFixture<PostgreSqlApp>;
