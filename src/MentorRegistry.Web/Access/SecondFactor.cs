using System.Security.Claims;
using MentorRegistry.Web.Data;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace MentorRegistry.Web.Access;

/// <summary>
/// The second factor: a code from an authenticator app, or one of ten recovery codes. Roles that see or decide for
/// everybody must have one; the others may.
/// </summary>
public sealed class SecondFactor(
    RegistryDb db,
    UserManager<RegistryUser> users,
    IUserStore<RegistryUser> store,
    IDataProtectionProvider protection,
    CurrentUser actor,
    Clock clock
)
{
    private const string MissingClaim = "registry:second-factor-missing";
    private const string SetupPage = "/Account/SecondFactor";
    private const int RecoveryCodes = 10;

    // Time enough to install an app; a page left open for a day must not set up a key that others have seen.
    private static readonly TimeSpan SetupLimit = TimeSpan.FromMinutes(30);

    private static readonly string[] RequiredOf = [Roles.Administrator, Roles.DepartmentHead, Roles.Auditor];

    public static bool IsRequiredOf(IEnumerable<string> roles) => roles.Intersect(RequiredOf).Any();

    /// <summary>Whether the one signed in has to set it up before anything else opens.</summary>
    public static bool IsMissing(ClaimsPrincipal user) => user.HasClaim(claim => claim.Type == MissingClaim);

    /// <summary>The mark for the session's cookie.</summary>
    internal static Claim Missing { get; } = new(MissingClaim, "true");

    /// <summary>
    /// Whether what was typed is the person's code: six digits from the app, or a recovery code. A code is good once; a
    /// wrong one counts towards the lockout as a wrong password does.
    /// </summary>
    public async Task<bool> AcceptsAsync(RegistryUser user, string typed)
    {
        if (user.IsDisabled || await users.IsLockedOutAsync(user))
        {
            return false;
        }

        var plain = string.Concat(typed.Where(char.IsLetterOrDigit));
        var isAccepted =
            plain.Length == 6 && plain.All(char.IsAsciiDigit)
                ? await UseCodeAsync(user, plain)
                : (await users.RedeemTwoFactorRecoveryCodeAsync(user, plain)).Succeeded;
        if (isAccepted)
        {
            await users.ResetAccessFailedCountAsync(user);
            return true;
        }

        await ReloadAsync();
        // Many guesses at once: each is counted, in turn.
        while (!(await users.AccessFailedAsync(user)).Succeeded)
        {
            await ReloadAsync();
        }

        return false;
    }

    /// <summary>A new key as a form can carry it: for this person, and for half an hour.</summary>
    public string ProposeKey(RegistryUser user) =>
        Proposals(user).Protect(users.GenerateNewAuthenticatorKey(), SetupLimit);

    /// <summary>The key of a form; <c>null</c> when it is somebody else's, too old, or forged.</summary>
    public string? ProposedKey(RegistryUser user, string? proposal)
    {
        try
        {
            return proposal is null ? null : Proposals(user).Unprotect(proposal);
        }
        catch (System.Security.Cryptography.CryptographicException)
        {
            return null;
        }
    }

    /// <summary>
    /// Takes the key into use, in place of an earlier one, when the code shows that the person's app has it.
    /// </summary>
    /// <returns>Ten recovery codes, to be shown once; nothing when the code does not fit.</returns>
    public async Task<IReadOnlyList<string>> SwitchOnAsync(
        RegistryUser user,
        string key,
        string code,
        CancellationToken ct
    )
    {
        var step = AuthenticatorCode.StepOf(key, code, clock.UtcNow, user.LastCodeStep);
        if (step is null)
        {
            return [];
        }

        return await db.InOneTransactionAsync(
            async () =>
            {
                if (user.TwoFactorEnabled)
                {
                    // Saved as off and on again: history tells that the earlier one is gone.
                    await RemoveAsync(user, ct);
                    Demand(await users.UpdateAsync(user));
                }

                await KeepKeyAsync(user, key, ct);
                user.LastCodeStep = step;
                Demand(await users.UpdateSecurityStampAsync(user));
                return await MakeRecoveryCodesAsync(user);
            },
            ct
        );
    }

    /// <summary>Ten new recovery codes; the earlier ones are dead, and history tells that there are new ones.</summary>
    public async Task<IReadOnlyList<string>> MakeRecoveryCodesAsync(RegistryUser user)
    {
        db.AuditEntries.Add(AuditTrail.Deed(actor, clock.UtcNow, user.Id, AuditTrail.NewRecoveryCodes));
        return [.. await users.GenerateNewTwoFactorRecoveryCodesAsync(user, RecoveryCodes) ?? []];
    }

    /// <summary>Marks the account as having the key; the caller saves.</summary>
    public async Task KeepKeyAsync(RegistryUser user, string key, CancellationToken ct)
    {
        await ((IUserAuthenticatorKeyStore<RegistryUser>)store).SetAuthenticatorKeyAsync(user, key, ct);
        user.TwoFactorEnabled = true;
    }

    /// <summary>Takes key and recovery codes away; the caller saves, and ends the person's sessions.</summary>
    public async Task RemoveAsync(RegistryUser user, CancellationToken ct)
    {
        db.UserTokens.RemoveRange(
            await db.UserTokens.Where(token => token.UserId == user.Id).ToListAsync(ct)
        );
        (user.TwoFactorEnabled, user.LastCodeStep) = (false, null);
    }

    // Two requests with one code: the account's stamp lets one of them save.
    private async Task<bool> UseCodeAsync(RegistryUser user, string code)
    {
        var key = await users.GetAuthenticatorKeyAsync(user);
        if (
            key is null
            || AuthenticatorCode.StepOf(key, code, clock.UtcNow, user.LastCodeStep) is not { } step
        )
        {
            return false;
        }

        user.LastCodeStep = step;
        return (await users.UpdateAsync(user)).Succeeded;
    }

    private async Task ReloadAsync()
    {
        foreach (var entry in db.ChangeTracker.Entries().ToList())
        {
            await entry.ReloadAsync();
        }
    }

    private static void Demand(IdentityResult result)
    {
        if (!result.Succeeded)
        {
            throw new DbUpdateConcurrencyException(
                string.Join(' ', result.Errors.Select(error => error.Code))
            );
        }
    }

    private ITimeLimitedDataProtector Proposals(RegistryUser user) =>
        protection
            .CreateProtector("MentorRegistry.SecondFactor.Proposal", user.Id)
            .ToTimeLimitedDataProtector();

    /// <summary>Sends whoever has to set it up to the page for it, whatever was asked for.</summary>
    public static void UseSetup(WebApplication app) =>
        app.Use(
            (http, next) =>
            {
                if (
                    IsMissing(http.User)
                    && PageAccess.RowOf(http.GetEndpoint()) is { IsAnonymous: false } row
                    && row.Page is not (SetupPage or "/Account/SignOut" or "/Account/StaySignedIn")
                )
                {
                    http.Response.Redirect(SetupPage);
                    return Task.CompletedTask;
                }

                return next(http);
            }
        );
}
