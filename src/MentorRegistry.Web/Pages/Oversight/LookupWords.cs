using System.Globalization;
using System.Text.RegularExpressions;
using MentorRegistry.Domain.Oversight;
using MentorRegistry.Web.Access;
using MentorRegistry.Web.Formatting;
using Microsoft.Extensions.Localization;

namespace MentorRegistry.Web.Pages.Oversight;

/// <summary>Says lookups in the reader's words.</summary>
public sealed partial class LookupWords(IStringLocalizer<OversightText> text)
{
    /// <summary>What was shown or done.</summary>
    public string Kind(LookupKind kind) =>
        kind switch
        {
            LookupKind.Overview => text["Kind_Overview"],
            LookupKind.Sheet => text["Kind_Sheet"],
            LookupKind.FullNumber => text["Kind_FullNumber"],
            LookupKind.Form => text["Kind_Form"],
            LookupKind.ProtectedContact => text["Kind_ProtectedContact"],
            LookupKind.Purpose => text["Kind_Purpose"],
            LookupKind.Search => text["Kind_Search"],
            LookupKind.Export => text["Kind_Export"],
            LookupKind.CitizenFile => text["Kind_CitizenFile"],
            LookupKind.LogSearch => text["Kind_LogSearch"],
            LookupKind.LogExport => text["Kind_LogExport"],
            LookupKind.SpotCheck => text["Kind_SpotCheck"],
            LookupKind.AccessReport => text["Kind_AccessReport"],
            LookupKind.Import => text["Kind_Import"],
            _ => kind.ToString(),
        };

    /// <summary>
    /// Why, as the citizen is told it: the purpose that was given, or what the kind of lookup is for, or the own
    /// department's case. Where none of these is known that is said: nothing is made up.
    /// </summary>
    public string WhyForCitizen(LookupKind kind, string? purpose, bool? isOwn) =>
        purpose
        ?? kind switch
        {
            LookupKind.Search => text["Why_Search"],
            LookupKind.AccessReport or LookupKind.CitizenFile => text["Why_AccessReport"],
            _ when LookupEntry.OversightKinds.Contains(kind) => text["Why_Oversight"],
            LookupKind.Import => text["Why_Import"],
            _ when isOwn is { } own => own ? text["Why_Casework"] : text["Why_NotSaid"],
            _ => text["Why_NotKept"],
        };

    /// <summary>
    /// What was searched for, or which one was read. The log keeps it in no language (<see cref="LookupSearch.Criterion" />);
    /// a CPR number is not masked here.
    /// </summary>
    public string Criterion(LookupEntry lookup)
    {
        var kept = lookup.Criterion ?? "";
        return lookup.Kind switch
        {
            LookupKind.SpotCheck => text["SpotCheck_Number", kept],
            LookupKind.FullNumber when kept.StartsWith('#') => text["Criterion_Row", kept[1..]],
            LookupKind.LogSearch or LookupKind.LogExport or LookupKind.AccessReport => string.Join(
                "; ",
                kept.Split("; ").Select(Part)
            ),
            _ => kept,
        };
    }

    private string Part(string part)
    {
        if (Period().Match(part) is { Success: true } period)
        {
            return (period.Groups["from"].Value, period.Groups["to"].Value) switch
            {
                (var from, "") => text["Criterion_From", Day(from)],
                ("", var to) => text["Criterion_To", Day(to)],
                var (from, to) => text["Criterion_FromTo", Day(from), Day(to)],
            };
        }

        return part.StartsWith("p. ", StringComparison.Ordinal) ? text["Criterion_Page", part[3..]]
            : Enum.GetNames<LookupKind>().Contains(part) ? Kind(Enum.Parse<LookupKind>(part))
            : part;
    }

    private static string Day(string iso) =>
        Format.Date(DateOnly.ParseExact(iso, "O", CultureInfo.InvariantCulture));

    [GeneratedRegex(
        @"^(?<from>\d{4}-\d\d-\d\d)?\.\.(?<to>\d{4}-\d\d-\d\d)?$",
        RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Period();

    /// <summary>What is unusual, each sign in words.</summary>
    public IEnumerable<string> Patterns(LookupPatterns patterns)
    {
        if (patterns.HasFlag(LookupPatterns.Colleague))
        {
            yield return text["Pattern_Colleague"];
        }

        if (patterns.HasFlag(LookupPatterns.SameSurname))
        {
            yield return text["Pattern_SameSurname"];
        }

        if (patterns.HasFlag(LookupPatterns.BusyDay))
        {
            yield return text["Pattern_BusyDay"];
        }

        if (patterns.HasFlag(LookupPatterns.OutsideHours))
        {
            yield return text["Pattern_OutsideHours"];
        }

        if (patterns.HasFlag(LookupPatterns.OwnBasis))
        {
            yield return text["Pattern_OwnBasis"];
        }
    }

    /// <summary>What in the registry explains it.</summary>
    public string Explanation(LookupExplanation explanation) =>
        explanation switch
        {
            LookupExplanation.Placement => text["Explained_Placement"],
            LookupExplanation.Purpose => text["Explained_Purpose"],
            LookupExplanation.Basis => text["Explained_Basis"],
            _ => text["Explained_Not"],
        };

    /// <summary>When, on a Danish wall's clock.</summary>
    public string When(DateTime utc)
    {
        var local = Clock.ToCopenhagen(utc);
        return text["At", Format.Date(DateOnly.FromDateTime(local)), Format.Time(local)];
    }

    /// <summary>The day, on a Danish wall's calendar.</summary>
    public static DateOnly Day(DateTime utc) => DateOnly.FromDateTime(Clock.ToCopenhagen(utc));

    internal static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
