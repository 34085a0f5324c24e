using System.Runtime.CompilerServices;
using System.Security.Claims;
using System.Text;
using MentorRegistry.Domain.Organisation;
using MentorRegistry.Domain.Placements;
using MentorRegistry.Domain.Providers;
using MentorRegistry.Web.Access;
using MentorRegistry.Web.Data;
using MentorRegistry.Web.Imports;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace MentorRegistry.Web.Tests.Imports;

/// <summary>What tests of the import share: files, the reference data that they name, and who loads them.</summary>
public abstract class ImportTest(RegistryWebApp app)
{
    public const string Headers =
        "cpr;navn;afdeling;målgruppe;leverandør;mentor;lovgrundlag;startdato;slutdato;timer_pr_uge;kildesystem;kilde_id";

    private static int s_last;

    protected RegistryWebApp App { get; } = app;

    protected static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static byte[] SampleFile(string name) => File.ReadAllBytes(Path.Combine(Folder(), name));

    /// <summary>One row; what is not said is right.</summary>
    public static string Row(
        string? cpr = null,
        string name = "Ida Lund",
        string department = "Beskæftigelse",
        string targetGroup = "Kontanthjælp",
        string provider = "Z-kurs",
        string mentor = "",
        string legalBasis = "LAB § 167",
        string start = "01-02-2025",
        string end = "01-07-2025",
        string hours = "2",
        string system = "Momentum",
        string? id = null
    ) =>
        string.Join(
            ';',
            cpr ?? TestData.CreateCpr(),
            name,
            department,
            targetGroup,
            provider,
            mentor,
            legalBasis,
            start,
            end,
            hours,
            system,
            id ?? $"T-{Interlocked.Increment(ref s_last)}"
        );

    public static ImportSource Source(params string[] rows) =>
        ImportSource.OfBytes("fil.csv", Encoding.UTF8.GetBytes($"{Headers}\n{string.Join('\n', rows)}\n"));

    public Task<ImportReport> CheckAsync(ImportSource source, ClaimsPrincipal? user = null) =>
        WithImportAsync(import => import.CheckAsync(source, Ct), user);

    public Task<ImportReport> LoadAsync(ImportSource source, ClaimsPrincipal? user = null) =>
        WithImportAsync(import => import.LoadAsync(source, Ct), user);

    /// <summary>Loads rows that are known to be right.</summary>
    public async Task<ImportReport> LoadedAsync(params string[] rows)
    {
        await EnsureReferencesAsync();
        var report = await LoadAsync(Source(rows));
        Assert.Empty(report.Errors);
        Assert.True(report.IsLoaded);
        return report;
    }

    protected static ClaimsPrincipal Head(params long[] departmentIds) =>
        new(
            new ClaimsIdentity(
                [
                    new Claim(ClaimTypes.Name, "leder"),
                    new Claim(ClaimTypes.Role, Roles.DepartmentHead),
                    .. departmentIds.Select(id => new Claim("registry:department", $"{id}")),
                ],
                "test"
            )
        );

    protected static ClaimsPrincipal Administrator() =>
        new(
            new ClaimsIdentity(
                [
                    new Claim(ClaimTypes.Name, "administrator"),
                    new Claim(ClaimTypes.Role, Roles.Administrator),
                ],
                "test"
            )
        );

    protected async Task<T> WithServicesAsync<T>(
        Func<IServiceProvider, Task<T>> work,
        ClaimsPrincipal? user = null
    )
    {
        await using var scope = App.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<IHttpContextAccessor>().HttpContext = new DefaultHttpContext
        {
            User = user ?? Administrator(),
        };
        return await work(scope.ServiceProvider);
    }

    /// <summary>Makes what the sample files name, where it is not there.</summary>
    protected Task<bool> EnsureReferencesAsync() =>
        App.DbAsync(async db =>
        {
            if (await db.Departments.AnyAsync(d => d.Name == "Beskæftigelse", Ct))
            {
                return false;
            }

            var category = new ProviderCategory { Name = "Indlæste" };
            db.Add(category);
            await db.SaveChangesAsync(Ct);
            var departments = new Dictionary<string, Department>();
            var providers = new Dictionary<string, Provider>();
            var names = new HashSet<(string, string)>();
            foreach (
                var row in (
                    (string[])["import-sample.csv", "import-sample-win1252.csv", "import-bad-rows.csv"]
                )
                    .Select(name =>
                        CsvFile.Open(
                            ImportSource.OfBytes(name, SampleFile(name)),
                            ImportLayout.Placements,
                            _ => { }
                        )!
                    )
                    .SelectMany(file => file.Rows())
                    .Where(row =>
                        row[ImportColumn.Department] != "Skat"
                        && row[ImportColumn.Provider] != "Nymånen ApS"
                        && row[ImportColumn.LegalBasis] != "LAB § 999"
                    )
            )
            {
                var department = Made(
                    departments,
                    row[ImportColumn.Department],
                    n => new Department { Name = n }
                );
                var provider = Made(
                    providers,
                    row[ImportColumn.Provider],
                    n => new Provider { Name = n, CategoryId = category.Id }
                );
                if (names.Add(("target group", row[ImportColumn.TargetGroup])))
                {
                    db.Add(new TargetGroup { Name = row[ImportColumn.TargetGroup], Department = department });
                }

                if (names.Add(("legal basis", row[ImportColumn.LegalBasis])))
                {
                    db.Add(
                        new LegalBasis
                        {
                            Name = row[ImportColumn.LegalBasis],
                            LongestGrantMonths = row[ImportColumn.LegalBasis] == "LAB § 167" ? 6 : null,
                        }
                    );
                }

                if (
                    row[ImportColumn.Mentor].Length > 0
                    && provider.Mentors.TrueForAll(m => m.Name != row[ImportColumn.Mentor])
                )
                {
                    provider.Mentors.Add(new Mentor { Name = row[ImportColumn.Mentor] });
                }
            }

            await db.SaveChangesAsync(Ct);
            return true;

            T Made<T>(Dictionary<string, T> made, string name, Func<string, T> create)
                where T : class
            {
                if (!made.TryGetValue(name, out var found))
                {
                    found = create(name);
                    made.Add(name, found);
                    db.Add(found);
                }

                return found;
            }
        });

    private Task<T> WithImportAsync<T>(Func<PlacementImport, Task<T>> work, ClaimsPrincipal? user) =>
        WithServicesAsync(services => work(services.GetRequiredService<PlacementImport>()), user);

    private static string Folder([CallerFilePath] string path = "") =>
        Path.Combine(Path.GetDirectoryName(path)!, "Files");
}
