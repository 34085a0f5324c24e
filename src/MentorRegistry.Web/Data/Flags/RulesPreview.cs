using MentorRegistry.Domain.Flags;
using Microsoft.EntityFrameworkCore;

namespace MentorRegistry.Web.Data.Flags;

/// <summary>How many flags of a kind some rules would open, close and open again.</summary>
public sealed record FlagMoves(int Opened, int Closed, int Reopened)
{
    public bool Any => Opened + Closed + Reopened > 0;

    public FlagMoves Plus(FlagMoves other) =>
        new(Opened + other.Opened, Closed + other.Closed, Reopened + other.Reopened);
}

/// <summary>What some rules would change today. Numbers alone: who publishes rules does no casework.</summary>
/// <param name="All">In all, each flag once.</param>
/// <param name="ByDepartment">By kind and department: a flag of two departments stands with both.</param>
/// <param name="LetPass">How many overlaps they would let pass, and why.</param>
/// <param name="Citizens">How many citizens were looked at.</param>
/// <param name="OfCitizens">How many there are.</param>
public sealed record PreviewedRules(
    FlagMoves All,
    IReadOnlyDictionary<(FlagKind Kind, long DepartmentId), FlagMoves> ByDepartment,
    IReadOnlyDictionary<LetPass, int> LetPass,
    int Citizens,
    int OfCitizens
)
{
    public bool IsCutShort => Citizens < OfCitizens;
}

/// <summary>
/// Looks what rules would open and close, by what the sweep after their publication does
/// (<see cref="Flag.Keep"/>), and writes nothing.
/// </summary>
public sealed class RulesPreview(RegistryDb db, Clock clock, TimeProvider time)
{
    /// <summary>Who waits for a page waits no longer; what was not reached is said.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    // Citizens looked at together: memory stays the same however many there are.
    private const int AtOnce = 1000;

    // One look at a time: each reads every placement.
    private static readonly SemaphoreSlim s_turn = new(1, 1);

    public async Task<PreviewedRules> LookAsync(FlagRules rules, CancellationToken ct)
    {
        await s_turn.WaitAsync(ct);
        try
        {
            return await LookInTurnAsync(rules, ct);
        }
        finally
        {
            s_turn.Release();
        }
    }

    private async Task<PreviewedRules> LookInTurnAsync(FlagRules rules, CancellationToken ct)
    {
        var began = time.GetTimestamp();
        var (today, all) = (clock.Today, new FlagMoves(0, 0, 0));
        var byDepartment = new Dictionary<(FlagKind, long), FlagMoves>();
        var letPass = new Dictionary<LetPass, int>();
        var of = await db.Citizens.CountAsync(ct);
        var (citizens, after) = (0, 0L);
        while (citizens < of && (citizens == 0 || time.GetElapsedTime(began) < Longest))
        {
            var ids = await db
                .Citizens.Where(citizen => citizen.Id > after)
                .OrderBy(citizen => citizen.Id)
                .Take(AtOnce)
                .Select(citizen => citizen.Id)
                .ToListAsync(ct);
            if (ids.Count == 0)
            {
                of = citizens;
                break;
            }

            var last = ids[^1];
            var facts = await FlagFacts.ReadAsync(
                db.Placements.Where(p => p.CitizenId > after && p.CitizenId <= last)
                    .OfCitizensWithinReach(rules, today),
                today,
                ct
            );
            var flags = (
                await db
                    .Flags.AsNoTracking()
                    .Include(flag => flag.Placements)
                    .Where(flag => flag.CitizenId > after && flag.CitizenId <= last && flag.ClosedOn == null)
                    .ToListAsync(ct)
            ).ToLookup(flag => flag.CitizenId);
            foreach (var id in ids)
            {
                var conditions = FlagFinder.FindToKeep(facts[id], rules, today);
                foreach (var passed in conditions.Where(c => c.LetPass != Domain.Flags.LetPass.No))
                {
                    letPass[passed.LetPass] = letPass.GetValueOrDefault(passed.LetPass) + 1;
                }

                var before = flags[id].Select(flag => (Flag: flag, flag.State)).ToList();
                foreach (
                    var opened in Flag.Keep(
                        id,
                        [.. before.Select(b => b.Flag)],
                        conditions,
                        rules.Version,
                        today
                    )
                )
                {
                    Count(opened, new FlagMoves(1, 0, 0));
                }

                foreach (var (flag, was) in before)
                {
                    Count(
                        flag,
                        new FlagMoves(
                            0,
                            flag.State == FlagState.Closed ? 1 : 0,
                            was == FlagState.Decided && flag.State == FlagState.Open ? 1 : 0
                        )
                    );
                }
            }

            (citizens, after) = (citizens + ids.Count, last);
        }

        return new PreviewedRules(all, byDepartment, letPass, citizens, Math.Max(of, citizens));

        void Count(Flag flag, FlagMoves moves)
        {
            if (!moves.Any)
            {
                return;
            }

            all = all.Plus(moves);
            foreach (var department in flag.Placements.Select(link => link.DepartmentId).Distinct())
            {
                var key = (flag.Kind, department);
                byDepartment[key] = byDepartment.GetValueOrDefault(key, new(0, 0, 0)).Plus(moves);
            }
        }
    }
}
