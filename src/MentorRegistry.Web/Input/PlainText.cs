using System.Globalization;

namespace MentorRegistry.Web.Input;

/// <summary>
/// Text without signs that nobody sees and that make it look like another: control characters, overrides of the
/// direction of writing (https://www.unicode.org/reports/tr9/, https://trojansource.codes), joiners and other format
/// characters between the letters, halves of a character.
/// Forms leave them out, the import refuses them.
/// </summary>
public static class PlainText
{
    /// <summary>The text without them. Line breaks and tabs stay.</summary>
    public static string Of(string text) =>
        string.Concat(text.Where((c, i) => c is '\n' or '\r' or '\t' || !IsUnseen(text, i)));

    /// <summary>Whether it has none of them, line breaks and tabs included.</summary>
    public static bool IsPlain(string text) => !text.Where((_, i) => IsUnseen(text, i)).Any();

    private static bool IsUnseen(string text, int i) =>
        char.IsControl(text[i])
        || char.GetUnicodeCategory(text[i]) == UnicodeCategory.Format
        || (char.IsHighSurrogate(text[i]) && !(i + 1 < text.Length && char.IsLowSurrogate(text[i + 1])))
        || (char.IsLowSurrogate(text[i]) && !(i > 0 && char.IsHighSurrogate(text[i - 1])));
}
