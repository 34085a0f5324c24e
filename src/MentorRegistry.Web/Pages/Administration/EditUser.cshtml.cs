using System.ComponentModel.DataAnnotations;
using System.Globalization;
using MentorRegistry.Web.Access;
using MentorRegistry.Web.Data;
using MentorRegistry.Web.Digests;
using MentorRegistry.Web.Localization;
using MentorRegistry.Web.Pages.Shared;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace MentorRegistry.Web.Pages.Administration;

/// <summary>
/// Makes a user and keeps it: names, roles, departments, a link to choose a password with, closed and open. Whatever changes what the
/// user may do gives the account a new stamp, so that it is in force with the user's next request.
/// </summary>
public sealed class EditUserModel(
    RegistryDb db,
    UserManager<RegistryUser> users,
    PasswordLinks links,
    AuditorAlarms alarms,
    SecondFactor secondFactor,
    Sessions sessions,
    RegistrySettings settings,
    Clock clock,
    IStringLocalizer<AdministrationText> texts,
    IStringLocalizer<DigestMailText> mailText,
    IStringLocalizer<SharedText> shared
) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string? Id { get; set; }

    [BindProperty]
    public UserInput Input { get; set; } = new();

    /// <summary>The account as it is stored; <c>null</c> while a new one is being made.</summary>
    public RegistryUser? Account { get; private set; }

    public bool IsLocked => Account?.LockoutEnd > new DateTimeOffset(clock.UtcNow);

    /// <summary>
    /// Whether it is one's own account: its password, second factor and address are changed under “Min konto”, where
    /// the password is asked for first.
    /// </summary>
    public bool IsOwn => Account is not null && Account.Id == users.GetUserId(User);

    // What the others who oversee are told of, in the transaction that saves it.
    private IReadOnlyList<AlarmKind> _alarms = [];

    /// <summary>Shown once, by the answer that made it.</summary>
    public string? Link { get; private set; }

    /// <summary>How long the link holds, in words.</summary>
    public string? LinkLasts { get; private set; }

    public IReadOnlyList<UserSession> Sessions { get; private set; } = [];

    public IReadOnlyList<Choice> RoleChoices { get; private set; } = [];

    public IReadOnlyList<Choice> PlaceChoices { get; private set; } = [];

    /// <summary>The languages that mails are written in.</summary>
    public IEnumerable<SelectListItem> Languages => MailChoices.Languages(mailText);

    public HistoryView? OthersChanges { get; private set; }

    public HistoryView? History { get; private set; }

    private IQueryable<AuditEntry> Changes =>
        db.AuditEntries.Where(entry => entry.Root == nameof(RegistryUser) && entry.RootId == Id);

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (Id is not null)
        {
            if (!await FindAsync(ct))
            {
                return NotFound();
            }

            await FillAsync(ct);
        }

        return await ShowAsync(ct);
    }

    public async Task<IActionResult> OnPostLanguageAsync(CancellationToken ct) =>
        Id is not null && !await FindAsync(ct) ? NotFound() : await ShowAsync(ct);

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (Id is not null && !await FindAsync(ct))
        {
            return NotFound();
        }

        // The stamp of the account moves with each sign-in too; history moves when somebody has changed something.
        var seen = Input.Seen;
        if (Account is not null && await Changes.AnyAsync(entry => entry.Id > seen, ct))
        {
            return await LostRaceAsync(ct);
        }

        var user = Account ?? new RegistryUser { LockoutEnabled = true };
        await CheckAsync(user, ct);
        if (!ModelState.IsValid)
        {
            return await ShowAsync(ct);
        }

        (user.DisplayName, user.Email) = (Input.DisplayName!.Trim(), Input.Email?.Trim());
        (user.Language, user.WantsDigest) = (MailChoices.Language(Input.Language), Input.WantsDigest);
        user.NormalizedEmail = users.NormalizeEmail(user.Email);
        if (Account is null)
        {
            user.NormalizedUserName = users.NormalizeName(user.UserName);
            db.Users.Add(user);
        }

        // Not |, which would leave the second undone when the first has changed something.
        var roles = await SetRolesAsync(user, ct);
        var placesMoved = UserPlaces.Set(db, user, Input.Places);
        if (Account is null)
        {
            user.SecurityStamp = Guid.NewGuid().ToString();
            await MakeLinkAsync(user, ct);
        }
        else if (roles || placesMoved)
        {
            await EndSessionsAsync(user, ct);
        }

        if (!await SaveAsync(user, ct))
        {
            return await LostRaceAsync(ct);
        }

        if (Link is not null)
        {
            return await ShowStoredAsync(user.Id, ct);
        }

        TempData.Succeeded(texts["Saved"]);
        return RedirectToPage("/Administration/Users");
    }

    /// <summary>
    /// A link to choose a password with. The old password is dead at once, and whoever is signed in with it is out.
    /// </summary>
    public Task<IActionResult> OnPostLinkAsync(CancellationToken ct) =>
        ChangeAsync(
            async user =>
            {
                if (AcceptsOther())
                {
                    await MakeLinkAsync(user, ct);
                    user.PasswordHash = null;
                    await TellIfAuditorAsync(user, AlarmKind.AuditorPasswordReset);
                    await EndSessionsAsync(user, ct);
                }
            },
            "Saved",
            ct
        );

    /// <summary>The phone is lost: at the next sign-in the user sets up another, where the role demands one.</summary>
    public Task<IActionResult> OnPostSecondFactorAsync(CancellationToken ct) =>
        ChangeAsync(
            async user =>
            {
                if (AcceptsOther())
                {
                    await secondFactor.RemoveAsync(user, ct);
                    await TellIfAuditorAsync(user, AlarmKind.AuditorFactorRemoved);
                    await EndSessionsAsync(user, ct);
                }
            },
            "User_SecondFactorRemoved",
            ct
        );

    public Task<IActionResult> OnPostEndSessionsAsync(CancellationToken ct) =>
        ChangeAsync(user => EndSessionsAsync(user, ct), "User_SessionsEnded", ct);

    public Task<IActionResult> OnPostDisableAsync(CancellationToken ct) =>
        ChangeAsync(
            async user =>
            {
                if (await IsLastAdministratorAsync(user, ct))
                {
                    ModelState.AddModelError("", texts["User_LastAdministrator"]);
                    return;
                }

                user.IsDisabled = true;
                // A link that is still out would open the account when it is opened again.
                db.PasswordLinks.RemoveRange(
                    await db.PasswordLinks.Where(l => l.UserId == user.Id).ToListAsync(ct)
                );
                await EndSessionsAsync(user, ct);
            },
            "User_Disabled",
            ct
        );

    public Task<IActionResult> OnPostEnableAsync(CancellationToken ct) =>
        ChangeAsync(
            user =>
            {
                user.IsDisabled = false;
                return Task.CompletedTask;
            },
            "User_Enabled",
            ct
        );

    public Task<IActionResult> OnPostUnlockAsync(CancellationToken ct) =>
        ChangeAsync(
            user =>
            {
                (user.LockoutEnd, user.AccessFailedCount) = (null, 0);
                return Task.CompletedTask;
            },
            "User_Unlocked",
            ct
        );

    /// <summary>One of the buttons beside the form: it leaves what the form holds alone.</summary>
    private async Task<IActionResult> ChangeAsync(
        Func<RegistryUser, Task> change,
        string done,
        CancellationToken ct
    )
    {
        if (!await FindAsync(ct))
        {
            return NotFound();
        }

        // The form's own fields are not sent by the buttons.
        ModelState.Clear();
        await change(Account!);
        if (ModelState.IsValid && !await SaveAsync(Account!, ct))
        {
            return await LostRaceAsync(ct);
        }

        if (ModelState.IsValid && Link is null)
        {
            TempData.Succeeded(texts[done]);
            return RedirectToPage("/Administration/EditUser", new { id = Id });
        }

        return await ShowStoredAsync(Id!, ct);
    }

    private async Task<bool> FindAsync(CancellationToken ct) =>
        (
            Account = await db
                .Users.Include(user => user.Memberships)
                .SingleOrDefaultAsync(user => user.Id == Id, ct)
        )
            is not null;

    private async Task CheckAsync(RegistryUser user, CancellationToken ct)
    {
        if (Account is null && !string.IsNullOrWhiteSpace(Input.UserName))
        {
            user.UserName = Input.UserName.Trim().ToLower(CultureInfo.InvariantCulture);
            foreach (var validator in users.UserValidators)
            {
                Add("Input.UserName", await validator.ValidateAsync(users, user));
            }
        }

        if (Account is not null)
        {
            // What a user signs in with never changes: logs and history name it.
            ModelState.Remove("Input.UserName");
        }

        if (IsOwn && (Input.Email?.Trim() ?? "") != (user.Email ?? ""))
        {
            ModelState.AddModelError("Input.Email", texts["User_OwnOnly"]);
        }

        // Whoever could give herself a role would open citizens with nobody else knowing beforehand.
        if (IsOwn && !Input.Roles.ToHashSet().SetEquals(await users.GetRolesAsync(user)))
        {
            ModelState.AddModelError("Input.Roles", texts["User_OwnRoles"]);
        }

        if (IsOwn && !Input.Places.ToHashSet().SetEquals(user.Memberships.Select(UserPlaces.Of)))
        {
            ModelState.AddModelError("Input.Places", texts["User_OwnPlaces"]);
        }

        if (Input.Roles.Count == 0 || Input.Roles.Except(Roles.All).Any())
        {
            ModelState.AddModelError("Input.Roles", texts["Roles_None"]);
        }

        if (
            Input.Places.Count == 0
            && Input.Roles.Any(role => role is Roles.Caseworker or Roles.DepartmentHead)
        )
        {
            ModelState.AddModelError("Input.Places", texts["Places_None"]);
        }

        var known = (await PlacesAsync(ct)).ConvertAll(place => place.Value);
        if (Input.Places.Except(known).Any())
        {
            ModelState.AddModelError("Input.Places", texts["Choice_Unknown"]);
        }

        if (
            Account is not null
            && !Input.Roles.Contains(Roles.Administrator)
            && await IsLastAdministratorAsync(user, ct)
        )
        {
            ModelState.AddModelError("Input.Roles", texts["User_LastAdministrator"]);
        }
    }

    private bool AcceptsOther()
    {
        if (IsOwn)
        {
            ModelState.AddModelError("", texts["User_OwnOnly"]);
        }

        return !IsOwn;
    }

    private void Add(string field, IdentityResult result)
    {
        foreach (var error in result.Errors)
        {
            ModelState.AddModelError(field, error.Description);
        }
    }

    // The role's stamp moves with it: two administrators who close each other's accounts at once cannot both pass.
    private async Task<bool> IsLastAdministratorAsync(RegistryUser user, CancellationToken ct)
    {
        var role = await db.Roles.SingleAsync(r => r.Name == Roles.Administrator, ct);
        var holders = db.UserRoles.Where(held => held.RoleId == role.Id).Select(held => held.UserId);
        if (!await holders.ContainsAsync(user.Id, ct))
        {
            return false;
        }

        role.ConcurrencyStamp = Guid.NewGuid().ToString();
        return !await db.Users.AnyAsync(
            other => other.Id != user.Id && !other.IsDisabled && holders.Contains(other.Id),
            ct
        );
    }

    private async Task<bool> SetRolesAsync(RegistryUser user, CancellationToken ct)
    {
        var held = await db.UserRoles.Where(role => role.UserId == user.Id).ToListAsync(ct);
        var wanted = await db
            .Roles.Where(role => Input.Roles.Contains(role.Name!))
            .ToDictionaryAsync(role => role.Id, role => role.Name, ct);
        var gone = held.FindAll(role => !wanted.ContainsKey(role.RoleId));
        var added = wanted.Keys.Except(held.Select(role => role.RoleId)).ToList();
        _alarms = [.. AuditorAlarms.Of([.. added.Select(id => wanted[id]!)], Input.Roles)];
        db.UserRoles.RemoveRange(gone);
        db.UserRoles.AddRange(
            added.Select(id => new IdentityUserRole<string> { UserId = user.Id, RoleId = id })
        );
        return gone.Count + added.Count > 0;
    }

    private async Task MakeLinkAsync(RegistryUser user, CancellationToken ct)
    {
        var isFirst = Account is null;
        var lasts = isFirst
            ? TimeSpan.FromDays(settings.SignIn.InvitationDays)
            : TimeSpan.FromHours(settings.SignIn.ResetHours);
        var token = await links.MakeAsync(user, lasts, ct);
        Link = $"{Request.Scheme}://{Request.Host}{Request.PathBase}{PasswordLinks.Page}{token}";
        LinkLasts = isFirst
            ? texts["Link_Days", settings.SignIn.InvitationDays]
            : texts["Link_Hours", settings.SignIn.ResetHours];
    }

    private async Task TellIfAuditorAsync(RegistryUser user, AlarmKind kind) =>
        _alarms = await users.IsInRoleAsync(user, Roles.Auditor) ? [kind] : [];

    private async Task EndSessionsAsync(RegistryUser user, CancellationToken ct)
    {
        user.SecurityStamp = Guid.NewGuid().ToString();
        await sessions.EndAllAsync(user.Id, keep: null, ct);
    }

    private async Task<bool> SaveAsync(RegistryUser user, CancellationToken ct)
    {
        user.ConcurrencyStamp = Guid.NewGuid().ToString();
        try
        {
            await db.InOneTransactionAsync(
                async () =>
                {
                    await db.SaveChangesAsync(ct);
                    foreach (var kind in _alarms)
                    {
                        await alarms.RaiseAsync(kind, user.Id, ct);
                    }

                    return 0;
                },
                ct
            );
            return true;
        }
        catch (DbUpdateConcurrencyException)
        {
            return false;
        }
    }

    private async Task<IActionResult> LostRaceAsync(CancellationToken ct)
    {
        db.ChangeTracker.Clear();
        var seen = Input.Seen;
        OthersChanges = await HistoryView.LoadAsync(db, Changes.Where(entry => entry.Id > seen), ct);
        await FindAsync(ct);
        await MarkSeenAsync(ct);
        return await ShowAsync(ct);
    }

    private async Task<IActionResult> ShowStoredAsync(string id, CancellationToken ct)
    {
        db.ChangeTracker.Clear();
        Id = id;
        await FindAsync(ct);
        if (ModelState.IsValid)
        {
            ModelState.Clear();
        }

        await FillAsync(ct);
        return await ShowAsync(ct);
    }

    private async Task FillAsync(CancellationToken ct)
    {
        (Input.UserName, Input.DisplayName, Input.Email) = (
            Account!.UserName,
            Account.DisplayName,
            Account.Email
        );
        (Input.Language, Input.WantsDigest) = (Account.Language, Account.WantsDigest);
        Input.Roles = [.. await users.GetRolesAsync(Account)];
        Input.Places = [.. Account.Memberships.Select(UserPlaces.Of)];
        await MarkSeenAsync(ct);
    }

    private async Task MarkSeenAsync(CancellationToken ct)
    {
        Input.Seen = await Changes.MaxAsync(entry => (long?)entry.Id, ct) ?? 0;
        ModelState.Remove("Input.Seen");
    }

    private Task<List<Choice>> PlacesAsync(CancellationToken ct) =>
        UserPlaces.ChoicesAsync(db, clock.Today, Account, Input.Places, ct);

    private async Task<IActionResult> ShowAsync(CancellationToken ct)
    {
        RoleChoices =
        [
            .. Roles.All.Select(role => new Choice(role, shared[$"Role_{role}"], Input.Roles.Contains(role))),
        ];
        PlaceChoices = await PlacesAsync(ct);
        if (Account is not null)
        {
            History = await HistoryView.LoadAsync(db, Changes, ct);
            Sessions = await sessions.OfAsync(Account.Id, ct);
        }

        return Page();
    }
}

/// <summary>One box of a group of which several can be chosen.</summary>
public sealed record Choice(string Value, string Text, bool IsChosen);

[TextsFrom(typeof(AdministrationText))]
public sealed class UserInput
{
    [Display(Name = "UserName"), Required, StringLength(100, MinimumLength = 3)]
    public string? UserName { get; set; }

    [Display(Name = "DisplayName"), Required, StringLength(100)]
    public string? DisplayName { get; set; }

    [Display(Name = "Email"), EmailAddress, StringLength(200), DataType(DataType.EmailAddress)]
    public string? Email { get; set; }

    [Display(Name = "Roles")]
    public List<string> Roles { get; set; } = [];

    /// <summary>As <see cref="UserPlaces"/> writes them.</summary>
    [Display(Name = "Places")]
    public List<string> Places { get; set; } = [];

    /// <summary>The language of mails: "da" or "en".</summary>
    [Display(Name = "Language")]
    public string? Language { get; set; }

    [Display(Name = "WantsDigest")]
    public bool WantsDigest { get; set; } = true;

    /// <summary>The latest history entry when the form was rendered.</summary>
    public long Seen { get; set; }

    /// <summary>Why an address is refused, by the form's own rule, for the command line; <c>null</c> = it is not.</summary>
    public static string? EmailProblem(string? email)
    {
        var problems = new List<ValidationResult>();
        return Validator.TryValidateProperty(
            email,
            new ValidationContext(new UserInput()) { MemberName = nameof(Email) },
            problems
        )
            ? null
            : $"“{email}” is no e-mail address that mail can be sent to.";
    }
}
