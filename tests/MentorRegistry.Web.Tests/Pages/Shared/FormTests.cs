using System.Net;
using AngleSharp.Dom;
using MentorRegistry.Web.Localization;
using MentorRegistry.Web.Tests.Localization;

namespace MentorRegistry.Web.Tests.Pages.Shared;

public sealed class FormTests : IAsyncLifetime
{
    private ShellHost host = null!;

    public async ValueTask InitializeAsync() => host = await ShellHost.StartAsync();

    public async ValueTask DisposeAsync() => await host.DisposeAsync();

    [Fact]
    public async Task Get_NothingWrong_ShowsLabelsHintsAndValuesWithoutErrors()
    {
        var page = await ShellHost.GetAsync(host.CreateClient(), "/form-sample");

        Assert.Null(page.QuerySelector("[data-module=error-summary]"));
        Assert.Empty(page.QuerySelectorAll(".form-error, [aria-invalid]"));
        Assert.Equal("31.05.2026", Field(page, "First").GetAttribute("value"));
        Assert.Equal("4,25", Field(page, "Hours").GetAttribute("value"));
        Assert.Equal("Start", Label(page, "First"));
        Assert.Equal("Sidste side (frivilligt)", Label(page, "Last"));
        Assert.Equal("true", Field(page, "First").GetAttribute("aria-required"));
        Assert.False(Field(page, "Last").HasAttribute("aria-describedby"));
        Assert.Equal("Input_Name-hint", Field(page, "Name").GetAttribute("aria-describedby"));
        Assert.Equal("A hint", page.GetElementById("Input_Name-hint")!.TextContent);
        Assert.Equal("Slå op", Label(page, "Note"));
        Assert.True(Field(page, "Agreed").HasAttribute("checked"));
        Assert.Equal("email", Field(page, "Email").GetAttribute("type"));
    }

    [Fact]
    public async Task Get_English_ShowsDaysAndHoursTheEnglishWay()
    {
        var page = await ShellHost.GetAsync(host.CreateClient("en"), "/form-sample");

        Assert.Equal("31/05/2026", Field(page, "First").GetAttribute("value"));
        Assert.Equal("4.25", Field(page, "Hours").GetAttribute("value"));
        Assert.Equal("Last page (optional)", Label(page, "Last"));
    }

    [Fact]
    public async Task Post_EverythingWrong_KeepsWhatWasTypedAndSaysEachErrorTwice()
    {
        var page = await PostAsync(
            host.CreateClient(),
            ("Input.First", "31-02-2026"),
            ("Input.Last", "i går"),
            ("Input.Hours", "1.234,5"),
            ("Input.Name", "for langt"),
            ("Input.Email", "ingen"),
            ("Input.Count", ""),
            ("Input.Secret", "hemmelig"),
            ("Input.Choice", ""),
            ("Input.Agreed", "false"),
            ("Input.Note", "<b>\nto linjer")
        );

        var expected = new (string Field, string Error)[]
        {
            ("First", "Start er en dag, der ikke findes i kalenderen."),
            ("Last", "Sidste side skal være en dato, for eksempel 31.05.2026."),
            ("Hours", "Indlæs filer må kun have ét komma eller punktum, for eksempel 4,25."),
            ("Name", "Bruger må højst være på 5 tegn."),
            ("Email", "Hovedmenu skal være en e-mailadresse, for eksempel navn@kommune.dk."),
            ("Count", "Næste skal udfyldes."),
            ("Choice", "Min afdeling skal udfyldes."),
        };
        var links = page.QuerySelectorAll("[data-module=error-summary] a");
        Assert.Equal(
            expected.Select(error => ($"#Input_{error.Field}", error.Error)),
            links.Select(link => (link.GetAttribute("href")!, link.TextContent))
        );
        foreach (var (field, error) in expected)
        {
            var control = Field(page, field);
            Assert.Equal("true", control.GetAttribute("aria-invalid"));
            Assert.Contains($"Input_{field}-error", control.GetAttribute("aria-describedby")!.Split(' '));
            Assert.Equal("Fejl: " + error, page.GetElementById($"Input_{field}-error")!.TextContent);
            Assert.Contains("form-error", control.ParentElement!.ClassList);
        }

        Assert.Equal("31-02-2026", Field(page, "First").GetAttribute("value"));
        Assert.Equal("i går", Field(page, "Last").GetAttribute("value"));
        Assert.Equal("1.234,5", Field(page, "Hours").GetAttribute("value"));
        Assert.Equal("for langt", Field(page, "Name").GetAttribute("value"));
        Assert.Equal("<b>\nto linjer", Field(page, "Note").TextContent);
        Assert.False(Field(page, "Agreed").HasAttribute("checked"));
        Assert.False(Field(page, "Secret").HasAttribute("value"));
    }

    [Fact]
    public async Task Post_EmptyRequiredFields_SaysSoInEnglishToo()
    {
        var page = await PostAsync(
            host.CreateClient("en-US"),
            ("Input.First", " "),
            ("Input.Name", ""),
            ("Input.Count", "x"),
            ("Input.Choice", "2")
        );

        Assert.Equal(
            ["Start must be filled in.", "User must be filled in.", "Next must be a whole number."],
            page.QuerySelectorAll("[data-module=error-summary] a").Select(link => link.TextContent)
        );
        Assert.Equal("2", page.QuerySelector("#Input_Choice option[selected]")!.GetAttribute("value"));
    }

    [Fact]
    public async Task Post_AllRight_BindsDaysHoursAndAnEmptyBox()
    {
        var response = await ShellHost.PostAsync(
            host.CreateClient(),
            "/form-sample",
            "/form-sample",
            ("Input.First", "1/6-2026"),
            ("Input.Last", ""),
            ("Input.Hours", "4.25"),
            ("Input.Name", "Bo"),
            ("Input.Count", "3"),
            ("Input.Choice", "2"),
            ("Input.Agreed", "false")
        );

        var bound = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var expected = new SampleInput
        {
            First = new DateOnly(2026, 6, 1),
            Hours = new(255),
            Name = "Bo",
            Count = 3,
            Choice = 2,
            Agreed = false,
        };
        Assert.Equal(LanguageTests.In(Languages.Danish, expected.ToString), bound);
    }

    [Fact]
    public async Task Post_WithoutToken_IsAFriendly400()
    {
        var response = await host.CreateClient()
            .PostAsync(
                new Uri("/form-sample", UriKind.Relative),
                new FormUrlEncodedContent([]),
                TestContext.Current.CancellationToken
            );

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var page = await ShellHost.ReadAsync(response);
        Assert.Equal("Vi forstod ikke det, der blev sendt", page.QuerySelector("h1")!.TextContent);
    }

    [Theory]
    [InlineData(1, "1 2 3 4 5 20")]
    [InlineData(6, "1 5 6 7 20")]
    [InlineData(17, "1 16 17 18 19 20")]
    [InlineData(20, "1 16 17 18 19 20")]
    public async Task Pager_ManyPages_ShowsTheEndsAndTheNeighbours(int number, string shown)
    {
        var page = await ShellHost.GetAsync(
            host.CreateClient(),
            $"/form-sample?sort=name&q=%C3%A6&p={number}"
        );

        var links = page.QuerySelectorAll(".pagination-number a");
        Assert.Equal(shown, string.Join(' ', links.Select(link => link.TextContent)));
        Assert.Equal($"{number}", page.QuerySelector(".pagination [aria-current=page]")!.TextContent);
        Assert.All(
            links,
            link => Assert.StartsWith("/form-sample?sort=name&q=%C3%A6&p=", link.GetAttribute("href"))
        );
        Assert.Equal(number == 1, page.QuerySelector(".button-previous") is null);
        Assert.Equal(number == 20, page.QuerySelector(".button-next") is null);
    }

    [Fact]
    public async Task Get_AnyPage_HasNoInlineScriptOrStyleAndAsksNoOtherHost()
    {
        var page = await ShellHost.GetAsync(host.CreateClient(), "/form-sample");

        Assert.Empty(page.QuerySelectorAll("style, [style], script:not([src])"));
        Assert.All(
            page.QuerySelectorAll("[src], link[href], use"),
            element => Assert.StartsWith("/", element.GetAttribute("src") ?? element.GetAttribute("href"))
        );
        Assert.DoesNotContain(
            page.All,
            element =>
                element.Attributes.Any(attribute => attribute.Name.StartsWith("on", StringComparison.Ordinal))
        );
    }

    private static IElement Field(IDocument page, string name) => page.GetElementById("Input_" + name)!;

    private static string Label(IDocument page, string name) =>
        page.QuerySelector($"label[for=Input_{name}]")!.TextContent;

    private static async Task<IDocument> PostAsync(HttpClient client, params (string, string)[] values) =>
        await ShellHost.ReadAsync(await ShellHost.PostAsync(client, "/form-sample", "/form-sample", values));
}
