namespace MentorRegistry.Domain.Oversight;

/// <summary>What makes a lookup worth a second look. A sign is no accusation: most have a good reason.</summary>
[Flags]
public enum LookupPatterns
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>The citizen bears the name of somebody who works here.</summary>
    Colleague = 1,

    /// <summary>The citizen and the one who looked have the same last name.</summary>
    SameSurname = 2,

    /// <summary>The person looked up far more on that day than on others.</summary>
    BusyDay = 4,

    /// <summary>Outside working hours, at a weekend, or on a public holiday.</summary>
    OutsideHours = 8,

    /// <summary>The person had recorded a basis for sharing of the citizen shortly before: alone, and then used it.</summary>
    OwnBasis = 16,
}

/// <summary>
/// The rules by which lookups are told from usual ones. Datatilsynet asks for random spot checks by a fixed procedure
/// and allows pre-selection; which patterns count is the municipality's own choice (issue 3).
/// </summary>
public static class LookupPattern
{
    /// <summary>Lookups on one day below which nobody is busy, however few the usual ones are.</summary>
    public const int FewestOnBusyDay = 20;

    /// <summary>How many times the median of a person's days makes a busy one.</summary>
    public const int TimesTheMedian = 3;

    /// <summary>Days, the first one included, in which a lookup rests on a basis that the same person recorded.</summary>
    public const int OwnBasisDays = 7;

    /// <summary>Whether both names are the same person's as far as names tell: case and spacing do not matter.</summary>
    public static bool IsSameName(string one, string other) =>
        Words(one).SequenceEqual(Words(other), StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// Whether the last words of both names are the same, case ignored. "Aa" and "å" are the same letter (Retskrivningsordbogen
    /// § 3). A name of one word has no last name.
    /// </summary>
    public static bool HasSameSurname(string citizen, string staff) =>
        (Words(citizen), Words(staff)) is ({ Length: > 1 } ofCitizen, { Length: > 1 } ofStaff)
        && string.Equals(ofCitizen[^1], ofStaff[^1], StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// Whether one day's lookups of a person are far more than usual: at least <see cref="FewestOnBusyDay" />, and more
    /// than <see cref="TimesTheMedian" /> × the median of the person's days.
    /// </summary>
    /// <param name="lookups">Lookups on the day.</param>
    /// <param name="days">Lookups on each of the person's days with any, the day itself included.</param>
    public static bool IsBusyDay(int lookups, IReadOnlyCollection<int> days)
    {
        if (lookups < FewestOnBusyDay || days.Count == 0)
        {
            return false;
        }

        var sorted = days.Order().ToArray();
        // Twice the median, so that the middle of two days stays a whole number.
        var twice = sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2];
        return 2 * lookups > TimesTheMedian * twice;
    }

    /// <summary>Whether it was a Saturday, a Sunday, a public holiday, or not between the hours.</summary>
    /// <param name="local">The time on a Danish wall's clock.</param>
    /// <param name="begins">The first hour of work, 0 to 23.</param>
    /// <param name="ends">The hour at which work is over, 1 to 24.</param>
    public static bool IsOutsideHours(DateTime local, int begins, int ends) =>
        local.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday
        || DanishHolidays.IsHoliday(DateOnly.FromDateTime(local))
        || local.Hour < begins
        || local.Hour >= ends;

    /// <summary>
    /// Whether the one who looked had recorded one of the citizen's bases for sharing before looking, within
    /// <see cref="OwnBasisDays"/> days. It may be right; but nobody else had to do with what it opened.
    /// </summary>
    /// <param name="bases">By whom and when the citizen's bases were recorded, on a Danish wall's clock.</param>
    /// <param name="staff">The one who looked.</param>
    /// <param name="local">When, on the same clock.</param>
    public static bool RestsOnOwnBasis(
        IEnumerable<(string RecordedBy, DateTime Local)> bases,
        string staff,
        DateTime local
    ) =>
        bases.Any(basis =>
            IsSameName(basis.RecordedBy, staff)
            && basis.Local <= local
            && local.Date < basis.Local.Date.AddDays(OwnBasisDays)
        );

    private static string[] Words(string name) =>
        name.Replace("aa", "å", StringComparison.OrdinalIgnoreCase)
            .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
}
