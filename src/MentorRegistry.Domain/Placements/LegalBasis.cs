using MentorRegistry.Domain.Organisation;

namespace MentorRegistry.Domain.Placements;

/// <summary>
/// The paragraph that a mentor is granted by, for example "LAB § 167". Dated reference data, never an enum: employment
/// law changes on 1 January 2027.
/// </summary>
public sealed class LegalBasis : IVersioned, IDated
{
    /// <summary>The row's number.</summary>
    public long Id { get; set; }

    /// <summary>The label, as import files and screens write it. Unique.</summary>
    public required string Name { get; set; }

    /// <summary>What it is called in full, for the one who chooses.</summary>
    public string? Description { get; set; }

    /// <summary>What a mentor granted by it helps with, in plain words, for the citizen's own sheet.</summary>
    public string? PlainWords { get; set; }

    /// <summary>The department that grants by it; <c>null</c> = any.</summary>
    public long? DepartmentId { get; set; }

    /// <summary>The department that grants by it.</summary>
    public Department? Department { get; set; }

    /// <summary>The longest single grant in months (LAB § 167: 6); <c>null</c> = the law sets none.</summary>
    public int? LongestGrantMonths { get; set; }

    /// <inheritdoc />
    public DateOnly? ValidFrom { get; set; }

    /// <inheritdoc />
    public DateOnly? ValidTo { get; set; }

    /// <inheritdoc />
    public int Version { get; set; }
}

/// <summary>Whom the mentor is for, for example "Kontanthjælp" or "JAF": the columns of the committee's first table.</summary>
public sealed class TargetGroup : IVersioned, IDated
{
    /// <summary>The row's number.</summary>
    public long Id { get; set; }

    /// <summary>The name, as import files and screens write it. Unique.</summary>
    public required string Name { get; set; }

    /// <summary>The department that uses it; <c>null</c> = any.</summary>
    public long? DepartmentId { get; set; }

    /// <summary>The department that uses it.</summary>
    public Department? Department { get; set; }

    /// <inheritdoc />
    public DateOnly? ValidFrom { get; set; }

    /// <inheritdoc />
    public DateOnly? ValidTo { get; set; }

    /// <inheritdoc />
    public int Version { get; set; }
}
