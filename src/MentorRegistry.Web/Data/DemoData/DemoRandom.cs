namespace MentorRegistry.Web.Data.DemoData;

/// <summary>
/// Numbers that look random and are the same on every machine and runtime (SplitMix64, Steele, Lea and Flood 2014): the
/// demo's answer key holds wherever it is loaded.
/// </summary>
internal sealed class DemoRandom(ulong seed)
{
    private ulong _state = seed;

    /// <summary>From <paramref name="least"/> to <paramref name="most"/>, both included.</summary>
    public int Next(int least, int most) => least + (int)(NextBits() % (ulong)(most - least + 1));

    public bool IsOneIn(int many) => Next(1, many) == 1;

    public T Pick<T>(IReadOnlyList<T> from) => from[Next(0, from.Count - 1)];

    private ulong NextBits()
    {
        _state = unchecked(_state + 0x9E3779B97F4A7C15);
        var bits = _state;
        bits = unchecked((bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9);
        bits = unchecked((bits ^ (bits >> 27)) * 0x94D049BB133111EB);
        return bits ^ (bits >> 31);
    }
}
