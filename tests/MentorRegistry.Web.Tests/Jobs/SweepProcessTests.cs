using System.Diagnostics;
using MentorRegistry.Domain.Citizens;
using MentorRegistry.Domain.Flags;
using MentorRegistry.Domain.Placements;
using MentorRegistry.Web.Data;
using MentorRegistry.Web.Data.Flags;
using MentorRegistry.Web.Jobs;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace MentorRegistry.Web.Tests.Jobs;

/// <summary>`flags sweep` as a process of its own: killed, run twice at once, and beside people who save.</summary>
public abstract class SweepProcessTests(RegistryWebApp app)
{
    private const int Many = 1000;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Sweep_KilledInTheMiddle_LeavesEachCitizenAsBeforeOrAfterAndTheNextOneFindsTheRest()
    {
        var citizens = await CreateManyAsync();
        var expected = await OpenAsync(citizens);
        await ForgetFlagsAsync();

        using (var sweep = Start())
        {
            while (!sweep.HasExited && (await OpenAsync(citizens)).Count == 0)
            {
                await Task.Yield();
            }

            sweep.Kill(entireProcessTree: true);
            await sweep.WaitForExitAsync(Ct);
        }

        var part = await OpenAsync(citizens);
        Assert.InRange(part.Count, 1, Many - 1);
        Assert.All(part, citizen => Assert.Equal(expected[citizen.Key], citizen.Value));
        await FinishAsync(Start());
        Assert.Equal(expected, await OpenAsync(citizens));
        Assert.Equal(0, await SweepHereAsync());
    }

    [Fact]
    public async Task Sweep_TwoAtOnceBesideSaves_DoublesAndLosesNothingAndNobodyIsToldOfAnError()
    {
        var citizens = await CreateManyAsync();
        await ForgetFlagsAsync();

        var sweeps = Task.WhenAll(FinishAsync(Start()), FinishAsync(Start()));
        // From the last ones on, where the sweeps come later.
        var saves = 0;
        foreach (var citizen in citizens.Reverse())
        {
            if (sweeps.IsCompleted || saves == 200)
            {
                break;
            }

            await CancelOneAsync(citizen);
            saves++;
        }

        await sweeps;

        Assert.NotEqual(0, saves);
        var expected = await app.DbAsync(async db =>
            (await FlagFacts.ReadAsync(db.Placements, RegistryWebApp.Today, Ct)).ToDictionary(
                citizen => citizen.Key,
                citizen =>
                    string.Join(
                        ' ',
                        FlagFinder
                            .Find(citizen, new FlagRules(), RegistryWebApp.Today)
                            .Select(c => $"{c.Kind}:{c.Key.About}")
                            .Order(StringComparer.Ordinal)
                    )
            )
        );
        var found = await OpenAsync(citizens);
        Assert.All(
            citizens,
            citizen => Assert.Equal(expected[citizen], found.GetValueOrDefault(citizen, ""))
        );
        Assert.Equal(0, await SweepHereAsync());
    }

    // Each with three flags: an overlap across departments, and two long runs of which one has begun.
    private async Task<long[]> CreateManyAsync()
    {
        var (one, other) = (await app.Data.CreateDepartmentAsync(), await app.Data.CreateDepartmentAsync());
        var (first, second) = (await app.Data.CreateMentorAsync(), await app.Data.CreateMentorAsync());
        var group = await app.Data.CreateTargetGroupAsync();
        var basis = await app.Data.CreateLegalBasisAsync();
        return await app.DbAsync(async db =>
        {
            var citizens = new List<Citizen>();
            for (var i = 0; i < Many; i++)
            {
                var citizen = new Citizen { Name = "Borger" };
                citizens.Add(citizen);
                db.Placements.AddRange(
                    Create(citizen, one.Id, first.Id, first.ProviderId, "2024-06-01..2027-05-31"),
                    Create(citizen, other.Id, second.Id, second.ProviderId, "2026-06-01..2027-05-31")
                );
            }

            await db.SaveChangesAsync(Ct);
            return citizens.Select(citizen => citizen.Id).Order().ToArray();
        });

        Placement Create(Citizen citizen, long departmentId, long mentorId, long providerId, string days)
        {
            var placement = new Placement
            {
                Citizen = citizen,
                DepartmentId = departmentId,
                MentorId = mentorId,
                ProviderId = providerId,
                TargetGroupId = group.Id,
                LegalBasisId = basis.Id,
                RegisteredUtc = new DateTime(2026, 1, 1, 8, 0, 0, DateTimeKind.Utc),
            };
            Assert.Empty(
                placement.Extend(new Grant(TestData.Period(days), 180, TestData.Period(days).First))
            );
            return placement;
        }
    }

    private Task<int> ForgetFlagsAsync() =>
        app.DbAsync(db => db.Database.ExecuteSqlRawAsync("""DELETE FROM "Flags" """, Ct));

    private Task<int> CancelOneAsync(long citizenId) =>
        app.DbAsync(async db =>
        {
            var placement = await db
                .Placements.Include(p => p.Citizen)
                .Where(p => p.CitizenId == citizenId)
                .OrderBy(p => p.Id)
                .LastAsync(Ct);
            placement.Cancel("Oprettet ved en fejl");
            return await db.SaveChangesAsync(Ct);
        });

    private async Task<SortedDictionary<long, string>> OpenAsync(long[] citizens)
    {
        var (from, to) = (citizens[0], citizens[^1]);
        return await app.DbAsync(async db => new SortedDictionary<long, string>((
                await db
                    .Flags.Where(f => f.CitizenId >= from && f.CitizenId <= to && f.ClosedOn == null)
                    .Select(f => new
                    {
                        f.CitizenId,
                        f.Kind,
                        f.About,
                    })
                    .ToListAsync(Ct)
            ).GroupBy(f => f.CitizenId, f => $"{f.Kind}:{f.About}").ToDictionary(f => f.Key, f => string.Join(' ', f.Order(StringComparer.Ordinal)))));
    }

    private async Task<int> SweepHereAsync()
    {
        await using var scope = app.Services.CreateAsyncScope();
        return (
            await scope.ServiceProvider.GetRequiredService<SweepFlags>().RunAsync(RegistryWebApp.Today, Ct)
        ).Kept;
    }

    private Process Start()
    {
        var start = new ProcessStartInfo("dotnet", [typeof(SweepFlags).Assembly.Location, "flags", "sweep"])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = AppContext.BaseDirectory,
        };
        foreach (var (name, value) in app.Settings)
        {
            start.Environment[name.Replace(":", "__", StringComparison.Ordinal)] = value;
        }

        // A pinned day is for Development alone, which would load the demo.
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        start.Environment["Demo__LoadOnFirstStart"] = "false";
        return Process.Start(start)!;
    }

    private static async Task FinishAsync(Process sweep)
    {
        using (sweep)
        {
            var output = sweep.StandardOutput.ReadToEndAsync(Ct);
            var errors = await sweep.StandardError.ReadToEndAsync(Ct);
            await sweep.WaitForExitAsync(Ct);
            Assert.True(sweep.ExitCode == 0, errors + await output);
        }
    }
}

public sealed class SweepProcessTests_Sqlite(SqliteApp app)
    : SweepProcessTests(app),
        IClassFixture<SqliteApp>;

public sealed class SweepProcessTests_PostgreSql(PostgreSqlApp app)
    : SweepProcessTests(app),
        IClassFixture<PostgreSqlApp>;
