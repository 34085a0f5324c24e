using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace MentorRegistry.Web.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class PurposeNames : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "PurposeName",
                table: "Lookups",
                type: "TEXT",
                maxLength: 100,
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "PurposeName",
                table: "Lookups");
        }
    }
}
