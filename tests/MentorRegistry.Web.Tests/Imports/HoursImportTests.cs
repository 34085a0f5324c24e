using System.Security.Claims;
using System.Text;
using MentorRegistry.Domain.Citizens;
using MentorRegistry.Domain.Hours;
using MentorRegistry.Domain.Organisation;
using MentorRegistry.Domain.Placements;
using MentorRegistry.Web.Access;
using MentorRegistry.Web.Data;
using MentorRegistry.Web.Formatting;
using MentorRegistry.Web.Imports;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace MentorRegistry.Web.Tests.Imports;

public sealed class HoursImportTests_Sqlite(SqliteApp app) : HoursImportTests(app), IClassFixture<SqliteApp>;

public sealed class HoursImportTests_PostgreSql(PostgreSqlApp app)
    : HoursImportTests(app),
        IClassFixture<PostgreSqlApp>;

/// <summary>Today is Friday 20 November 2026; its week of the month is 16 to 22 November.</summary>
public abstract class HoursImportTests(RegistryWebApp app) : ImportTest(app)
{
    private const string Columns =
        "cpr;borgernummer;kildesystem;kilde_id;leverandør;mentor;dato;måned;leveret;fakturerbare;lukket_dør;begrundelse";

    [Fact]
    public async Task Load_RowOfADay_WritesTheWeekWithThePriceOfItsFirstDay()
    {
        var provider = await App.Data.CreateProviderAsync();
        await App.Data.CreateRateAsync(provider, "2026-01-01..2026-11-10", kroner: 400);
        await App.Data.CreateRateAsync(provider, "2026-11-11..", kroner: 600);
        var cpr = TestData.CreateCpr();
        var placement = await App.Data.CreatePlacementAsync(
            await App.Data.CreateCitizenAsync(cpr: cpr),
            provider: provider
        );

        var report = await LoadAsync(
            Hours(cpr, day: "11-11-2026", delivered: "1,5", billable: "2", noShows: "1")
        );

        Assert.Empty(report.Errors);
        Assert.Equal((1, 1, 0, 0), (report.Rows, report.Added, report.Changed, report.Same));
        var line = Assert.Single(await LinesAsync(placement));
        Assert.Equal(TestData.Period("2026-11-09..2026-11-15"), line.Days);
        Assert.Equal(new HoursAmount(90, 120, 1), line.Amount);
        Assert.Equal((40_000L, 80_000L), (line.OrePerHour, line.CostOre));
        Assert.Equal(
            (placement.CitizenId, placement.DepartmentId, provider.Id),
            (line.CitizenId, line.DepartmentId, line.ProviderId)
        );
        var history = Assert.Single(await HistoryAsync(line));
        Assert.Equal(
            (AuditAction.Added, "Indlæst fra timer.csv", placement.CitizenId),
            (history.Action, history.Reason, history.CitizenId)
        );
    }

    [Theory]
    [InlineData("2026-10")]
    [InlineData("10-2026")]
    [InlineData("10.2026")]
    [InlineData("okt 2026")]
    [InlineData("Oktober 2026")]
    [InlineData("oct 2026")]
    [InlineData("01-10-2026")]
    public async Task Load_RowOfAMonth_WritesTheWholeMonth(string month)
    {
        var (placement, cpr) = await CreatePlacementAsync();

        await LoadedAsync(Hours(cpr, month: month, delivered: "8"));

        var line = Assert.Single(await LinesAsync(placement));
        Assert.Equal(TestData.Period("2026-10-01..2026-10-31"), line.Days);
        Assert.Equal(new HoursAmount(480, 480, 0), line.Amount);
    }

    [Fact]
    public async Task Load_SeveralRowsOfOneWeek_AreAddedUpBeforeTheyAreJudged()
    {
        var (placement, cpr) = await CreatePlacementAsync();

        var report = await LoadedAsync(
            Hours(cpr, day: "02-11-2026", delivered: "1"),
            Hours(cpr, day: "04-11-2026", delivered: "0,75", billable: "1"),
            Hours(cpr, day: "09-11-2026", delivered: "1"),
            Hours(cpr, day: "05-11-2026", delivered: "", noShows: "1")
        );

        Assert.Equal((4, 2), (report.Rows, report.Added));
        Assert.Equal(
            [new HoursAmount(105, 120, 1), new HoursAmount(60, 60, 0)],
            (await LinesAsync(placement)).Select(line => line.Amount)
        );
    }

    [Fact]
    public async Task Load_SameFileTwice_ChangesNothing()
    {
        var (placement, cpr) = await CreatePlacementAsync();
        string[] rows =
        [
            Hours(cpr, day: "02-11-2026", delivered: "1"),
            Hours(cpr, day: "11-11-2026", delivered: "2"),
            Hours(cpr, month: "okt 2026", delivered: "20", reason: "Flytning"),
        ];
        await LoadedAsync(rows);
        var history = await App.DbAsync(db => db.AuditEntries.CountAsync(Ct));

        var again = await LoadedAsync(rows);

        Assert.Equal((0, 0, 3), (again.Added, again.Changed, again.Same));
        Assert.False(again.ChangesSomething);
        Assert.Equal(history, await App.DbAsync(db => db.AuditEntries.CountAsync(Ct)));
        Assert.Equal(3, (await LinesAsync(placement)).Count);
    }

    [Fact]
    public async Task Check_RowChangesHoursThatAreThere_TellsOldAndNewAndWritesNothing()
    {
        var (placement, cpr) = await CreatePlacementAsync();
        await LoadedAsync(Hours(cpr, day: "02-11-2026", delivered: "1"));

        var report = await CheckAsync(
            Hours(cpr, day: "02-11-2026", delivered: "1,5", billable: "1", noShows: "1")
        );

        Assert.Equal((0, 1, 0), (report.Added, report.Changed, report.Same));
        var days = $"{Format.Date(TestData.Day("2026-11-02"))}–{Format.Date(TestData.Day("2026-11-08"))}";
        var whose = $"{CitizenReference.Of(placement.CitizenId)}, {days}";
        Assert.Equal(
            [
                new ImportChange(2, whose, ImportColumn.Delivered, "1", Format.Hours(90)),
                new ImportChange(2, whose, ImportColumn.NoShows, "0", "1"),
            ],
            report.Changes
        );
        Assert.Equal(60, Assert.Single(await LinesAsync(placement)).DeliveredMinutes);
    }

    [Fact]
    public async Task Load_RowChangesHoursThatAreThere_WritesThemWithHistoryAndTheirOldPrice()
    {
        var provider = await App.Data.CreateProviderAsync();
        var rate = await App.Data.CreateRateAsync(provider, kroner: 400);
        var (placement, cpr) = await CreatePlacementAsync(provider: provider);
        await LoadedAsync(Hours(cpr, day: "02-11-2026", delivered: "1"));
        await App.DbAsync(async db =>
        {
            var owner = await db.Providers.Include(p => p.Rates).SingleAsync(p => p.Id == provider.Id, Ct);
            db.Remove(owner.Rates.Single(r => r.Id == rate.Id));
            return await db.SaveChangesAsync(Ct);
        });
        await App.Data.CreateRateAsync(provider, kroner: 900);

        await LoadedAsync(Hours(cpr, day: "02-11-2026", delivered: "2"));

        var line = Assert.Single(await LinesAsync(placement));
        Assert.Equal((120, 40_000L, 80_000L), (line.DeliveredMinutes, line.OrePerHour, line.CostOre));
        var history = await HistoryAsync(line);
        Assert.Equal([AuditAction.Added, AuditAction.Changed], history.Select(e => e.Action));
        Assert.Equal("Indlæst fra timer.csv", history[1].Reason);
    }

    [Fact]
    public async Task Load_OneBadRow_WritesNoneOfThem()
    {
        var (placement, cpr) = await CreatePlacementAsync();

        var report = await LoadRowsAsync(
            Hours(cpr, day: "02-11-2026", delivered: "1"),
            Hours(cpr, day: "11-11-2026", delivered: "to")
        );

        Assert.False(report.IsLoaded);
        Assert.Equal((3, ImportColumn.Delivered, ImportProblem.HoursNotANumber), Only(report));
        Assert.Empty(await LinesAsync(placement));
    }

    [Fact]
    public async Task Load_BadHoursOfALaterPlacement_WritesNoneOfThem()
    {
        var first = await CreatePlacementAsync();
        var (closed, cpr) = await CreatePlacementAsync();
        await CloseAsync(closed.DepartmentId);

        var report = await LoadRowsAsync(
            Hours(first.Cpr, day: "02-11-2026", delivered: "1"),
            Hours(cpr, day: "02-11-2026", delivered: "1")
        );

        Assert.Equal((3, ImportColumn.Day, ImportProblem.MonthClosed), Only(report));
        Assert.Empty(await LinesAsync(first.Placement));
    }

    [Theory]
    [InlineData("", "leveret", ImportProblem.Empty, ImportColumn.Delivered)]
    [InlineData("-1", "leveret", ImportProblem.HoursNegative, ImportColumn.Delivered)]
    [InlineData("1.234,5", "leveret", ImportProblem.HoursSeveralSeparators, ImportColumn.Delivered)]
    [InlineData("1234.56", "leveret", ImportProblem.HoursMoreThanTheDaysHave, ImportColumn.Delivered)]
    [InlineData("1,234", "leveret", ImportProblem.HoursTooManyDecimals, ImportColumn.Delivered)]
    [InlineData("169", "leveret", ImportProblem.HoursMoreThanTheDaysHave, ImportColumn.Delivered)]
    [InlineData("2t", "fakturerbare", ImportProblem.HoursNotANumber, ImportColumn.Billable)]
    [InlineData("1,5", "lukket_dør", ImportProblem.NotAWholeNumber, ImportColumn.NoShows)]
    [InlineData("-1", "lukket_dør", ImportProblem.NotAWholeNumber, ImportColumn.NoShows)]
    [InlineData("94", "lukket_dør", ImportProblem.TooManyNoShows, ImportColumn.NoShows)]
    [InlineData("22", "lukket_dør", ImportProblem.TooManyNoShows, ImportColumn.NoShows)]
    [InlineData("02/11/2026", "dato", ImportProblem.DateWithSlashes, ImportColumn.Day)]
    [InlineData("31-11-2026", "dato", ImportProblem.DateNoSuchDay, ImportColumn.Day)]
    [InlineData("21-11-2026", "dato", ImportProblem.NotYet, ImportColumn.Day)]
    [InlineData("31-05-2026", "dato", ImportProblem.OutsidePlacement, ImportColumn.Day)]
    [InlineData("okt 2026", "måned", ImportProblem.DayOfOtherMonth, ImportColumn.Day)]
    [InlineData("sommer", "måned", ImportProblem.NotAMonth, ImportColumn.Month)]
    [InlineData("13-2026", "måned", ImportProblem.NotAMonth, ImportColumn.Month)]
    [InlineData("nov-26", "måned", ImportProblem.DateTwoDigitYear, ImportColumn.Month)]
    [InlineData("B-12", "borgernummer", ImportProblem.NotAReference, ImportColumn.Reference)]
    public async Task Check_BadValue_IsRefusedForTheRightReason(
        string value,
        string column,
        ImportProblem problem,
        ImportColumn at
    )
    {
        var (_, cpr) = await CreatePlacementAsync();
        var values = Hours(cpr, day: "02-11-2026", delivered: "1").Split(';');
        values[Columns.Split(';').IndexOf(column)] = value;

        var report = await CheckAsync(string.Join(';', values));

        Assert.Equal((2, at, problem), Only(report));
    }

    [Fact]
    public async Task Check_RowWithoutADay_IsRefused()
    {
        var (_, cpr) = await CreatePlacementAsync();

        var report = await CheckAsync(Hours(cpr, delivered: "1"));

        Assert.Equal((2, ImportColumn.Day, ImportProblem.NoDay), Only(report));
    }

    [Fact]
    public async Task Check_RowOfNobody_IsRefused()
    {
        var report = await CheckAsync(Hours(cpr: "", day: "02-11-2026", delivered: "1"));

        Assert.Equal((2, ImportColumn.Cpr, ImportProblem.NobodyNamed), Only(report));
    }

    [Fact]
    public async Task Check_RowsThatTogetherAreMoreThanTheDaysHave_AreRefused()
    {
        var (_, cpr) = await CreatePlacementAsync();

        // 1 November is a Sunday, and a week of the month by itself.
        var report = await CheckAsync(
            Hours(cpr, day: "01-11-2026", delivered: "13"),
            Hours(cpr, day: "01-11-2026", delivered: "12")
        );

        var error = Assert.Single(report.Errors);
        Assert.Equal((ImportProblem.HoursMoreThanTheDaysHave, "25"), (error.Problem, error.Value));
    }

    [Fact]
    public async Task Check_MonthAndOneOfItsWeeks_IsRefused()
    {
        var (_, cpr) = await CreatePlacementAsync();

        var report = await CheckAsync(
            Hours(cpr, month: "2026-10", delivered: "2"),
            Hours(cpr, day: "06-10-2026", delivered: "1")
        );

        Assert.Equal((3, ImportColumn.Day, ImportProblem.DaysTwice), Only(report));
    }

    [Fact]
    public async Task Check_MonthThatHasNotBegun_IsRefused()
    {
        var (_, cpr) = await CreatePlacementAsync();

        var report = await CheckAsync(Hours(cpr, month: "2026-12", delivered: "2"));

        Assert.Equal((2, ImportColumn.Month, ImportProblem.NotYet), Only(report));
    }

    [Fact]
    public async Task Check_CancelledPlacement_IsRefused()
    {
        var cpr = TestData.CreateCpr();
        await App.Data.CreatePlacementAsync(await App.Data.CreateCitizenAsync(cpr: cpr), cancelled: true);

        var report = await CheckAsync(Hours(cpr, day: "02-11-2026", delivered: "2"));

        Assert.Equal((2, ImportColumn.Cpr, ImportProblem.PlacementCancelled), Only(report));
    }

    [Fact]
    public async Task Check_ClosedMonth_RefusesOtherHoursAndLetsTheSameBe()
    {
        var (placement, cpr) = await CreatePlacementAsync();
        await LoadedAsync(Hours(cpr, day: "02-11-2026", delivered: "1"));
        await CloseAsync(placement.DepartmentId);

        var same = await CheckAsync(Hours(cpr, day: "02-11-2026", delivered: "1"));
        var other = await CheckAsync(Hours(cpr, day: "02-11-2026", delivered: "2"));

        Assert.Equal((0, 1), (same.ErrorCount, same.Same));
        Assert.Equal((2, ImportColumn.Day, ImportProblem.MonthClosed), Only(other));
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("ok", false)]
    [InlineData("Flytning", true)]
    public async Task Load_MoreThanGranted_AsksForAReason(string reason, bool isLoaded)
    {
        // Seven hours a week: an hour a day, 31 in October.
        var (placement, cpr) = await CreatePlacementAsync(minutesPerWeek: 420);

        var report = await LoadRowsAsync(
            Hours(cpr, day: "06-10-2026", delivered: "31"),
            Hours(cpr, day: "13-10-2026", delivered: "0,5", reason: reason)
        );

        Assert.Equal(isLoaded, report.IsLoaded);
        if (!isLoaded)
        {
            var error = Assert.Single(report.Errors);
            Assert.Equal(
                (3, ImportColumn.Reason, ImportProblem.NeedsReason, $"{Format.Hours(1890)}/31"),
                (error.Row, error.Column, error.Problem, error.Detail)
            );
        }

        Assert.Equal(
            isLoaded ? [null, reason] : [],
            (await LinesAsync(placement)).Select(line => line.Reason)
        );
    }

    [Fact]
    public async Task Check_HoursMovedToAnEarlierWeek_AskForNoReason()
    {
        var (_, cpr) = await CreatePlacementAsync(minutesPerWeek: 420);
        await LoadedAsync(
            Hours(cpr, day: "06-10-2026", delivered: "10"),
            Hours(cpr, day: "13-10-2026", delivered: "21")
        );

        var report = await CheckAsync(
            Hours(cpr, day: "06-10-2026", delivered: "21"),
            Hours(cpr, day: "13-10-2026", delivered: "10")
        );

        Assert.Equal((0, 2), (report.ErrorCount, report.Changed));
    }

    [Fact]
    public async Task Load_SeveralPlacementsFit_AsksWhichAndTakesTheOneNamed()
    {
        var (provider, mentor) = (await App.Data.CreateProviderAsync(), await App.Data.CreateMentorAsync());
        var (cpr, department) = (TestData.CreateCpr(), await App.Data.CreateDepartmentAsync());
        var citizen = await App.Data.CreateCitizenAsync(cpr: cpr);
        var one = await App.Data.CreatePlacementAsync(citizen, department, provider: provider);
        var other = await App.Data.CreatePlacementAsync(citizen, department, mentor: mentor);
        var own = await App.Data.CreatePlacementAsync(citizen, department, provider: provider);

        var unclear = await CheckAsync(Hours(cpr, day: "02-11-2026", delivered: "1"));
        Assert.Equal((2, ImportColumn.Cpr, ImportProblem.SeveralPlacements), Only(unclear));

        await LoadedAsync(
            Hours(cpr, day: "02-11-2026", delivered: "1", mentor: mentor.Name.ToUpperInvariant()),
            Hours(cpr, day: "02-11-2026", delivered: "2", system: FileImport.OwnSystem, id: $"{own.Id}")
        );

        Assert.Empty(await LinesAsync(one));
        Assert.Equal(60, Assert.Single(await LinesAsync(other)).DeliveredMinutes);
        Assert.Equal(120, Assert.Single(await LinesAsync(own)).DeliveredMinutes);

        var wrong = await CheckAsync(Hours(cpr, day: "02-11-2026", delivered: "1", provider: "Ingen"));
        Assert.Equal((2, ImportColumn.Provider, ImportProblem.NoPlacementWith), Only(wrong));
    }

    [Fact]
    public async Task Load_DayOfOneOfTwoPlacementsInItsWeek_TakesTheOneThatHasTheDay()
    {
        var (cpr, department) = (TestData.CreateCpr(), await App.Data.CreateDepartmentAsync());
        var citizen = await App.Data.CreateCitizenAsync(cpr: cpr);
        var earlier = await App.Data.CreatePlacementAsync(citizen, department, "2026-01-01..2026-11-03");
        var later = await App.Data.CreatePlacementAsync(citizen, department, "2026-11-04..");

        await LoadedAsync(
            Hours(cpr, day: "03-11-2026", delivered: "1"),
            Hours(cpr, day: "04-11-2026", delivered: "2")
        );

        Assert.Equal(60, Assert.Single(await LinesAsync(earlier)).DeliveredMinutes);
        Assert.Equal(120, Assert.Single(await LinesAsync(later)).DeliveredMinutes);
    }

    [Fact]
    public async Task Load_PlacementNamedByReferenceOrSource_IsFound()
    {
        var placement = await App.Data.CreatePlacementAsync();
        var (system, id) = (TestData.CreateName("System"), TestData.CreateName("X"));
        await App.DbAsync(async db =>
        {
            var sent = await db.Placements.Include(p => p.Citizen).SingleAsync(p => p.Id == placement.Id, Ct);
            (sent.SourceSystem, sent.SourceId) = (system, id);
            return await db.SaveChangesAsync(Ct);
        });

        await LoadedAsync(
            Hours(reference: CitizenReference.Of(placement.CitizenId), day: "02-11-2026", delivered: "1"),
            Hours(system: system, id: id, day: "11-11-2026", delivered: "2")
        );

        Assert.Equal([60, 120], (await LinesAsync(placement)).Select(line => line.DeliveredMinutes));
    }

    [Fact]
    public async Task Check_NumberWhoseFirstZeroIsLost_IsRestored()
    {
        // CPR numbers of tests begin with 61 or more; this one is written as a spreadsheet leaves it.
        const string cpr = "0101407771";
        await App.Data.CreatePlacementAsync(await App.Data.CreateCitizenAsync(cpr: cpr));

        var report = await CheckAsync(Hours("101407771", day: "02-11-2026", delivered: "1"));

        Assert.Equal((0, 1), (report.ErrorCount, report.Added));
    }

    [Fact]
    public async Task Check_OfAHead_TellsOfAnotherDepartmentWhatItTellsOfNobody()
    {
        var own = await App.Data.CreateDepartmentAsync();
        var (foreign, cpr) = await CreatePlacementAsync();
        var unknown = TestData.CreateCpr();

        async Task<(string, ImportProblem, string)> ToldAsync(string row)
        {
            var report = await CheckAsync(Source(row), Head(own.Id));
            var error = Assert.Single(report.Errors);
            return (error.Header!, error.Problem, error.Detail);
        }

        Assert.Equal(
            await ToldAsync(Hours(unknown, day: "02-11-2026", delivered: "1")),
            await ToldAsync(Hours(cpr, day: "02-11-2026", delivered: "1"))
        );
        Assert.Equal(
            await ToldAsync(Hours(unknown, day: "02-11-2026", delivered: "1", provider: "Ingen")),
            await ToldAsync(Hours(cpr, day: "02-11-2026", delivered: "1", provider: "Ingen"))
        );
        // A hundred thousand citizens further on there is nobody.
        Assert.Equal(
            await ToldAsync(
                Hours(reference: CitizenReference.Of(900_000), day: "02-11-2026", delivered: "1")
            ),
            await ToldAsync(
                Hours(reference: CitizenReference.Of(foreign.CitizenId), day: "02-11-2026", delivered: "1")
            )
        );
    }

    [Fact]
    public async Task Load_OfAHead_TakesTheOwnDepartmentsPlacementWhereAnotherHasOneToo()
    {
        var cpr = TestData.CreateCpr();
        var citizen = await App.Data.CreateCitizenAsync(cpr: cpr);
        var own = await App.Data.CreateDepartmentAsync();
        var placement = await App.Data.CreatePlacementAsync(citizen, own);
        var foreign = await App.Data.CreatePlacementAsync(citizen);

        var report = await LoadAsync(Source(Hours(cpr, day: "02-11-2026", delivered: "1")), Head(own.Id));

        Assert.True(report.IsLoaded);
        Assert.Single(await LinesAsync(placement));
        Assert.Empty(await LinesAsync(foreign));
    }

    [Fact]
    public async Task Check_IsALookupOfThoseOfWhomSomethingIsTold()
    {
        var told = await CreatePlacementAsync();
        var same = await CreatePlacementAsync(told.Placement.DepartmentId);
        var unclear = await CreatePlacementAsync(told.Placement.DepartmentId);
        var foreign = await CreatePlacementAsync();
        await LoadedAsync(Hours(same.Cpr, day: "02-11-2026", delivered: "1"));
        var head = Head(told.Placement.DepartmentId);
        ((ClaimsIdentity)head.Identity!).AddClaim(
            new Claim(ClaimTypes.NameIdentifier, TestData.CreateName("leder"))
        );

        await CheckAsync(
            Source(
                Hours(told.Cpr, day: "02-11-2026", delivered: "1"),
                Hours(same.Cpr, day: "02-11-2026", delivered: "1"),
                Hours(unclear.Cpr, day: "02-11-2026", delivered: "1", provider: "Ingen"),
                Hours(foreign.Cpr, day: "02-11-2026", delivered: "1")
            ),
            head
        );

        var userId = head.FindFirstValue(ClaimTypes.NameIdentifier);
        Assert.Equal(
            new[] { told.Placement.CitizenId, unclear.Placement.CitizenId }.Order(),
            await App.DbAsync(db =>
                db.Lookups.Where(l => l.UserId == userId && l.Kind == LookupKind.Import)
                    .Select(l => l.CitizenId!.Value)
                    .Order()
                    .ToListAsync(Ct)
            )
        );
    }

    [Fact]
    public async Task Check_FileWithoutWhoWhenAndWhat_SaysWhichColumnsItNeeds()
    {
        var report = await CheckAsync(
            ImportSource.OfBytes("timer.csv", "navn;leverandør\nx;y\n"u8.ToArray())
        );

        var error = Assert.Single(report.Errors);
        Assert.Equal(ImportProblem.ColumnMissing, error.Problem);
        Assert.Equal(
            "cpr / borgernummer / kildesystem + kilde_id, dato / måned, leverede_timer",
            error.Detail
        );
    }

    [Fact]
    public async Task Check_HeadersAsProvidersWriteThem_AreFound()
    {
        var (_, cpr) = await CreatePlacementAsync();
        var text = $"ATA-timer;Kan faktureres;Udeblivelser;Dag;CPR nr.;Navn\n1,5;2;1;02-11-2026;{cpr};Åse\n";

        var report = await CheckAsync(ImportSource.OfBytes("timer.csv", Encoding.Latin1.GetBytes(text)));

        Assert.Equal((0, 1), (report.ErrorCount, report.Added));
        Assert.Equal(["Navn"], report.IgnoredHeaders);
    }

    [Fact]
    public async Task Load_Workbook_ReadsItsCellsAsWhatTheyAre()
    {
        const string cpr = "0201407771";
        var placement = await App.Data.CreatePlacementAsync(await App.Data.CreateCitizenAsync(cpr: cpr));

        var report = await LoadAsync(
            TestWorkbook.Source(
                ["CPR-nummer", "Måned", "Dato", "ATA timer", "Udeblivelser"],
                [201407771, TestCell.Day("2026-10-01", style: 4), null, new TestCell("0.525", 3)],
                [201407771, null, TestCell.Day("2026-11-05"), new TestCell("1.75", Formula: "7/4"), 1]
            )
        );

        Assert.Empty(report.Errors);
        Assert.Equal(
            [
                (TestData.Period("2026-10-01..2026-10-31"), new HoursAmount(756, 756, 0)),
                (TestData.Period("2026-11-02..2026-11-08"), new HoursAmount(105, 105, 1)),
            ],
            (await LinesAsync(placement)).Select(line => (line.Days, line.Amount))
        );
    }

    /// <summary>One row; what is not said is empty.</summary>
    public static string Hours(
        string cpr = "",
        string reference = "",
        string system = "",
        string id = "",
        string provider = "",
        string mentor = "",
        string day = "",
        string month = "",
        string delivered = "",
        string billable = "",
        string noShows = "",
        string reason = ""
    ) =>
        string.Join(
            ';',
            cpr,
            reference,
            system,
            id,
            provider,
            mentor,
            day,
            month,
            delivered,
            billable,
            noShows,
            reason
        );

    public static new ImportSource Source(params string[] rows) =>
        ImportSource.OfBytes("timer.csv", Encoding.UTF8.GetBytes(Text(rows)));

    public static string Text(params string[] rows) => $"{Columns}\n{string.Join('\n', rows)}\n";

    private Task<ImportReport> CheckAsync(params string[] rows) => CheckAsync(Source(rows));

    private new Task<ImportReport> CheckAsync(ImportSource source, ClaimsPrincipal? user = null) =>
        WithServicesAsync(
            services => services.GetRequiredService<HoursImport>().CheckAsync(source, Ct),
            user
        );

    private Task<ImportReport> LoadAsync(string row) => LoadAsync(Source(row));

    private Task<ImportReport> LoadRowsAsync(params string[] rows) => LoadAsync(Source(rows));

    private new Task<ImportReport> LoadAsync(ImportSource source, ClaimsPrincipal? user = null) =>
        WithServicesAsync(services => services.GetRequiredService<HoursImport>().LoadAsync(source, Ct), user);

    /// <summary>Loads rows that are known to be right.</summary>
    private new async Task<ImportReport> LoadedAsync(params string[] rows)
    {
        var report = await LoadAsync(Source(rows));
        Assert.Empty(report.Errors);
        Assert.True(report.IsLoaded);
        return report;
    }

    private async Task<(Placement Placement, string Cpr)> CreatePlacementAsync(
        long? departmentId = null,
        Domain.Providers.Provider? provider = null,
        int minutesPerWeek = 600
    )
    {
        var cpr = TestData.CreateCpr();
        var department = departmentId is { } id
            ? await App.DbAsync(db => db.Departments.SingleAsync(d => d.Id == id, Ct))
            : await App.Data.CreateDepartmentAsync();
        return (
            await App.Data.CreatePlacementAsync(
                await App.Data.CreateCitizenAsync(cpr: cpr),
                department,
                provider: provider,
                minutesPerWeek: minutesPerWeek
            ),
            cpr
        );
    }

    private Task<int> CloseAsync(long departmentId) =>
        App.DbAsync(db =>
        {
            db.HoursMonths.Add(
                new HoursMonth
                {
                    DepartmentId = departmentId,
                    Month = TestData.Day("2026-11-01"),
                    IsClosed = true,
                    ClosedOn = RegistryWebApp.Today,
                }
            );
            return db.SaveChangesAsync(Ct);
        });

    private Task<List<HoursLine>> LinesAsync(Placement placement) =>
        App.DbAsync(db =>
            db.HoursLines.Where(line => line.PlacementId == placement.Id)
                .OrderBy(line => line.First)
                .ToListAsync(Ct)
        );

    private Task<List<AuditEntry>> HistoryAsync(HoursLine line) =>
        App.DbAsync(db =>
            db.AuditEntries.Where(e => e.Entity == nameof(HoursLine) && e.EntityId == $"{line.Id}")
                .OrderBy(e => e.Id)
                .ToListAsync(Ct)
        );

    private static (int, ImportColumn?, ImportProblem) Only(ImportReport report)
    {
        var error = Assert.Single(report.Errors);
        return (error.Row, error.Column, error.Problem);
    }
}
