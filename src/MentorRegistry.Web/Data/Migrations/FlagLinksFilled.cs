namespace MentorRegistry.Web.Data.Migrations;

/// <summary>
/// What the migrations of both databases fill the flags' placements with. Runs over several departments are marked by
/// the next sweep of the night: until then a department is told of those that it sees whole, and of no others.
/// </summary>
internal static class FlagLinksFilled
{
    public const string Sql = """
        UPDATE "FlagPlacementLink" SET
            "Kind" = (SELECT f."Kind" FROM "Flags" f WHERE f."Id" = "FlagPlacementLink"."FlagId"),
            "State" = (SELECT f."State" FROM "Flags" f WHERE f."Id" = "FlagPlacementLink"."FlagId"),
            "StandsAlone" = NOT EXISTS (
                SELECT 1 FROM "FlagPlacementLink" other
                WHERE other."FlagId" = "FlagPlacementLink"."FlagId"
                    AND other."DepartmentId" <> "FlagPlacementLink"."DepartmentId"
            )
        """;
}
