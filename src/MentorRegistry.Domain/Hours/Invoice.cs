namespace MentorRegistry.Domain.Hours;

/// <summary>
/// A provider's invoice for a month of a department's placements, as it is held against what was granted, delivered and
/// billable. It is not paid from here.
/// </summary>
public sealed class Invoice : IVersioned
{
    /// <summary>The longest number that is kept.</summary>
    public const int LongestNumber = 40;

    /// <summary>The row's number.</summary>
    public long Id { get; set; }

    /// <summary>Whose money.</summary>
    public long DepartmentId { get; set; }

    /// <summary>Who sent it.</summary>
    public long ProviderId { get; set; }

    /// <summary>The month's first day.</summary>
    public DateOnly Month { get; set; }

    /// <summary>The provider's own number of it.</summary>
    public required string Number { get; set; }

    /// <summary>What it asks for in øre, excluding VAT.</summary>
    public long AmountOre { get; set; }

    /// <inheritdoc />
    public int Version { get; set; }

    /// <summary>What it asks for, placement by placement.</summary>
    public List<InvoiceLine> Lines { get; } = [];
}

/// <summary>The hours that an invoice has for one placement.</summary>
public sealed class InvoiceLine
{
    /// <summary>The row's number.</summary>
    public long Id { get; set; }

    /// <summary>Of which invoice.</summary>
    public long InvoiceId { get; set; }

    /// <summary>For which placement.</summary>
    public long PlacementId { get; set; }

    /// <summary>For whom.</summary>
    public long CitizenId { get; set; }

    /// <summary>Minutes, zero or more.</summary>
    public int Minutes { get; set; }
}
