using System.ComponentModel.DataAnnotations;
using System.Globalization;
using MentorRegistry.Domain;
using MentorRegistry.Web.Access;
using MentorRegistry.Web.Data;
using MentorRegistry.Web.Localization;
using MentorRegistry.Web.Pages.Shared;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace MentorRegistry.Web.Pages.Administration;

/// <summary>
/// Makes a user and keeps it: names, roles, departments, a new password, closed and open. Whatever changes what the
/// user may do gives the account a new stamp, so that it is in force with the user's next request.
/// </summary>
public sealed class EditUserModel(
    RegistryDb db,
    UserManager<RegistryUser> users,
    Clock clock,
    IStringLocalizer<AdministrationText> texts,
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

    /// <summary>Shown once, by the answer that made it.</summary>
    public string? MadePassword { get; private set; }

    public IReadOnlyList<Choice> RoleChoices { get; private set; } = [];

    public IReadOnlyList<Choice> PlaceChoices { get; private set; } = [];

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

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (Id is not null && !await FindAsync(ct))
        {
            return NotFound();
        }

        if (Account is not null && Account.ConcurrencyStamp != Input.Stamp)
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
        user.NormalizedEmail = users.NormalizeEmail(user.Email);
        if (Account is null)
        {
            user.NormalizedUserName = users.NormalizeName(user.UserName);
            db.Users.Add(user);
        }

        // Not |, which would leave the second undone when the first has changed something.
        var roles = await SetRolesAsync(user, ct);
        var places = SetPlaces(user);
        if (Account is null)
        {
            await SetPasswordAsync(user, ct);
        }
        else if (roles || places)
        {
            EndSessions(user);
        }

        if (!await SaveAsync(user, ct))
        {
            return await LostRaceAsync(ct);
        }

        if (MadePassword is not null)
        {
            return await ShowStoredAsync(user.Id, ct);
        }

        TempData.Succeeded(texts["Saved"]);
        return RedirectToPage("/Administration/Users");
    }

    /// <summary>A new password, typed or made; whoever is signed in with the old one is out.</summary>
    public Task<IActionResult> OnPostPasswordAsync(CancellationToken ct) =>
        ChangeAsync(
            async user =>
            {
                if (await AcceptsPasswordAsync(user))
                {
                    await SetPasswordAsync(user, ct);
                }
            },
            "Password_Set",
            ct
        );

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
                EndSessions(user);
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

        if (ModelState.IsValid && MadePassword is null)
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

        if (Account is null)
        {
            await AcceptsPasswordAsync(user);
        }
        else
        {
            // What a user signs in with never changes: logs and history name it.
            ModelState.Remove("Input.UserName");
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

        var known = (await LoadPlacesAsync(ct)).ConvertAll(place => place.Value);
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

    private async Task<bool> AcceptsPasswordAsync(RegistryUser user)
    {
        if (!string.IsNullOrEmpty(Input.Password))
        {
            foreach (var validator in users.PasswordValidators)
            {
                Add("Input.Password", await validator.ValidateAsync(users, user, Input.Password));
            }
        }

        return !ModelState.ContainsKey("Input.Password") || ModelState["Input.Password"]!.Errors.Count == 0;
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
            .Select(role => role.Id)
            .ToListAsync(ct);
        var gone = held.FindAll(role => !wanted.Contains(role.RoleId));
        var added = wanted.Except(held.Select(role => role.RoleId)).ToList();
        db.UserRoles.RemoveRange(gone);
        db.UserRoles.AddRange(
            added.Select(id => new IdentityUserRole<string> { UserId = user.Id, RoleId = id })
        );
        return gone.Count + added.Count > 0;
    }

    private bool SetPlaces(RegistryUser user)
    {
        var gone = user.Memberships.FindAll(place => !Input.Places.Contains(PlaceOf(place)));
        var added = Input.Places.Distinct().Except(user.Memberships.Select(PlaceOf)).ToList();
        db.RemoveRange(gone);
        foreach (var parts in added.Select(place => place.Split('/')))
        {
            user.Memberships.Add(
                new UserMembership
                {
                    DepartmentId = long.Parse(parts[0], CultureInfo.InvariantCulture),
                    UnitId = parts.Length > 1 ? long.Parse(parts[1], CultureInfo.InvariantCulture) : null,
                }
            );
        }

        return gone.Count + added.Count > 0;
    }

    private async Task SetPasswordAsync(RegistryUser user, CancellationToken ct)
    {
        MadePassword = string.IsNullOrEmpty(Input.Password) ? PasswordRules.Generate() : null;
        user.PasswordHash = users.PasswordHasher.HashPassword(user, MadePassword ?? Input.Password!);
        if (
            !(await db.UserClaims.Where(claim => claim.UserId == user.Id).ToListAsync(ct)).Exists(
                InitialPassword.IsMark
            )
        )
        {
            db.UserClaims.Add(InitialPassword.MarkOf(user));
        }

        (user.LockoutEnd, user.AccessFailedCount) = (null, 0);
        EndSessions(user);
    }

    private static void EndSessions(RegistryUser user) => user.SecurityStamp = PasswordRules.Generate();

    private async Task<bool> SaveAsync(RegistryUser user, CancellationToken ct)
    {
        user.ConcurrencyStamp = Guid.NewGuid().ToString();
        try
        {
            await db.SaveChangesAsync(ct);
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
        (Input.UserName, Input.DisplayName, Input.Email, Input.Password) = (
            Account!.UserName,
            Account.DisplayName,
            Account.Email,
            null
        );
        Input.Roles = [.. await users.GetRolesAsync(Account)];
        Input.Places = [.. Account.Memberships.Select(PlaceOf)];
        await MarkSeenAsync(ct);
    }

    private async Task MarkSeenAsync(CancellationToken ct)
    {
        Input.Stamp = Account!.ConcurrencyStamp;
        Input.Seen = await Changes.MaxAsync(entry => (long?)entry.Id, ct) ?? 0;
        ModelState.Remove("Input.Stamp");
        ModelState.Remove("Input.Seen");
    }

    private async Task<IActionResult> ShowAsync(CancellationToken ct)
    {
        RoleChoices =
        [
            .. Roles.All.Select(role => new Choice(role, shared[$"Role_{role}"], Input.Roles.Contains(role))),
        ];
        PlaceChoices = await LoadPlacesAsync(ct);
        History = Account is null ? null : await HistoryView.LoadAsync(db, Changes, ct);
        return Page();
    }

    /// <summary>Departments and, after each, its units: those in use, and those that the user has.</summary>
    private async Task<List<Choice>> LoadPlacesAsync(CancellationToken ct)
    {
        var departments = await db
            .Departments.AsNoTracking()
            .Include(d => d.Units)
            .OrderBy(d => d.Name)
            .ToListAsync(ct);
        var own = Account?.Memberships.Select(PlaceOf).ToHashSet(StringComparer.Ordinal) ?? [];
        return
        [
            .. departments
                .SelectMany(department =>
                    department
                        .Units.OrderBy(
                            unit => unit.Name,
                            StringComparer.Create(Languages.Danish, ignoreCase: true)
                        )
                        .Select(unit =>
                            (
                                (IDated)unit,
                                new Choice(
                                    $"{Number(department.Id)}/{Number(unit.Id)}",
                                    $"{department.Name}: {unit.Name}",
                                    false
                                )
                            )
                        )
                        .Prepend(
                            ((IDated)department, new Choice(Number(department.Id), department.Name, false))
                        )
                )
                .Where(place => own.Contains(place.Item2.Value) || !(place.Item1.ValidTo < clock.Today))
                .Select(place => place.Item2 with { IsChosen = Input.Places.Contains(place.Item2.Value) }),
        ];
    }

    private static string PlaceOf(UserMembership membership) =>
        membership.UnitId is { } unit
            ? $"{Number(membership.DepartmentId)}/{Number(unit)}"
            : Number(membership.DepartmentId);

    private static string Number(long id) => id.ToString(CultureInfo.InvariantCulture);
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

    /// <summary>The number of a department, or "department/unit".</summary>
    [Display(Name = "Places")]
    public List<string> Places { get; set; } = [];

    [Display(Name = "Password"), StringLength(256), DataType(DataType.Password)]
    public string? Password { get; set; }

    /// <summary>The account's stamp when the form was rendered.</summary>
    public string? Stamp { get; set; }

    /// <summary>The latest history entry when the form was rendered.</summary>
    public long Seen { get; set; }
}
