using MentorRegistry.Web.Access;
using MentorRegistry.Web.Data;
using MentorRegistry.Web.Pages.Shared;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using QRCoder;

namespace MentorRegistry.Web.Pages.Account;

/// <summary>Sets one's own second factor up, moves it to another phone, or switches it off; makes recovery codes.</summary>
[ConfirmFirst]
[Throttled(Throttles.SignIn)]
public sealed class SecondFactorModel(
    RegistryDb db,
    SignInManager<RegistryUser> signIn,
    UserManager<RegistryUser> users,
    SecondFactor secondFactor,
    Sessions sessions,
    RegistrySettings settings,
    IStringLocalizer<AccountText> texts
) : PageModel
{
    // The key that is being set up, until it is confirmed or the person begins anew. As the form has it: protected, this
    // person's, for half an hour. Without it the page loaded again, or in the other language, would show another key
    // than the one that was scanned.
    private const string SetupCookie = "registry-setup";

    private string _key = "";

    [BindProperty]
    public CodeInput Input { get; set; } = new();

    /// <summary>The key that the page shows, in a form that nobody can forge. It counts from the right code on.</summary>
    [BindProperty]
    public string? Proposal { get; set; }

    public RegistryUser Person { get; private set; } = null!;

    public bool IsRequired { get; private set; }

    public int CodesLeft { get; private set; }

    /// <summary>Shown once, by the answer that made them.</summary>
    public IReadOnlyList<string> RecoveryCodes { get; private set; } = [];

    /// <summary>The key in groups of four, for typing.</summary>
    public string ReadableKey => string.Join(' ', _key.Chunk(4).Select(group => new string(group)));

    /// <summary>The key for the phone's camera, as an svg element.</summary>
    public string Picture
    {
        get
        {
            var issuer = Uri.EscapeDataString($"Mentorregister {settings.Municipality.Name}");
            var account = Uri.EscapeDataString(Person.UserName!);
            using var qr = QRCodeGenerator.GenerateQrCode(
                $"otpauth://totp/{issuer}:{account}?secret={_key}&issuer={issuer}",
                QRCodeGenerator.ECCLevel.M
            );
            using var svg = new SvgQRCode(qr);
            return svg.GetGraphic(1, "#000", "#fff", sizingMode: SvgQRCode.SizingMode.ViewBoxAttribute);
        }
    }

    public override async Task OnPageHandlerExecutionAsync(
        PageHandlerExecutingContext context,
        PageHandlerExecutionDelegate next
    )
    {
        Person = (await users.GetUserAsync(User))!;
        IsRequired = SecondFactor.IsRequiredOf(await users.GetRolesAsync(Person));
        await next();
    }

    public async Task<IActionResult> OnGetAsync() => await ShowAsync();

    /// <summary>The code shows that the app has the key: it is taken into use.</summary>
    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (secondFactor.ProposedKey(Person, Proposal) is not { } key)
        {
            ModelState.Clear();
            ModelState.AddModelError("Input.Code", texts["Setup_TooOld"]);
            return await ShowAsync();
        }

        if (ModelState.IsValid)
        {
            var typed = string.Concat(Input.Code!.Where(char.IsAsciiDigit));
            RecoveryCodes = await secondFactor.SwitchOnAsync(Person, key, typed, ct);
            if (RecoveryCodes.Count > 0)
            {
                Response.Cookies.Delete(SetupCookie, CookieOptions);
                await EndOtherSessionsAsync(ct);
                return Page();
            }

            ModelState.AddModelError("Input.Code", texts["Code_Refused"]);
        }

        Input.Code = null;
        ModelState.SetModelValue("Input.Code", null, null);
        return await ShowAsync(key);
    }

    /// <summary>Another key, for one that somebody else may have seen.</summary>
    public IActionResult OnPostAnew()
    {
        Response.Cookies.Delete(SetupCookie, CookieOptions);
        return RedirectToPage();
    }

    public async Task<IActionResult> OnPostCodesAsync()
    {
        ModelState.Clear();
        if (!Person.TwoFactorEnabled)
        {
            return NotFound();
        }

        RecoveryCodes = await secondFactor.MakeRecoveryCodesAsync(Person);
        return Page();
    }

    public async Task<IActionResult> OnPostOffAsync(CancellationToken ct)
    {
        if (IsRequired || !Person.TwoFactorEnabled)
        {
            return NotFound();
        }

        await secondFactor.RemoveAsync(Person, ct);
        await users.UpdateSecurityStampAsync(Person);
        await EndOtherSessionsAsync(ct);
        TempData.Succeeded(texts["SecondFactor_IsOff"]);
        return RedirectToPage("/Account/Index");
    }

    private CookieOptions CookieOptions =>
        new()
        {
            HttpOnly = true,
            Secure = Request.IsHttps,
            SameSite = SameSiteMode.Strict,
            Path = Url.Content("~/Account/SecondFactor"),
            IsEssential = true,
        };

    private async Task EndOtherSessionsAsync(CancellationToken ct)
    {
        await sessions.EndAllAsync(Person.Id, Sessions.IdOf(HttpContext), ct);
        await db.SaveChangesAsync(ct);
        await signIn.RefreshSignInAsync(Person);
    }

    private async Task<IActionResult> ShowAsync(string? key = null)
    {
        CodesLeft = await users.CountRecoveryCodesAsync(Person);
        if (key is null)
        {
            Proposal = Request.Cookies[SetupCookie];
            if (secondFactor.ProposedKey(Person, Proposal) is null)
            {
                Proposal = secondFactor.ProposeKey(Person);
                Response.Cookies.Append(SetupCookie, Proposal, CookieOptions);
            }

            ModelState.Remove(nameof(Proposal));
        }

        _key = key ?? secondFactor.ProposedKey(Person, Proposal)!;
        return Page();
    }
}
