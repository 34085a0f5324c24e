using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using MentorRegistry.Web.Access;
using MentorRegistry.Web.Localization;
using MentorRegistry.Web.Pages.Shared;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace MentorRegistry.Web.Pages.Account;

/// <summary>The second half of signing in: the code from the app, or a recovery code. No machine is remembered.</summary>
[Throttled(Throttles.SignIn)]
public sealed class SignInCodeModel(
    SignInManager<RegistryUser> signIn,
    UserManager<RegistryUser> users,
    SecondFactor secondFactor,
    IStringLocalizer<AccountText> texts
) : PageModel
{
    // By their names only: of a form without its field the other form's would be looked for, and nothing missed.
    [BindProperty(Name = nameof(Code))]
    public CodeInput Code { get; set; } = new();

    [BindProperty(Name = nameof(Recovery))]
    public RecoveryInput Recovery { get; set; } = new();

    [BindProperty(SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    /// <summary>Whose password was right.</summary>
    public RegistryUser Person { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync() => await FindAsync() ? Page() : StartAgain();

    public Task<IActionResult> OnPostAsync() => TryAsync("Code.Code", Code.Code);

    public Task<IActionResult> OnPostRecoveryAsync() => TryAsync("Recovery.Code", Recovery.Code);

    private async Task<IActionResult> TryAsync(string field, string? typed)
    {
        if (!await FindAsync())
        {
            return StartAgain();
        }

        // Only the form that was sent is judged.
        foreach (var other in ModelState.Keys.Where(key => key != field).ToList())
        {
            ModelState.Remove(other);
        }

        if (ModelState.IsValid)
        {
            if (await secondFactor.AcceptsAsync(Person, typed!))
            {
                await PendingSignIn.EndAsync(HttpContext);
                await signIn.SignInWithClaimsAsync(Person, isPersistent: false, [new Claim("amr", "mfa")]);
                if (field == "Recovery.Code")
                {
                    TempData.Succeeded(texts["Recovery_Used", await users.CountRecoveryCodesAsync(Person)]);
                }

                return LocalRedirect(Url.IsOwn(ReturnUrl) ? ReturnUrl : "/");
            }

            // One sentence for wrong, used and locked.
            ModelState.AddModelError(field, texts["Code_Refused"]);
        }

        (Code.Code, Recovery.Code) = (null, null);
        ModelState.SetModelValue(field, null, null);
        return Page();
    }

    private async Task<bool> FindAsync() =>
        (Person = (await PendingSignIn.ReadAsync(HttpContext, users))!) is not null;

    private RedirectToPageResult StartAgain() => RedirectToPage("/Account/SignIn", new { ReturnUrl });
}

[TextsFrom(typeof(AccountText))]
public sealed class CodeInput
{
    [Display(Name = "Code"), Required, StringLength(20)]
    public string? Code { get; set; }
}

[TextsFrom(typeof(AccountText))]
public sealed class RecoveryInput
{
    [Display(Name = "Recovery"), Required, StringLength(40)]
    public string? Code { get; set; }
}
