using System.Net;
using MentorRegistry.Domain.Citizens;
using MentorRegistry.Domain.Sharing;
using MentorRegistry.Web.Access;
using Microsoft.EntityFrameworkCore;

namespace MentorRegistry.Web.Tests.Pages.Citizens;

public abstract class PurposeTests(RegistryWebApp app)
{
    [Theory]
    [InlineData("/Citizens/{0}", "Overview")]
    [InlineData("/Citizens/{0}/Sheet", "Sheet")]
    [InlineData("/Placements/Register?citizen={0}", "Register")]
    [InlineData("/Citizens/{0}/Sharing", "Overview")]
    public async Task Get_CitizenOfOtherDepartments_AsksWhyBeforeAnythingIsShown(string path, string then)
    {
        var (browser, citizen) = await CreateAsync();

        var page = await browser.GetAsync(string.Format(null, path, citizen.Reference));

        Assert.Equal($"/Citizens/{citizen.Reference}/Purpose", page.Path);
        Assert.Contains("Hvorfor slår du op?", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(citizen.Name, page.Html, StringComparison.Ordinal);
        Assert.DoesNotContain(citizen.Numbers[0].Digits[..6], page.Html, StringComparison.Ordinal);
        Assert.Equal(then, page.Document.QuerySelector("[name=then]")!.GetAttribute("value"));
        Assert.Empty(await LookupsAsync(citizen));
    }

    [Theory]
    [InlineData("/Citizens/{0}", LookupKind.Overview)]
    [InlineData("/Citizens/{0}/Sheet", LookupKind.Sheet)]
    [InlineData("/Placements/Register?citizen={0}", LookupKind.Form)]
    public async Task Post_Purpose_LeadsOnAndIsRecordedWithWhatIsOpened(string path, LookupKind kind)
    {
        var (browser, citizen) = await CreateAsync();
        var purpose = await app.Data.CreatePurposeAsync();
        path = string.Format(null, path, citizen.Reference);

        var page = await browser.SubmitAsync(
            await browser.GetAsync(path),
            "main form",
            new() { ["PurposeId"] = $"{purpose.Id}" }
        );

        Assert.Equal(path, page.Address.PathAndQuery);
        Assert.Contains(citizen.Name, page.Html, StringComparison.Ordinal);
        Assert.Equal([(LookupKind.Purpose, purpose.Id), (kind, purpose.Id)], await LookupsAsync(citizen));
    }

    [Fact]
    public async Task Get_PurposeRenamedMeanwhile_LookupsKeepWhatWasChosen()
    {
        var (browser, citizen) = await CreateAsync();
        var purpose = await app.Data.CreatePurposeAsync();
        var chosen = purpose.Name;
        await browser.SubmitAsync(
            await browser.GetAsync($"/Citizens/{citizen.Reference}"),
            "main form",
            new() { ["PurposeId"] = $"{purpose.Id}" }
        );
        await app.Data.RenameAsync(purpose);

        await browser.GetAsync($"/Citizens/{citizen.Reference}/Sheet");

        Assert.Equal([chosen, chosen, chosen], await PurposeNamesAsync(citizen));
    }

    [Fact]
    public async Task Get_PurposeOfBeforeItsNameWasKept_IsRecordedAsItIsCalledNow()
    {
        var (browser, citizen) = await CreateAsync();
        var purpose = await app.Data.CreatePurposeAsync();
        await browser.SubmitAsync(
            await browser.GetAsync($"/Citizens/{citizen.Reference}"),
            "main form",
            new() { ["PurposeId"] = $"{purpose.Id}" }
        );
        await app.DbAsync(db =>
            db.Database.ExecuteSqlAsync(
                $"""UPDATE "Lookups" SET "PurposeName" = NULL WHERE "CitizenId" = {citizen.Id}"""
            )
        );
        await app.Data.RenameAsync(purpose);

        await browser.GetAsync($"/Citizens/{citizen.Reference}/Sheet");

        Assert.Equal([null, null, purpose.Name], await PurposeNamesAsync(citizen));
    }

    [Theory]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("999999999")]
    [InlineData("fordi")]
    public async Task Post_NoPurposeOfTheList_AsksAgainAndOpensNothing(string purpose)
    {
        var (browser, citizen) = await CreateAsync();
        await app.Data.CreatePurposeAsync();

        var page = await browser.SubmitAsync(
            await browser.GetAsync($"/Citizens/{citizen.Reference}"),
            "main form",
            new() { ["PurposeId"] = purpose }
        );

        Assert.NotNull(page.Document.QuerySelector("[data-module=error-summary]"));
        Assert.DoesNotContain(citizen.Name, page.Html, StringComparison.Ordinal);
        Assert.Empty(await LookupsAsync(citizen));
    }

    [Fact]
    public async Task Post_PurposeOutOfUse_IsRefused()
    {
        var (browser, citizen) = await CreateAsync();
        await app.Data.CreatePurposeAsync();
        var old = await app.Data.AddAsync(
            new LookupPurpose { Name = TestData.CreateName("Gammelt"), ValidTo = new(2026, 11, 19) }
        );
        var asked = await browser.GetAsync($"/Citizens/{citizen.Reference}");

        Assert.Null(asked.Document.QuerySelector($"option[value='{old.Id}']"));
        var page = await browser.SubmitAsync(asked, "main form", new() { ["PurposeId"] = $"{old.Id}" });

        Assert.Contains("Vælg et af formålene på listen.", page.Text, StringComparison.Ordinal);
        Assert.Empty(await LookupsAsync(citizen));
    }

    [Fact]
    public async Task Get_AnothersPurpose_CountsForTheOtherOnly()
    {
        var (browser, citizen) = await CreateAsync();
        var colleague = await app.SignInAsync(Roles.Caseworker, (await app.Data.CreateDepartmentAsync()).Id);
        await app.GivePurposeAsync(colleague, citizen);

        var page = await browser.GetAsync($"/Citizens/{citizen.Reference}");

        Assert.Equal($"/Citizens/{citizen.Reference}/Purpose", page.Path);
    }

    [Fact]
    public async Task Get_PurposeOfYesterday_IsAskedForAnew()
    {
        var (browser, citizen) = await CreateAsync();
        await app.GivePurposeAsync(browser, citizen);
        await app.DbAsync(async db =>
        {
            foreach (var lookup in await db.Lookups.Where(l => l.CitizenId == citizen.Id).ToListAsync())
            {
                lookup.AtUtc = lookup.AtUtc.AddHours(-9);
            }

            return await db.SaveChangesAsync();
        });

        var page = await browser.GetAsync($"/Citizens/{citizen.Reference}");

        Assert.Equal($"/Citizens/{citizen.Reference}/Purpose", page.Path);
    }

    [Fact]
    public async Task Get_OwnCitizen_IsNotAsked()
    {
        var department = await app.Data.CreateDepartmentAsync();
        var citizen = await app.Data.CreateCitizenAsync();
        await app.Data.CreatePlacementAsync(citizen, department, "2020-01-01..2020-06-30");
        var browser = await app.SignInAsync(Roles.Caseworker, department.Id);

        Assert.Equal(
            $"/Citizens/{citizen.Reference}",
            (await browser.GetAsync($"/Citizens/{citizen.Reference}")).Path
        );
        Assert.Equal(
            $"/Citizens/{citizen.Reference}",
            (await browser.GetAsync($"/Citizens/{citizen.Reference}/Purpose")).Path
        );
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Open_Citizen_IsRecordedWithWhetherTheCitizenWasOwn(bool own)
    {
        var department = await app.Data.CreateDepartmentAsync();
        var citizen = await app.Data.CreateCitizenAsync();
        await app.Data.CreatePlacementAsync(citizen, own ? department : null);
        var browser = await app.SignInAsync(Roles.Caseworker, department.Id);
        if (!own)
        {
            await app.GivePurposeAsync(browser, citizen);
        }

        var page = await browser.GetAsync($"/Citizens/{citizen.Reference}");
        await browser.SubmitAsync(page, "form[action*=Number]");
        await browser.GetAsync($"/Citizens/{citizen.Reference}/Sharing");

        var rows = await app.DbAsync(db => db.Lookups.Where(l => l.CitizenId == citizen.Id).ToListAsync());
        Assert.True(rows.Count >= 4, $"{rows.Count}");
        Assert.All(rows, row => Assert.Equal((own, !own), (row.IsOwn, row.PurposeId is not null)));
    }

    [Fact]
    public async Task Get_OnlyACancelledPlacementIsOwn_IsAsked()
    {
        var department = await app.Data.CreateDepartmentAsync();
        var citizen = await app.Data.CreateCitizenAsync();
        await app.Data.CreatePlacementAsync(citizen, department, cancelled: true);
        var browser = await app.SignInAsync(Roles.Caseworker, department.Id);

        var page = await browser.GetAsync($"/Citizens/{citizen.Reference}");

        Assert.Equal($"/Citizens/{citizen.Reference}/Purpose", page.Path);
    }

    /// <summary>A script of one's own knows the handlers; none of them shows anything before the purpose is given.</summary>
    [Theory]
    [InlineData("/Citizens/{0}?handler=Number")]
    [InlineData("/Citizens/{0}?handler=Contact")]
    [InlineData("/Placements/Register?citizen={0}&handler=Check")]
    [InlineData("/Placements/Register?citizen={0}&handler=Live")]
    [InlineData("/Placements/Register?citizen={0}&handler=Language")]
    [InlineData("/Placements/Register?citizen={0}")]
    [InlineData("/Citizens/{0}/Sharing?handler=Language")]
    [InlineData("/Citizens/{0}/Sharing")]
    public async Task PostByHand_WithoutPurpose_ShowsNothing(string path)
    {
        var (browser, citizen) = await CreateAsync();
        var asked = await browser.GetAsync($"/Citizens/{citizen.Reference}/Purpose");
        var token = asked.Document.QuerySelector("[name=__RequestVerificationToken]")!.GetAttribute("value")!;

        var page = await browser.PostRawAsync(
            string.Format(null, path, citizen.Reference),
            new() { ["__RequestVerificationToken"] = token }
        );

        Assert.DoesNotContain(citizen.Name, page.Html, StringComparison.Ordinal);
        Assert.DoesNotContain(citizen.Numbers[0].Digits[..6], page.Html, StringComparison.Ordinal);
        Assert.Empty(await LookupsAsync(citizen));
    }

    [Fact]
    public async Task Get_NobodyHasTheReference_IsNotFound()
    {
        var (browser, _) = await CreateAsync();

        var page = await browser.GetAsync($"/Citizens/{CitizenReference.Of(9_999_999)}/Purpose");

        Assert.Equal(HttpStatusCode.NotFound, page.Status);
    }

    private async Task<(Browser Browser, Citizen Citizen)> CreateAsync()
    {
        // Without a purpose in force the page has no form, only the sentence that says whom to ask.
        await app.Data.CreatePurposeAsync();
        var citizen = await app.Data.CreateCitizenAsync();
        await app.Data.CreatePlacementAsync(citizen);
        var own = await app.Data.CreateDepartmentAsync();
        return (await app.SignInAsync(Roles.Caseworker, own.Id), citizen);
    }

    private Task<List<string?>> PurposeNamesAsync(Citizen citizen) =>
        app.DbAsync(db =>
            db.Lookups.Where(lookup => lookup.CitizenId == citizen.Id)
                .OrderBy(lookup => lookup.Id)
                .Select(lookup => lookup.PurposeName)
                .ToListAsync()
        );

    private Task<List<(LookupKind, long?)>> LookupsAsync(Citizen citizen) =>
        app.DbAsync(async db =>
            (
                await db
                    .Lookups.Where(lookup => lookup.CitizenId == citizen.Id)
                    .OrderBy(lookup => lookup.Id)
                    .ToListAsync()
            ).ConvertAll(lookup => (lookup.Kind, lookup.PurposeId))
        );
}

public sealed class PurposeTests_Sqlite(SqliteApp app) : PurposeTests(app), IClassFixture<SqliteApp>;

public sealed class PurposeTests_PostgreSql(PostgreSqlApp app)
    : PurposeTests(app),
        IClassFixture<PostgreSqlApp>;
