using System.Text.RegularExpressions;
using MentorRegistry.Web.Access;
using MentorRegistry.Web.Data.DemoData;
using Microsoft.Playwright;

namespace MentorRegistry.E2E;

/// <summary>Signing in with a code, choosing a password with a link, and the warning before the time-out.</summary>
public partial class AccountJourneyTests(RunningApp app) : BrowserTest(app)
{
    [Theory]
    [InlineData(Screen.Phone, "da-DK")]
    [InlineData(Screen.Desktop, "en-GB")]
    public async Task SignIn_HeadWithCode_ArrivesInsideAndChangesOwnProtectionOnlyWhenAskedAgain(
        Screen screen,
        string locale
    )
    {
        var page = await OpenAsync(screen, locale);
        using (await App.SignInTurnAsync())
        {
            await page.GotoAsync("/Account/SignIn?returnUrl=/Department");
            await page.FillAsync("#Input_UserName", "leder");
            await page.FillAsync("#Input_Password", DemoUsers.Password);
            await GoAsync(page, () => page.PressAsync("#Input_Password", "Enter"));
            Assert.Contains("/Account/SignInCode", page.Url, StringComparison.Ordinal);
            await page.ClickAsync("details summary");
            await AssertGoodPageAsync(page);
            await Keyboard.AssertReachesEverythingAsync(page);
            var code = await DemoCodeAsync(page);
            await page.FillAsync("#Code_Code", "000000");
            await GoAsync(page, () => page.PressAsync("#Code_Code", "Enter"));
            await Assertions.Expect(page.Locator(".alert-error")).ToBeVisibleAsync();
            await AssertGoodPageAsync(page);
            await page.FillAsync("#Code_Code", code);
            await GoAsync(page, () => page.PressAsync("#Code_Code", "Enter"));
            Assert.EndsWith("/Department", page.Url, StringComparison.Ordinal);

            await page.GotoAsync("/Account/SecondFactor");
            Assert.Contains("/Account/Confirm", page.Url, StringComparison.Ordinal);
            await AssertGoodPageAsync(page);
            code = await DemoCodeAsync(page);
            await page.FillAsync("#Input_Password", DemoUsers.Password);
            await page.FillAsync("#Input_Code", code);
            await GoAsync(page, () => page.PressAsync("#Input_Code", "Enter"));
        }

        Assert.EndsWith("/Account/SecondFactor", page.Url, StringComparison.Ordinal);
        await Assertions.Expect(page.Locator(".qr-code svg")).ToBeVisibleAsync();
        await AssertGoodPageAsync(page);
        await Keyboard.AssertReachesEverythingAsync(page);
        await page.GotoAsync("/Account/Email");
        await AssertGoodPageAsync(page);
    }

    [Theory]
    [InlineData(Screen.Phone, "da-DK")]
    [InlineData(Screen.Desktop, "en-GB")]
    public async Task Invite_NewAuditor_ChoosesPasswordSetsTheCodeUpAndIsIn(Screen screen, string locale)
    {
        var userName = $"ny{Guid.NewGuid():N}"[..12];
        const string password = "fire heste spiser æbler";
        var admin = await SignInAsAsync("administrator");
        await admin.GotoAsync("/Administration/Users/Edit");
        await admin.FillAsync("#Input_UserName", userName);
        await admin.FillAsync("#Input_DisplayName", "Ny Tilsynsførende");
        await admin.CheckAsync($"[name='Input.Roles'][value='{Roles.Auditor}']", new() { Force = true });
        await GoAsync(admin, () => admin.ClickAsync("main .button-primary"));
        var link = await admin.Locator(".made-link").TextContentAsync();
        await AssertGoodPageAsync(admin);

        var page = await OpenAsync(screen, locale);
        await page.GotoAsync(link!);
        await Assertions.Expect(page.Locator("#Input_Token")).ToBeHiddenAsync();
        Assert.DoesNotContain("#", page.Url, StringComparison.Ordinal);
        await AssertGoodPageAsync(page);
        await page.FillAsync("#Input_New", password);
        await page.FillAsync("#Input_Again", password);
        await GoAsync(page, () => page.PressAsync("#Input_Again", "Enter"));
        Assert.Contains("/Account/SignIn", page.Url, StringComparison.Ordinal);
        await page.FillAsync("#Input_UserName", userName);
        await page.FillAsync("#Input_Password", password);
        await GoAsync(page, () => page.PressAsync("#Input_Password", "Enter"));

        Assert.EndsWith("/Account/SecondFactor", page.Url, StringComparison.Ordinal);
        await AssertGoodPageAsync(page);
        var key = Spaces().Replace((await page.Locator(".setup-key").TextContentAsync())!, "");
        var step = AuthenticatorCode.StepAt(TimeProvider.System.GetUtcNow().UtcDateTime);
        await page.FillAsync("#Input_Code", AuthenticatorCode.Of(key, step));
        await GoAsync(page, () => page.PressAsync("#Input_Code", "Enter"));
        await Assertions.Expect(page.Locator(".recovery-codes li")).ToHaveCountAsync(10);
        await Assertions.Expect(page.Locator("[data-print]")).ToBeVisibleAsync();
        await AssertGoodPageAsync(page);
        await Keyboard.AssertReachesEverythingAsync(page);
        await GoAsync(page, () => page.ClickAsync("main .button-primary"));
        Assert.Equal("/", new Uri(page.Url).AbsolutePath);
    }

    [Theory]
    [InlineData(Screen.Desktop, "da-DK")]
    [InlineData(Screen.Phone, "en-GB")]
    public async Task Idle_WarningAnswered_KeepsSessionFocusAndWhatIsTyped(Screen screen, string locale)
    {
        var page = await SignInAsAsync("sagsbehandler", screen, locale);
        await page.Clock.InstallAsync();
        await page.GotoAsync("/Placements/Register?citizen=B-000013");
        await page.FillAsync("#Input_Hours", "3,5");
        await page.FocusAsync("#Input_Hours");
        var warning = page.Locator("#session-warning");

        await page.Clock.FastForwardAsync("26:30");
        await Assertions.Expect(warning).ToBeHiddenAsync();
        await page.Clock.FastForwardAsync("01:00");
        await Assertions.Expect(warning).ToBeVisibleAsync();
        await Assertions.Expect(warning.Locator("h2")).ToBeFocusedAsync();
        await AssertAccessibleAsync(page);
        await page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(warning.Locator(".button-primary")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");

        await Assertions.Expect(warning).ToBeHiddenAsync();
        await Assertions.Expect(page.Locator("#Input_Hours")).ToBeFocusedAsync();
        await Assertions.Expect(page.Locator("#Input_Hours")).ToHaveValueAsync("3,5");
        await page.Clock.FastForwardAsync("26:30");
        await Assertions.Expect(warning).ToBeHiddenAsync();
        await page.Clock.FastForwardAsync("03:00");
        await Assertions.Expect(warning.Locator("[data-when=over]").First).ToBeVisibleAsync();
        await AssertAccessibleAsync(page);
        await page.ClickAsync("#session-warning [data-modal-close]");
        await Assertions.Expect(warning).ToBeHiddenAsync();
        await Assertions.Expect(page.Locator("#Input_Hours")).ToHaveValueAsync("3,5");
    }

    [GeneratedRegex(@"\s", RegexOptions.None, 1000)]
    private static partial Regex Spaces();
}
