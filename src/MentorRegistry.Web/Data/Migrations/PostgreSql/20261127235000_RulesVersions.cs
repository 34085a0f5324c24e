using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace MentorRegistry.Web.Data.Migrations.PostgreSql
{
    /// <inheritdoc />
    public partial class RulesVersions : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "PublishedRules",
                columns: table => new
                {
                    Number = table.Column<int>(type: "integer", nullable: false),
                    PublishedUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    PublishedBy = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: true),
                    Reason = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true),
                    AppliedUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    RunGapDays = table.Column<int>(type: "integer", nullable: false),
                    LongRunMonths = table.Column<int>(type: "integer", nullable: false),
                    ReachesLongDays = table.Column<int>(type: "integer", nullable: false),
                    ReachesLongSecondDays = table.Column<int>(type: "integer", nullable: false),
                    ReachesLongThirdDays = table.Column<int>(type: "integer", nullable: false),
                    EndingSoonDays = table.Column<int>(type: "integer", nullable: false),
                    PastLastDayDays = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PublishedRules", x => x.Number);
                });

            migrationBuilder.CreateTable(
                name: "PublishedOverlapRule",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    RulesNumber = table.Column<int>(type: "integer", nullable: false),
                    OneDepartmentId = table.Column<long>(type: "bigint", nullable: true),
                    OneLegalBasisId = table.Column<long>(type: "bigint", nullable: true),
                    OtherDepartmentId = table.Column<long>(type: "bigint", nullable: true),
                    OtherLegalBasisId = table.Column<long>(type: "bigint", nullable: true),
                    Treatment = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    HandoverDays = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PublishedOverlapRule", x => x.Id);
                    table.ForeignKey(
                        name: "FK_PublishedOverlapRule_Departments_OneDepartmentId",
                        column: x => x.OneDepartmentId,
                        principalTable: "Departments",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_PublishedOverlapRule_Departments_OtherDepartmentId",
                        column: x => x.OtherDepartmentId,
                        principalTable: "Departments",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_PublishedOverlapRule_LegalBases_OneLegalBasisId",
                        column: x => x.OneLegalBasisId,
                        principalTable: "LegalBases",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_PublishedOverlapRule_LegalBases_OtherLegalBasisId",
                        column: x => x.OtherLegalBasisId,
                        principalTable: "LegalBases",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_PublishedOverlapRule_PublishedRules_RulesNumber",
                        column: x => x.RulesNumber,
                        principalTable: "PublishedRules",
                        principalColumn: "Number",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_PublishedOverlapRule_OneDepartmentId",
                table: "PublishedOverlapRule",
                column: "OneDepartmentId");

            migrationBuilder.CreateIndex(
                name: "IX_PublishedOverlapRule_OneLegalBasisId",
                table: "PublishedOverlapRule",
                column: "OneLegalBasisId");

            migrationBuilder.CreateIndex(
                name: "IX_PublishedOverlapRule_OtherDepartmentId",
                table: "PublishedOverlapRule",
                column: "OtherDepartmentId");

            migrationBuilder.CreateIndex(
                name: "IX_PublishedOverlapRule_OtherLegalBasisId",
                table: "PublishedOverlapRule",
                column: "OtherLegalBasisId");

            migrationBuilder.CreateIndex(
                name: "IX_PublishedOverlapRule_RulesNumber",
                table: "PublishedOverlapRule",
                column: "RulesNumber");

            // Version 1 is what the registry is shipped with. Flags that were found before there were versions were
            // judged by it, unless somebody had set other numbers; then the next sweep judges them anew.
            migrationBuilder.InsertData(
                table: "PublishedRules",
                columns:
                [
                    "Number",
                    "RunGapDays",
                    "LongRunMonths",
                    "ReachesLongDays",
                    "ReachesLongSecondDays",
                    "ReachesLongThirdDays",
                    "EndingSoonDays",
                    "PastLastDayDays",
                ],
                values: new object[] { 1, 30, 24, 90, 60, 30, 30, 60 }
            );
            migrationBuilder.Sql("""UPDATE "Flags" SET "RulesVersion" = 1""");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "PublishedOverlapRule");

            migrationBuilder.DropTable(
                name: "PublishedRules");
        }
    }
}
