using System.Net;
using System.Net.Sockets;
using System.Text;
using MentorRegistry.Web.Access;
using Microsoft.EntityFrameworkCore;

namespace MentorRegistry.Web.Tests;

/// <summary>
/// What is larger than anybody sends, asked of the real server: the test server knows no limits. In Development, so that
/// cookies go without TLS.
/// </summary>
public sealed class RequestLimitsTests(RequestLimitsTests.Served served)
    : IClassFixture<RequestLimitsTests.Served>
{
    private readonly SqliteApp _app = served.App;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("da", "Vi forstod ikke det, der blev sendt")]
    [InlineData("en", "We did not understand what was sent")]
    public async Task Post_FormOfTwoMegabytes_IsToldAndWritesNothing(string language, string heading)
    {
        var (browser, fields) = await SignInAsync(language);
        fields["Input.Email"] = new string('a', 2_000_000);
        var before = await DatabasePicture.TakeAsync(_app);

        var answer = await browser.PostRawAsync("/Administration/Users/Edit", fields);

        // Not read any further, so there is no token in it, which is said first.
        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal(heading, answer.TextOf("h1"));
        await DatabasePicture.AssertUnchangedAsync(_app, before);
    }

    [Fact]
    public async Task Post_MoreFieldsThanAnyFormHas_IsToldAndWritesNothing()
    {
        var (browser, fields) = await SignInAsync();
        for (var field = 0; field < 2_000; field++)
        {
            fields[$"Input.Roles[{field}]"] = Roles.Auditor;
        }

        var before = await DatabasePicture.TakeAsync(_app);

        var answer = await browser.PostRawAsync("/Administration/Users/Edit", fields);

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal("Vi forstod ikke det, der blev sendt", answer.TextOf("h1"));
        await DatabasePicture.AssertUnchangedAsync(_app, before);
    }

    [Fact]
    public async Task Post_ImportLargerThanAnyFile_IsToldAndWritesNothing()
    {
        var (browser, fields) = await SignInAsync();
        using var body = new MultipartFormDataContent
        {
            { new StringContent(fields["__RequestVerificationToken"]), "__RequestVerificationToken" },
            { new ByteArrayContent(new byte[5_000_000]), "Upload", "stor.csv" },
        };
        var before = await DatabasePicture.TakeAsync(_app);

        using var answer = await browser.Client.PostAsync(
            new Uri("/Imports/Placements", UriKind.Relative),
            body,
            Ct
        );

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        var page = await answer.Content.ReadAsStringAsync(Ct);
        Assert.Contains("Det sendte er for stort", page, StringComparison.Ordinal);
        await DatabasePicture.AssertUnchangedAsync(_app, before);
    }

    [Fact]
    public async Task Get_HeaderLongerThanTheServerReads_IsRefusedAndNothingIsSaid()
    {
        var address = _app.ClientOptions.BaseAddress;
        using var client = new TcpClient();
        await client.ConnectAsync(address.Host, address.Port, Ct);
        await using var stream = client.GetStream();
        await stream.WriteAsync(
            Encoding.ASCII.GetBytes(
                $"GET /Account/SignIn HTTP/1.1\r\nHost: localhost\r\nX-Long: {new string('a', 40_000)}\r\n\r\n"
            ),
            Ct
        );
        using var reader = new StreamReader(stream);

        var answer = await reader.ReadToEndAsync(Ct);

        // The server refuses it before the program has been asked: there is no page.
        Assert.StartsWith("HTTP/1.1 431 ", answer, StringComparison.Ordinal);
        Assert.EndsWith("\r\n\r\n", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("Kestrel", answer, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The program on a port of the machine's own choice.</summary>
    public sealed class Served : IAsyncLifetime
    {
        public SqliteApp App { get; } = new();

        public async ValueTask InitializeAsync()
        {
            await App.InitializeAsync();
            App.EnvironmentName = "Development";
            App.Settings["Demo:LoadOnFirstStart"] = "false";
            App.Settings["Import:LargestFileMegabytes"] = "1";
            App.UseKestrel(0);
            App.StartServer();
        }

        public ValueTask DisposeAsync() => App.DisposeAsync();
    }

    private async Task<(Browser Browser, Dictionary<string, string> Fields)> SignInAsync(
        string language = "da"
    )
    {
        // Asks before it sends a body: the server refuses by the length alone and closes, and a client that is still
        // sending then has a broken pipe for an answer.
        var client = new HttpClient(
            new SocketsHttpHandler { Expect100ContinueTimeout = TimeSpan.FromSeconds(30) }
        )
        {
            BaseAddress = _app.ClientOptions.BaseAddress,
        };
        client.DefaultRequestHeaders.ExpectContinue = true;
        client.DefaultRequestHeaders.AcceptLanguage.ParseAdd(language);
        var browser = new Browser(client);
        await _app.SignInAsync(
            browser,
            await _app.Data.CreateUserAsync([Roles.Administrator, Roles.Caseworker])
        );
        var page = await browser.GetAsync("/Administration/Users/Edit");
        return (
            browser,
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["__RequestVerificationToken"] = page.AntiforgeryToken,
                ["Input.UserName"] = TestData.CreateName("ny").Replace(" ", "", StringComparison.Ordinal),
                ["Input.DisplayName"] = "Åse Prøve",
            }
        );
    }
}
