using System.Net;
using MentorRegistry.Web.Access;
using Microsoft.EntityFrameworkCore;

namespace MentorRegistry.Web.Tests.Pages.Account;

public abstract class AccountIndexTests(RegistryWebApp app)
{
    [Fact]
    public async Task SignOut_CopyOfTheCookie_IsDead()
    {
        var user = await app.Data.CreateUserAsync([Roles.Caseworker]);
        using var client = app.CreateClient(
            new() { BaseAddress = new Uri("https://localhost"), AllowAutoRedirect = false }
        );
        var browser = new Browser(client);
        var signedIn = await app.SignInAsync(browser, user);
        var cookie = signedIn
            .Response.Headers.GetValues("Set-Cookie")
            .Single(c => c.Contains(".Session=", StringComparison.Ordinal))
            .Split(';')[0];
        Assert.Equal(HttpStatusCode.OK, await AskWithAsync(cookie));

        await browser.SubmitAsync(await browser.GetAsync("/Account/SignOut"), "main form");

        Assert.Equal(HttpStatusCode.Redirect, await AskWithAsync(cookie));
    }

    [Fact]
    public async Task PostEnd_OwnOtherSession_IsOutAndThisOneGoesOn()
    {
        var user = await app.Data.CreateUserAsync([Roles.Caseworker]);
        var here = await app.SignInAsync(user);
        var elsewhere = await app.SignInAsync(user);
        var page = await here.GetAsync("/Account");
        Assert.Equal(2, page.Document.QuerySelectorAll(".sessions li").Length);

        var answer = await here.SubmitAsync(page, ".sessions form");

        Assert.Single(answer.Document.QuerySelectorAll(".sessions li"));
        Assert.Equal("/Account/SignIn", (await elsewhere.GetAsync("/")).Path);
        Assert.Equal("/", (await here.GetAsync("/")).Path);
    }

    [Theory]
    [InlineData("one")]
    [InlineData("others")]
    [InlineData("all")]
    public async Task PostEnd_ByOneselfOrAnAdministrator_IsToldInTheUsersHistory(string ended)
    {
        var user = await app.Data.CreateUserAsync([Roles.Caseworker]);
        var here = await app.SignInAsync(user);
        await app.SignInAsync(user);
        var administrator = await app.Data.CreateUserAsync([Roles.Administrator]);
        var admin = await app.SignInAsync(administrator);
        var edit = $"/Administration/Users/Edit/{user.Id}";
        await (
            ended switch
            {
                "one" => here.SubmitAsync(await here.GetAsync("/Account"), ".sessions form"),
                "others" => here.SubmitAsync(await here.GetAsync("/Account"), "#end-others"),
                _ => admin.SubmitAsync(await admin.GetAsync(edit), "form[action*=EndSessions]"),
            }
        );

        var by = ended == "all" ? administrator : user;
        var row = (await admin.GetAsync(edit)).TextsOf(".history > li")[0];
        Assert.Contains("Logget af på et eller flere steder", row, StringComparison.Ordinal);
        Assert.Contains(by.DisplayName, row, StringComparison.Ordinal);
        var kept = await app.DbAsync(db =>
            db.AuditEntries.SingleAsync(e => e.RootId == user.Id && e.After == "{\"SessionsEnded\":true}")
        );
        Assert.Equal((by.Id, user.Id), (kept.UserId, kept.EntityId));
    }

    [Fact]
    public async Task SignOut_OwnOnlySession_IsNoHistory()
    {
        var user = await app.Data.CreateUserAsync([Roles.Caseworker]);
        var browser = await app.SignInAsync(user);

        await browser.SubmitAsync(await browser.GetAsync("/Account/SignOut"), "main form");

        Assert.False(
            await app.DbAsync(db => db.AuditEntries.AnyAsync(e => e.RootId == user.Id && e.UserId == user.Id))
        );
    }

    [Fact]
    public async Task PostEnd_SomebodyElsesSession_AnswersAsIfThereWereNone()
    {
        var other = await app.Data.CreateUserAsync([Roles.Caseworker]);
        var theirs = await app.SignInAsync(other);
        var session = await app.DbAsync(db => db.Sessions.SingleAsync(s => s.UserId == other.Id));
        var user = await app.Data.CreateUserAsync([Roles.Caseworker]);
        var mine = await app.SignInAsync(user);
        await app.SignInAsync(user);

        var answer = await mine.SubmitAsync(
            await mine.GetAsync("/Account"),
            ".sessions form",
            new() { ["session"] = session.Id.ToString() }
        );

        Assert.Equal(HttpStatusCode.NotFound, answer.Status);
        Assert.Equal("/", (await theirs.GetAsync("/")).Path);
    }

    [Fact]
    public async Task PostEndOthers_ThreeSessions_LeavesThisOne()
    {
        var user = await app.Data.CreateUserAsync([Roles.Caseworker]);
        var here = await app.SignInAsync(user);
        Browser[] others = [await app.SignInAsync(user), await app.SignInAsync(user)];

        await here.SubmitAsync(await here.GetAsync("/Account"), "#end-others");

        Assert.Equal("/", (await here.GetAsync("/")).Path);
        foreach (var other in others)
        {
            Assert.Equal("/Account/SignIn", (await other.GetAsync("/")).Path);
        }
    }

    [Fact]
    public async Task Get_Sessions_NamesBrowserAndSystemAndKeepsNoMoreOfThem()
    {
        var user = await app.Data.CreateUserAsync([Roles.Caseworker]);
        var browser = app.OpenBrowser();
        browser.Client.DefaultRequestHeaders.UserAgent.ParseAdd(
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0"
        );
        await app.SignInAsync(browser, user);

        Assert.Equal("Edge, Windows", (await browser.GetAsync("/Account")).TextOf(".sessions strong"));
    }

    private async Task<HttpStatusCode> AskWithAsync(string cookie)
    {
        using var client = app.CreateClient(
            new()
            {
                BaseAddress = new Uri("https://localhost"),
                AllowAutoRedirect = false,
                HandleCookies = false,
            }
        );
        client.DefaultRequestHeaders.Add("Cookie", cookie);
        using var answer = await client.GetAsync(
            new Uri("/", UriKind.Relative),
            TestContext.Current.CancellationToken
        );
        return answer.StatusCode;
    }
}

public sealed class AccountIndexTests_Sqlite(SqliteApp app)
    : AccountIndexTests(app),
        IClassFixture<SqliteApp>;

public sealed class AccountIndexTests_PostgreSql(PostgreSqlApp app)
    : AccountIndexTests(app),
        IClassFixture<PostgreSqlApp>;
