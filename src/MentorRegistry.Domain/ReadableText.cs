using System.Globalization;
using System.Text;

namespace MentorRegistry.Domain;

/// <summary>
/// Whether somebody can read what was typed. A reason, a remark or a source that nobody can read opens and closes as
/// much as a real one, so each is held to one rule.
/// </summary>
public static class ReadableText
{
    /// <summary>Letters and digits below which a text says nothing: "ok", "-". A case number, "B-12", has as many.</summary>
    public const int FewestSigns = 3;

    /// <summary>
    /// Whether it can be a reason, a remark or a source: <see cref="FewestSigns"/> letters or digits or more. A Danish
    /// municipality's administration writes Danish, so Latin letters count, with whatever marks they have, and the
    /// digits 0 to 9; nothing else does. A list of signs that show nothing would never be whole. With a sign that turns
    /// the direction of writing it reads otherwise than it is kept, and is none.
    /// </summary>
    public static bool IsReason(string? text) =>
        text is not null
        && !text.Any(TurnsWriting)
        && text.EnumerateRunes().Count(IsLatinLetterOrDigit) >= FewestSigns;

    /// <summary>Whether nothing of it shows: blanks and invisible characters alone, or nothing at all.</summary>
    public static bool ShowsNothing(string? text) => text is null || text.EnumerateRunes().All(IsUnseen);

    // https://www.unicode.org/reports/tr9/#Directional_Formatting_Characters
    private static bool TurnsWriting(char sign) =>
        sign
            is '\u061C'
                or '\u200E'
                or '\u200F'
                or (>= '\u202A' and <= '\u202E')
                or (>= '\u2066' and <= '\u2069');

    // Basic Latin, Latin-1 Supplement, Latin Extended-A and -B, Latin Extended Additional
    // (https://www.unicode.org/Public/UCD/latest/ucd/Blocks.txt). The letters there that have no case are clicks, bars and
    // ordinal signs.
    private static bool IsLatinLetterOrDigit(Rune rune) =>
        rune.Value is >= '0' and <= '9'
        || (
            rune.Value is <= 0x24F or (>= 0x1E00 and <= 0x1EFF)
            && Rune.GetUnicodeCategory(rune)
                is UnicodeCategory.UppercaseLetter
                    or UnicodeCategory.LowercaseLetter
                    or UnicodeCategory.TitlecaseLetter
        );

    // Zero-width spaces, joiners, soft hyphens and tags are of the category Format; a combining mark or a variation
    // selector shows with the letter before it, and there is none in a text of marks alone.
    private static bool IsUnseen(Rune rune) =>
        Rune.IsWhiteSpace(rune)
        || IsFiller(rune)
        || Rune.GetUnicodeCategory(rune)
            is UnicodeCategory.Format
                or UnicodeCategory.Control
                or UnicodeCategory.NonSpacingMark
                or UnicodeCategory.EnclosingMark
                or UnicodeCategory.SpacingCombiningMark
                or UnicodeCategory.OtherNotAssigned
                or UnicodeCategory.PrivateUse;

    // Letters and a symbol by category that are blank: the Hangul fillers and the empty braille cell
    // (Default_Ignorable_Code_Point in https://www.unicode.org/Public/UCD/latest/ucd/DerivedCoreProperties.txt).
    private static bool IsFiller(Rune rune) => rune.Value is 0x115F or 0x1160 or 0x3164 or 0xFFA0 or 0x2800;
}
