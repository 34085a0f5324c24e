using System.Security.Claims;
using MentorRegistry.Domain.Citizens;
using MentorRegistry.Web.Access;
using MentorRegistry.Web.Data;
using MentorRegistry.Web.Imports;
using Microsoft.EntityFrameworkCore;

namespace MentorRegistry.Web.Tests.Imports;

public sealed class HoursImportPlacementsTests_Sqlite(SqliteApp app)
    : HoursImportPlacementsTests(app),
        IClassFixture<SqliteApp>;

public sealed class HoursImportPlacementsTests_PostgreSql(PostgreSqlApp app)
    : HoursImportPlacementsTests(app),
        IClassFixture<PostgreSqlApp>;

/// <summary>Which placement a row is about, and who may know.</summary>
public abstract class HoursImportPlacementsTests(RegistryWebApp app) : HoursImportTest(app)
{
    [Fact]
    public async Task Check_RowOfNobody_IsRefused()
    {
        var report = await CheckAsync(Hours(cpr: "", day: "02-11-2026", delivered: "1"));

        Assert.Equal((2, ImportColumn.Cpr, ImportProblem.NobodyNamed), Only(report));
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
}
