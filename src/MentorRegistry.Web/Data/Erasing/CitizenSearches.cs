using System.Globalization;
using System.Linq.Expressions;
using System.Text.Json;
using MentorRegistry.Domain.Citizens;
using MentorRegistry.Web.Access;
using Microsoft.EntityFrameworkCore;

namespace MentorRegistry.Web.Data.Erasing;

/// <summary>
/// Finds searches for a citizen whose rows name nobody: for a name, a part of one, or a number before the citizen was
/// registered. They are read one by one: neither database compares Danish letters without regard to case.
/// </summary>
public static class CitizenSearches
{
    /// <summary>
    /// The numbers of the rows whose criterion is the name of one of the citizens, now or before, or holds one of their
    /// CPR numbers, or can have been for one of them and for nobody else (<see cref="SearchedPerson"/>).
    /// </summary>
    public static async Task<long[]> FindAsync(RegistryDb db, long[] citizenIds, CancellationToken ct)
    {
        var citizens = await PeopleAsync(db, citizen => citizenIds.Contains(citizen.Id), citizenIds, ct);
        var keys = citizens
            .SelectMany(citizen => citizen.Names)
            .Select(Key)
            .ToHashSet(StringComparer.Ordinal);
        var numbers = citizens.SelectMany(citizen => citizen.Numbers).ToList();
        var found = new List<long>();
        var parts = new List<(long Id, string Criterion)>();
        var searches = db
            .Lookups.Where(lookup => lookup.Kind == LookupKind.Search && lookup.Criterion != null)
            .Select(lookup => new { lookup.Id, Criterion = lookup.Criterion! })
            .AsAsyncEnumerable();
        await foreach (var search in searches.WithCancellation(ct))
        {
            var digits = string.Concat(search.Criterion.Where(char.IsAsciiDigit));
            if (keys.Contains(Key(search.Criterion)) || numbers.Exists(digits.Contains))
            {
                found.Add(search.Id);
            }
            else if (citizens.Exists(citizen => citizen.CanBeMeant(search.Criterion)))
            {
                parts.Add((search.Id, search.Criterion));
            }
        }

        if (parts.Count > 0)
        {
            var others = await PeopleAsync(db, citizen => !citizenIds.Contains(citizen.Id), [], ct);
            found.AddRange(
                parts
                    .Where(part => citizens.Exists(citizen => citizen.IsOnlyOneMeant(part.Criterion, others)))
                    .Select(part => part.Id)
            );
        }

        return [.. found];
    }

    /// <summary>Citizens with their names and numbers; of those whose changes are looked through, the names before too.</summary>
    private static async Task<List<SearchedPerson>> PeopleAsync(
        RegistryDb db,
        Expression<Func<Citizen, bool>> which,
        long[] changesOf,
        CancellationToken ct
    )
    {
        var citizens = await db
            .Citizens.Where(which)
            .Select(citizen => new
            {
                citizen.Id,
                citizen.Name,
                Numbers = citizen.Numbers.Select(number => number.Digits).ToList(),
            })
            .ToListAsync(ct);
        var former = await FormerNamesAsync(db, changesOf, ct);
        return
        [
            .. citizens.Select(citizen => new SearchedPerson(
                [citizen.Name, .. former[citizen.Id]],
                citizen.Numbers
            )),
        ];
    }

    private static async Task<ILookup<long, string>> FormerNamesAsync(
        RegistryDb db,
        long[] citizenIds,
        CancellationToken ct
    )
    {
        var ids = citizenIds.Select(id => id.ToString(CultureInfo.InvariantCulture)).ToArray();
        var changes = await db
            .AuditEntries.Where(entry => entry.Entity == nameof(Citizen) && ids.Contains(entry.EntityId))
            .Select(entry => new
            {
                entry.EntityId,
                entry.Before,
                entry.After,
            })
            .ToListAsync(ct);
        return changes
            .SelectMany(change =>
                new[]
                {
                    (change.EntityId, Name: NameIn(change.Before)),
                    (change.EntityId, Name: NameIn(change.After)),
                }
            )
            .Where(name => name.Name is not null)
            .ToLookup(name => long.Parse(name.EntityId, CultureInfo.InvariantCulture), name => name.Name!);
    }

    private static string? NameIn(string? values) =>
        values is not null
        && JsonDocument.Parse(values).RootElement.TryGetProperty(nameof(Citizen.Name), out var name)
            ? name.GetString()
            : null;

    // Case, composed letters and how many blanks make no other name.
    private static string Key(string text) =>
        DanishText.SearchKey(
            string.Join(' ', text.Normalize().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        );
}
