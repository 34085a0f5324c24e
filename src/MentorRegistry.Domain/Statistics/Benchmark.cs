namespace MentorRegistry.Domain.Statistics;

/// <summary>Whose spending a series tells.</summary>
public enum BenchmarkArea
{
    /// <summary>The own municipality.</summary>
    Own,

    /// <summary>The municipalities that it compares itself with, together; the rule is in <see cref="BenchmarkNotes"/>.</summary>
    Group,

    /// <summary>The whole country.</summary>
    Country,
}

/// <summary>What the money went to.</summary>
public enum BenchmarkKind
{
    /// <summary>Mentors.</summary>
    Mentor,

    /// <summary>Other employment measures.</summary>
    OtherMeasures,
}

/// <summary>What an area spent in a year on one kind, from a Statistikbanken export or typed.</summary>
public sealed class BenchmarkFigure : IVersioned
{
    /// <summary>The row's number.</summary>
    public long Id { get; set; }

    /// <summary>The year of account.</summary>
    public int Year { get; set; }

    /// <summary>Whose.</summary>
    public BenchmarkArea Area { get; set; }

    /// <summary>On what.</summary>
    public BenchmarkKind Kind { get; set; }

    /// <summary>In 1,000 kr. of the price level that <see cref="BenchmarkNotes"/> names; may be below nought.</summary>
    public long ThousandKroner { get; set; }

    /// <inheritdoc />
    public int Version { get; set; }
}

/// <summary>How many people an area had in a year: for kroner per inhabitant.</summary>
public sealed class BenchmarkPopulation : IVersioned
{
    /// <summary>The row's number.</summary>
    public long Id { get; set; }

    /// <summary>The year.</summary>
    public int Year { get; set; }

    /// <summary>Whose.</summary>
    public BenchmarkArea Area { get; set; }

    /// <summary>Inhabitants.</summary>
    public int Persons { get; set; }

    /// <inheritdoc />
    public int Version { get; set; }
}

/// <summary>What stands beside the figures so that they can be understood. One row.</summary>
public sealed class BenchmarkNotes : IVersioned
{
    /// <summary>The row's number: 1.</summary>
    public int Id { get; set; } = 1;

    /// <summary>Which municipalities the comparison group is.</summary>
    public string? Group { get; set; }

    /// <summary>How it is reckoned, for example "excluding ourselves".</summary>
    public string? Rule { get; set; }

    /// <summary>Where the figures are from.</summary>
    public string? Source { get; set; }

    /// <summary>When they were taken from there.</summary>
    public DateOnly? TakenOn { get; set; }

    /// <summary>The price level.</summary>
    public string? PriceLevel { get; set; }

    /// <inheritdoc />
    public int Version { get; set; }
}
