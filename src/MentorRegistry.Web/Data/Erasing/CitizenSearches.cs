using System.Globalization;
using System.Text.Json;
using MentorRegistry.Domain.Citizens;
using MentorRegistry.Web.Access;
using Microsoft.EntityFrameworkCore;

namespace MentorRegistry.Web.Data.Erasing;

/// <summary>
/// Finds searches for a citizen whose rows name nobody: for a name, or for a number before the citizen was registered.
/// They are read one by one: neither database compares Danish letters without regard to case.
/// </summary>
public static class CitizenSearches
{
    /// <summary>
    /// The numbers of the rows whose criterion is the name of one of the citizens, now or before, or holds one of their
    /// CPR numbers. A part of a name is anybody's.
    /// </summary>
    public static async Task<long[]> FindAsync(RegistryDb db, long[] citizenIds, CancellationToken ct)
    {
        var numbers = await db
            .CitizenNumbers.Where(number => citizenIds.Contains(number.CitizenId))
            .Select(number => number.Digits)
            .ToListAsync(ct);
        var names = await NamesAsync(db, citizenIds, ct);
        var found = new List<long>();
        var searches = db
            .Lookups.Where(lookup => lookup.Kind == LookupKind.Search && lookup.Criterion != null)
            .Select(lookup => new { lookup.Id, Criterion = lookup.Criterion! })
            .AsAsyncEnumerable();
        await foreach (var search in searches.WithCancellation(ct))
        {
            var digits = string.Concat(search.Criterion.Where(char.IsAsciiDigit));
            if (names.Contains(Key(search.Criterion)) || numbers.Exists(digits.Contains))
            {
                found.Add(search.Id);
            }
        }

        return [.. found];
    }

    private static async Task<HashSet<string>> NamesAsync(
        RegistryDb db,
        long[] citizenIds,
        CancellationToken ct
    )
    {
        var names = await db
            .Citizens.Where(citizen => citizenIds.Contains(citizen.Id))
            .Select(citizen => citizen.Name)
            .ToListAsync(ct);
        var ids = citizenIds.Select(id => id.ToString(CultureInfo.InvariantCulture)).ToArray();
        var changes = await db
            .AuditEntries.Where(entry => entry.Entity == nameof(Citizen) && ids.Contains(entry.EntityId))
            .Select(entry => new { entry.Before, entry.After })
            .ToListAsync(ct);
        foreach (var values in changes.SelectMany(change => new[] { change.Before, change.After }))
        {
            if (
                values is not null
                && JsonDocument.Parse(values).RootElement.TryGetProperty(nameof(Citizen.Name), out var name)
                && name.GetString() is { } former
            )
            {
                names.Add(former);
            }
        }

        return names.Select(Key).ToHashSet(StringComparer.Ordinal);
    }

    // Case, composed letters and how many blanks make no other name.
    private static string Key(string text) =>
        DanishText.SearchKey(
            string.Join(' ', text.Normalize().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        );
}
