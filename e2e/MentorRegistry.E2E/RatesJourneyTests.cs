using Microsoft.Playwright;

namespace MentorRegistry.E2E;

/// <summary>An administrator raises a provider's rate by the keyboard: sees what it touches, saves, and takes it away again.</summary>
public class RatesJourneyTests(RunningApp app) : BrowserTest(app)
{
    [Theory]
    [InlineData(Screen.Desktop, "da-DK", "640,00", "01.03.2031")]
    [InlineData(Screen.Phone, "en-GB", "640.00", "01/04/2031")]
    public async Task Rate_AddedAndRemoved_SaysWhatItTouchesFirst(
        Screen screen,
        string locale,
        string price,
        string first
    )
    {
        var page = await SignInAsAsync("administrator", screen, locale);
        await page.GotoAsync("/Providers");
        await AssertGoodPageAsync(page, "Conoscenza");
        await GoAsync(page, () => page.ClickAsync("main tbody a:text('IPS')"));
        var rates = page.Locator(".rates tbody tr");
        var before = await rates.CountAsync();

        await page.Locator("main .button-primary").FocusAsync();
        await GoAsync(page, () => page.Keyboard.PressAsync("Enter"));
        await page.FocusAsync("#Input_PerHour");
        await page.Keyboard.TypeAsync("-1");
        await GoAsync(page, () => page.Keyboard.PressAsync("Enter"));
        await Assertions.Expect(page.Locator("#Input_PerHour-error")).ToBeVisibleAsync();
        await page.FillAsync("#Input_PerHour", price);
        await page.FillAsync("#Input_First", first);
        await GoAsync(page, () => page.Keyboard.PressAsync("Enter"));
        // The question has the focus; its button is the next stop.
        await Assertions.Expect(page.Locator(".alert-warning[role=alert]")).ToBeFocusedAsync();
        await AssertGoodPageAsync(page, "IPS");
        await page.Keyboard.PressAsync("Tab");
        await GoAsync(page, () => page.Keyboard.PressAsync("Enter"));

        await Assertions.Expect(rates).ToHaveCountAsync(before + 1);
        await Assertions.Expect(rates.First).ToContainTextAsync(price);
        await AssertGoodPageAsync(page, "IPS");
        await GoAsync(page, () => rates.First.Locator("a").ClickAsync());
        await GoAsync(page, () => page.ClickAsync("button[formaction*=Withdraw]"));
        await GoAsync(page, () => page.ClickAsync("[name=Confirm]"));
        await Assertions.Expect(rates).ToHaveCountAsync(before);
    }
}
