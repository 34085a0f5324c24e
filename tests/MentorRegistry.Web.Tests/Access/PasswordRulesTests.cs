using MentorRegistry.Web.Access;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace MentorRegistry.Web.Tests.Access;

public sealed class PasswordRulesTests(SqliteApp app) : IClassFixture<SqliteApp>
{
    [Theory]
    [InlineData("kort men godt!", "PasswordTooShort", Label = "14 characters")]
    [InlineData("min Rigmor.Test er hemmelig 7", "Password_OwnName", Label = "the user name")]
    [InlineData("jeg bor i Eksempel ved åen", "Password_OwnName", Label = "the municipality")]
    [InlineData("MENTOR-register og en giraf", "Password_OwnName", Label = "the program")]
    [InlineData("min afdeling Søndre Havn 7", "Password_OwnName", Label = "a department")]
    [InlineData("hest42hest42hest42", "Password_Guessable", Label = "a repetition")]
    [InlineData("abcdefghijklmnop", "Password_Guessable", Label = "the alphabet")]
    [InlineData("qwertyuiopasdfgh", "Password_Guessable", Label = "the keyboard")]
    [InlineData("Adgangskode123456", "Password_Guessable", Label = "a common word and figures")]
    [InlineData("aaaaabbbbbcccccdd", "Password_Guessable", Label = "the same letters")]
    [InlineData("vis-mig-mentorerne-2026", "Password_Guessable", Label = "the demo's")]
    [InlineData("Vis mig mentorerne 2026, tak", "Password_Guessable", Label = "the demo's with more")]
    public async Task Validate_EasyToGuess_IsRefused(string password, string code) =>
        Assert.Contains(code, await CodesAsync(password));

    [Theory]
    [InlineData("vis-mig-gulerødderne-2026", Label = "words")]
    [InlineData("fire heste spiser æbler", Label = "words with spaces")]
    [InlineData("k7mqx-p3rtw-9znda-hc2ve", Label = "a made one")]
    [InlineData("Blåbærgrød på en onsdag i Åbenrå, med fløde og en lille smule sukker til ☕", Label = "long")]
    public async Task Validate_HardToGuess_IsAccepted(string password) =>
        Assert.Empty(await CodesAsync(password));

    [Fact]
    public void Hasher_WithoutTheTestsShortcut_Takes210000Rounds()
    {
        var services = new ServiceCollection();
        SignInSetup.AddPasswordHashing(services);

        var options = services.BuildServiceProvider().GetRequiredService<IOptions<PasswordHasherOptions>>();
        Assert.Equal(210_000, options.Value.IterationCount);
        Assert.Equal(PasswordHasherCompatibilityMode.IdentityV3, options.Value.CompatibilityMode);
    }

    private async Task<List<string>> CodesAsync(string password)
    {
        if (!await app.DbAsync(db => Task.FromResult(db.Departments.Any())))
        {
            await app.Data.CreateDepartmentAsync("Søndre Havn");
        }

        await using var scope = app.Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<RegistryUser>>();
        var user = new RegistryUser { UserName = "rigmor.test" };
        var codes = new List<string>();
        foreach (var validator in users.PasswordValidators)
        {
            codes.AddRange(
                (await validator.ValidateAsync(users, user, password)).Errors.Select(error => error.Code)
            );
        }

        return codes;
    }
}
