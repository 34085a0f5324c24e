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

    /// <summary>An administrator sends October's; the head's mail is at a real mail server, and a browser opens it there.</summary>
    [Fact]
    public async Task Administrator_SendsTheMonth_AndTheHeadReadsTheMailAndFollowsANumber()
    {
        var administrator = await SignInAsAsync("administrator");
        await administrator.GotoAsync("/Digests");
        await AssertGoodPageAsync(administrator, DemoPages.CitizenNames);
        await GoAsync(administrator, () => administrator.ClickAsync("main a[href*='Digests/Send']"));
        await AssertGoodPageAsync(administrator, DemoPages.CitizenNames);
        await GoAsync(administrator, () => administrator.ClickAsync("main form button"));

        var mail = await App.Mail.WaitForMailToAsync("leder@example.dk");

        Assert.StartsWith("Mentorregister, oktober 2026: ", mail.Subject, StringComparison.Ordinal);
        Assert.Matches("^<?maanedsoverblik\\.2026-10\\.[0-9a-f]+@example\\.dk>?$", mail.MessageId);
        Assert.DoesNotMatch("[0-9]{6}-?[0-9]{4}", mail.Text);
        // As sent, and where it stands.
        await administrator.GotoAsync("/Digests");
        await AssertGoodPageAsync(administrator, DemoPages.CitizenNames);
        var row = administrator.Locator("main tbody tr").Filter(new() { HasText = mail.Subject });
        Assert.Contains("Sendt", await row.InnerTextAsync(), StringComparison.Ordinal);
        await ScreenshotAsync(administrator, "digests");
        await GoAsync(administrator, () => row.GetByText(mail.Subject).ClickAsync());
        await AssertGoodPageAsync(administrator, DemoPages.CitizenNames);
        await administrator.GotoAsync("/Administration/Jobs");
        await AssertGoodPageAsync(administrator, DemoPages.CitizenNames);

        var reader = await OpenAsync();
        await reader.SetViewportSizeAsync(680, 900);
        await reader.GotoAsync(App.Mail.AddressOf(mail));
        await AssertAccessibleAsync(reader);
        var open = reader.Locator("a[href*='/Flags?Kind']").First;
        var number = (await open.InnerTextAsync()).Split(' ')[0];
        var path = new Uri((await open.GetAttributeAsync("href"))!).PathAndQuery;
        var head = await SignInAsAsync("leder");
        await head.GotoAsync(path);

        Assert.Equal(number, $"{await head.Locator("main tbody tr").CountAsync()}");
    }
}
