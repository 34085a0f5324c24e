using Microsoft.Playwright;

namespace MentorRegistry.E2E;

/// <summary>What the registry exists for: two departments find out about each other before the second one saves.</summary>
public class CaseworkerJourneyTests(RunningApp app) : BrowserTest(app)
{
    [Theory]
    [InlineData(Screen.Desktop, "da-DK")]
    [InlineData(Screen.Phone, "en-GB")]
    public async Task LookUp_RegisterOverlapEndPrint_TwoDepartmentsMeet(Screen screen, string locale)
    {
        var isDanish = locale == "da-DK";
        var cpr = NewCitizen.Cpr();
        var name = $"Rejse Prøvegård {cpr[^2..]}";

        // Employment: nobody has the number, so the citizen is registered with a first placement.
        var first = await SignInAsAsync("sagsbehandler", screen, locale);
        await LookUpAsync(first, cpr);
        await AssertGoodPageAsync(first);
        await GoAsync(first, () => first.ClickAsync("form.register-unknown button"));
        await AssertGoodPageAsync(first);
        Assert.Equal(cpr, Digits(await first.InputValueAsync("#Person_Cpr")));
        await first.FillAsync("#Person_Name", name);
        await ChooseAsync(first, "TargetGroupId", "Kontanthjælp");
        await ChooseAsync(first, "LegalBasisId", "LAB § 167");
        await ChooseAsync(first, "ProviderId", "Z-kurs");
        await ChooseAsync(first, "MentorId", "Mona Iversen");
        await first.FillAsync("#Input_First", "02-11-2026");
        await first.FillAsync("#Input_Last", "30-04-2027");
        await first.FillAsync("#Input_Hours", isDanish ? "2,5" : "2.5");
        await GoAsync(first, () => first.ClickAsync("main .button-primary"));
        Assert.Matches("/Citizens/B-[0-9]{6}$", first.Url);
        await Assertions.Expect(first.Locator("h1")).ToHaveTextAsync(name);
        await Assertions.Expect(first.Locator(".alert-success")).ToBeVisibleAsync();
        await Assertions
            .Expect(first.Locator(".mentor-card .card-heading"))
            .ToHaveTextAsync(["Mona Iversen"]);
        await AssertGoodPageAsync(first, name);

        // Psychiatry: the same number leads to the citizen, after saying why; of the mentor only that there is one.
        var second = await SignInAsAsync("sagsbehandler.psykiatri", screen, locale);
        await LookUpAsync(second, cpr[..6] + "-" + cpr[6..]);
        Assert.Equal(first.Url + "/Purpose", second.Url);
        await AssertGoodPageAsync(second);
        await second.SelectOptionAsync("#PurposeId", "Vurdering af ny bevilling");
        await GoAsync(second, () => second.ClickAsync("main .button-primary"));
        Assert.Equal(first.Url, second.Url);
        await AssertContainsAsync(second.Locator(".mentor-card"), ["Beskæftigelse"]);
        await Assertions.Expect(second.Locator("main")).Not.ToContainTextAsync("Mona Iversen");
        await AssertGoodPageAsync(second, name);

        // With the citizen's consent recorded, the mentor stands there and beside the form.
        await GoAsync(second, () => second.ClickAsync(".mentor-card a[href$='/Sharing']"));
        await second.SelectOptionAsync("#Input_GroundId", "Samtykke (retssikkerhedsloven § 11 a)");
        await second.GetByLabel("Beskæftigelse", new() { Exact = true }).CheckAsync();
        await second.FillAsync("#Input_Source", "Sag 4711");
        await AssertGoodPageAsync(second);
        await GoAsync(second, () => second.ClickAsync("main .button-primary"));
        Assert.Equal(first.Url, second.Url);
        await Assertions
            .Expect(second.Locator(".mentor-card .card-heading"))
            .ToHaveTextAsync(["Mona Iversen"]);
        await GoAsync(second, () => second.ClickAsync("main a[href^='/Placements/Register']:visible"));
        await Assertions.Expect(second.Locator(".placement-mentors")).ToContainTextAsync("Mona Iversen");
        await ChooseAsync(second, "TargetGroupId", "§ 99");
        await ChooseAsync(second, "LegalBasisId", "SEL § 99 (SKP)");
        await ChooseAsync(second, "ProviderId", "Fredengade/Rosengården");
        await ChooseAsync(second, "MentorId", "Åse Friis");
        await second.FillAsync("#Input_First", "10-11-2026");
        await second.FillAsync("#Input_Last", isDanish ? "10.01.2027" : "10/01/2027");
        await second.FillAsync("#Input_Hours", "3");

        // While the form is filled in the overlap is told of: with whom, and which days (62 with the first and last).
        string[] sentence =
        [
            "Mona Iversen",
            "Beskæftigelse",
            "62",
            isDanish ? "10. november 2026" : "10 November 2026",
            isDanish ? "10. januar 2027" : "10 January 2027",
        ];
        await AssertContainsAsync(second.Locator(".placement-warnings"), sentence);

        // Saved without a reason nothing is saved, and what was typed is still there.
        await GoAsync(second, () => second.ClickAsync("main .button-primary"));
        await AssertContainsAsync(second.Locator("form .alert-warning"), sentence);
        await Assertions.Expect(second.Locator(".alert-error a[href='#Confirm_Reason']")).ToBeVisibleAsync();
        await Assertions
            .Expect(second.Locator("#Input_Last"))
            .ToHaveValueAsync(isDanish ? "10.01.2027" : "10/01/2027");
        await AssertGoodPageAsync(second, name);
        if (screen == Screen.Desktop)
        {
            await second.Locator("form .alert-warning").ScrollIntoViewIfNeededAsync();
            await ScreenshotAsync(second, "register-overlap");
        }

        await second.FillAsync(
            "#Confirm_Reason",
            isDanish
                ? "Aftalt med Beskæftigelse: støtten gælder boligen."
                : "Agreed with the other department."
        );
        await GoAsync(second, () => second.ClickAsync("main .button-primary"));
        Assert.Equal(first.Url, second.Url);
        var cards = second.Locator(".mentor-card .card-heading");
        await Assertions.Expect(cards).ToHaveCountAsync(2);
        await AssertContainsAsync(second.Locator(".needs-judgement"), ["Mona Iversen", "Åse Friis"]);
        await AssertGoodPageAsync(second, name);

        // The first caseworker sees it too, and may not change the other department's placement.
        await first.ReloadAsync();
        await AssertContainsAsync(first.Locator(".needs-judgement"), ["Mona Iversen", "Åse Friis"]);
        await Assertions.Expect(first.Locator("main a[href^='/Placements/End/']")).ToHaveCountAsync(1);

        // It is on the worklists of both departments. One decides, from the citizen's page and back to it; the other reads it.
        var overview = first.Url;
        var row = $"main tbody a[href$='{new Uri(overview).AbsolutePath}']";
        foreach (var page in (IPage[])[first, second])
        {
            await page.GotoAsync("/Flags?Kind=0");
            await Assertions.Expect(page.Locator(row)).ToHaveCountAsync(1);
            await AssertGoodPageAsync(page);
            await page.GotoAsync(overview);
        }

        await UnfoldAsync(second);
        await GoAsync(second, () => second.ClickAsync(".needs-judgement li a[href^='/Flags/']"));
        await AssertGoodPageAsync(second);
        await second.CheckAsync("#decision-coordinated", new() { Force = true });
        await second.FillAsync("#Input_With", "Birgit Østergaard");
        await second.FillAsync(
            "#Input_Reason",
            isDanish ? "Støtten gælder boligen." : "It is about the home."
        );
        await GoAsync(second, () => second.ClickAsync("main .button-primary"));
        Assert.Equal(overview, second.Url);
        await UnfoldAsync(second);
        await Assertions
            .Expect(second.Locator(".needs-judgement .decision"))
            .ToContainTextAsync("Birgit Østergaard");
        await AssertGoodPageAsync(second, name);
        await first.ReloadAsync();
        await UnfoldAsync(first);
        await Assertions
            .Expect(first.Locator(".needs-judgement .decision"))
            .ToContainTextAsync("Mikkel Abildgård");
        await first.GotoAsync("/Flags?Kind=0");
        await Assertions.Expect(first.Locator(row)).ToHaveCountAsync(0);
        await first.GotoAsync("/Flags?Kind=0&State=1");
        await Assertions.Expect(first.Locator(row)).ToHaveCountAsync(1);
        await first.GotoAsync(overview);

        // Ended early, taken back at once, ended again.
        await EndAsync(second);
        await Assertions.Expect(cards).ToHaveTextAsync(["Mona Iversen"]);
        await GoAsync(second, () => second.ClickAsync(".alert-success form button"));
        await Assertions.Expect(cards).ToHaveCountAsync(2);
        await EndAsync(second);
        await Assertions.Expect(cards).ToHaveTextAsync(["Mona Iversen"]);
        await AssertGoodPageAsync(second, name);

        // With the days they shared the point of attention is gone, from the page and from both worklists, by itself.
        await Assertions.Expect(second.Locator(".needs-judgement")).ToHaveCountAsync(0);
        foreach (var page in (IPage[])[first, second])
        {
            await page.GotoAsync("/Flags?Kind=0&State=2");
            await Assertions.Expect(page.Locator(row)).ToHaveCountAsync(0);
        }

        await second.GotoAsync(overview);

        // The citizen's own sheet, as it comes on paper.
        await GoAsync(second, () => second.ClickAsync("main a[href$='/Sheet']:visible"));
        await second.EmulateMediaAsync(new() { Media = Media.Print });
        await Assertions.Expect(second.Locator(".sheet-mentor h2")).ToHaveTextAsync(["Mona Iversen"]);
        await Assertions.Expect(second.Locator("nav").First).ToBeHiddenAsync();
        var paper = await second.InnerTextAsync("body");
        Assert.Contains(name, paper, StringComparison.Ordinal);
        Assert.DoesNotContain(cpr[..6], paper, StringComparison.Ordinal);
        Assert.DoesNotContain("XXXX", paper, StringComparison.Ordinal);
    }

    // A phone folds the sentences.
    private static async Task UnfoldAsync(IPage page)
    {
        var summary = page.Locator(".needs-judgement summary");
        if (await summary.IsVisibleAsync())
        {
            await summary.ClickAsync();
        }
    }

    /// <summary>A head decides on several by keyboard alone.</summary>
    [Fact]
    public async Task Flags_DecideOnSeveral_ByKeyboardAlone()
    {
        var page = await SignInAsAsync("leder");
        await page.GotoAsync("/Flags?Kind=6");
        var boxes = page.Locator("input[name=Ids]");
        var ids = new[]
        {
            await boxes.Nth(0).GetAttributeAsync("value"),
            await boxes.Nth(1).GetAttributeAsync("value"),
        };
        foreach (var id in ids)
        {
            await Keyboard.TabToAsync(page, $"#choose-{id}");
            await page.Keyboard.PressAsync("Space");
        }

        await Keyboard.TabToAsync(page, ".choose-flags button");
        await GoAsync(page, () => page.Keyboard.PressAsync("Enter"));
        await AssertGoodPageAsync(page);
        await Assertions.Expect(page.Locator(".several-flags li")).ToHaveCountAsync(2);
        await Keyboard.AssertReachesEverythingAsync(page);
        await Keyboard.TabToAsync(page, "#decision-justified");
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("ArrowDown");
        await Assertions.Expect(page.Locator("#decision-ends")).ToBeCheckedAsync();
        await Keyboard.TabToAsync(page, "#Input_Reason");
        await page.Keyboard.TypeAsync("Begge afsluttes til tiden.");
        await Keyboard.TabToAsync(page, "main .button-primary");
        await GoAsync(page, () => page.Keyboard.PressAsync("Enter"));
        await Assertions.Expect(page.Locator(".alert-success")).ToContainTextAsync("2 beslutninger er gemt.");
        foreach (var id in ids)
        {
            await Assertions.Expect(page.Locator($"#choose-{id}")).ToHaveCountAsync(0);
        }
    }

    [Fact]
    public async Task LookUp_AndRegister_ByKeyboardAlone()
    {
        var cpr = NewCitizen.Cpr();
        var page = await SignInAsAsync("sagsbehandler");
        await page.GotoAsync("/Department");

        await page.Keyboard.PressAsync("/");
        await Assertions.Expect(page.Locator("#header-query")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync(cpr);
        await GoAsync(page, () => page.Keyboard.PressAsync("Enter"));

        await Keyboard.TabToAsync(page, "form.register-unknown button");
        await GoAsync(page, () => page.Keyboard.PressAsync("Enter"));

        await TypeAsync("#Person_Name", "Tast Tasteby");
        await PickAsync("#Input_TargetGroupId");
        await PickAsync("#Input_LegalBasisId");
        await PickAsync("#Input_ProviderId");
        await TypeAsync("#Input_First", "02-11-2026");
        await TypeAsync("#Input_Last", "31-12-2026");
        await TypeAsync("#Input_Hours", "2");
        await Keyboard.TabToAsync(page, "main .button-primary");
        await GoAsync(page, () => page.Keyboard.PressAsync("Enter"));

        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Tast Tasteby");
        await Assertions.Expect(page.Locator(".mentor-card")).ToHaveCountAsync(1);
        await Keyboard.AssertReachesEverythingAsync(page);

        async Task TypeAsync(string field, string text)
        {
            await Keyboard.TabToAsync(page, field);
            await page.Keyboard.PressAsync("Control+A");
            await page.Keyboard.TypeAsync(text);
        }

        // The first choice after the empty one.
        async Task PickAsync(string list)
        {
            await Keyboard.TabToAsync(page, list);
            await page.Keyboard.PressAsync("ArrowDown");
            await Assertions.Expect(page.Locator(list)).Not.ToHaveValueAsync("");
        }
    }

    [Theory]
    [InlineData(Screen.Desktop)]
    [InlineData(Screen.Phone)]
    public async Task Register_LanguageSwitchedHalfway_KeepsWhatWasTypedAndEnterStillSaves(Screen screen)
    {
        var page = await SignInAsAsync("sagsbehandler", screen);
        await LookUpAsync(page, NewCitizen.Cpr());
        await GoAsync(page, () => page.ClickAsync("form.register-unknown button"));
        await page.FillAsync("#Person_Name", "Halvt Skrevet");
        await ChooseAsync(page, "ProviderId", "Z-kurs");
        await page.FillAsync("#Input_Hours", "2,5");

        if (screen == Screen.Phone)
        {
            await page.ClickAsync(".js-menu-open");
        }

        await GoAsync(page, () => page.ClickAsync(".language-switch:visible"));
        await Assertions.Expect(page.Locator("html")).ToHaveAttributeAsync("lang", "en");
        await Assertions.Expect(page.Locator("#Person_Name")).ToHaveValueAsync("Halvt Skrevet");
        await Assertions.Expect(page.Locator("#Input_Hours")).ToHaveValueAsync("2,5");
        await Assertions.Expect(page.Locator("#Input_ProviderId option:checked")).ToHaveTextAsync("Z-kurs");
        await AssertGoodPageAsync(page, "Halvt");

        // Saved, so that it is told what is missing; not switched back.
        await GoAsync(page, () => page.PressAsync("#Input_Hours", "Enter"));
        await Assertions.Expect(page.Locator("html")).ToHaveAttributeAsync("lang", "en");
        await Assertions
            .Expect(page.Locator(".alert-error a[href='#Input_TargetGroupId']"))
            .ToBeVisibleAsync();
    }

    [Fact]
    public async Task Register_WithoutJavaScript_AsksAndSaves()
    {
        var cpr = NewCitizen.Cpr();
        var page = await SignInAsAsync("sagsbehandler", javaScript: false);
        await LookUpAsync(page, cpr);
        await GoAsync(page, () => page.ClickAsync("form.register-unknown button"));
        await page.FillAsync("#Person_Name", "Uden Skriftsted");
        await ChooseAsync(page, "TargetGroupId", "Kontanthjælp");
        await ChooseAsync(page, "LegalBasisId", "LAB § 167");
        await ChooseAsync(page, "ProviderId", "Z-kurs");
        await page.FillAsync("#Input_First", "02-11-2026");
        await page.FillAsync("#Input_Last", "02-11-2027");
        await page.FillAsync("#Input_Hours", "2");

        // Longer than six months: the press asks for a reason.
        await GoAsync(page, () => page.ClickAsync("main .button-primary"));
        await Assertions.Expect(page.Locator("form .alert-warning")).ToContainTextAsync("LAB § 167");
        await page.FillAsync("#Confirm_Reason", "Aftalt med jobcentret for et helt år.");
        await GoAsync(page, () => page.ClickAsync("main .button-primary"));

        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Uden Skriftsted");
    }

    private static async Task LookUpAsync(IPage page, string query)
    {
        await page.GotoAsync("/");
        await page.FillAsync("#Query", query);
        await GoAsync(page, () => page.PressAsync("#Query", "Enter"));
    }

    private static async Task EndAsync(IPage page)
    {
        await GoAsync(page, () => page.ClickAsync("main a[href^='/Placements/End/']"));
        await page.FillAsync("#Input_LastDay", "15-11-2026");
        await page.SelectOptionAsync("#Input_Reason", "GoalReached");
        await GoAsync(page, () => page.ClickAsync("main .button-primary"));
        await Assertions.Expect(page.Locator(".alert-success form button")).ToBeVisibleAsync();
    }

    private static async Task ChooseAsync(IPage page, string list, string text) =>
        await page.SelectOptionAsync($"#Input_{list}", new SelectOptionValue { Label = text });

    private static async Task AssertContainsAsync(ILocator place, IEnumerable<string> words)
    {
        foreach (var word in words)
        {
            await Assertions.Expect(place).ToContainTextAsync(word);
        }
    }

    private static string Digits(string text) => string.Concat(text.Where(char.IsAsciiDigit));
}
