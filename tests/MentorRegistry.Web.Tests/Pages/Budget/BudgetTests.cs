using MentorRegistry.Domain.Money;
using MentorRegistry.Domain.Providers;
using MentorRegistry.Web.Access;

namespace MentorRegistry.Web.Tests.Pages.Budget;

public abstract class BudgetTests(RegistryWebApp app)
{
    private readonly BudgetData _data = new(app);

    [Fact]
    public async Task Get_HoursAndPlacements_ShowsWhatIsUsedCommittedAndForecast()
    {
        var department = await app.Data.CreateDepartmentAsync();
        var corps = await _data.CreatePricedProviderAsync(ProviderKind.InternalCorps, kroner: 700);
        var course = await _data.CreatePricedProviderAsync(ProviderKind.Course, kroner: 600);
        await _data.CreateBudgetAsync(department, internalKroner: 60_000, externalKroner: 10_000);
        await _data.CloseMonthAsync(department);
        // Two months are left of it: 61 days × 1 hour.
        var own = await app.Data.CreatePlacementAsync(
            department: department,
            days: "2026-03-01..",
            provider: corps,
            minutesPerWeek: 7 * 60
        );
        await _data.CreateHoursAsync(own, "2026-03-01..2026-03-31", 600, 700);
        // Has hours until 29 November: 32 days are left.
        var external = await app.Data.CreatePlacementAsync(
            department: department,
            days: "2026-03-01..2027-05-31",
            provider: course,
            minutesPerWeek: 7 * 60
        );
        await _data.CreateHoursAsync(external, "2026-11-23..2026-11-29", 300, 600);
        // Cancelled, and another department's.
        await app.Data.CreatePlacementAsync(department: department, provider: corps, cancelled: true);
        await app.Data.CreatePlacementAsync(provider: corps);

        var page = await GetAsync(department.Id, "/Budget");

        Assert.Equal("7.000 kr. 10 timer", Figure(page, "Internal", "Used"));
        Assert.Equal("42.700 kr. 61 timer", Figure(page, "Internal", "Committed"));
        Assert.Equal("49.700 kr. 71 timer", Figure(page, "Internal", "Forecast"));
        Assert.Equal("10.300 kr.", Figure(page, "Internal", "Remaining"));
        Assert.Equal("3.000 kr. 5 timer", Figure(page, "External", "Used"));
        Assert.Equal("19.200 kr. 32 timer", Figure(page, "External", "Committed"));
        Assert.Equal("−12.200 kr.", Figure(page, "External", "Remaining"));
        Assert.Equal("71.900 kr. 108 timer", Figure(page, "Total", "Forecast"));
        Assert.Equal("Prognosen er 1.900 kr. over budgettet", Headline(page));
        Assert.Equal(
            ["marts 7.000 0 7.000", "november 3.000 21.600 31.600", "december 0 40.300 71.900"],
            page.TextsOf(".budget-months tbody tr").Where((_, month) => month is 2 or 10 or 11)
        );
    }

    [Theory]
    [InlineData(50_000, "Prognosen svarer til budgettet")]
    [InlineData(50_001, "Prognosen er 1 kr. under budgettet")]
    [InlineData(49_999, "Prognosen er 1 kr. over budgettet")]
    public async Task Get_ForecastBesideBudget_SaysItFirst(int kroner, string says)
    {
        var department = await app.Data.CreateDepartmentAsync();
        await _data.CreateBudgetAsync(department, internalKroner: 0, externalKroner: kroner);
        await CreateSpendingAsync(department.Id, 50_000);

        Assert.Equal(says, Headline(await GetAsync(department.Id, "/Budget")));
    }

    [Fact]
    public async Task Get_YearHasPassedAndNothingIsToCome_IsNoForecast()
    {
        var department = await app.Data.CreateDepartmentAsync();
        await _data.CreateBudgetAsync(department, 2025, internalKroner: 0, externalKroner: 60_000);
        await CreateSpendingAsync(department.Id, 50_000, "2025-06-01..2025-06-30");

        var page = await GetAsync(department.Id, $"/Budget/{department.Id}/2025");

        Assert.Equal("Forbruget blev 10.000 kr. under budgettet", Headline(page));
        Assert.Equal("Økonomi 2025, " + department.Name, page.TextOf("h1"));
    }

    [Fact]
    public async Task Get_PlacementsAndHoursWithoutPrice_AreCountedBesideTheSums()
    {
        var department = await app.Data.CreateDepartmentAsync();
        var unpriced = await _data.CreatePricedProviderAsync(kroner: 0);
        var placement = await app.Data.CreatePlacementAsync(department: department, provider: unpriced);
        await app.Data.CreatePlacementAsync(department: department, provider: unpriced);
        await _data.CreateHoursAsync(placement, kroner: 0);

        var page = await GetAsync(department.Id, "/Budget");

        Assert.Contains("2 forløb uden timepris", page.Text, StringComparison.Ordinal);
        Assert.Contains("1 registrering af timer uden pris", page.Text, StringComparison.Ordinal);
        Assert.Equal("0 kr. 0 timer", Figure(page, "Total", "Forecast"));
    }

    [Fact]
    public async Task Get_NoBudget_SaysWhoEntersItAndAdministratorsHaveAButton()
    {
        var department = await app.Data.CreateDepartmentAsync();

        var head = await GetAsync(department.Id, "/Budget");
        var admin = await (await app.SignInAsync(Roles.Administrator)).GetAsync(
            $"/Budget/{department.Id}/2026"
        );

        Assert.Equal($"Der er ikke skrevet et budget ind for {department.Name} i 2026", Headline(head));
        Assert.Contains("En administrator skriver budgettet ind", head.Text, StringComparison.Ordinal);
        Assert.Empty(head.Document.QuerySelectorAll("main a.button"));
        Assert.Equal(
            $"/Budget/Edit/{department.Id}/2026",
            admin.Document.QuerySelector("main a.button-primary")!.GetAttribute("href")
        );
    }

    [Theory]
    [InlineData(60_000, 10_000, "Besparelsen nås", "10.000 kr.")]
    [InlineData(70_000, 10_000, "Besparelsen nås, med 10.000 kr. mere end ønsket", "20.000 kr.")]
    [InlineData(55_000, 10_000, "Der mangler 5.000 kr., før besparelsen er nået", "5.000 kr.")]
    [InlineData(40_000, 10_000, "Der mangler 20.000 kr., før besparelsen er nået", "−10.000 kr.")]
    public async Task Get_SavingAskedFor_SaysWhetherItIsReached(
        int baseline,
        int asked,
        string says,
        string expected
    )
    {
        var department = await app.Data.CreateDepartmentAsync();
        await _data.CreateBudgetAsync(department, baselineKroner: baseline, savingKroner: asked);
        await CreateSpendingAsync(department.Id, 50_000);

        var page = await GetAsync(department.Id, "/Budget");

        Assert.Equal(says, Plain(page.TextOf("#saving + p")));
        Assert.EndsWith(expected, Plain(page.TextOf("[data-table=saving] .sum")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(100, "Der er plads til 20.000 kr. under loftet")]
    [InlineData(80, "Loftet er nået")]
    [InlineData(79, "Loftet overskrides med 1.000 kr.")]
    public async Task Get_Ceiling_CountsForecastAndOtherSpending(int persons, string says)
    {
        var department = await app.Data.CreateDepartmentAsync();
        await app.Data.AddAsync(
            new SpendingCeiling
            {
                DepartmentId = department.Id,
                Year = 2026,
                OrePerPerson = 1000_00,
                Persons = persons,
                OtherOre = 30_000_00,
            }
        );
        await CreateSpendingAsync(department.Id, 50_000);

        var page = await GetAsync(department.Id, "/Budget");

        Assert.Equal(
            says,
            Plain(page.TextOf("#ceiling + p")).Replace("Advarsel ", "", StringComparison.Ordinal)
        );
        Assert.EndsWith(
            "80.000 kr.",
            Plain(page.TextOf("[data-table=ceiling] .sum")),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Get_HeadOfTwo_ChoosesAmongThemAndNoOther()
    {
        var (one, two) = (await app.Data.CreateDepartmentAsync(), await app.Data.CreateDepartmentAsync());
        var third = await app.Data.CreateDepartmentAsync();
        var head = await app.SignInAsync(Roles.DepartmentHead, one.Id, two.Id);

        var chosen = await head.SubmitAsync(
            await head.GetAsync($"/Budget/{one.Id}/2025"),
            "main form",
            new() { ["DepartmentId"] = $"{two.Id}" }
        );

        Assert.Equal($"Økonomi 2025, {two.Name}", chosen.TextOf("h1"));
        Assert.Equal([one.Name, two.Name], chosen.TextsOf("main form option").Order(StringComparer.Ordinal));
        Assert.Equal(404, (int)(await head.GetAsync($"/Budget/{third.Id}/2026")).Status);
        Assert.Equal(404, (int)(await head.GetAsync($"/Budget?DepartmentId={third.Id}")).Status);
    }

    [Theory]
    [InlineData("/Budget/{0}/1999", 404)]
    [InlineData("/Budget/{0}/2000", 200)]
    [InlineData("/Budget/{0}/2100", 200)]
    [InlineData("/Budget/{0}/2101", 404)]
    [InlineData("/Budget?Year=99999999999", 404)]
    public async Task Get_YearThatIsNone_IsNotThere(string address, int status)
    {
        var department = await app.Data.CreateDepartmentAsync();

        var page = await GetAsync(
            department.Id,
            string.Format(null, System.Text.CompositeFormat.Parse(address), department.Id)
        );

        Assert.Equal(status, (int)page.Status);
    }

    private async Task CreateSpendingAsync(
        long departmentId,
        int kroner,
        string days = "2026-06-01..2026-06-30"
    )
    {
        var department = await app.DbAsync(async db => (await db.Departments.FindAsync(departmentId))!);
        var placement = await app.Data.CreatePlacementAsync(department: department, days: days);
        await _data.CreateHoursAsync(placement, days, minutes: 60, kroner);
    }

    private async Task<PageAnswer> GetAsync(long departmentId, string address) =>
        await (await app.SignInAsync(Roles.DepartmentHead, departmentId)).GetAsync(address);

    private static string Headline(PageAnswer page) =>
        Plain(page.TextOf(".budget-headline")).Replace("Advarsel ", "", StringComparison.Ordinal);

    private static string Figure(PageAnswer page, string row, string figure) =>
        Plain(page.TextOf($"[data-row={row}] [data-figure={figure}]"));

    private static string Plain(string text) => text.Replace('\u00a0', ' ');
}

public sealed class BudgetTests_Sqlite(SqliteApp app) : BudgetTests(app), IClassFixture<SqliteApp>;

public sealed class BudgetTests_PostgreSql(PostgreSqlApp app)
    : BudgetTests(app),
        IClassFixture<PostgreSqlApp>;
