using System.Text;
using System.Text.RegularExpressions;

namespace MentorRegistry.Domain.Citizens;

/// <summary>
/// Somebody who can have been searched for, and whom a search in the log was for. The log keeps what was typed, not whom
/// it was meant for; a search that can have been for one citizen only is that citizen's, and goes when the citizen does.
/// </summary>
/// <param name="Names">The names, now and before.</param>
/// <param name="Numbers">The CPR numbers, now and before, ten digits each.</param>
public sealed partial record SearchedPerson(
    IReadOnlyCollection<string> Names,
    IReadOnlyCollection<string> Numbers
)
{
    /// <summary>Letters or digits of one word alone below which it can be the beginning of anybody's name.</summary>
    public const int ShortestWord = 4;

    /// <summary>Letters below which a part counts at the beginning of a word only: a shorter one is in most names.</summary>
    public const int ShortestPart = 3;

    /// <summary>Digits of a number below which they can be the beginning of anybody's, also beside a name.</summary>
    public const int ShortestNumber = 4;

    // Digits of a CPR number that are the day of birth.
    private const int DateDigits = 6;

    private readonly string[] _words =
    [
        .. Names.SelectMany(Words).SelectMany(word => word.Split('-').Prepend(word)).Distinct(),
    ];

    /// <summary>
    /// Whether a search was for this person and can have been for nobody else. Each word is the beginning of a word of
    /// the person's names, or <see cref="ShortestPart"/> letters or more from the middle of one, or the day of birth, or
    /// the beginning of a number: with the day of birth in it, or of <see cref="ShortestNumber"/> digits or more beside a
    /// name. It is more than one word, or one of <see cref="ShortestWord"/> or more; and of nobody else the names and
    /// numbers hold all of that. Or first and last word of a name stand in it, whatever else does, and of nobody else's.
    /// </summary>
    /// <param name="criterion">
    /// What was typed. Case does not matter, nor what is no letter or digit, but a hyphen in a word; å, ø and æ are aa, oe
    /// and ae; titles and words as "født" say nothing.
    /// </param>
    /// <param name="others">Everybody else who is in the registry.</param>
    public bool IsOnlyOneMeant(string criterion, IEnumerable<SearchedPerson> others)
    {
        var words = Told(criterion);
        return IsMeant(words) && !others.Any(other => other.IsFound(words))
            || IsNamed(words) && !others.Any(other => other.IsNamed(words));
    }

    /// <summary>The first half of <see cref="IsOnlyOneMeant"/>: whether it can have been for this person.</summary>
    public bool CanBeMeant(string criterion)
    {
        var words = Told(criterion);
        return IsMeant(words) || IsNamed(words);
    }

    // First and last word of a name stand in it, whatever else does: "Dr.", "(mor)", an age. Short ones as words only: the
    // letters of Bo and Li are in many.
    private bool IsNamed(string[] words)
    {
        var letters = Folded(string.Concat(words.Where(word => char.IsLetter(word[0]))));
        return Names.Any(name =>
            Words(name).ToArray() is [var first, .., var last] && Stands(first) && Stands(last)
        );

        bool Stands(string name) =>
            words.Contains(name, StringComparer.Ordinal)
            || (name.Length >= ShortestPart && letters.Contains(Folded(name), StringComparison.Ordinal));
    }

    private bool IsMeant(string[] words)
    {
        var digits = words.Any(word => char.IsLetter(word[0])) ? ShortestNumber : DateDigits;
        return words is [{ Length: >= ShortestWord }] or { Length: > 1 }
            && Array.TrueForAll(
                words,
                word =>
                    IsNumber(word, digits)
                    || IsIn(
                        word,
                        (name, typed) =>
                            name.StartsWith(typed, StringComparison.Ordinal)
                            || (word.Length >= ShortestPart && name.Contains(typed, StringComparison.Ordinal))
                    )
            );
    }

    // A search by name finds the letters anywhere in it.
    private bool IsFound(string[] words) =>
        Array.TrueForAll(
            words,
            word =>
                IsNumber(word, ShortestNumber)
                || IsIn(word, (name, typed) => name.Contains(typed, StringComparison.Ordinal))
        );

    private bool IsIn(string typed, Func<string, string, bool> holds) =>
        Array.Exists(
            _words,
            // As it was written, too: the beginning of Michael is no beginning of Michæl.
            name => holds(name, typed) || holds(Folded(name), Folded(typed))
        );

    private bool IsNumber(string typed, int least)
    {
        if (!char.IsAsciiDigit(typed[0]))
        {
            return false;
        }

        var digits = string.Concat(typed.Where(char.IsAsciiDigit));
        return digits.Length >= least
            && Numbers.Any(number =>
                number.StartsWith(digits, StringComparison.Ordinal)
                || Day(number).StartsWith(digits, StringComparison.Ordinal)
                // The last four, beside a name.
                || (
                    least == ShortestNumber
                    && digits.Length == ShortestNumber
                    && number.EndsWith(digits, StringComparison.Ordinal)
                )
                // The year in four digits.
                || (
                    digits.Length == DateDigits + 2
                    && digits[4..6] is "18" or "19" or "20"
                    && Day(number) == digits.Remove(4, 2)
                )
            );
    }

    // A replacement number has 60 added to the day (CPR-kontoret, "Personnummeret i CPR").
    private static string Day(string number) =>
        number[0] < '6' ? number[..DateDigits] : (char)(number[0] - 6) + number[1..DateDigits];

    // Aa is å in names still, and all three are written with two letters where a keyboard has them not.
    private static string Folded(string word) =>
        word.Replace("AA", "Å", StringComparison.Ordinal)
            .Replace("OE", "Ø", StringComparison.Ordinal)
            .Replace("AE", "Æ", StringComparison.Ordinal);

    private static string[] Told(string criterion) => [.. Words(Fillers().Replace(Plain(criterion), " "))];

    private static IEnumerable<string> Words(string text) =>
        Word().Matches(Plain(text)).Select(match => match.Value);

    // Letters of full width, and of other shapes, are the letters.
    private static string Plain(string text) => text.Normalize(NormalizationForm.FormKC).ToUpperInvariant();

    // Digits as a date or a number writes them, or letters with hyphens between them.
    [GeneratedRegex(
        @"[0-9]+(?:[-\u2013./][0-9]+)*|[\p{L}\p{M}]+(?:-[\p{L}\p{M}]+)*",
        RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Word();

    // "f." and "f 010190", for born; an F alone is the beginning of a name.
    [GeneratedRegex(
        @"(?<![\p{L}\p{M}-])(?:HR|FRU|FRK|FØDT|FOEDT|CPR(?:-?NR|-?NUMMER)?|NR|F(?=\.|\s*[0-9]))(?![\p{L}\p{M}-])",
        RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Fillers();
}
