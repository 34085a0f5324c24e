using System.Globalization;
using System.Security.Claims;
using MentorRegistry.Domain.Citizens;
using MentorRegistry.Domain.Sharing;
using MentorRegistry.Web.Access;
using MentorRegistry.Web.Data;
using MentorRegistry.Web.Data.Budgets;
using MentorRegistry.Web.Data.Flags;
using MentorRegistry.Web.Data.Logs;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace MentorRegistry.Web.Tests;

/// <summary>
/// The whole program on a real database of its own, asked over HTTP as a browser would. One for each test class and
/// database: a class of tests is abstract, and has one small class below it for each of the two
/// (<c>RegisterTests_Sqlite(SqliteApp app) : RegisterTests(app), IClassFixture&lt;SqliteApp&gt;</c>).
/// Tests of a class share the database, so each makes its own data with <see cref="Data"/>.
/// </summary>
public abstract class RegistryWebApp : WebApplicationFactory<Program>, IAsyncLifetime
{
    /// <summary>The day that the program believes it is: a Friday.</summary>
    public static readonly DateOnly Today = new(2026, 11, 20);

    private readonly string _folder = Directory.CreateTempSubdirectory("mentor-test-").FullName;

    private bool _isStarted;

    /// <summary>Makes departments, citizens, placements …</summary>
    public TestData Data => field ??= new TestData(this);

    /// <summary>Settings that differ from the usual ones; filled before the first request.</summary>
    public Dictionary<string, string?> Settings { get; } =
        new(StringComparer.Ordinal)
        {
            ["Clock:Today"] = Today.ToString("O", CultureInfo.InvariantCulture),
            // A job is run by the test that is about it.
            ["Jobs:AreScheduled"] = "false",
            ["SignIn:AttemptsPerMinutePerAddress"] = "100000",
            ["Access:SearchesPerMinute"] = "100000",
            ["Access:ExportsPerHour"] = "100000",
            ["Access:CitizenPagesPerHour"] = "100000",
            ["Access:ChecksPerMinute"] = "100000",
            ["Logging:LogLevel:Default"] = "Critical",
            ["Logging:LogLevel:Microsoft"] = "Critical",
            ["Logging:LogLevel:Microsoft.Hosting.Lifetime"] = "Critical",
        };

    /// <summary>Where the program believes it runs; set before the first request.</summary>
    public string EnvironmentName { get; set; } = "Testing";

    /// <summary>More services, or other ones; filled before the first request.</summary>
    public Action<IServiceCollection>? ConfigureServices { get; set; }

    protected string Folder => _folder;

    public virtual ValueTask InitializeAsync()
    {
        Settings["DataFolder"] = _folder;
        return ValueTask.CompletedTask;
    }

    /// <summary>A browser in which nobody is signed in. Danish unless told otherwise.</summary>
    public Browser OpenBrowser(string language = "da")
    {
        var client = CreateClient(
            new WebApplicationFactoryClientOptions
            {
                BaseAddress = new Uri("https://localhost"),
                HandleCookies = true,
            }
        );
        client.DefaultRequestHeaders.AcceptLanguage.ParseAdd(language);
        return new Browser(client);
    }

    /// <summary>A browser in which a new user with the role, of the departments, has signed in by the form.</summary>
    public async Task<Browser> SignInAsync(string role, params long[] departmentIds) =>
        await SignInAsync(await Data.CreateUserAsync([role], departmentIds));

    /// <summary>A browser in which the user has signed in by the form.</summary>
    public async Task<Browser> SignInAsync(RegistryUser user, string language = "da")
    {
        var browser = OpenBrowser(language);
        Assert.Equal("/", (await SignInAsync(browser, user)).Path);
        return browser;
    }

    /// <summary>What is answered when the user signs in by the form, with a code where one is asked for.</summary>
    public async Task<PageAnswer> SignInAsync(Browser browser, RegistryUser user)
    {
        var answer = await browser.SubmitAsync(
            await browser.GetAsync("/Account/SignIn"),
            "main form",
            new() { ["Input.UserName"] = user.UserName!, ["Input.Password"] = TestData.Password }
        );
        var asksForCode = answer.Response.Headers.Location?.ToString() ?? answer.Path;
        return asksForCode.StartsWith("/Account/SignInCode", StringComparison.Ordinal)
            ? await browser.SubmitAsync(
                await browser.GetAsync("/Account/SignInCode"),
                "#code",
                new() { ["Code.Code"] = await CodeAsync(user) }
            )
            : answer;
    }

    /// <summary>
    /// The code that the user's app shows now, as if none had been used yet: tests sign a user in several times within
    /// the half minute that a code is good for.
    /// </summary>
    public async Task<string> CodeAsync(RegistryUser user)
    {
        await DbAsync(async db =>
        {
            (await db.Users.SingleAsync(u => u.Id == user.Id)).LastCodeStep = null;
            return await db.SaveChangesAsync();
        });
        return AuthenticatorCode.Of(
            TestData.AuthenticatorKey,
            AuthenticatorCode.StepAt(Services.GetRequiredService<Clock>().UtcNow)
        );
    }

    /// <summary>Says why, as one must before opening a citizen with whom no own department has a placement.</summary>
    public async Task<LookupPurpose> GivePurposeAsync(Browser browser, params Citizen[] citizens)
    {
        var purpose = await Data.CreatePurposeAsync();
        foreach (var citizen in citizens)
        {
            var asked = await browser.GetAsync($"/Citizens/{citizen.Reference}/Purpose");
            await browser.SubmitAsync(asked, "main form", new() { ["PurposeId"] = $"{purpose.Id}" });
            // What is looked at in the test itself stands alone.
            await DbAsync(db =>
                db.Database.ExecuteSqlAsync(
                    $"""DELETE FROM "Lookups" WHERE "CitizenId" = {citizen.Id} AND "Kind" <> 'Purpose'"""
                )
            );
        }

        return purpose;
    }

    /// <summary>Whether the budgets' kept sums are asked for at the end; not where the database is gone or written to past the program.</summary>
    public bool ChecksKeptSums { get; set; } = true;

    /// <summary>Looks into the database, or writes to it, past the pages.</summary>
    public async Task<T> DbAsync<T>(Func<RegistryDb, Task<T>> use)
    {
        await using var scope = Services.CreateAsyncScope();
        return await use(scope.ServiceProvider.GetRequiredService<RegistryDb>());
    }

    public override async ValueTask DisposeAsync()
    {
        var wrong =
            _isStarted && ChecksKeptSums ? await DbAsync(db => KeptBudgetSums.MendAsync(db, default)) : 0;
        await base.DisposeAsync();
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
        GC.SuppressFinalize(this);
        // Whatever the tests of the class saved: this holds afterwards.
        Assert.Equal(0, wrong);
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment(EnvironmentName);
        builder.ConfigureServices(services =>
        {
            // The real count of rounds is asserted in a test of its own; here it would only cost minutes.
            services.Configure<PasswordHasherOptions>(hasher => hasher.IterationCount = 1_000);
            // Past the configuration, which may pin the day in Development alone.
            var settings = (RegistrySettings)
                services.Single(s => s.ServiceType == typeof(RegistrySettings)).ImplementationInstance!;
            settings.Clock.Today = Settings["Clock:Today"] is { } day ? TestData.Day(day) : null;
            ConfigureServices?.Invoke(services);
        });
    }

    protected override IHost CreateHost(IHostBuilder builder)
    {
        // As host configuration, because the program reads its settings while it is put together.
        builder.ConfigureHostConfiguration(configuration =>
            configuration.AddInMemoryCollection(Settings.Where(setting => setting.Key != "Clock:Today"))
        );
        var host = base.CreateHost(builder);
        _isStarted = true;
        return host;
    }

    /// <summary>Makes an empty database of this program's version.</summary>
    protected static async Task MigrateAsync<TDb>(Action<DbContextOptionsBuilder<TDb>> use)
        where TDb : RegistryDb
    {
        var options = new DbContextOptionsBuilder<TDb>();
        use(options);
        var settings = new RegistrySettings();
        await using var db = (TDb)
            Activator.CreateInstance(
                typeof(TDb),
                options.Options,
                new CurrentUser(new ClaimsPrincipal(new ClaimsIdentity())),
                new Clock(TimeProvider.System, settings),
                new WriteGate(settings),
                new LogChain(new LogKey("")),
                new RulesInForce()
            )!;
        await db.Database.MigrateAsync(TestContext.Current.CancellationToken);
    }
}

/// <summary>The program on an SQLite file.</summary>
public sealed class SqliteApp : RegistryWebApp
{
    private static readonly Lazy<Task<byte[]>> Template = new(MakeTemplateAsync);

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await File.WriteAllBytesAsync(Path.Combine(Folder, "registry.db"), await Template.Value);
    }

    private static async Task<byte[]> MakeTemplateAsync()
    {
        var file = Path.GetTempFileName();
        await MigrateAsync<SqliteRegistryDb>(options =>
            options.UseSqlite($"Data Source={file};Pooling=False")
        );
        var bytes = await File.ReadAllBytesAsync(file);
        File.Delete(file);
        return bytes;
    }
}

/// <summary>The program on a PostgreSQL database.</summary>
public sealed class PostgreSqlApp(PostgreSqlServer server) : RegistryWebApp
{
    private PostgreSqlDatabase? _database;

    /// <summary>The same program on a database of its own, for a test that no other one can share with.</summary>
    public PostgreSqlApp Another() => new(server);

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _database = await server.CreateDatabaseAsync(
            "registry",
            connection => MigrateAsync<PostgreSqlRegistryDb>(options => options.UseNpgsql(connection))
        );
        Settings["Database:Provider"] = "PostgreSql";
        Settings["ConnectionStrings:Registry"] = _database.ConnectionString;
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _database!.DisposeAsync();
    }
}
