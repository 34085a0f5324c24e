using System.Text.Json;
using MentorRegistry.Domain.Citizens;
using MentorRegistry.Domain.Flags;
using MentorRegistry.Domain.Organisation;
using MentorRegistry.Domain.Placements;
using MentorRegistry.Domain.Providers;
using MentorRegistry.Web.Commands;
using MentorRegistry.Web.Data;
using MentorRegistry.Web.Data.Flags;
using MentorRegistry.Web.Jobs;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace MentorRegistry.Web.Tests.Jobs;

/// <summary>The nightly sweep finds what time alone causes, and nothing that a save would not have found.</summary>
public abstract class SweepFlagsTests(RegistryWebApp app)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(11)]
    [InlineData(12)]
    public async Task Run_AfterAnySaves_HasNothingToDo(int seed)
    {
        await CreateManyAsync(seed);

        var swept = await RunAsync(RegistryWebApp.Today);

        Assert.Equal(0, swept.Kept);
        Assert.NotEmpty(await OpenAsync());
    }

    [Theory]
    [InlineData("2026-11-21")]
    [InlineData("2027-02-28")]
    [InlineData("2028-12-31")]
    public async Task Run_LaterDay_LeavesTheFlagsThatTheRulesFindThen(string day)
    {
        await CreateManyAsync(seed: 2);
        var today = TestData.Day(day);

        await RunAsync(today);

        var expected = await app.DbAsync(async db =>
            (await FlagFacts.ReadAsync(db.Placements, today, Ct))
                .SelectMany(citizen =>
                    FlagFinder
                        .FindToKeep(citizen, new FlagRules(), today)
                        .Select(c => $"{citizen.Key} {c.Kind} {c.Key.About} {c.Days} {c.Since:O}")
                )
                .ToList()
        );
        Assert.Equal(expected.Order(StringComparer.Ordinal), await OpenAsync());
        Assert.Equal(0, (await RunAsync(today)).Kept);
        await RunAsync(RegistryWebApp.Today);
    }

    [Fact]
    public async Task Run_FlagsWereTakenAwayAndInvented_RepairsThem()
    {
        await CreateManyAsync(seed: 3);
        var before = await OpenAsync();
        await app.DbAsync(async db =>
        {
            var flags = await db
                .Flags.Include(f => f.Placements)
                .Where(f => f.ClosedOn == null)
                .ToListAsync();
            flags[0].Close(RegistryWebApp.Today);
            flags[1].Placements.RemoveAt(0);
            db.Entry(flags[2]).Property(flag => flag.Since).CurrentValue = TestData.Day("2020-01-01");
            db.Entry(flags[3]).Property(flag => flag.About).CurrentValue = "invented";
            return await db.SaveChangesAsync();
        });
        Assert.NotEqual(before, await OpenAsync());

        await RunAsync(RegistryWebApp.Today);

        Assert.Equal(before, await OpenAsync());
    }

    [Fact]
    public async Task Run_BrokenOff_LeavesEachCitizenWholeAndTheNextOneFindsTheRest()
    {
        await CreateManyAsync(seed: 4);
        await app.DbAsync(db => db.Database.ExecuteSqlRawAsync("""DELETE FROM "Flags" """, Ct));
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(Ct);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await using var scope = app.Services.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<RegistryDb>();
            // The second transaction is broken off after its rows are written.
            var transactions = 0;
            db.SavedChanges += (_, _) =>
            {
                if (db.ChangeTracker.Entries<Flag>().Any() && ++transactions == 2)
                {
                    ending.Cancel();
                }
            };
            await scope
                .ServiceProvider.GetRequiredService<SweepFlags>()
                .RunAsync(RegistryWebApp.Today, ending.Token);
        });
        var part = await OpenAsync();
        await RunAsync(RegistryWebApp.Today);

        Assert.NotEqual(part, await OpenAsync());
        Assert.Equal(0, (await RunAsync(RegistryWebApp.Today)).Kept);
    }

    [Fact]
    public async Task ExportFlags_AsOfADay_TellsEveryConditionOfThatDay()
    {
        await CreateManyAsync(seed: 5);
        var day = TestData.Day("2027-02-28");
        var expected = await app.DbAsync(async db =>
            (await FlagFacts.ReadAsync(db.Placements, day, Ct))
                .SelectMany(citizen => FlagFinder.Find(citizen, new FlagRules(), day))
                .Count()
        );

        var json = JsonDocument.Parse(await ExportAsync(day, "json")).RootElement;
        var csv = (await ExportAsync(day, "csv")).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(expected, json.GetArrayLength());
        Assert.Equal(expected + 1, csv.Length);
        Assert.Equal("kind;citizen;placements;days;since;state", csv[0].TrimStart('\uFEFF'));
        Assert.All(
            json.EnumerateArray(),
            flag =>
            {
                Assert.Matches("^B-[0-9]{6}$", flag.GetProperty("citizen").GetString());
                Assert.Equal("open", flag.GetProperty("state").GetString());
            }
        );
    }

    [Fact]
    public async Task Command_MoreCitizensThanAreLookedAtTogether_SaysHowFarItIs()
    {
        await app.DbAsync(db =>
        {
            var citizen = new Citizen { Id = 20_000, Name = "Sidste Borger" };
            citizen.GiveNumber(CprNumber.Parse(TestData.CreateCpr()), TestData.Day("2020-01-01"));
            db.Citizens.Add(citizen);
            return db.SaveChangesAsync(Ct);
        });
        await using var scope = app.Services.CreateAsyncScope();
        await using var output = new StringWriter();

        Assert.Equal(0, await FlagCommands.SweepAsync(scope.ServiceProvider, null, output, Ct));

        var lines = output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.True(lines.Length > 2);
        Assert.All(lines[..^1], line => Assert.Contains("so far", line, StringComparison.Ordinal));
        Assert.Contains("were brought in step", lines[^1], StringComparison.Ordinal);
    }

    private async Task<string> ExportAsync(DateOnly day, string format)
    {
        await using var scope = app.Services.CreateAsyncScope();
        using var output = new MemoryStream();
        Assert.Equal(0, await ExportCommand.RunFlagsAsync(scope.ServiceProvider, day, format, output, Ct));
        return System.Text.Encoding.UTF8.GetString(output.ToArray());
    }

    private async Task<SweptFlags> RunAsync(DateOnly today)
    {
        await using var scope = app.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<SweepFlags>().RunAsync(today, Ct);
    }

    private Task<List<string>> OpenAsync() =>
        app.DbAsync(async db =>
            (await db.Flags.AsNoTracking().Where(flag => flag.ClosedOn == null).ToListAsync())
                .Select(f => $"{f.CitizenId} {f.Kind} {f.About} {f.Days} {f.Since:O}")
                .Order(StringComparer.Ordinal)
                .ToList()
        );

    // Some hundred placements about the program's day, each saved by itself, some changed or cancelled afterwards.
    private async Task CreateManyAsync(int seed)
    {
        var random = new Random(seed);
        Department[] departments =
        [
            await app.Data.CreateDepartmentAsync(),
            await app.Data.CreateDepartmentAsync(),
        ];
        Mentor[] mentors = [await app.Data.CreateMentorAsync(), await app.Data.CreateMentorAsync()];
        var group = await app.Data.CreateTargetGroupAsync();
        LegalBasis[] bases =
        [
            await app.Data.CreateLegalBasisAsync(),
            await app.Data.CreateLegalBasisAsync(longestGrantMonths: 6),
        ];
        for (var i = 0; i < 25; i++)
        {
            var citizen = await app.Data.CreateCitizenAsync();
            for (var j = random.Next(1, 4); j > 0; j--)
            {
                var first = RegistryWebApp.Today.AddDays(random.Next(-900, 60));
                var last = first.AddDays(random.Next(1, 900));
                var placement = await app.Data.CreatePlacementAsync(
                    citizen,
                    departments[random.Next(2)],
                    random.Next(5) == 0 ? $"{first:O}.." : $"{first:O}..{last:O}",
                    mentor: mentors[random.Next(2)],
                    targetGroup: group,
                    legalBasis: bases[random.Next(2)]
                );
                if (random.Next(4) == 0)
                {
                    await app.DbAsync(async db =>
                    {
                        var changed = await db
                            .Placements.Include(p => p.Citizen)
                            .Include(p => p.Grants)
                            .SingleAsync(p => p.Id == placement.Id);
                        if (random.Next(2) == 0)
                        {
                            changed.EndOn(first.AddDays(random.Next(0, 300)), "Færdig");
                        }
                        else
                        {
                            changed.Cancel("Oprettet ved en fejl");
                        }

                        return await db.SaveChangesAsync();
                    });
                }
            }
        }
    }
}

public sealed class SweepFlagsTests_Sqlite(SqliteApp app) : SweepFlagsTests(app), IClassFixture<SqliteApp>;

public sealed class SweepFlagsTests_PostgreSql(PostgreSqlApp app)
    : SweepFlagsTests(app),
        IClassFixture<PostgreSqlApp>;
