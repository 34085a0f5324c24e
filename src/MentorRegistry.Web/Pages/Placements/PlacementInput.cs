using System.ComponentModel.DataAnnotations;
using MentorRegistry.Domain;
using MentorRegistry.Domain.Placements;
using MentorRegistry.Domain.Statistics;
using MentorRegistry.Web.Input;
using MentorRegistry.Web.Localization;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.Extensions.Localization;

namespace MentorRegistry.Web.Pages.Placements;

/// <summary>A grant as it is typed.</summary>
[TextsFrom(typeof(PlacementsText))]
public class GrantInput
{
    [Display(Name = "First"), Required]
    public DateOnly? First { get; set; }

    /// <summary>Left empty = open.</summary>
    [Display(Name = "Last")]
    public DateOnly? Last { get; set; }

    [Display(Name = "Hours"), Required]
    public WeeklyHours? Hours { get; set; }

    [Display(Name = "DecisionDate"), Required]
    public DateOnly? DecisionDate { get; set; }

    /// <summary>The days typed, where they are a period.</summary>
    public DatePeriod? Period => First is { } first && !(Last < first) ? new DatePeriod(first, Last) : null;

    /// <summary>What each field alone cannot tell. Days and hours that were not read have their error already.</summary>
    /// <param name="state">Where the errors go.</param>
    /// <param name="texts">Their sentences.</param>
    /// <param name="today">A decision has been made, so it is of this day at the latest.</param>
    /// <param name="decided">
    /// The day of decision that is stored, which may stay: the import knows none and sets the first day.
    /// </param>
    public void Judge(
        ModelStateDictionary state,
        IStringLocalizer<PlacementsText> texts,
        DateOnly today,
        DateOnly? decided = null
    )
    {
        if (DecisionDate > today && DecisionDate != decided)
        {
            state.AddModelError("Input.DecisionDate", texts["DecisionDate_ToCome"]);
        }

        if (Last < First)
        {
            state.AddModelError("Input.Last", texts["Last_BeforeFirst"]);
        }

        if (Hours is { Minutes: < Grant.FewestMinutesPerWeek or > Grant.MostMinutesPerWeek })
        {
            state.AddModelError("Input.Hours", texts["Refusal_HoursOutsideWeek"]);
        }
    }

    /// <summary>
    /// The grant; <c>null</c> while something needed is missing. Where only the period is known a check can still be
    /// made: then the hours are the fewest and the decision is the first day's, and nothing of it is saved.
    /// </summary>
    public Grant? ToGrant() =>
        Period is { } period
            ? new Grant(period, Hours?.Minutes ?? Grant.FewestMinutesPerWeek, DecisionDate ?? period.First)
            : null;

    /// <summary>Shows a grant in the form.</summary>
    public void Fill(Grant grant)
    {
        First = grant.First;
        Last = grant.Last;
        Hours = new WeeklyHours(grant.MinutesPerWeek);
        DecisionDate = grant.DecisionDate;
    }
}

/// <summary>A placement with its (latest) grant as it is typed. In the order of the form.</summary>
[TextsFrom(typeof(PlacementsText))]
public sealed class PlacementInput : GrantInput
{
    [Display(Name = "Department"), Required]
    public long? DepartmentId { get; set; }

    [Display(Name = "Unit")]
    public long? UnitId { get; set; }

    [Display(Name = "TargetGroup"), Required]
    public long? TargetGroupId { get; set; }

    [Display(Name = "LegalBasis"), Required]
    public long? LegalBasisId { get; set; }

    [Display(Name = "HelpsWith"), StringLength(500), DataType(DataType.MultilineText)]
    public string? HelpsWith { get; set; }

    [Display(Name = "Goal"), StringLength(Placement.LongestGoal)]
    public string? Goal { get; set; }

    /// <summary>Other measures at the same time.</summary>
    [Display(Name = "Measures")]
    public List<long> MeasureIds { get; set; } = [];

    [Display(Name = "Provider"), Required]
    public long? ProviderId { get; set; }

    [Display(Name = "Mentor")]
    public long? MentorId { get; set; }

    [Display(Name = "Caseworker"), Required, StringLength(100)]
    public string? Caseworker { get; set; }

    /// <summary>What came of it; asked of one that has run out.</summary>
    [Display(Name = "Outcome")]
    public long? OutcomeId { get; set; }

    /// <summary>Shows a placement and its latest grant in the form.</summary>
    public void Fill(Placement placement)
    {
        if (placement.Grants.MaxBy(grant => grant.First) is { } latest)
        {
            Fill(latest);
        }

        DepartmentId = placement.DepartmentId;
        UnitId = placement.UnitId;
        TargetGroupId = placement.TargetGroupId;
        LegalBasisId = placement.LegalBasisId;
        HelpsWith = placement.HelpsWith;
        Goal = placement.Goal;
        MeasureIds = [.. placement.Measures.Select(of => of.MeasureId)];
        OutcomeId = placement.OutcomeId;
        ProviderId = placement.ProviderId;
        MentorId = placement.MentorId;
        Caseworker = placement.Caseworker;
    }

    /// <summary>Writes the details, neither the grant nor what came of it. What was not chosen is 0, and such a placement is never saved.</summary>
    public void WriteTo(Placement placement)
    {
        placement.DepartmentId = DepartmentId ?? 0;
        placement.UnitId = UnitId;
        placement.TargetGroupId = TargetGroupId ?? 0;
        placement.LegalBasisId = LegalBasisId ?? 0;
        placement.HelpsWith = string.IsNullOrWhiteSpace(HelpsWith) ? null : HelpsWith.Trim();
        placement.Goal = string.IsNullOrWhiteSpace(Goal) ? null : Goal.Trim();
        placement.Measure(MeasureIds);
        placement.ProviderId = ProviderId ?? 0;
        placement.MentorId = MentorId;
        placement.Caseworker = Caseworker?.Trim();
    }
}

/// <summary>The person's yes to what was shown before saving.</summary>
[TextsFrom(typeof(PlacementsText))]
public sealed class Confirmation
{
    /// <summary>Shorter than this says nothing: "ok".</summary>
    public const int ShortestReason = 10;

    /// <summary>The keys of the warnings that the person has seen, see <see cref="ShownWarning"/>.</summary>
    public string? Shown { get; set; }

    [Display(Name = "Reason"), StringLength(500), DataType(DataType.MultilineText)]
    public string? Reason { get; set; }

    public string? TrimmedReason => string.IsNullOrWhiteSpace(Reason) ? null : Reason.Trim();
}
