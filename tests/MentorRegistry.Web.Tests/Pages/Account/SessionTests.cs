using System.Net;
using MentorRegistry.Web.Access;
using Microsoft.Extensions.DependencyInjection;

namespace MentorRegistry.Web.Tests.Pages.Account;

/// <summary>What needs a program of its own: another clock, other settings, an empty database.</summary>
public sealed class SessionTests : IAsyncLifetime
{
    private readonly TestTime _time = new();
    private readonly SqliteApp _app = new();

    public async ValueTask InitializeAsync()
    {
        await _app.InitializeAsync();
        _app.ConfigureServices = services => services.AddSingleton<TimeProvider>(_time);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task Session_UsedAllDay_EndsTwelveHoursAfterSignIn()
    {
        var browser = await _app.SignInAsync(Roles.Caseworker);
        for (var minutes = 20; minutes < 12 * 60; minutes += 20)
        {
            _time.Pass(TimeSpan.FromMinutes(20));
            Assert.Equal("/", (await browser.GetAsync("/")).Path);
        }

        _time.Pass(TimeSpan.FromMinutes(20));

        Assert.Equal("/Account/SignIn", (await browser.GetAsync("/")).Path);
    }

    [Fact]
    public async Task Session_LeftAlone_EndsAfterHalfAnHour()
    {
        var browser = await _app.SignInAsync(Roles.Caseworker);

        _time.Pass(TimeSpan.FromMinutes(31));

        Assert.Equal("/Account/SignIn", (await browser.GetAsync("/")).Path);
    }

    [Fact]
    public async Task SignIn_MoreAttemptsFromOneAddressThanAllowed_IsToldToWait()
    {
        _app.Settings["SignIn:AttemptsPerMinutePerAddress"] = "3";
        var browser = _app.OpenBrowser();
        var page = await browser.GetAsync("/Account/SignIn");
        PageAnswer? answer = null;
        for (var attempt = 0; attempt < 4; attempt++)
        {
            answer = await browser.SubmitAsync(
                page,
                "main form",
                new() { ["Input.UserName"] = "nogen", ["Input.Password"] = "et forkert kodeord" }
            );
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, answer!.Status);
        Assert.Equal(TimeSpan.FromMinutes(1), answer.Response.Headers.RetryAfter?.Delta);
        Assert.Contains("Vent", answer.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/Account/SignIn")).Status);
    }

    [Fact]
    public async Task SignIn_NobodyCanYet_SaysHowTheFirstAdministratorIsMade()
    {
        Assert.Contains(
            "user create",
            (await _app.OpenBrowser().GetAsync("/Account/SignIn")).Text,
            StringComparison.Ordinal
        );

        await _app.Data.CreateUserAsync([Roles.Administrator]);

        Assert.DoesNotContain(
            "user create",
            (await _app.OpenBrowser().GetAsync("/Account/SignIn")).Text,
            StringComparison.Ordinal
        );
    }
}
