namespace MentorRegistry.Domain.Money;

/// <summary>What a line of hours costs.</summary>
public static class LineCost
{
    /// <summary>
    /// Øre excluding VAT: minutes × the price of an hour, rounded to whole øre once, half away from zero. Sums only add such
    /// lines, so that no split makes or loses an øre (design.md § 4). Below zero is refused with
    /// <see cref="ArgumentOutOfRangeException"/>.
    /// </summary>
    /// <param name="minutes">Billable minutes.</param>
    /// <param name="orePerHour">Øre for an hour, excluding VAT.</param>
    public static long Of(int minutes, long orePerHour)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(minutes);
        ArgumentOutOfRangeException.ThrowIfNegative(orePerHour);
        return checked(((minutes * orePerHour) + 30) / 60);
    }
}
