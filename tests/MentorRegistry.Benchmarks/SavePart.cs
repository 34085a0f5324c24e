using System.Diagnostics;
using MentorRegistry.Domain;
using MentorRegistry.Domain.Placements;
using MentorRegistry.Web;
using MentorRegistry.Web.Access;
using MentorRegistry.Web.Data;
using MentorRegistry.Web.Data.Flags;
using MentorRegistry.Web.Data.Logs;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace MentorRegistry.Benchmarks;

/// <summary>The registry on SQLite, whose saves keep no flags.</summary>
public sealed class FlaglessDb(
    DbContextOptions<FlaglessDb> options,
    CurrentUser user,
    Clock clock,
    WriteGate gate,
    LogChain chain,
    RulesInForce rules
) : RegistryDb(options, user, clock, gate, chain, rules)
{
    protected override Task KeepFlagsAsync(FlagCauses causes, CancellationToken ct) => Task.CompletedTask;
}

/// <summary>
/// (h) Registering a placement of half a year about the day (citizen loaded, history, chained, durable), with its flags
/// found and without, in turns on the same file.
/// </summary>
public static class SavePart
{
    private const double Wanted = 1.5;
    private const int Count = 7;
    private const int Each = 100;

    public static async Task RunAsync(BenchmarkApp app, Report report)
    {
        await SweepPart.FirstAsync(app, report);
        var random = new Random(3);
        var with = new List<double>();
        var without = new List<double>();
        var opened = 0;
        for (var round = 0; round <= Count; round++)
        {
            GC.Collect();
            var before = await FlagsAsync(app);
            var (kept, left) = (new List<double>(), new List<double>());
            // One by one in turn: what else the disk does meets both alike.
            for (var i = 0; i < Each; i++)
            {
                kept.Add(await SaveAsync(app, random, keepsFlags: true));
                left.Add(await SaveAsync(app, random, keepsFlags: false));
            }

            // The first round warms up.
            if (round > 0)
            {
                with.Add(Rounds.Median(kept));
                without.Add(Rounds.Median(left));
                opened += await FlagsAsync(app) - before;
            }
        }

        var ratios = with.Zip(without, (w, wo) => w / wo).ToList();
        var ratio = Rounds.Median(ratios);
        report.Add(
            new Figure(
                $"saving a placement with its flags ({opened * 100.0 / Count / Each:0} for 100) against without",
                Rounds.Median(with),
                "ms",
                Rounds.Median(without),
                ratio,
                $"<= {Wanted}",
                ratio <= Wanted,
                Rounds.Noise(ratios)
            )
        );
    }

    private static async Task<double> SaveAsync(BenchmarkApp app, Random random, bool keepsFlags)
    {
        var (id, department, provider) = (
            random.Next(1, app.Citizens + 1),
            random.Next(ReferenceData.Departments),
            random.Next(ReferenceData.Providers)
        );
        var first = new DateOnly(2026, 11, 1).AddDays(random.Next(30));
        var started = Stopwatch.GetTimestamp();
        await using var scope = app.Services.CreateAsyncScope();
        var registry = scope.ServiceProvider.GetRequiredService<RegistryDb>();
        await using var flagless = keepsFlags ? null : Flagless(scope.ServiceProvider, registry);
        var db = flagless ?? registry;
        var placement = new Placement
        {
            Citizen = await db.Citizens.SingleAsync(citizen => citizen.Id == id),
            DepartmentId = department + 1,
            ProviderId = provider + 1,
            MentorId = (provider * ReferenceData.MentorsEach) + 1,
            TargetGroupId = (department * ReferenceData.GroupsEach) + 1,
            LegalBasisId = (department * ReferenceData.BasesEach) + 2,
            RegisteredUtc = scope.ServiceProvider.GetRequiredService<Clock>().UtcNow,
        };
        if (placement.Extend(new Grant(new DatePeriod(first, first.AddMonths(6)), 120, first)).Count > 0)
        {
            throw new InvalidOperationException("The grant was refused.");
        }

        db.Placements.Add(placement);
        await db.SaveChangesAsync();
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }

    private static FlaglessDb Flagless(IServiceProvider services, RegistryDb like) =>
        ActivatorUtilities.CreateInstance<FlaglessDb>(
            services,
            new DbContextOptionsBuilder<FlaglessDb>()
                .UseApplicationServiceProvider(services)
                .UseSqlite(
                    like.Database.GetConnectionString(),
                    sqlite => sqlite.UseParameterizedCollectionMode(ParameterTranslationMode.Parameter)
                )
                .Options
        );

    private static async Task<int> FlagsAsync(BenchmarkApp app)
    {
        await using var scope = app.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<RegistryDb>().Flags.CountAsync();
    }
}
