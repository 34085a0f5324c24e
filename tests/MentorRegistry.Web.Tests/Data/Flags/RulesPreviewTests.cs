using MentorRegistry.Domain.Flags;
using MentorRegistry.Domain.Organisation;
using MentorRegistry.Domain.Placements;
using MentorRegistry.Domain.Providers;
using MentorRegistry.Web.Data.Flags;
using MentorRegistry.Web.Jobs;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace MentorRegistry.Web.Tests.Data.Flags;

/// <summary>What a preview of rules says is what the sweep after their publication does.</summary>
public abstract class RulesPreviewTests(RegistryWebApp app)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Look_AnyRules_SaysWhatTheSweepThenDoes()
    {
        var random = new Random(11);
        var (departments, bases) = await CreateManyAsync(random);
        var moved = new FlagMoves(0, 0, 0);
        var passed = 0;
        for (var round = 0; round < 16; round++)
        {
            await DecideSomeAsync(random);
            var inForce = await app.DbAsync(db => Rules.AskAsync(db, Ct));
            var rules = CreateRules(random, departments, bases) with { Version = inForce.Version + 1 };
            var before = await FlagsAsync();

            var previewed = await LookAsync(rules);
            Assert.Equal(before, await FlagsAsync());
            await PublishAndSweepAsync(inForce, rules);

            var after = await FlagsAsync();
            var moves = after
                .Values.SelectMany(flag =>
                    flag.Departments.Select(department =>
                        (
                            Key: (flag.Kind, department),
                            Moves: new FlagMoves(
                                before.ContainsKey(flag.Id) ? 0 : 1,
                                before.TryGetValue(flag.Id, out var was)
                                && was.State != FlagState.Closed
                                && flag.State == FlagState.Closed
                                    ? 1
                                    : 0,
                                was?.State == FlagState.Decided && flag.State == FlagState.Open ? 1 : 0
                            )
                        )
                    )
                )
                .Where(line => line.Moves.Any)
                .GroupBy(line => line.Key, line => line.Moves)
                .Select(line => (line.Key, line.Aggregate((a, b) => a.Plus(b))));
            Assert.Equal(
                moves.OrderBy(line => line.Key),
                previewed.ByDepartment.Select(line => (line.Key, line.Value)).OrderBy(line => line.Key)
            );
            Assert.Equal(after.Count - before.Count, previewed.All.Opened);
            Assert.Equal(new FlagMoves(0, 0, 0), (await LookAsync(rules)).All);
            moved = moved.Plus(previewed.All);
            passed += previewed.LetPass.Values.Sum();
        }

        // Otherwise nothing was compared.
        Assert.True(moved is { Opened: > 10, Closed: > 10, Reopened: > 5 }, $"{moved}");
        Assert.True(passed > 10, $"{passed}");
    }

    private RulesInForce Rules => app.Services.GetRequiredService<RulesInForce>();

    private async Task<PreviewedRules> LookAsync(FlagRules rules)
    {
        await using var scope = app.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<RulesPreview>().LookAsync(rules, Ct);
    }

    private async Task PublishAndSweepAsync(FlagRules inForce, FlagRules rules)
    {
        await app.DbAsync(db =>
        {
            db.PublishedRules.Add(PublishedRules.Next(inForce, rules, "Prøve", "Vibeke", DateTime.UnixEpoch));
            return db.SaveChangesAsync(Ct);
        });
        await using var scope = app.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<SweepFlags>().RunAsync(RegistryWebApp.Today, Ct);
    }

    private Task<Dictionary<long, Stored>> FlagsAsync() =>
        app.DbAsync(async db =>
            (await db.Flags.AsNoTracking().Include(flag => flag.Placements).ToListAsync(Ct)).ToDictionary(
                flag => flag.Id,
                flag => new Stored(
                    flag.Id,
                    flag.Kind,
                    flag.State,
                    [.. flag.Placements.Select(link => link.DepartmentId).Distinct().Order()]
                )
            )
        );

    private Task<int> DecideSomeAsync(Random random) =>
        app.DbAsync(async db =>
        {
            foreach (
                var flag in await db
                    .Flags.Include(flag => flag.Placements)
                    .Where(flag => flag.State == FlagState.Open)
                    .OrderBy(flag => flag.Id)
                    .ToListAsync(Ct)
            )
            {
                if (random.Next(3) == 0)
                {
                    flag.Decide(FlagDecision.EndsOne, "Stopper", null, null, "Birgit", RegistryWebApp.Today);
                }
            }

            return await db.SaveChangesAsync(Ct);
        });

    private static FlagRules CreateRules(Random random, Department[] departments, LegalBasis[] bases)
    {
        var third = random.Next(1, 60);
        var second = third + random.Next(1, 60);
        return new FlagRules
        {
            LongRunMonths = random.Next(3, 30),
            RunGapDays = random.Next(0, 90),
            ReachesLongThirdDays = third,
            ReachesLongSecondDays = second,
            ReachesLongDays = second + random.Next(1, 60),
            EndingSoonDays = random.Next(1, 120),
            PastLastDayDays = random.Next(1, 120),
            OverlapRules =
            [
                .. Enumerable
                    .Range(0, random.Next(0, 4))
                    .Select(_ => new OverlapRule(
                        Side(),
                        Side(),
                        (OverlapTreatment)random.Next(3),
                        random.Next(0, 200)
                    ))
                    .Select(rule =>
                        rule.Treatment == OverlapTreatment.Flagged ? rule : rule with { HandoverDays = 0 }
                    ),
            ],
        };

        OverlapSide Side() =>
            new(
                random.Next(2) == 0 ? null : departments[random.Next(departments.Length)].Id,
                random.Next(2) == 0 ? null : bases[random.Next(bases.Length)].Id
            );
    }

    private async Task<(Department[], LegalBasis[])> CreateManyAsync(Random random)
    {
        Department[] departments =
        [
            await app.Data.CreateDepartmentAsync(),
            await app.Data.CreateDepartmentAsync(),
        ];
        Mentor[] mentors = [await app.Data.CreateMentorAsync(), await app.Data.CreateMentorAsync()];
        LegalBasis[] bases =
        [
            await app.Data.CreateLegalBasisAsync(),
            await app.Data.CreateLegalBasisAsync(longestGrantMonths: 6),
        ];
        var group = await app.Data.CreateTargetGroupAsync();
        for (var i = 0; i < 30; i++)
        {
            var citizen = await app.Data.CreateCitizenAsync();
            for (var j = random.Next(1, 4); j > 0; j--)
            {
                var first = RegistryWebApp.Today.AddDays(random.Next(-900, 60));
                await app.Data.CreatePlacementAsync(
                    citizen,
                    departments[random.Next(2)],
                    random.Next(5) == 0
                        ? $"{first:O}.."
                        : $"{first:O}..{first.AddDays(random.Next(1, 900)):O}",
                    mentor: mentors[random.Next(2)],
                    targetGroup: group,
                    legalBasis: bases[random.Next(2)]
                );
            }
        }

        return (departments, bases);
    }

    private sealed record Stored(long Id, FlagKind Kind, FlagState State, long[] Departments)
    {
        public bool Equals(Stored? other) =>
            other is not null
            && (Id, Kind, State) == (other.Id, other.Kind, other.State)
            && Departments.SequenceEqual(other.Departments);

        public override int GetHashCode() => HashCode.Combine(Id, Kind, State);
    }
}

public sealed class RulesPreviewTests_Sqlite(SqliteApp app)
    : RulesPreviewTests(app),
        IClassFixture<SqliteApp>;

public sealed class RulesPreviewTests_PostgreSql(PostgreSqlApp app)
    : RulesPreviewTests(app),
        IClassFixture<PostgreSqlApp>;
