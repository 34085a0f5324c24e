using MentorRegistry.Domain.Organisation;
using MentorRegistry.Domain.Providers;
using MentorRegistry.Web.Access;
using Microsoft.EntityFrameworkCore;

namespace MentorRegistry.Web.Tests.Pages.Providers;

public abstract class RatesTests(RegistryWebApp app)
{
    private const string OtherRates = "Timer til en anden pris end satsen nu";

    /// <summary>
    /// 100 minutes at 500,00 kr. are 833,33 kr. and at 520,01 kr. 866,68 kr.: each line is rounded by itself, and the
    /// difference of three is 100,05 kr.
    /// </summary>
    [Fact]
    public async Task Get_RateWasCorrectedAfterHoursWereTold_ShowsByMonthWhatTheyWouldCostNow()
    {
        var (provider, department) = await CreateHoursAsync();
        await CorrectAsync(provider, 520_01);

        var page = await (await app.SignInAsync(Roles.Administrator)).GetAsync(
            $"/Providers/Rates/{provider.Id}"
        );

        Assert.Equal(
            [
                $"oktober 2026 {department.Name} 3 2.499,99 kr. 2.600,04 kr. 100,05 kr.",
                $"september 2026 {department.Name} 1 833,33 kr. 866,68 kr. 33,35 kr.",
            ],
            Rows(page)
        );
        Assert.Contains(
            "4 linjer; forskellen med satserne nu er +133 kr.",
            page.Text.Replace('\u00a0', ' '),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Get_RateWasRemoved_SaysThatThereIsNone()
    {
        var (provider, department) = await CreateHoursAsync();
        await app.DbAsync(async db =>
        {
            var of = await db.Providers.Include(p => p.Rates).SingleAsync(p => p.Id == provider.Id);
            db.Rates.RemoveRange(of.Rates);
            return await db.SaveChangesAsync();
        });

        var page = await (await app.SignInAsync(Roles.Administrator)).GetAsync(
            $"/Providers/Rates/{provider.Id}"
        );

        Assert.Contains($"oktober 2026 {department.Name} 3 2.499,99 kr. Ingen sats", Rows(page));
    }

    [Fact]
    public async Task Get_HoursHaveTheRateOfTheirDay_ShowsNone()
    {
        var (provider, _) = await CreateHoursAsync();

        var page = await (await app.SignInAsync(Roles.Administrator)).GetAsync(
            $"/Providers/Rates/{provider.Id}"
        );

        Assert.DoesNotContain(OtherRates, page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_HoursOfAnotherDepartment_AreNotToldToAHead()
    {
        var (provider, department) = await CreateHoursAsync();
        await CorrectAsync(provider, 520_01);
        var other = await app.SignInAsync(Roles.DepartmentHead, (await app.Data.CreateDepartmentAsync()).Id);
        var own = await app.SignInAsync(Roles.DepartmentHead, department.Id);

        Assert.DoesNotContain(
            OtherRates,
            (await other.GetAsync($"/Providers/Rates/{provider.Id}")).Text,
            StringComparison.Ordinal
        );
        Assert.Equal(2, Rows(await own.GetAsync($"/Providers/Rates/{provider.Id}")).Length);
    }

    [Fact]
    public async Task Get_AnotherProviderHasTheSameCvrNumber_NamesIt()
    {
        var (one, two) = (await app.Data.CreateProviderAsync(), await app.Data.CreateProviderAsync());
        await app.DbAsync(async db =>
        {
            foreach (var id in new[] { one.Id, two.Id })
            {
                (await db.Providers.SingleAsync(p => p.Id == id)).Cvr = "13585628";
            }

            return await db.SaveChangesAsync();
        });

        var page = await (await app.SignInAsync(Roles.Administrator)).GetAsync($"/Providers/Rates/{one.Id}");

        var link = page.Document.QuerySelector("dd .below a")!;
        Assert.Equal((two.Name, $"/Providers/Rates/{two.Id}"), (link.TextContent, link.GetAttribute("href")));
    }

    private async Task<(Provider Provider, Department Department)> CreateHoursAsync()
    {
        var provider = await app.Data.CreateProviderAsync();
        await app.Data.CreateRateAsync(provider);
        var department = await app.Data.CreateDepartmentAsync();
        foreach (
            var week in new[]
            {
                "2026-09-07..2026-09-13",
                "2026-10-05..2026-10-11",
                "2026-10-12..2026-10-18",
                "2026-10-19..2026-10-25",
            }
        )
        {
            var placement = await app.Data.CreatePlacementAsync(department: department, provider: provider);
            await app.Data.CreateHoursAsync(placement, week, minutes: 100, orePerHour: 500_00);
        }

        return (provider, department);
    }

    private Task<int> CorrectAsync(Provider provider, long ore) =>
        app.DbAsync(async db =>
        {
            var rate = (
                await db.Providers.Include(p => p.Rates).SingleAsync(p => p.Id == provider.Id)
            ).Rates.Single();
            rate.Set(rate.Period, ore);
            return await db.SaveChangesAsync();
        });

    private static string[] Rows(PageAnswer page) =>
        [
            .. page
                .Document.QuerySelectorAll("caption")
                .Single(caption => caption.TextContent == OtherRates)
                .ParentElement!.QuerySelectorAll("tbody tr")
                .Select(row =>
                    string.Join(' ', row.Children.Select(cell => cell.TextContent.Trim()))
                        .Replace('\u00a0', ' ')
                        .Trim()
                ),
        ];
}

public sealed class RatesTests_Sqlite(SqliteApp app) : RatesTests(app), IClassFixture<SqliteApp>;

public sealed class RatesTests_PostgreSql(PostgreSqlApp app) : RatesTests(app), IClassFixture<PostgreSqlApp>;
