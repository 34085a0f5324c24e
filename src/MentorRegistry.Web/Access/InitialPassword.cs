using System.Security.Claims;
using Microsoft.AspNetCore.Identity;

namespace MentorRegistry.Web.Access;

/// <summary>
/// A password that an administrator gave is known to two people: it opens nothing but the page that changes it
/// (OWASP ASVS 5.0, 6.4.1), so that what the account does afterwards was done by its owner.
/// </summary>
public static class InitialPassword
{
    private const string ClaimType = "registry:initial-password";
    private const string ChangePage = "/Account/ChangePassword";

    /// <summary>Whether the one signed in has to choose a password first.</summary>
    public static bool MustChange(ClaimsPrincipal user) => user.HasClaim(claim => claim.Type == ClaimType);

    /// <summary>The mark, to be stored with the account.</summary>
    public static IdentityUserClaim<string> MarkOf(RegistryUser user) =>
        new()
        {
            UserId = user.Id,
            ClaimType = ClaimType,
            ClaimValue = "true",
        };

    public static bool IsMark(IdentityUserClaim<string> claim) => claim.ClaimType == ClaimType;

    /// <summary>The owner has chosen a password.</summary>
    public static async Task ForgetAsync(UserManager<RegistryUser> users, RegistryUser user)
    {
        var marks = (await users.GetClaimsAsync(user)).Where(claim => claim.Type == ClaimType);
        await users.RemoveClaimsAsync(user, marks);
    }

    /// <summary>Sends whoever has to choose a password to the page for it, whatever was asked for.</summary>
    public static void UseInitialPasswords(this WebApplication app) =>
        app.Use(
            (http, next) =>
            {
                if (
                    MustChange(http.User)
                    && PageAccess.RowOf(http.GetEndpoint()) is { IsAnonymous: false } row
                    && row.Page is not (ChangePage or "/Account/SignOut")
                )
                {
                    http.Response.Redirect(ChangePage);
                    return Task.CompletedTask;
                }

                return next(http);
            }
        );
}
