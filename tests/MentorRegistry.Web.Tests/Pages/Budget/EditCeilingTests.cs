using MentorRegistry.Domain.Money;
using MentorRegistry.Domain.Organisation;
using MentorRegistry.Web.Access;
using Microsoft.EntityFrameworkCore;

namespace MentorRegistry.Web.Tests.Pages.Budget;

public abstract class EditCeilingTests(RegistryWebApp app)
{
    private const string Form = "main form";

    [Fact]
    public async Task Post_FirstOfTheYear_IsSavedAndShown()
    {
        var department = await app.Data.CreateDepartmentAsync();
        var admin = await app.SignInAsync(Roles.Administrator);

        var page = await SaveAsync(admin, department, []);

        Assert.Contains("Loftet er gemt", page.Text, StringComparison.Ordinal);
        Assert.Contains("Loft tilføjet", page.TextOf(".history"), StringComparison.Ordinal);
        Assert.Equal(
            "Der er plads til 6.604.040 kr. under loftet",
            page.TextOf("#ceiling + p").Replace('\u00a0', ' ')
        );
        var saved = await FindAsync(department);
        Assert.Equal((10_602_00, 920, 3_149_800_00), (saved!.OrePerPerson, saved.Persons, saved.OtherOre));
    }

    /// <summary>The draft's amount is told with where it is from, and is not in the field: nobody saves it unseen.</summary>
    [Theory]
    [InlineData(2026, true)]
    [InlineData(2027, false)]
    public async Task Get_AmountOfTheDraft_IsAHintForItsYearAndNoDefault(int year, bool isTold)
    {
        var department = await app.Data.CreateDepartmentAsync();
        var admin = await app.SignInAsync(Roles.Administrator);

        var form = await admin.GetAsync($"/Budget/EditCeiling/{department.Id}/{year}");

        Assert.Equal(
            isTold,
            form.Text.Contains("10.602 kr. (udkast, lovforslag L 77)", StringComparison.Ordinal)
        );
        Assert.Equal("", form.Document.QuerySelector("[name='Input.PerPerson']")!.GetAttribute("value"));
    }

    [Theory]
    [InlineData("Input.PerPerson", "", "skal udfyldes")]
    [InlineData("Input.PerPerson", "-1", "kan ikke være under 0")]
    [InlineData("Input.Persons", "-1", "mellem 1 og")]
    [InlineData("Input.Persons", "0", "mellem 1 og")]
    [InlineData("Input.Persons", "100001", "mellem 1 og")]
    [InlineData("Input.Persons", "9,5", "helt tal")]
    [InlineData("Input.Other", "", "skal udfyldes")]
    [InlineData("Input.Other", "1.000.000.000", "er for stort")]
    public async Task Post_WhatCannotBe_SaysWhyAndSavesNothing(string field, string typed, string why)
    {
        var department = await app.Data.CreateDepartmentAsync();
        var admin = await app.SignInAsync(Roles.Administrator);

        var refused = await SaveAsync(admin, department, new() { [field] = typed });

        Assert.Contains(why, Assert.Single(refused.TextsOf(".form-error-message")), StringComparison.Ordinal);
        Assert.Null(await FindAsync(department));
    }

    /// <summary>The largest that the form takes breaks no page: it could not be corrected from there.</summary>
    [Fact]
    public async Task Post_AsLargeAsTheFormTakes_IsShown()
    {
        var department = await app.Data.CreateDepartmentAsync();
        var admin = await app.SignInAsync(Roles.Administrator);

        var page = await SaveAsync(
            admin,
            department,
            new()
            {
                ["Input.PerPerson"] = "999.999.999,99",
                ["Input.Persons"] = "100000",
                ["Input.Other"] = "0",
            }
        );

        Assert.Equal(
            "Der er plads til 99.999.999.999.000 kr. under loftet",
            page.TextOf("#ceiling + p").Replace('\u00a0', ' ')
        );
    }

    [Fact]
    public async Task Post_SomebodyElseChangedIt_ShowsWhatAndKeepsWhatIsTyped()
    {
        var department = await app.Data.CreateDepartmentAsync();
        var admin = await app.SignInAsync(Roles.Administrator);
        await SaveAsync(admin, department, []);
        var form = await admin.GetAsync($"/Budget/EditCeiling/{department.Id}/2026");
        await SaveAsync(admin, department, new() { ["Input.Persons"] = "900" });

        var told = await admin.SubmitAsync(form, Form, new() { ["Input.Other"] = "5" });

        Assert.Contains(
            "Fuldtidspersoner: ændret fra 920 til 900",
            told.TextOf(".alert-warning"),
            StringComparison.Ordinal
        );
        Assert.Equal("5", told.Document.QuerySelector("[name='Input.Other']")!.GetAttribute("value"));
        Assert.Equal(3_149_800_00, (await FindAsync(department))!.OtherOre);
    }

    [Fact]
    public async Task Post_YearHasPassed_AsksForReason()
    {
        var department = await app.Data.CreateDepartmentAsync();
        var admin = await app.SignInAsync(Roles.Administrator);

        var asked = await SaveAsync(admin, department, [], year: 2025);

        Assert.Contains("Skriv en begrundelse: Året 2025 er gået", asked.Text, StringComparison.Ordinal);
        Assert.Null(await FindAsync(department, 2025));
        await admin.SubmitAsync(asked, Form, new() { ["Input.Reason"] = "Meldt ud senere" });
        Assert.NotNull(await FindAsync(department, 2025));
    }

    private static async Task<PageAnswer> SaveAsync(
        Browser admin,
        Department department,
        Dictionary<string, string?> otherwise,
        int year = 2026
    )
    {
        var fields = new Dictionary<string, string?>
        {
            ["Input.PerPerson"] = "10.602",
            ["Input.Persons"] = "920",
            ["Input.Other"] = "3.149.800",
        };
        foreach (var (field, value) in otherwise)
        {
            fields[field] = value;
        }

        return await admin.SubmitAsync(
            await admin.GetAsync($"/Budget/EditCeiling/{department.Id}/{year}"),
            Form,
            fields
        );
    }

    private Task<SpendingCeiling?> FindAsync(Department department, int year = 2026) =>
        app.DbAsync(db =>
            db.SpendingCeilings.SingleOrDefaultAsync(c => c.DepartmentId == department.Id && c.Year == year)
        );
}

public sealed class EditCeilingTests_Sqlite(SqliteApp app) : EditCeilingTests(app), IClassFixture<SqliteApp>;

public sealed class EditCeilingTests_PostgreSql(PostgreSqlApp app)
    : EditCeilingTests(app),
        IClassFixture<PostgreSqlApp>;
