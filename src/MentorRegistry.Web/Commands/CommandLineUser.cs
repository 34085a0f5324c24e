using System.Security.Claims;
using MentorRegistry.Web.Access;

namespace MentorRegistry.Web.Commands;

/// <summary>Who acts when a command does: history says "kommandolinje" and the operating system's user.</summary>
internal static class CommandLineUser
{
    public static HttpContext Context() =>
        new DefaultHttpContext
        {
            User = new ClaimsPrincipal(
                new ClaimsIdentity(
                    [
                        new Claim(ClaimTypes.Name, $"kommandolinje ({Environment.UserName})"),
                        new Claim(ClaimTypes.Role, Roles.Administrator),
                    ],
                    "command-line"
                )
            ),
        };
}
