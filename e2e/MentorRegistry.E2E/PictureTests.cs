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
        await Assertions.Expect(phones.Nth(1)).ToBeInViewportAsync();
    }

    [Theory]
    [InlineData("da-DK", true)]
    [InlineData("en-GB", true)]
    [InlineData("da-DK", false)]
    public async Task Overview_PhoneAndWarnings_BothTelephonesAreAboveTheFold(string locale, bool javaScript)
    {
        var page = await SignInAsAsync("sagsbehandler", Screen.Phone, locale, javaScript);

        await page.GotoAsync(DemoPages.CitizenWithAllWarnings);

        var sentences = page.Locator(".needs-judgement li");
        Assert.True(await sentences.CountAsync() >= 2, "The citizen should have an overlap and a long run.");
        var phones = page.Locator(".mentor-card .contact a[href^='tel:']");
        await Assertions.Expect(phones).ToHaveCountAsync(2);
        foreach (var phone in await phones.AllAsync())
        {
            var box = (await phone.BoundingBoxAsync())!;
            Assert.InRange(box.Y, 0, 844 - box.Height);
        }

        // What is folded away is one press away, and what can be done stands below the mentors.
        await Assertions.Expect(sentences.First).ToBeHiddenAsync();
        await page.ClickAsync(".needs-judgement summary");
        await Assertions.Expect(sentences.Last).ToBeVisibleAsync();
        var actions = await page.Locator(".citizen-actions:visible").BoundingBoxAsync();
        var cards = await page.Locator(".mentor-cards").BoundingBoxAsync();
        Assert.True(actions!.Y >= cards!.Y + cards.Height);
    }

    [Fact]
    public async Task Overview_DesktopAndWarnings_TheyAreReadInWordsAboveTheMentors()
    {
        var page = await SignInAsAsync("sagsbehandler");

        await page.GotoAsync(DemoPages.CitizenWithAllWarnings);

        await Assertions.Expect(page.Locator(".needs-judgement li").Last).ToBeInViewportAsync();
        await Assertions.Expect(page.Locator(".needs-judgement summary")).ToBeHiddenAsync();
        await Assertions.Expect(page.Locator(".mentor-card .contact a").Last).ToBeInViewportAsync();
        await Assertions.Expect(page.Locator(".citizen-actions:visible")).ToHaveCountAsync(1);
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
        await Assertions.Expect(page.Locator("main > details:not([open])").First).ToBeVisibleAsync();
        await AssertGoodPageAsync(page, "Ahlefeldt");
        Assert.True(await page.EvaluateAsync<int>("document.documentElement.scrollHeight") < 3 * 900);
    }

    [Fact]
    public async Task Sheet_AMentorsMonth_HasItsWeeksBesideEachOther()
    {
        var page = await SignInAsAsync("sagsbehandler");

        await page.GotoAsync("/Hours?month=2026-10");
        await GoAsync(page, () => page.ClickAsync("table.hours a:text('Henning Søgaard')"));

        await ScreenshotAsync(page, "hours", fullPage: true);
        await Assertions.Expect(page.Locator(".month-sum").Last).ToBeInViewportAsync();
    }

    [Fact]
    public async Task Budget_ADepartmentsYear_SaysFirstWhetherItHolds()
    {
        var page = await SignInAsAsync("leder");

        await page.GotoAsync("/Budget");

        await Assertions.Expect(page.Locator(".budget-headline")).ToBeInViewportAsync();
        await Assertions.Expect(page.Locator(".plot canvas")).ToBeVisibleAsync();
        await ScreenshotAsync(page, "budget", fullPage: true);
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
    public async Task Flags_Desktop_ListIsInSightAndAllKindsAreOnTwoLines()
    {
        var page = await SignInAsAsync("sagsbehandler");

        await page.GotoAsync("/Flags");

        await ScreenshotAsync(page, "flags");
        await Assertions.Expect(page.Locator("main tbody tr").First).ToBeInViewportAsync();
        Assert.InRange((await page.Locator(".flag-kinds").BoundingBoxAsync())!.Height, 1, 120);
    }

    [Theory]
    [InlineData("/Flags", 200)]
    [InlineData("/Department", 230)]
    public async Task List_Phone_ARowIsAFewLines(string address, int highest)
    {
        var page = await SignInAsAsync("sagsbehandler", Screen.Phone);

        await page.GotoAsync(address);

        var table = (await page.Locator("main tbody").BoundingBoxAsync())!;
        Assert.InRange(table.Height / await page.Locator("main tbody tr").CountAsync(), 1, highest);
    }

    [Fact]
    public async Task Flag_Desktop_OpensBesideTheListAtItsHeading()
    {
        var page = await SignInAsAsync("sagsbehandler", javaScript: false);

        await page.GotoAsync("/Flags?Kind=0");
        await GoAsync(page, () => page.ClickAsync("main tbody a[href^='/Flags/']"));

        await Assertions.Expect(page.Locator("h2#what")).ToBeFocusedAsync();
        await Assertions.Expect(page.Locator(".placement-citizen")).ToBeInViewportAsync(new() { Ratio = 1 });
        var list = (await page.Locator(".list-beside").BoundingBoxAsync())!;
        var heading = (await page.Locator("h2#what").BoundingBoxAsync())!;
        Assert.True(list.X + list.Width <= heading.X);
        await Assertions.Expect(page.Locator(".list-beside a[aria-current]")).ToBeVisibleAsync();
        await ScreenshotAsync(page, "flag");
    }

    /// <summary>The list beside has more rows than the screen: it scrolls to the one that is open.</summary>
    [Fact]
    public async Task Flag_LastOfTheList_ItsRowIsInView()
    {
        var page = await SignInAsAsync("sagsbehandler");

        await page.GotoAsync("/Flags");
        await GoAsync(page, () => page.Locator("main tbody a[href^='/Flags/']").Last.ClickAsync());

        await Assertions.Expect(page.Locator(".list-beside a[aria-current]")).ToBeInViewportAsync();
        await Assertions.Expect(page.Locator(".placement-citizen")).ToBeInViewportAsync(new() { Ratio = 1 });
    }

    [Fact]
    public async Task Flag_Phone_StandsAlone()
    {
        var page = await SignInAsAsync("sagsbehandler", Screen.Phone);

        await page.GotoAsync("/Flags?Kind=0");
        await GoAsync(page, () => page.ClickAsync("main tbody a[href^='/Flags/']"));

        await Assertions.Expect(page.Locator("h2#what")).ToBeInViewportAsync();
        await Assertions.Expect(page.Locator(".placement-citizen")).ToBeInViewportAsync(new() { Ratio = 1 });
        await Assertions.Expect(page.Locator(".list-beside")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task FlagRules_Administrator_AreInSight()
    {
        var page = await SignInAsAsync("administrator");

        await page.GotoAsync("/Administration/FlagRules");

        await ScreenshotAsync(page, "flag-rules");
        await Assertions.Expect(page.Locator("#numbers")).ToBeInViewportAsync();
    }

    [Fact]
    public async Task Rates_Administrator_PlotAndTableAreInSight()
    {
        var page = await SignInAsAsync("administrator");

        await page.GotoAsync("/Providers");
        await GoAsync(page, () => page.ClickAsync("main tbody a:text('Conoscenza')"));

        await Assertions.Expect(page.Locator(".plot canvas")).ToBeInViewportAsync();
        await Assertions.Expect(page.Locator(".rates tbody tr").First).ToBeInViewportAsync();
        await ScreenshotAsync(page, "rates");
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
