using MentorRegistry.Domain.Citizens;
using MentorRegistry.Domain.Flags;
using MentorRegistry.Domain.Organisation;
using MentorRegistry.Domain.Providers;
using MentorRegistry.Domain.Statistics;

namespace MentorRegistry.Domain.Placements;

/// <summary>Where a placement stands on a day. Only cancelled is stored; the others follow from the dates.</summary>
public enum PlacementState
{
    /// <summary>Its first day is still to come.</summary>
    Planned,

    /// <summary>The day is one of its days.</summary>
    Active,

    /// <summary>Its last day has passed.</summary>
    Ended,

    /// <summary>It never was to be: it counts nowhere.</summary>
    Cancelled,
}

/// <summary>
/// A mentor for a citizen (mentorforløb): granted by one department, delivered by one provider, usually by a named
/// mentor. It is extended by further grants; its period goes from the first grant's first day to the latest grant's
/// last, cut short by <see cref="EndedOn"/>. That is the grants' union, unless a later decision ends earlier.
/// </summary>
public sealed class Placement : IVersioned
{
    /// <summary>The row's number.</summary>
    public long Id { get; set; }

    /// <summary>Whose mentor it is.</summary>
    public long CitizenId { get; set; }

    /// <summary>Whose mentor it is.</summary>
    public Citizen? Citizen { get; set; }

    /// <summary>The department that granted it.</summary>
    public long DepartmentId { get; set; }

    /// <summary>The department that granted it.</summary>
    public Department? Department { get; set; }

    /// <summary>The unit within the department, where one is known.</summary>
    public long? UnitId { get; set; }

    /// <summary>The unit within the department, where one is known.</summary>
    public Unit? Unit { get; set; }

    /// <summary>Who delivers it.</summary>
    public long ProviderId { get; set; }

    /// <summary>Who delivers it.</summary>
    public Provider? Provider { get; set; }

    /// <summary>The named mentor; <c>null</c> where the provider sends whom it has.</summary>
    public long? MentorId { get; set; }

    /// <summary>The named mentor.</summary>
    public Mentor? Mentor { get; set; }

    /// <summary>Whom it is for.</summary>
    public long TargetGroupId { get; set; }

    /// <summary>Whom it is for.</summary>
    public TargetGroup? TargetGroup { get; set; }

    /// <summary>What it is granted by.</summary>
    public long LegalBasisId { get; set; }

    /// <summary>What it is granted by.</summary>
    public LegalBasis? LegalBasis { get; set; }

    /// <summary>What the mentor helps with, in plain words for the citizen's own sheet.</summary>
    public string? HelpsWith { get; set; }

    /// <summary>The caseworker who answers for it, as a name.</summary>
    public string? Caseworker { get; set; }

    /// <summary>Letters of a goal.</summary>
    public const int LongestGoal = 200;

    /// <summary>What is to be reached, in a few words.</summary>
    public string? Goal { get; set; }

    /// <summary>Other measures at the same time.</summary>
    public List<PlacementMeasure> Measures { get; } = [];

    /// <summary>Makes the other measures these, and leaves those that stay as they are.</summary>
    public void Measure(IReadOnlyCollection<long> measureIds)
    {
        Measures.RemoveAll(of => !measureIds.Contains(of.MeasureId));
        Measures.AddRange(
            measureIds
                .Distinct()
                .Where(id => Measures.TrueForAll(of => of.MeasureId != id))
                .Select(id => new PlacementMeasure { MeasureId = id })
                .ToList()
        );
    }

    /// <summary>What came of it, told when it ends; <c>null</c> = nobody has said.</summary>
    public long? OutcomeId { get; set; }

    /// <summary>What came of it.</summary>
    public Outcome? Outcome { get; set; }

    /// <summary>First day, inclusive: the first grant's.</summary>
    public DateOnly First { get; private set; }

    /// <summary>Last day, inclusive: the last grant's, or <see cref="EndedOn"/> if that is earlier; <c>null</c> = open.</summary>
    public DateOnly? Last { get; private set; }

    /// <summary>The day it was ended by a decision, inclusive, when that is before the last grant's last day.</summary>
    public DateOnly? EndedOn { get; private set; }

    /// <summary>When the early end was registered here, UTC; <c>null</c> without one.</summary>
    public DateTime? EndedUtc { get; set; }

    /// <summary>Why it was ended or cancelled.</summary>
    public string? EndReason { get; private set; }

    /// <summary>Whether it was cancelled: it never counts in overlaps, runs, lists or tables.</summary>
    public bool IsCancelled { get; private set; }

    /// <summary>The case system that it was loaded from.</summary>
    public string? SourceSystem { get; set; }

    /// <summary>Its id there. Together with <see cref="SourceSystem"/> unique: the same file loads once.</summary>
    public string? SourceId { get; set; }

    /// <summary>
    /// Tells whether a row of a file is still the one that was loaded last: then the placement is left as people have
    /// made it since. <c>null</c> = not loaded from a file.
    /// </summary>
    public long? SourceFingerprint { get; set; }

    /// <summary>When it was registered here, UTC.</summary>
    public DateTime RegisteredUtc { get; set; }

    /// <inheritdoc />
    public int Version { get; set; }

    /// <summary>The decisions, each with its own period.</summary>
    public List<Grant> Grants { get; } = [];

    /// <summary>First to last day. Its days are those of the grants, which leave no gap (see <see cref="Extend"/>).</summary>
    public DatePeriod Period => new(First, Last);

    /// <summary>What overlap and run rules need to know of it.</summary>
    public PlacementSpan Span =>
        new(Id, Period, MentorKey.Of(ProviderId, MentorId), DepartmentId, IsCancelled, LegalBasisId);

    /// <summary>Where it stands on the day.</summary>
    public PlacementState StateOn(DateOnly day) => StateOf(Period, IsCancelled, day);

    /// <summary>The state rule itself, for lists that load no placements.</summary>
    public static PlacementState StateOf(DatePeriod period, bool isCancelled, DateOnly day) =>
        isCancelled ? PlacementState.Cancelled
        : day < period.First ? PlacementState.Planned
        : period.LastOrForever < day ? PlacementState.Ended
        : PlacementState.Active;

    /// <summary>The grant in force on the day: the latest that has begun; the first one before that; none without grants.</summary>
    public Grant? GrantOn(DateOnly day) => GrantOn(Grants, day);

    /// <summary>The same rule, for pages that load no placements.</summary>
    public static Grant? GrantOn(IEnumerable<Grant> grants, DateOnly day) =>
        grants.Where(grant => grant.First <= day).MaxBy(grant => grant.First)
        ?? grants.MinBy(grant => grant.First);

    /// <summary>
    /// The grants in order, each with the days it rules: a later grant takes over from its first day, and nothing
    /// counts after the placement's last day. Grants that rule no day any more are left out.
    /// </summary>
    public IReadOnlyList<(Grant Grant, DatePeriod Rules)> GrantsInForce() => GrantsInForce(Grants, Period);

    /// <summary>The same rule, for pages that load no placements.</summary>
    /// <param name="grants">One placement's grants.</param>
    /// <param name="period">The placement's period.</param>
    public static IReadOnlyList<(Grant Grant, DatePeriod Rules)> GrantsInForce(
        IEnumerable<Grant> grants,
        DatePeriod period
    )
    {
        var inOrder = grants.OrderBy(grant => grant.First).ToList();
        var ruling = new List<(Grant, DatePeriod)>();
        for (var i = 0; i < inOrder.Count; i++)
        {
            var last = inOrder[i].Period.LastOrForever;
            if (i + 1 < inOrder.Count && inOrder[i + 1].First <= last)
            {
                last = inOrder[i + 1].First.AddDays(-1);
            }

            last = last < period.LastOrForever ? last : period.LastOrForever;
            if (inOrder[i].First <= last)
            {
                ruling.Add((inOrder[i], new(inOrder[i].First, last == DateOnly.MaxValue ? null : last)));
            }
        }

        return ruling;
    }

    /// <summary>
    /// Adds a grant. The first may begin any day. A further one begins after the first day of the one before and no
    /// later than the day after its last, so that a placement's days never have a gap (with a gap it is a new
    /// placement; the run still joins the two); it takes over from its first day. Refused with all reasons for an
    /// ended or cancelled placement too.
    /// </summary>
    public IReadOnlyList<GrantRefusal> Extend(Grant grant)
    {
        var refusals = WhyNot(grant);
        if (refusals.Count == 0)
        {
            Grants.Add(grant);
            SetPeriodFromGrants();
            // It goes on: what was said to have come of it no longer holds.
            (OutcomeId, Outcome) = (null, null);
        }

        return refusals;
    }

    /// <summary>Changes the latest grant's period and hours (a mistake is mended, a decision is not made anew).</summary>
    public IReadOnlyList<GrantRefusal> ChangeLatestGrant(
        DatePeriod period,
        int minutesPerWeek,
        DateOnly decisionDate
    )
    {
        var latest = Grants.MaxBy(grant => grant.First);
        if (latest is null)
        {
            return [GrantRefusal.NothingToExtend];
        }

        Grants.Remove(latest);
        var refusals = WhyNot(new Grant(period, minutesPerWeek, decisionDate));
        Grants.Add(latest);
        if (refusals.Count == 0)
        {
            latest.Set(period, minutesPerWeek, decisionDate);
            SetPeriodFromGrants();
        }

        return refusals;
    }

    /// <summary>
    /// Ends the placement with <paramref name="lastDay"/> as its last, for a reason. Refused (<c>false</c>) before its
    /// first day (that is a cancellation), after its granted end, when it is cancelled or has no grant, and on the
    /// calendar's last day, which means "no end".
    /// </summary>
    public bool EndOn(DateOnly lastDay, string reason)
    {
        if (
            IsCancelled
            || Grants.Count == 0
            || lastDay < First
            || GrantedLast() < lastDay
            || lastDay == DateOnly.MaxValue
        )
        {
            return false;
        }

        EndedOn = lastDay;
        EndReason = reason;
        SetPeriodFromGrants();
        return true;
    }

    /// <summary>
    /// Takes an early end back: the grants rule again, and what was said to have come of it no longer holds. A cancelled
    /// placement stays as it is.
    /// </summary>
    public void Reopen()
    {
        if (IsCancelled)
        {
            return;
        }

        EndedOn = null;
        EndReason = null;
        (OutcomeId, Outcome) = (null, null);
        SetPeriodFromGrants();
    }

    /// <summary>Cancels it: registered by mistake, or given up before it began. It stays in the history and counts nowhere.</summary>
    public void Cancel(string reason)
    {
        IsCancelled = true;
        EndReason = reason;
    }

    private List<GrantRefusal> WhyNot(Grant grant)
    {
        var refusals = new List<GrantRefusal>();
        if (grant.MinutesPerWeek is < Grant.FewestMinutesPerWeek or > Grant.MostMinutesPerWeek)
        {
            refusals.Add(GrantRefusal.HoursOutsideWeek);
        }

        if (IsCancelled)
        {
            refusals.Add(GrantRefusal.PlacementCancelled);
        }

        if (EndedOn is not null)
        {
            refusals.Add(GrantRefusal.PlacementEnded);
        }

        if (Grants.MaxBy(g => g.First) is { } before)
        {
            if (grant.First <= before.First)
            {
                refusals.Add(GrantRefusal.BeginsBeforeGrantBefore);
            }
            else if (before.Period.Last is { } last && last.AddDays(1) < grant.First)
            {
                refusals.Add(GrantRefusal.LeavesGap);
            }
        }

        return refusals;
    }

    /// <summary>The last grant's last day, inclusive, whether or not it was ended before; the calendar's last day = open.</summary>
    public DateOnly GrantedLast() => Grants.MaxBy(grant => grant.First)?.Period.LastOrForever ?? First;

    private void SetPeriodFromGrants()
    {
        First = Grants.Min(grant => grant.First);
        var last = GrantedLast();
        last = EndedOn < last ? EndedOn.Value : last;
        Last = last == DateOnly.MaxValue ? null : last;
    }
}
