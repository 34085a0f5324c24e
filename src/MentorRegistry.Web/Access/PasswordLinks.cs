using System.Security.Cryptography;
using System.Text;
using MentorRegistry.Web.Data;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;

namespace MentorRegistry.Web.Access;

/// <summary>
/// A link with which a person chooses the account's password: an invitation, or a reset. One row an account, so that a
/// new link kills the one before; the row goes when it is used.
/// </summary>
public sealed class PasswordLink
{
    public required string UserId { get; set; }

    /// <summary>SHA-256 of what the link holds: who reads the database cannot use it.</summary>
    public required string TokenHash { get; set; }

    public DateTime ExpiresUtc { get; set; }
}

/// <summary>Makes and finds links. Whoever sends one, page or mail, puts the token behind <see cref="Page"/>.</summary>
public sealed class PasswordLinks(RegistryDb db, Clock clock)
{
    /// <summary>
    /// The address below the program's own. The token stands behind the #: browsers keep that part to themselves, so no
    /// log on the way and no next page is ever told it.
    /// </summary>
    public const string Page = "/Account/ChoosePassword#";

    /// <summary>Makes a link for the account, in place of an earlier one; the caller saves.</summary>
    /// <returns>The token, which is kept nowhere.</returns>
    public async Task<string> MakeAsync(RegistryUser user, TimeSpan lasts, CancellationToken ct)
    {
        var token = WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(32));
        var link = await db.PasswordLinks.SingleOrDefaultAsync(l => l.UserId == user.Id, ct);
        if (link is null)
        {
            link = new PasswordLink { UserId = user.Id, TokenHash = "" };
            db.PasswordLinks.Add(link);
        }

        (link.TokenHash, link.ExpiresUtc) = (Hash(token), clock.UtcNow + lasts);
        return token;
    }

    /// <summary>The link that the token opens; <c>null</c> when it is unknown, used, replaced, or too old.</summary>
    public async Task<PasswordLink?> FindAsync(string token, CancellationToken ct)
    {
        var (hash, now) = (Hash(token), clock.UtcNow);
        return await db.PasswordLinks.SingleOrDefaultAsync(
            link => link.TokenHash == hash && link.ExpiresUtc > now,
            ct
        );
    }

    private static string Hash(string token) =>
        Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(token.Trim())));
}
