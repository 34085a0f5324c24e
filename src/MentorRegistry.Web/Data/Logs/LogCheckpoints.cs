using System.Text.Json;

namespace MentorRegistry.Web.Data.Logs;

/// <summary>What a check saw: the row of this number had this hash. It stays true for as long as the log does.</summary>
public sealed record LogCheckpoint(long Number, string Hash, DateTime AtUtc);

/// <summary>
/// The last checkpoint of each log, in a file beside the key and so outside the database: a database that was put back
/// to an older copy is whole in itself, heads too, and only somebody who remembers finds that out.
/// </summary>
public sealed class LogCheckpoints(string path)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
    };

    public LogCheckpoint? Of(ChainedLog log) => Read().GetValueOrDefault(log.Name);

    public void Keep(ChainedLog log, LogCheckpoint checkpoint)
    {
        var all = Read();
        all[log.Name] = checkpoint;
        Write(all);
    }

    public void Forget() => File.Delete(path);

    private SortedDictionary<string, LogCheckpoint> Read() =>
        File.Exists(path)
            ? JsonSerializer.Deserialize<SortedDictionary<string, LogCheckpoint>>(
                File.ReadAllBytes(path),
                Json
            )!
            : new(StringComparer.Ordinal);

    private void Write(SortedDictionary<string, LogCheckpoint> all)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var unfinished = $"{path}.{Guid.NewGuid():N}";
        File.WriteAllBytes(unfinished, JsonSerializer.SerializeToUtf8Bytes(all, Json));
        File.Move(unfinished, path, overwrite: true);
    }
}
