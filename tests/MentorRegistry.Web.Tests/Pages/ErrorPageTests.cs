using System.Net;
using MentorRegistry.Web.Tests.Pages.Shared;

namespace MentorRegistry.Web.Tests.Pages;

public sealed class ErrorPageTests : IAsyncLifetime
{
    private ShellHost host = null!;

    public async ValueTask InitializeAsync() => host = await ShellHost.StartAsync("Production");

    public async ValueTask DisposeAsync() => await host.DisposeAsync();

    [Theory]
    [InlineData("/status/400", 400, "Vi forstod ikke det, der blev sendt")]
    [InlineData("/status/403", 403, "Du har ikke adgang til siden")]
    [InlineData("/status/404", 404, "Siden findes ikke")]
    [InlineData("/no-such-page", 404, "Siden findes ikke")]
    [InlineData("/status/409", 409, "En anden har ændret det samme")]
    [InlineData("/status/413", 413, "Det sendte er for stort")]
    [InlineData("/status/429", 429, "For mange forsøg på kort tid")]
    [InlineData("/status/418", 418, "Vi forstod ikke det, der blev sendt")]
    [InlineData("/status/502", 502, "Der er sket en fejl hos os")]
    [InlineData("/Error/503", 503, "Mentorregistret kan ikke nås lige nu")]
    [InlineData("/Error/200", 404, "Vi forstod ikke det, der blev sendt")]
    [InlineData("/throws/anything", 500, "Der er sket en fejl hos os")]
    [InlineData("/throws/race", 409, "En anden har ændret det samme")]
    [InlineData("/throws/locked", 503, "Mentorregistret kan ikke nås lige nu")]
    [InlineData("/throws/gone", 503, "Mentorregistret kan ikke nås lige nu")]
    public async Task Get_SomethingFails_SaysWhatHappenedAndNothingElse(
        string path,
        int status,
        string heading
    )
    {
        var response = await host.CreateClient()
            .GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal((HttpStatusCode)status, response.StatusCode);
        var page = await ShellHost.ReadAsync(response);
        Assert.Equal(heading, page.QuerySelector("h1")!.TextContent);
        Assert.Matches("^Henvisning: .{8,}$", page.QuerySelector(".request-id")!.TextContent);
        Assert.DoesNotContain("secret", page.Source.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", page.Source.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    [InlineData("PATCH")]
    public async Task Send_AnyOtherMethod_AnswersTheSamePage(string method)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), "/no-such-page");

        var response = await host.CreateClient().SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        var page = await ShellHost.ReadAsync(response);
        Assert.Equal("Siden findes ikke", page.QuerySelector("h1")!.TextContent);
    }

    [Fact]
    public async Task Get_ServerFails_AnswersInTheBrowsersLanguageWithoutForms()
    {
        var page = await ShellHost.GetAsync(host.CreateClient("en-GB,da;q=0.5"), "/throws/anything");

        Assert.Equal("en", page.DocumentElement.GetAttribute("lang"));
        Assert.Equal("Something has gone wrong on our side", page.QuerySelector("h1")!.TextContent);
        Assert.Empty(page.QuerySelectorAll("form"));
    }
}
