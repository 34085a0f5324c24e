using System.Globalization;
using MentorRegistry.Domain.Oversight;
using MentorRegistry.Web.Access;
using MentorRegistry.Web.Formatting;
using Microsoft.Extensions.Localization;

namespace MentorRegistry.Web.Pages.Oversight;

/// <summary>Says lookups in the reader's words.</summary>
public sealed class LookupWords(IStringLocalizer<OversightText> text)
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
            _ => kind.ToString(),
        };

    /// <summary>Why, as the citizen is told it: the purpose that was given, or what the kind of lookup is for.</summary>
    public string WhyForCitizen(LookupKind kind, string? purpose) =>
        purpose
        ?? kind switch
        {
            LookupKind.Search => text["Why_Search"],
            LookupKind.AccessReport or LookupKind.CitizenFile => text["Why_AccessReport"],
            _ when LookupEntry.OversightKinds.Contains(kind) => text["Why_Oversight"],
            _ => text["Why_Casework"],
        };

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
