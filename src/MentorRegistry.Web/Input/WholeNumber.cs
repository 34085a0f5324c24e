using System.Globalization;
using MentorRegistry.Web.Localization;

namespace MentorRegistry.Web.Input;

/// <summary>A whole number as people type it, with or without the separators that the pages print: 77.777, in English 77,777.</summary>
public static class WholeNumber
{
    /// <summary>Reads it in the reader's language. Anything else, and more than there is room for, is no number.</summary>
    public static bool TryParse(string text, CultureInfo readers, out long number)
    {
        number = 0;
        var separator = Languages.IsEnglish(readers) ? ',' : '.';
        var written = text.Trim().Replace('\u2212', '-');
        var groups = written.TrimStart('-').Split(separator);
        return (
                groups.Length == 1
                || (groups[0].Length is >= 1 and <= 3 && groups.Skip(1).All(group => group.Length == 3))
            )
            && long.TryParse(
                written.Replace(separator.ToString(), "", StringComparison.Ordinal),
                NumberStyles.AllowLeadingSign,
                CultureInfo.InvariantCulture,
                out number
            );
    }
}
