using MentorRegistry.Domain;
using MentorRegistry.Domain.Flags;
using MentorRegistry.Domain.Organisation;
using MentorRegistry.Domain.Placements;
using MentorRegistry.Web.Access;

namespace MentorRegistry.Web.Pages.Citizens;

/// <summary>Another measure at the same time.</summary>
public sealed record OverviewMeasure(long Id, string Name);

/// <summary>What the overview shows of one placement.</summary>
public sealed record OverviewPlacement(
    long Id,
    Department InDepartment,
    long? UnitId,
    string? Unit,
    long ProviderId,
    string Provider,
    string? ProviderPhone,
    string? ProviderEmail,
    long? MentorId,
    string? Mentor,
    string? MentorPhone,
    string? MentorEmail,
    long TargetGroupId,
    string TargetGroup,
    long LegalBasisId,
    string LegalBasis,
    string? Goal,
    IReadOnlyList<OverviewMeasure> Measures,
    long? OutcomeId,
    string? Outcome,
    string? Caseworker,
    DateOnly First,
    DateOnly? Last,
    string? EndReason,
    bool IsCancelled,
    IReadOnlyList<Grant> Grants
)
{
    public long DepartmentId => InDepartment.Id;

    public string Department => InDepartment.Name;

    public string? DepartmentPhone => InDepartment.Phone;

    public DatePeriod Period => new(First, Last);

    public PlacementSpan Span =>
        new(Id, Period, MentorKey.Of(ProviderId, MentorId), DepartmentId, IsCancelled, LegalBasisId);

    /// <summary>The mentor's name, or the provider's where no mentor is named.</summary>
    public string Who => Mentor ?? Provider;

    /// <summary>Who answers: the mentor, or the provider where the mentor has no number of their own.</summary>
    public string? Phone => Blank(MentorPhone) ?? Blank(ProviderPhone);

    public string? Email => Blank(MentorEmail) ?? Blank(ProviderEmail);

    /// <summary>Department and unit, as one reads them.</summary>
    public string Place => Unit is null ? Department : $"{Department}, {Unit}";

    /// <summary>As a flag tells of it.</summary>
    public FlaggedPlacement Flagged =>
        new(
            Id,
            InDepartment,
            Unit,
            ProviderId,
            Provider,
            MentorId,
            Mentor,
            TargetGroup,
            LegalBasis,
            Caseworker,
            First,
            Last,
            EndedOn: null,
            IsCancelled
        );

    /// <summary>The other measures, as one reads them.</summary>
    public string MeasureNames =>
        string.Join(", ", Measures.Select(measure => measure.Name).Order(StringComparer.CurrentCulture));

    public PlacementState StateOn(DateOnly day) => Placement.StateOf(Period, IsCancelled, day);

    /// <summary>Granted minutes a week on the day.</summary>
    public int? MinutesPerWeekOn(DateOnly day) => Placement.GrantOn(Grants, day)?.MinutesPerWeek;

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}
