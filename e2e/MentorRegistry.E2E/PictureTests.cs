using Microsoft.Playwright;

namespace MentorRegistry.E2E;

/// <summary>What a person should see at once, without scrolling; and the pictures of it in docs.</summary>
public class PictureTests(RunningApp app) : BrowserTest(app)
{
    [Theory]
    [InlineData(Screen.Desktop, "da-DK", "citizen-overview")]
    [InlineData(Screen.Phone, "da-DK", "citizen-overview-phone")]
    [InlineData(Screen.Desktop, "en-GB", "citizen-overview-english")]
    public async Task Overview_TwoMentors_BothAreReachedWithoutScrolling(
        Screen screen,
        string locale,
        string picture
    )
    {
        var page = await SignInAsAsync("sagsbehandler", screen, locale);

        await page.GotoAsync(DemoPages.Citizen);

        await ScreenshotAsync(page, picture, fullPage: screen == Screen.Desktop);
        var phones = page.Locator(".mentor-card .contact a[href^='tel:']");
        await Assertions.Expect(phones).ToHaveCountAsync(2);
        await Assertions.Expect(phones.Nth(0)).ToBeInViewportAsync();
        if (screen == Screen.Desktop)
        {
            await Assertions.Expect(phones.Nth(1)).ToBeInViewportAsync();
        }
    }

    [Fact]
    public async Task Overview_FortyPlacements_EarlierOnesAreFolded()
    {
        var page = await SignInAsAsync("sagsbehandler");

        await page.GotoAsync("/Citizens/B-000210");

        await page.Locator(".mentor-cards").EvaluateAsync("cards => cards.scrollIntoView()");
        await ScreenshotAsync(page, "forty-placements");
        Assert.Equal(2, await page.Locator(".mentor-card").CountAsync());
        await Assertions.Expect(page.Locator("svg.timeline").First).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("main details:not([open])").First).ToBeVisibleAsync();
        await AssertGoodPageAsync(page, "Ahlefeldt");
        Assert.True(await page.EvaluateAsync<int>("document.documentElement.scrollHeight") < 3 * 900);
    }

    [Fact]
    public async Task Start_Caseworker_FieldFirstThenWhatToDo()
    {
        var page = await SignInAsAsync("sagsbehandler");

        await ScreenshotAsync(page, "start");
        await Assertions.Expect(page.Locator("#Query")).ToBeInViewportAsync();
        await Assertions.Expect(page.Locator(".flagged a").First).ToBeInViewportAsync();
    }

    [Fact]
    public async Task Department_Caseworker_ListIsInSight()
    {
        var page = await SignInAsAsync("sagsbehandler");

        await page.GotoAsync("/Department");

        await ScreenshotAsync(page, "department");
        await Assertions.Expect(page.Locator("main tbody tr").First).ToBeInViewportAsync();
    }

    [Fact]
    public async Task Users_Administrator_ListIsInSight()
    {
        var page = await SignInAsAsync("administrator");

        await page.GotoAsync("/Administration/Users");

        await ScreenshotAsync(page, "administration-users");
        await Assertions.Expect(page.Locator("main tbody tr").First).ToBeInViewportAsync();
    }

    [Fact]
    public async Task Sheet_OnPaper_TellsWhoHelpsAndNoNumber()
    {
        var page = await SignInAsAsync("sagsbehandler");

        await page.GotoAsync(DemoPages.Citizen + "/Sheet");
        await page.EmulateMediaAsync(new() { Media = Media.Print });
        // A4 at 96 dots an inch.
        await page.SetViewportSizeAsync(794, 1123);

        await ScreenshotAsync(page, "sheet");
        Assert.Equal(2, await page.Locator(".sheet-mentor").CountAsync());
        Assert.DoesNotMatch("[0-9]{6}-?([0-9]{4}|XXXX)", await page.InnerTextAsync("body"));
    }
}
