using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace MentorRegistry.Web.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class FlagsOfDepartments : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_FlagPlacementLink_DepartmentId_FlagId",
                table: "FlagPlacementLink");

            migrationBuilder.AddColumn<string>(
                name: "DecidedAtDepartments",
                table: "Flags",
                type: "TEXT",
                maxLength: 200,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "EarlierDepartments",
                table: "Flags",
                type: "TEXT",
                maxLength: 200,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "Kind",
                table: "FlagPlacementLink",
                type: "TEXT",
                maxLength: 20,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<bool>(
                name: "StandsAlone",
                table: "FlagPlacementLink",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "State",
                table: "FlagPlacementLink",
                type: "TEXT",
                maxLength: 20,
                nullable: false,
                defaultValue: "");

            migrationBuilder.Sql(FlagLinksFilled.Sql);

            migrationBuilder.CreateIndex(
                name: "IX_FlagPlacementLink_DepartmentId_State_Kind_FlagId_StandsAlone",
                table: "FlagPlacementLink",
                columns: new[] { "DepartmentId", "State", "Kind", "FlagId", "StandsAlone" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_FlagPlacementLink_DepartmentId_State_Kind_FlagId_StandsAlone",
                table: "FlagPlacementLink");

            migrationBuilder.DropColumn(
                name: "DecidedAtDepartments",
                table: "Flags");

            migrationBuilder.DropColumn(
                name: "EarlierDepartments",
                table: "Flags");

            migrationBuilder.DropColumn(
                name: "Kind",
                table: "FlagPlacementLink");

            migrationBuilder.DropColumn(
                name: "StandsAlone",
                table: "FlagPlacementLink");

            migrationBuilder.DropColumn(
                name: "State",
                table: "FlagPlacementLink");

            migrationBuilder.CreateIndex(
                name: "IX_FlagPlacementLink_DepartmentId_FlagId",
                table: "FlagPlacementLink",
                columns: new[] { "DepartmentId", "FlagId" });
        }
    }
}
