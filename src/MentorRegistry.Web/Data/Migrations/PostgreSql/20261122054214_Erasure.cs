using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace MentorRegistry.Web.Data.Migrations.PostgreSql
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
                type: "bytea",
                nullable: true);

            migrationBuilder.AddColumn<byte[]>(
                name: "Erased",
                table: "AuditEntries",
                type: "bytea",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "ErasedPlacements",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    DepartmentId = table.Column<long>(type: "bigint", nullable: false),
                    TargetGroupId = table.Column<long>(type: "bigint", nullable: false),
                    LegalBasisId = table.Column<long>(type: "bigint", nullable: false),
                    CategoryId = table.Column<long>(type: "bigint", nullable: false),
                    First = table.Column<DateOnly>(type: "date", nullable: false),
                    Last = table.Column<DateOnly>(type: "date", nullable: false)
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
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    ProposedUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    ProposedById = table.Column<string>(type: "text", nullable: false),
                    ProposedBy = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: false),
                    References = table.Column<string>(type: "text", nullable: false),
                    LookupsBeforeUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    DecidedUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    DecidedById = table.Column<string>(type: "text", nullable: true),
                    DecidedBy = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: true),
                    IsApproved = table.Column<bool>(type: "boolean", nullable: false),
                    KeptReferences = table.Column<string>(type: "text", nullable: true),
                    Citizens = table.Column<int>(type: "integer", nullable: false),
                    Placements = table.Column<int>(type: "integer", nullable: false),
                    LookupRows = table.Column<int>(type: "integer", nullable: false),
                    HistoryRows = table.Column<int>(type: "integer", nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false)
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
