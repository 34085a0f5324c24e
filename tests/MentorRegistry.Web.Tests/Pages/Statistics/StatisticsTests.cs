using System.Net;
using MentorRegistry.Domain.Organisation;
using MentorRegistry.Web.Access;
using MentorRegistry.Web.Data.DemoData;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace MentorRegistry.Web.Tests.Pages.Statistics;

public abstract class StatisticsTests(RegistryWebApp app) : IAsyncLifetime
{
    private const string PaperDay = "2022-05-31";

    public async ValueTask InitializeAsync()
    {
        await using var scope = app.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<DemoLoader>().LoadIntoEmptyAsync(default);
    }

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Get_TheDayOfThePaper_HasItsTablesAndSentences()
    {
        var admin = await app.SignInAsync(Roles.Administrator);

        var page = await admin.GetAsync($"/Statistics?Day={PaperDay}");

        Assert.Equal(
            [
                "Leverandør;Fleks/LY;Selvforsørgende;Integration;Kontanthjælp;Uddannelseshjælp;Ressourceforløb;SDP;JAF;I alt",
                "Eksterne mentorer;1;0;0;0;1;4;0;0;6",
                "Z-kurs;0;0;0;5;0;2;0;0;7",
                "Intern mentorkorps;2;3;1;19;8;14;4;9;60",
                "IPS, Projekt Plus, S&I;7;2;1;0;0;0;0;3;13",
                "I alt;10;5;2;24;9;20;4;12;86",
            ],
            Table(page, "target-groups")
        );
        Assert.Equal(
            [
                "Leverandør;Op til 3 mdr.;Op til 6 mdr.;Op til 12 mdr.;Op til 18 mdr.;Op til 24 mdr.;Over 24 mdr.;I alt",
                "Eksterne mentorer;1;1;1;0;0;3;6",
                "Z-kurs;0;1;2;1;1;2;7",
                "Intern mentorkorps;15;15;13;10;3;4;60",
                "IPS, Projekt Plus, S&I;4;8;1;0;0;0;13",
                "I alt;20;25;17;11;4;9;86",
            ],
            Table(page, "duration")
        );
        Assert.Contains("86 aktive forløb", page.Text, StringComparison.Ordinal);
        Assert.Contains("41 af 86 har varet mere end et halvt år.", page.Text, StringComparison.Ordinal);
        Assert.Contains(
            "9 (10 %) har haft samme mentor i mere end to år.",
            page.Text,
            StringComparison.Ordinal
        );
        Assert.Empty(page.Document.QuerySelectorAll("[data-table] a"));
    }

    [Fact]
    public async Task Get_Prices_AreTheExternalOnesHighestFirstAndTheCorps()
    {
        var admin = await app.SignInAsync(Roles.Administrator);

        var page = await admin.GetAsync("/Statistics?Day=2021-12-31");

        var rates = Table(page, "rates");
        Assert.Equal("Ekstern mentor A;600,00\u00a0kr.", rates[1]);
        Assert.Equal("Ekstern mentor B;600,00\u00a0kr.", rates[2]);
        Assert.DoesNotContain(rates, row => row.StartsWith("Internt", StringComparison.Ordinal));
        Assert.Equal(
            [
                "Udgift;4.336.369,00\u00a0kr.",
                "Direkte timer;3.361",
                "Pris pr. direkte time;1.290,20\u00a0kr.",
                "Timepris at sammenligne med;600,00\u00a0kr.",
                "De samme timer købt;2.016.600,00\u00a0kr.",
                "Mere end købt;2.319.769,00\u00a0kr.",
            ],
            Table(page, "corps")
        );
    }

    /// <summary>The series ends with the day itself, and has as many months as was asked for.</summary>
    [Fact]
    public async Task Get_Series_EndsWithWhatTheTablesSay()
    {
        var admin = await app.SignInAsync(Roles.Administrator);

        var page = await admin.GetAsync($"/Statistics?Day={PaperDay}&Years=5");

        var series = Table(page, "series");
        Assert.Equal(61, series.Count);
        Assert.StartsWith("31.05.2022;86;", series[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_AnotherDayToCompareWith_SaysTheDifferenceOfEachNumber()
    {
        var (department, head) = await HeadAsync();
        var (provider, group) = (
            await app.Data.CreateProviderAsync(),
            await app.Data.CreateTargetGroupAsync()
        );
        foreach (
            var days in (string[])["2026-01-01..", "2026-01-01..", "2026-01-01..2026-06-30", "2026-07-01.."]
        )
        {
            await app.Data.CreatePlacementAsync(
                department: department,
                provider: provider,
                targetGroup: group,
                days: days
            );
        }

        await app.Data.CreatePlacementAsync(
            department: department,
            provider: provider,
            targetGroup: group,
            days: "2026-07-02.."
        );

        var page = await head.GetAsync("/Statistics?Day=2026-07-02&With=2026-06-30");

        Assert.Contains(
            "+1",
            page.TextOf("[data-table=target-groups] tbody tr.sum td.sum"),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "Det er 1 flere end 30. juni 2026, da der var 3 aktive forløb.",
            page.Text,
            StringComparison.Ordinal
        );
    }

    /// <summary>What a number says is what its list has, in each cell of both tables.</summary>
    [Fact]
    public async Task Get_EachNumberOfOwnDepartment_LinksToAListOfAsMany()
    {
        var department = await app.DbAsync(db => db.Departments.SingleAsync(d => d.Name == "Beskæftigelse"));
        var head = await app.SignInAsync(Roles.DepartmentHead, department.Id);
        var page = await head.GetAsync($"/Statistics?Day={PaperDay}");
        var links = page.Document.QuerySelectorAll("[data-table] td a").ToList();

        // Fifteen numbers of the first table and twenty of the second are not nought, with the totals; some are opened.
        Assert.True(links.Count > 40);
        foreach (var link in links.Where((_, i) => i % 6 == 0))
        {
            var number = int.Parse(
                link.FirstChild!.TextContent,
                System.Globalization.CultureInfo.InvariantCulture
            );
            var list = await head.GetAsync(link.GetAttribute("href")!);
            Assert.Equal(HttpStatusCode.OK, list.Status);
            Assert.Equal(
                $"{link.GetAttribute("href")} {Math.Min(number, 50)}",
                $"{link.GetAttribute("href")} {list.Document.QuerySelectorAll("table.placements tbody tr").Length}"
            );
        }
    }

    [Fact]
    public async Task Get_WholeMunicipalityByAHead_HidesSmallNumbersAndLinksNowhere()
    {
        var department = await app.DbAsync(db => db.Departments.SingleAsync(d => d.Name == "Psykiatri"));
        var head = await app.SignInAsync(Roles.DepartmentHead, department.Id);

        var page = await head.GetAsync($"/Statistics?Day={PaperDay}&department=all");

        Assert.Contains("*", page.TextOf("[data-table=target-groups]"), StringComparison.Ordinal);
        Assert.DoesNotContain(
            page.Document.QuerySelectorAll("[data-table=target-groups] td, [data-table=duration] td"),
            cell => cell.TextContent.Trim() is "1" or "2" or "3" or "4"
        );
        Assert.Empty(page.Document.QuerySelectorAll("[data-table] a"));
        Assert.Equal(2, page.Document.QuerySelectorAll("[data-table=series] thead th").Length);
    }

    [Fact]
    public async Task Get_AnotherDepartmentInTheAddress_IsTheOwn()
    {
        var (department, head) = await HeadAsync();
        var other = await app.Data.CreatePlacementAsync(days: "2026-01-01..");
        await app.Data.CreatePlacementAsync(department: department, days: "2026-01-01..");

        var page = await head.GetAsync($"/Statistics?department={other.DepartmentId}");

        Assert.Contains($"var der 1 aktivt forløb hos 1 borger.", page.Text, StringComparison.Ordinal);
        Assert.Contains(department.Name, page.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Day=1999-12-31", "Registret har ingen forløb før")]
    [InlineData("Day=2099-01-01", "Vælg en dag senest")]
    [InlineData("Day=9999-12-31", "Dag skal ligge mellem")]
    [InlineData("Day=0001-01-01", "Dag skal ligge mellem")]
    [InlineData("Day=31-31-31", "Dag skal have årstallet")]
    [InlineData("Day=2022-05-31&With=1980-01-01", "Registret har ingen forløb før")]
    [InlineData("Day=2027-01-01", "Dagen er ikke kommet endnu.")]
    public async Task Get_ADayThatCannotBeTold_SaysWhy(string query, string said)
    {
        var admin = await app.SignInAsync(Roles.Administrator);

        var page = await admin.GetAsync($"/Statistics?{query}");

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains(said, page.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("UnitId=999999&MentorId=999999&LegalBasisId=999999")]
    [InlineData("UnitId=abc&Years=99&department=%27%3B")]
    public async Task Get_WhateverTheAddressSays_IsAnswered(string query)
    {
        var admin = await app.SignInAsync(Roles.Administrator);

        Assert.Equal(HttpStatusCode.OK, (await admin.GetAsync($"/Statistics?{query}")).Status);
    }

    [Fact]
    public async Task Post_Paper_NeverChangesWhenDataDo()
    {
        var (department, head) = await HeadAsync();
        for (var i = 0; i < 7; i++)
        {
            await app.Data.CreatePlacementAsync(department: department, days: "2026-01-01..");
        }

        var made = await head.SubmitAsync(
            await head.GetAsync($"/Statistics/NewPaper?day=2026-11-01&department={department.Id}"),
            "main form",
            new() { ["Input.Audience"] = "internal", ["Input.Title"] = "Punkt 7: =mentorer" }
        );
        Assert.Equal(HttpStatusCode.OK, made.Status);
        var before = made.TextOf("[data-table=duration]");
        var file = await head.Client.GetByteArrayAsync(
            new Uri($"{made.Address.AbsolutePath}?handler=Docx", UriKind.Relative),
            TestContext.Current.CancellationToken
        );
        await app.Data.CreatePlacementAsync(department: department, days: "2026-01-01..");
        await app.DbAsync(async db =>
        {
            (await db.Departments.SingleAsync(d => d.Id == department.Id)).Name = TestData.CreateName(
                "Omdøbt"
            );
            return await db.SaveChangesAsync();
        });

        var after = await head.GetAsync(made.Address.AbsolutePath);

        Assert.Equal(before, after.TextOf("[data-table=duration]"));
        Assert.Contains("7 aktive forløb", after.Text, StringComparison.Ordinal);
        Assert.Contains(department.Name, after.Text, StringComparison.Ordinal);
        Assert.Contains("Sådan er der talt", after.Text, StringComparison.Ordinal);
        Assert.NotEmpty(file);
    }

    [Fact]
    public async Task Post_PaperForThePublic_KeepsNoSmallNumber()
    {
        var (department, head) = await HeadAsync();
        await app.Data.CreatePlacementAsync(department: department, days: "2026-01-01..");

        var made = await head.SubmitAsync(
            await head.GetAsync($"/Statistics/NewPaper?day=2026-11-01&department={department.Id}"),
            "main form"
        );

        Assert.Contains("så få aktive forløb, at antallet ikke vises", made.Text, StringComparison.Ordinal);
        var id = long.Parse(made.Address.Segments[^1], System.Globalization.CultureInfo.InvariantCulture);
        var content = await app.DbAsync(db =>
            db.Papers.Where(p => p.Id == id).Select(p => p.Content).SingleAsync()
        );
        Assert.Contains("\"Numbers\":[null", content, StringComparison.Ordinal);
        Assert.DoesNotContain("\"Numbers\":[1", content, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_PaperOfTheWholeMunicipalityForInternalUseByAHead_IsRefused()
    {
        var (_, head) = await HeadAsync();

        var refused = await head.SubmitAsync(
            await head.GetAsync("/Statistics/NewPaper"),
            "main form",
            new()
            {
                ["Input.Department"] = "all",
                ["Input.Audience"] = "internal",
                ["Input.Day"] = "01-01-1950",
                ["Input.HasTables"] = null,
                ["Input.HasSeries"] = null,
                ["Input.HasPrices"] = null,
            }
        );

        Assert.Contains("kan du kun lave til offentligheden", refused.Text, StringComparison.Ordinal);
        Assert.Contains("Vælg mindst ét afsnit.", refused.Text, StringComparison.Ordinal);
        Assert.Contains("Registret har ingen forløb før", refused.Text, StringComparison.Ordinal);
    }

    /// <summary>Whoever knows the own numbers takes them away from those of all: no number of 1 to 4 is left in any place.</summary>
    [Theory]
    [InlineData("Beskæftigelse")]
    [InlineData("Psykiatri")]
    [InlineData("Børn og Familie")]
    public async Task Get_WholeMunicipalityLessTheOwnDepartment_LeavesNoSmallNumber(string name)
    {
        var department = await app.DbAsync(db => db.Departments.SingleAsync(d => d.Name == name));
        var head = await app.SignInAsync(Roles.DepartmentHead, department.Id);
        var shown = 0;
        foreach (
            var day in new[]
            {
                "2026-10-31",
                "2026-06-30",
                "2026-02-28",
                "2025-10-31",
                "2025-04-30",
                "2024-02-29",
            }
        )
        {
            var all = await head.GetAsync($"/Statistics?Day={day}&department=all");
            var own = await head.GetAsync($"/Statistics?Day={day}&department={department.Id}");
            foreach (var table in new[] { "target-groups", "duration", "series" })
            {
                var known = Numbers(own, table);
                foreach (var (place, number) in Numbers(all, table))
                {
                    var left = number - known.GetValueOrDefault(place);
                    Assert.False(left is >= 1 and <= 4, $"{day} {table} {place}: {number} − {number - left}");
                    shown++;
                }
            }
        }

        Assert.InRange(shown, 100, int.MaxValue);
    }

    [Theory]
    [InlineData("2026-11-19", "31.10.2026")]
    [InlineData("2026-10-31", "31.10.2026")]
    [InlineData("2024-03-01", "29.02.2024")]
    public async Task Get_WholeMunicipalityByAHead_IsOfAMonthsEnd(string day, string shown)
    {
        var (_, head) = await HeadAsync();

        var page = await head.GetAsync($"/Statistics?Day={day}&With={day}&department=all");

        Assert.Equal(shown, page.Document.QuerySelector("[name=Day]")!.GetAttribute("value"));
        Assert.Equal(shown, page.Document.QuerySelector("[name=With]")!.GetAttribute("value"));
    }

    [Fact]
    public async Task Post_PaperForThePublicBesideAnother_SaysThatTheTwoTellOfEachOther()
    {
        var (department, head) = await HeadAsync();
        await app.Data.CreatePlacementAsync(department: department, days: "2023-01-01..");
        async Task<PageAnswer> MakeAsync(string day, string of) =>
            await head.SubmitAsync(
                await head.GetAsync($"/Statistics/NewPaper?day={day}&department={of}"),
                "main form"
            );
        Assert.Contains(
            "/Statistics/Papers/",
            (await MakeAsync("2023-06-30", $"{department.Id}")).Path,
            StringComparison.Ordinal
        );

        var asked = await MakeAsync("2023-06-15", "all");

        Assert.Contains(
            $"{department.Name}, 30. juni 2023",
            asked.TextOf(".alert"),
            StringComparison.Ordinal
        );
        Assert.Equal(1, await PapersAsync());
        var made = await head.SubmitAsync(asked, "main form", button: "[name=Confirm]");
        Assert.Contains("/Statistics/Papers/", made.Path, StringComparison.Ordinal);
        Assert.Equal(2, await PapersAsync());
        // The same again hides the same, and a month later is far enough.
        Assert.DoesNotContain(
            "alert-warning",
            (await MakeAsync("2023-07-31", "all")).Html,
            StringComparison.Ordinal
        );

        Task<int> PapersAsync() =>
            app.DbAsync(db =>
                db.Papers.CountAsync(p =>
                    p.AsOf >= new DateOnly(2023, 6, 1) && p.AsOf < new DateOnly(2023, 7, 1)
                )
            );
    }

    [Fact]
    public async Task Get_PaperInEnglishPages_IsInItsOwnLanguageThroughout()
    {
        var (department, head) = await HeadAsync();
        await app.Data.CreatePlacementAsync(department: department, days: "2026-01-01..");
        var made = await head.SubmitAsync(
            await head.GetAsync($"/Statistics/NewPaper?day=2026-11-01&department={department.Id}"),
            "main form",
            new() { ["Input.Audience"] = "internal" }
        );
        head.Client.DefaultRequestHeaders.AcceptLanguage.Clear();
        head.Client.DefaultRequestHeaders.AcceptLanguage.ParseAdd("en");

        var page = await head.GetAsync(made.Address.AbsolutePath);

        Assert.Equal("en", page.Document.DocumentElement.GetAttribute("lang"));
        Assert.Equal(
            ["da"],
            page.Document.QuerySelectorAll("main h2")
                .Select(h => h.Closest("[lang]")!.GetAttribute("lang")!)
                .Distinct()
        );
        Assert.Contains("Udvikling", page.Document.QuerySelectorAll("main h2").Select(h => h.TextContent));
        Assert.DoesNotContain(
            page.Document.QuerySelectorAll("main h2"),
            heading => heading.TextContent.Trim() is "Development" or "Prices"
        );
    }

    private async Task<(Department Department, Browser Head)> HeadAsync()
    {
        var department = await app.Data.CreateDepartmentAsync();
        return (department, await app.SignInAsync(Roles.DepartmentHead, department.Id));
    }

    // By what stands at the row and over the column.
    private static Dictionary<(string Row, string Column), int> Numbers(PageAnswer page, string table)
    {
        var rows = page
            .Document.QuerySelectorAll($"[data-table={table}] tr")
            .Select(row => row.Children)
            .ToList();
        return (
            from row in rows.Skip(1)
            from column in Enumerable.Range(1, row.Length - 1)
            let text = row[column].TextContent.Trim().Replace(".", "", StringComparison.Ordinal)
            where int.TryParse(text, out _)
            select (
                Place: (row[0].TextContent.Trim(), rows[0][column].TextContent.Trim()),
                Number: int.Parse(text, System.Globalization.CultureInfo.InvariantCulture)
            )
        ).ToDictionary(cell => cell.Place, cell => cell.Number);
    }

    private static List<string> Table(PageAnswer page, string name) =>
        [
            .. page
                .Document.QuerySelectorAll($"[data-table={name}] tr")
                .Select(row => string.Join(';', row.Children.Select(cell => cell.TextContent.Trim()))),
        ];
}

public sealed class StatisticsTests_Sqlite(SqliteApp app) : StatisticsTests(app), IClassFixture<SqliteApp>;

public sealed class StatisticsTests_PostgreSql(PostgreSqlApp app)
    : StatisticsTests(app),
        IClassFixture<PostgreSqlApp>;
