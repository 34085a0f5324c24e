using System.Globalization;
using MentorRegistry.Domain.Citizens;
using MentorRegistry.Domain.Flags;
using MentorRegistry.Domain.Placements;
using MentorRegistry.Domain.Providers;
using MentorRegistry.Domain.Sharing;
using MentorRegistry.Web.Access;
using Microsoft.EntityFrameworkCore;

namespace MentorRegistry.Web.Tests.Pages.Flags;

/// <summary>A department's worklist: what stands on it, and how much of it is told.</summary>
public abstract class WorklistTests(RegistryWebApp app)
{
    private const string Sentences = "tbody td[data-title=Hvad]";

    [Fact]
    public async Task Get_ShowsOpenFlagsOfOwnDepartmentAlone_TheNewestConditionFirst()
    {
        var scene = await WorklistScene.CreateAsync(app);
        var (old, _, _, _) = await scene.OverlapAsync("2026-01-01..2027-05-31", "2026-02-01..2027-02-28");
        var citizen = await app.Data.CreateCitizenAsync();
        await app.Data.CreatePlacementAsync(citizen, scene.Own, "2026-06-01..2027-05-31");
        await app.Data.CreatePlacementAsync(citizen, scene.Own, "2026-11-10..2027-02-28");
        await app.Data.CreatePlacementAsync(await app.Data.CreateCitizenAsync(), scene.Own);
        var strangers = await app.Data.CreateCitizenAsync();
        await app.Data.CreatePlacementAsync(strangers, scene.Other, "2026-06-01..2027-05-31");
        await app.Data.CreatePlacementAsync(strangers, scene.Other, "2026-11-10..2027-02-28");

        var list = await scene.Ours.GetAsync("/Flags");

        Assert.Equal(
            [$"/Citizens/{citizen.Reference}", $"/Citizens/{old.Reference}"],
            list.Document.QuerySelectorAll("tbody td[data-title=Borger] a")
                .Select(a => a.GetAttribute("href"))
        );
        Assert.Equal(["10.11.2026 11 dage", "Vises ikke"], list.TextsOf("tbody td[data-title=Siden]"));
        Assert.Contains(
            "har overlappet i 11 dage. Overlappet varer til og med 28. februar 2027.",
            list.TextsOf(Sentences)[0],
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Get_OverlapWithPlacementThatIsNotSeen_TellsNeitherItsDaysNorItsMentor()
    {
        var scene = await WorklistScene.CreateAsync(app);
        var (citizen, flag, mine, theirs) = await scene.OverlapAsync();
        var theirProvider = await ProviderAsync(theirs.ProviderId);

        foreach (var address in (string[])["/Flags", $"/Flags/{flag.Id}"])
        {
            var page = await scene.Ours.GetAsync(address);

            Assert.Contains(
                $"{scene.Own.Name} ({await ProviderAsync(mine.ProviderId)}) overlapper et forløb i {scene.Other.Name}.",
                page.Text,
                StringComparison.Ordinal
            );
            Assert.DoesNotContain(theirProvider, page.Html, StringComparison.Ordinal);
            Assert.DoesNotContain("2026-11-01", page.Html, StringComparison.Ordinal);
            Assert.DoesNotContain("01.11.2026", page.Html, StringComparison.Ordinal);
            Assert.DoesNotContain("28.02.2027", page.Html, StringComparison.Ordinal);
            Assert.DoesNotContain("20 dage", page.Html, StringComparison.Ordinal);
        }

        await scene.ChangeOtherAsync(department => department.HidesName = true);
        Assert.Contains(
            "overlapper et forløb i en anden afdeling.",
            (await scene.Ours.GetAsync("/Flags")).Text,
            StringComparison.Ordinal
        );

        await app.Data.CreateSharingAsync(citizen, scene.Own, scene.Other);
        var seen = await scene.Ours.GetAsync("/Flags");
        Assert.Contains(theirProvider, seen.TextOf(Sentences), StringComparison.Ordinal);
        Assert.Equal("01.11.2026 20 dage", seen.TextOf("tbody td[data-title=Siden]"));
    }

    [Fact]
    public async Task Get_BasisThatNamesAThirdDepartment_OpensNothing()
    {
        var scene = await WorklistScene.CreateAsync(app);
        var (citizen, _, _, theirs) = await scene.OverlapAsync();
        await app.Data.CreateSharingAsync(citizen, scene.Other, await app.Data.CreateDepartmentAsync());
        await app.Data.CreateSharingAsync(citizen, "2026-01-01..2026-11-19", scene.Own, scene.Other);

        var list = await scene.Ours.GetAsync("/Flags");

        Assert.Equal("Vises ikke", list.TextOf("tbody td[data-title=Siden]"));
        Assert.DoesNotContain(await ProviderAsync(theirs.ProviderId), list.Html, StringComparison.Ordinal);
    }

    /// <summary>Which flags there are (SQL) and what is said of one (the domain) are one rule: the same cases for both.</summary>
    [Theory]
    [InlineData("2026-06-01..2027-05-31", "2026-11-20..2027-02-28", false, true)]
    [InlineData("2026-06-01..2027-05-31", "2026-11-21..2027-02-28", false, false)]
    [InlineData("2026-06-01..2027-05-31", "2026-11-21..2027-02-28", true, true)]
    [InlineData("2026-12-01..2027-05-31", "2026-06-01..2026-12-01", false, false)]
    [InlineData("2026-06-01..", "2026-01-01..2026-11-20", false, true)]
    [InlineData("2026-06-01..", "2026-11-01..", false, true)]
    public async Task Get_OverlapNotSeen_IsToldWhileBothGoOnOrWhereDaysAreShown(
        string mine,
        string theirs,
        bool showsDates,
        bool isTold
    )
    {
        var scene = await WorklistScene.CreateAsync(app);
        await scene.ChangeOtherAsync(department => department.ShowsDates = showsDates);
        var (citizen, flag, _, _) = await scene.OverlapAsync(mine, theirs);

        var list = await scene.Ours.GetAsync("/Flags?Kind=0");
        var one = await scene.Ours.GetAsync($"/Flags/{flag.Id}");

        Assert.Equal(isTold ? 1 : 0, list.Document.QuerySelectorAll("tbody tr").Length);
        Assert.Equal($"Alle slags ({(isTold ? 1 : 0)})", list.TextsOf(".flag-kinds a")[0]);
        Assert.Equal(isTold ? 200 : 404, (int)one.Status);
        Assert.Equal(showsDates, list.Text.Contains("21.11.2026 – 28.02.2027", StringComparison.Ordinal));

        await app.Data.CreateSharingAsync(citizen, scene.Own, scene.Other);
        Assert.Single((await scene.Ours.GetAsync("/Flags?Kind=0")).Document.QuerySelectorAll("tbody tr"));
        Assert.Equal(200, (int)(await scene.Ours.GetAsync($"/Flags/{flag.Id}")).Status);
    }

    [Fact]
    public async Task Get_RunOverDepartments_IsToldAsFarAsItsPlacementsAreSeen()
    {
        var scene = await WorklistScene.CreateAsync(app);
        var mentor = await app.Data.CreateMentorAsync();
        var citizen = await app.Data.CreateCitizenAsync();
        await app.Data.CreatePlacementAsync(citizen, scene.Other, "2024-01-01..2025-12-31", mentor);
        await app.Data.CreatePlacementAsync(citizen, scene.Own, "2026-01-01..2027-12-31", mentor);
        var flag = await scene.FlagAsync(citizen);
        Assert.Equal(FlagKind.LongWithMentor, flag.Kind);

        // What has ended in another department is nothing that one's own list may tell.
        // Nor may a number.
        var untold = await scene.Ours.GetAsync("/Flags");
        Assert.Empty(untold.TextsOf(Sentences));
        Assert.Equal(["Alle slags (0)"], untold.TextsOf(".flag-kinds a"));
        Assert.Equal(404, (int)(await scene.Ours.GetAsync($"/Flags/{flag.Id}")).Status);

        await app.Data.CreateSharingAsync(citizen, scene.Own, scene.Other);
        Assert.Contains(
            "siden 1. januar 2024",
            Assert.Single((await scene.Ours.GetAsync("/Flags")).TextsOf(Sentences)),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Get_RunOfWhichTheOwnPartIsLongByItself_TellsTheOwnPartsDaysAlone()
    {
        var scene = await WorklistScene.CreateAsync(app);
        var mentor = await app.Data.CreateMentorAsync();
        var citizen = await app.Data.CreateCitizenAsync();
        await app.Data.CreatePlacementAsync(citizen, scene.Other, "2022-01-01..2023-12-31", mentor);
        await app.Data.CreatePlacementAsync(citizen, scene.Own, "2024-01-01..2027-12-31", mentor);
        var flag = await scene.RunAsync(citizen, scene.Own);
        var whole = await scene.RunAsync(citizen, scene.Own, scene.Other);

        foreach (var address in (string[])["/Flags", $"/Flags/{flag.Id}"])
        {
            var page = await scene.Ours.GetAsync(address);

            Assert.Contains("siden 1. januar 2024", page.Text, StringComparison.Ordinal);
            Assert.DoesNotContain("2022", page.Text, StringComparison.Ordinal);
            Assert.DoesNotContain("2023", page.Text, StringComparison.Ordinal);
            // More than 24 months of the whole run, and of what is seen.
            Assert.DoesNotContain("02.01.2024", page.Text, StringComparison.Ordinal);
            Assert.Contains("02.01.2026", page.Text, StringComparison.Ordinal);
        }

        var basis = await app.Data.CreateSharingAsync(citizen, scene.Own, scene.Other);
        await WorklistScene.DecideAsync(
            scene.Theirs,
            await scene.Theirs.GetAsync($"/Flags/{whole.Id}"),
            FlagDecision.EndsOne,
            "Hemmelig begrundelse"
        );
        Assert.Equal(FlagState.Decided, (await scene.RunAsync(citizen, scene.Own, scene.Other)).State);
        await WithdrawAsync(basis, RegistryWebApp.Today);
        var own = await scene.Ours.GetAsync($"/Flags/{flag.Id}");
        Assert.DoesNotContain("Hemmelig", own.Html, StringComparison.Ordinal);
        Assert.Contains("Åbent", own.Text, StringComparison.Ordinal);
        Assert.Equal(404, (int)(await scene.Ours.GetAsync($"/Flags/{whole.Id}")).Status);
    }

    /// <summary>What SQL counts by is the same rule: a basis opens what it names, for whom it names, while it is in force.</summary>
    [Theory]
    [InlineData("2026-01-01..", null, true, true, 1)]
    [InlineData("2026-01-01..2026-11-20", null, true, true, 1)]
    [InlineData("2026-01-01..2026-11-19", null, true, true, 0)]
    [InlineData("2026-11-21..", null, true, true, 0)]
    [InlineData("2026-01-01..", "2026-11-20", true, true, 0)]
    [InlineData("2026-01-01..", null, false, true, 0)]
    [InlineData("2026-01-01..", null, true, false, 0)]
    public async Task Get_RunSeenByABasisAlone_IsCountedWhileTheBasisOpensIt(
        string days,
        string? withdrawnOn,
        bool namesOwn,
        bool namesOther,
        int counted
    )
    {
        var scene = await WorklistScene.CreateAsync(app);
        var (third, fourth) = (
            await app.Data.CreateDepartmentAsync(),
            await app.Data.CreateDepartmentAsync()
        );
        var mentor = await app.Data.CreateMentorAsync();
        var citizen = await app.Data.CreateCitizenAsync();
        await app.Data.CreatePlacementAsync(citizen, scene.Other, "2024-01-01..2025-12-31", mentor);
        await app.Data.CreatePlacementAsync(citizen, scene.Own, "2026-01-01..2027-12-31", mentor);
        var basis = await app.Data.CreateSharingAsync(
            citizen,
            days,
            namesOwn ? scene.Own : third,
            namesOther ? scene.Other : fourth
        );
        if (withdrawnOn is not null)
        {
            await WithdrawAsync(basis, DateOnly.Parse(withdrawnOn, CultureInfo.InvariantCulture));
        }

        Assert.Equal(
            $"Alle slags ({counted})",
            (await scene.Ours.GetAsync("/Flags")).TextsOf(".flag-kinds a")[0]
        );
    }

    /// <summary>Neither long nor soon long with what is seen: a number would tell of the rest.</summary>
    [Fact]
    public async Task Get_RunThatIsNotLongYetWithWhatIsSeen_IsNotCountedEither()
    {
        var scene = await WorklistScene.CreateAsync(app);
        var mentor = await app.Data.CreateMentorAsync();
        var citizen = await app.Data.CreateCitizenAsync();
        await app.Data.CreatePlacementAsync(citizen, scene.Other, "2023-01-01..2025-02-28", mentor);
        await app.Data.CreatePlacementAsync(citizen, scene.Own, "2025-03-01..2027-12-31", mentor);
        Assert.Equal(FlagKind.LongWithMentor, (await scene.FlagAsync(citizen)).Kind);

        Assert.Equal(["Alle slags (0)"], (await scene.Ours.GetAsync("/Flags")).TextsOf(".flag-kinds a"));
    }

    /// <summary>A notice that does not come would tell that somebody else had the mentor before.</summary>
    [Fact]
    public async Task Get_OwnPartIsSoonLongAndTheWholeRunIsLongAlready_TellsAsIfThereWereTheOwnPartAlone()
    {
        var scene = await WorklistScene.CreateAsync(app);
        var mentor = await app.Data.CreateMentorAsync();
        var (alone, both) = (
            await app.Data.CreateCitizenAsync("Citizen"),
            await app.Data.CreateCitizenAsync("Citizen")
        );
        await app.Data.CreatePlacementAsync(both, scene.Other, "2023-01-01..2024-12-31", mentor);
        var ownIds = new List<long>();
        foreach (var citizen in (Citizen[])[alone, both])
        {
            var own = await app.Data.CreatePlacementAsync(
                citizen,
                scene.Own,
                "2025-01-01..2027-12-31",
                mentor
            );
            ownIds.Add(own.Id);
        }

        var list = await scene.Ours.GetAsync("/Flags");
        Assert.Equal(["Alle slags (2)", "Snart 24 måneder, samme mentor (2)"], list.TextsOf(".flag-kinds a"));
        Assert.Single(list.TextsOf(Sentences).Distinct());
        var part = await scene.FlagAsync(both, FlagKind.ReachesLong);
        foreach (
            var address in (string[])
                [
                    .. ownIds.Select(id => $"/Placements/Extend/{id}"),
                    $"/Citizens/{alone.Reference}",
                    $"/Citizens/{both.Reference}",
                ]
        )
        {
            var page = await scene.Ours.GetAsync(address);
            Assert.Contains("Snart 24 måneder", page.Text, StringComparison.Ordinal);
            Assert.DoesNotContain("Over 24 måneder", page.Text, StringComparison.Ordinal);
        }

        // Deciding on it is a matter of the own part: the whole run's flag is as it was.
        await WorklistScene.DecideAsync(
            scene.Ours,
            await scene.Ours.GetAsync($"/Flags/{part.Id}"),
            FlagDecision.EndsOne
        );
        Assert.Equal(FlagState.Decided, (await scene.FlagAsync(both, FlagKind.ReachesLong)).State);
        Assert.Equal(FlagState.Open, (await scene.FlagAsync(both, FlagKind.LongWithMentor)).State);
        await scene.ChangeAsync(await PlacementAsync(ownIds[1]), p => p.Caseworker = "Anden");
        Assert.Equal(FlagState.Decided, (await scene.FlagAsync(both, FlagKind.ReachesLong)).State);

        // Whoever sees the whole run is told of that one, and not of the part; and of another department's part nothing.
        await app.Data.CreateSharingAsync(both, scene.Own, scene.Other);
        var whole = await app.SignInAsync(Roles.Caseworker, scene.Own.Id, scene.Other.Id);
        foreach (var seer in (Browser[])[scene.Ours, whole])
        {
            var all = await seer.GetAsync("/Flags?State=2");
            Assert.Equal("Alle slags (2)", all.TextsOf(".flag-kinds a")[0]);
            var told = all.TextsOf(Sentences);
            Assert.Equal(2, told.Count);
            Assert.Contains(told, say => say.Contains("siden 1. januar 2023", StringComparison.Ordinal));
            Assert.Equal(404, (int)(await seer.GetAsync($"/Flags/{part.Id}")).Status);
        }

        Assert.DoesNotContain(
            "Når snart",
            (await scene.Theirs.GetAsync("/Flags?State=2")).Html,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Get_OverlapThatIsOverBeforeTheSweepClosesIt_IsNotCountedWhereItIsNotSeen()
    {
        var scene = await WorklistScene.CreateAsync(app);
        var (_, flag, _, _) = await scene.OverlapAsync();
        await app.DbAsync(db =>
        {
            var last = db.Attach(flag).Property(f => f.Last);
            last.CurrentValue = RegistryWebApp.Today.AddDays(-1);
            return db.SaveChangesAsync();
        });

        Assert.Equal(["Alle slags (0)"], (await scene.Ours.GetAsync("/Flags")).TextsOf(".flag-kinds a"));
    }

    /// <summary>An own placement before the other department's is not part of the run that is seen.</summary>
    [Fact]
    public async Task Get_OwnPlacementsOnBothSidesOfWhatIsNotSeen_TellsThoseOfTheRunThatIsSeen()
    {
        var scene = await WorklistScene.CreateAsync(app);
        var mentor = await app.Data.CreateMentorAsync();
        var citizen = await app.Data.CreateCitizenAsync();
        var before = await app.Data.CreatePlacementAsync(
            citizen,
            scene.Own,
            "2020-01-01..2021-12-31",
            mentor
        );
        await app.Data.CreatePlacementAsync(citizen, scene.Other, "2022-01-01..2023-12-31", mentor);
        var after = await app.Data.CreatePlacementAsync(citizen, scene.Own, "2024-01-01..2027-12-31", mentor);

        var page = await scene.Ours.GetAsync($"/Flags/{(await scene.RunAsync(citizen, scene.Own)).Id}");

        Assert.Contains("siden 1. januar 2024", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("01.01.2020", page.Text, StringComparison.Ordinal);
        foreach (
            var (placement, isOfTheRun) in (IEnumerable<(Placement, bool)>)[(before, false), (after, true)]
        )
        {
            var form = await scene.Ours.GetAsync($"/Placements/Change/{placement.Id}");
            Assert.Equal(200, (int)form.Status);
            Assert.Equal(isOfTheRun, form.Text.Contains("siden 1. januar 2024", StringComparison.Ordinal));
        }
    }

    /// <summary>An order by the condition's first day would tell when the other placement began.</summary>
    [Fact]
    public async Task Get_DaysThatAreNotShown_AreNotToldByTheOrderEither()
    {
        var scene = await WorklistScene.CreateAsync(app);
        // By the condition's first day, and by the first day of either placement, it would be the other way round.
        var (theirsFirst, _, _, _) = await scene.OverlapAsync(
            "2026-06-01..2027-05-31",
            "2026-02-01..2027-02-28"
        );
        var (oursFirst, _, _, _) = await scene.OverlapAsync(
            "2026-05-01..2027-05-31",
            "2026-11-15..2027-02-28"
        );

        Assert.Equal(
            [oursFirst.Reference, theirsFirst.Reference],
            (await scene.Ours.GetAsync("/Flags?Sort=1")).TextsOf("tbody .below span:first-child")
        );
    }

    [Fact]
    public async Task Get_KindsStateAndDepartment_NarrowTheListAndStandInTheAddress()
    {
        var scene = await WorklistScene.CreateAsync(app);
        var third = await app.Data.CreateDepartmentAsync();
        var both = await app.SignInAsync(Roles.Caseworker, scene.Own.Id, third.Id);
        var (_, flag, _, _) = await scene.OverlapAsync();
        await app.Data.CreatePlacementAsync(department: third, days: "2026-06-01..2026-11-30");
        await WorklistScene.DecideAsync(
            scene.Theirs,
            await scene.Theirs.GetAsync($"/Flags/{flag.Id}"),
            FlagDecision.EndsOne
        );

        Assert.Equal(
            ["Alle slags (1)", "Bevilling udløber snart (1)"],
            (await both.GetAsync("/Flags")).TextsOf(".flag-kinds a")
        );
        var all = await both.GetAsync("/Flags?State=2");
        Assert.Equal(2, all.TextsOf(Sentences).Count);
        Assert.All(
            all.Document.QuerySelectorAll(".flag-kinds a"),
            link => Assert.Contains("State=2", link.GetAttribute("href"), StringComparison.Ordinal)
        );
        Assert.Single((await both.GetAsync("/Flags?State=1")).TextsOf(Sentences));
        Assert.Single((await both.GetAsync($"/Flags?State=2&DepartmentId={third.Id}")).TextsOf(Sentences));
        Assert.Single((await both.GetAsync("/Flags?State=2&Kind=6")).TextsOf(Sentences));
        Assert.Empty(
            (await both.GetAsync($"/Flags?State=2&DepartmentId={scene.Other.Id}")).TextsOf(Sentences)
        );
        Assert.Single((await both.GetAsync("/Flags?State=x&Kind=99&p=-1")).TextsOf(Sentences));
    }

    /// <summary>Both departments see that it was decided; why, only who may see both sides or whose people decided.</summary>
    [Fact]
    public async Task Get_DecidedByTheOtherDepartment_TellsTheReasonOnlyWithABasis()
    {
        var scene = await WorklistScene.CreateAsync(app);
        var (citizen, flag, _, _) = await scene.OverlapAsync();
        await WorklistScene.DecideAsync(
            scene.Theirs,
            await scene.Theirs.GetAsync($"/Flags/{flag.Id}"),
            FlagDecision.Coordinated,
            "Hemmelig begrundelse",
            with: "Mona Jørgensen"
        );
        var decider = (await scene.FlagAsync(citizen)).DecidedBy!;

        foreach (var address in (string[])["/Flags?State=1", $"/Flags/{flag.Id}"])
        {
            var ours = await scene.Ours.GetAsync(address);
            Assert.Contains("Koordineret. Besluttet 20.11.2026.", Folded(ours), StringComparison.Ordinal);
            Assert.DoesNotContain("Hemmelig", ours.Html, StringComparison.Ordinal);
            Assert.DoesNotContain("Mona", ours.Html, StringComparison.Ordinal);
            Assert.DoesNotContain(decider, ours.Html, StringComparison.Ordinal);

            var theirs = await scene.Theirs.GetAsync(address);
            Assert.Contains("Koordineret med Mona Jørgensen.", theirs.Text, StringComparison.Ordinal);
            Assert.Contains(decider, theirs.Text, StringComparison.Ordinal);
        }

        await app.Data.CreateSharingAsync(citizen, scene.Own, scene.Other);
        var seen = await scene.Ours.GetAsync($"/Flags/{flag.Id}");
        Assert.Contains("Hemmelig begrundelse", seen.Text, StringComparison.Ordinal);
        Assert.Contains(decider, seen.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_ShortOverlaps_StandApartFromLongOnes()
    {
        var scene = await WorklistScene.CreateAsync(app);
        var (brief, _, _, _) = await scene.OverlapAsync("2026-06-01..2026-11-30", "2026-11-17..2027-05-31");
        var (longer, _, _, _) = await scene.OverlapAsync("2026-06-01..2026-11-30", "2026-11-16..2027-05-31");
        await scene.OverlapAsync("2026-06-01..2026-11-30", "2026-11-19..2027-05-31");
        foreach (var citizen in (Domain.Citizens.Citizen[])[brief, longer])
        {
            await app.Data.CreateSharingAsync(citizen, scene.Own, scene.Other);
        }

        var few = await scene.Ours.GetAsync("/Flags?Kind=0&Length=1");
        var many = await scene.Ours.GetAsync("/Flags?Kind=0&Length=2");

        // Of the third one its days are not told, nor by the filter that they are few.
        Assert.Equal(
            [brief.Reference],
            few.TextsOf("tbody .below span:first-child")
                .Where(t => t.StartsWith("B-", StringComparison.Ordinal))
        );
        Assert.Equal(2, many.TextsOf(Sentences).Count);
        Assert.Contains("Kort overlap", few.TextOf(Sentences), StringComparison.Ordinal);
        Assert.DoesNotContain("Kort overlap", many.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, "c b a")]
    [InlineData(1, "a c b")]
    [InlineData(3, "b c a")]
    public async Task Get_Order_IsTheChosenOne(int sort, string expected)
    {
        var scene = await WorklistScene.CreateAsync(app);
        var names = new Dictionary<string, string>();
        foreach (
            var (name, letter, days) in (IEnumerable<(string, string, string)>)
                [
                    ("Åse", "a", "2026-01-01..2027-05-31"),
                    ("Anna", "b", "2026-03-01..2027-05-31"),
                    ("Bo", "c", "2026-02-01..2027-05-31"),
                ]
        )
        {
            var citizen = await app.Data.CreateCitizenAsync(name);
            names[citizen.Reference] = letter;
            await app.Data.CreatePlacementAsync(citizen, scene.Own, days);
            await app.Data.CreatePlacementAsync(citizen, scene.Own, days);
        }

        var list = await scene.Ours.GetAsync($"/Flags?Sort={sort}");

        Assert.Equal(
            expected,
            string.Join(
                ' ',
                list.Document.QuerySelectorAll("tbody td[data-title=Borger] a")
                    .Select(a => names[a.GetAttribute("href")!.Split('/')[^1]])
            )
        );
    }

    /// <summary>Another department's caseworker is told with a basis only: the order tells nothing of her.</summary>
    [Fact]
    public async Task Get_OrderByWhoShouldAct_IsThatOfTheOwnCaseworkers()
    {
        var scene = await WorklistScene.CreateAsync(app);
        var (second, _, ours2, theirs2) = await scene.OverlapAsync();
        var (nobody, _, _, theirs3) = await scene.OverlapAsync();
        var (first, _, ours1, theirs1) = await scene.OverlapAsync();
        foreach (
            var (placement, caseworker) in (IEnumerable<(Domain.Placements.Placement, string)>)
                [
                    (ours1, "Ægil"),
                    (theirs1, "Zenia"),
                    // After æ in Danish, before it in Unicode.
                    (ours2, "Åge"),
                    (theirs2, "Anna"),
                    (theirs3, "Alba"),
                ]
        )
        {
            await scene.ChangeAsync(placement, p => p.Caseworker = caseworker);
        }

        var list = await scene.Ours.GetAsync("/Flags?Sort=4");

        Assert.Equal(
            [first.Reference, second.Reference, nobody.Reference],
            list.TextsOf("tbody .below span:first-child")
        );
        Assert.DoesNotContain("Zenia", list.Html, StringComparison.Ordinal);
    }

    /// <summary>Others have some: it is what was chosen that has none, and it stays chosen.</summary>
    [Theory]
    [InlineData("/Flags?Kind=6", "Bevilling udløber snart (0)")]
    [InlineData("/Flags?Length=1", "Alle slags (0)")]
    [InlineData("/Flags?DepartmentId=999999", "Alle slags (0)")]
    [InlineData("/Flags?Kind=6&State=1", "Bevilling udløber snart (0)")]
    public async Task Get_NothingIsAsChosen_SaysSoAndLeadsToAll(string address, string chosen)
    {
        var scene = await WorklistScene.CreateAsync(app);
        await scene.OverlapAsync();

        var list = await scene.Ours.GetAsync(address);

        Assert.Equal(chosen, list.TextOf(".flag-kinds a[aria-current]"));
        Assert.Equal(
            "Ingen opmærksomhedspunkter passer til det, du har valgt.",
            list.TextOf("[role=status]")
        );
        Assert.Equal("Vis alle åbne", list.TextOf(".empty a[href='/Flags']"));
    }

    [Fact]
    public async Task Get_DepartmentHasNone_SaysThatNoneAreOpen()
    {
        var scene = await WorklistScene.CreateAsync(app);

        var list = await scene.Ours.GetAsync("/Flags");

        Assert.Equal("Ingen åbne opmærksomhedspunkter.", list.TextOf("[role=status]"));
        Assert.DoesNotContain("Vis alle åbne", list.Text, StringComparison.Ordinal);
    }

    /// <summary>It is not yet so long: neither in the past tense, nor "at most" where the day is known.</summary>
    [Fact]
    public async Task Get_RunThatIsSoonLong_SaysInHowManyDays()
    {
        var scene = await WorklistScene.CreateAsync(app);
        await app.Data.CreatePlacementAsync(department: scene.Own, days: "2025-01-01..2027-12-31");

        var list = await scene.Ours.GetAsync("/Flags");

        Assert.EndsWith(
            "vil have været mentor i over 2 år fra 2. januar 2027, om 43 dage (varsles 60 dage før).",
            list.TextOf(Sentences),
            StringComparison.Ordinal
        );
    }

    /// <summary>What it costs a month, of what is seen: own placements where the other one is not.</summary>
    [Theory]
    [InlineData(false, "Ca. 6.500 kr. pr. måned for det forløb, du kan se")]
    [InlineData(true, "Ca. 14.300 kr. pr. måned")]
    public async Task Get_RatesAreKnown_SaysWhatItCostsAMonth(bool isShared, string expected)
    {
        var scene = await WorklistScene.CreateAsync(app);
        var (citizen, flag, mine, theirs) = await scene.OverlapAsync();
        await app.Data.CreateRateAsync(new Provider { Id = mine.ProviderId, Name = "" }, kroner: 500);
        if (isShared)
        {
            await app.Data.CreateSharingAsync(citizen, scene.Own, scene.Other);
            Assert.DoesNotContain(
                "kr. pr. måned",
                (await scene.Ours.GetAsync("/Flags")).Text,
                StringComparison.Ordinal
            );
        }

        await app.Data.CreateRateAsync(new Provider { Id = theirs.ProviderId, Name = "" }, kroner: 600);

        foreach (var address in (string[])["/Flags", $"/Flags/{flag.Id}"])
        {
            var page = await scene.Ours.GetAsync(address);
            Assert.Contains(expected, page.Text, StringComparison.Ordinal);
            Assert.Equal(!isShared, page.Text.Contains("du kan se", StringComparison.Ordinal));
        }
    }

    /// <summary>One that is open again says why, to those who see all of it.</summary>
    [Theory]
    [InlineData(false, "Genåbnet")]
    [InlineData(true, "Genåbnet: dagene er ændret")]
    public async Task Get_DecisionNoLongerStands_SaysThatItIsReopened(bool isShared, string expected)
    {
        var scene = await WorklistScene.CreateAsync(app);
        var (citizen, flag, mine, _) = await scene.OverlapAsync(
            "2026-06-01..2026-12-31",
            "2026-11-01..2027-12-31"
        );
        if (isShared)
        {
            await app.Data.CreateSharingAsync(citizen, scene.Own, scene.Other);
        }

        await WorklistScene.DecideAsync(
            scene.Ours,
            await scene.Ours.GetAsync($"/Flags/{flag.Id}"),
            FlagDecision.EndsOne
        );
        await scene.ChangeAsync(
            mine,
            placement =>
                Assert.Empty(
                    placement.ChangeLatestGrant(TestData.Period("2026-06-01..2027-03-31"), 120, mine.First)
                )
        );

        Assert.Contains(expected, (await scene.Ours.GetAsync("/Flags")).TextsOf("tbody .badge-warning"));
        Assert.Contains(
            expected,
            (await scene.Ours.GetAsync($"/Flags/{flag.Id}")).TextOf(".flag-facts"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Get_PageThatIsNoMore_ShowsTheLastOne()
    {
        var scene = await WorklistScene.CreateAsync(app);
        await scene.OverlapAsync();

        Assert.Single((await scene.Ours.GetAsync("/Flags?p=2")).TextsOf(Sentences));
    }

    /// <summary>More than are counted are looked for in another way, which must come to the same order.</summary>
    [Theory]
    [InlineData("/Flags?p=")]
    [InlineData("/Flags?Kind=GrantEnding&p=")]
    public async Task Get_MoreThanAreCounted_SaysSoAndPagesFromTheNewestOn(string address)
    {
        var scene = await WorklistScene.CreateAsync(app);
        var citizen = await app.Data.CreateCitizenAsync();
        var (mine, theirs) = (
            await app.Data.CreatePlacementAsync(citizen, scene.Own, "2026-01-01..2027-12-31"),
            await app.Data.CreatePlacementAsync(citizen, scene.Other, "2029-01-01..2029-12-31")
        );
        await app.DbAsync(db =>
        {
            for (var number = 0; number < ToldFlags.MostCounted * 3 / 2; number++)
            {
                // Every fourth is the other department's.
                var of = number % 4 == 3 ? theirs : mine;
                db.Flags.Add(
                    Flag.Open(
                        citizen.Id,
                        new FlagCondition(
                            new FlagKey(FlagKind.GrantEnding, $"{number}"),
                            of.First,
                            of.Period,
                            [of.Span],
                            "",
                            ""
                        ),
                        1,
                        RegistryWebApp.Today
                    )
                );
            }

            return db.SaveChangesAsync();
        });
        var newestFirst = await app.DbAsync(db =>
            db.Flags.Where(f => f.CitizenId == citizen.Id && f.Placements.Any(l => l.PlacementId == mine.Id))
                .OrderByDescending(f => f.Id)
                .Select(f => f.Id)
                .ToListAsync()
        );

        var pages = new List<long>();
        for (var page = 1; page <= 3; page++)
        {
            var shown = await scene.Ours.GetAsync(address + page);
            Assert.Contains("(mere end 100)", shown.TextsOf(".flag-count"));
            pages.AddRange(
                shown
                    .Document.QuerySelectorAll("[name=Ids]")
                    .Select(box => long.Parse(box.GetAttribute("value")!, CultureInfo.InvariantCulture))
            );
        }

        Assert.Equal(newestFirst.Take(75), pages);
    }

    private Task<int> WithdrawAsync(SharingBasis basis, DateOnly day) =>
        app.DbAsync(db =>
        {
            db.Entry(db.SharingBases.Single(b => b.Id == basis.Id))
                .Property(b => b.WithdrawnOn)
                .CurrentValue = day;
            return db.SaveChangesAsync();
        });

    private Task<Placement> PlacementAsync(long id) =>
        app.DbAsync(db => db.Placements.AsNoTracking().SingleAsync(p => p.Id == id));

    private static string Folded(PageAnswer page) =>
        page.Text.Replace("Koordineret.Besluttet", "Koordineret. Besluttet", StringComparison.Ordinal);

    private Task<string> ProviderAsync(long id) =>
        app.DbAsync(async db => (await db.Providers.FindAsync(id))!.Name);
}

public sealed class WorklistTests_Sqlite(SqliteApp app) : WorklistTests(app), IClassFixture<SqliteApp>;

public sealed class WorklistTests_PostgreSql(PostgreSqlApp app)
    : WorklistTests(app),
        IClassFixture<PostgreSqlApp>;
