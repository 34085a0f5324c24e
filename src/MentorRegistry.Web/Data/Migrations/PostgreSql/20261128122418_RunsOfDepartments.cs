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

            migrationBuilder.CreateIndex(
                name: "IX_Flags_PartWithout",
                table: "Flags",
                column: "PartWithout",
                filter: "\"ClosedOn\" IS NULL AND \"PartWithout\" <> ''");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Flags_PartWithout",
                table: "Flags");

            migrationBuilder.DropColumn(name: "PartWithout", table: "Flags");
            migrationBuilder.AddColumn<string>(
                name: "EarlierDepartments",
                table: "Flags",
                type: "character varying(200)",
                maxLength: 200,
                nullable: false,
                defaultValue: "");
        }
    }
}
