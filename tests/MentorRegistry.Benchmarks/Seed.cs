using System.Globalization;
using MentorRegistry.Domain.Citizens;
using MentorRegistry.Web.Data;
using Microsoft.Data.Sqlite;

namespace MentorRegistry.Benchmarks;

/// <summary>
/// Fills a registry with invented people, the same ones each time: three placements a citizen in the mean, one to three
/// grants each, with the history that registering them by hand would have left. All CPR numbers have day + 60.
/// </summary>
public sealed class Seed(string folder)
{
    // Three in the mean.
    private static readonly int[] PlacementsOf = [1, 2, 2, 3, 3, 3, 4, 6];
    private static readonly DateOnly Earliest = new(2017, 1, 1);

    public int Placements { get; private set; }

    public async Task WriteAsync(int citizens)
    {
        await using var connection = new SqliteConnection(BenchmarkApp.ConnectionString(folder));
        await connection.OpenAsync();
        // Quickly rather than safely; the program opens the file with settings of its own.
        Run(
            connection,
            "PRAGMA foreign_keys=OFF; PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-400000;"
        );
        var indexes = Indexes(connection);
        indexes.ForEach(index => Run(connection, $"DROP INDEX \"{index.Name}\""));
        await using (var transaction = (SqliteTransaction)await connection.BeginTransactionAsync())
        {
            Write(connection, transaction, citizens);
            await transaction.CommitAsync();
        }

        indexes.ForEach(index => Run(connection, index.Sql));
        Run(connection, "PRAGMA journal_mode=WAL;");
        await connection.CloseAsync();
        SqliteConnection.ClearPool(connection);
    }

    /// <summary>The number of the n-th invented person: a day from 1940 to 1999 with 60 added.</summary>
    public static string Cpr(int index)
    {
        const int Days = 21_900;
        var born = new DateOnly(1940, 1, 1).AddDays((int)(index * 7919L % Days));
        var serial = (index / Days * 601) + (index % 600);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{born.Day + 60:00}{born.Month:00}{born.Year % 100:00}{serial:0000}"
        );
    }

    private static void Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    // Made at the end in one go, which takes a third of the time.
    private static List<(string Name, string Sql)> Indexes(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = """
            SELECT name, sql FROM sqlite_master
            WHERE type = 'index' AND sql IS NOT NULL
              AND tbl_name IN ('Citizens', 'CitizenNumbers', 'Placements', 'Grants', 'AuditEntries')
            """;
        using var reader = command.ExecuteReader();
        var indexes = new List<(string, string)>();
        while (reader.Read())
        {
            indexes.Add((reader.GetString(0), reader.GetString(1)));
        }

        return indexes;
    }

    private void Write(SqliteConnection connection, SqliteTransaction transaction, int citizens)
    {
        using var citizen = Insert.Into(
            connection,
            transaction,
            "Citizens",
            "Id",
            "Name",
            "RegisteredUtc",
            "Version",
            "NameSearch",
            "NameSort"
        );
        using var number = Insert.Into(
            connection,
            transaction,
            "CitizenNumbers",
            "CitizenId",
            "Digits",
            "First"
        );
        using var placement = Insert.Into(
            connection,
            transaction,
            "Placements",
            "Id",
            "CitizenId",
            "DepartmentId",
            "ProviderId",
            "MentorId",
            "TargetGroupId",
            "LegalBasisId",
            "HelpsWith",
            "Caseworker",
            "First",
            "Last",
            "EndedOn",
            "EndReason",
            "IsCancelled",
            "SourceSystem",
            "SourceId",
            "RegisteredUtc",
            "Version"
        );
        using var grant = Insert.Into(
            connection,
            transaction,
            "Grants",
            "Id",
            "PlacementId",
            "First",
            "Last",
            "MinutesPerWeek",
            "DecisionDate"
        );
        using var audit = Insert.Into(
            connection,
            transaction,
            "AuditEntries",
            "AtUtc",
            "UserName",
            "CitizenId",
            "Root",
            "RootId",
            "RootVersion",
            "Entity",
            "EntityId",
            "Action",
            "After",
            "Reason"
        );
        var random = new Random(20_261_120);
        var grants = 0;
        for (var c = 1; c <= citizens; c++)
        {
            var name = Names.Of(c);
            var registered = Utc(Earliest.AddDays(random.Next(0, 3500)));
            citizen.Run(c, name, registered, 1, DanishText.SearchKey(name), DanishText.SortKey(name));
            var digits = Cpr(c);
            number.Run(c, digits, "2017-01-01");
            audit.Run(
                registered,
                "sagsbehandler",
                c,
                "Citizen",
                Text(c),
                1,
                "Citizen",
                Text(c),
                "Added",
                $$"""{"Name":"{{name}}","RegisteredUtc":"{{registered}}"}""",
                null
            );
            audit.Run(
                registered,
                "sagsbehandler",
                c,
                "Citizen",
                Text(c),
                1,
                "CitizenNumber",
                Text(c),
                "Added",
                $$"""{"CitizenId":{{c}},"Digits":"{{digits}}","First":"2017-01-01","Last":null}""",
                null
            );
            for (var i = PlacementsOf[c % PlacementsOf.Length]; i > 0; i--)
            {
                var id = ++Placements;
                // A quarter of all to each department.
                var department = id % ReferenceData.Departments;
                var provider = random.Next(ReferenceData.Providers);
                long? mentor =
                    random.Next(10) == 0
                        ? null
                        : (provider * ReferenceData.MentorsEach) + random.Next(ReferenceData.MentorsEach) + 1;
                var group =
                    (department * ReferenceData.GroupsEach) + random.Next(ReferenceData.GroupsEach) + 1;
                var basis = (department * ReferenceData.BasesEach) + random.Next(ReferenceData.BasesEach) + 1;
                var first = Earliest.AddDays(random.Next(0, 3700));
                var isOpen = random.Next(20) == 0;
                var isCancelled = random.Next(33) == 0;
                var decisions = new List<(DateOnly First, DateOnly? Last, int Minutes)>();
                var from = first;
                for (var g = random.Next(1, 4); g > 0; g--)
                {
                    var to = from.AddMonths(random.Next(3, 13)).AddDays(-1);
                    decisions.Add((from, g == 1 && isOpen ? null : to, random.Next(2, 17) * 15));
                    from = to.AddDays(1);
                }

                var last = decisions[^1].Last;
                DateOnly? ended =
                    last is not null && !isCancelled && random.Next(20) == 0 ? last.Value.AddDays(-20) : null;
                var reason =
                    isCancelled ? "Registreret ved en fejl"
                    : ended is not null ? "Målet er nået"
                    : null;
                registered = Utc(first.AddDays(-10));
                placement.Run(
                    id,
                    c,
                    department + 1,
                    provider + 1,
                    mentor,
                    group,
                    basis,
                    "Struktur i hverdagen og aftaler med myndigheder",
                    $"Sagsbehandler {id % 60}",
                    Day(first),
                    Day(ended ?? last),
                    Day(ended),
                    reason,
                    isCancelled ? 1 : 0,
                    "fagsystem",
                    $"S-{id}",
                    registered,
                    1
                );
                audit.Run(
                    registered,
                    "sagsbehandler",
                    c,
                    "Placement",
                    Text(id),
                    1,
                    "Placement",
                    Text(id),
                    "Added",
                    $$"""{"Caseworker":"Sagsbehandler {{id % 60}}","CitizenId":{{c}},"DepartmentId":{{department + 1}},"EndReason":null,"EndedOn":null,"First":"{{Day(first)}}","HelpsWith":"Struktur i hverdagen og aftaler med myndigheder","IsCancelled":false,"Last":{{Quoted(last)}},"LegalBasisId":{{basis}},"MentorId":{{(mentor is null ? "null" : mentor)}},"ProviderId":{{provider + 1}},"RegisteredUtc":"{{registered}}","SourceId":"S-{{id}}","SourceSystem":"fagsystem","TargetGroupId":{{group}},"UnitId":null}""",
                    null
                );
                foreach (var decision in decisions)
                {
                    grants++;
                    var decided = Day(decision.First.AddDays(-10));
                    grant.Run(grants, id, Day(decision.First), Day(decision.Last), decision.Minutes, decided);
                    audit.Run(
                        registered,
                        "sagsbehandler",
                        c,
                        "Placement",
                        Text(id),
                        1,
                        "Grant",
                        Text(grants),
                        "Added",
                        $$"""{"DecisionDate":"{{decided}}","First":"{{Day(decision.First)}}","Last":{{Quoted(decision.Last)}},"MinutesPerWeek":{{decision.Minutes}},"PlacementId":{{id}}}""",
                        null
                    );
                }
            }
        }
    }

    private static string Utc(DateOnly day) => $"{Day(day)} 09:30:00";

    private static string? Day(DateOnly? day) => day?.ToString("O", CultureInfo.InvariantCulture);

    private static string Quoted(DateOnly? day) => day is null ? "null" : $"\"{Day(day)}\"";

    private static string Text(int id) => id.ToString(CultureInfo.InvariantCulture);
}

/// <summary>A prepared INSERT.</summary>
public sealed class Insert : IDisposable
{
    private readonly SqliteCommand _command;

    private Insert(SqliteCommand command) => _command = command;

    public static Insert Into(
        SqliteConnection connection,
        SqliteTransaction transaction,
        string table,
        params IReadOnlyList<string> columns
    )
    {
        var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText =
            $"INSERT INTO \"{table}\" ({string.Join(", ", columns.Select(column => $"\"{column}\""))}) "
            + $"VALUES ({string.Join(", ", columns.Select((_, i) => $"$p{i}"))})";
        for (var i = 0; i < columns.Count; i++)
        {
            command.Parameters.Add(new SqliteParameter { ParameterName = $"$p{i}" });
        }

        command.Prepare();
        return new Insert(command);
    }

    public void Run(params ReadOnlySpan<object?> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            _command.Parameters[i].Value = values[i] ?? DBNull.Value;
        }

        _command.ExecuteNonQuery();
    }

    public void Dispose() => _command.Dispose();
}
