using MentorRegistry.Domain.Money;

namespace MentorRegistry.Domain.Providers;

/// <summary>Whose money it is: the municipality's own mentors are paid whether they are used or not (issue 4).</summary>
public enum ProviderKind
{
    /// <summary>A firm or a person outside, paid by the hour.</summary>
    External,

    /// <summary>The municipality's own mentors.</summary>
    InternalCorps,

    /// <summary>A course that mentors are part of.</summary>
    Course,
}

/// <summary>A row of the committee's tables, for example "Intern mentorkorps" or "Eksterne mentorer".</summary>
public sealed class ProviderCategory : IVersioned, IDated
{
    /// <summary>The row's number.</summary>
    public long Id { get; set; }

    /// <summary>The name. Unique.</summary>
    public required string Name { get; set; }

    /// <summary>Where it stands among the others in tables, smallest first.</summary>
    public int SortOrder { get; set; }

    /// <inheritdoc />
    public DateOnly? ValidFrom { get; set; }

    /// <inheritdoc />
    public DateOnly? ValidTo { get; set; }

    /// <inheritdoc />
    public int Version { get; set; }
}

/// <summary>Who delivers the mentoring: the internal corps, an external firm or person, a course.</summary>
public sealed class Provider : IVersioned, IDated
{
    /// <summary>The row's number.</summary>
    public long Id { get; set; }

    /// <summary>The name, as import files and screens write it. Unique, whatever the case.</summary>
    public required string Name { get; set; }

    /// <summary>Its category.</summary>
    public long CategoryId { get; set; }

    /// <summary>Its category.</summary>
    public ProviderCategory? Category { get; set; }

    /// <summary>Internal, external or course.</summary>
    public ProviderKind Kind { get; set; }

    /// <summary>The eight digits of its <see cref="CvrNumber"/>; <c>null</c> = not given.</summary>
    public string? Cvr { get; set; }

    /// <summary>What the agreement is filed under, for example a case number.</summary>
    public string? Agreement { get; set; }

    /// <summary>Who answers there.</summary>
    public string? ContactName { get; set; }

    /// <summary>Where it answers the telephone.</summary>
    public string? Phone { get; set; }

    /// <summary>Where it reads mail.</summary>
    public string? Email { get; set; }

    /// <inheritdoc />
    public DateOnly? ValidFrom { get; set; }

    /// <inheritdoc />
    public DateOnly? ValidTo { get; set; }

    /// <inheritdoc />
    public int Version { get; set; }

    /// <summary>The named mentors.</summary>
    public List<Mentor> Mentors { get; } = [];

    /// <summary>What an hour costs, by days; see <see cref="RateRules"/>.</summary>
    public List<Rate> Rates { get; } = [];
}

/// <summary>A named person who is a mentor at a provider.</summary>
public sealed class Mentor : IVersioned, IDated
{
    /// <summary>The row's number.</summary>
    public long Id { get; set; }

    /// <summary>Whom the mentor works for.</summary>
    public long ProviderId { get; set; }

    /// <summary>Whom the mentor works for.</summary>
    public Provider? Provider { get; set; }

    /// <summary>The name. Unique within the provider.</summary>
    public required string Name { get; set; }

    /// <summary>How a caseworker or a citizen reaches the mentor.</summary>
    public string? Phone { get; set; }

    /// <summary>How a caseworker or a citizen reaches the mentor.</summary>
    public string? Email { get; set; }

    /// <inheritdoc />
    public DateOnly? ValidFrom { get; set; }

    /// <inheritdoc />
    public DateOnly? ValidTo { get; set; }

    /// <inheritdoc />
    public int Version { get; set; }
}
