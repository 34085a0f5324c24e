using System.Collections.Concurrent;
using System.Text.Json;
using Deque.AxeCore.Commons;
using MentorRegistry.Web.Data.DemoData;
using Microsoft.Playwright;

namespace MentorRegistry.E2E;

/// <summary>The two widths that every journey is looked at in.</summary>
public enum Screen
{
    Desktop,
    Phone,
}

/// <summary>
/// Base of the browser tests. Each page is a person of its own (no shared cookies). A test fails, whatever it asserts,
/// when the browser's console shows an error, when a request goes to another host, or when a part is missing or
/// the app answers 5xx.
/// </summary>
public abstract class BrowserTest(RunningApp app) : IAsyncLifetime
{
    // CI runs on slow machines; what does not come at all may take its time to fail.
    private const int PatienceMilliseconds = 60_000;

    private static readonly string Axe = new BundledAxeScriptProvider().GetScript();

    private readonly List<IBrowserContext> people = [];
    private readonly ConcurrentQueue<string> troubles = new();

    protected RunningApp App { get; } = app;

    public ValueTask InitializeAsync()
    {
        Assertions.SetDefaultExpectTimeout(PatienceMilliseconds);
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (TestContext.Current.TestState?.Result == TestResult.Failed)
        {
            await KeepPicturesAsync();
        }

        foreach (var person in people)
        {
            await person.CloseAsync();
        }

        Assert.True(troubles.IsEmpty, string.Join(Environment.NewLine, [.. troubles, App.LastOutput()]));
    }

    /// <summary>A page of a new person's browser, nobody signed in. Paths are relative to the app's address.</summary>
    protected async Task<IPage> OpenAsync(
        Screen screen = Screen.Desktop,
        string locale = "da-DK",
        bool javaScript = true
    )
    {
        var person = await App.Browser.NewContextAsync(
            new()
            {
                BaseURL = App.Address,
                Locale = locale,
                TimezoneId = "Europe/Copenhagen",
                JavaScriptEnabled = javaScript,
                ViewportSize =
                    screen == Screen.Desktop
                        ? new() { Width = 1280, Height = 900 }
                        : new() { Width = 390, Height = 844 },
                HasTouch = screen == Screen.Phone,
                IsMobile = screen == Screen.Phone,
                ReducedMotion = ReducedMotion.Reduce,
            }
        );
        people.Add(person);
        App.Canaries.Watch(person);
        person.SetDefaultTimeout(PatienceMilliseconds);
        person.Request += (_, request) => CheckHost(request.Url);
        person.Response += (_, response) => CheckAnswer(response);
        person.Console += (_, message) => CheckConsole(message);
        person.WebError += (_, error) =>
            troubles.Enqueue($"Script error on {error.Page?.Url}: {error.Error}");
        return await person.NewPageAsync();
    }

    /// <summary>
    /// The start page with the demo user signed in. The form is filled in once per user; later tests begin with a copy
    /// of those cookies.
    /// </summary>
    protected async Task<IPage> SignInAsAsync(
        string demoUser,
        Screen screen = Screen.Desktop,
        string locale = "da-DK",
        bool javaScript = true
    )
    {
        var page = await OpenAsync(screen, locale, javaScript);
        // One at a time: two who sign in as the same user at once would have the same code.
        using var turn = await App.SignInTurnAsync();
        if (App.SignedIn.TryGetValue(demoUser, out var cookies))
        {
            await page.Context.AddCookiesAsync(cookies);
            await page.GotoAsync("/");
        }
        else
        {
            await SignInByFormAsync(page, demoUser, DemoUsers.Password);
            App.SignedIn[demoUser] =
            [
                .. (await page.Context.CookiesAsync()).Select(cookie => new Cookie
                {
                    Name = cookie.Name,
                    Value = cookie.Value,
                    Domain = cookie.Domain,
                    Path = cookie.Path,
                    HttpOnly = cookie.HttpOnly,
                    SameSite = cookie.SameSite,
                }),
            ];
        }

        Assert.DoesNotContain("/Account/SignIn", page.Url, StringComparison.OrdinalIgnoreCase);
        return page;
    }

    protected static async Task SignInByFormAsync(IPage page, string userName, string password)
    {
        await page.GotoAsync("/Account/SignIn");
        await page.FillAsync("[name='Input.UserName']", userName);
        await page.FillAsync("[name='Input.Password']", password);
        await GoAsync(page, () => page.PressAsync("[name='Input.Password']", "Enter"));
        if (page.Url.Contains("/Account/SignInCode", StringComparison.Ordinal))
        {
            await page.FillAsync("#Code_Code", await DemoCodeAsync(page));
            await GoAsync(page, () => page.PressAsync("#Code_Code", "Enter"));
        }
    }

    /// <summary>The code that the demo shows on the page; a code is good once, so the next one may have to come first.</summary>
    protected static async Task<string> DemoCodeAsync(IPage page)
    {
        var code = page.Locator(".demo-code code");
        while (await code.CountAsync() == 0)
        {
            await GoAsync(page, () => page.ClickAsync(".demo-code a"));
        }

        return (await code.TextContentAsync())!;
    }

    /// <summary>Does what makes the browser send a form or follow a link, and waits for the page that comes.</summary>
    protected static async Task GoAsync(IPage page, Func<Task> act)
    {
        var arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        page.DOMContentLoaded += OnArrived;
        await act();
        await arrived.Task.WaitAsync(TimeSpan.FromMilliseconds(PatienceMilliseconds));
        page.DOMContentLoaded -= OnArrived;

        void OnArrived(object? sender, IPage arrivedPage) => arrived.TrySetResult();
    }

    /// <summary>
    /// A picture of what the screen shows, or of the whole page: kept under docs/screenshots when UPDATE_SCREENSHOTS=1,
    /// otherwise with what the run leaves behind.
    /// </summary>
    protected static Task ScreenshotAsync(IPage page, string name, bool fullPage = false) =>
        page.ScreenshotAsync(
            new()
            {
                Path = Path.Combine(Repository.ScreenshotsFolder, name + ".png"),
                FullPage = fullPage,
                Animations = ScreenshotAnimations.Disabled,
            }
        );

    /// <summary>Asserts that axe finds nothing to complain of on the page as it stands.</summary>
    protected static async Task AssertAccessibleAsync(IPage page)
    {
        // Axe is run in the page itself: the library's RunAxe opens another tab for each page, for the sake of frames
        // (of which no page has any), and that takes three times as long as looking.
        Assert.Single(page.Frames);
        await page.EvaluateAsync(Axe);
        var result = await page.EvaluateAsync<JsonElement>(
            "() => axe.run(document, { resultTypes: ['violations'] })"
        );
        var found = result
            .GetProperty("violations")
            .EnumerateArray()
            .Select(violation =>
                $"{violation.GetProperty("id")} ({violation.GetProperty("impact")}): {violation.GetProperty("help")}, "
                + violation.GetProperty("helpUrl")
                + Environment.NewLine
                + string.Join(
                    Environment.NewLine,
                    violation
                        .GetProperty("nodes")
                        .EnumerateArray()
                        .Select(node => $"    {node.GetProperty("target")}  {node.GetProperty("html")}")
                )
            );
        var message = string.Join(Environment.NewLine, found);
        Assert.True(message.Length == 0, $"axe on {page.Url}:{Environment.NewLine}{message}");
        Assert.NotEqual(0, result.GetProperty("passes").GetArrayLength());
    }

    /// <summary>Asserts that the page is no wider than the screen: nobody scrolls sideways to read.</summary>
    protected static async Task AssertNoSidewaysScrollAsync(IPage page)
    {
        var tooWide = await page.EvaluateAsync<int>(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        );
        Assert.True(tooWide <= 0, $"{page.Url} is {tooWide} pixels wider than the screen.");
    }

    /// <summary>
    /// Asserts what holds for every page: axe finds nothing, one heading 1, no wider than the screen, and neither
    /// address nor title (both stay in the browser's history) has a CPR number or one of the names.
    /// </summary>
    protected static async Task AssertGoodPageAsync(IPage page, params string[] names)
    {
        Assert.True(
            await page.Locator("h1").CountAsync() == 1,
            $"{page.Url} has {await page.Locator("h1").CountAsync()} headings 1, not one."
        );
        var title = await page.TitleAsync();
        Assert.True(
            title.Contains("Mentor", StringComparison.Ordinal),
            $"{page.Url} has the title '{title}'."
        );
        // Whole words: the random name of an uploaded file may have ten digits in a row.
        Assert.DoesNotMatch(@"\b[0-9]{6}-?[0-9]{4}\b", title + " " + page.Url);
        Assert.All(names, name => Assert.DoesNotContain(name, title, StringComparison.OrdinalIgnoreCase));
        await AssertNoSidewaysScrollAsync(page);
        await AssertAccessibleAsync(page);
    }

    private void CheckHost(string url)
    {
        var target = new Uri(url);
        if (target.Scheme is "http" or "https" or "ws" or "wss" && target.Host != "127.0.0.1")
        {
            troubles.Enqueue($"The browser asked another host: {url}");
        }
    }

    // A page may answer 4xx, for that is what some tests ask for; a part of a page may not.
    private void CheckAnswer(IResponse response)
    {
        if (response.Status >= 500 || (response.Status >= 400 && !response.Request.IsNavigationRequest))
        {
            troubles.Enqueue($"{response.Status} for {response.Request.Method} {response.Url}");
        }
    }

    private void CheckConsole(IConsoleMessage message)
    {
        // Said by the browser itself about an answer that CheckAnswer judges.
        var aboutAnswer = message.Text.StartsWith("Failed to load resource", StringComparison.Ordinal);
        if (message.Type == "error" && !aboutAnswer)
        {
            troubles.Enqueue($"Console error on {message.Page?.Url}: {message.Text}");
        }
    }

    private async Task KeepPicturesAsync()
    {
        var name = TestContext.Current.Test?.TestDisplayName ?? "unnamed";
        var fileName = string.Concat(name.Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '-'));
        foreach (
            var (page, number) in people.SelectMany(person => person.Pages).Select((page, i) => (page, i + 1))
        )
        {
            await page.ScreenshotAsync(
                new()
                {
                    Path = Path.Combine(Repository.ArtifactsFolder, "failed", $"{fileName}-{number}.png"),
                }
            );
        }
    }
}
