namespace MentorRegistry.Domain.Flags;

/// <summary>A grant as flags judge it.</summary>
/// <param name="Id">The grant's number.</param>
/// <param name="Period">The days that were decided, inclusive.</param>
/// <param name="RulesUntil">The last day that it rules, inclusive; <c>null</c> = open. Before its first: it never does.</param>
public readonly record struct FlagGrant(long Id, DatePeriod Period, DateOnly? RulesUntil);

/// <summary>What is to be known of one placement of one citizen to find its flags.</summary>
/// <param name="Span">Days, mentor, department.</param>
/// <param name="LongestGrantMonths">The longest single grant of the legal basis, in months; <c>null</c> = none is set.</param>
/// <param name="Grants">Its grants.</param>
/// <param name="IsClosed">Whether somebody has decided on its end.</param>
/// <param name="ProviderValidTo">The last day that the provider is in use; <c>null</c> = no end.</param>
/// <param name="MentorValidTo">The last day that the mentor is in use; <c>null</c> = no end, or none is named.</param>
public sealed record FlagPlacement(
    PlacementSpan Span,
    int? LongestGrantMonths = null,
    IReadOnlyList<FlagGrant>? Grants = null,
    bool IsClosed = false,
    DateOnly? ProviderValidTo = null,
    DateOnly? MentorValidTo = null
)
{
    /// <summary>The placement's number.</summary>
    public long Id => Span.PlacementId;

    /// <summary>The last day that both mentor and provider are in use.</summary>
    public DateOnly LastDayOfHelper =>
        (ProviderValidTo ?? DateOnly.MaxValue) < (MentorValidTo ?? DateOnly.MaxValue)
            ? ProviderValidTo!.Value
            : MentorValidTo ?? DateOnly.MaxValue;
}
