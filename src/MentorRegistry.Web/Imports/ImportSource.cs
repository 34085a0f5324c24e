using System.Text;

namespace MentorRegistry.Web.Imports;

/// <summary>A file that can be read from its beginning as often as needed, so that it need not lie in memory.</summary>
/// <param name="Name">What the sender calls it; never a path, and without CPR numbers.</param>
/// <param name="Open">Opens it anew.</param>
public sealed record ImportSource(string Name, Func<Stream> Open)
{
    private const int LongestName = 100;

    public static ImportSource OfBytes(string name, byte[] content) =>
        new(CleanName(name), () => new MemoryStream(content, writable: false));

    public static ImportSource OfFile(string path) => new(CleanName(path), () => File.OpenRead(path));

    /// <summary>The last part of a path of any system, fit for the history.</summary>
    public static string CleanName(string path)
    {
        var name = path[(path.LastIndexOfAny(['/', '\\']) + 1)..];
        name = Shown.Text(string.Concat(name.Where(c => !char.IsControl(c))).Trim());
        return name.Length <= LongestName ? name : name[..LongestName];
    }
}

/// <summary>Finds out how a file is written before it is read.</summary>
public static class TextSniffer
{
    private const int BufferSize = 64 * 1024;

    static TextSniffer() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>
    /// UTF-8 where every byte fits it, else Windows-1252, which old systems and spreadsheets write; the problem where
    /// the file is no text. Reads the file through once.
    /// </summary>
    public static (Encoding Encoding, ImportProblem? Problem) Sniff(Stream stream)
    {
        var strict = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
        var decoder = strict.GetDecoder();
        var bytes = new byte[BufferSize];
        var chars = new char[strict.GetMaxCharCount(BufferSize)];
        var isUtf8 = true;
        var isFirst = true;
        while (true)
        {
            var count = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            var part = bytes.AsSpan(0, count);
            if (isFirst)
            {
                if (count == 0)
                {
                    return (strict, ImportProblem.FileEmpty);
                }

                if (ByFirstBytes(part) is { } problem)
                {
                    return (strict, problem);
                }
            }

            isFirst = false;
            if (part.Contains((byte)0))
            {
                return (strict, ImportProblem.FileIsNotText);
            }

            if (isUtf8)
            {
                try
                {
                    decoder.GetChars(part, chars, flush: count == 0);
                }
                catch (DecoderFallbackException)
                {
                    isUtf8 = false;
                }
            }

            if (count == 0)
            {
                return (isUtf8 ? strict : Encoding.GetEncoding(1252), null);
            }
        }
    }

    private static ImportProblem? ByFirstBytes(ReadOnlySpan<byte> bytes) =>
        // A workbook of old, and one with a password.
        bytes.StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0])
            ? ImportProblem.FileIsWorkbook
        : bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE])
        || bytes.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF])
        || (bytes.Length >= 4 && (bytes[..4] is [0, not 0, 0, not 0] or [not 0, 0, not 0, 0]))
            ? ImportProblem.FileIsUtf16
        : bytes.StartsWith("%PDF"u8) ? ImportProblem.FileIsNotText
        : null;
}
