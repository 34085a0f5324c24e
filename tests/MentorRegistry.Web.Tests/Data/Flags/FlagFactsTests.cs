using MentorRegistry.Domain.Flags;
using MentorRegistry.Domain.Organisation;
using MentorRegistry.Domain.Placements;
using MentorRegistry.Domain.Providers;
using MentorRegistry.Web.Data.Flags;
using Microsoft.EntityFrameworkCore;

namespace MentorRegistry.Web.Tests.Data.Flags;

/// <summary>What is not read makes no flag: the rule in C# over all placements, and the narrowing as SQL.</summary>
public abstract class FlagFactsTests(RegistryWebApp app)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>Today, and the rules' days: after the last one, before it, gap, months, before they are over.</summary>
    public static TheoryData<string, int, int, int, int, int> Rules =>
        new()
        {
            { "2026-11-20", 60, 30, 30, 24, 90 },
            { "2026-11-20", 0, 0, 0, 6, 0 },
            { "2026-11-20", 1, 1, 400, 3, 30 },
            { "2026-02-28", 365, 7, 30, 12, 365 },
            { "2028-02-29", 60, 30, 31, 24, 90 },
            { "2026-11-20", -5, -5, 0, 1, -5 },
        };

    [Theory]
    [MemberData(nameof(Rules))]
    public async Task Read_OnlyWhatIsWithinReach_FindsWhatAllPlacementsWould(
        string day,
        int afterLastDay,
        int endingSoon,
        int gap,
        int longMonths,
        int reachesLong
    )
    {
        var today = TestData.Day(day);
        var rules = new FlagRules
        {
            PastLastDayDays = afterLastDay,
            EndingSoonDays = endingSoon,
            RunGapDays = gap,
            LongRunMonths = longMonths,
            ReachesLongDays = reachesLong,
        };
        var citizens = await CreateManyAsync(today, afterLastDay);
        await app.DbAsync(async db =>
        {
            var placements = db.Placements.Where(p => citizens.Contains(p.CitizenId));
            var all = await FlagFacts.ReadAsync(placements, DateOnly.MinValue, Ct);
            var within = await FlagFacts.ReadAsync(placements.OfCitizensWithinReach(rules, today), today, Ct);

            Assert.InRange(within.Count, 1, all.Count - 1);
            Assert.All(citizens, id => Assert.Equal(Found(all[id]), Found(within[id])));
            Assert.Contains(citizens, id => Found(within[id]).Length > 0);
            return 0;
        });

        string Found(IEnumerable<FlagPlacement> of) =>
            string.Join(
                '|',
                FlagFinder
                    .Find(of, rules, today)
                    .Select(c => $"{c.Key} {c.Days} {c.Since:O}")
                    .Order(StringComparer.Ordinal)
            );
    }

    // Last days are drawn closely about the edges: today, and where the past is told no longer.
    private async Task<long[]> CreateManyAsync(DateOnly today, int afterLastDay)
    {
        var random = new Random(7);
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
            await app.Data.CreateLegalBasisAsync(longestGrantMonths: 2),
        ];
        await app.DbAsync(async db =>
        {
            (await db.Mentors.SingleAsync(m => m.Id == mentors[1].Id, Ct)).ValidTo = today.AddDays(-10);
            return await db.SaveChangesAsync(Ct);
        });
        DateOnly[] edges = [today, today.AddDays(-Math.Max(afterLastDay, 0)), today.AddDays(-200)];
        return await app.DbAsync(async db =>
        {
            var placements = new List<Placement>();
            for (var i = 0; i < 150; i++)
            {
                var citizen = new MentorRegistry.Domain.Citizens.Citizen { Name = "Borger" };
                for (var j = random.Next(1, 4); j > 0; j--)
                {
                    var last = edges[random.Next(edges.Length)].AddDays(random.Next(-2, 3));
                    var first = last.AddDays(-random.Next(0, 900));
                    var mentor = mentors[random.Next(2)];
                    var placement = new Placement
                    {
                        Citizen = citizen,
                        DepartmentId = departments[random.Next(2)].Id,
                        MentorId = random.Next(5) == 0 ? null : mentor.Id,
                        ProviderId = mentor.ProviderId,
                        TargetGroupId = group.Id,
                        LegalBasisId = bases[random.Next(2)].Id,
                        RegisteredUtc = new DateTime(2026, 1, 1, 8, 0, 0, DateTimeKind.Utc),
                    };
                    Assert.Empty(
                        placement.Extend(
                            new Grant(new(first, random.Next(20) == 0 ? null : last), 120, first)
                        )
                    );
                    if (random.Next(5) == 0)
                    {
                        placement.Cancel("Oprettet ved en fejl");
                    }

                    placements.Add(placement);
                }
            }

            db.Placements.AddRange(placements);
            await db.SaveChangesAsync(Ct);
            return placements.Select(placement => placement.CitizenId).Distinct().ToArray();
        });
    }
}

public sealed class FlagFactsTests_Sqlite(SqliteApp app) : FlagFactsTests(app), IClassFixture<SqliteApp>;

public sealed class FlagFactsTests_PostgreSql(PostgreSqlApp app)
    : FlagFactsTests(app),
        IClassFixture<PostgreSqlApp>;
