using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace MentorRegistry.Web.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class CountingIndexes : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Placements_CitizenId",
                table: "Placements");

            migrationBuilder.DropIndex(
                name: "IX_Placements_DepartmentId_IsCancelled_LastDay_Id_First_ProviderId",
                table: "Placements");

            migrationBuilder.CreateIndex(
                name: "IX_Placements_Citizen_First",
                table: "Placements",
                columns: new[] { "CitizenId", "IsCancelled", "First", "LastDay", "MentorId", "ProviderId" });

            migrationBuilder.CreateIndex(
                name: "IX_Placements_Department_LastDay",
                table: "Placements",
                columns: new[] { "DepartmentId", "IsCancelled", "LastDay", "Id", "First", "ProviderId", "TargetGroupId", "CitizenId", "MentorId" });

            migrationBuilder.CreateIndex(
                name: "IX_HoursLines_DepartmentId_Last_PlacementId_First",
                table: "HoursLines",
                columns: new[] { "DepartmentId", "Last", "PlacementId", "First" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Placements_Citizen_First",
                table: "Placements");

            migrationBuilder.DropIndex(
                name: "IX_Placements_Department_LastDay",
                table: "Placements");

            migrationBuilder.DropIndex(
                name: "IX_HoursLines_DepartmentId_Last_PlacementId_First",
                table: "HoursLines");

            migrationBuilder.CreateIndex(
                name: "IX_Placements_CitizenId",
                table: "Placements",
                column: "CitizenId");

            migrationBuilder.CreateIndex(
                name: "IX_Placements_DepartmentId_IsCancelled_LastDay_Id_First_ProviderId",
                table: "Placements",
                columns: new[] { "DepartmentId", "IsCancelled", "LastDay", "Id", "First", "ProviderId" });
        }
    }
}
