using System.Net;
using MentorRegistry.Web.Access;
using Microsoft.EntityFrameworkCore;

namespace MentorRegistry.Web.Tests.Pages.Citizens;

public abstract class SheetTests(RegistryWebApp app)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private TestData Data => app.Data;

    [Fact]
    public async Task Get_Sheet_SaysInPlainWordsWhoHelps()
    {
        var department = await Data.CreateDepartmentAsync();
        var citizen = await Data.CreateCitizenAsync();
        var mentor = await Data.CreateMentorAsync("Åse Friis");
        var placement = await Data.CreatePlacementAsync(
            citizen,
            department,
            "2026-06-01..2027-05-31",
            mentor,
            minutesPerWeek: 150
        );
        await app.DbAsync(async db =>
        {
            var loaded = await db
                .Placements.Include(p => p.Citizen)
                .SingleAsync(p => p.Id == placement.Id, Ct);
            loaded.HelpsWith = "At komme ud ad døren om morgenen";
            loaded.Caseworker = "Birgit Østergaard";
            return await db.SaveChangesAsync(Ct);
        });
        var browser = await app.SignInAsync(Roles.Caseworker, department.Id);

        var page = await browser.GetAsync($"/Citizens/{citizen.Reference}/Sheet");

        Assert.Equal("Dine mentorer", page.TextOf("h1"));
        Assert.Equal("20. november 2026", page.TextOf(".sheet-date"));
        Assert.Equal(
            "Åse Friis Telefon 70 00 00 03 Hjælper dig med At komme ud ad døren om morgenen "
                + "Tid sammen 2,5 timer om ugen Indtil 31. maj 2027 "
                + $"Passer det ikke? Ring til {department.Name} på telefon 70 00 00 01. Spørg efter Birgit Østergaard.",
            page.TextOf(".sheet-mentor")
        );
        var legalBasis = await app.DbAsync(db =>
            db.LegalBases.SingleAsync(basis => basis.Id == placement.LegalBasisId, Ct)
        );
        Assert.DoesNotContain(legalBasis.Name, page.Html, StringComparison.Ordinal);
        Assert.DoesNotContain(citizen.Numbers[0].Digits, page.Html, StringComparison.Ordinal);
        Assert.DoesNotContain(citizen.Numbers[0].Digits[..6], page.Html, StringComparison.Ordinal);
        Assert.Equal([LookupKind.Sheet], await LookupsAsync(citizen.Id));
    }

    [Fact]
    public async Task Get_NothingWritten_SaysWhatTheLegalBasisHelpsWith()
    {
        var department = await Data.CreateDepartmentAsync();
        var citizen = await Data.CreateCitizenAsync();
        await Data.CreatePlacementAsync(citizen, department);
        var browser = await app.SignInAsync(Roles.Caseworker, department.Id);

        var page = await browser.GetAsync($"/Citizens/{citizen.Reference}/Sheet");

        Assert.Contains("Hjælper dig med Hjælp til hverdagen", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_EndedCancelledAndFarAway_AreLeftOut()
    {
        var department = await Data.CreateDepartmentAsync();
        var citizen = await Data.CreateCitizenAsync();
        await Data.CreatePlacementAsync(citizen, department, "2026-01-01..2026-11-19");
        await Data.CreatePlacementAsync(citizen, department, "2026-01-01..2027-11-19", cancelled: true);
        await Data.CreatePlacementAsync(citizen, department, "2026-12-21..2027-11-19");
        var soon = await Data.CreateMentorAsync("Snart Nielsen");
        await Data.CreatePlacementAsync(citizen, department, "2026-12-20..2027-11-19", soon);
        var browser = await app.SignInAsync(Roles.Caseworker, department.Id);

        var page = await browser.GetAsync($"/Citizens/{citizen.Reference}/Sheet");

        Assert.StartsWith("Snart Nielsen", page.TextOf(".sheet-mentor"), StringComparison.Ordinal);
        Assert.Contains("Begynder 20. december 2026", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_UnknownReference_IsNotFound()
    {
        var browser = await app.SignInAsync(Roles.Caseworker);

        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync("/Citizens/B-000011/Sheet")).Status);
    }

    private Task<List<LookupKind>> LookupsAsync(long citizenId) =>
        app.DbAsync(db =>
            db.Lookups.Where(lookup => lookup.CitizenId == citizenId)
                .Select(lookup => lookup.Kind)
                .ToListAsync(Ct)
        );
}

public sealed class SheetTests_Sqlite(SqliteApp app) : SheetTests(app), IClassFixture<SqliteApp>;

public sealed class SheetTests_PostgreSql(PostgreSqlApp app) : SheetTests(app), IClassFixture<PostgreSqlApp>;
