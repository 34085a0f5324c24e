using System.Net;
using System.Reflection;
using MentorRegistry.Domain.Citizens;
using MentorRegistry.Web.Access;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace MentorRegistry.Web.Tests;

/// <summary>What the log says: one line an event, and nobody's number or name.</summary>
public sealed class EventLinesTests : IClassFixture<SqliteApp>
{
    private readonly SqliteApp _app;

    // One for all tests, as the program is: it is put together once.
    private static readonly LogLines s_lines = new();

    public EventLinesTests(SqliteApp app)
    {
        _app = app;
        app.Settings["Logging:LogLevel:Default"] = "Debug";
        // As shipped: the framework's own lines below warnings hold whole addresses.
        app.Settings["Logging:LogLevel:Microsoft"] = "Warning";
        app.ConfigureServices = services =>
            services.AddLogging(logging => logging.ClearProviders().AddProvider(s_lines));
    }

    [Fact]
    public async Task LookUp_KnownUnknownAndMistyped_NoNumberOrNameInTheLog()
    {
        var known = TestData.CreateCpr();
        var unknown = TestData.CreateCpr();
        var department = await _app.Data.CreateDepartmentAsync();
        var citizen = await _app.Data.CreateCitizenAsync("Kanariefugl Hønsehus", known);
        await _app.Data.CreatePlacementAsync(citizen, department);
        var browser = await _app.SignInAsync(Roles.Caseworker, department.Id);

        var found = await LookUpAsync(browser, known);
        await LookUpAsync(browser, unknown);
        await LookUpAsync(browser, known[..9] + "O");
        await browser.GetAsync($"/Citizens/{known}");

        Assert.Equal($"/Citizens/{CitizenReference.Of(citizen.Id)}", found.Path);
        Assert.Contains(
            s_lines.All,
            line => line.Contains("GET /Citizens/Overview B-", StringComparison.Ordinal)
        );
        foreach (
            var secret in (string[])
                [CprNumber.Parse(known).Full, known, unknown, known[..9] + "O", "Kanariefugl", "Hønsehus"]
        )
        {
            Assert.DoesNotContain(s_lines.All, line => line.Contains(secret, StringComparison.Ordinal));
        }
    }

    /// <summary>Every other page on which a number is typed.</summary>
    [Theory]
    [InlineData(Roles.Caseworker, "/Department", "Search")]
    [InlineData(Roles.Caseworker, "/Placements/Register?handler=NewCitizen", "cpr")]
    [InlineData(Roles.Caseworker, "/Citizens/{0}/Edit", "Input.NewNumber")]
    [InlineData(Roles.Auditor, "/Oversight/CitizenFile", "Query")]
    [InlineData(Roles.Auditor, "/Oversight/Log", "Search.Citizen")]
    [InlineData(Roles.Auditor, "/Oversight/Insight", "Search.Citizen")]
    public async Task Post_NumberTypedElsewhere_NoNumberInTheLog(string role, string path, string field)
    {
        var known = TestData.CreateCpr();
        var unknown = TestData.CreateCpr();
        var department = await _app.Data.CreateDepartmentAsync();
        var citizen = await _app.Data.CreateCitizenAsync(cpr: known);
        await _app.Data.CreatePlacementAsync(citizen, department);
        var browser = await _app.SignInAsync(role, department.Id);
        var address = string.Format(
            System.Globalization.CultureInfo.InvariantCulture,
            path,
            citizen.Reference
        );
        var token = (await browser.GetAsync("/")).AntiforgeryToken;

        foreach (var typed in (string[])[known, unknown, $"{known[..6]}-{known[6..]}", known[..9] + "O"])
        {
            var answer = await browser.PostRawAsync(
                address,
                new() { ["__RequestVerificationToken"] = token, [field] = typed }
            );
            Assert.Equal(HttpStatusCode.OK, answer.Status);
        }

        Assert.Contains(s_lines.All, line => line.StartsWith("POST /", StringComparison.Ordinal));
        foreach (var secret in (string[])[CprNumber.Parse(known).Full, known, unknown, known[..9] + "O"])
        {
            Assert.DoesNotContain(s_lines.All, line => line.Contains(secret, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task ChoosePasswordAndSignIn_NoTokenPasswordOrCodeInTheLog()
    {
        var admin = await _app.SignInAsync(Roles.Administrator);
        var user = await _app.Data.CreateUserAsync([Roles.Auditor]);
        var made = await admin.SubmitAsync(
            await admin.GetAsync($"/Administration/Users/Edit/{user.Id}"),
            "#new-link"
        );
        var token = new Uri(made.TextOf(".made-link")).Fragment[1..];
        var browser = _app.OpenBrowser();
        await browser.SubmitAsync(
            await browser.GetAsync("/Account/ChoosePassword"),
            "main form",
            new()
            {
                ["Input.Token"] = token,
                ["Input.New"] = TestData.Password,
                ["Input.Again"] = TestData.Password,
            }
        );
        var inside = await _app.SignInAsync(browser, user);
        var code = await _app.CodeAsync(user);

        Assert.Equal("/", inside.Path);
        Assert.Contains(
            s_lines.All,
            line => line.Contains("POST /Account/ChoosePassword", StringComparison.Ordinal)
        );
        foreach (var secret in (string[])[token, TestData.Password, code, TestData.AuthenticatorKey])
        {
            Assert.DoesNotContain(s_lines.All, line => line.Contains(secret, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Page_NobodySignedInAndAboutNobody_SaysSoInWords()
    {
        await _app.OpenBrowser().GetAsync("/Account/SignIn");

        var line = s_lines.All.Last(line => line.Contains("/Account/SignIn", StringComparison.Ordinal));

        Assert.StartsWith("GET /Account/SignIn - 200 in ", line, StringComparison.Ordinal);
        Assert.EndsWith("by (nobody) ", line, StringComparison.Ordinal);
    }

    [Fact]
    public void Events_OfEveryClass_HaveSmallNumbersOfTheirOwn()
    {
        var events = typeof(EventLines)
            .Assembly.GetTypes()
            .SelectMany(type =>
                type.GetMethods(
                    BindingFlags.Static
                        | BindingFlags.Instance
                        | BindingFlags.Public
                        | BindingFlags.NonPublic
                        | BindingFlags.DeclaredOnly
                )
            )
            .SelectMany(method =>
                method
                    .GetCustomAttributes<LoggerMessageAttribute>()
                    .Select(message => (method.DeclaringType, message.EventId))
            )
            .ToList();

        Assert.True(events.Count > 1);
        Assert.All(events, one => Assert.InRange(one.EventId, 1, 999));
        Assert.Equal(events.Distinct(), events);
    }

    private static async Task<PageAnswer> LookUpAsync(Browser browser, string query) =>
        await browser.SubmitAsync(
            await browser.GetAsync("/"),
            "form.citizen-search",
            new() { ["Query"] = query }
        );
}
