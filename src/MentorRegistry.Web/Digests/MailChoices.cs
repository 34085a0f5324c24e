using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.Extensions.Localization;

namespace MentorRegistry.Web.Digests;

/// <summary>The languages of mails, as forms offer them.</summary>
internal static class MailChoices
{
    public static IEnumerable<SelectListItem> Languages(IStringLocalizer<DigestMailText> text) =>
        [new(text["Danish"], "da"), new(text["English"], "en")];

    /// <summary>The language that was chosen; Danish where what was sent is none.</summary>
    public static string Language(string? chosen) => chosen is "en" ? "en" : "da";
}
