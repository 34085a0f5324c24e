using System.Security.Cryptography;
using System.Text;

namespace MentorRegistry.Web.Data.Logs;

/// <summary>
/// The secret that chains the logs: 32 random bytes in a file that only the program's account reads. It lies outside
/// the database, because it protects the logs from whoever can write there.
/// </summary>
public sealed class LogKey(string path)
{
    private const int Size = 32;
    private byte[]? _bytes;

    public string Path { get; } = path;

    public bool Exists => _bytes is not null || File.Exists(Path);

    /// <summary>Says which key it is, and nothing of it.</summary>
    public string Fingerprint => Convert.ToHexStringLower(For("fingerprint").AsSpan(0, 8));

    /// <summary>A key of its own for each use, so that what one makes never passes as another's.</summary>
    public byte[] For(string purpose) => HMACSHA256.HashData(Bytes, Encoding.UTF8.GetBytes(purpose));

    /// <summary>Makes a key where there is none; it is lost unless <see cref="Save" /> follows.</summary>
    public void MakeIfMissing()
    {
        if (!Exists)
        {
            _bytes = RandomNumberGenerator.GetBytes(Size);
        }
    }

    /// <summary>Writes the key, whole or not at all; what is there stays.</summary>
    public void Save()
    {
        if (File.Exists(Path))
        {
            return;
        }

        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        var unfinished = $"{Path}.{Guid.NewGuid():N}";
        using (var file = new FileStream(unfinished, options))
        {
            file.Write(Bytes);
            file.Flush(flushToDisk: true);
        }

        File.Move(unfinished, Path);
    }

    private byte[] Bytes => _bytes ??= Read();

    private byte[] Read()
    {
        var bytes = File.ReadAllBytes(Path);
        return bytes.Length == Size
            ? bytes
            : throw new SettingsException($"The key of the logs is damaged: {Path} has not {Size} bytes.");
    }
}
