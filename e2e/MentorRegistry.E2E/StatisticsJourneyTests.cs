using Microsoft.Playwright;

namespace MentorRegistry.E2E;

/// <summary>A head finds a committee's tables on their day, opens the list behind a number, and makes the paper.</summary>
public sealed class StatisticsJourneyTests(RunningApp app) : BrowserTest(app)
{
    [Theory]
    [InlineData(Screen.Desktop, "da-DK")]
    [InlineData(Screen.Phone, "en-GB")]
    public async Task Head_FindsTheTables_OpensANumber_AndMakesThePaper(Screen screen, string locale)
    {
        var page = await SignInAsAsync("leder", screen, locale);
        await page.GotoAsync("/Statistics?Day=2022-05-31");
        await AssertGoodPageAsync(page, DemoPages.CitizenNames);
        await Assertions.Expect(page.Locator("[data-table=duration] tr.sum td.sum")).ToContainTextAsync("86");
        await Assertions.Expect(page.Locator("[data-plot=lines] canvas")).ToBeVisibleAsync();
        if (locale == "da-DK")
        {
            await ScreenshotAsync(page, "statistics", fullPage: true);
        }

        // Nine have had the same mentor for more than two years.
        await GoAsync(page, () => page.ClickAsync("[data-table=duration] tr.sum td:nth-last-child(2) a"));
        Assert.Equal(9, await page.Locator("table.placements tbody tr").CountAsync());
        await page.GotoAsync("/Statistics/NewPaper?day=2022-05-31");
        await AssertGoodPageAsync(page, DemoPages.CitizenNames);
        await GoAsync(page, () => page.ClickAsync("main form .button-primary"));
        await AssertGoodPageAsync(page, DemoPages.CitizenNames);

        Assert.Equal(2, await page.Locator("table.count-table").CountAsync());
        await Assertions.Expect(page.Locator("[data-table=target-groups]")).ToContainTextAsync("*");
    }
}
