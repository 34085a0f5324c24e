using System.Net;
using MentorRegistry.Domain.Organisation;
using MentorRegistry.Domain.Placements;
using MentorRegistry.Web.Access;
using Microsoft.EntityFrameworkCore;

namespace MentorRegistry.Web.Tests.Pages.Administration;

/// <summary>Lists and forms of what administrators keep. The kinds share them, so each rule is tested on one kind.</summary>
public abstract class ReferenceDataTests(RegistryWebApp app)
{
    public static TheoryData<string> Kinds =>
        [
            "Departments",
            "TargetGroups",
            "LegalBases",
            "Categories",
            "Providers",
            "Mentors",
            "SharingGrounds",
            "LookupPurposes",
            "Outcomes",
            "Measures",
        ];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Post_NewRecord_StandsOnItsListAndOpensWithItsHistory(string kind)
    {
        var admin = await app.SignInAsync(Roles.Administrator);
        var provider = await app.Data.CreateProviderAsync();
        var name = TestData.CreateName("Æblerod");
        var own = kind switch
        {
            "Categories" => ("Input.SortOrder", "7"),
            "Providers" => ("Input.CategoryId", $"{provider.CategoryId}"),
            "Mentors" => ("Input.ProviderId", $"{provider.Id}"),
            _ => ("Input.ValidFrom", "01-01-2026"),
        };

        var added = await admin.SubmitAsync(
            await admin.GetAsync($"/Administration/{kind}/Edit"),
            "main form",
            new() { ["Input.Name"] = name, [own.Item1] = own.Item2 }
        );

        Assert.Contains("Det er gemt", added.Text, StringComparison.Ordinal);
        var list = await admin.GetAsync($"{ListOf(kind)}?q={Uri.EscapeDataString(name.ToUpperInvariant())}");
        var link = Assert.Single(list.Document.QuerySelectorAll("main table tbody tr > :first-child a"));
        Assert.Equal(name, link.TextContent);
        var opened = await admin.GetAsync(link.GetAttribute("href")!);
        Assert.Contains(name, opened.TextOf(".history"), StringComparison.Ordinal);
    }

    // Providers stand in the main menu, with what they take.
    private static string ListOf(string kind) =>
        kind == "Providers" ? "/Providers" : $"/Administration/{kind}";

    [Fact]
    public async Task Post_NewUnit_StandsBelowItsDepartment()
    {
        var admin = await app.SignInAsync(Roles.Administrator);
        var department = await app.Data.CreateDepartmentAsync();
        var page = await admin.GetAsync($"/Administration/Departments/Edit/{department.Id}");
        var add = page.Document.QuerySelectorAll("main a.button-secondary").Single().GetAttribute("href")!;

        var saved = await admin.SubmitAsync(
            await admin.GetAsync(add),
            "main form",
            new() { ["Input.Name"] = "Åens enhed" }
        );

        Assert.Equal(page.Path, saved.Path);
        Assert.Contains("Åens enhed", saved.Text, StringComparison.Ordinal);
        Assert.Equal(
            HttpStatusCode.NotFound,
            (await admin.GetAsync("/Administration/Units/Edit?department=999999")).Status
        );
    }

    [Fact]
    public async Task Post_EverythingWrong_SaysAllOfItAtOnceAndKeepsWhatWasTyped()
    {
        var admin = await app.SignInAsync(Roles.Administrator);

        var answer = await admin.SubmitAsync(
            await admin.GetAsync("/Administration/Departments/Edit"),
            "main form",
            new()
            {
                ["Input.Name"] = new string('x', 101),
                ["Input.Phone"] = "ring til mig",
                ["Input.Email"] = "ikke en adresse",
                ["Input.ValidFrom"] = "02-01-2027",
                ["Input.ValidTo"] = "01-01-2027",
            }
        );

        Assert.Equal(
            ["Input_Name", "Input_Phone", "Input_Email", "Input_ValidTo"],
            answer.Document.QuerySelectorAll(".alert-error a").Select(a => a.GetAttribute("href")![1..])
        );
        Assert.Equal("ring til mig", answer.Document.QuerySelector("#Input_Phone")!.GetAttribute("value"));
    }

    [Theory]
    [InlineData("0", false)]
    [InlineData("1", true)]
    [InlineData("120", true)]
    [InlineData("121", false)]
    [InlineData("seks", false)]
    [InlineData("", true)]
    public async Task Post_LongestGrant_IsFromOneMonthToTenYears(string months, bool accepted)
    {
        var admin = await app.SignInAsync(Roles.Administrator);

        var answer = await admin.SubmitAsync(
            await admin.GetAsync("/Administration/LegalBases/Edit"),
            "main form",
            new() { ["Input.Name"] = TestData.CreateName("§"), ["Input.LongestGrantMonths"] = months }
        );

        Assert.Equal(
            accepted ? "/Administration/LegalBases" : "/Administration/LegalBases/Edit",
            answer.Path
        );
    }

    [Fact]
    public async Task Post_NameTakenInOtherCase_IsRefused()
    {
        var admin = await app.SignInAsync(Roles.Administrator);
        var taken = await app.Data.CreateTargetGroupAsync(TestData.CreateName("ÆRØ Ålborg"));

        var answer = await admin.SubmitAsync(
            await admin.GetAsync("/Administration/TargetGroups/Edit"),
            "main form",
            new() { ["Input.Name"] = taken.Name.ToLower(MentorRegistry.Web.Localization.Languages.Danish) }
        );

        Assert.Contains("allerede på listen", answer.TextOf(".alert-error"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_ChoiceThatIsNotThere_IsRefused()
    {
        var admin = await app.SignInAsync(Roles.Administrator);

        var answer = await admin.SubmitAsync(
            await admin.GetAsync("/Administration/Providers/Edit"),
            "main form",
            new() { ["Input.Name"] = TestData.CreateName("Firma"), ["Input.CategoryId"] = "999999" }
        );

        Assert.Contains("står på listen", answer.TextOf(".alert-error"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Departments")]
    [InlineData("Units")]
    [InlineData("TargetGroups")]
    [InlineData("LegalBases")]
    [InlineData("Categories")]
    [InlineData("Providers")]
    [InlineData("Mentors")]
    public async Task Post_LastDayThatPlacementsGoOnBeyond_AsksFirstAndSavesWhenConfirmed(string kind)
    {
        var admin = await app.SignInAsync(Roles.Administrator);
        var mentor = await app.Data.CreateMentorAsync();
        var department = await app.Data.CreateDepartmentAsync();
        var unit = await app.Data.CreateUnitAsync(department);
        var placement = await app.Data.CreatePlacementAsync(
            department: department,
            mentor: mentor,
            days: "2026-06-01..2027-06-01"
        );
        var categoryId = await app.DbAsync(async db =>
        {
            await db.Citizens.SingleAsync(c => c.Id == placement.CitizenId);
            (await db.Placements.SingleAsync(p => p.Id == placement.Id)).UnitId = unit.Id;
            await db.SaveChangesAsync();
            return await db
                .Providers.Where(p => p.Id == mentor.ProviderId)
                .Select(p => p.CategoryId)
                .SingleAsync();
        });
        var id = kind switch
        {
            "Departments" => department.Id,
            "Units" => unit.Id,
            "TargetGroups" => placement.TargetGroupId,
            "LegalBases" => placement.LegalBasisId,
            "Categories" => categoryId,
            "Providers" => mentor.ProviderId,
            _ => mentor.Id,
        };
        var path = $"/Administration/{kind}/Edit/{id}";

        var asked = await admin.SubmitAsync(
            await admin.GetAsync(path),
            "main form",
            new() { ["Input.ValidTo"] = "31-05-2027" }
        );

        Assert.Equal(path, asked.Path);
        Assert.Contains(
            "Ikke gemt endnu: 1 aktivt eller planlagt forløb rækker ud over 31. maj 2027",
            asked.TextOf("#closing"),
            StringComparison.Ordinal
        );
        Assert.Contains(
            kind == "Categories" ? "andre leverandører efter 31. maj" : "begynder efter 31. maj",
            asked.TextOf("#closing"),
            StringComparison.Ordinal
        );
        Assert.Equal("", await LastDayOnPageAsync(admin, path));

        var saved = await admin.SubmitAsync(asked, "main form", button: "[name=Confirm]");

        Assert.Contains("Det er gemt", saved.Text, StringComparison.Ordinal);
        Assert.Equal("31.05.2027", await LastDayOnPageAsync(admin, path));
    }

    [Fact]
    public async Task Post_LastDay_CountsActiveAndPlannedPlacementsThatGoOnBeyondIt()
    {
        var admin = await app.SignInAsync(Roles.Administrator);
        var basis = await app.Data.CreateLegalBasisAsync();
        await app.Data.CreatePlacementAsync(legalBasis: basis, days: "2026-06-01..2026-11-20");
        await app.Data.CreatePlacementAsync(legalBasis: basis, days: "2026-06-01..");
        await app.Data.CreatePlacementAsync(legalBasis: basis, days: "2027-06-01..2027-12-31");
        await app.Data.CreatePlacementAsync(legalBasis: basis, days: "2025-06-01..2026-11-19");
        await app.Data.CreatePlacementAsync(legalBasis: basis, cancelled: true);
        var page = await admin.GetAsync($"/Administration/LegalBases/Edit/{basis.Id}");
        Assert.Contains("3 forløb", page.TextOf("#Input_ValidTo-hint"), StringComparison.Ordinal);

        async Task<string> AskedAsync(string last) =>
            (await admin.SubmitAsync(page, "main form", new() { ["Input.ValidTo"] = last })).TextOf(
                "#closing h2"
            );

        Assert.Contains("3 aktive eller planlagte", await AskedAsync("01-01-2026"), StringComparison.Ordinal);
        Assert.Contains("2 aktive eller planlagte", await AskedAsync("20-11-2026"), StringComparison.Ordinal);
        Assert.Contains("1 aktivt eller planlagt", await AskedAsync("31-12-2027"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_ConfirmedForAnotherNumberOrDay_AsksAgain()
    {
        var admin = await app.SignInAsync(Roles.Administrator);
        var group = await app.Data.CreateTargetGroupAsync();
        await app.Data.CreatePlacementAsync(targetGroup: group, days: "2026-06-01..");
        var path = $"/Administration/TargetGroups/Edit/{group.Id}";
        var asked = await admin.SubmitAsync(
            await admin.GetAsync(path),
            "main form",
            new() { ["Input.ValidTo"] = "31-05-2027" }
        );

        var otherDay = await admin.SubmitAsync(
            asked,
            "main form",
            new() { ["Input.ValidTo"] = "30-04-2027" },
            button: "[name=Confirm]"
        );
        await app.Data.CreatePlacementAsync(targetGroup: group, days: "2026-06-01..");
        var otherNumber = await admin.SubmitAsync(asked, "main form", button: "[name=Confirm]");

        Assert.Contains("30. april 2027", otherDay.TextOf("#closing"), StringComparison.Ordinal);
        Assert.Contains("2 aktive eller planlagte", otherNumber.TextOf("#closing"), StringComparison.Ordinal);
        Assert.Equal("", await LastDayOnPageAsync(admin, path));
    }

    [Fact]
    public async Task Post_LastDayThatClosesNothingMore_IsSavedAtOnce()
    {
        var admin = await app.SignInAsync(Roles.Administrator);
        var group = await app.Data.CreateTargetGroupAsync();
        await app.Data.CreatePlacementAsync(targetGroup: group, days: "2026-06-01..2027-05-31");
        var path = $"/Administration/TargetGroups/Edit/{group.Id}";

        async Task<string> SavedAsync(string last)
        {
            var asked = await admin.SubmitAsync(
                await admin.GetAsync(path),
                "main form",
                new() { ["Input.ValidTo"] = last }
            );
            Assert.Equal("/Administration/TargetGroups", asked.Path);
            return await LastDayOnPageAsync(admin, path);
        }

        // The placements' own last day.
        Assert.Equal("31.05.2027", await SavedAsync("31-05-2027"));
        await app.Data.CreatePlacementAsync(targetGroup: group, days: "2026-06-01..");
        // Unchanged, and later than it was.
        Assert.Equal("31.05.2027", await SavedAsync("31-05-2027"));
        Assert.Equal("30.06.2027", await SavedAsync("30-06-2027"));
        Assert.Equal("", await SavedAsync(""));
    }

    [Theory]
    [InlineData("TargetGroups")]
    [InlineData("LegalBases")]
    public async Task Post_InUseElsewhere_AsksBeforeOneDepartmentAloneHasIt(string kind)
    {
        var admin = await app.SignInAsync(Roles.Administrator);
        var (had, gets) = (await app.Data.CreateDepartmentAsync(), await app.Data.CreateDepartmentAsync());
        var group = await app.Data.CreateTargetGroupAsync(department: had);
        var basis = await app.Data.CreateLegalBasisAsync(department: had);
        foreach (var days in (string[])["2026-06-01..", "2027-01-01..2027-06-30", "2025-01-01..2025-06-30"])
        {
            await app.Data.CreatePlacementAsync(
                department: had,
                days: days,
                targetGroup: group,
                legalBasis: basis
            );
        }

        await app.Data.CreatePlacementAsync(
            department: gets,
            days: "2026-06-01..",
            targetGroup: group,
            legalBasis: basis
        );
        var path = $"/Administration/{kind}/Edit/{(kind == "TargetGroups" ? group.Id : basis.Id)}";
        var page = await admin.GetAsync(path);

        var asked = await admin.SubmitAsync(
            page,
            "main form",
            new() { ["Input.DepartmentId"] = $"{gets.Id}" }
        );

        Assert.Equal(path, asked.Path);
        Assert.Contains(
            "Ikke gemt endnu: 2 aktive eller planlagte forløb i andre afdelinger",
            asked.TextOf("#closing h2"),
            StringComparison.Ordinal
        );
        Assert.Contains(gets.Name, asked.TextOf("#closing"), StringComparison.Ordinal);
        Assert.Equal($"{had.Id}", await ChosenAsync(admin, path, "DepartmentId"));
        var saved = await admin.SubmitAsync(asked, "main form", button: "[name=Confirm]");
        Assert.Contains("Det er gemt", saved.Text, StringComparison.Ordinal);
        Assert.Equal($"{gets.Id}", await ChosenAsync(admin, path, "DepartmentId"));

        // For all departments again: that takes nothing from anybody.
        var all = await admin.SubmitAsync(
            await admin.GetAsync(path),
            "main form",
            new() { ["Input.DepartmentId"] = "" }
        );
        Assert.Contains("Det er gemt", all.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_ProviderInUseToAnotherCategory_AsksFirstAndSavesWhenConfirmed()
    {
        var admin = await app.SignInAsync(Roles.Administrator);
        var mentor = await app.Data.CreateMentorAsync();
        var other = (await app.Data.CreateProviderAsync()).CategoryId;
        var path = $"/Administration/Providers/Edit/{mentor.ProviderId}";
        var had = await ChosenAsync(admin, path, "CategoryId");
        var change = new Dictionary<string, string?> { ["Input.CategoryId"] = $"{other}" };
        await app.Data.CreatePlacementAsync(mentor: mentor, days: "2026-06-01..");

        var asked = await admin.SubmitAsync(await admin.GetAsync(path), "main form", change);

        Assert.Contains(
            "Ikke gemt endnu: Leverandøren har 1 aktivt eller planlagt forløb",
            asked.TextOf("#closing h2"),
            StringComparison.Ordinal
        );
        Assert.Equal(had, await ChosenAsync(admin, path, "CategoryId"));
        await admin.SubmitAsync(asked, "main form", button: "[name=Confirm]");
        Assert.Equal($"{other}", await ChosenAsync(admin, path, "CategoryId"));
    }

    [Fact]
    public async Task Post_MovedAndClosedAtOnce_AsksBothAndOneYesIsToBoth()
    {
        var admin = await app.SignInAsync(Roles.Administrator);
        var (had, gets) = (await app.Data.CreateDepartmentAsync(), await app.Data.CreateDepartmentAsync());
        var group = await app.Data.CreateTargetGroupAsync(department: had);
        await app.Data.CreatePlacementAsync(department: had, days: "2026-06-01..", targetGroup: group);
        var path = $"/Administration/TargetGroups/Edit/{group.Id}";

        var asked = await admin.SubmitAsync(
            await admin.GetAsync(path),
            "main form",
            new() { ["Input.DepartmentId"] = $"{gets.Id}", ["Input.ValidTo"] = "31-05-2027" }
        );

        Assert.Equal(2, asked.Document.QuerySelectorAll("#closing h2").Length);
        var saved = await admin.SubmitAsync(asked, "main form", button: "[name=Confirm]");
        Assert.Contains("Det er gemt", saved.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1,5")]
    [InlineData("2147483648")]
    [InlineData("seks")]
    public async Task Post_NoWholeNumber_SaysWhichNumbersItMayBe(string typed)
    {
        var admin = await app.SignInAsync(Roles.Administrator);

        var answer = await admin.SubmitAsync(
            await admin.GetAsync("/Administration/LegalBases/Edit"),
            "main form",
            new() { ["Input.Name"] = TestData.CreateName("§"), ["Input.LongestGrantMonths"] = typed }
        );

        Assert.Equal(
            "Længste bevilling i måneder skal være et helt tal mellem 1 og 120.",
            answer.TextOf("[data-module=error-summary] li")
        );
    }

    [Fact]
    public async Task Post_SignsThatCannotBeSeen_AreLeftOut()
    {
        var admin = await app.SignInAsync(Roles.Administrator);
        var name = TestData.CreateName("Ærø");

        await admin.SubmitAsync(
            await admin.GetAsync("/Administration/LegalBases/Edit"),
            "main form",
            new()
            {
                ["Input.Name"] = name.Insert(2, "\u0007").Insert(4, "\u202E"),
                ["Input.Description"] = "Første linje\r\nAnden\u2066 linje",
            }
        );

        Assert.Equal(
            "Første linje\r\nAnden linje",
            await app.DbAsync(db =>
                db.LegalBases.Where(b => b.Name == name).Select(b => b.Description).SingleAsync()
            )
        );
    }

    [Fact]
    public async Task Get_ListWithNumbers_HasThemToTheRight()
    {
        var admin = await app.SignInAsync(Roles.Administrator);
        await app.Data.CreateLegalBasisAsync(longestGrantMonths: 6);
        await app.Data.CreateProviderAsync();

        foreach (var kind in (string[])["LegalBases", "Categories"])
        {
            var page = await admin.GetAsync($"/Administration/{kind}");

            Assert.Single(page.Document.QuerySelectorAll("main th.number"));
            Assert.NotEmpty(page.Document.QuerySelectorAll("main td.number"));
        }
    }

    [Fact]
    public async Task Get_List_HidesWhatHasEndedUntilAsked()
    {
        var admin = await app.SignInAsync(Roles.Administrator);
        var name = TestData.CreateName("Lukket");
        await app.Data.AddAsync(new TargetGroup { Name = name, ValidTo = RegistryWebApp.Today.AddDays(-1) });
        var last = TestData.CreateName("Sidste dag");
        await app.Data.AddAsync(new TargetGroup { Name = last, ValidTo = RegistryWebApp.Today });

        var usual = await admin.GetAsync("/Administration/TargetGroups");
        var all = await admin.GetAsync("/Administration/TargetGroups?ended=true");

        Assert.DoesNotContain(name, usual.Text, StringComparison.Ordinal);
        Assert.Contains(last, usual.Text, StringComparison.Ordinal);
        Assert.Contains(name, all.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_ChangedBySomebodyElseMeanwhile_ShowsWhatAndKeepsWhatWasTyped()
    {
        var admin = await app.SignInAsync(Roles.Administrator);
        var department = await app.Data.CreateDepartmentAsync();
        var mine = await admin.GetAsync($"/Administration/Departments/Edit/{department.Id}");
        await admin.SubmitAsync(mine, "main form", new() { ["Input.Phone"] = "11 11 11 11" });

        var answer = await admin.SubmitAsync(mine, "main form", new() { ["Input.Phone"] = "22 22 22 22" });

        Assert.Contains("11 11 11 11", answer.TextOf(".alert-warning"), StringComparison.Ordinal);
        Assert.Equal("22 22 22 22", answer.Document.QuerySelector("#Input_Phone")!.GetAttribute("value"));
        Assert.Equal("11 11 11 11", await PhoneAsync(department));
        await admin.SubmitAsync(answer, "main form");
        Assert.Equal("22 22 22 22", await PhoneAsync(department));
    }

    [Fact]
    public async Task Get_Index_CountsWhatIsInUse()
    {
        var admin = await app.SignInAsync(Roles.Administrator);
        await app.Data.CreateDepartmentAsync();

        var page = await admin.GetAsync("/Administration");

        Assert.Equal(11, page.Document.QuerySelectorAll("main table tbody tr").Length);
        Assert.All(page.TextsOf("main table td.number"), count => Assert.Matches(@"^[\d.]+$", count));
    }

    private static async Task<string> LastDayOnPageAsync(Browser admin, string path) =>
        (await admin.GetAsync(path)).Document.QuerySelector("#Input_ValidTo")!.GetAttribute("value") ?? "";

    private static async Task<string?> ChosenAsync(Browser admin, string path, string field) =>
        (await admin.GetAsync(path))
            .Document.QuerySelector($"#Input_{field} option[selected]")
            ?.GetAttribute("value");

    private Task<string?> PhoneAsync(Department department) =>
        app.DbAsync(db =>
            db.Departments.Where(d => d.Id == department.Id).Select(d => d.Phone).SingleAsync()
        );
}

public sealed class ReferenceDataTests_Sqlite(SqliteApp app)
    : ReferenceDataTests(app),
        IClassFixture<SqliteApp>;

public sealed class ReferenceDataTests_PostgreSql(PostgreSqlApp app)
    : ReferenceDataTests(app),
        IClassFixture<PostgreSqlApp>;
