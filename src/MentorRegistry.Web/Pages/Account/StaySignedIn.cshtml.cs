using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace MentorRegistry.Web.Pages.Account;

/// <summary>Asked by the warning before the idle time-out: being asked is what keeps the session.</summary>
public sealed class StaySignedInModel : PageModel
{
    public IActionResult OnGet() => RedirectToPage("/Index");

    public IActionResult OnPost() => new NoContentResult();
}
