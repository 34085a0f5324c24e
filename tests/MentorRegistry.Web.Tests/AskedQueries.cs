using System.Data.Common;
using MentorRegistry.Web.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace MentorRegistry.Web.Tests;

/// <summary>What the pages of an SQLite app ask the database, and how SQLite goes about it.</summary>
public sealed class AskedQueries : DbCommandInterceptor
{
    private readonly Dictionary<string, string[]> _parameters = new(StringComparer.Ordinal);
    private readonly SqliteApp _app;

    /// <summary>Listens to an app that has not been asked anything yet.</summary>
    public AskedQueries(SqliteApp app)
    {
        _app = app;
        app.ConfigureServices = services =>
            services.ConfigureDbContext<SqliteRegistryDb>(options => options.AddInterceptors(this));
    }

    public List<string> Texts { get; } = [];

    /// <summary>The plan, a step a line.</summary>
    public Task<string> ExplainAsync(string sql) =>
        _app.DbAsync(async db =>
        {
            await db.Database.OpenConnectionAsync();
            await using var command = db.Database.GetDbConnection().CreateCommand();
            command.CommandText = "EXPLAIN QUERY PLAN " + sql;
            foreach (var name in _parameters[sql])
            {
                var parameter = command.CreateParameter();
                (parameter.ParameterName, parameter.Value) = (name, 1);
                command.Parameters.Add(parameter);
            }

            var steps = new List<string>();
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
            {
                steps.Add(reader.GetString(3));
            }

            return string.Join('\n', steps);
        });

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command,
        CommandEventData eventData,
        InterceptionResult<DbDataReader> result,
        CancellationToken cancellationToken = default
    )
    {
        Texts.Add(command.CommandText);
        _parameters[command.CommandText] =
        [
            .. command.Parameters.Cast<DbParameter>().Select(parameter => parameter.ParameterName),
        ];
        return base.ReaderExecutingAsync(command, eventData, result, cancellationToken);
    }
}
