namespace MentorRegistry.Domain.Statistics;

/// <summary>
/// A committee's paper (udvalgsbilag): statistics of a day as they were when it was made. It never changes when data do;
/// there is nothing to edit.
/// </summary>
public sealed class Paper
{
    /// <summary>The longest title.</summary>
    public const int LongestTitle = 150;

    /// <summary>The row's number.</summary>
    public long Id { get; set; }

    /// <summary>What it is called on the agenda.</summary>
    public required string Title { get; set; }

    /// <summary>The day that it tells of.</summary>
    public DateOnly AsOf { get; set; }

    /// <summary>Whether it is for the public: small numbers are masked in it for good.</summary>
    public bool IsPublic { get; set; }

    /// <summary>When it was made, UTC.</summary>
    public DateTime MadeUtc { get; set; }

    /// <summary>The user name of who made it.</summary>
    public required string MadeBy { get; set; }

    /// <summary>The department that it tells of; <c>null</c> = all.</summary>
    public long? DepartmentId { get; set; }

    /// <summary>The language that it was made in: "da" or "en".</summary>
    public required string Language { get; set; }

    /// <summary>All that stands in it, as JSON: figures, sentences, prices, definitions.</summary>
    public required string Content { get; set; }
}
