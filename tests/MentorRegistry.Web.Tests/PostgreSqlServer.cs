using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using MentorRegistry.Web.Tests;
using Npgsql;

[assembly: AssemblyFixture(typeof(PostgreSqlServer))]

namespace MentorRegistry.Web.Tests;

/// <summary>
/// The PostgreSQL server that the tests share: the one that <c>./test.sh</c> started (PGHOST, PGPORT, PGUSER and
/// PGPASSWORD are set), otherwise a throw-away one on a Unix socket, started when the first test asks for it.
/// </summary>
public sealed class PostgreSqlServer : IAsyncDisposable
{
    private const string HowToGetOne = "Web tests need a PostgreSQL server: run ./test.sh web.";

    private readonly Lazy<Task<string>> server;
    private readonly ConcurrentDictionary<string, Lazy<Task>> templates = new(StringComparer.Ordinal);
    private int lastDatabase;
    private string? clusterFolder;

    public PostgreSqlServer()
    {
        server = new(FindOrStartAsync);
    }

    /// <summary>
    /// A new database, copied from a template that <paramref name="prepare"/> fills once for the whole run
    /// (the migrations, for example): a copy takes a fraction of the time that the migrations take.
    /// </summary>
    /// <param name="template">The template's name: lower-case letters, digits and underscores.</param>
    /// <param name="prepare">Gets the connection string of the empty template.</param>
    public async Task<PostgreSqlDatabase> CreateDatabaseAsync(string template, Func<string, Task> prepare)
    {
        var connectionString = await server.Value;
        await templates
            .GetOrAdd(template, name => new Lazy<Task>(() => PrepareAsync(connectionString, name, prepare)))
            .Value;
        var database = $"{template}_{Environment.ProcessId}_{Interlocked.Increment(ref lastDatabase)}";
        await ExecuteAsync(connectionString, $"CREATE DATABASE {database} TEMPLATE {TemplateName(template)}");
        return new PostgreSqlDatabase(connectionString, database);
    }

    public async ValueTask DisposeAsync()
    {
        if (!server.IsValueCreated || !server.Value.IsCompletedSuccessfully)
        {
            return;
        }

        if (clusterFolder is not null)
        {
            NpgsqlConnection.ClearAllPools();
            await RunAsync(
                "pg_ctl",
                "stop",
                "-D",
                Path.Combine(clusterFolder, "data"),
                "-m",
                "immediate",
                "-s"
            );
            Directory.Delete(clusterFolder, recursive: true);
            return;
        }

        foreach (var template in templates.Keys)
        {
            await ExecuteAsync(
                await server.Value,
                $"DROP DATABASE IF EXISTS {TemplateName(template)} WITH (FORCE)"
            );
        }
    }

    internal static async Task ExecuteAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private static string TemplateName(string template) => $"{template}_{Environment.ProcessId}_template";

    private static async Task PrepareAsync(
        string connectionString,
        string template,
        Func<string, Task> prepare
    )
    {
        var name = TemplateName(template);
        await ExecuteAsync(connectionString, $"CREATE DATABASE {name}");
        // Without pooling: a template that still has a connection cannot be copied.
        await prepare(
            new NpgsqlConnectionStringBuilder(connectionString)
            {
                Database = name,
                Pooling = false,
            }.ToString()
        );
        await ExecuteAsync(connectionString, $"ALTER DATABASE {name} ALLOW_CONNECTIONS false");
    }

    private async Task<string> FindOrStartAsync()
    {
        if (Environment.GetEnvironmentVariable("PGHOST") is not { Length: > 0 } host)
        {
            return await StartAsync();
        }

        var port = Environment.GetEnvironmentVariable("PGPORT");
        return new NpgsqlConnectionStringBuilder
        {
            Host = host,
            Port = port is null ? 5432 : int.Parse(port, CultureInfo.InvariantCulture),
            Username = Environment.GetEnvironmentVariable("PGUSER") ?? Environment.UserName,
            Password = Environment.GetEnvironmentVariable("PGPASSWORD"),
            Database = "postgres",
            Pooling = false,
        }.ToString();
    }

    private async Task<string> StartAsync()
    {
        if (OperatingSystem.IsWindows())
        {
            throw new InvalidOperationException(HowToGetOne);
        }

        clusterFolder = Directory.CreateTempSubdirectory("mentor-pg-").FullName;
        // As root the server runs as the user postgres, who must reach the folder.
        File.SetUnixFileMode(clusterFolder, (UnixFileMode)Convert.ToInt32("777", 8));
        var data = Path.Combine(clusterFolder, "data");
        await RunAsync("initdb", "-D", data, "-U", "postgres", "-A", "trust", "--no-sync", "-E", "UTF8");
        var settings = $"-F -c listen_addresses='' -c unix_socket_directories={data} -c max_connections=200";
        await RunAsync(
            "pg_ctl",
            "start",
            "-D",
            data,
            "-w",
            "-s",
            "-l",
            Path.Combine(data, "log"),
            "-o",
            settings
        );
        return $"Host={data};Username=postgres;Database=postgres;Pooling=false";
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        var path = Path.Combine(BinFolder(), program);
        string[] all = Environment.UserName == "root" ? ["runuser", "-u", "postgres", "--", path] : [path];
        var start = new ProcessStartInfo(all[0], [.. all[1..], .. arguments])
        {
            WorkingDirectory = "/",
            UseShellExecute = false,
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start) ?? throw new InvalidOperationException(HowToGetOne);
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} ended with {process.ExitCode}. {HowToGetOne}");
        }
    }

    // Debian keeps the server's programs out of PATH, in a folder for each version.
    private static string BinFolder()
    {
        const string versions = "/usr/lib/postgresql";
        var newest = Directory.Exists(versions)
            ? Directory
                .GetDirectories(versions)
                .Select(version => Path.Combine(version, "bin"))
                .LastOrDefault(bin => File.Exists(Path.Combine(bin, "initdb")))
            : null;
        return newest ?? throw new InvalidOperationException(HowToGetOne);
    }
}

/// <summary>A database of one test class; dropped when disposed of, whatever is still connected.</summary>
public sealed class PostgreSqlDatabase(string serverConnectionString, string name) : IAsyncDisposable
{
    public string ConnectionString { get; } =
        new NpgsqlConnectionStringBuilder(serverConnectionString)
        {
            Database = name,
            Pooling = true,
            MaxPoolSize = 20,
        }.ToString();

    public async ValueTask DisposeAsync()
    {
        await using (var connection = new NpgsqlConnection(ConnectionString))
        {
            NpgsqlConnection.ClearPool(connection);
        }

        await PostgreSqlServer.ExecuteAsync(
            serverConnectionString,
            $"DROP DATABASE IF EXISTS {name} WITH (FORCE)"
        );
    }
}
