using MentorRegistry.Domain.Organisation;
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
    public async Task Create_UnitAndEmail_MakesAHeadWhoCanBeWrittenTo()
    {
        var department = await app.Data.CreateDepartmentAsync();
        var unit = await app.Data.AddAsync(
            new Unit { DepartmentId = department.Id, Name = TestData.CreateName("Bostøtte") }
        );

        var (code, _) = await CreateAsync(
            "enhedsleder",
            [Roles.DepartmentHead],
            [],
            TestData.Password,
            units: [$"{department.Name}/{unit.Name}"],
            email: "leder@kommune.dk"
        );

        Assert.Equal(0, code);
        var user = await app.DbAsync(db =>
            db.Users.Include(u => u.Memberships).SingleAsync(u => u.UserName == "enhedsleder")
        );
        Assert.Equal(("leder@kommune.dk", "LEDER@KOMMUNE.DK"), (user.Email, user.NormalizedEmail));
        var place = Assert.Single(user.Memberships);
        Assert.Equal((department.Id, unit.Id), (place.DepartmentId, place.UnitId));
    }

    [Theory]
    [InlineData("leder")]
    [InlineData("a@kommune.dk,b@kommune.dk")]
    public async Task Create_EmailIsNone_MakesNobody(string email)
    {
        var (code, said) = await CreateAsync(
            "ingenpost",
            [Roles.DepartmentHead],
            [],
            TestData.Password,
            email: email
        );

        Assert.Equal((1, $"“{email}” is no e-mail address that mail can be sent to."), (code, said));
        Assert.False(await app.DbAsync(db => db.Users.AnyAsync(user => user.UserName == "ingenpost")));
    }

    [Fact]
    public async Task Create_UnknownUnit_NamesTheOnesThereAre()
    {
        var department = await app.Data.CreateDepartmentAsync();
        var unit = await app.Data.AddAsync(
            new Unit { DepartmentId = department.Id, Name = TestData.CreateName("Bostøtte") }
        );

        var (code, said) = await CreateAsync(
            "x",
            [Roles.DepartmentHead],
            [],
            TestData.Password,
            units: ["Bostøtte"]
        );

        Assert.Equal(1, code);
        Assert.StartsWith("No unit is called “Bostøtte”. There are: ", said, StringComparison.Ordinal);
        Assert.Contains($"{department.Name}/{unit.Name}", said, StringComparison.Ordinal);
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
        SqliteApp? other = null,
        string[]? units = null,
        string? email = null
    )
    {
        await using var scope = (other ?? app).Services.CreateAsyncScope();
        await using var output = new StringWriter();
        using var input = new StringReader(password + "\n");
        var code = await UserCommands.RunAsync(
            scope.ServiceProvider,
            new NewUser(userName, "Navn", roles, departments, units, email),
            input,
            output,
            output,
            TestContext.Current.CancellationToken
        );
        return (code, output.ToString().Trim());
    }
}
