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

    [Theory]
    [InlineData("20-11-2026", true)]
    [InlineData("21-11-2026", false)]
    [InlineData("01-01-2099", false)]
    public async Task Post_DecisionDate_IsADayThatHasBeen(string decided, bool accepted)
    {
        var scene = await PlacementScene.CreateAsync(app);
        var fields = scene.Fields();
        fields["Input.DecisionDate"] = decided;

        var page = await scene.SubmitAsync(await scene.Browser.GetAsync(scene.RegisterPath), fields);

        if (accepted)
        {
            scene.AssertSaved(page);
        }
        else
        {
            Assert.Equal(
                [("#Input_DecisionDate", "Afgørelsesdatoen kan ikke ligge efter i dag.")],
                PlacementScene.Errors(page)
            );
        }
    }

    [Fact]
    public async Task Post_IdThatIsNoNumber_AsksForAChoiceOnTheList()
    {
        var scene = await PlacementScene.CreateAsync(app);
        var fields = scene.Fields();
        fields["Input.TargetGroupId"] = "abc";

        var page = await scene.SubmitAsync(await scene.Browser.GetAsync(scene.RegisterPath), fields);

        Assert.Equal(
            [("#Input_TargetGroupId", "Målgruppe skal være en af mulighederne på listen.")],
            PlacementScene.Errors(page)
        );
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
    public async Task Post_EverythingMissing_TellsAllAtOnceInTheOrderOfTheForm()
    {
        var scene = await PlacementScene.CreateAsync(app);

        var page = await scene.SubmitAsync(
            await scene.Browser.GetAsync(scene.RegisterPath),
            new()
            {
                ["Input.DepartmentId"] = "",
                ["Input.Caseworker"] = "",
                ["Input.First"] = "",
                ["Input.DecisionDate"] = "",
            }
        );

        Assert.Equal(
            [
                ("#Input_DepartmentId", "Afdeling skal udfyldes."),
                ("#Input_TargetGroupId", "Målgruppe skal udfyldes."),
                ("#Input_LegalBasisId", "Lovgrundlag skal udfyldes."),
                ("#Input_ProviderId", "Leverandør skal udfyldes."),
                ("#Input_Caseworker", "Sagsbehandler skal udfyldes."),
                ("#Input_First", "Første dag skal udfyldes."),
                ("#Input_Hours", "Timer pr. uge skal udfyldes."),
                ("#Input_DecisionDate", "Afgørelsesdato skal udfyldes."),
            ],
            PlacementScene.Errors(page)
        );
        Assert.All(
            PlacementScene.Errors(page),
            error =>
                Assert.Equal("true", page.Document.QuerySelector(error.Field)!.GetAttribute("aria-invalid"))
        );
    }

    [Theory]
    [InlineData("First", "31-02-2027")]
    [InlineData("First", "01-01-0001")]
    [InlineData("First", "31-12-9999")]
    [InlineData("First", "0")]
    [InlineData("Last", "30-11-2026")]
    [InlineData("Last", "31-12-9999")]
    [InlineData("Last", "i morgen")]
    [InlineData("DecisionDate", "1/1")]
    [InlineData("Hours", "0")]
    [InlineData("Hours", "0,1")]
    [InlineData("Hours", "-1")]
    [InlineData("Hours", "200")]
    [InlineData("Hours", "1.234,5")]
    [InlineData("Hours", "NaN")]
    [InlineData("DepartmentId", "x")]
    [InlineData("DepartmentId", "99999999999999999999")]
    [InlineData("MentorId", "-1")]
    [InlineData("TargetGroupId", "0")]
    public async Task Post_OneFieldWrong_IsToldThereAndKept(string field, string typed)
    {
        var scene = await PlacementScene.CreateAsync(app);
        var fields = scene.Fields();
        fields[$"Input.{field}"] = typed;

        var page = await scene.SubmitAsync(
            await scene.Browser.GetAsync(scene.RegisterPath),
            fields,
            forged: true
        );

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Equal($"#Input_{field}", Assert.Single(PlacementScene.Errors(page)).Field);
        if (page.Document.GetElementById($"Input_{field}")!.LocalName == "input")
        {
            Assert.Equal(typed, Value(page, field));
        }

        Assert.Empty(await scene.PlacementsAsync());
    }

    [Theory]
    [InlineData("NaN")]
    [InlineData("∞")]
    [InlineData("1e5")]
    [InlineData("to")]
    public async Task Post_HoursThatAreNoNumber_AreAnsweredByTheOneSentence(string typed)
    {
        var scene = await PlacementScene.CreateAsync(app);

        var page = await scene.SubmitAsync(
            await scene.Browser.GetAsync(scene.RegisterPath),
            new(scene.Fields()) { ["Input.Hours"] = typed }
        );

        Assert.Equal(
            [("#Input_Hours", "Timer pr. uge skal være et tal, for eksempel 4,25.")],
            PlacementScene.Errors(page)
        );
    }

    [Fact]
    public async Task Post_VeryLongTexts_AreToldOfAndNothingIsWritten()
    {
        var scene = await PlacementScene.CreateAsync(app);
        var fields = scene.Fields();
        fields["Input.HelpsWith"] = new string('æ', 501);
        fields["Input.Caseworker"] = new string('x', 100_000);

        var page = await scene.SubmitAsync(await scene.Browser.GetAsync(scene.RegisterPath), fields);

        Assert.Equal(
            ["#Input_HelpsWith", "#Input_Caseworker"],
            PlacementScene.Errors(page).Select(error => error.Field)
        );
        Assert.Empty(await scene.PlacementsAsync());
    }

    [Fact]
    public async Task Post_TenMegabytes_IsRefusedWithAPage()
    {
        var scene = await PlacementScene.CreateAsync(app);
        var fields = scene.Fields();
        fields["Input.HelpsWith"] = new string('x', 10_000_000);

        var page = await scene.SubmitAsync(await scene.Browser.GetAsync(scene.RegisterPath), fields);

        Assert.InRange((int)page.Status, 400, 499);
        Assert.Empty(await scene.PlacementsAsync());
    }

    [Fact]
    public async Task Post_OtherDepartmentForged_IsToldOfAndNothingIsWritten()
    {
        var scene = await PlacementScene.CreateAsync(app);
        var fields = scene.Fields();
        fields["Input.DepartmentId"] = $"{(await app.Data.CreateDepartmentAsync()).Id}";

        var page = await scene.SubmitAsync(
            await scene.Browser.GetAsync(scene.RegisterPath),
            fields,
            forged: true
        );

        Assert.Contains(
            ("#Input_DepartmentId", "Vælg en af mulighederne på listen."),
            PlacementScene.Errors(page)
        );
        Assert.Empty(await scene.PlacementsAsync());
    }

    [Fact]
    public async Task Post_ChoicesThatDoNotBelongTogetherOrAreNotInUse_AreEachToldOf()
    {
        var scene = await PlacementScene.CreateAsync(app);
        var elsewhere = await app.Data.CreateDepartmentAsync();
        var both = await app.SignInAsync(Roles.Caseworker, scene.Department.Id, elsewhere.Id);
        await app.GivePurposeAsync(both, scene.Citizen);
        var stranger = await app.Data.CreateMentorAsync();
        var group = await app.Data.CreateTargetGroupAsync(department: elsewhere);
        var unit = await app.Data.CreateUnitAsync(elsewhere);
        var ended = await app.Data.AddAsync(
            new LegalBasis { Name = TestData.CreateName("Gammel lov"), ValidTo = new(2026, 11, 30) }
        );
        var fields = scene.Fields();
        fields["Input.DepartmentId"] = $"{scene.Department.Id}";
        fields["Input.UnitId"] = $"{unit.Id}";
        fields["Input.MentorId"] = $"{stranger.Id}";
        fields["Input.TargetGroupId"] = $"{group.Id}";
        fields["Input.LegalBasisId"] = $"{ended.Id}";

        var page = await both.SubmitAsync(
            await both.GetAsync(scene.RegisterPath),
            "main form:has([name^='Input.'])",
            fields
        );

        var errors = PlacementScene.Errors(page);
        Assert.Equal(
            ["#Input_UnitId", "#Input_TargetGroupId", "#Input_LegalBasisId", "#Input_MentorId"],
            errors.Select(error => error.Field)
        );
        Assert.Equal(
            $"{ended.Name} kan kun vælges til bevillinger, der begynder senest 30. november 2026.",
            errors[2].Text
        );
        Assert.Equal($"{stranger.Id}", Selected(page, "MentorId"));
        Assert.Empty(await scene.PlacementsAsync());
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

    [Fact]
    public async Task Post_NewCitizen_RegistersCitizenNumberAndPlacementAtOnce()
    {
        var scene = await PlacementScene.CreateAsync(app);
        var cpr = TestData.CreateCpr();
        var name = TestData.CreateName("Ny borger");
        var form = await OpenNewCitizenAsync(scene, cpr);
        Assert.Equal(cpr, form.Document.QuerySelector("#Person_Cpr")!.GetAttribute("value"));
        Assert.DoesNotContain(cpr, form.Address.ToString(), StringComparison.Ordinal);

        var answer = await scene.SubmitAsync(form, WithName(scene, name));

        var citizen = await app.DbAsync(db =>
            db.Citizens.Include(c => c.Numbers)
                .Include(c => c.Placements)
                .SingleAsync(c => c.Numbers.Any(n => n.Digits == cpr))
        );
        Assert.Equal($"/Citizens/{citizen.Reference}", answer.Path);
        Assert.Equal(name, citizen.Name);
        Assert.Equal(RegistryWebApp.Today, Assert.Single(citizen.Numbers).First);
        Assert.Single(citizen.Placements);
    }

    [Theory]
    [InlineData("", "", "#Person_Name #Person_Cpr", "skal udfyldes")]
    [InlineData("Bo", "6102881", "#Person_Cpr", "CPR-nummer skal have ti cifre")]
    [InlineData("Bo", "613188-1234", "#Person_Cpr", "CPR-nummer begynder med en dag, der ikke findes")]
    [InlineData("Bo", "O102881234", "#Person_Cpr", "CPR-nummer må kun have cifre")]
    public async Task Post_NewCitizenWrong_IsToldOfAndNothingIsWritten(
        string name,
        string cpr,
        string fields,
        string sentence
    )
    {
        var scene = await PlacementScene.CreateAsync(app);
        var form = await OpenNewCitizenAsync(scene, TestData.CreateCpr());
        var before = await app.DbAsync(db => db.Citizens.CountAsync());
        var values = WithName(scene, name);
        values["Person.Cpr"] = cpr;

        var page = await scene.SubmitAsync(form, values);

        var errors = PlacementScene.Errors(page);
        Assert.Equal(fields, string.Join(' ', errors.Select(error => error.Field)));
        Assert.All(errors, error => Assert.Contains(sentence, error.Text, StringComparison.Ordinal));
        Assert.Equal(before, await app.DbAsync(db => db.Citizens.CountAsync()));
    }

    [Fact]
    public async Task Post_NewCitizenWhomAColleagueRegisteredMeanwhile_ShowsTheCitizenAndAsksAgain()
    {
        var scene = await PlacementScene.CreateAsync(app);
        var cpr = TestData.CreateCpr();
        var form = await OpenNewCitizenAsync(scene, cpr);
        var citizen = await app.Data.CreateCitizenAsync(cpr: cpr);
        var other = scene.Department;
        await app.Data.CreatePlacementAsync(citizen, other, "2026-06-01..");

        var page = await scene.SubmitAsync(form, WithName(scene, "Samme person"));

        Assert.Contains("Borgeren er i registret allerede", page.Text, StringComparison.Ordinal);
        Assert.Contains(other.Name, page.TextOf(".placement-mentors"), StringComparison.Ordinal);
        Assert.Null(page.Document.QuerySelector("[name='Person.Cpr']"));
        Assert.Equal(1, await CountAsync(citizen));

        var saved = await scene.SubmitAsync(page, new() { ["Confirm.Reason"] = Reason });
        Assert.Equal($"/Citizens/{citizen.Reference}", saved.Path);
        Assert.Equal(2, await CountAsync(citizen));
    }

    /// <summary>Nothing is looked up before saving, and so nothing is told of: not that there is none either.</summary>
    [Theory]
    [InlineData("Live")]
    [InlineData("Check")]
    public async Task Check_NewCitizen_SaysWhatIsNotCheckedYetWhoeverHasTheNumber(string handler)
    {
        var scene = await PlacementScene.CreateAsync(app);
        var form = await OpenNewCitizenAsync(scene, TestData.CreateCpr());
        var elsewhere = await app.Data.CreateCitizenAsync();
        await app.Data.CreatePlacementAsync(elsewhere, days: "2026-06-01..");
        var lookups = await app.DbAsync(db => db.Lookups.CountAsync());
        var told = new List<string>();
        foreach (var cpr in new[] { TestData.CreateCpr(), elsewhere.CurrentNumber!.Digits })
        {
            var typed = WithName(scene, "Hvem som helst").ToDictionary(f => f.Key, f => f.Value ?? "");
            typed["__RequestVerificationToken"] = form.AntiforgeryToken;
            typed["Person.Cpr"] = cpr;
            var answer = await scene.Browser.PostRawAsync($"/Placements/Register?handler={handler}", typed);
            told.Add(handler == "Live" ? answer.Html : answer.TextOf("[data-live-part=warnings]"));
            // Nowhere on the page: not in the words above the fields, and not beside the form.
            Assert.DoesNotContain("ny i registret", answer.Text, StringComparison.Ordinal);
            Assert.DoesNotContain("ikke i registret", answer.Text, StringComparison.Ordinal);
        }

        Assert.Equal(told[0], told[1]);
        Assert.Contains("ses først, når du gemmer", told[0], StringComparison.Ordinal);
        Assert.DoesNotContain("Intet overlap", told[0], StringComparison.Ordinal);
        Assert.Equal(lookups, await app.DbAsync(db => db.Lookups.CountAsync()));
    }

    /// <summary>Saving by hand with any number must not be a way round the question why.</summary>
    [Fact]
    public async Task Post_NewCitizenWithTheNumberOfAnothersCitizen_TellsThatThereIsOneAndOpensNothing()
    {
        var scene = await PlacementScene.CreateAsync(app);
        var cpr = TestData.CreateCpr();
        var form = await OpenNewCitizenAsync(scene, cpr);
        var citizen = await app.Data.CreateCitizenAsync("Hemmelig Person", cpr);
        await app.Data.CreatePlacementAsync(citizen, days: "2026-06-01..");

        var page = await scene.SubmitAsync(form, WithName(scene, "Hvem som helst"));

        Assert.Equal(
            [
                (
                    "#Person_Cpr",
                    "Der er allerede en borger med dette CPR-nummer. Slå nummeret op fra Start først."
                ),
            ],
            PlacementScene.Errors(page)
        );
        Assert.DoesNotContain(citizen.Name, page.Html, StringComparison.Ordinal);
        Assert.DoesNotContain(citizen.Reference, page.Html, StringComparison.Ordinal);
        Assert.Equal(1, await CountAsync(citizen));
        foreach (
            var path in new[]
            {
                $"/Citizens/{citizen.Reference}/Sharing",
                $"/Placements/Register?citizen={citizen.Reference}",
            }
        )
        {
            Assert.Equal($"/Citizens/{citizen.Reference}/Purpose", (await scene.Browser.GetAsync(path)).Path);
        }

        var lookup = await app.DbAsync(db => db.Lookups.SingleAsync(l => l.CitizenId == citizen.Id));
        Assert.Equal((LookupKind.Search, (string?)null), (lookup.Kind, lookup.Criterion));

        await app.GivePurposeAsync(scene.Browser, citizen);
        var known = await scene.SubmitAsync(page, WithName(scene, "Hvem som helst"));
        Assert.Contains("Borgeren er i registret allerede", known.Text, StringComparison.Ordinal);
    }

    /// <summary>A form that was open without a purpose keeps nothing open.</summary>
    [Theory]
    [InlineData(true, true)]
    [InlineData(false, false)]
    [InlineData(null, false)]
    public async Task Get_FormOpenedLately_StaysOpenWhereTheCitizenWasOwn(bool? wasOwn, bool open)
    {
        var department = await app.Data.CreateDepartmentAsync();
        var user = await app.Data.CreateUserAsync([Roles.Caseworker], department.Id);
        var browser = await app.SignInAsync(user);
        var citizen = await app.Data.CreateCitizenAsync();
        await app.Data.AddAsync(
            new LookupEntry
            {
                AtUtc = app.Services.GetRequiredService<Clock>().UtcNow,
                UserId = user.Id,
                UserName = user.UserName!,
                CitizenId = citizen.Id,
                Kind = LookupKind.Form,
                IsOwn = wasOwn,
            }
        );

        var page = await browser.GetAsync($"/Placements/Register?citizen={citizen.Reference}");

        Assert.Equal(open ? "/Placements/Register" : $"/Citizens/{citizen.Reference}/Purpose", page.Path);
    }

    /// <summary>
    /// Two citizens who differ in nothing but the other department's placements: whatever is typed, the live check, the
    /// button beside Save, saving itself and the overview answer the same.
    /// </summary>
    [Fact]
    public async Task AnyAnswer_UnseenPlacementsThatDiffer_IsTheSame()
    {
        var scene = await PlacementScene.CreateAsync(app);
        var (open, hidden) = (await app.Data.CreateDepartmentAsync(), await app.Data.CreateDepartmentAsync());
        await app.DbAsync(async db =>
        {
            (await db.Departments.SingleAsync(d => d.Id == hidden.Id)).HidesName = true;
            return await db.SaveChangesAsync();
        });
        var one = await app.Data.CreateCitizenAsync("Ens Borger");
        var other = await app.Data.CreateCitizenAsync(
            "Ens Borger",
            one.CurrentNumber!.Digits[..6] + TestData.CreateCpr()[6..]
        );
        await app.Data.CreatePlacementAsync(one, open, "2026-11-20..2026-11-20", scene.Mentor);
        await app.Data.CreatePlacementAsync(one, hidden, "2026-01-01..");
        await app.Data.CreatePlacementAsync(other, hidden, "2022-06-01..2028-06-30", scene.Mentor);
        await app.Data.CreatePlacementAsync(other, open, "2024-03-01..");
        await app.Data.CreatePlacementAsync(other, open, "2020-03-01..2026-11-19", scene.Mentor);
        await app.GivePurposeAsync(scene.Browser, one, other);
        var mentor = await app.Data.CreateMentorAsync();
        (string First, string Last)[] days =
        [
            ("01-01-2020", "31-12-2020"),
            ("20-11-2026", "20-11-2026"),
            ("21-11-2026", "31-01-2027"),
            ("01-07-2028", ""),
            ("", ""),
        ];

        foreach (var (first, last) in days)
        foreach (var who in new[] { scene.Mentor, mentor })
        foreach (var handler in new[] { "Live", "Check", "" })
        foreach (var department in new[] { scene.Department, open })
        {
            var typed = new Dictionary<string, string?>(scene.Fields(first, last))
            {
                ["Input.ProviderId"] = $"{who.ProviderId}",
                ["Input.MentorId"] = $"{who.Id}",
                ["Input.DepartmentId"] = $"{department.Id}",
            };
            var answers = await Task.WhenAll(AnswerAsync(one, typed), AnswerAsync(other, typed));

            Assert.Equal(answers[0], answers[1]);
            if (first.Length > 0)
            {
                Assert.Contains($"Der er et forløb i {open.Name}", answers[0], StringComparison.Ordinal);
                Assert.Contains("Der er et forløb i en anden afdeling", answers[0], StringComparison.Ordinal);
            }

            async Task<string> AnswerAsync(Citizen citizen, Dictionary<string, string?> fields)
            {
                var page = await scene.Browser.GetAsync($"/Placements/Register?citizen={citizen.Reference}");
                var posted = fields.ToDictionary(field => field.Key, field => field.Value ?? "");
                posted["__RequestVerificationToken"] = page.AntiforgeryToken;
                posted["Input.DecisionDate"] = "20-11-2026";
                var answer = await scene.Browser.PostRawAsync(
                    $"/Placements/Register?citizen={citizen.Reference}&handler={handler}",
                    posted
                );
                Assert.Equal(HttpStatusCode.OK, answer.Status);
                Assert.Equal("/Placements/Register", answer.Path);
                return Alike(answer, citizen);
            }
        }

        Assert.Equal(
            Alike(await scene.Browser.GetAsync($"/Citizens/{one.Reference}"), one),
            Alike(await scene.Browser.GetAsync($"/Citizens/{other.Reference}"), other)
        );

        static string Alike(PageAnswer answer, Citizen citizen)
        {
            // The token, and the seconds that are left of the session.
            foreach (
                var other in answer
                    .Document.QuerySelectorAll("[name=__RequestVerificationToken], [data-ends-in-seconds]")
                    .ToList()
            )
            {
                other.Remove();
            }

            return System
                .Net.WebUtility.HtmlDecode(answer.Document.DocumentElement.OuterHtml)
                .Replace(citizen.Reference, "B-?", StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Post_NewCitizenTwiceAtTheSameTime_MakesOneCitizenAndAsksTheSecond()
    {
        var scene = await PlacementScene.CreateAsync(app);
        var cpr = TestData.CreateCpr();
        var mine = await OpenNewCitizenAsync(scene, cpr);
        var theirs = await OpenNewCitizenAsync(scene, cpr);

        var answers = await Task.WhenAll(
            scene.SubmitAsync(mine, WithName(scene, "Bo")),
            scene.SubmitAsync(theirs, new(WithName(scene, "Bo")) { ["Input.Last"] = "30-04-2027" })
        );

        Assert.Single(answers, answer => answer.Path.StartsWith("/Citizens/", StringComparison.Ordinal));
        var asked = Assert.Single(answers, answer => answer.Path == "/Placements/Register");
        Assert.Equal(HttpStatusCode.OK, asked.Status);
        var citizen = await app.DbAsync(db =>
            db.Citizens.SingleAsync(c => c.Numbers.Any(n => n.Digits == cpr))
        );
        Assert.Equal(1, await CountAsync(citizen));
    }

    [Fact]
    public async Task NewCitizen_NumberThatIsKnown_OpensTheFormOfThatCitizen()
    {
        var scene = await PlacementScene.CreateAsync(app);

        var page = await OpenNewCitizenAsync(scene, scene.Citizen.CurrentNumber!.Digits);

        Assert.Equal(scene.RegisterPath, page.Address.PathAndQuery);
    }

    private static Dictionary<string, string?> WithName(PlacementScene scene, string name) =>
        new(scene.Fields()) { ["Person.Name"] = name };

    /// <summary>What Start posts when nobody has the number.</summary>
    private static async Task<PageAnswer> OpenNewCitizenAsync(PlacementScene scene, string cpr)
    {
        var start = await scene.Browser.GetAsync("/");
        return await scene.Browser.PostRawAsync(
            "/Placements/Register?handler=NewCitizen",
            new()
            {
                ["__RequestVerificationToken"] = start
                    .Document.QuerySelector("[name=__RequestVerificationToken]")!
                    .GetAttribute("value")!,
                ["cpr"] = cpr,
            }
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
