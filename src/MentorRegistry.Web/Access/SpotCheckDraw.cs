using System.Runtime.InteropServices;
using System.Security.Cryptography;
using MentorRegistry.Domain;
using MentorRegistry.Domain.Oversight;
using MentorRegistry.Web.Data;
using MentorRegistry.Web.Data.Logs;
using Microsoft.EntityFrameworkCore;

namespace MentorRegistry.Web.Access;

/// <summary>
/// Draws a spot check: so many lookups at random from all recent ones, and so many besides at random from the unusual
/// ones. With cryptographic randomness, so that nobody can know beforehand, or make it come out, which ones.
/// </summary>
public sealed class SpotCheckDraw(
    RegistryDb db,
    LookupLog lookups,
    CurrentUser user,
    Clock clock,
    RegistrySettings settings
)
{
    /// <summary>
    /// Draws, unless something drawn is not yet judged or there is nothing to draw from: then <c>null</c>. The attempt
    /// is recorded in either case.
    /// </summary>
    public Task<SpotCheck?> DrawAsync(CancellationToken ct) =>
        db.InOneTransactionAsync(
            async () =>
            {
                // Locked before anything is read: of two who draw at once, the second sees what the first has drawn.
                await db.LockLogAsync(ChainedLog.Lookups, ct);
                await db.LockLogAsync(ChainedLog.Audit, ct);
                await lookups.RecordOversightAsync(LookupKind.SpotCheck, null, null, ct);
                return await Unjudged(db).AnyAsync(ct) ? null : await DrawForAsync(user.DisplayName, ct);
            },
            ct
        );

    /// <summary>What must be judged: all that was drawn and is not yet, but what was erased since.</summary>
    public static IQueryable<SpotCheckItem> Unjudged(RegistryDb db)
    {
        var emptied = db.Lookups.Where(LookupEntry.IsEmptied).Select(lookup => lookup.Id);
        return db.SpotCheckItems.Where(item =>
            item.NeedsFollowUp == null && !emptied.Contains(item.LookupId)
        );
    }

    /// <summary>Draws, whatever was drawn before; <c>null</c> = there is nothing to draw from.</summary>
    internal async Task<SpotCheck?> DrawForAsync(string by, CancellationToken ct)
    {
        var now = clock.UtcNow;
        var since = now.AddDays(-settings.Oversight.SpotCheckDays);
        // What those who oversee do themselves is for others to look at: it stands in the log.
        var recent = await db
            .Lookups.Where(lookup =>
                lookup.AtUtc >= since
                && lookup.UserId != ""
                && !LookupEntry.OversightKinds.Contains(lookup.Kind)
            )
            .Select(lookup => new Recent(
                lookup.Id,
                lookup.AtUtc,
                lookup.UserId,
                lookup.CitizenId,
                lookup.PurposeId != null
            ))
            .ToListAsync(ct);
        if (recent.Count == 0)
        {
            return null;
        }

        var patterns = await PatternsAsync(recent, since, ct);
        var unusual = recent.FindAll(lookup => patterns.ContainsKey(lookup.Id));
        List<Recent> drawn =
        [
            .. Shuffled(recent).Take(settings.Oversight.RandomLookups),
            // Every person's day has its turn before one has a second: a day of a hundred lookups hides no other.
            .. Shuffled(unusual)
                .GroupBy(lookup => (lookup.UserId, lookup.Local.Date))
                .SelectMany(day => day.Select((lookup, turn) => (lookup, turn)))
                .OrderBy(drawn => drawn.turn)
                .Select(drawn => drawn.lookup)
                .Take(settings.Oversight.UnusualLookups),
        ];
        drawn = [.. drawn.DistinctBy(lookup => lookup.Id)];
        var explanations = await ExplanationsAsync(drawn, ct);
        var check = new SpotCheck
        {
            DrawnUtc = now,
            DrawnBy = by,
            SinceUtc = since,
            Lookups = recent.Count,
            UnusualLookups = unusual.Count,
        };
        check.Items.AddRange(
            drawn.Select(lookup => new SpotCheckItem
            {
                LookupId = lookup.Id,
                Patterns = patterns.GetValueOrDefault(lookup.Id),
                Explanation = explanations[lookup.Id],
            })
        );
        db.SpotChecks.Add(check);
        await db.SaveChangesAsync(ct);
        return check;
    }

    private static List<Recent> Shuffled(List<Recent> lookups)
    {
        List<Recent> shuffled = [.. lookups];
        RandomNumberGenerator.Shuffle(CollectionsMarshal.AsSpan(shuffled));
        return shuffled;
    }

    private async Task<Dictionary<long, LookupPatterns>> PatternsAsync(
        List<Recent> recent,
        DateTime since,
        CancellationToken ct
    )
    {
        var staff = await db.Users.ToDictionaryAsync(u => u.Id, u => u.DisplayName, ct);
        var citizens = await db
            .Citizens.Where(citizen =>
                db.Lookups.Any(lookup => lookup.CitizenId == citizen.Id && lookup.AtUtc >= since)
            )
            .ToDictionaryAsync(citizen => citizen.Id, citizen => citizen.Name, ct);
        var colleagues = citizens
            .Where(citizen => staff.Values.Any(name => LookupPattern.IsSameName(citizen.Value, name)))
            .Select(citizen => citizen.Key)
            .ToHashSet();
        var days = recent
            .GroupBy(lookup => lookup.UserId, StringComparer.Ordinal)
            .ToDictionary(
                person => person.Key,
                person =>
                    person.GroupBy(lookup => lookup.Local.Date).ToDictionary(d => d.Key, d => d.Count()),
                StringComparer.Ordinal
            );
        var busy = days.SelectMany(person =>
                person
                    .Value.Where(day => LookupPattern.IsBusyDay(day.Value, person.Value.Values))
                    .Select(day => (person.Key, day.Key))
            )
            .ToHashSet();
        var bases = (
            await db
                .SharingBases.Where(basis => basis.RecordedUtc >= since.AddDays(-1))
                .Select(basis => new
                {
                    basis.CitizenId,
                    basis.RecordedBy,
                    basis.RecordedUtc,
                })
                .ToListAsync(ct)
        ).ToLookup(
            basis => basis.CitizenId,
            basis => (basis.RecordedBy, Clock.ToCopenhagen(basis.RecordedUtc))
        );
        var patterns = new Dictionary<long, LookupPatterns>();
        foreach (var lookup in recent)
        {
            var found = LookupPatterns.None;
            if (lookup.CitizenId is { } id && colleagues.Contains(id))
            {
                found |= LookupPatterns.Colleague;
            }

            if (
                lookup.CitizenId is { } citizenId
                && citizens.TryGetValue(citizenId, out var citizen)
                && staff.TryGetValue(lookup.UserId, out var name)
                && LookupPattern.HasSameSurname(citizen, name)
            )
            {
                found |= LookupPatterns.SameSurname;
            }

            if (busy.Contains((lookup.UserId, lookup.Local.Date)))
            {
                found |= LookupPatterns.BusyDay;
            }

            if (
                LookupPattern.IsOutsideHours(
                    lookup.Local,
                    settings.Oversight.WorkBeginsHour,
                    settings.Oversight.WorkEndsHour
                )
            )
            {
                found |= LookupPatterns.OutsideHours;
            }

            if (
                lookup.CitizenId is { } opened
                && staff.TryGetValue(lookup.UserId, out var looked)
                && LookupPattern.RestsOnOwnBasis(bases[opened], looked, lookup.Local)
            )
            {
                found |= LookupPatterns.OwnBasis;
            }

            if (found != LookupPatterns.None)
            {
                patterns.Add(lookup.Id, found);
            }
        }

        return patterns;
    }

    private async Task<Dictionary<long, LookupExplanation>> ExplanationsAsync(
        List<Recent> drawn,
        CancellationToken ct
    )
    {
        var userIds = drawn.Select(lookup => lookup.UserId).Distinct().ToArray();
        var citizenIds = drawn.Select(lookup => lookup.CitizenId).OfType<long>().Distinct().ToArray();
        var departments = (
            await db.Set<UserMembership>()
                .Where(membership => userIds.Contains(membership.UserId))
                .Select(membership => new { membership.UserId, membership.DepartmentId })
                .ToListAsync(ct)
        ).ToLookup(membership => membership.UserId, membership => membership.DepartmentId);
        var placements = (
            await db
                .Placements.Where(p => !p.IsCancelled && citizenIds.Contains(p.CitizenId))
                .Select(p => new
                {
                    p.CitizenId,
                    p.DepartmentId,
                    p.First,
                    p.Last,
                })
                .ToListAsync(ct)
        ).ToLookup(p => p.CitizenId, p => (p.DepartmentId, new DatePeriod(p.First, p.Last)));
        var bases = await db.SharingBasesOfAsync(citizenIds, ct);
        return drawn.ToDictionary(
            lookup => lookup.Id,
            lookup =>
                ExplainedLookup.Of(
                    DateOnly.FromDateTime(lookup.Local),
                    lookup.AtUtc,
                    departments[lookup.UserId].ToHashSet(),
                    placements[lookup.CitizenId ?? 0],
                    bases[lookup.CitizenId ?? 0],
                    lookup.HasPurpose
                )
        );
    }

    private sealed record Recent(long Id, DateTime AtUtc, string UserId, long? CitizenId, bool HasPurpose)
    {
        public DateTime Local { get; } = Clock.ToCopenhagen(AtUtc);
    }
}
