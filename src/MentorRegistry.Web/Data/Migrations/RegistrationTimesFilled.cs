namespace MentorRegistry.Web.Data.Migrations;

/// <summary>
/// What the migrations of both databases take for the times of what was registered before they were kept: a grant with its
/// placement, an early end on its day, the run of an erased placement with the placement.
/// </summary>
internal static class RegistrationTimesFilled
{
    public const string Grants = """
        UPDATE "Grants" SET "RegisteredUtc" = (
            SELECT p."RegisteredUtc" FROM "Placements" p WHERE p."Id" = "Grants"."PlacementId"
        )
        """;

    public const string ErasedRuns = """UPDATE "ErasedPlacements" SET "RunFirst" = "First" """;

    public const string SqliteEnds = """
        UPDATE "Placements" SET "EndedUtc" = "EndedOn" || ' 12:00:00' WHERE "EndedOn" IS NOT NULL
        """;

    public const string PostgreSqlEnds = """
        UPDATE "Placements" SET "EndedUtc" = ("EndedOn" + TIME '12:00') AT TIME ZONE 'UTC' WHERE "EndedOn" IS NOT NULL
        """;
}
