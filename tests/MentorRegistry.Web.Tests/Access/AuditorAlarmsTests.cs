using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using MentorRegistry.Web.Access;
using MentorRegistry.Web.Commands;
using MentorRegistry.Web.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace MentorRegistry.Web.Tests.Access;

/// <summary>Whoever oversees is told when an administrator makes another who does, or gets into the account of one.</summary>
public abstract class AuditorAlarmsTests(RegistryWebApp app)
{
    private const string Form = "main form:has([name='Input.DisplayName'])";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task PostUser_GivenTheAuditorRole_TellsThoseWhoOverseeWhoDidItToWhom()
    {
        await EmptyAsync();
        var administrator = await app.Data.CreateUserAsync([Roles.Administrator]);
        var user = await app.Data.CreateUserAsync([Roles.Administrator]);
        var browser = await app.SignInAsync(administrator);

        await browser.SubmitAsync(
            await OpenAsync(browser, user),
            Form,
            new() { ["Input.Roles"] = Roles.Auditor }
        );

        var start = await (await app.SignInAsync(Roles.Auditor)).GetAsync("/");
        Assert.StartsWith(
            $"{administrator.DisplayName} ({administrator.UserName}) har givet {user.DisplayName} ({user.UserName}) rollen Tilsyn.",
            start.TextOf(".alarms li"),
            StringComparison.Ordinal
        );
        // Told to those who oversee alone; who did it could put it away.
        Assert.Empty((await browser.GetAsync("/")).Document.QuerySelectorAll(".alarms"));
    }

    [Fact]
    public async Task PostUser_NewAuditorOrTheRoleKept_IsToldOnce()
    {
        await EmptyAsync();
        var administrator = await app.SignInAsync(Roles.Administrator);
        var name = $"ny{Guid.NewGuid():N}";
        await administrator.SubmitAsync(
            await administrator.GetAsync("/Administration/Users/Edit"),
            Form,
            new()
            {
                ["Input.UserName"] = name,
                ["Input.DisplayName"] = "Åse Prøve",
                ["Input.Roles"] = Roles.Auditor,
            }
        );
        var made = await app.DbAsync(db => db.Users.SingleAsync(user => user.UserName == name, Ct));

        await administrator.SubmitAsync(
            await OpenAsync(administrator, made),
            Form,
            new() { ["Input.DisplayName"] = "Åse Nyt-Navn" }
        );

        Assert.Equal([AlarmKind.AuditorRoleGiven], await KindsAsync());
    }

    [Theory]
    [InlineData("#new-link", AlarmKind.AuditorPasswordReset, "adgangskoden")]
    [InlineData("#second-factor", AlarmKind.AuditorFactorRemoved, "totrinsbekræftelsen")]
    public async Task PostReset_AnAuditors_IsToldAndAnothersIsNot(string form, AlarmKind kind, string word)
    {
        await EmptyAsync();
        var administrator = await app.SignInAsync(Roles.Administrator);
        var auditor = await app.Data.CreateUserAsync([Roles.Auditor]);
        var other = await app.Data.CreateUserAsync([Roles.Administrator]);

        await administrator.SubmitAsync(await OpenAsync(administrator, other), form);
        Assert.Empty(await KindsAsync());
        await administrator.SubmitAsync(await OpenAsync(administrator, auditor), form);

        Assert.Equal([kind], await KindsAsync());
        var start = await (await app.SignInAsync(Roles.Auditor)).GetAsync("/");
        Assert.Contains(word, start.TextOf(".alarms li"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task CreateUser_Auditor_IsToldOfTheCommandLineToo()
    {
        await EmptyAsync();
        await using (var scope = app.Services.CreateAsyncScope())
        {
            var made = await UserCommands.RunAsync(
                scope.ServiceProvider,
                new NewUser($"ny{Guid.NewGuid():N}", "Åse Prøve", [Roles.Auditor], []),
                new StringReader("fire heste spiser æbler"),
                TextWriter.Null,
                TextWriter.Null,
                Ct
            );
            Assert.Equal(0, made);
        }

        Assert.Equal([AlarmKind.AuditorRoleGiven], await KindsAsync());
    }

    [Fact]
    public async Task PostAcknowledge_ByWhoeverItIsAbout_IsRefusedAndByAnotherIsKept()
    {
        await EmptyAsync();
        var administrator = await app.Data.CreateUserAsync([Roles.Administrator]);
        var user = await app.Data.CreateUserAsync([Roles.Administrator]);
        var other = await app.Data.CreateUserAsync([Roles.Auditor]);
        var browser = await app.SignInAsync(administrator);
        await browser.SubmitAsync(
            await OpenAsync(browser, user),
            Form,
            new() { ["Input.Roles"] = Roles.Auditor }
        );
        var alarm = await app.DbAsync(db => db.Alarms.SingleAsync(Ct));

        foreach (var refused in new[] { browser, await app.SignInAsync(user) })
        {
            var start = await refused.GetAsync("/");
            Assert.Empty(start.Document.QuerySelectorAll("form[action*=Acknowledge]"));
            var answer = await refused.PostRawAsync(
                "/?handler=Acknowledge",
                new() { ["alarmId"] = $"{alarm.Id}", ["__RequestVerificationToken"] = start.AntiforgeryToken }
            );
            Assert.Equal(HttpStatusCode.Forbidden, answer.Status);
        }

        var theirs = await app.SignInAsync(other);
        await theirs.SubmitAsync(await theirs.GetAsync("/"), "form[action*=Acknowledge]");

        Assert.Equal(
            other.UserName,
            await app.DbAsync(db => db.Alarms.Select(a => a.AcknowledgedBy).SingleAsync(Ct))
        );
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task PostAcknowledge_ByAnAuditorInTheLineOfWhoDidIt_IsRefused(int steps)
    {
        await EmptyAsync();
        var administrator = await app.Data.CreateUserAsync([Roles.Administrator]);
        var told = await app.Data.CreateUserAsync([Roles.Caseworker]);
        var accomplice = await app.Data.CreateUserAsync([Roles.Caseworker]);
        var hand = administrator;
        if (steps == 2)
        {
            hand = await app.Data.CreateUserAsync([Roles.Caseworker]);
            await GiveAsync(administrator, hand, Roles.Administrator);
        }

        await GiveAsync(hand, accomplice, Roles.Auditor);
        await EmptyAsync();
        await GiveAsync(administrator, told, Roles.Auditor);
        var alarm = await app.DbAsync(db => db.Alarms.SingleAsync(Ct));

        var browser = await app.SignInAsync(accomplice);
        var start = await browser.GetAsync("/");
        Assert.Contains("skal kvittere", start.TextOf(".alarms li"), StringComparison.Ordinal);
        var refused = await browser.PostRawAsync(
            "/?handler=Acknowledge",
            new() { ["alarmId"] = $"{alarm.Id}", ["__RequestVerificationToken"] = start.AntiforgeryToken }
        );

        Assert.Equal(HttpStatusCode.Forbidden, refused.Status);
        var another = await app.SignInAsync(Roles.Auditor);
        await another.SubmitAsync(await another.GetAsync("/"), "form[action*=Acknowledge]");
        Assert.NotNull(await app.DbAsync(db => db.Alarms.Select(a => a.AcknowledgedBy).SingleAsync(Ct)));
    }

    [Theory]
    [InlineData(Roles.Caseworker, Roles.Administrator, AlarmKind.AdministratorGiven, "Administrator")]
    [InlineData(Roles.Administrator, Roles.Caseworker, AlarmKind.CaseworkGiven, "borgere")]
    [InlineData(Roles.Administrator, Roles.DepartmentHead, AlarmKind.CaseworkGiven, "borgere")]
    [InlineData(Roles.Auditor, Roles.Caseworker, null, null)]
    public async Task PostUser_GivenAnotherRole_TellsThoseWhoOversee(
        string held,
        string given,
        AlarmKind? kind,
        string? word
    )
    {
        await EmptyAsync();
        var administrator = await app.Data.CreateUserAsync([Roles.Administrator]);
        var department = await app.Data.CreateDepartmentAsync();
        var user = await app.Data.CreateUserAsync([held], department.Id);
        var browser = await app.SignInAsync(administrator);
        var page = await OpenAsync(browser, user);
        page
            .Document.QuerySelector<IHtmlInputElement>($"input[name='Input.Roles'][value={given}]")!
            .IsChecked = true;

        await browser.SubmitAsync(page, Form);

        if (kind is null)
        {
            Assert.Empty(await KindsAsync());
            return;
        }

        Assert.Equal([kind.Value], await KindsAsync());
        var sentence = (await (await app.SignInAsync(Roles.Auditor)).GetAsync("/")).TextOf(".alarms li");
        Assert.StartsWith(
            $"{administrator.DisplayName} ({administrator.UserName}) har givet {user.DisplayName} ({user.UserName})",
            sentence,
            StringComparison.Ordinal
        );
        Assert.Contains(word!, sentence, StringComparison.Ordinal);
    }

    private async Task GiveAsync(RegistryUser administrator, RegistryUser user, string role)
    {
        var browser = await app.SignInAsync(administrator);
        await browser.SubmitAsync(await OpenAsync(browser, user), Form, new() { ["Input.Roles"] = role });
        await app.Data.SetSecondFactorAsync(user);
    }

    private static Task<PageAnswer> OpenAsync(Browser browser, RegistryUser user) =>
        browser.GetAsync($"/Administration/Users/Edit/{user.Id}");

    private Task<List<AlarmKind>> KindsAsync() =>
        app.DbAsync(db => db.Alarms.OrderBy(alarm => alarm.Id).Select(alarm => alarm.Kind).ToListAsync(Ct));

    private Task<int> EmptyAsync() =>
        app.DbAsync(db => db.Database.ExecuteSqlRawAsync("""DELETE FROM "Alarms" """, Ct));
}

public sealed class AuditorAlarmsTests_Sqlite(SqliteApp app)
    : AuditorAlarmsTests(app),
        IClassFixture<SqliteApp>;

public sealed class AuditorAlarmsTests_PostgreSql(PostgreSqlApp app)
    : AuditorAlarmsTests(app),
        IClassFixture<PostgreSqlApp>;
