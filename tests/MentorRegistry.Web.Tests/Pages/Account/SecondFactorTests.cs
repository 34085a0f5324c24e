using MentorRegistry.Web.Access;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace MentorRegistry.Web.Tests.Pages.Account;

public abstract class SecondFactorTests(RegistryWebApp app)
{
    [Theory]
    [InlineData(Roles.Administrator, true)]
    [InlineData(Roles.DepartmentHead, true)]
    [InlineData(Roles.Auditor, true)]
    [InlineData(Roles.Caseworker, false)]
    public async Task SignIn_WithoutSecondFactor_RolesThatMustHaveOneSetItUpFirst(string role, bool must)
    {
        var browser = app.OpenBrowser();
        var user = await CreateBareUserAsync(role);

        var answer = await app.SignInAsync(browser, user);

        Assert.Equal(must ? "/Account/SecondFactor" : "/", answer.Path);
        foreach (var page in (string[])["/", "/Account", "/Account/ChangePassword", "/Account/Email"])
        {
            Assert.Equal(must, (await browser.GetAsync(page)).Path == "/Account/SecondFactor");
        }
    }

    [Fact]
    public async Task Post_CodeOfTheShownKey_ShowsTenRecoveryCodesOnceAndOpensTheProgram()
    {
        var browser = app.OpenBrowser();
        var user = await CreateBareUserAsync(Roles.Auditor);
        var elsewhere = app.OpenBrowser();
        await app.SignInAsync(elsewhere, user);
        var page = await app.SignInAsync(browser, user);
        Assert.Matches("^([A-Z2-7]{4} ){7}[A-Z2-7]{4}$", page.TextOf(".setup-key"));
        Assert.NotNull(page.Document.QuerySelector(".qr-code svg path"));

        var done = await SetUpAsync(browser, page);

        var codes = done.TextsOf(".recovery-codes li");
        Assert.Equal(10, codes.Distinct().Count());
        // The cookie has just been made anew: the warning must not say that the session is over.
        var left = done.Document.QuerySelector("#session-warning")!.GetAttribute("data-ends-in-seconds")!;
        Assert.InRange(int.Parse(left, System.Globalization.CultureInfo.InvariantCulture), 3600, 12 * 3600);
        Assert.Equal("/", (await browser.GetAsync("/")).Path);
        Assert.Equal("/Account/SignIn", (await elsewhere.GetAsync("/")).Path);
        Assert.Contains(
            "10 engangskoder",
            (await browser.GetAsync("/Account")).Text,
            StringComparison.Ordinal
        );
        var next = app.OpenBrowser();
        await app.SignInAsync(next, user);
        Assert.Equal("/Account/SignIn", (await next.GetAsync("/")).Path);
    }

    [Fact]
    public async Task Post_WrongCode_ShowsTheSameKeyAgainAndSwitchesNothingOn()
    {
        var browser = app.OpenBrowser();
        var user = await CreateBareUserAsync(Roles.Auditor);
        var page = await app.SignInAsync(browser, user);

        var answer = await browser.SubmitAsync(page, "#setup", new() { ["Input.Code"] = "000000" });

        Assert.Equal(page.TextOf(".setup-key"), answer.TextOf(".setup-key"));
        Assert.Contains("forkert", answer.TextOf(".alert-error"), StringComparison.Ordinal);
        Assert.False(await HasAsync(user));
    }

    [Fact]
    public async Task Get_AgainOrInTheOtherLanguage_KeepsTheKeyUntilBegunAnewOrConfirmed()
    {
        var browser = app.OpenBrowser();
        var user = await CreateBareUserAsync(Roles.Auditor);
        var page = await app.SignInAsync(browser, user);

        var again = await browser.GetAsync("/Account/SecondFactor");
        var english = await browser.SubmitAsync(again, "form[action*=Language]");
        Assert.Equal("/Account/SecondFactor", english.Path);
        Assert.Contains("Scan the picture", english.Text, StringComparison.Ordinal);
        Assert.All(
            new[] { again, english },
            answer => Assert.Equal(page.TextOf(".setup-key"), answer.TextOf(".setup-key"))
        );

        var anew = await browser.SubmitAsync(english, "#anew");
        Assert.NotEqual(page.TextOf(".setup-key"), anew.TextOf(".setup-key"));
        await SetUpAsync(browser, anew);
        var next = await ConfirmAsync(
            browser,
            await browser.GetAsync("/Account/SecondFactor"),
            TestData.Password,
            CodeOf(anew, ahead: 1)
        );
        Assert.NotEqual(anew.TextOf(".setup-key"), next.TextOf(".setup-key"));
    }

    [Fact]
    public async Task Get_KeyKeptForSomebodyElse_IsAnother()
    {
        var browser = app.OpenBrowser();
        var page = await app.SignInAsync(browser, await CreateBareUserAsync(Roles.Auditor));
        await browser.SubmitAsync(page, "form[action*=SignOut]");

        var theirs = await app.SignInAsync(browser, await CreateBareUserAsync(Roles.Auditor));

        Assert.NotEqual(page.TextOf(".setup-key"), theirs.TextOf(".setup-key"));
    }

    [Fact]
    public async Task Post_KeyProposedToSomebodyElse_IsRefused()
    {
        var theirs = app.OpenBrowser();
        var other = await app.SignInAsync(theirs, await CreateBareUserAsync(Roles.Auditor));
        var browser = app.OpenBrowser();
        var user = await CreateBareUserAsync(Roles.Auditor);
        var page = await app.SignInAsync(browser, user);
        var proposal = other.Document.QuerySelector("[name=Proposal]")!.GetAttribute("value");

        var answer = await browser.SubmitAsync(
            page,
            "#setup",
            new() { ["Proposal"] = proposal, ["Input.Code"] = CodeOf(other) }
        );

        Assert.NotEmpty(answer.Document.QuerySelectorAll(".alert-error"));
        Assert.False(await HasAsync(user));
    }

    [Theory]
    [InlineData("/Account/SecondFactor")]
    [InlineData("/Account/Email")]
    public async Task Get_WithoutBeingAskedAgain_AsksForPasswordAndCode(string page)
    {
        var user = await app.Data.CreateUserAsync([Roles.Auditor]);
        var browser = await app.SignInAsync(user);

        var asked = await browser.GetAsync(page);
        Assert.Equal("/Account/Confirm", asked.Path);
        var wrong = await ConfirmAsync(browser, asked, "et forkert kodeord", await app.CodeAsync(user));
        Assert.Equal("/Account/Confirm", wrong.Path);
        var noCode = await ConfirmAsync(browser, asked, TestData.Password, "");
        Assert.Equal("/Account/Confirm", noCode.Path);
        var wrongCode = await ConfirmAsync(browser, asked, TestData.Password, "000000");
        Assert.Equal("/Account/Confirm", wrongCode.Path);
        Assert.Equal("/Account/Confirm", (await browser.GetAsync(page)).Path);

        var opened = await ConfirmAsync(browser, asked, TestData.Password, await app.CodeAsync(user));

        Assert.Equal(page, opened.Path);
    }

    /// <summary>Somebody else's open session must not be a place to guess in.</summary>
    [Theory]
    [InlineData("/Account/Confirm", "Input.Password")]
    [InlineData("/Account/ChangePassword", "Input.Old")]
    public async Task Post_FiveWrongPasswordsInAnOpenSession_LocksTheAccount(string page, string field)
    {
        var user = await app.Data.CreateUserAsync([Roles.Caseworker]);
        var browser = await app.SignInAsync(user);
        var asked = await browser.GetAsync(page);

        for (var attempt = 0; attempt < 5; attempt++)
        {
            await browser.SubmitAsync(asked, "main form", new() { [field] = "et forkert kodeord" });
        }

        Assert.NotNull(
            await app.DbAsync(db =>
                db.Users.Where(u => u.Id == user.Id).Select(u => u.LockoutEnd).SingleAsync()
            )
        );
    }

    [Fact]
    public async Task Post_ByHandWithoutBeingAskedAgain_ChangesNothing()
    {
        var user = await app.Data.CreateUserAsync([Roles.Caseworker]);
        var browser = await app.SignInAsync(user);
        var token = (await browser.GetAsync("/Account"))
            .Document.QuerySelector("[name=__RequestVerificationToken]")!
            .GetAttribute("value")!;

        var answer = await browser.PostRawAsync(
            "/Account/Email",
            new() { ["Input.Email"] = "ond@example.dk", ["__RequestVerificationToken"] = token }
        );

        Assert.Equal("/Account/Confirm", answer.Path);
        Assert.Null(
            await app.DbAsync(db => db.Users.Where(u => u.Id == user.Id).Select(u => u.Email).SingleAsync())
        );
    }

    [Fact]
    public async Task Post_NewPhone_KillsTheOldKeyAndTheOldRecoveryCodes_AndHistoryTells()
    {
        var user = await app.Data.CreateUserAsync([Roles.Auditor]);
        var browser = await app.SignInAsync(user);
        var page = await ConfirmAsync(
            browser,
            await browser.GetAsync("/Account/SecondFactor"),
            TestData.Password,
            await app.CodeAsync(user)
        );

        // The next half minute's code: the one of now was used to get here.
        var done = await SetUpAsync(browser, page, ahead: 1);

        Assert.Equal(10, done.TextsOf(".recovery-codes li").Count);
        var pending = app.OpenBrowser();
        await app.SignInAsync(pending, user);
        Assert.Equal("/Account/SignIn", (await pending.GetAsync("/")).Path);
        var changes = await app.DbAsync(db =>
            db.AuditEntries.Where(entry => entry.RootId == user.Id && entry.UserId == user.Id)
                .OrderBy(entry => entry.Id)
                .Select(entry => entry.After)
                .ToListAsync()
        );
        Assert.Equal(
            [
                """{"TwoFactorEnabled":false}""",
                """{"TwoFactorEnabled":true}""",
                """{"NewRecoveryCodes":true}""",
            ],
            changes
        );
    }

    [Fact]
    public async Task PostCodes_NewOnes_AreToldInTheUsersHistoryAndNotKeptThere()
    {
        var user = await app.Data.CreateUserAsync([Roles.Auditor]);

        var made = await MakeCodesAsync(user);

        var admin = await app.SignInAsync(Roles.Administrator);
        var history = (await admin.GetAsync($"/Administration/Users/Edit/{user.Id}")).TextOf(".history");
        Assert.Contains("Nye nødkoder", history, StringComparison.Ordinal);
        Assert.Contains(user.DisplayName, history, StringComparison.Ordinal);
        var kept = await app.DbAsync(db =>
            db.AuditEntries.Where(e => e.RootId == user.Id).Select(e => e.Before + e.After).ToListAsync()
        );
        var codes = made.TextsOf(".recovery-codes li");
        Assert.Equal(10, codes.Count);
        Assert.All(kept, row => Assert.DoesNotContain(codes, row.Contains));
    }

    [Fact]
    public async Task PostCodes_NewOnes_AreNotLostToAnotherLanguage()
    {
        var user = await app.Data.CreateUserAsync([Roles.Auditor]);
        var made = await MakeCodesAsync(user);

        Assert.NotEmpty(made.TextsOf(".recovery-codes li"));
        Assert.Empty(made.Document.QuerySelectorAll(".language-switch"));
    }

    private async Task<PageAnswer> MakeCodesAsync(RegistryUser user)
    {
        var browser = await app.SignInAsync(user);
        var page = await ConfirmAsync(
            browser,
            await browser.GetAsync("/Account/SecondFactor"),
            TestData.Password,
            await app.CodeAsync(user)
        );
        Assert.NotEmpty(page.Document.QuerySelectorAll(".language-switch"));
        return await browser.SubmitAsync(page, "#codes");
    }

    [Fact]
    public async Task PostOff_RoleThatMayDoWithout_IsOffAndTheButtonIsNotThereForOthers()
    {
        var caseworker = await CreateBareUserAsync(Roles.Caseworker);
        var browser = await app.SignInAsync(caseworker);
        var page = await ConfirmAsync(
            browser,
            await browser.GetAsync("/Account/SecondFactor"),
            TestData.Password,
            code: null
        );
        await SetUpAsync(browser, page);
        Assert.True(await HasAsync(caseworker));

        var off = await browser.SubmitAsync(await browser.GetAsync("/Account/SecondFactor"), "#off");

        Assert.Contains("slået fra", off.Text, StringComparison.Ordinal);
        Assert.False(await HasAsync(caseworker));
        var auditor = await app.Data.CreateUserAsync([Roles.Auditor]);
        var theirs = await app.SignInAsync(auditor);
        var own = await ConfirmAsync(
            theirs,
            await theirs.GetAsync("/Account/SecondFactor"),
            TestData.Password,
            await app.CodeAsync(auditor)
        );
        Assert.Empty(own.Document.QuerySelectorAll("#off"));
        var token = own.Document.QuerySelector("[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        var forged = await theirs.PostRawAsync(
            "/Account/SecondFactor?handler=Off",
            new() { ["__RequestVerificationToken"] = token }
        );
        Assert.Equal(404, (int)forged.Status);
        Assert.True(await HasAsync(auditor));
    }

    private static Task<PageAnswer> SetUpAsync(Browser browser, PageAnswer page, int ahead = 0) =>
        browser.SubmitAsync(page, "#setup", new() { ["Input.Code"] = CodeOf(page, ahead) });

    private static string CodeOf(PageAnswer page, int ahead = 0) =>
        AuthenticatorCode.Of(
            page.TextOf(".setup-key").Replace(" ", "", StringComparison.Ordinal),
            AuthenticatorCode.StepAt(TimeProvider.System.GetUtcNow().UtcDateTime) + ahead
        );

    private static Task<PageAnswer> ConfirmAsync(
        Browser browser,
        PageAnswer page,
        string password,
        string? code
    )
    {
        var typed = new Dictionary<string, string?> { ["Input.Password"] = password };
        if (code is not null)
        {
            typed["Input.Code"] = code;
        }

        return browser.SubmitAsync(page, "main form", typed);
    }

    private Task<bool> HasAsync(RegistryUser user) =>
        app.DbAsync(db => db.Users.AnyAsync(u => u.Id == user.Id && u.TwoFactorEnabled));

    private async Task<RegistryUser> CreateBareUserAsync(string role)
    {
        var user = await app.Data.CreateUserAsync([role]);
        await app.DbAsync(async db =>
        {
            db.UserTokens.RemoveRange(await db.UserTokens.Where(t => t.UserId == user.Id).ToListAsync());
            (await db.Users.SingleAsync(u => u.Id == user.Id)).TwoFactorEnabled = false;
            return await db.SaveChangesAsync();
        });
        return user;
    }
}

public sealed class SecondFactorTests_Sqlite(SqliteApp app)
    : SecondFactorTests(app),
        IClassFixture<SqliteApp>;

public sealed class SecondFactorTests_PostgreSql(PostgreSqlApp app)
    : SecondFactorTests(app),
        IClassFixture<PostgreSqlApp>;
