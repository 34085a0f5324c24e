using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace MentorRegistry.Web.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class AccessLogsAndFlags : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Placements_DepartmentId_IsCancelled_LastDay_Id",
                table: "Placements");

            migrationBuilder.DropIndex(
                name: "IX_Lookups_CitizenId_Id",
                table: "Lookups");

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

            migrationBuilder.AddColumn<byte[]>(
                name: "Erased",
                table: "Lookups",
                type: "BLOB",
                nullable: true);

            migrationBuilder.AddColumn<byte[]>(
                name: "Hash",
                table: "Lookups",
                type: "BLOB",
                nullable: false,
                defaultValue: new byte[0]);

            migrationBuilder.AddColumn<bool>(
                name: "IsOwn",
                table: "Lookups",
                type: "INTEGER",
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

            migrationBuilder.AddColumn<byte[]>(
                name: "Erased",
                table: "AuditEntries",
                type: "BLOB",
                nullable: true);

            migrationBuilder.AddColumn<byte[]>(
                name: "Hash",
                table: "AuditEntries",
                type: "BLOB",
                nullable: false,
                defaultValue: new byte[0]);

            migrationBuilder.AddColumn<long>(
                name: "LastCodeStep",
                table: "AspNetUsers",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "Alarms",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    Subject = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    First = table.Column<long>(type: "INTEGER", nullable: false),
                    Last = table.Column<long>(type: "INTEGER", nullable: false),
                    SinceUtc = table.Column<DateTime>(type: "TEXT", nullable: false),
                    SeenUtc = table.Column<DateTime>(type: "TEXT", nullable: false),
                    AcknowledgedUtc = table.Column<DateTime>(type: "TEXT", nullable: true),
                    AcknowledgedBy = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Alarms", x => x.Id);
                });

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

            migrationBuilder.CreateTable(
                name: "Flags",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    CitizenId = table.Column<long>(type: "INTEGER", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    About = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    Since = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    First = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Last = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    Counterpart = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    Rule = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    RulesVersion = table.Column<int>(type: "INTEGER", nullable: false),
                    FoundOn = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    ClosedOn = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    Decision = table.Column<string>(type: "TEXT", maxLength: 20, nullable: true),
                    JustifiedUntil = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    CoordinatedWith = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: true),
                    DecidedBy = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    DecidedOn = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    DecidedFirst = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    DecidedLast = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Flags", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Flags_Citizens_CitizenId",
                        column: x => x.CitizenId,
                        principalTable: "Citizens",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "JobRuns",
                columns: table => new
                {
                    Job = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    LastUtc = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_JobRuns", x => x.Job);
                });

            migrationBuilder.CreateTable(
                name: "LogHeads",
                columns: table => new
                {
                    Log = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    LastNumber = table.Column<long>(type: "INTEGER", nullable: false),
                    LastHash = table.Column<byte[]>(type: "BLOB", nullable: false),
                    KeyFingerprint = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    BegunUtc = table.Column<DateTime>(type: "TEXT", nullable: false),
                    RowsAtBeginning = table.Column<long>(type: "INTEGER", nullable: false),
                    Seal = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_LogHeads", x => x.Log);
                });

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
                name: "PasswordLinks",
                columns: table => new
                {
                    UserId = table.Column<string>(type: "TEXT", nullable: false),
                    TokenHash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    ExpiresUtc = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PasswordLinks", x => x.UserId);
                    table.ForeignKey(
                        name: "FK_PasswordLinks_AspNetUsers_UserId",
                        column: x => x.UserId,
                        principalTable: "AspNetUsers",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Sessions",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    UserId = table.Column<string>(type: "TEXT", nullable: false),
                    StartedUtc = table.Column<DateTime>(type: "TEXT", nullable: false),
                    SeenUtc = table.Column<DateTime>(type: "TEXT", nullable: false),
                    EndedUtc = table.Column<DateTime>(type: "TEXT", nullable: true),
                    ConfirmedUtc = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Device = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Sessions", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Sessions_AspNetUsers_UserId",
                        column: x => x.UserId,
                        principalTable: "AspNetUsers",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
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
                name: "SpotChecks",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    DrawnUtc = table.Column<DateTime>(type: "TEXT", nullable: false),
                    DrawnBy = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false),
                    SinceUtc = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Lookups = table.Column<int>(type: "INTEGER", nullable: false),
                    UnusualLookups = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SpotChecks", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "FlagPlacementLink",
                columns: table => new
                {
                    FlagId = table.Column<long>(type: "INTEGER", nullable: false),
                    PlacementId = table.Column<long>(type: "INTEGER", nullable: false),
                    DepartmentId = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_FlagPlacementLink", x => new { x.FlagId, x.PlacementId });
                    table.ForeignKey(
                        name: "FK_FlagPlacementLink_Departments_DepartmentId",
                        column: x => x.DepartmentId,
                        principalTable: "Departments",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_FlagPlacementLink_Flags_FlagId",
                        column: x => x.FlagId,
                        principalTable: "Flags",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_FlagPlacementLink_Placements_PlacementId",
                        column: x => x.PlacementId,
                        principalTable: "Placements",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
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
                name: "SpotCheckItems",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    SpotCheckId = table.Column<long>(type: "INTEGER", nullable: false),
                    LookupId = table.Column<long>(type: "INTEGER", nullable: false),
                    Patterns = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    Explanation = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    NeedsFollowUp = table.Column<bool>(type: "INTEGER", nullable: true),
                    Remark = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    JudgedBy = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    JudgedUtc = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
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
                name: "IX_Placements_DepartmentId_IsCancelled_LastDay_Id_First",
                table: "Placements",
                columns: new[] { "DepartmentId", "IsCancelled", "LastDay", "Id", "First" });

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
                columns: new[] { "PurposeId", "AtUtc" },
                filter: "\"PurposeId\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Lookups_UserId_AtUtc",
                table: "Lookups",
                columns: new[] { "UserId", "AtUtc" });

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

            migrationBuilder.CreateIndex(
                name: "IX_FlagPlacementLink_DepartmentId_FlagId",
                table: "FlagPlacementLink",
                columns: new[] { "DepartmentId", "FlagId" });

            migrationBuilder.CreateIndex(
                name: "IX_FlagPlacementLink_PlacementId",
                table: "FlagPlacementLink",
                column: "PlacementId");

            migrationBuilder.CreateIndex(
                name: "IX_Flags_CitizenId_Kind_About",
                table: "Flags",
                columns: new[] { "CitizenId", "Kind", "About" },
                unique: true,
                filter: "\"ClosedOn\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Flags_State_Kind_Since_Id",
                table: "Flags",
                columns: new[] { "State", "Kind", "Since", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_LookupPurposes_Name",
                table: "LookupPurposes",
                column: "Name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_PasswordLinks_TokenHash",
                table: "PasswordLinks",
                column: "TokenHash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Sessions_UserId",
                table: "Sessions",
                column: "UserId");

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

            migrationBuilder.CreateIndex(
                name: "IX_SpotCheckItems_SpotCheckId_LookupId",
                table: "SpotCheckItems",
                columns: new[] { "SpotCheckId", "LookupId" },
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
                name: "Alarms");

            migrationBuilder.DropTable(
                name: "ErasedPlacements");

            migrationBuilder.DropTable(
                name: "Erasures");

            migrationBuilder.DropTable(
                name: "FlagPlacementLink");

            migrationBuilder.DropTable(
                name: "JobRuns");

            migrationBuilder.DropTable(
                name: "LogHeads");

            migrationBuilder.DropTable(
                name: "LookupPurposes");

            migrationBuilder.DropTable(
                name: "PasswordLinks");

            migrationBuilder.DropTable(
                name: "Sessions");

            migrationBuilder.DropTable(
                name: "SharingBasisDepartment");

            migrationBuilder.DropTable(
                name: "SpotCheckItems");

            migrationBuilder.DropTable(
                name: "Flags");

            migrationBuilder.DropTable(
                name: "SharingBases");

            migrationBuilder.DropTable(
                name: "SpotChecks");

            migrationBuilder.DropTable(
                name: "SharingGrounds");

            migrationBuilder.DropIndex(
                name: "IX_Placements_DepartmentId_IsCancelled_LastDay_Id_First",
                table: "Placements");

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

            migrationBuilder.DropColumn(
                name: "Criterion",
                table: "Lookups");

            migrationBuilder.DropColumn(
                name: "Erased",
                table: "Lookups");

            migrationBuilder.DropColumn(
                name: "Hash",
                table: "Lookups");

            migrationBuilder.DropColumn(
                name: "IsOwn",
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

            migrationBuilder.DropColumn(
                name: "Erased",
                table: "AuditEntries");

            migrationBuilder.DropColumn(
                name: "Hash",
                table: "AuditEntries");

            migrationBuilder.DropColumn(
                name: "LastCodeStep",
                table: "AspNetUsers");

            migrationBuilder.AlterColumn<long>(
                name: "CitizenId",
                table: "Lookups",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L,
                oldClrType: typeof(long),
                oldType: "INTEGER",
                oldNullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_Placements_DepartmentId_IsCancelled_LastDay_Id",
                table: "Placements",
                columns: new[] { "DepartmentId", "IsCancelled", "LastDay", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Lookups_CitizenId_Id",
                table: "Lookups",
                columns: new[] { "CitizenId", "Id" });
        }
    }
}
