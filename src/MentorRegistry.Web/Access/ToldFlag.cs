using System.Security.Cryptography;
using System.Text.Json;
using MentorRegistry.Domain;
using MentorRegistry.Domain.Flags;
using MentorRegistry.Domain.Organisation;
using MentorRegistry.Domain.Placements;
using MentorRegistry.Domain.Sharing;

namespace MentorRegistry.Web.Access;

/// <summary>Whom a flag is about, as a department's list shows a citizen.</summary>
public sealed record FlaggedCitizen(string Reference, string Name, bool IsProtected, string? MaskedNumber);

/// <summary>A placement of a flag as stored.</summary>
public sealed record FlaggedPlacement(
    long Id,
    Department InDepartment,
    string? Unit,
    long ProviderId,
    string Provider,
    long? MentorId,
    string? Mentor,
    string TargetGroup,
    string LegalBasis,
    string? Caseworker,
    DateOnly First,
    DateOnly? Last,
    DateOnly? EndedOn,
    bool IsCancelled
)
{
    /// <summary>
    /// What it costs a month, in øre, by today's hours and rate (<see cref="Domain.Money.MonthlyCost"/>); <c>null</c>
    /// where it does not go on, where its provider has no rate, and where nobody asked.
    /// </summary>
    public long? OreAMonth { get; init; }

    /// <summary>The mentor, or the provider where no mentor is named.</summary>
    public string Who => Mentor ?? Provider;

    public DatePeriod Period => new(First, Last);

    public PlacementState StateOn(DateOnly day) => Placement.StateOf(Period, IsCancelled, day);

    public PlacementSpan Span =>
        new(Id, Period, MentorKey.Of(ProviderId, MentorId), InDepartment.Id, IsCancelled);
}

/// <summary>
/// A flag as far as one member of staff may be told of it: THE visibility rule (<see cref="Insight"/>), applied as the
/// citizen's overview applies it. Of an overlap with a placement that is not seen one is told that it is there while
/// both go on, and its days where its department shows them. A run is told where all its placements are seen: what some of
/// them make has a flag of its own, told while nothing more of the run is seen (<see cref="FlagFinder.FindToKeep"/>).
/// </summary>
/// <param name="Flag">The flag.</param>
/// <param name="Citizen">Whom it is about.</param>
/// <param name="Seen">Its placements that are seen whole, in order of their first days.</param>
/// <param name="Elsewhere">The other side of an overlap, where it is not seen.</param>
/// <param name="Since">The condition's first day, where it may be told.</param>
/// <param name="Days">The days that it speaks of, where they may be told.</param>
/// <param name="IsWhole">Whether all its placements are seen whole.</param>
/// <param name="TellsWhy">Whether the reason of its decision, with whom and by whom may be told.</param>
public sealed record ToldFlag(
    Flag Flag,
    FlaggedCitizen Citizen,
    IReadOnlyList<FlaggedPlacement> Seen,
    PlacementElsewhere? Elsewhere,
    DateOnly? Since,
    DatePeriod? Days,
    bool IsWhole,
    bool TellsWhy
)
{
    /// <summary>
    /// What a decision is about, where the staff of one of the departments is not told all, whoever decides: what becomes
    /// of it must not tell either side of the other one's days. Known where flags are loaded to be decided on.
    /// </summary>
    public DecidedInPart? InPart { get; private init; }

    /// <summary>The same, to be decided on.</summary>
    /// <param name="bases">The citizen's bases.</param>
    /// <param name="today">The day that they must be in force on.</param>
    public ToldFlag ToDecideOn(IReadOnlyCollection<SharingBasis> bases, DateOnly today)
    {
        if (Flag.Kind != FlagKind.OverlapAcross)
        {
            return this;
        }

        var departments = All.Select(placement => placement.InDepartment).DistinctBy(d => d.Id).ToList();
        var allAreTold = departments.TrueForAll(department =>
        {
            var insight = new Insight(new HashSet<long> { department.Id }, bases, today);
            return departments.TrueForAll(other => other.ShowsDates || insight.SeesAllOf(other.Id));
        });
        return allAreTold
            ? this
            : this with
            {
                InPart = DecidedInPart.Of([.. All.Select(placement => placement.Span)]),
            };
    }

    // Whatever is seen.
    private IReadOnlyList<FlaggedPlacement> All { get; init; } = [];

    /// <summary>
    /// What a form carries to see, when it comes back, whether what it was decided on still stands. Made of what is told
    /// alone: the flag's version would count the changes of what is not.
    /// </summary>
    public string Stamp =>
        Convert.ToHexString(
            SHA256.HashData(
                JsonSerializer.SerializeToUtf8Bytes(
                    new
                    {
                        Flag.Id,
                        Flag.State,
                        Flag.Decision,
                        Flag.DecidedOn,
                        Flag.JustifiedUntil,
                        Why = TellsWhy
                            ? new
                            {
                                Flag.CoordinatedWith,
                                Flag.Reason,
                                Flag.DecidedBy,
                            }
                            : null,
                        Seen = Seen.Select(p => new
                        {
                            p.Id,
                            p.First,
                            p.Last,
                        }),
                        // Not its number, which is the only thing here that the page does not show.
                        Elsewhere = Elsewhere is { } other ? other with { Id = 0 } : null,
                        Since,
                        First = Days?.First,
                        Last = Days?.Last,
                    }
                )
            )
        );

    /// <summary>What its placements that are seen cost a month, in øre; <c>null</c> where that is not known of one.</summary>
    public long? OreAMonth =>
        Seen.Count > 0 && Seen.All(placement => placement.OreAMonth is not null)
            ? Seen.Sum(placement => placement.OreAMonth)
            : null;

    /// <summary>What may be told; <c>null</c> = nothing, not even that there is such a flag.</summary>
    public static ToldFlag? Of(
        Flag flag,
        FlaggedCitizen citizen,
        IEnumerable<FlaggedPlacement> placements,
        Insight insight,
        MunicipalitySettings municipality,
        DateOnly today
    )
    {
        var inOrder = placements.OrderBy(p => p.First).ThenBy(p => p.Id).ToList();
        var seen = inOrder.FindAll(p => insight.SeesAllOf(p.InDepartment.Id));
        if (seen.Count == inOrder.Count)
        {
            return flag.PartWithoutIds.Any(insight.SeesAllOf)
                ? null
                : new(flag, citizen, seen, null, flag.Since, flag.Days, IsWhole: true, TellsWhy: true)
                {
                    All = inOrder,
                };
        }

        if (seen.Count == 0 || flag.Kind != FlagKind.OverlapAcross)
        {
            return null;
        }

        var other = inOrder.Find(p => !insight.SeesAllOf(p.InDepartment.Id))!;
        // Of a closed one it counts that it had begun: somebody may have had it before them.
        var isOfNow = flag.ClosedOn is { } closedOn ? flag.First <= closedOn : flag.Days.Contains(today);
        if (!other.InDepartment.ShowsDates && !isOfNow)
        {
            return null;
        }

        var state = other.StateOn(today);
        var isTold = insight.Of(other.InDepartment.Id, state) == Visibility.Existence;
        if (!isTold && flag.ClosedOn is null)
        {
            return null;
        }

        var elsewhere = isTold
            ? PlacementElsewhere.Of(other.Id, state, other.Period, other.InDepartment, municipality)
            : null;
        var isDated = elsewhere?.Period is not null;
        return new(
            flag,
            citizen,
            seen,
            elsewhere,
            isDated ? flag.Since : null,
            isDated ? flag.Days : null,
            IsWhole: false,
            TellsWhy: false
        )
        {
            All = inOrder,
        };
    }
}
