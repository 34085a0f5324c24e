using System.Text;
using MentorRegistry.Domain;
using MentorRegistry.Domain.Citizens;
using MentorRegistry.Domain.Placements;
using MentorRegistry.Domain.Statistics;
using MentorRegistry.Web.Data;
using MentorRegistry.Web.Imports;
using Microsoft.EntityFrameworkCore;

namespace MentorRegistry.Web.Tests.Imports;

public sealed class PlacementImportTests_Sqlite(SqliteApp app)
    : PlacementImportTests(app),
        IClassFixture<SqliteApp>;

public sealed class PlacementImportTests_PostgreSql(PostgreSqlApp app)
    : PlacementImportTests(app),
        IClassFixture<PostgreSqlApp>;

public abstract class PlacementImportTests(RegistryWebApp app) : ImportTest(app)
{
    [Fact]
    public async Task Load_SampleFiles_LoadCompletelyAndOnce()
    {
        await EnsureReferencesAsync();
        foreach (var (name, rows) in new[] { ("import-sample.csv", 45), ("import-sample-win1252.csv", 24) })
        {
            var source = ImportSource.OfBytes(name, SampleFile(name));

            var first = await LoadAsync(source);
            Assert.Empty(first.Errors);
            Assert.Equal((rows, rows, 0, 0), (first.Rows, first.Added, first.Changed, first.Same));

            var history = await CountHistoryAsync();
            var second = await LoadAsync(source);
            Assert.Equal((rows, 0, 0, rows), (second.Rows, second.Added, second.Changed, second.Same));
            Assert.Equal(history, await CountHistoryAsync());
        }

        var ærik = await PlacementAsync("DUBU", "B-00047");
        Assert.Equal(("Ærik Ågård", "6908691760"), (ærik.Citizen!.Name, ærik.Citizen.CurrentNumber!.Digits));
        Assert.Equal(TestData.Period("2024-12-10..2025-06-10"), ærik.Period);
        Assert.Equal(180, Assert.Single(ærik.Grants).MinutesPerWeek);
    }

    [Fact]
    public async Task Load_Workbook_LoadsWhatTheCsvFileWouldHave()
    {
        await EnsureReferencesAsync();
        var fields = Row(cpr: "6102909991", hours: "2,5")
            .Split(';')
            .Select(object? (field) => field)
            .ToArray();
        (fields[0], fields[7], fields[9]) = (6_102_909_991, TestCell.Day("2025-02-01"), 2.5);

        var report = await LoadAsync(TestWorkbook.Source([.. Headers.Split(';')], fields));

        Assert.Empty(report.Errors);
        var placement = await PlacementAsync("Momentum", (string)fields[^1]!);
        Assert.Equal("6102909991", placement.Citizen!.CurrentNumber!.Digits);
        Assert.Equal(TestData.Period("2025-02-01..2025-07-01"), placement.Period);
        Assert.Equal(150, Assert.Single(placement.Grants).MinutesPerWeek);
    }

    [Theory]
    [InlineData("Ida\u202E Lund")]
    [InlineData("Ida\u2067 Lund")]
    [InlineData("Ida\u0085Lund")]
    public async Task Check_SignsThatCannotBeSeen_AreRefused(string name)
    {
        await EnsureReferencesAsync();

        var report = await CheckAsync(Source(Row(name: name)));

        var error = Assert.Single(report.Errors);
        Assert.Equal((ImportColumn.Name, ImportProblem.ControlCharacters), (error.Column, error.Problem));
    }

    [Fact]
    public async Task Check_ColumnTwice_SaysWhichHeadersMeanTheSame()
    {
        var report = await CheckAsync(
            ImportSource.OfBytes("fil.csv", Encoding.UTF8.GetBytes($"{Headers};CPR;Name\n"))
        );

        Assert.Equal(["cpr, CPR", "navn, Name"], report.Errors.Select(error => error.Detail));
    }

    [Fact]
    public async Task Check_BadRows_AreEachRefusedForTheRightReason()
    {
        await EnsureReferencesAsync();

        var report = await CheckAsync(
            ImportSource.OfBytes("import-bad-rows.csv", SampleFile("import-bad-rows.csv"))
        );

        Assert.Equal(
            [
                (3, ImportColumn.Cpr, ImportProblem.CprNoSuchDate),
                (4, ImportColumn.Cpr, ImportProblem.CprNotDigits),
                (5, ImportColumn.Start, ImportProblem.DateNoSuchDay),
                (6, ImportColumn.End, ImportProblem.EndBeforeStart),
                (7, ImportColumn.Department, ImportProblem.DepartmentUnknown),
                (8, ImportColumn.Provider, ImportProblem.ProviderUnknown),
                (9, ImportColumn.LegalBasis, ImportProblem.LegalBasisUnknown),
                (10, ImportColumn.HoursPerWeek, ImportProblem.HoursSeveralSeparators),
                (11, ImportColumn.HoursPerWeek, ImportProblem.HoursNotANumber),
                (12, ImportColumn.SourceId, ImportProblem.SourceIdTwice),
                (13, ImportColumn.Cpr, ImportProblem.Empty),
                (15, ImportColumn.Name, ImportProblem.SecondNameInFile),
            ],
            report.Errors.Select(error => (error.Row, error.Column!.Value, error.Problem))
        );
        Assert.Equal(["what is wrong"], report.IgnoredHeaders);
        Assert.Equal((14, 2), (report.Rows, report.Added));
    }

    [Fact]
    public async Task Load_GoalMeasuresAndOutcome_AreThePlacements()
    {
        await EnsureReferencesAsync();
        var (praktik, kursus, job) = await CreateEffectAsync();
        var row = Row();
        var id = row.Split(';')[^1];

        await LoadedWithEffectAsync($"{row};Fast job;{kursus}, {praktik};{job}");

        var placement = await PlacementWithEffectAsync(id);
        Assert.Equal(("Fast job", job), (placement.Goal, placement.Outcome?.Name));
        Assert.Equal(
            [.. new[] { praktik, kursus }.Order(StringComparer.Ordinal)],
            await MeasuresOfAsync(placement)
        );

        // A file that says nothing of them leaves them, and so does an empty field; the one that says otherwise does not.
        Assert.Equal(1, (await LoadedAsync(row)).Same);
        var report = await LoadedWithEffectAsync($"{row};Uddannelse;{praktik};");
        Assert.Equal(
            [ImportColumn.Goal, ImportColumn.Measures],
            report.Changes.Select(change => change.Column)
        );
        placement = await PlacementWithEffectAsync(id);
        Assert.Equal(("Uddannelse", job), (placement.Goal, placement.Outcome?.Name));
        Assert.Equal([praktik], await MeasuresOfAsync(placement));
    }

    [Fact]
    public async Task Check_GoalMeasuresAndOutcomeThatCannotBe_AreEachRefusedForTheRightReason()
    {
        await EnsureReferencesAsync();
        var (praktik, _, job) = await CreateEffectAsync();

        var report = await CheckAsync(
            SourceWithEffect(
                $"{Row()};{new string('x', 201)};;",
                $"{Row()};;{praktik}, Trylleri;",
                $"{Row()};;;Lykke",
                $"{Row(end: "")};;;{job}",
                $"{Row(end: "31-12-2026")};;;{job}"
            )
        );

        Assert.Equal(
            [
                (2, ImportColumn.Goal, ImportProblem.TooLong, "200"),
                (3, ImportColumn.Measures, ImportProblem.MeasureUnknown, "Trylleri"),
                (4, ImportColumn.Outcome, ImportProblem.OutcomeUnknown, ""),
                (5, ImportColumn.Outcome, ImportProblem.OutcomeNotEnded, ""),
                (6, ImportColumn.Outcome, ImportProblem.OutcomeNotEnded, ""),
            ],
            report.Errors.Select(error => (error.Row, error.Column!.Value, error.Problem, error.Detail))
        );
    }

    // A name may have a comma in it.
    private Task<(string Praktik, string Kursus, string Job)> CreateEffectAsync() =>
        App.DbAsync(async db =>
        {
            var (praktik, kursus, job) = (
                TestData.CreateName("Praktik, i virksomhed"),
                TestData.CreateName("Kursus"),
                TestData.CreateName("Job")
            );
            db.AddRange(new Measure { Name = praktik }, new Measure { Name = kursus });
            db.Add(new Outcome { Name = job, IsGoal = true });
            await db.SaveChangesAsync(Ct);
            return (praktik, kursus, job);
        });

    private static ImportSource SourceWithEffect(params string[] rows) =>
        ImportSource.OfBytes(
            "fil.csv",
            Encoding.UTF8.GetBytes($"{Headers};Mål;Andre indsatser;Udfald\n{string.Join('\n', rows)}\n")
        );

    private async Task<ImportReport> LoadedWithEffectAsync(params string[] rows)
    {
        var report = await LoadAsync(SourceWithEffect(rows));
        Assert.Empty(report.Errors);
        Assert.True(report.IsLoaded);
        return report;
    }

    private Task<Placement> PlacementWithEffectAsync(string sourceId) =>
        App.DbAsync(db =>
            db.Placements.Include(p => p.Measures)
                .Include(p => p.Outcome)
                .SingleAsync(p => p.SourceSystem == "Momentum" && p.SourceId == sourceId, Ct)
        );

    private Task<List<string>> MeasuresOfAsync(Placement placement) =>
        App.DbAsync(async db =>
        {
            var ids = placement.Measures.ConvertAll(of => of.MeasureId);
            var names = await db.Measures.Where(m => ids.Contains(m.Id)).Select(m => m.Name).ToListAsync(Ct);
            names.Sort(StringComparer.Ordinal);
            return names;
        });

    [Fact]
    public async Task Load_OneBadRow_ChangesNothing()
    {
        await EnsureReferencesAsync();
        var before = await CountHistoryAsync();

        var report = await LoadAsync(Source(Row(), Row(hours: "to"), Row()));

        Assert.False(report.IsLoaded);
        Assert.Equal(ImportProblem.HoursNotANumber, Assert.Single(report.Errors).Problem);
        Assert.Equal(before, await CountHistoryAsync());
    }

    [Fact]
    public async Task Load_BadRowInALaterBatch_TakesTheEarlierOnesBack()
    {
        await EnsureReferencesAsync();
        var before = await CountHistoryAsync();

        var report = await LoadAsync(
            Source([.. Enumerable.Range(0, 1_500).Select(_ => Row()), Row(start: "31-02-2025")])
        );

        Assert.Equal((1_502, ImportColumn.Start), (report.Errors[0].Row, report.Errors[0].Column!.Value));
        Assert.Equal(before, await CountHistoryAsync());
    }

    [Fact]
    public async Task Check_RowWithSeveralErrors_TellsAllOfThem()
    {
        await EnsureReferencesAsync();

        var report = await CheckAsync(
            Source(Row(cpr: "123", start: "1-1-25", hours: "0,1", provider: "Ingen", mentor: "X"))
        );

        Assert.Equal(
            [
                ImportProblem.CprNotTenDigits,
                ImportProblem.ProviderUnknown,
                ImportProblem.DateTwoDigitYear,
                ImportProblem.HoursTooFew,
            ],
            report.Errors.Select(error => error.Problem)
        );
    }

    [Fact]
    public async Task Check_UnknownMentor_SaysWhoseMentorItShouldBe()
    {
        await EnsureReferencesAsync();

        var error = Assert.Single((await CheckAsync(Source(Row(mentor: "Ingen Kender")))).Errors);

        Assert.Equal((ImportProblem.MentorUnknown, "Z-kurs"), (error.Problem, error.Detail));
    }

    [Fact]
    public async Task Check_TextThatCannotBe_IsRefused()
    {
        await EnsureReferencesAsync();

        var report = await CheckAsync(
            Source(
                Row(name: new string('x', 201)),
                Row(name: "Bo\u0007Dahl"),
                Row(name: "J\uFFFDrgen"),
                Row(id: new string('x', 101)),
                Row(name: "\"Bo\nDahl\"")
            )
        );

        Assert.Equal(
            [
                ImportProblem.TooLong,
                ImportProblem.ControlCharacters,
                ImportProblem.DamagedLetters,
                ImportProblem.TooLong,
                ImportProblem.ControlCharacters,
            ],
            report.Errors.Select(error => error.Problem)
        );
    }

    [Fact]
    public async Task Check_Errors_NeverHoldAWholeCprNumber()
    {
        await EnsureReferencesAsync();

        var report = await CheckAsync(Source(Row(cpr: "691390-1234", provider: "610290-1234 Bo")));

        Assert.Equal(["691390…", "610290-XXXX Bo"], report.Errors.Select(error => error.Value));
    }

    [Fact]
    public async Task Check_ReferenceNotInUseOnTheFirstDay_IsRefused()
    {
        await EnsureReferencesAsync();
        var basis = await App.Data.AddAsync(
            new LegalBasis { Name = TestData.CreateName("Ny lov"), ValidFrom = TestData.Day("2027-01-01") }
        );

        var report = await CheckAsync(
            Source(
                Row(legalBasis: basis.Name, start: "31-12-2026", end: ""),
                Row(legalBasis: basis.Name, start: "01-01-2027", end: "")
            )
        );

        var error = Assert.Single(report.Errors);
        Assert.Equal((2, ImportProblem.NotInUse), (error.Row, error.Problem));
    }

    [Fact]
    public async Task Check_TargetGroupOfAnotherDepartment_IsRefused()
    {
        await EnsureReferencesAsync();

        var error = Assert.Single((await CheckAsync(Source(Row(targetGroup: "§ 85")))).Errors);

        Assert.Equal((ImportProblem.OfOtherDepartment, "Handicap"), (error.Problem, error.Detail));
    }

    [Fact]
    public async Task Load_NamesInOtherCaseAndBlanks_AreTheSame()
    {
        var cpr = TestData.CreateCpr();
        await LoadedAsync(Row(cpr, name: "Åse  Møller"), Row(cpr, name: " åse møller "));

        Assert.Empty((await CheckAsync(Source(Row(cpr, name: "ÅSE MØLLER", provider: "z-KURS")))).Errors);
    }

    [Fact]
    public async Task Check_OtherNameThanTheRegistrys_IsRefusedWithoutNamingIt()
    {
        var cpr = TestData.CreateCpr();
        await LoadedAsync(Row(cpr, name: "Hemmelig Person"));

        var error = Assert.Single((await CheckAsync(Source(Row(cpr, name: "En Anden")))).Errors);

        Assert.Equal(ImportProblem.OtherNameInRegistry, error.Problem);
        Assert.DoesNotContain("Hemmelig", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_NineDigits_AreReadWithTheZeroThatASpreadsheetDropped()
    {
        // Replacement numbers never begin with a zero, and no other is used here: month 90 tells that it was put back.
        await EnsureReferencesAsync();

        var report = await CheckAsync(Source(Row(cpr: "619012345")));

        Assert.Equal(ImportProblem.CprNoSuchDate, Assert.Single(report.Errors).Problem);
    }

    [Fact]
    public async Task Load_ChangedRow_ChangesThePlacementWithHistory()
    {
        var (cpr, id) = (TestData.CreateCpr(), TestData.CreateName("K"));
        await LoadedAsync(Row(cpr, id: id));

        var changed = Source(Row(cpr, id: id, end: "01-06-2025", hours: "3,5", provider: "Conoscenza"));
        var preview = await CheckAsync(changed);
        var report = await LoadAsync(changed);

        Assert.Equal((0, 1, 0), (report.Added, report.Changed, report.Same));
        Assert.Equal(
            [ImportColumn.Provider, ImportColumn.End, ImportColumn.HoursPerWeek],
            preview.Changes.Select(change => change.Column)
        );
        Assert.Equal(("Z-kurs", "Conoscenza"), (preview.Changes[0].From, preview.Changes[0].To));
        var placement = await PlacementAsync("Momentum", id);
        Assert.Equal(TestData.Day("2025-06-01"), placement.Last);
        Assert.Equal(210, Assert.Single(placement.Grants).MinutesPerWeek);
        var entries = await App.DbAsync(db =>
            db.AuditEntries.Where(e =>
                    e.Root == "Placement" && e.RootId == $"{placement.Id}" && e.Action == AuditAction.Changed
                )
                .ToListAsync(Ct)
        );
        Assert.Equal(["Grant", "Placement"], entries.Select(e => e.Entity).Order());
        Assert.All(entries, e => Assert.Equal("Indlæst fra fil.csv", e.Reason));
        Assert.Equal(1, (await LoadAsync(changed)).Same);
    }

    [Fact]
    public async Task Load_ChangedHereSinceAndSameRowAgain_LeavesWhatPeopleMade()
    {
        var row = Row();
        await LoadedAsync(row);
        var id = row.Split(';')[^1];
        await ChangeAsync(
            id,
            placement =>
                Assert.Empty(
                    placement.Extend(
                        new Grant(TestData.Period("2025-07-02..2025-12-31"), 120, TestData.Day("2025-06-20"))
                    )
                )
        );

        var report = await LoadAsync(Source(row));

        Assert.Equal((1, 0), (report.Same, report.ErrorCount));
        Assert.Equal(TestData.Day("2025-12-31"), (await PlacementAsync("Momentum", id)).Last);
    }

    [Theory]
    [InlineData("extended", ImportProblem.SeveralGrantsHere)]
    [InlineData("ended", ImportProblem.EndedHere)]
    [InlineData("cancelled", ImportProblem.CancelledHere)]
    public async Task Check_ChangedRowOfAPlacementThatPeopleDecided_IsRefused(
        string decision,
        ImportProblem problem
    )
    {
        var (cpr, id) = (TestData.CreateCpr(), TestData.CreateName("K"));
        await LoadedAsync(Row(cpr, id: id));
        await ChangeAsync(
            id,
            placement =>
            {
                switch (decision)
                {
                    case "extended":
                        placement.Extend(
                            new Grant(TestData.Period("2025-07-02.."), 120, TestData.Day("2025-06-20"))
                        );
                        break;
                    case "ended":
                        Assert.True(placement.EndOn(TestData.Day("2025-03-01"), "Flyttet"));
                        break;
                    default:
                        placement.Cancel("Fejl");
                        break;
                }
            }
        );

        var report = await CheckAsync(Source(Row(cpr, id: id, end: "01-10-2025")));

        Assert.Equal(problem, Assert.Single(report.Errors).Problem);
    }

    [Fact]
    public async Task Check_KeyOfAnotherCitizen_IsRefused()
    {
        var id = TestData.CreateName("K");
        await LoadedAsync(Row(id: id));

        Assert.Equal(
            ImportProblem.HasOtherCitizen,
            Assert.Single((await CheckAsync(Source(Row(id: id)))).Errors).Problem
        );
    }

    [Fact]
    public async Task Load_CitizenWithNewNumber_IsFoundByTheOldOneToo()
    {
        var (cpr, id) = (TestData.CreateCpr(), TestData.CreateName("K"));
        await LoadedAsync(Row(cpr, id: id));
        var next = TestData.CreateCpr();
        await App.DbAsync(async db =>
        {
            var citizen = await db
                .Citizens.Include(c => c.Numbers)
                .SingleAsync(c => c.Numbers.Any(n => n.Digits == cpr), Ct);
            citizen.GiveNumber(CprNumber.Parse(next), RegistryWebApp.Today);
            return await db.SaveChangesAsync(Ct);
        });

        Assert.Equal(1, (await LoadAsync(Source(Row(cpr, id: id)))).Same);
        Assert.Equal(1, (await LoadAsync(Source(Row(next, id: id)))).Same);
    }

    [Fact]
    public async Task Check_DepartmentHead_LoadsOwnDepartmentsOnly()
    {
        await EnsureReferencesAsync();
        var own = await App.DbAsync(db => db.Departments.SingleAsync(d => d.Name == "Beskæftigelse", Ct));

        var report = await CheckAsync(
            Source(Row(), Row(department: "Handicap", targetGroup: "§ 85")),
            Head(own.Id)
        );

        var error = Assert.Single(report.Errors);
        Assert.Equal((3, ImportProblem.NotYourDepartment), (error.Row, error.Problem));
    }

    [Fact]
    public async Task Check_DepartmentHead_DoesNotTakeAnothersPlacement()
    {
        var (cpr, id) = (TestData.CreateCpr(), TestData.CreateName("K"));
        await LoadedAsync(Row(cpr, id: id, department: "Handicap", targetGroup: "§ 85"));
        var own = await App.DbAsync(db => db.Departments.SingleAsync(d => d.Name == "Beskæftigelse", Ct));

        var report = await CheckAsync(Source(Row(cpr, id: id)), Head(own.Id));

        Assert.Equal(ImportProblem.HasOtherDepartment, Assert.Single(report.Errors).Problem);
    }

    [Theory]
    [InlineData("02/01/2026", ImportProblem.DateWithSlashes)]
    [InlineData("31/12/2026", ImportProblem.DateWithSlashes)]
    [InlineData("1/2-2026", ImportProblem.DateWithSlashes)]
    [InlineData("02/01/26", ImportProblem.DateTwoDigitYear)]
    [InlineData("31/02/2026", ImportProblem.DateNoSuchDay)]
    public async Task Check_DateWithSlashes_IsRefusedBecauseItMayBeEitherDay(
        string start,
        ImportProblem expected
    )
    {
        await EnsureReferencesAsync();

        var report = await CheckAsync(Source(Row(start: start, end: "")));

        var error = Assert.Single(report.Errors);
        Assert.Equal(
            (2, "startdato", start, expected),
            (error.Row, error.Header, error.Value, error.Problem)
        );
    }

    [Fact]
    public async Task Check_OverlapsAndLimits_AreWarningsAndRefuseNothing()
    {
        var cpr = TestData.CreateCpr();
        await LoadedAsync(Row(cpr, start: "01-01-2025", end: "31-03-2025"));

        var report = await CheckAsync(
            Source(
                Row(cpr, start: "31-03-2025", end: "31-05-2025", provider: "Conoscenza"),
                Row(cpr, start: "31-05-2025", end: "31-12-2025", provider: "Ekstern mentor A")
            )
        );

        Assert.Empty(report.Errors);
        Assert.Equal(
            [(2, "Overlaps"), (3, "Overlaps"), (3, "LongerThanLegalBasis")],
            report.Warnings.Select(warning => (warning.Row, warning.Warning.GetType().Name))
        );
        Assert.Equal((3, 2), (report.WarningCount, report.OverlapCount));
    }

    [Fact]
    public async Task Check_PlacementExportedFromHere_IsTheSamePlacement()
    {
        await EnsureReferencesAsync();
        var row = Row();
        await LoadedAsync(row);
        var id = row.Split(';')[^1];
        var placement = await PlacementAsync("Momentum", id);
        await ChangeAsync(
            id,
            p =>
            {
                p.SourceSystem = null;
                p.SourceId = null;
                p.SourceFingerprint = null;
            }
        );
        var fields = row.Split(';');
        fields[^2] = FileImport.OwnSystem;
        fields[^1] = $"{placement.Id}";

        Assert.Equal(1, (await CheckAsync(Source(string.Join(';', fields)))).Same);
    }

    [Fact]
    public async Task Load_FileOfOnlyErrors_KeepsTheFirstAndCountsAll()
    {
        await EnsureReferencesAsync();

        var report = await CheckAsync(Source([.. Enumerable.Range(0, 1_000).Select(_ => Row(hours: "to"))]));

        Assert.Equal((1_000, ImportReport.Kept), (report.ErrorCount, report.Errors.Count));
    }

    [Fact]
    public async Task Load_TwoAtOnce_WriteEachRowOnce()
    {
        await EnsureReferencesAsync();
        var rows = Enumerable.Range(0, 50).Select(_ => Row()).ToArray();

        var reports = await Task.WhenAll(
            Task.Run(() => LoadAsync(Source(rows)), Ct),
            Task.Run(() => LoadAsync(Source(rows)), Ct)
        );

        Assert.Equal(50, reports.Where(report => report.IsLoaded).Sum(report => report.Added));
        Assert.All(
            reports.Where(report => !report.IsLoaded),
            report => Assert.Equal(ImportProblem.LostRace, Assert.Single(report.Errors).Problem)
        );
    }

    [Fact]
    public async Task Load_StrangeNames_AreStoredAsText()
    {
        var (formula, script) = (TestData.CreateName("K"), TestData.CreateName("K"));
        await LoadedAsync(
            Row(id: formula, name: "\"=HYPERLINK(\"\"http://x\"\")\""),
            Row(id: script, name: "<script>alert(1)</script>")
        );

        Assert.Equal("=HYPERLINK(\"http://x\")", (await PlacementAsync("Momentum", formula)).Citizen!.Name);
        Assert.Equal("<script>alert(1)</script>", (await PlacementAsync("Momentum", script)).Citizen!.Name);
    }

    private Task<Placement> PlacementAsync(string system, string id) =>
        App.DbAsync(db =>
            db.Placements.Include(p => p.Grants)
                .Include(p => p.Citizen!.Numbers)
                .SingleAsync(p => p.SourceSystem == system && p.SourceId == id, Ct)
        );

    private Task<int> ChangeAsync(string id, Action<Placement> change) =>
        App.DbAsync(async db =>
        {
            change(
                await db
                    .Placements.Include(p => p.Grants)
                    .Include(p => p.Citizen)
                    .SingleAsync(p => p.SourceId == id, Ct)
            );
            return await db.SaveChangesAsync(Ct);
        });

    private Task<int> CountHistoryAsync() => App.DbAsync(db => db.AuditEntries.CountAsync(Ct));
}
