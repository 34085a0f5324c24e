using MentorRegistry.Web.Access;
using Microsoft.EntityFrameworkCore;

namespace MentorRegistry.Web.Tests.Pages.Administration;

public abstract class EditUserTests(RegistryWebApp app)
{
    private const string Form = "main form:has([name='Input.DisplayName'])";

    [Fact]
    public async Task Post_NewUser_ShowsAPasswordOnce_ThatHasToBeChanged()
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
        var password = made.TextOf(".made-password");
        var browser = app.OpenBrowser();
        var first = await browser.SubmitAsync(
            await browser.GetAsync("/Account/SignIn"),
            "main form",
            new() { ["Input.UserName"] = name, ["Input.Password"] = password }
        );

        Assert.Equal("/Account/ChangePassword", first.Path);
        Assert.Equal("/Account/ChangePassword", (await browser.GetAsync("/")).Path);
        const string chosen = "fire heste spiser æbler";
        var changed = await browser.SubmitAsync(
            first,
            "main form",
            new()
            {
                ["Input.Old"] = password,
                ["Input.New"] = chosen,
                ["Input.Again"] = chosen,
            }
        );
        Assert.Equal("/", changed.Path);
        Assert.DoesNotContain(
            password,
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
            new() { ["Input.Email"] = "ikke en adresse", ["Input.Password"] = "kort" }
        );

        Assert.Equal(
            5,
            answer
                .TextsOf(".alert-error li")
                .Count(text =>
                    !text.Contains("gætte", StringComparison.Ordinal)
                    && !text.Contains("forskellige", StringComparison.Ordinal)
                )
        );
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
    public async Task PostPassword_Typed_EndsTheSessionAndOpensWithTheNewOne()
    {
        var admin = await app.SignInAsync(Roles.Administrator);
        var user = await app.Data.CreateUserAsync([Roles.Auditor]);
        var theirs = await app.SignInAsync(user);
        const string typed = "fire heste spiser æbler";

        await admin.SubmitAsync(
            await OpenAsync(admin, user),
            "#new-password",
            new() { ["Input.Password"] = typed }
        );

        Assert.Equal("/Account/SignIn", (await theirs.GetAsync("/")).Path);
        var opened = await theirs.SubmitAsync(
            await theirs.GetAsync("/Account/SignIn"),
            "main form",
            new() { ["Input.UserName"] = user.UserName, ["Input.Password"] = typed }
        );
        Assert.Equal("/Account/ChangePassword", opened.Path);
    }

    [Fact]
    public async Task PostPassword_TooShort_SaysSoAndChangesNothing()
    {
        var admin = await app.SignInAsync(Roles.Administrator);
        var user = await app.Data.CreateUserAsync([Roles.Auditor]);

        var answer = await admin.SubmitAsync(
            await OpenAsync(admin, user),
            "#new-password",
            new() { ["Input.Password"] = "kort" }
        );

        Assert.Contains("mindst 15 tegn", answer.TextOf(".alert-error"), StringComparison.Ordinal);
        Assert.Equal("/", (await (await app.SignInAsync(user)).GetAsync("/")).Path);
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
