using System.Text;
using MentorRegistry.Domain.Citizens;
using MentorRegistry.Domain.Flags;
using MentorRegistry.Domain.Organisation;
using MentorRegistry.Domain.Placements;
using MentorRegistry.Domain.Providers;
using MentorRegistry.Web.Access;
using MentorRegistry.Web.Pages.MyDepartment;
using Microsoft.EntityFrameworkCore;

namespace MentorRegistry.Web.Tests.Access;

/// <summary>
/// One citizen, one placement of another department, and every place where something of a citizen is shown: each must
/// tell the same, and none more than the rule (<see cref="Domain.Sharing.Insight"/>) allows.
/// </summary>
public abstract class CitizenAccessTests(RegistryWebApp app)
{
    /// <summary>Everywhere that shows a citizen's placements, as the caseworker of an own department meets it.</summary>
    public static TheoryData<string> Places =>
        [
            "/Citizens/{0}",
            "/Citizens/{0}?handler=Number",
            "/Citizens/{0}/Sheet",
            "/Citizens/{0}/Edit",
            "/Citizens/{0}/Sharing",
            "/Placements/Register?citizen={0}",
            "/Placements/Extend/{1}",
            "/Placements/Change/{1}",
            "/Placements/End/{1}",
            "/Placements/Cancel/{1}",
            "/Department?State=4",
            "/Department?State=4&Kind=0",
            "/Department?State=4&handler=Export",
            "/",
        ];

    [Theory]
    [MemberData(nameof(Places))]
    public async Task Anywhere_WithoutBasis_TellsNothingOfTheOtherDepartmentsPlacement(string place)
    {
        var scene = await CreateAsync();

        var shown = await ShownAsync(scene, place);

        foreach (var secret in scene.Secrets)
        {
            Assert.DoesNotContain(secret, shown, StringComparison.Ordinal);
        }
    }

    /// <summary>The other way round: with a basis the overview tells all of it, so the secrets are the right words.</summary>
    [Fact]
    public async Task Overview_WithBasis_TellsAllOfIt()
    {
        var scene = await CreateAsync();
        await app.Data.CreateSharingAsync(scene.Citizen, scene.Own, scene.Other);

        var shown = await ShownAsync(scene, "/Citizens/{0}");

        Assert.All(scene.Secrets, secret => Assert.Contains(secret, shown, StringComparison.Ordinal));
    }

    [Fact]
    public async Task SheetAndForms_WithBasis_TellOfIt()
    {
        var scene = await CreateAsync();
        await app.Data.CreateSharingAsync(scene.Citizen, scene.Own, scene.Other);

        Assert.Contains(
            scene.Mentor.Name,
            await ShownAsync(scene, "/Citizens/{0}/Sheet"),
            StringComparison.Ordinal
        );
        Assert.Contains(
            scene.Mentor.Name,
            await ShownAsync(scene, "/Placements/Register?citizen={0}"),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("2026-01-01..2026-11-19")]
    [InlineData("2026-11-21..")]
    public async Task Overview_BasisNotInForceToday_TellsNothing(string days)
    {
        var scene = await CreateAsync();
        await app.Data.CreateSharingAsync(scene.Citizen, days, scene.Own, scene.Other);

        var shown = await ShownAsync(scene, "/Citizens/{0}");

        Assert.DoesNotContain(scene.Mentor.Name, shown, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public async Task Overview_WithoutBasis_TellsWhatTheDepartmentLetsOthersKnow(bool dates, bool hidesName)
    {
        var scene = await CreateAsync();
        await app.DbAsync(async db =>
        {
            var other = await db.Departments.SingleAsync(d => d.Id == scene.Other.Id);
            (other.ShowsDates, other.HidesName) = (dates, hidesName);
            return await db.SaveChangesAsync();
        });

        var page = await scene.Browser.GetAsync($"/Citizens/{scene.Citizen.Reference}");

        var card = page.TextOf(".mentor-card-elsewhere");
        Assert.Contains("Der er et aktivt forløb.", card, StringComparison.Ordinal);
        Assert.Contains(
            hidesName ? "Forløb i en anden afdeling" : $"Forløb i {scene.Other.Name}",
            card,
            StringComparison.Ordinal
        );
        Assert.Equal(!hidesName, page.Html.Contains(scene.Other.Name, StringComparison.Ordinal));
        Assert.Equal(dates, card.Contains("12.09.2026 – 31.12.2026", StringComparison.Ordinal));
        Assert.Equal(!hidesName, card.Contains(scene.Other.Phone!, StringComparison.Ordinal));
        var warning = page.TextOf(".needs-judgement .sentence");
        Assert.StartsWith("2 overlappende forløb: ", warning, StringComparison.Ordinal);
        Assert.Equal(dates, warning.Contains("12.09.2026", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Overview_OtherDepartmentsPlacementHasEnded_IsNotThere()
    {
        var scene = await CreateAsync(days: "2026-01-01..2026-11-19");

        var page = await scene.Browser.GetAsync($"/Citizens/{scene.Citizen.Reference}");

        Assert.Null(page.Document.QuerySelector(".mentor-card-elsewhere"));
        Assert.Null(page.Document.QuerySelector(".needs-judgement"));
    }

    [Fact]
    public async Task Overview_SameMentorInTwoDepartmentsForLong_IsToldToThoseWhoSeeBoth()
    {
        var scene = await CreateAsync(days: "2023-02-03..2026-06-20", sameMentor: true);

        var before = await scene.Browser.GetAsync($"/Citizens/{scene.Citizen.Reference}");
        await app.Data.CreateSharingAsync(scene.Citizen, scene.Own, scene.Other);
        var after = await scene.Browser.GetAsync($"/Citizens/{scene.Citizen.Reference}");

        Assert.Null(before.Document.QuerySelector(".needs-judgement"));
        Assert.Contains(
            "siden 3. februar 2023",
            after.TextOf(".needs-judgement .sentence"),
            StringComparison.Ordinal
        );
    }

    /// <summary>One's own placement could be moved day by day until the sentence comes or goes.</summary>
    [Theory]
    [InlineData("2026-12-01..2026-12-31", false)]
    [InlineData("2026-11-01..2026-11-25", true)]
    public async Task Overview_OwnComingAndOthersActive_OverlapIsToldWhereDatesAreShown(string mine, bool own)
    {
        var scene = await CreateAsync();
        var citizen = await app.Data.CreateCitizenAsync();
        await app.Data.CreatePlacementAsync(citizen, scene.Own, mine);
        await app.Data.CreatePlacementAsync(citizen, scene.Other, "2026-09-12..2027-12-31");

        var hidden = await scene.Browser.GetAsync($"/Citizens/{citizen.Reference}");
        await app.DbAsync(async db =>
        {
            (await db.Departments.SingleAsync(d => d.Id == scene.Other.Id)).ShowsDates = true;
            return await db.SaveChangesAsync();
        });
        var shown = await scene.Browser.GetAsync($"/Citizens/{citizen.Reference}");

        Assert.Equal(own, hidden.Document.QuerySelector(".needs-judgement") is not null);
        Assert.NotNull(shown.Document.QuerySelector(".needs-judgement"));
    }

    [Fact]
    public async Task Overview_RunIsLongWithWhatIsSeenAlone_IsToldOnceAsFarAsSeen()
    {
        var scene = await CreateAsync(days: "2023-02-03..2024-01-20", sameMentor: true);
        await app.Data.CreatePlacementAsync(
            scene.Citizen,
            scene.Own,
            "2024-02-01..2026-06-30",
            scene.OwnMentor
        );

        var page = await scene.Browser.GetAsync($"/Citizens/{scene.Citizen.Reference}");

        Assert.Equal(
            $"Samme mentor i 2 år 9 mdr.: {scene.OwnMentor.Name}, siden 1. februar 2024, over 2 bevillinger.",
            page.TextOf(".needs-judgement .sentence")
        );
    }

    [Fact]
    public async Task Register_OverlapsWhatIsNotSeen_AsksWithoutTellingTheDays()
    {
        var scene = await CreateAsync();
        var group = await app.Data.CreateTargetGroupAsync();
        var basis = await app.Data.CreateLegalBasisAsync();

        var page = await scene.Browser.SubmitAsync(
            await scene.Browser.GetAsync($"/Placements/Register?citizen={scene.Citizen.Reference}"),
            "main form:has([name^='Input.'])",
            new()
            {
                ["Input.TargetGroupId"] = $"{group.Id}",
                ["Input.LegalBasisId"] = $"{basis.Id}",
                ["Input.ProviderId"] = $"{scene.OwnMentor.ProviderId}",
                ["Input.First"] = "01-12-2026",
                ["Input.Last"] = "31-05-2027",
                ["Input.Hours"] = "2",
            }
        );

        Assert.Contains(
            $"Der er et forløb i {scene.Other.Name}, som er i gang eller skal begynde. Ring til afdelingen, før du bevilger.",
            page.TextsOf("form .alert-warning li")
        );
        var saved = await scene.Browser.SubmitAsync(
            page,
            "main form:has([name^='Input.'])",
            new() { ["Confirm.Reason"] = "Aftalt med den anden afdeling" }
        );
        Assert.Equal($"/Citizens/{scene.Citizen.Reference}", saved.Path);
        var asked = WithoutChoices(page);
        Assert.All(scene.Secrets, secret => Assert.DoesNotContain(secret, asked, StringComparison.Ordinal));
    }

    /// <summary>Days and mentors tried in one's own placement must be no question to what is not seen, in lists neither.</summary>
    [Fact]
    public async Task ListFileAndStart_UnseenPlacementsThatDiffer_TellTheSame()
    {
        // To come, on shared days and on others; going on for long with the own mentor, and with another.
        var none = await ListedAsync("2027-05-01..2027-05-10", sameMentor: false);

        Assert.Equal(none, await ListedAsync("2027-01-10..2027-01-20", sameMentor: false));
        Assert.Equal(none, await ListedAsync("2024-01-01..2026-12-31", sameMentor: true));
        Assert.Equal(none, await ListedAsync("2024-01-01..2026-12-31", sameMentor: false));

        async Task<string> ListedAsync(string days, bool sameMentor)
        {
            var (own, other) = (
                await app.Data.CreateDepartmentAsync(),
                await app.Data.CreateDepartmentAsync()
            );
            await app.DbAsync(async db =>
            {
                (await db.Departments.SingleAsync(d => d.Id == other.Id)).HidesName = true;
                return await db.SaveChangesAsync();
            });
            var (citizen, mentor) = (await app.Data.CreateCitizenAsync(), await app.Data.CreateMentorAsync());
            await app.Data.CreatePlacementAsync(citizen, own, "2027-01-01..2027-03-31", mentor);
            await app.Data.CreatePlacementAsync(
                citizen,
                other,
                days,
                sameMentor ? mentor : await app.Data.CreateMentorAsync()
            );
            var browser = await app.SignInAsync(Roles.Caseworker, own.Id);
            var file = (await browser.GetAsync("/Department?State=4&handler=Export")).Html;
            var shown = new List<string> { file.Trim().Split('\n')[1].Split(';')[^1] };
            foreach (var kind in Enum.GetValues<FlagKind>())
            {
                var list = await browser.GetAsync($"/Department?State=4&Kind={kind:D}");
                shown.Add($"{kind} {list.TextsOf("main table tbody tr").Count}");
            }

            var start = await browser.GetAsync("/");
            shown.AddRange(start.TextsOf("main a[href^='/Flags']"));
            return string.Join('\n', shown);
        }
    }

    private async Task<Scene> CreateAsync(string days = "2026-09-12..2026-12-31", bool sameMentor = false)
    {
        var (own, other) = (await app.Data.CreateDepartmentAsync(), await app.Data.CreateDepartmentAsync());
        var citizen = await app.Data.CreateCitizenAsync();
        var ownMentor = await app.Data.CreateMentorAsync();
        var mentor = sameMentor ? ownMentor : await app.Data.CreateMentorAsync();
        var group = await app.Data.CreateTargetGroupAsync(department: other);
        var basis = await app.Data.CreateLegalBasisAsync(department: other);
        var browser = await app.SignInAsync(Roles.Caseworker, own.Id);
        var mine = await app.Data.CreatePlacementAsync(citizen, own, "2026-07-01..2027-03-31", ownMentor);
        await app.Data.CreatePlacementAsync(
            citizen,
            other,
            days,
            mentor,
            targetGroup: group,
            legalBasis: basis
        );
        return new Scene(browser, citizen, own, other, ownMentor, mentor, mine, group, basis);
    }

    private static async Task<string> ShownAsync(Scene scene, string place)
    {
        var path = string.Format(null, place, scene.Citizen.Reference, scene.Mine.Id);
        if (path.EndsWith("handler=Number", StringComparison.Ordinal))
        {
            var overview = await scene.Browser.GetAsync($"/Citizens/{scene.Citizen.Reference}");
            return (await scene.Browser.SubmitAsync(overview, "form[action*=Number]")).Html;
        }

        var page = await scene.Browser.GetAsync(path);
        Assert.True(page.Response.IsSuccessStatusCode, $"{path}: {page.Status}");
        return page.Response.Content.Headers.ContentType?.MediaType == "text/html"
            ? WithoutChoices(page)
            : page.Html;
    }

    // The choices of a form or filter are reference data and say nothing of the citizen.
    private static string WithoutChoices(PageAnswer page)
    {
        foreach (var choice in page.Document.QuerySelectorAll("option").ToList())
        {
            choice.Remove();
        }

        return page.Document.DocumentElement.OuterHtml;
    }

    private sealed record Scene(
        Browser Browser,
        Citizen Citizen,
        Department Own,
        Department Other,
        Mentor OwnMentor,
        Mentor Mentor,
        Placement Mine,
        TargetGroup Group,
        LegalBasis Basis
    )
    {
        /// <summary>What says something of the other department's placement.</summary>
        public IEnumerable<string> Secrets =>
            [Mentor.Name, Group.Name, Basis.Name, "12.09.2026", "31.12.2026"];
    }
}

public sealed class CitizenAccessTests_Sqlite(SqliteApp app)
    : CitizenAccessTests(app),
        IClassFixture<SqliteApp>;

public sealed class CitizenAccessTests_PostgreSql(PostgreSqlApp app)
    : CitizenAccessTests(app),
        IClassFixture<PostgreSqlApp>;
