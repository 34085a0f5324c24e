using MentorRegistry.Domain;
using MentorRegistry.Domain.Flags;
using MentorRegistry.Domain.Statistics;
using MentorRegistry.Web.Data;
using MentorRegistry.Web.Data.Flags;
using Microsoft.EntityFrameworkCore;

namespace MentorRegistry.Web.Pages.Statistics;

/// <summary>A person's time with a mentor that has ended.</summary>
/// <param name="CitizenId">Whose; <c>null</c> where the citizen is erased.</param>
/// <param name="ProviderId">Who delivered it; <c>null</c> where the citizen is erased.</param>
/// <param name="DepartmentId">The department of its last placement.</param>
/// <param name="Period">First to last day with the same mentor.</param>
/// <param name="Measures">How many other measures there were at the same time at the end.</param>
/// <param name="OutcomeId">What came of it; <c>null</c> = nobody has said.</param>
public sealed record EndedRun(
    long? CitizenId,
    long? ProviderId,
    long DepartmentId,
    DatePeriod Period,
    int Measures,
    long? OutcomeId
);

/// <summary>
/// The runs that have ended in some years and what came of them. A placement that another one of the same mentor follows is
/// no end. What is kept of erased placements counts too, each as a person of its own.
/// </summary>
public sealed class EffectQuery(RegistryDb db, RulesInForce rules)
{
    /// <summary>From <paramref name="from"/> to the day before <paramref name="today"/>.</summary>
    public async Task<IReadOnlyList<EndedRun>> EndedAsync(DateOnly from, DateOnly today, CancellationToken ct)
    {
        var gap = (await rules.AskAsync(db, ct)).RunGapDays;
        var placements = await db
            .Placements.AsNoTracking()
            .Where(p =>
                !p.IsCancelled
                && db.Placements.Any(q =>
                    q.CitizenId == p.CitizenId && !q.IsCancelled && q.Last >= from && q.Last < today
                )
            )
            .Select(p => new
            {
                p.Id,
                p.CitizenId,
                p.ProviderId,
                p.MentorId,
                p.DepartmentId,
                p.LegalBasisId,
                p.First,
                p.Last,
                p.OutcomeId,
                Measures = p.Measures.Count,
            })
            .ToListAsync(ct);
        var ended = new List<EndedRun>();
        foreach (var citizen in placements.GroupBy(p => p.CitizenId))
        {
            var byId = citizen.ToDictionary(p => p.Id);
            var runs = MentorRun.Of(
                citizen.Select(p => new PlacementSpan(
                    p.Id,
                    new DatePeriod(p.First, p.Last),
                    MentorKey.Of(p.ProviderId, p.MentorId),
                    p.DepartmentId,
                    IsCancelled: false,
                    p.LegalBasisId
                )),
                gap
            );
            ended.AddRange(
                runs.Where(run => run.Period.Last is { } last && from <= last && last < today)
                    .Select(run =>
                    {
                        var end = run
                            .PlacementIds.Select(id => byId[id])
                            .Where(p => p.Last == run.Period.Last)
                            .MaxBy(p => p.Id)!;
                        return new EndedRun(
                            citizen.Key,
                            end.ProviderId,
                            end.DepartmentId,
                            run.Period,
                            end.Measures,
                            end.OutcomeId
                        );
                    })
            );
        }

        var erased = await db
            .ErasedPlacements.AsNoTracking()
            .Where(p => p.Last >= from && p.Last < today)
            .ToListAsync(ct);
        ended.AddRange(
            erased.Select(p => new EndedRun(
                null,
                null,
                p.DepartmentId,
                new DatePeriod(p.RunFirst, p.Last),
                p.Measures,
                p.OutcomeId
            ))
        );
        return ended;
    }

    /// <summary>
    /// Counts people in groups. Of a person with several ended runs in a group the latest counts, so that a group's share is
    /// of people.
    /// </summary>
    /// <param name="runs">The runs.</param>
    /// <param name="keyOf">The group that a run is in.</param>
    /// <param name="isGoal">Whether an outcome is a goal.</param>
    /// <param name="isOthers">Whether a run is of a department that the reader does not belong to.</param>
    public static IEnumerable<EffectGroup<T>> Count<T>(
        IEnumerable<EndedRun> runs,
        Func<EndedRun, T> keyOf,
        Func<long, bool> isGoal,
        Func<EndedRun, bool> isOthers
    ) =>
        runs.GroupBy(keyOf)
            .Select(group =>
            {
                var people = Latest(group);
                return new EffectGroup<T>(
                    group.Key,
                    CountsOf(people, isGoal),
                    CountsOf([.. people.Where(isOthers)], isGoal)
                );
            });

    /// <summary>One run of each person: the one that ended last. The erased cannot be told from each other and stay apart.</summary>
    public static List<EndedRun> Latest(IEnumerable<EndedRun> runs)
    {
        var byPerson = runs.ToLookup(run => run.CitizenId);
        return
        [
            .. byPerson
                .Where(person => person.Key is not null)
                .Select(person => person.MaxBy(run => (run.Period.Last, run.Period.First))!),
            .. byPerson[null],
        ];
    }

    private static EffectCounts CountsOf(List<EndedRun> people, Func<long, bool> isGoal) =>
        new(
            people.Count,
            people.Count(run => run.OutcomeId is not null),
            people.Count(run => run.OutcomeId is { } id && isGoal(id))
        );
}
