using MentorRegistry.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace MentorRegistry.Web.Access;

/// <summary>
/// Whether two accounts may be one person. Whoever makes an account, gives it a role, makes a link to choose its
/// password with or takes its second factor away can sign in with it; and so can whoever has that person in hand, as
/// many steps up as there are. Two accounts are one hand where one stands in the other's line. An account of the
/// command line has nobody above it.
/// </summary>
public static class OneHand
{
    /// <summary>Whether one is the other, or stands above the other in the change log.</summary>
    public static async Task<bool> IsAsync(RegistryDb db, string one, string other, CancellationToken ct) =>
        one == other || await IsAboveAsync(db, one, other, ct) || await IsAboveAsync(db, other, one, ct);

    private static async Task<bool> IsAboveAsync(
        RegistryDb db,
        string above,
        string below,
        CancellationToken ct
    )
    {
        var line = new HashSet<string>(StringComparer.Ordinal) { below };
        string[] next = [below];
        while (next.Length > 0 && !line.Contains(above))
        {
            var makers = await db
                .AuditEntries.Where(entry =>
                    entry.Root == nameof(RegistryUser) && next.Contains(entry.RootId) && entry.UserId != null
                )
                .Where(entry =>
                    (
                        entry.Entity == nameof(RegistryUser)
                        && (
                            entry.Action == AuditAction.Added
                            || entry.After!.Contains("\"TwoFactorEnabled\":false")
                        )
                    )
                    || (entry.Entity == "UserRole" && entry.Action == AuditAction.Added)
                    || (entry.Entity == nameof(PasswordLink) && entry.Action != AuditAction.Deleted)
                )
                .Select(entry => entry.UserId!)
                .Distinct()
                .ToListAsync(ct);
            next = [.. makers.Where(line.Add)];
        }

        return line.Contains(above);
    }
}
