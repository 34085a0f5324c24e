using MentorRegistry.Domain.Digests;
using MentorRegistry.Domain.Organisation;
using MentorRegistry.Web.Access;
using MentorRegistry.Web.Commands;
using MentorRegistry.Web.Data;
using MentorRegistry.Web.Jobs;
using MentorRegistry.Web.Mail;
using MentorRegistry.Web.Tests.Mail;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace MentorRegistry.Web.Tests.Jobs;

/// <summary>Which digests go out when, to whom, and what becomes of those that do not.</summary>
public abstract class SendDigestsTests : IAsyncLifetime
{
    private readonly RegistryWebApp _app;
    private readonly TestMailServer _server = new();

    protected SendDigestsTests(RegistryWebApp app)
    {
        _app = app;
        app.Settings["Mail:Host"] = "localhost";
        app.Settings["Mail:StartTls"] = "false";
        app.Settings["Mail:From"] = "mentorregister@kommune.dk";
        app.Settings["Mail:TimeoutSeconds"] = "2";
        app.Settings["Municipality:ClosingDays:0"] = "2027-02-01";
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        // The tests of a class share the program, and each has a mail server and heads of its own.
        _app.Services.GetRequiredService<RegistrySettings>().Mail.Port = _server.Port;
        await _app.DbAsync(async db =>
        {
            await db.Database.ExecuteSqlRawAsync("""DELETE FROM "DigestAttempts" """, Ct);
            await db.Database.ExecuteSqlRawAsync("""DELETE FROM "Digests" """, Ct);
            await db.Users.ForEachAsync(user => user.WantsDigest = false, Ct);
            (await db.JobRuns.SingleAsync(run => run.Job == nameof(SendDigests), Ct)).LastUtc = Utc(
                "2026-10-15T12:00"
            );
            return await db.SaveChangesAsync(Ct);
        });
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Theory]
    [InlineData("2026-11-02T06:59", 0)]
    [InlineData("2026-11-02T07:00", 1)]
    // 1 February 2027 is a Monday on which the municipality is closed, 1 January a holiday and the 2nd a Saturday.
    [InlineData("2027-02-01T12:00", 0, "2027-01-04")]
    [InlineData("2027-02-02T07:00", 1, "2027-01-04")]
    [InlineData("2027-01-04T06:55", 0, "2026-12-01")]
    [InlineData("2027-01-04T07:00", 1, "2027-01-03")]
    public async Task Run_AroundTheFirstWorkingDay_SendsFromSevenOn(
        string danish,
        int sent,
        string lastRun = "2026-10-15"
    )
    {
        await CreateHeadAsync();
        await LastRunAsync(lastRun + "T12:00");

        await RunAsync(danish);

        Assert.Equal(sent, _server.Taken.Count);
    }

    [Fact]
    public async Task Run_EveryHourOfBothNightsWhenTheClocksChangeAndOfFirstDays_SendsEachMonthOnce()
    {
        var head = await CreateHeadAsync();
        // 25 October 2026 and 28 March 2027 are those nights; here on the hour, day and night.
        for (var now = Utc("2026-10-20T00:00"); now < Utc("2027-04-05T00:00"); now = now.AddHours(1))
        {
            var local = Clock.ToCopenhagen(now);
            if (local.Day <= 4 || (local.Month, local.Day) is (10, 25) or (3, 28))
            {
                await RunAsync(now);
            }
        }

        var digests = await DigestsAsync(head);
        Assert.Equal(
            [
                ("2026-10", "2026-11-02 07:00"),
                ("2026-11", "2026-12-01 07:00"),
                ("2026-12", "2027-01-04 07:00"),
                ("2027-01", "2027-02-02 07:00"),
                ("2027-02", "2027-03-01 07:00"),
                ("2027-03", "2027-04-01 07:00"),
            ],
            digests.Select(d =>
                ($"{d.Month:yyyy-MM}", $"{Clock.ToCopenhagen(d.SentUtc!.Value):yyyy-MM-dd HH:mm}")
            )
        );
        Assert.Equal(digests.Count, _server.MessageIds.Distinct().Count());
        Assert.Equal(digests.Count, _server.Taken.Count);
        // Each begins where the one before ended, on either side of a night when the clocks change.
        Assert.Equal(digests.Skip(1).Select(d => d.FromUtc), digests.SkipLast(1).Select(d => d.CutOffUtc));
        Assert.Equal(Utc("2026-10-01T00:00"), digests[0].FromUtc);
    }

    [Theory]
    [InlineData("2026-11-03T09:20")]
    [InlineData("2026-11-23T09:20")]
    public async Task Run_DownOnTheDay_CatchesUpOnce(string danish)
    {
        await CreateHeadAsync();

        await RunAsync(danish);
        await RunAsync(danish);

        Assert.Single(_server.Taken);
    }

    [Fact]
    public async Task Run_DownForMonths_SendsOneForTheLatestThatTellsOfAll()
    {
        var head = await CreateHeadAsync();
        await RunAsync("2026-11-02T07:00");

        await RunAsync("2027-03-20T10:00");

        var digests = await DigestsAsync(head);
        Assert.Equal(["2026-10", "2027-02"], digests.Select(d => $"{d.Month:yyyy-MM}"));
        Assert.Equal(digests[0].CutOffUtc, digests[1].FromUtc);
        Assert.Equal(Utc("2027-03-01T00:00"), digests[1].CutOffUtc);
    }

    [Fact]
    public async Task Run_FirstStartInTheMiddleOfAMonth_SendsNothingOfBefore()
    {
        await CreateHeadAsync();
        await LastRunAsync("2026-11-18T12:00");

        await RunAsync("2026-11-18T12:05");
        Assert.Empty(_server.Taken);

        await RunAsync("2026-12-01T07:00");
        Assert.Single(_server.Taken);
    }

    [Fact]
    public async Task Run_HeadWhoIsNewAfterwards_BeginsWithTheNextMonth()
    {
        await CreateHeadAsync();
        await RunAsync("2026-11-02T07:00");
        var late = await CreateHeadAsync();

        await RunAsync("2026-11-03T07:00");

        Assert.Empty(await DigestsAsync(late));
    }

    [Fact]
    public async Task Run_OneHeadsServerAndAddressFail_TheOthersGetTheirs()
    {
        var refused = await CreateHeadAsync("gone@kommune.dk");
        var slow = await CreateHeadAsync("slow@kommune.dk");
        var none = await CreateHeadAsync("no address");
        var well = await CreateHeadAsync();
        _server.Fault = line =>
            line.Contains("gone@", StringComparison.Ordinal) ? MailFault.NoSuchUser550
            : line.Contains("slow@", StringComparison.Ordinal) ? MailFault.Refuses451
            : MailFault.None;

        var sent = await RunAsync("2026-11-02T07:00");

        Assert.Equal(new SentDigests(4, 1, 1, 2), sent);
        Assert.Equal(DigestState.GivenUp, (await DigestsAsync(refused)).Single().State);
        Assert.Equal(DigestState.GivenUp, (await DigestsAsync(none)).Single().State);
        Assert.Equal(DigestState.Sent, (await DigestsAsync(well)).Single().State);
        var waits = (await DigestsAsync(slow)).Single();
        Assert.Equal(DigestState.Retry, waits.State);
        Assert.Contains(
            "4.3.0 later",
            (await AttemptsAsync(waits)).Single().Answer,
            StringComparison.Ordinal
        );

        _server.Fault = _ => MailFault.None;
        await RunAsync("2026-11-02T07:04");
        Assert.Equal(DigestState.Retry, (await DigestsAsync(slow)).Single().State);
        await RunAsync("2026-11-02T07:06");
        Assert.Equal(DigestState.Sent, (await DigestsAsync(slow)).Single().State);
        Assert.Equal(2, _server.Taken.Count);
    }

    [Fact]
    public async Task Run_ServerFailsForTwoDays_IsGivenUpThenAndNotBefore()
    {
        var head = await CreateHeadAsync();
        _server.Fault = _ => MailFault.Refuses421;
        for (var now = Utc("2026-11-02T07:00"); now < Utc("2026-11-04T06:30"); now = now.AddMinutes(15))
        {
            await RunAsync(now);
        }

        Assert.Equal(DigestState.Retry, (await DigestsAsync(head)).Single().State);
        for (var now = Utc("2026-11-04T06:30"); now < Utc("2026-11-04T12:00"); now = now.AddMinutes(15))
        {
            await RunAsync(now);
        }

        var digest = (await DigestsAsync(head)).Single();
        Assert.Equal(DigestState.GivenUp, digest.State);
        Assert.Equal(Digest.MostAttempts, (await AttemptsAsync(digest)).Count);
        Assert.Empty(_server.Taken);
    }

    [Fact]
    public async Task Run_ServerDropsAfterTheDot_RepeatsTheSameMail()
    {
        await CreateHeadAsync();
        _server.Fault = _ => MailFault.DropsAfterDot;
        await RunAsync("2026-11-02T07:00");
        _server.Fault = _ => MailFault.None;
        await RunAsync("2026-11-02T07:10");

        Assert.Equal(2, _server.Taken.Count);
        Assert.Single(_server.MessageIds.Distinct());
        Assert.Single(_server.Taken.Select(Body).Distinct());
    }

    [Fact]
    public async Task Run_ProcessEndedWhileSending_GoesOnWhenTheLeaseHasRunOutUnderTheSameIdentity()
    {
        var head = await CreateHeadAsync();
        await RunAsync("2026-11-02T06:00");
        await _app.DbAsync(async db =>
        {
            await ServicesOf(db, Utc("2026-11-02T07:00"));
            return 0;
        });
        var digest = (await DigestsAsync(head)).Single();
        Assert.Equal(DigestState.Sending, digest.State);

        await RunAsync("2026-11-02T07:00");
        Assert.Empty(_server.Taken);
        await RunAsync("2026-11-02T07:05");

        Assert.Equal($"<{digest.MessageId}>", Assert.Single(_server.MessageIds));
        Assert.Equal(
            [DigestOutcome.Unknown, DigestOutcome.Sent],
            (await AttemptsAsync(digest)).Select(attempt => attempt.Outcome)
        );

        // As a process does that is killed right after it has begun.
        async Task ServicesOf(RegistryDb db, DateTime nowUtc)
        {
            await using var scope = _app.Services.CreateAsyncScope();
            var job = scope.ServiceProvider.GetRequiredService<SendDigests>();
            await job.AddAsync(TestData.Day("2026-10-01"), TestData.Day("2026-11-02"), Ct);
            var queue = new DigestRows(db);
            var id = (await queue.DueAsync(nowUtc, Ct)).Single();
            Assert.NotNull(await queue.ClaimAsync(id, nowUtc, TimeSpan.FromMinutes(3), Ct));
            Assert.Null(await queue.ClaimAsync(id, nowUtc, TimeSpan.FromMinutes(3), Ct));
        }
    }

    [Fact]
    public async Task Claim_ManyAtOnce_IsOnes()
    {
        for (var i = 0; i < 5; i++)
        {
            await CreateHeadAsync();
        }

        var runs = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => RunAsync(Utc("2026-11-02T07:00"))));

        Assert.Equal(5, runs.Sum(run => run.Sent));
        Assert.Equal(5, _server.Taken.Count);
        Assert.Equal(5, runs.Sum(run => run.Added));
    }

    [Fact]
    public async Task Step_LeaseRanOutAndAnotherHasIt_ChangesNothing()
    {
        await CreateHeadAsync();
        var now = Utc("2026-11-02T07:00");
        await using var scope = _app.Services.CreateAsyncScope();
        await scope
            .ServiceProvider.GetRequiredService<SendDigests>()
            .AddAsync(TestData.Day("2026-10-01"), TestData.Day("2026-11-02"), Ct);
        var queue = scope.ServiceProvider.GetRequiredService<DigestRows>();
        var id = (await queue.DueAsync(now, Ct)).Single();
        var (first, attempt) = (await queue.ClaimAsync(id, now, TimeSpan.FromMinutes(1), Ct))!.Value;
        Assert.NotNull(await queue.ClaimAsync(id, now.AddMinutes(2), TimeSpan.FromMinutes(1), Ct));

        Assert.False(
            await queue.StepAsync(
                first,
                attempt,
                () => first.End(attempt, now.AddMinutes(2), DigestOutcome.Retry, "late"),
                Ct
            )
        );

        Assert.Equal(
            DigestState.Sending,
            await _app.DbAsync(db => db.Digests.Where(d => d.Id == id).Select(d => d.State).SingleAsync(Ct))
        );
    }

    [Fact]
    public async Task Command_Month_SendsItAndAgainToOneHeadAndDryRunNothing()
    {
        var head = await CreateHeadAsync();

        Assert.Equal(
            0,
            (await CommandAsync(new DigestOrder(TestData.Day("2026-10-01"), IsDryRun: true))).Code
        );
        Assert.Empty(await DigestsAsync(head));
        Assert.Equal(0, (await CommandAsync(new DigestOrder(TestData.Day("2026-10-01")))).Code);
        Assert.Equal(0, (await CommandAsync(new DigestOrder(TestData.Day("2026-10-01")))).Code);
        Assert.Single(_server.Taken);
        Assert.Equal(
            0,
            (await CommandAsync(new DigestOrder(TestData.Day("2026-10-01"), AgainTo: head.UserName))).Code
        );

        Assert.Equal(2, _server.Taken.Count);
        Assert.Single(_server.MessageIds.Distinct());
    }

    [Fact]
    public async Task Command_MonthIsNotOverOrNobodyHasIt_SaysSo()
    {
        await CreateHeadAsync();

        Assert.Contains(
            "not over",
            (await CommandAsync(new DigestOrder(TestData.Day("2099-10-01")))).Errors,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "has no digest",
            (await CommandAsync(new DigestOrder(TestData.Day("2026-10-01"), AgainTo: "nobody"))).Errors,
            StringComparison.Ordinal
        );
        _server.Fault = _ => MailFault.NoSuchUser550;
        var (code, errors) = await CommandAsync(new DigestOrder(TestData.Day("2026-10-01")));
        Assert.Equal(1, code);
        Assert.Contains("are not out", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Late_NotAllOutAfterTwoDays_IsSaidUntilTheyAre()
    {
        // The program's day is 20 November.
        var head = await CreateHeadAsync();
        _server.Fault = _ => MailFault.NoSuchUser550;
        await RunAsync("2026-11-02T07:00");

        Assert.Equal(new LateMonth(TestData.Day("2026-10-01"), 1), await LateAsync());
        var health = await _app.OpenBrowser()
            .Client.GetAsync(new Uri("/health/digests", UriKind.Relative), Ct);
        Assert.Equal(System.Net.HttpStatusCode.ServiceUnavailable, health.StatusCode);
        var administrator = await _app.SignInAsync(Roles.Administrator);
        var start = await administrator.GetAsync("/");
        Assert.StartsWith(
            "Månedsoverblikket er ikke nået ud til alle Månedsoverblikket for oktober 2026 er ikke nået ud til én leder.",
            start.TextOf("#digests-late .alert-body"),
            StringComparison.Ordinal
        );
        Assert.DoesNotContain(
            start.TextsOf(".alarms"),
            alarm => alarm.Contains("Månedsoverblikket for", StringComparison.Ordinal)
        );
        Assert.Null(
            (await (await _app.SignInAsync(Roles.Auditor)).GetAsync("/")).Document.QuerySelector(
                "#digests-late"
            )
        );

        _server.Fault = _ => MailFault.None;
        await CommandAsync(new DigestOrder(TestData.Day("2026-10-01"), AgainTo: head.UserName));
        Assert.Null(await LateAsync());
    }

    [Fact]
    public async Task Late_SentByHandLate_IsNotSaidBeforeItsOwnTwoDaysAreOver()
    {
        // The program's day is 20 November, and October's digests are owed since the 2nd.
        var head = await CreateHeadAsync();
        await LastRunAsync("2026-11-20T00:00");
        var now = Utc("2026-11-20T10:00");
        _server.Fault = _ => MailFault.Refuses451;
        await AddOctoberAsync();
        Assert.Null(await LateAsync());

        await SendAsync(now);
        Assert.Equal(DigestState.Retry, (await DigestsAsync(head)).Single().State);
        Assert.Null(await LateAsync());

        // Two days later it is.
        await _app.DbAsync(async db =>
        {
            var attempt = await db.DigestAttempts.SingleAsync(Ct);
            attempt.StartedUtc = Utc("2026-11-18T23:59");
            return await db.SaveChangesAsync(Ct);
        });
        Assert.Equal(new LateMonth(TestData.Day("2026-10-01"), 1), await LateAsync());
    }

    [Fact]
    public async Task Late_NothingIsTriedBecauseTheJobHasStopped_IsSaid()
    {
        await CreateHeadAsync();
        await AddOctoberAsync();
        await LastRunAsync("2026-11-20T00:00");
        Assert.Null(await LateAsync());

        await LastRunAsync("2026-11-17T00:00");

        Assert.Equal(new LateMonth(TestData.Day("2026-10-01"), 1), await LateAsync());
    }

    private async Task AddOctoberAsync()
    {
        await using var scope = _app.Services.CreateAsyncScope();
        await scope
            .ServiceProvider.GetRequiredService<SendDigests>()
            .AddAsync(TestData.Day("2026-10-01"), RegistryWebApp.Today, Ct);
    }

    private async Task SendAsync(DateTime nowUtc)
    {
        await using var scope = _app.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<SendDigests>().SendDueAsync(nowUtc, Ct);
    }

    // The parts, which are set apart by a line that each message makes up anew.
    private static string Body(string mail) =>
        string.Join(
            "\r\n",
            mail[mail.IndexOf("\r\n\r\n", StringComparison.Ordinal)..]
                .Split("\r\n")
                .Where(line => !line.StartsWith("--", StringComparison.Ordinal))
        );

    private static DateTime Utc(string danish) =>
        TimeZoneInfo.ConvertTimeToUtc(
            DateTime.Parse(danish, System.Globalization.CultureInfo.InvariantCulture),
            Clock.Copenhagen
        );

    private async Task<LateMonth?> LateAsync()
    {
        await using var scope = _app.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<LateDigests>().FindAsync(Ct);
    }

    private async Task<(int Code, string Errors)> CommandAsync(DigestOrder order)
    {
        await using var scope = _app.Services.CreateAsyncScope();
        await using var errors = new StringWriter();
        var code = await DigestCommands.SendAsync(scope.ServiceProvider, order, TextWriter.Null, errors, Ct);
        return (code, errors.ToString());
    }

    private Task<SentDigests> RunAsync(string danish) => RunAsync(Utc(danish));

    private async Task<SentDigests> RunAsync(DateTime nowUtc)
    {
        await using var scope = _app.Services.CreateAsyncScope();
        return await scope
            .ServiceProvider.GetRequiredService<SendDigests>()
            .RunAsync(DateOnly.FromDateTime(Clock.ToCopenhagen(nowUtc)), nowUtc, Ct);
    }

    private Task<int> LastRunAsync(string danish) =>
        _app.DbAsync(async db =>
        {
            (await db.JobRuns.SingleAsync(run => run.Job == nameof(SendDigests), Ct)).LastUtc = Utc(danish);
            return await db.SaveChangesAsync(Ct);
        });

    private Task<List<Digest>> DigestsAsync(RegistryUser head) =>
        _app.DbAsync(db =>
            db.Digests.AsNoTracking().Where(d => d.HeadId == head.Id).OrderBy(d => d.Month).ToListAsync(Ct)
        );

    private Task<List<DigestAttempt>> AttemptsAsync(Digest digest) =>
        _app.DbAsync(db =>
            db.DigestAttempts.AsNoTracking()
                .Where(a => a.DigestId == digest.Id)
                .OrderBy(a => a.Id)
                .ToListAsync(Ct)
        );

    private async Task<RegistryUser> CreateHeadAsync(string? email = null)
    {
        Department department = await _app.Data.CreateDepartmentAsync();
        var head = await _app.Data.CreateUserAsync([Roles.DepartmentHead], department.Id);
        await _app.DbAsync(async db =>
        {
            (await db.Users.SingleAsync(u => u.Id == head.Id, Ct)).Email =
                email ?? $"{head.UserName}@kommune.dk";
            return await db.SaveChangesAsync(Ct);
        });
        return head;
    }
}

public sealed class SendDigestsTests_Sqlite(SqliteApp app) : SendDigestsTests(app), IClassFixture<SqliteApp>;

public sealed class SendDigestsTests_PostgreSql(PostgreSqlApp app)
    : SendDigestsTests(app),
        IClassFixture<PostgreSqlApp>;
