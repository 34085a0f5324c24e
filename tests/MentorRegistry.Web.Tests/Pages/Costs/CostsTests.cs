using System.Globalization;
using System.Net;
using MentorRegistry.Domain.Organisation;
using MentorRegistry.Domain.Providers;
using MentorRegistry.Web.Access;
using MentorRegistry.Web.Data.Erasing;
using MentorRegistry.Web.Pages.Costs;
using Microsoft.EntityFrameworkCore;

namespace MentorRegistry.Web.Tests.Pages.Costs;

public abstract class CostsTests(RegistryWebApp app)
{
    [Fact]
    public async Task Get_WhateverItIsAddedUpBy_ComesToTheSameTotalToTheOere()
    {
        var department = await app.Data.CreateDepartmentAsync();
        for (var i = 1; i <= 5; i++)
        {
            var provider = await app.Data.CreateProviderAsync();
            var citizen = await app.Data.CreateCitizenAsync();
            foreach (var month in (string[])["2026-09", "2026-10"])
            {
                var placement = await app.Data.CreatePlacementAsync(
                    citizen,
                    department,
                    provider: provider,
                    days: $"{month}-01..{month}-30"
                );
                await app.Data.CreateHoursAsync(
                    placement,
                    $"{month}-05..{month}-11",
                    minutes: 100 + (i * 7),
                    billable: 110 + (i * 7),
                    noShows: i,
                    orePerHour: 434_51 + i
                );
            }
        }

        // Of another department, and of another year.
        await app.Data.CreateHoursAsync(await app.Data.CreatePlacementAsync(), "2026-10-05..2026-10-11");
        await app.Data.CreateHoursAsync(
            await app.Data.CreatePlacementAsync(department: department, days: "2025-01-01..2025-12-31"),
            "2025-10-06..2025-10-12"
        );
        await app.Data.AddAsync(
            new ErasedHours
            {
                DepartmentId = department.Id,
                ProviderId = (await app.Data.CreateProviderAsync()).Id,
                Month = new DateOnly(2026, 3, 1),
                DeliveredMinutes = 61,
                BillableMinutes = 62,
                NoShows = 3,
                CostOre = 1_234_57,
            }
        );
        var rated = await app.Data.CreateProviderAsync();
        await app.Data.CreateRateAsync(rated, kroner: 433);
        await app.Data.CreatePlacementAsync(department: department, provider: rated, minutesPerWeek: 95);
        var exact = await app.DbAsync(db =>
            db.HoursLines.Where(l => l.DepartmentId == department.Id && l.First.Year == 2026)
                .SumAsync(l => l.CostOre!.Value)
        );
        var head = await app.SignInAsync(Roles.DepartmentHead, department.Id);

        var expected = new HashSet<long>();
        foreach (var by in Enum.GetValues<CostsBy>())
        {
            var file = await head.Client.GetStringAsync(
                new Uri($"/Costs?handler=Export&Year=2026&By={by:D}", UriKind.Relative),
                TestContext.Current.CancellationToken
            );

            var rows = file.TrimEnd().Split("\r\n")[1..].Select(row => row.Split(';')).ToList();
            Assert.Equal(
                exact + 1_234_57,
                rows.Sum(row =>
                    long.Parse(
                        row[6].Replace(",", "", StringComparison.Ordinal),
                        CultureInfo.InvariantCulture
                    )
                )
            );
            expected.Add(
                rows.Sum(row =>
                    long.Parse(
                        row[8].Replace(",", "", StringComparison.Ordinal),
                        CultureInfo.InvariantCulture
                    )
                )
            );
            Assert.Equal(33, rows.Sum(row => int.Parse(row[5], CultureInfo.InvariantCulture)));
        }

        Assert.Single(expected);
        Assert.NotEqual(0, expected.Single());
    }

    [Fact]
    public async Task Get_SomeHoursHaveNoPrice_APricedHourIsNotMadeCheaperByThem()
    {
        var (department, provider) = await CreateAsync();
        var placement = await app.Data.CreatePlacementAsync(department: department, provider: provider);
        await app.Data.CreateHoursAsync(placement, "2026-10-05..2026-10-11", orePerHour: 500_00);
        await app.Data.CreateHoursAsync(placement, "2026-10-12..2026-10-18", orePerHour: null);
        var head = await app.SignInAsync(Roles.DepartmentHead, department.Id);

        var page = await head.GetAsync($"/Costs?By={CostsBy.Provider}");

        Assert.Equal("500\u00a0kr.", page.Document.QuerySelector("tbody tr")!.Children[5].TextContent.Trim());
    }

    [Fact]
    public async Task Get_ThePlacementChangesProvider_WhatItHasCostStaysWhereItWasSpent()
    {
        var (department, first) = await CreateAsync();
        var placement = await app.Data.CreatePlacementAsync(department: department, provider: first);
        await app.Data.CreateHoursAsync(placement, "2026-10-05..2026-10-11");
        var second = await app.Data.CreateProviderAsync();
        await app.DbAsync(async db =>
        {
            var moved = await db
                .Placements.Include(p => p.Citizen)
                .Include(p => p.Grants)
                .SingleAsync(p => p.Id == placement.Id);
            moved.ProviderId = second.Id;
            return await db.SaveChangesAsync();
        });
        var head = await app.SignInAsync(Roles.DepartmentHead, department.Id);

        var page = await head.GetAsync($"/Costs?By={CostsBy.Provider:D}");

        Assert.Equal(
            ["1.000\u00a0kr.", "0\u00a0kr."],
            page.Document.QuerySelectorAll("table.costs tbody tr")
                .Select(row => row.Children[4].TextContent.Trim())
        );
        Assert.Contains(
            first.Name,
            page.TextOf("table.costs tbody tr:first-child"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Get_GrantedHours_AreExpectedToCostTheRateOfTheDay()
    {
        var (department, provider) = await CreateAsync();
        await app.Data.CreateRateAsync(provider, "2026-01-01..2026-10-10", 420);
        await app.Data.CreateRateAsync(provider, "2026-10-11..", 700);
        // 3 hours a week from 1 October: 10 days at 420 kr. and 21 at 700 kr.
        await app.Data.CreatePlacementAsync(
            department: department,
            provider: provider,
            days: "2026-10-01..2026-12-31"
        );
        var head = await app.SignInAsync(Roles.DepartmentHead, department.Id);

        var page = await head.GetAsync("/Costs?Month=10");

        Assert.Equal(
            "8.100\u00a0kr.",
            page.Document.QuerySelector("tbody tr td:last-child")!.TextContent.Trim()
        );
    }

    [Fact]
    public async Task Get_HoursWithoutAPrice_AreSaidBesideAndInNoSum()
    {
        var (department, provider) = await CreateAsync();
        var placement = await app.Data.CreatePlacementAsync(department: department, provider: provider);
        await app.Data.CreateHoursAsync(placement, "2026-10-05..2026-10-11", orePerHour: null);
        var head = await app.SignInAsync(Roles.DepartmentHead, department.Id);

        var page = await head.GetAsync($"/Costs?By={CostsBy.Provider:D}");

        Assert.Contains("1 uden pris", page.Text, StringComparison.Ordinal);
        Assert.Contains(
            "0\u00a0kr. for 2 leverede timer",
            page.Document.Body!.TextContent,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Get_Administrator_SeesAllDepartmentsAndNoCitizen()
    {
        var (department, provider) = await CreateAsync();
        var placement = await app.Data.CreatePlacementAsync(department: department, provider: provider);
        await app.Data.CreateHoursAsync(placement, "2026-10-05..2026-10-11");
        var name = await app.DbAsync(db =>
            db.Citizens.Where(c => c.Id == placement.CitizenId).Select(c => c.Name).SingleAsync()
        );
        var admin = await app.SignInAsync(Roles.Administrator);

        foreach (var by in Enum.GetValues<CostsBy>().Except([CostsBy.Citizen, CostsBy.Placement]))
        {
            var page = await admin.GetAsync($"/Costs?By={by:D}");
            Assert.Equal(HttpStatusCode.OK, page.Status);
            Assert.DoesNotContain(name, page.Html, StringComparison.Ordinal);
            Assert.NotEmpty(page.Document.QuerySelectorAll("table.costs tbody tr"));
        }

        // Not another table under an address that means citizens.
        foreach (var by in (CostsBy[])[CostsBy.Citizen, CostsBy.Placement])
        {
            Assert.Equal(HttpStatusCode.NotFound, (await admin.GetAsync($"/Costs?By={by:D}")).Status);
            Assert.Equal(
                HttpStatusCode.NotFound,
                (await admin.GetAsync($"/Costs?By={by:D}&handler=Export")).Status
            );
        }
    }

    [Fact]
    public async Task Get_Head_SaysWhoseCostsTheyAreAndShowsNoOtherDepartments()
    {
        var (department, _) = await CreateAsync();
        var (other, _) = await CreateAsync();
        var head = await app.SignInAsync(Roles.DepartmentHead, department.Id);

        var own = await head.GetAsync("/Costs");

        Assert.Contains(department.Name, own.TextOf(".costs-of"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await head.GetAsync($"/Costs?department={other.Id}")).Status);
        Assert.Equal(
            HttpStatusCode.NotFound,
            (await head.GetAsync($"/Costs?department={other.Id}&handler=Export")).Status
        );
    }

    [Fact]
    public async Task GetExport_ByCitizen_IsRecordedAndHasNoNameOfAProtectedOne()
    {
        var (department, _) = await CreateAsync();
        var citizen = await app.Data.CreateCitizenAsync(isProtected: true);
        var placement = await app.Data.CreatePlacementAsync(citizen, department);
        await app.Data.CreateHoursAsync(placement, "2026-10-05..2026-10-11");
        var head = await app.SignInAsync(Roles.DepartmentHead, department.Id);

        var file = await head.Client.GetStringAsync(
            new Uri($"/Costs?handler=Export&By={CostsBy.Citizen:D}", UriKind.Relative),
            TestContext.Current.CancellationToken
        );

        Assert.Contains("(beskyttet);" + citizen.Reference, file, StringComparison.Ordinal);
        Assert.DoesNotContain(citizen.Name, file, StringComparison.Ordinal);
        Assert.True(
            await app.DbAsync(db =>
                db.Lookups.AnyAsync(l => l.CitizenId == citizen.Id && l.Kind == LookupKind.Export)
            )
        );
    }

    [Theory]
    [InlineData("?Year=1")]
    [InlineData("?Month=13")]
    [InlineData("?Year=abc")]
    [InlineData("?By=99")]
    public async Task Get_WhateverTheAddressSays_IsAnswered(string query)
    {
        var (department, _) = await CreateAsync();
        var head = await app.SignInAsync(Roles.DepartmentHead, department.Id);

        Assert.Equal(HttpStatusCode.OK, (await head.GetAsync("/Costs" + query)).Status);
        Assert.NotEqual(
            HttpStatusCode.InternalServerError,
            (await head.GetAsync($"/Costs{query}&handler=Export")).Status
        );
    }

    private async Task<(Department Department, Provider Provider)> CreateAsync() =>
        (await app.Data.CreateDepartmentAsync(), await app.Data.CreateProviderAsync());
}

public sealed class CostsTests_Sqlite(SqliteApp app) : CostsTests(app), IClassFixture<SqliteApp>;

public sealed class CostsTests_PostgreSql(PostgreSqlApp app) : CostsTests(app), IClassFixture<PostgreSqlApp>;
