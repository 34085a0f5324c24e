using MentorRegistry.Web.Data;

namespace MentorRegistry.Web.Pages.Shared;

/// <summary>How a kept value is written for a reader.</summary>
public enum HistoryFieldKind
{
    Text,
    Number,
    Date,
    Minutes,

    /// <summary>Minutes, of no certain week.</summary>
    Hours,

    /// <summary>Øre.</summary>
    Money,
    YesNo,

    /// <summary>Shown masked: the whole number needs a recorded click.</summary>
    Cpr,

    /// <summary>The number of another row: shown as its name.</summary>
    Reference,

    /// <summary>One of a few words, each with a text of its own.</summary>
    Choice,

    /// <summary>Something that was done and has no value to show.</summary>
    Deed,
}

/// <summary>What of the history is shown, in this order. The labels are the texts Field_… of HistoryText.</summary>
public static class HistoryFields
{
    /// <summary>The rule of a comparison; a flag has a field of that name too, which says nothing to a reader.</summary>
    public const string ComparisonRule = nameof(ComparisonRule);

    public static IReadOnlyDictionary<string, HistoryFieldKind> Kinds { get; } =
        new OrderedDictionary<string, HistoryFieldKind>(StringComparer.Ordinal)
        {
            ["Name"] = HistoryFieldKind.Text,
            ["UserName"] = HistoryFieldKind.Text,
            ["DisplayName"] = HistoryFieldKind.Text,
            ["IsProtected"] = HistoryFieldKind.YesNo,
            ["Digits"] = HistoryFieldKind.Cpr,
            ["DepartmentId"] = HistoryFieldKind.Reference,
            ["UnitId"] = HistoryFieldKind.Reference,
            ["ProviderId"] = HistoryFieldKind.Reference,
            ["MentorId"] = HistoryFieldKind.Reference,
            ["TargetGroupId"] = HistoryFieldKind.Reference,
            ["LegalBasisId"] = HistoryFieldKind.Reference,
            ["MeasureId"] = HistoryFieldKind.Reference,
            ["CategoryId"] = HistoryFieldKind.Reference,
            ["GroundId"] = HistoryFieldKind.Reference,
            ["RoleId"] = HistoryFieldKind.Reference,
            ["HeadId"] = HistoryFieldKind.Reference,
            ["StandInId"] = HistoryFieldKind.Reference,
            ["First"] = HistoryFieldKind.Date,
            ["Last"] = HistoryFieldKind.Date,
            ["MinutesPerWeek"] = HistoryFieldKind.Minutes,
            ["DecisionDate"] = HistoryFieldKind.Date,
            ["EndedOn"] = HistoryFieldKind.Date,
            ["EndReason"] = HistoryFieldKind.Text,
            ["IsCancelled"] = HistoryFieldKind.YesNo,
            ["OutcomeId"] = HistoryFieldKind.Reference,
            ["HelpsWith"] = HistoryFieldKind.Text,
            ["Goal"] = HistoryFieldKind.Text,
            ["Caseworker"] = HistoryFieldKind.Text,
            ["OrePerHour"] = HistoryFieldKind.Money,
            ["Mentors"] = HistoryFieldKind.Number,
            ["DirectMinutesPerWeekExpected"] = HistoryFieldKind.Minutes,
            ["Weeks"] = HistoryFieldKind.Number,
            ["DirectMinutes"] = HistoryFieldKind.Hours,
            ["ExpenditureOre"] = HistoryFieldKind.Money,
            ["ComparisonOrePerHour"] = HistoryFieldKind.Money,
            ["Year"] = HistoryFieldKind.Number,
            ["Month"] = HistoryFieldKind.Date,
            ["IsClosed"] = HistoryFieldKind.YesNo,
            ["ClosedBy"] = HistoryFieldKind.Text,
            ["DeliveredMinutes"] = HistoryFieldKind.Hours,
            ["BillableMinutes"] = HistoryFieldKind.Hours,
            ["NoShows"] = HistoryFieldKind.Number,
            ["CostOre"] = HistoryFieldKind.Money,
            ["Number"] = HistoryFieldKind.Text,
            ["AmountOre"] = HistoryFieldKind.Money,
            ["Minutes"] = HistoryFieldKind.Hours,
            ["InternalOre"] = HistoryFieldKind.Money,
            ["ExternalOre"] = HistoryFieldKind.Money,
            ["BaselineOre"] = HistoryFieldKind.Money,
            ["SavingOre"] = HistoryFieldKind.Money,
            ["OrePerPerson"] = HistoryFieldKind.Money,
            ["Area"] = HistoryFieldKind.Choice,
            ["ThousandKroner"] = HistoryFieldKind.Number,
            ["Group"] = HistoryFieldKind.Text,
            [ComparisonRule] = HistoryFieldKind.Text,
            ["TakenOn"] = HistoryFieldKind.Date,
            ["PriceLevel"] = HistoryFieldKind.Text,
            ["Persons"] = HistoryFieldKind.Number,
            ["OtherOre"] = HistoryFieldKind.Money,
            ["Cvr"] = HistoryFieldKind.Text,
            ["Agreement"] = HistoryFieldKind.Text,
            ["ContactName"] = HistoryFieldKind.Text,
            ["Phone"] = HistoryFieldKind.Text,
            ["Email"] = HistoryFieldKind.Text,
            ["Description"] = HistoryFieldKind.Text,
            ["PlainWords"] = HistoryFieldKind.Text,
            ["IsGoal"] = HistoryFieldKind.YesNo,
            ["LongestGrantMonths"] = HistoryFieldKind.Number,
            ["SortOrder"] = HistoryFieldKind.Number,
            ["ValidFrom"] = HistoryFieldKind.Date,
            ["ValidTo"] = HistoryFieldKind.Date,
            ["Source"] = HistoryFieldKind.Text,
            ["WithdrawnOn"] = HistoryFieldKind.Date,
            ["WithdrawnBy"] = HistoryFieldKind.Text,
            ["IsConsent"] = HistoryFieldKind.YesNo,
            ["ShowsDates"] = HistoryFieldKind.YesNo,
            ["HidesName"] = HistoryFieldKind.YesNo,
            ["IsDisabled"] = HistoryFieldKind.YesNo,
            ["TwoFactorEnabled"] = HistoryFieldKind.YesNo,
            ["Language"] = HistoryFieldKind.Choice,
            ["WantsDigest"] = HistoryFieldKind.YesNo,
            [AuditTrail.NewPassword] = HistoryFieldKind.Deed,
            [AuditTrail.Unlocked] = HistoryFieldKind.Deed,
            [AuditTrail.SessionsEnded] = HistoryFieldKind.Deed,
            [AuditTrail.NewRecoveryCodes] = HistoryFieldKind.Deed,
            ["NeedsFollowUp"] = HistoryFieldKind.YesNo,
            ["Remark"] = HistoryFieldKind.Text,
            ["Kind"] = HistoryFieldKind.Choice,
            ["Since"] = HistoryFieldKind.Date,
            ["State"] = HistoryFieldKind.Choice,
            ["Reopened"] = HistoryFieldKind.Choice,
            ["RulesVersion"] = HistoryFieldKind.Number,
            ["Decision"] = HistoryFieldKind.Choice,
            ["JustifiedUntil"] = HistoryFieldKind.Date,
            ["CoordinatedWith"] = HistoryFieldKind.Text,
            ["Reason"] = HistoryFieldKind.Text,
            ["DecidedBy"] = HistoryFieldKind.Text,
            ["SourceSystem"] = HistoryFieldKind.Text,
            ["SourceId"] = HistoryFieldKind.Text,
        };

    /// <summary>Kept, but says nothing to a reader: whose row it is, and when it was made, which the history says itself.</summary>
    public static IReadOnlySet<string> NotShown { get; } =
        new HashSet<string>(StringComparer.Ordinal)
        {
            "CitizenId",
            "PlacementId",
            "InvoiceId",
            "SharingBasisId",
            "UserId",
            "RegisteredUtc",
            "EndedUtc",
            "RecordedUtc",
            "RecordedBy",
            "ExpiresUtc",
            "SpotCheckId",
            "LookupId",
            "DrawnUtc",
            "DrawnBy",
            "SinceUtc",
            "Lookups",
            "UnusualLookups",
            "Patterns",
            "Explanation",
            "JudgedBy",
            "JudgedUtc",
            "About",
            "Counterpart",
            "Rule",
            "FoundOn",
            "ClosedOn",
            "DecidedOn",
            "DecidedFirst",
            "DecidedLast",
        };
}
