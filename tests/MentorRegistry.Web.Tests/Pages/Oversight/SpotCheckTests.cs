using System.Net;
using MentorRegistry.Domain;
using MentorRegistry.Domain.Oversight;
using MentorRegistry.Web.Access;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace MentorRegistry.Web.Tests.Pages.Oversight;

/// <summary>One draw waits for the next, so each test has the log and the draws for itself.</summary>
public abstract class SpotCheckTests(RegistryWebApp app)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private TestData Data => app.Data;

    // A working day's noon of the last week without a public holiday, so that it is recent and within hours whenever the
    // test runs.
    private DateTime LastWeek(DayOfWeek day, int hour)
    {
        var today = DateOnly.FromDateTime(
            Clock.ToCopenhagen(app.Services.GetRequiredService<Clock>().UtcNow)
        );
        var monday = today.AddDays(-(((int)today.DayOfWeek + 6) % 7) - 7);
        while (Enumerable.Range(0, 5).Any(weekday => DanishHolidays.IsHoliday(monday.AddDays(weekday))))
        {
            monday = monday.AddDays(-7);
        }

        return Clock.BeginningOf(monday.AddDays(((int)day + 6) % 7)).AddHours(hour);
    }

    /// <summary>Who records a basis alone and uses it the same day is looked at; a first day of long ago explains nothing.</summary>
    [Fact]
    public async Task PostDraw_BasisRecordedByTheSamePersonThatWeek_IsMarkedAndExplainsOnlyWhatCameAfter()
    {
        await EmptyAsync();
        var (own, other) = (await Data.CreateDepartmentAsync(), await Data.CreateDepartmentAsync());
        var staff = await Data.CreateUserAsync([Roles.Caseworker], own.Id);
        var citizen = await Data.CreateCitizenAsync();
        var noon = LastWeek(DayOfWeek.Tuesday, 12);
        var basis = new Domain.Sharing.SharingBasis
        {
            CitizenId = citizen.Id,
            GroundId = (await Data.CreateSharingGroundAsync()).Id,
            First = new DateOnly(2020, 1, 1),
            RecordedBy = staff.DisplayName,
            RecordedUtc = noon,
        };
        basis.Departments.AddRange([new() { DepartmentId = own.Id }, new() { DepartmentId = other.Id }]);
        await Data.AddAsync(basis);
        var before = await Data.CreateLookupAsync(noon.AddMinutes(-1), staff, citizen);
        var after = await Data.CreateLookupAsync(noon.AddMinutes(1), staff, citizen);
        var nextDay = await Data.CreateLookupAsync(noon.AddDays(1), staff, citizen);
        var nextWeek = await Data.CreateLookupAsync(noon.AddDays(7), staff, citizen);
        var browser = await app.SignInAsync(Roles.Auditor);

        await DrawAsync(browser);

        var items = (await ItemsAsync()).ToDictionary(item => item.LookupId);
        Assert.Equal(
            (LookupPatterns.None, LookupExplanation.None),
            (items[before.Id].Patterns, items[before.Id].Explanation)
        );
        Assert.Equal(
            (LookupPatterns.OwnBasis, LookupExplanation.Basis),
            (items[after.Id].Patterns, items[after.Id].Explanation)
        );
        Assert.Equal(LookupPatterns.OwnBasis, items[nextDay.Id].Patterns);
        Assert.Equal(LookupPatterns.None, items[nextWeek.Id].Patterns);
    }

    [Fact]
    public async Task PostDraw_RecentLookups_DrawsAndMarksThem()
    {
        await EmptyAsync();
        var department = await Data.CreateDepartmentAsync();
        var staff = await Data.CreateUserAsync([Roles.Caseworker], department.Id);
        var own = await Data.CreateCitizenAsync();
        await Data.CreatePlacementAsync(own, department, "2020-01-01..");
        var colleague = await Data.CreateCitizenAsync(staff.DisplayName);
        var usual = await Data.CreateLookupAsync(LastWeek(DayOfWeek.Tuesday, 12), staff, own);
        var unusual = await Data.CreateLookupAsync(LastWeek(DayOfWeek.Saturday, 12), staff, colleague);
        await Data.CreateLookupAsync(LastWeek(DayOfWeek.Tuesday, 12).AddDays(-60), staff, own);
        await Data.CreateLookupAsync(LastWeek(DayOfWeek.Tuesday, 12), staff, own, LookupKind.LogSearch);
        var browser = await app.SignInAsync(Roles.Auditor);

        var drawn = await DrawAsync(browser);

        var items = await ItemsAsync();
        Assert.Equal([usual.Id, unusual.Id], items.Select(item => item.LookupId).Order());
        Assert.Equal(LookupPatterns.None, items.Single(item => item.LookupId == usual.Id).Patterns);
        Assert.Equal(
            LookupExplanation.Placement,
            items.Single(item => item.LookupId == usual.Id).Explanation
        );
        Assert.Equal(
            LookupPatterns.Colleague | LookupPatterns.SameSurname | LookupPatterns.OutsideHours,
            items.Single(item => item.LookupId == unusual.Id).Patterns
        );
        // The unusual one first, each sign in words.
        var rows = drawn.TextsOf("tbody tr");
        Assert.Contains("Borgeren hedder det samme som en medarbejder", rows[0], StringComparison.Ordinal);
        Assert.Contains("Uden for arbejdstid", rows[0], StringComparison.Ordinal);
        Assert.Contains("Forløb i medarbejderens egen afdeling", rows[1], StringComparison.Ordinal);
        Assert.DoesNotContain(own.Name, drawn.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PostDraw_FarMoreLookupsThanUsual_AreUnusual()
    {
        await EmptyAsync();
        var staff = await Data.CreateUserAsync([Roles.Caseworker]);
        foreach (
            var (day, many) in new[] { (DayOfWeek.Monday, 5), (DayOfWeek.Tuesday, 6), (DayOfWeek.Friday, 20) }
        )
        {
            for (var i = 0; i < many; i++)
            {
                await Data.CreateLookupAsync(LastWeek(day, 12), staff);
            }
        }

        await DrawAsync(await app.SignInAsync(Roles.Auditor));

        var check = await app.DbAsync(db => db.SpotChecks.SingleAsync(Ct));
        Assert.Equal((31, 20), (check.Lookups, check.UnusualLookups));
        var items = await ItemsAsync();
        // All unusual ones, for there are no more than are drawn, and what chance brought besides.
        Assert.Equal(20, items.Count(item => item.Patterns == LookupPatterns.BusyDay));
        Assert.InRange(items.Count, 20, 31);
    }

    [Fact]
    public async Task PostDraw_OnesBusyDay_HidesNobodyElse()
    {
        await EmptyAsync();
        var busy = await Data.CreateUserAsync([Roles.Caseworker]);
        var late = await Data.CreateUserAsync([Roles.Caseworker]);
        foreach (
            var (day, many) in new[]
            {
                (DayOfWeek.Monday, 1),
                (DayOfWeek.Tuesday, 1),
                (DayOfWeek.Friday, 300),
            }
        )
        {
            for (var i = 0; i < many; i++)
            {
                await Data.CreateLookupAsync(LastWeek(day, 12), busy);
            }
        }

        var hidden = await Data.CreateLookupAsync(LastWeek(DayOfWeek.Tuesday, 22), late);

        await DrawAsync(await app.SignInAsync(Roles.Auditor));

        Assert.Contains(await ItemsAsync(), item => item.LookupId == hidden.Id);
    }

    [Fact]
    public async Task PostDraw_Twice_IsRefusedUntilAllIsJudged()
    {
        await EmptyAsync();
        await Data.CreateLookupAsync(LastWeek(DayOfWeek.Tuesday, 12));
        var browser = await app.SignInAsync(Roles.Auditor);
        var before = await browser.GetAsync("/Oversight/SpotChecks");
        await DrawAsync(browser);

        // The button is gone; a page that was open still has it.
        var again = await browser.SubmitAsync(before, "main form");
        Assert.Contains("Den næste stikprøve kan trækkes, når", again.Text, StringComparison.Ordinal);
        Assert.Null(again.Document.QuerySelector("main form"));
        Assert.Equal(1, await app.DbAsync(db => db.SpotChecks.CountAsync(Ct)));

        await JudgeAsync(browser, "False", "Fint");
        await DrawAsync(browser);
        Assert.Equal(2, await app.DbAsync(db => db.SpotChecks.CountAsync(Ct)));
    }

    [Fact]
    public async Task PostDraw_TwoAtOnce_IsOneDraw()
    {
        await EmptyAsync();
        await Data.CreateLookupAsync(LastWeek(DayOfWeek.Tuesday, 12));
        var one = await app.SignInAsync(Roles.Auditor);
        var other = await app.SignInAsync(Roles.Auditor);
        var pages = (
            await one.GetAsync("/Oversight/SpotChecks"),
            await other.GetAsync("/Oversight/SpotChecks")
        );

        await Task.WhenAll(
            one.SubmitAsync(pages.Item1, "main form"),
            other.SubmitAsync(pages.Item2, "main form")
        );

        Assert.Equal(1, await app.DbAsync(db => db.SpotChecks.CountAsync(Ct)));
    }

    [Fact]
    public async Task PostDraw_NothingRecent_SaysSo()
    {
        await EmptyAsync();
        var browser = await app.SignInAsync(Roles.Auditor);

        var page = await browser.SubmitAsync(await browser.GetAsync("/Oversight/SpotChecks"), "main form");

        Assert.Contains("Der er ingen opslag fra de seneste 30 dage", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PostJudge_FollowUp_NeedsARemarkAndIsKeptWithItsHistory()
    {
        await EmptyAsync();
        await Data.CreateLookupAsync(LastWeek(DayOfWeek.Tuesday, 12));
        var auditor = await Data.CreateUserAsync([Roles.Auditor]);
        var browser = await app.SignInAsync(auditor);
        await DrawAsync(browser);

        var refused = await JudgeAsync(browser, "True", "\u200B...");
        var number = await JudgeAsync(browser, "True", "Slog 610190-1234 op");
        var done = await JudgeAsync(browser, "True", "Spørg lederen");
        await JudgeAsync(browser, "False", "Lederen har forklaret det");

        Assert.Contains("Skriv, hvad der skal følges op", refused.Text, StringComparison.Ordinal);
        Assert.Contains("uden CPR-nummer", number.Text, StringComparison.Ordinal);
        Assert.Contains("Alle opslag i stikprøven er bedømt", done.Text, StringComparison.Ordinal);
        Assert.Contains("Skal følges op Spørg lederen", done.Text, StringComparison.Ordinal);
        var item = Assert.Single(await ItemsAsync());
        Assert.Equal(
            (false, "Lederen har forklaret det", auditor.DisplayName),
            (item.NeedsFollowUp, item.Remark, item.JudgedBy)
        );
        var history = await browser.GetAsync($"/Oversight/SpotChecks/Judge/{item.Id}");
        Assert.Contains("Skal følges op: ændret fra ja til nej", history.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PostJudge_OwnLookup_IsAnothersToJudge()
    {
        await EmptyAsync();
        var auditor = await Data.CreateUserAsync([Roles.Auditor]);
        var other = await Data.CreateUserAsync([Roles.Auditor]);
        await Data.CreateLookupAsync(LastWeek(DayOfWeek.Tuesday, 12), auditor, kind: LookupKind.CitizenFile);
        var browser = await app.SignInAsync(auditor);
        var drawn = await DrawAsync(browser);
        var item = Assert.Single(await ItemsAsync());
        Assert.Contains("skal bedømmes af en anden: 1.", drawn.Text, StringComparison.Ordinal);

        var page = await browser.GetAsync($"/Oversight/SpotChecks/Judge/{item.Id}");
        Assert.Empty(page.Document.QuerySelectorAll("main form"));
        var refused = await browser.PostRawAsync(
            $"/Oversight/SpotChecks/Judge/{item.Id}",
            new()
            {
                ["Input.NeedsFollowUp"] = "False",
                ["Input.Remark"] = "Fint",
                ["Input.Version"] = $"{item.Version}",
                ["__RequestVerificationToken"] = page.AntiforgeryToken,
            }
        );

        Assert.Contains(
            "Det er dit eget opslag. En anden",
            refused.TextOf(".alert-error"),
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("Du er den eneste", refused.Text, StringComparison.Ordinal);
        Assert.Null(Assert.Single(await ItemsAsync()).NeedsFollowUp);
        await JudgeAsync(await app.SignInAsync(other), "False", "Fint");
        Assert.Equal(other.DisplayName, Assert.Single(await ItemsAsync()).JudgedBy);
    }

    [Fact]
    public async Task GetJudge_OwnLookupOfTheOnlyAuditor_SaysWhatToDo()
    {
        await EmptyAsync();
        await app.DbAsync(db =>
            db.Database.ExecuteSqlAsync($"""UPDATE "AspNetUsers" SET "IsDisabled" = {true}""", Ct)
        );
        var auditor = await Data.CreateUserAsync([Roles.Auditor]);
        await Data.CreateLookupAsync(LastWeek(DayOfWeek.Tuesday, 12), auditor, kind: LookupKind.CitizenFile);
        var browser = await app.SignInAsync(auditor);
        var drawn = await DrawAsync(browser);

        var page = await browser.GetAsync(
            $"/Oversight/SpotChecks/Judge/{Assert.Single(await ItemsAsync()).Id}"
        );

        Assert.All(
            new[] { drawn, page },
            answer => Assert.Contains("Du er den eneste", answer.Text, StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task PostJudge_ReadyRemark_IsEnoughWhereAllIsInOrderAlone()
    {
        await EmptyAsync();
        await Data.CreateLookupAsync(LastWeek(DayOfWeek.Tuesday, 12));
        var browser = await app.SignInAsync(Roles.Auditor);
        await DrawAsync(browser);
        var page = await browser.GetAsync(
            $"/Oversight/SpotChecks/Judge/{Assert.Single(await ItemsAsync()).Id}"
        );

        var none = await browser.SubmitAsync(page, "main form", new() { ["Input.NeedsFollowUp"] = "False" });
        var followUp = await browser.SubmitAsync(
            page,
            "main form",
            new() { ["Input.NeedsFollowUp"] = "True", ["Input.Ready"] = "OwnCase" }
        );
        Assert.Contains("Vælg en færdig bemærkning", none.TextOf(".alert-error"), StringComparison.Ordinal);
        Assert.Contains(
            "Skriv, hvad der skal følges op",
            followUp.TextOf(".alert-error"),
            StringComparison.Ordinal
        );
        await browser.SubmitAsync(
            page,
            "main form",
            new() { ["Input.NeedsFollowUp"] = "False", ["Input.Ready"] = "OwnCase" }
        );

        Assert.Equal("Sag i egen afdeling", Assert.Single(await ItemsAsync()).Remark);
    }

    [Fact]
    public async Task PostJudge_Unusual_NeedsOwnWords()
    {
        await EmptyAsync();
        await Data.CreateLookupAsync(LastWeek(DayOfWeek.Saturday, 12));
        var browser = await app.SignInAsync(Roles.Auditor);
        await DrawAsync(browser);
        var page = await browser.GetAsync(
            $"/Oversight/SpotChecks/Judge/{Assert.Single(await ItemsAsync()).Id}"
        );

        var refused = await browser.SubmitAsync(
            page,
            "main form",
            new() { ["Input.NeedsFollowUp"] = "False", ["Input.Ready"] = "OwnCase" },
            forged: true
        );

        Assert.Null(page.Document.QuerySelector("[name='Input.Ready']"));
        Assert.Contains("Skriv, hvorfor det er i orden", refused.Text, StringComparison.Ordinal);
        Assert.Null(Assert.Single(await ItemsAsync()).NeedsFollowUp);
    }

    [Fact]
    public async Task PostJudge_SomebodyElseWasFirst_IsToldAndNothingIsLost()
    {
        await EmptyAsync();
        await Data.CreateLookupAsync(LastWeek(DayOfWeek.Tuesday, 12));
        var one = await app.SignInAsync(Roles.Auditor);
        var other = await app.SignInAsync(Roles.Auditor);
        await DrawAsync(one);
        var item = Assert.Single(await ItemsAsync());
        var opened = await other.GetAsync($"/Oversight/SpotChecks/Judge/{item.Id}");
        await JudgeAsync(one, "True", "Spørg lederen");

        var told = await other.SubmitAsync(
            opened,
            "main form",
            new() { ["Input.NeedsFollowUp"] = "False", ["Input.Remark"] = "Fint" }
        );

        Assert.Contains("En anden har bedømt opslaget i mellemtiden", told.Text, StringComparison.Ordinal);
        Assert.True(Assert.Single(await ItemsAsync()).NeedsFollowUp);
        await other.SubmitAsync(told, "main form");
        Assert.Equal((false, "Fint"), (await ItemsAsync()).Select(i => (i.NeedsFollowUp, i.Remark)).Single());
    }

    [Fact]
    public async Task Get_DrawnLookupsOfACitizen_IsRecorded()
    {
        await EmptyAsync();
        var citizen = await Data.CreateCitizenAsync();
        await Data.CreateLookupAsync(LastWeek(DayOfWeek.Tuesday, 12), citizen: citizen);
        var auditor = await Data.CreateUserAsync([Roles.Auditor]);
        var browser = await app.SignInAsync(auditor);
        await DrawAsync(browser);

        await browser.GetAsync($"/Oversight/SpotChecks/Judge/{Assert.Single(await ItemsAsync()).Id}");

        var recorded = await app.DbAsync(db =>
            db.Lookups.Where(l => l.UserId == auditor.Id).OrderBy(l => l.Id).ToListAsync(Ct)
        );
        Assert.All(recorded, row => Assert.Equal(LookupKind.SpotCheck, row.Kind));
        Assert.Equal([null, null, citizen.Id], recorded.Select(row => row.CitizenId));
    }

    [Fact]
    public async Task Get_DrawnLookup_SaysTheUserNameBesideTheNameThatCanBeChanged()
    {
        await EmptyAsync();
        var staff = await Data.CreateUserAsync([Roles.Caseworker]);
        var citizen = await Data.CreateCitizenAsync();
        await Data.CreateLookupAsync(LastWeek(DayOfWeek.Saturday, 12), staff, citizen);
        var browser = await app.SignInAsync(Roles.Auditor);

        var drawn = await DrawAsync(browser);
        var judge = await browser.GetAsync(
            $"/Oversight/SpotChecks/Judge/{Assert.Single(await ItemsAsync()).Id}"
        );

        Assert.Contains(
            $"{staff.DisplayName} {staff.UserName}",
            drawn.TextOf("tbody tr"),
            StringComparison.Ordinal
        );
        Assert.Contains(
            $"{staff.DisplayName} {staff.UserName}",
            judge.TextOf(".lookup-facts"),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData(false)]
    // Afterwards nothing but the missing name tells that it was erased.
    [InlineData(true)]
    public async Task Get_DrawnLookupErasedSince_SaysSoAndNeedsNoJudgement(bool isRestarted)
    {
        await EmptyAsync();
        var staff = await Data.CreateUserAsync([Roles.Caseworker]);
        var citizen = await Data.CreateCitizenAsync(staff.DisplayName);
        await Data.CreatePlacementAsync(citizen, days: "2018-01-01..2018-12-31");
        await Data.CreateLookupAsync(LastWeek(DayOfWeek.Saturday, 12), staff, citizen);
        var browser = await app.SignInAsync(Roles.Auditor);
        var drawn = await DrawAsync(browser);
        var item = Assert.Single(await ItemsAsync());
        Assert.NotEqual(LookupPatterns.None, item.Patterns);
        await EraseAsync();
        if (isRestarted)
        {
            // What `log restart` does to it; the whole of it would number the rows anew that these tests leave gaps in.
            await app.DbAsync(db =>
                db.Database.ExecuteSqlRawAsync("""UPDATE "Lookups" SET "Erased" = NULL""", Ct)
            );
        }

        var page = await browser.GetAsync(drawn.Path);
        var list = await browser.GetAsync("/Oversight/SpotChecks");
        var start = await browser.GetAsync("/Oversight");

        Assert.Equal("1 opslag er slettet. Det skal ikke bedømmes.", page.TextOf(".erased"));
        Assert.Null(page.Document.QuerySelector("tbody tr"));
        Assert.Contains("Alle opslag er bedømt.", page.Text, StringComparison.Ordinal);
        Assert.Null(page.Document.QuerySelector("tbody a"));
        Assert.Equal(LookupPatterns.None, Assert.Single(await ItemsAsync()).Patterns);
        Assert.Equal(
            HttpStatusCode.NotFound,
            (await browser.GetAsync($"/Oversight/SpotChecks/Judge/{item.Id}")).Status
        );
        Assert.NotNull(list.Document.QuerySelector("main form"));
        Assert.DoesNotContain("mangler at blive bedømt", start.Text, StringComparison.OrdinalIgnoreCase);
        // The emptied row is not drawn again.
        await DrawAgainAsync(browser, list);
        Assert.Single(await ItemsAsync());
    }

    [Fact]
    public async Task Get_UnknownDraw_IsNotFound()
    {
        var browser = await app.SignInAsync(Roles.Auditor);

        Assert.Equal(
            HttpStatusCode.NotFound,
            (await browser.GetAsync("/Oversight/SpotChecks/999999")).Status
        );
        Assert.Equal(
            HttpStatusCode.NotFound,
            (await browser.GetAsync("/Oversight/SpotChecks/Judge/999999")).Status
        );
    }

    private static async Task<PageAnswer> DrawAsync(Browser browser)
    {
        var drawn = await browser.SubmitAsync(await browser.GetAsync("/Oversight/SpotChecks"), "main form");
        Assert.StartsWith("/Oversight/SpotChecks/", drawn.Path, StringComparison.Ordinal);
        return drawn;
    }

    private async Task<PageAnswer> JudgeAsync(Browser browser, string needsFollowUp, string remark) =>
        await browser.SubmitAsync(
            await browser.GetAsync($"/Oversight/SpotChecks/Judge/{(await ItemsAsync())[^1].Id}"),
            "main form",
            new() { ["Input.NeedsFollowUp"] = needsFollowUp, ["Input.Remark"] = remark }
        );

    private async Task DrawAgainAsync(Browser browser, PageAnswer list)
    {
        // What the erasure itself brought to the log is not there any more.
        await app.DbAsync(db =>
            db.Database.ExecuteSqlRawAsync("""DELETE FROM "Lookups" WHERE "UserId" <> '' """, Ct)
        );
        await browser.SubmitAsync(list, "main form");
    }

    private async Task EraseAsync()
    {
        var (proposer, approver) = (
            await app.SignInAsync(Roles.Auditor),
            await app.SignInAsync(Roles.Administrator)
        );
        await proposer.SubmitAsync(await proposer.GetAsync("/Oversight/Erasure"), "form[action*=Propose]");
        var done = await approver.SubmitAsync(
            await approver.GetAsync("/Oversight/Erasure"),
            "form[action*=Approve]"
        );
        Assert.Contains("Sletningen er gennemført", done.Text, StringComparison.Ordinal);
    }

    private Task<List<SpotCheckItem>> ItemsAsync() =>
        app.DbAsync(db => db.SpotCheckItems.AsNoTracking().OrderBy(item => item.Id).ToListAsync(Ct));

    // Past the log's chain, which these tests are not about; its numbers go on.
    private Task<int> EmptyAsync() =>
        app.DbAsync(async db =>
        {
            await db.Database.ExecuteSqlRawAsync("""DELETE FROM "SpotCheckItems" """, Ct);
            await db.Database.ExecuteSqlRawAsync("""DELETE FROM "SpotChecks" """, Ct);
            return await db.Database.ExecuteSqlRawAsync("""DELETE FROM "Lookups" """, Ct);
        });
}

public sealed class SpotCheckTests_Sqlite(SqliteApp app) : SpotCheckTests(app), IClassFixture<SqliteApp>;

public sealed class SpotCheckTests_PostgreSql(PostgreSqlApp app)
    : SpotCheckTests(app),
        IClassFixture<PostgreSqlApp>;
