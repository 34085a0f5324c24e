using System.Globalization;
using System.Security.Claims;
using System.Text.Json;
using MentorRegistry.Domain.Hours;
using MentorRegistry.Domain.Placements;
using MentorRegistry.Web.Access;
using MentorRegistry.Web.Data;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace MentorRegistry.Web.Tests.Data;

public sealed class BulkHoursTests_Sqlite(SqliteApp app) : BulkHoursTests(app), IClassFixture<SqliteApp>;

public sealed class BulkHoursTests_PostgreSql(PostgreSqlApp app)
    : BulkHoursTests(app),
        IClassFixture<PostgreSqlApp>;

public abstract class BulkHoursTests(RegistryWebApp app)
{
    private static readonly JsonSerializerOptions s_indented = new() { WriteIndented = true };

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>The bulk writer goes past the context that keeps history; this is what holds the two together.</summary>
    [Fact]
    public async Task Add_WritesTheVeryRowsThatTheContextWrites()
    {
        var byContext = await CreateLinesAsync();
        var byBulk = await CreateLinesAsync();

        await WriteAsync(
            async (db, _) =>
            {
                db.HoursLines.AddRange(byContext.Lines);
                return await db.SaveChangesAsync(Ct);
            }
        );
        await WriteAsync(
            async (db, services) =>
            {
                await using var bulk = new BulkHours(
                    db,
                    services.GetRequiredService<CurrentUser>(),
                    services.GetRequiredService<Clock>()
                );
                // In two times, as a file is written.
                await bulk.AddAsync([.. byBulk.Lines.Take(2)], Ct);
                await bulk.AddAsync([.. byBulk.Lines.Skip(2)], Ct);
                return 0;
            }
        );

        var rows = await RowsOfAsync(byContext.Placement);
        Assert.Equal(rows, await RowsOfAsync(byBulk.Placement));
        Assert.Equal(3, JsonDocument.Parse(rows).RootElement.GetProperty("Lines").GetArrayLength());
        Assert.Equal(3, JsonDocument.Parse(rows).RootElement.GetProperty("History").GetArrayLength());
        // Numbers go on from where the bulk writer left off.
        await WriteAsync(
            async (db, _) =>
            {
                var further = Line(byBulk.Placement, "2026-11-23..2026-11-29");
                db.HoursLines.Add(further);
                await db.SaveChangesAsync(Ct);
                Assert.True(further.Id > byBulk.Lines.Max(line => line.Id));
                return 0;
            }
        );
    }

    [Fact]
    public async Task Add_OutsideATransaction_IsRefused() =>
        await app.DbAsync(async db =>
        {
            await using var bulk = new BulkHours(
                db,
                new CurrentUser(new ClaimsPrincipal()),
                app.Services.GetRequiredService<Clock>()
            );
            return await Assert.ThrowsAsync<InvalidOperationException>(() => bulk.AddAsync([], Ct));
        });

    private async Task<(Placement Placement, HoursLine[] Lines)> CreateLinesAsync()
    {
        var placement = await app.Data.CreatePlacementAsync();
        return (
            placement,
            [
                Line(placement, "2026-11-09..2026-11-15", new HoursAmount(90, 120, 1), 64_510, "Flytning"),
                Line(placement, "2026-11-02..2026-11-08", new HoursAmount(60, 60, 0)),
                Line(placement, "2026-10-01..2026-10-31", default, 50_000),
            ]
        );
    }

    private static HoursLine Line(
        Placement placement,
        string days,
        HoursAmount amount = default,
        long? orePerHour = null,
        string? reason = null
    )
    {
        var line = new HoursLine(TestData.Period(days))
        {
            PlacementId = placement.Id,
            CitizenId = placement.CitizenId,
            DepartmentId = placement.DepartmentId,
            ProviderId = placement.ProviderId,
            Reason = reason,
        };
        line.Set(amount, orePerHour);
        return line;
    }

    private async Task WriteAsync(Func<RegistryDb, IServiceProvider, Task<int>> write)
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
        db.Reason = "Indlæst fra timer.csv";
        await db.InOneTransactionAsync(() => write(db, services), Ct);
    }

    /// <summary>Everything that is stored of a placement's hours, with what tells two placements apart left out.</summary>
    private Task<string> RowsOfAsync(Placement placement) =>
        app.DbAsync(async db =>
        {
            var lines = await db
                .HoursLines.Where(l => l.PlacementId == placement.Id)
                .OrderBy(l => l.Id)
                .ToListAsync(Ct);
            var ids = lines.Select(l => l.Id.ToString(CultureInfo.InvariantCulture)).ToList();
            var history = await db
                .AuditEntries.Where(e => e.Entity == nameof(HoursLine) && ids.Contains(e.EntityId))
                .OrderBy(e => e.Id)
                .ToListAsync(Ct);
            string Same(string? text) =>
                new[]
                {
                    (nameof(HoursLine.PlacementId), placement.Id),
                    (nameof(HoursLine.CitizenId), placement.CitizenId),
                    (nameof(HoursLine.DepartmentId), placement.DepartmentId),
                    (nameof(HoursLine.ProviderId), placement.ProviderId),
                }.Aggregate(
                    text ?? "",
                    (result, pair) =>
                        result.Replace(
                            $"\"{pair.Item1}\":{pair.Item2}",
                            $"\"{pair.Item1}\":#",
                            StringComparison.Ordinal
                        )
                );
            return JsonSerializer.Serialize(
                new
                {
                    Lines = lines.Select(l =>
                        db.Entry(l)
                            .Properties.Where(p => !p.Metadata.Name.EndsWith("Id", StringComparison.Ordinal))
                            .ToDictionary(p => p.Metadata.Name, p => p.CurrentValue)
                    ),
                    Own = lines.TrueForAll(l =>
                        (l.CitizenId, l.DepartmentId, l.ProviderId)
                        == (placement.CitizenId, placement.DepartmentId, placement.ProviderId)
                    ),
                    History = history.Select(e => new
                    {
                        e.UserId,
                        e.UserName,
                        OfCitizen = e.CitizenId == placement.CitizenId,
                        e.Root,
                        OfItself = e.RootId == e.EntityId,
                        Place = ids.IndexOf(e.EntityId),
                        e.RootVersion,
                        e.Action,
                        e.Before,
                        After = Same(e.After),
                        e.Reason,
                    }),
                },
                s_indented
            );
        });
}
