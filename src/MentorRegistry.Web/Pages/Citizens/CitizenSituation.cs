using MentorRegistry.Domain.Flags;
using MentorRegistry.Domain.Placements;
using MentorRegistry.Domain.Sharing;
using MentorRegistry.Web.Access;

namespace MentorRegistry.Web.Pages.Citizens;

/// <summary>Two placements of the citizen that share days.</summary>
public sealed record OverlappingPair(OverviewPlacement Earlier, OverviewPlacement Later, Overlap Pair);

/// <summary>A run that has lasted too long.</summary>
/// <param name="Run">The run; without a mentor for the clock of any mentor.</param>
/// <param name="Placements">The placements it joins.</param>
/// <param name="Grants">How many grants it has gone over so far.</param>
public sealed record LongRun(MentorRun Run, IReadOnlyList<OverviewPlacement> Placements, int Grants)
{
    /// <summary>Who the mentor is now: the latest placement knows.</summary>
    public string Who => Placements[^1].Who;

    public int Departments => Placements.Select(placement => placement.DepartmentId).Distinct().Count();

    public int Mentors => Placements.Select(placement => placement.Span.Mentor).Distinct().Count();
}

/// <summary>A placement that is seen and one that is not, which share days now or later.</summary>
public sealed record OverlapElsewhere(OverviewPlacement Seen, PlacementElsewhere Other, Overlap Pair);

/// <summary>
/// Where a citizen stands today: what the overview says in words, as far as the one who looks may see it. What somebody
/// should judge is what the stored flags tell of, with their decisions, so that no page says otherwise; besides them
/// the overlaps that a rule has told only.
/// </summary>
public sealed class CitizenSituation
{
    private readonly IReadOnlyList<MentorRun> _runs;

    public CitizenSituation(
        IReadOnlyList<OverviewPlacement> placements,
        IReadOnlyList<ToldFlag> flags,
        Insight insight,
        MunicipalitySettings municipality,
        FlagRules rules,
        DateOnly today
    )
    {
        (Today, Flags) = (today, flags);
        var everything = placements
            .OrderBy(placement => placement.First)
            .ThenBy(placement => placement.Id)
            .ToLookup(placement => insight.Of(placement.DepartmentId, placement.StateOn(today)));
        All = [.. everything[Visibility.Everything]];
        var elsewhere = everything[Visibility.Existence]
            .ToDictionary(
                placement => placement.Id,
                placement =>
                    PlacementElsewhere.Of(
                        placement.Id,
                        placement.StateOn(today),
                        placement.Period,
                        placement.InDepartment,
                        municipality
                    )
            );
        Elsewhere = PlacementElsewhere.InOrder(elsewhere.Values);
        Active = [.. All.Where(placement => placement.StateOn(today) == PlacementState.Active)];
        Planned = [.. All.Where(placement => placement.StateOn(today) == PlacementState.Planned)];
        Ended =
        [
            .. All.Where(placement => placement.StateOn(today) == PlacementState.Ended)
                .OrderByDescending(placement => placement.Last)
                .ThenByDescending(placement => placement.Id),
        ];
        Cancelled = [.. All.Where(placement => placement.IsCancelled)];

        var byId = All.ToDictionary(placement => placement.Id);
        var spans = All.Select(placement => placement.Span).ToList();
        var pairs = Overlap
            .Among(spans)
            .Select(pair => new OverlappingPair(
                byId[pair.Earlier.PlacementId],
                byId[pair.Later.PlacementId],
                pair
            ))
            .ToList();
        Overlaps = pairs;
        var told = pairs.FindAll(pair =>
            FlagOf(pair.Pair) is not null || rules.LetPassOf(pair.Pair) == LetPass.Told
        );
        OverlapsNow = [.. told.Where(pair => pair.Pair.Shared.Contains(today))];
        OverlapsToCome = [.. told.Where(pair => today < pair.Pair.Shared.First)];
        OverlapsBefore = [.. pairs.Where(pair => pair.Pair.Shared.LastOrForever < today)];

        _runs = MentorRun.Of(spans, rules.RunGapDays);
        LongRuns =
        [
            .. _runs
                .Where(run => run.Period.Contains(today) && FlagOf(FlagKind.LongWithMentor, run) is not null)
                .Select(Describe),
        ];
        LongRunWithAnyMentor = MentorRun
            .WithAnyMentor(spans, rules.RunGapDays)
            .Where(run => run.Period.Contains(today) && FlagOf(FlagKind.LongWithAnyMentor, run) is not null)
            .Select(Describe)
            .FirstOrDefault();

        var place = Elsewhere.Index().ToDictionary(other => other.Item, other => other.Index);
        OverlapsElsewhere =
        [
            .. Overlap
                .Among([.. spans, .. everything[Visibility.Existence].Select(placement => placement.Span)])
                .Where(pair => today <= pair.Shared.LastOrForever)
                .Select(pair =>
                    (pair, earlier: pair.Earlier.PlacementId, later: pair.Later.PlacementId) switch
                    {
                        var (p, seen, other) when byId.ContainsKey(seen) && elsewhere.ContainsKey(other) =>
                            new OverlapElsewhere(byId[seen], elsewhere[other], p),
                        var (p, other, seen) when byId.ContainsKey(seen) && elsewhere.ContainsKey(other) =>
                            new OverlapElsewhere(byId[seen], elsewhere[other], p),
                        _ => null,
                    }
                )
                .OfType<OverlapElsewhere>()
                // Where the other's days are not shown: two that go on today overlap, and of a coming one nothing is told.
                .Where(overlap => overlap.Other.Period is not null || overlap.Pair.Shared.Contains(today))
                .Where(overlap => FlagOf(overlap.Pair) is not null)
                // Nor the order in which they began.
                .OrderBy(overlap => overlap.Seen.First)
                .ThenBy(overlap => overlap.Seen.Id)
                .ThenBy(overlap => place[overlap.Other]),
        ];
        LongRun Describe(MentorRun run)
        {
            var joined = run
                .PlacementIds.Select(id => byId[id])
                .Where(placement => placement.First <= today)
                .ToList();
            return new LongRun(
                run,
                joined,
                joined.Sum(placement => placement.Grants.Count(grant => grant.First <= today))
            );
        }
    }

    public DateOnly Today { get; }

    /// <summary>What is stored of the citizen and not closed, as far as it may be told.</summary>
    public IReadOnlyList<ToldFlag> Flags { get; }

    /// <summary>All placements that are seen, in order of their first days, cancelled ones too.</summary>
    public IReadOnlyList<OverviewPlacement> All { get; }

    /// <summary>Placements of other departments, going on or to come, of which only that may be told.</summary>
    public IReadOnlyList<PlacementElsewhere> Elsewhere { get; }

    /// <summary>
    /// Overlaps with one of <see cref="Elsewhere"/>: now, and where its days are shown to come too. Nothing that one's
    /// own placements' days could be moved to find out.
    /// </summary>
    public IReadOnlyList<OverlapElsewhere> OverlapsElsewhere { get; }

    public IReadOnlyList<OverviewPlacement> Active { get; }

    public IReadOnlyList<OverviewPlacement> Planned { get; }

    /// <summary>The one that ended last comes first.</summary>
    public IReadOnlyList<OverviewPlacement> Ended { get; }

    public IReadOnlyList<OverviewPlacement> Cancelled { get; }

    /// <summary>Every pair, past ones too.</summary>
    public IReadOnlyList<OverlappingPair> Overlaps { get; }

    /// <summary>Two mentors on this day.</summary>
    public IReadOnlyList<OverlappingPair> OverlapsNow { get; }

    /// <summary>Nothing is shared yet, but will be.</summary>
    public IReadOnlyList<OverlappingPair> OverlapsToCome { get; }

    public IReadOnlyList<OverlappingPair> OverlapsBefore { get; }

    /// <summary>Runs with one mentor that go on today and have passed the limit.</summary>
    public IReadOnlyList<LongRun> LongRuns { get; }

    /// <summary>The second clock, where several mentors together have passed the limit.</summary>
    public LongRun? LongRunWithAnyMentor { get; }

    public bool HasWarnings =>
        OverlapsNow.Count > 0
        || OverlapsToCome.Count > 0
        || OverlapsElsewhere.Count > 0
        || LongRuns.Count > 0
        || LongRunWithAnyMentor is not null
        || PastLastDay.Any();

    /// <summary>What has passed its last day: its placement has no card any more.</summary>
    public IEnumerable<ToldFlag> PastLastDay => Flags.Where(told => told.Flag.Kind == FlagKind.PastLastDay);

    /// <summary>What is said on the placement itself, and in no sentence about the citizen.</summary>
    public IEnumerable<ToldFlag> FlagsOn(OverviewPlacement placement) =>
        Flags.Where(told =>
            told.Flag.Kind
                is FlagKind.ReachesLong
                    or FlagKind.GrantTooLong
                    or FlagKind.GrantEnding
                    or FlagKind.NoLongerActive
            && told.Seen.Any(seen => seen.Id == placement.Id)
        );

    /// <summary>The flag of an overlap.</summary>
    public ToldFlag? FlagOf(Overlap pair) =>
        Flags.FirstOrDefault(told =>
            told.Flag.Kind is FlagKind.OverlapAcross or FlagKind.OverlapWithin
            && told.Flag.Placements.TrueForAll(link =>
                link.PlacementId == pair.Earlier.PlacementId || link.PlacementId == pair.Later.PlacementId
            )
        );

    /// <summary>The flag of a run.</summary>
    public ToldFlag? FlagOf(FlagKind kind, MentorRun run) =>
        Flags.FirstOrDefault(told =>
            told.Flag.Kind == kind && told.Seen.All(seen => run.PlacementIds.Contains(seen.Id))
        );

    /// <summary>The run that a placement is part of; cancelled ones are part of none.</summary>
    public MentorRun? RunOf(OverviewPlacement placement) =>
        _runs.FirstOrDefault(run => run.PlacementIds.Contains(placement.Id));
}
