using MentorRegistry.Web.Access;
using Microsoft.EntityFrameworkCore;

namespace MentorRegistry.Web.Tests.Pages.Account;

public abstract class SignInTests(RegistryWebApp app)
{
    [Theory]
    [InlineData("TRACE")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    [InlineData("OPTIONS")]
    public async Task Send_MethodThatNoPageKnows_IsRefused(string method)
    {
        var browser = await app.SignInAsync(Roles.Caseworker);
        using var request = new HttpRequestMessage(new HttpMethod(method), "/");

        var response = await browser.Client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(System.Net.HttpStatusCode.MethodNotAllowed, response.StatusCode);
    }

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
        Assert.Contains("forkert", wrong.Text, StringComparison.Ordinal);
        Assert.Equal(wrong.Text, unknown.Text);
    }

    [Fact]
    public async Task Post_FiveWrongPasswords_LocksTheAccountWithoutSayingSo()
    {
        var user = await app.Data.CreateUserAsync([Roles.Caseworker]);
        PageAnswer? wrong = null;
        for (var attempt = 0; attempt < 5; attempt++)
        {
            wrong = await TryAsync(user.UserName!, "et forkert kodeord");
        }

        var right = await TryAsync(user.UserName!, TestData.Password);

        Assert.Equal("/Account/SignIn", right.Path);
        Assert.Equal(wrong!.Text, right.Text);
    }

    [Fact]
    public async Task Post_FourWrongPasswords_TheRightOneStillOpens()
    {
        var user = await app.Data.CreateUserAsync([Roles.Caseworker]);
        for (var attempt = 0; attempt < 4; attempt++)
        {
            await TryAsync(user.UserName!, "et forkert kodeord");
        }

        Assert.Equal("/", (await TryAsync(user.UserName!, TestData.Password)).Path);
    }

    [Theory]
    [InlineData("https://ond.example/", "/")]
    [InlineData("//ond.example/", "/")]
    [InlineData(@"/\ond.example/", "/")]
    [InlineData("/Citizens/æ", "/")]
    [InlineData("/Account\r\nSet-Cookie: a=b", "/")]
    [InlineData("/Account/ChangePassword", "/Account/ChangePassword")]
    public async Task Post_ReturnAddress_IsFollowedWithinTheProgramOnly(string address, string expected)
    {
        var user = await app.Data.CreateUserAsync([Roles.Caseworker]);

        var answer = await TryAsync(
            user.UserName!,
            TestData.Password,
            $"/Account/SignIn?returnUrl={Uri.EscapeDataString(address)}"
        );

        Assert.Equal(("localhost", expected), (answer.Address.Host, answer.Path));
    }

    [Fact]
    public async Task Post_RightPassword_GivesANewCookieForThisHostAlone()
    {
        var user = await app.Data.CreateUserAsync([Roles.Caseworker]);

        var first = await SessionCookieAsync(user);
        var second = await SessionCookieAsync(user);

        Assert.NotEqual(first, second);
        var parts = first.Split(';').Select(part => part.Trim().ToLowerInvariant()).ToList();
        Assert.StartsWith("__host-mentorregistry.session=", parts[0], StringComparison.Ordinal);
        Assert.Equal(
            ["httponly", "path=/", "samesite=lax", "secure"],
            parts.Skip(1).Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public async Task Get_Form_ProtectsItsCookieToo()
    {
        using var client = WithoutRedirects();
        using var answer = await client.GetAsync(
            new Uri("/Account/SignIn", UriKind.Relative),
            TestContext.Current.CancellationToken
        );

        var cookie = Assert.Single(
            answer.Headers.GetValues("Set-Cookie"),
            c => c.StartsWith("__Host-MentorRegistry.Form=", StringComparison.Ordinal)
        );
        Assert.Contains("secure", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Get_AnyPage_SendsItsSafetyHeaders()
    {
        var browser = await app.SignInAsync(Roles.Administrator);

        var headers = (await browser.GetAsync("/Administration")).Response.Headers;

        Assert.Equal("no-store", headers.CacheControl?.ToString());
        Assert.Equal("nosniff", Assert.Single(headers.GetValues("X-Content-Type-Options")));
        var policy = Assert.Single(headers.GetValues("Content-Security-Policy"));
        // Whole: what is left out of it is allowed.
        Assert.Equal(
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
                + "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
            policy
        );
        Assert.Equal("same-origin", Assert.Single(headers.GetValues("Referrer-Policy")));
        Assert.Equal("same-origin", Assert.Single(headers.GetValues("Cross-Origin-Opener-Policy")));
        Assert.Equal("same-origin", Assert.Single(headers.GetValues("Cross-Origin-Resource-Policy")));
        Assert.Contains(
            "camera=()",
            Assert.Single(headers.GetValues("Permissions-Policy")),
            StringComparison.Ordinal
        );
        Assert.False(headers.Contains("Server"));
    }

    [Fact]
    public async Task SignOut_OnlyByPost()
    {
        var browser = await app.SignInAsync(Roles.Caseworker);

        var asked = await browser.GetAsync("/Account/SignOut");
        Assert.Equal("/", (await browser.GetAsync("/")).Path);
        await browser.SubmitAsync(asked, "main form");

        Assert.Equal("/Account/SignIn", (await browser.GetAsync("/")).Path);
    }

    /// <summary>Pages that change the stamp end the sessions too; the stamp alone must be enough.</summary>
    [Fact]
    public async Task Get_StampChangedMeanwhile_IsOutWithTheNextRequest()
    {
        var user = await app.Data.CreateUserAsync([Roles.Caseworker]);
        var browser = await app.SignInAsync(user);
        await app.DbAsync(async db =>
        {
            (await db.Users.SingleAsync(u => u.Id == user.Id)).SecurityStamp = "another";
            return await db.SaveChangesAsync();
        });

        Assert.Equal("/Account/SignIn", (await browser.GetAsync("/")).Path);
    }

    [Fact]
    public async Task Get_AccountClosedMeanwhile_IsOutWithTheNextRequest()
    {
        var user = await app.Data.CreateUserAsync([Roles.Caseworker]);
        var browser = await app.SignInAsync(user);
        await app.DbAsync(async db =>
        {
            (await db.Users.SingleAsync(u => u.Id == user.Id)).IsDisabled = true;
            return await db.SaveChangesAsync();
        });

        Assert.Equal("/Account/SignIn", (await browser.GetAsync("/")).Path);
        Assert.Equal("/Account/SignIn", (await TryAsync(user.UserName!, TestData.Password)).Path);
    }

    private HttpClient WithoutRedirects() =>
        app.CreateClient(new() { BaseAddress = new Uri("https://localhost"), AllowAutoRedirect = false });

    private async Task<string> SessionCookieAsync(RegistryUser user)
    {
        using var client = WithoutRedirects();
        var browser = new Browser(client);
        var answer = await browser.SubmitAsync(
            await browser.GetAsync("/Account/SignIn"),
            "main form",
            new() { ["Input.UserName"] = user.UserName!, ["Input.Password"] = TestData.Password }
        );
        return Assert.Single(
            answer.Response.Headers.GetValues("Set-Cookie"),
            cookie => cookie.Contains("Session", StringComparison.Ordinal)
        );
    }

    private async Task<PageAnswer> TryAsync(string userName, string password, string page = "/Account/SignIn")
    {
        var browser = app.OpenBrowser();
        return await browser.SubmitAsync(
            await browser.GetAsync(page),
            "main form",
            new() { ["Input.UserName"] = userName, ["Input.Password"] = password }
        );
    }
}

public sealed class SignInTests_Sqlite(SqliteApp app) : SignInTests(app), IClassFixture<SqliteApp>;

public sealed class SignInTests_PostgreSql(PostgreSqlApp app)
    : SignInTests(app),
        IClassFixture<PostgreSqlApp>;
