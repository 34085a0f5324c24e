using System.Globalization;
using MentorRegistry.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace MentorRegistry.Web.Tests;

/// <summary>Every row of every table, to see whether anything has changed.</summary>
public static class DatabasePicture
{
    // Moves with every request of somebody signed in, once a minute.
    private const string Seen = "SeenUtc";

    /// <summary>The rows of each table, in order, but those of the tables that are excepted.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> TakeAsync(
        RegistryWebApp app,
        params string[] except
    ) => await app.DbAsync(db => TakeAsync(db, except));

    /// <summary>Asserts that the database is as it was, and says which table is not.</summary>
    public static async Task AssertUnchangedAsync(
        RegistryWebApp app,
        IReadOnlyDictionary<string, string> before,
        params string[] except
    )
    {
        var after = await TakeAsync(app, except);
        Assert.Equal(before.Keys.Order(), after.Keys.Order());
        Assert.All(
            before,
            table => Assert.Equal($"{table.Key}\n{table.Value}", $"{table.Key}\n{after[table.Key]}")
        );
    }

    private static async Task<Dictionary<string, string>> TakeAsync(RegistryDb db, string[] except)
    {
        var picture = new Dictionary<string, string>(StringComparer.Ordinal);
        await db.Database.OpenConnectionAsync();
        var tables = db
            .Model.GetEntityTypes()
            .Select(type => type.GetTableName())
            .OfType<string>()
            .Distinct();
        foreach (var table in tables.Except(except))
        {
            await using var command = db.Database.GetDbConnection().CreateCommand();
            command.CommandText = $"SELECT * FROM \"{table}\"";
            await using var reader = await command.ExecuteReaderAsync();
            var rows = new List<string>();
            while (await reader.ReadAsync())
            {
                rows.Add(
                    string.Join(
                        " | ",
                        Enumerable
                            .Range(0, reader.FieldCount)
                            .Where(column => reader.GetName(column) != Seen)
                            .Select(column => Text(reader.GetValue(column)))
                    )
                );
            }

            picture[table] = string.Join('\n', rows.Order(StringComparer.Ordinal));
        }

        return picture;
    }

    private static string Text(object value) =>
        value is byte[] bytes
            ? Convert.ToHexString(bytes)
            : Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
}
