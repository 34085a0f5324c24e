using MentorRegistry.Domain.Organisation;
using MentorRegistry.Web.Access;
using Microsoft.EntityFrameworkCore;

namespace MentorRegistry.Web.Tests.Pages.Budget;

public abstract class EditBudgetTests(RegistryWebApp app)
{
    private const string Form = "main form";

    [Fact]
    public async Task Post_FirstOfTheYear_IsSavedAndShown()
    {
        var department = await app.Data.CreateDepartmentAsync();
        var admin = await app.SignInAsync(Roles.Administrator);

        var page = await SaveAsync(
            admin,
            department,
            fields: new()
            {
                ["Input.Internal"] = "4.580.000",
                ["Input.External"] = "2808000,50",
                ["Input.Baseline"] = "7.388.000",
                ["Input.Saving"] = "2.000.000",
            }
        );

        Assert.Contains("Budgettet er gemt", page.Text, StringComparison.Ordinal);
        Assert.Equal($"/Budget/{department.Id}/2026", page.Path);
        Assert.Contains("Budget tilføjet", page.TextOf(".history"), StringComparison.Ordinal);
        var saved = await FindAsync(department);
        Assert.Equal(
            (4_580_000_00, 2_808_000_50, 7_388_000_00, 2_000_000_00),
            (saved!.InternalOre, saved.ExternalOre, saved.BaselineOre, saved.SavingOre)
        );
    }

    [Fact]
    public async Task Post_SavingTakenOut_IsNoLongerAskedFor()
    {
        var department = await app.Data.CreateDepartmentAsync();
        await new BudgetData(app).CreateBudgetAsync(department, baselineKroner: 20, savingKroner: 10);
        var admin = await app.SignInAsync(Roles.Administrator);

        await SaveAsync(admin, department, fields: new() { ["Input.Baseline"] = "", ["Input.Saving"] = "" });

        var saved = await FindAsync(department);
        Assert.Equal((100_000_00, null, null), (saved!.InternalOre, saved.BaselineOre, saved.SavingOre));
    }

    [Theory]
    [InlineData("Input.Internal", "", "skal udfyldes")]
    [InlineData("Input.Internal", "-1", "kan ikke være under 0")]
    [InlineData("Input.External", "1.000.000.000", "er for stort")]
    [InlineData("Input.External", "fem", "beløb i kroner")]
    [InlineData("Input.Baseline", "", "Skriv, hvad besparelsen måles fra")]
    [InlineData("Input.Baseline", "syv", "beløb i kroner")]
    [InlineData("Input.Saving", "7.388.000,01", "kan ikke være større end udgangspunktet")]
    [InlineData("Input.Saving", "-5", "kan ikke være under 0")]
    public async Task Post_WhatCannotBe_SaysWhyOnceAndSavesNothing(string field, string typed, string why)
    {
        var department = await app.Data.CreateDepartmentAsync();
        var admin = await app.SignInAsync(Roles.Administrator);
        var fields = new Dictionary<string, string?>
        {
            ["Input.Internal"] = "4.580.000",
            ["Input.External"] = "2.808.000",
            ["Input.Baseline"] = "7.388.000",
            ["Input.Saving"] = "7.388.000",
            [field] = typed,
        };

        var refused = await SaveAsync(admin, department, fields: fields);

        Assert.Contains(why, Assert.Single(refused.TextsOf(".form-error-message")), StringComparison.Ordinal);
        Assert.Equal(typed, refused.Document.QuerySelector($"[name='{field}']")!.GetAttribute("value"));
        Assert.Null(await FindAsync(department));
    }

    [Theory]
    [InlineData(2025, null, false)]
    [InlineData(2025, "Nyt byrådsforlig", true)]
    [InlineData(2026, null, true)]
    [InlineData(2027, null, true)]
    public async Task Post_YearHasPassed_AsksForReason(int year, string? reason, bool isSaved)
    {
        var department = await app.Data.CreateDepartmentAsync();
        await new BudgetData(app).CreateBudgetAsync(department, year);
        var admin = await app.SignInAsync(Roles.Administrator);

        var page = await SaveAsync(
            admin,
            department,
            year,
            new() { ["Input.Internal"] = "1.234", ["Input.Reason"] = reason ?? "" }
        );

        Assert.Equal(isSaved ? 1_234_00 : 100_000_00, (await FindAsync(department, year))!.InternalOre);
        Assert.Contains(
            isSaved ? reason ?? "Budgettet er gemt" : "Skriv en begrundelse: Året 2025 er gået",
            page.Text,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Post_SomebodyElseChangedIt_ShowsWhatAndKeepsWhatIsTyped()
    {
        var department = await app.Data.CreateDepartmentAsync();
        await new BudgetData(app).CreateBudgetAsync(department);
        var admin = await app.SignInAsync(Roles.Administrator);
        var form = await admin.GetAsync($"/Budget/Edit/{department.Id}/2026");
        await SaveAsync(admin, department, fields: new() { ["Input.External"] = "70.000" });

        var told = await admin.SubmitAsync(form, Form, new() { ["Input.Internal"] = "90.000" });

        Assert.Contains(
            "Eksterne mentorer: ændret fra 50.000,00 kr. til 70.000,00 kr.",
            told.TextOf(".alert-warning").Replace('\u00a0', ' '),
            StringComparison.Ordinal
        );
        Assert.Equal("90.000", told.Document.QuerySelector("[name='Input.Internal']")!.GetAttribute("value"));
        Assert.Equal(100_000_00, (await FindAsync(department))!.InternalOre);
        // Said once; the next press saves.
        await admin.SubmitAsync(told, Form);
        Assert.Equal(90_000_00, (await FindAsync(department))!.InternalOre);
    }

    [Fact]
    public async Task Post_SomebodyElseMadeItMeanwhile_IsToldAndNothingIsLost()
    {
        var department = await app.Data.CreateDepartmentAsync();
        var admin = await app.SignInAsync(Roles.Administrator);
        var form = await admin.GetAsync($"/Budget/Edit/{department.Id}/2026");
        await new BudgetData(app).CreateBudgetAsync(department);

        var told = await admin.SubmitAsync(
            form,
            Form,
            new() { ["Input.Internal"] = "90.000", ["Input.External"] = "1" }
        );

        Assert.Contains(
            "Internt mentorkorps: 100.000,00 kr.",
            told.TextOf(".alert-warning").Replace('\u00a0', ' '),
            StringComparison.Ordinal
        );
        Assert.Equal(100_000_00, (await FindAsync(department))!.InternalOre);
    }

    /// <summary>Each opens an empty form and saves at the same moment: there is one budget, and nobody overwrites unseen.</summary>
    [Fact]
    public async Task Post_ManyMakeItAtOnce_OneIsSavedAndTheOthersAreTold()
    {
        var department = await app.Data.CreateDepartmentAsync();
        var admin = await app.SignInAsync(Roles.Administrator);
        var form = await admin.GetAsync($"/Budget/Edit/{department.Id}/2026");

        var answers = await Task.WhenAll(
            Enumerable
                .Range(1, 6)
                .Select(i =>
                    admin.SubmitAsync(
                        form,
                        Form,
                        new() { ["Input.Internal"] = $"{i}", ["Input.External"] = "0" }
                    )
                )
        );

        Assert.All(answers, answer => Assert.Equal(200, (int)answer.Status));
        Assert.Equal(5, answers.Count(answer => answer.Document.QuerySelector(".alert-warning") is not null));
        Assert.NotNull(await FindAsync(department));
    }

    private static async Task<PageAnswer> SaveAsync(
        Browser admin,
        Department department,
        int year = 2026,
        Dictionary<string, string?>? fields = null
    ) => await admin.SubmitAsync(await admin.GetAsync($"/Budget/Edit/{department.Id}/{year}"), Form, fields);

    private Task<Domain.Money.Budget?> FindAsync(Department department, int year = 2026) =>
        app.DbAsync(db =>
            db.Budgets.SingleOrDefaultAsync(b => b.DepartmentId == department.Id && b.Year == year)
        );
}

public sealed class EditBudgetTests_Sqlite(SqliteApp app) : EditBudgetTests(app), IClassFixture<SqliteApp>;

public sealed class EditBudgetTests_PostgreSql(PostgreSqlApp app)
    : EditBudgetTests(app),
        IClassFixture<PostgreSqlApp>;
