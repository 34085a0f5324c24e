using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace MentorRegistry.Web.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class FewerLookupIndexes : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Lookups_Kind_AtUtc",
                table: "Lookups");

            migrationBuilder.DropIndex(
                name: "IX_Lookups_PurposeId_AtUtc",
                table: "Lookups");

            migrationBuilder.CreateIndex(
                name: "IX_Lookups_PurposeId_AtUtc",
                table: "Lookups",
                columns: new[] { "PurposeId", "AtUtc" },
                filter: "\"PurposeId\" IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Lookups_PurposeId_AtUtc",
                table: "Lookups");

            migrationBuilder.CreateIndex(
                name: "IX_Lookups_Kind_AtUtc",
                table: "Lookups",
                columns: new[] { "Kind", "AtUtc" });

            migrationBuilder.CreateIndex(
                name: "IX_Lookups_PurposeId_AtUtc",
                table: "Lookups",
                columns: new[] { "PurposeId", "AtUtc" });
        }
    }
}
