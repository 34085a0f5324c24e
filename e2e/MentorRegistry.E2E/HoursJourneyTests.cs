using Microsoft.Playwright;

namespace MentorRegistry.E2E;

/// <summary>A mentor's month is filled by the keyboard alone; a head closes a month, holds an invoice against it and looks at the year.</summary>
public class HoursJourneyTests(RunningApp app) : BrowserTest(app)
{
    [Theory]
    [InlineData(Screen.Desktop, "da-DK", "Farida Østerlund", "1,25", "1,25", "2:30", "2,5")]
    [InlineData(Screen.Phone, "en-GB", "Ellen Møller", "1.25", "1.25", "0:45", "0.75")]
    public async Task Sheet_FilledByTheKeyboard_SavesAsItGoes(
        Screen screen,
        string locale,
        string mentor,
        string typed,
        string shown,
        string clock,
        string clockShown
    )
    {
        var page = await SignInAsAsync("sagsbehandler", screen, locale);
        await page.GotoAsync("/Hours?month=2026-11");
        await AssertGoodPageAsync(page, mentor.Split(' '));
        await page.FocusAsync($"table.hours a:text('{mentor}')");
        await GoAsync(page, () => page.Keyboard.PressAsync("Enter"));
        var names = await page.Locator("tbody th a").AllTextContentsAsync();
        await AssertGoodPageAsync(page, [.. names.SelectMany(name => name.Split(' ')), .. mentor.Split(' ')]);

        // The running week: nobody has told of it.
        var fields = page.Locator("td[data-cell$='20261116-20261122'] input[data-field=d]");
        await fields.First.FocusAsync();
        await page.Keyboard.TypeAsync(typed);
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(fields.Nth(1)).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync(clock);
        await page.Keyboard.PressAsync("Tab");
        var cell = page.Locator("td[data-cell$='20261116-20261122']").Nth(1);
        await Assertions.Expect(cell.Locator("[data-field=b]")).ToBeFocusedAsync();
        var status = page.Locator("[data-sheet-status]");
        await Assertions.Expect(status).ToContainTextAsync(locale == "da-DK" ? "Gemt kl." : "Saved at");
        // What may be billed has followed what was delivered.
        await Assertions.Expect(cell.Locator("[data-field=b]")).ToHaveValueAsync(clockShown);

        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.TypeAsync("-1");
        await page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(cell.Locator("[data-cell-error]")).Not.ToBeEmptyAsync();
        await Assertions.Expect(cell.Locator("[data-field=n]")).ToHaveAttributeAsync("aria-invalid", "true");
        await AssertAccessibleAsync(page);
        await cell.Locator("[data-field=n]").FillAsync("1");
        await page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(cell.Locator("[data-cell-error]")).ToBeEmptyAsync();
        await Assertions.Expect(status).ToContainTextAsync(locale == "da-DK" ? "Gemt kl." : "Saved at");

        await page.ReloadAsync();
        await Assertions.Expect(fields.First).ToHaveValueAsync(shown);
        await Assertions.Expect(cell.Locator("[data-field=n]")).ToHaveValueAsync("1");
    }

    [Fact]
    public async Task Sheet_MoreThanGranted_AsksWhyAndSavesWithTheAnswer()
    {
        var page = await SignInAsAsync("sagsbehandler");
        await page.GotoAsync("/Hours?month=2026-11");
        await GoAsync(page, () => page.ClickAsync("table.hours a:text('Mona Jørgensen')"));
        var row = page.Locator("tr[data-row]").First;
        var field = row.Locator("td[data-cell$='20261116-20261122'] input[data-field=d]");
        await field.FocusAsync();
        await page.Keyboard.TypeAsync("60");
        await page.Keyboard.PressAsync("Tab");

        var reason = page.Locator(".reason-row:not([hidden]) input");
        await Assertions.Expect(reason).ToBeVisibleAsync();
        await reason.FillAsync("Flytning til egen bolig");
        await page.Keyboard.PressAsync("Enter");

        await Assertions.Expect(page.Locator("[data-sheet-status]")).ToContainTextAsync("Gemt kl.");
        await Assertions.Expect(row.Locator("[data-difference]")).ToContainTextAsync("over");
        await page.ReloadAsync();
        await Assertions.Expect(reason).ToHaveValueAsync("Flytning til egen bolig");
    }

    [Fact]
    public async Task Sheet_TheConnectionIsGone_SaysSoAndKeepsWhatWasTyped()
    {
        var page = await SignInAsAsync("sagsbehandler");
        await page.GotoAsync("/Hours?month=2026-11");
        await GoAsync(page, () => page.ClickAsync("table.hours a:text('David Kjær')"));
        var field = page.Locator("td[data-cell$='20261116-20261122'] input[data-field=d]").First;
        await page.Context.SetOfflineAsync(true);
        await field.FillAsync("1");
        await page.Keyboard.PressAsync("Tab");

        await Assertions.Expect(page.Locator("[data-sheet-status]")).ToContainTextAsync("Ikke gemt");
        await Assertions.Expect(field).ToHaveValueAsync("1");
        await page.Context.SetOfflineAsync(false);
        await field.FillAsync("1,5");
        await page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(page.Locator("[data-sheet-status]")).ToContainTextAsync("Gemt kl.");
    }

    [Fact]
    public async Task Head_ClosesAMonthHoldsAnInvoiceAndLooksAtTheYear()
    {
        var page = await SignInAsAsync("leder");
        await page.GotoAsync("/Hours?month=2026-10");
        await GoAsync(page, () => page.ClickAsync("text=Hold en faktura op mod timerne"));
        await page.SelectOptionAsync("#provider", new SelectOptionValue { Label = "IPS" });
        await GoAsync(page, () => page.ClickAsync("main .button-primary"));
        var names = await page.Locator("table.invoice tbody a").AllTextContentsAsync();
        await page.FillAsync("#Input_Number", "2026-1017");
        await page.FillAsync("#Input_Amount", "99.999,00");
        await page.Locator("table.invoice input").First.FillAsync("200");
        await GoAsync(page, () => page.ClickAsync("text=Gem og sammenlign"));
        await Assertions.Expect(page.Locator(".alert-warning")).ToContainTextAsync("højere end");
        await Assertions.Expect(page.Locator("table.invoice .badge").First).ToBeVisibleAsync();
        await AssertGoodPageAsync(page, [.. names.SelectMany(name => name.Split(' ')), "IPS"]);
        await page.ClickAsync("summary:text('Slet fakturaen')");
        await GoAsync(page, () => page.ClickAsync("text=Ja, slet fakturaen"));

        await page.GotoAsync("/Hours?month=2026-10");
        await GoAsync(page, () => page.ClickAsync("text=Luk måneden"));
        await AssertGoodPageAsync(page, "Beskæftigelse");
        await GoAsync(page, () => page.ClickAsync("main .button-primary"));
        await Assertions.Expect(page.Locator(".month-state")).ToContainTextAsync("lukket 20. november 2026");
        await GoAsync(page, () => page.ClickAsync("text=Genåbn måneden"));
        await page.FillAsync("#Reason", "To mentorer mangler");
        await GoAsync(page, () => page.ClickAsync("main .button-primary"));
        await Assertions.Expect(page.Locator(".month-state")).ToContainTextAsync("ingen timer endnu");

        await page.GotoAsync("/Budget");
        await Assertions.Expect(page.Locator(".budget-headline")).ToBeVisibleAsync();
        await GoAsync(page, () => page.ClickAsync("text=Se udgifterne fordelt"));
        await page.SelectOptionAsync("#By", new SelectOptionValue { Label = "Leverandør" });
        await GoAsync(page, () => page.ClickAsync("main .button-primary"));
        await Assertions.Expect(page.Locator("table.costs tbody")).ToContainTextAsync("Internt mentorkorps");
        await AssertGoodPageAsync(page, "IPS");
    }
}
