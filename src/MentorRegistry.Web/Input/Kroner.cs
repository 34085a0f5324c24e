using System.Globalization;
using System.Text.RegularExpressions;
using MentorRegistry.Web.Localization;

namespace MentorRegistry.Web.Input;

/// <summary>Why a text is not an amount in kroner.</summary>
public enum KronerProblem
{
    None,

    /// <summary>Nothing was written.</summary>
    Empty,

    /// <summary>Not a number as people write it, or with separators where no thousands are.</summary>
    NotANumber,

    /// <summary>Below nought.</summary>
    Negative,

    /// <summary>Three decimals, or thousands in the other language's way: 1,234 in a Danish form. Neither is guessed.</summary>
    TooManyDecimals,

    /// <summary>A thousand million and more.</summary>
    TooMuch,
}

/// <summary>
/// An amount as people write it, kept as whole øre: <c>600</c>, <c>434,50</c>, <c>1.290,20 kr.</c>, <c>DKK 1,290.20</c>.
/// Two decimals stand after a comma or a point in either language; a thousands separator stands before three digits, and
/// alone only the language's own (issue 4: <c>1234.56</c> is understood or refused, and never 123456).
/// </summary>
public readonly partial record struct Kroner(long Ore)
{
    private const int MostDigits = 9;

    public static bool TryParse(
        string? text,
        CultureInfo culture,
        out Kroner amount,
        out KronerProblem problem
    )
    {
        amount = default;
        var typed = Currency().Replace(text ?? "", "").Trim();
        var negative = typed.StartsWith('-') || typed.StartsWith('\u2212');
        typed = negative ? typed[1..].TrimStart() : typed;
        var match = Amount().Match(typed);
        var (thousands, point) = (match.Groups["thousands"].Value, match.Groups["point"].Value);
        var own = Languages.IsEnglish(culture) ? "," : ".";
        problem = match switch
        {
            _ when typed.Length == 0 && !negative => KronerProblem.Empty,
            // One group of three and nothing after it: thousands to one reader, three decimals to another.
            { Success: true } when point == "" && thousands is "." or "," && thousands != own =>
                KronerProblem.TooManyDecimals,
            { Success: false } when ManyDecimals().IsMatch(typed) => KronerProblem.TooManyDecimals,
            { Success: false } => KronerProblem.NotANumber,
            _ when thousands != "" && thousands == point => KronerProblem.NotANumber,
            _ when negative => KronerProblem.Negative,
            _ => KronerProblem.None,
        };
        if (problem != KronerProblem.None)
        {
            return false;
        }

        var whole = string.Concat(match.Groups["whole"].Value.Where(char.IsAsciiDigit)).TrimStart('0');
        if (whole.Length > MostDigits)
        {
            problem = KronerProblem.TooMuch;
            return false;
        }

        amount = new Kroner(
            long.Parse(
                $"0{whole}{match.Groups["decimals"].Value.PadRight(2, '0')}",
                NumberStyles.None,
                CultureInfo.InvariantCulture
            )
        );
        return true;
    }

    [GeneratedRegex(
        @"^(?<whole>[0-9]+|[0-9]{1,3}(?<thousands>[., \u00a0\u202f])[0-9]{3}(\k<thousands>[0-9]{3})*)((?<point>[.,])(?<decimals>[0-9]{1,2}))?$",
        Options,
        1000
    )]
    private static partial Regex Amount();

    [GeneratedRegex(@"^[0-9]+[.,][0-9]{3,}$", Options, 1000)]
    private static partial Regex ManyDecimals();

    [GeneratedRegex(@"^\s*(kr\.?|dkk)|(kr\.?|dkk|,-)\s*$", Options | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Currency();

    private const RegexOptions Options = RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant;
}
