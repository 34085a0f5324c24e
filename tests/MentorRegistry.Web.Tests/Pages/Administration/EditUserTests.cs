using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using MentorRegistry.Web.Access;
using MentorRegistry.Web.Data;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace MentorRegistry.Web.Tests.Pages.Administration;

public abstract class EditUserTests(RegistryWebApp app)
{
    private const string Chosen = "fire heste spiser æbler";

    private const string Form = "main form:has([name='Input.DisplayName'])";

    [Fact]
    public async Task Post_NewUser_ShowsALinkOnce_ThatThePersonChoosesAPasswordWith()
    {
        var admin = await app.SignInAsync(Roles.Administrator);
        var department = await app.Data.CreateDepartmentAsync();
        var name = TestData.CreateName("ny").Replace(" ", "", StringComparison.Ordinal);

        var made = await admin.SubmitAsync(
            await admin.GetAsync("/Administration/Users/Edit"),
            Form,
            new()
            {
                ["Input.UserName"] = name.ToUpperInvariant(),
                ["Input.DisplayName"] = "Åse Prøve",
                ["Input.Roles"] = Roles.Caseworker,
                ["Input.Places"] = $"{department.Id}",
            }
        );
        var link = new Uri(made.TextOf(".made-link"));
        // Another language would take the link away.
        Assert.Empty(made.Document.QuerySelectorAll(".language-switch"));
        var browser = app.OpenBrowser();
        var chosen = await ChooseAsync(browser, link, Chosen);

        Assert.Equal("/Account/SignIn", chosen.Path);
        var inside = await browser.SubmitAsync(
            chosen,
            "main form",
            new() { ["Input.UserName"] = name, ["Input.Password"] = Chosen }
        );
        Assert.Equal("/", inside.Path);
        Assert.Equal(("https", "localhost"), (link.Scheme, link.Host));
        Assert.DoesNotContain(
            link.Fragment[1..],
            (await admin.GetAsync(made.Address.PathAndQuery)).Html,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Post_NothingFilledIn_SaysAllThatIsMissing()
    {
        var admin = await app.SignInAsync(Roles.Administrator);

        var answer = await admin.SubmitAsync(
            await admin.GetAsync("/Administration/Users/Edit"),
            Form,
            new() { ["Input.Email"] = "ikke en adresse" }
        );

        Assert.Equal(4, answer.TextsOf(".alert-error li").Count);
    }

    [Fact]
    public async Task Post_UserNameTaken_WhateverItsCase_IsRefused()
    {
        var admin = await app.SignInAsync(Roles.Administrator);
        var other = await app.Data.CreateUserAsync([Roles.Auditor]);

        var answer = await admin.SubmitAsync(
            await admin.GetAsync("/Administration/Users/Edit"),
            Form,
            new()
            {
                ["Input.UserName"] = other.UserName!.ToUpperInvariant(),
                ["Input.DisplayName"] = "Åse Prøve",
                ["Input.Roles"] = Roles.Auditor,
            }
        );

        Assert.Contains("allerede i brug", answer.TextOf(".alert-error"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_RoleOfSomebodySignedIn_IsInForceWithTheNextRequest()
    {
        await app.Data.CreateUserAsync([Roles.Administrator]);
        var admin = await app.SignInAsync(Roles.Administrator);
        var user = await app.Data.CreateUserAsync([Roles.Administrator]);
        var theirs = await app.SignInAsync(user);
        Assert.Equal("/Administration", (await theirs.GetAsync("/Administration")).Path);

        await admin.SubmitAsync(
            await OpenAsync(admin, user),
            Form,
            new() { ["Input.Roles"] = Roles.Auditor }
        );

        Assert.Equal("/Account/SignIn", (await theirs.GetAsync("/Administration")).Path);
        var again = await app.SignInAsync(user);
        Assert.Equal(403, (int)(await again.GetAsync("/Administration")).Status);
        Assert.Contains(
            "Tilsyn",
            (await OpenAsync(admin, user)).TextOf(".history"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Post_DepartmentOfSomebodySignedIn_IsInForceWithTheNextRequest()
    {
        var admin = await app.SignInAsync(Roles.Administrator);
        var before = await app.Data.CreateDepartmentAsync();
        var after = await app.Data.CreateDepartmentAsync();
        var user = await app.Data.CreateUserAsync([Roles.Caseworker], before.Id);
        var theirs = await app.SignInAsync(user);

        await admin.SubmitAsync(
            await OpenAsync(admin, user),
            Form,
            new() { ["Input.Places"] = $"{after.Id}" }
        );

        Assert.Equal("/Account/SignIn", (await theirs.GetAsync("/")).Path);
        var again = await (await app.SignInAsync(user)).GetAsync("/");
        Assert.Contains(after.Name, again.Html, StringComparison.Ordinal);
        Assert.DoesNotContain(before.Name, again.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_NameOnly_LeavesTheSessionAlone()
    {
        var admin = await app.SignInAsync(Roles.Administrator);
        var user = await app.Data.CreateUserAsync([Roles.Auditor]);
        var theirs = await app.SignInAsync(user);

        var answer = await admin.SubmitAsync(
            await OpenAsync(admin, user),
            Form,
            new() { ["Input.DisplayName"] = "Et nyt navn" }
        );

        Assert.Equal("/Administration/Users", answer.Path);
        Assert.Equal("/", (await theirs.GetAsync("/")).Path);
    }

    [Fact]
    public async Task PostLink_SomebodySignedIn_IsOutAndTheOldPasswordIsDead()
    {
        var admin = await app.SignInAsync(Roles.Administrator);
        var user = await app.Data.CreateUserAsync([Roles.Caseworker]);
        var theirs = await app.SignInAsync(user);

        var made = await admin.SubmitAsync(await OpenAsync(admin, user), "#new-link");

        Assert.Equal("/Account/SignIn", (await theirs.GetAsync("/")).Path);
        Assert.Equal("/Account/SignIn", (await app.SignInAsync(theirs, user)).Path);
        await ChooseAsync(theirs, new Uri(made.TextOf(".made-link")), TestData.Password);
        Assert.Equal("/", (await app.SignInAsync(theirs, user)).Path);
    }

    [Fact]
    public async Task PostLink_ThenChosen_HistorySaysBothAndNothingOfPasswordOrToken()
    {
        var administrator = await app.Data.CreateUserAsync([Roles.Administrator]);
        var admin = await app.SignInAsync(administrator);
        var user = await app.Data.CreateUserAsync([Roles.Auditor]);
        await LockAsync(user);
        var before = (await HistoryAsync(user)).Count;

        var made = await admin.SubmitAsync(await OpenAsync(admin, user), "#new-link");
        var link = new Uri(made.TextOf(".made-link"));
        await ChooseAsync(app.OpenBrowser(), link, Chosen);

        var rows = (await HistoryAsync(user)).Skip(before).ToList();
        Assert.Equal(
            [
                (administrator.UserName, "PasswordLink", AuditAction.Added),
                (user.UserName, "RegistryUser", AuditAction.Changed),
                (user.UserName, "PasswordLink", AuditAction.Deleted),
            ],
            rows.Select(row => ((string?)row.UserName, row.Entity, row.Action))
        );
        Assert.Equal("""{"NewPassword":true}""", rows[1].After);
        Assert.All(
            rows,
            row => Assert.DoesNotContain("Token", row.Before + row.After, StringComparison.OrdinalIgnoreCase)
        );
        Assert.Contains(
            "Link til adgangskode tilføjet",
            (await OpenAsync(admin, user)).TextOf(".history"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task PostSecondFactor_PhoneLost_EndsSessionsAndTheNextSignInSetsItUp()
    {
        var admin = await app.SignInAsync(Roles.Administrator);
        var user = await app.Data.CreateUserAsync([Roles.Auditor]);
        var theirs = await app.SignInAsync(user);

        await admin.SubmitAsync(await OpenAsync(admin, user), "#second-factor");

        Assert.Equal("/Account/SignIn", (await theirs.GetAsync("/")).Path);
        Assert.Equal("/Account/SecondFactor", (await app.SignInAsync(theirs, user)).Path);
        Assert.Equal("/Account/SecondFactor", (await theirs.GetAsync("/")).Path);
        Assert.Contains(
            "Totrinsbekræftelse: ændret fra ja til nej",
            (await OpenAsync(admin, user)).TextOf(".history"),
            StringComparison.Ordinal
        );
        Assert.False(await app.DbAsync(db => db.UserTokens.AnyAsync(token => token.UserId == user.Id)));
    }

    [Fact]
    public async Task PostEndSessions_SomebodySignedIn_IsOutAndMaySignInAgain()
    {
        var admin = await app.SignInAsync(Roles.Administrator);
        var user = await app.Data.CreateUserAsync([Roles.Auditor]);
        var theirs = await app.SignInAsync(user);
        var page = await OpenAsync(admin, user);
        Assert.Single(page.Document.QuerySelectorAll(".sessions li"));

        var ended = await admin.SubmitAsync(page, "#end-sessions");

        Assert.Empty(ended.Document.QuerySelectorAll(".sessions li"));
        Assert.Equal("/Account/SignIn", (await theirs.GetAsync("/")).Path);
        Assert.Equal("/", (await app.SignInAsync(theirs, user)).Path);
    }

    [Fact]
    public async Task Post_OwnRolesAndDepartments_AreRefusedInWords()
    {
        var user = await app.Data.CreateUserAsync([Roles.Administrator]);
        var department = await app.Data.CreateDepartmentAsync();
        var admin = await app.SignInAsync(user);
        var page = await OpenAsync(admin, user);
        page
            .Document.QuerySelector<IHtmlInputElement>(
                $"input[name='Input.Roles'][value={Roles.Caseworker}]"
            )!
            .IsChecked = true;

        var refused = await admin.SubmitAsync(page, Form, new() { ["Input.Places"] = $"{department.Id}" });

        Assert.Contains("dine egne roller", refused.TextOf(".alert-error"), StringComparison.Ordinal);
        Assert.Contains("dine egne afdelinger", refused.TextOf(".alert-error"), StringComparison.Ordinal);
        Assert.False(await app.DbAsync(db => db.Set<UserMembership>().AnyAsync(m => m.UserId == user.Id)));
        var renamed = await admin.SubmitAsync(
            await OpenAsync(admin, user),
            Form,
            new() { ["Input.DisplayName"] = "Åse Nyt-Navn" }
        );
        Assert.Equal("/Administration/Users", renamed.Path);
    }

    [Fact]
    public async Task Post_OwnAccount_NeitherEmailNorSecondFactorNorPassword()
    {
        var user = await app.Data.CreateUserAsync([Roles.Administrator]);
        var admin = await app.SignInAsync(user);
        var own = await OpenAsync(admin, user);

        var mail = await admin.SubmitAsync(own, Form, new() { ["Input.Email"] = "ny@example.dk" });
        Assert.Contains("Min konto", mail.TextOf(".alert-error"), StringComparison.Ordinal);
        foreach (var handler in (string[])["Link", "SecondFactor"])
        {
            var token = own.Document.QuerySelector("main [name=__RequestVerificationToken]")!;
            var answer = await admin.PostRawAsync(
                $"/Administration/Users/Edit/{user.Id}?handler={handler}",
                new() { ["__RequestVerificationToken"] = token.GetAttribute("value")! }
            );
            Assert.Contains("Min konto", answer.TextOf(".alert-error"), StringComparison.Ordinal);
        }

        var stored = await app.DbAsync(db => db.Users.SingleAsync(u => u.Id == user.Id));
        Assert.Equal(
            (null, true, true),
            (stored.Email, stored.TwoFactorEnabled, stored.PasswordHash is not null)
        );
    }

    [Fact]
    public async Task PostUnlock_LeavesOneRowThatSaysSo()
    {
        var administrator = await app.Data.CreateUserAsync([Roles.Administrator]);
        var admin = await app.SignInAsync(administrator);
        var user = await app.Data.CreateUserAsync([Roles.Auditor]);
        await LockAsync(user);
        var before = (await HistoryAsync(user)).Count;

        await admin.SubmitAsync(await OpenAsync(admin, user), "#unlock");

        var row = Assert.Single((await HistoryAsync(user)).Skip(before));
        Assert.Equal((administrator.UserName, """{"Unlocked":true}"""), (row.UserName, row.After));
        Assert.Matches(
            $"^Bruger ændret .+ af {administrator.DisplayName} Låst op$",
            (await OpenAsync(admin, user)).TextsOf(".history > li")[0]
        );
    }

    [Fact]
    public async Task SignIn_HashStoredAnew_IsNoNewPassword()
    {
        var user = await app.Data.CreateUserAsync([Roles.Auditor]);
        var weak = new PasswordHasher<RegistryUser>(
            Options.Create(new PasswordHasherOptions { IterationCount = 1 })
        ).HashPassword(user, TestData.Password);
        await app.DbAsync(async db =>
        {
            (await db.Users.SingleAsync(u => u.Id == user.Id)).PasswordHash = weak;
            return await db.SaveChangesAsync();
        });
        var before = (await HistoryAsync(user)).Count;

        await app.SignInAsync(user);

        Assert.NotEqual(
            weak,
            await app.DbAsync(db =>
                db.Users.Where(u => u.Id == user.Id).Select(u => u.PasswordHash).SingleAsync()
            )
        );
        Assert.Equal(before, (await HistoryAsync(user)).Count);
    }

    [Fact]
    public async Task PostDisable_SomebodySignedIn_IsOutUntilOpenedAgain()
    {
        var admin = await app.SignInAsync(Roles.Administrator);
        var user = await app.Data.CreateUserAsync([Roles.Auditor]);
        var theirs = await app.SignInAsync(user);

        var closed = await admin.SubmitAsync(await OpenAsync(admin, user), "#disable");

        Assert.Equal("/Account/SignIn", (await theirs.GetAsync("/")).Path);
        await admin.SubmitAsync(closed, "#enable");
        Assert.Equal("/", (await (await app.SignInAsync(user)).GetAsync("/")).Path);
    }

    /// <summary>Somebody who left with a link that was not used does not come in by it when the account is opened again.</summary>
    [Fact]
    public async Task PostDisable_LinkIsOut_IsDeadAlsoWhenOpenedAgain()
    {
        var admin = await app.SignInAsync(Roles.Administrator);
        var user = await app.Data.CreateUserAsync([Roles.Caseworker]);
        var made = await admin.SubmitAsync(await OpenAsync(admin, user), "#new-link");
        var closed = await admin.SubmitAsync(await OpenAsync(admin, user), "#disable");
        await admin.SubmitAsync(closed, "#enable");

        var theirs = app.OpenBrowser();
        var refused = await ChooseAsync(theirs, new Uri(made.TextOf(".made-link")), Chosen);

        Assert.Equal("/Account/ChoosePassword", refused.Path);
        Assert.Empty(await app.DbAsync(db => db.PasswordLinks.Where(l => l.UserId == user.Id).ToListAsync()));
    }

    [Fact]
    public async Task PostUnlock_AfterWrongPasswords_OpensAtOnce()
    {
        var admin = await app.SignInAsync(Roles.Administrator);
        var user = await app.Data.CreateUserAsync([Roles.Auditor]);
        var theirs = app.OpenBrowser();
        for (var attempt = 0; attempt < 5; attempt++)
        {
            await theirs.SubmitAsync(
                await theirs.GetAsync("/Account/SignIn"),
                "main form",
                new() { ["Input.UserName"] = user.UserName, ["Input.Password"] = "et forkert kodeord" }
            );
        }

        await admin.SubmitAsync(await OpenAsync(admin, user), "#unlock");

        Assert.Equal("/", (await (await app.SignInAsync(user)).GetAsync("/")).Path);
    }

    [Fact]
    public async Task Post_ChangedBySomebodyElseMeanwhile_ShowsWhatAndKeepsWhatWasTyped()
    {
        var admin = await app.SignInAsync(Roles.Administrator);
        var user = await app.Data.CreateUserAsync([Roles.Auditor]);
        var mine = await OpenAsync(admin, user);
        await admin.SubmitAsync(mine, Form, new() { ["Input.DisplayName"] = "De andres navn" });

        var answer = await admin.SubmitAsync(mine, Form, new() { ["Input.DisplayName"] = "Mit navn" });

        Assert.Contains("De andres navn", answer.TextOf(".alert-warning"), StringComparison.Ordinal);
        Assert.Equal("Mit navn", answer.Document.QuerySelector("#Input_DisplayName")!.GetAttribute("value"));
        var saved = await admin.SubmitAsync(answer, Form);
        Assert.Contains("Mit navn", saved.Text, StringComparison.Ordinal);
    }

    private static async Task<PageAnswer> ChooseAsync(Browser browser, Uri link, string password) =>
        await browser.SubmitAsync(
            await browser.GetAsync(link.AbsolutePath),
            "main form",
            new()
            {
                ["Input.Token"] = link.Fragment[1..],
                ["Input.New"] = password,
                ["Input.Again"] = password,
            }
        );

    private Task<int> LockAsync(RegistryUser user) =>
        app.DbAsync(async db =>
        {
            (await db.Users.SingleAsync(u => u.Id == user.Id)).LockoutEnd = DateTimeOffset.MaxValue;
            return await db.SaveChangesAsync();
        });

    private Task<List<AuditEntry>> HistoryAsync(RegistryUser user) =>
        app.DbAsync(db =>
            db.AuditEntries.Where(entry => entry.Root == "RegistryUser" && entry.RootId == user.Id)
                .OrderBy(entry => entry.Id)
                .ToListAsync()
        );

    private static Task<PageAnswer> OpenAsync(Browser admin, RegistryUser user) =>
        admin.GetAsync($"/Administration/Users/Edit/{user.Id}");
}

public sealed class EditUserTests_Sqlite(SqliteApp app) : EditUserTests(app), IClassFixture<SqliteApp>;

public sealed class EditUserTests_PostgreSql(PostgreSqlApp app)
    : EditUserTests(app),
        IClassFixture<PostgreSqlApp>;

/// <summary>In a database of their own, because they close every administrator but one.</summary>
public abstract class LastAdministratorTests(RegistryWebApp app)
{
    [Fact]
    public async Task Post_LastOpenAdministrator_KeepsRoleAndAccount()
    {
        var user = await app.Data.CreateUserAsync([Roles.Administrator]);
        var closed = await app.Data.CreateUserAsync([Roles.Administrator]);
        var admin = await app.SignInAsync(user);
        await admin.SubmitAsync(await admin.GetAsync($"/Administration/Users/Edit/{closed.Id}"), "#disable");
        var page = await admin.GetAsync($"/Administration/Users/Edit/{user.Id}");

        var disabled = await admin.SubmitAsync(page, "#disable");
        var demoted = await admin.SubmitAsync(
            page,
            "main form:has([name='Input.DisplayName'])",
            new() { ["Input.Roles"] = Roles.Auditor }
        );

        Assert.Contains(
            "sidste åbne administrator",
            disabled.TextOf(".alert-error"),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "sidste åbne administrator",
            demoted.TextOf(".alert-error"),
            StringComparison.Ordinal
        );
        Assert.False(
            await app.DbAsync(db =>
                db.Users.Where(u => u.Id == user.Id).Select(u => u.IsDisabled).SingleAsync()
            )
        );
        Assert.Equal("/Administration", (await admin.GetAsync("/Administration")).Path);
    }
}

public sealed class LastAdministratorTests_Sqlite(SqliteApp app)
    : LastAdministratorTests(app),
        IClassFixture<SqliteApp>;

public sealed class LastAdministratorTests_PostgreSql(PostgreSqlApp app)
    : LastAdministratorTests(app),
        IClassFixture<PostgreSqlApp>;
