using System.Net;
using MentorRegistry.Web.Access;
using Microsoft.EntityFrameworkCore;

namespace MentorRegistry.Web.Tests.Pages.Hours;

public abstract class CloseTests(RegistryWebApp app)
{
    private const string Form = "main form";

    [Fact]
    public async Task Post_MonthIsOver_IsClosedAndSaysByWhom()
    {
        var department = await app.Data.CreateDepartmentAsync();
        await app.Data.CreatePlacementAsync(department: department);
        var user = await app.Data.CreateUserAsync([Roles.DepartmentHead], department.Id);
        var head = await app.SignInAsync(user);
        var page = await head.GetAsync(Address(department.Id));
        Assert.Contains("1 forløb har ingen timer", page.Text, StringComparison.Ordinal);

        var closed = await head.SubmitAsync(page, Form);

        Assert.Contains("har lukket oktober 2026", closed.Text, StringComparison.Ordinal);
        Assert.Contains(
            $"lukket 20. november 2026 af {user.DisplayName}",
            closed.TextOf(".month-state"),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("2026-11", "ikke slut endnu")]
    [InlineData("2026-12", "ikke slut endnu")]
    public async Task Post_MonthIsNotOver_IsRefused(string month, string why)
    {
        var department = await app.Data.CreateDepartmentAsync();
        var head = await app.SignInAsync(Roles.DepartmentHead, department.Id);
        var page = await head.GetAsync(Address(department.Id, month));
        Assert.Contains(why, page.Text, StringComparison.Ordinal);

        await head.PostRawAsync(
            Address(department.Id, month),
            new() { ["__RequestVerificationToken"] = page.AntiforgeryToken }
        );

        Assert.False(await app.DbAsync(db => db.HoursMonths.AnyAsync(m => m.DepartmentId == department.Id)));
    }

    [Fact]
    public async Task Post_HoursHaveNoPrice_IsRefusedUntilTheProviderHasARate()
    {
        var department = await app.Data.CreateDepartmentAsync();
        var provider = await app.Data.CreateProviderAsync();
        var placement = await app.Data.CreatePlacementAsync(department: department, provider: provider);
        await app.Data.CreateHoursAsync(placement, "2026-10-05..2026-10-11", orePerHour: null);
        var head = await app.SignInAsync(Roles.DepartmentHead, department.Id);
        Assert.Contains(
            "har ingen pris",
            (await head.GetAsync(Address(department.Id))).Text,
            StringComparison.Ordinal
        );
        var admin = await app.SignInAsync(Roles.Administrator);

        var form = await admin.SubmitAsync(
            await admin.GetAsync($"/Providers/EditRate?provider={provider.Id}"),
            Form,
            new() { ["Input.PerHour"] = "400", ["Input.First"] = "01-01-2026" }
        );
        Assert.Contains(
            "1 registrering af timer uden pris får denne: 800 kr. bagud",
            form.TextOf(".alert"),
            StringComparison.Ordinal
        );
        var saved = await admin.SubmitAsync(form, Form, button: "[name=Confirm]");

        Assert.Contains("1 registrering af timer har fået pris", saved.Text, StringComparison.Ordinal);
        var line = await app.DbAsync(db => db.HoursLines.SingleAsync(l => l.PlacementId == placement.Id));
        Assert.Equal(800_00, line.CostOre);
        await head.SubmitAsync(await head.GetAsync(Address(department.Id)), Form);
        Assert.True(
            await app.DbAsync(db =>
                db.HoursMonths.AnyAsync(m => m.DepartmentId == department.Id && m.IsClosed)
            )
        );
    }

    [Fact]
    public async Task PostReopen_WithAReason_OpensItAndHistoryKeepsWhy()
    {
        var department = await app.Data.CreateDepartmentAsync();
        await app.Data.CloseMonthAsync(department);
        var head = await app.SignInAsync(Roles.DepartmentHead, department.Id);
        var page = await head.GetAsync(Address(department.Id));

        var refused = await head.SubmitAsync(page, Form, new() { ["Reason"] = "" });
        Assert.Contains("Skriv, hvorfor", refused.TextOf("#Reason-error"), StringComparison.Ordinal);
        refused = await head.SubmitAsync(refused, Form, new() { ["Reason"] = "--" });
        Assert.NotEmpty(refused.TextOf("#Reason-error"));
        await head.SubmitAsync(refused, Form, new() { ["Reason"] = "Faktura kom for sent" });

        var again = await head.GetAsync(Address(department.Id));
        Assert.Contains("Luk oktober 2026", again.Text, StringComparison.Ordinal);
        Assert.Contains("Måneden blev genåbnet", again.TextOf(".history"), StringComparison.Ordinal);
        Assert.Contains("Faktura kom for sent", again.TextOf(".history"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_AnotherDepartmentsMonth_IsNotThere()
    {
        var other = await app.Data.CreateDepartmentAsync();
        await app.Data.CloseMonthAsync(other);
        var head = await app.SignInAsync(Roles.DepartmentHead, (await app.Data.CreateDepartmentAsync()).Id);
        var own = await head.GetAsync("/Hours");

        Assert.Equal(HttpStatusCode.NotFound, (await head.GetAsync(Address(other.Id))).Status);
        foreach (var handler in (string[])["", "&handler=Reopen"])
        {
            var answer = await head.PostRawAsync(
                Address(other.Id) + handler,
                new() { ["__RequestVerificationToken"] = own.AntiforgeryToken, ["Reason"] = "Jeg vil se" }
            );
            Assert.Equal(HttpStatusCode.NotFound, answer.Status);
        }

        Assert.True(
            await app.DbAsync(db => db.HoursMonths.AnyAsync(m => m.DepartmentId == other.Id && m.IsClosed))
        );
    }

    /// <summary>Whatever comes first: what is closed has what was counted, and what comes later is refused.</summary>
    [Fact]
    public async Task Post_HoursAreWrittenInTheSameInstant_NoneComesAfterTheClosing()
    {
        var department = await app.Data.CreateDepartmentAsync();
        var provider = await app.Data.CreateProviderAsync();
        await app.Data.CreateRateAsync(provider);
        var mentor = await app.Data.CreateMentorAsync(provider: provider);
        var placements = new List<long>();
        for (var i = 0; i < 12; i++)
        {
            placements.Add((await app.Data.CreatePlacementAsync(department: department, mentor: mentor)).Id);
        }

        var writer = await app.SignInAsync(Roles.Caseworker, department.Id);
        var sheet = $"/Hours/Sheet?provider={mentor.ProviderId}&mentor={mentor.Id}&month=2026-10";
        var token = (await writer.GetAsync(sheet)).AntiforgeryToken;
        var head = await app.SignInAsync(Roles.DepartmentHead, department.Id);
        var page = await head.GetAsync(Address(department.Id));

        var writes = placements
            .Select(id =>
                writer.PostRawAsync(
                    sheet + "&handler=Cell",
                    new()
                    {
                        ["__RequestVerificationToken"] = token,
                        [$"w-{id}-20261005-20261011"] = "",
                        [$"d-{id}-20261005-20261011"] = "1",
                    }
                )
            )
            .ToList();
        await head.SubmitAsync(page, Form);
        var answers = await Task.WhenAll(writes);

        var saved = answers.Count(answer => answer.Html.Contains("\"error\":null", StringComparison.Ordinal));
        var refused = answers.Count(answer => answer.Html.Contains("er lukket", StringComparison.Ordinal));
        Assert.Equal(placements.Count, saved + refused);
        var history = await app.DbAsync(db =>
            db.AuditEntries.Where(e => e.Root == "HoursLine" || e.Root == "HoursMonth")
                .OrderBy(e => e.Id)
                .Select(e => new { e.Root, e.After })
                .ToListAsync()
        );
        var mine = history.FindAll(e =>
            e.After!.Contains($"\"DepartmentId\":{department.Id},", StringComparison.Ordinal)
        );
        Assert.Equal(saved + 1, mine.Count);
        Assert.Equal("HoursMonth", mine[^1].Root);
    }

    private static string Address(long departmentId, string month = "2026-10") =>
        $"/Hours/Close?department={departmentId}&month={month}";
}

public sealed class CloseTests_Sqlite(SqliteApp app) : CloseTests(app), IClassFixture<SqliteApp>;

public sealed class CloseTests_PostgreSql(PostgreSqlApp app) : CloseTests(app), IClassFixture<PostgreSqlApp>;
