namespace MentorRegistry.Web.Pages.Shared;

/// <summary>How a kept value is written for a reader.</summary>
public enum HistoryFieldKind
{
    Text,
    Number,
    Date,
    Minutes,
    YesNo,

    /// <summary>Shown masked: the whole number needs a recorded click.</summary>
    Cpr,

    /// <summary>The number of another row: shown as its name.</summary>
    Reference,
}

/// <summary>What of the history is shown, in this order. The labels are the texts Field_… of HistoryText.</summary>
public static class HistoryFields
{
    public static IReadOnlyDictionary<string, HistoryFieldKind> Kinds { get; } =
        new OrderedDictionary<string, HistoryFieldKind>(StringComparer.Ordinal)
        {
            ["Name"] = HistoryFieldKind.Text,
            ["UserName"] = HistoryFieldKind.Text,
            ["DisplayName"] = HistoryFieldKind.Text,
            ["Digits"] = HistoryFieldKind.Cpr,
            ["DepartmentId"] = HistoryFieldKind.Reference,
            ["UnitId"] = HistoryFieldKind.Reference,
            ["ProviderId"] = HistoryFieldKind.Reference,
            ["MentorId"] = HistoryFieldKind.Reference,
            ["TargetGroupId"] = HistoryFieldKind.Reference,
            ["LegalBasisId"] = HistoryFieldKind.Reference,
            ["CategoryId"] = HistoryFieldKind.Reference,
            ["RoleId"] = HistoryFieldKind.Reference,
            ["First"] = HistoryFieldKind.Date,
            ["Last"] = HistoryFieldKind.Date,
            ["MinutesPerWeek"] = HistoryFieldKind.Minutes,
            ["DecisionDate"] = HistoryFieldKind.Date,
            ["EndedOn"] = HistoryFieldKind.Date,
            ["EndReason"] = HistoryFieldKind.Text,
            ["IsCancelled"] = HistoryFieldKind.YesNo,
            ["HelpsWith"] = HistoryFieldKind.Text,
            ["Caseworker"] = HistoryFieldKind.Text,
            ["Phone"] = HistoryFieldKind.Text,
            ["Email"] = HistoryFieldKind.Text,
            ["Description"] = HistoryFieldKind.Text,
            ["PlainWords"] = HistoryFieldKind.Text,
            ["LongestGrantMonths"] = HistoryFieldKind.Number,
            ["SortOrder"] = HistoryFieldKind.Number,
            ["ValidFrom"] = HistoryFieldKind.Date,
            ["ValidTo"] = HistoryFieldKind.Date,
            ["IsDisabled"] = HistoryFieldKind.YesNo,
            ["SourceSystem"] = HistoryFieldKind.Text,
            ["SourceId"] = HistoryFieldKind.Text,
        };

    /// <summary>Kept, but says nothing to a reader: whose row it is, and when it was made, which the history says itself.</summary>
    public static IReadOnlySet<string> NotShown { get; } =
        new HashSet<string>(StringComparer.Ordinal) { "CitizenId", "PlacementId", "UserId", "RegisteredUtc" };
}
