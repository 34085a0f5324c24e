using System.Net;
using MentorRegistry.Domain.Citizens;
using MentorRegistry.Domain.Organisation;
using MentorRegistry.Domain.Placements;
using MentorRegistry.Domain.Providers;
using MentorRegistry.Web.Access;
using Microsoft.EntityFrameworkCore;

namespace MentorRegistry.Web.Tests.Pages.Hours;

public abstract class InvoiceTests(RegistryWebApp app)
{
    private const string Form = "form[action*='/Hours/Invoice']";

    [Fact]
    public async Task Post_InvoiceDiffersFromWhatIsTold_ListsTheDifferences()
    {
        var of = await CreateAsync();
        var agreeing = await PlacementAsync(of);
        await app.Data.CreateHoursAsync(agreeing, "2026-10-05..2026-10-11", minutes: 120);
        var more = await PlacementAsync(of);
        await app.Data.CreateHoursAsync(more, "2026-10-05..2026-10-11", minutes: 120);
        var forgotten = await PlacementAsync(of);
        await app.Data.CreateHoursAsync(forgotten, "2026-10-05..2026-10-11", minutes: 60);
        var untold = await PlacementAsync(of);

        var saved = await PostAsync(of, "F-17", "2.750,00", (agreeing, "2"), (more, "2,5"), (untold, "20"));

        // Told: five hours at 500 kr.
        Assert.Contains("250,00 kr. højere end de registrerede timer", saved.Text, StringComparison.Ordinal);
        Assert.Contains("Timerne for 3 forløb stemmer ikke", saved.Text, StringComparison.Ordinal);
        Assert.Equal("", Badges(saved, agreeing));
        Assert.Equal("Mere end leveret: 0,5, Mere end det, der kan faktureres: 0,5", Badges(saved, more));
        Assert.Equal("Ikke på fakturaen: 1", Badges(saved, forgotten));
        Assert.StartsWith(
            "Ingen timer registreret: 20, Mere end bevilget: ",
            Badges(saved, untold),
            StringComparison.Ordinal
        );
        var list = await of.Browser.GetAsync("/Hours/Invoices?month=2026-10");
        Assert.Contains("F-17", list.TextOf("tbody"), StringComparison.Ordinal);
        Assert.Contains("2.750,00", list.TextOf("tbody"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "100", "2", "Fakturanummer skal udfyldes")]
    [InlineData("F-1", "", "2", "skal udfyldes")]
    [InlineData("F-1", "-100", "2", "kan ikke være under 0")]
    [InlineData("F-1", "100", "-2", "kan ikke være under 0")]
    [InlineData("F-1", "100", "to", "skal være et antal timer")]
    [InlineData("F-1", "100", "745", "har kun 744 timer")]
    public async Task Post_WhatCannotBe_SaysWhyAndSavesNothing(
        string number,
        string amount,
        string hours,
        string why
    )
    {
        var of = await CreateAsync();
        var placement = await PlacementAsync(of);

        var refused = await PostAsync(of, number, amount, (placement, hours));

        Assert.Contains(why, refused.Text, StringComparison.Ordinal);
        Assert.Equal(hours, refused.Document.QuerySelector($"#h-{placement.Id}")!.GetAttribute("value"));
        Assert.False(await app.DbAsync(db => db.Invoices.AnyAsync(i => i.ProviderId == of.Provider.Id)));
    }

    [Fact]
    public async Task Post_TheSameNumberAgain_IsRefused()
    {
        var of = await CreateAsync();
        var placement = await PlacementAsync(of);
        await PostAsync(of, "F-1", "100", (placement, "1"));

        var refused = await PostAsync(of, " f-1 ", "100", (placement, "1"));

        Assert.Contains("allerede brugt", refused.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_SomebodyElseHasChangedIt_TellsWhat()
    {
        var of = await CreateAsync();
        var placement = await PlacementAsync(of);
        var saved = await PostAsync(of, "F-1", "100", (placement, "1"));
        var mine = await of.Browser.GetAsync(saved.Address.PathAndQuery);
        await of.Browser.SubmitAsync(mine, Form, new() { [$"h-{placement.Id}"] = "3" });

        var told = await of.Browser.SubmitAsync(mine, Form, new() { ["Input.Amount"] = "200" });

        Assert.Contains("ændret fra 1 til 3", told.Text, StringComparison.Ordinal);
        await of.Browser.SubmitAsync(told, Form);
        var invoice = await app.DbAsync(db =>
            db.Invoices.Include(i => i.Lines).SingleAsync(i => i.ProviderId == of.Provider.Id)
        );
        Assert.Equal((200_00, 60), (invoice.AmountOre, invoice.Lines.Single().Minutes));
    }

    /// <summary>The same hours billed twice under two numbers are not well twice.</summary>
    [Fact]
    public async Task Post_SecondInvoiceOfTheMonth_IsHeldAgainstTheHoursTogetherWithTheFirst()
    {
        var of = await CreateAsync();
        var placement = await PlacementAsync(of);
        await app.Data.CreateHoursAsync(placement, "2026-10-05..2026-10-11", minutes: 120);
        var first = await PostAsync(of, "F-1", "1000", (placement, "2"));
        Assert.Contains("svarer til de registrerede timer", first.Text, StringComparison.Ordinal);

        var second = await PostAsync(of, "F-2", "1000", (placement, "2"));

        Assert.Contains("allerede en faktura", second.Text, StringComparison.Ordinal);
        Assert.Contains("F-1, 1.000,00 kr.", second.Text.Replace('\u00a0', ' '), StringComparison.Ordinal);
        Assert.Contains("1.000,00 kr. højere", second.Text.Replace('\u00a0', ' '), StringComparison.Ordinal);
        Assert.Equal("Mere end leveret: 2, Mere end det, der kan faktureres: 2", Badges(second, placement));
        var list = await of.Browser.GetAsync("/Hours/Invoices?month=2026-10");
        Assert.Contains(
            "i alt for leverandøren: 2.000,00 kr.",
            list.TextOf("tbody").Replace('\u00a0', ' '),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Post_AmountIsNotThatOfItsOwnHours_SaysByHowMuch()
    {
        var of = await CreateAsync();
        await app.Data.CreateRateAsync(of.Provider, "2026-01-01..", 500);
        var placement = await PlacementAsync(of);

        var saved = await PostAsync(of, "F-1", "1200", (placement, "2"));

        Assert.Contains(
            "timer koster 1.000,00 kr. med timeprisen 500,00 kr.; beløbet er 200,00 kr. højere",
            saved.Text.Replace('\u00a0', ' '),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Get_History_SaysOfWhichCitizen()
    {
        var of = await CreateAsync();
        var placement = await PlacementAsync(of);

        var saved = await PostAsync(of, "F-1", "100", (placement, "1"));

        Assert.Contains(
            saved.Document.QuerySelectorAll(".history-what").Select(what => what.TextContent),
            what => what.Contains(CitizenReference.Of(placement.CitizenId), StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task PostDelete_IsGoneAndHistoryKeepsIt()
    {
        var of = await CreateAsync();
        var placement = await PlacementAsync(of);
        var saved = await PostAsync(of, "F-1", "100", (placement, "1"));

        var list = await of.Browser.SubmitAsync(saved, Form, button: "button[formaction*=Delete]");

        Assert.Contains("Fakturaen er slettet", list.Text, StringComparison.Ordinal);
        Assert.False(await app.DbAsync(db => db.InvoiceLines.AnyAsync(l => l.PlacementId == placement.Id)));
        Assert.True(
            await app.DbAsync(db =>
                db.AuditEntries.AnyAsync(e => e.Entity == "InvoiceLine" && e.CitizenId == placement.CitizenId)
            )
        );
    }

    /// <summary>Whoever asks what became of an invoice finds it, and the hours it had, in its month.</summary>
    [Fact]
    public async Task PostDelete_TheMonthsListKeepsItsHistory()
    {
        var of = await CreateAsync();
        var placement = await PlacementAsync(of);
        var saved = await PostAsync(of, "F-77", "123", (placement, "1,5"));

        var list = await of.Browser.SubmitAsync(saved, Form, button: "button[formaction*=Delete]");

        Assert.Equal("Slettede fakturaer (1)", list.TextOf("summary"));
        var history = list.TextOf("details .history");
        Assert.Contains("F-77", history, StringComparison.Ordinal);
        Assert.Contains(CitizenReference.Of(placement.CitizenId), history, StringComparison.Ordinal);
        Assert.Contains("1,5", history, StringComparison.Ordinal);
        Assert.Empty(
            (await of.Browser.GetAsync("/Hours/Invoices?month=2026-09")).Document.QuerySelectorAll("summary")
        );
        var other = await app.SignInAsync(Roles.DepartmentHead, (await app.Data.CreateDepartmentAsync()).Id);
        Assert.Empty(
            (await other.GetAsync("/Hours/Invoices?month=2026-10")).Document.QuerySelectorAll("summary")
        );
    }

    [Theory]
    [InlineData("button.button-primary")]
    [InlineData("button[formaction*=Delete]")]
    public async Task Post_AColleagueHasDeletedItMeanwhile_SaysSo(string button)
    {
        var of = await CreateAsync();
        var saved = await PostAsync(of, "F-1", "100", (await PlacementAsync(of), "1"));
        await of.Browser.SubmitAsync(saved, Form, button: "button[formaction*=Delete]");

        var told = await of.Browser.SubmitAsync(saved, Form, button: button);

        Assert.Equal(HttpStatusCode.OK, told.Status);
        Assert.EndsWith("/Hours/Invoices?month=2026-10", told.Address.PathAndQuery, StringComparison.Ordinal);
        Assert.Contains("slettet fakturaen i mellemtiden", told.Text, StringComparison.Ordinal);
        Assert.False(await app.DbAsync(db => db.Invoices.AnyAsync(i => i.ProviderId == of.Provider.Id)));
    }

    [Fact]
    public async Task Get_AnotherDepartmentsInvoice_IsNotThere()
    {
        var of = await CreateAsync();
        var saved = await PostAsync(of, "F-1", "100", (await PlacementAsync(of), "1"));
        var other = await app.SignInAsync(Roles.DepartmentHead, (await app.Data.CreateDepartmentAsync()).Id);

        Assert.Equal(HttpStatusCode.NotFound, (await other.GetAsync(saved.Address.PathAndQuery)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await other.GetAsync(Address(of))).Status);
        Assert.DoesNotContain(
            "F-1",
            (await other.GetAsync("/Hours/Invoices?month=2026-10")).Text,
            StringComparison.Ordinal
        );
    }

    private sealed record Invoicing(Browser Browser, Department Department, Provider Provider);

    private async Task<Invoicing> CreateAsync()
    {
        var department = await app.Data.CreateDepartmentAsync();
        return new Invoicing(
            await app.SignInAsync(Roles.Caseworker, department.Id),
            department,
            await app.Data.CreateProviderAsync()
        );
    }

    private Task<Placement> PlacementAsync(Invoicing of) =>
        app.Data.CreatePlacementAsync(department: of.Department, provider: of.Provider);

    private static string Address(Invoicing of) =>
        $"/Hours/Invoice?department={of.Department.Id}&provider={of.Provider.Id}&month=2026-10";

    private static async Task<PageAnswer> PostAsync(
        Invoicing of,
        string number,
        string amount,
        params (Placement Placement, string Hours)[] lines
    )
    {
        var values = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Input.Number"] = number,
            ["Input.Amount"] = amount,
        };
        foreach (var (placement, hours) in lines)
        {
            values[$"h-{placement.Id}"] = hours;
        }

        return await of.Browser.SubmitAsync(await of.Browser.GetAsync(Address(of)), Form, values);
    }

    private static string Badges(PageAnswer page, Placement placement) =>
        string.Join(
            ", ",
            page.Document.QuerySelector($"#h-{placement.Id}")!
                .Closest("td")!
                .QuerySelectorAll(".badge")
                .Select(badge => badge.TextContent.Trim())
        );
}

public sealed class InvoiceTests_Sqlite(SqliteApp app) : InvoiceTests(app), IClassFixture<SqliteApp>;

public sealed class InvoiceTests_PostgreSql(PostgreSqlApp app)
    : InvoiceTests(app),
        IClassFixture<PostgreSqlApp>;
