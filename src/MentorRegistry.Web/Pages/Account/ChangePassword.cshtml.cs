using System.ComponentModel.DataAnnotations;
using MentorRegistry.Web.Access;
using MentorRegistry.Web.Data;
using MentorRegistry.Web.Localization;
using MentorRegistry.Web.Pages.Shared;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace MentorRegistry.Web.Pages.Account;

/// <summary>A new password of one's own. This session goes on, all others end.</summary>
[Throttled(Throttles.SignIn)]
public sealed class ChangePasswordModel(
    RegistryDb db,
    SignInManager<RegistryUser> signIn,
    UserManager<RegistryUser> users,
    Sessions sessions,
    IStringLocalizer<AccountText> texts
) : PageModel
{
    [BindProperty]
    public ChangePasswordInput Input { get; set; } = new();

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        var user = (await users.GetUserAsync(User))!;
        if (Input.Old is not null)
        {
            // Counts towards the lockout: somebody else's open session must not be a place to guess in.
            var old = await signIn.CheckPasswordSignInAsync(user, Input.Old, lockoutOnFailure: true);
            if (!old.Succeeded)
            {
                ModelState.AddModelError("Input.Old", texts["Identity_PasswordMismatch"]);
            }
        }

        if (Input.New is not null)
        {
            foreach (var validator in users.PasswordValidators)
            {
                foreach (var error in (await validator.ValidateAsync(users, user, Input.New)).Errors)
                {
                    ModelState.AddModelError("Input.New", error.Description);
                }
            }

            if (string.Equals(Input.New, Input.Old, StringComparison.Ordinal))
            {
                ModelState.AddModelError("Input.New", texts["ChangePassword_Same"]);
            }
        }

        if (!ModelState.IsValid)
        {
            return Page();
        }

        var result = await db.InOneTransactionAsync(
            async () =>
            {
                await sessions.EndAllAsync(user.Id, Sessions.IdOf(HttpContext), ct);
                return await users.ChangePasswordAsync(user, Input.Old!, Input.New!);
            },
            ct
        );
        if (!result.Succeeded)
        {
            throw new InvalidOperationException(string.Join(' ', result.Errors.Select(error => error.Code)));
        }

        await signIn.RefreshSignInAsync(user);
        TempData.Succeeded(texts["ChangePassword_Done"]);
        return RedirectToPage("/Index");
    }
}

[TextsFrom(typeof(AccountText))]
public sealed class ChangePasswordInput
{
    [Display(Name = "Password_Old"), Required, StringLength(256), DataType(DataType.Password)]
    public string? Old { get; set; }

    [Display(Name = "Password_New"), Required, StringLength(256), DataType(DataType.Password)]
    public string? New { get; set; }

    [Display(Name = "Password_Again"), Required, Compare(nameof(New)), DataType(DataType.Password)]
    public string? Again { get; set; }
}
