namespace MentorRegistry.Domain.Hours;

/// <summary>
/// A month of a department whose hours are closed, or have been: what is closed is what the committee and the accounts were
/// told, and changes only when a head opens it again with a reason (issue 4).
/// </summary>
public sealed class HoursMonth : IVersioned
{
    /// <summary>The row's number.</summary>
    public long Id { get; set; }

    /// <summary>Whose.</summary>
    public long DepartmentId { get; set; }

    /// <summary>The month's first day.</summary>
    public DateOnly Month { get; set; }

    /// <summary>Whether it is closed; if not, it has been.</summary>
    public bool IsClosed { get; set; }

    /// <summary>The day on which it was closed last.</summary>
    public DateOnly ClosedOn { get; set; }

    /// <summary>Who closed it last.</summary>
    public string? ClosedBy { get; set; }

    /// <inheritdoc />
    public int Version { get; set; }
}
