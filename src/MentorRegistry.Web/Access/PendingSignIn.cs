using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;

namespace MentorRegistry.Web.Access;

/// <summary>Between password and code: a cookie of its own, for five minutes, that opens nothing but the code's page.</summary>
public static class PendingSignIn
{
    private const string Scheme = "Identity.TwoFactorUserId";
    private const string StampClaim = "registry:stamp";

    public static Task StartAsync(HttpContext http, RegistryUser user) =>
        http.SignInAsync(
            Scheme,
            new ClaimsPrincipal(
                new ClaimsIdentity(
                    [
                        new Claim(ClaimTypes.NameIdentifier, user.Id),
                        new Claim(StampClaim, user.SecurityStamp ?? ""),
                    ],
                    Scheme
                )
            )
        );

    /// <summary>Whose password was right; <c>null</c> when it is too long ago, or the account has changed since.</summary>
    public static async Task<RegistryUser?> ReadAsync(HttpContext http, UserManager<RegistryUser> users)
    {
        var pending = (await http.AuthenticateAsync(Scheme)).Principal;
        var id = pending?.FindFirstValue(ClaimTypes.NameIdentifier);
        var user = id is null ? null : await users.FindByIdAsync(id);
        return user is { IsDisabled: false } && user.SecurityStamp == pending!.FindFirstValue(StampClaim)
            ? user
            : null;
    }

    public static Task EndAsync(HttpContext http) => http.SignOutAsync(Scheme);
}
