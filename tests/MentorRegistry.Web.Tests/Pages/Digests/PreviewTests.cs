using System.Net;
using MentorRegistry.Domain.Digests;
using MentorRegistry.Web.Access;
using MentorRegistry.Web.Tests.Digests;
using Microsoft.EntityFrameworkCore;

namespace MentorRegistry.Web.Tests.Pages.Digests;

/// <summary>The pages about digests: the preview, one's own mails, an account's, and stand-ins.</summary>
public abstract class PreviewTests(RegistryWebApp app)
{
    [Fact]
    public async Task Preview_Head_SeesTheOwnNextDigestAsADocumentThatRunsNothing()
    {
        var scene = await DigestScene.CreateAsync(app);
        await scene.PlacementAsync("2026-11-03..", "2026-11-03 08:00");
        var other = await DigestScene.CreateAsync(app);
        var browser = await app.SignInAsync(scene.Head);

        // Whose it is does not follow from the address.
        var page = await browser.GetAsync($"/Digests/Preview?HeadId={other.Head.Id}");

        Assert.Contains("Mentorregister, november 2026:", page.Text, StringComparison.Ordinal);
        Assert.Contains(scene.Department.Name, page.Text, StringComparison.Ordinal);
        var mail = await browser.GetAsync(page.Document.QuerySelector("#mail")!.GetAttribute("href")!);
        Assert.Contains("1 nyt forløb", mail.Document.Body!.TextContent, StringComparison.Ordinal);
        var policy = Assert.Single(mail.Response.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("default-src 'none'; style-src 'unsafe-inline'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain(
            "unsafe-inline",
            page.Response.Headers.GetValues("Content-Security-Policy").Single(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Preview_Administrator_ChoosesWhose()
    {
        var scene = await DigestScene.CreateAsync(app);
        var browser = await app.SignInAsync(Roles.Administrator);

        var empty = await browser.GetAsync("/Digests/Preview");
        Assert.Null(empty.Document.QuerySelector("#mail"));
        var page = await browser.SubmitAsync(empty, "main form", new() { ["HeadId"] = scene.Head.Id });

        Assert.Contains(scene.Head.DisplayName, page.TextOf("dl.account-facts"), StringComparison.Ordinal);
        var mail = await browser.GetAsync(page.Document.QuerySelector("#mail")!.GetAttribute("href")!);
        Assert.Contains(scene.Department.Name, mail.Document.Body!.TextContent, StringComparison.Ordinal);
        var caseworker = await DigestScene.CreateUserAsync(app, Roles.Caseworker, scene.Department.Id);
        foreach (var id in (string[])[caseworker.Id, "ingen"])
        {
            Assert.Equal(
                HttpStatusCode.NotFound,
                (await browser.GetAsync($"/Digests/Preview?HeadId={id}")).Status
            );
        }
    }

    [Fact]
    public async Task Mail_Head_ChoosesLanguageAndUnsubscribes_AndTheAdministratorSeesIt()
    {
        var scene = await DigestScene.CreateAsync(app);
        var browser = await app.SignInAsync(scene.Head);

        var done = await browser.SubmitAsync(
            await browser.GetAsync("/Account/Mail"),
            "#mail",
            new() { ["Input.Language"] = "en", ["Input.WantsDigest"] = null }
        );

        Assert.Contains("Du får ikke længere månedsoverblikket", done.Html, StringComparison.Ordinal);
        var user = await StoredAsync(scene.Head);
        Assert.Equal(("en", false), (user.Language, user.WantsDigest));
        var administrator = await app.SignInAsync(Roles.Administrator);
        var users = await administrator.GetAsync($"/Administration/Users?q={scene.Head.UserName}");
        Assert.Contains("(uden månedsoverblik)", users.Text, StringComparison.Ordinal);
        var account = await administrator.GetAsync($"/Administration/Users/Edit/{scene.Head.Id}");
        Assert.Contains(
            "Månedsoverblik på mail: ændret fra ja til nej",
            account.Text,
            StringComparison.OrdinalIgnoreCase
        );
        Assert.False(
            account
                .Document.QuerySelector("input[type=checkbox][name='Input.WantsDigest']")!
                .HasAttribute("checked")
        );

        await administrator.SubmitAsync(
            account,
            "#typed",
            new() { ["Input.Language"] = "da", ["Input.WantsDigest"] = "true" }
        );

        user = await StoredAsync(scene.Head);
        Assert.Equal(("da", true), (user.Language, user.WantsDigest));
    }

    [Fact]
    public async Task Mail_NoHead_HasALanguageAndNothingElse()
    {
        var department = await app.Data.CreateDepartmentAsync();
        var caseworker = await DigestScene.CreateUserAsync(app, Roles.Caseworker, department.Id);
        var browser = await app.SignInAsync(caseworker);
        var page = await browser.GetAsync("/Account/Mail");

        Assert.Null(page.Document.QuerySelector("[name='Input.WantsDigest'], #add-stand-in"));
        await browser.SubmitAsync(page, "#mail", new() { ["Input.Language"] = "en" });

        Assert.Equal(
            ("en", true),
            ((await StoredAsync(caseworker)).Language, (await StoredAsync(caseworker)).WantsDigest)
        );
        var forged = await browser.PostRawAsync(
            "/Account/Mail?handler=Add",
            new()
            {
                ["__RequestVerificationToken"] = page.AntiforgeryToken,
                ["Add.StandInId"] = caseworker.Id,
            }
        );
        Assert.NotEqual(HttpStatusCode.OK, forged.Status);
        Assert.False(await app.DbAsync(db => db.StandIns.AnyAsync(s => s.HeadId == caseworker.Id)));
    }

    [Fact]
    public async Task StandIns_Head_AddsAndEndsTheOwnAlone()
    {
        var scene = await DigestScene.CreateAsync(app);
        var standIn = await DigestScene.CreateUserAsync(app, Roles.Caseworker, scene.Department.Id);
        var browser = await app.SignInAsync(scene.Head);

        var added = await browser.SubmitAsync(
            await browser.GetAsync("/Account/Mail"),
            "#add-stand-in",
            new()
            {
                ["Add.StandInId"] = standIn.Id,
                ["Add.First"] = "01.11.2026",
                ["Add.Last"] = "31.12.2026",
            }
        );

        Assert.Contains(standIn.DisplayName, added.TextOf("table.stand-ins"), StringComparison.Ordinal);
        var another = await browser.SubmitAsync(
            added,
            "#add-stand-in",
            new()
            {
                ["Add.StandInId"] = standIn.Id,
                ["Add.First"] = "31.12.2026",
                ["Add.Last"] = "01.12.2026",
            }
        );
        Assert.Contains("Sidste dag er før første dag.", another.Text, StringComparison.Ordinal);

        await browser.SubmitAsync(added, ".end-stand-in");

        // It began before today: yesterday was its last day.
        var stored = await app.DbAsync(db => db.StandIns.SingleAsync(s => s.HeadId == scene.Head.Id));
        Assert.Equal(RegistryWebApp.Today.AddDays(-1), stored.Last);
        var other = await DigestScene.CreateAsync(app);
        var foreign = await app.Data.AddAsync(
            new StandIn
            {
                HeadId = other.Head.Id,
                StandInId = standIn.Id,
                First = RegistryWebApp.Today,
            }
        );
        var refused = await browser.PostRawAsync(
            "/Account/Mail?handler=End",
            new() { ["__RequestVerificationToken"] = added.AntiforgeryToken, ["id"] = $"{foreign.Id}" }
        );
        Assert.Equal(HttpStatusCode.NotFound, refused.Status);
        // A page that was opened before it was ended.
        var late = await browser.PostRawAsync(
            "/Account/Mail?handler=End",
            new() { ["__RequestVerificationToken"] = added.AntiforgeryToken, ["id"] = $"{stored.Id}" }
        );
        Assert.Contains("Stedfortræderen var allerede afsluttet.", late.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task StandIns_TwoAdministratorsEndTheSame_TheSecondIsToldSo()
    {
        var scene = await DigestScene.CreateAsync(app);
        var standIn = await DigestScene.CreateUserAsync(app, Roles.Caseworker, scene.Department.Id);
        var stored = await app.Data.AddAsync(
            new StandIn
            {
                HeadId = scene.Head.Id,
                StandInId = standIn.Id,
                First = RegistryWebApp.Today,
            }
        );
        var (first, second) = (
            await app.SignInAsync(Roles.Administrator),
            await app.SignInAsync(Roles.Administrator)
        );
        var form = $".end-stand-in:has(input[value='{stored.Id}'])";
        var (seen, seenToo) = (
            await first.GetAsync("/Administration/StandIns"),
            await second.GetAsync("/Administration/StandIns")
        );

        var ended = await first.SubmitAsync(seen, form);
        var again = await second.SubmitAsync(seenToo, form);

        Assert.Contains("Stedfortræderen er afsluttet.", ended.Text, StringComparison.Ordinal);
        Assert.Contains("Stedfortræderen var allerede afsluttet.", again.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task StandIns_TheHead_IsNotOfferedAndIsRefusedForTheRightReason()
    {
        var scene = await DigestScene.CreateAsync(app);
        await DigestScene.CreateUserAsync(app, Roles.Caseworker, scene.Department.Id);
        var browser = await app.SignInAsync(Roles.Administrator);
        var page = await browser.GetAsync($"/Administration/StandIns?HeadId={scene.Head.Id}");
        Assert.DoesNotContain(
            scene.Head.DisplayName,
            page.TextOf("#Add_StandInId"),
            StringComparison.Ordinal
        );

        var refused = await browser.SubmitAsync(
            page,
            "#typed",
            new() { ["Add.StandInId"] = scene.Head.Id, ["Add.First"] = "01.12.2026" }
        );

        Assert.Contains(
            "Lederen kan ikke være sin egen stedfortræder.",
            refused.Text,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("har ikke adgang", refused.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task StandIns_Administrator_AddsForAHeadAndIsToldAllThatIsWrong()
    {
        var scene = await DigestScene.CreateAsync(app);
        var other = await app.Data.CreateDepartmentAsync();
        var stranger = await DigestScene.CreateUserAsync(app, Roles.Caseworker, other.Id);
        var standIn = await DigestScene.CreateUserAsync(app, Roles.Caseworker, scene.Department.Id);
        var browser = await app.SignInAsync(Roles.Administrator);
        var empty = await browser.GetAsync("/Administration/StandIns");
        var page = await browser.SubmitAsync(empty, "#choose-head", new() { ["HeadId"] = scene.Head.Id });

        var wrong = await browser.SubmitAsync(
            page,
            "#typed",
            new()
            {
                ["HeadId"] = scene.Head.Id,
                ["Add.StandInId"] = stranger.Id,
                ["Add.First"] = "01.10.2026",
                ["Add.Last"] = "01.11.2026",
            }
        );
        Assert.Contains(
            "Vedkommende har ikke adgang til lederens afdelinger.",
            wrong.Text,
            StringComparison.Ordinal
        );
        Assert.Contains("Sidste dag er passeret.", wrong.Text, StringComparison.Ordinal);
        var added = await browser.SubmitAsync(
            page,
            "#typed",
            new()
            {
                ["HeadId"] = scene.Head.Id,
                ["Add.StandInId"] = standIn.Id,
                ["Add.First"] = "01.12.2026",
            }
        );
        var again = await browser.SubmitAsync(
            page,
            "#typed",
            new()
            {
                ["HeadId"] = scene.Head.Id,
                ["Add.StandInId"] = standIn.Id,
                ["Add.First"] = "01.01.2027",
            }
        );

        Assert.Contains(
            "Lederen har allerede en stedfortræder nogle af dagene.",
            again.Text,
            StringComparison.Ordinal
        );
        Assert.Contains($"Stedfortræder: {standIn.DisplayName}", added.Text, StringComparison.Ordinal);
        Assert.Contains($"Leder: {scene.Head.DisplayName}", added.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Department_ByTheLinkOfADigest_SaysWhatItShowsAndKeepsItWhileMoreIsChosen()
    {
        var scene = await DigestScene.CreateAsync(app);
        await scene.PlacementAsync("2026-10-05..", "2026-10-05 08:00");
        await scene.PlacementAsync("2026-10-05..2026-10-20", "2026-10-05 08:00");
        await scene.PlacementAsync("2026-11-05..", "2026-11-05 08:00");
        var mail = await scene.ComposeAsync();
        var link = (await DigestScene.HtmlAsync(mail)).QuerySelector("a[href*='Change=0']")!;
        var path = new Uri(link.GetAttribute("href")!).PathAndQuery;
        // Nothing of anybody stands in it: days, and the department's number.
        Assert.Equal(
            $"/Department?State=4&DepartmentId={scene.Department.Id}&Change=0"
                + "&After=2026-09-30T22%3A00%3A00Z&UpTo=2026-10-31T23%3A00%3A00Z",
            path
        );
        var browser = await app.SignInAsync(scene.Head);

        var page = await browser.GetAsync(path);
        var narrowed = await browser.SubmitAsync(page, "form.filters", new() { ["State"] = "2" });

        Assert.Contains(
            "Forløb, der er registreret fra 1. oktober 2026 til og med 31. oktober 2026.",
            page.Text,
            StringComparison.Ordinal
        );
        Assert.Equal(2, page.Document.QuerySelectorAll("main tbody tr").Length);
        Assert.Contains("Change=0", narrowed.Address.Query, StringComparison.Ordinal);
        Assert.Single(narrowed.Document.QuerySelectorAll("main tbody tr"));
        foreach (
            var forged in (string[])
                [
                    path.Replace("22%3A00", "26%3A00", StringComparison.Ordinal),
                    path.Replace("2026-09", "0001-01", StringComparison.Ordinal),
                    path.Replace("Change=0", "Change=9", StringComparison.Ordinal),
                    path.Replace("2026-10-31", "2025-10-31", StringComparison.Ordinal),
                ]
        )
        {
            var all = await browser.GetAsync(forged);
            Assert.Equal(3, all.Document.QuerySelectorAll("main tbody tr").Length);
        }
    }

    private Task<RegistryUser> StoredAsync(RegistryUser user) =>
        app.DbAsync(db => db.Users.AsNoTracking().SingleAsync(u => u.Id == user.Id));
}

public sealed class PreviewTests_Sqlite(SqliteApp app) : PreviewTests(app), IClassFixture<SqliteApp>;

public sealed class PreviewTests_PostgreSql(PostgreSqlApp app)
    : PreviewTests(app),
        IClassFixture<PostgreSqlApp>;
