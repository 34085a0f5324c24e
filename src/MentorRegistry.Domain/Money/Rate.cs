namespace MentorRegistry.Domain.Money;

/// <summary>
/// What a provider takes for an hour, excluding VAT, on the days of a period (timepris). A provider's rates never overlap;
/// which changes there may be is <see cref="RateRules"/>' to say.
/// </summary>
public sealed class Rate
{
    /// <summary>The row's number.</summary>
    public long Id { get; set; }

    /// <summary>Whose rate.</summary>
    public long ProviderId { get; set; }

    /// <summary>The first day, inclusive.</summary>
    public DateOnly First { get; private set; }

    /// <summary>The last day, inclusive; <c>null</c> = until another rate ends it.</summary>
    public DateOnly? Last { get; private set; }

    /// <summary>Øre for an hour, excluding VAT. Never below zero.</summary>
    public long OrePerHour { get; private set; }

    /// <summary>For the database alone.</summary>
    private Rate() { }

    /// <summary>A rate; one below zero is refused with <see cref="ArgumentOutOfRangeException"/>.</summary>
    public Rate(DatePeriod period, long orePerHour) => Set(period, orePerHour);

    /// <summary>The days on which it applies, first and last included.</summary>
    public DatePeriod Period => new(First, Last);

    /// <summary>Gives it other days and another price; below zero is refused with <see cref="ArgumentOutOfRangeException"/>.</summary>
    public void Set(DatePeriod period, long orePerHour)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(orePerHour);
        (First, Last, OrePerHour) = (period.First, period.Last, orePerHour);
    }
}
