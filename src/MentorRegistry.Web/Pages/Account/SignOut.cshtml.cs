using MentorRegistry.Web.Access;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace MentorRegistry.Web.Pages.Account;

/// <summary>Signs out. Only by POST: a link or picture elsewhere must not be able to.</summary>
public sealed class SignOutModel(SignInManager<RegistryUser> signIn) : PageModel
{
    public async Task<IActionResult> OnPostAsync()
    {
        await signIn.SignOutAsync();
        return RedirectToPage("/Account/SignIn");
    }
}
