using System.Security.Claims;
using System.Text.Json;
using MentorRegistry.Domain.Citizens;
using MentorRegistry.Domain.Flags;
using MentorRegistry.Domain.Placements;
using MentorRegistry.Domain.Statistics;
using MentorRegistry.Web.Access;
using MentorRegistry.Web.Data;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace MentorRegistry.Web.Tests.Data;

public sealed class BulkPlacementsTests_Sqlite(SqliteApp app)
    : BulkPlacementsTests(app),
        IClassFixture<SqliteApp>;

public sealed class BulkPlacementsTests_PostgreSql(PostgreSqlApp app)
    : BulkPlacementsTests(app),
        IClassFixture<PostgreSqlApp>;

public abstract class BulkPlacementsTests
{
    private readonly RegistryWebApp app;

    protected BulkPlacementsTests(RegistryWebApp app)
    {
        this.app = app;
        app.ConfigureServices = services => services.AddSingleton<TimeProvider>(new StoppedTime());
    }

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>The bulk writer goes past the context that keeps history; this is what holds the two together.</summary>
    [Fact]
    public async Task Add_WritesTheVeryRowsThatTheContextWrites()
    {
        var (department, provider) = (
            await app.Data.CreateDepartmentAsync(),
            await app.Data.CreateProviderAsync()
        );
        var (group, basis) = (
            await app.Data.CreateTargetGroupAsync(),
            await app.Data.CreateLegalBasisAsync()
        );
        var measures = await app.DbAsync(async db =>
        {
            Measure[] made =
            [
                new() { Name = TestData.CreateName("Praktik") },
                new() { Name = TestData.CreateName("Kursus") },
            ];
            db.AddRange(made.AsEnumerable());
            await db.SaveChangesAsync(Ct);
            return made;
        });
        Placement Make(string id, string days, Citizen? citizen, long citizenId = 0, string? further = null)
        {
            var placement = new Placement
            {
                Citizen = citizen,
                CitizenId = citizenId,
                DepartmentId = department.Id,
                ProviderId = provider.Id,
                TargetGroupId = group.Id,
                LegalBasisId = basis.Id,
                SourceSystem = TestData.CreateName("S"),
                SourceId = id,
                SourceFingerprint = 42,
                Goal = "Fast job",
                RegisteredUtc = StoppedTime.Now,
            };
            placement.Measure([.. measures.Take(further is null ? 1 : 2).Select(m => m.Id)]);
            foreach (var period in new[] { days, further }.OfType<string>().Select(TestData.Period))
            {
                Assert.Empty(placement.Extend(new Grant(period, 150, period.First)));
            }

            return placement;
        }

        async Task<string> WriteAsync(bool bulk)
        {
            await using var scope = app.Services.CreateAsyncScope();
            var services = scope.ServiceProvider;
            services.GetRequiredService<IHttpContextAccessor>().HttpContext = new DefaultHttpContext
            {
                User = new ClaimsPrincipal(
                    new ClaimsIdentity(
                        [new Claim(ClaimTypes.Name, "leder"), new Claim(ClaimTypes.NameIdentifier, "u-1")],
                        "test"
                    )
                ),
            };
            var db = services.GetRequiredService<RegistryDb>();
            var (user, clock) = (
                services.GetRequiredService<CurrentUser>(),
                services.GetRequiredService<Clock>()
            );
            db.Reason = "Indlæst fra fil.csv";
            var citizen = new Citizen { Name = "Åse Ærø-Øst", RegisteredUtc = StoppedTime.Now };
            citizen.GiveNumber(CprNumber.Parse(TestData.CreateCpr()), RegistryWebApp.Today);
            // The later one first, as a file may have them.
            Placement[] first =
            [
                Make("3", "2026-03-01..2026-03-31", citizen, further: "2026-04-01.."),
                Make("1", "2026-01-01..2026-06-30", citizen),
            ];
            await db.InOneTransactionAsync(
                async () =>
                {
                    if (bulk)
                    {
                        await using var writer = new BulkPlacements(db, user, clock);
                        await writer.AddAsync([citizen], first, Ct);
                        await writer.AddAsync([], [Make("2", "2026-07-01..", null, citizen.Id)], Ct);
                        return 0;
                    }

                    db.Placements.AddRange(first);
                    await db.SaveChangesAsync(Ct);
                    db.ChangeTracker.Clear();
                    var again = Make("2", "2026-07-01..", null, citizen.Id);
                    await db.Citizens.SingleAsync(c => c.Id == citizen.Id, Ct);
                    db.Placements.Add(again);
                    return await db.SaveChangesAsync(Ct);
                },
                Ct
            );
            db.ChangeTracker.Clear();
            return await RowsOfAsync(db, citizen.Id);
        }

        var byContext = await WriteAsync(bulk: false);
        var byBulk = await WriteAsync(bulk: true);

        Assert.Equal(byContext, byBulk);
        Assert.Equal(
            [
                "Citizen",
                "CitizenNumber 2026-11-20",
                "Placement 2026-01-01",
                "Grant 2026-01-01",
                "PlacementMeasure",
                "Placement 2026-03-01",
                "Grant 2026-03-01",
                "Grant 2026-04-01",
                "PlacementMeasure",
                "PlacementMeasure",
                "Placement 2026-07-01",
                "Grant 2026-07-01",
                "PlacementMeasure",
            ],
            JsonDocument.Parse(byBulk).RootElement.GetProperty("History").EnumerateArray().Select(InShort)
        );
        Assert.Equal(1, JsonDocument.Parse(byBulk).RootElement.GetProperty("Flags").GetArrayLength());
        Assert.Contains("2026-07-01", byBulk, StringComparison.Ordinal);
        // Numbers go on from where the bulk writer left off.
        Assert.True((await app.Data.CreateCitizenAsync()).Id > 2);
        await app.Data.CreatePlacementAsync();
    }

    [Fact]
    public async Task Add_OutsideATransaction_IsRefused() =>
        await app.DbAsync(async db =>
        {
            await using var writer = new BulkPlacements(
                db,
                new CurrentUser(new ClaimsPrincipal()),
                app.Services.GetRequiredService<Clock>()
            );
            return await Assert.ThrowsAsync<InvalidOperationException>(() => writer.AddAsync([], [], Ct));
        });

    /// <summary>Everything that is stored of a citizen, with row numbers replaced by the order of their rows.</summary>
    private static async Task<string> RowsOfAsync(RegistryDb db, long citizenId)
    {
        var citizen = await db
            .Citizens.Include(c => c.Numbers)
            .Include(c => c.Placements)
                .ThenInclude(p => p.Grants)
            .Include(c => c.Placements)
                .ThenInclude(p => p.Measures)
            .AsSplitQuery()
            .SingleAsync(c => c.Id == citizenId, Ct);
        var history = await db
            .AuditEntries.Where(e => e.CitizenId == citizenId && e.Root != nameof(Flag))
            .OrderBy(e => e.Id)
            .ToListAsync(Ct);
        var placements = citizen.Placements.OrderBy(p => p.Id).ToList();
        var flags = await db
            .Flags.Include(f => f.Placements)
            .Where(f => f.CitizenId == citizenId)
            .OrderBy(f => f.Id)
            .ToListAsync(Ct);
        var text = JsonSerializer.Serialize(
            new
            {
                Citizen = Stored(db, citizen),
                Numbers = citizen.Numbers.Select(n => Stored(db, n)),
                Placements = placements.Select(p => Stored(db, p)),
                Grants = placements.SelectMany(p => p.Grants).Select(g => Stored(db, g)),
                Measures = placements.SelectMany(p => p.Measures).Select(m => Stored(db, m)),
                Flags = flags.Select(f => new
                {
                    f.Kind,
                    f.State,
                    f.Since,
                    f.First,
                    f.Last,
                    f.Rule,
                    Placements = f.Placements.Count,
                }),
                History = history.Select(e => new
                {
                    e.AtUtc,
                    e.UserId,
                    e.UserName,
                    OfCitizen = e.CitizenId == citizenId,
                    e.Root,
                    Root1 = e.Root == "Citizen"
                        ? e.RootId == $"{citizenId}"
                        : placements.Exists(p => $"{p.Id}" == e.RootId),
                    e.RootVersion,
                    e.Entity,
                    Entity1 = e.Entity switch
                    {
                        "Citizen" => e.EntityId == $"{citizenId}",
                        "CitizenNumber" => citizen.Numbers.Exists(n => $"{n.Id}" == e.EntityId),
                        "Placement" => e.EntityId == e.RootId,
                        "PlacementMeasure" => placements.Exists(p =>
                            p.Measures.Exists(m => $"{p.Id}/{m.MeasureId}" == e.EntityId)
                        ),
                        _ => placements.Exists(p => p.Grants.Exists(g => $"{g.Id}" == e.EntityId)),
                    },
                    e.Action,
                    e.Before,
                    After = e.After!.Replace(
                            $"\"CitizenId\":{citizenId}",
                            "\"CitizenId\":#",
                            StringComparison.Ordinal
                        )
                        .Replace(citizen.Numbers[0].Digits, "#", StringComparison.Ordinal),
                    e.Reason,
                }),
            },
            Indented
        );
        return System.Text.RegularExpressions.Regex.Replace(
            text.Replace(citizen.Numbers[0].Digits, "#", StringComparison.Ordinal),
            "S [0-9]+",
            "S #",
            System.Text.RegularExpressions.RegexOptions.None,
            TimeSpan.FromSeconds(1)
        );
    }

    private static string InShort(JsonElement entry)
    {
        using var after = JsonDocument.Parse(entry.GetProperty("After").GetString()!.Replace('#', '0'));
        var first = after.RootElement.TryGetProperty("First", out var day) ? $" {day}" : "";
        return entry.GetProperty("Entity").GetString() + first;
    }

    private static Dictionary<string, object?> Stored(RegistryDb db, object row) =>
        db.Entry(row)
            .Properties.Where(p =>
                p.Metadata.Name is not ("Id" or nameof(Placement.CitizenId) or nameof(Grant.PlacementId))
            )
            .ToDictionary(p => p.Metadata.Name, p => p.CurrentValue);

    private sealed class StoppedTime : TimeProvider
    {
        public static readonly DateTime Now = new(2026, 11, 20, 9, 30, 15, 123, DateTimeKind.Utc);

        public override DateTimeOffset GetUtcNow() => new(Now);
    }
}
