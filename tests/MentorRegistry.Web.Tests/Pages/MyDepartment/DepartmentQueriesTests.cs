using System.Data.Common;
using MentorRegistry.Web.Access;
using MentorRegistry.Web.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace MentorRegistry.Web.Tests.Pages.MyDepartment;

/// <summary>What the list's first page asks the database, which must not grow with the department.</summary>
public sealed class DepartmentQueriesTests(SqliteApp app) : IClassFixture<SqliteApp>
{
    private readonly Commands _commands = new();

    [Fact]
    public async Task Get_FirstPage_AsksFewQueriesAndFindsItsRowsByTheIndex()
    {
        app.ConfigureServices = services =>
            services.ConfigureDbContext<SqliteRegistryDb>(options => options.AddInterceptors(_commands));
        var mine = await app.Data.CreateDepartmentAsync();
        var mentor = await app.Data.CreateMentorAsync();
        for (var i = 0; i < 60; i++)
        {
            await app.Data.CreatePlacementAsync(department: mine, mentor: mentor);
        }

        var browser = await app.SignInAsync(Roles.Caseworker, mine.Id);
        await browser.GetAsync("/Department");
        _commands.Texts.Clear();

        var list = await browser.GetAsync("/Department");

        Assert.Equal(50, list.Document.QuerySelectorAll("tbody tr").Length);
        // Who is signed in is asked on every page, whatever it shows.
        var asked = _commands
            .Texts.Where(text => !text.Contains("AspNet", StringComparison.Ordinal))
            .ToArray();
        Assert.True(asked.Length <= 7, string.Join("\n\n", asked));
        var rows = Assert.Single(asked, text => text.Contains("OFFSET", StringComparison.Ordinal));
        var plan = await ExplainAsync(rows);
        Assert.Contains("IX_Placements_DepartmentId_IsCancelled_LastDay_Id", plan, StringComparison.Ordinal);
        Assert.Contains("DepartmentId=? AND IsCancelled=? AND LastDay>?", plan, StringComparison.Ordinal);
        Assert.DoesNotContain("TEMP B-TREE", plan, StringComparison.Ordinal);
    }

    private Task<string> ExplainAsync(string sql) =>
        app.DbAsync(async db =>
        {
            await db.Database.OpenConnectionAsync();
            await using var command = db.Database.GetDbConnection().CreateCommand();
            command.CommandText = "EXPLAIN QUERY PLAN " + sql;
            foreach (var name in _commands.ParametersOf(sql))
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

    private sealed class Commands : DbCommandInterceptor
    {
        private readonly Dictionary<string, string[]> _parameters = new(StringComparer.Ordinal);

        public List<string> Texts { get; } = [];

        public string[] ParametersOf(string text) => _parameters[text];

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
}
