namespace MentorRegistry.Domain.Organisation;

/// <summary>One of the areas that grant mentors (employment, disability, psychiatry, children and family).</summary>
public sealed class Department : IVersioned, IDated
{
    /// <summary>The row's number.</summary>
    public long Id { get; set; }

    /// <summary>The name, as import files and screens write it. Unique, whatever the case.</summary>
    public required string Name { get; set; }

    /// <summary>Where colleagues and citizens call.</summary>
    public string? Phone { get; set; }

    /// <summary>A shared mailbox, not a person's.</summary>
    public string? Email { get; set; }

    /// <summary>
    /// Whether others may know from when to when one of its placements goes, where nothing gives them leave to see it
    /// whole. No unless the department allows it.
    /// </summary>
    public bool ShowsDates { get; set; }

    /// <summary>
    /// Whether others may not even know that the placement is this department's: the name alone can tell of a
    /// person's health (psychiatry) or family. They are given the municipality's common number instead of its own.
    /// </summary>
    public bool HidesName { get; set; }

    /// <inheritdoc />
    public DateOnly? ValidFrom { get; set; }

    /// <inheritdoc />
    public DateOnly? ValidTo { get; set; }

    /// <inheritdoc />
    public int Version { get; set; }

    /// <summary>The units below.</summary>
    public List<Unit> Units { get; } = [];
}

/// <summary>A unit below a department, for example "Sygedagpenge" below "Beskæftigelse".</summary>
public sealed class Unit : IVersioned, IDated
{
    /// <summary>The row's number.</summary>
    public long Id { get; set; }

    /// <summary>The department that it is below.</summary>
    public long DepartmentId { get; set; }

    /// <summary>The name. Unique within the department.</summary>
    public required string Name { get; set; }

    /// <inheritdoc />
    public DateOnly? ValidFrom { get; set; }

    /// <inheritdoc />
    public DateOnly? ValidTo { get; set; }

    /// <inheritdoc />
    public int Version { get; set; }
}
