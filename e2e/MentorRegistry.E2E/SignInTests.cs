using MentorRegistry.Web.Data.DemoData;
using Microsoft.Playwright;

namespace MentorRegistry.E2E;

public class SignInTests(RunningApp app) : BrowserTest(app)
{
    [Theory]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    public async Task Health_NobodySignedIn_AnswersOk(string path)
    {
        var page = await OpenAsync();

        var response = await page.APIRequest.GetAsync(path);

        Assert.Equal(200, response.Status);
    }

    [Theory]
    [InlineData("da-DK", "da", Screen.Desktop)]
    [InlineData("da-DK", "da", Screen.Phone)]
    [InlineData("en-GB", "en", Screen.Desktop)]
    [InlineData("en-GB", "en", Screen.Phone)]
    public async Task SignInPage_LanguageOfBrowser_IsAccessible(string locale, string language, Screen screen)
    {
        var page = await OpenAsync(screen, locale);

        await page.GotoAsync("/");

        Assert.Contains("/Account/SignIn", page.Url, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(language, await page.Locator("html").GetAttributeAsync("lang"));
        await AssertAccessibleAsync(page);
        await AssertNoSidewaysScrollAsync(page);
        await Keyboard.AssertReachesEverythingAsync(page);
    }

    [Theory]
    [InlineData("sagsbehandler")]
    [InlineData("leder")]
    [InlineData("administrator")]
    [InlineData("tilsyn")]
    public async Task StartPage_SignedInDemoUser_IsAccessible(string demoUser)
    {
        var page = await SignInAsAsync(demoUser);

        Assert.Equal(1, await page.Locator("h1").CountAsync());
        await AssertAccessibleAsync(page);
        await Keyboard.AssertReachesEverythingAsync(page);
    }

    [Fact]
    public async Task SignIn_WithoutJavaScript_ArrivesInside()
    {
        var page = await OpenAsync(javaScript: false);

        await SignInByFormAsync(page, "sagsbehandler", DemoUsers.Password);

        Assert.DoesNotContain("/Account/SignIn", page.Url, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(1, await page.Locator("h1").CountAsync());
    }

    [Fact]
    public async Task SignIn_WrongPassword_StaysAndSaysSo()
    {
        var page = await OpenAsync();

        await SignInByFormAsync(page, "nobody", "wrong");

        Assert.Contains("/Account/SignIn", page.Url, StringComparison.OrdinalIgnoreCase);
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
    }
}
