using System.Data.Common;
using System.Net;
using MentorRegistry.Domain.Citizens;
using MentorRegistry.Domain.Flags;
using MentorRegistry.Domain.Organisation;
using MentorRegistry.Web.Access;
using MentorRegistry.Web.Data;
using MentorRegistry.Web.Data.Flags;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace MentorRegistry.Web.Tests.Pages.Citizens;

public abstract class OverviewTests(RegistryWebApp app)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private TestData Data => app.Data;

    /// <summary>What is about one placement stands on its card; what has no card any more, at the top.</summary>
    [Fact]
    public async Task Get_FlagsOfOnePlacement_StandOnItsCardOrAtTheTop()
    {
        var department = await app.Data.CreateDepartmentAsync();
        var citizen = await app.Data.CreateCitizenAsync();
        await app.Data.CreatePlacementAsync(citizen, department, "2026-06-01..2026-12-01");
        var past = await app.Data.CreatePlacementAsync(
            department: department,
            days: "2026-06-01..2026-11-19"
        );
        var browser = await app.SignInAsync(Roles.Caseworker, department.Id);

        var page = await browser.GetAsync($"/Citizens/{citizen.Reference}");
        var ended = await browser.GetAsync($"/Citizens/{CitizenReference.Of(past.CitizenId)}");

        var card = Assert.Single(page.Document.QuerySelectorAll(".mentor-card .card-flag"));
        Assert.Contains("Udløber snart", card.TextContent, StringComparison.Ordinal);
        var flagId = await app.DbAsync(db =>
            db.Flags.Where(f => f.CitizenId == citizen.Id).Select(f => f.Id).SingleAsync()
        );
        Assert.Equal($"/Flags/{flagId}?FromCitizen=true", card.QuerySelector("a")!.GetAttribute("href"));
        Assert.Null(page.Document.QuerySelector(".needs-judgement"));
        Assert.StartsWith(
            "Udløbet og ikke afsluttet: ",
            ended.TextOf(".needs-judgement .sentence"),
            StringComparison.Ordinal
        );
    }

    /// <summary>One source: what no stored flag tells of, no sentence tells of, though the days would.</summary>
    [Fact]
    public async Task Get_FlagsAreClosed_SaysNothingOfThem()
    {
        var department = await app.Data.CreateDepartmentAsync();
        var citizen = await app.Data.CreateCitizenAsync();
        await app.Data.CreatePlacementAsync(citizen, department, "2024-01-01..2027-06-01");
        await app.Data.CreatePlacementAsync(citizen, department, "2026-06-01..2027-06-01");
        var browser = await app.SignInAsync(Roles.Caseworker, department.Id);
        var before = await browser.GetAsync($"/Citizens/{citizen.Reference}");
        Assert.Equal(3, before.TextsOf(".needs-judgement .sentence").Count);

        await app.DbAsync(async db =>
        {
            await db
                .Flags.Include(f => f.Placements)
                .Where(f => f.CitizenId == citizen.Id)
                .ForEachAsync(f => f.Close(RegistryWebApp.Today));
            return await db.SaveChangesAsync();
        });

        var after = await browser.GetAsync($"/Citizens/{citizen.Reference}");
        Assert.Null(after.Document.QuerySelector(".needs-judgement"));
    }

    [Fact]
    public async Task Get_CitizenWithMentor_ShowsWhoHelpsAndHowToReachThem()
    {
        var (browser, department, citizen) = await OpenAsync();
        var mentor = await Data.CreateMentorAsync("Åse Friis");
        await Data.CreatePlacementAsync(
            citizen,
            department,
            "2026-08-20..2026-12-08",
            mentor,
            minutesPerWeek: 255
        );

        var page = await browser.GetAsync(Address(citizen));

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Equal(citizen.Name, page.TextOf("h1"));
        Assert.DoesNotContain(citizen.Name, page.Document.Title, StringComparison.Ordinal);
        Assert.Contains($"Borgernr. {citizen.Reference}", page.Text, StringComparison.Ordinal);
        Assert.Contains("-XXXX (erstatningsnr.)", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(citizen.Numbers[0].Digits, page.Html, StringComparison.Ordinal);
        Assert.DoesNotContain($"-{citizen.Numbers[0].Digits[6..]}", page.Text, StringComparison.Ordinal);
        var card = page.TextOf(".mentor-card");
        Assert.StartsWith("Åse Friis Telefon 70 00 00 03", card, StringComparison.Ordinal);
        Assert.Contains(department.Name, card, StringComparison.Ordinal);
        Assert.Contains(
            "4,25 t/uge · 20.08.2026 – 08.12.2026 18 dage tilbage",
            card,
            StringComparison.Ordinal
        );
        Assert.Contains("Samme mentor i 3 mdr.", card, StringComparison.Ordinal);
        Assert.Equal(
            "tel:70000003",
            page.Document.QuerySelector(".mentor-card .contact a")!.GetAttribute("href")
        );
        Assert.NotNull(page.Document.QuerySelector(".mentor-card a[href='mailto:mentor@example.dk']"));
        Assert.Null(page.Document.QuerySelector(".needs-judgement"));
    }

    [Fact]
    public async Task Get_OpenPlacement_SaysSinceWhen()
    {
        var (browser, department, citizen) = await OpenAsync();
        await Data.CreatePlacementAsync(citizen, department, "2026-08-20..");

        var page = await browser.GetAsync(Address(citizen));

        Assert.Contains(
            "fra 20.08.2026, uden slutdato",
            page.TextOf(".mentor-card"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Get_English_SaysTheSame()
    {
        var (department, citizen) = (await Data.CreateDepartmentAsync(), await Data.CreateCitizenAsync());
        await Data.CreatePlacementAsync(citizen, department, "2026-11-01..2026-12-08");
        var browser = await app.SignInAsync(
            await Data.CreateUserAsync([Roles.Caseworker], department.Id),
            "en"
        );

        var page = await browser.GetAsync(Address(citizen));

        Assert.Contains("01/11/2026 – 08/12/2026 18 days left", page.Text, StringComparison.Ordinal);
        Assert.Contains("Active mentors", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_CitizenWithoutPlacements_SaysWhatToDo()
    {
        var (browser, _, citizen) = await OpenAsync();

        var page = await browser.GetAsync(Address(citizen));

        Assert.Contains(
            "Borgeren har ingen aktiv mentor. Vælg „Nyt forløb“",
            page.Text,
            StringComparison.Ordinal
        );
        Assert.Empty(page.Document.QuerySelectorAll("svg.timeline"));
    }

    [Fact]
    public async Task Get_TwoMentorsAtOnce_SaysWhichDepartmentsAndHowManyDays()
    {
        var (browser, disability, citizen) = await OpenAsync();
        var psychiatry = await Data.CreateDepartmentAsync();
        var (mona, ase) = (
            await Data.CreateMentorAsync("Mona Jørgensen"),
            await Data.CreateMentorAsync("Åse Friis")
        );
        await Data.CreateSharingAsync(citizen, disability, psychiatry);
        await Data.CreatePlacementAsync(citizen, disability, "2026-01-01..2027-05-27", mona);
        // 12 September to today, both included: 19 + 31 + 20 days.
        await Data.CreatePlacementAsync(citizen, psychiatry, "2026-09-12..2026-12-31", ase);

        var page = await browser.GetAsync(Address(citizen));

        Assert.Equal(
            $"2 overlappende forløb: {disability.Name} (Mona Jørgensen) og {psychiatry.Name} (Åse Friis), "
                + "70 dage siden 12. september 2026. Fortsætter til og med 31. december 2026.",
            page.TextOf(".needs-judgement .sentence")
        );
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Get_SameMentorTwiceInADepartment_SaysWhichPlacementsAreMeant(bool groupsDiffer)
    {
        var (browser, department, citizen) = await OpenAsync();
        var mentor = await Data.CreateMentorAsync("Åse Friis");
        var first = await Data.CreateTargetGroupAsync(department: department);
        var second = groupsDiffer ? await Data.CreateTargetGroupAsync(department: department) : first;
        const string days = "2026-01-01..2027-05-31";
        await Data.CreatePlacementAsync(citizen, department, days, mentor, targetGroup: first);
        await Data.CreatePlacementAsync(citizen, department, "2026-06-01..", mentor, targetGroup: second);

        var page = await browser.GetAsync(Address(citizen));

        var (one, other) = groupsDiffer
            ? (first.Name, second.Name)
            : ("01.01.2026 – 31.05.2027", "fra 01.06.2026");
        Assert.StartsWith(
            $"2 overlappende forløb: {department.Name} (Åse Friis, {one}) og "
                + $"{department.Name} (Åse Friis, {other}), 173 dage siden 1. juni 2026.",
            page.TextOf(".needs-judgement .sentence"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Get_SeveralWarnings_AreToldInShortForAPhone()
    {
        var (browser, department, citizen) = await OpenAsync();
        await Data.CreatePlacementAsync(citizen, department, "2024-07-15..2027-01-31");
        await Data.CreatePlacementAsync(citizen, department, "2026-09-12..2026-12-31");

        var page = await browser.GetAsync(Address(citizen));

        Assert.Equal(3, page.TextsOf(".needs-judgement .sentence").Count);
        Assert.Equal(
            "2 overlappende forløb og 2 advarsler mere",
            page.TextOf(".needs-judgement details summary")
        );
    }

    /// <summary>What is decided calls for nothing more: the phone's summary counts what is open.</summary>
    [Fact]
    public async Task Get_SomeAreDecided_TheSummaryForAPhoneCountsTheOpenOnes()
    {
        var (browser, department, citizen) = await OpenAsync();
        await Data.CreatePlacementAsync(citizen, department, "2024-07-15..2027-01-31");
        await Data.CreatePlacementAsync(citizen, department, "2026-09-12..2026-12-31");
        var summaries = new List<string>();

        foreach (
            var kind in (FlagKind[])
                [FlagKind.OverlapWithin, FlagKind.LongWithMentor, FlagKind.LongWithAnyMentor]
        )
        {
            await app.DbAsync(async db =>
            {
                var flag = await db
                    .Flags.Include(f => f.Placements)
                    .SingleAsync(f => f.CitizenId == citizen.Id && f.Kind == kind, Ct);
                flag.Decide(FlagDecision.EndsOne, "Stopper", null, null, "Birgit", RegistryWebApp.Today);
                return await db.SaveChangesAsync(Ct);
            });
            var page = await browser.GetAsync(Address(citizen));
            summaries.Add(page.TextOf(".needs-judgement details summary"));
            Assert.Equal(
                kind == FlagKind.LongWithAnyMentor ? "Intet at tage stilling til" : "Skal vurderes",
                page.TextOf("#warnings")
            );
        }

        Assert.Equal(
            [
                "Samme mentor i 2 år 4 mdr. og 1 advarsel mere",
                "Mentor uden længere ophold i 2 år 4 mdr.",
                "2 overlappende forløb. Intet at tage stilling til",
            ],
            summaries
        );
    }

    [Fact]
    public async Task Get_RuleOnlyTellsOfAPair_SaysSoAndCallsForNothing()
    {
        var (browser, department, citizen) = await OpenAsync();
        var basis = await Data.CreateLegalBasisAsync();
        await app.DbAsync(async db =>
        {
            var rules = await app.Services.GetRequiredService<RulesInForce>().AskAsync(db, Ct);
            db.PublishedRules.Add(
                PublishedRules.Next(
                    rules,
                    rules with
                    {
                        OverlapRules =
                        [
                            .. rules.OverlapRules,
                            new(new(null, basis.Id), new(department.Id, null), OverlapTreatment.Told),
                        ],
                    },
                    "Ny aftale",
                    "Vibeke",
                    DateTime.UnixEpoch
                )
            );
            return await db.SaveChangesAsync(Ct);
        });
        await Data.CreatePlacementAsync(citizen, department, "2026-01-01..2027-05-31", legalBasis: basis);
        await Data.CreatePlacementAsync(citizen, department, "2026-06-01..2027-05-31");

        var page = await browser.GetAsync(Address(citizen));

        Assert.Equal("Intet at tage stilling til", page.TextOf("#warnings"));
        Assert.NotNull(page.Document.QuerySelector(".needs-judgement.alert-info"));
        Assert.Equal("Oplyses kun efter reglerne.", page.TextOf(".needs-judgement li .decision"));
        Assert.Equal(
            "2 overlappende forløb. Intet at tage stilling til",
            page.TextOf(".needs-judgement details summary")
        );
    }

    [Fact]
    public async Task Get_OverlapToCome_SaysFromWhen()
    {
        var (browser, department, citizen) = await OpenAsync();
        await Data.CreatePlacementAsync(citizen, department, "2026-01-01..2026-12-10");
        await Data.CreatePlacementAsync(citizen, department, "2026-12-01..2027-05-27");

        var page = await browser.GetAsync(Address(citizen));

        var warning = page.TextOf(".needs-judgement .sentence");
        Assert.StartsWith("2 forløb kommer til at overlappe:", warning, StringComparison.Ordinal);
        Assert.EndsWith(
            "10 dage fra 1. december 2026 til og med 10. december 2026.",
            warning,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Get_OverlapIsOver_IsOnlySummarised()
    {
        var (browser, department, citizen) = await OpenAsync();
        await Data.CreatePlacementAsync(citizen, department, "2025-01-01..2025-06-30");
        await Data.CreatePlacementAsync(citizen, department, "2025-06-30..2025-12-31");

        var page = await browser.GetAsync(Address(citizen));

        Assert.Null(page.Document.QuerySelector(".needs-judgement"));
        Assert.Contains(
            "Tidligere har 2 forløb overlappet hinanden, senest 30. juni 2025.",
            page.Text,
            StringComparison.Ordinal
        );
        Assert.Contains("Tidligere (2)", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_SameMentorOverTwoGrantsAndDepartments_SaysSinceWhen()
    {
        var (browser, first, citizen) = await OpenAsync();
        var second = await Data.CreateDepartmentAsync();
        var mentor = await Data.CreateMentorAsync("Åse Friis");
        await Data.CreatePlacementAsync(citizen, first, "2024-07-15..2025-12-31", mentor);
        await Data.CreateSharingAsync(citizen, first, second);
        // Thirty days between: the run goes on.
        await Data.CreatePlacementAsync(citizen, second, "2026-01-31..2027-01-31", mentor);

        var page = await browser.GetAsync(Address(citizen));

        Assert.Equal(
            "Samme mentor i 2 år 4 mdr.: Åse Friis, siden 15. juli 2024, over 2 bevillinger i 2 afdelinger.",
            page.TextOf(".needs-judgement .sentence")
        );
    }

    [Theory]
    [InlineData("da", "Samme mentor i 2 år 4 mdr.: Åse Prøve, siden 15. juli 2024.")]
    [InlineData("en", "Same mentor for 2 yrs 4 mths: Åse Prøve, since 15 July 2024.")]
    public async Task Get_SameMentorInOneLongGrant_CountsNoGrants(string language, string sentence)
    {
        var department = await Data.CreateDepartmentAsync();
        var citizen = await Data.CreateCitizenAsync();
        var mentor = await Data.CreateMentorAsync("Åse Prøve");
        await Data.CreatePlacementAsync(citizen, department, "2024-07-15..2027-01-31", mentor);
        var user = await Data.CreateUserAsync([Roles.Caseworker], department.Id);

        var page = await (await app.SignInAsync(user, language)).GetAsync(Address(citizen));

        Assert.Equal(sentence, page.TextOf(".needs-judgement .sentence"));
    }

    [Fact]
    public async Task Get_SeveralMentorsWithoutABreak_StatesTheSecondClock()
    {
        var (browser, department, citizen) = await OpenAsync();
        await Data.CreatePlacementAsync(citizen, department, "2024-07-15..2025-12-31");
        await Data.CreatePlacementAsync(citizen, department, "2026-01-01..2027-01-31");

        var page = await browser.GetAsync(Address(citizen));

        Assert.Equal(
            "Mentor uden længere ophold i 2 år 4 mdr.: siden 15. juli 2024, 2 forskellige mentorer.",
            page.TextOf(".needs-judgement .sentence")
        );
    }

    [Fact]
    public async Task Get_CancelledPlacement_CountsNowhere()
    {
        var (browser, department, citizen) = await OpenAsync();
        await Data.CreatePlacementAsync(citizen, department, "2024-01-01..2027-01-31", cancelled: true);
        await Data.CreatePlacementAsync(citizen, department, "2026-06-01..2027-01-31");

        var page = await browser.GetAsync(Address(citizen));

        Assert.Null(page.Document.QuerySelector(".needs-judgement"));
        Assert.Single(page.Document.QuerySelectorAll(".mentor-card"));
        Assert.Contains("Annullerede (1)", page.Text, StringComparison.Ordinal);
        Assert.Single(page.Document.QuerySelectorAll("svg.timeline-wide rect.tl-bar"));
    }

    [Fact]
    public async Task Get_NameIsMarkup_ShowsItAsText()
    {
        var department = await Data.CreateDepartmentAsync("Afdeling <i>x</i>");
        var citizen = await Data.CreateCitizenAsync("<script>alert('x')</script>");
        var mentor = await Data.CreateMentorAsync("</title><img src=x onerror=alert(1)>");
        await Data.CreatePlacementAsync(citizen, department, mentor: mentor);
        var browser = await app.SignInAsync(Roles.Caseworker, department.Id);

        var page = await browser.GetAsync(Address(citizen));

        Assert.Equal("<script>alert('x')</script>", page.TextOf("h1"));
        Assert.Empty(page.Document.QuerySelectorAll("main script, main img, main i"));
        Assert.Empty(page.Document.QuerySelectorAll("[style]"));
    }

    [Fact]
    public async Task Get_Timeline_SaysTheSameAsItsTable()
    {
        var (browser, department, citizen) = await OpenAsync();
        var mentor = await Data.CreateMentorAsync("Åse Friis");
        await Data.CreatePlacementAsync(
            citizen,
            department,
            "2026-01-01..2026-06-30",
            mentor,
            furtherGrants: ["2026-07-01..2026-12-31"]
        );

        var page = await browser.GetAsync(Address(citizen));

        var picture = page.Document.QuerySelector("svg.timeline-wide")!;
        Assert.Equal("img", picture.GetAttribute("role"));
        Assert.Single(picture.QuerySelectorAll(".tl-mark"));
        Assert.Single(picture.QuerySelectorAll(".tl-ahead"));
        Assert.Equal(
            "1 forløb i 1 afdeling, heraf 1 aktivt i dag. De samme oplysninger står i tabellen nedenfor.",
            page.TextOf("#timeline-description")
        );
        var row = page.TextOf("section[aria-labelledby=timeline] tbody tr");
        Assert.Equal(
            $"{department.Name} Åse Friis 01.01.2026 31.12.2026 aktivt "
                + "01.01.2026 – 30.06.2026: 3 t/uge 01.07.2026 – 31.12.2026: 3 t/uge",
            row
        );
    }

    [Fact]
    public async Task Get_OtherDepartmentsPlacement_ShowsItWithoutLinksThatChange()
    {
        var (browser, own, citizen) = await OpenAsync();
        var ours = await Data.CreatePlacementAsync(citizen, own);
        var other = await Data.CreateDepartmentAsync();
        await Data.CreateSharingAsync(citizen, own, other);
        var theirs = await Data.CreatePlacementAsync(citizen, other);

        var page = await browser.GetAsync(Address(citizen));

        Assert.Equal(2, page.Document.QuerySelectorAll(".mentor-card").Length);
        Assert.NotNull(page.Document.QuerySelector($"a[href='/Placements/Extend/{ours.Id}']"));
        Assert.Null(page.Document.QuerySelector($"a[href='/Placements/Extend/{theirs.Id}']"));
    }

    [Theory]
    [InlineData("B-0")]
    [InlineData("B-000011")]
    [InlineData("Ole")]
    [InlineData("6102881234")]
    public async Task Get_NoSuchReference_IsNotFound(string reference)
    {
        var (browser, _, _) = await OpenAsync();

        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync($"/Citizens/{reference}")).Status);
    }

    [Fact]
    public async Task Get_NobodyHasTheReference_IsNotFoundAndNotRecorded()
    {
        var (browser, _, _) = await OpenAsync();
        const long nobody = 987_654;

        Assert.Equal(
            HttpStatusCode.NotFound,
            (await browser.GetAsync($"/Citizens/{CitizenReference.Of(nobody)}")).Status
        );
        Assert.Empty(await LookupsAsync(nobody));
    }

    [Fact]
    public async Task Get_ReferenceWrittenOtherwise_LeadsToTheOneAddress()
    {
        var (browser, _, citizen) = await OpenAsync();

        var page = await browser.GetAsync($"/Citizens/{citizen.Reference[2..].TrimStart('0')}");

        Assert.Equal(Address(citizen), page.Path);
        Assert.Single(await LookupsAsync(citizen.Id));
    }

    [Fact]
    public async Task Get_Overview_IsRecorded()
    {
        var (browser, _, citizen) = await OpenAsync();

        await browser.GetAsync(Address(citizen));

        Assert.Equal([LookupKind.Overview], await LookupsAsync(citizen.Id));
    }

    [Fact]
    public async Task Post_WholeNumber_ShowsItAndRecordsIt()
    {
        var (browser, _, citizen) = await OpenAsync();
        var before = await browser.GetAsync(Address(citizen));

        var page = await browser.SubmitAsync(before, "form[action*=Number]");

        var digits = citizen.Numbers[0].Digits;
        Assert.Contains($"{digits[..6]}-{digits[6..]}", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(digits, page.Address.ToString(), StringComparison.Ordinal);
        Assert.Equal(
            [LookupKind.Overview, LookupKind.Overview, LookupKind.FullNumber],
            await LookupsAsync(citizen.Id)
        );
    }

    [Theory]
    [InlineData(Roles.Administrator)]
    [InlineData(Roles.Auditor)]
    public async Task Get_RoleWithoutCitizens_IsRefused(string role)
    {
        var citizen = await Data.CreateCitizenAsync();
        var browser = await app.SignInAsync(role);

        Assert.Equal(HttpStatusCode.Forbidden, (await browser.GetAsync(Address(citizen))).Status);
        Assert.Empty(await LookupsAsync(citizen.Id));
    }

    /// <summary>Why another department saved is about its placement, which may not be told of; and so is who it was.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Get_CitizenChangedByAnotherDepartment_TellsWhatAloneUntilItsPlacementsAreShared(
        bool isShared
    )
    {
        var (browser, department, citizen) = await OpenAsync();
        await Data.CreatePlacementAsync(citizen, department);
        var elsewhere = await Data.CreateDepartmentAsync();
        await Data.CreatePlacementAsync(citizen, elsewhere);
        var theirs = await Data.CreateUserAsync([Roles.Caseworker], elsewhere.Id);
        var own = await Data.CreateUserAsync([Roles.Caseworker], department.Id);
        if (isShared)
        {
            await Data.CreateSharingAsync(citizen, department, elsewhere);
        }

        // As it was written before reasons were kept apart.
        foreach (var user in new[] { theirs, own })
        {
            await Data.AddAsync(
                new AuditEntry
                {
                    AtUtc = new DateTime(2026, 3, 2, 9, 0, 0, DateTimeKind.Utc),
                    UserId = user.Id,
                    UserName = user.UserName!,
                    CitizenId = citizen.Id,
                    Root = nameof(Citizen),
                    RootId = $"{citizen.Id}",
                    Entity = nameof(Citizen),
                    EntityId = $"{citizen.Id}",
                    Action = AuditAction.Changed,
                    Before = $"{{\"Name\":\"Før {user.UserName}\"}}",
                    After = $"{{\"Name\":\"Efter {user.UserName}\"}}",
                    Reason = "kontrol af data",
                }
            );
        }

        var page = await browser.GetAsync(Address(citizen));

        Assert.Contains(
            $"Navn: ændret fra Før {theirs.UserName} til Efter {theirs.UserName}",
            page.TextsOf(".history-changes li")
        );
        var by = page.TextsOf(".history > li").Take(2).ToList();
        Assert.Contains(own.DisplayName, by[0], StringComparison.Ordinal);
        Assert.Contains(
            isShared ? theirs.DisplayName : "af en medarbejder uden for dine afdelinger",
            by[1],
            StringComparison.Ordinal
        );
        Assert.Equal(isShared, page.Html.Contains(theirs.DisplayName, StringComparison.Ordinal));
        Assert.DoesNotContain("kontrol af data", page.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_ChangesWereMade_TellsThemInWords()
    {
        var (browser, department, citizen) = await OpenAsync();
        var mentor = await Data.CreateMentorAsync("Åse Friis");
        var placement = await Data.CreatePlacementAsync(
            citizen,
            department,
            "2026-01-01..2027-01-31",
            mentor
        );
        await app.DbAsync(async db =>
        {
            var loaded = await db
                .Placements.Include(p => p.Citizen)
                .Include(p => p.Grants)
                .SingleAsync(p => p.Id == placement.Id, Ct);
            loaded.EndOn(new DateOnly(2026, 12, 24), "Målet er nået");
            db.Reason = "Aftalt med borgeren";
            return await db.SaveChangesAsync(Ct);
        });

        var page = await browser.GetAsync(Address(citizen));

        var latest = page.TextsOf(".history > li")[0];
        Assert.Contains("Forløb afsluttet før tid", latest, StringComparison.Ordinal);
        Assert.Contains($"{department.Name} (Åse Friis)", latest, StringComparison.Ordinal);
        Assert.Contains("Sidste dag: ændret fra 31.01.2027 til 24.12.2026", latest, StringComparison.Ordinal);
        Assert.Contains("Begrundelse: Aftalt med borgeren", latest, StringComparison.Ordinal);
        Assert.Contains(
            page.TextsOf(".history-changes li"),
            line =>
                line.StartsWith("CPR-nummer: ", StringComparison.Ordinal)
                && line.EndsWith("-XXXX", StringComparison.Ordinal)
        );
        Assert.Contains("Mentor: Åse Friis", page.TextsOf(".history-changes li"));
    }

    [Theory]
    [InlineData(0, 5)]
    [InlineData(1, 4)]
    [InlineData(40, 4)]
    public async Task Get_AnyNumberOfPlacements_AsksTheDatabaseAFewTimes(int placements, int asked)
    {
        var (browser, department, citizen) = await OpenAsync();
        var mentor = await Data.CreateMentorAsync();
        for (var i = 0; i < placements; i++)
        {
            var first = new DateOnly(2020, 1, 1).AddMonths(2 * i);
            var days = $"{first:yyyy-MM-dd}..{first.AddDays(40):yyyy-MM-dd}";
            await Data.CreatePlacementAsync(citizen, department, days, mentor);
        }

        await browser.GetAsync(Address(citizen));
        Commands.Begin();
        var page = await browser.GetAsync(Address(citizen));
        var commands = Commands.End();

        Assert.Equal(HttpStatusCode.OK, page.Status);
        // What may be seen, why, where nothing is own, the citizen with everything, the flags, the history. Besides, every
        // page asks for the session, and the lookup and the log's head are written, in plain ADO.NET.
        Assert.Equal(asked, commands.Count);
        // Each collection by the citizen's number: a join alone makes SQLite read every placement there is.
        Assert.Contains(
            commands,
            sql => sql.Contains("\"p\".\"CitizenId\" = @") || sql.Contains("p.\"CitizenId\" = @")
        );
    }

    [Fact]
    public async Task Get_LookupCannotBeRecorded_ShowsNothingOfTheCitizen()
    {
        var (browser, department, citizen) = await OpenAsync();
        var mentor = await Data.CreateMentorAsync();
        await Data.CreatePlacementAsync(citizen, department, mentor: mentor);

        await RenameAsync("Lookups", "Away");
        PageAnswer page;
        try
        {
            page = await browser.GetAsync(Address(citizen));
        }
        finally
        {
            await RenameAsync("Away", "Lookups");
        }

        Assert.Equal(HttpStatusCode.InternalServerError, page.Status);
        Assert.DoesNotContain(citizen.Name, page.Html, StringComparison.Ordinal);
        Assert.DoesNotContain(mentor.Name, page.Html, StringComparison.Ordinal);
        Assert.Empty(await LookupsAsync(citizen.Id));
    }

    private Task<int> RenameAsync(string table, string name) =>
#pragma warning disable EF1002 // Both are this test's own.
        app.DbAsync(db =>
            db.Database.ExecuteSqlRawAsync($"ALTER TABLE \"{table}\" RENAME TO \"{name}\"", Ct)
        );
#pragma warning restore EF1002

    private static string Address(Citizen citizen) => $"/Citizens/{citizen.Reference}";

    private CommandCounter Commands => app.Services.GetRequiredService<CommandCounter>();

    private async Task<(Browser Browser, Department Department, Citizen Citizen)> OpenAsync()
    {
        var department = await Data.CreateDepartmentAsync();
        var citizen = await Data.CreateCitizenAsync();
        var browser = await app.SignInAsync(Roles.Caseworker, department.Id);
        await app.GivePurposeAsync(browser, citizen);
        return (browser, department, citizen);
    }

    private Task<List<LookupKind>> LookupsAsync(long citizenId) =>
        app.DbAsync(db =>
            db.Lookups.Where(lookup => lookup.CitizenId == citizenId)
                .OrderBy(lookup => lookup.Id)
                .Select(lookup => lookup.Kind)
                .Where(kind => kind != LookupKind.Purpose)
                .ToListAsync(Ct)
        );
}

public sealed class OverviewTests_Sqlite(SqliteApp app)
    : OverviewTests(app.Counting()),
        IClassFixture<SqliteApp>;

public sealed class OverviewTests_PostgreSql(PostgreSqlApp app)
    : OverviewTests(app.Counting()),
        IClassFixture<PostgreSqlApp>;

/// <summary>Sees every command that the program's context sends to its database.</summary>
public sealed class CommandCounter : DbCommandInterceptor
{
    private readonly List<string> _commands = [];
    private readonly Lock _lock = new();
    private bool _counts;

    public void Begin()
    {
        lock (_lock)
        {
            _commands.Clear();
            _counts = true;
        }
    }

    public IReadOnlyList<string> End()
    {
        lock (_lock)
        {
            _counts = false;
            return [.. _commands];
        }
    }

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command,
        CommandEventData eventData,
        InterceptionResult<DbDataReader> result,
        CancellationToken cancellationToken = default
    )
    {
        See(command);
        return ValueTask.FromResult(result);
    }

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command,
        CommandEventData eventData,
        InterceptionResult<int> result,
        CancellationToken cancellationToken = default
    )
    {
        See(command);
        return ValueTask.FromResult(result);
    }

    public override ValueTask<InterceptionResult<object>> ScalarExecutingAsync(
        DbCommand command,
        CommandEventData eventData,
        InterceptionResult<object> result,
        CancellationToken cancellationToken = default
    )
    {
        See(command);
        return ValueTask.FromResult(result);
    }

    private void See(DbCommand command)
    {
        lock (_lock)
        {
            if (_counts)
            {
                _commands.Add(command.CommandText);
            }
        }
    }
}

internal static class CountedApp
{
    /// <summary>Lets the program be counted; before its first request.</summary>
    public static RegistryWebApp Counting(this RegistryWebApp app)
    {
        app.ConfigureServices ??= services =>
        {
            var counter = new CommandCounter();
            services.AddSingleton(counter);
            services.ConfigureDbContext<SqliteRegistryDb>(options => options.AddInterceptors(counter));
            services.ConfigureDbContext<PostgreSqlRegistryDb>(options => options.AddInterceptors(counter));
        };
        return app;
    }
}
