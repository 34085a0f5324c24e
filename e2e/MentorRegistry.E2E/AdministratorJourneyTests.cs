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

    [Theory]
    [InlineData(Screen.Desktop, "da-DK", "Tilføjet:", "er offentliggjort")]
    [InlineData(Screen.Phone, "en-GB", "Added:", "is published")]
    public async Task PublishRules_ByKeyboard_SeenFirstAndThenInTheHistory(
        Screen screen,
        string locale,
        string added,
        string published
    )
    {
        var page = await SignInAsAsync("administrator", screen, locale);
        // A legal basis that nobody uses: the rule changes nothing for what other tests look at.
        var name = $"Prøve {locale}";
        await page.GotoAsync("/Administration/LegalBases/Edit");
        await page.FillAsync("#Input_Name", name);
        await page.FillAsync("#Input_PlainWords", "Hjælp til hverdagen");
        await GoAsync(page, () => page.ClickAsync("main .button-primary"));
        await page.GotoAsync("/Administration/FlagRules");
        await AssertGoodPageAsync(page);
        await Keyboard.TabToAsync(page, "main .button-primary");
        await GoAsync(page, () => page.Keyboard.PressAsync("Enter"));

        await Keyboard.TabToAsync(page, "button[formaction*='Add']");
        await GoAsync(page, () => page.Keyboard.PressAsync("Enter"));
        var last = await page.Locator("main fieldset").CountAsync() - 1;
        await Assertions
            .Expect(page.Locator($"#Input_OverlapRules_{last}__OneDepartmentId"))
            .ToBeFocusedAsync();
        await page.SelectOptionAsync(
            $"#Input_OverlapRules_{last}__OneLegalBasisId",
            new SelectOptionValue { Label = name }
        );
        await page.SelectOptionAsync($"#Input_OverlapRules_{last}__Treatment", "2");
        await AssertGoodPageAsync(page);
        // Enter sees what it changes, without a reason first; and takes no rule away.
        await page.FocusAsync("#Input_LongRunMonths");
        await GoAsync(page, () => page.Keyboard.PressAsync("Enter"));
        await Assertions.Expect(page.Locator(".alert-error")).ToBeFocusedAsync();
        Assert.Equal(last + 1, await page.Locator("main fieldset").CountAsync());
        await page.FillAsync("#Input_Reason", "Forløbene skal løbe ved siden af hinanden");
        await page.FocusAsync("#Input_LongRunMonths");
        await GoAsync(page, () => page.Keyboard.PressAsync("Enter"));

        await Assertions.Expect(page.Locator("#changes")).ToContainTextAsync(added);
        await Assertions.Expect(page.Locator("#changes")).ToContainTextAsync(name);
        await AssertGoodPageAsync(page);
        await Keyboard.TabToAsync(page, "main .button-primary");
        await GoAsync(page, () => page.Keyboard.PressAsync("Enter"));

        await Assertions.Expect(page.Locator(".alert-success")).ToContainTextAsync(published);
        await Assertions.Expect(page.Locator(".history li >> nth=0")).ToContainTextAsync(name);
        await AssertGoodPageAsync(page);
    }
}
