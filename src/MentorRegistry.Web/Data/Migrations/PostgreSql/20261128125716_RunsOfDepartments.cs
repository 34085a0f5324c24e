using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace MentorRegistry.Web.Data.Migrations.PostgreSql
{
    /// <inheritdoc />
    public partial class RunsOfDepartments : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_FlagPlacementLink_DepartmentId_State_Kind_FlagId_StandsAlone",
                table: "FlagPlacementLink");

            // Who had left a run is remembered no longer: each choice of departments has a run of its own.
            migrationBuilder.DropColumn(name: "EarlierDepartments", table: "Flags");
            migrationBuilder.AddColumn<string>(
                name: "PartWithout",
                table: "Flags",
                type: "character varying(200)",
                maxLength: 200,
                nullable: false,
                defaultValue: "");
            migrationBuilder.Sql(RunsNamed.Sql);

            migrationBuilder.AddColumn<bool>(
                name: "IsPart",
                table: "FlagPlacementLink",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.CreateIndex(
                name: "IX_FlagPlacementLink_DepartmentId_State_Kind_FlagId_StandsAlon~",
                table: "FlagPlacementLink",
                columns: new[] { "DepartmentId", "State", "Kind", "FlagId", "StandsAlone", "IsPart" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_FlagPlacementLink_DepartmentId_State_Kind_FlagId_StandsAlon~",
                table: "FlagPlacementLink");

            migrationBuilder.DropColumn(
                name: "IsPart",
                table: "FlagPlacementLink");

            migrationBuilder.DropColumn(name: "PartWithout", table: "Flags");
            migrationBuilder.AddColumn<string>(
                name: "EarlierDepartments",
                table: "Flags",
                type: "character varying(200)",
                maxLength: 200,
                nullable: false,
                defaultValue: "");

            migrationBuilder.CreateIndex(
                name: "IX_FlagPlacementLink_DepartmentId_State_Kind_FlagId_StandsAlone",
                table: "FlagPlacementLink",
                columns: new[] { "DepartmentId", "State", "Kind", "FlagId", "StandsAlone" });
        }
    }
}
