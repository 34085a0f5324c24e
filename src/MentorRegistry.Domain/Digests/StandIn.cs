namespace MentorRegistry.Domain.Digests;

/// <summary>Who gets a head's digest (stedfortræder) while the head is away.</summary>
public sealed class StandIn : IVersioned
{
    /// <summary>The row's number.</summary>
    public long Id { get; set; }

    /// <summary>The account of the head.</summary>
    public required string HeadId { get; set; }

    /// <summary>The account that stands in.</summary>
    public required string StandInId { get; set; }

    /// <summary>First day, inclusive.</summary>
    public DateOnly First { get; set; }

    /// <summary>Last day, inclusive; <c>null</c> = until further notice.</summary>
    public DateOnly? Last { get; set; }

    /// <inheritdoc />
    public int Version { get; set; }

    /// <summary>First to last day.</summary>
    public DatePeriod Period => new(First, Last);
}
