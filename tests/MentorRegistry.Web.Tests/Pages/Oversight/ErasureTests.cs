using System.Net;
using MentorRegistry.Domain.Citizens;
using MentorRegistry.Domain.Oversight;
using MentorRegistry.Web.Access;
using MentorRegistry.Web.Data;
using MentorRegistry.Web.Data.Erasing;
using MentorRegistry.Web.Jobs;
using MentorRegistry.Web.Tests.Data.Erasing;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace MentorRegistry.Web.Tests.Pages.Oversight;

/// <summary>What is due is proposed by one, approved by another, and gone: all of it, or nothing.</summary>
public abstract class ErasureTests(RegistryWebApp app)
{
    protected const string Page = "/Oversight/Erasure";

    protected static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Approve_ByAnother_LeavesNothingOfTheCitizenButTheCounts()
    {
        var citizen = await app.CreateWholeCitizenAsync();
        var placement = await app.DbAsync(db =>
            db.Placements.AsNoTracking()
                .Include(p => p.Provider)
                .SingleAsync(p => p.CitizenId == citizen.Id && !p.IsCancelled, Ct)
        );
        var logRows = await app.DbAsync(async db =>
            (await db.Lookups.CountAsync(Ct), await db.AuditEntries.CountAsync(Ct))
        );
        var item = await SpotCheckOfAsync(citizen);
        var (proposer, approver) = await ProposeAsync();

        var page = await PressAsync(approver, "Approve");

        Assert.Contains("Sletningen er gennemført", page.Text, StringComparison.Ordinal);
        await app.DbAsync(async db =>
        {
            Assert.Empty(await WholeCitizen.RowsOfAsync(db, citizen.Id));
            var numbers = citizen.Numbers.Select(number => number.Digits).ToArray();
            Assert.False(await db.Lookups.AnyAsync(l => numbers.Contains(l.Criterion), Ct));
            Assert.False(
                await db.Lookups.AnyAsync(
                    l =>
                        l.Erased != null && (l.PurposeId != null || l.PurposeName != null || l.IsOwn != null),
                    Ct
                )
            );
            Assert.False(await db.AuditEntries.AnyAsync(e => e.After!.Contains(citizen.Name), Ct));
            await AssertHasNoRemarkAsync(db, item);
            var kept = await db.ErasedPlacements.SingleAsync(
                e => e.DepartmentId == placement.DepartmentId,
                Ct
            );
            Assert.Equal(
                (
                    placement.TargetGroupId,
                    placement.LegalBasisId,
                    placement.Provider!.CategoryId,
                    placement.First,
                    placement.Last
                ),
                (kept.TargetGroupId, kept.LegalBasisId, kept.CategoryId, kept.First, kept.Last)
            );
            var hours = await db.ErasedHours.SingleAsync(e => e.DepartmentId == placement.DepartmentId, Ct);
            Assert.Equal(
                (placement.ProviderId, new DateOnly(2018, 3, 1), 137, 149, 11, 1070_74),
                (
                    hours.ProviderId,
                    hours.Month,
                    hours.DeliveredMinutes,
                    hours.BillableMinutes,
                    hours.NoShows,
                    hours.CostOre
                )
            );
            // The logs have as many rows as before and those of the erasure itself.
            Assert.True(await db.Lookups.CountAsync(Ct) >= logRows.Item1);
            Assert.True(await db.AuditEntries.CountAsync(Ct) > logRows.Item2);
            return 0;
        });
        Assert.Empty(await app.FaultsAsync());
        var record = await LastAsync();
        Assert.Contains(citizen.Reference, record.References.Split(' '));
        Assert.True(record.IsApproved);
        Assert.Equal((proposer.UserName, approver.UserName), (record.ProposedBy, record.DecidedBy));
        Assert.True(record is { Citizens: >= 1, Placements: >= 2, LookupRows: >= 2, HistoryRows: >= 10 });
        Assert.Contains(citizen.Reference, page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(citizen.Name, page.Html, StringComparison.Ordinal);
        Assert.True(
            await app.DbAsync(db =>
                db.AuditEntries.AnyAsync(
                    e => e.Root == nameof(Erasure) && e.After!.Contains(approver.UserName!),
                    Ct
                )
            )
        );
    }

    [Fact]
    public async Task Approve_BySamePerson_IsRefusedAlsoWhenSentByHand()
    {
        var citizen = await app.CreateWholeCitizenAsync();
        var (proposer, _) = await ProposeAsync();
        var browser = await app.SignInAsync(proposer);
        var page = await browser.GetAsync(Page);
        Assert.Null(page.Document.QuerySelector("form[action*=Approve]"));
        Assert.Contains("En anden skal godkende den.", page.Text, StringComparison.Ordinal);

        var refused = await browser.PostRawAsync(
            $"{Page}?handler=Approve",
            new()
            {
                ["id"] = page
                    .Document.QuerySelector("form[action*=Reject] input[name=id]")!
                    .GetAttribute("value")!,
                ["__RequestVerificationToken"] = page
                    .Document.QuerySelector("main input[name=__RequestVerificationToken]")!
                    .GetAttribute("value")!,
            }
        );

        Assert.Contains("Du har selv foreslået sletningen", refused.Text, StringComparison.Ordinal);
        Assert.True(await IsThereAsync(citizen));
        Assert.Null((await LastAsync()).DecidedUtc);
    }

    [Fact]
    public async Task Approve_BreaksInTheMiddle_ErasesNothing()
    {
        var citizen = await app.CreateWholeCitizenAsync();
        // Something refers to the citizen that erasure knows nothing of, so its last statement fails.
        await app.DbAsync(db =>
            db.Database.ExecuteSqlRawAsync(
                """CREATE TABLE "Unknown" ("Citizen" bigint REFERENCES "Citizens" ("Id"))""",
                Ct
            )
        );
        await app.DbAsync(db =>
            db.Database.ExecuteSqlAsync($"""INSERT INTO "Unknown" VALUES ({citizen.Id})""", Ct)
        );
        try
        {
            var before = await CountsAsync(citizen.Id);
            var (_, approver) = await ProposeAsync();

            var page = await PressAsync(approver, "Approve");

            Assert.Equal(HttpStatusCode.InternalServerError, page.Status);
            Assert.Contains(
                "Sletningen kunne ikke gennemføres. Intet er slettet, og forslaget venter stadig.",
                page.TextOf(".alert-error"),
                StringComparison.Ordinal
            );
            Assert.NotNull(page.Document.QuerySelector("form[action*=Approve]"));
            Assert.Equal(before, await CountsAsync(citizen.Id));
            Assert.Null((await LastAsync()).DecidedUtc);
            Assert.False(
                await app.DbAsync(async db =>
                {
                    var department = await db
                        .Placements.Where(p => p.CitizenId == citizen.Id && !p.IsCancelled)
                        .Select(p => p.DepartmentId)
                        .SingleAsync(Ct);
                    return await db.ErasedPlacements.AnyAsync(e => e.DepartmentId == department, Ct);
                })
            );
            Assert.Empty(await app.FaultsAsync());
        }
        finally
        {
            await app.DbAsync(db => db.Database.ExecuteSqlRawAsync("DROP TABLE \"Unknown\"", Ct));
        }
    }

    [Fact]
    public async Task Approve_ProposalIsChangedMeanwhile_TellsThatNothingIsErased()
    {
        var citizen = await app.CreateWholeCitizenAsync();
        var (_, approver) = await ProposeAsync();
        await using var _ = await ChangeMeanwhileAsync();

        var page = await PressAsync(approver, "Approve");

        Assert.Equal(HttpStatusCode.Conflict, page.Status);
        Assert.Contains(
            "Oplysningerne blev ændret, mens de skulle slettes. Intet er slettet",
            page.TextOf(".alert-error"),
            StringComparison.Ordinal
        );
        Assert.True(await IsThereAsync(citizen));
        Assert.Null((await LastAsync()).DecidedUtc);
        Assert.Empty(await app.FaultsAsync());
    }

    [Fact]
    public async Task Approve_AnotherHasApprovedMeanwhile_TellsThatItIsDecided()
    {
        await app.CreateWholeCitizenAsync();
        var (_, approver) = await ProposeAsync();
        var late = await app.SignInAsync(Roles.Administrator);
        var stale = await late.GetAsync(Page);
        await PressAsync(approver, "Approve");

        var page = await late.SubmitAsync(stale, "form[action*=Approve]");

        Assert.Contains(
            "Forslaget er allerede afgjort.",
            page.TextOf(".alert-error"),
            StringComparison.Ordinal
        );
        Assert.Equal(approver.UserName, (await LastAsync()).DecidedBy);
    }

    /// <summary>Until it is disposed of, the proposal is changed by somebody else in the middle of being approved.</summary>
    protected abstract Task<IAsyncDisposable> ChangeMeanwhileAsync();

    protected sealed class Undo(RegistryWebApp app, string sql) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() =>
            await app.DbAsync(db => db.Database.ExecuteSqlRawAsync(sql, Ct));
    }

    [Fact]
    public async Task Approve_CitizenGotPlacementSinceProposal_IsLeftWhole()
    {
        var (citizen, other) = (await app.CreateWholeCitizenAsync(), await app.CreateWholeCitizenAsync());
        var (_, approver) = await ProposeAsync();
        await app.Data.CreatePlacementAsync(citizen, days: "2026-11-01..2027-01-31");
        var before = await CountsAsync(citizen.Id);

        await PressAsync(approver, "Approve");

        Assert.Equal(before, await CountsAsync(citizen.Id));
        Assert.False(await IsThereAsync(other));
        Assert.Contains(citizen.Reference, (await LastAsync()).KeptReferences!.Split(' '));
    }

    [Fact]
    public async Task Approve_SearchesForTheCitizen_AreInTheDocumentFirstAndThenErased()
    {
        var (former, name, cpr) = (
            TestData.CreateName("Ida Øster"),
            TestData.CreateName("Ida Åkær"),
            TestData.CreateCpr()
        );
        var citizen = await app.Data.CreateCitizenAsync(former, cpr: cpr);
        await app.Data.CreatePlacementAsync(citizen, days: "2018-01-01..2018-12-31");
        await app.DbAsync(async db =>
        {
            (await db.Citizens.SingleAsync(c => c.Id == citizen.Id, Ct)).Name = name;
            return await db.SaveChangesAsync(Ct);
        });
        // The last two are anybody's.
        string[] typed =
        [
            $"{cpr[..6]}-{cpr[6..]}",
            $"{name} {cpr[..6]} {cpr[6..]}",
            name,
            $"  {name.ToLowerInvariant().Replace(" ", "  ", StringComparison.Ordinal)} ",
            former.ToUpperInvariant().Normalize(System.Text.NormalizationForm.FormD),
            "ØSTE, ida",
            $"Åkæ {cpr[..6]}",
            $"{name} med mere",
            name[..4],
            "Ida med mere",
        ];
        var rows = new List<long>();
        foreach (var criterion in typed)
        {
            rows.Add(await AddSearchAsync(criterion));
        }

        var auditor = await app.SignInAsync(Roles.Auditor);
        var document = await auditor.GetAsync($"/Oversight/CitizenFile/{citizen.Reference}?handler=Json");
        var (_, approver) = await ProposeAsync();
        await PressAsync(approver, "Approve");

        var told = System.Text.Json.JsonDocument.Parse(document.Html).RootElement.GetProperty("lookups");
        var searched = told.EnumerateArray()
            .Select(row => row.GetProperty("searchedFor").GetString())
            .ToList();
        Assert.All(typed[..8], criterion => Assert.Contains(criterion, searched));
        Assert.All(typed[8..], criterion => Assert.DoesNotContain(criterion, searched));
        var left = await app.DbAsync(db =>
            db.Lookups.Where(l => rows.Contains(l.Id) && l.Criterion != null)
                .Select(l => l.Criterion!)
                .ToListAsync(Ct)
        );
        Assert.Equal(typed[8..], left);
        Assert.Empty(await app.FaultsAsync());
    }

    [Theory]
    // Today is 20 November 2026: five years back is 20 November 2021.
    [InlineData("2020-01-01..2021-11-19", true)]
    [InlineData("2020-01-01..2021-11-20", false)]
    [InlineData("2020-01-01..", false)]
    public async Task Due_LastDay_IsFiveYearsBack(string days, bool isDue)
    {
        var placement = await app.Data.CreatePlacementAsync(days: days);

        Assert.Equal(isDue, await IsDueAsync(placement.CitizenId));
    }

    [Fact]
    public async Task Due_OneOfTwoPlacementsIsNotDue_CitizenIsNot()
    {
        var citizen = await app.Data.CreateCitizenAsync();
        await app.Data.CreatePlacementAsync(citizen, days: "2018-01-01..2018-12-31");
        Assert.True(await IsDueAsync(citizen.Id));

        await app.Data.CreatePlacementAsync(citizen, days: "2025-01-01..2025-12-31");

        Assert.False(await IsDueAsync(citizen.Id));
    }

    [Fact]
    public async Task Due_BasisRecordedSince_CitizenIsNot()
    {
        var citizen = await app.CreateWholeCitizenAsync();
        Assert.True(await IsDueAsync(citizen.Id));

        await app.Data.CreateSharingAsync(
            citizen,
            await app.Data.CreateDepartmentAsync(),
            await app.Data.CreateDepartmentAsync()
        );

        Assert.False(await IsDueAsync(citizen.Id));
    }

    [Fact]
    public async Task Approve_OldLookupOfCitizenWhoStays_LosesItsContentAndTheChainHolds()
    {
        var placement = await app.Data.CreatePlacementAsync();
        var now = app.Services.GetRequiredService<Clock>().UtcNow;
        var (old, recent) = (
            await AddLookupAsync(placement.CitizenId, now.AddMonths(-24).AddDays(-1)),
            await AddLookupAsync(placement.CitizenId, now.AddMonths(-24).AddDays(1))
        );
        var check = new SpotCheck { DrawnBy = "Tilsyn" };
        check.Items.AddRange([new SpotCheckItem { LookupId = old }, new SpotCheckItem { LookupId = recent }]);
        check.Items.ForEach(drawn =>
            Assert.True(drawn.TryJudge(true, $"Om {drawn.LookupId}", "Tilsyn", now))
        );
        await app.Data.AddAsync(check);
        var (_, approver) = await ProposeAsync();

        await PressAsync(approver, "Approve");

        await app.DbAsync(async db =>
        {
            var items = await db.SpotCheckItems.Where(i => i.SpotCheckId == check.Id).ToListAsync(Ct);
            await AssertHasNoRemarkAsync(db, items.Single(i => i.LookupId == old));
            Assert.Equal($"Om {recent}", items.Single(i => i.LookupId == recent).Remark);
            var erased = await db.Lookups.SingleAsync(l => l.Id == old, Ct);
            Assert.Equal((null, "", ""), (erased.CitizenId, erased.UserId, erased.UserName));
            Assert.Equal(
                placement.CitizenId,
                (await db.Lookups.SingleAsync(l => l.Id == recent, Ct)).CitizenId
            );
            return 0;
        });
        Assert.Empty(await app.FaultsAsync());
    }

    [Theory]
    [InlineData("UPDATE \"Lookups\" SET \"UserName\" = 'en anden' WHERE \"Id\" = {0}")]
    [InlineData("UPDATE \"Lookups\" SET \"Erased\" = NULL WHERE \"Id\" = {0}")]
    public async Task Verify_ErasedRowIsMeddledWith_IsFound(string statement)
    {
        await using var fresh = await OpenFreshAsync();
        var row = await fresh.EraseOneAsync();
        Assert.Empty(await fresh.App.FaultsAsync());

        await fresh.App.DbAsync(db => db.Database.ExecuteSqlRawAsync(statement, [row], Ct));

        Assert.Equal([$"lookup Altered {row}-{row}"], await fresh.App.FaultsAsync());
    }

    [Fact]
    public async Task Verify_RowIsErasedBySomebodyElse_IsFound()
    {
        await using var fresh = await OpenFreshAsync();
        var erased = await fresh.EraseOneAsync();
        var other = await fresh.App.DbAsync(db =>
            db.Lookups.Where(l => l.Erased == null).OrderBy(l => l.Id).Select(l => l.Id).FirstAsync(Ct)
        );

        // What stands in an erased row does for no other one.
        await fresh.App.DbAsync(db =>
            db.Database.ExecuteSqlAsync(
                $"""
                UPDATE "Lookups" SET "CitizenId" = NULL, "UserId" = '', "UserName" = '',
                "Erased" = (SELECT "Erased" FROM "Lookups" WHERE "Id" = {erased}) WHERE "Id" = {other}
                """,
                Ct
            )
        );

        Assert.Equal([$"lookup Altered {other}-{other}"], await fresh.App.FaultsAsync());
    }

    [Fact]
    public async Task LogRestart_WithErasedRows_VerifiesAfter()
    {
        await using var fresh = await OpenFreshAsync();
        await fresh.EraseOneAsync();

        await using (var scope = fresh.App.Services.CreateAsyncScope())
        {
            await scope.ServiceProvider.GetRequiredService<Web.Data.Logs.LogBeginning>().AnewAsync(Ct);
        }

        // What was left is the content now: with another key the old content's HMAC would be worth nothing.
        Assert.False(await fresh.App.DbAsync(db => db.Lookups.AnyAsync(l => l.Erased != null, Ct)));
        Assert.Empty(await fresh.App.FaultsAsync());
    }

    [Fact]
    public async Task Reject_Proposal_ErasesNothingAndCanBeProposedAgain()
    {
        var citizen = await app.CreateWholeCitizenAsync();
        var (_, approver) = await ProposeAsync();

        var page = await PressAsync(approver, "Reject");

        Assert.Contains("Forslaget er afvist. Intet er slettet.", page.Text, StringComparison.Ordinal);
        Assert.True(await IsThereAsync(citizen));
        Assert.NotNull(page.Document.QuerySelector("form[action*=Propose]"));
    }

    [Fact]
    public async Task Propose_WhileOneIsOpen_MakesNoOther()
    {
        await app.CreateWholeCitizenAsync();
        var (proposer, _) = await ProposeAsync();
        var first = await LastAsync();
        var browser = await app.SignInAsync(proposer);
        var page = await browser.GetAsync(Page);

        var answer = await browser.PostRawAsync(
            $"{Page}?handler=Propose",
            new()
            {
                ["__RequestVerificationToken"] = page
                    .Document.QuerySelector("main input[name=__RequestVerificationToken]")!
                    .GetAttribute("value")!,
            }
        );

        Assert.Contains("Der er ikke oprettet et forslag", answer.Text, StringComparison.Ordinal);
        Assert.Equal(first.Id, (await LastAsync()).Id);
    }

    [Theory]
    [InlineData(Roles.Auditor)]
    [InlineData(Roles.Administrator)]
    public async Task Start_SomebodyIsDue_LeadsToTheList(string role)
    {
        var citizen = await app.CreateWholeCitizenAsync();
        var browser = await app.SignInAsync(role);

        var start = await browser.GetAsync("/");
        Assert.Matches("kan slettes", start.TextOf(".citizens-due"));
        await RejectOpenAsync();
        var page = await browser.GetAsync(Page);

        Assert.Contains(citizen.Reference, page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(citizen.Name, page.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Job_EveryNight_ErasesOldSessionsAndNothingElse()
    {
        var citizen = await app.CreateWholeCitizenAsync();
        var before = await CountsAsync(citizen.Id);
        var user = await app.Data.CreateUserAsync([Roles.Caseworker]);
        var now = app.Services.GetRequiredService<Clock>().UtcNow;
        var (old, recent) = (
            await AddSessionAsync(user, now.AddDays(-32)),
            await AddSessionAsync(user, now.AddDays(-29))
        );

        await using (var scope = app.Services.CreateAsyncScope())
        {
            await scope.ServiceProvider.GetRequiredService<Retention>().RunAsync(RegistryWebApp.Today, Ct);
        }

        var left = await app.DbAsync(db =>
            db.Sessions.Where(s => s.UserId == user.Id).Select(s => s.Id).ToListAsync(Ct)
        );
        Assert.Equal([recent], left);
        Assert.NotEqual(old, recent);
        Assert.Equal(before, await CountsAsync(citizen.Id));
    }

    protected async Task<(RegistryUser Proposer, RegistryUser Approver)> ProposeAsync()
    {
        await RejectOpenAsync();
        var proposer = await app.Data.CreateUserAsync([Roles.Auditor]);
        var approver = await app.Data.CreateUserAsync([Roles.Administrator]);
        var browser = await app.SignInAsync(proposer);
        var page = await browser.SubmitAsync(await browser.GetAsync(Page), "form[action*=Propose]");
        Assert.Contains("Sletningen er foreslået.", page.Text, StringComparison.Ordinal);
        return (proposer, approver);
    }

    protected async Task<PageAnswer> PressAsync(RegistryUser user, string handler)
    {
        var browser = await app.SignInAsync(user);
        return await browser.SubmitAsync(await browser.GetAsync(Page), $"form[action*={handler}]");
    }

    private Task<SpotCheckItem> SpotCheckOfAsync(Citizen citizen) =>
        app.DbAsync(db =>
            db.SpotCheckItems.AsNoTracking()
                .SingleAsync(i => db.Lookups.Any(l => l.Id == i.LookupId && l.CitizenId == citizen.Id), Ct)
        );

    // That it was drawn and judged stays.
    private static async Task AssertHasNoRemarkAsync(RegistryDb db, SpotCheckItem item)
    {
        var left = await db.SpotCheckItems.AsNoTracking().SingleAsync(i => i.Id == item.Id, Ct);
        Assert.NotNull(left.NeedsFollowUp);
        Assert.Null(left.Remark);
        Assert.False(
            await db.AuditEntries.AnyAsync(
                e => e.Root == nameof(SpotCheckItem) && e.RootId == $"{item.Id}",
                Ct
            )
        );
    }

    // What a test before has left open.
    private Task<int> RejectOpenAsync() =>
        app.DbAsync(async db =>
        {
            foreach (var open in await db.Erasures.Where(e => e.DecidedUtc == null).ToListAsync(Ct))
            {
                (open.DecidedUtc, open.DecidedBy) = (open.ProposedUtc, "test");
            }

            return await db.SaveChangesAsync(Ct);
        });

    private Task<Erasure> LastAsync() =>
        app.DbAsync(db => db.Erasures.AsNoTracking().OrderBy(e => e.Id).LastAsync(Ct));

    protected Task<bool> IsThereAsync(Citizen citizen) =>
        app.DbAsync(db => db.Citizens.AnyAsync(c => c.Id == citizen.Id, Ct));

    private async Task<bool> IsDueAsync(long citizenId)
    {
        await using var scope = app.Services.CreateAsyncScope();
        return await scope
            .ServiceProvider.GetRequiredService<DueForErasure>()
            .Citizens()
            .AnyAsync(c => c.Id == citizenId, Ct);
    }

    private Task<string> CountsAsync(long citizenId) =>
        app.DbAsync(async db =>
            string.Join(
                ", ",
                (await WholeCitizen.RowsOfAsync(db, citizenId))
                    .GroupBy(row => row.Table.Name)
                    .Select(rows => $"{rows.Key} {rows.Count()}")
            )
        );

    private async Task<long> AddLookupAsync(long citizenId, DateTime atUtc) =>
        (
            await app.Data.AddAsync(
                new LookupEntry
                {
                    AtUtc = atUtc,
                    UserId = "1",
                    UserName = "spejder",
                    CitizenId = citizenId,
                    Kind = LookupKind.Overview,
                }
            )
        ).Id;

    private async Task<long> AddSearchAsync(string criterion) =>
        (
            await app.Data.AddAsync(
                new LookupEntry
                {
                    AtUtc = app.Services.GetRequiredService<Clock>().UtcNow,
                    UserId = "1",
                    UserName = "spejder",
                    Kind = LookupKind.Search,
                    Criterion = criterion,
                }
            )
        ).Id;

    private async Task<Guid> AddSessionAsync(RegistryUser user, DateTime startedUtc) =>
        (
            await app.Data.AddAsync(
                new UserSession
                {
                    Id = Guid.NewGuid(),
                    UserId = user.Id,
                    StartedUtc = startedUtc,
                    SeenUtc = startedUtc,
                    Device = "",
                }
            )
        ).Id;

    private async Task<Fresh> OpenFreshAsync()
    {
        // A log that is meddled with is of use to no other test.
        RegistryWebApp other = app is PostgreSqlApp postgreSql ? postgreSql.Another() : new SqliteApp();
        await other.InitializeAsync();
        return new Fresh(other);
    }

    /// <summary>A program of its own for one test.</summary>
    private sealed class Fresh(RegistryWebApp app) : IAsyncDisposable
    {
        public RegistryWebApp App { get; } = app;

        /// <summary>Erases the second of three lookups; its number.</summary>
        public async Task<long> EraseOneAsync()
        {
            var citizen = await App.Data.CreateCitizenAsync();
            var rows = new List<LookupEntry>();
            foreach (var _ in Enumerable.Range(0, 3))
            {
                rows.Add(
                    await App.Data.AddAsync(
                        new LookupEntry
                        {
                            AtUtc = new DateTime(2026, 1, 1, 8, 0, 0, DateTimeKind.Utc),
                            UserId = "1",
                            UserName = "spejder",
                            CitizenId = citizen.Id,
                            Kind = LookupKind.Overview,
                        }
                    )
                );
            }

            await App.DbAsync(async db =>
            {
                var row = await db.Lookups.SingleAsync(l => l.Id == rows[1].Id, Ct);
                db.EraseContent(
                    Web.Data.Logs.ChainedLog.Lookups,
                    row,
                    () => (row.UserId, row.UserName, row.CitizenId) = ("", "", null)
                );
                return await db.SaveChangesAsync(Ct);
            });
            return rows[1].Id;
        }

        public ValueTask DisposeAsync() => App.DisposeAsync();
    }
}

public sealed class ErasureTests_Sqlite(SqliteApp app) : ErasureTests(app), IClassFixture<SqliteApp>
{
    private readonly SqliteApp _app = app;

    [Fact]
    public async Task Approve_ManyRowsErased_NothingOfThemIsLeftInTheDatabaseFile()
    {
        // Enough for pages to be split and given free.
        var citizens = new List<Citizen>();
        for (var i = 0; i < 60; i++)
        {
            var citizen = await _app.Data.CreateCitizenAsync();
            await _app.Data.CreatePlacementAsync(citizen, days: "2018-01-01..2018-12-31");
            citizens.Add(citizen);
        }

        string[] gone = [.. citizens.SelectMany(c => new[] { c.Name, c.Numbers[0].Digits })];
        var (_, approver) = await ProposeAsync();
        Assert.Equal(gone, await FoundAsync(gone));

        await PressAsync(approver, "Approve");

        Assert.Empty(await FoundAsync(gone));
    }

    [Fact]
    public async Task Job_ErasureSinceLastNight_WipesTheFileAgain()
    {
        // As if the disk had been full when it was approved: the text stands in free space, in no row.
        string[] gone = [TestData.CreateName("Slettet browser")];
        var user = await _app.Data.CreateUserAsync([Roles.Caseworker]);
        var session = await _app.Data.AddAsync(
            new UserSession
            {
                Id = Guid.NewGuid(),
                UserId = user.Id,
                StartedUtc = _app.Services.GetRequiredService<Clock>().UtcNow,
                SeenUtc = _app.Services.GetRequiredService<Clock>().UtcNow,
                Device = gone[0],
            }
        );
        await _app.CreateWholeCitizenAsync();
        await ProposeAsync();
        await _app.DbAsync(async db =>
        {
            await db.Database.ExecuteSqlAsync($"""DELETE FROM "Sessions" WHERE "Id" = {session.Id}""", Ct);
            var open = await db.Erasures.SingleAsync(e => e.DecidedUtc == null, Ct);
            (open.IsApproved, open.DecidedBy) = (true, "test");
            open.DecidedUtc = _app.Services.GetRequiredService<Clock>().UtcNow;
            return await db.SaveChangesAsync(Ct);
        });
        Assert.Equal(gone, await FoundAsync(gone));

        await using var scope = _app.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<Retention>().RunAsync(RegistryWebApp.Today, Ct);

        Assert.Empty(await FoundAsync(gone));
    }

    private async Task<string[]> FoundAsync(string[] texts)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        foreach (var file in Directory.GetFiles(_app.Settings["DataFolder"]!, "registry.db*"))
        {
            await using var stream = new FileStream(
                file,
                FileMode.Open,
                FileAccess.Read,
                FileShare.ReadWrite | FileShare.Delete
            );
            var bytes = new byte[stream.Length];
            await stream.ReadExactlyAsync(bytes, Ct);
            found.UnionWith(
                texts.Where(text => bytes.AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(text)) >= 0)
            );
        }

        return [.. texts.Where(found.Contains)];
    }

    [Fact]
    public async Task Approve_FileLockedByAnotherProgram_TellsThatNothingIsErased()
    {
        var citizen = await _app.CreateWholeCitizenAsync();
        var (_, approver) = await ProposeAsync();
        var browser = await _app.SignInAsync(approver);
        var asked = await browser.GetAsync(Page);
        await using var other = new SqliteConnection(
            $"Data Source={Path.Combine(_app.Settings["DataFolder"]!, "registry.db")}"
        );
        await other.OpenAsync(Ct);
        await using var transaction = other.BeginTransaction(deferred: false);

        var page = await browser.SubmitAsync(asked, "form[action*=Approve]");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, page.Status);
        Assert.Contains(
            "Databasen var optaget. Intet er slettet",
            page.TextOf(".alert-error"),
            StringComparison.Ordinal
        );
        await transaction.RollbackAsync(Ct);
        Assert.True(await IsThereAsync(citizen));
    }

    protected override async Task<IAsyncDisposable> ChangeMeanwhileAsync()
    {
        await _app.DbAsync(db =>
            db.Database.ExecuteSqlRawAsync(
                """
                CREATE TRIGGER "Meanwhile" BEFORE INSERT ON "ErasedPlacements"
                BEGIN UPDATE "Erasures" SET "Version" = "Version" + 1; END
                """,
                Ct
            )
        );
        return new Undo(_app, "DROP TRIGGER \"Meanwhile\"");
    }
}

public sealed class ErasureTests_PostgreSql(PostgreSqlApp app)
    : ErasureTests(app),
        IClassFixture<PostgreSqlApp>
{
    private readonly PostgreSqlApp _app = app;

    protected override async Task<IAsyncDisposable> ChangeMeanwhileAsync()
    {
        await _app.DbAsync(db =>
            db.Database.ExecuteSqlRawAsync(
                """
                CREATE FUNCTION meanwhile() RETURNS trigger LANGUAGE plpgsql AS
                $$ BEGIN UPDATE "Erasures" SET "Version" = "Version" + 1; RETURN NEW; END $$;
                CREATE TRIGGER "Meanwhile" BEFORE INSERT ON "ErasedPlacements"
                FOR EACH ROW EXECUTE FUNCTION meanwhile()
                """,
                Ct
            )
        );
        return new Undo(
            _app,
            "DROP TRIGGER \"Meanwhile\" ON \"ErasedPlacements\"; DROP FUNCTION meanwhile()"
        );
    }
}
