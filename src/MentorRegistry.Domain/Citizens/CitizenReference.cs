using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace MentorRegistry.Domain.Citizens;

/// <summary>
/// The short public reference of a citizen ("borgernr."), for example B-004213: what URLs, mails and telephone calls
/// use instead of a CPR number. It is the record's number with a check digit behind (Damm's scheme), because a
/// reference is read aloud and typed: one wrong digit, or two neighbours swapped, must not open somebody else's page.
/// </summary>
public static class CitizenReference
{
    // Seven and the check digit: more citizens than Denmark has, and never as long as a CPR number.
    private const int LongestDigits = 8;

    // H. Michael Damm's totally anti-symmetric quasigroup of order 10 (dissertation, Marburg 2004).
    private static readonly string[] Quasigroup =
    [
        "0317598642",
        "7092154863",
        "4206871359",
        "1750983426",
        "6123045978",
        "3674209581",
        "5869720134",
        "8945362017",
        "9438617205",
        "2581436790",
    ];

    /// <summary>The reference of a citizen's record number (1 or more).</summary>
    public static string Of(long citizenId)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(citizenId, 1);
        var digits = citizenId.ToString("D5", CultureInfo.InvariantCulture);
        return $"B-{digits}{CheckDigit(digits)}";
    }

    /// <summary>
    /// Reads a reference as people type it: with or without "B" and hyphen, in either case, zeros in front left out.
    /// Refuses (<c>false</c>) what is no reference, one whose check digit does not fit, and anything of more than eight
    /// digits, so that a CPR number is never read as one.
    /// </summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out long citizenId)
    {
        citizenId = 0;
        var digits = (text ?? "").Trim().TrimStart('B', 'b').TrimStart('-', ' ');
        if (
            digits.Length is < 2 or > LongestDigits
            || !digits.All(char.IsAsciiDigit)
            || CheckDigit(digits) != '0'
        )
        {
            return false;
        }

        citizenId = long.Parse(digits.AsSpan(0, digits.Length - 1), CultureInfo.InvariantCulture);
        return citizenId > 0;
    }

    private static char CheckDigit(string digits) =>
        digits.Aggregate('0', (interim, digit) => Quasigroup[interim - '0'][digit - '0']);
}
