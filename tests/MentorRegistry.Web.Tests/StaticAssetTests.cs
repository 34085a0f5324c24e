using MentorRegistry.Web.Access;

namespace MentorRegistry.Web.Tests;

/// <summary>Style sheets, scripts and pictures: the same for everybody, so a browser may keep them.</summary>
public sealed class StaticAssetTests : IClassFixture<SqliteApp>
{
    private readonly SqliteApp app;

    public StaticAssetTests(SqliteApp app)
    {
        this.app = app;
        // As published: a build that may still change is asked for again each time.
        app.Settings["EnableStaticAssetsDevelopmentCaching"] = "true";
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/no-such-page")]
    public async Task Get_AssetOfAPage_SignedIn_MayBeKeptForGood(string path)
    {
        var browser = await app.SignInAsync(Roles.Caseworker, (await app.Data.CreateDepartmentAsync()).Id);
        var page = await browser.GetAsync(path);
        var assets = AssetsOf(page);

        Assert.True(page.Response.Headers.CacheControl?.NoStore);
        Assert.Contains(assets, asset => asset.EndsWith(".css", StringComparison.Ordinal));
        Assert.Contains(assets, asset => asset.EndsWith(".js", StringComparison.Ordinal));
        Assert.Contains(assets, asset => asset.Contains("icons", StringComparison.Ordinal));
        foreach (var asset in assets)
        {
            var answer = (await browser.GetAsync(asset)).Response;
            Assert.True(answer.IsSuccessStatusCode, asset);
            Assert.Contains("immutable", $"{asset}: {answer.Headers.CacheControl}", StringComparison.Ordinal);
            Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        }
    }

    [Fact]
    public async Task Get_AssetByItsPlainName_SignedIn_IsAskedForAgainButNotSentAgain()
    {
        var browser = await app.SignInAsync(Roles.Caseworker);

        var answer = (await browser.GetAsync("/css/site.css")).Response;

        // The design system's style sheet names its fonts so.
        Assert.False(answer.Headers.CacheControl?.NoStore);
        Assert.NotNull(answer.Headers.ETag);
    }

    /// <summary>What a page needs besides itself, each once.</summary>
    public static IReadOnlyList<string> AssetsOf(PageAnswer page) =>
        [
            .. page
                .Document.QuerySelectorAll("link[href], script[src], use[href], img[src]")
                .Select(element =>
                    (element.GetAttribute("href") ?? element.GetAttribute("src"))!.Split('#')[0]
                )
                .Distinct(),
        ];
}
