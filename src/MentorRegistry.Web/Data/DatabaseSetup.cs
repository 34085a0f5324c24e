using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;

namespace MentorRegistry.Web.Data;

/// <summary>Chooses the database by configuration, and makes or migrates it at start.</summary>
public static class DatabaseSetup
{
    public static IServiceCollection AddRegistryDb(
        this IServiceCollection services,
        RegistrySettings settings,
        string? connectionString,
        string dataFolder
    )
    {
        services.AddSingleton<WriteGate>();
        if (settings.Database.Provider == DatabaseProvider.PostgreSql)
        {
            services.AddDbContext<RegistryDb, PostgreSqlRegistryDb>(options =>
                options
                    .UseNpgsql(
                        WithOwnSettings(connectionString),
                        npgsql => npgsql.UseParameterizedCollectionMode(ParameterTranslationMode.Parameter)
                    )
                    .ConfigureWarnings(Quieten)
            );
        }
        else
        {
            var connection = new SqliteConnectionStringBuilder
            {
                DataSource = Path.Combine(dataFolder, "registry.db"),
                // A person waits this long for a locked file before the page says so; the driver's own 30 s is too long.
                DefaultTimeout = 5,
            };
            if (!string.IsNullOrWhiteSpace(connectionString))
            {
                connection.ConnectionString = connectionString;
            }

            services.AddDbContext<RegistryDb, SqliteRegistryDb>(options =>
                options
                    .UseSqlite(
                        connection.ToString(),
                        // A list is one parameter: each length would be a statement of its own, made anew.
                        sqlite => sqlite.UseParameterizedCollectionMode(ParameterTranslationMode.Parameter)
                    )
                    .ConfigureWarnings(Quieten)
            );
        }

        return services;
    }

    // PostgreSQL lets a writer wait for a lock for as long as another holds it; the driver gives up after 30 s. A person
    // is told sooner. Longer than on SQLite: an import of a whole file holds the change log while it is written. What
    // the connection string says wins.
    internal static string WithOwnSettings(string? connectionString)
    {
        var connection = new NpgsqlConnectionStringBuilder(connectionString);
        // Whoever may set the search path of the account or of the database could have other operators and functions found
        // before PostgreSQL's own. A path that does not name pg_catalog has it first, and new tables go to the first schema
        // that is named (PostgreSQL 15, 5.9.5).
        var schemas = (connection.SearchPath ?? "")
            .Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Where(schema => !schema.Trim('"').Equals("pg_catalog", StringComparison.OrdinalIgnoreCase))
            .DefaultIfEmpty("\"$user\", public");
        connection.SearchPath = string.Join(", ", schemas);
        connection.Options = $"-c lock_timeout=10s {connection.Options}".TrimEnd();
        return connection.ToString();
    }

    // Counting up to a limit ("more than 1,000") takes any rows: there is no order to ask for.
    private static void Quieten(WarningsConfigurationBuilder warnings) =>
        warnings.Ignore(CoreEventId.RowLimitingOperationWithoutOrderByWarning);

    /// <summary>Brings the database to this program's version; makes it when there is none.</summary>
    public static async Task MigrateAsync(IServiceProvider services, CancellationToken ct)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<RegistryDb>();
        if (db.Database.IsSqlite())
        {
            MakeFilePrivate(db.Database.GetDbConnection());
        }

        // Whoever starts beside another waits until that one has migrated.
        await db.Database.OpenConnectionAsync(ct);
        if (db.Database.IsNpgsql())
        {
            await db.Database.ExecuteSqlAsync($"SET lock_timeout = 0", ct);
        }

        await db.Database.MigrateAsync(ct);
        await db.Database.CloseConnectionAsync();
    }

    // SQLite makes its files readable to all; the ones beside it (-wal, -shm) take the main file's mode.
    private static void MakeFilePrivate(DbConnection connection)
    {
        var file = new SqliteConnectionStringBuilder(connection.ConnectionString).DataSource;
        if (!OperatingSystem.IsWindows() && !string.IsNullOrEmpty(file) && !file.StartsWith(':'))
        {
            using (File.Open(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite)) { }

            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }
}
