using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace MentorRegistry.Web.Data.Migrations.PostgreSql
{
    /// <inheritdoc />
    public partial class PartsOfRuns : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "PartWithout",
                table: "Flags",
                type: "character varying(200)",
                maxLength: 200,
                nullable: false,
                defaultValue: "");

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

            migrationBuilder.DropColumn(
                name: "PartWithout",
                table: "Flags");
        }
    }
}
