using MentorRegistry.Domain.Providers;
using MentorRegistry.Web.Access;

namespace MentorRegistry.Web.Tests.Pages.Providers;

public abstract class ProvidersTests(RegistryWebApp app)
{
    [Fact]
    public async Task Get_AsCaseworker_CountsOwnDepartmentsPlacementsAlone()
    {
        var (own, other) = (await app.Data.CreateDepartmentAsync(), await app.Data.CreateDepartmentAsync());
        var provider = await app.Data.CreateProviderAsync();
        await app.Data.CreateRateAsync(provider, kroner: 600);
        await app.Data.CreatePlacementAsync(department: own, provider: provider, minutesPerWeek: 180);
        await app.Data.CreatePlacementAsync(department: other, provider: provider, minutesPerWeek: 180);

        var own1 = await RowAsync(await app.SignInAsync(Roles.Caseworker, own.Id), provider);
        var both = await RowAsync(await app.SignInAsync(Roles.Caseworker, own.Id, other.Id), provider);
        var all = await RowAsync(await app.SignInAsync(Roles.Administrator), provider);

        Assert.Equal(["600,00 kr.", "01.01.2026", "", "1", "7.800 kr."], own1);
        Assert.Equal(["600,00 kr.", "01.01.2026", "", "2", "15.600 kr."], both);
        Assert.Equal(both, all);
    }

    [Fact]
    public async Task Get_OtherDay_HasThatDaysRateAndPlacementsAndHours()
    {
        var department = await app.Data.CreateDepartmentAsync();
        var provider = await app.Data.CreateProviderAsync();
        await app.Data.CreateRateAsync(provider, "2025-01-01..2025-12-31", 500);
        await app.Data.CreateRateAsync(provider, "2026-01-01..", 600);
        await app.Data.CreatePlacementAsync(
            department: department,
            provider: provider,
            days: "2025-06-01..2025-12-31",
            minutesPerWeek: 60
        );
        var browser = await app.SignInAsync(Roles.DepartmentHead, department.Id);

        Assert.Equal(
            ["500,00 kr.", "01.01.2025", "600,00 kr. fra 01.01.2026", "1", "2.167 kr."],
            await RowAsync(browser, provider, "&Day=31-12-2025")
        );
        Assert.Equal(
            ["600,00 kr.", "01.01.2026", "", "0", "0 kr."],
            await RowAsync(browser, provider, "&Day=01-01-2026")
        );
    }

    [Fact]
    public async Task Get_RateMissingOrRunningOut_IsMarkedAndNotCountedAsNothing()
    {
        var department = await app.Data.CreateDepartmentAsync();
        var lacking = await app.Data.CreateProviderAsync(TestData.CreateName("Uden pris"));
        var ending = await app.Data.CreateProviderAsync(TestData.CreateName("Ophører"));
        var later = await app.Data.CreateProviderAsync(TestData.CreateName("Ophører senere"));
        await app.Data.CreateRateAsync(ending, "2026-01-01..2027-01-19");
        await app.Data.CreateRateAsync(later, "2026-01-01..2027-01-20");
        await app.Data.CreatePlacementAsync(department: department, provider: lacking);
        var browser = await app.SignInAsync(Roles.Caseworker, department.Id);

        var list = await browser.GetAsync("/Providers");

        Assert.Equal("Ingen timepris", BadgeOf(list, lacking));
        // 60 days after 20 November.
        Assert.Equal("Udløber 19.01.2027", BadgeOf(list, ending));
        Assert.Null(BadgeOf(list, later));
        Assert.Contains(
            "1 aktivt forløb er hos en leverandør uden timepris",
            list.Text,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "Timeprisen udløber 19. januar 2027",
            (await browser.GetAsync($"/Providers/Rates/{ending.Id}")).TextOf(".alert"),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "1 aktivt forløb kan ikke prissættes",
            (await browser.GetAsync($"/Providers/Rates/{lacking.Id}")).TextOf(".alert"),
            StringComparison.Ordinal
        );
    }

    /// <summary>An administrator sees on Start what others wait for; caseworkers do not.</summary>
    [Fact]
    public async Task Get_Start_TellsAdministratorsOfRatesToSeeTo()
    {
        var (lacking, ending, fine) = (
            await app.Data.CreateProviderAsync(TestData.CreateName("Aa uden pris")),
            await app.Data.CreateProviderAsync(TestData.CreateName("Ab ophører")),
            await app.Data.CreateProviderAsync(TestData.CreateName("Ac fortsætter"))
        );
        await app.Data.CreateRateAsync(ending, "2026-01-01..2026-11-20");
        await app.Data.CreateRateAsync(fine, "2026-01-01..2026-11-30");
        await app.Data.CreateRateAsync(fine, "2026-12-01..", 510);
        var placement = await app.Data.CreatePlacementAsync(provider: lacking);
        for (var i = 0; i < 40; i++)
        {
            await app.Data.CreatePlacementAsync(provider: lacking);
        }

        var start = await (await app.SignInAsync(Roles.Administrator)).GetAsync("/");

        var told = start.TextsOf("section[aria-labelledby=rates] li");
        Assert.Contains($"{lacking.Name}: Ingen timepris, 41 aktive forløb", told);
        Assert.Contains($"{ending.Name}: Timeprisen udløber 20. november 2026", told);
        Assert.DoesNotContain(fine.Name, start.Text, StringComparison.Ordinal);
        var caseworker = await app.SignInAsync(Roles.Caseworker, placement.DepartmentId);
        Assert.Null(
            (await caseworker.GetAsync("/")).Document.QuerySelector("section[aria-labelledby=rates]")
        );
    }

    [Fact]
    public async Task Get_InEnglish_HasAmountsInTheReadersWay()
    {
        var department = await app.Data.CreateDepartmentAsync();
        var provider = await app.Data.CreateProviderAsync();
        await app.Data.CreateRateAsync(provider, "2025-01-01..2025-12-31", 1200);
        await app.Data.CreateRateAsync(provider, "2026-01-01..", 1290);
        var browser = await app.SignInAsync(
            await app.Data.CreateUserAsync([Roles.Caseworker], department.Id),
            "en"
        );

        Assert.Equal("DKK 1,290.00", (await RowAsync(browser, provider))[0]);
        var rates = await browser.GetAsync($"/Providers/Rates/{provider.Id}");
        Assert.Contains(
            "DKK 1,290.00 an hour excl. VAT since 1 January 2026",
            rates.Text,
            StringComparison.Ordinal
        );
        Assert.Equal("+7.5%", rates.TextsOf(".rates tbody tr:first-child .number")[1]);
    }

    [Fact]
    public async Task Get_AsCaseworker_HasNothingToChangeAndNoHistory()
    {
        var provider = await app.Data.CreateProviderAsync();
        await app.Data.CreateRateAsync(provider);
        var browser = await app.SignInAsync(Roles.Caseworker, (await app.Data.CreateDepartmentAsync()).Id);

        var rates = await browser.GetAsync($"/Providers/Rates/{provider.Id}");

        Assert.Empty(rates.Document.QuerySelectorAll("main a[href*=EditRate], main a[href*=Edit], .history"));
        Assert.Empty(
            (await browser.GetAsync("/Providers")).Document.QuerySelectorAll("main .button-primary")
        );
    }

    [Fact]
    public async Task Post_Cvr_IsCheckedAndKeptAsDigits()
    {
        var provider = await app.Data.CreateProviderAsync();
        var admin = await app.SignInAsync(Roles.Administrator);
        var path = $"/Administration/Providers/Edit/{provider.Id}";

        var short_ = await admin.SubmitAsync(
            await admin.GetAsync(path),
            "main form",
            new() { ["Input.Cvr"] = "1234567" }
        );
        Assert.Contains("otte cifre", short_.TextOf("#Input_Cvr-error"), StringComparison.Ordinal);
        var wrong = await admin.SubmitAsync(short_, "main form", new() { ["Input.Cvr"] = "12345675" });
        Assert.Contains("kontrollér cifrene", wrong.TextOf("#Input_Cvr-error"), StringComparison.Ordinal);
        var saved = await admin.SubmitAsync(wrong, "main form", new() { ["Input.Cvr"] = "DK 12 34 56 74" });

        Assert.Equal($"/Providers/Rates/{provider.Id}", saved.Path);
        Assert.Equal(
            "12345674",
            await app.DbAsync(async db => (await db.Providers.FindAsync(provider.Id))!.Cvr)
        );
    }

    // The cells after name and category.
    private static async Task<IReadOnlyList<string>> RowAsync(
        Browser browser,
        Provider provider,
        string query = ""
    )
    {
        var list = await browser.GetAsync($"/Providers?q={Uri.EscapeDataString(provider.Name)}{query}");
        return [.. list.TextsOf("main tbody tr td").Skip(2).Select(text => text.Replace('\u00a0', ' '))];
    }

    private static string? BadgeOf(PageAnswer list, Provider provider) =>
        list
            .Document.QuerySelectorAll("main tbody tr")
            .Single(row => row.QuerySelector("a")!.TextContent == provider.Name)
            .QuerySelector(".badge-warning")
            ?.TextContent;
}

public sealed class ProvidersTests_Sqlite(SqliteApp app) : ProvidersTests(app), IClassFixture<SqliteApp>;

public sealed class ProvidersTests_PostgreSql(PostgreSqlApp app)
    : ProvidersTests(app),
        IClassFixture<PostgreSqlApp>;
