namespace MentorRegistry.Domain.Providers;

/// <summary>Why something typed is not a CVR number.</summary>
public enum CvrProblem
{
    /// <summary>It is one.</summary>
    None,

    /// <summary>Not eight digits, blanks between them left out.</summary>
    NotEightDigits,

    /// <summary>Eight digits of which the check fails: one of them is wrong, or two have changed places.</summary>
    CheckFails,
}

/// <summary>
/// The number of a business in the Central Business Register: eight digits, weighted 2 7 6 5 4 3 2 1, whose sum eleven
/// divides. Every number complies (Erhvervsstyrelsen), so one that does not is refused. Not for P numbers, which have no
/// check.
/// </summary>
public static class CvrNumber
{
    private static readonly int[] s_weights = [2, 7, 6, 5, 4, 3, 2, 1];

    /// <summary>Reads a number, with or without blanks and "DK" before it.</summary>
    /// <param name="text">What was typed.</param>
    /// <param name="digits">The eight digits, when nothing is wrong; otherwise empty.</param>
    /// <returns>What is wrong.</returns>
    public static CvrProblem Read(string text, out string digits)
    {
        digits = "";
        var typed = string.Concat(text.Where(sign => !char.IsWhiteSpace(sign)));
        typed = typed.StartsWith("DK", StringComparison.OrdinalIgnoreCase) ? typed[2..] : typed;
        if (typed.Length != s_weights.Length || !typed.All(char.IsAsciiDigit))
        {
            return CvrProblem.NotEightDigits;
        }

        if (typed[0] == '0' || typed.Select((digit, i) => (digit - '0') * s_weights[i]).Sum() % 11 != 0)
        {
            return CvrProblem.CheckFails;
        }

        digits = typed;
        return CvrProblem.None;
    }
}
