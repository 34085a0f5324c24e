using System.Globalization;
using System.Net;
using MentorRegistry.Web.Localization;
using MentorRegistry.Web.Tests.Pages.Shared;

namespace MentorRegistry.Web.Tests.Localization;

public sealed class LanguageTests : IAsyncLifetime
{
    private ShellHost host = null!;

    public async ValueTask InitializeAsync() => host = await ShellHost.StartAsync();

    public async ValueTask DisposeAsync() => await host.DisposeAsync();

    [Theory]
    [InlineData(null, "da")]
    [InlineData("da", "da")]
    [InlineData("en", "en")]
    [InlineData("en-US,en;q=0.9", "en")]
    [InlineData("da-DK,en;q=0.9", "da")]
    [InlineData("en;q=0.5,da;q=0.8", "da")]
    [InlineData("sv,en;q=0.8,da;q=0.5", "en")]
    [InlineData("de,sv", "da")]
    [InlineData("en;q=0,da;q=0.1", "da")]
    [InlineData("not a ranking;;q=z", "da")]
    [InlineData("*", "da")]
    public async Task Get_NothingChosen_FollowsTheBrowsersRanking(string? acceptLanguage, string language)
    {
        var client = host.CreateClient();
        if (acceptLanguage is not null)
        {
            client.DefaultRequestHeaders.TryAddWithoutValidation("Accept-Language", acceptLanguage);
        }

        var page = await ShellHost.GetAsync(client, "/form-sample");

        Assert.Equal(language, page.DocumentElement.GetAttribute("lang"));
    }

    [Fact]
    public async Task Post_Language_IsRememberedAgainstTheBrowsersWish()
    {
        var client = host.CreateClient("da");

        var response = await ShellHost.PostAsync(
            client,
            "/form-sample?p=2",
            "/Language",
            ("Chosen", "en"),
            ("ReturnTo", "/form-sample?p=2")
        );

        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        Assert.Equal("/form-sample?p=2", response.Headers.Location!.OriginalString);
        var cookie = Assert.Single(
            response.Headers.GetValues("Set-Cookie"),
            header => header.StartsWith(Languages.CookieName, StringComparison.Ordinal)
        );
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("secure", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
        var page = await ShellHost.GetAsync(client, "/form-sample");
        Assert.Equal("en", page.DocumentElement.GetAttribute("lang"));
    }

    [Theory]
    [InlineData("https://elsewhere.example/")]
    [InlineData("//elsewhere.example/")]
    [InlineData("/\\elsewhere.example/")]
    [InlineData("")]
    public async Task Post_LanguageWithForeignReturn_GoesToStart(string returnTo)
    {
        var response = await ShellHost.PostAsync(
            host.CreateClient(),
            "/form-sample",
            "/Language",
            ("Chosen", "en"),
            ("ReturnTo", returnTo)
        );

        Assert.Equal("/", response.Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task Post_UnknownLanguage_ChangesNothing()
    {
        var client = host.CreateClient();

        await ShellHost.PostAsync(client, "/form-sample", "/Language", ("Chosen", "xx"), ("ReturnTo", "/"));

        var page = await ShellHost.GetAsync(client, "/form-sample");
        Assert.Equal("da", page.DocumentElement.GetAttribute("lang"));
    }

    [Fact]
    public void MissingText_InDevelopment_Throws()
    {
        var error = Assert.Throws<MissingTextException>(() => host.Texts<SharedText>()["No_such_key"].Value);

        Assert.Contains("No_such_key", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MissingText_InProduction_ShowsTheKey()
    {
        await using var production = await ShellHost.StartAsync("Production");

        Assert.Equal("No_such_key", production.Texts<SharedText>()["No_such_key"].Value);
    }

    [Fact]
    public void Texts_InBothCultures_AreTheirOwn()
    {
        Assert.Equal("Log af", In(Languages.Danish, () => host.Texts<SharedText>()["SignOut"].Value));
        Assert.Equal("Sign out", In(Languages.English, () => host.Texts<SharedText>()["SignOut"].Value));
    }

    internal static T In<T>(CultureInfo culture, Func<T> act)
    {
        var (before, beforeUi) = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = culture;
        try
        {
            return act();
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (before, beforeUi);
        }
    }
}
