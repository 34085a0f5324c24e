using System.Security.Claims;
using MentorRegistry.Web.Access;
using MentorRegistry.Web.Data.Flags;
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
            DesignTime.Rules
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
            DesignTime.Rules
        );
}

internal static class DesignTime
{
    public static RulesInForce Rules { get; } = new();

    public static CurrentUser User { get; } = new(new ClaimsPrincipal(new ClaimsIdentity()));

    public static Clock Clock { get; } = new(TimeProvider.System, new RegistrySettings());

    public static WriteGate Gate { get; } = new(new RegistrySettings());

    public static LogChain Chain { get; } = new(new LogKey(""));
}
