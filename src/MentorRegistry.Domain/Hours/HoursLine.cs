using MentorRegistry.Domain.Money;

namespace MentorRegistry.Domain.Hours;

/// <summary>
/// What a mentor did for a citizen in some days of one month, and what it costs: a week of the month's sheet, or the whole
/// month where a provider tells no more. Made with the price of an hour on its first day, it keeps that price whatever becomes
/// of the provider's rates (design.md § 4). Department, provider and citizen are those of the placement when it was made:
/// one that changes provider leaves what it has cost where it was spent.
/// </summary>
public sealed class HoursLine : IVersioned
{
    /// <summary>The row's number.</summary>
    public long Id { get; set; }

    /// <summary>Under which placement.</summary>
    public long PlacementId { get; set; }

    /// <summary>For whom.</summary>
    public long CitizenId { get; set; }

    /// <summary>Whose money.</summary>
    public long DepartmentId { get; set; }

    /// <summary>Who is paid.</summary>
    public long ProviderId { get; set; }

    /// <summary>The first day, inclusive.</summary>
    public DateOnly First { get; private set; }

    /// <summary>The last day, inclusive, in the same month.</summary>
    public DateOnly Last { get; private set; }

    /// <summary>Minutes that the mentor was with the citizen (direct, ATA).</summary>
    public int DeliveredMinutes { get; private set; }

    /// <summary>Minutes that may be billed: others than those delivered where a closed door is paid, or an hour is not.</summary>
    public int BillableMinutes { get; private set; }

    /// <summary>How often the mentor came to a closed door (udeblivelse).</summary>
    public int NoShows { get; private set; }

    /// <summary>Øre for an hour, excluding VAT, that it was made with; <c>null</c> = the provider had no rate.</summary>
    public long? OrePerHour { get; private set; }

    /// <summary>What it costs in øre, excluding VAT, rounded once; <c>null</c> = not known without a rate.</summary>
    public long? CostOre { get; private set; }

    /// <summary>Why more than is granted.</summary>
    public string? Reason { get; set; }

    /// <inheritdoc />
    public int Version { get; set; }

    /// <summary>For the database alone.</summary>
    private HoursLine() { }

    /// <summary>
    /// A line without hours. Days of two months, or without an end, are refused with <see cref="ArgumentException"/>.
    /// </summary>
    public HoursLine(DatePeriod days)
    {
        if (days.Last is not { } last || !MonthWeeks.IsInOneMonth(days))
        {
            throw new ArgumentException("A line's days are in one month.", nameof(days));
        }

        (First, Last) = (days.First, last);
    }

    /// <summary>The days it tells of.</summary>
    public DatePeriod Days => new(First, Last);

    /// <summary>
    /// Writes other hours. A line that has a price keeps it; one that has none takes the one given. Numbers below zero are
    /// refused with <see cref="ArgumentOutOfRangeException"/>.
    /// </summary>
    /// <param name="amount">The hours.</param>
    /// <param name="orePerHour">The rate on its first day; <c>null</c> = none.</param>
    public void Set(HoursAmount amount, long? orePerHour)
    {
        if (amount is { DeliveredMinutes: < 0 } or { BillableMinutes: < 0 } or { NoShows: < 0 })
        {
            throw new ArgumentOutOfRangeException(nameof(amount), "A number is below zero.");
        }

        (DeliveredMinutes, BillableMinutes, NoShows) = amount;
        Price(OrePerHour ?? orePerHour);
    }

    /// <summary>Works the cost out anew with another price, for whoever has a reason to.</summary>
    public void Price(long? orePerHour)
    {
        OrePerHour = orePerHour;
        CostOre = orePerHour is { } ore ? LineCost.Of(BillableMinutes, ore) : null;
    }

    /// <summary>What stands on it.</summary>
    public HoursAmount Amount => new(DeliveredMinutes, BillableMinutes, NoShows);
}

/// <summary>Hours as somebody tells them.</summary>
/// <param name="DeliveredMinutes">Minutes with the citizen (direct, ATA).</param>
/// <param name="BillableMinutes">Minutes that may be billed.</param>
/// <param name="NoShows">Closed doors.</param>
public readonly record struct HoursAmount(int DeliveredMinutes, int BillableMinutes, int NoShows)
{
    /// <summary>All of them together.</summary>
    public static HoursAmount Sum(IEnumerable<HoursAmount> amounts) =>
        amounts.Aggregate(default(HoursAmount), (sum, amount) => sum + amount);

    /// <summary>Both together.</summary>
    public static HoursAmount operator +(HoursAmount one, HoursAmount other) =>
        new(
            checked(one.DeliveredMinutes + other.DeliveredMinutes),
            checked(one.BillableMinutes + other.BillableMinutes),
            checked(one.NoShows + other.NoShows)
        );
}
