using System.Diagnostics;
using System.Globalization;
using MentorRegistry.Domain.Citizens;
using MentorRegistry.Web;
using MentorRegistry.Web.Access;
using MentorRegistry.Web.Data;
using MentorRegistry.Web.Data.Logs;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Identity;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace MentorRegistry.Benchmarks;

/// <summary>The real program in this process, on a made-up registry of its own, listening on 127.0.0.1.</summary>
public sealed class BenchmarkApp : IAsyncDisposable
{
    /// <summary>The program's day: figures of different days can be compared.</summary>
    public const string Today = "2026-11-20";

    private readonly WebApplication _app;
    private readonly Floor _floor;

    private BenchmarkApp(WebApplication app, Floor floor, string folder, int citizens)
    {
        _app = app;
        _floor = floor;
        Folder = folder;
        Citizens = citizens;
    }

    public string Folder { get; }

    public IServiceProvider Services => _app.Services;

    public int Citizens { get; }

    /// <summary>Signed in as a caseworker of all departments.</summary>
    public required HttpClient Client { get; init; }

    /// <summary>Signed in as a caseworker of one department.</summary>
    public required HttpClient ClientOfOne { get; init; }

    /// <summary>The settings under which the program runs here and as a process of its own.</summary>
    public static string[] Arguments(string folder, string address) =>
        [
            $"--DataFolder={folder}",
            $"--urls={address}",
            // Cookies without TLS only in Development.
            "--environment=Development",
            "--Demo:LoadOnFirstStart=false",
            // No check of the logs beside what is measured.
            "--Jobs:AreScheduled=false",
            $"--Clock:Today={Today}",
            // As fast as one user can.
            "--Access:CitizenPagesPerHour=2147483647",
        ];

    public static async Task<BenchmarkApp> StartAsync(string folder, int citizens)
    {
        var app = await BuildAsync(folder);
        var seed = new Seed(folder);
        var started = Stopwatch.GetTimestamp();
        await seed.WriteAsync(citizens);
        await ChainLogsAsync(app);
        Console.WriteLine(
            $"{citizens:N0} citizens and {seed.Placements:N0} placements made in {Stopwatch.GetElapsedTime(started).TotalSeconds:0} s."
        );
        var floor = new Floor(app, ConnectionString(folder));
        await app.StartAsync();
        var address = new Uri(app.Urls.Single());
        return new BenchmarkApp(app, floor, folder, citizens)
        {
            Client = await SignIn.ClientAsync(address),
            ClientOfOne = await SignIn.ClientAsync(address, SignIn.UserOfOne),
        };
    }

    /// <summary>
    /// The same registry on the PostgreSQL server that PGHOST and its like name, in a database made for it and dropped
    /// before the next: reference data of its own, and the people, placements and grants of <paramref name="from"/>.
    /// </summary>
    public static async Task<BenchmarkApp> CopyAsync(BenchmarkApp from, string folder)
    {
        const string Database = "mentor_benchmark";
        await using (var server = new NpgsqlConnection(PostgreSql("postgres")))
        {
            await server.OpenAsync();
            await PostgreSqlCopy.RunAsync(server, $"DROP DATABASE IF EXISTS {Database} WITH (FORCE)");
            await PostgreSqlCopy.RunAsync(server, $"CREATE DATABASE {Database}");
        }

        Directory.CreateDirectory(folder);
        var app = await BuildAsync(
            folder,
            "--Database:Provider=PostgreSql",
            $"--ConnectionStrings:Registry={PostgreSql(Database)}"
        );
        await PostgreSqlCopy.WriteAsync(
            ConnectionString(from.Folder),
            PostgreSql(Database),
            ["Citizens", "CitizenNumbers", "Placements", "Grants"]
        );
        await ChainLogsAsync(app);
        var floor = new Floor(app, ConnectionString(from.Folder));
        await app.StartAsync();
        var address = new Uri(app.Urls.Single());
        return new BenchmarkApp(app, floor, folder, from.Citizens)
        {
            Client = await SignIn.ClientAsync(address),
            ClientOfOne = await SignIn.ClientAsync(address, SignIn.UserOfOne),
        };
    }

    /// <summary>Whether PGHOST names a PostgreSQL server to measure on too.</summary>
    public static bool HasPostgreSql => Environment.GetEnvironmentVariable("PGHOST") is not null;

    // The driver reads PGHOST, PGPORT, PGUSER and PGPASSWORD only in part.
    private static string PostgreSql(string database) =>
        new NpgsqlConnectionStringBuilder
        {
            Host = Environment.GetEnvironmentVariable("PGHOST"),
            Port = int.Parse(
                Environment.GetEnvironmentVariable("PGPORT") ?? "5432",
                CultureInfo.InvariantCulture
            ),
            Username = Environment.GetEnvironmentVariable("PGUSER"),
            Password = Environment.GetEnvironmentVariable("PGPASSWORD"),
            Database = database,
        }.ToString();

    /// <summary>Makes a registry with reference data and a user, and no citizen.</summary>
    public static async Task MakeEmptyAsync(string folder)
    {
        await using (await BuildAsync(folder)) { }

        SqliteConnection.ClearAllPools();
    }

    public static string ConnectionString(string folder) =>
        new SqliteConnectionStringBuilder { DataSource = Path.Combine(folder, "registry.db") }.ToString();

    /// <summary>The overview of a citizen.</summary>
    public static string PathOf(int citizen) => $"/Citizens/{CitizenReference.Of(citizen)}";

    /// <summary>Paths of citizens drawn at random, each opened once: that warms up, and tells the floor their sizes.</summary>
    public async Task<string[]> WarmUpAsync(int count)
    {
        var random = new Random(1);
        var paths = Enumerable
            .Range(0, count)
            .Select(_ => random.Next(1, Citizens + 1))
            .Where(HasPlacement)
            .Select(PathOf)
            .Distinct(StringComparer.Ordinal)
            .ToArray();
        await Parallel.ForEachAsync(
            paths,
            new ParallelOptions { MaxDegreeOfParallelism = 4 },
            async (path, _) => _floor.SetBytes(path, await Load.GetAsync(Client, path))
        );
        foreach (var path in paths)
        {
            await Load.GetAsync(Client, Floor.PathOf(path));
        }

        return paths;
    }

    /// <summary>Chains the logs as they stand: what was seeded past the program has no hashes.</summary>
    public static async Task ChainLogsAsync(WebApplication app)
    {
        await using var scope = app.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<LogBeginning>().AnewAsync(CancellationToken.None);
    }

    // Of one whose placements are all cancelled the purpose is asked first: that is another page.
    public bool HasPlacement(int citizen)
    {
        using var connection = new SqliteConnection(ConnectionString(Folder));
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText =
            """SELECT EXISTS (SELECT 1 FROM "Placements" WHERE "CitizenId" = $id AND NOT "IsCancelled")""";
        command.Parameters.AddWithValue("$id", citizen);
        return (long)command.ExecuteScalar()! == 1;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        ClientOfOne.Dispose();
        await _app.DisposeAsync();
        SqliteConnection.ClearAllPools();
    }

    /// <summary>The program, ready to serve, with reference data and a user, and no citizen.</summary>
    public static async Task<WebApplication> BuildAsync(string folder, params string[] settings)
    {
        // The log is written as in earnest, but not between the figures.
        var console = Console.Out;
        Console.SetOut(TextWriter.Null);
        WebApplication app;
        try
        {
            app = RegistryApp.Build([
                .. Arguments(folder, "http://127.0.0.1:0"),
                .. settings,
                "--applicationName=MentorRegistry.Web",
                $"--contentRoot={AppContext.BaseDirectory}",
            ]);
        }
        finally
        {
            Console.SetOut(console);
        }

        await RegistryApp.PrepareAsync(app, CancellationToken.None);
        await using var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<RegistryDb>();
        var departments = await ReferenceData.AddToAsync(db);
        var users = scope.ServiceProvider.GetRequiredService<UserManager<RegistryUser>>();
        await AddUserAsync(users, SignIn.UserOfAll, departments);
        await AddUserAsync(users, SignIn.UserOfOne, departments[..1]);
        return app;
    }

    private static async Task AddUserAsync(
        UserManager<RegistryUser> users,
        string userName,
        long[] departments
    )
    {
        var user = new RegistryUser { UserName = userName, DisplayName = "Birgit Østergaard" };
        user.Memberships.AddRange(departments.Select(id => new UserMembership { DepartmentId = id }));
        var made = await users.CreateAsync(user, SignIn.Password);
        if (!made.Succeeded)
        {
            throw new InvalidOperationException(string.Join(' ', made.Errors.Select(e => e.Description)));
        }

        await users.AddToRoleAsync(user, Roles.Caseworker);
    }
}
