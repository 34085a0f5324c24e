using Microsoft.Playwright;

namespace MentorRegistry.E2E;

/// <summary>What the administrator is asked before something is done that others notice.</summary>
public class AdministratorJourneyTests(RunningApp app) : BrowserTest(app)
{
    [Theory]
    [InlineData(Screen.Desktop, "da-DK", "31. december 2026")]
    [InlineData(Screen.Phone, "en-GB", "31 December 2026")]
    public async Task CloseLegalBasisInUse_Asked_ButtonHasTheDayAndFocusIsAtTheQuestion(
        Screen screen,
        string locale,
        string day
    )
    {
        var page = await SignInAsAsync("administrator", screen, locale);
        await page.GotoAsync("/Administration/LegalBases?q=LAB");
        await GoAsync(page, () => page.ClickAsync("main tbody th a >> nth=0"));
        await page.FillAsync("#Input_ValidTo", "31-12-2026");

        await GoAsync(page, () => page.ClickAsync("main .button-primary"));

        await Assertions.Expect(page.Locator("#closing")).ToBeFocusedAsync();
        await Assertions.Expect(page.Locator("#closing button")).ToContainTextAsync(day);
        await AssertGoodPageAsync(page);

        // Changed one's mind: nothing was saved.
        await page.GotoAsync(page.Url);
        await Assertions.Expect(page.Locator("#Input_ValidTo")).ToHaveValueAsync("");
    }
}
