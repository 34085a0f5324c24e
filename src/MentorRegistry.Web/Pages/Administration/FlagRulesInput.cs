using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using MentorRegistry.Domain.Flags;
using MentorRegistry.Web.Input;
using MentorRegistry.Web.Localization;

namespace MentorRegistry.Web.Pages.Administration;

/// <summary>Rules as they are typed.</summary>
[TextsFrom(typeof(FlagRulesText))]
public sealed class FlagRulesInput
{
    [Display(Name = "LongRunMonths"), Required, Range(1, FlagRules.MostMonths)]
    public int? LongRunMonths { get; set; }

    [Display(Name = "RunGapDays"), Required, Range(0, FlagRules.MostDays)]
    public int? RunGapDays { get; set; }

    [Display(Name = "ReachesLongDays"), Required, Range(1, FlagRules.MostDays)]
    public int? ReachesLongDays { get; set; }

    [Display(Name = "ReachesLongSecondDays"), Required, Range(1, FlagRules.MostDays)]
    public int? ReachesLongSecondDays { get; set; }

    [Display(Name = "ReachesLongThirdDays"), Required, Range(1, FlagRules.MostDays)]
    public int? ReachesLongThirdDays { get; set; }

    [Display(Name = "EndingSoonDays"), Required, Range(1, FlagRules.MostDays)]
    public int? EndingSoonDays { get; set; }

    [Display(Name = "PastLastDayDays"), Required, Range(1, FlagRules.MostDays)]
    public int? PastLastDayDays { get; set; }

    public List<OverlapRuleInput> OverlapRules { get; set; } = [];

    [Display(Name = "Reason"), DataType(DataType.MultilineText)]
    [Required, Reason, StringLength(PublishedRules.LongestReason)]
    public string? Reason { get; set; }

    /// <summary>The version that the form began with.</summary>
    public int Version { get; set; }

    public static FlagRulesInput Of(FlagRules rules) =>
        new()
        {
            LongRunMonths = rules.LongRunMonths,
            RunGapDays = rules.RunGapDays,
            ReachesLongDays = rules.ReachesLongDays,
            ReachesLongSecondDays = rules.ReachesLongSecondDays,
            ReachesLongThirdDays = rules.ReachesLongThirdDays,
            EndingSoonDays = rules.EndingSoonDays,
            PastLastDayDays = rules.PastLastDayDays,
            OverlapRules = [.. rules.OverlapRules.Select(OverlapRuleInput.Of)],
            Version = rules.Version,
        };

    /// <summary>The rules, as the version after the one that the form began with. What is not filled in is 0.</summary>
    public FlagRules ToRules() =>
        new()
        {
            Version = Version + 1,
            LongRunMonths = LongRunMonths ?? 0,
            RunGapDays = RunGapDays ?? 0,
            ReachesLongDays = ReachesLongDays ?? 0,
            ReachesLongSecondDays = ReachesLongSecondDays ?? 0,
            ReachesLongThirdDays = ReachesLongThirdDays ?? 0,
            EndingSoonDays = EndingSoonDays ?? 0,
            PastLastDayDays = PastLastDayDays ?? 0,
            OverlapRules = [.. OverlapRules.Select(rule => rule.ToRule())],
        };

    /// <summary>
    /// What the form sends on with what was previewed: everything that is about to be published, so that nothing else is.
    /// </summary>
    public string Fingerprint() =>
        Convert.ToHexString(
            SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', Values().Append(Reason?.Trim()))))
        );

    /// <summary>Every value but the reason by its field's name, for a form that shows none of them.</summary>
    public IEnumerable<(string Field, string? Value)> Fields()
    {
        yield return (nameof(LongRunMonths), Text(LongRunMonths));
        yield return (nameof(RunGapDays), Text(RunGapDays));
        yield return (nameof(ReachesLongDays), Text(ReachesLongDays));
        yield return (nameof(ReachesLongSecondDays), Text(ReachesLongSecondDays));
        yield return (nameof(ReachesLongThirdDays), Text(ReachesLongThirdDays));
        yield return (nameof(EndingSoonDays), Text(EndingSoonDays));
        yield return (nameof(PastLastDayDays), Text(PastLastDayDays));
        for (var i = 0; i < OverlapRules.Count; i++)
        {
            var (rule, at) = (
                OverlapRules[i],
                string.Create(CultureInfo.InvariantCulture, $"{nameof(OverlapRules)}[{i}].")
            );
            yield return (at + nameof(rule.OneDepartmentId), Text(rule.OneDepartmentId));
            yield return (at + nameof(rule.OneLegalBasisId), Text(rule.OneLegalBasisId));
            yield return (at + nameof(rule.OtherDepartmentId), Text(rule.OtherDepartmentId));
            yield return (at + nameof(rule.OtherLegalBasisId), Text(rule.OtherLegalBasisId));
            yield return (at + nameof(rule.Treatment), Text((int?)rule.Treatment));
            yield return (at + nameof(rule.HandoverDays), Text(rule.HandoverDays));
        }

        yield return (nameof(Version), Text(Version));
    }

    private IEnumerable<string?> Values() => Fields().Select(field => $"{field.Field} {field.Value}");

    private static string? Text(long? number) => number?.ToString(CultureInfo.InvariantCulture);
}

/// <summary>What is said of a pair, as it is typed.</summary>
[TextsFrom(typeof(FlagRulesText))]
public sealed class OverlapRuleInput
{
    [Display(Name = "OneDepartmentId")]
    public long? OneDepartmentId { get; set; }

    [Display(Name = "OneLegalBasisId")]
    public long? OneLegalBasisId { get; set; }

    [Display(Name = "OtherDepartmentId")]
    public long? OtherDepartmentId { get; set; }

    [Display(Name = "OtherLegalBasisId")]
    public long? OtherLegalBasisId { get; set; }

    [Display(Name = "Treatment"), Required, EnumDataType(typeof(OverlapTreatment))]
    public OverlapTreatment? Treatment { get; set; }

    [Display(Name = "HandoverDays"), Required, Range(0, FlagRules.MostDays)]
    public int? HandoverDays { get; set; }

    public static OverlapRuleInput Of(OverlapRule rule) =>
        new()
        {
            OneDepartmentId = rule.One.DepartmentId,
            OneLegalBasisId = rule.One.LegalBasisId,
            OtherDepartmentId = rule.Other.DepartmentId,
            OtherLegalBasisId = rule.Other.LegalBasisId,
            Treatment = rule.Treatment,
            HandoverDays = rule.HandoverDays,
        };

    public OverlapRule ToRule() =>
        new(
            new OverlapSide(OneDepartmentId, OneLegalBasisId),
            new OverlapSide(OtherDepartmentId, OtherLegalBasisId),
            Treatment ?? OverlapTreatment.Flagged,
            HandoverDays ?? 0
        );
}
