using MentorRegistry.Web.Access;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace MentorRegistry.Web.Tests.Pages.Account;

public abstract class SignInCodeTests(RegistryWebApp app)
{
    [Fact]
    public async Task SignIn_PasswordAlone_OpensNothingButTheCodesPage()
    {
        var user = await app.Data.CreateUserAsync([Roles.Administrator]);
        var browser = app.OpenBrowser();

        var asked = await GivePasswordAsync(browser, user);

        Assert.Equal("/Account/SignInCode", asked.Path);
        Assert.Equal("/Account/SignIn", (await browser.GetAsync("/Administration")).Path);
        Assert.Equal("/Account/SignIn", (await browser.GetAsync("/Account")).Path);
    }

    [Fact]
    public async Task Post_RightCode_OpensWhatWasAskedFor()
    {
        var user = await app.Data.CreateUserAsync([Roles.Administrator]);
        var browser = app.OpenBrowser();
        var asked = await GivePasswordAsync(browser, user, "/Account/SignIn?returnUrl=%2FAdministration");

        var inside = await GiveCodeAsync(browser, asked, await app.CodeAsync(user));

        Assert.Equal("/Administration", inside.Path);
    }

    [Fact]
    public async Task Post_CodeUsedBefore_IsRefused()
    {
        var user = await app.Data.CreateUserAsync([Roles.Administrator]);
        var code = await app.CodeAsync(user);
        var first = app.OpenBrowser();
        await GiveCodeAsync(first, await GivePasswordAsync(first, user), code);
        var second = app.OpenBrowser();

        var answer = await GiveCodeAsync(second, await GivePasswordAsync(second, user), code);

        Assert.Equal("/", (await first.GetAsync("/")).Path);
        Assert.Equal("/Account/SignInCode", answer.Path);
        Assert.Contains("allerede brugt", answer.TextOf(".alert-error"), StringComparison.Ordinal);
        Assert.DoesNotContain(code, answer.Html, StringComparison.Ordinal);
        Assert.Equal("/Account/SignIn", (await second.GetAsync("/")).Path);
    }

    [Fact]
    public async Task Accepts_OneCodeTenTimesAtOnce_Once()
    {
        var user = await app.Data.CreateUserAsync([Roles.Administrator]);
        var code = await app.CodeAsync(user);

        var accepted = await AtOnceAsync(user, code);

        Assert.Single(accepted, isAccepted => isAccepted);
    }

    [Fact]
    public async Task Accepts_OneRecoveryCodeTenTimesAtOnce_Once()
    {
        var user = await app.Data.CreateUserAsync([Roles.Administrator]);
        var code = (await MakeRecoveryCodesAsync(user))[0];

        var accepted = await AtOnceAsync(user, code);

        Assert.Single(accepted, isAccepted => isAccepted);
    }

    [Fact]
    public async Task Post_FiveWrongCodes_LocksTheAccount_AlsoWhenThePasswordIsGivenInBetween()
    {
        var user = await app.Data.CreateUserAsync([Roles.Administrator]);
        for (var attempt = 0; attempt < 5; attempt++)
        {
            var browser = app.OpenBrowser();
            await GiveCodeAsync(browser, await GivePasswordAsync(browser, user), "000000");
        }

        Assert.Equal("/Account/SignIn", (await GivePasswordAsync(app.OpenBrowser(), user)).Path);
        Assert.NotNull(
            await app.DbAsync(db =>
                db.Users.Where(u => u.Id == user.Id).Select(u => u.LockoutEnd).SingleAsync()
            )
        );
    }

    [Fact]
    public async Task Post_AccountLockedMeanwhile_TheRightCodeIsRefused()
    {
        var user = await app.Data.CreateUserAsync([Roles.Administrator]);
        var browser = app.OpenBrowser();
        var asked = await GivePasswordAsync(browser, user);
        await app.DbAsync(async db =>
        {
            (await db.Users.SingleAsync(u => u.Id == user.Id)).LockoutEnd = DateTimeOffset.MaxValue;
            return await db.SaveChangesAsync();
        });

        var answer = await GiveCodeAsync(browser, asked, await app.CodeAsync(user));

        Assert.Equal("/Account/SignInCode", answer.Path);
    }

    [Fact]
    public async Task Post_PasswordChangedMeanwhile_StartsAgain()
    {
        var user = await app.Data.CreateUserAsync([Roles.Administrator]);
        var browser = app.OpenBrowser();
        var asked = await GivePasswordAsync(browser, user);
        await app.DbAsync(async db =>
        {
            (await db.Users.SingleAsync(u => u.Id == user.Id)).SecurityStamp = "another";
            return await db.SaveChangesAsync();
        });

        var answer = await GiveCodeAsync(browser, asked, await app.CodeAsync(user));

        Assert.Equal("/Account/SignIn", answer.Path);
    }

    [Fact]
    public async Task PostRecovery_EachCode_OpensOnceHoweverItIsTyped()
    {
        var user = await app.Data.CreateUserAsync([Roles.Administrator]);
        var codes = await MakeRecoveryCodesAsync(user);
        Assert.Equal(10, codes.Count);
        var browser = app.OpenBrowser();
        var typed = codes[3].ToLowerInvariant().Replace("-", " ", StringComparison.Ordinal);

        var inside = await RecoverAsync(browser, await GivePasswordAsync(browser, user), typed);
        var again = app.OpenBrowser();
        var refused = await RecoverAsync(again, await GivePasswordAsync(again, user), codes[3]);

        Assert.Equal("/", inside.Path);
        Assert.Contains("Du har 9 tilbage", inside.Text, StringComparison.Ordinal);
        Assert.Equal("/Account/SignInCode", refused.Path);
    }

    /// <summary>A form that lacks its field is a form with an empty field.</summary>
    [Theory]
    [InlineData("/Account/SignInCode")]
    [InlineData("/Account/SignInCode?handler=Recovery")]
    public async Task Post_WithoutTheField_SaysThatItIsMissing(string path)
    {
        var user = await app.Data.CreateUserAsync([Roles.Administrator]);
        var browser = app.OpenBrowser();
        var asked = await GivePasswordAsync(browser, user);

        var answer = await browser.PostRawAsync(
            path,
            new() { ["__RequestVerificationToken"] = asked.AntiforgeryToken }
        );

        Assert.Equal(System.Net.HttpStatusCode.OK, answer.Status);
        Assert.Contains("skal udfyldes", answer.TextOf(".alert-error"), StringComparison.Ordinal);
    }

    /// <summary>The code's page and the page that asks again are told where to go on too.</summary>
    [Theory]
    [InlineData("//ond.example.dk/x")]
    [InlineData("https://ond.example.dk/x")]
    [InlineData("/\\ond.example.dk")]
    public async Task Post_ReturnAddressElsewhere_IsNotFollowed(string address)
    {
        var user = await app.Data.CreateUserAsync([Roles.Administrator]);
        var browser = app.OpenBrowser();
        var to = Uri.EscapeDataString(address);

        var asked = await GivePasswordAsync(browser, user, $"/Account/SignIn?returnUrl={to}");
        var inside = await GiveCodeAsync(browser, asked, await app.CodeAsync(user));
        var again = await browser.GetAsync($"/Account/Confirm?returnUrl={to}");
        var confirmed = await browser.SubmitAsync(
            again,
            "main form",
            new() { ["Input.Password"] = TestData.Password, ["Input.Code"] = await app.CodeAsync(user) }
        );

        Assert.Equal(("localhost", "/"), (inside.Address.Host, inside.Path));
        Assert.Equal(("localhost", "/Account"), (confirmed.Address.Host, confirmed.Path));
    }

    [Fact]
    public async Task Store_KeyAndRecoveryCodes_AreNotInTheDatabase()
    {
        var user = await app.Data.CreateUserAsync([Roles.Administrator]);
        var codes = await MakeRecoveryCodesAsync(user);

        var stored = await app.DbAsync(db =>
            db.UserTokens.Where(token => token.UserId == user.Id).Select(token => token.Value).ToListAsync()
        );

        Assert.Equal(2, stored.Count);
        Assert.All(
            codes.Append(TestData.AuthenticatorKey),
            secret => Assert.DoesNotContain(secret, string.Join(' ', stored), StringComparison.Ordinal)
        );
    }

    private async Task<bool[]> AtOnceAsync(RegistryUser user, string code)
    {
        using var start = new SemaphoreSlim(0);
        var attempts = Enumerable
            .Range(0, 10)
            .Select(async _ =>
            {
                await using var scope = app.Services.CreateAsyncScope();
                var db = scope.ServiceProvider.GetRequiredService<Web.Data.RegistryDb>();
                var own = await db.Users.SingleAsync(u => u.Id == user.Id);
                await start.WaitAsync();
                return await scope.ServiceProvider.GetRequiredService<SecondFactor>().AcceptsAsync(own, code);
            })
            .ToList();
        start.Release(10);
        return await Task.WhenAll(attempts);
    }

    private async Task<IReadOnlyList<string>> MakeRecoveryCodesAsync(RegistryUser user)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<Web.Data.RegistryDb>();
        var own = await db.Users.SingleAsync(u => u.Id == user.Id);
        return await scope.ServiceProvider.GetRequiredService<SecondFactor>().MakeRecoveryCodesAsync(own);
    }

    private static async Task<PageAnswer> GivePasswordAsync(
        Browser browser,
        RegistryUser user,
        string page = "/Account/SignIn"
    ) =>
        await browser.SubmitAsync(
            await browser.GetAsync(page),
            "main form",
            new() { ["Input.UserName"] = user.UserName, ["Input.Password"] = TestData.Password }
        );

    private static Task<PageAnswer> GiveCodeAsync(Browser browser, PageAnswer page, string code) =>
        browser.SubmitAsync(page, "#code", new() { ["Code.Code"] = code });

    private static Task<PageAnswer> RecoverAsync(Browser browser, PageAnswer page, string code) =>
        browser.SubmitAsync(page, "#recovery", new() { ["Recovery.Code"] = code });
}

public sealed class SignInCodeTests_Sqlite(SqliteApp app) : SignInCodeTests(app), IClassFixture<SqliteApp>;

public sealed class SignInCodeTests_PostgreSql(PostgreSqlApp app)
    : SignInCodeTests(app),
        IClassFixture<PostgreSqlApp>;
