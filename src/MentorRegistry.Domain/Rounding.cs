namespace MentorRegistry.Domain;

/// <summary>How money and minutes are rounded: once, half away from zero, and then only added (design.md § 4).</summary>
public static class Rounding
{
    /// <summary>
    /// The whole number nearest to <paramref name="amount"/> ÷ <paramref name="by"/>. For amounts of nought and more; what
    /// cannot be held is refused with <see cref="OverflowException"/>.
    /// </summary>
    /// <param name="amount">What is divided.</param>
    /// <param name="by">Above nought.</param>
    public static long Quotient(long amount, long by) => checked((amount * 2) + by) / (by * 2);
}
