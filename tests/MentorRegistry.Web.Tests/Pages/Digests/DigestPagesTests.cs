using System.Net;
using MentorRegistry.Domain.Digests;
using MentorRegistry.Web.Access;
using MentorRegistry.Web.Mail;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace MentorRegistry.Web.Tests.Pages.Digests;

/// <summary>What heads and administrators see of the digests, and what an administrator can do about them.</summary>
public abstract class DigestPagesTests(RegistryWebApp app)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Index_Head_SeesOwnAndThoseInSomebodysSteadAndNoServersWords()
    {
        var head = await CreateHeadAsync();
        var colleague = await CreateHeadAsync();
        await CreateAsync(head, subject: "Eget emne");
        await CreateAsync(colleague, subject: "I stedet for", recipient: head);
        await CreateAsync(colleague, month: "2026-09", subject: "Andres emne");
        var browser = await app.SignInAsync(head);

        var page = await browser.GetAsync("/Digests");

        Assert.Contains("Eget emne", page.Text, StringComparison.Ordinal);
        Assert.Contains("I stedet for", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Andres emne", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("5.1.1 no such user", page.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("Send igen", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Index_Administrator_SeesStatesAttemptsAndTheServersWords()
    {
        var head = await CreateHeadAsync();
        await CreateAsync(
            head,
            state: DigestState.GivenUp,
            answer: $"{ServerAnswers.NoSuchRecipient} 550 5.1.1 <no such user>"
        );
        // As an older version has written it.
        var older = await CreateHeadAsync();
        await CreateAsync(older, state: DigestState.GivenUp, answer: "451 later");
        var nobody = await CreateHeadAsync();
        await CreateAsync(nobody, state: DigestState.GivenUp, answer: OwnAnswers.AddressMissing);
        var browser = await app.SignInAsync(Roles.Administrator);

        var page = await browser.GetAsync("/Digests");

        Assert.Contains(
            $"{head.DisplayName} Opgivet 1 Mailserveren kender ikke modtagerens adresse. 550 5.1.1 <no such user>",
            page.Text,
            StringComparison.Ordinal
        );
        Assert.Equal("en", page.Document.QuerySelector("q")!.GetAttribute("lang"));
        Assert.Contains(
            $"{older.DisplayName} Opgivet 1 Mailserveren sagde: 451 later",
            page.Text,
            StringComparison.Ordinal
        );
        Assert.Contains(
            $"{nobody.DisplayName} Opgivet 1 Brugeren har ingen e-mailadresse.",
            page.Text,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Index_MonthAndStateInTheAddress_ShowsThoseAlone()
    {
        var (one, other) = (await CreateHeadAsync(), await CreateHeadAsync());
        await CreateAsync(one, month: "2025-03", subject: "Marts sendt");
        await CreateAsync(other, month: "2025-03", subject: "Marts opgivet", state: DigestState.GivenUp);
        await CreateAsync(one, month: "2025-04", subject: "April sendt");
        var browser = await app.SignInAsync(Roles.Administrator);

        var march = await browser.SubmitAsync(
            await browser.GetAsync("/Digests"),
            "form.filters",
            new() { ["Month"] = "2025-03" }
        );
        var givenUp = await browser.GetAsync("/Digests?Month=2025-03&State=GivenUp");
        var notSent = await browser.GetAsync("/Digests?Month=2025-03&State=NotSent");
        var none = await browser.GetAsync("/Digests?Month=2025-04&State=Retry");

        Assert.Contains("Month=2025-03", march.Address.Query, StringComparison.Ordinal);
        Assert.Equal(["Marts opgivet", "Marts sendt"], Subjects(march));
        Assert.Equal(["Marts opgivet"], Subjects(givenUp));
        Assert.Equal(["Marts opgivet"], Subjects(notSent));
        // What is told of the month is of all of it.
        Assert.Contains("1 af 2 er sendt", givenUp.Text, StringComparison.Ordinal);
        Assert.Contains("Ingen månedsoverblik passer til det valgte.", none.Text, StringComparison.Ordinal);
        Assert.Equal(
            "/Digests",
            none.Document.QuerySelector("main p > a:last-child[href='/Digests']")?.GetAttribute("href")
        );
        Assert.NotEmpty(Subjects(await browser.GetAsync("/Digests")));
        foreach (var forged in (string[])["Month=1900-01", "Month=x", "State=99", "State=x"])
        {
            var page = await browser.GetAsync("/Digests?" + forged);
            Assert.Contains("April sendt", page.Text, StringComparison.Ordinal);
        }

        static IEnumerable<string> Subjects(PageAnswer page) =>
            page.TextsOf("td[data-title=Emne]").Select(text => text.Split(',')[0]);
    }

    [Fact]
    public async Task Mail_TwoYearsOld_IsErasedByTheNightlyJobAndOnlyThatItWasSentIsLeft()
    {
        var head = await CreateHeadAsync();
        var old = await CreateAsync(head, month: "2024-10", subject: "Gammelt emne");
        var waiting = await CreateAsync(await CreateHeadAsync(), month: "2024-10", state: DigestState.Retry);
        var kept = await CreateAsync(head, month: "2024-11", subject: "Nyere emne");
        await using (var scope = app.Services.CreateAsyncScope())
        {
            await scope
                .ServiceProvider.GetRequiredService<Web.Jobs.Retention>()
                .RunAsync(RegistryWebApp.Today, Ct);
        }

        var erased = await LoadAsync(old);
        Assert.Equal(
            (old.Month, old.HeadId, DigestState.Sent, old.MessageId, old.SentUtc),
            (erased.Month, erased.HeadId, erased.State, erased.MessageId, erased.SentUtc)
        );
        Assert.Equal((null, null, null, null), (erased.Subject, erased.Html, erased.Text, erased.Figures));
        Assert.False(await app.DbAsync(db => db.DigestAttempts.AnyAsync(a => a.DigestId == old.Id, Ct)));
        Assert.NotNull((await LoadAsync(kept)).Html);
        Assert.NotNull((await LoadAsync(waiting)).Html);
        var browser = await app.SignInAsync(Roles.Administrator);
        var page = await browser.GetAsync($"/Digests/Mail/{old.Id}");
        Assert.Contains("er slettet: det gemmes i 24 måneder", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Send igen", page.Text, StringComparison.Ordinal);
        Assert.Equal(
            HttpStatusCode.NotFound,
            (await browser.GetAsync($"/Digests/Mail/{old.Id}?handler=Mail")).Status
        );
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync($"/Digests/Send/{old.Id}")).Status);
        Assert.Contains(
            "Kopien er slettet",
            (await browser.GetAsync("/Digests?Month=2024-10")).Text,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Mail_AsSent_IsADocumentOfItsOwnThatMayNothing()
    {
        var head = await CreateHeadAsync();
        var digest = await CreateAsync(
            head,
            html: "<p style=\"color:red\">Overblik</p><script>alert(1)</script>"
        );
        var browser = await app.SignInAsync(head);

        var page = await browser.GetAsync($"/Digests/Mail/{digest.Id}");
        var mail = await browser.GetAsync(page.Document.QuerySelector("#mail")!.GetAttribute("href")!);

        Assert.Equal(digest.Html, mail.Html);
        var policy = mail.Response.Headers.GetValues("Content-Security-Policy").Single();
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("script-src", policy, StringComparison.Ordinal);
        // The page around it is as strict as every other.
        Assert.DoesNotContain(
            "unsafe-inline",
            page.Response.Headers.GetValues("Content-Security-Policy").Single(),
            StringComparison.Ordinal
        );
        Assert.Equal("Teksten", page.TextOf(".mail-text"));
    }

    [Fact]
    public async Task Mail_OtherHeads_IsAsIfThereWereNone()
    {
        var digest = await CreateAsync(await CreateHeadAsync());
        var browser = await app.SignInAsync(await CreateHeadAsync());

        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync($"/Digests/Mail/{digest.Id}")).Status);
        Assert.Equal(
            HttpStatusCode.NotFound,
            (await browser.GetAsync($"/Digests/Mail/{digest.Id}?handler=Mail")).Status
        );
    }

    [Fact]
    public async Task Mail_Administrator_SeesTheAttempts()
    {
        var digest = await CreateAsync(await CreateHeadAsync(), answer: "451 4.3.0 later");
        var browser = await app.SignInAsync(Roles.Administrator);

        var page = await browser.GetAsync($"/Digests/Mail/{digest.Id}");

        Assert.Contains("451 4.3.0 later", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_Again_AsksFirstAndThenOwesItAnew()
    {
        var head = await CreateHeadAsync();
        var digest = await CreateAsync(head);
        var browser = await app.SignInAsync(Roles.Administrator);

        var asked = await browser.GetAsync($"/Digests/Send/{digest.Id}");
        Assert.Contains(head.DisplayName, asked.Text, StringComparison.Ordinal);
        Assert.Equal(DigestState.Sent, (await LoadAsync(digest)).State);

        var answer = await browser.SubmitAsync(asked, "main form");

        Assert.Contains("bliver sendt inden for få minutter", answer.Text, StringComparison.Ordinal);
        var again = await LoadAsync(digest);
        Assert.Equal((DigestState.Pending, digest.Html), (again.State, again.Html));
    }

    [Fact]
    public async Task Send_WhileItIsBeingSent_IsRefused()
    {
        var digest = await CreateAsync(
            await CreateHeadAsync(),
            state: DigestState.Sending,
            leasedUntilUtc: new DateTime(2099, 1, 1, 0, 0, 0, DateTimeKind.Utc)
        );
        var browser = await app.SignInAsync(Roles.Administrator);

        var answer = await browser.SubmitAsync(
            await browser.GetAsync($"/Digests/Send/{digest.Id}"),
            "main form"
        );

        Assert.Contains("bliver sendt lige nu", answer.Text, StringComparison.Ordinal);
        Assert.Equal(DigestState.Sending, (await LoadAsync(digest)).State);
    }

    [Fact]
    public async Task Send_Month_AddsOneForEachHeadAndOnlyOfTheLastMonth()
    {
        var head = await CreateHeadAsync();
        var browser = await app.SignInAsync(Roles.Administrator);

        await browser.SubmitAsync(await browser.GetAsync("/Digests/Send?month=2026-10"), "main form");

        var digest = await app.DbAsync(db =>
            db.Digests.AsNoTracking().SingleAsync(d => d.HeadId == head.Id, Ct)
        );
        Assert.Equal((TestData.Day("2026-10-01"), DigestState.Pending), (digest.Month, digest.State));
        // One that is not over, and ones whose news are long gone.
        foreach (var month in (string[])["2026-11", "2026-09", "1900-01", "x"])
        {
            Assert.Equal(
                HttpStatusCode.NotFound,
                (await browser.GetAsync($"/Digests/Send?month={month}")).Status
            );
        }

        // Who is made a head after that is told of, and gets it from the same place.
        var later = await CreateHeadAsync();
        var page = await browser.GetAsync("/Digests");
        Assert.Contains("kommet til og har ikke fået", page.Text, StringComparison.Ordinal);
        await browser.SubmitAsync(await browser.GetAsync("/Digests/Send?month=2026-10"), "main form");
        Assert.True(await app.DbAsync(db => db.Digests.AnyAsync(d => d.HeadId == later.Id, Ct)));
    }

    [Fact]
    public async Task Send_AgainToAnother_OnlyToAHeadWhoSeesTheSame()
    {
        var head = await CreateHeadAsync();
        var department = await app.DbAsync(db =>
            db.Set<UserMembership>()
                .Where(m => m.UserId == head.Id)
                .Select(m => m.DepartmentId)
                .SingleAsync(Ct)
        );
        var colleague = await app.Data.CreateUserAsync([Roles.DepartmentHead], department);
        var stranger = await CreateHeadAsync();
        await app.DbAsync(async db =>
        {
            foreach (var id in (string[])[head.Id, colleague.Id, stranger.Id])
            {
                (await db.Users.SingleAsync(u => u.Id == id, Ct)).Email = $"{id}@kommune.dk";
            }

            return await db.SaveChangesAsync(Ct);
        });
        var digest = await CreateAsync(head);
        var browser = await app.SignInAsync(Roles.Administrator);
        var form = await browser.GetAsync($"/Digests/Send/{digest.Id}");
        Assert.Contains(colleague.DisplayName, form.TextOf("#To"), StringComparison.Ordinal);
        Assert.DoesNotContain(stranger.DisplayName, form.TextOf("#To"), StringComparison.Ordinal);

        var refused = await browser.SubmitAsync(form, "main form", new() { ["To"] = stranger.Id });
        Assert.Equal(HttpStatusCode.NotFound, refused.Status);
        Assert.Equal(digest.RecipientId, (await LoadAsync(digest)).RecipientId);

        await browser.SubmitAsync(form, "main form", new() { ["To"] = colleague.Id });

        var again = await LoadAsync(digest);
        Assert.Equal((colleague.Id, DigestState.Pending), (again.RecipientId, again.State));
        // It has been delivered before, and stays so.
        var list = await browser.GetAsync("/Digests");
        Assert.Contains("Sendt før", list.Text, StringComparison.Ordinal);
    }

    private Task<Digest> LoadAsync(Digest digest) =>
        app.DbAsync(db => db.Digests.AsNoTracking().SingleAsync(d => d.Id == digest.Id, Ct));

    private async Task<RegistryUser> CreateHeadAsync() =>
        await app.Data.CreateUserAsync([Roles.DepartmentHead], (await app.Data.CreateDepartmentAsync()).Id);

    private async Task<Digest> CreateAsync(
        RegistryUser head,
        string month = "2026-10",
        string subject = "Overblik",
        string html = "<p>Overblik</p>",
        RegistryUser? recipient = null,
        DigestState state = DigestState.Sent,
        DateTime? leasedUntilUtc = null,
        string answer = "550 5.1.1 no such user"
    )
    {
        var utc = new DateTime(2026, 11, 2, 6, 0, 0, DateTimeKind.Utc);
        var digest = await app.Data.AddAsync(
            new Digest
            {
                HeadId = head.Id,
                RecipientId = (recipient ?? head).Id,
                Month = TestData.Day(month + "-01"),
                State = state,
                LeasedUntilUtc = leasedUntilUtc,
                Attempts = 1,
                MadeUtc = utc,
                SentUtc = state == DigestState.Sent ? utc : null,
                Subject = subject,
                Html = html,
                Text = "Teksten",
                MessageId = "id@kommune.dk",
            }
        );
        await app.Data.AddAsync(
            new DigestAttempt
            {
                DigestId = digest.Id,
                StartedUtc = utc,
                EndedUtc = utc,
                Outcome = DigestOutcome.GivenUp,
                Answer = answer,
            }
        );
        return digest;
    }
}

public sealed class DigestPagesTests_Sqlite(SqliteApp app) : DigestPagesTests(app), IClassFixture<SqliteApp>;

public sealed class DigestPagesTests_PostgreSql(PostgreSqlApp app)
    : DigestPagesTests(app),
        IClassFixture<PostgreSqlApp>;
