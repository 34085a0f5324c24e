using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace MentorRegistry.Web.Data.Migrations.PostgreSql
{
    /// <inheritdoc />
    public partial class FlagsDecidedInPart : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "DecidedOnPart",
                table: "Flags",
                type: "text",
                nullable: false,
                defaultValue: "");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "DecidedOnPart",
                table: "Flags");
        }
    }
}
