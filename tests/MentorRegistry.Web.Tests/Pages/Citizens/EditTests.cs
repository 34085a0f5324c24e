using System.Net;
using MentorRegistry.Domain.Citizens;
using MentorRegistry.Domain.Organisation;
using MentorRegistry.Web.Access;
using Microsoft.EntityFrameworkCore;

namespace MentorRegistry.Web.Tests.Pages.Citizens;

public abstract class EditTests(RegistryWebApp app)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private TestData Data => app.Data;

    [Fact]
    public async Task Post_NewNameAndNumber_KeepsTheOldNumberAsHistory()
    {
        var (browser, _, citizen) = await OpenAsync();
        var number = TestData.CreateCpr();

        var page = await SaveAsync(
            browser,
            citizen,
            new()
            {
                ["Input.Name"] = " Bo Nyt-Navn ",
                ["Input.NewNumber"] = $"{number[..6]}-{number[6..]}",
                ["Input.NumberFrom"] = "01-11-2026",
            }
        );

        Assert.Equal($"/Citizens/{citizen.Reference}", page.Path);
        Assert.Equal("Bo Nyt-Navn", page.TextOf("h1"));
        Assert.Contains("Borgeren er rettet.", page.Text, StringComparison.Ordinal);
        var numbers = await NumbersAsync(citizen);
        Assert.Equal(
            [(citizen.Numbers[0].Digits, new DateOnly(2026, 10, 31)), (number, (DateOnly?)null)],
            numbers.Select(n => (n.Digits, n.Last))
        );
    }

    [Fact]
    public async Task Post_NumberOfAnotherOwnCitizen_NamesTheReferenceOnly()
    {
        var (browser, department, citizen) = await OpenAsync();
        var other = await Data.CreateCitizenAsync("Hemmelig Person");
        await Data.CreatePlacementAsync(other, department);

        var page = await SaveAsync(browser, citizen, new() { ["Input.NewNumber"] = other.Numbers[0].Digits });

        Assert.Equal(
            $"Fejl: CPR-nummeret tilhører allerede borger {other.Reference}.",
            page.TextOf("#Input_NewNumber-error")
        );
        Assert.DoesNotContain("Hemmelig Person", page.Html, StringComparison.Ordinal);
        Assert.Single(await NumbersAsync(citizen));
    }

    /// <summary>It is a search for the number, and is recorded as one: with whom it found.</summary>
    [Fact]
    public async Task Post_NumberOfAnothersCitizen_SaysThatItIsTakenAndIsRecordedAsASearch()
    {
        var (browser, _, citizen) = await OpenAsync();
        var other = await Data.CreateCitizenAsync("Hemmelig Person");
        await Data.CreatePlacementAsync(other);

        var page = await SaveAsync(browser, citizen, new() { ["Input.NewNumber"] = other.Numbers[0].Digits });

        Assert.Equal(
            "Fejl: CPR-nummeret tilhører allerede en anden borger. Slå nummeret op fra Start for at se hvem.",
            page.TextOf("#Input_NewNumber-error")
        );
        Assert.DoesNotContain(other.Reference, page.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("Hemmelig Person", page.Html, StringComparison.Ordinal);
        Assert.Equal(
            LookupKind.Search,
            await app.DbAsync(db =>
                db.Lookups.Where(l => l.CitizenId == other.Id).Select(l => l.Kind).SingleAsync(Ct)
            )
        );
    }

    [Fact]
    public async Task Get_OnlyACancelledPlacementIsOwn_IsNotFound()
    {
        var department = await Data.CreateDepartmentAsync();
        var citizen = await Data.CreateCitizenAsync();
        await Data.CreatePlacementAsync(citizen, department, cancelled: true);
        var browser = await app.SignInAsync(Roles.Caseworker, department.Id);

        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync(Address(citizen))).Status);
    }

    [Fact]
    public async Task Post_EverythingWrong_SaysAllOfItBesideTheFieldsAndKeepsWhatWasTyped()
    {
        var (browser, _, citizen) = await OpenAsync();

        var page = await SaveAsync(
            browser,
            citizen,
            new()
            {
                ["Input.Name"] = "\u3164 \u200B",
                ["Input.NewNumber"] = "723240-1234",
                ["Input.NumberFrom"] = "21-11-2026",
            }
        );

        Assert.Equal(
            [
                "Navn skal udfyldes.",
                "Nyt CPR-nummer begynder med en dag, der ikke findes i kalenderen.",
                "Gælder fra kan ikke ligge efter i dag.",
            ],
            page.TextsOf("[data-module=error-summary] a")
        );
        Assert.Equal("723240-1234", page.Document.QuerySelector("#Input_NewNumber")!.GetAttribute("value"));
        Assert.Equal("21-11-2026", page.Document.QuerySelector("#Input_NumberFrom")!.GetAttribute("value"));
    }

    [Fact]
    public async Task Post_SomebodyElseChangedTheName_ShowsWhatAndSavesOnTheSecondPress()
    {
        var (browser, department, citizen) = await OpenAsync();
        var colleague = await app.SignInAsync(Roles.DepartmentHead, department.Id);
        var mine = await browser.GetAsync(Address(citizen));
        await SaveAsync(colleague, citizen, new() { ["Input.Name"] = "Kollegas Navn" });

        var refused = await browser.SubmitAsync(mine, "main form", new() { ["Input.Name"] = "Mit Navn" });

        Assert.Equal(HttpStatusCode.Conflict, refused.Status);
        Assert.Contains(
            $"Navn: ændret fra {citizen.Name} til Kollegas Navn",
            refused.TextsOf(".history-changes li")
        );
        Assert.Equal("Mit Navn", refused.Document.QuerySelector("#Input_Name")!.GetAttribute("value"));
        var saved = await browser.SubmitAsync(refused, "main form");
        Assert.Equal("Mit Navn", saved.TextOf("h1"));
    }

    /// <summary>The citizen's version moves with others' placements: neither told nor in the way.</summary>
    [Fact]
    public async Task Post_AnotherDepartmentSavedAPlacementMeanwhile_SavesAndTellsNothingOfIt()
    {
        var (browser, _, citizen) = await OpenAsync();
        var elsewhere = await Data.CreateDepartmentAsync();
        var mine = await browser.GetAsync(Address(citizen));
        await Data.CreatePlacementAsync(citizen, elsewhere);

        var saved = await browser.SubmitAsync(mine, "main form", new() { ["Input.Name"] = "Mit Navn" });

        Assert.Equal("Mit Navn", saved.TextOf("h1"));
        Assert.True(
            mine.Document.QuerySelector("[name='Input.Opened']")!.GetAttribute("value")!.Length > 50,
            "What the form was opened on can be read."
        );
    }

    [Fact]
    public async Task Post_SomebodyOfAnotherDepartmentChangedTheName_TellsNotWho()
    {
        var (browser, _, citizen) = await OpenAsync();
        var elsewhere = await Data.CreateDepartmentAsync();
        await Data.CreatePlacementAsync(citizen, elsewhere);
        var theirs = await Data.CreateUserAsync([Roles.Caseworker], elsewhere.Id);
        var mine = await browser.GetAsync(Address(citizen));
        await SaveAsync(await app.SignInAsync(theirs), citizen, new() { ["Input.Name"] = "Deres Navn" });

        var refused = await browser.SubmitAsync(mine, "main form", new() { ["Input.Name"] = "Mit Navn" });

        Assert.Equal(HttpStatusCode.Conflict, refused.Status);
        Assert.Contains(
            $"Navn: ændret fra {citizen.Name} til Deres Navn",
            refused.TextsOf(".history-changes li")
        );
        Assert.DoesNotContain(theirs.DisplayName, refused.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_NoPlacementOfOwnDepartment_IsNotFoundAndNotRecorded()
    {
        var (_, _, citizen) = await OpenAsync();
        var stranger = await app.SignInAsync(Roles.Caseworker, (await Data.CreateDepartmentAsync()).Id);

        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync(Address(citizen))).Status);
        Assert.False(await app.DbAsync(db => db.Lookups.AnyAsync(l => l.CitizenId == citizen.Id, Ct)));
        Assert.Null(
            (await stranger.GetAsync($"/Citizens/{citizen.Reference}")).Document.QuerySelector(
                $"a[href='{Address(citizen)}']"
            )
        );
    }

    [Fact]
    public async Task Get_Form_IsRecordedAndShowsNoWholeNumber()
    {
        var (browser, _, citizen) = await OpenAsync();

        var page = await browser.GetAsync(Address(citizen));

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.DoesNotContain(citizen.Numbers[0].Digits, page.Html, StringComparison.Ordinal);
        Assert.Equal(
            LookupKind.Form,
            await app.DbAsync(db =>
                db.Lookups.Where(l => l.CitizenId == citizen.Id).Select(l => l.Kind).SingleAsync(Ct)
            )
        );
    }

    private static string Address(Citizen citizen) => $"/Citizens/{citizen.Reference}/Edit";

    private static async Task<PageAnswer> SaveAsync(
        Browser browser,
        Citizen citizen,
        Dictionary<string, string?> values
    ) => await browser.SubmitAsync(await browser.GetAsync(Address(citizen)), "main form", values);

    private async Task<(Browser Browser, Department Department, Citizen Citizen)> OpenAsync()
    {
        var department = await Data.CreateDepartmentAsync();
        var citizen = await Data.CreateCitizenAsync();
        await Data.CreatePlacementAsync(citizen, department);
        return (await app.SignInAsync(Roles.Caseworker, department.Id), department, citizen);
    }

    private Task<List<CitizenNumber>> NumbersAsync(Citizen citizen) =>
        app.DbAsync(db =>
            db.CitizenNumbers.Where(n => n.CitizenId == citizen.Id).OrderBy(n => n.Id).ToListAsync(Ct)
        );
}

public sealed class EditTests_Sqlite(SqliteApp app) : EditTests(app), IClassFixture<SqliteApp>;

public sealed class EditTests_PostgreSql(PostgreSqlApp app) : EditTests(app), IClassFixture<PostgreSqlApp>;
