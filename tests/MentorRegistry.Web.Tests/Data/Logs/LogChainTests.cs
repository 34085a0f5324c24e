using System.Security.Claims;
using MentorRegistry.Domain.Citizens;
using MentorRegistry.Web.Access;
using MentorRegistry.Web.Data;
using MentorRegistry.Web.Data.Logs;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace MentorRegistry.Web.Tests.Data.Logs;

/// <summary>How rows come into the chain: several writers, a crash, many at once.</summary>
public abstract class LogChainTests(RegistryWebApp app) : LogTest(app)
{
    [Fact]
    public async Task Save_ManyWritersInTwoProcesses_ChainIsWholeAndWithoutGaps()
    {
        var first = await CreateLogAsync("lookup");
        var audit = (await HeadAsync("audit")).LastNumber;
        var citizen = await App.Data.CreateCitizenAsync();
        // With a write gate of its own, as the command line has beside the server.
        await using var other = RegistryApp.Build([
            // Outside Development, where no day is pinned.
            .. App
                .Settings.Where(setting => setting.Key != "Clock:Today")
                .Select(setting => $"--{setting.Key}={setting.Value}"),
        ]);
        await RegistryApp.PrepareAsync(other, Ct);

        await Parallel.ForEachAsync(
            Enumerable.Range(0, 60),
            new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = Ct },
            async (i, _) =>
            {
                await using var scope = (i % 2 == 0 ? App.Services : other.Services).CreateAsyncScope();
                var db = scope.ServiceProvider.GetRequiredService<RegistryDb>();
                db.Add(CreateLookup(citizen.Id));
                db.Add(CreateCitizen());
                await db.SaveChangesAsync(Ct);
            }
        );

        Assert.Empty(await FaultsAsync("lookup"));
        Assert.Empty(await FaultsAsync("audit"));
        Assert.Equal(first + 60, (await HeadAsync("lookup")).LastNumber);
        // Each citizen with its number, and the one from above.
        Assert.Equal(audit + 122, (await HeadAsync("audit")).LastNumber);
    }

    [Fact]
    public async Task Save_CrashBeforeTheCommit_ChainIsWholeAndTheNextRowFollows()
    {
        var last = await CreateLogAsync("lookup");

        await Assert.ThrowsAsync<IOException>(() =>
            App.DbAsync(db =>
                db.InOneTransactionAsync<int>(
                    async () =>
                    {
                        db.Add(CreateLookup(1));
                        db.Add(CreateCitizen());
                        await db.SaveChangesAsync(Ct);
                        throw new IOException("The power fails.");
                    },
                    Ct
                )
            )
        );
        await LookUpAsync(await App.Data.CreateCitizenAsync());

        Assert.Equal(last + 1, (await HeadAsync("lookup")).LastNumber);
        Assert.Empty(await FaultsAsync("lookup"));
        Assert.Empty(await FaultsAsync("audit"));
    }

    [Fact]
    public async Task Save_SeveralRowsOfBothLogsInSeveralSaves_ChainsAllOfThem()
    {
        var last = await CreateLogAsync("lookup");

        await App.DbAsync(db =>
            db.InOneTransactionAsync(
                async () =>
                {
                    db.AddRange(CreateLookup(1), CreateLookup(2), CreateLookup(3));
                    await db.SaveChangesAsync(Ct);
                    db.AddRange(CreateLookup(4), CreateCitizen(), CreateCitizen());
                    return await db.SaveChangesAsync(Ct);
                },
                Ct
            )
        );

        Assert.Equal(last + 4, (await HeadAsync("lookup")).LastNumber);
        Assert.Empty(await FaultsAsync("lookup"));
        Assert.Empty(await FaultsAsync("audit"));
    }

    [Fact]
    public async Task Add_ManyAtOnceBetweenOrdinarySaves_ChainsAllOfThem()
    {
        var last = await CreateLogAsync("audit");

        await App.DbAsync(db =>
            db.InOneTransactionAsync(
                async () =>
                {
                    var (user, clock) = (
                        new CurrentUser(new ClaimsPrincipal(new ClaimsIdentity())),
                        App.Services.GetRequiredService<Clock>()
                    );
                    await using (var bulk = new BulkPlacements(db, user, clock))
                    {
                        await bulk.AddAsync(
                            [.. Enumerable.Range(0, 50).Select(_ => CreateCitizen())],
                            [],
                            Ct
                        );
                    }

                    db.Add(CreateCitizen());
                    await db.SaveChangesAsync(Ct);
                    await using var further = new BulkPlacements(db, user, clock);
                    await further.AddAsync([CreateCitizen()], [], Ct);
                    return 0;
                },
                Ct
            )
        );

        Assert.Equal(last + 104, (await HeadAsync("audit")).LastNumber);
        Assert.Empty(await FaultsAsync("audit"));
    }

    [Fact]
    public async Task Save_HeadMeddledWith_RecordsNothing()
    {
        await CreateLogAsync("lookup");
        var citizen = await App.Data.CreateCitizenAsync();
        await MeddleAsync(
            "UPDATE \"LogHeads\" SET \"LastNumber\" = \"LastNumber\" - 1 WHERE \"Log\" = 'lookup'"
        );

        await Assert.ThrowsAsync<LogHeadException>(() => LookUpAsync(citizen));
    }

    [Fact]
    public async Task Hash_KnownRow_IsWhatItAlwaysWas()
    {
        // Whoever changes the canonical form breaks every registry's chain. A column added later has no value here.
        var folder = Directory.CreateTempSubdirectory("mentor-key-").FullName;
        var key = Path.Combine(folder, "log.key");
        await File.WriteAllBytesAsync(key, new byte[32], Ct);
        var lookup = CreateLookup(42);
        var audit = new AuditEntry
        {
            AtUtc = lookup.AtUtc,
            UserName = "åse",
            Root = "Citizen",
            RootId = "42",
            Entity = "Citizen",
            EntityId = "42",
            Action = AuditAction.Changed,
            After = "{\"Name\":\"Åse\"}",
        };

        var hashes = await App.DbAsync(db =>
        {
            var chain = new LogChain(new LogKey(key));
            return Task.FromResult(
                new IChained[] { lookup, audit }
                    .Zip(ChainedLog.All)
                    .Select(pair =>
                    {
                        var head = new LogHead
                        {
                            Log = pair.Second.Name,
                            LastHash = LogLinks.Beginning(),
                            KeyFingerprint = "",
                        };
                        chain.LinksOf(pair.Second, db.Model).Append(head, pair.First, new());
                        return Convert.ToHexStringLower(pair.First.Hash);
                    })
                    .ToArray()
            );
        });
        Directory.Delete(folder, recursive: true);

        Assert.Equal(
            [
                "83954de0eddd0d448fe84901c1e07e17c01fc5334374592385ee58d43cee4b77",
                "60557abe73ed0dbf39f45237664af6339e2f9076ede3cc94c91f6f59f53870e8",
            ],
            hashes
        );
    }

    private static LookupEntry CreateLookup(long citizenId) =>
        new()
        {
            // Finer than PostgreSQL keeps.
            AtUtc = new DateTime(2026, 11, 20, 7, 0, 0, DateTimeKind.Utc).AddTicks(1_234_567),
            UserId = "a",
            UserName = "åse",
            CitizenId = citizenId,
            Kind = LookupKind.Overview,
        };

    private static Citizen CreateCitizen()
    {
        var citizen = new Citizen { Name = TestData.CreateName("Borger") };
        citizen.GiveNumber(CprNumber.Parse(TestData.CreateCpr()), new DateOnly(2020, 1, 1));
        return citizen;
    }
}

public sealed class LogChainTests_Sqlite(SqliteApp app) : LogChainTests(app), IClassFixture<SqliteApp>;

public sealed class LogChainTests_PostgreSql(PostgreSqlApp app)
    : LogChainTests(app),
        IClassFixture<PostgreSqlApp>;
