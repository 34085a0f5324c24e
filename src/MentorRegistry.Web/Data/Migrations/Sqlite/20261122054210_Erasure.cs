using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace MentorRegistry.Web.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Erasure : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<byte[]>(
                name: "Erased",
                table: "Lookups",
                type: "BLOB",
                nullable: true);

            migrationBuilder.AddColumn<byte[]>(
                name: "Erased",
                table: "AuditEntries",
                type: "BLOB",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "ErasedPlacements",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    DepartmentId = table.Column<long>(type: "INTEGER", nullable: false),
                    TargetGroupId = table.Column<long>(type: "INTEGER", nullable: false),
                    LegalBasisId = table.Column<long>(type: "INTEGER", nullable: false),
                    CategoryId = table.Column<long>(type: "INTEGER", nullable: false),
                    First = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Last = table.Column<DateOnly>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ErasedPlacements", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ErasedPlacements_Departments_DepartmentId",
                        column: x => x.DepartmentId,
                        principalTable: "Departments",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_ErasedPlacements_LegalBases_LegalBasisId",
                        column: x => x.LegalBasisId,
                        principalTable: "LegalBases",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_ErasedPlacements_ProviderCategories_CategoryId",
                        column: x => x.CategoryId,
                        principalTable: "ProviderCategories",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_ErasedPlacements_TargetGroups_TargetGroupId",
                        column: x => x.TargetGroupId,
                        principalTable: "TargetGroups",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Erasures",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    ProposedUtc = table.Column<DateTime>(type: "TEXT", nullable: false),
                    ProposedById = table.Column<string>(type: "TEXT", nullable: false),
                    ProposedBy = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false),
                    References = table.Column<string>(type: "TEXT", nullable: false),
                    LookupsBeforeUtc = table.Column<DateTime>(type: "TEXT", nullable: false),
                    DecidedUtc = table.Column<DateTime>(type: "TEXT", nullable: true),
                    DecidedById = table.Column<string>(type: "TEXT", nullable: true),
                    DecidedBy = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    IsApproved = table.Column<bool>(type: "INTEGER", nullable: false),
                    KeptReferences = table.Column<string>(type: "TEXT", nullable: true),
                    Citizens = table.Column<int>(type: "INTEGER", nullable: false),
                    Placements = table.Column<int>(type: "INTEGER", nullable: false),
                    LookupRows = table.Column<int>(type: "INTEGER", nullable: false),
                    HistoryRows = table.Column<int>(type: "INTEGER", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Erasures", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_ErasedPlacements_CategoryId",
                table: "ErasedPlacements",
                column: "CategoryId");

            migrationBuilder.CreateIndex(
                name: "IX_ErasedPlacements_DepartmentId",
                table: "ErasedPlacements",
                column: "DepartmentId");

            migrationBuilder.CreateIndex(
                name: "IX_ErasedPlacements_LegalBasisId",
                table: "ErasedPlacements",
                column: "LegalBasisId");

            migrationBuilder.CreateIndex(
                name: "IX_ErasedPlacements_TargetGroupId",
                table: "ErasedPlacements",
                column: "TargetGroupId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "ErasedPlacements");

            migrationBuilder.DropTable(
                name: "Erasures");

            migrationBuilder.DropColumn(
                name: "Erased",
                table: "Lookups");

            migrationBuilder.DropColumn(
                name: "Erased",
                table: "AuditEntries");
        }
    }
}
