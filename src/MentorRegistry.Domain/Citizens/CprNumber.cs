using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace MentorRegistry.Domain.Citizens;

/// <summary>Why something typed is not a CPR number.</summary>
public enum CprProblem
{
    /// <summary>Nothing was typed.</summary>
    Missing,

    /// <summary>Something else than digits, one hyphen or blanks, for example the letter O for a zero.</summary>
    NotDigits,

    /// <summary>Not ten digits.</summary>
    NotTenDigits,

    /// <summary>The first six digits are no day of the calendar (also not with the 60 of a replacement number).</summary>
    NoSuchDate,
}

/// <summary>
/// A Danish civil registration number (DDMMYY-SSSS), or a replacement number (erstatningspersonnummer) made by adding
/// 60 to the day. Modulus 11 is never asked for: valid numbers that fail it are issued since 1 October 2007
/// (CPR-kontoret). <see cref="ToString"/> gives the masked form, so that a number does not slip into a log.
/// </summary>
public sealed partial record CprNumber
{
    private const int ReplacementDayOffset = 60;

    private CprNumber(string digits, DateOnly birthDate, bool isReplacement)
    {
        Digits = digits;
        BirthDate = birthDate;
        IsReplacement = isReplacement;
    }

    /// <summary>The ten digits, leading zero kept, without hyphen: the stored form.</summary>
    public string Digits { get; }

    /// <summary>The day of birth, the century taken from the seventh digit and the year (CPR-kontoret's table).</summary>
    public DateOnly BirthDate { get; }

    /// <summary>
    /// Whether it is a replacement number. Each organisation makes its own, so the same one may mean somebody else
    /// elsewhere; screens mark it.
    /// </summary>
    public bool IsReplacement { get; }

    /// <summary>All ten digits as people write them: 610288-1234. Shown only after a recorded click.</summary>
    public string Full => $"{Digits[..6]}-{Digits[6..]}";

    /// <summary>The form for lists and pages: 610288-XXXX.</summary>
    public string Masked => $"{Digits[..6]}-XXXX";

    /// <summary>
    /// Reads what a person or a system wrote: ten digits with or without one hyphen or blanks.
    /// </summary>
    /// <param name="text">What was written.</param>
    /// <param name="number">The number, when the answer is <c>true</c>.</param>
    /// <param name="problem">Why not, when the answer is <c>false</c>.</param>
    /// <param name="restoreLeadingZero">
    /// Whether nine digits are read as ten of which spreadsheet software dropped the first zero. For files only: a
    /// person who types nine digits has forgotten one.
    /// </param>
    public static bool TryParse(
        string? text,
        [NotNullWhen(true)] out CprNumber? number,
        out CprProblem problem,
        bool restoreLeadingZero = false
    )
    {
        number = null;
        problem = CprProblem.Missing;
        if (string.IsNullOrWhiteSpace(text))
        {
            return false;
        }

        var digits = WithoutSeparators(text.Trim());
        if (digits is null)
        {
            problem = CprProblem.NotDigits;
            return false;
        }

        if (restoreLeadingZero && digits.Length == 9)
        {
            digits = "0" + digits;
        }

        if (digits.Length != 10)
        {
            problem = CprProblem.NotTenDigits;
            return false;
        }

        var writtenDay = TwoDigits(digits, 0);
        var isReplacement = writtenDay > ReplacementDayOffset;
        var day = isReplacement ? writtenDay - ReplacementDayOffset : writtenDay;
        var month = TwoDigits(digits, 2);
        var year = Century(digits[6] - '0', TwoDigits(digits, 4)) + TwoDigits(digits, 4);
        if (month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month))
        {
            problem = CprProblem.NoSuchDate;
            return false;
        }

        number = new CprNumber(digits, new DateOnly(year, month, day), isReplacement);
        return true;
    }

    /// <summary>Reads a stored number; throws <see cref="FormatException"/> for what is none (the number is not named).</summary>
    public static CprNumber Parse(string digits) =>
        TryParse(digits, out var number, out var problem)
            ? number
            : throw new FormatException($"Not a CPR number: {problem}.");

    /// <summary>A text with every CPR number in it masked, in whichever way it is written.</summary>
    public static string MaskIn(string text) =>
        TenDigits()
            .Replace(text, match => $"{string.Concat(match.Value.Where(char.IsAsciiDigit).Take(6))}-XXXX");

    [GeneratedRegex("(?<![0-9])[0-9](?:[- ]?[0-9]){9}(?![0-9])", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex TenDigits();

    /// <summary>The masked form, never the whole number.</summary>
    public override string ToString() => Masked;

    private static string? WithoutSeparators(string text)
    {
        // Room for one digit more than a number has: enough to see that there are too many.
        Span<char> digits = stackalloc char[11];
        var count = 0;
        var hyphens = 0;
        foreach (var character in text)
        {
            if (char.IsAsciiDigit(character))
            {
                if (count < digits.Length)
                {
                    digits[count++] = character;
                }
            }
            else if (character == '-' ? ++hyphens > 1 : !char.IsWhiteSpace(character))
            {
                return null;
            }
        }

        return digits[..count].ToString();
    }

    private static int TwoDigits(string digits, int at) => ((digits[at] - '0') * 10) + digits[at + 1] - '0';

    private static int Century(int seventh, int year) =>
        seventh switch
        {
            <= 3 => 1900,
            4 or 9 => year <= 36 ? 2000 : 1900,
            _ => year <= 57 ? 2000 : 1800,
        };
}
