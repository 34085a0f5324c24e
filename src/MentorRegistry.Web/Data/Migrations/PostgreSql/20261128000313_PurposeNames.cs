using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace MentorRegistry.Web.Data.Migrations.PostgreSql
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
                type: "character varying(100)",
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
