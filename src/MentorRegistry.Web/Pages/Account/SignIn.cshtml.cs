using System.ComponentModel.DataAnnotations;
using MentorRegistry.Web.Access;
using MentorRegistry.Web.Localization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace MentorRegistry.Web.Pages.Account;

/// <summary>Sign in. An unknown user and a wrong password look and take the same.</summary>
[Throttled(Throttles.SignIn)]
public sealed class SignInModel(
    SignInManager<RegistryUser> signIn,
    UserManager<RegistryUser> users,
    IPasswordHasher<RegistryUser> hasher,
    IStringLocalizer<AccountText> text
) : PageModel
{
    [BindProperty]
    public SignInInput Input { get; set; } = new();

    [BindProperty(SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    /// <summary>Whether something was sent without a session, and not saved.</summary>
    [BindProperty(SupportsGet = true, Name = "unsaved")]
    public bool IsUnsaved { get; set; }

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
        if (user is not { IsDisabled: false, PasswordHash: not null } || await users.IsLockedOutAsync(user))
        {
            // One hash, the work of a wrong password: the time must not tell who has an account, or a locked one.
            hasher.HashPassword(new RegistryUser(), Input.Password!);
            return Refused();
        }

        var result = await signIn.CheckPasswordSignInAsync(user, Input.Password!, lockoutOnFailure: true);
        if (!result.Succeeded)
        {
            return Refused();
        }

        if (user.TwoFactorEnabled)
        {
            await PendingSignIn.StartAsync(HttpContext, user);
            return RedirectToPage("/Account/SignInCode", new { ReturnUrl });
        }

        await signIn.SignInAsync(user, isPersistent: false);
        return LocalRedirect(Target());
    }

    // One sentence for unknown, wrong, closed and locked: which of them it is tells a stranger too much.
    private PageResult Refused()
    {
        ModelState.AddModelError("Input.UserName", text["SignIn_Refused"]);
        Input.Password = null;
        return Page();
    }

    private string Target() => Url.IsOwn(ReturnUrl) ? ReturnUrl! : "/";
}

[TextsFrom(typeof(AccountText))]
public sealed class SignInInput
{
    [Display(Name = "UserName"), Required, StringLength(256)]
    public string? UserName { get; set; }

    [Display(Name = "Password"), Required, StringLength(256), DataType(DataType.Password)]
    public string? Password { get; set; }
}
