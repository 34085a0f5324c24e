using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace MentorRegistry.Web.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class DigestsAndStatistics : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTime>(
                name: "EndedUtc",
                table: "Placements",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Goal",
                table: "Placements",
                type: "TEXT",
                maxLength: 200,
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "OutcomeId",
                table: "Placements",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "RegisteredUtc",
                table: "Grants",
                type: "TEXT",
                nullable: false,
                defaultValue: new DateTime(1, 1, 1, 0, 0, 0, 0, DateTimeKind.Unspecified));

            migrationBuilder.AddColumn<int>(
                name: "Measures",
                table: "ErasedPlacements",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<long>(
                name: "OutcomeId",
                table: "ErasedPlacements",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "RunFirst",
                table: "ErasedPlacements",
                type: "TEXT",
                nullable: false,
                defaultValue: new DateOnly(1, 1, 1));

            migrationBuilder.AddColumn<long>(
                name: "UnitId",
                table: "ErasedPlacements",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Language",
                table: "AspNetUsers",
                type: "TEXT",
                maxLength: 2,
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "WantsDigest",
                table: "AspNetUsers",
                type: "INTEGER",
                nullable: false,
                defaultValue: true);

            migrationBuilder.CreateTable(
                name: "BenchmarkFigures",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Year = table.Column<int>(type: "INTEGER", nullable: false),
                    Area = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    ThousandKroner = table.Column<long>(type: "INTEGER", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_BenchmarkFigures", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "BenchmarkNotes",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false),
                    Group = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    Rule = table.Column<string>(type: "TEXT", maxLength: 300, nullable: true),
                    Source = table.Column<string>(type: "TEXT", maxLength: 300, nullable: true),
                    TakenOn = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    PriceLevel = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_BenchmarkNotes", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "BenchmarkPopulations",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Year = table.Column<int>(type: "INTEGER", nullable: false),
                    Area = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    Persons = table.Column<int>(type: "INTEGER", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_BenchmarkPopulations", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "BudgetSums",
                columns: table => new
                {
                    DepartmentId = table.Column<long>(type: "INTEGER", nullable: false),
                    Month = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    ProviderId = table.Column<long>(type: "INTEGER", nullable: false),
                    UsedOre = table.Column<long>(type: "INTEGER", nullable: false),
                    UsedMinutes = table.Column<long>(type: "INTEGER", nullable: false),
                    LinesWithoutPrice = table.Column<int>(type: "INTEGER", nullable: false),
                    CommittedOre = table.Column<long>(type: "INTEGER", nullable: false),
                    CommittedMinutes = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_BudgetSums", x => new { x.DepartmentId, x.Month, x.ProviderId });
                    table.ForeignKey(
                        name: "FK_BudgetSums_Departments_DepartmentId",
                        column: x => x.DepartmentId,
                        principalTable: "Departments",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_BudgetSums_Providers_ProviderId",
                        column: x => x.ProviderId,
                        principalTable: "Providers",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "BudgetSumYears",
                columns: table => new
                {
                    Year = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_BudgetSumYears", x => x.Year);
                });

            migrationBuilder.CreateTable(
                name: "Digests",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Month = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    HeadId = table.Column<string>(type: "TEXT", nullable: false),
                    RecipientId = table.Column<string>(type: "TEXT", nullable: true),
                    FromUtc = table.Column<DateTime>(type: "TEXT", nullable: false),
                    CutOffUtc = table.Column<DateTime>(type: "TEXT", nullable: false),
                    MadeUtc = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Figures = table.Column<string>(type: "TEXT", nullable: true),
                    Language = table.Column<string>(type: "TEXT", maxLength: 2, nullable: true),
                    Subject = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    Html = table.Column<string>(type: "TEXT", nullable: true),
                    Text = table.Column<string>(type: "TEXT", nullable: true),
                    MessageId = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    State = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    Attempts = table.Column<int>(type: "INTEGER", nullable: false),
                    NextUtc = table.Column<DateTime>(type: "TEXT", nullable: true),
                    LeasedUntilUtc = table.Column<DateTime>(type: "TEXT", nullable: true),
                    SentUtc = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Digests", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Digests_AspNetUsers_HeadId",
                        column: x => x.HeadId,
                        principalTable: "AspNetUsers",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Digests_AspNetUsers_RecipientId",
                        column: x => x.RecipientId,
                        principalTable: "AspNetUsers",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Measures",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Name = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    ValidFrom = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    ValidTo = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Measures", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Outcomes",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Name = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    IsGoal = table.Column<bool>(type: "INTEGER", nullable: false),
                    ValidFrom = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    ValidTo = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Outcomes", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Papers",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Title = table.Column<string>(type: "TEXT", maxLength: 150, nullable: false),
                    AsOf = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    IsPublic = table.Column<bool>(type: "INTEGER", nullable: false),
                    MadeUtc = table.Column<DateTime>(type: "TEXT", nullable: false),
                    MadeBy = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false),
                    DepartmentId = table.Column<long>(type: "INTEGER", nullable: true),
                    Language = table.Column<string>(type: "TEXT", maxLength: 2, nullable: false),
                    Content = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Papers", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Papers_Departments_DepartmentId",
                        column: x => x.DepartmentId,
                        principalTable: "Departments",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ProtectionKeys",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Name = table.Column<string>(type: "TEXT", nullable: false),
                    Xml = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ProtectionKeys", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "StandIns",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    HeadId = table.Column<string>(type: "TEXT", nullable: false),
                    StandInId = table.Column<string>(type: "TEXT", nullable: false),
                    First = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Last = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_StandIns", x => x.Id);
                    table.ForeignKey(
                        name: "FK_StandIns_AspNetUsers_HeadId",
                        column: x => x.HeadId,
                        principalTable: "AspNetUsers",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_StandIns_AspNetUsers_StandInId",
                        column: x => x.StandInId,
                        principalTable: "AspNetUsers",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "DigestAttempts",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    DigestId = table.Column<long>(type: "INTEGER", nullable: false),
                    StartedUtc = table.Column<DateTime>(type: "TEXT", nullable: false),
                    EndedUtc = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Address = table.Column<string>(type: "TEXT", maxLength: 254, nullable: true),
                    Outcome = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    Answer = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DigestAttempts", x => x.Id);
                    table.ForeignKey(
                        name: "FK_DigestAttempts_Digests_DigestId",
                        column: x => x.DigestId,
                        principalTable: "Digests",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "PlacementMeasure",
                columns: table => new
                {
                    PlacementId = table.Column<long>(type: "INTEGER", nullable: false),
                    MeasureId = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PlacementMeasure", x => new { x.PlacementId, x.MeasureId });
                    table.ForeignKey(
                        name: "FK_PlacementMeasure_Measures_MeasureId",
                        column: x => x.MeasureId,
                        principalTable: "Measures",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_PlacementMeasure_Placements_PlacementId",
                        column: x => x.PlacementId,
                        principalTable: "Placements",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Placements_DepartmentId_EndedUtc",
                table: "Placements",
                columns: new[] { "DepartmentId", "EndedUtc" },
                filter: "\"EndedUtc\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Placements_DepartmentId_RegisteredUtc",
                table: "Placements",
                columns: new[] { "DepartmentId", "RegisteredUtc" });

            migrationBuilder.CreateIndex(
                name: "IX_Placements_OutcomeId",
                table: "Placements",
                column: "OutcomeId");

            migrationBuilder.CreateIndex(
                name: "IX_Grants_RegisteredUtc",
                table: "Grants",
                column: "RegisteredUtc");

            migrationBuilder.CreateIndex(
                name: "IX_ErasedPlacements_OutcomeId",
                table: "ErasedPlacements",
                column: "OutcomeId");

            migrationBuilder.CreateIndex(
                name: "IX_ErasedPlacements_UnitId",
                table: "ErasedPlacements",
                column: "UnitId");

            migrationBuilder.CreateIndex(
                name: "IX_BenchmarkFigures_Year_Area_Kind",
                table: "BenchmarkFigures",
                columns: new[] { "Year", "Area", "Kind" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_BenchmarkPopulations_Year_Area",
                table: "BenchmarkPopulations",
                columns: new[] { "Year", "Area" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_BudgetSums_ProviderId",
                table: "BudgetSums",
                column: "ProviderId");

            migrationBuilder.CreateIndex(
                name: "IX_DigestAttempts_DigestId",
                table: "DigestAttempts",
                column: "DigestId");

            migrationBuilder.CreateIndex(
                name: "IX_Digests_HeadId",
                table: "Digests",
                column: "HeadId");

            migrationBuilder.CreateIndex(
                name: "IX_Digests_Month_HeadId",
                table: "Digests",
                columns: new[] { "Month", "HeadId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Digests_RecipientId",
                table: "Digests",
                column: "RecipientId");

            migrationBuilder.CreateIndex(
                name: "IX_Digests_State_NextUtc",
                table: "Digests",
                columns: new[] { "State", "NextUtc" });

            migrationBuilder.CreateIndex(
                name: "IX_Measures_Name",
                table: "Measures",
                column: "Name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Outcomes_Name",
                table: "Outcomes",
                column: "Name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Papers_DepartmentId",
                table: "Papers",
                column: "DepartmentId");

            migrationBuilder.CreateIndex(
                name: "IX_PlacementMeasure_MeasureId",
                table: "PlacementMeasure",
                column: "MeasureId");

            migrationBuilder.CreateIndex(
                name: "IX_StandIns_HeadId",
                table: "StandIns",
                column: "HeadId");

            migrationBuilder.CreateIndex(
                name: "IX_StandIns_StandInId",
                table: "StandIns",
                column: "StandInId");

            migrationBuilder.AddForeignKey(
                name: "FK_ErasedPlacements_Outcomes_OutcomeId",
                table: "ErasedPlacements",
                column: "OutcomeId",
                principalTable: "Outcomes",
                principalColumn: "Id",
                onDelete: ReferentialAction.Restrict);

            migrationBuilder.AddForeignKey(
                name: "FK_ErasedPlacements_Units_UnitId",
                table: "ErasedPlacements",
                column: "UnitId",
                principalTable: "Units",
                principalColumn: "Id",
                onDelete: ReferentialAction.Restrict);

            migrationBuilder.AddForeignKey(
                name: "FK_Placements_Outcomes_OutcomeId",
                table: "Placements",
                column: "OutcomeId",
                principalTable: "Outcomes",
                principalColumn: "Id",
                onDelete: ReferentialAction.Restrict);

            migrationBuilder.Sql(RegistrationTimesFilled.Grants);
            migrationBuilder.Sql(RegistrationTimesFilled.SqliteEnds);
            migrationBuilder.Sql(RegistrationTimesFilled.ErasedRuns);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "FK_ErasedPlacements_Outcomes_OutcomeId",
                table: "ErasedPlacements");

            migrationBuilder.DropForeignKey(
                name: "FK_ErasedPlacements_Units_UnitId",
                table: "ErasedPlacements");

            migrationBuilder.DropForeignKey(
                name: "FK_Placements_Outcomes_OutcomeId",
                table: "Placements");

            migrationBuilder.DropTable(
                name: "BenchmarkFigures");

            migrationBuilder.DropTable(
                name: "BenchmarkNotes");

            migrationBuilder.DropTable(
                name: "BenchmarkPopulations");

            migrationBuilder.DropTable(
                name: "BudgetSums");

            migrationBuilder.DropTable(
                name: "BudgetSumYears");

            migrationBuilder.DropTable(
                name: "DigestAttempts");

            migrationBuilder.DropTable(
                name: "Outcomes");

            migrationBuilder.DropTable(
                name: "Papers");

            migrationBuilder.DropTable(
                name: "PlacementMeasure");

            migrationBuilder.DropTable(
                name: "ProtectionKeys");

            migrationBuilder.DropTable(
                name: "StandIns");

            migrationBuilder.DropTable(
                name: "Digests");

            migrationBuilder.DropTable(
                name: "Measures");

            migrationBuilder.DropIndex(
                name: "IX_Placements_DepartmentId_EndedUtc",
                table: "Placements");

            migrationBuilder.DropIndex(
                name: "IX_Placements_DepartmentId_RegisteredUtc",
                table: "Placements");

            migrationBuilder.DropIndex(
                name: "IX_Placements_OutcomeId",
                table: "Placements");

            migrationBuilder.DropIndex(
                name: "IX_Grants_RegisteredUtc",
                table: "Grants");

            migrationBuilder.DropIndex(
                name: "IX_ErasedPlacements_OutcomeId",
                table: "ErasedPlacements");

            migrationBuilder.DropIndex(
                name: "IX_ErasedPlacements_UnitId",
                table: "ErasedPlacements");

            migrationBuilder.DropColumn(
                name: "EndedUtc",
                table: "Placements");

            migrationBuilder.DropColumn(
                name: "Goal",
                table: "Placements");

            migrationBuilder.DropColumn(
                name: "OutcomeId",
                table: "Placements");

            migrationBuilder.DropColumn(
                name: "RegisteredUtc",
                table: "Grants");

            migrationBuilder.DropColumn(
                name: "Measures",
                table: "ErasedPlacements");

            migrationBuilder.DropColumn(
                name: "OutcomeId",
                table: "ErasedPlacements");

            migrationBuilder.DropColumn(
                name: "RunFirst",
                table: "ErasedPlacements");

            migrationBuilder.DropColumn(
                name: "UnitId",
                table: "ErasedPlacements");

            migrationBuilder.DropColumn(
                name: "Language",
                table: "AspNetUsers");

            migrationBuilder.DropColumn(
                name: "WantsDigest",
                table: "AspNetUsers");
        }
    }
}
