using System.ComponentModel.DataAnnotations;
using MentorRegistry.Web.Access;
using MentorRegistry.Web.Localization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace MentorRegistry.Web.Pages.Account;

/// <summary>Asks again who is sitting there, before a page marked <see cref="ConfirmFirstAttribute"/> opens.</summary>
[Throttled(Throttles.SignIn)]
public sealed class ConfirmModel(
    SignInManager<RegistryUser> signIn,
    UserManager<RegistryUser> users,
    SecondFactor secondFactor,
    Sessions sessions,
    IStringLocalizer<AccountText> texts
) : PageModel
{
    [BindProperty]
    public ConfirmInput Input { get; set; } = new();

    [BindProperty(SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    public RegistryUser Person { get; private set; } = null!;

    public override async Task OnPageHandlerExecutionAsync(
        PageHandlerExecutingContext context,
        PageHandlerExecutionDelegate next
    )
    {
        Person = (await users.GetUserAsync(User))!;
        await next();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (Person.TwoFactorEnabled && string.IsNullOrWhiteSpace(Input.Code))
        {
            ModelState.AddModelError("Input.Code", texts["Code_Missing"]);
        }

        if (ModelState.IsValid && await IsThePersonAsync())
        {
            await sessions.ConfirmAsync(Sessions.IdOf(HttpContext)!.Value, ct);
            return LocalRedirect(Url.IsOwn(ReturnUrl) ? ReturnUrl : "/Account");
        }

        if (ModelState.IsValid)
        {
            ModelState.AddModelError("Input.Password", texts["Confirm_Refused"]);
        }

        Input.Code = null;
        ModelState.SetModelValue("Input.Code", null, null);
        return Page();
    }

    // A wrong password uses no code up.
    private async Task<bool> IsThePersonAsync()
    {
        var password = await signIn.CheckPasswordSignInAsync(Person, Input.Password!, lockoutOnFailure: true);
        return password.Succeeded
            && (!Person.TwoFactorEnabled || await secondFactor.AcceptsAsync(Person, Input.Code!));
    }
}

[TextsFrom(typeof(AccountText))]
public sealed class ConfirmInput
{
    [Display(Name = "Password"), Required, StringLength(256), DataType(DataType.Password)]
    public string? Password { get; set; }

    [Display(Name = "Code"), StringLength(40)]
    public string? Code { get; set; }
}
