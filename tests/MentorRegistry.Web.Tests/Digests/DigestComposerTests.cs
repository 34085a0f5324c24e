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
            s => s.PlacementAsync("2026-06-01..2026-11-30", "2026-06-01 08:00", "2026-12-01..2027-05-31", "2026-10-12 08:00")
        ),
        (
            "extended at the cut-off",
            s => s.PlacementAsync("2026-06-01..2026-11-30", "2026-06-01 08:00", "2026-12-01..2027-05-31", "2026-10-31 23:00")
        ),
        (
            "extended before",
            s => s.PlacementAsync("2026-06-01..2026-11-30", "2026-06-01 08:00", "2026-12-01..2027-05-31", "2026-09-30 22:00")
        ),
        (
            "new and extended",
            s => s.PlacementAsync("2026-10-05..2026-11-30", "2026-10-04 08:00", "2026-12-01..2027-05-31", "2026-10-12 08:00")
        ),
        ("ran out on the first day", s => s.PlacementAsync("2026-06-01..2026-10-01")),
        ("ran out on the last day", s => s.PlacementAsync("2026-06-01..2026-10-31")),
        ("ran out the day before", s => s.PlacementAsync("2026-06-01..2026-09-30")),
        ("ran out the day after", s => s.PlacementAsync("2026-06-01..2026-11-01")),
        ("ran out, told after", s => s.PlacementAsync("2026-06-01..2026-10-20", "2026-11-05 08:00")),
        ("ended early", s => s.PlacementAsync(endedOn: "2026-12-31", ended: "2026-10-12 08:00")),
        ("ended early at the cut-off", s => s.PlacementAsync(endedOn: "2026-08-31", ended: "2026-10-31 23:00")),
        ("ended early, told before", s => s.PlacementAsync(endedOn: "2026-10-12", ended: "2026-09-30 22:00")),
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
        Assert.Equal(8, figures.Of(PlacementChange.Registered));
        Assert.Equal(2, figures.Of(PlacementChange.Extended));
        Assert.Equal(4, figures.Of(PlacementChange.Ended));
        Assert.Equal(5, figures.Of(PlacementChange.RegisteredLate));
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
        for (var i = 0; i < 27; i++)
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
        var rows = 0;
        for (var p = 1; ; p++)
        {
            var page = await browser.GetAsync($"{path}{(path.Contains('?') ? '&' : '?')}p={p}");
            var here = page.Document.QuerySelectorAll("main tbody tr").Length;
            rows += here;
            if (here == 0 || page.Document.QuerySelector("nav.pagination .next a, a[rel=next]") is null)
            {
                return rows;
            }
        }
    }

    private Task<int> FindLongAgoAsync(params long[] citizenIds) =>
        app.DbAsync(db =>
            db.Database.ExecuteSqlRawAsync(
                $"""UPDATE "Flags" SET "FoundOn" = '2026-10-01' WHERE "CitizenId" IN ({string.Join(',', citizenIds)})"""
            )
        );

    [GeneratedRegex(@"^[\d.,]+", RegexOptions.None, 1000)]
    private static partial Regex Number();
}

public sealed class DigestComposerTests_Sqlite(SqliteApp app)
    : DigestComposerTests(app),
        IClassFixture<SqliteApp>;

public sealed class DigestComposerTests_PostgreSql(PostgreSqlApp app)
    : DigestComposerTests(app),
        IClassFixture<PostgreSqlApp>;
