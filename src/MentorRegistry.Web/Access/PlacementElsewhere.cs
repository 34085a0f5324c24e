using MentorRegistry.Domain;
using MentorRegistry.Domain.Organisation;
using MentorRegistry.Domain.Placements;
using Microsoft.Extensions.Localization;

namespace MentorRegistry.Web.Access;

/// <summary>
/// A placement of which only its being there may be told (<see cref="Domain.Sharing.Visibility.Existence"/>): what its
/// department lets others know, and whom to ask.
/// </summary>
/// <param name="Id">The placement's number; never shown.</param>
/// <param name="State">Active or planned.</param>
/// <param name="Department">The department; <c>null</c> where not even its name may be known.</param>
/// <param name="Phone">Whom to call: the department, or the municipality where the department has no name here.</param>
/// <param name="Email">The department's mailbox.</param>
/// <param name="Period">From when and until when, where the department shows dates.</param>
public sealed record PlacementElsewhere(
    long Id,
    PlacementState State,
    string? Department,
    string? Phone,
    string? Email,
    DatePeriod? Period
)
{
    /// <summary>Reduces a placement to what others may know of it.</summary>
    public static PlacementElsewhere Of(
        long placementId,
        PlacementState state,
        DatePeriod period,
        Department department,
        MunicipalitySettings municipality
    ) =>
        new(
            placementId,
            state,
            department.HidesName ? null : department.Name,
            Blank(department.HidesName ? municipality.Phone : department.Phone) ?? Blank(municipality.Phone),
            department.HidesName ? null : Blank(department.Email),
            department.ShowsDates ? period : null
        );

    /// <summary>Which department has it, as far as it lets that be known: "i Voksenhandicap".</summary>
    public string Where(IStringLocalizer<FormatText> texts) => Where(Department, texts);

    /// <summary>The same, by the department's name.</summary>
    public static string Where(string? department, IStringLocalizer<FormatText> texts) =>
        department is { } name ? texts["Elsewhere_Of", name] : texts["Elsewhere_OfOther"];

    /// <summary>In an order that says nothing of days that are not shown.</summary>
    public static IReadOnlyList<PlacementElsewhere> InOrder(IEnumerable<PlacementElsewhere> placements) =>
        [
            .. placements
                .OrderBy(placement => placement.State != PlacementState.Active)
                .ThenBy(placement => placement.Department, StringComparer.Ordinal)
                .ThenBy(placement => placement.Period?.First)
                .ThenBy(placement => placement.Period?.LastOrForever),
        ];

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}
