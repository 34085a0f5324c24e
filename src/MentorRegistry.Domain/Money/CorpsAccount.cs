namespace MentorRegistry.Domain.Money;

/// <summary>
/// What the municipality's own mentors cost and delivered in a period, usually a year, as its accounts and its hours say
/// (opgørelse). What an hour of them costs follows from it: <see cref="InternalUnitCost"/>.
/// </summary>
public sealed class CorpsAccount : IVersioned
{
    /// <summary>The row's number.</summary>
    public long Id { get; set; }

    /// <summary>Which internal corps.</summary>
    public long ProviderId { get; set; }

    /// <summary>The first day, inclusive.</summary>
    public DateOnly First { get; set; }

    /// <summary>The last day, inclusive.</summary>
    public DateOnly Last { get; set; }

    /// <summary>How many mentors are employed.</summary>
    public int Mentors { get; set; }

    /// <summary>Minutes a week that all of them together are paid for.</summary>
    public int MinutesPerWeek { get; set; }

    /// <summary>Minutes a week that all of them together are expected to be with citizens (direct, ATA).</summary>
    public int DirectMinutesPerWeekExpected { get; set; }

    /// <summary>Weeks of work in the period, holidays and days off left out.</summary>
    public int Weeks { get; set; }

    /// <summary>Minutes that they were with citizens.</summary>
    public int DirectMinutes { get; set; }

    /// <summary>What they cost in the period, in øre; <c>null</c> = not known yet.</summary>
    public long? ExpenditureOre { get; set; }

    /// <summary>What an hour would cost outside, in øre excluding VAT; <c>null</c> = nothing to hold it against.</summary>
    public long? ComparisonOrePerHour { get; set; }

    /// <inheritdoc />
    public int Version { get; set; }
}
