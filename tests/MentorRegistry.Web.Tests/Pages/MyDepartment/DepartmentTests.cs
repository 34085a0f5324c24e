using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using MentorRegistry.Domain.Citizens;
using MentorRegistry.Domain.Flags;
using MentorRegistry.Domain.Organisation;
using MentorRegistry.Domain.Placements;
using MentorRegistry.Web.Access;
using MentorRegistry.Web.Data;
using MentorRegistry.Web.Formatting;
using MentorRegistry.Web.Pages.MyDepartment;
using Microsoft.EntityFrameworkCore;

namespace MentorRegistry.Web.Tests.Pages.MyDepartment;

public abstract partial class DepartmentTests(RegistryWebApp app)
{
    private const string FilterForm = "form.filters";
    private static readonly CultureInfo Danish = CultureInfo.GetCultureInfo("da-DK");

    [Fact]
    public async Task Get_ShowsActivePlacementsOfOwnDepartment_TheFirstToEndFirst()
    {
        var mine = await app.Data.CreateDepartmentAsync();
        var bo = await app.Data.CreateCitizenAsync("Bo Iversen", "6409880007");
        var mentor = await app.Data.CreateMentorAsync();
        await app.Data.CreatePlacementAsync(bo, mine, "2026-06-01..2027-05-31", mentor, minutesPerWeek: 255);
        await app.Data.CreatePlacementAsync(department: mine, days: "2026-06-01..");
        await app.Data.CreatePlacementAsync(department: mine, days: "2026-06-01..2026-11-20");
        await app.Data.CreatePlacementAsync(department: mine, days: "2026-06-01..2026-11-19");
        await app.Data.CreatePlacementAsync(department: mine, days: "2026-11-21..");
        await app.Data.CreatePlacementAsync(department: mine, cancelled: true);
        await app.Data.CreatePlacementAsync();
        var browser = await app.SignInAsync(Roles.Caseworker, mine.Id);

        var list = await browser.GetAsync("/Department");

        Assert.Equal(
            ["20.11.2026", "31.05.2027", "Ingen slutdato"],
            list.TextsOf("tbody td[data-title='Sidste dag']")
        );
        Assert.Contains("Viser 1–3 af 3 forløb.", list.Text, StringComparison.Ordinal);
        Assert.Equal(
            $"Bo Iversen {bo.Reference} 640988-XXXX",
            list.TextsOf("tbody td[data-title=Borger]")[1]
        );
        Assert.Equal("4,25", list.TextsOf("tbody td[data-title='Timer pr. uge']")[1]);
        Assert.DoesNotContain("6409880007", list.Html, StringComparison.Ordinal);
    }

    /// <summary>The rule of the grant in force stands in SQL here, for lists, and in the domain: the same cases for both.</summary>
    [Fact]
    public async Task Get_ExtendedPlacements_ShowTheHoursThatTheDomainNames()
    {
        var mine = await app.Data.CreateDepartmentAsync();
        string[][] grantsOf =
        [
            ["2026-06-01..2026-10-31", "2026-11-01..2027-03-31", "2027-04-01..2027-09-30"],
            ["2026-06-01..2026-11-20", "2026-11-21..2027-03-31"],
            ["2026-06-01..2026-11-30", "2026-11-20..2027-03-31"],
            ["2026-12-01..2027-01-31", "2027-02-01..2027-03-31"],
            ["2025-06-01..2025-12-31", "2026-01-01..2026-03-31"],
        ];
        var expected = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var grants in grantsOf)
        {
            var citizen = await app.Data.CreateCitizenAsync();
            var made = await app.Data.CreatePlacementAsync(citizen, mine, grants[0], minutesPerWeek: 60);
            var minutes = await app.DbAsync(async db =>
            {
                var stored = await db
                    .Placements.Include(p => p.Citizen)
                    .Include(p => p.Grants)
                    .SingleAsync(p => p.Id == made.Id);
                foreach (var (period, index) in grants[1..].Select((days, i) => (TestData.Period(days), i)))
                {
                    Assert.Empty(stored.Extend(new Grant(period, 120 + (60 * index), period.First)));
                }

                await db.SaveChangesAsync();
                return stored.GrantOn(RegistryWebApp.Today)!.MinutesPerWeek;
            });
            expected[citizen.Reference] = (minutes / 60).ToString(Danish);
        }

        var browser = await app.SignInAsync(Roles.Caseworker, mine.Id);

        var list = await browser.GetAsync($"/Department?State={(int)ListedState.All}");

        var shown = list
            .Document.QuerySelectorAll("tbody tr")
            .ToDictionary(
                row => row.QuerySelector(".below span")!.TextContent,
                row => row.QuerySelector("td[data-title='Timer pr. uge']")!.TextContent.Trim(),
                StringComparer.Ordinal
            );
        Assert.Equal(expected, shown);
        Assert.Equal(["1", "1", "2", "2", "2"], shown.Values.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Get_ForgedIdsOfAnotherDepartment_GivesNothing()
    {
        var (mine, other) = (await app.Data.CreateDepartmentAsync(), await app.Data.CreateDepartmentAsync());
        var unit = await app.Data.CreateUnitAsync(other);
        var secret = await app.Data.CreateCitizenAsync();
        var placement = await app.Data.CreatePlacementAsync(secret, other, "2026-06-01..");
        await app.DbAsync(async db =>
        {
            var stored = await db.Placements.Include(p => p.Citizen).SingleAsync(p => p.Id == placement.Id);
            stored.UnitId = unit.Id;
            return await db.SaveChangesAsync();
        });
        await app.Data.CreatePlacementAsync(secret, mine, "2026-06-01..2026-06-30");
        var browser = await app.SignInAsync(Roles.DepartmentHead, mine.Id);

        foreach (
            var query in new[]
            {
                $"DepartmentId={other.Id}",
                $"UnitId={unit.Id}",
                $"DepartmentId={other.Id}&UnitId={unit.Id}",
                $"ProviderId={placement.ProviderId}",
                "State=0",
            }
        )
        {
            var list = await browser.GetAsync($"/Department?{query}");
            Assert.Empty(list.Document.QuerySelectorAll("tbody tr"));
            var file = (await browser.GetAsync($"/Department?handler=Export&{query}")).Html;
            Assert.DoesNotContain(secret.Reference, file, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Post_Search_FindsByPartOfNameReferenceAndNumber_AndKeepsThemOutOfTheAddress()
    {
        var mine = await app.Data.CreateDepartmentAsync();
        var cpr = TestData.CreateCpr();
        var found = await app.Data.CreateCitizenAsync("Åse Nørgaard-Lund", cpr);
        await app.Data.CreatePlacementAsync(found, mine);
        await app.Data.CreatePlacementAsync(department: mine);
        var browser = await app.SignInAsync(Roles.Caseworker, mine.Id);

        foreach (var text in new[] { "nørGAARD", "åse", " Lund ", found.Reference, cpr })
        {
            var list = await SearchAsync(browser, text);

            Assert.Equal("/Department", list.Address.PathAndQuery);
            Assert.Equal([found.Reference], References(list));
            foreach (var link in list.Document.QuerySelectorAll("[href], [formaction], form[action]"))
            {
                var addresses = string.Concat(
                    link.GetAttribute("href"),
                    link.GetAttribute("formaction"),
                    link.GetAttribute("action")
                );
                Assert.DoesNotContain("Search", addresses, StringComparison.OrdinalIgnoreCase);
            }
        }
    }

    [Fact]
    public async Task Get_SearchInTheAddress_IsIgnored()
    {
        var mine = await app.Data.CreateDepartmentAsync();
        await app.Data.CreatePlacementAsync(department: mine);
        var browser = await app.SignInAsync(Roles.Caseworker, mine.Id);

        var list = await browser.GetAsync("/Department?Search=ingen");

        Assert.Single(References(list));
    }

    [Theory]
    [InlineData("100%", "100% Bo")]
    [InlineData("a_b", "A_b Bo")]
    [InlineData("%", "100% Bo")]
    [InlineData("_", "A_b Bo")]
    [InlineData(@"c\", @"C\d Bo")]
    [InlineData("'", "D'Arc Bo")]
    public async Task Post_SearchWithSignsOfThePattern_TakesThemLiterally(string text, string name)
    {
        var mine = await app.Data.CreateDepartmentAsync();
        foreach (var citizen in new[] { "100% Bo", "1000 Bo", "A_b Bo", "Axb Bo", @"C\d Bo", "D'Arc Bo" })
        {
            await app.Data.CreatePlacementAsync(await app.Data.CreateCitizenAsync(citizen), mine);
        }

        var list = await SearchAsync(await app.SignInAsync(Roles.Caseworker, mine.Id), text);

        Assert.Equal([name], list.TextsOf("tbody td[data-title=Borger] a"));
    }

    [Fact]
    public async Task Post_SearchWithSeveralPages_PagesSortsAndExportsByPosting()
    {
        var mine = await app.Data.CreateDepartmentAsync();
        var mentor = await app.Data.CreateMentorAsync();
        for (var i = 0; i < 53; i++)
        {
            var citizen = await app.Data.CreateCitizenAsync($"Søgt {i:00}");
            await app.Data.CreatePlacementAsync(citizen, mine, mentor: mentor);
        }

        await app.Data.CreatePlacementAsync(department: mine);
        var browser = await app.SignInAsync(Roles.Caseworker, mine.Id);

        var first = await SearchAsync(browser, "søgt");
        var byName = await browser.SubmitAsync(first, "form.results", button: "button[formaction*='Sort=2']");
        var second = await browser.SubmitAsync(byName, "form.results", button: "button[formaction*='p=2']");
        var file = await browser.SubmitAsync(
            second,
            "form.results",
            button: "button[formaction*='handler=Export']"
        );

        Assert.Equal(50, References(byName).Count);
        Assert.Equal(["Søgt 50", "Søgt 51", "Søgt 52"], second.TextsOf("tbody td[data-title=Borger] a"));
        Assert.DoesNotContain("Search", second.Address.Query, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(
            Enumerable.Range(0, 53).Select(i => $"Søgt {i:00}"),
            Cells(file.Html).Skip(1).Select(row => row[2])
        );
    }

    [Fact]
    public async Task Get_FlagIsDecided_MarksNothingAndIsNoLongerAskedFor()
    {
        var department = await app.Data.CreateDepartmentAsync();
        var browser = await app.SignInAsync(Roles.Caseworker, department.Id);
        var citizen = await app.Data.CreateCitizenAsync();
        await app.Data.CreatePlacementAsync(citizen, department, "2024-01-01..2028-12-31");
        foreach (var (isDecided, marked) in (IEnumerable<(bool, int)>)[(false, 1), (true, 0)])
        {
            if (isDecided)
            {
                await app.DbAsync(async db =>
                {
                    var flag = await db
                        .Flags.Include(f => f.Placements)
                        .SingleAsync(f => f.CitizenId == citizen.Id);
                    Assert.Empty(
                        flag.Decide(
                            FlagDecision.EndsOne,
                            "Stopper til maj",
                            null,
                            null,
                            "Birgit",
                            RegistryWebApp.Today
                        )
                    );
                    return await db.SaveChangesAsync();
                });
            }

            Assert.Equal(
                marked == 1,
                (await browser.GetAsync("/Department"))
                    .TextOf("tbody")
                    .Contains("Over 24 mdr.", StringComparison.Ordinal)
            );
            Assert.Equal(
                marked,
                (await browser.GetAsync($"/Department?Kind={FlagKind.LongWithMentor:D}"))
                    .Document.QuerySelectorAll("tbody tr")
                    .Length
            );
        }
    }

    [Fact]
    public async Task Get_ByName_IsInDanishOrder()
    {
        var mine = await app.Data.CreateDepartmentAsync();
        foreach (
            var name in new[] { "Ågård", "Bo", "Østergaard", "Zenia", "Aagaard", "Ærø", "anna", "Anders" }
        )
        {
            await app.Data.CreatePlacementAsync(await app.Data.CreateCitizenAsync(name), mine);
        }

        var browser = await app.SignInAsync(Roles.Caseworker, mine.Id);
        var list = await browser.GetAsync("/Department?Sort=2");

        var names = list.TextsOf("tbody td[data-title=Borger] a");
        Assert.Equal(["Anders", "anna", "Bo", "Zenia", "Ærø", "Østergaard"], names.Take(6));
        Assert.Equal(["Aagaard", "Ågård"], names.Skip(6).Order(StringComparer.Ordinal));
        Assert.Equal(
            "ascending",
            list.Document.QuerySelectorAll("th[aria-sort]")[0].GetAttribute("aria-sort")
        );
    }

    [Fact]
    public async Task Get_EveryFilterOrderAndPage_IsWhatGoingThroughAllGives()
    {
        var world = await World.CreateAsync(app);
        var browser = await app.SignInAsync(Roles.Caseworker, world.Own);
        var random = new Random(20261120);

        for (var i = 0; i < 40; i++)
        {
            var asked = world.Ask(random);
            var expected = world.Expected(asked);
            var shown = new List<string>();
            for (var page = 1; page == 1 || (page - 1) * 50 < expected.Count; page++)
            {
                var list = await browser.GetAsync($"/Department?{asked.Query}&p={page}");
                Assert.Equal(HttpStatusCode.OK, list.Status);
                Assert.True(References(list).Count <= 50);
                shown.AddRange(Shown(list));
            }

            Assert.Equal((asked.Query, string.Join('\n', expected)), (asked.Query, string.Join('\n', shown)));
            var file = Cells((await browser.GetAsync($"/Department?handler=Export&{asked.Query}")).Html);
            Assert.Equal(
                string.Join('\n', expected),
                string.Join(
                    '\n',
                    file.Skip(1).Select(r => $"{r[0]} {r[10].Replace('-', '.')} {r[11].Replace('-', '.')}")
                )
            );
            Assert.Equal(
                (asked.Query, string.Join('\n', world.ExpectedMarks(asked))),
                (asked.Query, string.Join('\n', file.Skip(1).Select(r => r[13])))
            );
        }
    }

    [Fact]
    public async Task Export_IsAFileThatADanishSpreadsheetOpensAsItIsMeant()
    {
        var mine = await app.Data.CreateDepartmentAsync();
        var provider = await app.Data.CreateProviderAsync("=HYPERLINK(\"http://x\";\"y\")");
        var mentor = await app.Data.CreateMentorAsync("+45 Åse", provider);
        var citizen = await app.Data.CreateCitizenAsync("@Bo; Ærø", "6409880015");
        await app.Data.CreatePlacementAsync(citizen, mine, "2026-06-01..", mentor, minutesPerWeek: 255);
        var other = await app.Data.CreateDepartmentAsync();
        await app.Data.CreatePlacementAsync(citizen, other, "2026-06-01..");
        var browser = await app.SignInAsync(Roles.DepartmentHead, mine.Id);

        var response = (await browser.GetAsync("/Department?handler=Export")).Response;
        var bytes = await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        var rows = Cells(Encoding.UTF8.GetString(bytes));

        Assert.Equal([0xEF, 0xBB, 0xBF], bytes[..3]);
        Assert.Equal("text/csv", response.Content.Headers.ContentType!.MediaType);
        Assert.Equal(
            "attachment; filename=mentorforloeb-2026-11-20.csv",
            response.Content.Headers.ContentDisposition!.ToString().Replace("\"", "").Split("; filename*")[0]
        );
        var row = Assert.Single(rows.Skip(1));
        Assert.Equal(
            [
                citizen.Reference,
                "640988-XXXX",
                "'@Bo; Ærø",
                mine.Name,
                "",
                "'=HYPERLINK(\"http://x\";\"y\")",
                "'+45 Åse",
            ],
            row[..7]
        );
        Assert.Equal(["4,25", "01-06-2026", "", "Aktivt", "Overlap på tværs"], row[9..]);
    }

    [Fact]
    public async Task Get_BadDay_SaysWhatIsWrongBesideTheField()
    {
        var mine = await app.Data.CreateDepartmentAsync();
        await app.Data.CreatePlacementAsync(department: mine);
        var browser = await app.SignInAsync(Roles.Caseworker, mine.Id);

        var list = await browser.SubmitAsync(
            await browser.GetAsync("/Department"),
            FilterForm,
            new() { ["EndsBefore"] = "31-02-2026" }
        );

        Assert.Equal(HttpStatusCode.OK, list.Status);
        Assert.Contains("findes i kalenderen", list.TextOf("#EndsBefore-error"), StringComparison.Ordinal);
        Assert.Equal("31-02-2026", list.Document.QuerySelector("#EndsBefore")!.GetAttribute("value"));
        Assert.True(list.Document.QuerySelector("details")!.HasAttribute("open"));
    }

    [Fact]
    public async Task Get_KindHasNone_SaysThatNothingIsAsChosenAndLeadsToAll()
    {
        var mine = await app.Data.CreateDepartmentAsync();
        await app.Data.CreatePlacementAsync(department: mine);
        var browser = await app.SignInAsync(Roles.Caseworker, mine.Id);

        var list = await browser.GetAsync("/Department?Kind=0");

        Assert.Equal("Ingen forløb passer til det, du har valgt.", list.TextOf("[role=status]"));
        Assert.NotNull(list.Document.QuerySelector(".empty a[href='/Department']"));
        Assert.NotNull(list.Document.QuerySelector(".filter-buttons a[href='/Department']"));
    }

    [Theory]
    [InlineData("State=99")]
    [InlineData("Kind=abc")]
    [InlineData("DepartmentId=99999999999999999999")]
    [InlineData("p=-1")]
    [InlineData("p=2147483647")]
    [InlineData("p=abc")]
    [InlineData("EndsBefore=31-02-2026")]
    [InlineData("Sort=7&Descending=perhaps")]
    public async Task Get_NonsenseInTheAddress_IsNoError(string query)
    {
        var mine = await app.Data.CreateDepartmentAsync();
        await app.Data.CreatePlacementAsync(department: mine);
        var browser = await app.SignInAsync(Roles.Caseworker, mine.Id);

        var list = await browser.GetAsync($"/Department?{query}");

        Assert.Equal(HttpStatusCode.OK, list.Status);
        Assert.Empty(list.Document.QuerySelectorAll(".alert-error, .form-error-message"));
        Assert.Equal(
            query != "p=2147483647",
            list.Document.QuerySelectorAll("table.placements tbody tr").Length == 1
        );
    }

    [Fact]
    public async Task Post_FilterWithoutSearch_StandsInTheAddress()
    {
        var mine = await app.Data.CreateDepartmentAsync();
        var placement = await app.Data.CreatePlacementAsync(department: mine);
        await app.Data.CreatePlacementAsync(department: mine);
        var browser = await app.SignInAsync(Roles.Caseworker, mine.Id);

        var list = await browser.SubmitAsync(
            await browser.GetAsync("/Department"),
            FilterForm,
            new()
            {
                ["State"] = "4",
                ["ProviderId"] = placement.ProviderId.ToString(CultureInfo.InvariantCulture),
                ["EndsBefore"] = "1.1.2030",
            }
        );

        Assert.Equal(
            $"/Department?State=4&ProviderId={placement.ProviderId}&EndsBefore=2030-01-01",
            list.Address.PathAndQuery
        );
        Assert.Single(References(list));
    }

    [Theory]
    [InlineData("", "ingen aktive forløb")]
    [InlineData("?State=1", "Ingen forløb passer")]
    public async Task Get_Nothing_SaysWhatToDo(string query, string sentence)
    {
        var mine = await app.Data.CreateDepartmentAsync();
        var browser = await app.SignInAsync(Roles.Caseworker, mine.Id);

        Assert.Contains(
            sentence,
            (await browser.GetAsync("/Department" + query)).Text,
            StringComparison.Ordinal
        );
    }

    private static async Task<PageAnswer> SearchAsync(Browser browser, string text) =>
        await browser.SubmitAsync(
            await browser.GetAsync("/Department"),
            FilterForm,
            new() { ["Search"] = text }
        );

    private static IReadOnlyList<string> References(PageAnswer list) =>
        [.. list.TextsOf("tbody td[data-title=Borger] .below").Select(text => text.Split(' ')[0])];

    private static IEnumerable<string> Shown(PageAnswer list) =>
        References(list)
            .Zip(
                list.TextsOf("tbody td[data-title='Første dag']"),
                list.TextsOf("tbody td[data-title='Sidste dag']").Select(d => d == "Ingen slutdato" ? "" : d)
            )
            .Select(row => $"{row.First} {row.Second} {row.Third}");

    private static List<string[]> Cells(string csv) =>
        [
            .. csv.TrimStart('\uFEFF')
                .Split("\r\n", StringSplitOptions.RemoveEmptyEntries)
                .Select(line =>
                    Cell()
                        .Matches(line)
                        .Select(m =>
                            m.Groups["quoted"].Success
                                ? m.Groups["quoted"].Value.Replace("\"\"", "\"", StringComparison.Ordinal)
                                : m.Groups["plain"].Value
                        )
                        .ToArray()
                ),
        ];

    [GeneratedRegex("(?:^|;)(?:\"(?<quoted>(?:[^\"]|\"\")*)\"|(?<plain>[^;\"]*))", RegexOptions.None, 1000)]
    private static partial Regex Cell();

    /// <summary>Placements of two own departments and another one, and what a list of them must be.</summary>
    private sealed class World
    {
        private static readonly string[] Names =
        [
            "Aagaard Bo",
            "Ågård Åse",
            "Ærø Ida",
            "Østergaard Finn",
            "Zenia Holm",
            "bente Bro",
            "Bo Dam",
        ];

        private readonly List<Made> _all = [];
        private readonly List<Department> _departments = [];

        private sealed record Made(Placement Placement, Citizen Citizen, string Provider);

        public sealed record Asked(string Query, Func<object, bool> Matches, int Sort, bool Descending);

        public long[] Own => [.. _departments.Take(2).Select(d => d.Id)];

        public static async Task<World> CreateAsync(RegistryWebApp app)
        {
            var world = new World();
            var random = new Random(640988);
            var providers = new List<Domain.Providers.Provider>();
            var mentors = new List<Domain.Providers.Mentor>();
            var groups = new List<TargetGroup>();
            foreach (var name in new[] { "Ås Mentor", "Zebra", "æble", "Aa Støtte" })
            {
                providers.Add(await app.Data.CreateProviderAsync(TestData.CreateName(name)));
                mentors.Add(await app.Data.CreateMentorAsync(provider: providers[^1]));
                groups.Add(await app.Data.CreateTargetGroupAsync());
            }

            for (var i = 0; i < 3; i++)
            {
                world._departments.Add(await app.Data.CreateDepartmentAsync());
            }

            var basis = await app.Data.CreateLegalBasisAsync();
            var citizens = new List<Citizen>();
            for (var i = 0; i < 100; i++)
            {
                citizens.Add(await app.Data.CreateCitizenAsync(Names[i % Names.Length]));
            }

            for (var i = 0; i < 190; i++)
            {
                var mentor = random.Next(mentors.Count);
                var first = RegistryWebApp.Today.AddDays(random.Next(-900, 60));
                var last = first.AddDays(random.Next(0, 900));
                var open = random.Next(6) == 0;
                var citizen = citizens[random.Next(citizens.Count)];
                var placement = await app.Data.CreatePlacementAsync(
                    citizen,
                    world._departments[random.Next(3)],
                    $"{first:yyyy-MM-dd}..{(open ? "" : last.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))}",
                    random.Next(4) == 0 ? null : mentors[mentor],
                    providers[mentor],
                    groups[random.Next(groups.Count)],
                    basis,
                    cancelled: random.Next(10) == 0
                );
                world._all.Add(new Made(placement, citizen, providers[mentor].Name));
            }

            return world;
        }

        public Asked Ask(Random random)
        {
            var parts = new List<string>();
            var tests = new List<Func<Made, bool>>();
            var today = RegistryWebApp.Today;
            var state = random.Next(6);
            parts.Add($"State={state}");
            tests.Add(m =>
                state == 5
                    ? !m.Placement.IsCancelled
                        && m.Placement.First >= new DateOnly(2026, 11, 1)
                        && m.Placement.First <= today
                    : state == 4
                        || m.Placement.StateOn(today)
                            == state switch
                            {
                                0 => PlacementState.Active,
                                1 => PlacementState.Planned,
                                2 => PlacementState.Ended,
                                _ => PlacementState.Cancelled,
                            }
            );
            var some = _all[random.Next(_all.Count)].Placement;
            if (random.Next(3) == 0)
            {
                parts.Add($"DepartmentId={some.DepartmentId}");
                tests.Add(m => m.Placement.DepartmentId == some.DepartmentId);
            }

            if (random.Next(4) == 0)
            {
                parts.Add($"TargetGroupId={some.TargetGroupId}");
                tests.Add(m => m.Placement.TargetGroupId == some.TargetGroupId);
            }

            if (random.Next(4) == 0)
            {
                parts.Add($"ProviderId={some.ProviderId}");
                tests.Add(m => m.Placement.ProviderId == some.ProviderId);
            }

            if (random.Next(5) == 0 && some.MentorId is { } mentor)
            {
                parts.Add($"MentorId={mentor}");
                tests.Add(m => m.Placement.MentorId == mentor);
            }

            if (random.Next(4) == 0)
            {
                var day = today.AddDays(random.Next(-100, 600));
                parts.Add($"EndsBefore={day:yyyy-MM-dd}");
                tests.Add(m => m.Placement.Period.LastOrForever < day);
            }

            if (random.Next(2) == 0)
            {
                var kind = Kinds[random.Next(Kinds.Length)];
                parts.Add($"Kind={kind:D}");
                tests.Add(m => FlagsOf(m.Placement).Contains(kind));
            }

            var (sort, descending) = (random.Next(4), random.Next(2) == 0);
            parts.Add($"Sort={sort}&Descending={(descending ? "true" : "false")}");
            return new Asked(
                string.Join('&', parts),
                m => tests.TrueForAll(test => test((Made)m)),
                sort,
                descending
            );
        }

        public List<string> Expected(Asked asked) =>
            [
                .. InOrder(asked)
                    .Select(m =>
                        $"{m.Citizen.Reference} {Format.Date(m.Placement.First, Danish)} {Format.Date(m.Placement.Last, Danish)}"
                    ),
            ];

        /// <summary>The last column of the file.</summary>
        public List<string> ExpectedMarks(Asked asked) =>
            [
                .. InOrder(asked)
                    .Select(m =>
                        string.Join(", ", FlagsOf(m.Placement).Order().Select(kind => s_marks[kind]))
                    ),
            ];

        private List<Made> InOrder(Asked asked)
        {
            var names = Comparer<string>.Create(
                (a, b) => Danish.CompareInfo.Compare(a, b, CompareOptions.IgnoreCase)
            );
            var days = _all.Where(m => Own.Contains(m.Placement.DepartmentId) && asked.Matches(m));
            var ordered = asked.Sort switch
            {
                1 => days.OrderBy(m => m.Placement.First),
                2 => days.OrderBy(m => m.Citizen.Name, names),
                3 => days.OrderBy(m => m.Provider, names),
                _ => days.OrderBy(m => m.Placement.Period.LastOrForever),
            };
            var rows = ordered.ThenBy(m => m.Placement.Id).ToList();
            if (asked.Descending)
            {
                rows.Reverse();
            }

            return rows;
        }

        /// <summary>
        /// What the own departments may be told of the placement, worked out anew: overlaps that go on with others'
        /// placements, and else what their own make. There is no basis for sharing, and no department shows days.
        /// </summary>
        public HashSet<FlagKind> FlagsOf(Placement placement)
        {
            var all = _all.Where(m => m.Placement.CitizenId == placement.CitizenId)
                .Select(m => new FlagPlacement(m.Placement.Span))
                .ToList();
            var seen = all.FindAll(p => Own.Contains(p.Span.DepartmentId));
            return FlagFinder
                .Find(all, new FlagRules(), RegistryWebApp.Today)
                .Where(condition =>
                    condition.Kind == FlagKind.OverlapAcross
                    && condition.Placements.Any(span => !Own.Contains(span.DepartmentId))
                    && condition.Days.Contains(RegistryWebApp.Today)
                )
                .Concat(FlagFinder.Find(seen, new FlagRules(), RegistryWebApp.Today))
                .Where(condition => condition.Placements.Any(span => span.PlacementId == placement.Id))
                .Select(condition => condition.Kind)
                .ToHashSet();
        }

        private static readonly Dictionary<FlagKind, string> s_marks = new()
        {
            [FlagKind.OverlapAcross] = "Overlap på tværs",
            [FlagKind.OverlapWithin] = "Overlap i afdelingen",
            [FlagKind.LongWithMentor] = "Over 24 mdr.",
            [FlagKind.LongWithAnyMentor] = "Skiftende mentorer i over 24 mdr.",
            [FlagKind.ReachesLong] = "Når snart 24 mdr.",
            [FlagKind.GrantEnding] = "Udløber snart",
            [FlagKind.PastLastDay] = "Udløbet, ikke afsluttet",
        };

        private static FlagKind[] Kinds => Enum.GetValues<FlagKind>();
    }
}

public sealed class DepartmentTests_Sqlite(SqliteApp app) : DepartmentTests(app), IClassFixture<SqliteApp>;

public sealed class DepartmentTests_PostgreSql(PostgreSqlApp app)
    : DepartmentTests(app),
        IClassFixture<PostgreSqlApp>;
