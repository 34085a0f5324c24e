using System.Net;
using AngleSharp.Html.Dom;
using MentorRegistry.Web.Access;
using MentorRegistry.Web.Tests.Pages.Placements;
using Microsoft.EntityFrameworkCore;

namespace MentorRegistry.Web.Tests.Localization;

public abstract class LanguageSwitchTests(RegistryWebApp app)
{
    private const string Form = "#typed";
    private const string Switch = ".language-switch";

    [Fact]
    public async Task Switch_PlacementHalfRegistered_KeepsWhatWasTypedAndSavesNothing()
    {
        var scene = await PlacementScene.CreateAsync(app);
        var typed = new Dictionary<string, string?>
        {
            ["Input.TargetGroupId"] = $"{scene.TargetGroup.Id}",
            ["Input.ProviderId"] = $"{scene.Mentor.ProviderId}",
            ["Input.First"] = "den 32.",
            ["Input.Last"] = "",
            ["Input.Hours"] = "4,25",
            ["Input.Caseworker"] = "Bo “Ø” Iversen",
        };

        var page = await SwitchAsync(scene.Browser, scene.RegisterPath, typed);

        AssertEnglish(page, typed);
        Assert.Empty(PlacementScene.Errors(page));
        Assert.Empty(page.Document.QuerySelectorAll(".form-error-message"));
        Assert.Empty(await scene.PlacementsAsync());
    }

    [Fact]
    public async Task Switch_ThereAndBackAndSaved_IsSavedAsTyped()
    {
        var scene = await PlacementScene.CreateAsync(app);
        var page = await SwitchAsync(scene.Browser, scene.RegisterPath, scene.Fields());
        page = await scene.Browser.SubmitAsync(page, Form, button: Switch);
        Assert.Equal("da", page.Document.DocumentElement.GetAttribute("lang"));

        var answer = await scene.SubmitAsync(page);

        scene.AssertSaved(answer);
        Assert.Equal(255, Assert.Single(Assert.Single(await scene.PlacementsAsync()).Grants).MinutesPerWeek);
    }

    [Fact]
    public async Task Switch_CitizenNotInTheRegistry_KeepsNameAndNumberOutOfTheAddress()
    {
        var department = await app.Data.CreateDepartmentAsync();
        var browser = await app.SignInAsync(Roles.Caseworker, department.Id);
        var cpr = TestData.CreateCpr();
        var unknown = await browser.SubmitAsync(
            await browser.GetAsync("/"),
            "main form[role=search]",
            new() { ["Query"] = cpr }
        );
        var form = await browser.SubmitAsync(unknown, "form.register-unknown");

        var page = await browser.SubmitAsync(
            form,
            Form,
            new() { ["Person.Name"] = "Bo Iversen" },
            button: Switch
        );

        AssertEnglish(page, new() { ["Person.Name"] = "Bo Iversen", ["Person.Cpr"] = cpr });
        Assert.DoesNotContain(cpr, page.Address.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("Bo", page.Address.ToString(), StringComparison.Ordinal);
        Assert.False(await app.DbAsync(db => db.CitizenNumbers.AnyAsync(n => n.Digits == cpr)));
    }

    [Theory]
    [InlineData("/Placements/Extend/{0}", "Input.Last", "Input.Hours")]
    [InlineData("/Placements/Change/{0}", "Input.Caseworker", "Input.Last")]
    [InlineData("/Placements/End/{0}", "Input.LastDay", "Input.Note")]
    [InlineData("/Placements/Cancel/{0}", "Input.Reason")]
    [InlineData("/Citizens/{1}/Edit", "Input.Name", "Input.NewNumber", "Input.NumberFrom")]
    public async Task Switch_FormOfAPlacementOrCitizen_KeepsWhatWasTyped(string path, params string[] fields)
    {
        var scene = await PlacementScene.CreateAsync(app);
        var placement = await scene.CreatePlacementAsync();
        var address = string.Format(null, path, placement.Id, scene.Citizen.Reference);
        var typed = fields.ToDictionary(field => field, field => (string?)$"halvt {field}");

        var page = await SwitchAsync(scene.Browser, address, typed);

        AssertEnglish(page, typed);
        Assert.Empty(PlacementScene.Errors(page));
        // The next button is the form's own again.
        Assert.Equal(address, page.Document.QuerySelector(Form)!.GetAttribute("action"));
    }

    [Fact]
    public async Task Switch_ChangedByOtherMeanwhile_IsStillToldWhenSaved()
    {
        var scene = await PlacementScene.CreateAsync(app);
        var placement = await scene.CreatePlacementAsync();
        var form = await scene.Browser.GetAsync($"/Placements/Cancel/{placement.Id}");
        await app.DbAsync(async db =>
        {
            var stored = await db.Placements.Include(p => p.Citizen).SingleAsync(p => p.Id == placement.Id);
            stored.Caseworker = "En anden";
            return await db.SaveChangesAsync();
        });

        var page = await scene.Browser.SubmitAsync(
            form,
            Form,
            new() { ["Input.Reason"] = "Registreret ved en fejl." },
            button: Switch
        );
        var answer = await scene.Browser.SubmitAsync(page, Form);

        Assert.Contains("En anden", answer.Text, StringComparison.Ordinal);
        Assert.False((await scene.PlacementsAsync())[0].IsCancelled);
    }

    [Fact]
    public async Task Switch_ErrorsAreShown_TellsThemInTheOtherLanguage()
    {
        var scene = await PlacementScene.CreateAsync(app);
        var refused = await scene.SubmitAsync(await scene.Browser.GetAsync(scene.RegisterPath));
        Assert.Contains(
            PlacementScene.Errors(refused),
            error => error.Text == "Timer pr. uge skal udfyldes."
        );

        var page = await scene.Browser.SubmitAsync(refused, Form, button: Switch);

        Assert.Equal(
            PlacementScene.Errors(refused).Select(error => error.Field),
            PlacementScene.Errors(page).Select(error => error.Field)
        );
        Assert.DoesNotContain("skal udfyldes", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Switch_PostedSearch_SearchesAgainOnTheSamePage()
    {
        var department = await app.Data.CreateDepartmentAsync();
        var found = await app.Data.CreateCitizenAsync("Åse Nørgaard");
        for (var i = 0; i < 51; i++)
        {
            await app.Data.CreatePlacementAsync(found, department, cancelled: true);
        }

        await app.Data.CreatePlacementAsync(department: department, cancelled: true);
        var browser = await app.SignInAsync(Roles.Caseworker, department.Id);
        var list = await browser.SubmitAsync(
            await browser.GetAsync("/Department"),
            "form.filters",
            new() { ["Search"] = "nørgaard", ["State"] = "4" }
        );
        list = await browser.SubmitAsync(list, "form.results", button: ".search-pages button");
        Assert.Single(list.Document.QuerySelectorAll("tbody tr"));

        var page = await browser.SubmitAsync(list, Form, button: Switch);

        AssertEnglish(page, new() { ["Search"] = "nørgaard", ["State"] = "4" });
        Assert.Single(page.Document.QuerySelectorAll("tbody tr"));
        Assert.Contains("Åse Nørgaard", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("rgaard", page.Address.ToString(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Switch_FilterHalfChosen_KeepsIt()
    {
        var department = await app.Data.CreateDepartmentAsync();
        var browser = await app.SignInAsync(Roles.Caseworker, department.Id);
        var typed = new Dictionary<string, string?> { ["EndsBefore"] = "32.13.", ["State"] = "2" };

        AssertEnglish(await SwitchAsync(browser, "/Department", typed), typed);
    }

    [Fact]
    public async Task Switch_SearchHalfTypedOnStart_KeepsItAndLooksNobodyUp()
    {
        var browser = await app.SignInAsync(Roles.Caseworker);
        var citizen = await app.Data.CreateCitizenAsync();

        var page = await SwitchAsync(browser, "/", new() { ["Query"] = citizen.Reference });

        AssertEnglish(page, new() { ["Query"] = citizen.Reference });
        Assert.False(await app.DbAsync(db => db.Lookups.AnyAsync(l => l.CitizenId == citizen.Id)));
    }

    [Fact]
    public async Task Switch_RecordAndUserOfTheAdministration_KeepsWhatWasTyped()
    {
        var department = await app.Data.CreateDepartmentAsync();
        var browser = await app.SignInAsync(Roles.Administrator);
        var typed = new Dictionary<string, string?>
        {
            ["Input.Name"] = "Ny afdeling",
            ["Input.Email"] = "a@",
        };
        AssertEnglish(
            await SwitchAsync(browser, $"/Administration/Departments/Edit/{department.Id}", typed),
            typed
        );

        var back = await browser.SubmitAsync(
            await browser.GetAsync("/"),
            "header form:has(.language-switch)"
        );
        Assert.Equal("da", back.Document.DocumentElement.GetAttribute("lang"));
        var user = await app.Data.CreateUserAsync([Roles.Caseworker], department.Id);
        var boxes = new Dictionary<string, string?>
        {
            ["Input.DisplayName"] = "Bo",
            ["Input.Roles"] = Roles.Auditor,
            ["Input.Places"] = null,
        };
        var page = await SwitchAsync(browser, $"/Administration/Users/Edit/{user.Id}", boxes);

        AssertEnglish(page, new() { ["Input.DisplayName"] = "Bo" });
        Assert.Equal(
            [Roles.Auditor],
            page.Document.QuerySelectorAll("input[type=checkbox][name='Input.Roles']")
                .OfType<IHtmlInputElement>()
                .Where(box => box.IsChecked)
                .Select(box => box.Value)
        );
    }

    [Fact]
    public async Task Post_CheckedBeforeSaved_IsSaved()
    {
        var scene = await PlacementScene.CreateAsync(app);
        var placement = await scene.CreatePlacementAsync();
        var form = await scene.Browser.GetAsync($"/Placements/Extend/{placement.Id}");
        var looked = await scene.SubmitAsync(
            form,
            new() { ["Input.Last"] = "31-12-2026" },
            button: "button[formaction*=Check]"
        );

        scene.AssertSaved(await scene.SubmitAsync(looked));
    }

    private static async Task<PageAnswer> SwitchAsync(
        Browser browser,
        string path,
        Dictionary<string, string?> typed
    ) => await browser.SubmitAsync(await browser.GetAsync(path), Form, typed, button: Switch);

    private static void AssertEnglish(PageAnswer page, Dictionary<string, string?> typed)
    {
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Equal("en", page.Document.DocumentElement.GetAttribute("lang"));
        Assert.All(
            typed,
            field =>
                Assert.Equal(
                    field.Value,
                    page.Document.QuerySelector($"{Form} [name='{field.Key}']") switch
                    {
                        IHtmlSelectElement select => select.Value,
                        IHtmlTextAreaElement area => area.Value,
                        IHtmlInputElement input => input.Value,
                        _ => null,
                    }
                )
        );
    }
}

public sealed class LanguageSwitchTests_Sqlite(SqliteApp app)
    : LanguageSwitchTests(app),
        IClassFixture<SqliteApp>;

public sealed class LanguageSwitchTests_PostgreSql(PostgreSqlApp app)
    : LanguageSwitchTests(app),
        IClassFixture<PostgreSqlApp>;
