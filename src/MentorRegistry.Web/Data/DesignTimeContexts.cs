using System.Security.Claims;
using MentorRegistry.Web.Access;
using MentorRegistry.Web.Data.Logs;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace MentorRegistry.Web.Data;

/// <summary>Lets `dotnet ef migrations add` make a context without a database (CONTRIBUTING.md).</summary>
public sealed class SqliteDesignTime : IDesignTimeDbContextFactory<SqliteRegistryDb>
{
    public SqliteRegistryDb CreateDbContext(string[] args) =>
        new(
            new DbContextOptionsBuilder<SqliteRegistryDb>().UseSqlite("Data Source=:memory:").Options,
            DesignTime.User,
            DesignTime.Clock,
            DesignTime.Gate,
            DesignTime.Chain,
            DesignTime.Settings
        );
}

/// <inheritdoc cref="SqliteDesignTime" />
public sealed class PostgreSqlDesignTime : IDesignTimeDbContextFactory<PostgreSqlRegistryDb>
{
    public PostgreSqlRegistryDb CreateDbContext(string[] args) =>
        new(
            new DbContextOptionsBuilder<PostgreSqlRegistryDb>().UseNpgsql("Host=localhost").Options,
            DesignTime.User,
            DesignTime.Clock,
            DesignTime.Gate,
            DesignTime.Chain,
            DesignTime.Settings
        );
}

internal static class DesignTime
{
    public static RegistrySettings Settings { get; } = new();

    public static CurrentUser User { get; } = new(new ClaimsPrincipal(new ClaimsIdentity()));

    public static Clock Clock { get; } = new(TimeProvider.System, Settings);

    public static WriteGate Gate { get; } = new(Settings);

    public static LogChain Chain { get; } = new(new LogKey(""));
}
