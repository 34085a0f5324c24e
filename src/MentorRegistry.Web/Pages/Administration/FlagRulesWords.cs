using MentorRegistry.Domain.Flags;
using MentorRegistry.Web.Data;
using MentorRegistry.Web.Formatting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace MentorRegistry.Web.Pages.Administration;

/// <summary>Says rules in plain sentences.</summary>
/// <param name="departments">The departments' names.</param>
/// <param name="bases">The legal bases' names.</param>
/// <param name="text">The texts.</param>
/// <param name="format">How days and months are written.</param>
public sealed class FlagRulesWords(
    IReadOnlyDictionary<long, string> departments,
    IReadOnlyDictionary<long, string> bases,
    IStringLocalizer<FlagRulesText> text,
    IStringLocalizer<FormatText> format
)
{
    public static async Task<FlagRulesWords> LoadAsync(
        RegistryDb db,
        IStringLocalizer<FlagRulesText> text,
        IStringLocalizer<FormatText> format,
        CancellationToken ct
    ) =>
        new(
            await db
                .Departments.Select(d => new { d.Id, d.Name })
                .ToDictionaryAsync(d => d.Id, d => d.Name, ct),
            await db
                .LegalBases.Select(b => new { b.Id, b.Name })
                .ToDictionaryAsync(b => b.Id, b => b.Name, ct),
            text,
            format
        );

    /// <summary>What the numbers mean, always in this order.</summary>
    public IReadOnlyList<string> Numbers(FlagRules rules) =>
        [
            text["Says_LongRun", Format.Months(rules.LongRunMonths, format)],
            text["Says_Gap", Format.Days(rules.RunGapDays, format)],
            text[
                "Says_Reaches",
                Format.Days(rules.ReachesLongDays, format),
                Format.Days(rules.ReachesLongSecondDays, format),
                Format.Days(rules.ReachesLongThirdDays, format)
            ],
            text["Says_Ending", Format.Days(rules.EndingSoonDays, format)],
            text["Says_Past", Format.Days(rules.PastLastDayDays, format)],
        ];

    /// <summary>What is said of pairs, and of all others last, where a rule for any and any leaves some.</summary>
    public IReadOnlyList<string> Pairs(FlagRules rules)
    {
        var pairs = rules.OverlapRules.Select(Pair);
        return rules.OverlapRules.Any(rule => rule.One == default && rule.Other == default)
            ? [.. pairs]
            : [.. pairs, rules.OverlapRules.Count == 0 ? text["EveryPair"] : text["OtherPairs"]];
    }

    /// <summary>What one version says otherwise than another, a line each.</summary>
    public IReadOnlyList<string> Changes(FlagRules before, FlagRules after)
    {
        var (earlier, later) = (
            before.OverlapRules.Select(Pair).ToList(),
            after.OverlapRules.Select(Pair).ToList()
        );
        return
        [
            .. Numbers(after)
                .Zip(Numbers(before))
                .Where(sentence => sentence.First != sentence.Second)
                .Select(sentence => $"{sentence.First} ({text["Preview_Was", sentence.Second].Value})"),
            .. earlier.Except(later).Select(pair => text["Preview_Removed", pair].Value),
            .. later.Except(earlier).Select(pair => text["Preview_Added", pair].Value),
        ];
    }

    /// <summary>A department's name.</summary>
    public string Department(long id) => Name(departments, id);

    private string Pair(OverlapRule rule) =>
        text[
            "Pair",
            Side(rule.One),
            Side(rule.Other),
            rule.Treatment switch
            {
                OverlapTreatment.Allowed => text["Pair_Allowed"].Value,
                OverlapTreatment.Told => text["Pair_Told"].Value,
                _ when rule.HandoverDays > 0 => text[
                    "Pair_Handover",
                    Format.Days(rule.HandoverDays, format)
                ].Value,
                _ => text["Pair_Flagged"].Value,
            }
        ];

    private string Side(OverlapSide side) =>
        (side.DepartmentId, side.LegalBasisId) switch
        {
            (null, null) => text["Side_Any"],
            ({ } department, null) => text["Side_Department", Name(departments, department)],
            (null, { } basis) => text["Side_Basis", Name(bases, basis)],
            ({ } department, { } basis) => text[
                "Side_Both",
                Name(departments, department),
                Name(bases, basis)
            ],
        };

    private string Name(IReadOnlyDictionary<long, string> names, long id) =>
        names.TryGetValue(id, out var name) ? name : text["Side_Gone"];
}
