namespace MentorRegistry.Domain;

/// <summary>Something that people edit: of two who edit at once the later one is told what the earlier one changed.</summary>
public interface IVersioned
{
    /// <summary>Grows by one with every saved change.</summary>
    int Version { get; set; }
}

/// <summary>
/// Reference data that administrators keep: it is in use from a first to a last day and is never deleted, because
/// the law and the providers change and old placements keep what they were made with.
/// </summary>
public interface IDated
{
    /// <summary>The row's number.</summary>
    long Id { get; }

    /// <summary>What people choose it by.</summary>
    string Name { get; set; }

    /// <summary>First day of use, inclusive; <c>null</c> = always been.</summary>
    DateOnly? ValidFrom { get; set; }

    /// <summary>Last day of use, inclusive; <c>null</c> = no end known.</summary>
    DateOnly? ValidTo { get; set; }
}

/// <summary>What can be said of any dated reference data.</summary>
public static class Dated
{
    /// <summary>Whether it may be chosen for something that begins on <paramref name="day"/>.</summary>
    public static bool IsValidOn(this IDated dated, DateOnly day) =>
        (dated.ValidFrom is null || dated.ValidFrom <= day)
        && (dated.ValidTo is null || day <= dated.ValidTo);
}
