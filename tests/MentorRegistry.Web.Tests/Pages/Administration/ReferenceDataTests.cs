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
        ["Departments", "TargetGroups", "LegalBases", "Categories", "Providers", "Mentors"];

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
        var list = await admin.GetAsync(
            $"/Administration/{kind}?q={Uri.EscapeDataString(name.ToUpperInvariant())}"
        );
        var link = Assert.Single(list.Document.QuerySelectorAll("main table th[scope=row] a"));
        Assert.Equal(name, link.TextContent);
        var opened = await admin.GetAsync(link.GetAttribute("href")!);
        Assert.Contains(name, opened.TextOf(".history"), StringComparison.Ordinal);
    }

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

    [Fact]
    public async Task Post_LastDayOfSomethingInUse_SaysHowManyUseItAndClosesIt()
    {
        var admin = await app.SignInAsync(Roles.Administrator);
        var basis = await app.Data.CreateLegalBasisAsync();
        await app.Data.CreatePlacementAsync(legalBasis: basis, days: "2026-06-01..2027-05-31");
        await app.Data.CreatePlacementAsync(legalBasis: basis, days: "2026-06-01..");
        await app.Data.CreatePlacementAsync(legalBasis: basis, days: "2025-06-01..2026-11-19");
        await app.Data.CreatePlacementAsync(legalBasis: basis, cancelled: true);
        var page = await admin.GetAsync($"/Administration/LegalBases/Edit/{basis.Id}");
        Assert.Contains("2 forløb", page.TextOf("#Input_ValidTo-hint"), StringComparison.Ordinal);

        var saved = await admin.SubmitAsync(page, "main form", new() { ["Input.ValidTo"] = "31-05-2027" });

        Assert.Contains("1 forløb rækker ud over 31. maj 2027", saved.Text, StringComparison.Ordinal);
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

        Assert.Equal(7, page.Document.QuerySelectorAll("main table tbody tr").Length);
        Assert.All(page.TextsOf("main table td.number"), count => Assert.Matches(@"^[\d.]+$", count));
    }

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
