namespace MentorRegistry.Domain.Sharing;

/// <summary>
/// Why departments may see each other's placements of one citizen: a consent (retssikkerhedsloven § 11 a) or a legal
/// provision. It opens what the departments named on it have, to the staff of the departments named on it, and nothing
/// else: who consented to share between two departments has not consented to a third. It is never changed or deleted;
/// it runs out or is withdrawn, and another one is recorded.
/// </summary>
public sealed class SharingBasis : IVersioned
{
    /// <summary>The fewest departments that can share.</summary>
    public const int FewestDepartments = 2;

    /// <summary>
    /// How many years its first day may lie before the day on which it is recorded. No law says a year; it is what keeps a
    /// paper that nobody remembers from opening anything before it is confirmed.
    /// </summary>
    public const int OldestYears = 1;

    /// <summary>The row's number.</summary>
    public long Id { get; set; }

    /// <summary>Whose placements may be seen.</summary>
    public long CitizenId { get; set; }

    /// <summary>What it rests on.</summary>
    public long GroundId { get; set; }

    /// <summary>What it rests on.</summary>
    public SharingGround? Ground { get; set; }

    /// <summary>The departments that may see each other's placements, two or more.</summary>
    public List<SharingBasisDepartment> Departments { get; } = [];

    /// <summary>First day in force, inclusive.</summary>
    public DateOnly First { get; set; }

    /// <summary>Last day in force, inclusive; <c>null</c> = until it is withdrawn.</summary>
    public DateOnly? Last { get; set; }

    /// <summary>Where the consent or decision is kept, for example a case number. Nothing of its content.</summary>
    public string? Source { get; set; }

    /// <summary>Who recorded it: the name that colleagues see.</summary>
    public required string RecordedBy { get; set; }

    /// <summary>When it was recorded, UTC.</summary>
    public DateTime RecordedUtc { get; set; }

    /// <summary>The day of the withdrawal; it is not in force on that day any more.</summary>
    public DateOnly? WithdrawnOn { get; private set; }

    /// <summary>Who recorded the withdrawal.</summary>
    public string? WithdrawnBy { get; private set; }

    /// <inheritdoc />
    public int Version { get; set; }

    /// <summary>The numbers of the departments.</summary>
    public IEnumerable<long> DepartmentIds => Departments.Select(department => department.DepartmentId);

    /// <summary>
    /// Whether it opens anything on the day. A withdrawal counts at once, the whole day: a consent can be withdrawn at
    /// any time (GDPR article 7, 3).
    /// </summary>
    public bool IsInForceOn(DateOnly day) =>
        new DatePeriod(First, Last).Contains(day) && (WithdrawnOn is null || day < WithdrawnOn);

    /// <summary>
    /// Why it cannot begin on the day; <c>null</c> = it can. A consent cannot be in force before it was given, and is
    /// recorded afterwards; a decision can say from when.
    /// </summary>
    public static BasisRefusal? RefusalOf(bool isConsent, DateOnly first, DateOnly today) =>
        first < today.AddYears(-OldestYears) ? BasisRefusal.BeginsTooEarly
        : isConsent && today < first ? BasisRefusal.ConsentToCome
        : null;

    /// <summary>Ends it from <paramref name="day"/> on. The first withdrawal stands; a second one changes nothing.</summary>
    public void Withdraw(DateOnly day, string by)
    {
        if (WithdrawnOn is null)
        {
            (WithdrawnOn, WithdrawnBy) = (day, by);
        }
    }
}

/// <summary>Why a basis cannot be recorded with its first day.</summary>
public enum BasisRefusal
{
    /// <summary>More than <see cref="SharingBasis.OldestYears" /> before it is recorded.</summary>
    BeginsTooEarly,

    /// <summary>A consent that is not yet given.</summary>
    ConsentToCome,
}

/// <summary>One of the departments that a basis names.</summary>
public sealed class SharingBasisDepartment
{
    /// <summary>The basis.</summary>
    public long SharingBasisId { get; set; }

    /// <summary>The department.</summary>
    public long DepartmentId { get; set; }
}

/// <summary>
/// What sharing can rest on: the citizen's consent, or a provision by name. Dated reference data, because provisions
/// come and go.
/// </summary>
public sealed class SharingGround : IVersioned, IDated
{
    /// <summary>The row's number.</summary>
    public long Id { get; set; }

    /// <summary>What people choose it by, for example "Samtykke (retssikkerhedsloven § 11 a)". Unique.</summary>
    public required string Name { get; set; }

    /// <summary>Whether it is the citizen's own consent, which the citizen can withdraw at any time.</summary>
    public bool IsConsent { get; set; }

    /// <inheritdoc />
    public DateOnly? ValidFrom { get; set; }

    /// <inheritdoc />
    public DateOnly? ValidTo { get; set; }

    /// <inheritdoc />
    public int Version { get; set; }
}

/// <summary>
/// Why somebody opens a citizen with whom the own department has nothing to do, for example "Vurdering af ny
/// bevilling". Dated reference data.
/// </summary>
public sealed class LookupPurpose : IVersioned, IDated
{
    /// <summary>The row's number.</summary>
    public long Id { get; set; }

    /// <summary>What people choose it by, and what the citizen is told. Unique.</summary>
    public required string Name { get; set; }

    /// <inheritdoc />
    public DateOnly? ValidFrom { get; set; }

    /// <inheritdoc />
    public DateOnly? ValidTo { get; set; }

    /// <inheritdoc />
    public int Version { get; set; }
}
