namespace MentorRegistry.E2E;

/// <summary>
/// Walks over every page of the access table as a role that may open it: axe, one heading 1, nothing to scroll sideways,
/// no CPR number or name in title and address; and by keyboard alone.
/// </summary>
public abstract class EveryPageTests(RunningApp app, string demoUser) : BrowserTest(app)
{
    public static TheoryData<Screen, string> Looks =>
        new()
        {
            { Screen.Desktop, "da-DK" },
            { Screen.Desktop, "en-GB" },
            { Screen.Phone, "da-DK" },
            { Screen.Phone, "en-GB" },
        };

    [Theory]
    [MemberData(nameof(Looks))]
    public async Task EveryPage_OpenToRole_IsAccessibleAndFits(Screen screen, string locale)
    {
        var browser = await SignInAsAsync(demoUser, screen, locale);
        var language = locale[..2];
        var troubles = new List<string>();

        foreach (var page in DemoPages.Of(demoUser))
        {
            await DemoPages.OpenAsync(browser, page);
            try
            {
                Assert.Equal(language, await browser.Locator("html").GetAttributeAsync("lang"));
                await AssertGoodPageAsync(browser, DemoPages.CitizenNames);
            }
            catch (Xunit.Sdk.XunitException trouble)
            {
                // All pages are told of at once.
                troubles.Add($"{page}: {trouble.Message}");
            }
        }

        Assert.True(troubles.Count == 0, string.Join(Environment.NewLine, troubles));
    }

    [Fact]
    public async Task EveryPage_OpenToRole_WorksByKeyboardAlone()
    {
        var browser = await SignInAsAsync(demoUser);
        var troubles = new List<string>();

        foreach (var page in DemoPages.Of(demoUser))
        {
            await DemoPages.OpenAsync(browser, page);
            try
            {
                await Keyboard.AssertReachesEverythingAsync(browser);
            }
            catch (Xunit.Sdk.XunitException trouble)
            {
                troubles.Add($"{page}: {trouble.Message}");
            }
        }

        Assert.True(troubles.Count == 0, string.Join(Environment.NewLine, troubles));
    }
}

public class EveryPageOfCaseworkerTests(RunningApp app) : EveryPageTests(app, "sagsbehandler");

public class EveryPageOfDepartmentHeadTests(RunningApp app) : EveryPageTests(app, "leder");

public class EveryPageOfAdministratorTests(RunningApp app) : EveryPageTests(app, "administrator");

public class EveryPageOfAuditorTests(RunningApp app) : EveryPageTests(app, "tilsyn");
