using MentorRegistry.Domain.Flags;
using MentorRegistry.Domain.Placements;
using Microsoft.EntityFrameworkCore;

namespace MentorRegistry.Web.Tests.Pages.Placements;

public abstract class EndTests(RegistryWebApp app)
{
    [Fact]
    public async Task Post_LastDayAndReason_EndsAndKeepsTheReasonInHistory()
    {
        var scene = await PlacementScene.CreateAsync(app);
        var placement = await scene.CreatePlacementAsync("2026-06-01..2027-05-31");

        var answer = await EndAsync(scene, placement, "20-11-2026");

        scene.AssertSaved(answer);
        var saved = Assert.Single(await scene.PlacementsAsync());
        Assert.Equal(TestData.Period("2026-06-01..2026-11-20"), saved.Period);
        Assert.Equal("Målet er nået: Er i arbejde", saved.EndReason);
        var reason = await app.DbAsync(db =>
            db.AuditEntries.Where(e => e.Root == nameof(Placement) && e.RootId == $"{placement.Id}")
                .OrderByDescending(e => e.Id)
                .Select(e => e.Reason)
                .FirstAsync()
        );
        Assert.Equal(saved.EndReason, reason);
    }

    [Theory]
    [InlineData("31-05-2026", "Sidste dag kan ikke ligge før forløbets første dag, 1. juni 2026.")]
    [InlineData("01-06-2027", "Forløbet er kun bevilget til og med 31. maj 2027.")]
    [InlineData("", "Sidste dag skal udfyldes.")]
    [InlineData("99-99-9999", "Sidste dag")]
    public async Task Post_DayThatCannotBe_IsToldThere(string day, string expected)
    {
        var scene = await PlacementScene.CreateAsync(app);
        var placement = await scene.CreatePlacementAsync("2026-06-01..2027-05-31");

        var page = await EndAsync(scene, placement, day);

        var error = Assert.Single(PlacementScene.Errors(page));
        Assert.Equal("#Input_LastDay", error.Field);
        Assert.StartsWith(expected, error.Text, StringComparison.Ordinal);
        Assert.Null((await scene.PlacementsAsync())[0].EndedOn);
    }

    [Theory]
    [InlineData("", "", "#Input_Reason")]
    [InlineData("Other", " ", "#Input_Note")]
    [InlineData("Other", "\u200B\u200B\u200B", "#Input_Note")]
    [InlineData("Other", "ok", "#Input_Note")]
    [InlineData("Opfundet", "", "#Input_Reason")]
    public async Task Post_NoReason_IsToldThere(string reason, string note, string field)
    {
        var scene = await PlacementScene.CreateAsync(app);
        var placement = await scene.CreatePlacementAsync("2026-06-01..2027-05-31");

        var page = await EndAsync(scene, placement, "20-11-2026", reason, note);

        Assert.Equal(field, Assert.Single(PlacementScene.Errors(page)).Field);
        Assert.Null((await scene.PlacementsAsync())[0].EndedOn);
    }

    [Fact]
    public async Task Get_NotBegun_SuggestsToCancel()
    {
        var scene = await PlacementScene.CreateAsync(app);
        var placement = await scene.CreatePlacementAsync("2027-06-01..2027-12-31");

        var page = await scene.Browser.GetAsync($"/Placements/End/{placement.Id}");

        Assert.Null(page.Document.QuerySelector("[name='Input.LastDay']"));
        Assert.NotNull(page.Document.QuerySelector($"main a[href='/Placements/Cancel/{placement.Id}']"));
    }

    [Fact]
    public async Task Undo_RightAfter_ReopensWithoutAQuestionEvenWhereItOverlapped()
    {
        var scene = await PlacementScene.CreateAsync(app);
        var placement = await scene.CreatePlacementAsync("2026-06-01..2027-05-31");
        await app.Data.CreatePlacementAsync(scene.Citizen, days: "2026-06-01..");
        var ended = await EndAsync(scene, placement, "20-11-2026");

        // The green sentence stands on the page that comes next.
        var next = ended.Document.QuerySelector("form[action*=Reopen]") is null
            ? await scene.Browser.GetAsync("/")
            : ended;
        var answer = await scene.SubmitAsync(next);

        scene.AssertSaved(answer);
        Assert.Equal(
            TestData.Period("2026-06-01..2027-05-31"),
            (await scene.PlacementsAsync()).Single(p => p.Id == placement.Id).Period
        );
    }

    /// <summary>A slip that is taken back at once: the flag that it closed is again what it was, decision and all.</summary>
    [Fact]
    public async Task Undo_EndClosedADecidedFlag_TheDecisionStandsAgain()
    {
        var scene = await PlacementScene.CreateAsync(app);
        var placement = await scene.CreatePlacementAsync("2026-06-01..2027-05-31");
        await app.Data.CreatePlacementAsync(scene.Citizen, days: "2026-06-01..");
        var flag = await app.DbAsync(async db =>
        {
            var found = await db
                .Flags.Include(f => f.Placements)
                .SingleAsync(f => f.CitizenId == scene.Citizen.Id && f.Kind == FlagKind.OverlapAcross);
            found.Decide(FlagDecision.Coordinated, "Aftalt", null, "Tove", "Birgit", RegistryWebApp.Today);
            await db.SaveChangesAsync();
            return found;
        });
        var ended = await EndAsync(scene, placement, "19-11-2026");
        Assert.Equal(FlagState.Closed, (await FlagAsync(flag.Id)).State);

        var next = ended.Document.QuerySelector("form[action*=Reopen]") is null
            ? await scene.Browser.GetAsync("/")
            : ended;
        await scene.SubmitAsync(next);

        var again = await FlagAsync(flag.Id);
        Assert.Equal((FlagState.Decided, "Tove", null), (again.State, again.CoordinatedWith, again.ClosedOn));
        Assert.Equal(
            1,
            await app.DbAsync(db =>
                db.Flags.CountAsync(f => f.CitizenId == scene.Citizen.Id && f.Kind == FlagKind.OverlapAcross)
            )
        );
    }

    private Task<Flag> FlagAsync(long id) =>
        app.DbAsync(db => db.Flags.AsNoTracking().SingleAsync(f => f.Id == id));

    /// <summary>What the link carries counts no change of what is not seen, and nobody can make one.</summary>
    [Theory]
    [InlineData(null, true, Label = "another department's placement that is over was changed meanwhile")]
    [InlineData("1", false, Label = "a version made up")]
    [InlineData("CfDJ8", false, Label = "no seal of ours")]
    public async Task Undo_WhateverIsNotSeenOrMadeUp_AsksAsWhatIsToldDoes(string? told, bool isSaved)
    {
        var scene = await PlacementScene.CreateAsync(app);
        var placement = await scene.CreatePlacementAsync("2026-06-01..2027-05-31");
        await scene.CreatePlacementAsync("2026-06-01..");
        var ended = await EndAsync(scene, placement, "20-11-2026");
        var next = ended.Document.QuerySelector("form[action*=Reopen]") is null
            ? await scene.Browser.GetAsync("/")
            : ended;
        var undo = next.Document.QuerySelector("form[action*=Reopen]")!;
        await app.Data.CreatePlacementAsync(scene.Citizen, days: "2020-01-01..2020-12-31");
        if (told is not null)
        {
            undo.SetAttribute("action", $"/Placements/End/{placement.Id}?told={told}&handler=Reopen");
        }

        await scene.SubmitAsync(next);

        Assert.Equal(
            TestData.Period(isSaved ? "2026-06-01..2027-05-31" : "2026-06-01..2026-11-20"),
            (await scene.PlacementsAsync()).Single(p => p.Id == placement.Id).Period
        );
    }

    [Fact]
    public async Task Reopen_LaterAndOverlapping_AsksForReason()
    {
        var scene = await PlacementScene.CreateAsync(app);
        var placement = await scene.CreatePlacementAsync("2026-06-01..2027-05-31");
        await EndAsync(scene, placement, "20-11-2026");
        await app.Data.CreatePlacementAsync(scene.Citizen, days: "2026-11-21..");

        var asked = await scene.SubmitAsync(await scene.Browser.GetAsync($"/Placements/End/{placement.Id}"));
        Assert.Equal("#Confirm_Reason", Assert.Single(PlacementScene.Errors(asked)).Field);
        var answer = await scene.SubmitAsync(
            asked,
            new() { ["Confirm.Reason"] = "Borgeren har brug for begge." }
        );

        scene.AssertSaved(answer);
        Assert.Null((await scene.PlacementsAsync())[0].EndedOn);
    }

    [Fact]
    public async Task Cancel_WithReason_CountsNowhereAndStandsInHistory()
    {
        var scene = await PlacementScene.CreateAsync(app);
        var placement = await scene.CreatePlacementAsync("2026-06-01..2027-05-31");
        var form = await scene.Browser.GetAsync($"/Placements/Cancel/{placement.Id}");

        var dots = await scene.SubmitAsync(form, new() { ["Input.Reason"] = "............" });
        Assert.Equal(
            ("#Input_Reason", "Begrundelse skal have mindst 3 bogstaver eller tal."),
            Assert.Single(PlacementScene.Errors(dots))
        );
        var refused = await scene.SubmitAsync(dots, new() { ["Input.Reason"] = "fejl" });
        Assert.Equal("#Input_Reason", Assert.Single(PlacementScene.Errors(refused)).Field);
        var answer = await scene.SubmitAsync(
            refused,
            new() { ["Input.Reason"] = "Registreret på den forkerte borger." }
        );

        scene.AssertSaved(answer);
        Assert.True((await scene.PlacementsAsync())[0].IsCancelled);
        var register = await scene.SubmitAsync(
            await scene.Browser.GetAsync(scene.RegisterPath),
            scene.Fields("01-01-2027", "31-03-2027")
        );
        scene.AssertSaved(register);
    }

    [Fact]
    public async Task Cancel_AnotherChangedItMeanwhile_IsToldAndMayGoOn()
    {
        var scene = await PlacementScene.CreateAsync(app);
        var placement = await scene.CreatePlacementAsync("2026-06-01..2027-05-31");
        var form = await scene.Browser.GetAsync($"/Placements/Cancel/{placement.Id}");
        await EndAsync(scene, placement, "20-11-2026");

        var lost = await scene.SubmitAsync(form, new() { ["Input.Reason"] = "Registreret ved en fejl" });

        Assert.Contains("afsluttet før tid", lost.TextOf("#changed-by-others"), StringComparison.Ordinal);
        Assert.False((await scene.PlacementsAsync())[0].IsCancelled);
        scene.AssertSaved(await scene.SubmitAsync(lost));
    }

    private static async Task<PageAnswer> EndAsync(
        PlacementScene scene,
        Placement placement,
        string lastDay,
        string reason = "GoalReached",
        string note = "Er i arbejde"
    ) =>
        await scene.SubmitAsync(
            await scene.Browser.GetAsync($"/Placements/End/{placement.Id}"),
            new()
            {
                ["Input.LastDay"] = lastDay,
                ["Input.Reason"] = reason,
                ["Input.Note"] = note,
            }
        );
}

public sealed class EndTests_Sqlite(SqliteApp app) : EndTests(app), IClassFixture<SqliteApp>;

public sealed class EndTests_PostgreSql(PostgreSqlApp app) : EndTests(app), IClassFixture<PostgreSqlApp>;
