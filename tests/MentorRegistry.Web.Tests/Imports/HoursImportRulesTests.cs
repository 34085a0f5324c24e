using MentorRegistry.Web.Formatting;
using MentorRegistry.Web.Imports;
using Microsoft.EntityFrameworkCore;

namespace MentorRegistry.Web.Tests.Imports;

public sealed class HoursImportRulesTests_Sqlite(SqliteApp app)
    : HoursImportRulesTests(app),
        IClassFixture<SqliteApp>;

public sealed class HoursImportRulesTests_PostgreSql(PostgreSqlApp app)
    : HoursImportRulesTests(app),
        IClassFixture<PostgreSqlApp>;

/// <summary>What is refused, and what asks for a reason.</summary>
public abstract class HoursImportRulesTests(RegistryWebApp app) : HoursImportTest(app)
{
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
    public async Task Check_RowsOfOneMonthBeyondAllNumbers_AreRefused()
    {
        var (_, cpr) = await CreatePlacementAsync();

        // Added up they would be more minutes than the program counts to.
        var report = await CheckAsync([
            .. Enumerable.Repeat(Hours(cpr, month: "2026-10", delivered: "744", noShows: "93"), 50_000),
        ]);

        Assert.Equal(
            [ImportProblem.HoursMoreThanTheDaysHave, ImportProblem.TooManyNoShows],
            report.Errors.Select(error => error.Problem)
        );
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
}
