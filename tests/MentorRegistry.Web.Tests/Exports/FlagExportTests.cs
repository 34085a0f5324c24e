using System.Text;
using MentorRegistry.Domain.Citizens;
using MentorRegistry.Domain.Flags;
using MentorRegistry.Web.Data.Flags;
using MentorRegistry.Web.Exports;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace MentorRegistry.Web.Tests.Exports;

public abstract class FlagExportTests(RegistryWebApp app)
{
    /// <summary>The state of a day is what the sweep would make of the flag on it.</summary>
    [Theory]
    [InlineData("2026-11-20", "decided")]
    [InlineData("2026-11-28", "decided")]
    [InlineData("2026-11-29", "open")]
    public async Task Write_JustifiedUntilADay_IsOpenAfterIt(string asOf, string state)
    {
        var citizen = await app.Data.CreateCitizenAsync();
        await app.Data.CreatePlacementAsync(citizen, days: "2026-06-01..2027-05-31");
        await app.Data.CreatePlacementAsync(citizen, days: "2026-06-01..2027-05-31");
        await app.DbAsync(async db =>
        {
            var flag = await db
                .Flags.Include(f => f.Placements)
                .SingleAsync(f => f.CitizenId == citizen.Id && f.Kind == FlagKind.OverlapAcross);
            flag.Decide(
                FlagDecision.Justified,
                "Aftalt",
                TestData.Day("2026-11-28"),
                null,
                "Birgit",
                RegistryWebApp.Today
            );
            return await db.SaveChangesAsync();
        });

        var rows = await app.DbAsync(async db =>
        {
            using var file = new MemoryStream();
            await new FlagExport(db, app.Services.GetRequiredService<RulesInForce>()).WriteCsvAsync(
                file,
                TestData.Day(asOf),
                default
            );
            return Encoding.UTF8.GetString(file.ToArray()).Split("\r\n");
        });

        var row = Assert.Single(
            rows,
            line =>
                line.Contains(CitizenReference.Of(citizen.Id), StringComparison.Ordinal)
                && line.StartsWith("overlap_across", StringComparison.Ordinal)
        );
        Assert.EndsWith(state, row, StringComparison.Ordinal);
    }
}

public sealed class FlagExportTests_Sqlite(SqliteApp app) : FlagExportTests(app), IClassFixture<SqliteApp>;

public sealed class FlagExportTests_PostgreSql(PostgreSqlApp app)
    : FlagExportTests(app),
        IClassFixture<PostgreSqlApp>;
