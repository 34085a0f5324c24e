using System.Globalization;

namespace MentorRegistry.E2E;

/// <summary>Citizens that only one test knows.</summary>
public static class NewCitizen
{
    private static int last = 1000;

    /// <summary>A replacement number (day + 60: 29 February 1996) that nobody in the demo has.</summary>
    public static string Cpr() =>
        "890296" + Interlocked.Increment(ref last).ToString(CultureInfo.InvariantCulture);
}
