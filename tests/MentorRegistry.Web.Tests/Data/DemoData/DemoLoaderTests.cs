using System.Globalization;
using System.Text.Json;
using MentorRegistry.Domain;
using MentorRegistry.Domain.Citizens;
using MentorRegistry.Domain.Flags;
using MentorRegistry.Domain.Oversight;
using MentorRegistry.Domain.Placements;
using MentorRegistry.Domain.Statistics;
using MentorRegistry.Web.Access;
using MentorRegistry.Web.Data;
using MentorRegistry.Web.Data.DemoData;
using MentorRegistry.Web.Data.Flags;
using MentorRegistry.Web.Data.Logs;
using MentorRegistry.Web.Exports;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace MentorRegistry.Web.Tests.Data.DemoData;

public abstract class DemoLoaderTests(RegistryWebApp app)
{
    private static readonly DateOnly TablesDay = new(2022, 5, 31);

    [Fact]
    public async Task Load_31May2022_GivesTheTargetGroupTable()
    {
        string[] groups =
        [
            "Fleks/LY",
            "Selvforsørgende",
            "Integration",
            "Kontanthjælp",
            "Uddannelseshjælp",
            "Ressourceforløb",
            "SDP",
            "JAF",
        ];
        var active = await ActiveOnTablesDayAsync();

        Assert.Equal(
            [
                "Eksterne mentorer;1;0;0;0;1;4;0;0;6",
                "Z-kurs;0;0;0;5;0;2;0;0;7",
                "Intern mentorkorps;2;3;1;19;8;14;4;9;60",
                "IPS, Projekt Plus, S&I;7;2;1;0;0;0;0;3;13",
                "total;10;5;2;24;9;20;4;12;86",
            ],
            Table(active, groups, placement => placement.TargetGroup!.Name)
        );
    }

    [Fact]
    public async Task Load_31May2022_GivesTheDurationTable()
    {
        var active = await ActiveOnTablesDayAsync();

        Assert.Equal(
            [
                "Eksterne mentorer;1;1;1;0;0;3;6",
                "Z-kurs;0;1;2;1;1;2;7",
                "Intern mentorkorps;15;15;13;10;3;4;60",
                "IPS, Projekt Plus, S&I;4;8;1;0;0;0;13",
                "total;20;25;17;11;4;9;86",
            ],
            Table(
                active,
                [0, 1, 2, 3, 4, 5],
                placement => DurationBand.Of(RunOf(placement).Period.First, TablesDay)
            )
        );
    }

    [Fact]
    public async Task Load_31May2022_HasRunsOfSeveralPlacementsAndGrantsWithGapsAndNothingLeftActive()
    {
        var active = await ActiveOnTablesDayAsync();
        var runs = active.ConvertAll(RunOf);

        Assert.Contains(runs, run => run.PlacementIds.Count == 3);
        Assert.Contains(active, placement => placement.Grants.Count >= 3);
        Assert.Contains(
            active,
            placement =>
                RunOf(placement).PlacementIds.Count > 1
                && placement
                    .Citizen!.Placements.Zip(placement.Citizen.Placements.Skip(1))
                    .Any(pair => pair.Second.First.DayNumber - pair.First.Last!.Value.DayNumber == 31)
        );
        Assert.All(active, placement => Assert.True(placement.Last < RegistryWebApp.Today));
    }

    [Fact]
    public async Task Load_AnswerKey_HoldsForEveryCitizenAndIsComplete() =>
        DemoKey.AssertHolds(await CitizensAsync(), RegistryWebApp.Today);

    /// <summary>
    /// What the flags say of overlaps and long runs is the key, line by line, in the export and as stored: nothing is
    /// missing and nothing is there besides.
    /// </summary>
    [Fact]
    public async Task Load_AnswerKey_IsWhatTheFlagsFindAndNothingElse()
    {
        await CitizensAsync();
        var today = RegistryWebApp.Today;
        FlagKind[] kinds =
        [
            FlagKind.OverlapAcross,
            FlagKind.OverlapWithin,
            FlagKind.LongWithMentor,
            FlagKind.LongWithAnyMentor,
        ];
        var expected = DemoAnswerKey
            .Entries.SelectMany(entry =>
                entry
                    .Overlaps.Where(overlap => overlap.Last is not { } last || today <= last.On(today))
                    .Select(overlap =>
                        (
                            overlap.IsAcrossDepartments ? FlagKind.OverlapAcross : FlagKind.OverlapWithin,
                            overlap.First.On(today)
                        )
                    )
                    .Concat(Long(FlagKind.LongWithMentor, entry.SameMentorSince))
                    // The second clock says nothing new where one mentor has been there alone.
                    .Concat(
                        entry.SameMentorSince is null || entry.Overlaps.Count > 0
                            ? Long(FlagKind.LongWithAnyMentor, entry.AnyMentorSince)
                            : []
                    )
                    .Select(flag => $"{entry.Reference} {flag.Item1} {flag.Item2:yyyy-MM-dd}")
            )
            .Order(StringComparer.Ordinal);
        var (stored, exported) = await app.DbAsync(async db =>
        {
            using var file = new MemoryStream();
            await new FlagExport(db, app.Services.GetRequiredService<RulesInForce>()).WriteJsonAsync(
                file,
                today,
                default
            );
            using var json = JsonDocument.Parse(file.ToArray());
            return (
                await db.Flags.AsNoTracking().Where(flag => flag.State == FlagState.Open).ToListAsync(),
                json.RootElement.EnumerateArray()
                    .Select(flag =>
                        (
                            Kind: Enum.Parse<FlagKind>(
                                flag.GetProperty("kind")
                                    .GetString()!
                                    .Replace("_", "", StringComparison.Ordinal),
                                ignoreCase: true
                            ),
                            Text: flag.GetProperty("citizen").GetString(),
                            Since: flag.GetProperty("since").GetString()
                        )
                    )
                    .Where(flag => kinds.Contains(flag.Kind))
                    .Select(flag => $"{flag.Text} {flag.Kind} {flag.Since}")
                    .Order(StringComparer.Ordinal)
                    .ToList()
            );
        });

        Assert.Equal(expected, exported);
        Assert.Equal(
            expected,
            stored
                .Where(flag => kinds.Contains(flag.Kind))
                .Select(flag => $"{CitizenReference.Of(flag.CitizenId)} {flag.Kind} {flag.Since:yyyy-MM-dd}")
                .Order(StringComparer.Ordinal)
        );

        IEnumerable<(FlagKind, DateOnly)> Long(FlagKind kind, KeyDay? since) =>
            since is { } day ? [(kind, CalendarMonths.FirstDayOver(day.On(today), 24)!.Value)] : [];
    }

    [Fact]
    public async Task Load_Present_IsAsLargeAsPromisedAndHasEveryState()
    {
        var present = (await CitizensAsync())
            .Where(citizen => citizen.Placements.All(placement => !placement.Period.Contains(TablesDay)))
            .ToList();
        var placements = present.SelectMany(citizen => citizen.Placements).ToList();

        Assert.InRange(present.Count, 290, 310);
        Assert.InRange(placements.Count, 430, 480);
        foreach (var department in placements.GroupBy(placement => placement.DepartmentId))
        {
            Assert.Equal(
                Enum.GetValues<PlacementState>(),
                department.Select(placement => placement.StateOn(RegistryWebApp.Today)).Distinct().Order()
            );
        }

        Assert.Equal(4, placements.Select(placement => placement.DepartmentId).Distinct().Count());
        Assert.Equal(3, placements.Where(p => p.UnitId is not null).Select(p => p.UnitId).Distinct().Count());
        Assert.Contains(placements, placement => placement.Period.Last is null);
        Assert.Contains(placements, placement => placement.EndedOn is not null && !placement.IsCancelled);
        Assert.Contains(placements, placement => placement.MentorId is null);
        Assert.Equal(40, present.Max(citizen => citizen.Placements.Count));
        Assert.Contains(present, citizen => citizen.Numbers.Count == 3);
        Assert.True(
            placements.Count(p =>
                p.StateOn(RegistryWebApp.Today) == PlacementState.Active
                && p.Last <= RegistryWebApp.Today.AddDays(30)
            ) > 30
        );
        Assert.True(
            placements.Count(p => p.First >= new DateOnly(2026, 11, 1) && p.First <= RegistryWebApp.Today)
                > 20
        );
    }

    [Fact]
    public async Task Load_Lookups_GiveASpotCheckSomethingUnusualInAnUnbrokenLog()
    {
        await CitizensAsync();
        var check = await app.DbAsync(db => db.SpotChecks.Include(c => c.Items).SingleAsync());

        Assert.InRange(check.Lookups, 400, 2_000);
        Assert.InRange(check.UnusualLookups, 60, 200);
        Assert.All(check.Items, item => Assert.Null(item.NeedsFollowUp));
        Assert.Contains(check.Items, item => item.Patterns.HasFlag(LookupPatterns.BusyDay));
        Assert.Contains(check.Items, item => item.Explanation == LookupExplanation.Placement);
        Assert.Contains(check.Items, item => item.Explanation == LookupExplanation.None);
        await using var scope = app.Services.CreateAsyncScope();
        var report = await scope
            .ServiceProvider.GetRequiredService<LogVerifier>()
            .VerifyAsync(ChainedLog.Lookups, progress: null, TestContext.Current.CancellationToken);
        Assert.Empty(report.Faults);
    }

    [Fact]
    public async Task Load_EveryNumber_IsAReplacementNumberApartFromTheImportSamples()
    {
        var numbers = (await CitizensAsync()).SelectMany(citizen => citizen.Numbers).ToList();

        Assert.All(numbers, number => Assert.True(CprNumber.Parse(number.Digits).IsReplacement));
        // The samples' numbers have 0 to 5 there.
        Assert.All(numbers, number => Assert.Contains(number.Digits[6], "69"));
    }

    [Fact]
    public async Task Load_EveryGrant_KeepsToItsLegalBasis()
    {
        var placements = (await CitizensAsync()).SelectMany(citizen => citizen.Placements).ToList();

        Assert.All(
            placements,
            placement =>
            {
                Assert.True(placement.LegalBasis!.IsValidOn(placement.First), placement.LegalBasis!.Name);
                Assert.True(placement.TargetGroup!.IsValidOn(placement.First), placement.TargetGroup!.Name);
                Assert.Equal(placement.DepartmentId, placement.LegalBasis!.DepartmentId);
                Assert.Equal(placement.DepartmentId, placement.TargetGroup!.DepartmentId);
                Assert.All(
                    placement.Grants,
                    grant =>
                        Assert.False(
                            placement.LegalBasis!.LongestGrantMonths is { } longest
                                && CalendarMonths.HasLastedMoreThan(
                                    grant.First,
                                    longest,
                                    grant.Period.LastOrForever
                                )
                        )
                );
            }
        );
    }

    [Fact]
    public async Task Load_Twice_LeavesTheSecondUndone()
    {
        var before = await CitizensAsync();

        await using var scope = app.Services.CreateAsyncScope();
        Assert.False(
            await scope
                .ServiceProvider.GetRequiredService<DemoLoader>()
                .LoadIntoEmptyAsync(TestContext.Current.CancellationToken)
        );
        Assert.Equal(before.Count, (await CitizensAsync()).Count);
    }

    [Fact]
    public async Task Load_Users_HaveEveryRoleAndSignIn()
    {
        await CitizensAsync();

        Assert.Equal(Roles.All.Order(), DemoUsers.All.Select(user => user.Role).Distinct().Order());
        foreach (var user in DemoUsers.All)
        {
            var browser = app.OpenBrowser();
            var answer = await browser.SubmitAsync(
                await browser.GetAsync("/Account/SignIn"),
                "main form",
                new() { ["Input.UserName"] = user.UserName, ["Input.Password"] = DemoUsers.Password }
            );
            if (SecondFactor.IsRequiredOf([user.Role]))
            {
                answer = await browser.SubmitAsync(
                    answer,
                    "#code",
                    new() { ["Code.Code"] = await CodeOfAsync(user.UserName) }
                );
            }

            Assert.Equal("/", answer.Path);
        }
    }

    private async Task<string> CodeOfAsync(string userName)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<RegistryUser>>();
        var key = await users.GetAuthenticatorKeyAsync((await users.FindByNameAsync(userName))!);
        return AuthenticatorCode.Of(
            key!,
            AuthenticatorCode.StepAt(app.Services.GetRequiredService<Clock>().UtcNow)
        );
    }

    [Theory]
    [InlineData("Conoscenza", "Ida Skov|Karen Kjær|Åse Kjær")]
    [InlineData("Ekstern mentor A", "Frederik Kjær|Gitte Eskildsen|Karen Friis")]
    [InlineData("Fredengade/Rosengården", "Bo Ågård|Åse Friis|Øjvind Friis")]
    [InlineData("Internt mentorkorps", "David Kjær|Ellen Møller|Mona Jørgensen")]
    [InlineData("Z-kurs", "Mona Iversen|Per Olsen|Yasmin Møller")]
    public async Task Load_MentorsOfTheImportSamples_AreKnownAndReachable(string provider, string names)
    {
        await CitizensAsync();
        var mentors = await app.DbAsync(db =>
            db.Mentors.Where(mentor => mentor.Provider!.Name == provider).ToListAsync()
        );

        Assert.Subset(mentors.Select(mentor => mentor.Name).ToHashSet(), names.Split('|').ToHashSet());
        Assert.All(mentors, mentor => Assert.EndsWith("@example.dk", mentor.Email, StringComparison.Ordinal));
        Assert.All(mentors, mentor => Assert.StartsWith("00 ", mentor.Phone, StringComparison.Ordinal));
    }

    private async Task<List<Placement>> ActiveOnTablesDayAsync() =>
        [
            .. (await CitizensAsync())
                .SelectMany(citizen => citizen.Placements)
                .Where(placement => !placement.IsCancelled && placement.Period.Contains(TablesDay)),
        ];

    private static MentorRun RunOf(Placement placement) =>
        MentorRun
            .Of(placement.Citizen!.Placements.Select(p => p.Span))
            .Single(run => run.PlacementIds.Contains(placement.Id));

    private static List<string> Table<T>(
        IReadOnlyCollection<Placement> placements,
        IReadOnlyList<T> columns,
        Func<Placement, T> column
    )
    {
        string Line(string name, IReadOnlyCollection<Placement> of) =>
            string.Join(
                ';',
                columns
                    .Select(value => of.Count(p => Equals(column(p), value)))
                    .Append(of.Count)
                    .Select(count => count.ToString(CultureInfo.InvariantCulture))
                    .Prepend(name)
            );
        return
        [
            .. placements
                .GroupBy(placement => placement.Provider!.Category!)
                .OrderBy(category => category.Key.SortOrder)
                .Select(category => Line(category.Key.Name, [.. category])),
            Line("total", placements),
        ];
    }

    private Task<List<Citizen>> CitizensAsync() => DemoKey.LoadAsync(app);
}

public sealed class DemoLoaderTests_Sqlite(SqliteApp app) : DemoLoaderTests(app), IClassFixture<SqliteApp>
{
    [Theory]
    [InlineData("2027-02-28")]
    [InlineData("2028-02-29")]
    [InlineData("2028-03-31")]
    public async Task Load_OtherDays_AnswerKeyHoldsToo(string day)
    {
        await using var other = new SqliteApp();
        await other.InitializeAsync();
        other.Settings["Clock:Today"] = day;

        DemoKey.AssertHolds(await DemoKey.LoadAsync(other), TestData.Day(day));
    }

    [Fact]
    public async Task Start_DemoWishedInDevelopment_LoadsIt()
    {
        await using var first = new SqliteApp { EnvironmentName = "Development" };
        await first.InitializeAsync();
        first.Settings["Demo:LoadOnFirstStart"] = "true";

        Assert.Equal(386, await first.DbAsync(db => db.Citizens.CountAsync()));
        Assert.True(first.Services.GetRequiredService<DemoMark>().IsDemo);
    }

    [Theory]
    [InlineData("Production")]
    [InlineData("Staging")]
    public async Task Start_DemoWishedElsewhere_DoesNotStart(string environment)
    {
        await using var first = new SqliteApp { EnvironmentName = environment };
        await first.InitializeAsync();
        first.Settings["Demo:LoadOnFirstStart"] = "true";

        Assert.Throws<InvalidOperationException>(() => first.Services);

        first.Settings["Demo:LoadOnFirstStart"] = "false";
        Assert.Equal(0, await first.DbAsync(db => db.Citizens.CountAsync()));
    }

    [Fact]
    public async Task Load_DepartmentAlreadyThere_ChangesNothing()
    {
        await using var other = new SqliteApp();
        await other.InitializeAsync();
        await other.Data.CreateDepartmentAsync("Ældre");

        await using var scope = other.Services.CreateAsyncScope();
        Assert.False(
            await scope
                .ServiceProvider.GetRequiredService<DemoLoader>()
                .LoadIntoEmptyAsync(TestContext.Current.CancellationToken)
        );
        Assert.Equal(1, await other.DbAsync(db => db.Departments.CountAsync()));
        Assert.Equal(0, await other.DbAsync(db => db.Users.CountAsync()));
    }

    [Fact]
    public async Task Load_SameDayElsewhere_IsTheSameToTheLetter()
    {
        await using var other = new SqliteApp();
        await other.InitializeAsync();

        Assert.Equal(Letters(await DemoKey.LoadAsync(app)), Letters(await DemoKey.LoadAsync(other)));

        static IEnumerable<string> Letters(IEnumerable<Citizen> citizens) =>
            citizens.Select(citizen =>
                $"{citizen.Reference} {citizen.Name} {string.Join(' ', citizen.Numbers.Select(n => n.Digits))} "
                + string.Join(
                    ' ',
                    citizen.Placements.Select(p => $"{p.Period} {p.ProviderId} {p.MentorId} {p.HelpsWith}")
                )
            );
    }

    private readonly RegistryWebApp app = app;
}

public sealed class DemoLoaderTests_PostgreSql(PostgreSqlApp app)
    : DemoLoaderTests(app),
        IClassFixture<PostgreSqlApp>;

/// <summary>The demo as it lies in the database, compared with its answer key.</summary>
internal static class DemoKey
{
    /// <summary>Loads the demo, unless it is there, and reads all of it.</summary>
    public static async Task<List<Citizen>> LoadAsync(RegistryWebApp app)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var loader = scope.ServiceProvider.GetRequiredService<DemoLoader>();
        await loader.LoadIntoEmptyAsync(TestContext.Current.CancellationToken);
        return await app.DbAsync(db =>
            db.Citizens.Include(c => c.Numbers.OrderBy(n => n.Id))
                .Include(c => c.Placements.OrderBy(p => p.First).ThenBy(p => p.Id))
                    .ThenInclude(p => p.Grants)
                .Include(c => c.Placements)
                    .ThenInclude(p => p.TargetGroup)
                .Include(c => c.Placements)
                    .ThenInclude(p => p.LegalBasis)
                .Include(c => c.Placements)
                    .ThenInclude(p => p.Provider!.Category)
                .AsSplitQuery()
                .OrderBy(c => c.Id)
                .ToListAsync()
        );
    }

    public static void AssertHolds(IReadOnlyCollection<Citizen> citizens, DateOnly loaded)
    {
        var expected = DemoAnswerKey.Entries.Select(entry =>
            Line(
                entry.Reference,
                entry.Name,
                entry.Overlaps.Select(overlap =>
                    (
                        new DatePeriod(overlap.First.On(loaded), overlap.Last?.On(loaded)),
                        overlap.IsAcrossDepartments
                    )
                ),
                entry.SameMentorSince?.On(loaded),
                entry.AnyMentorSince?.On(loaded)
            )
        );
        var found = citizens.Select(citizen =>
        {
            var spans = citizen.Placements.ConvertAll(placement => placement.Span);
            return (
                citizen,
                Overlaps: Overlap.Among(spans),
                Same: MentorRun.Of(spans).FirstOrDefault(run => run.IsOver(24, loaded)),
                Any: MentorRun.WithAnyMentor(spans).FirstOrDefault(run => run.IsOver(24, loaded))
            );
        });
        Assert.Equal(
            expected,
            found
                .Where(f => f.Overlaps.Count > 0 || f.Same is not null || f.Any is not null)
                .Select(f =>
                    Line(
                        f.citizen.Reference,
                        f.citizen.Name,
                        f.Overlaps.Select(pair => (pair.Shared, pair.IsAcrossDepartments)),
                        f.Same?.Period.First,
                        f.Any?.Period.First
                    )
                )
        );
    }

    private static string Line(
        string reference,
        string name,
        IEnumerable<(DatePeriod Shared, bool IsAcross)> overlaps,
        DateOnly? same,
        DateOnly? any
    ) =>
        $"{reference} {name}: "
        + string.Join(
            ", ",
            overlaps
                .Select(o => $"{o.Shared} {(o.IsAcross ? "across" : "within")}")
                .Order(StringComparer.Ordinal)
        )
        + $"; same mentor since {same:yyyy-MM-dd}; any mentor since {any:yyyy-MM-dd}";
}
