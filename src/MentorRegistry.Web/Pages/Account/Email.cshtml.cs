using System.ComponentModel.DataAnnotations;
using MentorRegistry.Web.Access;
using MentorRegistry.Web.Localization;
using MentorRegistry.Web.Pages.Shared;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace MentorRegistry.Web.Pages.Account;

/// <summary>One's own mail address.</summary>
[ConfirmFirst]
public sealed class EmailModel(UserManager<RegistryUser> users, IStringLocalizer<AccountText> texts)
    : PageModel
{
    [BindProperty]
    public EmailInput Input { get; set; } = new();

    public async Task OnGetAsync() => Input.Email = (await users.GetUserAsync(User))!.Email;

    public async Task<IActionResult> OnPostAsync()
    {
        if (!ModelState.IsValid)
        {
            return Page();
        }

        var user = (await users.GetUserAsync(User))!;
        user.Email = Input.Email?.Trim();
        var result = await users.UpdateAsync(user);
        if (!result.Succeeded)
        {
            ModelState.AddModelError("Input.Email", result.Errors.First().Description);
            return Page();
        }

        TempData.Succeeded(texts["Email_Changed"]);
        return RedirectToPage("/Account/Index");
    }
}

[TextsFrom(typeof(AccountText))]
public sealed class EmailInput
{
    [Display(Name = "Email"), EmailAddress, StringLength(200), DataType(DataType.EmailAddress)]
    public string? Email { get; set; }
}
