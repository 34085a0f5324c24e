namespace MentorRegistry.Domain.Money;

/// <summary>What granted hours are expected to cost a month.</summary>
public static class MonthlyCost
{
    /// <summary>
    /// Øre a month, excluding VAT: hours a week × 52 ⁄ 12 × the price of an hour, as if all that is granted were delivered.
    /// Rounded to whole øre once, half away from zero; sums only add such amounts (design.md § 4). Below zero is refused
    /// with <see cref="ArgumentOutOfRangeException"/>.
    /// </summary>
    /// <param name="minutesPerWeek">Granted minutes a week.</param>
    /// <param name="orePerHour">Øre for an hour, excluding VAT.</param>
    public static long Of(int minutesPerWeek, long orePerHour)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(minutesPerWeek);
        ArgumentOutOfRangeException.ThrowIfNegative(orePerHour);
        // 52 weeks of 60 minutes' hours in 12 months: 52 ⁄ (12 × 60) = 13 ⁄ 180.
        return checked(((minutesPerWeek * orePerHour * 13) + 90) / 180);
    }
}
