using System.ComponentModel.DataAnnotations;
using MentorRegistry.Web.Access;
using MentorRegistry.Web.Digests;
using MentorRegistry.Web.Localization;
using MentorRegistry.Web.Pages.Shared;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.Extensions.Localization;

namespace MentorRegistry.Web.Pages.Account;

/// <summary>One's own mails: their language, whether a head wants the digest, and who gets it meanwhile.</summary>
public sealed class MailModel(
    UserManager<RegistryUser> users,
    CurrentUser current,
    Clock clock,
    StandInDesk standIns,
    IStringLocalizer<DigestMailText> text
) : PageModel
{
    [BindProperty]
    public MailInput Input { get; set; } = new();

    [BindProperty]
    public StandInInput Add { get; set; } = new();

    public bool IsHead => current.IsIn(Roles.DepartmentHead);

    public IEnumerable<SelectListItem> Languages => MailChoices.Languages(text);

    public IReadOnlyList<ListedStandIn> StandIns { get; private set; } = [];

    public IReadOnlyList<SelectListItem> Candidates { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken ct)
    {
        await FillAsync();
        Add.First = clock.Today;
        await LoadAsync(ct);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        // The other form of the page is not sent with this one.
        if (
            ModelState.Keys.Any(key =>
                key.StartsWith("Input.", StringComparison.Ordinal) && ModelState[key]!.Errors.Count > 0
            )
        )
        {
            return BadRequest();
        }

        var user = (await users.GetUserAsync(User))!;
        user.Language = MailChoices.Language(Input.Language);
        // Who is no head has no box.
        user.WantsDigest = IsHead ? Input.WantsDigest : user.WantsDigest;
        if (!(await users.UpdateAsync(user)).Succeeded)
        {
            ModelState.Clear();
            ModelState.AddModelError("", text["ChangedMeanwhile"]);
            await LoadAsync(ct);
            return Page();
        }

        TempData.Succeeded(IsHead && !user.WantsDigest ? text["Saved_Unsubscribed"] : text["Saved_Mail"]);
        return RedirectToPage("/Account/Index");
    }

    public async Task<IActionResult> OnPostAddAsync(CancellationToken ct)
    {
        if (!IsHead)
        {
            return Forbid();
        }

        if (
            ModelState.IsValid
            && Add.RefusedBy(
                await standIns.AddAsync(current.Id!, Add.StandInId!, Add.First!.Value, Add.Last, ct),
                ModelState,
                text
            )
                is false
        )
        {
            TempData.Succeeded(text["StandIn_Added"]);
            return RedirectToPage();
        }

        await FillAsync();
        await LoadAsync(ct);
        return Page();
    }

    public async Task<IActionResult> OnPostEndAsync(long id, CancellationToken ct)
    {
        if (!IsHead)
        {
            return Forbid();
        }

        switch (await standIns.EndAsync(id, current.Id, ct))
        {
            case StandInEnd.IsAnothers:
                return NotFound();
            case StandInEnd.HadEnded:
                TempData.Refused(text["StandIn_HadEnded"]);
                break;
            default:
                TempData.Succeeded(text["StandIn_Ended"]);
                break;
        }

        return RedirectToPage();
    }

    private async Task FillAsync()
    {
        var user = (await users.GetUserAsync(User))!;
        (Input.Language, Input.WantsDigest) = (user.Language, user.WantsDigest);
    }

    private async Task LoadAsync(CancellationToken ct)
    {
        if (!IsHead)
        {
            return;
        }

        StandIns = await standIns.ListAsync(current.Id, ct);
        Candidates =
        [
            .. (await standIns.WhoMayAsync(current.Id!, ct)).Select(who => new SelectListItem(
                who.Name,
                who.Id
            )),
        ];
    }
}

[TextsFrom(typeof(DigestMailText))]
public sealed class MailInput
{
    [Display(Name = "Language")]
    public string? Language { get; set; }

    [Display(Name = "WantsDigest")]
    public bool WantsDigest { get; set; }
}
