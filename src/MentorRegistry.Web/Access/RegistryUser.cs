using Microsoft.AspNetCore.Identity;

namespace MentorRegistry.Web.Access;

/// <summary>Somebody who signs in. Made by an administrator, never by self-registration.</summary>
public sealed class RegistryUser : IdentityUser
{
    /// <summary>The name that colleagues see.</summary>
    [PersonalData]
    public string DisplayName { get; set; } = "";

    /// <summary>Whether the account is closed; it stays, because logs and history name it.</summary>
    public bool IsDisabled { get; set; }

    /// <summary>Which 30 seconds the code belonged to that was used last (<see cref="AuthenticatorCode"/>).</summary>
    public long? LastCodeStep { get; set; }

    /// <summary>The language of mails to the user, "da" or "en"; <c>null</c> = nobody has said: Danish.</summary>
    public string? Language { get; set; }

    /// <summary>Whether a head wants the monthly digest.</summary>
    public bool WantsDigest { get; set; } = true;

    /// <summary>The departments or units that the user works for.</summary>
    public List<UserMembership> Memberships { get; } = [];
}

/// <summary>Questions about accounts that are asked in more than one place.</summary>
public static class RegistryUsers
{
    /// <summary>Those who can sign in: neither closed, nor invited and never come.</summary>
    public static IQueryable<RegistryUser> WhoCanSignIn(this IQueryable<RegistryUser> users) =>
        users.Where(user => !user.IsDisabled && user.PasswordHash != null);
}

/// <summary>A user works for a department, or for one unit of it.</summary>
public sealed class UserMembership
{
    public long Id { get; set; }

    public string UserId { get; set; } = "";

    public long DepartmentId { get; set; }

    /// <summary>The unit; <c>null</c> = the whole department.</summary>
    public long? UnitId { get; set; }
}
