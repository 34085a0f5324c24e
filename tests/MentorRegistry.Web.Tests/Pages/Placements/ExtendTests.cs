namespace MentorRegistry.Web.Tests.Pages.Placements;

public abstract class ExtendTests(RegistryWebApp app)
{
    [Fact]
    public async Task Get_LimitedLegalBasis_BeginsTheDayAfterAndLastsAsLongAsAllowed()
    {
        var scene = await PlacementScene.CreateAsync(app, longestGrantMonths: 6);
        var placement = await scene.CreatePlacementAsync("2026-06-01..2026-11-30");

        var page = await scene.Browser.GetAsync($"/Placements/Extend/{placement.Id}");

        Assert.Equal(
            ["01.12.2026", "31.05.2027", "3", "20.11.2026"],
            page.Document.QuerySelectorAll("form [name^='Input.']").Select(f => f.GetAttribute("value"))
        );
    }

    [Fact]
    public async Task Post_NextGrant_ExtendsThePlacement()
    {
        var scene = await PlacementScene.CreateAsync(app, longestGrantMonths: 6);
        var placement = await scene.CreatePlacementAsync("2026-06-01..2026-11-30");

        var answer = await scene.SubmitAsync(
            await scene.Browser.GetAsync($"/Placements/Extend/{placement.Id}"),
            new() { ["Input.Hours"] = "2" }
        );

        scene.AssertSaved(answer);
        var saved = Assert.Single(await scene.PlacementsAsync());
        Assert.Equal(TestData.Period("2026-06-01..2027-05-31"), saved.Period);
        Assert.Equal([180, 120], saved.Grants.OrderBy(g => g.First).Select(g => g.MinutesPerWeek));
    }

    [Theory]
    [InlineData("02-12-2026", "Bevillingen skal begynde senest 1. december 2026")]
    [InlineData("01-06-2026", "Den begyndte 1. juni 2026.")]
    public async Task Post_GapOrBeforeTheGrantBefore_IsToldAtTheFirstDay(string first, string expected)
    {
        var scene = await PlacementScene.CreateAsync(app);
        var placement = await scene.CreatePlacementAsync("2026-06-01..2026-11-30");

        var page = await scene.SubmitAsync(
            await scene.Browser.GetAsync($"/Placements/Extend/{placement.Id}"),
            new() { ["Input.First"] = first }
        );

        var error = Assert.Single(PlacementScene.Errors(page));
        Assert.Equal("#Input_First", error.Field);
        Assert.Contains(expected, error.Text, StringComparison.Ordinal);
        Assert.Single((await scene.PlacementsAsync())[0].Grants);
    }

    [Fact]
    public async Task Post_OpenPlacement_NewGrantTakesOver()
    {
        var scene = await PlacementScene.CreateAsync(app);
        var placement = await scene.CreatePlacementAsync("2026-06-01..");
        var page = await scene.Browser.GetAsync($"/Placements/Extend/{placement.Id}");
        Assert.Contains("tager over fra sin første dag", page.Text, StringComparison.Ordinal);

        scene.AssertSaved(await scene.SubmitAsync(page, new() { ["Input.Last"] = "31-03-2027" }));

        Assert.Equal(
            TestData.Period("2026-06-01..2027-03-31"),
            Assert.Single(await scene.PlacementsAsync()).Period
        );
    }

    [Fact]
    public async Task Post_NoMoreOverlapThanBefore_IsNotQuestioned()
    {
        var scene = await PlacementScene.CreateAsync(app);
        var placement = await scene.CreatePlacementAsync("2026-06-01..2026-11-30");
        await app.Data.CreatePlacementAsync(scene.Citizen, days: "2026-06-01..2026-10-31");

        scene.AssertSaved(
            await scene.SubmitAsync(
                await scene.Browser.GetAsync($"/Placements/Extend/{placement.Id}"),
                new() { ["Input.Last"] = "31-03-2027" }
            )
        );
    }

    [Fact]
    public async Task Post_MoreOverlapAndALongGrant_AsksForReason()
    {
        var scene = await PlacementScene.CreateAsync(app, longestGrantMonths: 6);
        var placement = await scene.CreatePlacementAsync("2026-06-01..2026-11-30");
        await app.Data.CreatePlacementAsync(scene.Citizen, days: "2026-06-01..");

        var page = await scene.SubmitAsync(
            await scene.Browser.GetAsync($"/Placements/Extend/{placement.Id}"),
            new() { ["Input.Last"] = "" }
        );

        Assert.Collection(
            page.TextsOf("form .alert-warning li"),
            sentence => Assert.Contains("giver højst 6 mdr.", sentence, StringComparison.Ordinal),
            sentence => Assert.StartsWith("Samme mentor", sentence, StringComparison.Ordinal),
            sentence => Assert.StartsWith("Der er et forløb i", sentence, StringComparison.Ordinal)
        );
        scene.AssertSaved(
            await scene.SubmitAsync(page, new() { ["Confirm.Reason"] = "Aftalt med den anden afdeling." })
        );
    }

    [Fact]
    public async Task Get_EndedEarlyOrCancelled_SaysSoInsteadOfAForm()
    {
        var scene = await PlacementScene.CreateAsync(app);
        var cancelled = await scene.CreatePlacementAsync(cancelled: true);
        var ended = await scene.CreatePlacementAsync("2027-06-01..2027-12-31");
        await app.DbAsync(async db =>
        {
            var placement = await Loaded.PlacementAsync(db, ended.Id);
            Assert.True(placement.EndOn(new DateOnly(2027, 8, 1), "Målet er nået"));
            return await db.SaveChangesAsync();
        });

        var first = await scene.Browser.GetAsync($"/Placements/Extend/{cancelled.Id}");
        var second = await scene.Browser.GetAsync($"/Placements/Extend/{ended.Id}");

        Assert.Contains("Forløbet er annulleret: Oprettet ved en fejl", first.Text, StringComparison.Ordinal);
        Assert.Contains("med 1. august 2027 som sidste dag", second.Text, StringComparison.Ordinal);
        Assert.Null(first.Document.QuerySelector("[name='Input.First']"));
        Assert.Null(second.Document.QuerySelector("[name='Input.First']"));
    }
}

public sealed class ExtendTests_Sqlite(SqliteApp app) : ExtendTests(app), IClassFixture<SqliteApp>;

public sealed class ExtendTests_PostgreSql(PostgreSqlApp app)
    : ExtendTests(app),
        IClassFixture<PostgreSqlApp>;
