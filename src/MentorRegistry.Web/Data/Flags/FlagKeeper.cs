using MentorRegistry.Domain.Flags;
using MentorRegistry.Domain.Placements;
using MentorRegistry.Domain.Providers;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace MentorRegistry.Web.Data.Flags;

/// <summary>
/// Keeps the flags in step with the placements: every save that changes a citizen's placements asks here in the same
/// transaction, and so does the nightly sweep (issue 3). Both by <see cref="KeepAsync"/>, so that they cannot differ.
/// </summary>
public static class FlagKeeper
{
    // As many citizens as are read at once: enough to ask seldom, few enough for little memory.
    public const int AtOnce = 500;

    // Asked by every save of a placement.
    private static readonly CompiledQuery<Func<RegistryDb, long[], IAsyncEnumerable<Flag>>> s_flags = new(
        () =>
            EF.CompileAsyncQuery(
                (RegistryDb db, long[] citizenIds) =>
                    db
                        .Flags.Include(flag => flag.Placements)
                        .Where(flag => citizenIds.Contains(flag.CitizenId) && flag.ClosedOn == null)
                        .AsSingleQuery()
            )
    );

    // What the undoing of an end may bring back, the latest first.
    private static async Task<IReadOnlyList<Flag>> ClosedOnAsync(
        RegistryDb db,
        long[] citizenIds,
        DateOnly day,
        CancellationToken ct
    ) =>
        await db
            .Flags.Include(flag => flag.Placements)
            .Where(flag => citizenIds.Contains(flag.CitizenId) && flag.ClosedOn == day)
            .OrderByDescending(flag => flag.Id)
            .AsSingleQuery()
            .ToListAsync(ct);

    /// <summary>
    /// Opens, changes, reopens and closes the citizens' flags, as the conditions are that hold on the day. Tracked, to be
    /// saved by the caller.
    /// </summary>
    public static async Task KeepAsync(
        RegistryDb db,
        long[] citizenIds,
        FlagRules rules,
        DateOnly today,
        bool isUndone,
        CancellationToken ct
    )
    {
        var facts = await FlagFacts.ReadAsync(
            db.Placements.Where(p => citizenIds.Contains(p.CitizenId)),
            today,
            ct
        );
        var flags = (await s_flags.Of(db)(db, citizenIds).ToListAsync(ct)).ToLookup(flag => flag.CitizenId);
        var gone = (isUndone ? await ClosedOnAsync(db, citizenIds, today, ct) : []).ToLookup(flag =>
            flag.CitizenId
        );
        foreach (var id in citizenIds)
        {
            db.Flags.AddRange(
                Flag.Keep(
                    id,
                    [.. flags[id]],
                    FlagFinder.FindToKeep(facts[id], rules, today),
                    rules.Version,
                    today,
                    gone[id]
                )
            );
        }
    }

    /// <summary>What a save is about to change that flags are judged by; to be asked before it.</summary>
    public static FlagCauses CausesOf(ChangeTracker tracker)
    {
        var placements = new List<Placement>();
        var judgedBy = new List<object>();
        foreach (var entry in tracker.Entries())
        {
            if (entry.State is EntityState.Unchanged or EntityState.Detached)
            {
                continue;
            }

            switch (entry.Entity)
            {
                // A changed grant has moved its placement's version.
                case Placement placement:
                    placements.Add(placement);
                    break;
                case Provider or Mentor when IsChanged(entry, nameof(Provider.ValidTo)):
                case LegalBasis when IsChanged(entry, nameof(LegalBasis.LongestGrantMonths)):
                    judgedBy.Add(entry.Entity);
                    break;
            }
        }

        return new FlagCauses(placements, judgedBy);
    }

    private static bool IsChanged(EntityEntry entry, string property) =>
        entry.State == EntityState.Modified && entry.Property(property).IsModified;
}

/// <summary>What of a save flags are judged by.</summary>
/// <param name="Placements">The placements that change.</param>
/// <param name="JudgedBy">Mentors and providers that go, and legal bases with another longest grant.</param>
public sealed record FlagCauses(IReadOnlyList<Placement> Placements, IReadOnlyList<object> JudgedBy)
{
    public bool Any => Placements.Count > 0 || JudgedBy.Count > 0;

    /// <summary>The citizens whose flags must be judged anew; to be asked after the save, when all have numbers.</summary>
    public async Task<IReadOnlyCollection<long>> CitizensAsync(
        RegistryDb db,
        FlagRules rules,
        DateOnly today,
        CancellationToken ct
    )
    {
        var citizens = Placements.Select(placement => placement.CitizenId).ToHashSet();
        var earliest = FlagFinder.EarliestLastDay(rules, today);
        foreach (var cause in JudgedBy)
        {
            var placements = cause switch
            {
                Provider provider => db.Placements.Where(p => p.ProviderId == provider.Id),
                Mentor mentor => db.Placements.Where(p => p.MentorId == mentor.Id),
                LegalBasis basis => db.Placements.Where(p => p.LegalBasisId == basis.Id),
                _ => throw new InvalidOperationException(cause.GetType().Name),
            };
            citizens.UnionWith(
                await placements
                    .Where(p =>
                        !p.IsCancelled && earliest <= EF.Property<DateOnly>(p, RegistryMappings.LastDay)
                    )
                    .Select(p => p.CitizenId)
                    .Distinct()
                    .ToListAsync(ct)
            );
        }

        return citizens;
    }
}
