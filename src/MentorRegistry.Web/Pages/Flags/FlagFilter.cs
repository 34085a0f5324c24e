using System.Globalization;
using MentorRegistry.Domain.Digests;
using MentorRegistry.Domain.Flags;
using MentorRegistry.Web.Access;
using MentorRegistry.Web.Data;
using MentorRegistry.Web.Localization;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;

namespace MentorRegistry.Web.Pages.Flags;

/// <summary>The states as the list is filtered by them; the first is what it shows when nobody chose.</summary>
public enum FlagListState
{
    Open,
    Decided,
    All,
}

/// <summary>What comes first on the worklist; what was found last, when nobody chose.</summary>
public enum FlagOrder
{
    Newest,

    /// <summary>The condition that began first.</summary>
    Oldest,
    Kind,
    Citizen,

    /// <summary>Who should act: the caseworker of the own placement, those without one last.</summary>
    Who,
}

/// <summary>Overlaps of a few days, a handover most often, apart from long ones.</summary>
public enum OverlapLength
{
    Any,
    FewDays,
    ManyDays,
}

/// <summary>How long ago a flag was found.</summary>
public enum FlagAge
{
    Any,

    /// <summary>Longer ago than a decision should take (<see cref="WaitingDecision"/>), what the digest counts.</summary>
    Old,
}

/// <summary>What the worklist is narrowed to. It stands in the address: nothing of it says who anybody is.</summary>
public sealed record FlagFilter(
    FlagKind? Kind = null,
    FlagListState State = FlagListState.Open,
    long? DepartmentId = null,
    int Page = 1,
    FlagOrder Sort = FlagOrder.Newest,
    OverlapLength Length = OverlapLength.Any,
    FlagAge Age = FlagAge.Any
)
{
    public const int PageSize = 25;

    /// <summary>An overlap of no more days, first and last included, is short: two weeks to hand over.</summary>
    public const int MostShortDays = 14;

    /// <summary>What it says, as an address and a form say it; what nobody chose has no value.</summary>
    public IReadOnlyDictionary<string, string?> Fields =>
        new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            [nameof(Kind)] = Number((int?)Kind),
            [nameof(State)] = State == FlagListState.Open ? null : Number((int)State),
            [nameof(DepartmentId)] = Number(DepartmentId),
            [nameof(Sort)] = Sort == FlagOrder.Newest ? null : Number((int)Sort),
            [nameof(Length)] = Length == OverlapLength.Any ? null : Number((int)Length),
            [nameof(Age)] = Age == FlagAge.Any ? null : Number((int)Age),
            ["p"] = Page > 1 ? Number(Page) : null,
        };

    private FlagState? OnlyState =>
        State switch
        {
            FlagListState.Open => FlagState.Open,
            FlagListState.Decided => FlagState.Decided,
            _ => null,
        };

    /// <summary>The address with this filter.</summary>
    public string Address(string path) => QueryHelpers.AddQueryString(path, Fields);

    /// <summary>
    /// The numbers of a kind's flags, to count them: from the index alone where neither length nor age is asked. A flag
    /// may stand more than once.
    /// </summary>
    /// <param name="flags">The department's.</param>
    /// <param name="kind">The kind.</param>
    /// <param name="today">The day that an age is counted to.</param>
    public IQueryable<long> IdsOfKind(DepartmentFlags flags, FlagKind kind, DateOnly today) =>
        IsByLinks
            ? OfState(flags.Links).Where(link => link.Kind == kind).Select(link => link.FlagId)
            : OfAge(OfLength(OfState(flags.Listed)), today)
                .Where(l => l.Flag.Kind == kind)
                .Select(l => l.Flag.Id);

    /// <summary>
    /// All of each kind, exactly and at once, whatever their length, and those of them that were found long ago: what the
    /// digest says, where the lists count no further than <see cref="ToldFlags.MostCounted"/>. One pass, by the placements'
    /// links.
    /// </summary>
    public async Task<(IReadOnlyList<FlagFigure> Open, int Old)> CountAllAsync(
        RegistryDb db,
        DepartmentFlags flags,
        DateOnly today,
        CancellationToken ct
    )
    {
        var before = WaitingDecision.FoundBefore(today);
        var counts = await OfState(flags.Links)
            .Join(
                db.Flags,
                link => link.FlagId,
                flag => flag.Id,
                (link, flag) =>
                    new
                    {
                        link.Kind,
                        link.FlagId,
                        IsOld = flag.FoundOn < before,
                    }
            )
            .GroupBy(link => link.Kind)
            .Select(kind => new
            {
                kind.Key,
                Flags = kind.Select(link => link.FlagId).Distinct().Count(),
                Old = kind.Where(link => link.IsOld).Select(link => link.FlagId).Distinct().Count(),
            })
            .ToListAsync(ct);
        return (
            [.. counts.OrderBy(kind => kind.Key).Select(kind => new FlagFigure(kind.Key, kind.Flags))],
            counts.Sum(kind => kind.Old)
        );
    }

    /// <summary>Those that were found long ago, or all.</summary>
    public IQueryable<ListedFlag> OfAge(IQueryable<ListedFlag> flags, DateOnly today)
    {
        var before = WaitingDecision.FoundBefore(today);
        return Age == FlagAge.Old ? flags.Where(l => l.Flag.FoundOn < before) : flags;
    }

    // Whether the placements' links say all that is asked.
    private bool IsByLinks => Length == OverlapLength.Any && Age == FlagAge.Any;

    /// <summary>Those of a state, whatever their kind.</summary>
    public IQueryable<ListedFlag> OfState(IQueryable<ListedFlag> flags) =>
        OnlyState is { } state ? flags.Where(l => l.Flag.State == state) : flags;

    /// <summary>Overlaps of a few days, or the others; of one that is not seen whole nothing may be told by this.</summary>
    public IQueryable<ListedFlag> OfLength(IQueryable<ListedFlag> flags)
    {
        var overlaps = flags.Where(l =>
            l.Flag.Kind == FlagKind.OverlapAcross || l.Flag.Kind == FlagKind.OverlapWithin
        );
        return Length switch
        {
            OverlapLength.FewDays => overlaps.Where(l =>
                !l.IsPartial && l.Flag.Last <= l.Flag.First.AddDays(MostShortDays - 1)
            ),
            OverlapLength.ManyDays => overlaps.Where(l =>
                l.IsPartial || l.Flag.Last == null || l.Flag.Last > l.Flag.First.AddDays(MostShortDays - 1)
            ),
            _ => flags,
        };
    }

    public IQueryable<ListedFlag> OfKind(IQueryable<ListedFlag> flags) =>
        Kind is { } kind ? flags.Where(l => l.Flag.Kind == kind) : flags;

    /// <summary>
    /// The numbers of the flags of the page, in order. Those found last first: few are sorted from the index of their
    /// placements; where there are very many, going back from the newest flag of all meets a page of them soon.
    /// </summary>
    /// <param name="flags">The department's.</param>
    /// <param name="areMany">Whether there are more than are counted.</param>
    /// <param name="today">The day that an age is counted to.</param>
    /// <param name="ct">Breaks off.</param>
    public async Task<long[]> IdsOfPageAsync(
        DepartmentFlags flags,
        bool areMany,
        DateOnly today,
        CancellationToken ct
    )
    {
        if (Sort == FlagOrder.Newest && IsByLinks)
        {
            return await NewestOfPage(flags, areMany).ToArrayAsync(ct);
        }

        var listed = OfKind(OfAge(OfLength(OfState(flags.Listed)), today));
        var caseworkers = Sort == FlagOrder.Who ? await CaseworkersAsync(listed, ct) : "";
        return await OfPage(InOrder(listed, caseworkers).Select(l => l.Flag.Id)).ToArrayAsync(ct);
    }

    private IQueryable<long> NewestOfPage(DepartmentFlags flags, bool areMany)
    {
        var links = OfState(flags.Links);
        links = Kind is { } kind ? links.Where(link => link.Kind == kind) : links;
        return OfPage(
            areMany
                // State and kind by the placements: by the flags themselves, SQLite would sort all of the state.
                ? flags
                    .Listed.Select(l => l.Flag.Id)
                    .Where(id => links.Any(link => link.FlagId == id))
                    .OrderByDescending(id => id)
                : links.Select(link => link.FlagId).Distinct().OrderByDescending(id => id)
        );
    }

    private IQueryable<long> OfPage(IQueryable<long> ids) => ids.Skip((Page - 1) * PageSize).Take(PageSize);

    private IQueryable<FlagPlacementLink> OfState(IQueryable<FlagPlacementLink> links) =>
        OnlyState is { } state ? links.Where(link => link.State == state) : links;

    // A department has few caseworkers. In the order of the Danish alphabet, which neither database knows, one to a line:
    // where a name stands in it is its place in the order.
    private static async Task<string> CaseworkersAsync(IQueryable<ListedFlag> flags, CancellationToken ct)
    {
        var names = await flags.Select(l => l.Caseworker).Distinct().ToListAsync(ct);
        return $"\n{string.Join('\n', names.OfType<string>().Order(Languages.NameOrder))}\n";
    }

    private IQueryable<ListedFlag> InOrder(IQueryable<ListedFlag> flags, string caseworkers) =>
        Sort switch
        {
            FlagOrder.Oldest => flags.OrderBy(l => l.Since).ThenBy(l => l.Flag.Id),
            FlagOrder.Kind => flags.OrderBy(l => l.Flag.Kind).ThenByDescending(l => l.Flag.Id),
            FlagOrder.Citizen => flags
                .OrderBy(l => l.NameSort)
                .ThenBy(l => l.Flag.CitizenId)
                .ThenBy(l => l.Flag.Id),
            FlagOrder.Who => flags
                .OrderBy(l => l.Caseworker == null)
                .ThenBy(l => caseworkers.IndexOf("\n" + l.Caseworker + "\n"))
                .ThenByDescending(l => l.Flag.Id),
            // Found last, first: the order of the numbers, so that a page is read without sorting all.
            _ => flags.OrderByDescending(l => l.Flag.Id),
        };

    private static string? Number(long? number) => number?.ToString(CultureInfo.InvariantCulture);
}
