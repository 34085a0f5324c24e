using System.Security.Cryptography;
using System.Text;
using MentorRegistry.Web.Data;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;

namespace MentorRegistry.Web.Access;

/// <summary>
/// Identity's store, except that nobody who reads the database has anybody's second factor: keys are encrypted with the
/// program's own keys, which lie outside the database, and of recovery codes only hashes are kept, encrypted too.
/// </summary>
public sealed class RegistryUserStore(
    RegistryDb db,
    IDataProtectionProvider protection,
    IdentityErrorDescriber errors
) : UserStore<RegistryUser, IdentityRole, RegistryDb>(db, errors)
{
    // Where Identity keeps them; the names are private there.
    private const string Place = "[AspNetUserStore]";
    private const string RecoveryCodes = "RecoveryCodes";

    private readonly IDataProtector _protector = protection.CreateProtector("MentorRegistry.SecondFactor");

    public override Task SetTokenAsync(
        RegistryUser user,
        string loginProvider,
        string name,
        string? value,
        CancellationToken cancellationToken
    ) =>
        base.SetTokenAsync(
            user,
            loginProvider,
            name,
            value is null ? null : _protector.Protect(value),
            cancellationToken
        );

    public override async Task<string?> GetTokenAsync(
        RegistryUser user,
        string loginProvider,
        string name,
        CancellationToken cancellationToken
    )
    {
        var stored = await base.GetTokenAsync(user, loginProvider, name, cancellationToken);
        try
        {
            return stored is null ? null : _protector.Unprotect(stored);
        }
        catch (CryptographicException)
        {
            // The program's keys are lost: the person has no second factor any more that could be asked for.
            return null;
        }
    }

    public override Task ReplaceCodesAsync(
        RegistryUser user,
        IEnumerable<string> recoveryCodes,
        CancellationToken cancellationToken
    ) => KeepAsync(user, recoveryCodes.Select(Hash), cancellationToken);

    public override async Task<bool> RedeemCodeAsync(
        RegistryUser user,
        string code,
        CancellationToken cancellationToken
    )
    {
        var kept = await GetTokenAsync(user, Place, RecoveryCodes, cancellationToken) ?? "";
        var hashes = kept.Split(';', StringSplitOptions.RemoveEmptyEntries);
        var left = hashes.Except([Hash(code)], StringComparer.Ordinal).ToArray();
        if (left.Length == hashes.Length)
        {
            return false;
        }

        await KeepAsync(user, left, cancellationToken);
        return true;
    }

    private Task KeepAsync(RegistryUser user, IEnumerable<string> hashes, CancellationToken ct) =>
        SetTokenAsync(user, Place, RecoveryCodes, string.Join(';', hashes), ct);

    /// <summary>The same for a code however it was typed: small letters, no hyphen, spaces.</summary>
    private static string Hash(string code) =>
        Convert.ToHexString(
            SHA256.HashData(
                Encoding.UTF8.GetBytes(string.Concat(code.Where(char.IsLetterOrDigit)).ToUpperInvariant())
            )
        );
}
