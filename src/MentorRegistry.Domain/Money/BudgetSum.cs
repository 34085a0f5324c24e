namespace MentorRegistry.Domain.Money;

/// <summary>
/// What a department has used and committed of one provider in one month, added up beforehand: a year is then a few dozen
/// rows, however many placements and lines of hours it is made of (issue 4). Never more than what <see cref="BudgetYear"/>
/// says of the same placements and lines.
/// </summary>
public sealed class BudgetSum
{
    /// <summary>Whose.</summary>
    public long DepartmentId { get; set; }

    /// <summary>The first day of the month.</summary>
    public DateOnly Month { get; set; }

    /// <summary>Whose hours.</summary>
    public long ProviderId { get; set; }

    /// <summary>What the hours of the month cost that have a price, in øre.</summary>
    public long UsedOre { get; set; }

    /// <summary>Their billable minutes.</summary>
    public long UsedMinutes { get; set; }

    /// <summary>Lines with billable hours and no price.</summary>
    public int LinesWithoutPrice { get; set; }

    /// <summary>What is granted of the month and not registered yet, in øre.</summary>
    public long CommittedOre { get; set; }

    /// <summary>Its minutes.</summary>
    public long CommittedMinutes { get; set; }
}

/// <summary>A calendar year whose sums are kept for all departments; of any other year the placements are asked.</summary>
public sealed class BudgetSumYear
{
    /// <summary>The calendar year.</summary>
    public int Year { get; set; }
}
