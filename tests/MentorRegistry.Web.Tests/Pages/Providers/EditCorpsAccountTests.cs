using MentorRegistry.Domain.Providers;
using MentorRegistry.Web.Access;
using Microsoft.EntityFrameworkCore;

namespace MentorRegistry.Web.Tests.Pages.Providers;

public abstract class EditCorpsAccountTests(RegistryWebApp app)
{
    private const string Form = "main form";

    [Fact]
    public async Task Post_TheYear2021_ShowsTheFiguresOfTheCommitteesPaper()
    {
        var corps = await CreateCorpsAsync();
        var admin = await app.SignInAsync(Roles.Administrator);

        var rates = await AddAsync(admin, corps, []);

        Assert.Contains("Opgørelsen er gemt", rates.Text, StringComparison.Ordinal);
        Assert.Equal("1.290,20 kr.", Figure(rates, "PerHour"));
        Assert.Equal("708,79 kr.", Figure(rates, "PerHourExpected"));
        Assert.Equal("55 %", Figure(rates, "Share"));
        Assert.Equal("6.118", Figure(rates, "DirectExpected"));
        Assert.Equal("288,75", Figure(rates, "HoursPerWeek"));
        Assert.Equal("2.016.600,00 kr.", Figure(rates, "Bought"));
        Assert.Equal("+2.319.769,00 kr.", Figure(rates, "Excess"));
        var list = await admin.GetAsync($"/Providers?q={Uri.EscapeDataString(corps.Name)}");
        Assert.Contains(
            "2021: 1.290,20 kr. pr. direkte time",
            list.Text.Replace('\u00a0', ' '),
            StringComparison.Ordinal
        );
        // On the days that it is about, where it stands beside the rates of those days, and not before.
        var within = await admin.GetAsync($"/Providers?q={Uri.EscapeDataString(corps.Name)}&Day=31-05-2021");
        Assert.Contains("direkte time", within.Text, StringComparison.Ordinal);
        var before = await admin.GetAsync($"/Providers?q={Uri.EscapeDataString(corps.Name)}&Day=31-12-2020");
        Assert.DoesNotContain("direkte time", before.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Input.Last", "31-12-2020", "kan ikke være før")]
    [InlineData("Input.Weeks", "54", "har kun 53 uger")]
    [InlineData("Input.Weeks", "-1", "mellem 0 og")]
    [InlineData("Input.Direct", "tre", "skal være et antal timer")]
    [InlineData("Input.Direct", "-5", "kan ikke være under 0")]
    [InlineData("Input.Expenditure", "4.336.369,005", "beløb i kroner")]
    [InlineData("Input.Mentors", "", "skal udfyldes")]
    [InlineData("Input.DirectPerWeekExpected", "10.000.000", "ikke være flere end")]
    [InlineData("Input.DirectPerWeekExpected", "0", "mere end 0")]
    [InlineData("Input.Direct", "99.999", "ikke være flere end")]
    [InlineData("Input.HoursPerWeek", "1.345", "ikke på en uge")]
    [InlineData("Input.First", "21-11-2026", "ikke begyndt")]
    public async Task Post_WhatCannotBe_SaysWhyAndSavesNothing(string field, string typed, string why)
    {
        var corps = await CreateCorpsAsync();
        var admin = await app.SignInAsync(Roles.Administrator);

        var refused = await AddAsync(admin, corps, new() { [field] = typed });

        Assert.Contains(why, refused.Text, StringComparison.Ordinal);
        Assert.Equal(typed, refused.Document.QuerySelector($"[name='{field}']")!.GetAttribute("value"));
        Assert.Equal(0, await CountAsync(corps));
    }

    [Fact]
    public async Task Post_SameDaysTwice_IsRefused()
    {
        var corps = await CreateCorpsAsync();
        var admin = await app.SignInAsync(Roles.Administrator);
        await AddAsync(admin, corps, []);

        var refused = await AddAsync(admin, corps, []);

        Assert.Contains("allerede en opgørelse", refused.Text, StringComparison.Ordinal);
        Assert.Equal(1, await CountAsync(corps));
    }

    [Fact]
    public async Task Post_SomebodyElseChangedIt_ShowsWhatAndKeepsWhatIsTyped()
    {
        var corps = await CreateCorpsAsync();
        var admin = await app.SignInAsync(Roles.Administrator);
        await AddAsync(admin, corps, []);
        var id = await app.DbAsync(db =>
            db.CorpsAccounts.Where(a => a.ProviderId == corps.Id).Select(a => a.Id).SingleAsync()
        );
        var form = await admin.GetAsync($"/Providers/EditCorpsAccount/{id}");
        await admin.SubmitAsync(
            await admin.GetAsync($"/Providers/EditCorpsAccount/{id}"),
            Form,
            new() { ["Input.Weeks"] = "45" }
        );

        var told = await admin.SubmitAsync(form, Form, new() { ["Input.Direct"] = "3.400" });

        Assert.Contains(
            "Arbejdsuger: ændret fra 46 til 45",
            told.TextOf(".alert-warning"),
            StringComparison.Ordinal
        );
        Assert.Equal("3.400", told.Document.QuerySelector("[name='Input.Direct']")!.GetAttribute("value"));
    }

    /// <summary>The largest that the form takes breaks no page: it could not be corrected from there.</summary>
    [Fact]
    public async Task Post_AsLargeAsTheFormTakes_IsShown()
    {
        var corps = await CreateCorpsAsync();
        var admin = await app.SignInAsync(Roles.Administrator);

        var rates = await AddAsync(
            admin,
            corps,
            new()
            {
                ["Input.Mentors"] = "100000",
                ["Input.HoursPerWeek"] = "10.000.000",
                ["Input.DirectPerWeekExpected"] = "10.000.000",
                ["Input.Direct"] = "10.000.000",
                ["Input.Expenditure"] = "999.999.999",
                ["Input.Comparison"] = "999.999.999",
            }
        );

        Assert.Equal("9.999.999.990.000.000,00 kr.", Figure(rates, "Bought"));
        Assert.Equal(200, (int)(await admin.GetAsync("/Providers")).Status);
    }

    [Fact]
    public async Task Post_Removed_AsksFirstAndHistoryKeepsIt()
    {
        var corps = await CreateCorpsAsync();
        var admin = await app.SignInAsync(Roles.Administrator);
        var saved = await AddAsync(admin, corps, []);
        Assert.Contains(
            "Opgørelse for internt mentorkorps tilføjet",
            saved.TextOf(".history"),
            StringComparison.Ordinal
        );
        var id = await app.DbAsync(db =>
            db.CorpsAccounts.Where(a => a.ProviderId == corps.Id).Select(a => a.Id).SingleAsync()
        );

        var asked = await admin.SubmitAsync(
            await admin.GetAsync($"/Providers/EditCorpsAccount/{id}"),
            Form,
            button: ".button-tertiary"
        );

        Assert.Equal(1, await CountAsync(corps));
        await admin.SubmitAsync(asked, Form, button: "[name=Confirm]");
        Assert.Equal(0, await CountAsync(corps));
    }

    [Fact]
    public async Task Get_OfAnExternalProvider_IsNotThere()
    {
        var provider = await app.Data.CreateProviderAsync();
        var admin = await app.SignInAsync(Roles.Administrator);

        Assert.Equal(
            404,
            (int)(await admin.GetAsync($"/Providers/EditCorpsAccount?provider={provider.Id}")).Status
        );
        Assert.Null(
            (await admin.GetAsync($"/Providers/Rates/{provider.Id}")).Document.QuerySelector("#corps")
        );
    }

    [Theory]
    [InlineData("01-06-2021", "31-05-2022")]
    [InlineData("31-12-2021", "31-12-2021")]
    [InlineData("01-01-2020", "31-12-2022")]
    public async Task Post_DaysOfAnotherAccount_IsRefused(string first, string last)
    {
        var corps = await CreateCorpsAsync();
        var admin = await app.SignInAsync(Roles.Administrator);
        await AddAsync(admin, corps, []);

        var refused = await AddAsync(
            admin,
            corps,
            new()
            {
                ["Input.First"] = first,
                ["Input.Last"] = last,
                ["Input.Weeks"] = "0",
                ["Input.Direct"] = "0",
            }
        );

        Assert.Contains("opgørelse for 01.01.2021–31.12.2021", refused.Text, StringComparison.Ordinal);
        Assert.Equal(1, await CountAsync(corps));
    }

    private async Task<Provider> CreateCorpsAsync()
    {
        var provider = await app.Data.CreateProviderAsync();
        await app.DbAsync(async db =>
        {
            (await db.Providers.SingleAsync(p => p.Id == provider.Id)).Kind = ProviderKind.InternalCorps;
            return await db.SaveChangesAsync();
        });
        return provider;
    }

    private static async Task<PageAnswer> AddAsync(
        Browser admin,
        Provider corps,
        Dictionary<string, string?> otherwise
    )
    {
        var fields = new Dictionary<string, string?>
        {
            ["Input.First"] = "01-01-2021",
            ["Input.Last"] = "31-12-2021",
            ["Input.Expenditure"] = "4.336.369",
            ["Input.Direct"] = "3.361",
            ["Input.DirectPerWeekExpected"] = "133",
            ["Input.Weeks"] = "46",
            ["Input.Mentors"] = "8",
            ["Input.HoursPerWeek"] = "288,75",
            ["Input.Comparison"] = "600",
        };
        foreach (var (field, value) in otherwise)
        {
            fields[field] = value;
        }

        return await admin.SubmitAsync(
            await admin.GetAsync($"/Providers/EditCorpsAccount?provider={corps.Id}"),
            Form,
            fields
        );
    }

    private static string Figure(PageAnswer rates, string name) =>
        rates.TextOf($"[data-figure=Corps_{name}]").Replace('\u00a0', ' ');

    private Task<int> CountAsync(Provider corps) =>
        app.DbAsync(db => db.CorpsAccounts.CountAsync(a => a.ProviderId == corps.Id));
}

public sealed class EditCorpsAccountTests_Sqlite(SqliteApp app)
    : EditCorpsAccountTests(app),
        IClassFixture<SqliteApp>;

public sealed class EditCorpsAccountTests_PostgreSql(PostgreSqlApp app)
    : EditCorpsAccountTests(app),
        IClassFixture<PostgreSqlApp>;
