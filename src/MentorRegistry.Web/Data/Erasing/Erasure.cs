using MentorRegistry.Domain;
using MentorRegistry.Domain.Citizens;

namespace MentorRegistry.Web.Data.Erasing;

/// <summary>
/// That data were proposed for erasure, and what became of it: who, when, which references, how many. Nothing
/// personal: a reference leads nowhere when its citizen is gone. The change log keeps it too.
/// </summary>
public sealed class Erasure : IVersioned
{
    public long Id { get; set; }

    public DateTime ProposedUtc { get; set; }

    public required string ProposedById { get; set; }

    /// <summary>The user name of who proposed it.</summary>
    public required string ProposedBy { get; set; }

    /// <summary>The references of the citizens, with blanks between.</summary>
    public required string References { get; set; }

    /// <summary>Rows of the access log from before this instant are to lose their content.</summary>
    public DateTime LookupsBeforeUtc { get; set; }

    public DateTime? DecidedUtc { get; set; }

    public string? DecidedById { get; set; }

    /// <summary>The user name of who approved or rejected it.</summary>
    public string? DecidedBy { get; set; }

    /// <summary>Whether it was approved, and so erased.</summary>
    public bool IsApproved { get; set; }

    /// <summary>Of the references those that were not due any more when it was approved; they were left as they are.</summary>
    public string? KeptReferences { get; set; }

    /// <summary>How many citizens were erased.</summary>
    public int Citizens { get; set; }

    /// <summary>How many placements were erased.</summary>
    public int Placements { get; set; }

    /// <summary>How many rows of the access log lost their content.</summary>
    public int LookupRows { get; set; }

    /// <summary>How many rows of the change log lost their content.</summary>
    public int HistoryRows { get; set; }

    public int Version { get; set; }

    /// <summary>The numbers of the citizens that were proposed.</summary>
    public IReadOnlyList<long> CitizenIds() =>
        [
            .. References
                .Split(' ', StringSplitOptions.RemoveEmptyEntries)
                .Select(reference =>
                    CitizenReference.TryParse(reference, out var id)
                        ? id
                        : throw new FormatException($"Not a reference: {reference}.")
                ),
        ];
}

/// <summary>
/// What is kept of an erased placement for the committee's tables: no citizen, no mentor, and nothing that leads to
/// the erasure it was part of.
/// </summary>
public sealed class ErasedPlacement
{
    public long Id { get; set; }

    public long DepartmentId { get; set; }

    public long TargetGroupId { get; set; }

    public long LegalBasisId { get; set; }

    public long CategoryId { get; set; }

    /// <summary>First day, inclusive.</summary>
    public DateOnly First { get; set; }

    /// <summary>Last day, inclusive. Only what has ended is erased.</summary>
    public DateOnly Last { get; set; }

    /// <summary>The first day of the run that it belonged to: tables tell how long the same mentor has been there.</summary>
    public DateOnly RunFirst { get; set; }

    public long? UnitId { get; set; }

    public long? OutcomeId { get; set; }

    /// <summary>How many other measures there were at the same time.</summary>
    public int Measures { get; set; }
}

/// <summary>
/// What is kept of erased citizens' hours so that a year goes on costing what it has cost: added up by department, provider
/// and month, without citizen, mentor or placement.
/// </summary>
public sealed class ErasedHours
{
    public long Id { get; set; }

    public long DepartmentId { get; set; }

    public long ProviderId { get; set; }

    /// <summary>The month's first day.</summary>
    public DateOnly Month { get; set; }

    public long DeliveredMinutes { get; set; }

    public long BillableMinutes { get; set; }

    public long NoShows { get; set; }

    public long CostOre { get; set; }
}
