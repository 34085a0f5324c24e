using System.Collections.Concurrent;
using System.Globalization;

namespace MentorRegistry.E2E;

/// <summary>Citizens that only one test knows. Their numbers are canaries: <see cref="Canaries"/>.</summary>
public static class NewCitizen
{
    private static readonly ConcurrentBag<string> made = [];
    private static int last = 1000;

    /// <summary>Every number that was made.</summary>
    public static IReadOnlyCollection<string> Numbers => made;

    /// <summary>A replacement number (day + 60: 29 February 1996) that nobody in the demo has.</summary>
    public static string Cpr()
    {
        var cpr = "890296" + Interlocked.Increment(ref last).ToString(CultureInfo.InvariantCulture);
        made.Add(cpr);
        return cpr;
    }
}
