using System.ComponentModel.DataAnnotations;
using MentorRegistry.Web.Access;
using MentorRegistry.Web.Localization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace MentorRegistry.Web.Pages.Account;

/// <summary>Sign in. An unknown user and a wrong password look and take the same.</summary>
[EnableRateLimiting(SignInSetup.PerAddressLimit)]
public sealed class SignInModel(
    SignInManager<RegistryUser> signIn,
    UserManager<RegistryUser> users,
    IPasswordHasher<RegistryUser> hasher,
    IStringLocalizer<AccountText> text
) : PageModel
{
    // The hash of a password that nobody has, so that an unknown user costs the same work as a wrong password.
    private static string? s_nobodysHash;

    [BindProperty]
    public SignInInput Input { get; set; } = new();

    [BindProperty(SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    /// <summary>Whether nobody at all can sign in yet: then the page says how the first user is made.</summary>
    public bool HasNoUsers { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (User.Identity?.IsAuthenticated is true)
        {
            return LocalRedirect(Target());
        }

        HasNoUsers = !await users.Users.AnyAsync(ct);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (!ModelState.IsValid)
        {
            return Page();
        }

        var user = await users.FindByNameAsync(Input.UserName!.Trim());
        if (user is null || user.IsDisabled)
        {
            s_nobodysHash ??= hasher.HashPassword(new RegistryUser(), Guid.NewGuid().ToString());
            hasher.VerifyHashedPassword(new RegistryUser(), s_nobodysHash, Input.Password!);
            return Refused();
        }

        var result = await signIn.PasswordSignInAsync(
            user,
            Input.Password!,
            isPersistent: false,
            lockoutOnFailure: true
        );
        return result.Succeeded ? LocalRedirect(Target()) : Refused();
    }

    // One sentence for unknown, wrong, closed and locked: which of them it is tells a stranger too much.
    private PageResult Refused()
    {
        ModelState.AddModelError("Input.UserName", text["SignIn_Refused"]);
        Input.Password = null;
        return Page();
    }

    private string Target() => Url.IsLocalUrl(ReturnUrl) ? ReturnUrl! : "/";
}

[TextsFrom(typeof(AccountText))]
public sealed class SignInInput
{
    [Display(Name = "UserName"), Required, StringLength(256)]
    public string? UserName { get; set; }

    [Display(Name = "Password"), Required, StringLength(256), DataType(DataType.Password)]
    public string? Password { get; set; }
}
