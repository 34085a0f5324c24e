namespace MentorRegistry.Domain.Statistics;

/// <summary>What came of a placement (udfald) in the administrators' words: job, education, flexjob, continued, dropped out …</summary>
public sealed class Outcome : IVersioned, IDated
{
    /// <summary>The row's number.</summary>
    public long Id { get; set; }

    /// <summary>The name. Unique.</summary>
    public required string Name { get; set; }

    /// <summary>Whether it is what the effort is for, such as job or education: the share that the effect is told by.</summary>
    public bool IsGoal { get; set; }

    /// <inheritdoc />
    public DateOnly? ValidFrom { get; set; }

    /// <inheritdoc />
    public DateOnly? ValidTo { get; set; }

    /// <inheritdoc />
    public int Version { get; set; }
}

/// <summary>Another measure (indsats) that a citizen can have beside a mentor: practice in a company, a course, treatment …</summary>
public sealed class Measure : IVersioned, IDated
{
    /// <summary>The row's number.</summary>
    public long Id { get; set; }

    /// <summary>The name. Unique.</summary>
    public required string Name { get; set; }

    /// <inheritdoc />
    public DateOnly? ValidFrom { get; set; }

    /// <inheritdoc />
    public DateOnly? ValidTo { get; set; }

    /// <inheritdoc />
    public int Version { get; set; }
}

/// <summary>A placement's citizen has the measure at the same time.</summary>
public sealed class PlacementMeasure
{
    /// <summary>The placement.</summary>
    public long PlacementId { get; set; }

    /// <summary>The measure.</summary>
    public long MeasureId { get; set; }
}
