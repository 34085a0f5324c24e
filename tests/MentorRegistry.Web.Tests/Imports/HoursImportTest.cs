using System.Security.Claims;
using System.Text;
using MentorRegistry.Domain.Hours;
using MentorRegistry.Domain.Placements;
using MentorRegistry.Web.Data;
using MentorRegistry.Web.Imports;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace MentorRegistry.Web.Tests.Imports;

/// <summary>
/// What tests of the import of hours share. Today is Friday 20 November 2026; its week of the month is 16 to 22 November.
/// </summary>
public abstract class HoursImportTest(RegistryWebApp app) : ImportTest(app)
{
    protected const string Columns =
        "cpr;borgernummer;kildesystem;kilde_id;leverandør;mentor;dato;måned;leveret;fakturerbare;lukket_dør;begrundelse";

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

    protected Task<ImportReport> CheckAsync(params string[] rows) => CheckAsync(Source(rows));

    protected new Task<ImportReport> CheckAsync(ImportSource source, ClaimsPrincipal? user = null) =>
        WithServicesAsync(
            services => services.GetRequiredService<HoursImport>().CheckAsync(source, Ct),
            user
        );

    protected Task<ImportReport> LoadAsync(string row) => LoadAsync(Source(row));

    protected Task<ImportReport> LoadRowsAsync(params string[] rows) => LoadAsync(Source(rows));

    protected new Task<ImportReport> LoadAsync(ImportSource source, ClaimsPrincipal? user = null) =>
        WithServicesAsync(services => services.GetRequiredService<HoursImport>().LoadAsync(source, Ct), user);

    /// <summary>Loads rows that are known to be right.</summary>
    protected new async Task<ImportReport> LoadedAsync(params string[] rows)
    {
        var report = await LoadAsync(Source(rows));
        Assert.Empty(report.Errors);
        Assert.True(report.IsLoaded);
        return report;
    }

    protected async Task<(Placement Placement, string Cpr)> CreatePlacementAsync(
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

    protected Task<int> CloseAsync(long departmentId) =>
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

    protected Task<List<HoursLine>> LinesAsync(Placement placement) =>
        App.DbAsync(db =>
            db.HoursLines.Where(line => line.PlacementId == placement.Id)
                .OrderBy(line => line.First)
                .ToListAsync(Ct)
        );

    protected Task<List<AuditEntry>> HistoryAsync(HoursLine line) =>
        App.DbAsync(db =>
            db.AuditEntries.Where(e => e.Entity == nameof(HoursLine) && e.EntityId == $"{line.Id}")
                .OrderBy(e => e.Id)
                .ToListAsync(Ct)
        );

    protected static (int, ImportColumn?, ImportProblem) Only(ImportReport report)
    {
        var error = Assert.Single(report.Errors);
        return (error.Row, error.Column, error.Problem);
    }
}
