using System.Security.Claims;
using MentorRegistry.Domain.Citizens;
using MentorRegistry.Web.Access;
using MentorRegistry.Web.Data;
using MentorRegistry.Web.Data.Logs;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace MentorRegistry.Web.Tests.Access;

public abstract class LookupLogTests(RegistryWebApp app)
{
    [Fact]
    public async Task Record_OverviewTwice_IsTwoLookups()
    {
        var citizen = await app.Data.CreateCitizenAsync();

        await RecordAsync(citizen, LookupKind.Overview, "a");
        await RecordAsync(citizen, LookupKind.Overview, "a");

        Assert.Equal(2, await CountAsync(citizen));
    }

    [Fact]
    public async Task Record_OneFormAgainAndAgain_IsOneLookup()
    {
        var citizen = await app.Data.CreateCitizenAsync();

        await RecordAsync(citizen, LookupKind.Form, "a");
        await RecordAsync(citizen, LookupKind.Form, "a");

        Assert.Equal(1, await CountAsync(citizen));
    }

    [Fact]
    public async Task Record_OneFormInSeveralWindowsAtOneInstant_IsOneLookup()
    {
        var citizen = await app.Data.CreateCitizenAsync();

        // Somebody else writes: all have looked, and found nothing, before the first of them may write.
        Task[] windows = [];
        await app.DbAsync(db =>
            db.InOneTransactionAsync(
                async () =>
                {
                    await db.LockLogAsync(ChainedLog.Lookups, CancellationToken.None);
                    windows =
                    [
                        .. Enumerable
                            .Range(0, 4)
                            .Select(_ => Task.Run(() => RecordAsync(citizen, LookupKind.Form, "a"))),
                    ];
                    await Task.Delay(TimeSpan.FromSeconds(1));
                    return true;
                },
                CancellationToken.None
            )
        );
        await Task.WhenAll(windows);

        Assert.Equal(1, await CountAsync(citizen));
    }

    [Fact]
    public async Task Record_FormOfAnotherPersonCitizenOrLater_IsALookupOfItsOwn()
    {
        var citizen = await app.Data.CreateCitizenAsync();
        var other = await app.Data.CreateCitizenAsync();
        await app.Data.AddAsync(
            new LookupEntry
            {
                AtUtc =
                    TimeProvider.System.GetUtcNow().UtcDateTime - LookupLog.OneForm - TimeSpan.FromSeconds(1),
                UserId = "a",
                UserName = "a",
                CitizenId = citizen.Id,
                Kind = LookupKind.Form,
            }
        );

        await RecordAsync(citizen, LookupKind.Form, "a");
        await RecordAsync(citizen, LookupKind.Form, "b");
        await RecordAsync(other, LookupKind.Form, "a");

        Assert.Equal(3, await CountAsync(citizen));
        Assert.Equal(1, await CountAsync(other));
    }

    private Task<int> CountAsync(Citizen citizen) =>
        app.DbAsync(db => db.Lookups.CountAsync(lookup => lookup.CitizenId == citizen.Id));

    private async Task RecordAsync(Citizen citizen, LookupKind kind, string userId)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var principal = new ClaimsPrincipal(
            new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, userId)], "test")
        );
        var log = new LookupLog(
            scope.ServiceProvider.GetRequiredService<RegistryDb>(),
            new CurrentUser(principal),
            scope.ServiceProvider.GetRequiredService<Clock>()
        );
        await log.RecordAsync(citizen.Id, kind, TestContext.Current.CancellationToken);
    }
}

public sealed class LookupLogTests_Sqlite(SqliteApp app) : LookupLogTests(app), IClassFixture<SqliteApp>;

public sealed class LookupLogTests_PostgreSql(PostgreSqlApp app)
    : LookupLogTests(app),
        IClassFixture<PostgreSqlApp>;
