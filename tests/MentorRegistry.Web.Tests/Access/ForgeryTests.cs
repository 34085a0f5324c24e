using System.Net;
using MentorRegistry.Domain.Citizens;
using MentorRegistry.Domain.Placements;
using MentorRegistry.Web.Access;
using Microsoft.AspNetCore.Mvc.Testing.Handlers;
using Microsoft.EntityFrameworkCore;

namespace MentorRegistry.Web.Tests.Access;

/// <summary>What somebody sends who has got hold of another's token, cookie or number, or guesses them.</summary>
public abstract class ForgeryTests(RegistryWebApp app)
{
    private const int Guesses = 100;

    private static readonly Uri Site = new("https://localhost");

    [Theory]
    [InlineData("another user's")]
    [InlineData("another user's with that user's cookie")]
    [InlineData("of before sign-in")]
    [InlineData("changed")]
    [InlineData("none")]
    public async Task Post_TokenThatIsNotOnesOwn_ChangesNothing(string which)
    {
        var (person, jar, placement) = await SignInWithPlacementAsync();
        var (other, othersJar, _) = await SignInWithPlacementAsync();
        var own = (await person.GetAsync("/")).AntiforgeryToken;
        var token = which switch
        {
            "of before sign-in" => (await app.OpenBrowser().GetAsync("/Account/SignIn")).AntiforgeryToken,
            "changed" => own[..^8] + new string([.. own[^8..].Reverse()]),
            "none" => "",
            _ => (await other.GetAsync("/")).AntiforgeryToken,
        };
        if (which.EndsWith("cookie", StringComparison.Ordinal))
        {
            jar.Add(
                Site,
                othersJar.GetCookies(Site).Single(c => c.Name.EndsWith(".Form", StringComparison.Ordinal))
            );
        }

        var before = await DatabasePicture.TakeAsync(app);

        var answer = await EndAsync(person, placement, token);

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        await DatabasePicture.AssertUnchangedAsync(app, before);
    }

    /// <summary>The other way round: with a token of one's own the same form is taken.</summary>
    [Fact]
    public async Task Post_OwnToken_IsTaken()
    {
        var (person, _, placement) = await SignInWithPlacementAsync();

        var answer = await EndAsync(person, placement, (await person.GetAsync("/")).AntiforgeryToken);

        Assert.NotEqual(HttpStatusCode.BadRequest, answer.Status);
        Assert.StartsWith("/Citizens/", answer.Path, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_TokenAndCopiedCookiesAfterSignOut_ChangesNothing()
    {
        var (person, jar, placement) = await SignInWithPlacementAsync();
        var start = await person.GetAsync("/");
        var copy = new CookieContainer();
        copy.Add(Site, jar.GetCookies(Site));
        await person.SubmitAsync(await person.GetAsync("/Account/SignOut"), "main form");
        var thief = Open(copy);
        var before = await DatabasePicture.TakeAsync(app);

        var posted = await EndAsync(thief, placement, start.AntiforgeryToken);
        var read = await thief.GetAsync($"/Placements/End/{placement.Id}");

        Assert.Equal("/Account/SignIn", posted.Path);
        Assert.Equal("/Account/SignIn", read.Path);
        await DatabasePicture.AssertUnchangedAsync(app, before);
    }

    [Fact]
    public async Task SignIn_HundredGuessedPasswords_AllSayTheSame_AndTheRightOneComesTooLate()
    {
        var user = await app.Data.CreateUserAsync([Roles.Caseworker]);
        var browser = app.OpenBrowser();
        var form = await browser.GetAsync("/Account/SignIn");
        var before = await DatabasePicture.TakeAsync(app, "AspNetUsers");
        var said = new HashSet<string>(StringComparer.Ordinal);
        for (var guess = 0; guess < Guesses; guess++)
        {
            said.Add(Said(await TryAsync(browser, form, user.UserName!, $"et gættet kodeord {guess}")));
        }

        said.Add(Said(await TryAsync(browser, form, user.UserName!, TestData.Password)));
        said.Add(Said(await TryAsync(browser, form, "findes.ikke", TestData.Password)));

        Assert.Single(said);
        await DatabasePicture.AssertUnchangedAsync(app, before, "AspNetUsers");
    }

    [Fact]
    public async Task Get_HundredGuessedReferences_AllSayThatThereIsNone()
    {
        var (person, _, _) = await SignInWithPlacementAsync();
        var most = await app.DbAsync(db => db.Citizens.MaxAsync(citizen => citizen.Id));
        var before = await DatabasePicture.TakeAsync(app);
        var said = new HashSet<string>(StringComparer.Ordinal);
        for (var guess = 1; guess <= Guesses; guess++)
        {
            // Every other one with a wrong check digit.
            var reference = CitizenReference.Of(most + 1000 + guess);
            var wrong = reference[..^1] + (char)('0' + ((reference[^1] - '0' + 1) % 10));
            var answer = await person.GetAsync($"/Citizens/{(guess % 2 == 0 ? reference : wrong)}");
            Assert.Equal(HttpStatusCode.NotFound, answer.Status);
            said.Add(Said(answer));
        }

        Assert.Single(said);
        await DatabasePicture.AssertUnchangedAsync(app, before);
    }

    private static Task<PageAnswer> TryAsync(
        Browser browser,
        PageAnswer form,
        string user,
        string password
    ) =>
        browser.SubmitAsync(
            form,
            "main form",
            new() { ["Input.UserName"] = user, ["Input.Password"] = password }
        );

    // What is the same for everybody: without the reference for support and the name that was typed.
    private static string Said(PageAnswer answer)
    {
        answer.Document.QuerySelector(".request-id")?.Remove();
        return $"{answer.Status} {answer.Text}";
    }

    private static Task<PageAnswer> EndAsync(Browser browser, Placement placement, string token) =>
        browser.PostRawAsync(
            $"/Placements/End/{placement.Id}",
            new()
            {
                ["__RequestVerificationToken"] = token,
                ["Input.LastDay"] = "30-11-2026",
                ["Input.Reason"] = "Moved",
            }
        );

    private Browser Open(CookieContainer jar) =>
        new(app.CreateDefaultClient(Site, new RedirectHandler(), new CookieContainerHandler(jar)));

    private async Task<(Browser Browser, CookieContainer Jar, Placement Placement)> SignInWithPlacementAsync()
    {
        var department = await app.Data.CreateDepartmentAsync();
        var jar = new CookieContainer();
        var browser = Open(jar);
        await app.SignInAsync(browser, await app.Data.CreateUserAsync([Roles.Caseworker], department.Id));
        return (browser, jar, await app.Data.CreatePlacementAsync(department: department));
    }
}

public sealed class ForgeryTests_Sqlite(SqliteApp app) : ForgeryTests(app), IClassFixture<SqliteApp>;

public sealed class ForgeryTests_PostgreSql(PostgreSqlApp app)
    : ForgeryTests(app),
        IClassFixture<PostgreSqlApp>;
