using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace MentorRegistry.Web.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Sharing : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AlterColumn<long>(
                name: "CitizenId",
                table: "Lookups",
                type: "INTEGER",
                nullable: true,
                oldClrType: typeof(long),
                oldType: "INTEGER");

            migrationBuilder.AddColumn<string>(
                name: "Criterion",
                table: "Lookups",
                type: "TEXT",
                maxLength: 200,
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "PurposeId",
                table: "Lookups",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "HidesName",
                table: "Departments",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<bool>(
                name: "ShowsDates",
                table: "Departments",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<bool>(
                name: "IsProtected",
                table: "Citizens",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.CreateTable(
                name: "LookupPurposes",
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
                    table.PrimaryKey("PK_LookupPurposes", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "SharingGrounds",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Name = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    IsConsent = table.Column<bool>(type: "INTEGER", nullable: false),
                    ValidFrom = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    ValidTo = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SharingGrounds", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "SharingBases",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    CitizenId = table.Column<long>(type: "INTEGER", nullable: false),
                    GroundId = table.Column<long>(type: "INTEGER", nullable: false),
                    First = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Last = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    Source = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    RecordedBy = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false),
                    RecordedUtc = table.Column<DateTime>(type: "TEXT", nullable: false),
                    WithdrawnOn = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    WithdrawnBy = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SharingBases", x => x.Id);
                    table.ForeignKey(
                        name: "FK_SharingBases_Citizens_CitizenId",
                        column: x => x.CitizenId,
                        principalTable: "Citizens",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_SharingBases_SharingGrounds_GroundId",
                        column: x => x.GroundId,
                        principalTable: "SharingGrounds",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "SharingBasisDepartment",
                columns: table => new
                {
                    SharingBasisId = table.Column<long>(type: "INTEGER", nullable: false),
                    DepartmentId = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SharingBasisDepartment", x => new { x.SharingBasisId, x.DepartmentId });
                    table.ForeignKey(
                        name: "FK_SharingBasisDepartment_Departments_DepartmentId",
                        column: x => x.DepartmentId,
                        principalTable: "Departments",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_SharingBasisDepartment_SharingBases_SharingBasisId",
                        column: x => x.SharingBasisId,
                        principalTable: "SharingBases",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Lookups_PurposeId",
                table: "Lookups",
                column: "PurposeId");

            migrationBuilder.CreateIndex(
                name: "IX_LookupPurposes_Name",
                table: "LookupPurposes",
                column: "Name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_SharingBases_CitizenId",
                table: "SharingBases",
                column: "CitizenId");

            migrationBuilder.CreateIndex(
                name: "IX_SharingBases_GroundId",
                table: "SharingBases",
                column: "GroundId");

            migrationBuilder.CreateIndex(
                name: "IX_SharingBasisDepartment_DepartmentId",
                table: "SharingBasisDepartment",
                column: "DepartmentId");

            migrationBuilder.CreateIndex(
                name: "IX_SharingGrounds_Name",
                table: "SharingGrounds",
                column: "Name",
                unique: true);

            migrationBuilder.AddForeignKey(
                name: "FK_Lookups_LookupPurposes_PurposeId",
                table: "Lookups",
                column: "PurposeId",
                principalTable: "LookupPurposes",
                principalColumn: "Id",
                onDelete: ReferentialAction.Restrict);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "FK_Lookups_LookupPurposes_PurposeId",
                table: "Lookups");

            migrationBuilder.DropTable(
                name: "LookupPurposes");

            migrationBuilder.DropTable(
                name: "SharingBasisDepartment");

            migrationBuilder.DropTable(
                name: "SharingBases");

            migrationBuilder.DropTable(
                name: "SharingGrounds");

            migrationBuilder.DropIndex(
                name: "IX_Lookups_PurposeId",
                table: "Lookups");

            migrationBuilder.DropColumn(
                name: "Criterion",
                table: "Lookups");

            migrationBuilder.DropColumn(
                name: "PurposeId",
                table: "Lookups");

            migrationBuilder.DropColumn(
                name: "HidesName",
                table: "Departments");

            migrationBuilder.DropColumn(
                name: "ShowsDates",
                table: "Departments");

            migrationBuilder.DropColumn(
                name: "IsProtected",
                table: "Citizens");

            migrationBuilder.AlterColumn<long>(
                name: "CitizenId",
                table: "Lookups",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L,
                oldClrType: typeof(long),
                oldType: "INTEGER",
                oldNullable: true);
        }
    }
}
