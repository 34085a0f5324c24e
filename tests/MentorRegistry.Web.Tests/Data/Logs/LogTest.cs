using System.Security.Claims;
using MentorRegistry.Domain.Citizens;
using MentorRegistry.Web.Access;
using MentorRegistry.Web.Data;
using MentorRegistry.Web.Data.Logs;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace MentorRegistry.Web.Tests.Data.Logs;

/// <summary>What tests of the chained logs share: logs with rows, somebody who meddles with them, and a check.</summary>
public abstract class LogTest(RegistryWebApp app)
{
    protected static readonly string[] Logs = [ChainedLog.Lookups.Name, ChainedLog.Audit.Name];

    protected RegistryWebApp App { get; } = app;

    protected static CancellationToken Ct => TestContext.Current.CancellationToken;

    protected static ChainedLog Log(string name) => ChainedLog.All.Single(log => log.Name == name);

    protected static string TableOf(string log) =>
        log == ChainedLog.Lookups.Name ? "\"Lookups\"" : "\"AuditEntries\"";

    /// <summary>Both logs whole, with twelve rows or more; the number of the last row.</summary>
    protected async Task<long> CreateLogAsync(string log)
    {
        // Whatever the test before has done to them.
        await WithAsync<LogBeginning, int>(async beginning =>
        {
            await beginning.AnewAsync(Ct);
            return 0;
        });
        var citizen = await App.Data.CreateCitizenAsync();
        for (var i = 0; i < 12; i++)
        {
            await LookUpAsync(citizen);
            await App.Data.CreateCitizenAsync();
        }

        Assert.Empty(await FaultsAsync(log));
        return (await HeadAsync(log)).LastNumber;
    }

    protected async Task LookUpAsync(Citizen citizen)
    {
        await using var scope = App.Services.CreateAsyncScope();
        var user = new CurrentUser(
            new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, "a")], "test"))
        );
        await new LookupLog(
            scope.ServiceProvider.GetRequiredService<RegistryDb>(),
            user,
            scope.ServiceProvider.GetRequiredService<Clock>()
        ).RecordAsync(citizen.Id, LookupKind.Overview, Ct);
    }

    /// <summary>Writes to the database as somebody who has its password, and nothing else.</summary>
    protected async Task MeddleAsync(params string[] statements)
    {
        foreach (var statement in statements)
        {
            Assert.NotEqual(
                0,
                await App.DbAsync(db =>
                    db.Database.ExecuteSqlRawAsync(statement.Replace("{", "{{").Replace("}", "}}"), Ct)
                )
            );
        }
    }

    /// <summary>"Altered 7-7" or "IndexAltered index X is missing", one for each fault.</summary>
    protected async Task<string[]> FaultsAsync(string log) =>
        [
            .. (
                await WithAsync<LogVerifier, LogReport>(verifier => verifier.VerifyAsync(Log(log), null, Ct))
            ).Faults.Select(fault => $"{fault.Kind} {fault.About ?? $"{fault.First}-{fault.Last}"}"),
        ];

    protected Task<LogHead> HeadAsync(string log) =>
        App.DbAsync(db => db.LogHeads.AsNoTracking().SingleAsync(head => head.Log == log, Ct));

    protected async Task<TResult> WithAsync<T, TResult>(Func<T, Task<TResult>> use)
        where T : notnull
    {
        await using var scope = App.Services.CreateAsyncScope();
        return await use(scope.ServiceProvider.GetRequiredService<T>());
    }
}
