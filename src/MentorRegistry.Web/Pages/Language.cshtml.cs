using MentorRegistry.Web.Access;
using MentorRegistry.Web.Localization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace MentorRegistry.Web.Pages;

/// <summary>
/// Remembers the language that the person chose, and goes back to where they were. A page with a form to fill in is
/// switched by <see cref="LanguageSwitch"/> instead.
/// </summary>
[AllowAnonymous]
public sealed class LanguageModel : PageModel
{
    public IActionResult OnGet() => LocalRedirect("~/");

    public IActionResult OnPost(string? chosen, string? returnTo)
    {
        if (Languages.Find(chosen) is { } culture)
        {
            Languages.Remember(culture, Response);
        }

        return LocalRedirect(Url.IsOwn(returnTo) ? returnTo : "~/");
    }
}
