using System.Data.Common;
using System.Net;
using MentorRegistry.Web.Access;
using MentorRegistry.Web.Data;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
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
    public async Task Session_UsedEveryMinute_GoesOnWithoutANewCookie()
    {
        var browser = await _app.SignInAsync(Roles.Caseworker);
        for (var minute = 0; minute < 90; minute++)
        {
            _time.Pass(TimeSpan.FromSeconds(59));
            Assert.Equal("/", (await browser.GetAsync("/")).Path);
        }
    }

    [Fact]
    public async Task Session_ManyRequestsWithinAMinute_WriteLastSeenOnce()
    {
        var writes = new SessionWrites();
        _app.ConfigureServices = services =>
        {
            services.AddSingleton<TimeProvider>(_time);
            services.ConfigureDbContext<SqliteRegistryDb>(options => options.AddInterceptors(writes));
        };
        var browser = await _app.SignInAsync(Roles.Caseworker);
        (writes.Updates, writes.Queries) = (0, 0);

        for (var request = 0; request < 10; request++)
        {
            _time.Pass(TimeSpan.FromSeconds(7));
            await browser.GetAsync("/Account/SignOut");
        }

        // The context is asked where it writes alone: the driver reads the session of each request.
        Assert.Equal((1, 1), (writes.Updates, writes.Queries));
    }

    [Fact]
    public async Task PasswordChange_LateInTheDay_DoesNotLengthenTheSession()
    {
        var browser = await _app.SignInAsync(Roles.Caseworker);
        for (var hour = 0; hour < 11 * 3; hour++)
        {
            _time.Pass(TimeSpan.FromMinutes(20));
            await browser.GetAsync("/");
        }

        const string chosen = "fire heste spiser æbler";
        var changed = await browser.SubmitAsync(
            await browser.GetAsync("/Account/ChangePassword"),
            "main form",
            new()
            {
                ["Input.Old"] = TestData.Password,
                ["Input.New"] = chosen,
                ["Input.Again"] = chosen,
            }
        );
        Assert.Equal("/", changed.Path);
        for (var minutes = 0; minutes < 60; minutes += 20)
        {
            _time.Pass(TimeSpan.FromMinutes(20));
            await browser.GetAsync("/");
        }

        Assert.Equal("/Account/SignIn", (await browser.GetAsync("/")).Path);
    }

    [Fact]
    public async Task Confirmation_SixMinutesOld_IsAskedForAgain()
    {
        var browser = await _app.SignInAsync(Roles.Caseworker);
        var opened = await browser.SubmitAsync(
            await browser.GetAsync("/Account/Email"),
            "main form",
            new() { ["Input.Password"] = TestData.Password }
        );
        Assert.Equal("/Account/Email", opened.Path);

        _time.Pass(TimeSpan.FromMinutes(6));

        var late = await browser.SubmitAsync(
            opened,
            "main form",
            new() { ["Input.Email"] = "ny@example.dk" }
        );
        Assert.Equal("/Account/Confirm", late.Path);
    }

    [Fact]
    public async Task SignIn_CodeAfterMoreThanFiveMinutes_StartsAgain()
    {
        var user = await _app.Data.CreateUserAsync([Roles.Auditor]);
        var browser = _app.OpenBrowser();
        var asked = await browser.SubmitAsync(
            await browser.GetAsync("/Account/SignIn"),
            "main form",
            new() { ["Input.UserName"] = user.UserName, ["Input.Password"] = TestData.Password }
        );
        Assert.Equal("/Account/SignInCode", asked.Path);

        _time.Pass(TimeSpan.FromMinutes(6));

        var answer = await browser.SubmitAsync(
            asked,
            "#code",
            new() { ["Code.Code"] = await _app.CodeAsync(user) }
        );
        Assert.Equal("/Account/SignIn", answer.Path);
    }

    [Theory]
    [InlineData("unknown")]
    [InlineData("wrong password")]
    [InlineData("closed")]
    [InlineData("locked")]
    [InlineData("invited")]
    public async Task SignIn_Refused_CostsTheSameWork(string why)
    {
        var hasher = new CountingHasher();
        _app.ConfigureServices = services => services.AddSingleton<IPasswordHasher<RegistryUser>>(hasher);
        var user = await _app.Data.CreateUserAsync([Roles.Caseworker]);
        await _app.DbAsync(async db =>
        {
            var stored = await db.Users.SingleAsync(u => u.Id == user.Id);
            stored.IsDisabled = why == "closed";
            stored.LockoutEnd = why == "locked" ? DateTimeOffset.MaxValue : null;
            stored.PasswordHash = why == "invited" ? null : stored.PasswordHash;
            return await db.SaveChangesAsync();
        });
        var browser = _app.OpenBrowser();
        var page = await browser.GetAsync("/Account/SignIn");
        hasher.Rounds = 0;

        var answer = await browser.SubmitAsync(
            page,
            "main form",
            new()
            {
                ["Input.UserName"] = why == "unknown" ? "findesikke" : user.UserName,
                ["Input.Password"] = "et forkert kodeord",
            }
        );

        Assert.Equal("/Account/SignIn", answer.Path);
        Assert.Equal(1, hasher.Rounds);
    }

    [Fact]
    public async Task SignIn_AfterAPostWithoutASession_SaysThatNothingWasSaved()
    {
        const string Sentence = "Du var logget af. Det, du sendte, er ikke gemt.";
        var user = await _app.Data.CreateUserAsync([Roles.Caseworker]);
        var browser = await _app.SignInAsync(user);
        var start = await browser.GetAsync("/");
        _time.Pass(TimeSpan.FromMinutes(31));

        var asked = await browser.SubmitAsync(start, "form.citizen-search", new() { ["Query"] = "B-000001" });

        Assert.Equal("/Account/SignIn", asked.Path);
        Assert.Contains(Sentence, asked.Text, StringComparison.Ordinal);
        var refused = await browser.SubmitAsync(
            asked,
            "main form",
            new() { ["Input.UserName"] = user.UserName!, ["Input.Password"] = "et forkert kodeord" }
        );
        Assert.Contains(Sentence, refused.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(
            Sentence,
            (await browser.GetAsync("/Account/ChangePassword")).Text,
            StringComparison.Ordinal
        );
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

    // Hashing and verifying run the same rounds.
    private sealed class CountingHasher : PasswordHasher<RegistryUser>
    {
        public int Rounds { get; set; }

        public override string HashPassword(RegistryUser user, string password)
        {
            Rounds++;
            return base.HashPassword(user, password);
        }

        public override PasswordVerificationResult VerifyHashedPassword(
            RegistryUser user,
            string hashedPassword,
            string providedPassword
        )
        {
            Rounds++;
            return base.VerifyHashedPassword(user, hashedPassword, providedPassword);
        }
    }

    private sealed class SessionWrites : DbCommandInterceptor
    {
        public int Queries { get; set; }

        public int Updates { get; set; }

        public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
            DbCommand command,
            CommandEventData eventData,
            InterceptionResult<DbDataReader> result,
            CancellationToken cancellationToken = default
        )
        {
            Queries += command.CommandText.StartsWith("SELECT", StringComparison.Ordinal) ? 1 : 0;
            Updates += command.CommandText.StartsWith("UPDATE \"Sessions\"", StringComparison.Ordinal)
                ? 1
                : 0;
            return base.ReaderExecutingAsync(command, eventData, result, cancellationToken);
        }
    }
}
