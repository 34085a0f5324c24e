using Microsoft.Playwright;

namespace MentorRegistry.E2E;

/// <summary>A head looks at the next digest: the mail itself in a browser, wide and narrow, light and dark; and follows a number.</summary>
public sealed class DigestJourneyTests(RunningApp app) : BrowserTest(app)
{
    [Theory]
    [InlineData("da-DK")]
    [InlineData("en-GB")]
    public async Task Head_OpensTheMail_AndItIsReadableWideNarrowLightAndDark(string locale)
    {
        var browser = await SignInAsAsync("leder", Screen.Desktop, locale);
        await browser.GotoAsync("/Digests/Preview");
        await AssertGoodPageAsync(browser, DemoPages.CitizenNames);
        await GoAsync(browser, () => browser.ClickAsync("#mail"));
        foreach (var width in (int[])[390, 600])
        {
            await browser.SetViewportSizeAsync(width, 900);
            foreach (var scheme in (ColorScheme[])[ColorScheme.Light, ColorScheme.Dark])
            {
                await browser.EmulateMediaAsync(new() { ColorScheme = scheme });
                await AssertAccessibleAsync(browser);
                await AssertNoSidewaysScrollAsync(browser);
                var ground = await browser.EvaluateAsync<string>(
                    "getComputedStyle(document.querySelector('.sheet')).backgroundColor"
                );
                Assert.Equal(scheme == ColorScheme.Dark ? "rgb(34, 38, 43)" : "rgb(255, 255, 255)", ground);
            }
        }

        Assert.Equal(1, await browser.Locator("h1").CountAsync());
        Assert.Equal(0, await browser.Locator("img, script").CountAsync());
        await browser.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
        await browser.SetViewportSizeAsync(680, 900);
        if (locale == "da-DK")
        {
            await ScreenshotAsync(browser, "digest", fullPage: true);
        }

        var open = browser.Locator("a[href*='/Flags?Kind']").First;
        var number = (await open.InnerTextAsync()).Split(' ')[0];
        var path = new Uri((await open.GetAttributeAsync("href"))!).PathAndQuery;
        await browser.GotoAsync(path);

        Assert.Equal(number, $"{await browser.Locator("main tbody tr").CountAsync()}");
    }
}
