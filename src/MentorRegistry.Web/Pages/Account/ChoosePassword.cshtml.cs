using System.ComponentModel.DataAnnotations;
using MentorRegistry.Web.Access;
using MentorRegistry.Web.Data;
using MentorRegistry.Web.Localization;
using MentorRegistry.Web.Pages.Shared;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace MentorRegistry.Web.Pages.Account;

/// <summary>
/// A person chooses a password with the link that an administrator gave. The script takes the token from behind the #
/// of the address into its field; without scripts it is pasted there.
/// </summary>
[Throttled(Throttles.SignIn)]
public sealed class ChoosePasswordModel(
    RegistryDb db,
    SignInManager<RegistryUser> signIn,
    UserManager<RegistryUser> users,
    PasswordLinks links,
    Sessions sessions,
    IStringLocalizer<AccountText> texts
) : PageModel
{
    [BindProperty]
    public ChoosePasswordInput Input { get; set; } = new();

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        var link = Input.Token is null ? null : await links.FindAsync(Input.Token, ct);
        var user = link is null ? null : await users.FindByIdAsync(link.UserId);
        if (Input.Token is not null && user is not { IsDisabled: false })
        {
            // One sentence for unknown, used, replaced and too old.
            ModelState.AddModelError("Input.Token", texts["Link_Refused"]);
        }
        else if (user is not null && Input.New is not null)
        {
            foreach (var validator in users.PasswordValidators)
            {
                foreach (var error in (await validator.ValidateAsync(users, user, Input.New)).Errors)
                {
                    ModelState.AddModelError("Input.New", error.Description);
                }
            }
        }

        if (!ModelState.IsValid)
        {
            return Page();
        }

        if (!await UseAsync(link!, user!, ct))
        {
            ModelState.AddModelError("Input.Token", texts["Link_Refused"]);
            return Page();
        }

        TempData.Succeeded(texts["ChoosePassword_Done"]);
        return RedirectToPage("/Account/SignIn");
    }

    /// <summary>In the other language, with the token; passwords are never sent back.</summary>
    public IActionResult OnPostLanguage() => Page();

    // The link goes and the password comes in one save: of two who use it at once, one is refused.
    private async Task<bool> UseAsync(PasswordLink link, RegistryUser user, CancellationToken ct)
    {
        await signIn.SignOutAsync();
        // For this request, so that history says who it was.
        HttpContext.User = await signIn.CreateUserPrincipalAsync(user);
        db.PasswordLinks.Remove(link);
        user.PasswordHash = users.PasswordHasher.HashPassword(user, Input.New!);
        user.SecurityStamp = Guid.NewGuid().ToString();
        (user.LockoutEnd, user.AccessFailedCount) = (null, 0);
        await sessions.EndAllAsync(user.Id, keep: null, ct);
        try
        {
            await db.SaveChangesAsync(ct);
            return true;
        }
        catch (DbUpdateConcurrencyException)
        {
            return false;
        }
        finally
        {
            HttpContext.User = new();
        }
    }
}

[TextsFrom(typeof(AccountText))]
public sealed class ChoosePasswordInput
{
    [Display(Name = "Link_Token"), Required, StringLength(100)]
    public string? Token { get; set; }

    [Display(Name = "Password_New"), Required, StringLength(256), DataType(DataType.Password)]
    public string? New { get; set; }

    [Display(Name = "Password_Again"), Required, Compare(nameof(New)), DataType(DataType.Password)]
    public string? Again { get; set; }
}
