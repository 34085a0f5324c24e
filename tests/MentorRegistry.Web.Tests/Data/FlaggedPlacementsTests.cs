using MentorRegistry.Domain.Flags;
using MentorRegistry.Domain.Organisation;
using MentorRegistry.Domain.Placements;
using MentorRegistry.Domain.Providers;
using MentorRegistry.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace MentorRegistry.Web.Tests.Data;

/// <summary>The flags' rules as C# and as SQL are fed the same cases, and answer alike.</summary>
public abstract class FlaggedPlacementsTests(RegistryWebApp app)
{
    private static readonly FlagRules Rules = new();

    /// <summary>
    /// Each placement is "department mentor days", cancelled with x behind; 0 for no named mentor. Expected is a
    /// letter for each flag of each placement: A across, W within, L long run, - none.
    /// </summary>
    public static TheoryData<string, string, string[], string> Cases =>
        new()
        {
            // Overlaps, seen from a day in the middle.
            { "one day shared", "2026-05-31", ["1 1 2026-01-01..2026-06-01", "2 2 2026-06-01.."], "A A" },
            {
                "next day is no overlap",
                "2026-05-31",
                ["1 1 2026-01-01..2026-05-31", "2 2 2026-06-01.."],
                "- -"
            },
            { "same department", "2026-05-31", ["1 1 2026-01-01..2026-06-01", "1 2 2026-06-01.."], "W W" },
            {
                "both kinds",
                "2026-05-31",
                ["1 1 2026-01-01..", "1 2 2026-02-01..", "2 3 2026-03-01.."],
                "AW AW A"
            },
            { "both open", "2026-05-31", ["1 1 2026-01-01..", "2 2 2026-05-01.."], "A A" },
            {
                "identical one-day",
                "2026-05-31",
                ["1 1 2026-05-31..2026-05-31", "2 2 2026-05-31..2026-05-31"],
                "A A"
            },
            {
                "contained",
                "2026-05-31",
                ["1 1 2026-01-01..2026-12-31", "2 2 2026-06-10..2026-06-12"],
                "A A"
            },
            { "over yesterday", "2026-05-31", ["1 1 2026-01-01..2026-05-30", "2 2 2026-05-01.."], "- -" },
            {
                "last shared day is today",
                "2026-05-31",
                ["1 1 2026-01-01..2026-05-31", "2 2 2026-05-01.."],
                "A A"
            },
            { "both planned", "2026-05-31", ["1 1 2026-07-01..2026-08-01", "2 2 2026-08-01.."], "A A" },
            { "one cancelled", "2026-05-31", ["1 1 2026-01-01.. x", "2 2 2026-05-01.."], "- -" },
            { "both cancelled", "2026-05-31", ["1 1 2026-01-01.. x", "2 2 2026-05-01.. x"], "- -" },
            // 24 months, with the calendar's clamping.
            { "exactly 24 months", "2022-05-31", ["1 1 2020-05-31.."], "-" },
            { "one day over", "2022-05-31", ["1 1 2020-05-30.."], "L" },
            { "29 February, on the 28th", "2026-02-28", ["1 1 2024-02-29.."], "-" },
            { "29 February, on 1 March", "2026-03-01", ["1 1 2024-02-29.."], "L" },
            { "28 February, on 1 March", "2026-03-01", ["1 1 2024-02-28.."], "L" },
            { "1 March, on 1 March", "2026-03-01", ["1 1 2024-03-01.."], "-" },
            { "30 April, on 1 May", "2026-05-01", ["1 1 2024-04-30.."], "L" },
            { "31 March, on 31 March", "2026-03-31", ["1 1 2024-03-31.."], "-" },
            { "ended yesterday", "2026-05-31", ["1 1 2020-01-01..2026-05-30"], "-" },
            { "ends today", "2026-05-31", ["1 1 2020-01-01..2026-05-31"], "L" },
            { "long and cancelled", "2026-05-31", ["1 1 2020-01-01.. x"], "-" },
            // Runs over several placements.
            { "gap of 30 days", "2026-05-31", ["1 1 2024-01-01..2024-12-31", "1 1 2025-01-31.."], "- L" },
            { "gap of 31 days", "2026-05-31", ["1 1 2024-01-01..2024-12-31", "1 1 2025-02-01.."], "- -" },
            { "across departments", "2026-05-31", ["1 1 2024-01-01..2025-01-01", "2 1 2025-01-02.."], "- L" },
            { "another mentor", "2026-05-31", ["1 1 2024-01-01..2025-01-01", "1 2 2025-01-02.."], "- -" },
            {
                "provider without a named mentor",
                "2026-05-31",
                ["1 0 2024-01-01..2025-01-01", "1 0 2025-01-02.."],
                "- L"
            },
            {
                "named and unnamed are two",
                "2026-05-31",
                ["1 0 2024-01-01..2025-01-01", "1 1 2025-01-02.."],
                "- -"
            },
            {
                "the one between is cancelled",
                "2026-05-31",
                ["1 1 2024-01-01..2024-12-31", "1 1 2025-01-01..2025-06-30 x", "1 1 2025-07-01.."],
                "- - -"
            },
            {
                "bridged by a short one",
                "2026-05-31",
                ["1 1 2024-01-01..2024-12-31", "1 1 2025-01-20..2025-01-25", "1 1 2025-02-20.."],
                "- - L"
            },
            {
                "in a bridged gap today",
                "2026-05-31",
                ["1 1 2024-01-01..2026-05-20", "1 1 2026-06-10.."],
                "- L"
            },
            {
                "the next run is planned only",
                "2026-05-31",
                ["1 1 2024-01-01..2026-05-20", "1 1 2026-07-10.."],
                "- -"
            },
            { "overlapping and long", "2026-05-31", ["1 1 2024-01-01..", "2 1 2026-01-01.."], "AL AL" },
        };

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Flags_InSqlAndInTheDomain_AreTheExpected(
        string name,
        string today,
        string[] placements,
        string expected
    )
    {
        Assert.NotEmpty(name);
        var day = TestData.Day(today);
        var made = await CreateAsync(placements);
        var ids = made.Select(p => p.Id).ToArray();

        var domain = FlaggedPlacements.Of([.. made.Select(p => p.Span)], day, Rules);
        var loaded = await app.DbAsync(db =>
            FlaggedPlacements.OfCitizensAsync(db, [made[0].CitizenId], day, Rules, default)
        );
        var (across, within, longRuns) = await app.DbAsync(async db =>
        {
            var chosen = db.Placements.Where(p => ids.Contains(p.Id));
            return (
                await chosen.WhereOverlapping(db, true, day).Select(p => p.Id).ToListAsync(),
                await chosen.WhereOverlapping(db, false, day).Select(p => p.Id).ToListAsync(),
                await FlaggedPlacements.LongRunsAsync(chosen, db, day, Rules, default)
            );
        });

        Assert.Equal(expected, Letters(ids, id => domain.GetValueOrDefault(id)));
        Assert.Equal(expected, Letters(ids, id => loaded.GetValueOrDefault(id)));
        Assert.Equal(
            expected,
            Letters(
                ids,
                id =>
                    (across.Contains(id) ? FlagKinds.OverlapsAcross : FlagKinds.None)
                    | (within.Contains(id) ? FlagKinds.OverlapsWithin : FlagKinds.None)
                    | (longRuns.Contains(id) ? FlagKinds.LongRun : FlagKinds.None)
            )
        );
    }

    [Fact]
    public async Task Flags_OfAnotherCitizen_AreNotMixedIn()
    {
        var mine = await app.Data.CreatePlacementAsync(days: "2026-01-01..");
        await app.Data.CreatePlacementAsync(days: "2026-01-01..");

        var found = await app.DbAsync(db =>
            db.Placements.Where(p => p.Id == mine.Id)
                .WhereOverlapping(db, true, RegistryWebApp.Today)
                .ToListAsync()
        );

        Assert.Empty(found);
    }

    private static string Letters(long[] ids, Func<long, FlagKinds> flagsOf) =>
        string.Join(
            ' ',
            ids.Select(id =>
            {
                var flags = flagsOf(id);
                var letters =
                    (flags.HasFlag(FlagKinds.OverlapsAcross) ? "A" : "")
                    + (flags.HasFlag(FlagKinds.OverlapsWithin) ? "W" : "")
                    + (flags.HasFlag(FlagKinds.LongRun) ? "L" : "");
                return letters.Length == 0 ? "-" : letters;
            })
        );

    private async Task<List<Placement>> CreateAsync(string[] placements)
    {
        var citizen = await app.Data.CreateCitizenAsync();
        var provider = await app.Data.CreateProviderAsync();
        var departments = new Dictionary<string, Department>(StringComparer.Ordinal);
        var mentors = new Dictionary<string, Mentor>(StringComparer.Ordinal);
        var made = new List<Placement>();
        foreach (var parts in placements.Select(p => p.Split(' ')))
        {
            if (!departments.TryGetValue(parts[0], out var department))
            {
                departments[parts[0]] = department = await app.Data.CreateDepartmentAsync();
            }

            Mentor? mentor = null;
            if (parts[1] != "0" && !mentors.TryGetValue(parts[1], out mentor))
            {
                mentors[parts[1]] = mentor = await app.Data.CreateMentorAsync(provider: provider);
            }

            made.Add(
                await app.Data.CreatePlacementAsync(
                    citizen,
                    department,
                    parts[2],
                    mentor,
                    mentor is null ? provider : null,
                    cancelled: parts.Length > 3
                )
            );
        }

        return made;
    }
}

public sealed class FlaggedPlacementsTests_Sqlite(SqliteApp app)
    : FlaggedPlacementsTests(app),
        IClassFixture<SqliteApp>;

public sealed class FlaggedPlacementsTests_PostgreSql(PostgreSqlApp app)
    : FlaggedPlacementsTests(app),
        IClassFixture<PostgreSqlApp>;
