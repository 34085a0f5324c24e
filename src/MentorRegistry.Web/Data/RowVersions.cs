using MentorRegistry.Domain;
using MentorRegistry.Domain.Citizens;
using MentorRegistry.Domain.Money;
using MentorRegistry.Domain.Placements;
using MentorRegistry.Domain.Providers;
using MentorRegistry.Domain.Statistics;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace MentorRegistry.Web.Data;

/// <summary>
/// Moves the version number of everything that a save changes. A changed grant moves its placement's, and a changed
/// placement its citizen's: two people who check the same citizen for overlaps at once cannot both pass. A changed rate
/// moves its provider's, for the same reason.
/// </summary>
public static class RowVersions
{
    public static void MoveOn(ChangeTracker tracker)
    {
        var entries = tracker
            .Entries()
            .Where(entry => entry.State is not (EntityState.Unchanged or EntityState.Detached))
            .ToList();
        var placements = new Lazy<Dictionary<long, EntityEntry<Placement>>>(() =>
            tracker.Entries<Placement>().ToDictionary(entry => entry.Property(p => p.Id).CurrentValue)
        );
        var citizens = new Lazy<Dictionary<long, EntityEntry<Citizen>>>(() =>
            tracker.Entries<Citizen>().ToDictionary(entry => entry.Property(c => c.Id).CurrentValue)
        );

        var providers = new Lazy<Dictionary<long, EntityEntry<Provider>>>(() =>
            tracker.Entries<Provider>().ToDictionary(entry => entry.Property(p => p.Id).CurrentValue)
        );

        var moved = new HashSet<object>();
        void Move(EntityEntry entry)
        {
            if (entry.State is EntityState.Unchanged or EntityState.Modified && moved.Add(entry.Entity))
            {
                var version = entry.Property(nameof(IVersioned.Version));
                version.CurrentValue = (int)version.OriginalValue! + 1;
            }
        }

        foreach (var entry in entries)
        {
            if (entry.Entity is IVersioned)
            {
                Move(entry);
            }

            var placementId = entry.Entity switch
            {
                Grant or PlacementMeasure => (long?)entry.Property(nameof(Grant.PlacementId)).CurrentValue,
                Placement => (long?)entry.Property(nameof(Placement.Id)).CurrentValue,
                _ => null,
            };
            if (placementId is { } id)
            {
                var placement = Tracked(placements.Value, id);
                Move(placement);
                Move(Tracked(citizens.Value, placement.Property(p => p.CitizenId).CurrentValue));
            }
            else if (entry.Entity is Rate)
            {
                Move(Tracked(providers.Value, (long)entry.Property(nameof(Rate.ProviderId)).CurrentValue!));
            }
            else if (entry.Entity is CitizenNumber)
            {
                Move(
                    Tracked(
                        citizens.Value,
                        (long)entry.Property(nameof(CitizenNumber.CitizenId)).CurrentValue!
                    )
                );
            }
        }
    }

    private static EntityEntry<T> Tracked<T>(Dictionary<long, EntityEntry<T>> tracked, long id)
        where T : class =>
        tracked.TryGetValue(id, out var entry)
            ? entry
            : throw new InvalidOperationException(
                $"Load the {typeof(T).Name} too before changing what belongs to it: its version must move."
            );
}
