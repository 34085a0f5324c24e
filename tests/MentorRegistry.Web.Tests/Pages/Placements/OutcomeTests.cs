using MentorRegistry.Domain.Placements;
using MentorRegistry.Domain.Statistics;
using Microsoft.EntityFrameworkCore;

namespace MentorRegistry.Web.Tests.Pages.Placements;

/// <summary>What a placement is to lead to, what goes on beside it, and what came of it.</summary>
public abstract class OutcomeTests(RegistryWebApp app)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Register_GoalAndMeasures_AreSavedAndStandOnTheOverview()
    {
        var scene = await PlacementScene.CreateAsync(app);
        var (one, other) = (await app.Data.CreateMeasureAsync(), await app.Data.CreateMeasureAsync());
        var form = await scene.Browser.GetAsync(scene.RegisterPath);
        var fields = scene.Fields("01-11-2026");
        fields["Input.Goal"] = "Fast arbejde i en butik";
        fields["Input.MeasureIds"] = $"{one.Id}";

        var answer = await scene.SubmitAsync(form, fields);

        scene.AssertSaved(answer);
        Assert.Equal([one.Id], await MeasuresAsync(Assert.Single(await scene.PlacementsAsync()).Id));
        Assert.Contains("Mål: Fast arbejde i en butik", answer.Text, StringComparison.Ordinal);
        Assert.Contains($"Samtidig: {one.Name}", answer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(other.Name, answer.Text, StringComparison.Ordinal);
        // The history says which measure it was.
        Assert.Contains($"Indsats: {one.Name}", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Change_OtherMeasures_AreExchangedAndMoveTheVersion()
    {
        var scene = await PlacementScene.CreateAsync(app);
        var (one, other) = (await app.Data.CreateMeasureAsync(), await app.Data.CreateMeasureAsync());
        var placement = await scene.CreatePlacementAsync("2026-06-01..2027-05-31");
        await ChangeAsync(scene, placement, new() { ["Input.MeasureIds"] = $"{one.Id}" });
        var form = await scene.Browser.GetAsync($"/Placements/Change/{placement.Id}");
        var late = await scene.Browser.GetAsync($"/Placements/Change/{placement.Id}");

        var answer = await scene.SubmitAsync(form, new() { ["Input.MeasureIds"] = $"{other.Id}" });
        var lost = await scene.SubmitAsync(late, new() { ["Input.Goal"] = "Uddannelse" });

        scene.AssertSaved(answer);
        Assert.Equal([other.Id], await MeasuresAsync(placement.Id));
        Assert.Contains(one.Name, lost.TextOf("#changed-by-others"), StringComparison.Ordinal);
        scene.AssertSaved(await ChangeAsync(scene, placement, new() { ["Input.MeasureIds"] = null }));
        Assert.Empty(await MeasuresAsync(placement.Id));
    }

    [Fact]
    public async Task Change_MeasureNoLongerInUse_StaysButCannotBeChosenAnew()
    {
        var scene = await PlacementScene.CreateAsync(app);
        var measure = await app.Data.CreateMeasureAsync();
        var placement = await scene.CreatePlacementAsync("2026-06-01..2027-05-31");
        await ChangeAsync(scene, placement, new() { ["Input.MeasureIds"] = $"{measure.Id}" });
        var without = await scene.CreatePlacementAsync("2027-07-01..2027-12-31");
        await app.DbAsync(async db =>
        {
            (await db.Measures.SingleAsync(m => m.Id == measure.Id, Ct)).ValidTo = new DateOnly(2026, 5, 31);
            return await db.SaveChangesAsync(Ct);
        });

        var kept = await ChangeAsync(scene, placement, new() { ["Input.Goal"] = "Job" });
        var form = await scene.Browser.GetAsync($"/Placements/Change/{without.Id}");
        var chosen = await scene.SubmitAsync(
            form,
            new() { ["Input.MeasureIds"] = $"{measure.Id}", ["Input.Caseworker"] = "Bo" },
            forged: true
        );

        scene.AssertSaved(kept);
        Assert.Equal([measure.Id], await MeasuresAsync(placement.Id));
        Assert.Equal("#Input_MeasureIds", Assert.Single(PlacementScene.Errors(chosen)).Field);
        Assert.Empty(await MeasuresAsync(without.Id));
    }

    [Fact]
    public async Task End_Outcome_IsKeptAndReopeningTakesItBack()
    {
        var scene = await PlacementScene.CreateAsync(app);
        var outcome = await app.Data.CreateOutcomeAsync();
        var placement = await scene.CreatePlacementAsync("2026-06-01..2027-05-31");

        var ended = await EndAsync(scene, placement, outcome);

        scene.AssertSaved(ended);
        Assert.Equal(outcome.Id, Assert.Single(await scene.PlacementsAsync()).OutcomeId);
        Assert.Contains(outcome.Name, ended.TextOf("td[data-title=Udfald]"), StringComparison.Ordinal);
        var reopened = await scene.Browser.SubmitAsync(
            await scene.Browser.GetAsync($"/Placements/End/{placement.Id}"),
            "main form[action*=Reopen]"
        );
        scene.AssertSaved(reopened);
        Assert.Null(Assert.Single(await scene.PlacementsAsync()).OutcomeId);
    }

    [Fact]
    public async Task End_OutcomeKnownLater_IsSaidThere()
    {
        var scene = await PlacementScene.CreateAsync(app);
        var outcome = await app.Data.CreateOutcomeAsync();
        var placement = await scene.CreatePlacementAsync("2026-06-01..2027-05-31");
        await EndAsync(scene, placement, outcome: null);
        var form = await scene.Browser.GetAsync($"/Placements/End/{placement.Id}");

        var unknown = await scene.Browser.SubmitAsync(
            form,
            "main form[action*=Outcome]",
            new() { ["Input.OutcomeId"] = "987654" }
        );
        var answer = await scene.Browser.SubmitAsync(
            form,
            "main form[action*=Outcome]",
            new() { ["Input.OutcomeId"] = $"{outcome.Id}" }
        );

        Assert.Equal("#Input_OutcomeId", Assert.Single(PlacementScene.Errors(unknown)).Field);
        scene.AssertSaved(answer);
        var saved = Assert.Single(await scene.PlacementsAsync());
        Assert.Equal((outcome.Id, new DateOnly(2026, 11, 19)), (saved.OutcomeId, saved.EndedOn));
    }

    [Fact]
    public async Task Change_HasRunOut_AsksWhatCameOfItAndOthersAreNotAsked()
    {
        var scene = await PlacementScene.CreateAsync(app);
        var outcome = await app.Data.CreateOutcomeAsync();
        var over = await scene.CreatePlacementAsync("2025-06-01..2025-11-30");
        var going = await scene.CreatePlacementAsync("2026-06-01..2027-05-31");

        var answer = await ChangeAsync(scene, over, new() { ["Input.OutcomeId"] = $"{outcome.Id}" });
        var form = await scene.Browser.GetAsync($"/Placements/Change/{going.Id}");
        var forged = await scene.SubmitAsync(
            form,
            new() { ["Input.OutcomeId"] = $"{outcome.Id}", ["Input.Caseworker"] = "Bo" },
            forged: true
        );

        scene.AssertSaved(answer);
        Assert.Null(form.Document.QuerySelector("[name='Input.OutcomeId']"));
        scene.AssertSaved(forged);
        Assert.Equal(
            [outcome.Id, null],
            (await scene.PlacementsAsync()).Select(placement => placement.OutcomeId)
        );
    }

    [Fact]
    public async Task Extend_HadAnOutcome_GoesOnWithoutIt()
    {
        var scene = await PlacementScene.CreateAsync(app);
        var outcome = await app.Data.CreateOutcomeAsync();
        var placement = await scene.CreatePlacementAsync("2026-06-01..2026-11-15");
        await ChangeAsync(scene, placement, new() { ["Input.OutcomeId"] = $"{outcome.Id}" });

        var answer = await scene.SubmitAsync(
            await scene.Browser.GetAsync($"/Placements/Extend/{placement.Id}"),
            new()
            {
                ["Input.First"] = "16-11-2026",
                ["Input.Last"] = "31-12-2026",
                ["Input.Hours"] = "2",
            }
        );

        scene.AssertSaved(answer);
        Assert.Null(Assert.Single(await scene.PlacementsAsync()).OutcomeId);
    }

    private Task<List<long>> MeasuresAsync(long placementId) =>
        app.DbAsync(db =>
            db.Set<PlacementMeasure>()
                .Where(of => of.PlacementId == placementId)
                .Select(of => of.MeasureId)
                .ToListAsync(Ct)
        );

    private static async Task<PageAnswer> ChangeAsync(
        PlacementScene scene,
        Placement placement,
        Dictionary<string, string?> values
    ) =>
        await scene.SubmitAsync(
            await scene.Browser.GetAsync($"/Placements/Change/{placement.Id}"),
            new(values) { ["Input.Caseworker"] = "Bo" }
        );

    private static async Task<PageAnswer> EndAsync(
        PlacementScene scene,
        Placement placement,
        Outcome? outcome
    ) =>
        await scene.SubmitAsync(
            await scene.Browser.GetAsync($"/Placements/End/{placement.Id}"),
            new()
            {
                ["Input.LastDay"] = "19-11-2026",
                ["Input.Reason"] = "GoalReached",
                ["Input.OutcomeId"] = $"{outcome?.Id}",
            }
        );
}

public sealed class OutcomeTests_Sqlite(SqliteApp app) : OutcomeTests(app), IClassFixture<SqliteApp>;

public sealed class OutcomeTests_PostgreSql(PostgreSqlApp app)
    : OutcomeTests(app),
        IClassFixture<PostgreSqlApp>;
