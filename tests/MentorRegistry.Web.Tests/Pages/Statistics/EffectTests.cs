using System.Net;
using MentorRegistry.Domain.Citizens;
using MentorRegistry.Domain.Organisation;
using MentorRegistry.Domain.Placements;
using MentorRegistry.Domain.Providers;
using MentorRegistry.Domain.Statistics;
using MentorRegistry.Web.Access;
using MentorRegistry.Web.Data.Erasing;
using Microsoft.EntityFrameworkCore;

namespace MentorRegistry.Web.Tests.Pages.Statistics;

/// <summary>What came of placements: who counts, once each, and what may be shown.</summary>
public abstract class EffectTests(RegistryWebApp app)
{
    [Fact]
    public async Task Get_OwnDepartment_CountsEachPersonOnceWithTheLatest()
    {
        var scene = await EffectScene.CreateAsync(app);
        var citizen = await app.Data.CreateCitizenAsync();
        // Both with the same provider, a year between them: the latest counts.
        await scene.EndAsync(scene.Goal, citizen, "2024-01-01..2024-03-31");
        await scene.EndAsync(scene.Other, citizen, "2025-05-01..2025-07-31", measures: 2);
        await scene.EndAsync(scene.Goal);
        await scene.EndAsync(outcome: null);
        // Not yet, too long ago, cancelled.
        await app.Data.CreatePlacementAsync(
            department: scene.Own,
            days: "2026-06-01..",
            provider: scene.Provider
        );
        await scene.EndAsync(scene.Goal, days: "2023-01-01..2023-11-19");
        await app.Data.CreatePlacementAsync(
            department: scene.Own,
            days: "2026-01-01..2026-03-01",
            provider: scene.Provider,
            cancelled: true
        );

        var page = await scene.ReadAsync();

        Assert.Equal(
            [$"{scene.Provider.Name} 3 2 1 50 % 9 % til 91 % For få til at konkludere"],
            EffectScene.RowsOf(page, "Provider")
        );
        Assert.Equal(
            [
                "Op til 3 mdr. 1 1 0 0 % 0 % til 79 % For få til at konkludere",
                "Op til 6 mdr. 2 1 1 100 % 21 % til 100 % For få til at konkludere",
            ],
            EffectScene.RowsOf(page, "Duration")
        );
        Assert.Equal(
            [
                "0 2 1 1 100 % 21 % til 100 % For få til at konkludere",
                "2 1 1 0 0 % 0 % til 79 % For få til at konkludere",
            ],
            EffectScene.RowsOf(page, "Measures")
        );
        Assert.Contains("Tallene viser ikke årsager", page.Text, StringComparison.Ordinal);
        Assert.Contains(
            "Der er ikke to grupper, der er store nok til at sammenligne.",
            page.Text,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Get_SameMentorGoesOn_IsNoEnd()
    {
        var scene = await EffectScene.CreateAsync(app);
        var mentor = await app.Data.CreateMentorAsync(provider: scene.Provider);
        var (going, over) = (await app.Data.CreateCitizenAsync(), await app.Data.CreateCitizenAsync());
        await scene.EndAsync(scene.Goal, going, "2025-01-01..2025-06-30", mentor);
        await app.Data.CreatePlacementAsync(going, scene.Own, "2025-07-30..", mentor);
        // Two placements, one run of 13 months.
        await scene.EndAsync(scene.Goal, over, "2025-01-01..2025-06-30", mentor);
        await scene.EndAsync(scene.Other, over, "2025-07-01..2026-01-31", mentor);

        var page = await scene.ReadAsync();

        Assert.Equal(
            ["Op til 18 mdr. 1 1 0 0 % 0 % til 79 % For få til at konkludere"],
            EffectScene.RowsOf(page, "Duration")
        );
    }

    [Fact]
    public async Task Get_EnoughPeople_ConcludesWithTheInterval()
    {
        var scene = await EffectScene.CreateAsync(app);
        var better = await app.Data.CreateProviderAsync();
        for (var i = 0; i < 25; i++)
        {
            await scene.EndAsync(i < 2 ? scene.Goal : scene.Other);
            await scene.EndAsync(i < 23 ? scene.Goal : scene.Other, provider: better);
        }

        var page = await scene.ReadAsync();

        Assert.Equal(
            new[]
            {
                $"{scene.Provider.Name} 25 25 2 8 % 2 % til 25 % Andelen kan bruges",
                $"{better.Name} 25 25 23 92 % 75 % til 98 % Andelen kan bruges",
            }.Order(StringComparer.Ordinal),
            EffectScene.RowsOf(page, "Provider").Order(StringComparer.Ordinal)
        );
        Assert.Contains(
            "Mindst to af grupperne ligger længere fra hinanden, end tilfældigheder kan forklare.",
            page.Text,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Get_ErasedCitizens_CountStill()
    {
        var scene = await EffectScene.CreateAsync(app);
        var like = await app.Data.CreatePlacementAsync(department: scene.Own, provider: scene.Provider);
        for (var i = 0; i < 2; i++)
        {
            await app.Data.AddAsync(
                new ErasedPlacement
                {
                    DepartmentId = scene.Own.Id,
                    TargetGroupId = like.TargetGroupId,
                    LegalBasisId = like.LegalBasisId,
                    CategoryId = scene.Provider.CategoryId,
                    First = new(2025, 1, 1),
                    Last = new(2025, 6, 30),
                    RunFirst = new(2022, 1, 1),
                    OutcomeId = scene.Goal.Id,
                    Measures = 5,
                }
            );
        }

        var page = await scene.ReadAsync();

        Assert.StartsWith(
            "Slettede borgere 2 2 2",
            Assert.Single(EffectScene.RowsOf(page, "Provider")),
            StringComparison.Ordinal
        );
        Assert.StartsWith(
            "Over 24 mdr. 2 2 2",
            Assert.Single(EffectScene.RowsOf(page, "Duration")),
            StringComparison.Ordinal
        );
        Assert.StartsWith(
            "3 eller flere 2 2 2",
            Assert.Single(EffectScene.RowsOf(page, "Measures")),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Get_NobodyHasEnded_SaysSo()
    {
        var scene = await EffectScene.CreateAsync(app);

        var page = await scene.ReadAsync();

        Assert.Contains("Ingen borgere har afsluttet et forløb", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_Auditor_IsRefused() =>
        Assert.Equal(
            HttpStatusCode.Forbidden,
            (await (await app.SignInAsync(Roles.Auditor)).GetAsync("/Statistics/Effect")).Status
        );
}

public sealed class EffectTests_Sqlite(SqliteApp app) : EffectTests(app), IClassFixture<SqliteApp>;

public sealed class EffectTests_PostgreSql(PostgreSqlApp app)
    : EffectTests(app),
        IClassFixture<PostgreSqlApp>;

/// <summary>In a database of its own, for all that is in it counts.</summary>
public abstract class EffectOfAllTests(RegistryWebApp app)
{
    /// <summary>Whoever knows the own department's figures learns of no 1 to 4 of others'.</summary>
    [Fact]
    public async Task Get_WholeMunicipality_JoinsWhatIsSmallOfOthers()
    {
        var scene = await EffectScene.CreateAsync(app);
        var foreign = await app.Data.CreateDepartmentAsync();
        var (few, many) = (await app.Data.CreateProviderAsync(), await app.Data.CreateProviderAsync());
        for (var i = 0; i < 6; i++)
        {
            await scene.EndAsync(scene.Goal, provider: few);
        }

        for (var i = 0; i < 20; i++)
        {
            await scene.EndAsync(i < 10 ? scene.Goal : scene.Other, provider: many, department: foreign);
        }

        await scene.EndAsync(scene.Goal, provider: few, department: foreign);
        await scene.EndAsync(scene.Goal, provider: few, department: foreign);

        var own = await scene.ReadAsync();
        var all = await scene.Browser.GetAsync("/Statistics/Effect?department=");
        var theirs = await scene.Browser.GetAsync($"/Statistics/Effect?department={foreign.Id}");

        Assert.StartsWith(
            $"{few.Name} 6 6 6",
            Assert.Single(EffectScene.RowsOf(own, "Provider")),
            StringComparison.Ordinal
        );
        Assert.StartsWith(
            "Alle 28 28 18",
            Assert.Single(EffectScene.RowsOf(all, "Provider")),
            StringComparison.Ordinal
        );
        // Another department's page is the whole municipality's.
        Assert.Equal(EffectScene.RowsOf(all, "Provider"), EffectScene.RowsOf(theirs, "Provider"));
    }
}

public sealed class EffectOfAllTests_Sqlite(SqliteApp app) : EffectOfAllTests(app), IClassFixture<SqliteApp>;

public sealed class EffectOfAllTests_PostgreSql(PostgreSqlApp app)
    : EffectOfAllTests(app),
        IClassFixture<PostgreSqlApp>;

internal sealed class EffectScene
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public required RegistryWebApp App { get; init; }

    public required Department Own { get; init; }

    public required Provider Provider { get; init; }

    public required Outcome Goal { get; init; }

    public required Outcome Other { get; init; }

    public required Browser Browser { get; init; }

    public static async Task<EffectScene> CreateAsync(RegistryWebApp app)
    {
        var own = await app.Data.CreateDepartmentAsync();
        return new EffectScene
        {
            App = app,
            Own = own,
            Provider = await app.Data.CreateProviderAsync(),
            Goal = await app.Data.CreateOutcomeAsync(),
            Other = await app.Data.CreateOutcomeAsync(isGoal: false),
            Browser = await app.SignInAsync(Roles.Caseworker, own.Id),
        };
    }

    public Task<PageAnswer> ReadAsync() => Browser.GetAsync($"/Statistics/Effect?department={Own.Id}");

    /// <summary>A placement that has ended, with what came of it.</summary>
    public async Task EndAsync(
        Outcome? outcome,
        Citizen? citizen = null,
        string days = "2025-01-01..2025-06-01",
        Mentor? mentor = null,
        Provider? provider = null,
        Department? department = null,
        int measures = 0
    )
    {
        var placement = await App.Data.CreatePlacementAsync(
            citizen,
            department ?? Own,
            days,
            mentor,
            mentor is null ? provider ?? Provider : null
        );
        var ids = new List<long>();
        for (var i = 0; i < measures; i++)
        {
            ids.Add((await App.Data.CreateMeasureAsync()).Id);
        }

        await App.DbAsync(async db =>
        {
            await db.Citizens.SingleAsync(c => c.Id == placement.CitizenId, Ct);
            var stored = await db.Placements.SingleAsync(p => p.Id == placement.Id, Ct);
            stored.OutcomeId = outcome?.Id;
            stored.Measures.AddRange(ids.Select(id => new PlacementMeasure { MeasureId = id }));
            return await db.SaveChangesAsync(Ct);
        });
    }

    /// <summary>The lines of a table, as one reads them.</summary>
    public static List<string> RowsOf(PageAnswer page, string part) =>
        [
            .. page
                .Document.QuerySelectorAll($"section[aria-labelledby=by-{part}] tbody tr")
                .Select(row =>
                    string.Join(
                        ' ',
                        row.Children.Select(cell => cell.TextContent.Trim().Replace('\u00a0', ' '))
                    )
                ),
        ];
}
