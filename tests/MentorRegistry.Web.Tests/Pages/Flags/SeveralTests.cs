using MentorRegistry.Domain.Flags;
using MentorRegistry.Web.Access;

namespace MentorRegistry.Web.Tests.Pages.Flags;

/// <summary>One decision on several flags.</summary>
public abstract class SeveralTests(RegistryWebApp app)
{
    private const string Form = "main form[action='/Flags/Several']";

    [Fact]
    public async Task Post_FromTheList_DecidesOnAllThatWereChosenAndNoOther()
    {
        var scene = await WorklistScene.CreateAsync(app);
        var (first, _, _, _) = await scene.OverlapAsync();
        var (second, _, _, _) = await scene.OverlapAsync();
        var (left, _, _, _) = await scene.OverlapAsync();

        var form = await ChooseAsync(scene, await scene.FlagAsync(first), await scene.FlagAsync(second));
        Assert.Contains(first.Reference, form.TextOf(".several-flags"), StringComparison.Ordinal);
        var saved = await SubmitAsync(
            scene.Ours,
            form,
            FlagDecision.Coordinated,
            "Aftalt på mødet",
            with: "Mona"
        );

        Assert.Equal("/Flags", saved.Path);
        Assert.Contains("2 beslutninger er gemt.", saved.TextOf(".alert-success"), StringComparison.Ordinal);
        foreach (var citizen in (Domain.Citizens.Citizen[])[first, second])
        {
            var kept = await scene.FlagAsync(citizen);
            Assert.Equal(
                (FlagState.Decided, FlagDecision.Coordinated, "Aftalt på mødet", "Mona"),
                (kept.State, kept.Decision, kept.Reason, kept.CoordinatedWith)
            );
        }

        Assert.Equal(FlagState.Open, (await scene.FlagAsync(left)).State);
    }

    [Fact]
    public async Task Post_FromANarrowedList_GoesBackToIt()
    {
        var scene = await WorklistScene.CreateAsync(app);
        var (_, flag, _, _) = await scene.OverlapAsync();
        var list = await scene.Ours.GetAsync("/Flags?Kind=0&Sort=1");

        var form = await scene.Ours.GetAsync(
            "/Flags/Several?"
                + string.Join(
                    '&',
                    list.Document.QuerySelectorAll(".choose-flags input[type=hidden]")
                        .Select(field => $"{field.GetAttribute("name")}={field.GetAttribute("value")}")
                )
                + $"&Ids={flag.Id}"
        );
        var saved = await scene.Ours.SubmitAsync(
            form,
            "main form[action^='/Flags/Several']",
            new Dictionary<string, string?>
            {
                ["Input.Decision"] = FlagDecision.EndsOne.ToString("D"),
                ["Input.Reason"] = "Stopper",
            }
        );

        Assert.Equal("/Flags?Kind=0&Sort=1", saved.Address.PathAndQuery);
        Assert.Contains("1 beslutning er gemt.", saved.TextOf(".alert-success"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_SomeClosedOrDecidedMeanwhile_TellsWhichAndDecidesOnTheOthers()
    {
        var scene = await WorklistScene.CreateAsync(app);
        var (kept, keptFlag, _, _) = await scene.OverlapAsync();
        var (gone, goneFlag, _, theirs) = await scene.OverlapAsync();
        var (taken, takenFlag, _, _) = await scene.OverlapAsync();
        var form = await ChooseAsync(scene, keptFlag, goneFlag, takenFlag);
        await scene.ChangeAsync(theirs, placement => placement.Cancel("Oprettet ved en fejl"));
        await WorklistScene.DecideAsync(
            scene.Theirs,
            await scene.Theirs.GetAsync($"/Flags/{takenFlag.Id}"),
            FlagDecision.EndsOne,
            "Deres begrundelse"
        );

        var page = await SubmitAsync(
            scene.Ours,
            form,
            FlagDecision.Coordinated,
            "Vores begrundelse",
            with: "Mona"
        );

        var told = page.TextOf(".alert-warning");
        Assert.NotNull(page.Document.QuerySelector(".alert-warning[autofocus]"));
        Assert.Contains("1 beslutning er gemt", told, StringComparison.Ordinal);
        Assert.Contains($"noget at tage stilling til: {gone.Reference}", told, StringComparison.Ordinal);
        Assert.Contains($"ikke gemt: {taken.Reference}.", told, StringComparison.Ordinal);
        Assert.Equal("Vores begrundelse", (await scene.FlagAsync(kept)).Reason);
        Assert.Equal("Deres begrundelse", (await scene.FlagAsync(taken)).Reason);
        Assert.Equal(
            (FlagState.Closed, null),
            ((await scene.FlagAsync(gone)).State, (await scene.FlagAsync(gone)).Reason)
        );
        Assert.Contains("Vores begrundelse", page.TextOf("textarea"), StringComparison.Ordinal);

        // Sent again it decides on top of theirs, and on that one alone.
        var again = await scene.Ours.SubmitAsync(page, Form);
        Assert.Equal("/Flags", again.Path);
        Assert.Equal("Vores begrundelse", (await scene.FlagAsync(taken)).Reason);
    }

    [Fact]
    public async Task Post_AllClosedMeanwhile_ShowsWhatWasTyped()
    {
        var scene = await WorklistScene.CreateAsync(app);
        var (citizen, flag, _, theirs) = await scene.OverlapAsync();
        var form = await ChooseAsync(scene, flag);
        await scene.ChangeAsync(theirs, placement => placement.Cancel("Oprettet ved en fejl"));

        var page = await SubmitAsync(
            scene.Ours,
            form,
            FlagDecision.Coordinated,
            "Vores begrundelse",
            "31-02-2027",
            "Mona"
        );

        Assert.Contains(citizen.Reference, page.TextOf(".alert-warning"), StringComparison.Ordinal);
        Assert.Equal(
            [
                "Koordineret med nogen",
                "Begrundet til og med: 31-02-2027",
                "Koordineret med: Mona",
                "Vores begrundelse",
            ],
            page.TextsOf(".typed")
        );
        Assert.Null(page.Document.QuerySelector("[data-module=error-summary]"));
    }

    /// <summary>Two of a citizen are told of by one reference, and each once.</summary>
    [Fact]
    public async Task Post_OneClosedMeanwhileAndTheOtherIsSaved_IsToldOnce()
    {
        var scene = await WorklistScene.CreateAsync(app);
        var (_, keptFlag, _, _) = await scene.OverlapAsync();
        var (gone, goneFlag, _, theirs) = await scene.OverlapAsync();
        var form = await ChooseAsync(scene, keptFlag, goneFlag);
        await scene.ChangeAsync(theirs, placement => placement.Cancel("Oprettet ved en fejl"));

        var page = await SubmitAsync(scene.Ours, form, FlagDecision.EndsOne, "Stopper");

        Assert.Equal(2, page.TextOf(".alert-warning").Split(gone.Reference).Length);
    }

    [Fact]
    public async Task Post_WhatBelongsToAnotherChoice_IsToldAndNothingIsSaved()
    {
        var scene = await WorklistScene.CreateAsync(app);
        var (citizen, flag, _, _) = await scene.OverlapAsync();

        var page = await SubmitAsync(
            scene.Ours,
            await ChooseAsync(scene, flag),
            FlagDecision.EndsOne,
            "Stopper",
            "20-01-2027",
            "Mona"
        );

        Assert.Equal(2, page.TextsOf("[data-module=error-summary] a").Count);
        Assert.Equal(FlagState.Open, (await scene.FlagAsync(citizen)).State);
    }

    [Fact]
    public async Task Get_NoneChosen_SaysSoOnTheList()
    {
        var scene = await WorklistScene.CreateAsync(app);
        await scene.OverlapAsync();

        var list = await scene.Ours.GetAsync("/Flags/Several?Kind=0");

        Assert.Equal("/Flags?Kind=0", list.Address.PathAndQuery);
        Assert.Contains("Vælg mindst ét", list.TextOf("[role=alert]"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_AllClosedMeanwhile_SaysSo()
    {
        var scene = await WorklistScene.CreateAsync(app);
        var (citizen, flag, _, theirs) = await scene.OverlapAsync();
        await scene.ChangeAsync(theirs, placement => placement.Cancel("Oprettet ved en fejl"));

        var page = await ChooseAsync(scene, flag);

        Assert.Contains(citizen.Reference, page.TextOf(".alert-warning"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, "Forløbet afsluttes")]
    [InlineData(false, "Et af forløbene afsluttes")]
    public async Task Get_ChoiceToEnd_SpeaksOfOnePlacementWhereAllAreOfOne(bool areOfOne, string choice)
    {
        var scene = await WorklistScene.CreateAsync(app);
        var placement = await app.Data.CreatePlacementAsync(
            department: scene.Own,
            days: "2026-06-01..2026-11-30"
        );
        var (_, overlap, _, _) = await scene.OverlapAsync();
        var citizen = (await app.DbAsync(db => db.Citizens.FindAsync(placement.CitizenId).AsTask()))!;
        var ending = await scene.FlagAsync(citizen);

        var form = await ChooseAsync(scene, areOfOne ? [ending] : [ending, overlap]);

        Assert.Equal(choice, form.TextOf("label[for=decision-ends]"));
    }

    [Fact]
    public async Task Post_SeveralThingsWrong_AreToldAtOnceAndNothingIsDecidedOrLost()
    {
        var scene = await WorklistScene.CreateAsync(app);
        var (first, one, _, _) = await scene.OverlapAsync();
        var (second, two, _, _) = await scene.OverlapAsync();

        var page = await SubmitAsync(
            scene.Ours,
            await ChooseAsync(scene, one, two),
            FlagDecision.Justified,
            " ",
            "19-11-2026"
        );

        Assert.Equal(
            [
                "Dagen er passeret. Vælg i dag eller en senere dag.",
                "Skriv en begrundelse med mindst tre bogstaver eller tal.",
            ],
            page.TextsOf("[data-module=error-summary] a")
        );
        Assert.Equal("19-11-2026", page.Document.QuerySelector("#Input_Until")!.GetAttribute("value"));
        Assert.Equal(2, page.Document.QuerySelectorAll(".several-flags li").Length);
        Assert.Equal(FlagState.Open, (await scene.FlagAsync(first)).State);
        Assert.Equal(FlagState.Open, (await scene.FlagAsync(second)).State);
    }

    /// <summary>A number that was put into the form by hand.</summary>
    [Fact]
    public async Task Get_AnotherDepartmentsFlag_IsNotAmongThem()
    {
        var scene = await WorklistScene.CreateAsync(app);
        var (_, mine, _, _) = await scene.OverlapAsync();
        var strangers = await app.Data.CreatePlacementAsync(days: "2026-06-01..2026-11-30");
        var stranger = await scene.FlagAsync(
            (await app.DbAsync(db => db.Citizens.FindAsync(strangers.CitizenId).AsTask()))!
        );

        var page = await ChooseAsync(scene, mine, stranger);

        Assert.Single(page.Document.QuerySelectorAll(".several-flags li"));
        Assert.Equal("/Flags", (await ChooseAsync(scene, stranger)).Path);
        Assert.Equal("/Flags", (await scene.Ours.GetAsync("/Flags/Several")).Path);
    }

    private static Task<PageAnswer> ChooseAsync(WorklistScene scene, params Flag[] flags) =>
        scene.Ours.GetAsync("/Flags/Several?" + string.Join('&', flags.Select(flag => $"Ids={flag.Id}")));

    private static Task<PageAnswer> SubmitAsync(
        Browser browser,
        PageAnswer form,
        FlagDecision decision,
        string reason,
        string? until = null,
        string? with = null
    )
    {
        var fields = new Dictionary<string, string?>
        {
            ["Input.Decision"] = decision.ToString("D"),
            ["Input.Reason"] = reason,
        };
        if (until is not null)
        {
            fields["Input.Until"] = until;
        }

        if (with is not null)
        {
            fields["Input.With"] = with;
        }

        return browser.SubmitAsync(form, Form, fields);
    }
}

public sealed class SeveralTests_Sqlite(SqliteApp app) : SeveralTests(app), IClassFixture<SqliteApp>;

public sealed class SeveralTests_PostgreSql(PostgreSqlApp app)
    : SeveralTests(app),
        IClassFixture<PostgreSqlApp>;
