using System.Net;
using System.Text.Json;
using MentorRegistry.Web.Access;
using MentorRegistry.Web.Commands;
using MentorRegistry.Web.Data;
using MentorRegistry.Web.Data.Logs;
using MentorRegistry.Web.Jobs;
using MentorRegistry.Web.Tests.Data.Logs;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace MentorRegistry.Web.Tests.Jobs;

/// <summary>The nightly check, and what people see of it.</summary>
public abstract class VerifyLogsTests(RegistryWebApp app) : LogTest(app)
{
    [Fact]
    public async Task Run_WholeLogs_RaisesNothingAndRemembersTheirEnds()
    {
        var last = await CreateLogAsync("lookup");
        await AcknowledgeAllAsync();

        await RunAsync();

        Assert.Empty(await OpenAlarmsAsync());
        Assert.Equal(last, App.Services.GetRequiredService<LogCheckpoints>().Of(ChainedLog.Lookups)?.Number);
    }

    [Fact]
    public async Task Run_SameFaultTwoNights_IsOneAlarm()
    {
        var row = await BreakAsync();

        await RunAsync();
        var first = Assert.Single(await OpenAlarmsAsync());
        await RunAsync();
        var second = Assert.Single(await OpenAlarmsAsync());

        Assert.Equal(
            (AlarmKind.LogAltered, "lookup", row, row),
            (second.Kind, second.Subject, second.First, second.Last)
        );
        Assert.Equal((first.Id, first.SinceUtc), (second.Id, second.SinceUtc));
        Assert.True(second.SeenUtc > first.SeenUtc);
    }

    [Theory]
    [InlineData(Roles.Administrator)]
    [InlineData(Roles.Auditor)]
    public async Task Start_Alarm_IsShownFirstUntilSomebodyAcknowledgesIt(string role)
    {
        var row = await BreakAsync();
        await RunAsync();
        var user = await App.Data.CreateUserAsync([role]);
        var browser = await App.SignInAsync(user);

        var start = await browser.GetAsync("/");
        Assert.Contains(
            $"Opslagsloggen, række {row}: ændret, efter at den blev skrevet.",
            start.Document.QuerySelector("main section")!.TextContent,
            StringComparison.Ordinal
        );

        var after = await browser.SubmitAsync(start, "section.alarms form", []);

        Assert.Null(after.Document.QuerySelector("section.alarms"));
        Assert.Contains("Du har kvitteret.", after.Text, StringComparison.Ordinal);
        var alarm = await App.DbAsync(db => db.Alarms.OrderBy(a => a.Id).LastAsync(Ct));
        Assert.Equal(user.UserName, alarm.AcknowledgedBy);
        Assert.NotNull(alarm.AcknowledgedUtc);
    }

    [Theory]
    [InlineData(Roles.Caseworker)]
    [InlineData(Roles.DepartmentHead)]
    public async Task Start_AlarmAndOthers_NeitherSeeNorAcknowledge(string role)
    {
        await BreakAsync();
        await RunAsync();
        var alarm = Assert.Single(await OpenAlarmsAsync());
        var browser = await App.SignInAsync(role);

        var start = await browser.GetAsync("/");
        Assert.Null(start.Document.QuerySelector("section.alarms"));
        var token = start.Document.QuerySelector("input[name=__RequestVerificationToken]")!;
        var refused = await browser.PostRawAsync(
            "/?handler=Acknowledge",
            new()
            {
                ["alarmId"] = $"{alarm.Id}",
                ["__RequestVerificationToken"] = token.GetAttribute("value")!,
            }
        );

        Assert.Equal(HttpStatusCode.Forbidden, refused.Status);
        Assert.Single(await OpenAlarmsAsync());
    }

    [Fact]
    public async Task Start_CheckHasNotRunForTwoDays_SaysSo()
    {
        await CreateLogAsync("lookup");
        await AcknowledgeAllAsync();
        await RunAsync();
        var browser = await App.SignInAsync(Roles.Auditor);
        Assert.Null((await browser.GetAsync("/")).Document.QuerySelector("section.alarms"));

        await App.DbAsync(async db =>
        {
            (await db.JobRuns.SingleAsync(run => run.Job == nameof(VerifyLogs), Ct)).LastUtc -=
                TimeSpan.FromDays(2);
            return await db.SaveChangesAsync(Ct);
        });

        Assert.Contains(
            "Den natlige kontrol af loggene har ikke kørt siden",
            (await browser.GetAsync("/")).Text,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task LogVerify_WholeLogs_AnswersNoughtWithTheCheckpoints()
    {
        await CreateLogAsync("lookup");
        var head = await HeadAsync("lookup");

        var (code, text) = await VerifyAsync(json: false);

        Assert.Equal(0, code);
        Assert.Contains("Access log: whole, ", text, StringComparison.Ordinal);
        Assert.Contains(
            $"Checkpoint {head.LastNumber} {Convert.ToHexStringLower(head.LastHash)}",
            text,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task LogVerify_AlteredRow_AnswersOneAndNamesLogRowAndFault()
    {
        var row = await BreakAsync();

        var (code, text) = await VerifyAsync(json: false);
        var (jsonCode, json) = await VerifyAsync(json: true);

        Assert.Equal((1, 1), (code, jsonCode));
        Assert.Contains(
            $"Access log, row {row}: altered after it was written.",
            text,
            StringComparison.Ordinal
        );
        Assert.Contains("Change log: whole, ", text, StringComparison.Ordinal);
        using var document = JsonDocument.Parse(json);
        var lookup = document.RootElement[0];
        Assert.False(lookup.GetProperty("isWhole").GetBoolean());
        var fault = lookup.GetProperty("faults")[0];
        Assert.Equal(
            ("Altered", row),
            (fault.GetProperty("kind").GetString(), fault.GetProperty("first").GetInt64())
        );
        Assert.True(document.RootElement[1].GetProperty("isWhole").GetBoolean());
    }

    [Fact]
    public async Task Run_CheckBreaksOff_RaisesItsAlarmAndLogVerifyAnswersOne()
    {
        await CreateLogAsync("lookup");
        await AcknowledgeAllAsync();
        await App.DbAsync(db =>
            db.Database.ExecuteSqlRawAsync("""ALTER TABLE "Lookups" RENAME TO "Away" """, Ct)
        );
        try
        {
            await RunAsync();
            var (code, text) = await VerifyAsync(json: false);

            Assert.Contains(await OpenAlarmsAsync(), alarm => alarm.Kind == AlarmKind.LogNotVerified);
            Assert.Equal(1, code);
            Assert.Contains("Access log: could not be checked.", text, StringComparison.Ordinal);
            Assert.Contains("Change log: whole, ", text, StringComparison.Ordinal);
        }
        finally
        {
            await App.DbAsync(db =>
                db.Database.ExecuteSqlRawAsync("""ALTER TABLE "Away" RENAME TO "Lookups" """, Ct)
            );
        }
    }

    private async Task<long> BreakAsync()
    {
        var last = await CreateLogAsync("lookup");
        await AcknowledgeAllAsync();
        // A row of its own for each test: the same fault found again would be the same alarm.
        await LookUpAsync(await App.Data.CreateCitizenAsync());
        await MeddleAsync($"UPDATE \"Lookups\" SET \"UserName\" = 'en anden' WHERE \"Id\" = {last}");
        return last;
    }

    private async Task RunAsync() =>
        await WithAsync<VerifyLogs, IReadOnlyList<LogReport>>(job => job.RunAsync(RegistryWebApp.Today, Ct));

    private async Task<(int Code, string Text)> VerifyAsync(bool json)
    {
        await using var scope = App.Services.CreateAsyncScope();
        var (output, errors) = (new StringWriter(), new StringWriter());
        var code = await LogCommands.VerifyAsync(scope.ServiceProvider, json, output, errors, Ct);
        return (code, output.ToString());
    }

    private Task<List<Alarm>> OpenAlarmsAsync() =>
        App.DbAsync(db => db.Alarms.AsNoTracking().Where(a => a.AcknowledgedUtc == null).ToListAsync(Ct));

    private Task<int> AcknowledgeAllAsync() =>
        App.DbAsync(async db =>
        {
            foreach (var alarm in await db.Alarms.ToListAsync(Ct))
            {
                alarm.AcknowledgedUtc ??= alarm.SinceUtc;
            }

            return await db.SaveChangesAsync(Ct);
        });
}

public sealed class VerifyLogsTests_Sqlite(SqliteApp app) : VerifyLogsTests(app), IClassFixture<SqliteApp>;

public sealed class VerifyLogsTests_PostgreSql(PostgreSqlApp app)
    : VerifyLogsTests(app),
        IClassFixture<PostgreSqlApp>;
