using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace MentorRegistry.Web.Data.Migrations.PostgreSql
{
    /// <inheritdoc />
    public partial class SearchLookupsAndSpotChecks : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Lookups_CitizenId_Id",
                table: "Lookups");

            migrationBuilder.DropIndex(
                name: "IX_Lookups_PurposeId",
                table: "Lookups");

            migrationBuilder.CreateTable(
                name: "SpotChecks",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    DrawnUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    DrawnBy = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: false),
                    SinceUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    Lookups = table.Column<int>(type: "integer", nullable: false),
                    UnusualLookups = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SpotChecks", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "SpotCheckItems",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    SpotCheckId = table.Column<long>(type: "bigint", nullable: false),
                    LookupId = table.Column<long>(type: "bigint", nullable: false),
                    Patterns = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    Explanation = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    NeedsFollowUp = table.Column<bool>(type: "boolean", nullable: true),
                    Remark = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    JudgedBy = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: true),
                    JudgedUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SpotCheckItems", x => x.Id);
                    table.ForeignKey(
                        name: "FK_SpotCheckItems_SpotChecks_SpotCheckId",
                        column: x => x.SpotCheckId,
                        principalTable: "SpotChecks",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Lookups_AtUtc",
                table: "Lookups",
                column: "AtUtc");

            migrationBuilder.CreateIndex(
                name: "IX_Lookups_CitizenId_AtUtc",
                table: "Lookups",
                columns: new[] { "CitizenId", "AtUtc" });

            migrationBuilder.CreateIndex(
                name: "IX_Lookups_Kind_AtUtc",
                table: "Lookups",
                columns: new[] { "Kind", "AtUtc" });

            migrationBuilder.CreateIndex(
                name: "IX_Lookups_PurposeId_AtUtc",
                table: "Lookups",
                columns: new[] { "PurposeId", "AtUtc" });

            migrationBuilder.CreateIndex(
                name: "IX_Lookups_UserId_AtUtc",
                table: "Lookups",
                columns: new[] { "UserId", "AtUtc" });

            migrationBuilder.CreateIndex(
                name: "IX_SpotCheckItems_SpotCheckId_LookupId",
                table: "SpotCheckItems",
                columns: new[] { "SpotCheckId", "LookupId" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "SpotCheckItems");

            migrationBuilder.DropTable(
                name: "SpotChecks");

            migrationBuilder.DropIndex(
                name: "IX_Lookups_AtUtc",
                table: "Lookups");

            migrationBuilder.DropIndex(
                name: "IX_Lookups_CitizenId_AtUtc",
                table: "Lookups");

            migrationBuilder.DropIndex(
                name: "IX_Lookups_Kind_AtUtc",
                table: "Lookups");

            migrationBuilder.DropIndex(
                name: "IX_Lookups_PurposeId_AtUtc",
                table: "Lookups");

            migrationBuilder.DropIndex(
                name: "IX_Lookups_UserId_AtUtc",
                table: "Lookups");

            migrationBuilder.CreateIndex(
                name: "IX_Lookups_CitizenId_Id",
                table: "Lookups",
                columns: new[] { "CitizenId", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Lookups_PurposeId",
                table: "Lookups",
                column: "PurposeId");
        }
    }
}
