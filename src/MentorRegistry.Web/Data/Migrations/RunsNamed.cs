namespace MentorRegistry.Web.Data.Migrations;

/// <summary>
/// What the migrations of both databases make of flags of runs: the condition of a run says whose placements it is made
/// of, and a flag stands alone where that is one department. A decision stays with its flag; the parts of runs over
/// several departments come with the next sweep of the night.
/// </summary>
internal static class RunsNamed
{
    public const string Sql = """
        UPDATE "Flags" SET "About" = "About" || '@' || (
            SELECT COALESCE(MAX(CASE WHEN place = 1 THEN d END), '')
                || COALESCE(MAX(CASE WHEN place = 2 THEN ',' || d END), '')
                || COALESCE(MAX(CASE WHEN place = 3 THEN ',' || d END), '')
                || COALESCE(MAX(CASE WHEN place = 4 THEN ',' || d END), '')
                || COALESCE(MAX(CASE WHEN place = 5 THEN ',' || d END), '')
                || COALESCE(MAX(CASE WHEN place = 6 THEN ',' || d END), '')
            FROM (
                SELECT CAST("DepartmentId" AS TEXT) AS d, ROW_NUMBER() OVER (ORDER BY "DepartmentId") AS place
                FROM (
                    SELECT DISTINCT "DepartmentId" FROM "FlagPlacementLink"
                    WHERE "FlagId" = "Flags"."Id"
                ) AS of_flag
            ) AS in_order
        ), "DecidedOnPart" = ''
        WHERE "Kind" IN ('LongWithMentor', 'LongWithAnyMentor', 'ReachesLong');
        UPDATE "FlagPlacementLink" SET "StandsAlone" = NOT EXISTS (
            SELECT 1 FROM "FlagPlacementLink" other
            WHERE other."FlagId" = "FlagPlacementLink"."FlagId"
                AND other."DepartmentId" <> "FlagPlacementLink"."DepartmentId"
        )
        """;
}
