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

/// <summary>Deciding on a flag of which one side is not seen: nothing tells of the unseen days, decisions and people.</summary>
public abstract class DecideInPartTests(RegistryWebApp app)
{
    [Fact]
    public async Task Get_AnotherDepartmentsFlag_IsNotThere()
    {
        var scene = await WorklistScene.CreateAsync(app);
        var (_, flag, _, _) = await scene.OverlapAsync();
        var third = await app.SignInAsync(Roles.DepartmentHead, (await app.Data.CreateDepartmentAsync()).Id);

        Assert.Equal(HttpStatusCode.NotFound, (await third.GetAsync($"/Flags/{flag.Id}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await third.GetAsync("/Flags/999999999")).Status);
    }

    /// <summary>A basis shows the other department's placements; it is that department that decides on them.</summary>
    [Fact]
    public async Task Get_SeenByABasisButOfNoOwnPlacement_IsNotThere()
    {
        var scene = await WorklistScene.CreateAsync(app);
        var citizen = await app.Data.CreateCitizenAsync();
        await app.Data.CreatePlacementAsync(citizen, scene.Other, "2026-06-01..2027-05-31");
        await app.Data.CreatePlacementAsync(citizen, scene.Other, "2026-11-10..2027-02-28");
        await app.Data.CreateSharingAsync(citizen, scene.Own, scene.Other);
        var flag = await scene.FlagAsync(citizen);

        Assert.Equal(404, (int)(await scene.Ours.GetAsync($"/Flags/{flag.Id}")).Status);
        // Nor does the overview, which tells of it, lead there; it leads those who may decide.
        await app.GivePurposeAsync(scene.Ours, citizen);
        foreach (
            var (browser, leads) in (IEnumerable<(Browser, bool)>)[(scene.Ours, false), (scene.Theirs, true)]
        )
        {
            var overview = await browser.GetAsync($"/Citizens/{citizen.Reference}");
            Assert.Contains("Overlap", overview.Text, StringComparison.Ordinal);
            Assert.Equal(leads, overview.Document.QuerySelector($"a[href^='/Flags/{flag.Id}']") is not null);
        }
    }

    [Fact]
    public async Task Get_NotAllIsSeen_ShowsNoHistory()
    {
        var scene = await WorklistScene.CreateAsync(app);
        var (_, flag, _, _) = await scene.OverlapAsync();

        var page = await scene.Ours.GetAsync($"/Flags/{flag.Id}");

        Assert.Null(page.Document.QuerySelector(".history"));
        Assert.Contains("Du ser kun den del", page.Text, StringComparison.Ordinal);
        // Which line of the rules it is says whose the other placement is.
        Assert.DoesNotContain("af reglerne", page.Text, StringComparison.Ordinal);
    }

    /// <summary>What was written while it was about a placement that is not seen may speak of that one.</summary>
    [Fact]
    public async Task Get_TheOtherDepartmentDecidedOnTheWholeRun_TellsNothingOfItOfTheOwnOne()
    {
        var scene = await WorklistScene.CreateAsync(app);
        var (citizen, mentor) = (await app.Data.CreateCitizenAsync(), await app.Data.CreateMentorAsync());
        await app.Data.CreatePlacementAsync(citizen, scene.Own, "2024-10-01..2027-12-31", mentor);
        var theirs = await app.Data.CreatePlacementAsync(
            citizen,
            scene.Other,
            "2024-06-01..2026-10-31",
            mentor
        );
        var own = await scene.RunAsync(citizen, scene.Own);
        var before = await scene.Ours.GetAsync($"/Flags/{own.Id}");
        await app.Data.CreateSharingAsync(
            citizen,
            $"{RegistryWebApp.Today:O}..{RegistryWebApp.Today:O}",
            scene.Own,
            scene.Other
        );
        var whole = await scene.RunAsync(citizen, scene.Own, scene.Other);
        Assert.Equal(404, (int)(await scene.Ours.GetAsync($"/Flags/{own.Id}")).Status);
        await WorklistScene.DecideAsync(
            scene.Theirs,
            await scene.Theirs.GetAsync($"/Flags/{whole.Id}"),
            FlagDecision.EndsOne,
            TestData.CreateName("Hemmelig")
        );
        await app.DbAsync(db =>
        {
            var basis = db.SharingBases.Single(b => b.CitizenId == citizen.Id);
            db.Entry(basis).Property(b => b.WithdrawnOn).CurrentValue = RegistryWebApp.Today;
            return db.SaveChangesAsync();
        });
        await scene.ChangeAsync(theirs, placement => placement.Cancel("Oprettet ved en fejl"));

        var after = await scene.Ours.GetAsync($"/Flags/{own.Id}");

        Assert.Equal(Told(before), Told(after));
        Assert.NotNull(after.Document.QuerySelector(".history"));

        static string Told(PageAnswer page) => page.TextOf("main");
    }

    /// <summary>
    /// What time alone has caused is found by whoever saves first, before the night: the history of one's own flag does not
    /// say who that was, nor why.
    /// </summary>
    [Fact]
    public async Task Get_AnotherDepartmentsSaveHasFoundIt_TellsNeitherWhoNorWhy()
    {
        var scene = await WorklistScene.CreateAsync(app);
        var citizen = await app.Data.CreateCitizenAsync();
        await app.Data.CreatePlacementAsync(citizen, scene.Own, "2024-10-01..2027-12-31");
        var theirs = await app.Data.CreatePlacementAsync(citizen, scene.Other, "2020-01-01..2020-12-31");
        // As if it had been found by nobody yet.
        await app.DbAsync(async db =>
            await db.Database.ExecuteSqlAsync($"""DELETE FROM "Flags" WHERE "CitizenId" = {citizen.Id}""")
        );
        var user = await app.Data.CreateUserAsync([Roles.Caseworker], [scene.Other.Id]);
        await using (var scope = app.Services.CreateAsyncScope())
        {
            var http = scope.ServiceProvider.GetRequiredService<IHttpContextAccessor>();
            http.HttpContext = new DefaultHttpContext
            {
                User = new ClaimsPrincipal(
                    new ClaimsIdentity(
                        [
                            new Claim(ClaimTypes.NameIdentifier, user.Id),
                            new Claim(ClaimTypes.Name, user.UserName!),
                        ],
                        "test"
                    )
                ),
            };
            var db = scope.ServiceProvider.GetRequiredService<RegistryDb>();
            db.Reason = "Hemmelig begrundelse";
            var changed = await db
                .Placements.Include(p => p.Citizen)
                .Include(p => p.Grants)
                .SingleAsync(p => p.Id == theirs.Id, TestContext.Current.CancellationToken);
            changed.Caseworker = "Anden";
            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
            http.HttpContext = null;
        }

        var flag = await scene.RunAsync(citizen, scene.Own);
        var page = await scene.Ours.GetAsync($"/Flags/{flag.Id}");

        Assert.NotNull(page.Document.QuerySelector(".history"));
        Assert.DoesNotContain("Hemmelig", page.Html, StringComparison.Ordinal);
        Assert.DoesNotContain(user.UserName!, page.Html, StringComparison.Ordinal);
        Assert.DoesNotContain(user.DisplayName, page.Html, StringComparison.Ordinal);
    }

    /// <summary>A form that counts each change of the flag would tell that there was one.</summary>
    [Fact]
    public async Task Post_UnseenDaysChangedMeanwhile_DecidesAndTellsNothingOfIt()
    {
        var scene = await WorklistScene.CreateAsync(app);
        var (citizen, mentor) = (await app.Data.CreateCitizenAsync(), await app.Data.CreateMentorAsync());
        await app.Data.CreatePlacementAsync(citizen, scene.Own, "2024-10-01..2027-12-31", mentor);
        var theirs = await app.Data.CreatePlacementAsync(
            citizen,
            scene.Other,
            "2024-06-01..2024-09-30",
            mentor
        );
        var before = await scene.RunAsync(citizen, scene.Own);
        var form = await scene.Ours.GetAsync($"/Flags/{before.Id}");
        await scene.ChangeAsync(theirs, placement => placement.Cancel("Oprettet ved en fejl"));
        var after = await scene.RunAsync(citizen, scene.Own);

        var answer = await WorklistScene.DecideAsync(
            scene.Ours,
            form,
            FlagDecision.EndsOne,
            "Vores begrundelse"
        );

        Assert.NotEqual(before.Version, after.Version);
        Assert.Equal("/Flags", answer.Path);
        Assert.Equal("Vores begrundelse", (await scene.RunAsync(citizen, scene.Own)).Reason);
    }

    /// <summary>An own day moved, a decision, the day moved back: found nothing of days that are not told.</summary>
    [Theory]
    [InlineData("2026-11-01..2027-01-10", Label = "the unseen one ends before the day that was tried")]
    [InlineData("2026-11-01..2027-02-28", Label = "and after")]
    public async Task Post_OwnDayMovedAndBack_ReopensWhateverTheUnseenDaysAre(string theirs)
    {
        var scene = await WorklistScene.CreateAsync(app);
        await scene.ChangeOtherAsync(department => department.ShowsDates = false);
        var (citizen, flag, mine, _) = await scene.OverlapAsync(theirs: theirs);
        await scene.ChangeAsync(mine, placement => placement.EndOn(TestData.Day("2027-01-20"), "Prøver"));
        await WorklistScene.DecideAsync(
            scene.Ours,
            await scene.Ours.GetAsync($"/Flags/{flag.Id}"),
            FlagDecision.EndsOne
        );
        Assert.Equal(FlagState.Decided, (await scene.FlagAsync(citizen)).State);

        await scene.ChangeAsync(mine, placement => placement.Reopen());

        Assert.Equal(FlagState.Open, (await scene.FlagAsync(citizen)).State);
    }

    /// <summary>
    /// The own first day put off until the unseen placement is over, or is not, and back: the flag that was told is closed
    /// to whoever has it open, and another one has come, whatever the unseen days are. So too where they began today.
    /// </summary>
    [Theory]
    [InlineData("2026-11-01..2027-01-10", Label = "over by the day that was tried")]
    [InlineData("2026-11-01..2027-02-28", Label = "goes on until after it")]
    [InlineData("2026-11-20..2027-02-28", Label = "began today")]
    public async Task Get_OwnFirstDayPutOffAndBack_TellsNothingOfTheUnseenDays(string theirs)
    {
        var scene = await WorklistScene.CreateAsync(app);
        await scene.ChangeOtherAsync(department => department.ShowsDates = false);
        var (citizen, flag, mine, _) = await scene.OverlapAsync(theirs: theirs);
        await WorklistScene.DecideAsync(
            scene.Ours,
            await scene.Ours.GetAsync($"/Flags/{flag.Id}"),
            FlagDecision.EndsOne
        );

        await scene.ChangeAsync(mine, placement => Begin(placement, "2027-01-15"));
        var off = await scene.Ours.GetAsync($"/Flags/{flag.Id}");
        Assert.Equal(
            ["Alle slags (0)"],
            (await scene.Ours.GetAsync("/Flags?State=2")).TextsOf(".flag-kinds a")
        );
        await scene.ChangeAsync(mine, placement => Begin(placement, "2026-06-01"));
        var back = await scene.Ours.GetAsync($"/Flags/{flag.Id}");

        Assert.Contains("Lukket", off.Text, StringComparison.Ordinal);
        Assert.Contains("Lukket", back.Text, StringComparison.Ordinal);
        var now = await app.DbAsync(db =>
            db.Flags.AsNoTracking().SingleAsync(f => f.CitizenId == citizen.Id && f.ClosedOn == null)
        );
        Assert.NotEqual(flag.Id, now.Id);
        Assert.Equal(FlagState.Open, now.State);
        Assert.Equal(200, (int)(await scene.Ours.GetAsync($"/Flags/{now.Id}")).Status);

        static void Begin(Placement placement, string first) =>
            Assert.Empty(
                placement.ChangeLatestGrant(
                    new DatePeriod(TestData.Day(first), placement.Last),
                    placement.Grants[0].MinutesPerWeek,
                    placement.Grants[0].DecisionDate
                )
            );
    }

    /// <summary>
    /// Somebody who is told all decides, an own day is moved: that tells nothing of the days that are not told, whoever it
    /// is that decided.
    /// </summary>
    [Theory]
    [InlineData("2026-07-01..2026-12-20", true, Label = "the other department's, which is shown the days")]
    [InlineData("2026-03-01..2027-06-30", true)]
    [InlineData("2026-07-01..2026-12-20", false, Label = "somebody of both departments")]
    [InlineData("2026-03-01..2027-06-30", false)]
    public async Task Post_WhoeverIsToldAllDecided_OwnDayMovedReopensWhateverTheUnseenDaysAre(
        string theirs,
        bool isOfOther
    )
    {
        var scene = await WorklistScene.CreateAsync(app);
        await scene.ChangeOtherAsync(department => department.ShowsDates = false);
        await app.DbAsync(async db =>
        {
            (await db.Departments.SingleAsync(d => d.Id == scene.Own.Id)).ShowsDates = true;
            return await db.SaveChangesAsync();
        });
        var (citizen, flag, mine, _) = await scene.OverlapAsync("2026-06-01..2026-12-31", theirs);
        var decider = isOfOther
            ? scene.Theirs
            : await app.SignInAsync(Roles.Caseworker, scene.Own.Id, scene.Other.Id);
        await WorklistScene.DecideAsync(
            decider,
            await decider.GetAsync($"/Flags/{flag.Id}"),
            FlagDecision.EndsOne
        );
        Assert.Equal(FlagState.Decided, (await scene.FlagAsync(citizen, FlagKind.OverlapAcross)).State);

        await scene.ChangeAsync(
            mine,
            placement =>
                Assert.Empty(
                    placement.ChangeLatestGrant(
                        TestData.Period("2026-06-01..2027-03-31"),
                        placement.Grants[0].MinutesPerWeek,
                        placement.Grants[0].DecisionDate
                    )
                )
        );

        Assert.Equal(FlagState.Open, (await scene.FlagAsync(citizen, FlagKind.OverlapAcross)).State);
    }

    /// <summary>
    /// The own first day put off, another own flag found meanwhile, and the first day put back: the numbers, which order
    /// the list, are in the same order whether the unseen placement still goes on at the day that was tried or not.
    /// </summary>
    [Theory]
    [InlineData("2026-11-01..2026-12-20", Label = "over by the day that was tried")]
    [InlineData("2026-11-01..2027-12-31", Label = "goes on until after it")]
    public async Task Get_OwnFirstDayPutOffAndBack_TheOrderTellsNothingOfTheUnseenDays(string theirs)
    {
        var scene = await WorklistScene.CreateAsync(app);
        await scene.ChangeOtherAsync(department => department.ShowsDates = false);
        var (citizen, _, mine, _) = await scene.OverlapAsync(theirs: theirs);
        await scene.ChangeAsync(mine, placement => Begin(placement, "2026-12-25"));
        await app.Data.CreatePlacementAsync(citizen, scene.Own, "2026-11-20..2026-12-10");

        await scene.ChangeAsync(mine, placement => Begin(placement, "2026-06-01"));

        var shown = await scene.Ours.GetAsync("/Flags");
        var kinds = new List<FlagKind>();
        foreach (var box in shown.Document.QuerySelectorAll("[name=Ids]"))
        {
            var id = long.Parse(box.GetAttribute("value")!, CultureInfo.InvariantCulture);
            kinds.Add(
                await app.DbAsync(db => db.Flags.Where(f => f.Id == id).Select(f => f.Kind).SingleAsync())
            );
        }

        // The two that the last save opened, and then those between.
        Assert.Equal(
            [FlagKind.OverlapWithin, FlagKind.OverlapAcross, FlagKind.GrantEnding, FlagKind.OverlapAcross],
            kinds
        );

        static void Begin(Placement placement, string first) =>
            Assert.Empty(
                placement.ChangeLatestGrant(
                    new DatePeriod(TestData.Day(first), placement.Last),
                    placement.Grants[0].MinutesPerWeek,
                    placement.Grants[0].DecisionDate
                )
            );
    }

    /// <summary>A form's stamp is made of what the page shows, so that nobody finds a number by trying.</summary>
    [Fact]
    public async Task Get_PartlySeen_TheStampIsOfWhatIsShownAlone()
    {
        var scene = await WorklistScene.CreateAsync(app);
        var (_, flag, _, theirs) = await scene.OverlapAsync();
        await using var scope = app.Services.CreateAsyncScope();
        var user = new CurrentUser(
            new ClaimsPrincipal(
                new ClaimsIdentity([new Claim("registry:department", $"{scene.Own.Id}")], "test")
            )
        );
        var told = Assert.Single(
            await new ToldFlags(
                scope.ServiceProvider.GetRequiredService<RegistryDb>(),
                user,
                scope.ServiceProvider.GetRequiredService<Clock>(),
                scope.ServiceProvider.GetRequiredService<RegistrySettings>()
            ).LoadAsync([flag.Id], TestContext.Current.CancellationToken)
        );

        Assert.Equal(theirs.Id, told.Elsewhere!.Id);
        Assert.Equal(told.Stamp, (told with { Elsewhere = told.Elsewhere with { Id = 1 } }).Stamp);
        Assert.NotEqual(told.Stamp, (told with { Elsewhere = told.Elsewhere with { Phone = "1" } }).Stamp);
    }

    /// <summary>Who moves to another department takes the reasons of the one before not along.</summary>
    [Fact]
    public async Task Get_WhoDecidedWorksInOwnDepartmentNow_TellsNotWhy()
    {
        var scene = await WorklistScene.CreateAsync(app);
        var (_, flag, _, _) = await scene.OverlapAsync();
        var secret = TestData.CreateName("Hemmelig");
        var decider = await app.Data.CreateUserAsync([Roles.Caseworker], scene.Other.Id);
        var theirs = await app.SignInAsync(decider);
        await WorklistScene.DecideAsync(
            theirs,
            await theirs.GetAsync($"/Flags/{flag.Id}"),
            FlagDecision.EndsOne,
            secret
        );
        await app.DbAsync(async db =>
        {
            var account = await db.Users.Include(u => u.Memberships).SingleAsync(u => u.Id == decider.Id);
            account.Memberships.Clear();
            account.Memberships.Add(new UserMembership { DepartmentId = scene.Own.Id });
            return await db.SaveChangesAsync();
        });

        var (ours, colleagues) = (
            await scene.Ours.GetAsync($"/Flags/{flag.Id}"),
            await scene.Theirs.GetAsync($"/Flags/{flag.Id}")
        );

        Assert.DoesNotContain(secret, ours.Text, StringComparison.Ordinal);
        Assert.Contains(secret, colleagues.Text, StringComparison.Ordinal);
    }
}

public sealed class DecideInPartTests_Sqlite(SqliteApp app)
    : DecideInPartTests(app),
        IClassFixture<SqliteApp>;

public sealed class DecideInPartTests_PostgreSql(PostgreSqlApp app)
    : DecideInPartTests(app),
        IClassFixture<PostgreSqlApp>;
