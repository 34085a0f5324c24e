using MentorRegistry.Web.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace MentorRegistry.Web.Tests.Data;

public sealed class DatabaseSetupTests
{
    [Theory]
    [InlineData("", "\"$user\", public")]
    [InlineData(";Search Path=mentor", "mentor")]
    [InlineData(";Search Path='mentor, \"PG_CATALOG\", public'", "mentor, public")]
    public void Connection_WhateverPathItIsGiven_HasItsOwnWithPostgreSqlsSchemaFirst(
        string given,
        string path
    )
    {
        var services = new ServiceCollection();
        services.AddRegistryDb(
            new RegistrySettings { Database = { Provider = DatabaseProvider.PostgreSql } },
            $"Host=db.intern{given}",
            dataFolder: ""
        );
        using var provider = services.BuildServiceProvider();

        var options = provider.GetRequiredService<DbContextOptions<PostgreSqlRegistryDb>>();

        // A path without pg_catalog in it has it first.
        Assert.Equal(
            path,
            new NpgsqlConnectionStringBuilder(
                RelationalOptionsExtension.Extract(options).ConnectionString
            ).SearchPath
        );
    }
}
