namespace MentorRegistry.Domain.Money;

/// <summary>
/// What a department may spend on mentors in a calendar year, and the saving that is asked of it (issue 4). All in øre,
/// excluding VAT.
/// </summary>
public sealed class Budget : IVersioned
{
    /// <summary>No budget is earlier.</summary>
    public const int FirstYear = 2000;

    /// <summary>No budget is later.</summary>
    public const int LastYear = 2100;

    /// <summary>The row's number.</summary>
    public long Id { get; set; }

    /// <summary>Whose.</summary>
    public long DepartmentId { get; set; }

    /// <summary>The calendar year.</summary>
    public int Year { get; set; }

    /// <summary>For the municipality's own mentors.</summary>
    public long InternalOre { get; set; }

    /// <summary>For external firms, persons and courses.</summary>
    public long ExternalOre { get; set; }

    /// <summary>What the saving is measured from, for example the year before; <c>null</c> = no saving is asked for.</summary>
    public long? BaselineOre { get; set; }

    /// <summary>How much less than that is to be spent.</summary>
    public long? SavingOre { get; set; }

    /// <inheritdoc />
    public int Version { get; set; }

    /// <summary>Both together.</summary>
    public long TotalOre => InternalOre + ExternalOre;

    /// <summary>Whether a year can have one: a digit too many or too few cannot.</summary>
    public static bool IsYear(int year) => year is >= FirstYear and <= LastYear;
}

/// <summary>
/// The yearly ceiling on what a municipality may spend on mentors, other guidance and upgrading of skills (LAB § 203 a): an
/// amount for each full-time person × their number. Both are typed: the amount is published each year, the number is the
/// municipality's own.
/// </summary>
public sealed class SpendingCeiling : IVersioned
{
    /// <summary>The row's number.</summary>
    public long Id { get; set; }

    /// <summary>The department whose mentors count.</summary>
    public long DepartmentId { get; set; }

    /// <summary>The calendar year.</summary>
    public int Year { get; set; }

    /// <summary>Øre for a full-time person.</summary>
    public long OrePerPerson { get; set; }

    /// <summary>Full-time persons.</summary>
    public int Persons { get; set; }

    /// <summary>Øre that count too and are not in the registry: other guidance and upgrading of skills.</summary>
    public long OtherOre { get; set; }

    /// <inheritdoc />
    public int Version { get; set; }

    /// <summary>The ceiling in øre.</summary>
    public long Ore => checked(OrePerPerson * Persons);

    /// <summary>What is counted under it, in øre: the mentors' forecast and what is typed besides.</summary>
    /// <param name="forecastOre">The department's forecast of the year.</param>
    public long CountedOre(long forecastOre) => checked(forecastOre + OtherOre);
}
