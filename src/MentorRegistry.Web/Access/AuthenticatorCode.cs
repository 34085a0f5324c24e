using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace MentorRegistry.Web.Access;

/// <summary>
/// The six digits that an authenticator app shows for 30 seconds (RFC 6238, HMAC-SHA1). Identity has the same inside,
/// but does not tell which 30 seconds a code belonged to, and without that a used code cannot be refused.
/// </summary>
public static class AuthenticatorCode
{
    private const string Base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private const int SecondsPerStep = 30;

    /// <summary>The number of the 30 seconds, counted from 1970.</summary>
    public static long StepAt(DateTime utc) => (long)(utc - DateTime.UnixEpoch).TotalSeconds / SecondsPerStep;

    /// <summary>The code of a step.</summary>
    /// <param name="key">The shared key in Base32, as a person types it.</param>
    /// <param name="step">Which 30 seconds.</param>
    public static string Of(string key, long step)
    {
        Span<byte> counter = stackalloc byte[sizeof(long)];
        System.Buffers.Binary.BinaryPrimitives.WriteInt64BigEndian(counter, step);
#pragma warning disable CA5350 // SHA-1 is what authenticator apps know; as an HMAC it is unbroken (RFC 6238, 1.2).
        var hash = HMACSHA1.HashData(Decode(key), counter);
#pragma warning restore CA5350
        var start = hash[^1] & 0xf;
        var number =
            System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(start)) & int.MaxValue;
        return (number % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
    }

    /// <summary>
    /// The step that a typed code belongs to; <c>null</c> when it is wrong or used. The step before and the one after
    /// count too, for slow hands and clocks that go a little wrong (RFC 6238, 5.2).
    /// </summary>
    /// <param name="key">The shared key.</param>
    /// <param name="code">What was typed.</param>
    /// <param name="utc">Now.</param>
    /// <param name="lastUsed">The step of the code that was used last: it and all before it are refused.</param>
    public static long? StepOf(string key, string code, DateTime utc, long? lastUsed)
    {
        var now = StepAt(utc);
        long? found = null;
        // All three are always compared, so that the time it takes tells nothing.
        for (var step = now - 1; step <= now + 1; step++)
        {
            var isSame = CryptographicOperations.FixedTimeEquals(
                Encoding.UTF8.GetBytes(Of(key, step)),
                Encoding.UTF8.GetBytes(code)
            );
            if (isSame && !(step <= lastUsed))
            {
                found = step;
            }
        }

        return found;
    }

    private static byte[] Decode(string key)
    {
        var bytes = new List<byte>();
        var (value, bits) = (0, 0);
        foreach (var letter in key)
        {
            (value, bits) = ((value << 5) | Base32.IndexOf(letter, StringComparison.Ordinal), bits + 5);
            if (bits >= 8)
            {
                bits -= 8;
                bytes.Add((byte)(value >> bits));
                value &= (1 << bits) - 1;
            }
        }

        return [.. bytes];
    }
}
