using MentorRegistry.Web.Access;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace MentorRegistry.Web.Tests.Pages.Account;

public abstract class ChoosePasswordTests(RegistryWebApp app)
{
    private const string Chosen = "fire heste spiser æbler";

    [Fact]
    public async Task Post_LinkUsedBefore_IsRefused()
    {
        var user = await app.Data.CreateUserAsync([Roles.Caseworker]);
        var token = await MakeLinkAsync(user);
        Assert.Equal("/Account/SignIn", (await ChooseAsync(token, Chosen)).Path);

        var again = await ChooseAsync(token, "noget helt andet end heste");

        await AssertRefusedAsync(again, user, Chosen);
    }

    [Fact]
    public async Task Post_LinkReplacedByANewOne_IsRefused()
    {
        var user = await app.Data.CreateUserAsync([Roles.Caseworker]);
        var old = await MakeLinkAsync(user);
        await MakeLinkAsync(user);

        await AssertRefusedAsync(await ChooseAsync(old, Chosen), user, TestData.Password);
    }

    [Fact]
    public async Task Post_LinkTooOld_IsRefused()
    {
        var user = await app.Data.CreateUserAsync([Roles.Caseworker]);
        var token = await MakeLinkAsync(user, TimeSpan.FromSeconds(-1));

        await AssertRefusedAsync(await ChooseAsync(token, Chosen), user, TestData.Password);
    }

    [Fact]
    public async Task Post_AccountClosed_IsRefused()
    {
        var user = await app.Data.CreateUserAsync([Roles.Caseworker]);
        var token = await MakeLinkAsync(user);
        await app.DbAsync(async db =>
        {
            (await db.Users.SingleAsync(u => u.Id == user.Id)).IsDisabled = true;
            return await db.SaveChangesAsync();
        });

        var answer = await ChooseAsync(token, Chosen);

        Assert.Contains("gælder ikke", answer.TextOf(".alert-error"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_UnknownToken_SaysTheSameAsForAUsedOne()
    {
        var user = await app.Data.CreateUserAsync([Roles.Caseworker]);
        var token = await MakeLinkAsync(user);
        await ChooseAsync(token, Chosen);

        var used = await ChooseAsync(token, Chosen);
        var unknown = await ChooseAsync("findesikke", Chosen);

        Assert.Equal(used.TextOf(".alert-error"), unknown.TextOf(".alert-error"));
    }

    [Fact]
    public async Task Post_PasswordEasyToGuess_IsRefusedAndTheLinkStillHolds()
    {
        var user = await app.Data.CreateUserAsync([Roles.Caseworker]);
        var token = await MakeLinkAsync(user);

        var refused = await ChooseAsync(token, $"jeg hedder {user.UserName} her");
        var accepted = await ChooseAsync(token, Chosen);

        Assert.Contains("brugernavnet", refused.TextOf(".alert-error"), StringComparison.Ordinal);
        Assert.Equal("/Account/SignIn", accepted.Path);
    }

    [Fact]
    public async Task Post_OneLinkFiveTimesAtOnce_ChoosesOnePassword()
    {
        var user = await app.Data.CreateUserAsync([Roles.Caseworker]);
        var token = await MakeLinkAsync(user);
        var browsers = await Task.WhenAll(
            Enumerable
                .Range(0, 5)
                .Select(async i =>
                {
                    var browser = app.OpenBrowser();
                    return (i, browser, Page: await browser.GetAsync("/Account/ChoosePassword"));
                })
        );

        var answers = await Task.WhenAll(
            browsers.Select(b => SubmitAsync(b.browser, b.Page, token, $"{Chosen} nummer {b.i}"))
        );

        Assert.Single(answers, answer => answer.Path == "/Account/SignIn");
    }

    [Fact]
    public async Task Post_LockedAccount_OpensAndEndsOldSessions()
    {
        var user = await app.Data.CreateUserAsync([Roles.Caseworker]);
        var before = await app.SignInAsync(user);
        await app.DbAsync(async db =>
        {
            (await db.Users.SingleAsync(u => u.Id == user.Id)).LockoutEnd = DateTimeOffset.MaxValue;
            return await db.SaveChangesAsync();
        });

        await ChooseAsync(await MakeLinkAsync(user), TestData.Password);

        Assert.Equal("/Account/SignIn", (await before.GetAsync("/")).Path);
        Assert.Equal("/", (await app.SignInAsync(app.OpenBrowser(), user)).Path);
    }

    [Fact]
    public async Task Make_Link_KeepsNothingInTheDatabaseThatOpens()
    {
        var user = await app.Data.CreateUserAsync([Roles.Caseworker]);
        var token = await MakeLinkAsync(user);

        var stored = await app.DbAsync(db => db.PasswordLinks.SingleAsync(link => link.UserId == user.Id));

        Assert.NotEqual(token, stored.TokenHash);
        Assert.True(token.Length >= 43);
        await AssertRefusedAsync(await ChooseAsync(stored.TokenHash, Chosen), user, TestData.Password);
    }

    private async Task<string> MakeLinkAsync(RegistryUser user, TimeSpan? lasts = null)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var links = scope.ServiceProvider.GetRequiredService<PasswordLinks>();
        var token = await links.MakeAsync(user, lasts ?? TimeSpan.FromDays(1), CancellationToken.None);
        await scope.ServiceProvider.GetRequiredService<Web.Data.RegistryDb>().SaveChangesAsync();
        return token;
    }

    private async Task<PageAnswer> ChooseAsync(string token, string password)
    {
        var browser = app.OpenBrowser();
        return await SubmitAsync(browser, await browser.GetAsync("/Account/ChoosePassword"), token, password);
    }

    private static Task<PageAnswer> SubmitAsync(
        Browser browser,
        PageAnswer page,
        string token,
        string password
    ) =>
        browser.SubmitAsync(
            page,
            "main form",
            new()
            {
                ["Input.Token"] = token,
                ["Input.New"] = password,
                ["Input.Again"] = password,
            }
        );

    private async Task AssertRefusedAsync(PageAnswer answer, RegistryUser user, string stillHolds)
    {
        Assert.Contains("gælder ikke", answer.TextOf(".alert-error"), StringComparison.Ordinal);
        var browser = app.OpenBrowser();
        var inside = await browser.SubmitAsync(
            await browser.GetAsync("/Account/SignIn"),
            "main form",
            new() { ["Input.UserName"] = user.UserName, ["Input.Password"] = stillHolds }
        );
        Assert.Equal("/", inside.Path);
    }
}

public sealed class ChoosePasswordTests_Sqlite(SqliteApp app)
    : ChoosePasswordTests(app),
        IClassFixture<SqliteApp>;

public sealed class ChoosePasswordTests_PostgreSql(PostgreSqlApp app)
    : ChoosePasswordTests(app),
        IClassFixture<PostgreSqlApp>;
