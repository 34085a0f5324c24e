using MentorRegistry.Web.Access;
using MentorRegistry.Web.Data;
using MentorRegistry.Web.Jobs;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Quartz;

namespace MentorRegistry.Web.Tests.Pages.Administration;

/// <summary>The page of the jobs, with the real scheduler behind it.</summary>
public abstract class JobsTests
{
    private readonly RegistryWebApp _app;

    protected JobsTests(RegistryWebApp app)
    {
        _app = app;
        app.Settings["Jobs:AreScheduled"] = "true";
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Get_EveryWatchedJob_IsThereWithItsNextRun()
    {
        var browser = await _app.SignInAsync(Roles.Administrator);

        var page = await browser.GetAsync("/Administration/Jobs");

        foreach (
            var title in new[]
            {
                "Kontrol af loggene",
                "Gennemgang af slettefrister",
                "Opmærksomhedspunkter",
                "Månedsoverblik",
            }
        )
        {
            Assert.Contains(title, page.Text, StringComparison.Ordinal);
        }

        // A job without words of its own shows the name of its class.
        Assert.DoesNotContain(Schedule.Watched, job => page.Text.Contains(job, StringComparison.Ordinal));
        Assert.DoesNotContain("Ikke planlagt", page.Text, StringComparison.Ordinal);
        Assert.Equal(
            Schedule.Watched.Count,
            page.TextsOf("td[data-title='Næste gang']").Count(text => text.Length > 0)
        );
    }

    [Fact]
    public async Task Run_AJob_RunsItAndThePageTellsOfTheRun()
    {
        var browser = await _app.SignInAsync(Roles.Administrator);
        var page = await browser.GetAsync("/Administration/Jobs");

        var answer = await browser.SubmitAsync(
            page,
            "form:has(input[value=VerifyLogs])",
            button: "button[formaction*=Run]"
        );

        Assert.Contains("Jobbet er sat i gang", answer.Text, StringComparison.Ordinal);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        limit.CancelAfter(TimeSpan.FromMinutes(1));
        while (
            !(await browser.GetAsync("/Administration/Jobs"))
                .TextsOf("table:last-of-type tbody tr")
                .Any(row =>
                    row.StartsWith("Kontrol af loggene", StringComparison.Ordinal)
                    && row.Contains("Udført", StringComparison.Ordinal)
                )
        )
        {
            await timer.WaitForNextTickAsync(limit.Token);
        }
    }

    [Theory]
    [InlineData("da", "0 forkerte summer rettet")]
    [InlineData("en", "0 wrong sums mended")]
    public async Task Run_AJobThatCounts_SaysWhatItDidInTheReadersLanguage(string language, string did)
    {
        var browser = await _app.SignInAsync(
            await _app.Data.CreateUserAsync([Roles.Administrator]),
            language
        );
        await browser.SubmitAsync(
            await browser.GetAsync("/Administration/Jobs"),
            "form:has(input[value=AddUpBudgets])",
            button: "button[formaction*=Run]"
        );

        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        limit.CancelAfter(TimeSpan.FromMinutes(1));
        while (
            !(await browser.GetAsync("/Administration/Jobs"))
                .TextsOf("table:last-of-type tbody tr")
                .Any(row => row.Contains(did, StringComparison.Ordinal))
        )
        {
            await timer.WaitForNextTickAsync(limit.Token);
        }
    }

    [Fact]
    public async Task Get_TriggerStoppedByFailures_IsShownAndCanBeStartedAgain()
    {
        var scheduler = await _app.Services.GetRequiredService<ISchedulerFactory>().GetScheduler(Ct);
        await SetStateAsync("Retention", "ERROR");
        var browser = await _app.SignInAsync(Roles.Administrator);
        var page = await browser.GetAsync("/Administration/Jobs");
        Assert.Contains("Stoppet efter gentagne fejl", page.Text, StringComparison.Ordinal);

        await browser.SubmitAsync(
            page,
            "form:has(input[value=Retention])",
            button: "button[formaction*=Restart]"
        );

        var trigger = Assert.Single(await scheduler.GetTriggersOfJob(new JobKey("Retention"), Ct));
        Assert.Equal(TriggerState.Normal, await scheduler.GetTriggerState(trigger.Key, Ct));
    }

    [Fact]
    public async Task Run_UnknownJob_IsNotThere()
    {
        var browser = await _app.SignInAsync(Roles.Administrator);
        var page = await browser.GetAsync("/Administration/Jobs");

        var answer = await browser.SubmitAsync(
            page,
            "form:has(input[value=VerifyLogs])",
            new() { ["job"] = "Nothing" },
            button: "button[formaction*=Run]"
        );

        Assert.Equal(System.Net.HttpStatusCode.NotFound, answer.Status);
    }

    /// <summary>As the scheduler does after five failed runs.</summary>
    protected abstract Task SetStateAsync(string job, string state);

    protected static string Update(string job, string state) =>
        $"UPDATE QRTZ_TRIGGERS SET TRIGGER_STATE = '{state}' WHERE JOB_NAME = '{job}'";
}

public sealed class JobsTests_Sqlite(SqliteApp app) : JobsTests(app), IClassFixture<SqliteApp>
{
    protected override async Task SetStateAsync(string job, string state)
    {
        await using var connection = new SqliteConnection(
            $"Data Source={Path.Combine(app.Settings["DataFolder"]!, "jobs.db")}"
        );
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = Update(job, state);
        Assert.Equal(1, await command.ExecuteNonQueryAsync());
    }
}

public sealed class JobsTests_PostgreSql(PostgreSqlApp app) : JobsTests(app), IClassFixture<PostgreSqlApp>
{
    protected override async Task SetStateAsync(string job, string state)
    {
        await using var connection = new NpgsqlConnection(app.Settings["ConnectionStrings:Registry"]);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = Update(job, state);
        Assert.Equal(1, await command.ExecuteNonQueryAsync());
    }
}
