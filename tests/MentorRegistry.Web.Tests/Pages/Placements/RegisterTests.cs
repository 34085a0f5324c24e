using System.Net;
using MentorRegistry.Domain.Citizens;
using MentorRegistry.Domain.Flags;
using MentorRegistry.Domain.Placements;
using MentorRegistry.Domain.Providers;
using MentorRegistry.Web.Access;
using MentorRegistry.Web.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace MentorRegistry.Web.Tests.Pages.Placements;

public abstract class RegisterTests(RegistryWebApp app)
{
    private const string Reason = "De to mentorer hjælper med hver sit.";

    [Fact]
    public async Task Get_KnownCitizen_ShowsDefaultsAndRecordsTheLookupFirst()
    {
        var scene = await PlacementScene.CreateAsync(app);

        var page = await scene.Browser.GetAsync(scene.RegisterPath);

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Equal("20.11.2026", Value(page, "First"));
        Assert.Equal("20.11.2026", Value(page, "DecisionDate"));
        Assert.Equal($"{scene.Department.Id}", Selected(page, "DepartmentId"));
        Assert.Contains(scene.Citizen.Name, page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(scene.Citizen.Name, page.Document.Title, StringComparison.Ordinal);
        Assert.DoesNotContain(scene.Citizen.CurrentNumber!.Digits, page.Html, StringComparison.Ordinal);
        Assert.Equal(
            LookupKind.Form,
            await app.DbAsync(db =>
                db.Lookups.Where(l => l.CitizenId == scene.Citizen.Id && l.Kind != LookupKind.Purpose)
                    .Select(l => l.Kind)
                    .SingleAsync()
            )
        );
    }

    [Theory]
    [InlineData("B-999999999999")]
    [InlineData("")]
    [InlineData("<script>")]
    public async Task Get_NoSuchCitizen_Is404(string reference)
    {
        var scene = await PlacementScene.CreateAsync(app);

        var page = await scene.Browser.GetAsync(
            $"/Placements/Register?citizen={Uri.EscapeDataString(reference)}"
        );

        Assert.Equal(HttpStatusCode.NotFound, page.Status);
    }

    [Fact]
    public async Task Get_NobodysForm_LeadsToStartWhichSaysWhatToDo()
    {
        var scene = await PlacementScene.CreateAsync(app);

        // Where a sign-in leads whose session ended while a new citizen's form was filled in.
        var page = await scene.Browser.GetAsync("/Placements/Register");

        Assert.Equal("/", page.Path);
        Assert.Contains("Slå borgeren op igen", page.TextOf("main [role=status]"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_OtherDepartmentsMentor_StandsBesideTheForm()
    {
        var scene = await PlacementScene.CreateAsync(app);
        var other = await app.Data.CreateDepartmentAsync();
        await app.Data.CreateSharingAsync(scene.Citizen, scene.Department, other);
        var mentor = await app.Data.CreateMentorAsync();
        await app.Data.CreatePlacementAsync(scene.Citizen, other, "2026-06-01..2026-12-31", mentor);
        var planned = await app.Data.CreateMentorAsync();
        await app.Data.CreatePlacementAsync(scene.Citizen, other, "2027-06-01..", planned);
        var ended = await app.Data.CreateMentorAsync();
        await app.Data.CreatePlacementAsync(scene.Citizen, other, "2025-06-01..2025-07-01", ended);

        var page = await scene.Browser.GetAsync(scene.RegisterPath);

        var beside = page.TextOf(".placement-mentors");
        Assert.Contains(mentor.Name, beside, StringComparison.Ordinal);
        Assert.Contains("01.06.2026–31.12.2026", beside, StringComparison.Ordinal);
        Assert.Contains(planned.Name + " Planlagt", beside, StringComparison.Ordinal);
        Assert.DoesNotContain(ended.Name + " ", beside, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_NothingWrong_SavesAndShowsTheOverview()
    {
        var scene = await PlacementScene.CreateAsync(app);

        var answer = await scene.SubmitAsync(
            await scene.Browser.GetAsync(scene.RegisterPath),
            scene.Fields()
        );

        scene.AssertSaved(answer);
        var placement = Assert.Single(await scene.PlacementsAsync());
        Assert.Equal(TestData.Period("2026-12-01..2027-05-31"), placement.Period);
        Assert.Equal(scene.Mentor.Id, placement.MentorId);
        Assert.Equal(scene.Department.Id, placement.DepartmentId);
        var grant = Assert.Single(placement.Grants);
        Assert.Equal((255, RegistryWebApp.Today), (grant.MinutesPerWeek, grant.DecisionDate));
    }

    [Fact]
    public async Task Post_PeriodOverlapsOtherDepartment_AsksForReason()
    {
        var scene = await PlacementScene.CreateAsync(app);
        var other = await app.Data.CreateDepartmentAsync();
        var mentor = await app.Data.CreateMentorAsync();
        await app.Data.CreateSharingAsync(scene.Citizen, scene.Department, other);
        await app.Data.CreatePlacementAsync(scene.Citizen, other, "2026-06-01..2027-01-15", mentor);

        var page = await scene.SubmitAsync(await scene.Browser.GetAsync(scene.RegisterPath), scene.Fields());

        var sentence =
            $"Overlapper med {mentor.Name} ({other.Name}) i 46 dage: fra 1. december 2026 til 15. januar 2027.";
        Assert.Equal([sentence], page.TextsOf("form .alert-warning li"));
        Assert.Equal([sentence], page.TextsOf(".placement-warnings li"));
        Assert.Equal("#Confirm_Reason", Assert.Single(PlacementScene.Errors(page)).Field);
        Assert.Equal("4,25", Value(page, "Hours"));
        Assert.Single(await scene.PlacementsAsync());
    }

    [Fact]
    public async Task Post_OverlapsTwoOfTheSameMentor_SaysWhichTheyAre()
    {
        var scene = await PlacementScene.CreateAsync(app);
        var mentor = await app.Data.CreateMentorAsync("Åse Friis");
        var first = await app.Data.CreateTargetGroupAsync("Misbrug", scene.Department);
        var second = await app.Data.CreateTargetGroupAsync("Autisme", scene.Department);
        foreach (var group in new[] { first, second })
        {
            await app.Data.CreatePlacementAsync(
                scene.Citizen,
                scene.Department,
                "2026-06-01..2027-01-15",
                mentor,
                targetGroup: group
            );
        }

        var page = await scene.SubmitAsync(await scene.Browser.GetAsync(scene.RegisterPath), scene.Fields());

        const string days = "i 46 dage: fra 1. december 2026 til 15. januar 2027.";
        Assert.Equal(
            [
                $"Overlapper med Åse Friis ({scene.Department.Name}, Misbrug) {days}",
                $"Overlapper med Åse Friis ({scene.Department.Name}, Autisme) {days}",
            ],
            page.TextsOf(".placement-warnings li")
        );
    }

    [Fact]
    public async Task Post_OverlapConfirmed_SavedWithReasonInHistory()
    {
        var scene = await PlacementScene.CreateAsync(app);
        await app.Data.CreatePlacementAsync(scene.Citizen, days: "2026-06-01..");
        var asked = await scene.SubmitAsync(await scene.Browser.GetAsync(scene.RegisterPath), scene.Fields());

        var answer = await scene.SubmitAsync(asked, new() { ["Confirm.Reason"] = $" {Reason} " });

        scene.AssertSaved(answer);
        var saved = (await scene.PlacementsAsync())[^1];
        var history = await app.DbAsync(db =>
            db.AuditEntries.Where(e => e.Root == nameof(Placement) && e.RootId == $"{saved.Id}").ToListAsync()
        );
        Assert.Equal(["Placement", "Grant"], history.Select(entry => entry.Entity));
        Assert.All(history, entry => Assert.Equal((AuditAction.Added, Reason), (entry.Action, entry.Reason)));
    }

    [Theory]
    [InlineData(OverlapTreatment.Told, 1)]
    [InlineData(OverlapTreatment.Allowed, 0)]
    public async Task Post_OverlapThatARuleLetsPass_AsksForNoReason(OverlapTreatment treatment, int told)
    {
        var scene = await PlacementScene.CreateAsync(app);
        await app.Data.CreatePlacementAsync(
            scene.Citizen,
            scene.Department,
            "2026-06-01..2027-01-15",
            await app.Data.CreateMentorAsync()
        );
        await app.Data.PublishAsync(
            new OverlapRule(
                new OverlapSide(scene.Department.Id, scene.LegalBasis.Id),
                new OverlapSide(scene.Department.Id, null),
                treatment
            )
        );
        var form = await scene.Browser.GetAsync(scene.RegisterPath);

        var checkedForm = await scene.SubmitAsync(form, scene.Fields(), "[formaction]");
        Assert.Equal(told, checkedForm.TextsOf(".placement-warnings li").Count);
        Assert.Empty(checkedForm.TextsOf("form .alert-warning li"));
        scene.AssertSaved(await scene.SubmitAsync(form, scene.Fields()));

        Assert.Empty(
            await app.DbAsync(db =>
                db.Flags.Where(flag =>
                        flag.CitizenId == scene.Citizen.Id
                        && (flag.Kind == FlagKind.OverlapWithin || flag.Kind == FlagKind.OverlapAcross)
                    )
                    .ToListAsync()
            )
        );
    }

    [Theory]
    [InlineData("")]
    [InlineData("ok")]
    [InlineData("                    ")]
    public async Task Post_OverlapWithoutProperReason_AsksAgain(string reason)
    {
        var scene = await PlacementScene.CreateAsync(app);
        await app.Data.CreatePlacementAsync(scene.Citizen, days: "2026-06-01..");
        var asked = await scene.SubmitAsync(await scene.Browser.GetAsync(scene.RegisterPath), scene.Fields());

        var answer = await scene.SubmitAsync(asked, new() { ["Confirm.Reason"] = reason });

        Assert.Equal(
            [("#Confirm_Reason", "Skriv en begrundelse på mindst 10 tegn, som kan læses.")],
            PlacementScene.Errors(answer)
        );
        Assert.Single(await scene.PlacementsAsync());
    }

    [Fact]
    public async Task Post_SomebodyElseRegisteredMeanwhile_AsksAgainAboutWhatIsNew()
    {
        var scene = await PlacementScene.CreateAsync(app);
        await app.Data.CreatePlacementAsync(scene.Citizen, days: "2026-06-01..");
        var asked = await scene.SubmitAsync(await scene.Browser.GetAsync(scene.RegisterPath), scene.Fields());
        var newcomer = await app.Data.CreateMentorAsync();
        await app.Data.CreatePlacementAsync(
            scene.Citizen,
            scene.Department,
            "2027-01-01..2027-01-31",
            newcomer
        );

        var again = await scene.SubmitAsync(asked, new() { ["Confirm.Reason"] = Reason });

        Assert.StartsWith(
            "Der er ikke gemt: Der er noget at tage stilling til",
            Assert.Single(PlacementScene.Errors(again)).Text,
            StringComparison.Ordinal
        );
        Assert.Contains(newcomer.Name, page(again), StringComparison.Ordinal);
        Assert.Equal(Reason, again.TextOf("#Confirm_Reason"));
        Assert.Equal(2, (await scene.PlacementsAsync()).Count);

        scene.AssertSaved(await scene.SubmitAsync(again));
        Assert.Equal(3, (await scene.PlacementsAsync()).Count);

        static string page(PageAnswer answer) => answer.TextOf("form .alert-warning");
    }

    [Fact]
    public async Task Post_TwoAtTheSameTime_TheSecondIsAskedAboutTheFirst()
    {
        var scene = await PlacementScene.CreateAsync(app);
        var other = await app.SignInAsync(Roles.Caseworker, scene.Department.Id);
        await app.GivePurposeAsync(other, scene.Citizen);
        var mine = await scene.Browser.GetAsync(scene.RegisterPath);
        var theirs = await other.GetAsync(scene.RegisterPath);

        var answers = await Task.WhenAll(
            scene.SubmitAsync(mine, scene.Fields()),
            other.SubmitAsync(theirs, "main form:has([name^='Input.'])", scene.Fields(first: "02-12-2026"))
        );

        Assert.Single(answers, answer => answer.Path == $"/Citizens/{scene.Citizen.Reference}");
        var asked = Assert.Single(answers, answer => answer.Path == "/Placements/Register");
        Assert.Contains("Overlapper med", asked.TextOf("form .alert-warning"), StringComparison.Ordinal);
        Assert.Single(await scene.PlacementsAsync());
    }

    [Fact]
    public async Task Post_ButtonPressedTwice_RegistersOnceAndShowsIt()
    {
        var scene = await PlacementScene.CreateAsync(app);
        var form = await scene.Browser.GetAsync(scene.RegisterPath);

        var answers = await Task.WhenAll(
            scene.SubmitAsync(form, scene.Fields()),
            scene.SubmitAsync(form, scene.Fields())
        );

        Assert.All(answers, answer => Assert.Equal($"/Citizens/{scene.Citizen.Reference}", answer.Path));
        Assert.Single(await scene.PlacementsAsync());
    }

    [Fact]
    public async Task Post_SameAgainAfterCancellation_IsRegisteredAnew()
    {
        var scene = await PlacementScene.CreateAsync(app);
        var form = await scene.Browser.GetAsync(scene.RegisterPath);
        scene.AssertSaved(await scene.SubmitAsync(form, scene.Fields()));
        await app.DbAsync(async db =>
        {
            var placement = await db
                .Placements.Include(p => p.Citizen)
                .SingleAsync(p => p.CitizenId == scene.Citizen.Id);
            placement.Cancel("Oprettet ved en fejl");
            return await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        });

        scene.AssertSaved(await scene.SubmitAsync(form, scene.Fields()));

        Assert.Equal(2, (await scene.PlacementsAsync()).Count);
    }

    [Fact]
    public async Task Post_LongerThanLegalBasisAndOverTwentyFourMonths_SaysBoth()
    {
        var scene = await PlacementScene.CreateAsync(app, longestGrantMonths: 6);
        await scene.CreatePlacementAsync("2025-01-01..2026-11-30");

        var page = await scene.SubmitAsync(
            await scene.Browser.GetAsync(scene.RegisterPath),
            scene.Fields("01-12-2026", "30-06-2027")
        );

        Assert.Equal(
            [
                $"{scene.LegalBasis.Name} giver højst 6 mdr. ad gangen, her til og med 1. juni 2027. Bevillingen løber til 30. juni 2027.",
                $"Samme mentor ({scene.Mentor.Name}) i 2 år 6 mdr., fra 1. januar 2025 til 30. juni 2027. Grænsen på 2 år passeres 2. januar 2027.",
            ],
            page.TextsOf("form .alert-warning li")
        );
    }

    [Fact]
    public async Task Check_Overlap_ShowsItWithoutSaving()
    {
        var scene = await PlacementScene.CreateAsync(app);
        await app.Data.CreatePlacementAsync(scene.Citizen, days: "2026-06-01..");
        var start = await scene.Browser.GetAsync(scene.RegisterPath);

        var page = await scene.SubmitAsync(start, scene.Fields(), "[formaction]");

        Assert.Single(page.TextsOf(".placement-warnings li"));
        Assert.Empty(PlacementScene.Errors(page));
        Assert.Single(await scene.PlacementsAsync());
        scene.AssertSaved(await scene.SubmitAsync(page, new() { ["Confirm.Reason"] = Reason }));
    }

    [Fact]
    public async Task Live_DaysOnly_AnswersTheTwoPartsAsOneLookupWithTheForm()
    {
        var scene = await PlacementScene.CreateAsync(app, longestGrantMonths: 6);
        await app.Data.CreatePlacementAsync(scene.Citizen, scene.Department, "2026-06-01..2026-12-10");
        var start = await scene.Browser.GetAsync(scene.RegisterPath);

        var parts = await scene.Browser.PostRawAsync(
            start.Document.QuerySelector("form[data-live]")!.GetAttribute("data-live")!,
            new()
            {
                ["__RequestVerificationToken"] = start
                    .Document.QuerySelector("form[data-live] [name=__RequestVerificationToken]")!
                    .GetAttribute("value")!,
                ["Input.First"] = "01-12-2026",
                ["Input.LegalBasisId"] = $"{scene.LegalBasis.Id}",
            }
        );

        Assert.Null(parts.Document.QuerySelector("main, [data-module=error-summary], .form-error"));
        Assert.Contains("i 10 dage", parts.TextOf("[data-live-part=warnings]"), StringComparison.Ordinal);
        Assert.NotNull(parts.Document.QuerySelector("[data-suggested-last='31.05.2027']"));
        Assert.NotNull(parts.Document.QuerySelector("[data-live-part=confirm] [name='Confirm.Shown']"));
        Assert.Equal(
            1,
            await app.DbAsync(db =>
                db.Lookups.CountAsync(l => l.CitizenId == scene.Citizen.Id && l.Kind != LookupKind.Purpose)
            )
        );
        Assert.Single(await scene.PlacementsAsync());
    }

    /// <summary>What is typed is priced by the rate of its first day, beside the form.</summary>
    [Theory]
    [InlineData("31-12-2026", "Ca. 9.208 kr. pr. måned (500,00 kr. pr. time ekskl. moms).")]
    [InlineData("01-01-2027", "Ca. 11.050 kr. pr. måned (600,00 kr. pr. time ekskl. moms).")]
    [InlineData("31-12-2025", "Leverandøren har ingen timepris 31. december 2025, så prisen kendes ikke.")]
    public async Task Check_ProviderAndHoursTyped_SaysWhatItCostsAMonth(string first, string expected)
    {
        var scene = await PlacementScene.CreateAsync(app);
        var provider = new Provider { Id = scene.Mentor.ProviderId, Name = "" };
        await app.Data.CreateRateAsync(provider, "2026-01-01..2026-12-31", 500);
        await app.Data.CreateRateAsync(provider, "2027-01-01..", 600);

        var page = await scene.SubmitAsync(
            await scene.Browser.GetAsync(scene.RegisterPath),
            scene.Fields(first),
            "[formaction]"
        );

        Assert.Equal(expected, page.TextOf(".grant-cost"));
        var without = await scene.SubmitAsync(page, new() { ["Input.Hours"] = "" }, "[formaction]");
        Assert.Null(without.Document.QuerySelector(".grant-cost"));
    }

    [Fact]
    public async Task Post_English_AsksInEnglish()
    {
        var scene = await PlacementScene.CreateAsync(app);
        var mentor = await app.Data.CreateMentorAsync();
        await app.Data.CreatePlacementAsync(scene.Citizen, scene.Department, "2026-06-01..", mentor);
        var user = await app.Data.CreateUserAsync([Roles.Caseworker], scene.Department.Id);
        var browser = await app.SignInAsync(user, "en");

        var page = await browser.SubmitAsync(
            await browser.GetAsync(scene.RegisterPath),
            "main form:has([name^='Input.'])",
            scene.Fields()
        );

        Assert.StartsWith(
            $"Overlaps with {mentor.Name}",
            page.TextOf("form .alert-warning li"),
            StringComparison.Ordinal
        );
    }

    private Task<int> CountAsync(Citizen citizen) =>
        app.DbAsync(db => db.Placements.CountAsync(placement => placement.CitizenId == citizen.Id));

    private static string? Value(PageAnswer page, string field) =>
        page.Document.GetElementById($"Input_{field}")!.GetAttribute("value");

    private static string? Selected(PageAnswer page, string field) =>
        page.Document.QuerySelector($"#Input_{field} option[selected]")?.GetAttribute("value");
}

public sealed class RegisterTests_Sqlite(SqliteApp app) : RegisterTests(app), IClassFixture<SqliteApp>;

public sealed class RegisterTests_PostgreSql(PostgreSqlApp app)
    : RegisterTests(app),
        IClassFixture<PostgreSqlApp>;
