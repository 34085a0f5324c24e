using System.Globalization;
using MentorRegistry.Domain.Flags;
using MentorRegistry.Web.Access;
using Microsoft.AspNetCore.WebUtilities;

namespace MentorRegistry.Web.Pages.Flags;

/// <summary>The states as the list is filtered by them; the first is what it shows when nobody chose.</summary>
public enum FlagListState
{
    Open,
    Decided,
    All,
}

/// <summary>What the worklist is narrowed to. It stands in the address: nothing of it says who anybody is.</summary>
public sealed record FlagFilter(
    FlagKind? Kind = null,
    FlagListState State = FlagListState.Open,
    long? DepartmentId = null,
    int Page = 1
)
{
    public const int PageSize = 50;

    /// <summary>The address with this filter.</summary>
    public string Address(string path) =>
        QueryHelpers.AddQueryString(
            path,
            new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                [nameof(Kind)] = Number((int?)Kind),
                [nameof(State)] = State == FlagListState.Open ? null : Number((int)State),
                [nameof(DepartmentId)] = Number(DepartmentId),
                ["p"] = Page > 1 ? Number(Page) : null,
            }
        );

    /// <summary>Those of a state, whatever their kind.</summary>
    public IQueryable<ListedFlag> OfState(IQueryable<ListedFlag> flags) =>
        State switch
        {
            FlagListState.Open => flags.Where(l => l.Flag.State == FlagState.Open),
            FlagListState.Decided => flags.Where(l => l.Flag.State == FlagState.Decided),
            _ => flags,
        };

    public IQueryable<ListedFlag> OfKind(IQueryable<ListedFlag> flags) =>
        Kind is { } kind ? flags.Where(l => l.Flag.Kind == kind) : flags;

    /// <summary>The numbers of the flags of the page, the newest condition first.</summary>
    public IQueryable<long> IdsOfPage(IQueryable<ListedFlag> flags) =>
        OfKind(OfState(flags))
            .OrderByDescending(l => l.Since)
            .ThenByDescending(l => l.Flag.Id)
            .Select(l => l.Flag.Id)
            .Skip((Page - 1) * PageSize)
            .Take(PageSize);

    private static string? Number(long? number) => number?.ToString(CultureInfo.InvariantCulture);
}
