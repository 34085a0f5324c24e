using System.Collections.Concurrent;
using System.Globalization;
using MentorRegistry.Domain.Citizens;
using MentorRegistry.Web.Access;
using MentorRegistry.Web.Data;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace MentorRegistry.Benchmarks;

/// <summary>
/// What the overview is held against: an endpoint of the same program, behind the same sign-in, that records the same
/// lookup (chained and durable, through the same write gate), reads the same rows with plain ADO.NET, and writes as many bytes as the page of
/// that citizen has. It judges, words and draws nothing.
/// </summary>
public sealed class Floor
{
    private const string CitizenSql = """
        SELECT c."Name", n."Digits" FROM "Citizens" c
        LEFT JOIN "CitizenNumbers" n ON n."CitizenId" = c."Id" AND n."Last" IS NULL WHERE c."Id" = $id
        """;

    private const string PlacementsSql = """
        SELECT p."Id", p."DepartmentId", d."Name", d."Phone", p."UnitId", u."Name", p."ProviderId", v."Name", v."Phone",
          v."Email", p."MentorId", m."Name", m."Phone", m."Email", p."TargetGroupId", t."Name", p."LegalBasisId", b."Name",
          p."Caseworker", p."First", p."Last", p."EndReason", p."IsCancelled", g."Id", g."First", g."Last",
          g."MinutesPerWeek", g."DecisionDate"
        FROM "Placements" p
        JOIN "Departments" d ON d."Id" = p."DepartmentId"
        JOIN "TargetGroups" t ON t."Id" = p."TargetGroupId"
        JOIN "LegalBases" b ON b."Id" = p."LegalBasisId"
        JOIN "Providers" v ON v."Id" = p."ProviderId"
        LEFT JOIN "Units" u ON u."Id" = p."UnitId"
        LEFT JOIN "Mentors" m ON m."Id" = p."MentorId"
        LEFT JOIN "Grants" g ON g."PlacementId" = p."Id"
        WHERE p."CitizenId" = $id
        """;

    private const string HistorySql = """
        SELECT e."Id", e."AtUtc", e."UserId", e."UserName", e."CitizenId", e."Root", e."RootId", e."RootVersion",
          e."Entity", e."EntityId", e."Action", e."Before", e."After", e."Reason", u."DisplayName"
        FROM "AuditEntries" e LEFT JOIN "AspNetUsers" u ON u."Id" = e."UserId"
        WHERE e."CitizenId" = $id ORDER BY e."Id" DESC LIMIT 21
        """;

    private readonly string _connectionString;
    private readonly ConcurrentDictionary<long, byte[]> _bodies = new();

    public Floor(WebApplication app, string connectionString)
    {
        _connectionString = connectionString;
        // The page-access table is the program's; this endpoint asks itself who is signed in.
        app.MapGet("/floor/{reference}", AnswerAsync).AllowAnonymous();
    }

    /// <summary>The floor's path for a citizen's page.</summary>
    public static string PathOf(string page) => page.Replace("/Citizens/", "/floor/");

    public void SetBytes(string page, int bytes)
    {
        if (!CitizenReference.TryParse(page.Split('/')[^1], out var id))
        {
            throw new ArgumentException("Not a citizen's page.", nameof(page));
        }

        var body = new byte[bytes];
        Array.Fill(body, (byte)'.');
        _bodies[id] = body;
    }

    private async Task AnswerAsync(HttpContext http, string reference)
    {
        var user = http.RequestServices.GetRequiredService<CurrentUser>();
        if (!user.IsSignedIn || !CitizenReference.TryParse(reference, out var id))
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        await http
            .RequestServices.GetRequiredService<LookupLog>()
            .RecordAsync(id, LookupKind.Overview, http.RequestAborted);
        await using var connection = new SqliteConnection(_connectionString);
        await connection.OpenAsync();
        var values =
            Read(connection, CitizenSql, id)
            + Read(connection, PlacementsSql, id)
            + Read(connection, HistorySql, id);
        http.Response.ContentType = "text/html; charset=utf-8";
        http.Response.Headers["X-Values"] = values.ToString(CultureInfo.InvariantCulture);
        await http.Response.Body.WriteAsync(_bodies[id]);
    }

    // Takes every value of every row, as an object: reading is what the floor is about.
    private static int Read(SqliteConnection connection, string sql, long id)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Parameters.AddWithValue("$id", id);
        using var reader = command.ExecuteReader();
        var values = new object[reader.FieldCount];
        var count = 0;
        while (reader.Read())
        {
            count += reader.GetValues(values);
        }

        return count;
    }
}
