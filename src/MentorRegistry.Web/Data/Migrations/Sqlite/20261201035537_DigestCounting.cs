using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace MentorRegistry.Web.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class DigestCounting : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateIndex(
                name: "IX_HoursLines_DepartmentId_Last_PlacementId_First",
                table: "HoursLines",
                columns: new[] { "DepartmentId", "Last", "PlacementId", "First" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_HoursLines_DepartmentId_Last_PlacementId_First",
                table: "HoursLines");
        }
    }
}
