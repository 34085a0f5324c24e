using System.Globalization;
using System.Net;
using System.Security.Claims;
using MentorRegistry.Domain;
using MentorRegistry.Domain.Flags;
using MentorRegistry.Domain.Placements;
using MentorRegistry.Web.Access;
using MentorRegistry.Web.Data;
using MentorRegistry.Web.Pages.Flags;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace MentorRegistry.Web.Tests.Pages.Flags;

/// <summary>Deciding on one flag.</summary>
public abstract class DecideTests(RegistryWebApp app)
{
    private const string Summary = "[data-module=error-summary]";

    [Theory]
    [InlineData(FlagDecision.Justified, "20-11-2027", null, "Begrundet til og med 20. november 2027.")]
    [InlineData(FlagDecision.Justified, "20-11-2026", null, "Begrundet til og med 20. november 2026.")]
    [InlineData(FlagDecision.Coordinated, null, "Mona Jørgensen", "Koordineret med Mona Jørgensen.")]
    [InlineData(FlagDecision.EndsOne, null, null, "Et af forløbene afsluttes.")]
    public async Task Post_EachChoice_IsKeptAndToldAndTheNextRowComes(
        FlagDecision decision,
        string? until,
        string? with,
        string told
    )
    {
        var scene = await WorklistScene.CreateAsync(app);
        var (_, next, _, _) = await scene.OverlapAsync("2026-05-01..2027-05-31");
        var (citizen, flag, _, _) = await scene.OverlapAsync();

        var saved = await WorklistScene.DecideAsync(
            scene.Ours,
            await scene.Ours.GetAsync($"/Flags/{flag.Id}?Kind=0"),
            decision,
            "Aftalt i netværket",
            until,
            with
        );

        Assert.Equal("/Flags?Kind=0", saved.Address.PathAndQuery);
        Assert.Equal($"#flag-{next.Id}", saved.Address.Fragment);
        Assert.Contains("Beslutningen er gemt.", saved.TextOf(".alert-success"), StringComparison.Ordinal);
        Assert.NotNull(saved.Document.QuerySelector($"#flag-{next.Id}"));
        Assert.Null(saved.Document.QuerySelector($"#flag-{flag.Id}"));
        var kept = await scene.FlagAsync(citizen);
        Assert.Equal(
            (FlagState.Decided, decision, "Aftalt i netværket", with, RegistryWebApp.Today),
            (kept.State, kept.Decision!.Value, kept.Reason, kept.CoordinatedWith, kept.DecidedOn)
        );
        Assert.Contains(
            told,
            (await scene.Ours.GetAsync("/Flags?State=1")).TextOf("tbody td[data-title=Tilstand]"),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData(null, "Aftalt", null, null, "Input.Decision", "Beslutning skal udfyldes.")]
    [InlineData(FlagDecision.EndsOne, " ", null, null, "Input.Reason", "Skriv en begrundelse med mindst tre")]
    [InlineData(FlagDecision.EndsOne, "\u3164\u2060", null, null, "Input.Reason", "mindst tre bogstaver")]
    [InlineData(FlagDecision.EndsOne, "ok", null, null, "Input.Reason", "mindst tre bogstaver")]
    [InlineData(
        FlagDecision.Justified,
        "Aftalt",
        null,
        null,
        "Input.Until",
        "Skriv til og med hvilken dag det er begrundet."
    )]
    [InlineData(
        FlagDecision.Justified,
        "Aftalt",
        "19-11-2026",
        null,
        "Input.Until",
        "Dagen er passeret. Vælg i dag eller en senere dag."
    )]
    [InlineData(
        FlagDecision.Justified,
        "Aftalt",
        "21-11-2027",
        null,
        "Input.Until",
        "Vælg en dag senest 20. november 2027. Derefter skal nogen se på det igen."
    )]
    [InlineData(FlagDecision.Justified, "Aftalt", "31-02-2027", null, "Input.Until", "Begrundet til og med")]
    [InlineData(
        FlagDecision.Coordinated,
        "Aftalt",
        null,
        " ",
        "Input.With",
        "Skriv, hvem det er koordineret med, med mindst tre bogstaver."
    )]
    [InlineData(
        FlagDecision.Coordinated,
        "Aftalt",
        "20-01-2027",
        "Mona",
        "Input.Until",
        "Udfyldes kun, når du vælger „Begrundet til og med en dag“. Tøm feltet, eller vælg det."
    )]
    [InlineData(
        FlagDecision.Justified,
        "Aftalt",
        "20-01-2027",
        "Mona",
        "Input.With",
        "Udfyldes kun, når du vælger „Koordineret med nogen“. Tøm feltet, eller vælg det."
    )]
    [InlineData(FlagDecision.EndsOne, "Aftalt", "20-01-2027", null, "Input.Until", "Udfyldes kun, når")]
    public async Task Post_Refused_IsToldBesideTheFieldAndNothingIsSaved(
        FlagDecision? decision,
        string reason,
        string? until,
        string? with,
        string field,
        string sentence
    )
    {
        var scene = await WorklistScene.CreateAsync(app);
        var (citizen, flag, _, _) = await scene.OverlapAsync();

        var page = await WorklistScene.DecideAsync(
            scene.Ours,
            await scene.Ours.GetAsync($"/Flags/{flag.Id}"),
            decision,
            reason,
            until,
            with
        );

        var link = Assert.Single(page.Document.QuerySelectorAll($"{Summary} a"));
        Assert.Contains(sentence, link.TextContent, StringComparison.Ordinal);
        Assert.Equal("#" + field.Replace('.', '_'), link.GetAttribute("href"));
        Assert.NotNull(page.Document.QuerySelector(link.GetAttribute("href")!));
        Assert.Equal(FlagState.Open, (await scene.FlagAsync(citizen)).State);
        var isOfTheChoice = field == "Input.Decision";
        var choice = page.Document.QuerySelector("#Input_Decision")!;
        Assert.Equal(isOfTheChoice ? "true" : null, choice.GetAttribute("aria-invalid"));
        Assert.Equal(
            isOfTheChoice ? "Fejl: Beslutning skal udfyldes." : null,
            choice.GetAttribute("aria-describedby") is { } error ? page.TextOf($"#{error}") : null
        );
    }

    [Fact]
    public async Task Post_SeveralThingsWrong_AreToldAtOnceAndWhatIsTypedStays()
    {
        var scene = await WorklistScene.CreateAsync(app);
        var (_, flag, _, _) = await scene.OverlapAsync();
        var form = await scene.Ours.GetAsync($"/Flags/{flag.Id}");

        var page = await WorklistScene.DecideAsync(
            scene.Ours,
            form,
            FlagDecision.Coordinated,
            new string('a', Flag.LongestReason + 1),
            with: new string('b', Flag.LongestWith + 1)
        );

        Assert.Equal(["Skriv højst 100 tegn.", "Skriv højst 1.000 tegn."], page.TextsOf($"{Summary} a"));
        Assert.Contains(new string('b', Flag.LongestWith + 1), page.Html, StringComparison.Ordinal);
        Assert.True(page.Document.QuerySelector("#decision-coordinated")!.HasAttribute("checked"));
    }

    [Fact]
    public async Task Post_SomebodyDecidedMeanwhile_IsToldAndNothingTypedIsLost()
    {
        var scene = await WorklistScene.CreateAsync(app);
        var (citizen, flag, _, _) = await scene.OverlapAsync();
        var form = await scene.Ours.GetAsync($"/Flags/{flag.Id}");
        await WorklistScene.DecideAsync(
            scene.Theirs,
            await scene.Theirs.GetAsync($"/Flags/{flag.Id}"),
            FlagDecision.EndsOne,
            "Deres begrundelse"
        );

        var page = await WorklistScene.DecideAsync(
            scene.Ours,
            form,
            FlagDecision.Coordinated,
            "Vores begrundelse",
            with: "Mona Jørgensen"
        );

        Assert.Contains("Ændret imens", page.TextOf(".alert-warning"), StringComparison.Ordinal);
        Assert.Contains(
            "Et af forløbene afsluttes.",
            page.TextOf(".alert-warning"),
            StringComparison.Ordinal
        );
        Assert.NotNull(page.Document.QuerySelector(".alert-warning[autofocus]"));
        Assert.Contains("Vores begrundelse", page.TextOf("textarea"), StringComparison.Ordinal);
        Assert.Equal("Mona Jørgensen", page.Document.QuerySelector("#Input_With")!.GetAttribute("value"));
        Assert.True(page.Document.QuerySelector("#decision-coordinated")!.HasAttribute("checked"));
        Assert.DoesNotContain("Deres begrundelse", page.Html, StringComparison.Ordinal);
        Assert.Equal("Deres begrundelse", (await scene.FlagAsync(citizen)).Reason);

        var again = await scene.Ours.SubmitAsync(page, "main section form");
        Assert.Equal("/Flags", again.Path);
        Assert.Equal("Vores begrundelse", (await scene.FlagAsync(citizen)).Reason);
    }

    /// <summary>A day that cannot be read is given back as it was typed.</summary>
    [Theory]
    [InlineData("20-01-2027")]
    [InlineData("31-02-2027")]
    public async Task Post_ConditionIsGoneMeanwhile_IsToldAndShowsWhatWasTyped(string until)
    {
        var scene = await WorklistScene.CreateAsync(app);
        var (citizen, flag, _, theirs) = await scene.OverlapAsync();
        var form = await scene.Ours.GetAsync($"/Flags/{flag.Id}");
        await scene.ChangeAsync(theirs, placement => placement.Cancel("Oprettet ved en fejl"));

        var page = await WorklistScene.DecideAsync(
            scene.Ours,
            form,
            FlagDecision.Justified,
            "Vores begrundelse",
            until,
            "Mona Jørgensen"
        );

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Equal("Intet at tage stilling til", page.TextOf("h1"));
        Assert.NotNull(page.Document.QuerySelector(".alert-info[autofocus]"));
        Assert.Null(page.Document.QuerySelector(Summary));
        Assert.Equal(
            [
                "Begrundet til og med en dag",
                $"Begrundet til og med: {until}",
                "Koordineret med: Mona Jørgensen",
                "Vores begrundelse",
            ],
            page.TextsOf(".alert-info .typed")
        );
        Assert.Contains(
            "Forholdet gælder ikke længere",
            page.TextOf(".alert-info"),
            StringComparison.Ordinal
        );
        Assert.Contains("Vores begrundelse", page.TextOf(".alert-info"), StringComparison.Ordinal);
        Assert.Null(page.Document.QuerySelector("main section form"));
        var closed = await scene.FlagAsync(citizen);
        Assert.Equal((FlagState.Closed, null), (closed.State, closed.Decision));
    }

    [Fact]
    public async Task PostLanguage_DayThatCannotBeRead_StaysAsItIsTyped()
    {
        var scene = await WorklistScene.CreateAsync(app);
        var (_, flag, _, _) = await scene.OverlapAsync();

        var page = await scene.Ours.SubmitAsync(
            await scene.Ours.GetAsync($"/Flags/{flag.Id}"),
            "main section form",
            new() { ["Input.Until"] = "31-02-2027", ["Input.Decision"] = "0" },
            "[formaction*='handler=Language']"
        );

        Assert.Equal("31-02-2027", page.Document.QuerySelector("#Input_Until")!.GetAttribute("value"));
        Assert.True(page.Document.QuerySelector("#decision-justified")!.HasAttribute("checked"));
        Assert.Null(page.Document.QuerySelector(Summary));
    }

    /// <summary>From the overview and back: both departments read there what was decided, as far as they may.</summary>
    [Fact]
    public async Task Post_FromTheCitizen_GoesBackToTheCitizenWhereTheDecisionStands()
    {
        var scene = await WorklistScene.CreateAsync(app);
        var (citizen, flag, mine, _) = await scene.OverlapAsync();
        var overview = await scene.Ours.GetAsync($"/Citizens/{citizen.Reference}");
        var link = overview.Document.QuerySelector(".needs-judgement li a")!;
        Assert.StartsWith("Tag stilling", link.TextContent.Trim(), StringComparison.Ordinal);

        var back = await WorklistScene.DecideAsync(
            scene.Ours,
            await scene.Ours.GetAsync(link.GetAttribute("href")!),
            FlagDecision.Justified,
            "Vores begrundelse",
            "20-01-2027"
        );

        Assert.Equal($"/Citizens/{citizen.Reference}", back.Address.PathAndQuery);
        var decider = (await scene.FlagAsync(citizen)).DecidedBy!;
        Assert.Equal(
            $"Begrundet til og med 20. januar 2027. Besluttet 20.11.2026 af {decider}.",
            back.TextOf(".needs-judgement .decision")
        );
        Assert.NotNull(back.Document.QuerySelector(".needs-judgement.alert-info"));
        var theirs = await scene.Theirs.GetAsync($"/Citizens/{citizen.Reference}");
        Assert.Equal(
            "Begrundet til og med 20. januar 2027. Besluttet 20.11.2026.",
            theirs.TextOf(".needs-judgement .decision")
        );
        foreach (var page in (string[])["Extend", "Change", "End"])
        {
            var form = await scene.Ours.GetAsync($"/Placements/{page}/{mine.Id}");
            Assert.Contains(decider, form.TextOf(".placement-flags"), StringComparison.Ordinal);
            Assert.NotNull(form.Document.QuerySelector($".placement-flags a[href^='/Flags/{flag.Id}?']"));
        }
    }

    [Fact]
    public async Task Get_FromTheList_StandsBesideItWithItsFilter()
    {
        var scene = await WorklistScene.CreateAsync(app);
        var (_, other, _, _) = await scene.OverlapAsync();
        var (_, flag, _, _) = await scene.OverlapAsync();
        await app.Data.CreatePlacementAsync(department: scene.Own, days: "2026-06-01..2026-11-30");

        var page = await scene.Ours.GetAsync($"/Flags/{flag.Id}?Kind=0");

        Assert.Equal(
            [$"/Flags/{flag.Id}?Kind=0#what", $"/Flags/{other.Id}?Kind=0#what"],
            page.Document.QuerySelectorAll(".list-beside a").Select(a => a.GetAttribute("href"))
        );
        Assert.Equal(
            $"/Flags/{flag.Id}?Kind=0#what",
            page.Document.QuerySelector(".list-beside a[aria-current]")!.GetAttribute("href")
        );
        Assert.Equal("-1", page.Document.QuerySelector("h2#what")!.GetAttribute("tabindex"));
        Assert.Null(
            (await scene.Ours.GetAsync($"/Flags/{flag.Id}?FromCitizen=true")).Document.QuerySelector(
                ".list-beside"
            )
        );
    }

    [Fact]
    public async Task Post_DecidedRowsBetween_TheNextOpenRowComes()
    {
        var scene = await WorklistScene.CreateAsync(app);
        var (_, open, _, _) = await scene.OverlapAsync();
        var (_, between, _, _) = await scene.OverlapAsync();
        var (_, flag, _, _) = await scene.OverlapAsync();
        await WorklistScene.DecideAsync(
            scene.Theirs,
            await scene.Theirs.GetAsync($"/Flags/{between.Id}"),
            FlagDecision.EndsOne
        );

        var saved = await WorklistScene.DecideAsync(
            scene.Ours,
            await scene.Ours.GetAsync($"/Flags/{flag.Id}?State=2"),
            FlagDecision.EndsOne
        );

        Assert.Equal($"#flag-{open.Id}", saved.Address.Fragment);
    }

    /// <summary>Nothing more on this page of the list, or the flag is no longer on it: others are all the same.</summary>
    [Fact]
    public async Task Post_OnlyRowOfTheLastPage_GoesToThePageBeforeIt()
    {
        var scene = await WorklistScene.CreateAsync(app);
        var citizen = await app.Data.CreateCitizenAsync();
        var placement = await app.Data.CreatePlacementAsync(citizen, scene.Own, "2026-01-01..2027-12-31");
        await app.DbAsync(db =>
        {
            for (var number = 0; number <= FlagFilter.PageSize; number++)
            {
                var condition = new FlagCondition(
                    new FlagKey(FlagKind.GrantEnding, $"{number}"),
                    placement.First,
                    placement.Period,
                    [placement.Span],
                    "",
                    ""
                );
                db.Flags.Add(Flag.Open(citizen.Id, condition, 1, RegistryWebApp.Today));
            }

            return db.SaveChangesAsync();
        });
        var ids = await app.DbAsync(db =>
            db.Flags.Where(f => f.CitizenId == citizen.Id)
                .OrderByDescending(f => f.Id)
                .Select(f => f.Id)
                .ToListAsync()
        );

        var saved = await WorklistScene.DecideAsync(
            scene.Ours,
            await scene.Ours.GetAsync($"/Flags/{ids[^1]}?p=2"),
            FlagDecision.EndsOne
        );

        Assert.Equal(("/Flags", $"#flag-{ids[0]}"), (saved.Address.PathAndQuery, saved.Address.Fragment));
        Assert.Contains("Her er det næste", saved.TextOf(".alert-success"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_SomebodyElseDecidedAndOneSavesAgain_GoesToWhatIsStillOpen()
    {
        var scene = await WorklistScene.CreateAsync(app);
        var (_, flag, _, _) = await scene.OverlapAsync();
        var (_, open, _, _) = await scene.OverlapAsync();
        await WorklistScene.DecideAsync(
            scene.Theirs,
            await scene.Theirs.GetAsync($"/Flags/{flag.Id}"),
            FlagDecision.EndsOne
        );

        var saved = await WorklistScene.DecideAsync(
            scene.Ours,
            await scene.Ours.GetAsync($"/Flags/{flag.Id}"),
            FlagDecision.EndsOne
        );

        Assert.Equal($"#flag-{open.Id}", saved.Address.Fragment);
        Assert.Contains("Her er det næste", saved.TextOf(".alert-success"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "Beslutningen er gemt. Der er ikke flere på listen.")]
    [InlineData("?State=2", "Beslutningen er gemt.", Label = "the list has decided ones too")]
    public async Task Post_NothingIsLeftToDecide_SaysWhatTheListHas(string filter, string sentence)
    {
        var scene = await WorklistScene.CreateAsync(app);
        var (_, flag, _, _) = await scene.OverlapAsync();

        var saved = await WorklistScene.DecideAsync(
            scene.Ours,
            await scene.Ours.GetAsync($"/Flags/{flag.Id}{filter}"),
            FlagDecision.EndsOne
        );

        Assert.Equal("/Flags" + filter, saved.Address.PathAndQuery);
        Assert.Equal(sentence, saved.TextOf(".alert-success"));
    }

    /// <summary>One who decides must see on whom, wherever the browser scrolls to.</summary>
    [Fact]
    public async Task Get_FromTheList_NameAndNumberStandBelowTheHeadingThatItOpensAt()
    {
        var scene = await WorklistScene.CreateAsync(app);
        var (citizen, flag, _, _) = await scene.OverlapAsync();

        var page = await scene.Ours.GetAsync($"/Flags/{flag.Id}");

        var below = page.Document.QuerySelector("h2#what + p")!;
        Assert.Contains(citizen.Name, below.TextContent, StringComparison.Ordinal);
        Assert.Contains("-XXXX", below.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_DecidedAlready_SaysThatSavingReplacesItToThoseWhoSeeItInPartToo()
    {
        var scene = await WorklistScene.CreateAsync(app);
        var (_, flag, _, _) = await scene.OverlapAsync();
        var open = await scene.Ours.GetAsync($"/Flags/{flag.Id}");
        Assert.DoesNotContain("Der er allerede", open.Text, StringComparison.Ordinal);
        await WorklistScene.DecideAsync(scene.Ours, open, FlagDecision.EndsOne);

        foreach (var browser in (Browser[])[scene.Ours, scene.Theirs])
        {
            Assert.Contains(
                "Der er allerede en beslutning fra 20. november 2026. Gemmer du, erstatter din den.",
                (await browser.GetAsync($"/Flags/{flag.Id}")).Text,
                StringComparison.Ordinal
            );
        }
    }

    /// <summary>A telephone number after a dash reads as the day on which it ends.</summary>
    [Fact]
    public async Task Get_PlacementElsewhereIsOpen_SaysFromWhenAndWhomToCall()
    {
        var scene = await WorklistScene.CreateAsync(app);
        await scene.ChangeOtherAsync(department =>
            (department.ShowsDates, department.Phone) = (true, "00 00 10 02")
        );
        var (_, flag, _, _) = await scene.OverlapAsync(theirs: "2026-11-01..");

        var page = await scene.Ours.GetAsync($"/Flags/{flag.Id}");

        Assert.Contains(
            $"Et forløb i {scene.Other.Name}, fra 01.11.2026. Telefon 00 00 10 02",
            page.TextsOf(".flag-facts li")
        );
        Assert.NotNull(page.Document.QuerySelector(".flag-facts a[href='tel:00001002']"));
    }

    /// <summary>What a grant or a last day is about is one placement: there is no other that could be ended.</summary>
    [Fact]
    public async Task Post_FlagOfOnePlacement_IsToldThatItEnds()
    {
        var scene = await WorklistScene.CreateAsync(app);
        var placement = await app.Data.CreatePlacementAsync(
            department: scene.Own,
            days: "2026-06-01..2026-11-30"
        );
        var flag = await app.DbAsync(db => db.Flags.SingleAsync(f => f.CitizenId == placement.CitizenId));
        var form = await scene.Ours.GetAsync($"/Flags/{flag.Id}");

        Assert.Equal("Forløbet afsluttes", form.TextOf("label[for=decision-ends]"));
        await WorklistScene.DecideAsync(scene.Ours, form, FlagDecision.EndsOne);
        Assert.Contains(
            "Forløbet afsluttes.",
            (await scene.Ours.GetAsync("/Flags?State=1")).TextOf("tbody td[data-title=Tilstand]"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Get_RecordsTheLookup_AndExplains()
    {
        var scene = await WorklistScene.CreateAsync(app);
        var (citizen, flag, mine, theirs) = await scene.OverlapAsync();
        await app.Data.CreateSharingAsync(citizen, scene.Own, scene.Other);

        var page = await scene.Ours.GetAsync($"/Flags/{flag.Id}");

        Assert.Contains("01.11.2026 – 28.02.2027", page.Text, StringComparison.Ordinal);
        Assert.Contains(
            "Ethvert overlap kræver, at nogen tager stilling.",
            page.Text,
            StringComparison.Ordinal
        );
        Assert.NotNull(page.Document.QuerySelector(".history li"));
        Assert.NotNull(page.Document.QuerySelector($"a[href='/Placements/End/{mine.Id}']"));
        Assert.Null(page.Document.QuerySelector($"a[href='/Placements/End/{theirs.Id}']"));
        var lookup = await app.DbAsync(db =>
            db.Lookups.SingleAsync(l => l.CitizenId == citizen.Id && l.Kind == LookupKind.Form)
        );
        Assert.True(lookup.IsOwn);
    }
}

public sealed class DecideTests_Sqlite(SqliteApp app) : DecideTests(app), IClassFixture<SqliteApp>;

public sealed class DecideTests_PostgreSql(PostgreSqlApp app)
    : DecideTests(app),
        IClassFixture<PostgreSqlApp>;
