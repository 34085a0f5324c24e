using Microsoft.Playwright;

namespace MentorRegistry.E2E;

/// <summary>The auditor searches the log, judges a drawn lookup, and makes a citizen's list.</summary>
public sealed class AuditorJourneyTests(RunningApp app) : BrowserTest(app)
{
    [Theory]
    [InlineData(Screen.Desktop)]
    [InlineData(Screen.Phone)]
    public async Task Auditor_SearchesJudgesAndAnswersACitizen(Screen screen)
    {
        var browser = await SignInAsAsync("tilsyn", screen);

        await browser.GotoAsync("/Oversight/Log");
        await browser.SelectOptionAsync("#Search_Kind", "Søgning");
        await GoAsync(browser, () => browser.ClickAsync("main form.filters .button-primary"));
        await Assertions.Expect(browser.Locator(".list-head p")).ToContainTextAsync("Viser 1–50 af");
        await AssertGoodPageAsync(browser, DemoPages.CitizenNames);
        await GoAsync(browser, () => browser.ClickAsync("nav.search-pages button"));
        await Assertions.Expect(browser.Locator(".list-head p")).ToContainTextAsync("Viser 51–100 af");
        await Keyboard.AssertReachesEverythingAsync(browser);

        await browser.GotoAsync("/Oversight/SpotChecks/1");
        await GoAsync(browser, () => browser.ClickAsync("main tbody a:has-text('Bedøm') >> nth=0"));
        await browser.SelectOptionAsync("#Input_NeedsFollowUp", "Skal følges op");
        await browser.FillAsync("#Input_Remark", "Spørg lederen");
        await GoAsync(browser, () => browser.ClickAsync("main .button-primary"));
        await Assertions
            .Expect(browser.GetByText("Bedømmelsen er gemt. Her er det næste opslag."))
            .ToBeVisibleAsync();
        await AssertGoodPageAsync(browser, DemoPages.CitizenNames);

        await browser.GotoAsync("/Oversight/Insight");
        await browser.FillAsync("#Search_Citizen", "B-000013");
        await GoAsync(browser, () => browser.ClickAsync("main form.filters .button-primary"));
        await Assertions
            .Expect(browser.Locator("#insight-heading"))
            .ToHaveTextAsync("Opslag på borger B-000013 i mentorregistret");
        await AssertGoodPageAsync(browser, DemoPages.CitizenNames);
    }
}
