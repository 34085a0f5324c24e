using Npgsql;

namespace MentorRegistry.Web.Tests;

public class PostgreSqlServerTests(PostgreSqlServer server)
{
    [Fact]
    public async Task CreateDatabase_SameTemplateTwice_GivesTwoSeparateCopies()
    {
        var prepared = 0;
        await using var first = await server.CreateDatabaseAsync("copies", FillAsync);
        await using var second = await server.CreateDatabaseAsync("copies", FillAsync);

        await PostgreSqlServer.ExecuteAsync(first.ConnectionString, "DELETE FROM pets");

        Assert.Equal(1, prepared);
        Assert.Equal(0L, await CountPetsAsync(first));
        Assert.Equal(1L, await CountPetsAsync(second));

        Task FillAsync(string connectionString)
        {
            prepared++;
            return PostgreSqlServer.ExecuteAsync(
                connectionString,
                "CREATE TABLE pets AS SELECT 'Fido' AS name"
            );
        }
    }

    private static async Task<object?> CountPetsAsync(PostgreSqlDatabase database)
    {
        await using var connection = new NpgsqlConnection(database.ConnectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand("SELECT count(*) FROM pets", connection);
        return await command.ExecuteScalarAsync(TestContext.Current.CancellationToken);
    }
}
