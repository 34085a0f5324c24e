using System.Globalization;
using System.Text;
using MentorRegistry.Web.Data;
using MentorRegistry.Web.Data.DemoData;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace MentorRegistry.Web.Access;

/// <summary>
/// Refuses long passwords that are guessed first all the same: with the user's, the municipality's, a department's or
/// the program's name in them, or made of repetitions, sequences and words that stand in every list of passwords
/// (OWASP ASVS 5.0, 6.2.4 and 6.2.11).
/// </summary>
public sealed class PasswordRules(
    RegistryDb db,
    RegistrySettings settings,
    DemoMark demo,
    IStringLocalizer<AccountText> texts
) : IPasswordValidator<RegistryUser>
{
    // What has to be left that cannot be foreseen.
    private const int FewestSurprises = 8;

    private static readonly string[] CommonWords =
    [
        "adgangskode",
        "kodeord",
        "password",
        "hemmelig",
        "velkommen",
        "welcome",
        "sommer",
        "efterår",
        "vinter",
        "januar",
        "administrator",
        "danmark",
        "letmein",
    ];

    // Letters and digits in the order of the alphabet and of the keyboard.
    private static readonly string[] Rows =
    [
        "abcdefghijklmnopqrstuvwxyzæøå",
        "01234567890",
        "qwertyuiopå",
        "asdfghjklæø",
        "zxcvbnm",
    ];

    public async Task<IdentityResult> ValidateAsync(
        UserManager<RegistryUser> manager,
        RegistryUser user,
        string? password
    )
    {
        var plain = Plain(password ?? "");
        var names = await db.Departments.Select(department => department.Name).ToListAsync();
        var municipality = settings.Municipality.Name.Replace(
            "kommune",
            "",
            StringComparison.OrdinalIgnoreCase
        );
        var own = names
            .Append(municipality)
            .Append(user.UserName ?? "")
            .Append("mentorregister")
            .Select(Plain)
            .Where(name => name.Length > 2);
        if (own.Any(name => plain.Contains(name, StringComparison.Ordinal)))
        {
            return Refuse("Password_OwnName");
        }

        // Printed in the documentation, so everybody's; the demo's own users have it.
        if (!demo.IsDemo && plain.Contains(Plain(DemoUsers.Password), StringComparison.Ordinal))
        {
            return Refuse("Password_Guessable");
        }

        return Surprises(plain) < FewestSurprises ? Refuse("Password_Guessable") : IdentityResult.Success;
    }

    private IdentityResult Refuse(string key) =>
        IdentityResult.Failed(new IdentityError { Code = key, Description = texts[key] });

    /// <summary>Small letters and digits alone: signs between them hide nothing from one who guesses.</summary>
    private static string Plain(string text) =>
        new([
            .. text.Normalize(NormalizationForm.FormC)
                .ToLower(CultureInfo.InvariantCulture)
                .Where(char.IsLetterOrDigit),
        ]);

    private static int Surprises(string plain)
    {
        foreach (var word in CommonWords)
        {
            plain = plain.Replace(word, "", StringComparison.Ordinal);
        }

        for (var period = 1; period <= plain.Length / 2; period++)
        {
            var p = period;
            if (Enumerable.Range(p, plain.Length - p).All(i => plain[i] == plain[i - p]))
            {
                return p;
            }
        }

        return plain.Where((letter, i) => i == 0 || !Follows(plain[i - 1], letter)).Count();
    }

    private static bool Follows(char before, char letter) =>
        before == letter
        || Rows.Any(row =>
            row.Contains($"{before}{letter}", StringComparison.Ordinal)
            || row.Contains($"{letter}{before}", StringComparison.Ordinal)
        );
}

/// <summary>What Identity has against an account or a password, in the person's language.</summary>
public sealed class AccountErrors(IStringLocalizer<AccountText> texts) : IdentityErrorDescriber
{
    public override IdentityError DefaultError() => Error(nameof(DefaultError));

    public override IdentityError ConcurrencyFailure() => Error(nameof(ConcurrencyFailure));

    public override IdentityError PasswordMismatch() => Error(nameof(PasswordMismatch));

    public override IdentityError InvalidUserName(string? userName) => Error(nameof(InvalidUserName));

    public override IdentityError DuplicateUserName(string userName) => Error(nameof(DuplicateUserName));

    public override IdentityError PasswordTooShort(int length) => Error(nameof(PasswordTooShort), length);

    public override IdentityError PasswordRequiresUniqueChars(int uniqueChars) =>
        Error(nameof(PasswordRequiresUniqueChars), uniqueChars);

    private IdentityError Error(string code, params object[] arguments) =>
        new() { Code = code, Description = texts[$"Identity_{code}", arguments] };
}
