namespace MentorRegistry.Domain.Citizens;

/// <summary>
/// Somebody who can have been searched for, and whom a search in the log was for. The log keeps what was typed, not whom
/// it was meant for; a search that can have been for one citizen only is that citizen's, and goes when the citizen does.
/// </summary>
/// <param name="Names">The names, now and before.</param>
/// <param name="Numbers">The CPR numbers, now and before, ten digits each.</param>
public sealed record SearchedPerson(IReadOnlyCollection<string> Names, IReadOnlyCollection<string> Numbers)
{
    /// <summary>Letters or digits of one word alone below which it can be the beginning of anybody's name.</summary>
    public const int ShortestWord = 4;

    // Digits of a CPR number that are the day of birth.
    private const int DateDigits = 6;

    private readonly string[][] _words =
    [
        .. Names.Select(name =>
        {
            var words = Words(name);
            return words.Concat(words.SelectMany(word => word.Split('-'))).ToArray();
        }),
    ];

    /// <summary>
    /// Whether a search was for this person and can have been for nobody else: each word is the beginning of a word of
    /// the person's names, or the day of birth, or the beginning of a number with the day of birth in it; it is more
    /// than one word, or one of <see cref="ShortestWord"/> or more; and of nobody else the names hold all of that.
    /// </summary>
    /// <param name="criterion">What was typed. Case, blanks and commas do not matter.</param>
    /// <param name="others">Everybody else who is in the registry.</param>
    public bool IsOnlyOneMeant(string criterion, IEnumerable<SearchedPerson> others)
    {
        var words = Words(criterion);
        return IsMeant(words) && !others.Any(other => other.IsFound(words));
    }

    /// <summary>The first half of <see cref="IsOnlyOneMeant"/>: whether it can have been for this person.</summary>
    public bool CanBeMeant(string criterion) => IsMeant(Words(criterion));

    private bool IsMeant(string[] words) =>
        words is [{ Length: >= ShortestWord }] or { Length: > 1 }
        && Array.TrueForAll(
            words,
            word =>
                IsNumber(word)
                || IsIn(word, (name, typed) => name.StartsWith(typed, StringComparison.Ordinal))
        );

    // A search by name finds the letters anywhere in it.
    private bool IsFound(string[] words) =>
        Array.TrueForAll(
            words,
            word =>
                IsNumber(word) || IsIn(word, (name, typed) => name.Contains(typed, StringComparison.Ordinal))
        );

    private bool IsIn(string typed, Func<string, string, bool> holds) =>
        Array.Exists(_words, words => Array.Exists(words, word => holds(word, typed)));

    private bool IsNumber(string typed)
    {
        if (!typed.All(c => char.IsAsciiDigit(c) || c is '-' or '.' or '/'))
        {
            return false;
        }

        var digits = string.Concat(typed.Where(char.IsAsciiDigit));
        return digits.Length >= DateDigits
            && Numbers.Any(number =>
                number.StartsWith(digits, StringComparison.Ordinal)
                || Day(number) == digits
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

    private static string[] Words(string text) =>
        text.Normalize()
            .ToUpperInvariant()
            .Split(
                [' ', '\t', '\u00A0', ','],
                StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries
            );
}
