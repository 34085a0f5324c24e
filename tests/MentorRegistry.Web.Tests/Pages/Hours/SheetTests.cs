using System.Net;
using MentorRegistry.Domain.Hours;
using MentorRegistry.Domain.Organisation;
using MentorRegistry.Domain.Placements;
using MentorRegistry.Domain.Providers;
using MentorRegistry.Web.Access;
using Microsoft.EntityFrameworkCore;

namespace MentorRegistry.Web.Tests.Pages.Hours;

/// <summary>Today is Friday 20 November 2026; its weeks are 1, 2–8, 9–15, 16–22, 23–29 and 30 November.</summary>
public abstract class SheetTests(RegistryWebApp app)
{
    private const string Form = "form.sheet-form";

    [Fact]
    public async Task Post_HoursOfAWeek_AreKeptWithTheirPriceAndShownAgain()
    {
        var of = await CreateAsync();
        await app.Data.CreateRateAsync(of.Provider, kroner: 434);
        var page = await of.Browser.GetAsync(of.Address());

        var saved = await of.Browser.SubmitAsync(
            page,
            Form,
            new()
            {
                [Field('d', of.Placement, "20261102-20261108")] = "2,5",
                [Field('b', of.Placement, "20261102-20261108")] = "3",
                [Field('n', of.Placement, "20261102-20261108")] = "1",
                [Field('d', of.Placement, "20261109-20261115")] = "1:45",
            }
        );

        Assert.Contains("Timerne er gemt", saved.Text, StringComparison.Ordinal);
        Assert.Equal(
            ["2026-11-02..2026-11-08 150/180/1 130200", "2026-11-09..2026-11-15 105/105/0 75950"],
            await LinesAsync(of.Placement, withCost: true)
        );
        Assert.Equal(["4,25", "4,75", "1"], saved.TextsOf("[data-sum] > span"));
        Assert.Equal("2,5", ValueOf(saved, 'd', of.Placement, "20261102-20261108"));
    }

    [Fact]
    public async Task Post_BillableIsLeftEmpty_IsAsDelivered()
    {
        var of = await CreateAsync();

        await WriteAsync(of, ('d', "20261102-20261108", "2"));

        Assert.Equal(["2026-11-02..2026-11-08 120/120/0"], await LinesAsync(of.Placement));
    }

    [Theory]
    [InlineData("", "2 faktureres uden at være leveret")]
    [InlineData("1", null)]
    public async Task Post_MoreBillableThanDelivered_IsAskedAboutWithoutAClosedDoor(
        string doors,
        string? said
    )
    {
        var of = await CreateAsync();

        var saved = await WriteAsync(
            of,
            ('d', "20261102-20261108", "1"),
            ('b', "20261102-20261108", "3"),
            ('n', "20261102-20261108", doors)
        );

        Assert.Equal(
            said is not null,
            saved.TextOf("[data-difference]").Contains(said ?? "faktureres", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task Post_HoursAreEmptied_AreGone()
    {
        var of = await CreateAsync();
        await app.Data.CreateHoursAsync(of.Placement, "2026-11-02..2026-11-08");

        await WriteAsync(
            of,
            ('d', "20261102-20261108", ""),
            ('b', "20261102-20261108", ""),
            ('n', "20261102-20261108", "")
        );

        Assert.Empty(await LinesAsync(of.Placement));
    }

    [Theory]
    [InlineData('d', "-2", "kan ikke være under 0")]
    [InlineData('d', "to", "skal være et antal timer")]
    [InlineData('d', "1,234", "højst have to decimaler")]
    [InlineData('b', "2,555", "højst have to decimaler")]
    [InlineData('n', "-1", "Lukket dør skal være et helt tal")]
    [InlineData('n', "1,5", "Lukket dør skal være et helt tal")]
    [InlineData('n', "99999999999", "Lukket dør skal være et helt tal")]
    [InlineData('n', "22", "højst være tre gange om dagen")]
    [InlineData('d', "168,25", "flere timer, end dagene har")]
    [InlineData('d', "12.345", "flere timer, end dagene har")]
    public async Task Post_WhatCannotBe_SaysWhyKeepsWhatWasTypedAndSavesTheRest(
        char field,
        string typed,
        string why
    )
    {
        var of = await CreateAsync();

        var refused = await WriteAsync(
            of,
            ('d', "20261102-20261108", field == 'd' ? typed : "1"),
            (field, "20261102-20261108", typed),
            ('d', "20261109-20261115", "2")
        );

        Assert.Contains(why, refused.TextOf(".cell-error:not(:empty)"), StringComparison.Ordinal);
        Assert.Contains("Ikke alt er gemt", refused.Text, StringComparison.Ordinal);
        Assert.Equal(typed, ValueOf(refused, field, of.Placement, "20261102-20261108"));
        Assert.Equal(["2026-11-09..2026-11-15 120/120/0"], await LinesAsync(of.Placement));
    }

    [Fact]
    public async Task Post_MoreThanGranted_AsksWhyAndSavesItWithTheReason()
    {
        // 3 hours a week: 12.86 in November.
        var of = await CreateAsync();

        var asked = await WriteAsync(of, ('d', "20261102-20261108", "13"));

        Assert.Contains(
            "Skriv eller ret begrundelsen",
            asked.TextOf(".cell-error:not(:empty)"),
            StringComparison.Ordinal
        );
        Assert.Empty(await LinesAsync(of.Placement));
        var unreadable = await of.Browser.SubmitAsync(asked, Form, new() { [$"r-{of.Placement.Id}"] = "-" });
        Assert.Contains(
            "Skriv eller ret begrundelsen",
            unreadable.TextOf(".cell-error:not(:empty)"),
            StringComparison.Ordinal
        );

        var saved = await of.Browser.SubmitAsync(
            unreadable,
            Form,
            new() { [$"r-{of.Placement.Id}"] = "Flytning til egen bolig" }
        );

        Assert.Equal(["2026-11-02..2026-11-08 780/780/0"], await LinesAsync(of.Placement));
        Assert.Equal(
            "Flytning til egen bolig",
            saved.Document.QuerySelector($"#r-{of.Placement.Id}")!.GetAttribute("value")
        );
        Assert.Equal("0,15 over", saved.TextOf("[data-difference]"));
        // The same hours for a better reason.
        await of.Browser.SubmitAsync(saved, Form, new() { [$"r-{of.Placement.Id}"] = "Flytning, to dage" });
        Assert.Equal(
            ["Flytning, to dage"],
            await app.DbAsync(db =>
                db.HoursLines.Where(l => l.PlacementId == of.Placement.Id).Select(l => l.Reason).ToListAsync()
            )
        );
    }

    [Fact]
    public async Task Post_MoreThanTheReasonWasGivenFor_AsksAgain()
    {
        var of = await CreateAsync();
        var asked = await WriteAsync(of, ('d', "20261102-20261108", "13"));
        var saved = await of.Browser.SubmitAsync(
            asked,
            Form,
            new() { [$"r-{of.Placement.Id}"] = "Flytning til egen bolig" }
        );

        var again = await of.Browser.SubmitAsync(
            saved,
            Form,
            new() { [Field('d', of.Placement, "20261109-20261115")] = "90" }
        );

        Assert.Contains(
            "Skriv eller ret begrundelsen",
            again.TextOf(".cell-error:not(:empty)"),
            StringComparison.Ordinal
        );
        Assert.Equal(["2026-11-02..2026-11-08 780/780/0"], await LinesAsync(of.Placement));
        await of.Browser.SubmitAsync(
            again,
            Form,
            new() { [$"r-{of.Placement.Id}"] = "Flytning, og indlæggelse derefter" }
        );
        Assert.Equal(2, (await LinesAsync(of.Placement)).Count);
    }

    [Fact]
    public async Task PostCell_ThePlacementIsNotOwnAnyMore_SaysThatItIsNotSaved()
    {
        var of = await CreateAsync();
        var page = await of.Browser.GetAsync(of.Address());
        var others = await app.Data.CreatePlacementAsync(mentor: of.Mentor);

        var answer = await of.Browser.PostRawAsync(
            of.Address() + "&handler=Cell",
            new()
            {
                ["__RequestVerificationToken"] = page.AntiforgeryToken,
                [Field('w', others, "20261102-20261108")] = "",
                [Field('d', others, "20261102-20261108")] = "2",
            }
        );

        Assert.Contains("Ikke alt er gemt", answer.Html, StringComparison.Ordinal);
        Assert.Contains("findes ikke l", answer.Html, StringComparison.Ordinal);
        Assert.Empty(await LinesAsync(others));
    }

    [Fact]
    public async Task PostFill_TheMonthIsClosedMeanwhile_SaysSo()
    {
        var of = await CreateAsync();
        var page = await of.Browser.GetAsync(of.Address("2026-10"));
        await app.Data.CloseMonthAsync(of.Department);

        var refused = await of.Browser.SubmitAsync(page, "form.sheet-head");

        Assert.Contains("Måneden er lukket", refused.TextOf(".alert-warning"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_AColleagueHasWrittenMeanwhile_TellsAndWritesNothingOverIt()
    {
        var of = await CreateAsync();
        var page = await of.Browser.GetAsync(of.Address());
        await app.Data.CreateHoursAsync(of.Placement, "2026-11-02..2026-11-08", minutes: 90);

        var told = await of.Browser.SubmitAsync(
            page,
            Form,
            new() { [Field('d', of.Placement, "20261102-20261108")] = "2" }
        );

        Assert.Contains(
            "En kollega har skrevet 1,5 leveret",
            told.TextOf(".cell-error:not(:empty)"),
            StringComparison.Ordinal
        );
        Assert.Equal(["2026-11-02..2026-11-08 90/90/0"], await LinesAsync(of.Placement));
        await of.Browser.SubmitAsync(
            told,
            Form,
            new() { [Field('b', of.Placement, "20261102-20261108")] = "" }
        );
        Assert.Equal(["2026-11-02..2026-11-08 120/120/0"], await LinesAsync(of.Placement));
    }

    [Fact]
    public async Task Post_TheMonthIsClosedMeanwhile_IsRefused()
    {
        var of = await CreateAsync();
        var page = await of.Browser.GetAsync(of.Address("2026-10"));
        await app.Data.CloseMonthAsync(of.Department);

        var refused = await of.Browser.SubmitAsync(
            page,
            Form,
            new() { [Field('d', of.Placement, "20261005-20261011")] = "2" }
        );

        Assert.Contains("Måneden er lukket", refused.Text, StringComparison.Ordinal);
        Assert.Empty(await LinesAsync(of.Placement));
        var closed = await of.Browser.GetAsync(of.Address("2026-10"));
        Assert.Empty(closed.Document.QuerySelectorAll("input[data-field]"));
    }

    [Fact]
    public async Task Post_ThePlacementCameFromADepartmentWhoseMonthIsClosed_IsRefused()
    {
        var of = await CreateAsync();
        await app.Data.CreateHoursAsync(of.Placement, "2026-10-05..2026-10-11");
        await app.Data.CloseMonthAsync(of.Department);
        var other = await app.Data.CreateDepartmentAsync();
        await app.DbAsync(async db =>
        {
            var moved = await db
                .Placements.Include(p => p.Citizen)
                .Include(p => p.Grants)
                .SingleAsync(p => p.Id == of.Placement.Id);
            moved.DepartmentId = other.Id;
            return await db.SaveChangesAsync();
        });
        var there = await app.SignInAsync(Roles.Caseworker, other.Id);
        var page = await there.GetAsync(of.Address("2026-10"));

        Assert.Empty(page.Document.QuerySelectorAll("input[data-field]"));
        var refused = await there.PostRawAsync(
            of.Address("2026-10") + "&handler=Cell",
            new()
            {
                ["__RequestVerificationToken"] = page.AntiforgeryToken,
                [Field('w', of.Placement, "20261005-20261011")] = "120/120/0",
                [Field('d', of.Placement, "20261005-20261011")] = "1",
            }
        );
        Assert.Contains("er lukket", refused.Html, StringComparison.Ordinal);
        Assert.Equal(["2026-10-05..2026-10-11 120/120/0"], await LinesAsync(of.Placement));
    }

    [Fact]
    public async Task Get_WeeksThatCannotBeWritten_HaveNoFieldsAndSayWhy()
    {
        var of = await CreateAsync(days: "2026-11-09..2027-05-31");

        var page = await of.Browser.GetAsync(of.Address());

        Assert.Equal(
            [
                "Forløbet er ikke i gang",
                "Forløbet er ikke i gang",
                "d-20261109-20261115",
                "d-20261116-20261122",
                "Ugen er ikke begyndt",
                "Ugen er ikke begyndt",
            ],
            page.Document.QuerySelectorAll("tbody td[data-cell]")
                .Select(cell =>
                    cell.QuerySelector("input[data-field=d]")
                        ?.GetAttribute("name")
                        ?.Replace($"-{of.Placement.Id}", "", StringComparison.Ordinal)
                    ?? cell.QuerySelector(".nothing")!.GetAttribute("title")
                )
        );
    }

    [Fact]
    public async Task Post_ForgedWeeks_AreRefusedOrPassedOver()
    {
        var of = await CreateAsync();
        var page = await of.Browser.GetAsync(of.Address());
        var forged = new Dictionary<string, string?>(StringComparer.Ordinal);
        // Of another month, of no week, back to front, of next week, of no placement, not a day.
        foreach (
            var days in (string[])
                [
                    $"{of.Placement.Id}-20261005-20261011",
                    $"{of.Placement.Id}-20261103-20261108",
                    $"{of.Placement.Id}-20261108-20261102",
                    $"{of.Placement.Id}-20261123-20261129",
                    "99999999-20261102-20261108",
                    $"{of.Placement.Id}-20261399-20261108",
                    $"{of.Placement.Id}",
                ]
        )
        {
            forged[$"w-{days}"] = "";
            forged[$"d-{days}"] = "2";
        }

        var answer = await of.Browser.SubmitAsync(page, Form, forged, forged: true);

        Assert.NotEqual(HttpStatusCode.InternalServerError, answer.Status);
        Assert.Empty(await LinesAsync(of.Placement));
    }

    [Fact]
    public async Task Get_PlacementsOfOtherDepartments_AreNotThereAndCannotBeWritten()
    {
        var of = await CreateAsync();
        var others = await app.Data.CreatePlacementAsync(mentor: of.Mentor);
        var page = await of.Browser.GetAsync(of.Address());

        Assert.Single(page.Document.QuerySelectorAll("tbody tr[data-row]"));
        await of.Browser.SubmitAsync(
            page,
            Form,
            new()
            {
                [Field('w', others, "20261102-20261108")] = "",
                [Field('d', others, "20261102-20261108")] = "2",
            },
            forged: true
        );
        Assert.Empty(await LinesAsync(others));
    }

    [Fact]
    public async Task PostCell_ACell_IsSavedAndItsRowsSumsAreAnswered()
    {
        var of = await CreateAsync();
        var page = await of.Browser.GetAsync(of.Address());
        var key = $"{of.Placement.Id}-20261102-20261108";

        var answer = await of.Browser.PostRawAsync(
            of.Address() + "&handler=Cell",
            new()
            {
                ["__RequestVerificationToken"] = page.AntiforgeryToken,
                [$"w-{key}"] = "",
                [$"d-{key}"] = "2,25",
                [$"b-{key}"] = "",
                [$"n-{key}"] = "",
            }
        );

        Assert.Contains("\"was\":\"135/135/0\"", answer.Html, StringComparison.Ordinal);
        Assert.Contains("\"sum\":[\"2,25\",\"2,25\",\"0\"]", answer.Html, StringComparison.Ordinal);
        Assert.Contains("\"error\":null", answer.Html, StringComparison.Ordinal);
        Assert.Equal(["2026-11-02..2026-11-08 135/135/0"], await LinesAsync(of.Placement));
    }

    [Fact]
    public async Task PostFill_AsLastMonth_FillsWholeWeeksThatAreEmptyAndOver()
    {
        var of = await CreateAsync();
        await app.Data.CreateHoursAsync(of.Placement, "2026-10-01..2026-10-04", minutes: 15);
        await app.Data.CreateHoursAsync(of.Placement, "2026-10-05..2026-10-11", minutes: 60, noShows: 1);
        await app.Data.CreateHoursAsync(of.Placement, "2026-10-12..2026-10-18", minutes: 120, billable: 150);
        await app.Data.CreateHoursAsync(of.Placement, "2026-11-02..2026-11-08", minutes: 45);

        var filled = await of.Browser.SubmitAsync(await of.Browser.GetAsync(of.Address()), "form.sheet-head");

        Assert.Contains("2 uger er udfyldt som i oktober 2026", filled.Text, StringComparison.Ordinal);
        Assert.Equal(
            [
                "2026-11-02..2026-11-08 45/45/0",
                "2026-11-09..2026-11-15 120/150/0",
                "2026-11-16..2026-11-22 120/150/0",
            ],
            (await LinesAsync(of.Placement)).Where(line =>
                line.StartsWith("2026-11", StringComparison.Ordinal)
            )
        );
    }

    [Fact]
    public async Task Get_TheWholeMonthWasToldAtOnce_HasOneCellAndNoWeeks()
    {
        var of = await CreateAsync();
        await app.Data.CreateHoursAsync(of.Placement, "2026-11-01..2026-11-30", minutes: 600);

        var page = await of.Browser.GetAsync(of.Address());

        Assert.Equal(
            Field('d', of.Placement, "20261101-20261130"),
            Assert.Single(page.Document.QuerySelectorAll("input[data-field=d]")).GetAttribute("name")
        );
        var refused = await of.Browser.SubmitAsync(
            page,
            Form,
            new()
            {
                [Field('w', of.Placement, "20261102-20261108")] = "",
                [Field('d', of.Placement, "20261102-20261108")] = "1",
            },
            forged: true
        );
        Assert.Contains("Ikke alt er gemt", refused.Text, StringComparison.Ordinal);
        Assert.Equal(["2026-11-01..2026-11-30 600/600/0"], await LinesAsync(of.Placement));
    }

    [Fact]
    public async Task Get_NoSuchMentorOrProvider_IsNotFound()
    {
        var of = await CreateAsync();
        var other = await app.Data.CreateMentorAsync();

        Assert.Equal(
            HttpStatusCode.NotFound,
            (await of.Browser.GetAsync($"/Hours/Sheet?provider={of.Provider.Id}&mentor={other.Id}")).Status
        );
        Assert.Equal(
            HttpStatusCode.NotFound,
            (await of.Browser.GetAsync("/Hours/Sheet?provider=999999")).Status
        );
    }

    private sealed record Sheet(
        Browser Browser,
        Department Department,
        Provider Provider,
        Mentor Mentor,
        Placement Placement
    )
    {
        public string Address(string month = "2026-11") =>
            $"/Hours/Sheet?provider={Provider.Id}&mentor={Mentor.Id}&month={month}";
    }

    private async Task<Sheet> CreateAsync(string days = "2026-06-01..2027-05-31")
    {
        var department = await app.Data.CreateDepartmentAsync();
        var provider = await app.Data.CreateProviderAsync();
        var mentor = await app.Data.CreateMentorAsync(provider: provider);
        var placement = await app.Data.CreatePlacementAsync(
            department: department,
            mentor: mentor,
            days: days
        );
        return new Sheet(
            await app.SignInAsync(Roles.Caseworker, department.Id),
            department,
            provider,
            mentor,
            placement
        );
    }

    private static async Task<PageAnswer> WriteAsync(
        Sheet of,
        params (char Field, string Days, string Typed)[] cells
    ) =>
        await of.Browser.SubmitAsync(
            await of.Browser.GetAsync(of.Address()),
            Form,
            cells
                .GroupBy(cell => Field(cell.Field, of.Placement, cell.Days))
                .ToDictionary(cell => cell.Key, cell => (string?)cell.Last().Typed)
        );

    private static string Field(char field, Placement placement, string days) =>
        $"{field}-{placement.Id}-{days}";

    private static string? ValueOf(PageAnswer page, char field, Placement placement, string days) =>
        page.Document.QuerySelector($"[name='{Field(field, placement, days)}']")?.GetAttribute("value");

    private Task<List<string>> LinesAsync(Placement placement, bool withCost = false) =>
        app.DbAsync(async db =>
            (
                await db
                    .HoursLines.Where(line => line.PlacementId == placement.Id)
                    .OrderBy(line => line.First)
                    .ToListAsync()
            ).ConvertAll(line =>
                FormattableString.Invariant(
                    $"{line.Days} {line.DeliveredMinutes}/{line.BillableMinutes}/{line.NoShows}{(withCost ? $" {line.CostOre}" : "")}"
                )
            )
        );
}

public sealed class SheetTests_Sqlite(SqliteApp app) : SheetTests(app), IClassFixture<SqliteApp>;

public sealed class SheetTests_PostgreSql(PostgreSqlApp app) : SheetTests(app), IClassFixture<PostgreSqlApp>;
