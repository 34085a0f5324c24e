using MentorRegistry.Web.Localization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace MentorRegistry.Web.Pages;

/// <summary>Remembers the language that the person chose, and goes back to where they were.</summary>
[AllowAnonymous]
public sealed class LanguageModel : PageModel
{
    public IActionResult OnGet() => LocalRedirect("~/");

    public IActionResult OnPost(string? chosen, string? returnTo)
    {
        if (Languages.Find(chosen) is { } culture)
        {
            Response.Cookies.Append(
                Languages.CookieName,
                culture.TwoLetterISOLanguageName,
                new CookieOptions
                {
                    HttpOnly = true,
                    Secure = true,
                    SameSite = SameSiteMode.Lax,
                    IsEssential = true,
                    MaxAge = TimeSpan.FromDays(365),
                }
            );
        }

        return LocalRedirect(Url.IsLocalUrl(returnTo) ? returnTo : "~/");
    }
}
