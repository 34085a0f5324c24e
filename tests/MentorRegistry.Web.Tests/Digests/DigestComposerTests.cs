using System.Globalization;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using MentorRegistry.Domain;
using MentorRegistry.Domain.Digests;
using MentorRegistry.Domain.Flags;
using MentorRegistry.Domain.Money;
using MentorRegistry.Domain.Placements;
using MentorRegistry.Web.Access;
using MentorRegistry.Web.Digests;
using MentorRegistry.Web.Pages.MyDepartment;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace MentorRegistry.Web.Tests.Digests;

/// <summary>What a digest says, that its numbers are those of the lists, and that it says nothing of anybody.</summary>
public abstract partial class DigestComposerTests(RegistryWebApp app)
{
    // What a placement and its registration can be, against October 2026: from 30 September 22:00 UTC to 31 October 23:00.
    private static readonly (string Name, Func<DigestScene, Task<Placement>> Make)[] s_cases =
    [
        ("registered at the cut-off before", s => s.PlacementAsync(registered: "2026-09-30 22:00")),
        ("registered a tick later", s => s.PlacementAsync(registered: "2026-09-30 22:00:00.0000010")),
        ("registered at the cut-off", s => s.PlacementAsync(registered: "2026-10-31 23:00")),
        ("registered after the cut-off", s => s.PlacementAsync(registered: "2026-10-31 23:00:00.0000010")),
        ("in the hour that there is twice", s => s.PlacementAsync(registered: "2026-10-25 00:30")),
        ("planned", s => s.PlacementAsync("2027-01-01..2027-06-30", "2026-10-12 08:00")),
        ("on the first day", s => s.PlacementAsync("2026-10-01..2027-03-31", "2026-10-12 08:00")),
        ("late by a day", s => s.PlacementAsync("2026-09-30..2027-03-31", "2026-10-12 08:00")),
        ("late and over", s => s.PlacementAsync("2026-01-01..2026-06-30", "2026-10-12 08:00")),
        (
            "extended",
            s =>
                s.PlacementAsync(
                    "2026-06-01..2026-11-30",
                    "2026-06-01 08:00",
                    "2026-12-01..2027-05-31",
                    "2026-10-12 08:00"
                )
        ),
        (
            "extended at the cut-off",
            s =>
                s.PlacementAsync(
                    "2026-06-01..2026-11-30",
                    "2026-06-01 08:00",
                    "2026-12-01..2027-05-31",
                    "2026-10-31 23:00"
                )
        ),
        (
            "extended before",
            s =>
                s.PlacementAsync(
                    "2026-06-01..2026-11-30",
                    "2026-06-01 08:00",
                    "2026-12-01..2027-05-31",
                    "2026-09-30 22:00"
                )
        ),
        (
            "new and extended",
            s =>
                s.PlacementAsync(
                    "2026-10-05..2026-11-30",
                    "2026-10-04 08:00",
                    "2026-12-01..2027-05-31",
                    "2026-10-12 08:00"
                )
        ),
        ("ran out on the first day", s => s.PlacementAsync("2026-06-01..2026-10-01")),
        ("ran out on the last day", s => s.PlacementAsync("2026-06-01..2026-10-31")),
        ("ran out the day before", s => s.PlacementAsync("2026-06-01..2026-09-30")),
        ("ran out the day after", s => s.PlacementAsync("2026-06-01..2026-11-01")),
        ("ran out, told after", s => s.PlacementAsync("2026-06-01..2026-10-20", "2026-11-05 08:00")),
        ("ended early", s => s.PlacementAsync(endedOn: "2026-12-31", ended: "2026-10-12 08:00")),
        (
            "ended early at the cut-off",
            s => s.PlacementAsync(endedOn: "2026-08-31", ended: "2026-10-31 23:00")
        ),
        ("ended early, told before", s => s.PlacementAsync(endedOn: "2026-10-12", ended: "2026-09-30 22:00")),
        (
            "ran out, closed after",
            s => s.PlacementAsync("2026-06-01..2026-10-31", endedOn: "2026-10-31", ended: "2026-11-10 08:00")
        ),
        (
            "ran out before, closed in it",
            s => s.PlacementAsync("2026-06-01..2026-09-30", endedOn: "2026-09-15", ended: "2026-10-12 08:00")
        ),
        (
            "late, over, and closed after",
            s =>
                s.PlacementAsync(
                    "2026-06-01..2026-09-30",
                    "2026-10-12 08:00",
                    endedOn: "2026-09-15",
                    ended: "2026-11-10 08:00"
                )
        ),
        ("open", s => s.PlacementAsync("2026-06-01..")),
        ("cancelled", s => s.PlacementAsync("2026-09-01..2026-10-20", "2026-10-12 08:00", cancelled: true)),
    ];

    [Fact]
    public async Task Counts_AsSqlAndAsRule_AreTheSame()
    {
        var scene = await DigestScene.CreateAsync(app);
        foreach (var (_, make) in s_cases)
        {
            await make(scene);
        }

        var placements = await app.DbAsync(db =>
            db.Placements.AsNoTracking()
                .Include(p => p.Grants)
                .Where(p => p.DepartmentId == scene.Department.Id)
                .OrderBy(p => p.Id)
                .ToListAsync()
        );
        await using var scope = app.Services.CreateAsyncScope();
        var flags = scope.ServiceProvider.GetRequiredService<ToldFlags>();
        var all = new PlacementFilter(new HashSet<long> { scene.Department.Id });
        foreach (var change in Enum.GetValues<PlacementChange>())
        {
            var byRule = placements.FindAll(p => DigestScene.Window.Counts(change, p)).ConvertAll(p => p.Id);
            var bySql = await app.DbAsync(async db =>
                await (
                    await all.Changed(change, DigestScene.Window)
                        .QueryAsync(db, flags, RegistryWebApp.Today, CancellationToken.None)
                )
                    .OrderBy(p => p.Id)
                    .Select(p => p.Id)
                    .ToListAsync()
            );
            Assert.NotEmpty(byRule);
            Assert.Equal(byRule.Select(Named), bySql.Select(Named));
        }

        string Named(long id) => s_cases[placements.FindIndex(p => p.Id == id)].Name;
    }

    [Fact]
    public async Task Counts_EachChange_AreThoseThatWereMeant()
    {
        var scene = await DigestScene.CreateAsync(app);
        foreach (var (_, make) in s_cases)
        {
            await make(scene);
        }

        var figures = DigestScene.FiguresOf(await scene.ComposeAsync());

        // Counted by hand from the names of the cases.
        Assert.Equal(9, figures.Of(PlacementChange.Registered));
        Assert.Equal(2, figures.Of(PlacementChange.Extended));
        Assert.Equal(7, figures.Of(PlacementChange.Ended));
        Assert.Equal(6, figures.Of(PlacementChange.RegisteredLate));
    }

    [Fact]
    public async Task WithoutHours_AsSqlAndAsRule_AreTheSame()
    {
        var scene = await DigestScene.CreateAsync(app);
        var since = HoursMissing.SinceDay(RegistryWebApp.Today);
        Assert.Equal(TestData.Day("2026-09-21"), since);
        (string Days, string? Hours)[] cases =
        [
            ("2026-06-01..2027-05-31", null),
            ("2026-06-01..2027-05-31", "2026-09-14..2026-09-20"),
            ("2026-06-01..2027-05-31", "2026-09-21..2026-09-21"),
            ("2026-06-01..2027-05-31", "2026-09-01..2026-09-30"),
            ("2026-06-01..2027-05-31", "2026-11-01..2026-11-08"),
            ("2026-09-21..2027-05-31", null),
            ("2026-09-22..2027-05-31", null),
            ("2026-06-01..2026-11-19", null),
            ("2026-06-01..2026-11-20", null),
            ("2026-06-01..", null),
        ];
        var elsewhere = await app.Data.CreateDepartmentAsync();
        var expected = new List<long>();
        foreach (var (days, hours) in cases)
        {
            var placement = await scene.PlacementAsync(days);
            if (hours is not null)
            {
                await app.Data.CreateHoursAsync(placement, hours);
            }

            if (
                HoursMissing.Holds(
                    placement.Period,
                    hours is null ? null : TestData.Period(hours).Last,
                    RegistryWebApp.Today
                )
            )
            {
                expected.Add(placement.Id);
            }
        }

        // Hours that another department paid, before the placement came to this one, are hours.
        var moved = await scene.PlacementAsync("2026-06-01..");
        var line = await app.Data.CreateHoursAsync(moved, "2026-11-02..2026-11-08");
        await app.DbAsync(async db =>
        {
            (await db.HoursLines.SingleAsync(l => l.Id == line.Id)).DepartmentId = elsewhere.Id;
            return await db.SaveChangesAsync();
        });

        Assert.Equal(5, expected.Count);
        await using var scope = app.Services.CreateAsyncScope();
        var flags = scope.ServiceProvider.GetRequiredService<ToldFlags>();
        var found = await app.DbAsync(async db =>
            await (
                await new PlacementFilter(new HashSet<long> { scene.Department.Id })
                {
                    State = ListedState.WithoutHours,
                }.QueryAsync(db, flags, RegistryWebApp.Today, CancellationToken.None)
            )
                .OrderBy(p => p.Id)
                .Select(p => p.Id)
                .ToListAsync()
        );
        Assert.Equal(expected, found);
        Assert.Equal(5, DigestScene.FiguresOf(await scene.ComposeAsync()).WithoutHours);
    }

    [Theory]
    [InlineData("da")]
    [InlineData("en")]
    public async Task Compose_EveryNumber_LeadsToAListWithExactlySoManyRows(string language)
    {
        var other = await app.Data.CreateDepartmentAsync();
        var second = await app.Data.CreateDepartmentAsync();
        var scene = await DigestScene.CreateAsync(app, null, second.Id);
        await scene.ChangeHeadAsync(head => head.Language = language);
        foreach (var (_, make) in s_cases)
        {
            await make(scene);
        }

        // More than a page of the worklist and of the department's list.
        for (var i = 0; i < 45; i++)
        {
            var citizen = await app.Data.CreateCitizenAsync();
            await app.Data.CreatePlacementAsync(citizen, scene.Department);
            await app.Data.CreatePlacementAsync(citizen, other);
        }

        var within = await app.Data.CreateCitizenAsync();
        await app.Data.CreatePlacementAsync(within, second);
        await app.Data.CreatePlacementAsync(within, second);
        var across = await app.Data.CreateCitizenAsync();
        await app.Data.CreatePlacementAsync(across, scene.Department);
        await app.Data.CreatePlacementAsync(across, second);
        // Hidden from the head's lists: it has not begun, and the other department shows no days.
        var hidden = await app.Data.CreateCitizenAsync();
        await app.Data.CreatePlacementAsync(hidden, scene.Department, "2026-06-01..2027-05-31");
        await app.Data.CreatePlacementAsync(hidden, other, "2027-02-01..2027-03-31");
        await app.Data.CreatePlacementAsync(department: scene.Department, days: "2023-01-01..2027-05-31");
        await FindLongAgoAsync(across.Id, within.Id);

        var mail = await scene.ComposeAsync();

        var document = await DigestScene.HtmlAsync(mail);
        var browser = await app.SignInAsync(scene.Head, language);
        var followed = 0;
        var overAPage = 0;
        foreach (var link in document.QuerySelectorAll("a"))
        {
            var href = link.GetAttribute("href")!;
            Assert.StartsWith("http://localhost:5080/", href, StringComparison.Ordinal);
            Assert.Contains(href, mail.Text, StringComparison.Ordinal);
            var path = href["http://localhost:5080".Length..];
            var page = await browser.GetAsync(path);
            Assert.True(page.Response.IsSuccessStatusCode, path);
            if (
                !path.StartsWith("/Department", StringComparison.Ordinal)
                && !path.StartsWith("/Flags", StringComparison.Ordinal)
            )
            {
                continue;
            }

            var number = int.Parse(
                Number().Match(link.TextContent.Trim()).Value.Replace(".", "").Replace(",", ""),
                CultureInfo.InvariantCulture
            );
            var rows = await RowsAsync(browser, path);
            Assert.True(number == rows, $"{link.TextContent.Trim()} leads to {rows} rows: {path}");
            followed++;
            overAPage += rows > 50 ? 1 : 0;
        }

        Assert.True(followed > 20, $"Only {followed} numbers were followed.");
        Assert.True(overAPage > 0, "No list has a second page.");
    }

    private static async Task<int> RowsAsync(Browser browser, string path)
    {
        var (rows, pages) = (0, 1);
        for (var p = 1; p <= pages; p++)
        {
            var page = await browser.GetAsync($"{path}{(path.Contains('?') ? '&' : '?')}p={p}");
            rows += page.Document.QuerySelectorAll("main tbody tr").Length;
            var further = page
                .Document.QuerySelectorAll("nav.pagination a")
                .Select(link => PageOf().Match(link.GetAttribute("href") ?? ""))
                .Where(match => match.Success)
                .Select(match => int.Parse(match.Groups["page"].Value, CultureInfo.InvariantCulture));
            pages = further.Append(pages).Max();
        }

        return rows;
    }

    [Fact]
    public async Task Compose_Html_SaysWhatTheTextSaysAndNothingOfAnybody()
    {
        var scene = await DigestScene.CreateAsync(
            app,
            "Afdelingen for " + string.Concat(Enumerable.Repeat("meget lange navne ", 4))
        );
        var (one, two) = (
            await scene.PlacementAsync("2026-10-05.."),
            await scene.PlacementAsync("2026-06-01..")
        );
        var mentor = await app.Data.CreateMentorAsync("Åse Fortrolig");
        var citizen = await app.Data.CreateCitizenAsync("Bo Hemmelig");
        await app.Data.CreatePlacementAsync(citizen, scene.Department, mentor: mentor);
        await app.Data.CreatePlacementAsync(citizen, scene.Department, mentor: mentor);
        await app.Data.AddAsync(
            new Domain.Money.Budget
            {
                DepartmentId = scene.Department.Id,
                Year = 2026,
                InternalOre = 0,
                ExternalOre = 100_000_00,
            }
        );
        await app.Data.CreateHoursAsync(one, "2026-10-05..2026-10-11");

        var mail = await scene.ComposeAsync();

        var document = await DigestScene.HtmlAsync(mail);
        Assert.Contains("100.000\u00a0kr.", mail.Text, StringComparison.Ordinal);
        foreach (var element in document.QuerySelectorAll("h1, h2, h3, p, td.line, td.number"))
        {
            var said = Fold(element.TextContent);
            Assert.Contains(said, Fold(mail.Text), StringComparison.Ordinal);
        }

        Assert.Empty(document.QuerySelectorAll("img, script, link, form"));
        var all = mail.Subject + mail.Html + mail.Text + mail.Figures;
        foreach (
            var word in (string[])
                [
                    "Hemmelig",
                    "Fortrolig",
                    citizen.Reference,
                    two.CitizenId.ToString(CultureInfo.InvariantCulture) + "-",
                ]
        )
        {
            Assert.DoesNotContain(word, all, StringComparison.OrdinalIgnoreCase);
        }

        Assert.DoesNotMatch(
            @"\d{6}-?[\dX]{4}",
            Fold(mail.Text).Replace(DigestScene.Window.FromUtc.ToString("O"), "")
        );
    }

    [Fact]
    public async Task Compose_Subject_SaysTheMainThing()
    {
        var scene = await DigestScene.CreateAsync(app, TestData.CreateName("Beskæftigelse"));
        Assert.Equal(
            $"Mentorregister, oktober 2026: en stille måned – {scene.Department.Name}",
            (await scene.ComposeAsync()).Subject
        );
        await scene.PlacementAsync("2026-10-05..", "2026-10-05 08:00");
        await NoFlagsAsync();
        Assert.Contains(
            ": intet kræver stillingtagen – ",
            (await scene.ComposeAsync()).Subject,
            StringComparison.Ordinal
        );
        var other = await app.Data.CreateDepartmentAsync();
        var citizen = await app.Data.CreateCitizenAsync();
        await app.Data.CreatePlacementAsync(citizen, scene.Department);
        await app.Data.CreatePlacementAsync(citizen, other);
        Assert.Equal(
            $"Mentorregister, oktober 2026: 1 overlap på tværs kræver stillingtagen – {scene.Department.Name}",
            (await scene.ComposeAsync()).Subject
        );
        await scene.ChangeHeadAsync(head => head.Language = "en");
        Assert.Equal(
            $"Mentor registry, October 2026: 1 overlap across departments needs a decision – {scene.Department.Name}",
            (await scene.ComposeAsync()).Subject
        );

        async Task NoFlagsAsync() =>
            Assert.False(
                await app.DbAsync(db =>
                    db.Set<FlagPlacementLink>().AnyAsync(link => link.DepartmentId == scene.Department.Id)
                )
            );
    }

    [Fact]
    public async Task Compose_QuietMonth_SaysSoAndWhyItIsSent()
    {
        var scene = await DigestScene.CreateAsync(app);

        var mail = await scene.ComposeAsync();

        Assert.Contains("En stille måned", mail.Text, StringComparison.Ordinal);
        Assert.Contains("så du ved, at der er set efter", Fold(mail.Html), StringComparison.Ordinal);
        Assert.True(DigestScene.FiguresOf(mail).IsQuiet);
    }

    [Fact]
    public async Task Compose_SeveralDepartments_IsOneMailWithASectionForEachAndCountsAnOverlapOnceInItsSubject()
    {
        var second = await app.Data.CreateDepartmentAsync();
        var scene = await DigestScene.CreateAsync(app, null, second.Id);
        var citizen = await app.Data.CreateCitizenAsync();
        await app.Data.CreatePlacementAsync(citizen, scene.Department);
        await app.Data.CreatePlacementAsync(citizen, second);

        var mail = await scene.ComposeAsync();

        var document = await DigestScene.HtmlAsync(mail);
        Assert.Equal(
            new[] { scene.Department.Name, second.Name }.Order(),
            document.QuerySelectorAll("h2").Select(h => h.TextContent.Trim()).Order()
        );
        Assert.Contains("1 overlap på tværs", mail.Subject, StringComparison.Ordinal);
        Assert.Equal(
            2,
            document
                .QuerySelectorAll("td.line a")
                .Count(a => a.TextContent.StartsWith("1 overlap på tværs", StringComparison.Ordinal))
        );
    }

    [Fact]
    public async Task Compose_SeveralDepartments_TheSubjectsNumberStandsInTheMailAndLeadsToItsList()
    {
        var second = await app.Data.CreateDepartmentAsync();
        var scene = await DigestScene.CreateAsync(app, null, second.Id);
        var third = await app.Data.CreateDepartmentAsync();
        foreach (var other in (Domain.Organisation.Department[])[second, second, third])
        {
            var citizen = await app.Data.CreateCitizenAsync();
            await app.Data.CreatePlacementAsync(citizen, scene.Department);
            await app.Data.CreatePlacementAsync(citizen, other);
        }

        var mail = await scene.ComposeAsync();

        Assert.Contains("3 overlap på tværs kræver stillingtagen", mail.Subject, StringComparison.Ordinal);
        var link = (await DigestScene.HtmlAsync(mail))
            .QuerySelectorAll("a")
            .Single(a => a.TextContent.StartsWith("3 overlap på tværs i alt", StringComparison.Ordinal));
        var path = new Uri(link.GetAttribute("href")!).PathAndQuery;
        Assert.Equal(3, await RowsAsync(await app.SignInAsync(scene.Head), path));
        // Who sees other departments too has another list; the number is said all the same.
        var standIn = await DigestScene.CreateUserAsync(
            app,
            Roles.Caseworker,
            scene.Department.Id,
            second.Id,
            third.Id
        );
        await app.Data.AddAsync(
            new StandIn
            {
                HeadId = scene.Head.Id,
                StandInId = standIn.Id,
                First = RegistryWebApp.Today,
            }
        );
        var document = await DigestScene.HtmlAsync(await scene.ComposeAsync());
        Assert.Contains("3 overlap på tværs i alt", document.Body!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain(
            document.QuerySelectorAll("a"),
            a => a.TextContent.Contains("i alt", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task Compose_HeadOfAUnit_NamesTheUnit()
    {
        var scene = await DigestScene.CreateAsync(app);
        var unit = await app.Data.AddAsync(
            new Domain.Organisation.Unit
            {
                DepartmentId = scene.Department.Id,
                Name = TestData.CreateName("Bostøtte"),
            }
        );
        await scene.ChangeHeadAsync(_ => { });
        await app.DbAsync(async db =>
        {
            (await db.Set<UserMembership>().SingleAsync(m => m.UserId == scene.Head.Id)).UnitId = unit.Id;
            return await db.SaveChangesAsync();
        });

        Assert.Contains(
            $"fordi du er leder af {unit.Name} ({scene.Department.Name}).",
            (await scene.ComposeAsync()).Text,
            StringComparison.Ordinal
        );

        await app.Data.AddAsync(
            new UserMembership { UserId = scene.Head.Id, DepartmentId = scene.Department.Id }
        );
        Assert.Contains(
            $"fordi du er leder af {scene.Department.Name}.",
            (await scene.ComposeAsync()).Text,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("da", 900_000_00)]
    [InlineData("en", 900_000_00)]
    [InlineData("da", 100_00)]
    public async Task Compose_Kroner_LeadToThePageWhereTheyStand(string language, long budgetOre)
    {
        var scene = await DigestScene.CreateAsync(app);
        await scene.ChangeHeadAsync(head => head.Language = language);
        var provider = await app.Data.CreateProviderAsync();
        await app.Data.CreateRateAsync(provider, kroner: 431);
        var placement = await app.Data.CreatePlacementAsync(
            department: scene.Department,
            provider: provider,
            days: "2026-09-01..2026-12-31"
        );
        await app.Data.CreateHoursAsync(placement, "2026-10-05..2026-10-11");
        await app.Data.AddAsync(
            new Budget
            {
                DepartmentId = scene.Department.Id,
                Year = 2026,
                ExternalOre = budgetOre,
            }
        );

        var document = await DigestScene.HtmlAsync(await scene.ComposeAsync());

        var browser = await app.SignInAsync(scene.Head, language);
        var links = document.QuerySelectorAll("a").Where(a => Kroner().IsMatch(a.TextContent));
        var amounts = links
            .Select(a => (Href: a.GetAttribute("href")!, Amount: Kroner().Match(a.TextContent).Value))
            .ToList();
        Assert.Equal(5, amounts.Count);
        Assert.All(amounts, amount => Assert.NotEqual("", amount.Amount));
        Assert.True(amounts.Select(amount => amount.Amount).Distinct().Count() > 2);
        foreach (var (href, amount) in amounts)
        {
            var page = await browser.GetAsync(new Uri(href).PathAndQuery);
            Assert.Contains(Fold(amount), Fold(page.Document.Body!.TextContent), StringComparison.Ordinal);
        }

        // None of them stands in the mail without leading there.
        var unlinked = document
            .QuerySelectorAll("p, td.line")
            .Where(e => e.QuerySelector("a") is null && Kroner().IsMatch(e.TextContent));
        Assert.Empty(unlinked);
    }

    [GeneratedRegex(@"[\d.,]+\s?kr\.|DKK\s?[\d.,]+", RegexOptions.None, 1000)]
    private static partial Regex Kroner();

    [Fact]
    public async Task Compose_StandIn_GetsItInTheOwnLanguageWithWhatMayBeSeenAlone()
    {
        var second = await app.Data.CreateDepartmentAsync();
        var scene = await DigestScene.CreateAsync(app, null, second.Id);
        await scene.PlacementAsync("2026-10-05..", "2026-10-05 08:00");
        var standIn = await DigestScene.CreateUserAsync(app, Roles.Caseworker, second.Id);
        await DigestScene.ChangeAsync(app, standIn, user => user.Language = "en");
        await app.Data.AddAsync(
            new StandIn
            {
                HeadId = scene.Head.Id,
                StandInId = standIn.Id,
                First = RegistryWebApp.Today,
                Last = RegistryWebApp.Today,
            }
        );

        var mail = await scene.ComposeAsync();

        Assert.Equal((standIn.Id, "en"), (mail.RecipientId, mail.Language));
        Assert.Equal(second.Id, DigestScene.FiguresOf(mail).DepartmentId);
        Assert.DoesNotContain(scene.Department.Name + "\r", mail.Text, StringComparison.Ordinal);
        Assert.Contains("you stand in for " + scene.Head.DisplayName, mail.Text, StringComparison.Ordinal);
        // A caseworker opens no budget.
        Assert.Null(DigestScene.FiguresOf(mail).Budget);
        Assert.DoesNotContain("/Budget", mail.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Compose_AfterAnotherMonths_SaysWhatHasChangedSince()
    {
        var scene = await DigestScene.CreateAsync(app);
        await scene.PlacementAsync();
        await scene.PlacementAsync();
        await app.Data.AddAsync(
            new Digest
            {
                HeadId = scene.Head.Id,
                Month = DigestScene.October.AddMonths(-1),
                Figures = System.Text.Json.JsonSerializer.Serialize(
                    new DigestFigures([
                        new DepartmentFigures(
                            scene.Department.Id,
                            [0, 0, 0, 0],
                            [new CategoryFigure(1, 5)],
                            [],
                            0,
                            0,
                            new BudgetFigure(2026, 100_00, 0, null)
                        ),
                    ])
                ),
            }
        );

        var text = (await scene.ComposeAsync()).Text;

        Assert.Contains(
            "3 færre aktive forløb end i overblikket for september 2026.",
            text,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "Lige så mange kræver stillingtagen som i overblikket for september 2026.",
            text,
            StringComparison.Ordinal
        );
        Assert.Contains("Årets forventede forbrug: \u2212100\u00a0kr.", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Compose_OtherPagesLanguage_StaysAsItWas()
    {
        var scene = await DigestScene.CreateAsync(app);
        await scene.ChangeHeadAsync(head => head.Language = "en");
        var before = CultureInfo.CurrentUICulture;

        await scene.ComposeAsync();

        Assert.Equal(before, CultureInfo.CurrentUICulture);
    }

    private static string Fold(string text) =>
        string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    [GeneratedRegex(@"[?&]p=(?<page>\d+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex PageOf();

    private Task<int> FindLongAgoAsync(params long[] citizenIds) =>
        app.DbAsync(async db =>
        {
            var day = DigestScene.October;
            var changed = 0;
            foreach (var id in citizenIds)
            {
                changed += await db.Database.ExecuteSqlAsync(
                    $"""UPDATE "Flags" SET "FoundOn" = {day} WHERE "CitizenId" = {id}"""
                );
            }

            return changed;
        });

    [GeneratedRegex(@"^[\d.,]+", RegexOptions.None, 1000)]
    private static partial Regex Number();
}

public sealed class DigestComposerTests_Sqlite(SqliteApp app)
    : DigestComposerTests(app),
        IClassFixture<SqliteApp>;

public sealed class DigestComposerTests_PostgreSql(PostgreSqlApp app)
    : DigestComposerTests(app),
        IClassFixture<PostgreSqlApp>;
