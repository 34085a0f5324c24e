using System.Net;
using Microsoft.AspNetCore.Http;

namespace MentorRegistry.Web.Tests;

/// <summary>What is refused, and what is said, before any page is asked.</summary>
public sealed class SafeHeadersTests : IClassFixture<SqliteApp>
{
    private const string Host = "mentor.kommune.example";

    private readonly SqliteApp _app;

    public SafeHeadersTests(SqliteApp app)
    {
        _app = app;
        app.EnvironmentName = "Production";
        app.Settings["AllowedHosts"] = Host;
        app.Settings["Proxy:Addresses:0"] = "10.0.0.1";
    }

    [Fact]
    public async Task Get_OverTls_BindsTheBrowserToTlsForAYear()
    {
        var answer = await AskAsync("https", Host);

        Assert.Equal(200, answer.StatusCode);
        Assert.Equal("max-age=31536000; includeSubDomains", answer.Headers.StrictTransportSecurity);
    }

    [Theory]
    [InlineData("evil.example")]
    [InlineData("mentor.kommune.example.evil.example")]
    [InlineData("localhost")]
    public async Task Get_ForgedHost_IsRefusedAndNothingIsSaid(string host)
    {
        var answer = await AskAsync("https", host);
        Assert.Equal(400, answer.StatusCode);
        // The server's own words, before any page: neither what runs nor which hosts there are.
        using var body = new StreamReader(answer.Body);
        var said = await body.ReadToEndAsync(TestContext.Current.CancellationToken);
        Assert.Contains("Invalid Hostname", said, StringComparison.Ordinal);
        Assert.DoesNotContain(
            Host,
            said.Replace(host, "", StringComparison.Ordinal),
            StringComparison.Ordinal
        );
        Assert.DoesNotMatch("(?i)mentorreg|kestrel|asp\\.net|exception", said);
        Assert.DoesNotContain(
            answer.Headers,
            header => header.Key is "Server" or "X-Powered-By" or "Location" or "Set-Cookie"
        );
        Assert.Equal(400, (await AskAsync("https", host, "/health/live")).StatusCode);
    }

    [Fact]
    public async Task Get_ForwardedHost_IsNotBelieved()
    {
        var answer = await AskAsync(
            "https",
            Host,
            "/",
            http =>
            {
                http.Connection.RemoteIpAddress = IPAddress.Parse("10.0.0.1");
                http.Request.Headers["X-Forwarded-Host"] = "evil.example";
            }
        );

        Assert.Equal($"https://{Host}/Account/SignIn?returnUrl=%2F", answer.Headers.Location);
    }

    [Fact]
    public async Task Get_WithoutTls_IsSentToTls()
    {
        var answer = await AskAsync("http", Host);

        Assert.Equal(StatusCodes.Status307TemporaryRedirect, answer.StatusCode);
        Assert.Equal($"https://{Host}/Account/SignIn", answer.Headers.Location);
    }

    [Theory]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    public async Task Get_ProbeWithoutTls_IsAnswered(string probe) =>
        Assert.Equal(200, (await AskAsync("http", Host, probe)).StatusCode);

    [Theory]
    [InlineData("10.0.0.1", 200)]
    [InlineData("10.0.0.2", 307)]
    public async Task Get_SaidToHaveComeOverTls_IsBelievedOfTheConfiguredProxyAlone(
        string from,
        int status
    ) =>
        Assert.Equal(
            status,
            (
                await AskAsync(
                    "http",
                    Host,
                    set: http =>
                    {
                        http.Connection.RemoteIpAddress = IPAddress.Parse(from);
                        http.Request.Headers["X-Forwarded-For"] = "192.0.2.1";
                        http.Request.Headers["X-Forwarded-Proto"] = "https";
                    }
                )
            ).StatusCode
        );

    [Theory]
    [InlineData("TRACE")]
    [InlineData("CONNECT")]
    public async Task Send_MethodThatNoPageKnows_IsRefusedWithTheSameHeaders(string method)
    {
        var answer = await AskAsync("https", Host, set: http => http.Request.Method = method);

        Assert.Equal(405, answer.StatusCode);
        Assert.Equal("nosniff", answer.Headers.XContentTypeOptions);
    }

    private async Task<HttpResponse> AskAsync(
        string scheme,
        string host,
        string path = "/Account/SignIn",
        Action<HttpContext>? set = null
    ) =>
        (
            await _app.Server.SendAsync(http =>
            {
                http.Request.Method = HttpMethods.Get;
                http.Request.Scheme = scheme;
                http.Request.Host = new HostString(host);
                http.Request.Path = path;
                set?.Invoke(http);
            })
        ).Response;
}
