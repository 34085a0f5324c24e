using MentorRegistry.Web.Access;
using MentorRegistry.Web.Data;
using MentorRegistry.Web.Pages.Shared;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace MentorRegistry.Web.Pages.Account;

/// <summary>One's own account: what it is protected by, and where it is signed in.</summary>
public sealed class IndexModel(
    RegistryDb db,
    UserManager<RegistryUser> users,
    Sessions sessions,
    IStringLocalizer<AccountText> texts,
    IStringLocalizer<SharedText> shared
) : PageModel
{
    public RegistryUser Person { get; private set; } = null!;

    public IReadOnlyList<string> RoleNames { get; private set; } = [];

    public int CodesLeft { get; private set; }

    public IReadOnlyList<UserSession> Sessions { get; private set; } = [];

    public Guid? Current => Access.Sessions.IdOf(HttpContext);

    public async Task OnGetAsync(CancellationToken ct)
    {
        Person = (await users.GetUserAsync(User))!;
        var held = await users.GetRolesAsync(Person);
        RoleNames = [.. Roles.All.Intersect(held).Select(role => shared[$"Role_{role}"].Value)];
        CodesLeft = await users.CountRecoveryCodesAsync(Person);
        Sessions = await sessions.OfAsync(Person.Id, ct);
    }

    /// <summary>Ends one of one's own sessions; anybody else's does not exist here.</summary>
    public async Task<IActionResult> OnPostEndAsync(Guid session, CancellationToken ct)
    {
        if (!await sessions.EndAsync(users.GetUserId(User), session, ct))
        {
            return NotFound();
        }

        TempData.Succeeded(texts["Session_Ended"]);
        return RedirectToPage();
    }

    public async Task<IActionResult> OnPostEndOthersAsync(CancellationToken ct)
    {
        await sessions.EndAllAsync(users.GetUserId(User)!, Current, ct);
        await db.SaveChangesAsync(ct);
        TempData.Succeeded(texts["Session_OthersEnded"]);
        return RedirectToPage();
    }
}
