using MentorRegistry.Web.Access;
using MentorRegistry.Web.Commands;
using MentorRegistry.Web.Localization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace MentorRegistry.Web.Tests.Commands;

public sealed class UserCommandsTests(SqliteApp app) : IClassFixture<SqliteApp>
{
    [Fact]
    public async Task Create_EverythingRight_MakesTheUser()
    {
        var (code, said) = await CreateAsync("kommando", [Roles.Administrator], [], TestData.Password);

        Assert.Equal((0, "kommando can sign in."), (code, said));
        Assert.True(await app.DbAsync(db => db.Users.AnyAsync(user => user.UserName == "kommando")));
    }

    [Fact]
    public async Task Create_NoDepartmentsYet_SaysSoInAWholeSentence()
    {
        await using var empty = new SqliteApp();
        await empty.InitializeAsync();

        var (code, said) = await CreateAsync("x", [Roles.Caseworker], ["Handicap"], TestData.Password, empty);

        Assert.Equal(1, code);
        Assert.Equal(
            "No department is called “Handicap”: there are no departments yet. "
                + "Make the first user without --department.",
            said
        );
    }

    [Fact]
    public async Task Create_UnknownDepartment_NamesTheOnesThereAre()
    {
        var department = await app.Data.CreateDepartmentAsync();

        var (_, said) = await CreateAsync("x", [Roles.Caseworker], ["Handicap"], TestData.Password);

        Assert.StartsWith("No department is called “Handicap”. There are: ", said, StringComparison.Ordinal);
        Assert.Contains(department.Name, said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Create_PasswordTooShort_SaysSoInTheCommandsLanguage()
    {
        System.Globalization.CultureInfo.CurrentUICulture = Languages.Danish;

        var (code, said) = await CreateAsync("kort", [Roles.Administrator], [], "kort");

        Assert.Equal(1, code);
        Assert.Contains("must be at least", said, StringComparison.Ordinal);
        Assert.DoesNotContain("skal", said, StringComparison.Ordinal);
    }

    private async Task<(int Code, string Said)> CreateAsync(
        string userName,
        string[] roles,
        string[] departments,
        string password,
        SqliteApp? other = null
    )
    {
        await using var scope = (other ?? app).Services.CreateAsyncScope();
        await using var output = new StringWriter();
        using var input = new StringReader(password + "\n");
        var code = await UserCommands.RunAsync(
            scope.ServiceProvider,
            new NewUser(userName, "Navn", roles, departments),
            input,
            output,
            output,
            TestContext.Current.CancellationToken
        );
        return (code, output.ToString().Trim());
    }
}
