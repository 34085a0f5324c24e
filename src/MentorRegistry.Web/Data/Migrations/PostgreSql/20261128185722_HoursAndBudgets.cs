using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace MentorRegistry.Web.Data.Migrations.PostgreSql
{
    /// <inheritdoc />
    public partial class HoursAndBudgets : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Placements_DepartmentId_IsCancelled_LastDay_Id_First",
                table: "Placements");

            migrationBuilder.DropIndex(
                name: "IX_Grants_PlacementId",
                table: "Grants");

            migrationBuilder.CreateTable(
                name: "Budgets",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    DepartmentId = table.Column<long>(type: "bigint", nullable: false),
                    Year = table.Column<int>(type: "integer", nullable: false),
                    InternalOre = table.Column<long>(type: "bigint", nullable: false),
                    ExternalOre = table.Column<long>(type: "bigint", nullable: false),
                    BaselineOre = table.Column<long>(type: "bigint", nullable: true),
                    SavingOre = table.Column<long>(type: "bigint", nullable: true),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Budgets", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Budgets_Departments_DepartmentId",
                        column: x => x.DepartmentId,
                        principalTable: "Departments",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ErasedHours",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    DepartmentId = table.Column<long>(type: "bigint", nullable: false),
                    ProviderId = table.Column<long>(type: "bigint", nullable: false),
                    Month = table.Column<DateOnly>(type: "date", nullable: false),
                    DeliveredMinutes = table.Column<long>(type: "bigint", nullable: false),
                    BillableMinutes = table.Column<long>(type: "bigint", nullable: false),
                    NoShows = table.Column<long>(type: "bigint", nullable: false),
                    CostOre = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ErasedHours", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ErasedHours_Departments_DepartmentId",
                        column: x => x.DepartmentId,
                        principalTable: "Departments",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_ErasedHours_Providers_ProviderId",
                        column: x => x.ProviderId,
                        principalTable: "Providers",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "HoursLines",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    PlacementId = table.Column<long>(type: "bigint", nullable: false),
                    CitizenId = table.Column<long>(type: "bigint", nullable: false),
                    DepartmentId = table.Column<long>(type: "bigint", nullable: false),
                    ProviderId = table.Column<long>(type: "bigint", nullable: false),
                    First = table.Column<DateOnly>(type: "date", nullable: false),
                    Last = table.Column<DateOnly>(type: "date", nullable: false),
                    DeliveredMinutes = table.Column<int>(type: "integer", nullable: false),
                    BillableMinutes = table.Column<int>(type: "integer", nullable: false),
                    NoShows = table.Column<int>(type: "integer", nullable: false),
                    OrePerHour = table.Column<long>(type: "bigint", nullable: true),
                    CostOre = table.Column<long>(type: "bigint", nullable: true),
                    Reason = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_HoursLines", x => x.Id);
                    table.ForeignKey(
                        name: "FK_HoursLines_Citizens_CitizenId",
                        column: x => x.CitizenId,
                        principalTable: "Citizens",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_HoursLines_Departments_DepartmentId",
                        column: x => x.DepartmentId,
                        principalTable: "Departments",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_HoursLines_Placements_PlacementId",
                        column: x => x.PlacementId,
                        principalTable: "Placements",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_HoursLines_Providers_ProviderId",
                        column: x => x.ProviderId,
                        principalTable: "Providers",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "HoursMonths",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    DepartmentId = table.Column<long>(type: "bigint", nullable: false),
                    Month = table.Column<DateOnly>(type: "date", nullable: false),
                    IsClosed = table.Column<bool>(type: "boolean", nullable: false),
                    ClosedOn = table.Column<DateOnly>(type: "date", nullable: false),
                    ClosedBy = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: true),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_HoursMonths", x => x.Id);
                    table.ForeignKey(
                        name: "FK_HoursMonths_Departments_DepartmentId",
                        column: x => x.DepartmentId,
                        principalTable: "Departments",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Invoices",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    DepartmentId = table.Column<long>(type: "bigint", nullable: false),
                    ProviderId = table.Column<long>(type: "bigint", nullable: false),
                    Month = table.Column<DateOnly>(type: "date", nullable: false),
                    Number = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    AmountOre = table.Column<long>(type: "bigint", nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Invoices", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Invoices_Departments_DepartmentId",
                        column: x => x.DepartmentId,
                        principalTable: "Departments",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Invoices_Providers_ProviderId",
                        column: x => x.ProviderId,
                        principalTable: "Providers",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "SpendingCeilings",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    DepartmentId = table.Column<long>(type: "bigint", nullable: false),
                    Year = table.Column<int>(type: "integer", nullable: false),
                    OrePerPerson = table.Column<long>(type: "bigint", nullable: false),
                    Persons = table.Column<int>(type: "integer", nullable: false),
                    OtherOre = table.Column<long>(type: "bigint", nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SpendingCeilings", x => x.Id);
                    table.ForeignKey(
                        name: "FK_SpendingCeilings_Departments_DepartmentId",
                        column: x => x.DepartmentId,
                        principalTable: "Departments",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "InvoiceLines",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    InvoiceId = table.Column<long>(type: "bigint", nullable: false),
                    PlacementId = table.Column<long>(type: "bigint", nullable: false),
                    CitizenId = table.Column<long>(type: "bigint", nullable: false),
                    Minutes = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_InvoiceLines", x => x.Id);
                    table.ForeignKey(
                        name: "FK_InvoiceLines_Citizens_CitizenId",
                        column: x => x.CitizenId,
                        principalTable: "Citizens",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_InvoiceLines_Invoices_InvoiceId",
                        column: x => x.InvoiceId,
                        principalTable: "Invoices",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_InvoiceLines_Placements_PlacementId",
                        column: x => x.PlacementId,
                        principalTable: "Placements",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Placements_DepartmentId_IsCancelled_LastDay_Id_First_Provid~",
                table: "Placements",
                columns: new[] { "DepartmentId", "IsCancelled", "LastDay", "Id", "First", "ProviderId" });

            migrationBuilder.CreateIndex(
                name: "IX_Grants_PlacementId_First_Last_MinutesPerWeek",
                table: "Grants",
                columns: new[] { "PlacementId", "First", "Last", "MinutesPerWeek" });

            migrationBuilder.CreateIndex(
                name: "IX_Budgets_DepartmentId_Year",
                table: "Budgets",
                columns: new[] { "DepartmentId", "Year" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ErasedHours_DepartmentId",
                table: "ErasedHours",
                column: "DepartmentId");

            migrationBuilder.CreateIndex(
                name: "IX_ErasedHours_ProviderId",
                table: "ErasedHours",
                column: "ProviderId");

            migrationBuilder.CreateIndex(
                name: "IX_HoursLines_CitizenId",
                table: "HoursLines",
                column: "CitizenId");

            migrationBuilder.CreateIndex(
                name: "IX_HoursLines_DepartmentId_First_ProviderId_CostOre_BillableMi~",
                table: "HoursLines",
                columns: new[] { "DepartmentId", "First", "ProviderId", "CostOre", "BillableMinutes" });

            migrationBuilder.CreateIndex(
                name: "IX_HoursLines_PlacementId_First_Last",
                table: "HoursLines",
                columns: new[] { "PlacementId", "First", "Last" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_HoursLines_ProviderId",
                table: "HoursLines",
                column: "ProviderId");

            migrationBuilder.CreateIndex(
                name: "IX_HoursMonths_DepartmentId_Month",
                table: "HoursMonths",
                columns: new[] { "DepartmentId", "Month" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_InvoiceLines_CitizenId",
                table: "InvoiceLines",
                column: "CitizenId");

            migrationBuilder.CreateIndex(
                name: "IX_InvoiceLines_InvoiceId_PlacementId",
                table: "InvoiceLines",
                columns: new[] { "InvoiceId", "PlacementId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_InvoiceLines_PlacementId",
                table: "InvoiceLines",
                column: "PlacementId");

            migrationBuilder.CreateIndex(
                name: "IX_Invoices_DepartmentId_ProviderId_Number",
                table: "Invoices",
                columns: new[] { "DepartmentId", "ProviderId", "Number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Invoices_ProviderId",
                table: "Invoices",
                column: "ProviderId");

            migrationBuilder.CreateIndex(
                name: "IX_SpendingCeilings_DepartmentId_Year",
                table: "SpendingCeilings",
                columns: new[] { "DepartmentId", "Year" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "Budgets");

            migrationBuilder.DropTable(
                name: "ErasedHours");

            migrationBuilder.DropTable(
                name: "HoursLines");

            migrationBuilder.DropTable(
                name: "HoursMonths");

            migrationBuilder.DropTable(
                name: "InvoiceLines");

            migrationBuilder.DropTable(
                name: "SpendingCeilings");

            migrationBuilder.DropTable(
                name: "Invoices");

            migrationBuilder.DropIndex(
                name: "IX_Placements_DepartmentId_IsCancelled_LastDay_Id_First_Provid~",
                table: "Placements");

            migrationBuilder.DropIndex(
                name: "IX_Grants_PlacementId_First_Last_MinutesPerWeek",
                table: "Grants");

            migrationBuilder.CreateIndex(
                name: "IX_Placements_DepartmentId_IsCancelled_LastDay_Id_First",
                table: "Placements",
                columns: new[] { "DepartmentId", "IsCancelled", "LastDay", "Id", "First" });

            migrationBuilder.CreateIndex(
                name: "IX_Grants_PlacementId",
                table: "Grants",
                column: "PlacementId");
        }
    }
}
