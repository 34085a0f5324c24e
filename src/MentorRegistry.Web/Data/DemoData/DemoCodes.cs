using MentorRegistry.Web.Access;
using Microsoft.AspNetCore.Identity;

namespace MentorRegistry.Web.Data.DemoData;

/// <summary>
/// The code that a demo user's app would show, for people who try the demo and have no such app. Only ever in
/// Development, in a database that is the demo's, and for the demo's own users.
/// </summary>
public sealed class DemoCodes(
    IWebHostEnvironment environment,
    DemoMark mark,
    UserManager<RegistryUser> users,
    Clock clock
)
{
    /// <summary>Whether the page tells this user's code.</summary>
    public bool Tells(RegistryUser user) =>
        environment.IsDevelopment()
        && mark.IsDemo
        && DemoUsers.All.Any(demo => demo.UserName == user.UserName);

    /// <summary>The next code that has not been used; <c>null</c> for up to half a minute when it was used just now.</summary>
    public async Task<string?> NextAsync(RegistryUser user)
    {
        var now = AuthenticatorCode.StepAt(clock.UtcNow);
        var step = Math.Max(now, user.LastCodeStep + 1 ?? 0);
        return Tells(user) && step <= now + 1 && await users.GetAuthenticatorKeyAsync(user) is { } key
            ? AuthenticatorCode.Of(key, step)
            : null;
    }
}
